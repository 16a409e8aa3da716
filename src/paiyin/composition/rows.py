"""Blocks of text become rows: paragraphs, lists, quotations, code and heads, in a column of the page or inside a box.

Nothing is dropped: a block that cannot stand as itself here becomes paragraphs.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil

from paiyin import han
from paiyin.article import (
    PLAIN,
    Block,
    Break,
    Chart,
    Code,
    Crosshead,
    Figure,
    Group,
    ListBlock,
    ListItem,
    Paragraph,
    PullQuote,
    Quote,
    Run,
    Sidebar,
    Style,
    Table,
    Text,
    plain,
)
from paiyin.composition import heads
from paiyin.composition.galley import BLANK, NEVER, Row, glue, paragraph_rows
from paiyin.composition.setter import FLAT, Setter, SetText
from paiyin.composition.sheet import Sheet
from paiyin.composition.tables import table_rows_inline
from paiyin.diagnostics import Diagnostics
from paiyin.han import Line, Rules, Setting
from paiyin.units import Milli, Pt

CODE = Rules(indent=Milli(0), hang_below=0, keep_blanks=True, hyphenate=False)
CODE_BLANK, CODE_HANG = 500, 1000  # Milli of a blank in code, and by which a broken line goes on further right
BREAK = "＊　＊　＊"
WIDE = Milli(10**6)
MOST_HUNG = 3000  # Milli of a list's mark and its blank that other lines are set in by
MOST_INDENT = 3  # em by which inner lists and quotations are set in
STANDFIRST = 13 / 9  # size of a standfirst, in em of the body, to the next whole number of characters a line
STANDFIRST_GAP = 80  # Milli between its characters that a line may show; else a character more a line is tried
LONGEST_STANDFIRST = 160  # characters; longer ones keep the body's size
STANDFIRST_STEP = 1.5  # lines of the grid from baseline to baseline


@dataclass(frozen=True, slots=True)
class Column:
    """Where rows go: ``width`` points wide, running text in role ``body`` by its ``rules``, set in by ``indent`` em;
    ``grounds`` tells that code has a ground of its own, ``code`` its size if it is not the usual. ``take`` may take a
    block out of the text (a table becomes a box) and tells whether it did."""

    width: Pt
    body: str = "body"
    indent: int = 0
    hung: bool = False
    rules: Rules | None = None
    grounds: bool = False
    code: Pt | None = None
    take: Callable[[Block, int], bool] | None = None

    def deeper(self) -> "Column":
        """Return the same column, set in by one em more."""
        return replace(self, indent=min(MOST_INDENT, self.indent + 1))


class RowMaker:
    """Makes rows; numbers paragraphs and scenes over the whole story."""

    def __init__(self, setter: Setter, sheet: Sheet, diagnostics: Diagnostics):
        self.setter, self.sheet, self.diagnostics = setter, sheet, diagnostics
        self.paragraphs = 0
        self.scenes = 0

    def number(self) -> int:
        """Return the number of the next paragraph."""
        self.paragraphs += 1
        return self.paragraphs

    def blocks(self, rows: list[Row], blocks: Iterable[Block], column: Column, mark: Text = ()) -> Text:
        """Add blocks to rows, ``mark`` before the first paragraph; return the mark if nothing took it."""
        for block in blocks:
            if column.take is not None and column.take(block, len(rows)):
                continue
            mark = self.block(rows, block, column, mark)
        return mark

    def block(self, rows: list[Row], block: Block, column: Column, mark: Text = ()) -> Text:
        """Add one block to rows; return the mark if it is still to be set."""
        match block:
            case Paragraph():
                self._paragraph(rows, block, column, mark)
            case ListBlock():
                for item in block.items:
                    self._item(rows, item, column, mark)
                    mark = ()
            case Quote():
                quoted = replace(column.deeper(), body="quote")
                return self.blocks(rows, block.blocks, quoted, mark)
            case Sidebar():
                if plain(block.title).strip():
                    rows += self.subhead(block.title, column)
                return self.blocks(rows, block.blocks, column, mark)
            case Code():
                self._code(rows, block, column, mark)
            case Crosshead():
                rows += self.subhead(block.text, column)
                return mark
            case Break():
                self._break(rows, block, column)
                return mark
            case Table():
                rows += self.subhead(block.title, column) if block.title else []
                self.text(rows, block.unit, column.body, column)
                for text, row_mark in table_rows_inline(block):
                    self.text(rows, text, column.body, column, (*mark, *row_mark))
                    mark = ()
                for note in block.notes:
                    self.text(rows, note, column.body, column)
            case PullQuote():
                self.text(rows, tuple(words_of(block)), "quote", column.deeper(), mark)
            case _:
                self.text(rows, tuple(words_of(block)), column.body, column, mark)
        return ()

    def _code(self, rows: list[Row], block: Code, column: Column, mark: Text) -> None:
        """Add code line by line, in a column of the page on a ground of its own."""
        tint = 0
        if column.grounds:
            blank(rows)
            self.scenes += 1
            tint = self.scenes
        first = len(rows)
        for line in block.text.split("\n"):
            self.text(rows, (*mark, Run(line, block.span, Style(code=True))), "code", column)
            mark = ()
        if tint:
            rows[first:] = [replace(row, tint=tint) for row in rows[first:]]
            blank(rows)

    def _paragraph(self, rows: list[Row], block: Paragraph, column: Column, mark: Text) -> None:
        label = (*block.label, Run("　", block.span)) if block.label else ()
        self.text(rows, (*label, *block.text), column.body, column, mark)

    def _item(self, rows: list[Row], item: ListItem, column: Column, before: Text) -> None:
        bullet = Style(strong=True) if item.mark and not item.mark[0].isalnum() else PLAIN  # a larger dot
        mark: Text = (*before, Run(item.mark + "\u3000" if item.mark else "", item.span, bullet))
        for block in item.blocks:
            inner = replace(column.deeper(), hung=True) if isinstance(block, ListBlock) else column
            mark = self.blocks(rows, (block,), inner, mark)
        if plain(mark).strip():
            self.text(rows, (), column.body, column, mark)

    def _break(self, rows: list[Row], block: Break, column: Column) -> None:
        done = self.setter.text((Run(BREAK, block.span),), column.body, FLAT)
        line = done.paragraph.best(self._measure(done, column)).lines[0]
        free = column.width - line.width * done.role.size / 1000
        rows += paragraph_rows(replace(done, shift=Pt(max(0.0, free / 2))), (line,), self.number(), tag="break")

    def text(
        self,
        rows: list[Row],
        text: Text,
        role: str,
        column: Column,
        mark: Text = (),
        tint: int = 0,
    ) -> None:
        """Add a paragraph to rows."""
        if not plain(text).strip() and not plain(mark).strip():
            if role == "code":
                rows.append(replace(BLANK, drop=False))
            return
        done = self.setter.text(text, role, column.rules, mark)
        if role == "code":
            done = self._as_code(done, column)
        elif column.hung and plain(mark).strip():
            done = self._hung(text, role, column, mark)
        done = replace(done, shift=Pt(done.shift + column.indent * done.role.size))
        setting = done.paragraph.best(self._measure(done, column))
        self._tell(setting, done)
        made = paragraph_rows(done, setting.lines, self.number(), tint)
        rows += glue(made, 1) if role == "scene" else made

    def _hung(self, text: Text, role: str, column: Column, mark: Text) -> SetText:
        """Return an item of an inner list: its lines stand under its text, so that it is seen to belong further in."""
        rules = column.rules or self.setter.rules
        alone = self.setter.text((Run("一", mark[0].span),), role, replace(rules, indent=Milli(0)), mark)
        hang = min(alone.paragraph.best(WIDE).lines[0].width - 1000, MOST_HUNG)
        hung = self.setter.text(text, role, replace(rules, indent=Milli(-hang)), mark)
        return replace(hung, shift=Pt(hung.shift + (rules.indent + hang) * hung.role.size / 1000))

    def _as_code(self, text: SetText, column: Column) -> SetText:
        """Return a line of code with its blanks kept; where it is broken it goes on to the right of its own start."""
        size = column.code or text.role.size
        words = "".join(span.text for span in text.paragraph.spans)
        own = CODE_BLANK * (len(words) - len(words.lstrip()))
        hang = min(own, int(column.width / size * 1000) // 3) + CODE_HANG
        paragraph = han.Paragraph(text.paragraph.spans, replace(CODE, indent=Milli(-hang)), self.setter.lang)
        return replace(text, paragraph=paragraph, role=replace(text.role, size=size), shift=Pt(hang * size / 1000))

    def _measure(self, text: SetText, column: Column) -> Milli:
        return Milli(int((column.width - text.shift) / text.role.size * 1000 + 1e-6))

    def _tell(self, setting: Setting, text: SetText) -> None:
        """Say where a paragraph could not be set as it should be."""
        if setting.runt:
            self.diagnostics.add("P102", text.span(*_range(setting.lines[-1])))
        for n in setting.forced if text.role.name != "code" else ():
            self.diagnostics.add("P105", text.span(*_range(setting.lines[n])))
        for line in setting.lines if text.role.name != "code" else ():
            if not line.flush and not line.final:
                self.diagnostics.add("P103", text.span(*_range(line)))

    def scene(self, rows: list[Row], block: Paragraph, column: Column) -> None:
        """Add a labelled scene: its label on a line of its own, the text under it on one ground."""
        self.scenes += 1
        label = self.setter.text(block.label, "scene-label", FLAT)
        lines = label.paragraph.best(self._measure(label, column)).lines
        blank(rows)
        rows += [
            replace(r, tint=self.scenes, after=NEVER, level=0) for r in paragraph_rows(label, lines, self.number())
        ]
        self.text(rows, block.text, "scene", column, tint=self.scenes)
        blank(rows)

    def lead(self, rows: list[Row], text: Text, column: Column) -> None:
        """Add a standfirst: larger type on a step of one and a half lines, padded to whole lines, a blank under it. A
        long one keeps the body's size."""
        if len(plain(text)) > LONGEST_STANDFIRST or not plain(text).strip():
            self.text(rows, text, "lead", column)
            blank(rows)
            return
        whole = self.setter.text(text, "lead", replace(self.setter.rules, hang_below=0))
        base = round(column.width / self.sheet.body / STANDFIRST)
        tried = [(whole.paragraph.best(Milli(n * 1000)), n) for n in (base, base + 1)]
        setting, count = next((t for t in tried if t[0].worst <= STANDFIRST_GAP), min(tried, key=lambda t: t[0].worst))
        size = Pt(column.width / count)
        done = replace(whole, role=replace(whole.role, size=size))
        self._tell(setting, done)
        rows += _spread(paragraph_rows(done, setting.lines, self.number(), tag="standfirst"), self.sheet, size)
        blank(rows)

    def crosshead(self, text: Text, level: int, column: Column) -> list[Row]:
        """Return the rows of a head inside a column: a blank, the head on whole lines, then at least two of text."""
        if level > 2:
            return [BLANK, *self.subhead(text, column)]
        sheet = self.sheet
        head = heads.fit(self.setter, text, "crosshead", column.width, 2)
        lines = ceil((head.height + sheet.step * 0.45) / sheet.step)
        free = sheet.block_height(lines) - head.height
        return [BLANK, *self._head(head, "crosshead", level, lines, free / 2)]

    def subhead(self, text: Text, column: Column) -> list[Row]:
        """Return the rows of a low head, one a line of it."""
        head = heads.fit(self.setter, one_line(text), "subhead", column.width, 2)
        free = self.sheet.block_height(len(head.lines)) - head.height
        return self._head(head, "subhead", 3, len(head.lines), free / 2)

    def _head(self, head: heads.Head, role: str, level: int, lines: int, above: float) -> list[Row]:
        number, sheet, rows = self.number(), self.sheet, []
        for k, line in enumerate(head.lines):
            # the k-th line of the head hangs on the k-th row, its baseline off the grid
            wanted = above + 0.88 * head.size + k * head.leading
            dy = wanted - (0.88 * sheet.body + k * sheet.step)
            text, last = head.texts[min(k, len(head.texts) - 1)], k == len(head.lines) - 1
            rows.append(Row(role, number, line, text, k == 0, last, level + 1, dy=Pt(dy), after=NEVER))
        return rows + [replace(BLANK, drop=False, after=NEVER)] * (lines - len(head.lines))


def blank(rows: list[Row]) -> None:
    """Add a blank that vanishes at a column's edges, if there is none."""
    if rows and not rows[-1].drop:
        rows.append(BLANK)


def _spread(rows: Sequence[Row], sheet: Sheet, size: float) -> list[Row]:
    """Return rows of which every second one is followed by a blank, their lines evenly spread over all."""
    out: list[Row] = []
    rise = 0.88 * (size - sheet.body)  # the first body's top stands at the top of its row
    for k, row in enumerate(rows):
        at = k * STANDFIRST_STEP
        out.append(replace(row, dy=Pt(rise + (at - len(out)) * sheet.step), after=NEVER if k % 2 == 0 else row.after))
        if k % 2:
            out[-1] = replace(out[-1], after=NEVER)
            out.append(Row(row.role, row.paragraph, after=row.after))
    if len(rows) % 2:
        out.append(Row(rows[-1].role, rows[-1].paragraph))
    return out


def _range(line: Line) -> tuple[int, int]:
    return line.start, line.end


def one_line(text: Text) -> Text:
    """Return a head's text with forced line ends as blanks, which are good places to break it."""
    return tuple(replace(run, text=run.text.replace("\n", "　")) for run in text)


def words_of(block: Block) -> Sequence[Run]:
    """Return the words of a block that cannot stand as itself where it is."""
    match block:
        case Figure():
            return [*block.caption, *([Run(f"（{block.credit}）", block.span)] if block.credit else [])]
        case Group():
            runs = [*block.caption, *([Run(f"（{block.credit}）", block.span)] if block.credit else [])]
            return runs + [run for figure in block.figures for run in words_of(figure)]
        case Chart():
            values = "，".join(f"{d.label} {d.text}{block.unit}" for d in block.data)
            return [Run(f"{block.title}：{values}", block.span)]
        case PullQuote():
            return [*block.text, *([Run("　——", block.span), *block.source] if block.source else [])]
        case _:
            return []
