"""Rows of pinned boxes: where a pinned figure cannot stand beside text, it keeps its place in a row of its own.

Guards against: pins that a section's head or too short a text would make void.
"""

from collections.abc import Sequence

from paiyin.composition.arrangement import Arrangement
from paiyin.composition.boxes import Box
from paiyin.composition.corners import Corner, Placed
from paiyin.composition.fill import Filling


def cramped(boxes: Sequence[Box], room: int) -> int:
    """Count the boxes pinned to a page's foot that what is left of the page cannot hold."""
    return sum(b.pinned is not None and b.pinned[0] == "bottom" and room < b.least + b.extra for b in boxes)


def pinned_to(edge: str, boxes: Sequence[Box]) -> tuple[Box, ...]:
    """Return the boxes that are pinned to an edge of their page and can stand there together, the first of them first:
    of two that would cover one another the later one has to go."""
    found: list[Box] = []
    for box in boxes:
        if box.pinned is None or box.pinned[0] != edge:
            continue
        first, end = box.pinned[1], box.pinned[1] + box.columns
        if all(end <= other.pinned[1] or other.pinned[1] + other.columns <= first for other in found):
            found.append(box)
    return tuple(found)


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
