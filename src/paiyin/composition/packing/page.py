"""One page: the items that stand on it, laid out in its free rectangles, filled for real; the best is taken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from paiyin.composition.packing.ground import Ground, figure_of
from paiyin.composition.packing.layouts import LEAST_HEIGHT, SEPARATION, Cut, Cutter, Leaf, Tree, beside, parts, shape
from paiyin.composition.packing.module import GOOD, Fitted, Modules
from paiyin.composition.packing.regions import Rect
from paiyin.composition.packing.story import Item
from paiyin.composition.packing.trials import MOST_AIR

FILLED = 7  # layouts of a page that are filled for real
SHIFTS = (0, 1, -1, 2, -2, 3, -3)  # lines by which a cut moves
GAPS = ((2, 0), (1, 45), (3, 18))  # lines between two modules, and what they cost
ROUND_WALLS = (-6, -3, 3, 6)  # lines by which text that runs round an ad may be higher or lower than counting says
MOST_WALLED = 4  # items of a page on which text may run round an ad
CROWDED = 1.3  # of a rectangle, the most that items may ask of it to be tried there
HOPELESS = 4000  # of two groups, a score that other gaps between them will not mend
MOVED = 45  # two neighbours that changed places
WHITE_CELL = 30  # a cell that stays white under all modules


@dataclass(frozen=True, slots=True)
class Module:
    """A filled module at its place on the page."""

    column: int
    line: int
    fitted: Fitted

    def kept(self, page: int, ground: Ground) -> Iterator[int]:
        """Yield the figures that stand where they are pinned."""
        fitted = self.fitted
        rect = Rect(self.column, self.line, fitted.width, fitted.height)
        for placed in fitted.arrangement.placed:
            pin = fitted.item.story.pins.get(figure_of(placed.box))
            if pin is None or pin.page != page or not ground.keeps(pin, rect):
                continue
            at_edge = placed.line == 0 if pin.edge == "top" else placed.foot == fitted.arrangement.height
            if at_edge and placed.column + self.column == pin.column and placed.box.columns == pin.columns:
                yield figure_of(placed.box)


@dataclass(frozen=True, slots=True)
class Filled:
    """A page, filled: its modules in reading order, the rectangles that stay white, and its score."""

    modules: tuple[Module, ...]
    white: tuple[Rect, ...]
    score: float
    rest: tuple[Item, ...] = ()


_Plan = list[tuple[Rect, Tree, int]]  # a rectangle, the layout in it, and the lines that it uses
_Real = tuple[float, tuple[Module, ...]]


class PageFiller:
    """Lays out and fills one page on its ground; ``cuttings`` are the ways to see its free space as rectangles."""

    def __init__(self, modules: Modules, cuttings: Sequence[tuple[Rect, ...]], ground: Ground):
        self.modules, self.cuttings, self.ground, self.depth = modules, cuttings, ground, ground.area.height
        self._real: dict[tuple, tuple[Rect, _Real | None]] = {}
        self._pinned: dict[int, bool] = {}
        self._layouts_known: dict = {}
        self._kept: list[Tree] = []  # so that an id stays a tree's own

    @property
    def room(self) -> int:
        """Cells that modules may take."""
        return max((sum(map(self.ground.room, cutting)) for cutting in self.cuttings), default=0)

    def fill(self, items: Sequence[Item], split: Item | None) -> Filled | None:
        """Return the page with these items, all of them whole but ``split``; None if they cannot stand on it."""
        best: Filled | None = None
        for count, (estimate, cutting, plan) in enumerate(self._plans(items, split)):
            if best is not None and (count >= FILLED or estimate > best.score + 300):
                break
            if count >= 3 * FILLED:
                break
            found = self._fill(cutting, plan)
            if found is not None and (best is None or found.score < best.score):
                best = found
                if best.score < GOOD:
                    break
        return best

    def _plans(self, items: Sequence[Item], split: Item | None) -> list[tuple[float, tuple[Rect, ...], _Plan]]:
        """Return layouts of the page, the best first: (what counting says, its rectangles, what stands in them)."""
        found: list[tuple[float, tuple[Rect, ...], _Plan]] = []
        for order, moved in _orders(items, self.ground.page):
            cutter = Cutter(self.modules, order, split, self.ground, self._layouts_known)
            for cutting in self.cuttings:
                if len(items) > MOST_WALLED and any(map(self.ground.walled, cutting)):
                    continue
                found += self._shared(cutter, cutting, moved)
        return sorted(found, key=lambda o: o[0])

    def _shared(
        self, cutter: Cutter, cutting: tuple[Rect, ...], cost: float
    ) -> list[tuple[float, tuple[Rect, ...], _Plan]]:
        """Return layouts of a cutter's items, in order, in some rectangles."""
        found = []
        for ends in _shares(len(cutter.items), len(cutting)):
            if any(self._crowded(cutter, a, b, rect) for a, b, rect in zip((0, *ends), ends, cutting)):
                continue
            options: list[tuple[float, _Plan]] = [(cost, [])]
            first = 0
            for rect, end in zip(cutting, ends):
                if first == end:
                    options = [(cost + WHITE_CELL * self.ground.room(rect), plan) for cost, plan in options]
                    continue
                here = list(self._layouts(cutter, first, end, rect))
                both = [(c + more, [*plan, (rect, tree, used)]) for c, plan in options for more, tree, used in here]
                options = sorted(both, key=lambda o: o[0])[:6]
                first = end
            found += [(cost, cutting, plan) for cost, plan in options]
        return found

    def _crowded(self, cutter: Cutter, first: int, end: int, rect: Rect) -> bool:
        """Tell by counting whether items are far too much for a rectangle."""
        asked = [cutter.profile(n, rect.width) for n in range(first, end)]
        least = sum(a.least for a in asked if a is not None)
        return not all(asked) and end - first == 1 or least > CROWDED * self.ground.room(rect)

    def _layouts(self, cutter: Cutter, first: int, end: int, rect: Rect) -> Iterator[tuple[float, Tree, int]]:
        """Yield layouts of some items in a rectangle, over its whole height or as much of it as they can fill."""
        for cost, tree in cutter.layouts(first, end, rect):
            yield cost, tree, rect.height
        asked = cutter.span(first, end, rect.width)
        if asked is None:
            return
        heights = {self.ground.lines(rect, lines * rect.width) for lines in asked[1:]}
        if self.ground.walled(rect):
            heights |= {height + more for height in heights for more in ROUND_WALLS}
        natural = [self._natural(Leaf(cutter.items[n]), rect) for n in range(first, end)]
        if all(natural):
            whole = sum(natural) + SEPARATION * (end - first - 1)
            heights |= {whole, whole + MOST_AIR * (end - first)}
        for used in sorted(heights):
            if LEAST_HEIGHT <= used < rect.height - 2:
                white = WHITE_CELL * self.ground.room(_under(rect, used))
                for cost, tree in cutter.layouts(first, end, rect._replace(height=used))[:2]:
                    yield cost + white, tree, used

    def _fill(self, cutting: tuple[Rect, ...], plan: _Plan) -> Filled | None:
        modules, white, score = [], [], 0.0
        for rect, tree, used in plan:
            real = self._filled(tree, rect._replace(height=used))
            if real is None:
                return None
            score += real[0]
            modules += real[1]
            white += [_under(rect, used)] if used < rect.height else []
        white += [r for r in cutting if all(r != taken for taken, _, _ in plan)]
        score += sum(WHITE_CELL * self.ground.room(r) for r in white)
        rest = tuple(m.fitted.rest for m in modules if m.fitted.rest is not None)
        white = [free for r in white for free in self.ground.free(r)]
        return Filled(tuple(modules), tuple(white), score, rest)

    def _filled(self, tree: Tree, rect: Rect, colliding: bool = False) -> _Real | None:
        """Fill a layout; ``colliding`` tells that a head stands left of it at its top. What was filled is known again
        wherever its place means the same."""
        rect = self.ground.trim(rect)
        corner = rect.column == self.ground.area.column and rect.line == self.ground.edges.line
        key = id(tree), self.ground.key(rect, self._pins(tree)), corner, colliding
        if key not in self._real:
            self._kept.append(tree)
            fill = self._leaf if isinstance(tree, Leaf) else self._cut
            found = fill(tree, rect, colliding) if rect.width > 0 and rect.height >= LEAST_HEIGHT else None
            self._real[key] = rect, found
        there, found = self._real[key]
        if found is None or (there.column, there.line) == (rect.column, rect.line):
            return found
        right, down = rect.column - there.column, rect.line - there.line
        return found[0], tuple(replace(m, column=m.column + right, line=m.line + down) for m in found[1])

    def _pins(self, tree: Tree) -> bool:
        """Tell whether a layout has figures that are pinned to the page."""
        if isinstance(tree, Leaf):
            return self.ground.pins(tree.item)
        if id(tree) not in self._pinned:
            self._kept.append(tree)
            self._pinned[id(tree)] = self._pins(tree.first) or self._pins(tree.second)
        return self._pinned[id(tree)]

    def _leaf(self, leaf: Leaf, rect: Rect, colliding: bool) -> _Real | None:
        fill = self.modules.part if leaf.split else self.modules.whole
        given = self.ground.given(leaf.item, rect, colliding)
        found = fill(leaf.item, rect.width, rect.height, given=given) if given is not None else None
        if found is None:
            return None
        module = Module(rect.column, rect.line, found)
        return found.score + shape(leaf.item, rect.width, rect.height, found.head_lines), (module,)

    def _natural(self, tree: Tree, rect: Rect) -> int:
        """Return the lines that a layout takes if it need fill none, 0 if that cannot be said."""
        if self.ground.walled(rect):
            return 0
        if isinstance(tree, Leaf):
            found = None if tree.split else self.modules.whole(tree.item, rect.width, rect.height, exact=False)
            return found.height if found is not None else 0
        one, other = parts(rect, tree.at, tree.across)
        if not tree.across:
            one, other = self._natural(tree.first, one), self._natural(tree.second, other)
            return max(one, other) if one and other else 0
        one, other = self._natural(tree.first, rect), self._natural(tree.second, rect)
        return one + SEPARATION + other if one and other else 0

    def _cut(self, cut: Cut, rect: Rect, colliding: bool) -> _Real | None:
        height = rect.height
        if not cut.across:
            if not 0 < cut.at < rect.width:
                return None
            before, after = parts(rect, cut.at, across=False)
            left = self._filled(cut.first, before, colliding)
            right = self._filled(cut.second, after, True) if left else None
            if left is None or right is None:
                return None
            first = rect.column == self.ground.area.column and rect.line == self.ground.edges.line
            cost = beside(cut.at, rect.width, height, self.depth, first)
            return left[0] + right[0] + cost, (*left[1], *right[1])
        best: _Real | None = None
        upper_liked = self._natural(cut.first, rect)
        lower_liked = self._natural(cut.second, rect)
        for gap, cost in GAPS:
            places = dict.fromkeys(cut.at + shift for shift in SHIFTS)
            places |= dict.fromkeys([upper_liked] if upper_liked else [])
            places |= dict.fromkeys([height - gap - lower_liked] if lower_liked else [])
            for at in places:
                above, below = parts(rect, at, across=True, apart=gap)
                if above.height < LEAST_HEIGHT or below.height < LEAST_HEIGHT:
                    continue
                upper = self._filled(cut.first, above, colliding)
                if upper is None or best is not None and upper[0] + cost >= best[0]:
                    continue
                lower = self._filled(cut.second, below)
                if lower is None:
                    continue
                score = upper[0] + lower[0] + cost
                if best is None or score < best[0]:
                    best = score, (*upper[1], *lower[1])
                    if score < GOOD:
                        return best
            if best is not None and not 2 * GOOD <= best[0] < HOPELESS:
                break
        return best


def _under(rect: Rect, used: int) -> Rect:
    """Return what of a rectangle is under so many lines."""
    return Rect(rect.column, rect.line + used, rect.width, rect.height - used)


def _orders(items: Sequence[Item], page: int) -> Iterator[tuple[tuple[Item, ...], float]]:
    """Yield the items in the editor's order, then with two neighbours after the first changed about, and with those last
    that have figures pinned to the page's foot, and the cost."""
    yield tuple(items), 0.0
    for n in range(1, len(items) - 1):
        yield (*items[:n], items[n + 1], items[n], *items[n + 2 :]), float(MOVED)
    edges = [{pin.edge for pin in item.story.pins.values() if pin.page == page} for item in items]
    order = sorted(range(len(items)), key=lambda n: ("bottom" in edges[n]) - ("top" in edges[n]))
    if order != list(range(len(items))):
        yield tuple(items[n] for n in order), float(MOVED)


def _shares(items: int, rects: int) -> Iterator[tuple[int, ...]]:
    """Yield how many of the items, in order, have been placed after each rectangle."""
    if rects == 0:
        return
    if rects == 1:
        yield (items,)
        return

    def ends(start: int, left: int) -> Iterator[tuple[int, ...]]:
        if left == 1:
            yield (items,)
            return
        for end in range(start, items + 1):
            for later in ends(end, left - 1):
                yield (end, *later)

    yield from ends(0, rects)
