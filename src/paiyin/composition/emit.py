"""From placed bands to the frames and rules of the plan: every row becomes a line at its place on the page."""

from collections.abc import Callable, Iterator

from paiyin.composition.boxframes import TAB, BoxFrames, Numbered, plan_line, row_pieces
from paiyin.composition.corners import Placed
from paiyin.composition.fill import Filled
from paiyin.composition.heads import Head
from paiyin.composition.leaves import Band
from paiyin.composition.plan import Frame, Piece, Rule
from paiyin.composition.setter import Setter
from paiyin.composition.sheet import ASCENT, Sheet
from paiyin.composition.upright import Upright
from paiyin.units import Pt

RULE_DEPTH = 1.1  # foot of a section's rule under the top of its line, points; over text without a head, above it
END_GAP, END_SIGN = 4.0, 6.6  # points before the end sign, and its size
NOTE_RULE = 4.0  # em, over the first note


class Emitter:
    """Makes frames and rules for one sheet. ``picture`` answers what a box shows on a page."""

    def __init__(self, sheet: Sheet, setter: Setter, picture: Callable[[Placed, int], Numbered]):
        self.sheet, self.boxes = sheet, BoxFrames(sheet, setter, picture)
        self.divider = self.boxes.divider

    def band(self, band: Band, page: int, divided: bool = True) -> tuple[list[Frame], list[Frame], list[Rule]]:
        """Return the text frames (the head first, if it has one), the frames of its boxes, and the rules of a band;
        ``divided`` sets a rule of type over it."""
        frames, boxes, rules = [], [], list(self._column_rules(band))
        sheet = self.sheet
        if divided:
            depth = RULE_DEPTH if band.corner.lines else -RULE_DEPTH
            width = sheet.span_width(band.columns(sheet))
            boxes.append(self.divider(sheet.x(band.column), sheet.y(band.line) + depth, width))
        if band.head is not None:
            frames.append(self._head(band))
            rules += self._opening(band)
        for part in band.arrangement.filling.parts:
            if part.end > part.first:
                frames.append(self._text(band, part))
                rules += self._tints(band, part)
        for placed in sorted(band.arrangement.placed, key=lambda p: (p.line, p.column)):
            if placed.box.kind == "wall":  # an ad hole, which the text only runs round
                continue
            made, drawn = self.boxes.made(placed, band.column + placed.column, band.line + placed.line, page)
            boxes += made
            rules += drawn
        return frames, boxes, rules

    def _text(self, band: Band, part: Filled) -> Frame:
        sheet, slot = self.sheet, part.slot
        column, first = band.column + slot.column, band.line + slot.start
        rows = band.rows[part.first : part.end]
        pieces = tuple(row_pieces(sheet, rows, sheet.x(column), first))
        return Frame(
            "text",
            sheet.x(column),
            sheet.y(first),
            sheet.span_width(1),
            sheet.block_height(slot.lines),
            column,
            1,
            first,
            slot.lines,
            pieces,
        )

    def _tints(self, band: Band, part: Filled) -> Iterator[Rule]:
        """Yield the ground under labelled scenes and code, the rules beside labels and over notes."""
        sheet, slot = self.sheet, part.slot
        rows = band.rows[part.first : part.end]
        x, width, first = sheet.x(band.column + slot.column), sheet.span_width(1), band.line + slot.start
        start = None
        for k, row in enumerate([*rows, None]):
            tint = row.tint if row is not None else 0
            if start is not None and (not tint or tint != rows[start].tint):
                top, foot = sheet.y(first + start) - 2, sheet.y(first + k - 1) + sheet.body
                yield Rule("tint", Pt(x - 3), Pt(top), Pt(width + 6), Pt(foot - top + 4))
                start = None
            if tint and start is None:
                start = k
        for k, row in enumerate(rows):
            if k and row.role == "note" and row.line is not None and rows[k - 1].line is None:
                yield Rule("note", x, Pt(sheet.y(first + k) - sheet.step / 2), Pt(NOTE_RULE * sheet.body), Pt(0.3))
            if row.role == "scene-label" and row.line is not None:
                at = row.line.width * row.text.role.size / 1000 + 6
                if at < width - 6:
                    yield Rule(
                        "scene", Pt(x + at), Pt(sheet.baseline(first + k) - sheet.body * 0.36), Pt(width - at), Pt(0.5)
                    )

    def _head(self, band: Band) -> Frame:
        sheet, head, corner = self.sheet, band.head, band.corner
        if isinstance(head, Upright):
            return head.frame(self.boxes.setter, sheet, band.column, band.line)
        x, top = sheet.x(band.column), sheet.y(band.line)
        lines = []
        for n, line in enumerate(head.lines):
            y = top + SECTION_FIRST + head.size * ASCENT + n * head.leading
            lines.append(
                plan_line(
                    line, head.texts[min(n, len(head.texts) - 1)], x, y, head.size, sheet.span_width(corner.columns)
                )
            )
        piece = Piece("section", tuple(lines), -1, level=2)
        return Frame(
            "head",
            x,
            top,
            sheet.span_width(corner.columns),
            sheet.block_height(corner.lines),
            band.column,
            corner.columns,
            band.line,
            corner.lines,
            (piece,),
        )

    def _opening(self, band: Band) -> Iterator[Rule]:
        """Yield the rule over a section and its tab."""
        sheet = self.sheet
        columns = min((p.column for p in band.arrangement.placed if p.line == 0), default=band.columns(sheet))
        x, y = sheet.x(band.column), sheet.y(band.line) + 0.6
        yield Rule("section", x, Pt(y), sheet.span_width(max(columns, 1)), Pt(0.5))
        yield Rule("tab", x, Pt(y), Pt(TAB[0]), Pt(TAB[1]))

    def end(self, band: Band) -> list[Rule]:
        """Return the end sign after the last line of a band's galley, if the band holds that line and it leaves room
        for the sign."""
        parts = [p for p in band.arrangement.filling.parts if p.end > p.first]
        if not parts or parts[-1].end < len(band.rows):
            return []
        row = band.rows[parts[-1].end - 1]
        if row.line is None or row.role in ("note", "code"):
            return []
        sheet, slot = self.sheet, parts[-1].slot
        left = sheet.x(band.column + slot.column)
        x = left + row.dx + row.line.width * row.text.role.size / 1000 + END_GAP
        if x + END_SIGN > left + sheet.span_width(1):
            return []
        y = sheet.baseline(band.line + slot.start + parts[-1].end - 1 - parts[-1].first)
        return [Rule("end", Pt(x), Pt(y - END_SIGN), Pt(END_SIGN), Pt(END_SIGN))]

    def _column_rules(self, band: Band) -> Iterator[Rule]:
        """Yield rules in the gutters beside text, never through a head or a box."""
        sheet, arrangement = self.sheet, band.arrangement
        texts = {part.slot.column for part in arrangement.filling.parts if part.end > part.first}
        for gutter in range(1, band.columns(sheet)):
            if not texts & {gutter - 1, gutter}:
                continue
            free = [True] * arrangement.height
            if band.corner.lines:
                free[:1] = [False]
                if gutter < band.corner.columns:
                    free[: band.corner.lines] = [False] * min(band.corner.lines, len(free))
            sides: list[list[bool]] = [[False] * arrangement.height, [False] * arrangement.height]
            for p in arrangement.placed:
                for line in range(max(p.line, 0), min(p.foot, arrangement.height)):  # a crown stands over its band
                    if p.column < gutter < p.column + p.box.columns:
                        free[line] = False
                    elif p.column + p.box.columns == gutter:
                        sides[0][line] = True
                    elif p.column == gutter:
                        sides[1][line] = True
            used = self._used(band, gutter)
            start = None
            for line in range(arrangement.height + 1):
                on = (
                    line < arrangement.height and free[line] and line < used and not (sides[0][line] and sides[1][line])
                )
                if on and start is None:
                    start = line
                elif not on and start is not None:
                    if line - start >= 3:
                        x = sheet.x(band.column + gutter) - sheet.body * sheet.gutter / 2
                        top = sheet.y(band.line + start)
                        yield Rule(
                            "column", Pt(x - 0.15), top, Pt(0.3), Pt(sheet.y(band.line + line - 1) + sheet.body - top)
                        )
                    start = None

    def _used(self, band: Band, gutter: int) -> int:
        """Return the first line of a band under all that stands on either side of a gutter."""
        used = 0
        for part in band.arrangement.filling.parts:
            if part.slot.column in (gutter - 1, gutter) and part.end > part.first:
                used = max(used, part.slot.start + part.end - part.first)
        for p in band.arrangement.placed:
            if p.column <= gutter <= p.column + p.box.columns:
                used = max(used, min(p.foot, band.arrangement.height))
        return used


# A section head hangs from its rule: its first body's top stands so many points under the top of its first line.
SECTION_FIRST = 11.4


def section_lines(head: Head, sheet: Sheet) -> int:
    """Return the lines of the grid that a section head takes, its rule and the blank under it included."""
    return -(-int((SECTION_FIRST + head.height + 0.75 * sheet.step) * 100) // int(sheet.step * 100))


__all__ = ["Emitter", "Numbered", "plan_line", "section_lines"]
