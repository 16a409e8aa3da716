"""Filling columns with rows: which rows stand in which free stretch of a column, and how good the cuts are.

The counting part is separate from making frames, so that a search can try hundreds of arrangements.
"""

from collections.abc import Sequence
from typing import NamedTuple

from paiyin.composition.galley import NEVER, Row

WHITE = 900  # a line left empty because nothing may be cut there


class Slot(NamedTuple):
    """A free stretch of a column: ``lines`` lines from ``start``."""

    column: int
    start: int
    lines: int


class Filled(NamedTuple):
    """Rows ``first`` up to ``end`` stand at the top of ``slot``."""

    slot: Slot
    first: int
    end: int


class Filling(NamedTuple):
    """The outcome: what stands where, the row that comes next, the sum of penalties, and the lines left over in the
    slots after the last row."""

    parts: tuple[Filled, ...]
    end: int
    penalty: int
    spare: int


def fill(rows: Sequence[Row], start: int, slots: Sequence[Slot]) -> Filling:
    """Fill slots in reading order with rows from ``start``."""
    parts, penalty, spare, at, n = [], 0, 0, start, len(rows)
    for slot in slots:
        while at < n and rows[at].drop:
            at += 1
        if at >= n:
            spare += slot.lines
            parts.append(Filled(slot, n, n))
            continue
        end = min(n, at + slot.lines)
        if end == n:
            spare += slot.lines - (n - at)
        else:
            cut = end
            while cut > at and rows[cut - 1].after >= NEVER:
                cut -= 1
            if cut == at:  # the slot cannot hold what may not be cut
                penalty += WHITE * slot.lines
                parts.append(Filled(slot, at, at))
                continue
            penalty += WHITE * (end - cut) + rows[cut - 1].after
            end = cut
        parts.append(Filled(slot, at, end))
        at = end
    while at < n and rows[at].drop:
        at += 1
    return Filling(tuple(parts), at, penalty, spare)
