"""The geometry of a band: where its head and its boxes stand, and which stretches of its columns are left for text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from heapq import heappop, heappush
from typing import NamedTuple

from paiyin.composition.boxes import Box
from paiyin.composition.fill import Slot
from paiyin.composition.weights import Weights, usual

LEAST_SLOT = 3  # lines of a piece of text between two obstacles
MOST_BOXES = 6  # of a band
MOST_CHOICES = 10  # ways to stand that are looked at
MOST_STEPS = 4000  # steps to find them
PICTURES = ("figure", "group")  # kinds that a page may open with


_SLOT = partial(tuple.__new__, Slot)  # as Slot does, in half the time: a search makes millions


class Spot(NamedTuple):
    """Where a box stands in its band: at the top or bottom ``edge``, on the "left", the "right" or over the whole
    ("all"); ``how``: "" in the corner itself, "beside" the boxes that begin there, or "under" (at the bottom: over) the
    first of them. A pinned box has side "at" and its own first ``column``."""

    edge: str
    side: str
    how: str = ""
    column: int = -1


class Placed(NamedTuple):
    """A box at its place: columns from ``column``, lines from ``line`` of the band, body of ``lines`` lines."""

    box: Box
    column: int
    line: int
    lines: int

    @property
    def foot(self) -> int:
        return self.line + self.lines + self.box.extra


@dataclass(frozen=True, slots=True)
class Corner:
    """What stands in a band's top left: a head over ``columns`` columns and ``lines`` lines, or nothing (0, 0). Text
    of the other columns starts ``under`` lines lower, under the head's rule. An ``upright`` head need not have text
    under it. Where there is none, ``begins`` says that the text begins here, under a head over all columns."""

    columns: int = 0
    lines: int = 0
    under: int = 1
    upright: bool = False
    begins: bool = False

    @property
    def over_text(self) -> bool:
        """Tell whether lines of text must stand under it."""
        return self.lines > 0 and not self.upright


class Layout:
    """Boxes in their spots over some columns: all of a band's geometry that does not hang on heights, worked out once
    for the thousands of heights that a search tries. ``columns`` is empty if they cannot stand so."""

    def __init__(self, boxes: Sequence[Box], spots: Sequence[Spot], columns: int):
        self.boxes, self.width = boxes, columns
        self.columns: list[int] = []  # the first of each box
        self._under: list[int] = []  # the box that it stands under (at the bottom: over), -1 for none
        self._top = [spot.edge == "top" for spot in spots]
        for n, (box, spot) in enumerate(zip(boxes, spots)):
            there = [m for m in range(n) if (spots[m].edge, spots[m].side) == (spot.edge, spot.side)]
            column = spot.column
            if spot.side != "at":
                column = columns - box.columns if spot.side == "right" else 0
            if spot.how:
                if not there:
                    self.columns = []
                    return
                first = there[0]
                if spot.how == "beside":
                    first = [m for m in there if spots[m].how != "under"][-1]
                    move = -box.columns if spot.side == "right" else boxes[first].columns
                else:
                    move = 0 if spot.side == "left" else boxes[first].columns - box.columns
                column = self.columns[first] + move
            if column < 0 or column + box.columns > columns:
                self.columns = []
                return
            self.columns.append(column)
            self._under.append(there[0] if spot.how == "under" else -1)
        ends = [c + b.columns for c, b in zip(self.columns, boxes)]
        self._pairs = [
            (n, m)
            for n in range(len(boxes))
            for m in range(n)
            if self.columns[n] < ends[m] and self.columns[m] < ends[n]
        ]
        self.standing = [[n for n, c in enumerate(self.columns) if c <= at < ends[n]] for at in range(columns)]
        self._extra = [b.extra for b in boxes]
        self._piles = [(here, sum(boxes[n].extra + 1 for n in here) - 1) for here in _distinct(self.standing)]

    @property
    def reaches(self) -> list[tuple[int, int, int]]:
        """How many columns there are with the same boxes, and the lines that these take there at least and at most."""
        return [
            (
                self.standing.count(here),
                sum(self.boxes[n].least for n in here) + more,
                sum(self.boxes[n].most for n in here) + more,
            )
            for here, more in self._piles
        ]

    def full(self, heights: Sequence[int], height: int) -> bool:
        """Tell whether there is a column of a band in which nothing but boxes has room: they need fewer blanks."""
        for here, more in self._piles:
            for n in here:
                more += heights[n]
            if more == height:
                return True
        return False

    def lines(self, heights: Sequence[int], height: int) -> list[int] | None:
        """Return the first line of each box, its body so high, in a band; None if two overlap or one does not fit."""
        if len(self.columns) < len(self.boxes):
            return None
        found: list[int] = []
        extra = self._extra
        for n, lines in enumerate(heights):
            whole = lines + extra[n]
            under = self._under[n]
            if under < 0:
                line = 0 if self._top[n] else height - whole
            elif self._top[n]:
                line = found[under] + heights[under] + extra[under] + 1
            else:
                line = found[under] - 1 - whole
            if line < 0 or line + whole > height:
                return None
            found.append(line)
        for n, m in self._pairs:
            one, other = found[n], found[m]
            if one <= other + heights[m] + extra[m] and other <= one + heights[n] + extra[n]:
                return None
        return found

    def slots(self, corner: Corner, lines: Sequence[int], heights: Sequence[int], height: int) -> list[Slot] | None:
        """Return what ``slots_of`` does, for boxes on these lines."""
        if corner.lines and any(a < corner.lines and c < corner.columns for a, c in zip(lines, self.columns)):
            return None
        stretches = self.stretches(lines, heights, height)
        return _slots(corner, [sorted(stretches[n] for n in here) for here in self.standing], height)

    def stretches(self, lines: Sequence[int], heights: Sequence[int], height: int) -> list[tuple[int, int]]:
        """Return the lines that boxes on these lines take, blanks between them and text among them."""
        return [
            (a - 1 if a else 0, foot + 1 if (foot := a + h + e) < height else foot)
            for a, h, e in zip(lines, heights, self._extra)
        ]

    def placed(self, lines: Sequence[int], heights: Sequence[int]) -> tuple[Placed, ...]:
        return tuple(map(Placed, self.boxes, self.columns, lines, heights))


def _distinct(columns: Sequence[list[int]]) -> list[list[int]]:
    return [here for n, here in enumerate(columns) if here and here not in columns[:n]]


def place(
    boxes: Sequence[Box], spots: Sequence[Spot], heights: Sequence[int], columns: int, height: int
) -> tuple[Placed, ...] | None:
    """Put boxes into their spots in a band; None if two overlap or one does not fit."""
    layout = Layout(boxes, spots, columns)
    lines = layout.lines(heights, height)
    return None if lines is None else layout.placed(lines, heights)


def slots_of(corner: Corner, placed: Sequence[Placed], columns: int, height: int) -> list[Slot] | None:
    """Return the free stretches of a band's columns in reading order; None if one is too short, a box covers the head
    or stands right under it, so that the head would have no text of its own."""
    taken: list[list[tuple[int, int]]] = [[] for _ in range(columns)]
    for p in placed:
        if p.line < corner.lines and p.column < corner.columns:
            return None
        stretch = (p.line - 1 if p.line else 0, p.foot + 1 if p.foot < height else p.foot)
        for column in range(p.column, p.column + p.box.columns):
            taken[column].append(stretch)
    return _slots(corner, [sorted(here) for here in taken], height)


def _slots(corner: Corner, taken: Sequence[list[tuple[int, int]]], height: int) -> list[Slot] | None:
    """Return what is free of columns of which some stretches are taken, from top to bottom."""
    head, under, wide = corner.lines, corner.under if corner.lines else 0, corner.columns
    slots = []
    for column, here in enumerate(taken):
        at = head if column < wide else under
        for a, b in here:
            if a > at:
                if a - at < LEAST_SLOT:
                    return None
                slots.append(_SLOT((column, at, a - at)))
            elif head and not slots and b > at:
                return None
            if b > at:
                at = b
        if height > at:
            if height - at < LEAST_SLOT and (at or height >= LEAST_SLOT):
                return None
            slots.append(_SLOT((column, at, height - at)))
    return slots


def spots_score(spots: Sequence[Spot], kinds: Sequence[str], weights: Weights | None = None) -> float:
    """Return the price of boxes of some kinds in some spots."""
    weights = weights or usual()
    return sum(_price(spots[: n + 1], kinds, weights) for n in range(len(spots)))


def _price(spots: Sequence[Spot], kinds: Sequence[str], weights: Weights) -> float:
    """Return what the last of some spots adds to their price."""
    score, n, a = 0.0, len(spots) - 1, spots[-1]
    if a.side != "at":
        name = a.edge if a.side == "all" else f"{a.edge}-{a.side}"
        score += weights["places", name] * (1 + n / 2)
        if name == "top-left" and kinds[n] not in PICTURES:
            score += weights["boxes", "before_text"]
    for m, b in enumerate(spots[:n]):
        if a.how and (a.edge, a.side) == (b.edge, b.side):
            if a.how == "beside":
                score += weights["boxes", "beside"]
            elif kinds[n] == kinds[m] == "figure":
                score += weights["boxes", "touching"]
            continue
        if a.side == b.side:
            score += weights["boxes", "same_side"]
        if a.edge == b.edge:
            score += weights["boxes", "same_side"] / 2
    return score


class Kind(NamedTuple):
    """What the choice of a spot hangs on: a box's span and kind, and where it is pinned (edge and column)."""

    columns: int
    kind: str
    pin: tuple[str, int] | None = None


def kinds_of(boxes: Sequence[Box]) -> tuple[Kind, ...]:
    return tuple(Kind(b.columns, b.kind, b.pinned) for b in boxes)


@lru_cache(maxsize=4096)
def choices(
    kinds: tuple[Kind, ...], columns: int, head: int, weights: Weights | None = None, begins: bool = False
) -> tuple:
    """Return the ways to put boxes into spots beside a head over some columns, with their prices, the best first; where
    text ``begins`` its place is at the top left."""
    if len(kinds) > MOST_BOXES:
        return ()
    weights, names = weights or usual(), [k.kind for k in kinds]
    found: list[tuple[float, tuple[Spot, ...]]] = []
    begun: list[tuple[float, int, tuple[Spot, ...]]] = [(0.0, 0, ())]
    for _ in range(MOST_STEPS):
        if not begun or len(found) == MOST_CHOICES:
            break
        price, left, spots = heappop(begun)
        n = len(spots)
        if n == len(kinds):
            found.append((price, spots))
            continue
        for spot in _spots(kinds[n], columns, head, n):
            if _free(spot, kinds[n], spots, kinds, columns - (head if spot.edge == "top" else 0)):
                more = (*spots, spot)
                taken = weights["boxes", "before_text"] if begins and spot[:2] == ("top", "left") else 0.0
                heappush(begun, (price + taken + _price(more, names, weights), left - 1, more))
    return tuple(found)


def _free(spot: Spot, kind: Kind, spots: Sequence[Spot], kinds: Sequence[Kind], columns: int) -> bool:
    """Tell whether a spot is still to be had: a corner by one box, the room over or under it by one, and as many
    beside it as there are columns."""
    if spot.side in ("at", "all"):
        return True
    corner = [s.how for s in spots if (s.edge, s.side) == (spot.edge, spot.side)]
    if bool(corner) != bool(spot.how) or spot.how == "under" and "under" in corner:
        return False
    edge = [k.columns for s, k in zip(spots, kinds) if s.edge == spot.edge and s.side != "at" and s.how != "under"]
    return spot.how == "under" or sum(edge) + kind.columns <= columns


def _spots(kind: Kind, columns: int, head: int, n: int) -> Iterator[Spot]:
    """Yield the spots that the n-th box may take in a band whose head covers ``head`` columns."""
    if kind.pin is not None:
        yield Spot(kind.pin[0], "at", column=kind.pin[1])
        return
    if kind.columns >= columns:
        yield Spot("bottom", "all")
        if not head:
            yield Spot("top", "all")
        return
    hows = ("", "beside", "under") if n else ("",)
    for how in hows:
        if columns - kind.columns >= head:
            yield Spot("top", "right", how)
        yield Spot("bottom", "left", how)
        yield Spot("bottom", "right", how)
        if not head:
            yield Spot("top", "left", how)
