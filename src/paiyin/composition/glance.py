"""A first glance at a band: whether rows fit into its columns at a bearable price, told without making anything.

Most of what a search for bands tries does not fit; what is refused here would come to nothing in ``slots_of`` and
``fill``, whose rules these are.
"""

from collections.abc import Sequence

from paiyin.composition.corners import LEAST_SLOT, Corner, Layout
from paiyin.composition.fill import BLANK_FOOT, WHITE
from paiyin.composition.galley import NEVER, Row


MOST_READ = 4000  # rows, more than any page holds


class Glance:
    """Looks at bands of the rows from ``start``. Rows are counted from there."""

    def __init__(self, rows: Sequence[Row], start: int):
        self._rows, self._start = rows, start
        self._count = len(rows) - start
        # made when they are first needed, for a column that has room for the rows up to each row:
        self._cuts: list[int] = []  # where it may end at the latest
        self._prices: list[float] = []  # what that costs
        self._skip: list[int] = []  # and the next row, which does not vanish at a column's top

    def _read(self) -> None:
        rows = self._rows[self._start : self._start + MOST_READ]
        cut, price = 0, 0.0
        for end in range(len(rows) + 1):
            row = rows[end - 1] if end else None
            if row is not None and row.after < NEVER:
                cut, price = end, row.after + BLANK_FOOT * row.drop
            self._cuts.append(cut)
            self._prices.append(WHITE * (end - cut) + price)
        self._skip = [len(rows)] * (len(rows) + 1)
        for n in range(len(rows) - 1, -1, -1):
            self._skip[n] = self._skip[n + 1] if rows[n].drop else n

    def fits(
        self, corner: Corner, layout: Layout, lines: Sequence[int], heights: Sequence[int], height: int, limit: float
    ) -> bool:
        """Tell whether a band so high holds all rows at a price under ``limit``, its boxes on these lines."""
        at = self._filled(corner, layout, lines, heights, height, limit, layout.width)
        return at >= self._count

    def begins(
        self, corner: Corner, layout: Layout, lines: Sequence[int], heights: Sequence[int], height: int, limit: float
    ) -> bool:
        """Tell whether all columns but the last can be filled at a price under ``limit``."""
        return self._filled(corner, layout, lines, heights, height, limit, layout.width - 1) >= 0

    def _filled(
        self,
        corner: Corner,
        layout: Layout,
        lines: Sequence[int],
        heights: Sequence[int],
        height: int,
        limit: float,
        columns: int,
    ) -> int:
        """Return the first row that does not stand in the first columns; -1 if they cannot be filled so."""
        if not self._skip:
            self._read()
        cuts, prices, skip, count = self._cuts, self._prices, self._skip, self._count
        read = len(cuts)
        head, wide, under = corner.lines, corner.columns, corner.under if corner.lines else 0
        stretches = layout.stretches(lines, heights, height)
        at, penalty, begun = skip[0], 0.0, False
        for column in range(columns):
            here = layout.standing[column]
            y = head if column < wide else under
            if not here:
                taken = ()
            elif len(here) == 1:
                taken = (stretches[here[0]],)
            else:
                taken = sorted([stretches[n] for n in here])
            if taken and column < wide and head and taken[0][0] + 1 < head:
                return -1  # a box over the head
            for a, b in (*taken, (height, height)):
                if a > y:
                    free = a - y
                    if free < LEAST_SLOT and (a < height or y or height >= LEAST_SLOT):
                        return -1
                    begun = True
                    end = at + free
                    if end >= count:
                        at = count
                    elif end >= read:
                        at = end
                    elif cuts[end] > at:
                        penalty += prices[end]
                        at = skip[cuts[end]]
                    else:
                        penalty += WHITE * free
                    if penalty >= limit:
                        return -1
                elif head and not begun and b > y:
                    return -1
                if b > y:
                    y = b
        return at
