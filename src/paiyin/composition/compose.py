"""Composition: an article on a sheet becomes a plan. Knows no CSS, opens no files, asks the painter nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from paiyin.article import Article, Chart, Paragraph, plain
from paiyin.composition import dates, furniture, pins, score
from paiyin.composition.boxes import ChartLines
from paiyin.composition.emit import Emitter
from paiyin.composition.fit import Fitted, Fitter, Pages, Shapes, Wishes
from paiyin.composition.furniture import Issue
from paiyin.composition.gallery import Gallery
from paiyin.composition.galley import Row
from paiyin.composition.leaves import Leaf
from paiyin.composition.plan import FaceRef, Frame, Jump, Page, Plan, Residue, Rule
from paiyin.composition.planned import planned
from paiyin.composition.section import Section
from paiyin.composition.series import in_series
from paiyin.composition.setter import Fonts, Setter
from paiyin.composition.sheet import Sheet
from paiyin.composition.story import Collector
from paiyin.composition.typography import TypeRole
from paiyin.composition.upright import fit as fit_upright
from paiyin.diagnostics import Diagnostics
from paiyin.han import Region, Rules
from paiyin.spans import Span
from paiyin.units import Lines

LONGEST_HEAD = 160  # characters of a part of the head; what is longer is text
DATE_RULE = 25.3  # points of the rule under the date line below its first line's top
BELOW_UPRIGHT = 4  # lines of text under a headline that is set downwards


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
    chart_widths: Callable[[Chart], Sequence[int]] = lambda chart: (2,)  # in how many columns it can be drawn


def compose(
    article: Article,
    sheet: Sheet,
    roles: Mapping[str, TypeRole],
    fonts: Fonts,
    issue: Issue,
    material: Material,
    diagnostics: Diagnostics,
    wishes: Wishes | None = None,
) -> Plan:
    """Return the plan of an article. Every character of the article stands in it once."""
    return _Composer(article, sheet, roles, fonts, issue, material, diagnostics, wishes or Wishes()).plan()


@dataclass(frozen=True, slots=True)
class _Body:
    """A page's own frames and rules; ``continued`` is text that began on an earlier page."""

    continued: list[Frame]
    frames: list[Frame]
    rules: list[Rule]


def _rows_of(leaf: Leaf) -> Iterator[Row]:
    """Yield the lines of text that stand on a page."""
    for band in leaf.bands:
        for part in band.arrangement.filling.parts:
            yield from (row for row in band.rows[part.first : part.end] if row.line is not None)


class _Composer:
    def __init__(self, article, sheet, roles, fonts, issue, material, diagnostics, wishes):
        self.wishes = wishes
        self.article, self.sheet = article, sheet
        self.issue = replace(issue, lang=article.lang, date=issue.date or dates.iso(article.head.date))
        self.fonts, self.material, self.diagnostics = fonts, material, diagnostics
        region = {"zh-Hant": Region.TW, "zh-HK": Region.HK, "zh-TW": Region.TW}.get(article.lang, Region.CN)
        self.setter = Setter(fonts, roles, article.lang, Rules(region=region))
        self.gallery = Gallery(sheet)
        self.emitter = Emitter(sheet, self.setter, lambda placed, page: self.gallery.shown(material, placed, page))
        self.sections: list[Section] = []

    def plan(self) -> Plan:
        """Collect, cut into pages, make frames."""
        fitted, head = self.fitted()
        sheet, article = self.sheet, self.article
        self.sections, leaves = fitted.sections, in_series(fitted.leaves)
        bodies = [self._body(leaf) for leaf in leaves]
        index = self._index(leaves)
        pages = [self._page(leaf, body, head, index, len(leaves)) for leaf, body in zip(leaves, bodies)]
        jumps = [Jump(article.slug, leaf.number - 1, leaf.number) for leaf in leaves[1:]]
        weights = self.wishes.weights
        scores = [score.of_page(leaf, leaf.number == len(leaves), sheet.columns, weights) for leaf in leaves]
        residue = self._residue(fitted)
        return planned(sheet, pages, self.fonts, self.gallery, self._meta(), jumps, residue, scores)

    def fitted(self) -> tuple[Fitted, furniture.Block]:
        """Collect the article's sections and cut them into pages under its headline."""
        sheet, article = self.sheet, self._sensible(self.article)
        photos = self.material.photos
        ratios = {n: p.width / p.height for n, p in photos.items()}
        collector = Collector(self.setter, sheet, self.diagnostics, ratios, self.material.chart_lines)
        sections, head = self._headed(collector, collector.sections(article))
        shapes = Shapes(
            ratios, self.material.chart_widths, self.material.chart_lines, {n: p.width for n, p in photos.items()}
        )
        first = sheet.masthead + 1 + head.lines
        self.pins = pins.of_figures(article, self.wishes.patterns, sheet.columns, self.diagnostics)
        fitter = Fitter(self.setter, sheet, shapes, self.wishes, first, furniture.CONTINUATION, self.pins)
        return fitter.fit(sections, collector.joined), head

    def _sensible(self, article: Article) -> Article:
        """Return an article whose head is a head: parts as long as a paragraph become the story's first paragraphs."""
        head, moved = article.head, []
        for part in ("kicker", "title", "deck", "byline"):
            text = getattr(head, part)
            if len(plain(text)) > LONGEST_HEAD:
                self.diagnostics.add("P111", text[0].span, characters=len(plain(text)), most=LONGEST_HEAD)
                moved.append(Paragraph(text, text[0].span, lead=True))
                head = replace(head, **{part: ()})
        if not moved:
            return article
        self.article = replace(article, head=head, blocks=(*moved, *article.blocks))
        return self.article

    def _headed(self, collector: Collector, sections: list[Section]) -> tuple[list[Section], furniture.Block]:
        """Set the headline: above the text, or downwards beside it if the article asks for that and it can be."""
        sheet, head = self.sheet, self.article.head
        if head.form == "vertical":
            upright = fit_upright(self.setter, sheet, head)
            beside = upright and collector.beside(sections, upright.columns, upright.lines, BELOW_UPRIGHT)
            if beside:
                beside[0].upright = upright
                return beside, furniture.Block((), (), Lines(int(head.box)))
            why = (
                ("the text is too short", "正文太短")
                if upright
                else ("it holds long numbers, Latin words or too many characters", "其中有较长的数字、外文或字数过多")
            )
            self.diagnostics.add("P110", head.title[0].span if head.title else None, why_en=why[0], why_zh=why[1])
        return sections, furniture.headline(self.setter, sheet, head, sheet.masthead + 1)

    def _page(self, leaf: Leaf, body: "_Body", head: furniture.Block, index: list[tuple[str, int]], count: int) -> Page:
        """Return a page: text that comes from the page before stands first among its frames, text that goes on
        overleaf last, so that no furniture cuts a sentence in two for who reads the frames in order."""
        sheet, rules = self.sheet, body.rules
        if leaf.number == 1:
            mast = furniture.masthead(sheet, self.issue, count, index)
            parted = [self.emitter.divider(sheet.x(0), sheet.y(sheet.masthead - 2) + DATE_RULE, sheet.area_width)]
            parted += [self.emitter.divider(rule.x, rule.y, rule.width) for rule in head.rules if rule.role == "head"]
            top = [*mast, *parted[:1], *head.frames, *parted[1:]]
            rules = [*head.rules, *rules]
        else:
            bar = furniture.continuation(self.setter, sheet, self.article.head.title, leaf.number - 1)
            top = [furniture.folio(sheet, self.issue, leaf.number), *bar.frames]
            rules = [*bar.rules, *rules]
        if self.article.head.box and leaf.bands:
            top_line = sheet.masthead + 1 if leaf.number == 1 else 0
            rules = [*rules, *furniture.story_box(sheet, top_line, max(b.foot for b in leaf.bands))]
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

    def _index(self, leaves: list[Leaf]) -> list[tuple[str, int]]:
        """Return the section heads with the pages they stand on."""
        return [
            (plain(b.section.head).replace("　", " "), leaf.number)
            for leaf in leaves
            for b in leaf.bands
            if b.head is not None and b.section.head is not None
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

    def _residue(self, fitted: Fitted) -> list[Residue]:
        """Tell what did not come out even, and what would mend it."""
        leaves, wanted = fitted.leaves, self.wishes.pages
        cells, measure = self.sheet.columns, self.sheet.measure
        for number in pins.unkept(self.pins, leaves, self.sheet.lines):
            figure = next(f for f in self.article.figures() if f.number == number)
            self.diagnostics.add("P125", figure.span, number=number, page=self.pins[number].page)
        for chart in fitted.left_out:
            self.diagnostics.add("P122", chart.span, title=chart.title)
        found = []
        for leaf in leaves[:-1]:
            if leaf.white:
                self.diagnostics.add("P101", page=leaf.number, lines=leaf.white)
                found.append(Residue(leaf.number, -leaf.white, -leaf.white * cells * measure))
        if wanted is None:
            return found
        if len(leaves) > wanted.most:
            beyond = [row for leaf in leaves[wanted.most :] for row in _rows_of(leaf)]
            characters = sum(len(row.line.text) for row in beyond)
            found.append(Residue(wanted.most, len(beyond), characters))
            span = next((s for row in beyond if (s := row.text.span(row.line.start, row.line.end))), None)
            self._offer("P120", span, wanted.most, fitted.white, lines=len(beyond), characters=characters)
        elif leaves[-1].white or len(leaves) < wanted.least:
            white = fitted.white // cells
            found.append(Residue(max(len(leaves), wanted.least), -white, -fitted.white * measure))
            self._offer(
                "P121",
                None,
                max(len(leaves), wanted.least),
                fitted.white,
                lines=white,
                characters=fitted.white * measure,
            )
        return found

    def _offer(self, code: str, span: Span | None, page: int, left: int, **values: object) -> None:
        """Say what is over, with remedies that have been tried."""
        from paiyin.composition import remedies

        def attempt(article: Article, pages: Pages) -> int:
            wishes = replace(self.wishes, pages=pages)
            quiet = _Composer(
                article, self.sheet, self.setter.roles, self.fonts, self.issue, self.material, Diagnostics(), wishes
            )
            fitted = quiet.fitted()[0]
            return -1 if any(leaf.white for leaf in fitted.leaves[:-1]) else fitted.white

        tried = remedies.found(self.article, self.wishes.pages, left, self.sheet.measure, self.sheet.columns, attempt)
        said = " · ".join(r.en for r in tried) or "nothing that was tried is enough"
        zh = " · ".join(r.zh for r in tried) or "已试的办法都不够"
        self.diagnostics.add(code, span, page=page, remedies_en=said, remedies_zh=zh, **values)

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
