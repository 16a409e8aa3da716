"""The capacity model: how many pages a story needs, and how large its pictures may be for those pages to come out full.

It counts cells (a line of one column) without touching text; the pages are then filled for real.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from paiyin.composition.boxes import Box
from paiyin.composition.corners import Corner
from paiyin.composition.section import Section
from paiyin.composition.sheet import Sheet

PICTURES = 0.42  # of the type area: the most that pictures may take
MOST_PICTURES = 0.5  # and boxes of all kinds, where pictures can be narrower than usual
FULL = 0.9  # of pages whose pictures are as small as they can be
SEPARATION = 2


@dataclass(frozen=True, slots=True)
class Demand:
    """What a story asks of its pages, in cells: text with heads, boxes that cannot give way, and the least of those
    that can; ``room(p)`` is what ``p`` pages hold."""

    text: int
    fixed: int
    least: int
    first: int
    following: int

    def room(self, pages: int) -> int:
        """Return the cells of some pages."""
        return self.first + (pages - 1) * self.following

    def readable(self, pages: int, smallest: int) -> int:
        """Return the number of pages, at most ``pages``, on which pictures do not outweigh the text, where they take
        ``smallest`` cells over one column each."""
        while (
            pages > 1
            and self.text + self.fixed + smallest <= FULL * self.room(pages - 1)
            and self.room(pages) - self.text > MOST_PICTURES * self.room(pages)
        ):
            pages -= 1
        return pages

    @property
    def pages(self) -> int:
        """The fewest pages that hold everything with pictures at their smallest."""
        over = self.text + self.fixed + self.least - self.first
        return 1 + max(0, -(-over // max(1, self.following)))


def demand(sections: Sequence[tuple[Section, Corner]], sheet: Sheet, first_top: int, next_top: int) -> Demand:
    """Return what sections ask of pages whose text starts at the given lines."""
    text = fixed = least = 0
    for section, corner in sections:
        head = corner.lines * corner.columns + (sheet.columns - corner.columns if corner.lines else 0)
        text += len(section.rows) + head + SEPARATION * sheet.columns
        for box in section.boxes:
            if adjustable(box):
                least += cells(box, box.least)
            else:
                fixed += cells(box, box.wish)
    return Demand(
        text, fixed, least, sheet.columns * (sheet.lines - first_top), sheet.columns * (sheet.lines - next_top)
    )


def adjustable(box: Box) -> bool:
    """Tell whether a box is a picture that can give way."""
    return box.kind in ("figure", "group") and not box.fixed


def cells(box: Box, lines: int) -> int:
    """Return the cells that a box of a body height takes, its caption and the blank beside it included."""
    return (lines + box.extra + 1) * box.columns


Resize = Callable[[Box, int], Box | None]


def sized(boxes: Sequence[Box], target: float, resized: Resize, odd: bool = False) -> list[Box]:
    """Return boxes whose wishes add up to about ``target`` cells: heights first, then spans. ``resized`` gives a picture
    over some columns more or fewer, None if it may not be so; every other one is widened first, beginning with the
    first or (``odd``) the second; the last are the first to become narrower."""
    out = list(boxes)
    order = [*range(odd, len(out), 2), *range(not odd, len(out), 2)]
    for n in order:
        if sum(cells(b, b.most) for b in out) >= target:
            break
        bigger = resized(out[n], 1)
        low = sum(cells(b, b.least) for b in out)
        if bigger is not None and low - cells(out[n], out[n].least) + cells(bigger, bigger.least) <= target:
            out[n] = bigger
    for n in reversed(order):
        while sum(cells(b, b.least) for b in out) > target:
            smaller = resized(out[n], -1)
            if smaller is None or cells(smaller, smaller.least) >= cells(out[n], out[n].least):
                break
            out[n] = smaller
    low, high = sum(cells(b, b.least) for b in out), sum(cells(b, b.most) for b in out)
    share = 0.0 if high <= low else min(1.0, max(0.0, (target - low) / (high - low)))
    return [replace(b, wish=round(b.least + share * (b.most - b.least))) for b in out]
