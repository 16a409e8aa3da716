"""Layouts: a rectangle cut by straight cuts into modules, by counting cells only.

Items keep the editor's order: the first stands top left, those that follow to its right or under it. A layout is a tree
of cuts; for every group of neighbours the few best are kept, so the search is small and finds the same every time.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from paiyin.composition.packing.module import LEAST_PART, REST, Modules, Profile
from paiyin.composition.packing.story import Item

SEPARATION = 2  # lines between two modules, one under the other
KEPT = 4  # layouts of a group of items in a rectangle
LEAST_HEIGHT = 2  # lines of a module
# Costs, in the unit of a band's score.
LACKING = 60  # a cell that an item lacks
WHITE = 26  # a cell that it cannot fill
ODD = 40  # the distance from what it likes, as a share
SIDE_BY_SIDE = 70  # two heads that start side by side at one height (碰题)
ALIKE = 110  # more if they are equally wide
THROUGH = 130  # a gutter that runs through the whole page (断版)
FLAT, TALL = 14, 3  # a line of text that columns have too few or too many
FEWEST_LINES, MOST_LINES = 9, 46
NARROWER = 240  # a column that the first item of a page is narrower than another
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
    """Cuts rectangles for the items of one page; ``split`` is the one that may go on overleaf."""

    def __init__(self, modules: Modules, items: Sequence[Item], split: Item | None, depth: int):
        self.modules, self.items, self.split, self.depth = modules, items, split, depth
        self._known: dict[tuple[int, int, int, int], list[Layout]] = {}
        self._profiles: dict[tuple[int, int], Profile | None] = {}
        self._sums: dict[tuple[int, int, int], tuple[int, int, int] | None] = {}

    def layouts(self, first: int, end: int, width: int, height: int) -> list[Layout]:
        """Return the best layouts of items ``first`` up to ``end`` in a rectangle, with what counting says of each."""
        key = first, end, width, height
        if key not in self._known:
            found = self._alone(first, width, height) if end - first == 1 else self._groups(*key)
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

    def _alone(self, n: int, width: int, height: int) -> list[Layout]:
        asked, item = self.profile(n, width), self.items[n]
        if asked is None or height < LEAST_HEIGHT:
            return []
        room = width * height
        split = item is self.split
        cost = LACKING * max(0, asked.least - room) + WHITE * max(0, room - asked.most)
        if not split and asked.most > asked.least:
            cost += ODD * min(1.0, abs(room - asked.wish) / (asked.most - asked.least + 1))
        if cost > 60 * LACKING:
            return []
        return [(cost + shape(item, width, height, asked.head), Leaf(item, split))]

    def _groups(self, first: int, end: int, width: int, height: int) -> list[Layout]:
        found = []
        for middle in range(first + 1, end):
            found += self._across(first, middle, end, width, height)
            found += self._beside(first, middle, end, width, height)
        return found

    def _across(self, first: int, middle: int, end: int, width: int, height: int) -> list[Layout]:
        upper, lower = self.span(first, middle, width), self.span(middle, end, width)
        if upper is None or lower is None:
            return []
        room = height - SEPARATION
        found = []
        for at in _places(upper, lower, room):
            for a, one in self.layouts(first, middle, width, at)[:2]:
                for b, other in self.layouts(middle, end, width, room - at)[:2]:
                    found.append((a + b, Cut(True, one, other, at)))
        return found

    def _beside(self, first: int, middle: int, end: int, width: int, height: int) -> list[Layout]:
        found = []
        for at in range(1, width):
            cost = beside(at, width, height, self.depth, first == 0)
            left = self.layouts(first, middle, at, height)[:2]
            right = self.layouts(middle, end, width - at, height)[:2] if left else []
            for a, one in left:
                for b, other in right:
                    found.append((a + b + cost, Cut(False, one, other, at)))
        return found


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
    cost = SIDE_BY_SIDE + (ALIKE if 2 * at == width else 0)
    cost += THROUGH if height >= depth - 12 else 0
    return float(cost + (NARROWER * max(0, width - 2 * at) if first else 0))


def style(tree: Tree, width: int, height: int, depth: int, first: bool = True) -> float:
    """Return what is wrong with the cuts of a layout, whatever stands in it."""
    if isinstance(tree, Leaf):
        return 0.0
    if tree.across:
        under = height - tree.at - SEPARATION
        return style(tree.first, width, tree.at, depth, first) + style(tree.second, width, under, depth, False)
    return (
        beside(tree.at, width, height, depth, first)
        + style(tree.first, tree.at, height, depth, first)
        + style(tree.second, width - tree.at, height, depth, False)
    )


def _places(upper: tuple[int, int, int], lower: tuple[int, int, int], room: int) -> list[int]:
    """Return where two groups that share ``room`` lines may be parted: where both are content, or nearly so."""
    low, high = max(upper[0], room - lower[2]), min(upper[2], room - lower[0])
    if low > high:
        low, high = sorted((min(max(low, LEAST_HEIGHT), room), min(max(high, LEAST_HEIGHT), room)))
        return sorted({low, (low + high) // 2, high})
    liked = upper[1] + lower[1]
    middle = min(high, max(low, round(room * upper[1] / liked))) if liked else low
    return sorted({low, (low + middle) // 2, middle, (middle + high + 1) // 2, high})
