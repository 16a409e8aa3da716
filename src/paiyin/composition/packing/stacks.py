"""Plain stacks: pictures in rows under one another, text level over them. What is too short to stand beside its
pictures, or has none left to stand beside them, is set so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations

from paiyin.composition.band import Arrangement
from paiyin.composition.boxes import Box
from paiyin.composition.corners import Corner, Placed
from paiyin.composition.fill import Slot, bare_head, fill
from paiyin.composition.galley import Row
from paiyin.composition.packing.pictures import GAP, Sized
from paiyin.composition.reserve import alternatives
from paiyin.composition.weights import Weights

CHANGES = 2  # paragraphs set anew so that text ends level
GALLEYS = 24  # galleys looked at for each number of them
DROPS = 4  # blanks that may vanish at column tops
GOOD_LEVEL = 100
UNEVEN = 80  # columns that end a line apart
RAGGED = 20  # each of those that end higher
HOLLOW = 120  # a line that a last column lacks beyond that
RISE = 60  # a column that ends higher than the one after it
MOST_SHORT = 4
SLACK = 4  # lines that a last column may lack beyond those that end higher


@dataclass(frozen=True, slots=True)
class Rowed:
    """Boxes in rows: their places, the lines that they take, and those that found no room."""

    placed: tuple[Placed, ...]
    lines: int
    left: tuple[Box, ...]
    white: int  # cells beside and under them


def rowed(boxes: Sequence[Box], width: int, room: int, sized: Sized) -> Rowed:
    """Put boxes into rows under one another, as many as there is room for; they take what room is left over."""
    rows: list[list[tuple[Box, int]]] = []
    left, used = list(boxes), 0
    while left:
        row, column = [], 0
        for box in left:
            fitting = box if box.columns <= width else sized(box, width) or replace(box, columns=width)
            if column + fitting.columns > width or row and not _alike(row[0][0], fitting):
                break
            row.append((fitting, column))
            column += fitting.columns
        least = max(b.least + b.extra for b, _ in row) + (GAP if rows else 0)
        if used + least > room:
            break
        used += least
        rows.append(row)
        left = left[len(row) :]
    placed, line, spare = [], 0, room - used
    for row in rows:
        least = max(b.least + b.extra for b, _ in row)
        grown = max(0, min(spare, max(b.wish + b.extra for b, _ in row) - least))
        spare -= grown
        for box, at in row:
            placed.append(Placed(box, at, line, min(box.most, least + grown - box.extra)))
        line += least + grown + GAP
    lines = max(0, line - GAP)
    white = width * (lines - GAP * max(0, len(rows) - 1))
    white -= sum(p.box.columns * (p.lines + p.box.extra) for p in placed)
    return Rowed(tuple(placed), lines, tuple(left), white)


def _alike(one: Box, other: Box) -> bool:
    """Tell whether two boxes can be about equally high."""
    low = max(one.least + one.extra, other.least + other.extra)
    return low <= min(one.most + one.extra, other.most + other.extra) + 2


def level(
    rows: Sequence[Row], start: int, width: int, most: int, weights: Weights, exact: bool = False
) -> Arrangement | None:
    """Return rows in columns that end level, as low as they can be or (``exact``) over ``most`` lines: paragraphs are
    set a line longer or shorter for it, and where that is not enough the last columns end a line higher than the first.
    Its score is what the cuts and the reserve cost."""
    best: Arrangement | None = None
    galleys: list[tuple[Sequence[Row], float]] = [(rows, 0.0)]
    for changes in range(CHANGES + 1):
        found = [
            (made, galley, cost)
            for galley, cost in galleys
            if (made := _levelled(galley, start, width, most, exact, cost)) is not None
        ]
        if found:
            made = min(found, key=lambda one: one[0].score)[0]
            best = made if best is None or made.score < best.score else best
        if best is not None and best.score < GOOD_LEVEL or changes == CHANGES:
            break
        fresh = [
            (tuple(other), cost + more)
            for galley, cost in galleys
            for other, _, more in alternatives(list(galley), start, len(galley), weights)
        ]
        galleys = sorted(fresh, key=lambda one: one[1])[:GALLEYS]
    return best


def _levelled(rows: Sequence[Row], start: int, width: int, most: int, exact: bool, cost: float) -> Arrangement | None:
    """Return rows in columns of about equal height with the fewest bad cuts, the lowest columns that hold them."""
    left = len(rows) - start
    drops = min(DROPS, sum(row.drop for row in rows[start:]))
    for tall in (most,) if exact else range(max(1, (left - drops) // width), most + 1):
        best: Arrangement | None = None
        over = width * tall - left  # lines that need not be filled, and more where blanks vanish at column tops
        if over + drops < 0 or exact and over > MOST_SHORT + width:
            continue
        for short in _patterns(width) if left >= width and tall > 1 else (frozenset(),):
            if not over - SLACK <= len(short) <= over + drops:
                continue
            slots = [Slot(column, 0, tall - (column in short)) for column in range(width)]
            filling = fill(rows, start, slots, best.score - cost if best is not None else float("inf"))
            if filling is None or filling.end < len(rows):
                continue
            spare = filling.spare + len(short)
            rises = sum(column in short and column + 1 not in short for column in range(width - 1))
            score = cost + filling.penalty + bare_head(rows, filling, width) + (UNEVEN if spare else 0)
            score += RAGGED * spare + HOLLOW * filling.spare + RISE * rises
            if best is None or score < best.score:
                filling = filling._replace(spare=spare)
                best = Arrangement(tall, (), Corner(), filling, score, tuple(rows))
        if best is not None:
            return best
    return None


@cache
def _patterns(width: int) -> tuple[frozenset[int], ...]:
    """Return which columns may end a line higher than the others, the fewest first."""
    found = [
        frozenset(some) for count in range(min(width, MOST_SHORT + 1)) for some in combinations(range(width), count)
    ]
    return tuple(found)
