"""Boxes at their places: the frames and rules of pictures with captions, charts, tables and pull quotes.

A box is placed by the band search; here it becomes frames, without knowing of the band around it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from paiyin.article import Figure, Table
from paiyin.composition.boxes import Caption, caption_of
from paiyin.composition.corners import Placed
from paiyin.composition.plan import Frame, Picture, Piece, PlanLine, Rule
from paiyin.composition.pullquote import FIRST, Pulled
from paiyin.composition.setter import Setter, SetText
from paiyin.composition.sheet import ASCENT, Sheet
from paiyin.composition.tables import set_table
from paiyin.han import Line, Segment
from paiyin.units import Milli, Pt

RULE_EMS = 20  # width of a piece of rule, em
RULE_PIECE = 40.0  # and about so many points
CAPTION_OFFSET = 1.0  # points that captions stand below the grid line under their picture
TAB = (36.0, 3.0)  # the mark that opens a module, points

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

    def frame(self, kind: str, width: float, height: float, pieces: tuple[Piece, ...] = (), **more: object) -> Frame:
        """Return a frame over the whole place."""
        columns, lines = self.placed.box.columns, self.placed.lines
        return Frame(kind, self.x, self.y, Pt(width), Pt(height), self.column, columns, self.line, lines, pieces, **more)


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
        """Return a rule set in type along a rule or frame that parts texts (see
        ``paiyin.fonts.halfwidth.rule_face``)."""
        count = max(1, round(width / RULE_PIECE))
        size = width / (count * RULE_EMS)
        segment = Segment("─" * count, self.setter.fonts.rule().key, Milli(count * RULE_EMS * 1000), 0, count)
        line = PlanLine(Pt(x), Pt(y), Pt(size), Pt(width), (segment,), final=True)
        return Frame("divider", Pt(x), Pt(y), Pt(width), Pt(0.0), pieces=(Piece("divider", (line,), -1),))

    def made(self, placed: Placed, column: int, line: int, page: int) -> Made:
        """Return the frames and rules of a box whose upper left corner is at a column and line of a page."""
        at = Place(placed, column, line, self.sheet.x(column), self.sheet.y(line))
        content = placed.box.content
        if isinstance(content, Table):
            return self._table(content, at)
        if isinstance(content, Pulled):
            return self._quote(content, at)
        return self._picture(at, page)

    def _divided(self, at: Place, dy: float) -> list[Frame]:
        """Return the divider over a box that stands under text."""
        return [self.divider(at.x, at.y + dy, self.sheet.span_width(at.placed.box.columns))] if at.placed.line else []

    def _picture(self, at: Place, page: int) -> Made:
        sheet, box = self.sheet, at.placed.box
        width, height = sheet.span_width(box.columns), sheet.block_height(at.placed.lines)
        shown = self.picture(at.placed, page)
        frames = self._divided(at, 0.4)
        frames.append(
            at.frame(box.kind, width, height, picture=shown.picture, data={"column": sheet.span_width(1)})
        )
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
        rules = [Rule("section", at.x, Pt(y), width, Pt(0.5)), Rule("tab", at.x, Pt(y), Pt(TAB[0]), Pt(TAB[1]))]
        return [*self._divided(at, 0.2), at.frame("quote", width, sheet.block_height(lines), tuple(pieces))], rules

    def _table(self, table: Table, at: Place) -> Made:
        sheet, columns, x = self.sheet, at.placed.box.columns, at.x
        width, pieces, row_line = sheet.span_width(columns), [], at.line
        rules = [Rule("table", x, Pt(at.y - 1), Pt(width), Pt(0.8))]
        rows = set_table(self.setter, table, sheet, columns)
        for n, row in enumerate(rows):
            tall = max((len(cell.lines) for cell in row), default=1)
            for cell in row:
                size = cell.text.role.size
                for k, one in enumerate(cell.lines):
                    own = one.width * size / 1000
                    shift = {"right": cell.width - own, "center": (cell.width - own) / 2}.get(cell.align, 0.0)
                    line = plan_line(one, cell.text, x + cell.x + shift, sheet.baseline(row_line + k), size, cell.width)
                    pieces.append(Piece(cell.text.role.name, (line,), -1))
            row_line += max(1, tall)
            y = sheet.y(row_line) - (sheet.step - sheet.body) / 2
            last = n == len(rows) - 1
            rules.append(Rule("table" if last else "hairline", x, Pt(y), Pt(width), Pt(0.8 if last else 0.25)))
        frame = at.frame("table", width, sheet.block_height(at.placed.lines), tuple(pieces))
        return [*self._divided(at, -0.2), frame], rules


def _texts(texts: tuple[SetText, ...], count: int) -> list[SetText]:
    """Return the text of each line of a head: of its own, or the last that there is."""
    return [texts[min(n, len(texts) - 1)] for n in range(count)]
