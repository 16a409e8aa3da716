"""From the article to sections: each a head, one long galley of rows, and the boxes that it mentions.

Nothing is dropped: every block has a form, and text of forms without one of their own becomes paragraphs.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import ceil

from paiyin.article import (
    Article,
    Block,
    Break,
    Chart,
    Code,
    Crosshead,
    Figure,
    ListBlock,
    Paragraph,
    PullQuote,
    Quote,
    Run,
    Style,
    Table,
    Text,
    plain,
)
from paiyin.composition import heads
from paiyin.composition.boxes import ChartLines, figure_box, fixed_box
from paiyin.composition.galley import BLANK, NEVER, Row, glue, paragraph_rows
from paiyin.composition.pullquote import declared_box
from paiyin.composition.section import Section
from paiyin.composition.setter import FLAT, Setter, SetText
from paiyin.composition.sheet import Sheet
from paiyin.composition.tables import table_columns, table_lines, table_rows_inline
from paiyin.diagnostics import Diagnostics
from paiyin.han import Line, Rules, Setting
from paiyin.units import Milli, Pt

CODE = Rules(indent=Milli(0), hang_below=0, keep_blanks=True, hyphenate=False)
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
        self.paragraphs = 0
        self.scenes = 0
        self.measure = Milli(sheet.measure * 1000)

    def sections(self, article: Article) -> list[Section]:
        """Return the article's sections in reading order, small ones run on, footnotes at the end."""
        levels = [b.level for b in article.blocks if isinstance(b, Crosshead)]
        top = min(levels, default=1)
        sections = [Section(None, 0)]
        for block in article.blocks:
            if isinstance(block, Crosshead) and block.level == top:
                sections.append(Section(one_line(block.text), block.level))
            else:
                self._add(sections[-1], block)
        if article.notes:
            self._notes(sections[-1], article)
        sections = [s for s in sections if s.head or s.rows or s.boxes]
        sections = self._run_on(sections) or [Section(None, 0)]
        for section in sections:
            keep_heads(section.rows)
        return sections

    def _run_on(self, sections: list[Section]) -> list[Section]:
        """Put small sections under the one before, their heads inside a column."""
        least = SMALL * self.sheet.columns
        out: list[Section] = []
        for section in sections:
            if out and section.head and (len(section.rows) < least or len(out[-1].rows) < least):
                self._join(out[-1], section)
            else:
                out.append(section)
        return out

    def _join(self, last: Section, section: Section) -> None:
        """Let a section run on under another, its head inside a column."""
        head = self.crosshead(section.head, section.level) if section.head else []
        head = head[1:] if head and (not last.rows or last.rows[-1].drop) else head
        shift = len(last.rows)
        last.boxes += [replace(b, anchor=b.anchor + shift + len(head)) for b in section.boxes]
        last.rows += [*head, *section.rows]

    def beside(self, sections: list[Section], columns: int, lines: int, least: int) -> list[Section] | None:
        """Return sections of which the first, with as many of the next as that takes, stands beside a head over some
        columns and lines and at least ``least`` lines below it; its own head becomes a crosshead. None if the text is
        too short for that."""
        wanted = (lines + least) * self.sheet.columns - lines * columns
        opening, rest = Section(None, 0), list(sections)
        while rest and len(opening.rows) + sum((b.least + b.extra + 1) * b.columns for b in opening.boxes) < wanted:
            self._join(opening, rest.pop(0))
        filled = len(opening.rows) + sum((b.wish + b.extra + 1) * b.columns for b in opening.boxes)
        if filled < wanted:
            return None
        keep_heads(opening.rows)
        return [opening, *rest]

    def crosshead(self, text: Text, level: int) -> list[Row]:
        """Return the rows of a head inside a column: a blank, the head on whole lines, then at least two of text."""
        role = "crosshead" if level <= 2 else "subhead"
        sheet = self.sheet
        head = heads.fit(self.setter, text, role, sheet.span_width(1), 2)
        lines = ceil((head.height + sheet.step * 0.45) / sheet.step) if role == "crosshead" else len(head.lines)
        number = self._number()
        free = sheet.block_height(lines) - head.height
        rows = [BLANK]
        for k, line in enumerate(head.lines):
            # the k-th line of the head hangs on the k-th row, its baseline off the grid
            wanted = free / 2 + 0.88 * head.size + k * head.leading
            dy = wanted - (0.88 * sheet.body + k * sheet.step)
            rows.append(
                Row(
                    role,
                    number,
                    line,
                    head.texts[min(k, len(head.texts) - 1)],
                    k == 0,
                    k == len(head.lines) - 1,
                    level=level + 1,
                    dy=Pt(dy),
                    after=NEVER,
                )
            )
        rows += [replace(BLANK, drop=False, after=NEVER)] * (lines - len(head.lines))
        return [replace(rows[0], after=0), *rows[1:]]

    def _blank(self, rows: list[Row]) -> None:
        if rows and not rows[-1].drop:
            rows.append(BLANK)

    def _number(self) -> int:
        self.paragraphs += 1
        return self.paragraphs

    def _add(self, section: Section, block: Block) -> None:
        rows = section.rows
        anchor = max(0, len(rows) - 1)
        match block:
            case Paragraph():
                self._paragraph(rows, block)
            case Crosshead():
                self._blank(rows)
                rows += self.crosshead(one_line(block.text), block.level)[1:]
            case Figure():
                section.boxes.append(
                    figure_box(
                        self.setter,
                        block,
                        self.sheet,
                        self._mention(section, block),
                        self.ratios.get(block.number),
                        self.diagnostics,
                    )
                )
            case Chart():
                columns = min(block.columns or min(2, self.sheet.columns), self.sheet.columns)
                section.boxes.append(fixed_box("chart", block, columns, self.chart_lines(block, columns), anchor))
            case Table():
                self._table(section, block, anchor)
            case PullQuote():
                section.boxes.append(declared_box(self.setter, self.sheet, block, anchor))
            case _:
                for text, role, mark in self._texts(block):
                    self._text(rows, text, role, mark)

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

    def _paragraph(self, rows: list[Row], block: Paragraph) -> None:
        if block.label:
            self.scenes += 1
            label = self.setter.text(block.label, "scene-label", FLAT)
            lines = label.paragraph.best(self.sheet.span_measure(1, label.role.size)).lines
            self._blank(rows)
            rows += [
                replace(r, tint=self.scenes, after=NEVER, level=0) for r in paragraph_rows(label, lines, self._number())
            ]
            self._text(rows, block.text, "scene", tint=self.scenes)
            self._blank(rows)
        else:
            self._text(rows, block.text, "lead" if block.lead else "body")

    def _text(
        self, rows: list[Row], text: Text, role: str, mark: Text = (), tint: int = 0, rules: Rules | None = None
    ) -> None:
        if not plain(text).strip() and not mark:
            if role == "code":
                rows.append(replace(BLANK, drop=False))
            return
        rules = CODE if role == "code" else rules
        done = self.setter.text(text, role, rules, mark)
        measure = self.sheet.span_measure(1, done.role.size)
        setting = done.paragraph.best(measure)
        lines = setting.lines
        self._tell(setting, done)
        if role == "scene":
            rows += glue(paragraph_rows(done, lines, self._number(), tint), 1)
        else:
            rows += paragraph_rows(done, lines, self._number(), tint)

    def _tell(self, setting: Setting, text: SetText) -> None:
        """Say where a paragraph could not be set as it should be."""
        if setting.runt:
            self.diagnostics.add("P102", text.span(*_range(setting.lines[-1])))
        for line in setting.lines if text.role.name != "code" else ():
            if not line.flush and not line.final:
                self.diagnostics.add("P103", text.span(*_range(line)))

    def _texts(self, block: Block, depth: int = 0) -> Iterator[tuple[Text, str, Text]]:
        """Yield (text, role, mark before it) for blocks that become paragraphs: lists, quotes, code, breaks."""
        match block:
            case Paragraph():
                label = (*block.label, Run("　", block.span)) if block.label else ()
                yield (*label, *block.text), "quote" if depth else "body", ()
            case ListBlock():
                for item in block.items:
                    yield from self._item(item, depth)
            case Quote():
                for inner in block.blocks:
                    yield from self._texts(inner, max(depth, 1))
            case Code():
                for line in block.text.split("\n"):
                    yield (Run(line, block.span, Style(code=True)),), "code", ()
            case Crosshead():
                yield block.text, "subhead", ()
            case Break():
                yield (Run("＊　＊　＊", block.span),), "body", ()
            case Figure() | Chart() | Table():
                yield tuple(_words(block)), "body", ()

    def _item(self, item, depth: int) -> Iterator[tuple[Text, str, Text]]:
        mark: Text = (Run(item.mark + "\u3000" if item.mark else "", item.span),)
        for inner in item.blocks:
            for text, role, inner_mark in self._texts(inner, 0):
                yield text, "body" if role == "quote" and not depth else role, (*mark, *inner_mark)
                mark = ()
        if mark and item.mark:
            yield (), "body", mark

    def _table(self, section: Section, block: Table, anchor: int) -> None:
        columns = table_columns(self.setter, block, self.sheet)
        lines = table_lines(self.setter, block, self.sheet, columns) if columns else 0
        if columns and lines <= self.sheet.lines // 2:
            section.boxes.append(fixed_box("table", block, columns, lines, anchor))
            return
        for text, mark in table_rows_inline(block):
            self._text(section.rows, text, "body", mark)

    def _notes(self, section: Section, article: Article) -> None:
        section.rows.append(BLANK)
        rules = Rules(indent=Milli(1000))
        for note in article.notes:
            mark: Text = (Run(f"[{note.label}]\u3000", note.span),)
            for inner in note.blocks:
                for text, _, inner_mark in self._texts(inner):
                    self._text(section.rows, text, "note", (*mark, *inner_mark), rules=rules)
                    mark = ()
            if mark:
                self._text(section.rows, (), "note", mark, rules=rules)


def keep_heads(rows: list[Row]) -> None:
    """Forbid breaks between a head and the second line of the text under it."""
    for k, row in enumerate(rows[:-1]):
        if row.level and not rows[k + 1].level:
            at = k
            while at < len(rows) - 1 and rows[at + 1].line is None:
                rows[at] = replace(rows[at], after=NEVER)
                at += 1
            rows[at] = replace(rows[at], after=NEVER)
            if at + 2 < len(rows) and not rows[at + 1].last:
                rows[at + 1] = replace(rows[at + 1], after=NEVER)


def _range(line: Line) -> tuple[int, int]:
    return line.start, line.end


def one_line(text: Text) -> Text:
    """Return a head's text with forced line ends as blanks, which are good places to break it."""
    return tuple(replace(run, text=run.text.replace("\n", "　")) for run in text)


def _words(block: Figure | Chart | Table) -> Sequence[Run]:
    """Return the words of a figure, chart or table inside another block, where it cannot stand on its own."""
    if isinstance(block, Figure):
        return [*block.caption, *([Run(f"（{block.credit}）", block.span)] if block.credit else [])]
    if isinstance(block, Chart):
        values = "，".join(f"{d.label} {d.text}{block.unit}" for d in block.data)
        return [Run(f"{block.title}：{values}", block.span)]
    runs: list[Run] = []
    for row in (block.head, *block.rows):
        for n, cell in enumerate(row):
            runs += [Run("　", block.span), *cell] if n else [*cell]
        runs.append(Run("\n", block.span))
    return runs[:-1]
