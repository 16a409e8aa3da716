"""The free regions of a page: what its ad holes leave, cut into rectangles of whole columns and lines."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from paiyin.composition.sheet import Sheet

APART = 2  # lines between what stands over and under a cut, as between modules
LEAST_LINES = 10  # of a rectangle that can take a module
MOST_CUTTINGS = 8


class Rect(NamedTuple):
    """A rectangle of the grid: ``width`` columns from ``column``, ``height`` lines from ``line``."""

    column: int
    line: int
    width: int
    height: int

    @property
    def cells(self) -> int:
        return self.width * self.height

    @property
    def right(self) -> int:
        return self.column + self.width

    @property
    def foot(self) -> int:
        return self.line + self.height

    def meets(self, other: "Rect") -> bool:
        """Tell whether two rectangles share a cell."""
        return (
            self.column < other.right
            and other.column < self.right
            and self.line < other.foot
            and other.line < self.foot
        )

    def covers(self, other: "Rect") -> bool:
        """Tell whether another rectangle lies in this one."""
        return (
            self.column <= other.column
            and other.right <= self.right
            and self.line <= other.line
            and other.foot <= self.foot
        )


def free(sheet: Sheet, top: int, holes: Sequence[Rect]) -> list[tuple[Rect, ...]]:
    """Return the ways to cut what holes leave of a page from line ``top`` into rectangles, each in reading order, those
    with the fewest rectangles first."""
    page = Rect(0, top, sheet.columns, sheet.lines - top)
    kept = [hole for hole in holes if hole.meets(page)]
    found = {tuple(r for r in cut if r.height >= LEAST_LINES): None for cut in _cuttings(page, kept)}
    order = sorted(found, key=lambda cut: (-sum(r.cells for r in cut), len(cut), cut))
    return order[:MOST_CUTTINGS] or [()]


def pieces(area: Rect, holes: Sequence[Rect]) -> tuple[Rect, ...]:
    """Return what holes leave of an area, as few and as large rectangles as can be."""
    return min(_cuttings(area, holes), key=lambda cut: (-sum(r.cells for r in cut), len(cut), cut), default=())


def _cuttings(area: Rect, holes: Sequence[Rect], depth: int = 0) -> Iterator[tuple[Rect, ...]]:
    """Yield the ways to cut an area along the edges of holes."""
    inside = [h for h in holes if h.meets(area)]
    if not inside or area.width <= 0 or area.height <= 0:
        yield (area,) if area.cells > 0 else ()
        return
    if depth > 6 or any(h.covers(area) for h in inside):
        yield ()
        return
    seen = set()
    for hole in inside[:2]:
        for first, second in _split(area, hole):
            if (first, second) in seen:
                continue
            seen.add((first, second))
            for a in _few(_cuttings(first, inside, depth + 1)):
                for b in _few(_cuttings(second, inside, depth + 1)):
                    yield (*a, *b)


def _few(cuttings: Iterator[tuple[Rect, ...]]) -> list[tuple[Rect, ...]]:
    return [cut for cut, _ in zip(cuttings, range(MOST_CUTTINGS))]


def _split(area: Rect, hole: Rect) -> Iterator[tuple[Rect, Rect]]:
    """Yield the cuts of an area along a hole's edges, the upper or left part first."""
    for foot, line in ((hole.line - APART, hole.line), (hole.foot, hole.foot + APART)):
        if area.line < line and foot < area.foot:
            yield (
                Rect(area.column, area.line, area.width, max(0, foot - area.line)),
                Rect(area.column, line, area.width, max(0, area.foot - line)),
            )
    for column in (hole.column, hole.right):
        if area.column < column < area.right:
            yield (
                Rect(area.column, area.line, column - area.column, area.height),
                Rect(column, area.line, area.right - column, area.height),
            )
