"""Boxes that have no text beside them: they stand in rows over the whole width."""

from collections.abc import Sequence
from dataclasses import replace

from paiyin.composition.arrangement import Arrangement
from paiyin.composition.boxes import Box
from paiyin.composition.corners import Corner, Placed
from paiyin.composition.fill import Filling


def side_by_side(boxes: Sequence[Box], columns: int) -> list[Box]:
    """Return the next boxes that stand side by side, pictures widened to fill the width."""
    row, used = [], 0
    for box in boxes:
        if used + min(box.columns, columns) > columns:
            break
        row.append(replace(box, columns=min(box.columns, columns)))
        used += row[-1].columns
    free = columns - used
    for n in range(len(row)):
        if row[n].kind == "figure" and free:
            share = -(-free // (len(row) - n))
            row[n] = replace(row[n], columns=row[n].columns + share)
            free -= share
    return row


def alone(row: Sequence[Box], room: int, start: int, corner: Corner, price: float) -> Arrangement:
    """Return the band of boxes side by side, at most ``room`` lines high, under the head that ``corner`` leaves room
    for; pictures are made as high as the highest of them, all else keeps its height."""
    height = min(max(b.wish + b.extra for b in row), room)
    placed, column = [], 0
    for box in row:
        lines = max(height - box.extra, 1 if box.fixed else 3)
        placed.append(Placed(box, column, corner.lines, lines if box.kind == "figure" else min(lines, box.most)))
        column += box.columns
    return Arrangement(height + corner.lines, tuple(placed), corner, Filling((), start, 0, 0), price)
