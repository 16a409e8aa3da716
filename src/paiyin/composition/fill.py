"""Filling columns with rows: which rows stand in which free stretch of a column, and how good the cuts are.

The counting part is separate from making frames, so that a search can try hundreds of arrangements.
"""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from paiyin.composition.galley import NEVER, Row
from paiyin.composition.weights import usual

WHITE = usual()["cuts", "white"]  # a line left empty because nothing may be cut there
BLANK_FOOT = usual()["cuts", "blank"]  # a blank line at a column's foot
BARE_HEAD = 100_000.0  # a head with one line under it: only where nothing else can be had
UNDER_HEAD = 2  # lines that stand under a head


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


_FILLED = partial(tuple.__new__, Filled)  # as Filled does, in half the time


class Filling(NamedTuple):
    """The outcome: what stands where, the row that comes next, the sum of penalties, and the lines left over in the
    slots after the last row."""

    parts: tuple[Filled, ...]
    end: int
    penalty: float
    spare: int


def fill(rows: Sequence[Row], start: int, slots: Sequence[Slot], limit: float = float("inf")) -> Filling | None:
    """Fill slots in reading order with rows from ``start``; None as soon as the penalties reach ``limit``."""
    parts, penalty, spare, at, n = [], 0, 0, start, len(rows)
    for slot in slots:
        lines = slot[2]
        while at < n and rows[at].drop:
            at += 1
        if at >= n:
            spare += lines
            parts.append(_FILLED((slot, n, n)))
            continue
        end = at + lines
        if end > n:
            end = n
        if end == n:
            spare += lines - (n - at)
        else:
            cut = end
            while cut > at and rows[cut - 1].after >= NEVER:
                cut -= 1
            if cut == at:  # the slot cannot hold what may not be cut
                penalty += WHITE * lines
                parts.append(_FILLED((slot, at, at)))
            else:
                penalty += WHITE * (end - cut) + rows[cut - 1].after
                if rows[cut - 1].drop:
                    penalty += BLANK_FOOT
                parts.append(_FILLED((slot, at, cut)))
                at = cut
            if penalty >= limit:
                return None
            continue
        parts.append(_FILLED((slot, at, end)))
        at = end
    while at < n and rows[at].drop:
        at += 1
    return Filling(tuple(parts), at, penalty, spare)


def bare_head(rows: Sequence[Row], filling: Filling, columns: int) -> float:
    """Return the price of fewer than two lines in the first stretch under a head over so many columns, though the text
    before the next head has two."""
    if not filling.parts:
        return 0.0
    if filling.parts[0].slot.column >= columns:  # nothing stands under it
        return BARE_HEAD
    first, end = filling.parts[0].first, filling.parts[0].end
    if end == first < len(rows):  # all that follows stands in the columns beside it
        return BARE_HEAD
    under = after = 0
    for k in range(first, len(rows)):
        if rows[k].level or after >= UNDER_HEAD:
            break
        if rows[k].line is not None:
            after += 1
            under += k < end
    return BARE_HEAD if under < after else 0.0
