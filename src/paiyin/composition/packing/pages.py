"""Which items stand on which page: a beam search over the pages of an edition, each step a page filled for real.

The editor's order and pages are kept: what he wants on a page stands there if it can, the rest follow in their order.
A story goes on overleaf only where the page cannot hold it, or would stay white.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from itertools import combinations

from paiyin.composition.packing.ground import Ground
from paiyin.composition.packing.layouts import SEPARATION
from paiyin.composition.packing.module import LEAST_PART, REST, Fitted, Modules, Profile
from paiyin.composition.packing.page import WHITE_CELL as WHITE
from paiyin.composition.packing.page import Filled, Module, PageFiller
from paiyin.composition.packing.regions import Rect, free
from paiyin.composition.packing.story import Item
from paiyin.composition.sheet import Sheet

BEAM = 4  # editions in the making
OFFERS = 9  # sets of items looked at for a page of one
FILLS = 4  # and those filled for real
MOST_ITEMS = 6  # modules of a page
WINDOW = 7  # items looked ahead for a page
# Costs, in the unit of a band's score.
LAST_WHITE = 27  # a cell that stays white on the last page
BEYOND = 30  # a cell that stays white on one page more than on the others
JUMP = 320  # a story that goes on overleaf
OUT_OF_ORDER = 90  # an item that stands before one of a better rank
NO_LEAD = 6000  # a first page without the first story
FARTHER = 260  # a story that goes on a page later than the next
MORE_PAGES = 4000  # a page more than are wanted
LATE = 900  # a story that is not on the page that the editor asked for
UNEVEN = 240  # pictures all larger or all smaller than they like, as a share of the page
FORCED = 3000  # a page that had to be filled anyhow


@dataclass(frozen=True, slots=True)
class _Offer:
    """A set of items for a page, in order, the one of them that may go on, what counting says against it, and how much
    of that holds however the page is filled."""

    cost: float
    own: float
    items: tuple[Item, ...]
    split: Item | None


@dataclass(frozen=True, slots=True)
class _State:
    cost: float
    pages: tuple[Filled, ...]
    left: tuple[Item, ...]


@dataclass
class Packer:
    """Packs items into pages. ``first_top`` is the first free line of page 1, ``holes`` the ad holes of pages, ``wanted``
    the fewest and most pages that the editor wants."""

    sheet: Sheet
    modules: Modules
    first_top: int
    holes: Mapping[int, Sequence[Rect]]
    wanted: tuple[int, int] | None = None
    pinned: AbstractSet[int] = frozenset()  # pages that figures are pinned to
    _fillers: dict[int, PageFiller] = field(default_factory=dict)
    _pages: dict[tuple, Filled | None] = field(default_factory=dict)
    _even: float = 0.0  # cells that stay white on each page if all are filled alike

    def pack(self, items: Sequence[Item]) -> tuple[Filled, ...]:
        """Return the pages of an edition; every item stands on one, whole or in parts."""
        least = max([self.wanted[0] if self.wanted else 1, *self.holes, *(i.story.page for i in items)])
        self._even = self._share(items)
        states = [_State(0.0, (), tuple(items))]
        done: list[_State] = []
        while states:
            following = [s for state in states for s in self._steps(state)]
            done += [s for s in following if not s.left and len(s.pages) >= least]
            going = [s for s in following if s.left or len(s.pages) < least]
            best = min((s.cost for s in done), default=float("inf"))
            going = [s for s in going if s.cost < best]
            states = sorted(going, key=self._hope)[:BEAM]
        return min(done, key=lambda s: s.cost).pages

    def _share(self, items: Sequence[Item]) -> float:
        """Return the cells that stay white on each page where more pages are wanted than the items can fill."""
        if not self.wanted:
            return 0.0
        pages = range(1, self.wanted[0] + 1)
        asked = [self.modules.profile(i, self._width(i)) for i in items]
        if not all(asked):
            return 0.0
        return max(0.0, sum(self._filler(n).room for n in pages) - sum(a.most for a in asked)) / len(pages)

    def _hope(self, state: _State) -> float:
        """Return what an edition may cost in the end: its cost so far, and the white that its last page will show."""
        page = self.sheet.columns * self.sheet.lines
        most = sum(p.most if (p := self.modules.profile(i, self._usual())) else page for i in state.left)
        pages = -(-most // page) if most else 0
        return state.cost + LAST_WHITE * max(0, pages * page - most) + 200 * len(state.left)

    def _usual(self) -> int:
        return max(1, (self.sheet.columns + 1) // 2)

    def _filler(self, number: int) -> PageFiller:
        if number not in self._fillers:
            top = self.first_top if number == 1 else 0
            area = Rect(0, top, self.sheet.columns, self.sheet.lines - top)
            holes = self.holes.get(number, ())
            ground = Ground(number, area, holes)
            cuttings = free(self.sheet, top, holes)
            edges = ground.edges
            if ground.walls and edges.width > 0 and edges.height > 0 and (edges,) not in cuttings:
                cuttings = [*cuttings, (edges,)]
            self._fillers[number] = PageFiller(self.modules, cuttings, ground)
        return self._fillers[number]

    def ground(self, number: int) -> Ground:
        """Return the ground of a page."""
        return self._filler(number).ground

    def _steps(self, state: _State) -> Iterator[_State]:
        """Yield the states that a page more may lead to."""
        number = len(state.pages) + 1
        filler = self._filler(number)
        wanted = [i for i in state.left if not i.story.page > number or i.continued]
        if not wanted or not any(filler.cuttings):
            cost = BEYOND * max(0.0, filler.room - self._even) if self._even else 0.0
            empty = self._empty(filler)
            yield _State(state.cost + cost + empty.score, (*state.pages, empty), state.left)
            return
        found = 0
        for offer in self._offers(wanted, number)[:OFFERS]:
            if found >= FILLS:
                break
            page = self._page(number, offer)
            if page is not None:
                found += 1
                yield self._after(state, offer.items, page, offer.own)
        if not found:
            items, page = self._forced(filler, wanted)
            if not items and not self.holes.get(number):
                raise AssertionError("an empty page holds nothing")
            yield self._after(state, items, page, float(FORCED))

    def _after(self, state: _State, items: Sequence[Item], page: Filled, cost: float) -> _State:
        left = [i for i in state.left if not any(i is one for one in items)]
        rest = sorted((*page.rest, *left), key=lambda i: (i.story.place, i.start))
        white = sum(r.cells for r in page.white)
        last = not rest
        more = (LAST_WHITE - WHITE) * white if last else 0
        more += BEYOND * max(0.0, white - self._even) if self._even else 0
        more += MORE_PAGES if self.wanted and len(state.pages) >= self.wanted[1] else 0
        return _State(state.cost + cost + page.score + more, (*state.pages, page), tuple(rest))

    def _page(self, number: int, offer: _Offer) -> Filled | None:
        own = self.holes.get(number) or self.pinned
        key = number == 1, number if own else 0, offer.items, offer.split
        if key not in self._pages:
            self._pages[key] = self._filler(number).fill(offer.items, offer.split)
        return self._pages[key]

    def _empty(self, filler: PageFiller) -> Filled:
        white = filler.cuttings[0] if filler.cuttings else ()
        return Filled((), white, float(WHITE * sum(map(filler.ground.room, white))))

    def _offers(self, wanted: Sequence[Item], number: int) -> list[_Offer]:
        """Return sets of items for a page, those first of which counting says the best."""
        room = self._filler(number).room
        must = [i for i in wanted if i.story.page == number and not i.continued]
        window = [i for i in wanted if all(i is not m for m in must)][:WINDOW]
        found = []
        for count in range(MOST_ITEMS + 1):
            for extra in combinations(window, count):
                chosen = [i for i in wanted if any(i is one for one in (*must, *extra))]
                if chosen and len(chosen) <= MOST_ITEMS:
                    found += self._judged(chosen, wanted, number, room)
        for dropped in range(1, len(must)):  # more is asked of the page than it holds
            judged = self._judged(must[:-dropped], wanted, number, room)
            found += [replace(o, cost=o.cost + LATE * dropped, own=o.own + LATE * dropped) for o in judged]
        return sorted(found, key=lambda o: o.cost)

    def _judged(self, chosen: Sequence[Item], wanted: Sequence[Item], number: int, room: int) -> Iterator[_Offer]:
        """Yield the offers of a set: all whole, or one of them going on overleaf."""
        asked = [self.modules.profile(i, self._width(i)) for i in chosen]
        if not all(asked):
            return
        room -= SEPARATION * self._usual() * (len(chosen) - 1)
        least, wish, most = (sum(getattr(a, k) for a in asked) for k in ("least", "wish", "most"))
        cost = self._order(chosen, wanted, number)
        last = len(chosen) == len(wanted)
        if least <= room:
            white = max(0, room - most)
            beyond = BEYOND * max(0.0, white - self._even) if self._even else 0.0
            white = (LAST_WHITE if last else WHITE) * white + UNEVEN * abs(wish - room) / max(1, room)
            yield _Offer(cost + white + beyond, cost, tuple(chosen), None)
        for item, own in zip(chosen, asked):
            part = self._part(own, item)
            if part is None or least - own.least + part.least > room:
                continue
            if least - own.least + part.most < room or most < 0.85 * room:
                continue
            pinned = 0 if least > room else JUMP / 2
            jump = cost + JUMP + pinned + 20 * (item is not chosen[-1])
            yield _Offer(jump, jump, tuple(chosen), item)

    def _part(self, own: Profile, item: Item) -> Profile | None:
        width = self._width(item)
        least, most = (own.head + LEAST_PART) * width, own.most - REST
        return Profile(least, least, most, own.head) if most > least and item.left > REST + LEAST_PART * width else None

    def _width(self, item: Item) -> int:
        """Return over how many columns an item is counted: it stands over more if it is long or its boxes are wide."""
        usual = self._usual()
        return min(self.sheet.columns, max(usual, max((b.columns for b in item.boxes), default=1)))

    def _order(self, chosen: Sequence[Item], wanted: Sequence[Item], number: int) -> float:
        """Return the cost of leaving out items that come before others chosen."""
        missing, cost = 0, 0.0
        if number == 1 and wanted[0].story.place == 0 and chosen[0] is not wanted[0]:
            cost += NO_LEAD
        for item in wanted:
            if any(item is one for one in chosen):
                cost += OUT_OF_ORDER * missing
            elif item.continued:
                cost += FARTHER
            elif not item.story.page or item.story.page <= number:
                missing += 1
        return cost

    def _forced(self, filler: PageFiller, wanted: Sequence[Item]) -> tuple[list[Item], Filled]:
        """Stack items in the page's rectangles, whatever it looks like; a page without holes always takes one."""
        modules, items, white, rest = [], [], [], []
        queue = list(wanted)
        for rect in filler.cuttings[0] if filler.cuttings else ():
            line = rect.line
            while queue and rect.foot - line > LEAST_PART + 6:
                found = self._stood(filler, queue[0], Rect(rect.column, line, rect.width, rect.foot - line))
                if found is None:
                    break
                items.append(queue.pop(0))
                modules.append(Module(rect.column, line, found))
                line += found.height + SEPARATION
                rest += [found.rest] if found.rest is not None else []
            if line < rect.foot:
                white.append(Rect(rect.column, line, rect.width, rect.foot - line))
        score = sum(m.fitted.score for m in modules) + WHITE * sum(r.cells for r in white)
        return items, Filled(tuple(modules), tuple(white), score, tuple(rest))

    def _stood(self, filler: PageFiller, item: Item, rect: Rect) -> Fitted | None:
        given = filler.ground.given(item, rect)
        return self.modules.forced(item, rect.width, rect.height, given) if given is not None else None
