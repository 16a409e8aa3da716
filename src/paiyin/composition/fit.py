"""Copyfitting: a story is brought to come out even on its pages, by the sizes of its pictures and by fillers.

Pages are stacked with pictures of some sizes; what is then left white or runs over on the last page is added to the
room that pictures get, until the pages come out full. Guards against: a number of pages that cannot hold the story
(it is told as residue, nothing is lost), pins on pages that are not there.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from paiyin.article import Chart, Figure, plain
from paiyin.composition import capacity, heads
from paiyin.composition.boxes import Box, fixed_box, sized
from paiyin.composition.corners import Corner
from paiyin.composition.emit import section_lines
from paiyin.composition.leaves import Leaf, Prepared
from paiyin.composition.lonely import next_row
from paiyin.composition.paginate import Paginator
from paiyin.composition.pins import Pin
from paiyin.composition.pullquote import pull_quote
from paiyin.composition.searches import Searches
from paiyin.composition.section import Section
from paiyin.composition.setter import Setter
from paiyin.composition.sharing import TEXT
from paiyin.composition.sheet import Sheet
from paiyin.composition.spans import Shapes, Spans
from paiyin.composition.standing import stands, stranded, without
from paiyin.composition.weights import Weights, usual

FILLING = 0.985  # of the pages, to aim at
ROUNDS = 7  # times that the sizes of pictures are changed by what was left over
PAGES_TRIED = 21  # pages that are made in all these rounds, so that a book costs what its pages cost
TEXT_ROUNDS = 4  # the least of a story without pictures, which cost little
MORE_ROUNDS = 6  # and where a number of pages is wanted
MUCH = 4  # times that, for which the sizes of pictures are changed first
ENOUGH = 6  # cells left over on the last page that are not worth another round, where pages are wanted
FINE_PAGE = 720  # a score of a page that is not worth another round
TIGHT_PAGE = 1500  # what a page may score where the pages that are wanted are tight
POOR_PAGE = 500  # and one that a pull quote may better
BAD_PAGE = 4000  # one at which sections had better not stand in bands of their own
OPENING_COLUMNS = 4  # columns of a sheet from which a story has an opening picture
MOST_QUOTES = 3  # pull quotes that are put in to fill
NARROW_HEAD = 6  # characters of a head that may stand over one column


@dataclass(frozen=True, slots=True)
class Pages:
    """The numbers of pages that are wanted, ``least`` to ``most``."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the editor wishes of the pages: how many, which boxes stand where on them, what soft rules cost."""

    pages: Pages | None = None
    patterns: Mapping[int, Sequence[Pin]] = field(default_factory=dict)  # by page
    weights: Weights = field(default_factory=usual)


@dataclass(frozen=True, slots=True)
class Fitted:
    """Pages that were found, the sections that they show, and how good they are (less is better)."""

    leaves: list[Leaf]
    sections: list[Section]
    quality: tuple[float, ...]
    white: int  # cells left over on the last page that is wanted (negative: cells beyond it)
    recipe: "_Recipe"
    left_out: tuple[Chart, ...] = ()  # charts that nobody declared, for which there was no room


@dataclass(frozen=True, slots=True)
class _Recipe:
    """One way to fill: how many cells pictures get, which of them is widened first, and the fillers."""

    target: int
    odd: bool = False
    quotes: frozenset[int] = frozenset()  # the sections that get a pull quote
    strips: bool = True  # whether number panels stand over all columns
    narrow: bool = False  # whether the opening picture is a column narrower


class Fitter:
    """Finds the pages of a story on a sheet; ``first`` and ``following`` are the first free lines of pages."""

    def __init__(
        self,
        setter: Setter,
        sheet: Sheet,
        shapes: Shapes,
        wishes: Wishes,
        first: int,
        following: int,
        pins: Mapping[int, Pin] | None = None,
    ):
        self.pins = pins or {}
        self.setter, self.sheet, self.shapes, self.wishes = setter, sheet, shapes, wishes
        self.first, self.following = first, following
        self.weights = wishes.weights
        self._heads: dict[int, tuple] = {}
        self._quotes: dict[int, tuple[object, Box | None]] = {}
        self.searches = Searches(sheet.columns, sheet.lines, self.weights)  # they serve for all recipes
        self.spans = Spans(setter, sheet, shapes, wishes.pages is None)

    def fit(self, sections: Sequence[Section], joined: Callable[[Sequence[Section]], list[Section]]) -> Fitted:
        """Return the best pages found for sections. Charts that nobody declared are left out where they would stand
        by themselves, and where fewer pages are wanted than the story asks for; then heads stand inside columns:
        ``joined`` makes one section of several."""
        best = self._fit(list(sections), ())
        while lonely := stranded(best.leaves, self.sheet.columns):
            sections = without(sections, lonely)
            best = self._fit(list(sections), (*best.left_out, *lonely))
        if not self.wishes.pages:
            return self._flowing(best, sections, joined)
        if not best.quality[0]:
            return best
        chosen = tuple(b.content for s in sections for b in s.boxes if b.chosen)
        bare, left_out = without(sections, chosen), (*best.left_out, *chosen)
        for tighter in (bare, joined(bare)):
            fitted = self._fit(tighter, left_out)
            if fitted.quality < best.quality:
                best = fitted
            if (
                not best.quality[0]
                and abs(best.white) < self.sheet.columns
                and best.quality[1] < TIGHT_PAGE * len(best.leaves)
            ):
                break
        return best

    def _flowing(
        self, best: Fitted, sections: Sequence[Section], joined: Callable[[Sequence[Section]], list[Section]]
    ) -> Fitted:
        """Return the pages with heads inside columns, if the sections are so short that bands of their own come out
        badly and these do not. Tables and code without a title need their head over them, if they are many."""
        if len(sections) < 2 or best.quality[1] < BAD_PAGE * len(best.leaves):
            return best
        titled = [getattr(box.content, "titled", False) for s in sections for box in s.boxes if box.kind in TEXT]
        if titled.count(False) > titled.count(True):
            return best
        flowing = self._fit(joined(sections), best.left_out)
        pages = len(flowing.leaves), len(best.leaves)
        return flowing if pages[0] <= pages[1] and flowing.quality[1] < best.quality[1] / 2 else best

    def _fit(self, sections: list[Section], left_out: tuple[Chart, ...]) -> Fitted:
        sections, held = self._held(sections)
        sections = self._opened(sections)
        asked = self._asked(sections)
        if asked.pages > 1:
            sections = [self.spans.eased(s, self._corners(s)[0][1]) for s in sections]
            asked = self._asked(sections)
        pages = self._pages(asked)
        self.spans.crowded = False
        if self.wishes.pages is None:
            fewer = asked.readable(pages, self.spans.smallest(sections))
            self.spans.crowded, pages = fewer < pages, fewer
        self._pinned = held
        room = asked.room(pages)
        target = room * FILLING - asked.text - asked.fixed
        target -= sum(capacity.cells(b, b.wish) for boxes in held.values() for b in boxes)
        if not self.wishes.pages:
            target = min(target, room * capacity.PICTURES - asked.fixed)
        best: Fitted | None = None
        for recipe in self._recipes(sections, int(target), pages, lambda: best):
            tried = self._tried(sections, recipe, pages)
            if best is None or tried.quality < best.quality:
                best = tried
        return replace(best, left_out=left_out)

    def _asked(self, sections: list[Section]) -> capacity.Demand:
        corners = [(s, self._corners(s)[0][1]) for s in sections]
        return capacity.demand(corners, self.sheet, self.first, self.following)

    def _pages(self, asked: capacity.Demand) -> int:
        """Return the number of pages to aim at."""
        wanted = self.wishes.pages
        if wanted is None:
            return asked.pages
        return min(max(asked.pages, wanted.least), wanted.most)

    def _recipes(
        self, sections: list[Section], target: int, pages: int, best: Callable[[], Fitted | None]
    ) -> Iterator[_Recipe]:
        """Yield what to try, led by what came of it before."""
        recipe = _Recipe(target)
        yield recipe
        if not any(s.boxes for s in sections) and not self.wishes.pages:
            return
        tried = {recipe}
        pictured = any(capacity.adjustable(b) for s in sections for b in s.boxes)
        least = 0 if pictured else TEXT_ROUNDS
        for n in range(MORE_ROUNDS if self.wishes.pages else min(ROUNDS, max(least, PAGES_TRIED // pages))):
            now = best()
            assert now is not None
            flush = abs(now.white) <= self._enough(n) and not any(leaf.white for leaf in now.leaves[:-1])
            if not now.quality[0] and flush and now.quality[1] < pages * FINE_PAGE:
                return
            fresh = next((r for r in self._changed(now, sections) if r not in tried), None)
            if fresh is None:
                return
            tried.add(fresh)
            yield fresh

    def _changed(self, now: Fitted, sections: list[Section]) -> Iterator[_Recipe]:
        """Yield the recipe of the best pages so far with something changed, the most promising first."""
        recipe = now.recipe
        quotes = self._quotable(now, sections, recipe.quotes) if len(recipe.quotes) < MOST_QUOTES else []
        quoted = recipe.quotes | set(quotes[:1])
        fitting = max(0, recipe.target + now.white)
        feet = any(leaf.white for leaf in now.leaves[:-1])
        if abs(now.white) > MUCH * self._enough() and not feet:
            yield replace(recipe, target=fitting)
        yield replace(recipe, quotes=quoted)
        if feet:
            yield from (replace(recipe, quotes=recipe.quotes | {one}) for one in quotes[1:MOST_QUOTES])
        yield replace(recipe, narrow=not recipe.narrow)
        if abs(now.white) > self._enough():
            yield replace(recipe, target=fitting)
        yield replace(recipe, strips=not recipe.strips)
        yield replace(recipe, quotes=quoted, strips=not recipe.strips)
        yield replace(recipe, target=fitting, odd=not recipe.odd)
        yield replace(recipe, target=fitting, quotes=quoted, odd=not recipe.odd)
        for factor in (0.94, 1.04, 0.88, 1.1):
            yield replace(recipe, target=int(recipe.target * factor))
            yield replace(recipe, target=int(recipe.target * factor), odd=not recipe.odd)

    def _enough(self, rounds: int = 0) -> int:
        """Return the cells that may be left over on the last page, after so many rounds in which it got no better."""
        return ENOUGH if self.wishes.pages else (4 + 3 * rounds) * self.sheet.columns

    def _tried(self, sections: list[Section], recipe: _Recipe, pages: int) -> Fitted:
        """Stack pages by a recipe."""
        flexible = [b for s in sections for b in s.boxes if capacity.adjustable(b)]
        sizes = iter(capacity.sized(flexible, recipe.target, self.spans.resized, recipe.odd))
        made = [replace(s, boxes=[next(sizes) if capacity.adjustable(b) else b for b in s.boxes]) for s in sections]
        if recipe.narrow:
            made[0].boxes[:] = [self.spans.narrowed(b) for b in made[0].boxes]
        made, strips = self._strips(made, recipe)
        for n in sorted(recipe.quotes):
            quote = self._quote(made[n])
            if quote is not None:
                made[n].boxes.append(quote)
        held = dict(self._pinned)
        paginator = Paginator(
            self.sheet,
            self.first,
            self.following,
            self.spans.variants,
            self.weights,
            pages if self.wishes.pages else None,
            pages,
            lambda page: held.get(page, ()),
            self.searches,
            lambda boxes: next_row(boxes, self.sheet.columns, self.spans.widened, self.spans.grouped),
        )
        while True:
            prepared = [Prepared(s, self._corners(s), tuple(s.boxes)) for s in made]
            leaves = paginator.pages(prepared, [strip for strip, _ in strips])
            beyond = [page for page in sorted(held) if page > len(leaves)]
            homeless = [one for one in strips if not stands(one[0], leaves)]
            if not beyond and not homeless:
                break
            for page in beyond:  # pins on pages that there are not: the figures stand with the last section
                made[-1].boxes.extend(replace(b, pinned=None) for b in held.pop(page))
            for strip, box in homeless:  # nothing of the page was left for it: it stands in its section
                made[strip.anchor].boxes = sorted((*made[strip.anchor].boxes, box), key=lambda b: b.anchor)
                strips.remove((strip, box))
        return self._judged(leaves, made, pages, recipe)

    def _judged(self, leaves: list[Leaf], sections: list[Section], pages: int, recipe: _Recipe) -> Fitted:
        sheet = self.sheet
        over = max(0, len(leaves) - pages)
        feet = sum(leaf.white for leaf in leaves[:-1])
        last = leaves[-1].white
        white = last * sheet.columns - over * sheet.columns * (sheet.lines - self.following)
        if not over:
            white += (pages - len(leaves)) * sheet.columns * (sheet.lines - self.following)
        price = self.weights["feet", "wanted" if self.wishes.pages else "last_page"]
        cost = sum(leaf.cost for leaf in leaves) + self.weights["feet", "page"] * feet + price * last
        return Fitted(leaves, sections, (float(over), cost), white, recipe)

    # what stands in sections

    def _held(self, sections: list[Section]) -> tuple[list[Section], dict[int, list[Box]]]:
        """Take the pinned figures out of their sections; return these and the figures by page."""
        held: dict[int, list[Box]] = {}
        out = []
        for section in sections:
            kept = []
            for box in section.boxes:
                pin = self.pins.get(box.content.number) if isinstance(box.content, Figure) else None
                if pin is None:
                    kept.append(box)
                    continue
                ratio = self.shapes.ratios.get(box.content.number)
                made = sized(self.setter, box.content, self.sheet, 0, ratio, pin.columns)
                held.setdefault(pin.page, []).append(replace(made, pinned=(pin.edge, pin.column)))
            out.append(replace(section, boxes=kept))
        return out, held

    def _opened(self, sections: list[Section]) -> list[Section]:
        """Move the opening picture to the first section: the one that says so, else the story's first."""
        if self.pins or self.sheet.columns < OPENING_COLUMNS or len(sections) < 2:
            return sections
        found = [
            (n, b)
            for n, s in enumerate(sections)
            for b in s.boxes
            if isinstance(b.content, Figure) and not b.content.pin
        ]
        chosen = next((f for f in found if f[1].content.opening), found[0] if len(found) > 1 else None)
        if chosen is None or chosen[0] == 0:
            return sections
        n, box = chosen
        if any(isinstance(b.content, Figure) for b in sections[0].boxes):
            return sections
        wide = min(round(self.sheet.columns * 0.6), max(self.sheet.figure_columns))
        large = self.spans.resized(box, max(0, wide - box.columns)) or box
        out = [replace(s, boxes=list(s.boxes)) for s in sections]
        out[n].boxes = [b for b in out[n].boxes if b.content is not box.content]
        out[0].boxes.append(replace(large, anchor=0))
        self.spans.opening = box.content
        return out

    def _strips(self, sections: list[Section], recipe: _Recipe) -> tuple[list[Section], list[tuple[Box, Box]]]:
        """Take the number panels that may stand as strips over all columns out of their sections; return them with
        the boxes that they were there. A strip's anchor is the number of its section."""
        strips: list[tuple[Box, Box]] = []
        if not recipe.strips:
            return sections, strips
        for n, section in enumerate(sections):
            for box in list(section.boxes):
                chart = box.content
                if box.kind != "chart" or chart.kind != "numbers" or not n:
                    continue
                if self.sheet.columns in self.shapes.chart_widths(chart) and self.sheet.columns > 3:
                    lines = self.shapes.chart_lines(chart, self.sheet.columns)
                    strips.append((fixed_box("chart", chart, self.sheet.columns, lines, n), box))
                    section.boxes.remove(box)
        return sections, strips

    def _quote(self, section: Section) -> Box | None:
        """Return the pull quote that may be put into a section, if it bears one."""
        if len(section.rows) <= 6 * self.sheet.columns:
            return None
        key = id(section.rows)
        if key not in self._quotes:
            self._quotes[key] = section.rows, pull_quote(self.setter, self.sheet, section)
        return self._quotes[key][1]

    def _quotable(self, now: Fitted, sections: Sequence[Section], given: frozenset[int]) -> list[int]:
        """Return the sections that a pull quote would help, the most first: one on each page that came out poor."""
        prices = self.weights["feet", "page"], self.weights["feet", "last_page"]
        poor = sorted(
            (-leaf.cost - prices[leaf is now.leaves[-1]] * leaf.white, leaf.number, leaf) for leaf in now.leaves
        )
        found: list[int] = []
        for _, _, leaf in (one for one in poor if -one[0] >= POOR_PAGE):
            there = {id(band.section.rows) for band in leaf.bands} | {id(band.rows) for band in leaf.bands}
            fitting = [
                (len(s.boxes), -len(s.rows), n)
                for n, s in enumerate(sections)
                if n not in given and n not in found and id(s.rows) in there and self._quote(s) is not None
            ]
            found += [min(fitting)[2]] if fitting else []
            if len(found) == MOST_QUOTES:
                break
        return found

    def _corners(self, section: Section) -> tuple[tuple[heads.Head | None, Corner], ...]:
        """Fit a section's head over its columns: the usual number of them, one if it is short."""
        if section.upright is not None:
            return ((section.upright, Corner(section.upright.columns, section.upright.lines, upright=True)),)
        if section.head is None or not plain(section.head).strip():
            return ((None, Corner(begins=True)),)
        key = id(section.head)
        if key not in self._heads:
            usual_span = self.sheet.section_columns
            spans = [*([1] if usual_span > 1 and len(plain(section.head)) <= NARROW_HEAD else []), usual_span]
            fitted = []
            for span in spans:
                head = heads.fit(self.setter, section.head, "section", self.sheet.span_width(span), 2)
                if span == usual_span or len(head.lines) == 1:
                    fitted.append((head, Corner(span, section_lines(head, self.sheet))))
            self._heads[key] = tuple(fitted)
        return self._heads[key]
