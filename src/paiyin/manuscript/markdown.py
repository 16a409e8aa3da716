"""Markdown manuscripts: blocks from markdown-it, lines from ``inline``, everything to its place in the Article."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from paiyin.article import (
    Article,
    Block,
    Break,
    Code,
    Crosshead,
    Figure,
    Group,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Text,
)
from paiyin.manuscript import containers, loosehead, tables
from paiyin.manuscript.blocks import Outline, read_outline
from paiyin.manuscript.chartblock import chart_from
from paiyin.manuscript.desk import Desk
from paiyin.manuscript.figures import Picture, figure_from
from paiyin.manuscript.frontmatter import Field
from paiyin.manuscript.head import head_from
from paiyin.manuscript.inline import InlineReader
from paiyin.manuscript.labels import label_of
from paiyin.manuscript.notes import Notes
from paiyin.manuscript.opening import article_of, lift_head
from paiyin.manuscript.pieces import Counter, Piece
from paiyin.manuscript.strip import Inline, Strip, Surroundings
from paiyin.spans import Span

RAW = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:[ \t][^<>\n]*)?/?>|<!--|\{\{|\{%|<%|<\?[a-z]")
TASK = re.compile(r"\[([ xX])\][ \t]+(?=\S)")
BULLETS = ("•", "◦")


def read_markdown(desk: Desk, fields: dict[str, Field], body: int, slug: str) -> Article:
    """Return the article of a Markdown manuscript whose body begins at a place of the fair copy."""
    outline = read_outline(desk, body, _enable)
    reader = MarkdownReader(desk, outline)
    blocks = reader.read()
    head, blocks = lift_head(desk, blocks, head_from(desk, fields))
    blocks = loosehead.numbered(desk, blocks)
    return article_of(desk, fields, head, blocks, slug, reader.notes.printed())


def _enable(parser: MarkdownIt) -> None:
    containers.enable(parser)
    loosehead.enable(parser)


@dataclass(eq=False)
class _Frame:
    """A block that is open: a list, an item, a quotation, a note, a declared block, or the article itself."""

    kind: str
    token: Token | None = None
    blocks: list = field(default_factory=list)
    mark: str = ""
    depth: int = 0
    fence: containers.Fence | None = None
    figures: list[Figure] = field(default_factory=list)     # of a group


class MarkdownReader:
    """Turns the tokens of an outline into blocks; figures and charts in lists and quotations come out after them."""

    def __init__(self, desk: Desk, outline: Outline):
        self.desk = desk
        self.outline = outline
        self.notes = Notes(desk, outline.note_labels)
        self.around = Surroundings(outline.targets, self.notes.reference, self.notes.written_inline)
        self.frames = [_Frame("article")]
        self.aside: list[Block] = []        # figures and charts met inside a list, quotation or note
        self.figures = 0
        self.charts = 0
        self.raw_said = False

    def read(self) -> list[Block]:
        opened: Token | None = None
        tokens = iter(self.outline.tokens)
        for token in tokens:
            if token.type in ("paragraph_open", "heading_open"):
                opened = token
            elif token.type == "inline" and opened is not None:
                self._inline(opened, token)
                opened = None
            elif token.type == "table_open":
                self._table(token, tokens)
            elif token.type in ("fence", "code_block"):
                self._code(token)
            elif token.type == "hr":
                self._add(Break(self.outline.span(token)))
            elif token.type.endswith("_open"):
                self._open(token)
            elif token.type.endswith("_close") and token.type not in ("paragraph_close", "heading_close"):
                self._close()
        return self.frames[0].blocks

    def _open(self, token: Token) -> None:
        kind = token.type.removesuffix("_open")
        lists = sum(frame.kind.endswith("_list") for frame in self.frames)
        frame = _Frame(kind, token, depth=lists)
        if kind == "list_item":
            parent = self.frames[-1]
            first = parent.token.attrGet("start")
            number = (1 if first is None else int(first)) + len(parent.blocks)
            frame.mark = (f"{number}{token.markup or '.'}" if parent.kind == "ordered_list"
                          else BULLETS[min(lists, len(BULLETS)) - 1])
        elif kind == containers.TOKEN:
            frame.fence = containers.read_fence(self.desk, self.outline, token)
        self.frames.append(frame)

    def _close(self) -> None:
        frame = self.frames.pop()
        span = self.outline.span(frame.token)
        if frame.kind == "list_item":
            self.frames[-1].blocks.append(ListItem(frame.mark, tuple(frame.blocks), span))
        elif frame.kind in ("bullet_list", "ordered_list"):
            self._add(ListBlock(tuple(frame.blocks), span, frame.kind == "ordered_list"))
        elif frame.kind == "footnote_reference":
            self.notes.define(frame.token.meta["label"], tuple(frame.blocks), span)
            self._bring_asides()
        elif frame.fence is not None:
            self._declared(frame)
        else:
            self._add(Quote(tuple(frame.blocks), span))

    def _declared(self, frame: _Frame) -> None:
        """Add what a declared block becomes; what holds pictures stands in the article itself."""
        title: Text = ()
        if frame.fence.title is not None:
            title = self.desk.text(self._read(Strip.of([frame.fence.title])).pieces)
        span = self.outline.span(frame.token)
        for block in containers.declared(self.desk, frame.fence, title, frame.blocks, frame.figures, span):
            if isinstance(block, Figure | Group):
                self._add_aside(block)
            else:
                self._add(block)
        self._bring_asides()

    def _add(self, block: Block) -> None:
        tables.add(self.frames[-1].blocks, block)
        self._bring_asides()

    def _add_aside(self, block: Block) -> None:
        """Add a figure or chart: at once in the article itself, to its group, or after the outermost block."""
        group = next((f for f in reversed(self.frames) if f.fence is not None and f.fence.kind == "group"), None)
        if group is not None and isinstance(block, Figure):
            group.figures.append(block)
        elif len(self.frames) == 1:
            self.frames[0].blocks.append(block)
        else:
            self.aside.append(block)

    def _bring_asides(self) -> None:
        if len(self.frames) == 1 and self.aside:
            self.frames[0].blocks += self.aside
            self.aside.clear()

    def _inline(self, opened: Token, token: Token) -> None:
        lines = self.outline.lines_of(token, opened)
        if opened.type == "paragraph_open":
            lines = self.outline.without_definitions(lines)
        if not lines:
            return
        strip = Strip.of(lines)
        if opened.type == "heading_open":
            self._heading(opened, strip)
        else:
            self._paragraph(strip)

    def _heading(self, opened: Token, strip: Strip) -> None:
        inline = self._read(strip)
        text = self.desk.text(inline.pieces)
        if text:
            self._add(Crosshead(text, self._span(strip), int(opened.tag[1])))
        for figure in self._figures(inline, [], False):
            self._add_aside(figure)

    def _paragraph(self, strip: Strip) -> None:
        span = self._span(strip)
        item = self.frames[-1]
        if item.kind == "list_item" and not item.blocks and (task := TASK.match(strip.text)):
            item.mark = "☐" if task[1] == " " else "☑"
            strip = strip.rest(task.end())
        label: Text = ()
        if found := label_of(strip.text):
            start, end, after = found
            label = self.desk.text([Piece(strip.text[start:end], strip.at(start), strip.at(start) + end - start)])
            strip = strip.rest(after)
        inline = self._read(strip)
        pieces = self.desk.put_right(inline.pieces)
        if pieces or label:
            self._add(Paragraph(self.desk.as_text(pieces), span, label))
        for figure in self._figures(inline, pieces, len(self.frames) == 1):
            self._add_aside(figure)

    def _read(self, strip: Strip) -> Inline:
        inline = InlineReader(strip, self.around).read()
        for href, start, end in inline.refused:
            self.desk.say("M601", start, end, href=href[:120])
        if not self.raw_said and (raw := RAW.search(strip.text)):
            self.raw_said = True
            self.desk.say("M602", strip.at(raw.start()), strip.end(raw.end()), text=raw[0][:40])
        return inline

    def _span(self, strip: Strip) -> Span:
        return self.desk.span(strip.at(0), strip.end(len(strip.text)))

    def _figures(self, inline: Inline, pieces: Sequence[Piece], anchored: bool) -> list[Figure]:
        """Return the figures of a text; ``at`` is set where they stand inside its pieces."""
        figures, counter = [], Counter(pieces)
        for found in inline.pictures:
            self.figures += 1
            picture = Picture(found.caption, found.start, found.end, found.target.href, found.target.title,
                              found.attributes, found.attributes_at)
            before = counter.before(found.start)
            at = before if anchored and before < counter.size else None
            figures.append(figure_from(self.desk, picture, self.figures, at))
        return figures

    def _table(self, opened: Token, tokens: Iterator[Token]) -> None:
        inside = []
        for token in tokens:
            if token.type == "table_close":
                break
            inside.append(token)
        pictures: list[Figure] = []

        def text_of(line: str, place: int) -> Text:
            inline = self._read(Strip.of([(line, place)]))
            pictures.extend(self._figures(inline, [], False))
            return self.desk.text(inline.pieces)

        self._add(tables.table_from(self.desk, self.outline, opened, inside, text_of, len(self.frames) > 1))
        for picture in pictures:
            self._add_aside(picture)

    def _code(self, token: Token) -> None:
        span = self.outline.span(token)
        start, end = self.outline.range(token)
        language = token.info.strip().split(None, 1)[0] if token.info.strip() else ""
        if token.type == "fence" and not self.outline.is_closed(token):
            self.desk.say("M603", start, min(end, start + 40))
        if language == "chart":
            self.charts += 1
            self._add_aside(chart_from(self.desk, self.outline.inner_lines(token), start, end, self.charts))
        else:
            self._add(Code(token.content.removesuffix("\n"), span, language))
