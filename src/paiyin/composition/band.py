"""Bands: a page is cut from top to bottom into bands over all columns, each a section or a part of one.

A band holds a head over its first columns, boxes at its edges, and text that ends flush in every column. Figures
give way: their heights, the band's height and the places of boxes are searched together until the text fits exactly.
"""

from collections.abc import Sequence

from paiyin.composition.arrangement import Arrangement, interrupted, parting
from paiyin.composition.bandsearch import Best, Search
from paiyin.composition.boxes import Box
from paiyin.composition.corners import Corner
from paiyin.composition.fill import BARE_HEAD
from paiyin.composition.galley import NEVER, Row
from paiyin.composition.weights import Weights, usual

__all__ = ["Arrangement", "improved", "interrupted", "part", "parting", "parts", "table", "whole"]

TRIES = 24  # height combinations looked at for one choice of places
MORE_TRIES = 150  # and where none of those is good
EACH, EACH_AIRED = 4, 2  # combinations of heights for one height of a band and one way to place boxes, with air too
MORE_WHITE = 8  # lines that a band may be higher than its text, so that two lines stand under its head
FEW_ROWS = 12  # for each column: more of them than that are never stiff
RIVAL = 400  # by which a band may be worse than the best and still be followed


def whole(
    rows: Sequence[Row],
    start: int,
    corner: Corner,
    boxes: Sequence[Box],
    columns: int,
    most: int,
    exact: int | None = None,
    weights: Weights | None = None,
) -> Arrangement | None:
    """Return the best band that holds all rows from ``start``, at most ``most`` lines high, or ``exact`` lines. Where
    the last column would end short, air is given to the head, then paragraphs are set a line longer or shorter."""
    search = Search(rows, start, boxes, columns, weights or usual())
    best = Best(lambda a: a.height)
    good = search.weights["search", "good"]
    heights = range(exact, exact + 1) if exact else range(1, most + 1)
    search.wholes(best, corner, heights, EACH)
    if not best.found and exact is None or best.score < good:
        return next(iter(best.sorted()), None)
    search.aired(corner, best, lambda aired, cost: search.wholes(best, aired, heights, EACH_AIRED, cost))
    if not best.found:
        return None
    if best.score >= BARE_HEAD:
        search.wholes(best, corner, heights, EACH, more=MORE_WHITE)
    return search.reset(best.sorted()[0], lambda galley, at, old: search.whole_again(old, galley, most, exact))


def table(
    rows: Sequence[Row],
    start: int,
    corner: Corner,
    boxes: Sequence[Box],
    columns: int,
    most: int,
    weights: Weights | None = None,
) -> dict[int, Arrangement]:
    """Return the best band of each height up to ``most`` that holds all rows from ``start``, by height. Heights at which
    only a far worse band would stand than the best are left out."""
    search = Search(rows, start, boxes, columns, weights or usual())
    best = Best(lambda a: a.height, RIVAL)
    heights = range(1, most + 1)
    search.wholes(best, corner, heights, EACH)
    best.rival = RIVAL / 2 if best.found else RIVAL
    search.aired(corner, best, lambda aired, cost: search.wholes(best, aired, heights, EACH_AIRED, cost), stop=False)
    if best.score >= BARE_HEAD if best.found else _stiff(rows, start, columns):
        search.wholes(best, corner, heights, EACH, more=MORE_WHITE)
    return {h: a for h, a in best.found.items() if a.score < best.score + BARE_HEAD}


def _stiff(rows: Sequence[Row], start: int, columns: int) -> bool:
    """Tell whether rows that must stay together are more than a column's even share of all."""
    if len(rows) - start > FEW_ROWS * columns:
        return False
    longest = together = 0
    for row in rows[start:]:
        together += 1
        longest = max(longest, together)
        if row.after < NEVER:
            together = 0
    return longest * columns > len(rows) - start


def improved(
    old: Arrangement,
    rows: Sequence[Row],
    start: int,
    boxes: Sequence[Box],
    columns: int,
    weights: Weights | None = None,
) -> Arrangement:
    """Return a whole band of the same height with paragraphs set a line longer or shorter, if that makes it better."""
    search = Search(rows, start, boxes, columns, weights or usual())
    return search.reset(old, lambda galley, at, now: search.whole_again(now, galley, old.height, old.height))


def part(
    rows: Sequence[Row],
    start: int,
    corner: Corner,
    boxes: Sequence[Box],
    columns: int,
    height: int,
    least_left: int = 5,
    weights: Weights | None = None,
) -> Arrangement | None:
    """Return the best band of exactly ``height`` lines that takes as many rows from ``start`` as fit, every box's
    mention among them, leaving at least ``least_left`` rows for the next page and the last line free for the jump
    line."""
    found = parts(rows, start, corner, boxes, columns, height, least_left, 1, weights)
    return found[0] if found else None


def parts(
    rows: Sequence[Row],
    start: int,
    corner: Corner,
    boxes: Sequence[Box],
    columns: int,
    height: int,
    least_left: int = 5,
    count: int = 1,
    weights: Weights | None = None,
) -> list[Arrangement]:
    """Return the best bands of exactly ``height`` lines that take rows from ``start`` and leave the others, with up to
    ``count`` different ends, the best first."""
    search = Search(rows, start, boxes, columns, weights or usual())
    best = Best(lambda a: a.filling.end, RIVAL / 2 if count > 1 else 0.0)
    good = search.weights["search", "good"]
    search.parts(best, corner, height, least_left, (0, TRIES))
    if not best.found or best.score < good:
        return best.sorted(count)
    if boxes:
        search.parts(best, corner, height, least_left, (TRIES, MORE_TRIES))
    search.aired(corner, best, lambda aired, cost: search.parts(best, aired, height, least_left, (0, TRIES), cost))
    first, *others = best.sorted(count)
    again = search.reset(first, lambda galley, at, old: search.part_again(old, galley, at, height, least_left))
    return sorted([again, *others], key=lambda a: (a.score, a.filling.end))
