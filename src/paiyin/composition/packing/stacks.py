"""Plain stacks: pictures in rows under one another, text level over them. What is too short to stand beside its
pictures, or has none left to stand beside them, is set so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from paiyin.composition.band import Arrangement
from paiyin.composition.boxes import Box
from paiyin.composition.corners import Corner, Placed
from paiyin.composition.fill import Slot, fill
from paiyin.composition.galley import Row
from paiyin.composition.packing.pictures import GAP, Sized


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


def level(rows: Sequence[Row], start: int, width: int, most: int) -> Arrangement | None:
    """Return rows in columns of equal height, the lowest that holds them all."""
    for tall in range(max(1, -(-(len(rows) - start) // width)), most + 1):
        filling = fill(rows, start, [Slot(column, 0, tall) for column in range(width)])
        if filling is not None and filling.end >= len(rows):
            return Arrangement(tall, (), Corner(), filling, 0.0)
    return None
