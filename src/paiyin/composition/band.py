"""Bands: a page is cut from top to bottom into bands over all columns, each a section or a part of one.

A band holds a head over its first columns, boxes in its corners, and text that ends flush in every column. Figures
give way: their heights, the band's height and the corners are searched together until the text fits exactly.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from paiyin.composition.boxes import Box
from paiyin.composition.corners import LEAST_SLOT, Corner, Placed, choices, corner_score, place, slots_of
from paiyin.composition.fill import Filling, Slot, fill
from paiyin.composition.galley import Row
from paiyin.composition.reserve import alternatives

# Weights of the score, in the unit of fill.py's penalties.
SPARE = 250  # a line left white in the last column
STRETCH = 6  # a line of difference from a figure's wished height
PERFECT = 20  # and nothing better is looked for
GOOD = 60  # a band of this score is taken as it is
AIR = ((1, 0), (0, 1), (2, 0), (1, 1))  # lines more under the head and over the other columns
AIR_COST = 14
MID_SENTENCE = 220  # a page that ends inside a sentence
MID_PARAGRAPH = 150  # or a paragraph
INTERRUPTION = 1.0  # times that, a box between the columns of a paragraph
MOST_RESETS = 3  # paragraphs of a band that are set out of their best
SLACK = 4  # lines by which a combination may seem too small: blanks vanish at column tops
TRIES = 24  # height combinations looked at for one choice of corners
MORE_TRIES = 400  # and where none of those is good
MOST_COMBINATIONS = 3000


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A band that works: its height, the boxes in it, its corner, the rows in its slots and its score (less is
    better). ``rows`` is its section's galley if paragraphs were set again for it."""

    height: int
    placed: tuple[Placed, ...]
    corner: Corner
    filling: Filling
    score: float
    rows: tuple[Row, ...] | None = None


def _heights(boxes: Sequence[Box]) -> Iterator[tuple[int, ...]]:
    """Yield combinations of heights, those nearest to the wishes first."""
    ranges = [sorted(range(b.least, b.most + 1), key=lambda h, b=b: (abs(h - b.wish), h)) for b in boxes]
    return iter(sorted(product(*ranges), key=lambda hs: (sum(abs(h - b.wish) for h, b in zip(hs, boxes)), hs)))


def whole(
    rows: Sequence[Row],
    start: int,
    corner: Corner,
    boxes: Sequence[Box],
    columns: int,
    most: int,
    exact: int | None = None,
) -> Arrangement | None:
    """Return the best band that holds all rows from ``start``, at most ``most`` lines high, or ``exact`` lines. Where
    the last column would end short, air is given to the head, then paragraphs are set a line longer or shorter."""
    best = _whole(rows, start, corner, boxes, columns, most, exact)
    if best is None and exact is None or best is not None and best.score < GOOD:
        return best
    if boxes:
        best = _whole(rows, start, corner, boxes, columns, most, exact, (TRIES, MORE_TRIES), best)
        if best is not None and best.score < GOOD:
            return best
    for more, under in AIR if corner.lines else ():
        aired = replace(corner, lines=corner.lines + more, under=corner.under + under)
        found = _whole(rows, start, aired, boxes, columns, most, exact)
        cost = AIR_COST * (more + under)
        if found is not None and (best is None or found.score + cost < best.score):
            best = replace(found, score=found.score + cost)
    if best is None or best.score < GOOD:
        return best
    return _reset(best, rows, start, lambda galley: _again(best, rows, galley, start, columns, most, exact))


def _reset(best: Arrangement, rows: Sequence[Row], start: int, again: Callable) -> Arrangement:
    """Try the galley's reserve, up to two paragraphs, as long as the band gets better by it."""
    spent = 0.0  # what the paragraphs set anew cost so far
    for _ in range(MOST_RESETS):
        galley = list(best.rows or rows)
        tried = [
            (found.score + spent + cost, n, galley_, found)
            for n, (galley_, _, cost) in enumerate(alternatives(galley, start, best.filling.end))
            if (found := again(galley_)) is not None
        ]
        better = min(tried, key=lambda t: t[:2], default=None)
        if better is None or better[0] >= best.score:
            return best
        spent = better[0] - better[3].score
        best = replace(better[3], score=better[0], rows=tuple(better[2]))
        if best.score < GOOD:
            break
    return best


def _again(
    old: Arrangement, before: Sequence[Row], rows: Sequence[Row], start: int, columns: int, most: int, exact: int | None
) -> Arrangement | None:
    """Fill a whole band anew with the boxes where they are, a line higher or lower if it need not be exact."""
    found = None
    for height in (exact,) if exact else range(max(1, old.height - 1), min(most, old.height + 1) + 1):
        filled = _refilled(old, before, rows, start, columns, height)
        if filled is not None and filled.filling.end >= len(rows) and (found is None or filled.score < found.score):
            found = filled
    return found


def _refilled(
    old: Arrangement,
    before: Sequence[Row],
    rows: Sequence[Row],
    start: int,
    columns: int,
    height: int,
    jump: bool = False,
) -> Arrangement | None:
    """Fill a band again with a galley that was set anew; ``before`` is the one that it was filled with."""
    placed = tuple(p if p.line == 0 else p._replace(line=p.line + height - old.height) for p in old.placed)
    slots = slots_of(old.corner, placed, columns, height)
    if not slots or any(p.line < 0 for p in placed):
        return None
    if jump:
        slots[-1] = Slot(slots[-1].column, slots[-1].start, slots[-1].lines - 1)
    filling = fill(rows, start, slots)
    kept = old.score - old.filling.penalty - SPARE * old.filling.spare
    kept += interrupted(rows, filling, placed, columns) - interrupted(before, old.filling, old.placed, columns)
    if jump:
        kept += parting(rows, filling.end) - parting(before, old.filling.end)
    return Arrangement(height, placed, old.corner, filling, kept + filling.penalty + SPARE * filling.spare)


def _whole(
    rows: Sequence[Row],
    start: int,
    corner: Corner,
    boxes: Sequence[Box],
    columns: int,
    most: int,
    exact: int | None,
    tries: tuple[int, int] = (0, TRIES),
    best: Arrangement | None = None,
) -> Arrangement | None:
    wanted = len(rows) - start
    if wanted + sum((b.least + b.extra) * b.columns for b in boxes) > columns * (exact or most) + 2:
        return best
    combos = _fitting(boxes, wanted, corner, columns, exact)[slice(*tries)]
    for corners in choices(tuple(b.columns for b in boxes), columns, corner.columns if corner.lines else 0):
        base = corner_score(corners)
        for bound, height, heights in combos:
            if best is not None and base + bound >= best.score:
                break
            found = _try(rows, start, corner, boxes, corners, heights, columns, height, most, exact)
            if found is None:
                continue
            score = (
                base
                + found.filling.penalty
                + SPARE * found.filling.spare
                + STRETCH * sum(abs(h - b.wish) for h, b in zip(heights, boxes))
                + interrupted(rows, found.filling, found.placed, columns)
            )
            if best is None or score < best.score:
                best = replace(found, score=score)
                if score < PERFECT:
                    return best
    return best


def _fitting(
    boxes: Sequence[Box], wanted: int, corner: Corner, columns: int, exact: int | None
) -> list[tuple[float, int, tuple[int, ...]]]:
    """Return (least score, band height, box heights) of the combinations worth a try, the best first. A combination
    settles the height of the band, and with it the lines that its last column would lack."""
    head = corner.lines * corner.columns + ((columns - corner.columns) * corner.under if corner.lines else 0)
    found = []
    for heights in islice(_heights(boxes), MOST_COMBINATIONS):
        cells = head + sum((h + b.extra + 1) * b.columns for h, b in zip(heights, boxes)) + wanted
        height = exact or -(-cells // columns)
        spare = columns * height - cells
        if spare < -SLACK:
            continue
        stretch = sum(abs(h - b.wish) for h, b in zip(heights, boxes))
        found.append((SPARE * max(0, spare) + STRETCH * stretch, height, heights))
    return sorted(found)


def _try(rows, start, corner, boxes, corners, heights, columns, height, most, exact) -> Arrangement | None:
    """Fill a band of the height that the cells ask for, or the next that holds the rows."""
    least = max(height, corner.lines + LEAST_SLOT if start < len(rows) else corner.lines, 1)
    for tall in (exact,) if exact else range(least, min(most, least + 2) + 1):
        placed = place(boxes, corners, heights, columns, tall)
        slots = slots_of(corner, placed, columns, tall) if placed is not None else None
        if slots is None:
            continue
        filling = fill(rows, start, slots)
        if filling.end >= len(rows):
            return Arrangement(tall, placed, corner, filling, 0.0)
    return None


def part(
    rows: Sequence[Row],
    start: int,
    corner: Corner,
    boxes: Sequence[Box],
    columns: int,
    height: int,
    least_left: int = 5,
) -> Arrangement | None:
    """Return the best band of exactly ``height`` lines that takes as many rows from ``start`` as fit, every box's
    mention
    among them, leaving at least ``least_left`` rows for the next page and the last line free for the jump line."""
    best = _part(rows, start, corner, boxes, columns, height, least_left)
    if best is None or best.score < GOOD:
        return best
    if boxes:
        best = _part(rows, start, corner, boxes, columns, height, least_left, (TRIES, MORE_TRIES), best)
    for more, under in AIR if corner.lines else ():
        aired = replace(corner, lines=corner.lines + more, under=corner.under + under)
        found = _part(rows, start, aired, boxes, columns, height, least_left)
        cost = AIR_COST * (more + under)
        if found is not None and found.score + cost < best.score:
            best = replace(found, score=found.score + cost)
    if best.score < GOOD:
        return best

    def again(galley: Sequence[Row]) -> Arrangement | None:
        found = _refilled(best, rows, galley, start, columns, height, jump=True)
        if (
            found is None
            or len(galley) - found.filling.end < least_left
            or any(b.anchor + abs(len(galley) - len(rows)) >= found.filling.end for b in boxes)
        ):
            return None
        return found

    return _reset(best, rows, start, again)


def interrupted(rows: Sequence[Row], filling: Filling, placed: Sequence[Placed], columns: int) -> float:
    """Return the cost of boxes that stand between the columns of one paragraph.

    A box in a corner is read after the columns left of its edge, a bottom left one after those above it: there a
    paragraph had better end, for the reader's eye as for programs that take the text off the page.
    """
    cost = 0.0
    for p in placed:
        right = p.column + p.box.columns
        if p.line == 0 and p.column == 0 or p.line and right >= columns:
            continue
        before = p.column - 1 if p.line == 0 else right - 1
        ends = [part.end for part in filling.parts if part.slot.column == before and part.end > part.first]
        if ends:
            cost += parting(rows, ends[-1]) * INTERRUPTION
    return cost


def parting(rows: Sequence[Row], end: int) -> float:
    """Return the cost of going on overleaf after these rows: a story is best left at a paragraph's or a sentence's
    end."""
    if not 0 < end < len(rows) or rows[end - 1].last or rows[end - 1].line is None:
        return 0.0
    return MID_PARAGRAPH if rows[end - 1].line.text[-1:] in "。！？”…" else MID_SENTENCE


def _part(
    rows: Sequence[Row],
    start: int,
    corner: Corner,
    boxes: Sequence[Box],
    columns: int,
    height: int,
    least_left: int,
    tries: tuple[int, int] = (0, TRIES),
    best: Arrangement | None = None,
) -> Arrangement | None:
    combos = list(islice(_heights(boxes), *tries))
    for corners in choices(tuple(b.columns for b in boxes), columns, corner.columns if corner.lines else 0):
        base = corner_score(corners)
        for heights in combos:
            bound = STRETCH * sum(abs(h - b.wish) for h, b in zip(heights, boxes))
            if best is not None and base + bound >= best.score:
                break
            placed = place(boxes, corners, heights, columns, height)
            slots = slots_of(corner, placed, columns, height) if placed is not None else None
            if not slots or slots[-1].lines <= LEAST_SLOT:
                continue
            slots[-1] = Slot(slots[-1].column, slots[-1].start, slots[-1].lines - 1)
            filling = fill(rows, start, slots)
            if any(b.anchor >= filling.end for b in boxes) or len(rows) - filling.end < least_left:
                continue
            score = (
                base
                + bound
                + filling.penalty
                + SPARE * filling.spare
                + parting(rows, filling.end)
                + interrupted(rows, filling, placed, columns)
            )
            if best is None or score < best.score:
                best = Arrangement(height, placed, corner, filling, score)
    return best
