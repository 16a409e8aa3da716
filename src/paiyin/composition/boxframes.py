"""Boxes at their places: the frames and rules of pictures with captions, charts, tables and pull quotes.

A box is placed by the band search; here it becomes frames, without knowing of the band around it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from paiyin.article import Figure
from paiyin.composition.boxes import Box, Caption, caption_of
from paiyin.composition.corners import Placed
from paiyin.composition.galley import Row
from paiyin.composition.groups import Pictures, group_caption
from paiyin.composition.panels import TITLE_TOP, Panel
from paiyin.composition.plan import Frame, Picture, Piece, PlanLine, Rule, Slip
from paiyin.composition.pullquote import FIRST, Pulled
from paiyin.composition.setter import Setter, SetText
from paiyin.composition.sheet import ASCENT, Sheet
from paiyin.composition.tables import Cell, TableSlice, height, tall
from paiyin.han import Line, Segment
from paiyin.units import Milli, Pt, pt_to_mm

RULE_EMS = 20  # width of a piece of rule, em
RULE_RISE = 3.0  # points that it stands over the rule: its type begins above that of a line right under it
RULE_PIECE = 40.0  # and about so many points
CAPTION_OFFSET = 1.0  # points that captions stand below the grid line under their picture
TAB = (36.0, 3.0)  # the mark that opens a module, points
CODE_RISE = 0.5  # lines by which code stands higher, so that its ground is as deep above it as below
TITLE_RISE = 1.5  # points by which a table's title stands higher than its line, clear of the rule
REPEATED = "repeated"  # role of a table's head and label where they stand again

Made = tuple[list[Frame], list[Rule]]


@dataclass(frozen=True, slots=True)
class Numbered:
    """What the page knows of a box: its figure number (0: none) and the picture to show, if any."""

    number: int
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a box stands: its first column and line on the page, and its upper left corner in points."""

    placed: Placed
    column: int
    line: int
    x: Pt
    y: Pt

    def part(
        self, kind: str, y: Pt, width: float, height: float, line: int, lines: int, pieces: tuple[Piece, ...]
    ) -> Frame:
        """Return a frame over some lines of the place."""
        return Frame(kind, self.x, y, Pt(width), Pt(height), self.column, self.placed.box.columns, line, lines, pieces)

    def frame(self, kind: str, width: float, height: float, pieces: tuple[Piece, ...] = (), **more: object) -> Frame:
        """Return a frame over the whole place."""
        columns, lines = self.placed.box.columns, self.placed.lines
        return Frame(
            kind, self.x, self.y, Pt(width), Pt(height), self.column, columns, self.line, lines, pieces, **more
        )


def rule_in_type(setter: Setter, x: float, y: float, width: float) -> Frame:
    """Return a rule that is set in type, so that text can be taken off the page in order (see
    ``paiyin.fonts.halfwidth.rule_face``)."""
    count = max(1, round(width / RULE_PIECE))
    size = width / (count * RULE_EMS)
    segment = Segment("─" * count, setter.fonts.rule().key, Milli(count * RULE_EMS * 1000), 0, count)
    line = PlanLine(Pt(x), Pt(y - RULE_RISE), Pt(size), Pt(width), (segment,), final=True)
    return Frame("divider", Pt(x), Pt(y), Pt(width), Pt(0.0), pieces=(Piece("divider", (line,), -1),))


def plan_line(line: Line, text: SetText, x: float, y: float, size: float, measure: float) -> PlanLine:
    """Return a set line at its place."""
    return PlanLine(
        Pt(x),
        Pt(y),
        Pt(size),
        Pt(measure),
        line.segments,
        text.span(line.start, line.end),
        line.gap,
        line.squeeze,
        line.flush,
        line.final,
    )


class BoxFrames:
    """Makes frames of boxes on one sheet. ``picture`` answers what a box shows on a page."""

    def __init__(self, sheet: Sheet, setter: Setter, picture: Callable[[Placed, int], Numbered]):
        self.sheet, self.setter, self.picture = sheet, setter, picture

    def divider(self, x: float, y: float, width: float) -> Frame:
        """Return a rule set in type along a rule or frame that parts texts."""
        return rule_in_type(self.setter, x, y, width)

    def made(self, placed: Placed, column: int, line: int, page: int) -> Made:
        """Return the frames and rules of a box whose upper left corner is at a column and line of a page."""
        if not isinstance(placed.box.content, Figure | Pictures):  # what is no picture never grows beyond its text
            placed = placed._replace(lines=min(placed.lines, placed.box.most))
        at = Place(placed, column, line, self.sheet.x(column), self.sheet.y(line))
        match placed.box.content:
            case TableSlice() as table:
                return self._table(table, at)
            case Pulled() as quote:
                return self._quote(quote, at)
            case Panel() as panel:
                return self._panel(panel, at)
            case Pictures() as pictures:
                return self._group(pictures, at, page)
        return self._picture(at, page)

    def _divided(self, at: Place, dy: float) -> list[Frame]:
        """Return the divider over a box that stands under text."""
        return [self.divider(at.x, at.y + dy, self.sheet.span_width(at.placed.box.columns))] if at.placed.line else []

    def _picture(self, at: Place, page: int) -> Made:
        sheet, box = self.sheet, at.placed.box
        width, height = sheet.span_width(box.columns), sheet.block_height(at.placed.lines)
        shown = self.picture(at.placed, page)
        frames = self._divided(at, 0.4)
        frames.append(at.frame(box.kind, width, height, picture=shown.picture, data={"column": sheet.span_width(1)}))
        if isinstance(box.content, Figure):
            frames.append(self._caption(caption_of(self.setter, box.content, shown.number, width), at, width))
        return frames, []

    def _caption(self, caption: Caption, at: Place, width: float) -> Frame:
        sheet, size, line = self.sheet, self.setter.roles["caption"].size, at.line + at.placed.lines
        lines = [
            plan_line(one, caption.text, at.x, sheet.baseline(line + n) + CAPTION_OFFSET, size, width)
            for n, one in enumerate(caption.lines)
        ]
        pieces = [Piece("caption", tuple(lines), -1)] if lines else []
        if caption.credit_line is not None:
            own = caption.credit_line.width * size / 1000
            row = len(lines) - 1 if caption.shares and lines else len(lines)
            y = sheet.baseline(line + row) + CAPTION_OFFSET
            credit = plan_line(caption.credit_line, caption.credit, at.x + width - own, y, size, own)
            pieces.append(Piece("credit", (credit,), -1))
        rows = max(1, caption.rows)
        return Frame(
            "caption",
            at.x,
            sheet.y(line),
            Pt(width),
            sheet.block_height(rows),
            at.column,
            at.placed.box.columns,
            line,
            rows,
            tuple(pieces),
        )

    def _quote(self, quote: Pulled, at: Place) -> Made:
        """Set a pull quote under its rule and tab; lines more than it needs are air above and below it."""
        sheet, head = self.sheet, quote.head
        width, lines = sheet.span_width(at.placed.box.columns), at.placed.lines
        down = (lines - at.placed.box.least) * sheet.step / 2
        first = at.y + FIRST + down + ASCENT * head.size
        set_ = [
            plan_line(line, text, at.x + quote.left(n, width), first + n * head.leading, head.size, width)
            for n, (line, text) in enumerate(zip(head.lines, _texts(head.texts, len(head.lines))))
        ]
        pieces = [Piece(quote.role, tuple(set_), -1)]
        if quote.sign_line is not None:
            size = quote.sign.role.size
            own = quote.sign_line.width * size / 1000
            y = set_[-1].y + (0 if quote.shares(width) else sheet.step + head.size * 0.12)
            line = plan_line(quote.sign_line, quote.sign, at.x + width - own, y, size, own)
            pieces.append(Piece("quote-sign" if quote.sign.runs else quote.role, (line,), -1))
        y = at.y + 0.6
        ground = Rule("ground", at.x, at.y, width, sheet.block_height(lines))
        rules = [ground, Rule("section", at.x, Pt(y), width, Pt(0.5)), Rule("tab", at.x, Pt(y), Pt(TAB[0]), Pt(TAB[1]))]
        return [*self._divided(at, 0.2), at.frame("quote", width, sheet.block_height(lines), tuple(pieces))], rules

    def _panel(self, panel: Panel, at: Place) -> Made:
        """Set a panel on its ground: a rule over it with the tab over a title; one line more is air under the text."""
        sheet, box = self.sheet, at.placed.box
        width, tall = sheet.span_width(box.columns), sheet.block_height(at.placed.lines)
        x, pieces = at.x + panel.inset, []
        rules = [Rule("tint", at.x, at.y, Pt(width), Pt(tall))]
        if panel.title is not None:
            title, first = panel.title, at.y + TITLE_TOP + ASCENT * panel.title.size
            lines = [
                plan_line(line, text, x, first + n * title.leading, title.size, width - 2 * panel.inset)
                for n, (line, text) in enumerate(zip(title.lines, _texts(title.texts, len(title.lines))))
            ]
            pieces.append(Piece("panel-title", tuple(lines), -1, level=4))
        if box.kind == "sidebar":
            rules.append(Rule("panel", at.x, at.y, Pt(width), Pt(0.8)))
            rules.append(Rule("tab", at.x, at.y, Pt(TAB[0]), Pt(TAB[1])))
        pieces += (replace(p, paragraph=-1) for p in row_pieces(sheet, panel.rows, x, at.line + panel.above))
        if panel.title is None and box.kind == "code":
            pieces = [_moved(piece, -CODE_RISE * sheet.step) for piece in pieces]
        return [*self._divided(at, -0.2), at.frame(box.kind, width, tall, tuple(pieces))], rules

    def _group(self, pictures: Pictures, at: Place, page: int) -> Made:
        """Set the pictures of a group side by side, each with its number and order slip, under one caption."""
        sheet, placed = self.sheet, at.placed
        width, tall = sheet.span_width(placed.box.columns), sheet.block_height(placed.lines)
        frames, numbers = [*self._divided(at, 0.4), at.frame("group", width, tall)], []
        for figure, x, y, wide, high in pictures.frames(width, tall):
            alone = Box("figure", figure, placed.box.columns, placed.lines, placed.lines, placed.lines, 0, 0)
            shown = self.picture(Placed(alone, placed.column, placed.line, placed.lines), page)
            picture = shown.picture
            if picture is not None and picture.slip is not None:
                picture = replace(picture, slip=resized_slip(picture.slip, wide, high))
            numbers.append(shown.number)
            data = {"column": sheet.span_width(1)}
            frames.append(Frame("figure", Pt(at.x + x), Pt(at.y + y), Pt(wide), Pt(high), picture=picture, data=data))
        caption = group_caption(self.setter, pictures.group, min(numbers), width)
        return [*frames, self._caption(caption, at, width)], []

    def _table(self, table: TableSlice, at: Place) -> Made:
        """Set a table between two rules, a hairline under every row and a rule under its head; its title and notes are
        frames of their own."""
        sheet, x, line = self.sheet, at.x, at.line
        width = sheet.span_width(at.placed.box.columns)
        frames = self._divided(at, -0.2)
        if table.over:
            frames.append(self._beside_table("table-title", table.over, at, line))
            line += tall(table.over)
        if table.label is not None:
            size = table.label.role.size
            one = table.label.paragraph.best(sheet.span_measure(1, size)).lines[0]
            label = Piece(REPEATED, (plan_line(one, table.label, x, sheet.baseline(line), size, width),), -1)
            frames.append(at.part("table-title", at.y, width, sheet.block_height(1), line, 1, (label,)))
            line += 1
        first = line
        pieces: list[Piece] = []
        rules = [Rule("table", x, Pt(sheet.y(line) - 1), Pt(width), Pt(0.8))]
        shown = [(table.head, REPEATED if table.part else "table-head")] if table.head else []
        shown += [(row, "table") for row in table.rows]
        for n, (row, role) in enumerate(shown):
            pieces += self._cells(row, role, x, line)
            line += height(row)
            y = sheet.y(line) - (sheet.step - sheet.body) / 2
            last, head = n == len(shown) - 1, role != "table"
            kind, thick = ("table", 0.8) if last else ("table-head", 0.5) if head else ("hairline", 0.25)
            rules.append(Rule(kind, x, Pt(y), Pt(width), Pt(thick)))
        high = sheet.block_height(max(1, line - first))
        frames.append(at.part("table", Pt(sheet.y(first)), width, high, first, line - first, tuple(pieces)))
        if table.under:
            frames.append(self._beside_table("table-note", table.under, at, line))
        return frames, rules

    def _beside_table(self, kind: str, rows: Sequence[tuple[Cell, ...]], at: Place, line: int) -> Frame:
        """Return the frame of what stands over or under a table from a line on."""
        pieces, first = [], line
        for row in rows:
            pieces += self._cells(row, kind, at.x, line, -TITLE_RISE if kind == "table-title" else 0.0)
            line += height(row)
        sheet, lines = self.sheet, line - first
        width = sheet.span_width(at.placed.box.columns)
        return at.part(kind, Pt(sheet.y(first)), width, sheet.block_height(lines), first, lines, tuple(pieces))

    def _cells(self, row: tuple[Cell, ...], role: str, x: float, line: int, dy: float = 0.0) -> Iterator[Piece]:
        for cell in row:
            size, set_ = cell.text.role.size, []
            for k, one in enumerate(cell.lines):
                own = one.width * size / 1000
                shift = {"right": cell.width - own, "center": (cell.width - own) / 2}.get(cell.align, 0.0)
                text = replace(cell.text, runs=()) if role == REPEATED else cell.text
                y = self.sheet.baseline(line + k) + dy
                set_.append(plan_line(one, text, x + cell.x + max(0.0, shift), y, size, cell.width))
            if set_:
                yield Piece(role, tuple(set_), -1)


def row_pieces(sheet: Sheet, rows: Sequence[Row], x: float, first: int) -> Iterator[Piece]:
    """Yield the pieces of rows that stand under one another from a line of the page on, ``x`` points from its left. A
    row without text ends a piece unless it is a blank inside its paragraph."""
    lines: list[tuple[Row, PlanLine]] = []
    for k, row in enumerate([*rows, None]):
        if lines and (row is None or row.paragraph != lines[0][0].paragraph):
            begins, ends = lines[0][0], lines[-1][0]
            yield Piece(
                begins.role, tuple(line for _, line in lines), begins.paragraph, begins.first, ends.last, begins.level
            )
            lines = []
        if row is None or row.line is None:
            continue
        size, y = row.text.role.size, sheet.baseline(first + k) + row.dy
        measure = row.line.measure * size / 1000 if row.line.measure < 10**6 else sheet.span_width(1)
        lines.append((row, plan_line(row.line, row.text, x + row.dx, y, size, measure)))


def resized_slip(slip: Slip, width: float, tall: float) -> Slip:
    """Return an order slip for a picture of another size (points), which asks for the pixels of that."""
    mm = pt_to_mm(Pt(width)), pt_to_mm(Pt(tall))
    pixels = tuple(ceil(round(one / 25.4 * slip.ppi, 3) / 10) * 10 for one in mm)
    return replace(slip, width=mm[0], height=mm[1], pixels=pixels)


def _moved(piece: Piece, down: float) -> Piece:
    return replace(piece, lines=tuple(replace(line, y=Pt(line.y + down)) for line in piece.lines))


def _texts(texts: tuple[SetText, ...], count: int) -> list[SetText]:
    """Return the text of each line of a head: of its own, or the last that there is."""
    return [texts[min(n, len(texts) - 1)] for n in range(count)]
