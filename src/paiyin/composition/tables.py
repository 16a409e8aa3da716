"""Tables on the grid: how many columns of the page one needs, how many lines, and its cells set to their widths."""

from collections.abc import Iterator
from dataclasses import dataclass

from paiyin.article import Run, Table, Text, plain
from paiyin.composition.heads import natural_width
from paiyin.composition.setter import FLAT, Setter, SetText
from paiyin.composition.sheet import Sheet
from paiyin.han import Line
from paiyin.units import Milli, Pt

PAD = 4.0  # points between two cells
FEWEST = 2.5  # em that a cell has at least
MOST_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """A set cell: its lines, where it starts, how wide it is (points), and its alignment."""

    text: SetText
    lines: tuple[Line, ...]
    x: Pt
    width: Pt
    align: str


def table_columns(setter: Setter, table: Table, sheet: Sheet) -> int:
    """Return over how many page columns a table stands, 0 if it has too many columns for the sheet."""
    count = len(table.align)
    if not count or count > MOST_COLUMNS:
        return 0
    size = setter.roles["table"].size
    wanted = sum(_natural(setter, table)) * size / 1000 + PAD * (count - 1)
    for columns in range(1, sheet.columns + 1):
        if wanted <= sheet.span_width(columns):
            return columns
    least = count * (FEWEST * size + PAD)
    return sheet.columns if least <= sheet.span_width(sheet.columns) else 0


def table_lines(setter: Setter, table: Table, sheet: Sheet, columns: int) -> int:
    """Return how many lines of the grid a table takes over some columns, a blank for its rules included."""
    return sum(max((len(c.lines) for c in row), default=1) for row in set_table(setter, table, sheet, columns)) + 1


def set_table(setter: Setter, table: Table, sheet: Sheet, columns: int) -> list[list[Cell]]:
    """Return the table's rows (its head first, if it has one) with every cell set."""
    size = setter.roles["table"].size
    widths = _widths(setter, table, sheet.span_width(columns), size)
    out = []
    for n, row in enumerate(_rows(table)):
        role = "table-head" if n == 0 and any(plain(c).strip() for c in table.head) else "table"
        x, cells = 0.0, []
        for text, width, align in zip(row, widths, table.align):
            done = setter.text(text, role, FLAT)
            lines = done.paragraph.best(Milli(int(width / size * 1000))).lines
            cells.append(Cell(done, lines, Pt(x), Pt(width), align))
            x += width + PAD
        out.append(cells)
    return out


def _rows(table: Table) -> list[tuple[Text, ...]]:
    rows = [table.head] if any(plain(c).strip() for c in table.head) else []
    count = len(table.align)
    return [(*row, *((),) * (count - len(row)))[:count] for row in [*rows, *table.rows]]


def _natural(setter: Setter, table: Table) -> list[int]:
    count = len(table.align)
    widest = [int(FEWEST * 1000)] * count
    for row in _rows(table):
        for n, cell in enumerate(row):
            widest[n] = max(widest[n], natural_width(setter, cell, "table-head" if row is table.head else "table") + 60)
    return widest


def _widths(setter: Setter, table: Table, whole: float, size: float) -> list[float]:
    """Share the width: narrow cells get what they need, wide ones divide the rest by what they hold."""
    natural = [w * size / 1000 for w in _natural(setter, table)]
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
    names = table.head if any(plain(c).strip() for c in table.head) else ()
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
