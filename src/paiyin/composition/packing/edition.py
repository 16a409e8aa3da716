"""An edition of several articles: its pages packed with modules. ``compose`` sets one article, this sets many."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from paiyin.article import Article, Chart, Figure, plain
from paiyin.composition import dates, furniture
from paiyin.composition.boxes import Box, fixed_box, sized
from paiyin.composition.capacity import cells
from paiyin.composition.compose import Material
from paiyin.composition.emit import Emitter
from paiyin.composition.fit import Wishes
from paiyin.composition.furniture import Issue
from paiyin.composition.gallery import Gallery
from paiyin.composition.groups import Pictures, group_box
from paiyin.composition.packing import headline, remedies, told
from paiyin.composition.packing.ground import figure_of
from paiyin.composition.packing.headline import ModuleHead
from paiyin.composition.packing.module import Modules
from paiyin.composition.packing.page import Filled
from paiyin.composition.packing.pages import Packer
from paiyin.composition.packing.regions import Rect
from paiyin.composition.packing.show import Shower, hole_frame
from paiyin.composition.packing.story import FAR, Item, Story, gather, whole
from paiyin.composition.pins import Pin, of_figures
from paiyin.composition.plan import Page, Plan, Residue
from paiyin.composition.planned import planned
from paiyin.composition.pullquote import pull_quote
from paiyin.composition.section import Section
from paiyin.composition.setter import Fonts, Setter
from paiyin.composition.sheet import Sheet
from paiyin.composition.story import Collector
from paiyin.composition.typography import TypeRole
from paiyin.contents import Hole
from paiyin.diagnostics import Diagnostic, Diagnostics
from paiyin.exceptions import InputError
from paiyin.han import Region, Rules

MANY = 88  # a page number of two figures, as long as it is not known which
MATTERING = 0.5  # of the articles, those whose heads are larger
REGIONS = {"zh-Hant": Region.TW, "zh-HK": Region.HK, "zh-TW": Region.TW}


@dataclass(frozen=True, slots=True)
class Entry:
    """An article of an edition with what its pictures need; ``page`` is where the editor wants it, 0: anywhere."""

    article: Article
    material: Material
    page: int = 0


def compose_edition(
    entries: Sequence[Entry],
    holes: Sequence[Hole],
    sheet: Sheet,
    roles: Mapping[str, TypeRole],
    fonts: Fonts,
    issue: Issue,
    diagnostics: Diagnostics,
    wishes: Wishes | None = None,
) -> Plan:
    """Return the plan of an edition; ``entries`` stand in the editor's order. Every character of every article stands
    in it once, and nothing in an ad hole.

    Raises InputError for holes that lie outside the type area, in the masthead, or in one another.
    """
    return _Edition(entries, holes, sheet, roles, fonts, issue, diagnostics, wishes or Wishes()).plan()


class _Edition:
    def __init__(self, entries, holes, sheet, roles, fonts, issue, diagnostics, wishes):
        self.entries, self.holes, self.sheet = entries, holes, sheet
        first = entries[0].article
        self.issue = replace(issue, lang=first.lang, date=issue.date or dates.iso(first.head.date))
        self.fonts, self.diagnostics, self.wishes = fonts, diagnostics, wishes
        self.top = sheet.masthead + 1
        self.setters = [
            Setter(fonts, roles, e.article.lang, Rules(region=REGIONS.get(e.article.lang, Region.CN))) for e in entries
        ]
        self.gallery = Gallery(sheet)
        self.emitters = {n: Emitter(sheet, self.setters[n], self._shower(e)) for n, e in enumerate(entries)}
        self._heads: dict[tuple, ModuleHead] = {}
        self._quotes: dict[tuple[int, int], Box | None] = {}

    def _shower(self, entry: Entry):
        file = entry.article.file if len(self.entries) > 1 else ""
        return lambda placed, page: self.gallery.shown(entry.material, placed, page, file)

    def plan(self) -> Plan:
        """Collect, pack, make frames."""
        stories, packed, packer = self.packed()
        wanted = self.wishes.pages
        over = []
        if wanted and len(packed) > wanted.most:
            self.diagnostics.add("P158", pages=len(packed), most=wanted.most)
            over = [self._over(stories, packed)]
        for number, page in enumerate(packed, 1):
            for module in page.modules:
                module.fitted.item.story.standing.append(number)
        shower = Shower(self.sheet, self.emitters, self.top, self._bar)
        pages = [self._page(page, n, len(packed), shower, stories) for n, page in enumerate(packed, 1)]
        residue = [
            *over,
            *(r for n, page in enumerate(packed, 1) for r in told.white(page, n, self.sheet.measure, self.diagnostics)),
        ]
        told.pins(stories, packed, packer, self.diagnostics)
        jumps = told.jumps(stories, self.diagnostics)
        return planned(self.sheet, pages, self.fonts, self.gallery, self._meta(), jumps, residue)

    def packed(self, sparing: bool = True) -> tuple[list[Story], tuple[Filled, ...], Packer]:
        """Collect the stories and pack them; charts that nobody declared give way where the pages wanted are full, as few
        of them as are enough (``sparing``), or all."""
        taken, stories = self._collected()
        modules = Modules(self.sheet, self._head, self._sized, self.wishes.weights, self._quote)
        items = {s.place: whole(s) for s in stories if self._prints(s)}

        def pack(gone: Sequence[tuple[int, Box]]) -> tuple[tuple[Filled, ...], Packer]:
            kept = dict(items)
            for place in {place for place, _ in gone}:
                boxes = [b for b in stories[place].boxes if not any(b is box for _, box in gone)]
                kept[place] = replace(items[place], boxes=tuple(boxes))
            packer = self._packer(modules, stories, taken)
            return packer.pack(list(kept.values())), packer

        chosen = [(s.place, box) for s in stories for box in s.boxes if box.chosen]
        found, gone = self._without_charts(pack, chosen, sparing)
        for place, box in gone:
            self.diagnostics.add("P122", box.content.span, title=box.content.title)
            stories[place].boxes = tuple(b for b in stories[place].boxes if b is not box)
        return stories, *found

    def _without_charts(self, pack: Callable, chosen: Sequence, sparing: bool) -> tuple[tuple, Sequence]:
        """Return what was packed and the charts left out: the last of them, as few as are enough."""
        found, wanted = pack(()), self.wishes.pages
        if not wanted or len(found[0]) <= wanted.most or not chosen:
            return found, ()
        bare = pack(chosen)
        if len(bare[0]) >= len(found[0]):
            return found, ()
        found, low, high = bare, 0, len(chosen)
        most = max(wanted.most, len(bare[0]))
        while sparing and high - low > 1:
            middle = (low + high) // 2
            fewer = pack(chosen[-middle:])
            if len(fewer[0]) <= most:
                high, found = middle, fewer
            else:
                low = middle
        return found, chosen[-high:]

    def _collected(self) -> tuple[Mapping[int, list[Rect]], list[Story]]:
        taken = self._taken()
        stories = [self._story(n) for n in range(len(self.entries))]
        self._wanted_by_pins(stories, taken)
        return taken, stories

    def _packer(self, modules: Modules, stories: Sequence[Story], taken: Mapping[int, list[Rect]]) -> Packer:
        pinned = {pin.page for story in stories for pin in story.pins.values()}
        wanted = self.wishes.pages
        return Packer(self.sheet, modules, self.top, taken, (wanted.least, wanted.most) if wanted else None, pinned)

    def fits(self, most: int) -> bool:
        """Tell whether so many pages hold the edition; counting alone rules out what is far too much."""
        taken, stories = self._collected()
        boxes = sum(cells(b, b.least) // 2 for s in stories for b in s.boxes if not b.chosen)
        room = self.sheet.columns * (self.sheet.lines * most - self.top)
        room -= sum(hole.cells for n, holes in taken.items() for hole in holes if n <= most)
        if sum(len(s.rows) for s in stories) + boxes > room:
            return False
        return len(self.packed(sparing=False)[1]) <= most

    def _like(self, entries: Sequence[Entry]) -> "_Edition":
        """Return an edition of other entries that says nothing."""
        roles = self.setters[0].roles
        return _Edition(entries, self.holes, self.sheet, roles, self.fonts, self.issue, Diagnostics(), self.wishes)

    def _over(self, stories: Sequence[Story], packed: Sequence[Filled]) -> Residue:
        """Say what is over the pages that are wanted, with remedies that have been tried."""
        most = self.wishes.pages.most
        beyond = [m.fitted for page in packed[most:] for m in page.modules]
        rows = [r for f in beyond for p in f.arrangement.filling.parts for r in f.rows[p.first : p.end] if r.line]
        characters = sum(len(row.line.text) for row in rows)

        def attempt(articles: Sequence[Article | None]) -> bool:
            kept = [replace(e, article=a) for e, a in zip(self.entries, articles) if a is not None]
            return self._like(kept).fits(most)

        tried = remedies.found(stories, sum(f.width * f.height for f in beyond), self.sheet.measure, attempt)
        self.diagnostics.add(
            "P120",
            told.source(rows),
            page=most,
            lines=len(rows),
            characters=characters,
            remedies_en=" · ".join([*(r.en for r in tried), f"give it {len(packed)} pages"]),
            remedies_zh=" · ".join([*(r.zh for r in tried), f"增为 {len(packed)} 版"]),
        )
        return Residue(most, len(rows), characters)

    def _prints(self, story: Story) -> bool:
        """Tell whether anything of a story is to be printed."""
        head = story.article.head
        return bool(story.rows or story.boxes or any(plain(t).strip() for t in (head.title, head.kicker, head.deck)))

    def _story(self, n: int) -> Story:
        entry = self.entries[n]
        ratios = {k: p.width / p.height for k, p in entry.material.photos.items()}
        collector = Collector(self.setters[n], self.sheet, self.diagnostics, ratios, entry.material.chart_lines)
        collector.maker.paragraphs = collector.maker.scenes = n * FAR
        rows, boxes = gather(collector, entry.article)
        head = entry.article.head
        if head.form == "vertical":
            why = ("it stands in a module of a page with other articles", "它与别的稿件同版，排在模块里")
            self.diagnostics.add("P110", head.title[0].span if head.title else None, why_en=why[0], why_zh=why[1])
        patterns = self.wishes.patterns if len(self.entries) == 1 else {}
        pins = of_figures(entry.article, patterns, self.sheet.columns, self.diagnostics)
        boxes = tuple(self._spanned(n, box, pins, ratios) for box in boxes)
        return Story(n, entry.article, self.setters[n], rows, boxes, entry.page, pins)

    def _spanned(self, n: int, box: Box, pins: Mapping[int, Pin], ratios: Mapping[int, float]) -> Box:
        """Return a box, over the columns of its pin if it is a figure that has one."""
        pin = pins.get(figure_of(box))
        if pin is None:
            return box
        figure = replace(box.content, columns=pin.columns)
        return sized(self.setters[n], figure, self.sheet, box.anchor, ratios.get(figure.number), pin.columns)

    def _wanted_by_pins(self, stories: Sequence[Story], taken: Mapping[int, list[Rect]]) -> None:
        """Ask for the page of a story's first pin where the editor asks for no page; the first story stands where it
        must. A pin to a page that the edition has no use for asks for nothing."""
        cells = sum(len(s.rows) + sum((b.wish + b.extra + 1) * b.columns for b in s.boxes) for s in stories)
        usual = -(-cells // (self.sheet.columns * self.sheet.lines))
        most = self.wishes.pages.most if self.wishes.pages else max([usual, *taken, *(s.page for s in stories)])
        for story in stories[1:]:
            first = min((pin.page for pin in story.pins.values()), default=0)
            if not story.page and first <= most:
                story.page = first

    def _taken(self) -> Mapping[int, list[Rect]]:
        """Return the ad holes by page."""
        sheet, found, wrong = self.sheet, {}, []
        area = Rect(0, 0, sheet.columns, sheet.lines)
        for hole in self.holes:
            rect = Rect(hole.column, hole.line, hole.columns, hole.lines)
            others = found.setdefault(hole.page, [])
            values = {"hole": hole.text, "columns": sheet.columns, "lines": sheet.lines}
            if rect.right > area.right or rect.foot > area.foot:
                wrong.append(Diagnostic("P151", values))
            elif hole.page == 1 and rect.line < self.top:
                wrong.append(Diagnostic("P152", values | {"first": self.top + 1}))
            elif any(rect.meets(other) for other in others):
                wrong.append(Diagnostic("P153", values))
            others.append(rect)
        if wrong:
            raise InputError(*wrong)
        return found

    def _head(self, item: Item, columns: int) -> ModuleHead:
        """Return the head of an item over some columns."""
        story = item.story
        key = story.place, columns, item.continued
        if key not in self._heads:
            head = story.article.head
            if item.continued:
                title = head.title or head.kicker
                self._heads[key] = headline.bar(story.setter, self.sheet, title, columns, MANY)
            else:
                weight = 0 if story.place == 0 else 1 if story.place < MATTERING * len(self.entries) else 2
                banner = story.place == 0 and columns == self.sheet.columns and columns > 1
                self._heads[key] = headline.fit(story.setter, self.sheet, head, columns, weight, banner)
        return self._heads[key]

    def _bar(self, item: Item, columns: int, leaves: int) -> ModuleHead:
        head = item.story.article.head
        return headline.bar(item.story.setter, self.sheet, head.title or head.kicker, columns, leaves)

    def _quote(self, item: Item, columns: int) -> Box | None:
        """Return a sentence of a story as a pull quote over some columns, None if there is none that can stand alone."""
        key = item.story.place, columns
        if key not in self._quotes:
            section = Section(None, 0, list(item.story.rows), boxes=list(item.story.boxes))
            self._quotes[key] = pull_quote(item.story.setter, self.sheet, section, columns)
        return self._quotes[key]

    def _sized(self, item: Item, box: Box, columns: int) -> Box | None:
        """Return a box over other columns, None if it cannot be."""
        content, place = box.content, item.story.place
        material, setter = self.entries[place].material, self.setters[place]
        if isinstance(content, Chart):
            if columns not in material.chart_widths(content):
                return None
            return fixed_box("chart", content, columns, material.chart_lines(content, columns), box.anchor)
        ratios = {k: p.width / p.height for k, p in material.photos.items()}
        if isinstance(content, Pictures):
            return group_box(setter, replace(content.group, columns=columns), self.sheet, box.anchor, ratios)
        if not isinstance(content, Figure):
            return None
        return sized(setter, content, self.sheet, box.anchor, ratios.get(content.number), columns)

    def _page(
        self,
        filled: Filled,
        number: int,
        count: int,
        shower: Shower,
        stories: Sequence[Story],
    ) -> Page:
        sheet, issue = self.sheet, self.issue
        shown = shower.page(filled, number)
        if number == 1:
            top = furniture.masthead(sheet, issue, count, self._index(stories))
        else:
            top = (furniture.folio(sheet, issue, number),)
        holes = [hole_frame(sheet, h) for h in self.holes if h.page == number and not issue.final]
        foot = self.emitters[0].divider(
            sheet.x(0), sheet.y(sheet.lines) - sheet.step + sheet.body + 7.3, sheet.area_width
        )
        frames = (
            *shown.first,
            *top,
            *shown.frames,
            *holes,
            foot,
            furniture.imprint(sheet, issue),
            *shown.last,
        )
        return Page(number, frames, tuple(shown.rules))

    def _index(self, stories: Sequence[Story]) -> list[tuple[str, int]]:
        """Return the headlines with the pages that they stand on, in the order of the pages."""
        entries = []
        for story in stories:
            head = story.article.head
            title = " ".join((plain(head.title) or plain(head.kicker)).split())
            if title and story.standing:
                entries.append((title, story.standing[0]))
        return sorted(entries, key=lambda e: e[1])

    def _meta(self) -> Mapping[str, str]:
        """Return the document's properties: the paper's and its issue's, or the article's where it is the only one."""
        head, issue = self.entries[0].article.head, self.issue
        names = [plain(e.article.head.title).replace("\n", " ") for e in self.entries]
        date = issue.date.isoformat() if issue.date else head.date
        several = len(self.entries) > 1
        day = dates.gregorian(issue.date) if issue.date else date
        paper = "　".join(filter(None, (issue.paper, day)))
        return {
            "title": (paper if several and issue.paper else names[0]) or self.entries[0].article.slug,
            "author": (issue.publisher or issue.paper) if several else plain(head.byline),
            "subject": "；".join(filter(None, names)) if several else plain(head.deck),
            "date": date,
            "language": self.entries[0].article.lang,
        }
