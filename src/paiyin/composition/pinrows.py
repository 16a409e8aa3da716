"""Rows of pinned boxes: where a pinned figure cannot stand beside text, it keeps its place in a row of its own.

Guards against: pins that a section's head or too short a text would make void.
"""

from collections.abc import Sequence

from paiyin.composition.arrangement import Arrangement
from paiyin.composition.boxes import Box
from paiyin.composition.corners import LEAST_SLOT, Corner, Placed
from paiyin.composition.fill import Filling

LEAST_HEAD = 7  # lines that a section head takes, about


def cramped(boxes: Sequence[Box], room: int, head: int) -> int:
    """Count the boxes pinned to a page's foot for which no band will have room there, under a head over so many
    columns."""
    low = [b for b in boxes if b.pinned and b.pinned[0] == "bottom"]
    least = LEAST_SLOT + 1
    return sum(room < b.least + b.extra + least + (LEAST_HEAD if b.pinned[1] < head else 0) for b in low)


def at_top(boxes: Sequence[Box], room: int, start: int) -> Arrangement:
    """Return a row of boxes pinned to the top of a page, over what would else stand there."""
    height = min(room, max(b.wish + b.extra for b in boxes))
    return _row([(b, 0, min(b.most, height - b.extra)) for b in boxes], height, start)


def at_foot(boxes: Sequence[Box], room: int, start: int) -> Arrangement:
    """Return a row of boxes pinned to the foot of a page, as high as they may be in what is left of it."""
    height = min(room, max(b.most + b.extra for b in boxes))
    lines = [min(b.most, height - b.extra) for b in boxes]
    return _row([(b, height - n - b.extra, n) for b, n in zip(boxes, lines)], height, start)


def _row(spots: Sequence[tuple[Box, int, int]], height: int, start: int) -> Arrangement:
    placed = tuple(Placed(box, box.pinned[1], line, lines) for box, line, lines in spots)
    return Arrangement(height, placed, Corner(), Filling((), start, 0, 0), 0.0)
