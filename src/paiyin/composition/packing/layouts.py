"""Layouts: a rectangle cut by straight cuts into modules, by counting cells only.

Items keep the editor's order: the first stands top left, those that follow to its right or under it. A layout is a tree
of cuts; for every group of neighbours the few best are kept, so the search is small and finds the same every time.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from paiyin.composition.packing.ground import Ground
from paiyin.composition.packing.module import LEAST_PART, REST, WALLED, Modules, Profile
from paiyin.composition.packing.regions import Rect
from paiyin.composition.packing.story import Item
from paiyin.composition.packing.trials import COLLIDING

SEPARATION = 2  # lines between two modules, one under the other
KEPT = 4  # layouts of a group of items in a rectangle
LEAST_HEIGHT = 2  # lines of a module
# Costs, in the unit of a band's score.
LACKING = 60  # a cell that an item lacks
WHITE = 26  # a cell that it cannot fill
ODD = 40  # the distance from what it likes, as a share
ALIKE = 110  # two groups side by side that are equally wide
THROUGH = 420  # a gutter that runs through the whole page (断版)
FLAT, TALL = 14, 3  # a line of text that columns have too few or too many
FEWEST_LINES, MOST_LINES = 9, 46
NARROWER = 240  # a column that the first item of a page is narrower than another
NARROW_LEAD = 400  # a column that the first story is narrower than half the page
TOWER = 10  # a line that a head over one column is higher than six
THIN = 50  # a long story in one column


@dataclass(frozen=True, slots=True)
class Leaf:
    """A module: an item, or (``split``) the first part of one."""

    item: Item
    split: bool = False


@dataclass(frozen=True, slots=True)
class Cut:
    """Two groups: one under the other (``across``) where the first takes ``at`` lines, or side by side where it takes
    ``at`` columns."""

    across: bool
    first: "Tree"
    second: "Tree"
    at: int


Tree = Leaf | Cut
Layout = tuple[float, Tree]


class Cutter:
    """Cuts rectangles of a page's ground for its items; ``split`` is the one that may go on overleaf. ``known`` are the
    layouts that other cutters of the page have found."""

    def __init__(
        self, modules: Modules, items: Sequence[Item], split: Item | None, ground: Ground, known: dict | None = None
    ):
        self.modules, self.items, self.split, self.ground = modules, items, split, ground
        self.depth = ground.area.height
        self._pinned = [ground.pins(item) for item in items]
        self._known: dict[tuple, list[Layout]] = {} if known is None else known
        self._profiles: dict[tuple[int, int], Profile | None] = {}
        self._sums: dict[tuple[int, int, int], tuple[int, int, int] | None] = {}

    def layouts(self, first: int, end: int, rect: Rect) -> list[Layout]:
        """Return the best layouts of items ``first`` up to ``end`` in a rectangle, with what counting says of each."""
        rect = self.ground.trim(rect)
        some = tuple(self.items[first:end])
        split = self.split if any(item is self.split for item in some) else None
        key = some, split, first == 0, self.ground.key(rect, any(self._pinned[first:end]))
        if key not in self._known:
            if rect.width < 1 or rect.height < LEAST_HEIGHT:
                found = []
            else:
                found = self._alone(first, rect) if end - first == 1 else self._groups(first, end, rect)
            self._known[key] = sorted(found, key=lambda layout: layout[0])[:KEPT]
        return self._known[key]

    def profile(self, n: int, width: int) -> Profile | None:
        """Return what item ``n`` asks over some columns; the one that may be split is content with less."""
        if (n, width) not in self._profiles:
            asked = self.modules.profile(self.items[n], width)
            if asked is not None and self.items[n] is self.split:
                least = (asked.head + LEAST_PART) * width
                most = asked.most - REST
                asked = Profile(least, (least + most) // 2, most, asked.head) if most > least else None
            self._profiles[n, width] = asked
        return self._profiles[n, width]

    def span(self, first: int, end: int, width: int) -> tuple[int, int, int] | None:
        """Return the least, liked and most lines of a group over some columns, one under the other or side by side."""
        key = first, end, width
        if key not in self._sums:
            self._sums[key] = self._span(first, end, width)
        return self._sums[key]

    def _span(self, first: int, end: int, width: int) -> tuple[int, int, int] | None:
        asked = [self._any(n, width) for n in range(first, end)]
        if not all(asked):
            return None
        more = SEPARATION * width * (end - first - 1)
        least, wish, most = (sum(getattr(a, name) for a in asked) for name in ("least", "wish", "most"))
        return max(LEAST_HEIGHT, least // width), (wish + more // 2) // width, -(-(most + more) // width)

    def _any(self, n: int, width: int) -> Profile | None:
        """Return what an item asks over these columns, or over fewer where it stands beside another."""
        return self.profile(n, width)

    def _alone(self, n: int, rect: Rect) -> list[Layout]:
        asked, item = self.profile(n, rect.width), self.items[n]
        given = self.ground.given(item, rect)
        if asked is None or given is None:
            return []
        room = self.ground.room(rect)
        split = item is self.split
        cost = LACKING * max(0, asked.least - room) + WHITE * max(0, room - asked.most)
        if not split and asked.most > asked.least:
            cost += ODD * min(1.0, abs(room - asked.wish) / (asked.most - asked.least + 1))
        if cost > 60 * LACKING:
            return []
        if item.story.place == 0 and not item.continued:
            cost += NARROW_LEAD * max(0, (self.ground.area.width + 1) // 2 - rect.width)
        broken = given.unkept + (0 if split else len(given.later))
        cost += self.modules.weights["boxes", "pin"] * broken + WALLED * len(given.walls)
        return [(cost + shape(item, rect.width, rect.height, asked.head), Leaf(item, split))]

    def _groups(self, first: int, end: int, rect: Rect) -> list[Layout]:
        found = []
        for middle in range(first + 1, end):
            found += self._across(first, middle, end, rect)
            found += self._beside(first, middle, end, rect)
        return found

    def _across(self, first: int, middle: int, end: int, rect: Rect) -> list[Layout]:
        upper, lower = self.span(first, middle, rect.width), self.span(middle, end, rect.width)
        if upper is None or lower is None:
            return []
        levels = ()
        if self.ground.walled(rect):
            width = rect.width
            upper = tuple(self.ground.lines(rect, lines * width) for lines in upper)
            lower = tuple(self.ground.lines(rect, lines * width, upwards=True) for lines in lower)
            levels = self.ground.levels(rect, SEPARATION)
        found = []
        for at in dict.fromkeys((*_places(upper, lower, rect.height - SEPARATION), *levels)):
            above, below = parts(rect, at, across=True)
            for a, one in self.layouts(first, middle, above)[:2]:
                for b, other in self.layouts(middle, end, below)[:2]:
                    found.append((a + b, Cut(True, one, other, at)))
        return found

    def _beside(self, first: int, middle: int, end: int, rect: Rect) -> list[Layout]:
        found = []
        for at in range(1, rect.width):
            cost = beside(at, rect.width, rect.height, self.depth, first == 0) + self._colliding(middle)
            before, after = parts(rect, at, across=False)
            left = self.layouts(first, middle, before)[:2]
            right = self.layouts(middle, end, after)[:2] if left else []
            for a, one in left:
                for b, other in right:
                    found.append((a + b + cost, Cut(False, one, other, at)))
        return found

    def _colliding(self, n: int) -> float:
        """Return what it may cost that an item's head stands beside another one: less where a picture may stand over
        it."""
        item = self.items[n]
        if not item.continued and any(b.kind == "figure" for b in item.boxes):
            return COLLIDING / 2
        return float(COLLIDING)


def parts(rect: Rect, at: int, across: bool, apart: int = SEPARATION) -> tuple[Rect, Rect]:
    """Return the two parts of a rectangle that is cut after ``at`` lines (``across``) or columns."""
    if across:
        line = rect.line + at + apart
        return rect._replace(height=at), Rect(rect.column, line, rect.width, rect.foot - line)
    return rect._replace(width=at), Rect(rect.column + at, rect.line, rect.width - at, rect.height)


def shape(item: Item, width: int, height: int, head: int) -> float:
    """Return what is wrong with a module's shape, whose head takes ``head`` lines."""
    text = height - head
    cost = FLAT * max(0, FEWEST_LINES - text) + TALL * max(0, text - MOST_LINES)
    if width == 1:
        cost += TOWER * max(0, head - 6) + (THIN if item.left > 50 else 0)
    return float(cost)


def beside(at: int, width: int, height: int, depth: int, first: bool) -> float:
    """Return what is wrong with a cut after ``at`` of some columns, on a page of ``depth`` lines; ``first`` tells that
    the page's first item stands left of it."""
    cost = ALIKE if 2 * at == width else 0
    cost += THROUGH if height >= depth - 12 else 0
    return float(cost + (NARROWER * max(0, width - 2 * at) if first else 0))


def _places(upper: tuple[int, int, int], lower: tuple[int, int, int], room: int) -> list[int]:
    """Return where two groups that share ``room`` lines may be parted: where both are content, or nearly so."""
    low, high = max(upper[0], room - lower[2]), min(upper[2], room - lower[0])
    if low > high:
        low, high = sorted((min(max(low, LEAST_HEIGHT), room), min(max(high, LEAST_HEIGHT), room)))
        return sorted({low, (low + high) // 2, high})
    liked = upper[1] + lower[1]
    middle = min(high, max(low, round(room * upper[1] / liked))) if liked else low
    return sorted({low, (low + middle) // 2, middle, (middle + high + 1) // 2, high})
