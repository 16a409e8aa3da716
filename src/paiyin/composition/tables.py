"""Tables on the grid: how many columns of the page one needs, its cells set to their widths, and where it is cut.

A table longer than half a page becomes several boxes, each under the table's head. One that no width holds, or with a
row too high to be kept whole, becomes paragraphs (列名：内容).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from paiyin.article import Run, Table, Text, plain
from paiyin.composition.boxes import Box
from paiyin.composition.heads import natural_width
from paiyin.composition.setter import FLAT, Setter, SetText
from paiyin.composition.sheet import Sheet
from paiyin.han import Line
from paiyin.script import in_script
from paiyin.units import Milli, Pt

PAD = 5.0  # points between two cells
FEWEST = 2.5  # em that a cell has at least
MOST_COLUMNS = 16
WRAPPED = 1.6  # times the lines of the rows unbroken, at which a table is worth another column of the page
JUSTIFIED = 14  # em from which on the lines of a cell are stretched
NUMERALS = "零一二三四五六七八九十"


@dataclass(frozen=True, eq=False, slots=True)
class Cell:
    """A set cell: its lines, where it starts, how wide it is (points), and its alignment."""

    text: SetText
    lines: tuple[Line, ...]
    x: Pt
    width: Pt
    align: str


Row = tuple[Cell, ...]


@dataclass(frozen=True, eq=False, slots=True)
class TableSlice:
    """A table, or a part of one: its head (None without one) and rows. ``part`` counts from 0; a later part repeats the
    head, and ``label`` (续表) says that it goes on. Title and unit stand ``over`` it, notes ``under`` it."""

    head: Row | None
    rows: tuple[Row, ...]
    part: int = 0
    label: SetText | None = None
    over: tuple[Row, ...] = ()
    under: tuple[Row, ...] = ()

    @property
    def lines(self) -> int:
        """Lines of the grid that it takes, a blank for its rules included."""
        return self.body + tall(self.over) + tall(self.under) + 1 + (self.label is not None)

    @property
    def titled(self) -> bool:
        """Tell whether it says by itself what it is, also where it goes on."""
        return self.label is not None or any(cell.text.role.name == "table-title" for row in self.over for cell in row)

    @property
    def body(self) -> int:
        """Lines of its head and rows."""
        return tall(((self.head,) if self.head else ()) + self.rows)


def height(row: Row) -> int:
    """Return the lines of the grid that a row of cells takes."""
    return max([1, *(len(cell.lines) for cell in row)])


def tall(rows: Sequence[Row]) -> int:
    """Return the lines of the grid that rows of cells take."""
    return sum(height(row) for row in rows)


def table_boxes(setter: Setter, table: Table, sheet: Sheet, anchor: int) -> list[Box]:
    """Return the boxes of a table in order; none if it cannot stand as one."""
    columns = table_columns(setter, table, sheet)
    if not columns:
        return []
    whole = set_table(setter, table, sheet.span_width(columns))
    most = longest(sheet)
    if any(height(row) > most // 3 for row in whole.rows) and whole.lines > most:
        return []
    parts = sliced(setter, whole, most)
    lines = max(part.lines for part in parts)
    box = Box("table", whole, columns, lines, lines, lines, 0, anchor, series=whole)
    return [replace(box, content=part, part=n) for n, part in enumerate(parts)]


def longest(sheet: Sheet) -> int:
    """Return the most lines of one box of text: two of them stand on a page under the bar of a story that goes on."""
    return max(8, (sheet.lines - 7) // 2)


def table_columns(setter: Setter, table: Table, sheet: Sheet) -> int:
    """Return over how many page columns a table stands, 0 if it has too many columns for the sheet."""
    count = len(_align(table))
    if not count or count > MOST_COLUMNS:
        return 0
    size = setter.roles["table"].size
    least = count * FEWEST * size + PAD * (count - 1)
    fitting = [n for n in range(1, sheet.columns + 1) if least <= sheet.span_width(n)]
    natural = sum(_natural(setter, table)) * size / 1000 + PAD * (count - 1)
    rows = len(_rows(table))
    for columns in fitting:
        if natural <= sheet.span_width(columns):
            return columns
        # Narrower and with some cells broken is as good, if it costs few lines.
        set_ = set_table(setter, table, sheet.span_width(columns)) if rows * count <= 400 else None
        if set_ is not None and set_.body <= WRAPPED * rows:
            return columns
    return fitting[-1] if fitting else 0


def set_table(setter: Setter, table: Table, width: float) -> TableSlice:
    """Return the whole table with every cell set, ``width`` points wide."""
    size = setter.roles["table"].size
    widths = _widths(_natural(setter, table), width, size)
    done = []
    for n, row in enumerate(_rows(table)):
        role = "table-head" if n == 0 and _has_head(table) else "table"
        x, cells = 0.0, []
        for text, own, align in zip(row, widths, _align(table)):
            cells.append(_cell(setter, text, role, x, own, align))
            x += own + PAD
        done.append(tuple(cells))
    over, under = _over(setter, table, width), tuple((_cell(setter, n, "table", 0, width),) for n in table.notes)
    head, rows = (done[0], done[1:]) if _has_head(table) else (None, done)
    return TableSlice(head, tuple(rows), over=over, under=under)


def _cell(setter: Setter, text: Text, role: str, x: float, width: float, align: str = "left") -> Cell:
    """Return a text set as a cell from ``x`` on, ``width`` points wide."""
    ems = width / setter.roles[role].size
    ragged = ems < JUSTIFIED or align != "left"
    set_ = setter.text(text, role, replace(setter.rules, indent=Milli(0), hang_below=0, runt=1, ragged=ragged))
    lines = set_.paragraph.best(Milli(int(ems * 1000 + 1e-6))).lines
    return Cell(set_, lines, Pt(x), Pt(width), align)


def _over(setter: Setter, table: Table, width: float) -> tuple[Row, ...]:
    """Return the title in the middle over a table and the unit at its right: in one line if neither touches the other."""
    title = (_cell(setter, table.title, "table-title", 0, width, "center"),) if table.title else ()
    unit = (_cell(setter, table.unit, "table", 0, width, "right"),) if table.unit else ()
    wide = [
        natural_width(setter, text, role) * setter.roles[role].size / 1000 if text else 0.0
        for text, role in ((table.title, "table-title"), (table.unit, "table"))
    ]
    if title and unit and wide[0] / 2 + wide[1] + PAD <= width / 2:
        return ((*title, *unit),)
    return tuple(row for row in (title, unit) if row)


def sliced(setter: Setter, table: TableSlice, most: int) -> list[TableSlice]:
    """Cut a table into parts of at most ``most`` lines and about the same height."""
    if table.lines <= most:
        return [table]
    head = height(table.head) if table.head else 0
    room = max(1, most - head - 2 - tall(table.over) - tall(table.under))
    each = [height(row) for row in table.rows]
    count = -(-sum(each) // room)
    share = -(-sum(each) // count)
    cuts, filled = [0], 0
    for n, lines in enumerate(each):
        if filled and (filled + lines > room or filled + lines / 2 > share):
            cuts.append(n)
            filled = 0
        filled += lines
    cuts.append(len(each))
    parts = []
    for n, (a, b) in enumerate(pairwise(cuts)):
        label = setter.plain(in_script(_continued(n, len(cuts) - 1), setter.lang), "table", FLAT) if n else None
        over, under = table.over if not n else (), table.under if b == len(each) else ()
        parts.append(TableSlice(table.head, table.rows[a:b], n, label, over, under))
    return parts


def _continued(part: int, count: int) -> str:
    """Return the label of a later part: 续表, numbered where there are several."""
    number = NUMERALS[part] if part < len(NUMERALS) else str(part)
    return "续表" if count == 2 else f"续表{number}"


def _has_head(table: Table) -> bool:
    return any(plain(cell).strip() for cell in table.head)


def _align(table: Table) -> tuple[str, ...]:
    """Return the alignment of every column, also of those that only some rows have."""
    count = max([len(table.align), len(table.head), *(len(row) for row in table.rows)])
    return (*table.align, *("left",) * (count - len(table.align)))


def _rows(table: Table) -> list[tuple[Text, ...]]:
    rows = [table.head] if _has_head(table) else []
    count = len(_align(table))
    return [(*row, *((),) * (count - len(row)))[:count] for row in [*rows, *table.rows]]


def _natural(setter: Setter, table: Table) -> list[int]:
    """Return the width of every column's widest cell in 1/1000 em."""
    count = len(_align(table))
    widest = [int(FEWEST * 1000)] * count
    for at, row in enumerate(_rows(table)):
        for n, cell in enumerate(row):
            role = "table-head" if at == 0 and _has_head(table) else "table"
            widest[n] = max(widest[n], natural_width(setter, cell, role) + 60 if cell else 0)
    return widest


def _widths(widest: Sequence[int], whole: float, size: float) -> list[float]:
    """Share the width: narrow cells get what they need, wide ones divide the rest by what they hold."""
    natural = [w * size / 1000 for w in widest]
    free = whole - PAD * (len(natural) - 1)
    if sum(natural) <= free:
        extra = (free - sum(natural)) / len(natural)
        return [w + extra for w in natural]
    widths = [0.0] * len(natural)
    left, open_ = free, sorted(range(len(natural)), key=lambda n: (natural[n], n))
    while open_:
        share = left / len(open_)
        n = open_[0]
        if natural[n] > share:
            break
        widths[n] = natural[n]
        left -= natural[n]
        open_.pop(0)
    total = sum(natural[n] for n in open_)
    floor = min(FEWEST * size, left / len(open_)) if open_ else 0
    for n in open_:
        widths[n] = floor + (left - floor * len(open_)) * natural[n] / total
    return widths


def table_rows_inline(table: Table) -> Iterator[tuple[Text, Text]]:
    """Yield a table that is too large for a box as paragraphs: 列名：内容；列名：内容。"""
    names = table.head if _has_head(table) else ()
    if names and not table.rows:
        yield tuple(r for c in names for r in (*c, Run("　", table.span))), ()
    for row in table.rows:
        runs: list[Run] = []
        for n, cell in enumerate(row):
            if n:
                runs.append(Run("；", table.span))
            if n < len(names) and plain(names[n]).strip():
                runs += [*names[n], Run("：", table.span)]
            runs += cell
        yield tuple(runs), (Run("■", table.span),)
