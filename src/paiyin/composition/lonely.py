"""Boxes that have no text beside them: they stand in rows over the whole width, several pictures as one group."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile

from paiyin.article import Figure, Group
from paiyin.composition.arrangement import Arrangement
from paiyin.composition.boxes import Box
from paiyin.composition.corners import Corner, Placed
from paiyin.composition.fill import Filling

MOST_GROUPED = 9  # pictures of one group

Widened = Callable[[Box, int], Box | None]
Grouped = Callable[[Group, int], Box]


def next_row(boxes: Sequence[Box], columns: int, widened: Widened, grouped: Grouped) -> tuple[list[Box], int]:
    """Return the next row and how many boxes it holds. ``widened`` gives a picture over some columns in its own shape,
    None where it may not stand so; ``grouped`` sets several pictures as one over all columns, with their anchor."""
    pictures = list(takewhile(_free, boxes))
    if len(pictures) > 1:
        parts = -(-len(pictures) // MOST_GROUPED)
        first = pictures[: -(-len(pictures) // parts)]
        figures = tuple(b.content for b in first)
        group = Group(figures, (), figures[0].span, columns=columns)
        return [replace(grouped(group, first[0].anchor), anchor=max(b.anchor for b in first))], len(first)
    row, used = [], 0
    for box in boxes:
        if used + min(box.columns, columns) > columns:
            break
        row.append(replace(box, columns=min(box.columns, columns)))
        used += row[-1].columns
    free = columns - used
    for n in range(len(row)):
        share = -(-free // (len(row) - n))
        wide = next((w for w in (widened(row[n], row[n].columns + k) for k in range(share, 0, -1)) if w), None)
        if wide is not None:
            free -= wide.columns - row[n].columns
            row[n] = wide
    return row, len(row)


def _free(box: Box) -> bool:
    """Tell whether a box is a picture whose width nobody has said."""
    return isinstance(box.content, Figure) and not box.content.columns and box.pinned is None


def alone(row: Sequence[Box], room: int, start: int, corner: Corner, price: float) -> Arrangement:
    """Return the band of boxes side by side, at most ``room`` lines high, under the head that ``corner`` leaves room
    for; pictures come as near to the height of the highest as their shapes bear."""
    height = min(max(b.wish + b.extra for b in row), room)
    placed, column = [], 0
    for box in row:
        lines = max(height - box.extra, 1 if box.fixed else 3)
        placed.append(Placed(box, column, corner.lines, min(lines, box.most)))
        column += box.columns
    return Arrangement(height + corner.lines, tuple(placed), corner, Filling((), start, 0, 0), price)
