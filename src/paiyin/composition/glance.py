"""A first glance at a band: whether rows fit into its columns at a bearable price, told without making anything.

Most of what a search for bands tries does not fit; what is refused here would come to nothing in ``slots_of`` and
``fill``, whose rules these are.
"""

from collections.abc import Sequence

from paiyin.composition.corners import LEAST_SLOT, Corner, Layout
from paiyin.composition.fill import BLANK_FOOT, WHITE
from paiyin.composition.galley import NEVER, Row


class Glance:
    """Looks at bands that are to hold all rows from ``start``."""

    def __init__(self, rows: Sequence[Row], start: int):
        self._rows = rows
        self.start = start
        self._after: list[float] = []  # made when it is first needed
        self._skip: list[int] = []

    def _read(self) -> None:
        """Note the price of a cut after each row, and the next row that does not vanish at a column's top."""
        rows = self._rows
        self._after = [row.after + BLANK_FOOT if row.drop and row.after < NEVER else row.after for row in rows]
        self._skip = [len(rows)] * (len(rows) + 1)
        for n in range(len(rows) - 1, -1, -1):
            self._skip[n] = self._skip[n + 1] if rows[n].drop else n

    def fits(
        self, corner: Corner, layout: Layout, lines: Sequence[int], heights: Sequence[int], height: int, limit: float
    ) -> bool:
        """Tell whether a band so high holds all rows at a price under ``limit``, its boxes on these lines."""
        if not self._skip:
            self._read()
        after, skip, count = self._after, self._skip, len(self._rows)
        head, wide, under = corner.lines, corner.columns, corner.under if corner.lines else 0
        stretches = layout.stretches(lines, heights, height)
        at, penalty, begun = skip[self.start], 0.0, False
        for column, here in enumerate(layout.standing):
            y = head if column < wide else under
            if not here:
                taken = ()
            elif len(here) == 1:
                taken = (stretches[here[0]],)
            else:
                taken = sorted([stretches[n] for n in here])
            if taken and column < wide and head and taken[0][0] + 1 < head:
                return False  # a box over the head
            for a, b in (*taken, (height, height)):
                if a > y:
                    free = a - y
                    if free < LEAST_SLOT and (a < height or y or height >= LEAST_SLOT):
                        return False
                    begun = True
                    end = at + free
                    if end >= count:
                        at = count
                    else:
                        cut = end
                        while cut > at and after[cut - 1] >= NEVER:
                            cut -= 1
                        if cut > at:
                            penalty += WHITE * (end - cut) + after[cut - 1]
                            at = skip[cut]
                        else:
                            penalty += WHITE * free
                        if penalty >= limit:
                            return False
                elif head and not begun and b > y:
                    return False
                if b > y:
                    y = b
        return at >= count
