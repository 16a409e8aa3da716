"""From the article to sections: each a head, one long galley of rows, and the boxes that it mentions.

Nothing is dropped: every block has a form, and text of forms without one of their own becomes paragraphs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from paiyin.article import (
    Article,
    Block,
    Chart,
    Code,
    Crosshead,
    Figure,
    Group,
    Paragraph,
    PullQuote,
    Run,
    Sidebar,
    Table,
    Text,
    plain,
)
from paiyin.composition import heads
from paiyin.composition.boxes import Box, ChartLines, figure_box, fixed_box
from paiyin.composition.galley import BLANK, NEVER, WIDOW, Row
from paiyin.composition.groups import group_box
from paiyin.composition.panels import code_boxes, sidebar_box
from paiyin.composition.pullquote import bare, declared_box, is_short
from paiyin.composition.rows import Column, RowMaker, blank, one_line
from paiyin.composition.section import Section
from paiyin.composition.setter import Setter
from paiyin.composition.sheet import Sheet
from paiyin.composition.signoff import flush_right, sign_off
from paiyin.composition.tables import table_boxes
from paiyin.diagnostics import Diagnostics
from paiyin.units import Milli

MOST_KEPT = 16  # rows that hang together; more of them might not stand in any column
SMALL = 6  # a section whose text is under so many lines a column runs on under its neighbour's head


class Collector:
    """Collects sections from an article; numbers paragraphs and scenes over the whole story."""

    def __init__(
        self,
        setter: Setter,
        sheet: Sheet,
        diagnostics: Diagnostics,
        ratios: Mapping[int, float],
        chart_lines: ChartLines,
    ):
        self.setter, self.sheet, self.diagnostics = setter, sheet, diagnostics
        self.ratios, self.chart_lines = ratios, chart_lines
        self.maker = RowMaker(setter, sheet, diagnostics)
        self.column = Column(sheet.span_width(1), grounds=True)
        self.opening: list[Box] = []

    def sections(self, article: Article) -> list[Section]:
        """Return the article's sections in reading order, small ones run on, footnotes at the end; the picture that
        opens the story is the first one's first box."""
        levels = [b.level for b in article.blocks if isinstance(b, Crosshead)]
        top = min(levels, default=1)
        sections = [Section(None, 0)]
        signed = len(article.blocks) - sign_off(article.blocks)
        for n, block in enumerate(map(_sensible, article.blocks)):
            if isinstance(block, Crosshead) and block.level == top:
                sections.append(Section(one_line(block.text), block.level))
                continue
            rows, before = sections[-1].rows, len(sections[-1].rows)
            self._add(sections[-1], block)
            if n >= signed:
                rows[before:] = flush_right(rows[before:], n < len(article.blocks) - 1)
        if article.notes:
            self._notes(sections[-1], article)
        sections = [s for s in sections if s.head or s.rows or s.boxes]
        sections = self._run_on(sections) or [Section(None, 0)]
        if sections[0].head and not sections[0].rows and not sections[0].boxes:  # a head and nothing else is text
            self._join(alone := Section(None, 0), sections[0])
            sections[0] = alone
        sections[0].boxes[:0] = self.opening
        quoted = frozenset(bare(plain(b.text)) for b in article.blocks if isinstance(b, PullQuote))
        for section in sections:
            keep_heads(section.rows)
            section.quoted = quoted
        return sections

    def _run_on(self, sections: list[Section]) -> list[Section]:
        """Put small sections under the one before, their heads inside a column. Two that have tables stay apart: each
        table stands under its own head."""
        least = SMALL * self.sheet.columns
        out: list[Section] = []
        for section in sections:
            small = out and (len(section.rows) < least or len(out[-1].rows) < least)
            if small and section.head and not (_tabled(section) and _tabled(out[-1])):
                self._join(out[-1], section)
            else:
                out.append(section)
        return out

    def _join(self, last: Section, section: Section) -> None:
        """Let a section run on under another, its head inside a column."""
        head = self.maker.crosshead(section.head, section.level, self.column) if section.head else []
        head = head[1:] if head and (not last.rows or last.rows[-1].drop) else head
        shift = len(last.rows)
        last.boxes += [replace(b, anchor=b.anchor + shift + len(head)) for b in section.boxes]
        last.rows += [*head, *section.rows]

    def joined(self, sections: Sequence[Section]) -> list[Section]:
        """Return sections as one, the heads of all but the first inside its columns; these are left as they are."""
        first, *others = sections
        whole = replace(first, rows=list(first.rows), boxes=list(first.boxes))
        for section in others:
            self._join(whole, section)
        keep_heads(whole.rows)
        return [whole]

    def beside(self, sections: list[Section], columns: int, lines: int, least: int) -> list[Section] | None:
        """Return sections of which the first, with as many of the next as that takes, stands beside a head over some
        columns and lines and at least ``least`` lines below it; its own head becomes a crosshead. None if the text is
        too short for that."""
        wanted = (lines + least) * self.sheet.columns - lines * columns
        opening, rest = Section(None, 0, quoted=sections[0].quoted), list(sections)
        while rest and len(opening.rows) + sum((b.least + b.extra + 1) * b.columns for b in opening.boxes) < wanted:
            self._join(opening, rest.pop(0))
        filled = len(opening.rows) + sum((b.wish + b.extra + 1) * b.columns for b in opening.boxes)
        if filled < wanted:
            return None
        keep_heads(opening.rows)
        return [opening, *rest]

    def _add(self, section: Section, block: Block) -> None:
        rows = section.rows
        if self._boxed(section, block, max(0, len(rows) - 1)):
            return
        match block:
            case Paragraph(label=label) if label:
                self.maker.scene(rows, block, self.column)
            case Paragraph(lead=True):
                self.maker.lead(rows, block.text, self.column)
            case Crosshead():
                blank(rows)
                rows += self.maker.crosshead(one_line(block.text), block.level, self.column)[1:]
            case Sidebar():
                self._sidebar(section, block)
            case _:
                column = replace(self.column, take=lambda inner, at: self._boxed(section, inner, max(0, at - 1)))
                self.maker.block(rows, block, column)

    def _boxed(self, section: Section, block: Block, anchor: int) -> bool:
        """Make boxes of a block that stands beside the text; tell whether it does."""
        boxes: list[Box] = []
        match block:
            case Figure():
                ratio = self.ratios.get(block.number)
                mention = 0 if block.opening else self._mention(section, block)
                box = figure_box(self.setter, block, self.sheet, mention, ratio, self.diagnostics)
                (self.opening if block.opening else section.boxes).append(box)
                return True
            case Chart():
                columns = min(block.columns or min(2, self.sheet.columns), self.sheet.columns)
                boxes.append(fixed_box("chart", block, columns, self.chart_lines(block, columns), anchor))
            case Group():
                boxes.append(group_box(self.setter, block, self.sheet, anchor, self.ratios))
            case Table():
                boxes += table_boxes(self.setter, block, self.sheet, anchor)
            case Code():
                boxes += code_boxes(self.maker, block, anchor)
            case PullQuote() if is_short(block):
                boxes.append(declared_box(self.setter, self.sheet, block, anchor))
            case Sidebar():
                boxes += [box] if (box := sidebar_box(self.maker, block, anchor)) else []
        section.boxes += boxes
        return bool(boxes)

    def _sidebar(self, section: Section, block: Sidebar) -> None:
        """Run a sidebar that is too long for a box in the text, on one ground from its title to its end."""
        rows = section.rows
        blank(rows)
        first = len(rows)
        self.maker.scenes += 1
        self.maker.block(rows, block, replace(self.column, body="sidebar"))
        rows[first:] = [replace(row, tint=self.maker.scenes, level=0) for row in rows[first:]]
        blank(rows)

    def _mention(self, section: Section, figure: Figure) -> int:
        """Return the row that mentions a figure: where the caption cut the paragraph, or its last row."""
        rows = section.rows
        if not rows:
            return 0
        last = len(rows) - 1
        while last > 0 and rows[last].line is None:
            last -= 1
        if figure.at is None:
            return last
        number = rows[last].paragraph
        for k in range(last, -1, -1):
            if rows[k].paragraph != number:
                return k + 1
            if rows[k].line is not None and rows[k].line.start <= figure.at:
                return k
        return 0

    def _notes(self, section: Section, article: Article) -> None:
        section.rows.append(BLANK)
        column = Column(self.column.width, "note", rules=replace(self.setter.rules, indent=Milli(1000)))
        for note in article.notes:
            mark: Text = (Run(f"[{note.label}]\u3000", note.span),)
            mark = self.maker.blocks(section.rows, note.blocks, column, mark)
            if mark:
                self.maker.text(section.rows, (), "note", column, mark)


def _tabled(section: Section) -> bool:
    """Tell whether a section has a table or code, which say nothing under another section's head."""
    return any(b.kind in ("table", "code") for b in section.boxes)


def _sensible(block: Block) -> Block:
    """Return a heading that is as long as a paragraph as one."""
    if isinstance(block, Crosshead) and len(plain(block.text)) > heads.LONG:
        return Paragraph(tuple(replace(r, style=replace(r.style, strong=True)) for r in block.text), block.span)
    return block


def keep_heads(rows: list[Row]) -> None:
    """Forbid breaks between a head and the second line of the text under it."""
    for k, row in enumerate(rows[:-1]):
        if row.level and not rows[k + 1].level:
            at = k
            while at < len(rows) - 1 and rows[at + 1].line is None:
                rows[at] = replace(rows[at], after=NEVER)
                at += 1
            rows[at] = replace(rows[at], after=NEVER)
            second = next((n for n in range(at + 2, len(rows)) if rows[n].line is not None), 0)
            if second and not rows[second].level:
                rows[at + 1 : second] = [replace(row, after=NEVER) for row in rows[at + 1 : second]]
    _loosen(rows)


def _loosen(rows: list[Row]) -> None:
    """Allow a cut before a head in runs of rows that could not stand in one column: heads that follow one another
    with no text between them."""
    start, before = 0, None  # of the run, and the row before its last head
    for k, row in enumerate(rows):
        if row.first and row.level and k > start:
            before = k - 1
        if row.after < NEVER:
            start, before = k + 1, None
        elif k + 1 - start >= MOST_KEPT:
            at = k if before is None else before
            rows[at] = replace(rows[at], after=WIDOW)
            start, before = at + 1, None


__all__ = ["Collector", "Section", "one_line"]
