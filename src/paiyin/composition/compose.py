"""Composition: an article on a sheet becomes a plan. Knows no CSS, opens no files, asks the painter nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import ceil

from paiyin.article import Article, Chart, Figure, plain
from paiyin.composition import capacity, furniture, heads
from paiyin.composition.boxes import Box, ChartLines, sized
from paiyin.composition.corners import Corner, Placed
from paiyin.composition.emit import Emitter, Numbered, section_lines
from paiyin.composition.furniture import Issue
from paiyin.composition.paginate import WHITE_FOOT, Leaf, Paginator
from paiyin.composition.plan import FaceRef, Frame, Jump, Page, Picture, Plan, Residue, Rule, Slip
from paiyin.composition.setter import Fonts, Setter
from paiyin.composition.sheet import Sheet
from paiyin.composition.story import Collector, Section
from paiyin.composition.typography import TypeRole
from paiyin.diagnostics import Diagnostics
from paiyin.han import Region, Rules
from paiyin.units import pt_to_mm

FILLING = 0.98  # of the pages, to aim at
# Shares of the largest pictures that fit, and whether the second is widened before the first, tried until the pages
# come out full.
GOOD_BAND = 700  # a score that ends the trying if no band is worse
WHITE_LAST = 8  # of a line left white on the last page, in the unit of a band's score
SHARES = ((1.0, False), (1.0, True), (0.88, False), (0.74, False))
PPI = 200  # what newsprint asks of a photo


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that has come: its file and its size in pixels as seen."""

    file: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn chart: its SVG, what it says in words, and the faces of ours that its words use."""

    svg: str
    alt: str
    faces: tuple[FaceRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Material:
    """What composition needs beside the article: photos by figure number, and how charts are measured and drawn."""

    photos: Mapping[int, Photo]
    chart_lines: ChartLines
    draw: Callable[[Chart, int], Drawn]  # a chart over so many columns


def compose(
    article: Article,
    sheet: Sheet,
    roles: Mapping[str, TypeRole],
    fonts: Fonts,
    issue: Issue,
    material: Material,
    diagnostics: Diagnostics,
) -> Plan:
    """Return the plan of an article. Every character of the article stands in it once."""
    return _Composer(article, sheet, roles, fonts, issue, material, diagnostics).plan()


@dataclass(frozen=True, slots=True)
class _Body:
    """A page's own frames and rules; ``continued`` is text that began on an earlier page."""

    continued: list[Frame]
    frames: list[Frame]
    rules: list[Rule]


class _Composer:
    def __init__(self, article, sheet, roles, fonts, issue, material, diagnostics):
        self.article, self.sheet, self.issue = article, sheet, issue
        self.fonts, self.material, self.diagnostics = fonts, material, diagnostics
        region = {"zh-Hant": Region.TW, "zh-HK": Region.HK, "zh-TW": Region.TW}.get(article.lang, Region.CN)
        self.setter = Setter(fonts, roles, article.lang, Rules(region=region))
        self.emitter = Emitter(sheet, self.setter, self._shown)
        self.figures = 0
        self.sections: list[Section] = []
        self.drawn_faces: dict[str, FaceRef] = {}

    def plan(self) -> Plan:
        """Collect, cut into pages, make frames."""
        sheet, article = self.sheet, self.article
        ratios = {n: p.width / p.height for n, p in self.material.photos.items()}
        collector = Collector(self.setter, sheet, self.diagnostics, ratios, self.material.chart_lines)
        self.sections = sections = collector.sections(article)
        head = furniture.headline(self.setter, sheet, article.head, sheet.masthead + 1)
        first = sheet.masthead + 1 + head.lines
        following = furniture.CONTINUATION
        leaves = self._leaves([self._prepared(s) for s in sections], first, following)
        bodies = [self._body(leaf) for leaf in leaves]
        index = self._index(leaves)
        pages = [self._page(leaf, body, head, index, len(leaves)) for leaf, body in zip(leaves, bodies)]
        jumps = [Jump(article.slug, leaf.number - 1, leaf.number) for leaf in leaves[1:]]
        return Plan(
            sheet.name,
            sheet.width,
            sheet.height,
            tuple(pages),
            self._faces(pages),
            self._meta(),
            tuple(jumps),
            tuple(self._residue(leaves)),
        )

    def _leaves(
        self, prepared: list[tuple[Section, heads.Head | None, Corner]], first: int, following: int
    ) -> list[Leaf]:
        """Cut sections into pages; pictures that may give way are made as large as full pages allow."""
        paginator = Paginator(self.sheet, first, following, self._resized)
        asked = capacity.demand([(s, c) for s, _, c in prepared], self.sheet, first, following)
        flexible = [b for s, *_ in prepared for b in s.boxes if capacity.adjustable(b)]
        if not flexible:
            return paginator.pages(prepared)
        best: tuple[tuple[int, float], list[Leaf]] | None = None
        room = asked.room(asked.pages)
        target = min(int(room * FILLING) - asked.text, int(room * capacity.PICTURES)) - asked.fixed
        for share, odd in SHARES:
            sizes = iter(capacity.enlarged(flexible, int(target * share), self._wider, odd))
            tried = [
                (replace(s, boxes=[next(sizes) if capacity.adjustable(b) else b for b in s.boxes]), h, c)
                for s, h, c in prepared
            ]
            leaves = paginator.pages(tried)
            feet = sum(leaf.white for leaf in leaves[:-1])
            scores = [b.arrangement.score for leaf in leaves for b in leaf.bands]
            last = self.sheet.lines - max((b.foot for b in leaves[-1].bands), default=0)
            quality = len(leaves), sum(scores) + WHITE_FOOT * feet + WHITE_LAST * last
            if best is None or quality < best[0]:
                best = quality, leaves
                self.sections = [s for s, *_ in tried]
            if len(leaves) <= asked.pages and not feet and max(scores, default=0) < GOOD_BAND:
                break
        return best[1]

    def _wider(self, box: Box) -> Box | None:
        return self._resized(box, 1)

    def _resized(self, box: Box, by: int) -> Box | None:
        """Return a picture over some columns more or fewer, if its manuscript does not say how wide it is."""
        columns = box.columns + by
        if not capacity.adjustable(box) or box.content.columns or not 1 <= columns <= max(self.sheet.figure_columns):
            return None
        photo = self.material.photos.get(box.content.number)
        return sized(
            self.setter, box.content, self.sheet, box.anchor, photo.width / photo.height if photo else None, columns
        )

    def _prepared(self, section: Section) -> tuple[Section, heads.Head | None, Corner]:
        """Fit a section's head over its columns."""
        if section.head is None or not plain(section.head).strip():
            return section, None, Corner()
        columns = self.sheet.section_columns
        head = heads.fit(self.setter, section.head, "section", self.sheet.span_width(columns), 2)
        return section, head, Corner(columns, section_lines(head, self.sheet))

    def _page(self, leaf: Leaf, body: "_Body", head: furniture.Block, index: list[tuple[str, int]], count: int) -> Page:
        """Return a page: text that comes from the page before stands first among its frames, text that goes on
        overleaf last, so that no furniture cuts a sentence in two for who reads the frames in order."""
        sheet, rules = self.sheet, body.rules
        if leaf.number == 1:
            top = [*furniture.masthead(sheet, self.issue, count, index), *head.frames]
            rules = [*head.rules, *rules]
        else:
            bar = furniture.continuation(self.setter, sheet, self.article.head.title, leaf.number - 1)
            top = [furniture.folio(sheet, self.issue, leaf.number), *bar.frames]
            rules = [*bar.rules, *rules]
        jump = self._jump(leaf) if leaf.number < count else ()
        foot = self.emitter.divider(sheet.x(0), sheet.y(sheet.lines) - sheet.step + sheet.body + 7.3, sheet.area_width)
        frames = (*body.continued, *top, *jump, foot, furniture.imprint(sheet, self.issue), *body.frames)
        return Page(leaf.number, frames, tuple(rules))

    def _body(self, leaf: Leaf) -> "_Body":
        body = _Body([], [], [])
        for n, band in enumerate(leaf.bands):
            text, boxes, rules = self.emitter.band(band, leaf.number)
            body.rules.extend(rules)
            if n == 0 and band.continued:
                body.continued.extend(text)
                body.frames.extend(boxes)
            else:
                body.frames.extend([*text[:1], *boxes, *text[1:]] if band.head else [*boxes, *text])
        last = leaf.bands[-1] if leaf.bands else None
        if last is not None and not last.leaves and last.section is self.sections[-1]:
            body.rules.extend(self.emitter.end(last))
        return body

    def _shown(self, placed: Placed, page: int) -> Numbered:
        """Return the picture of a box, numbering figures in the order of their pages."""
        content = placed.box.content
        if isinstance(content, Chart):
            drawn = self.material.draw(content, placed.box.columns)
            self.drawn_faces |= {face.key: face for face in drawn.faces}
            return Numbered(0, Picture("chart", content.number, alt=drawn.alt, svg=drawn.svg))
        if not isinstance(content, Figure):
            return Numbered(0, None)
        self.figures += 1
        number = self.figures
        alt = content.alt or plain(content.caption)
        photo = self.material.photos.get(content.number)
        if photo is not None:
            return Numbered(
                number,
                Picture("photo", number, photo.file, alt, content.focus, self._slip(placed, number, page, content)),
            )
        return Numbered(
            number, Picture("placeholder", number, None, alt, content.focus, self._slip(placed, number, page, content))
        )

    def _slip(self, placed: Placed, number: int, page: int, figure: Figure) -> Slip:
        width = pt_to_mm(self.sheet.span_width(placed.box.columns))
        height = pt_to_mm(self.sheet.block_height(placed.lines))
        pixels = tuple(ceil(round(mm / 25.4 * PPI, 3) / 10) * 10 for mm in (width, height))
        return Slip(number, page, placed.box.columns, placed.lines, width, height, pixels, PPI, figure.number)

    def _index(self, leaves: list[Leaf]) -> list[tuple[str, int]]:
        """Return the section heads with the pages they stand on."""
        return [
            (plain(b.section.head).replace("　", " "), leaf.number)
            for leaf in leaves
            for b in leaf.bands
            if b.head is not None
        ]

    def _jump(self, leaf: Leaf) -> tuple[Frame, ...]:
        if not leaf.bands or not leaf.bands[-1].leaves:
            return ()
        parts = leaf.bands[-1].arrangement.filling.parts
        if not parts:
            return ()
        slot = parts[-1].slot
        line = leaf.bands[-1].line + slot.start + slot.lines
        if line >= self.sheet.lines:
            return ()
        return (furniture.jump_line(self.setter, self.sheet, leaf.number + 1, slot.column, line),)

    def _residue(self, leaves: list[Leaf]) -> list[Residue]:
        found = []
        for leaf in leaves[:-1]:
            if leaf.white:
                self.diagnostics.add("P101", page=leaf.number, lines=leaf.white)
                found.append(Residue(leaf.number, -leaf.white, -leaf.white * self.sheet.columns * self.sheet.measure))
        return found

    def _faces(self, pages: list[Page]) -> Mapping[str, FaceRef]:
        keys = {
            s.face
            for page in pages
            for frame in page.frames
            for piece in frame.pieces
            for line in piece.lines
            for s in line.segments
        }
        used = self.drawn_faces | {key: self.fonts.face(key).ref() for key in keys}
        return dict(sorted(used.items()))

    def _meta(self) -> Mapping[str, str]:
        head = self.article.head
        date = self.issue.date.isoformat() if self.issue.date else head.date
        return {
            "title": plain(head.title).replace("\n", " ") or self.article.slug,
            "author": plain(head.byline),
            "subject": plain(head.deck),
            "date": date,
            "language": self.article.lang,
        }
