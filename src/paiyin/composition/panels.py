"""Panels: text in a box of its own, a sidebar under a title or code with long lines, set in lines at the box's measure.

The measure is whole em, with half an em or more between text and edge; a panel longer than half a page is cut into
several if it is code, and runs in the story's text if it is a sidebar.
"""

from dataclasses import dataclass
from math import ceil

from paiyin.article import Code, Run, Sidebar, Style, plain
from paiyin.composition import heads
from paiyin.composition.boxes import Box
from paiyin.composition.galley import Row
from paiyin.composition.heads import Head
from paiyin.composition.rows import CODE, Column, RowMaker, one_line
from paiyin.composition.sheet import Sheet
from paiyin.composition.tables import longest
from paiyin.diagnostics import Diagnostics
from paiyin.units import Milli, Pt

INSET = 1.0  # em that text is narrower than its box, at least
USUAL = 26  # lines of a sidebar over one column; longer ones take two
TITLE_TOP = 9.0  # points from the top rule to the first body's top of a title
WIDE = Milli(10**8)
ROLE = "sidebar"
CODE_SIZES = (1.0, 0.9, 0.8)  # of the body, tried until no line of code is broken
SMALLEST_CODE = 7.0  # points


@dataclass(frozen=True, eq=False, slots=True)
class Panel:
    """A set panel: its title if it has one, its rows, and how far they are set in (points). The first row stands
    ``above`` lines under the panel's top."""

    title: Head | None
    rows: tuple[Row, ...]
    inset: Pt
    above: int

    @property
    def lines(self) -> int:
        """Lines of the grid that it takes, the blank at its foot included."""
        return self.above + len(self.rows) + 1


def sidebar_box(maker: RowMaker, sidebar: Sidebar, anchor: int) -> Box | None:
    """Return the box of a sidebar over one or two columns, or as many as its manuscript wishes; None if it is too
    long for one."""
    sheet = maker.sheet
    least = most = min(sidebar.columns, sheet.columns) if sidebar.columns else 0
    if not least:
        least, most = 1, min(3, sheet.columns)
    trial = RowMaker(maker.setter, sheet, Diagnostics())
    for columns in range(least, most + 1):
        lines = _sidebar(trial, sidebar, columns).lines
        if lines <= (USUAL if columns == 1 and most > 1 else longest(sheet)):
            panel = _sidebar(maker, sidebar, columns)
            return Box("sidebar", panel, columns, panel.lines, panel.lines, panel.lines, 0, anchor)
    return None


def _sidebar(maker: RowMaker, sidebar: Sidebar, columns: int) -> Panel:
    sheet = maker.sheet
    width, inset = _inner(sheet, columns)
    words = one_line(sidebar.title)
    title = heads.fit(maker.setter, words, "panel-title", width, 2) if plain(words).strip() else None
    above = ceil((TITLE_TOP + title.height + sheet.step * 0.4) / sheet.step) if title else 1
    rows: list[Row] = []
    maker.blocks(rows, sidebar.blocks, Column(width, ROLE))
    while rows and rows[-1].line is None:
        rows.pop()
    return Panel(title, tuple(rows), inset, above)


def code_boxes(maker: RowMaker, code: Code, anchor: int) -> list[Box]:
    """Return boxes for code whose lines are too long for a column; none if it stands in the text."""
    sheet, body = maker.sheet, maker.setter.roles["code"].size
    widest = (max(_natural(maker, code, line) for line in code.text.split("\n")) + 1) / 1000
    if widest * body <= sheet.span_width(1):
        return []
    spans = range(2, sheet.columns + 1)
    sizes = [Pt(body * share) for share in CODE_SIZES if body * share >= SMALLEST_CODE] or [body]
    fitting = ((n, size) for size in sizes for n in spans if widest * size <= _inner(sheet, n)[0])
    columns, size = next(fitting, (sheet.columns, sizes[-1]))
    width, inset = _inner(sheet, columns)
    rows: list[Row] = []
    maker.block(rows, code, Column(width, code=size))
    most = longest(sheet) - 2
    share = -(-len(rows) // -(-len(rows) // most))
    panels = [Panel(None, tuple(rows[n : n + share]), inset, 1) for n in range(0, len(rows), share)]
    lines = panels[0].lines
    return [
        Box("code", panel, columns, lines, lines, lines, 0, anchor, series=panels[0], part=n)
        for n, panel in enumerate(panels)
    ]


def _natural(maker: RowMaker, code: Code, line: str) -> int:
    """Return the width of a line of code, in 1/1000 em."""
    if not line.strip():
        return 0
    return (
        maker.setter.text((Run(line, code.span, Style(code=True)),), "code", CODE).paragraph.best(WIDE).lines[0].width
    )


def _inner(sheet: Sheet, columns: int) -> tuple[Pt, Pt]:
    """Return the measure of a panel's text, in whole em, and how far it is set in."""
    width = sheet.span_width(columns)
    inner = int(width / sheet.body - INSET + 1e-6) * sheet.body
    return Pt(inner), Pt((width - inner) / 2)
