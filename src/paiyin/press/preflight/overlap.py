"""What lies in front of something else on its page (GWG 2022, D0032): only there can ink knock out or print over."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from paiyin.press.preflight.marks import Box, Image, Path, Shade, Text

CELL = 48.0                 # points, side of the squares that boxes are kept by
MOST_CELLS = 60             # a box over more squares is kept with the large ones
MOST_LARGE = 500            # so many are kept; then everything counts as in front of something
TYPE_SHARE = 0.3            # lines of type whose boxes only touch do not lie on each other


def overlapping(marks: Iterable) -> set[int]:
    """Return the ids of a page's marks, in order of painting, that lie in front of another."""
    found, behind = set(), _Behind()
    for mark in marks:
        if not isinstance(mark, (Text, Path, Image, Shade)):
            continue
        if behind.hits(mark):
            found.add(id(mark))
        behind.add(mark)
    return found


class _Behind:
    """The boxes that are painted already."""

    def __init__(self):
        self._cells: dict[tuple[int, int], list] = defaultdict(list)
        self._large: list = []

    def add(self, mark) -> None:
        cells = list(_cells(_inked(mark)))
        if len(cells) > MOST_CELLS or not cells:
            if len(self._large) <= MOST_LARGE:
                self._large.append(mark)
            return
        for cell in cells:
            self._cells[cell].append(mark)

    def hits(self, mark) -> bool:
        if len(self._large) > MOST_LARGE:
            return True
        if any(_meet(mark, other) for other in reversed(self._large)):
            return True
        cells = list(_cells(_inked(mark)))
        if not cells:
            return any(_meet(mark, other) for kept in self._cells.values() for other in kept)
        return any(_meet(mark, other) for cell in cells for other in self._cells.get(cell, ()))


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    """Yield the squares that a box lies in; none for a box over very many."""
    x0, y0, x1, y1 = (int(part // CELL) for part in box)
    if (x1 - x0 + 1) * (y1 - y0 + 1) <= 4 * MOST_CELLS:
        yield from ((x, y) for x in range(x0, x1 + 1) for y in range(y0, y1 + 1))


def _inked(mark) -> Box:
    """Return the box that a mark puts ink in: that of a line is as wide as the line."""
    x0, y0, x1, y1 = mark.box
    half = mark.width / 2 if isinstance(mark, Path) and mark.stroke else 0.0
    return x0 - half, y0 - half, x1 + half, y1 + half


def _meet(mark, other) -> bool:
    """Return whether a mark lies on another by more than a touch."""
    one, two = _inked(mark), _inked(other)
    wide, high = min(one[2], two[2]) - max(one[0], two[0]), min(one[3], two[3]) - max(one[1], two[1])
    if wide <= 0.02 or high <= 0.02:
        return False
    if isinstance(mark, Text) and isinstance(other, Text):
        area = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, two))
        return wide * high > TYPE_SHARE * area
    if isinstance(other, Path) and other.fill is None:      # a frame's line, and not what it goes around
        edge = other.width
        inner = two[0] + edge, two[1] + edge, two[2] - edge, two[3] - edge
        return not (one[0] >= inner[0] and one[1] >= inner[1] and one[2] <= inner[2] and one[3] <= inner[3])
    return True
