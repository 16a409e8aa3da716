"""Boxes: what stands in a page as a block over whole columns and lines: pictures, charts, tables, with their
captions."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from paiyin.article import Chart, Figure, Run, Text
from paiyin.composition.setter import CAPTION, Setter, SetText
from paiyin.composition.sheet import Sheet
from paiyin.diagnostics import Diagnostics
from paiyin.han import Line
from paiyin.script import in_script
from paiyin.spans import Span
from paiyin.units import Milli, Pt

CREDIT_GAP = 1000  # Milli between a caption and its credit on one line


@dataclass(frozen=True, slots=True)
class Box:
    """A block over ``columns`` columns. Its body may take from ``least`` to ``most`` lines, best ``wish``; ``extra``
    lines stand under it (a caption). ``anchor`` is the row of its section that mentions it. ``pinned`` is the place
    that an editor gave it: an edge of the page ("top", "bottom") and its first column."""

    kind: str  # "figure", "chart", "table", "quote"
    content: object  # what is in it: a Figure, a Chart, or what a module of this package has set
    columns: int
    wish: int
    least: int
    most: int
    extra: int
    anchor: int
    pinned: tuple[str, int] | None = None
    series: object = None  # what this is one of several parts of, each as large as the others
    part: int = 0  # and which one, from 0

    @property
    def fixed(self) -> bool:
        return self.least == self.most

    @property
    def chosen(self) -> bool:
        """Tell whether nobody asked for it: a chart that was chosen from the article's numbers."""
        return isinstance(self.content, Chart) and bool(self.content.chosen)


@dataclass(frozen=True, slots=True)
class Caption:
    """A set caption: its lines with their text, and the credit that ends it flush right."""

    text: SetText
    lines: tuple[Line, ...]
    credit: SetText | None = None
    credit_line: Line | None = None

    @property
    def rows(self) -> int:
        """Lines that it takes, the credit's own included if it has one."""
        return len(self.lines) + (0 if self.credit_line is None or self.shares else 1)

    @property
    def shares(self) -> bool:
        """Tell whether the credit stands on the caption's last line."""
        if self.credit_line is None:
            return False
        return not self.lines or self.lines[-1].width + CREDIT_GAP + self.credit_line.width <= self.lines[-1].measure


def caption_of(setter: Setter, figure: Figure, number: int, width: Pt) -> Caption:
    """Set a figure's caption to a width in points: 图N, the text, and the credit in brackets that is never divided."""
    return set_caption(setter, in_script(f"图{number}", setter.lang), figure.caption, figure.credit, figure.span, width)


def set_caption(setter: Setter, label: str, caption: Text, credit: str, span: Span, width: Pt) -> Caption:
    """Set a caption after its label, the credit in brackets flush right after it."""
    measure = Milli(int(width / setter.roles["caption"].size * 1000))
    own = Run(label, span)
    text = _labelled(setter, (own, Run("\u3000", span), *caption) if caption else (own,))
    lines = text.paragraph.best(measure).lines
    if not credit:
        return Caption(text, lines)
    signed = setter.plain(f"（{credit.strip('（）()')}）", "caption", CAPTION)
    return Caption(text, lines, signed, signed.paragraph.best(measure).lines[0])


def _labelled(setter: Setter, runs: tuple[Run, ...]) -> SetText:
    """Set runs as a caption of which the first is the label in its own face."""
    from paiyin.han import Paragraph

    text = setter.text(runs, "caption", CAPTION)
    label = setter.plain(runs[0].text, "caption-label", CAPTION).paragraph.spans
    return SetText(Paragraph([*label, *text.paragraph.spans[1:]], CAPTION, setter.lang), text.role, text.runs)


def figure_box(
    setter: Setter, figure: Figure, sheet: Sheet, anchor: int, ratio: float | None, diagnostics: Diagnostics
) -> Box:
    """Return the box of a figure: its span, and the range of its height from the photo's shape or the sheet's default.

    ``ratio`` is the photo's width ÷ height, None while there is no photo.
    """
    usual = max(sheet.figure_columns) if figure.opening else sheet.figure_columns[0]
    columns = figure.columns or usual
    if columns > sheet.columns:
        diagnostics.add("P104", figure.span, number=figure.number, columns=columns, available=sheet.columns)
        columns = sheet.columns
    return sized(setter, figure, sheet, anchor, ratio, max(1, columns))


def sized(setter: Setter, figure: Figure, sheet: Sheet, anchor: int, ratio: float | None, columns: int) -> Box:
    """Return the box of a figure over a given number of columns."""
    least, most = sheet.figure_lines.get(columns) or _lines_by_ratio(sheet, columns)
    wish = (least + most) // 2
    if ratio:
        lines = round((sheet.span_width(columns) / ratio + sheet.step - sheet.body) / sheet.step)
        wish = max(3, min(lines, sheet.lines * 2 // 3))
        least, most = max(3, ceil(wish * 0.85)), max(3, min(int(wish * 1.18), sheet.lines * 2 // 3))
    extra = caption_of(setter, figure, max(10, figure.number), sheet.span_width(columns)).rows
    return Box("figure", figure, columns, wish, least, most, extra, anchor)


def _lines_by_ratio(sheet: Sheet, columns: int) -> tuple[int, int]:
    width = sheet.span_width(columns)
    low, high = int(width / 1.85 / sheet.step), int(width / 1.15 / sheet.step)
    return max(5, low), max(6, min(high, sheet.lines // 2))


def fixed_box(kind: str, content: Chart, columns: int, lines: int, anchor: int) -> Box:
    """Return a box whose height follows from its content."""
    return Box(kind, content, columns, lines, lines, lines, 0, anchor)


ChartLines = Callable[[Chart, int], int]
