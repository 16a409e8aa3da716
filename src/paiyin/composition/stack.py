"""What the search for pages keeps: stacks of bands as far as they have come, what is still to be placed, and offers of
the next band."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from paiyin.composition.arrangement import Arrangement
from paiyin.composition.boxes import Box
from paiyin.composition.galley import Row
from paiyin.composition.leaves import Band, Leaf, close

MOST_OFFERS = 20  # whole bands of different heights
BUCKET = 1  # lines of a page within which two stacks are rivals


@dataclass(frozen=True, slots=True)
class Rest:
    """What is still to be placed of a section."""

    at: int  # of the section
    rows: Sequence[Row]
    start: int
    boxes: tuple[Box, ...]
    begun: bool

    @property
    def rows_left(self) -> int:
        return len(self.rows) - self.start


@dataclass(frozen=True, slots=True)
class Offer:
    """A whole band that may stand: what it adds to the score besides its own, and what it is worth where it ends."""

    one: Arrangement
    boxes: tuple[Box, ...]
    late: tuple[Box, ...]
    more: float
    price: float
    foot: bool  # nothing of the story stands under it on the page

    def dearer(self, by: float) -> "Offer":
        return replace(self, more=self.more + by, price=self.price + by)


def chosen(offers: list[Offer]) -> list[Offer]:
    """Return offers that differ in where the page goes on, the best first."""
    kept: dict[tuple[int, int], Offer] = {}
    for offer in sorted(offers, key=lambda o: (o.price, o.one.height)):
        key = offer.one.height // BUCKET, len(offer.late)
        if key not in kept:
            kept[key] = offer
        if len(kept) == MOST_OFFERS:
            break
    return list(kept.values())


@dataclass(frozen=True, slots=True)
class Stack:
    """Pages stacked so far: the page and line where the next band starts, what is left of the section at hand, and
    how it came about."""

    page: int
    line: int
    rest: Rest | None
    cost: float
    strips: tuple[Box, ...]
    band: Band | None = None  # the last one
    before: "Stack | None" = None
    empty: bool = True  # nothing stands on the page
    stripped: bool = False  # a strip stands on it
    white: int = 0  # left at the foot of the page before

    @property
    def gaps(self) -> int:
        """The number of gaps between the bands of its last page."""
        count, at = 0, self
        while at is not None and at.page == self.page:
            if at.before is not None and at.band is not at.before.band:
                count += 1
            at = at.before
        return max(0, count - 1)


def leaves_of(stack: Stack, first_top: int, next_top: int, lines: int, full: bool) -> list[Leaf]:
    """Return the pages that a stack has come to, of so many ``lines``; the last one is spread too if it is to be
    ``full``."""
    chain: list[Stack] = []
    at: Stack | None = stack
    while at is not None:
        chain.append(at)
        at = at.before
    leaves = [Leaf(1, first_top)]
    for one in reversed(chain):
        if one.page > leaves[-1].number:
            leaves[-1].white = one.white
            close(leaves[-1], lines)
            leaves.append(Leaf(one.page, next_top))
        if one.band is not None and (one.before is None or one.band is not one.before.band):
            leaves[-1].bands.append(one.band)
            leaves[-1].cost += one.band.arrangement.score
    leaves[-1].white = max(0, lines - (leaves[-1].bands[-1].foot if leaves[-1].bands else 0))
    if full:
        close(leaves[-1], lines)
    return leaves
