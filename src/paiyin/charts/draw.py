"""Drawing charts. The only importer of matplotlib, by its objects alone: no pyplot, no display, no font search.

matplotlib draws the marks and rules; words are written by an artist of our own as SVG text with the place of every
character, so that a PDF keeps them searchable in the paper's own fonts.
"""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib
from matplotlib.artist import Artist
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.transforms import Affine2D

from paiyin.charts import house, strokes
from paiyin.charts.lettering import Words, place, width
from paiyin.charts.marks import ChartSpec, Mark
from paiyin.resources import find

if TYPE_CHECKING:
    from paiyin.fonts import FontBook

PIXEL = 72              # dots per inch: one is a point
VALUE_GAP = 5.0         # points between a bar and its value
LEAST_MARK = 0.5        # points: a thinner mark may vanish on the press
_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}


class Lettering(Artist):
    """Words as SVG text elements."""

    def __init__(self, words: Words, ink: str, book: "FontBook"):
        super().__init__()
        self.words, self.ink, self.book = words, ink, book

    def draw(self, renderer) -> None:
        for stretch in place(self.words, self.book):
            renderer.writer.element("text", stretch.text, attrib={
                "x": " ".join(f"{x:.3f}".rstrip("0").rstrip(".") for x in stretch.xs),
                "y": f"{self.words.y:.3f}".rstrip("0").rstrip("."),
                "font-family": f"'{stretch.face.family}'", "font-size": f"{self.words.size:g}",
                "font-weight": str(stretch.face.weight), "fill": self.ink, "xml:space": "preserve"})


class Sheet:
    """The figure that a chart is drawn on, in points from its top left corner."""

    def __init__(self, spec: ChartSpec, theme: house.Theme, book: "FontBook", edition: Path | None):
        self.spec, self.theme, self.book = spec, theme, book
        self.sizes, self.rules = house.measures(edition)
        self.kind = house.kinds(edition)
        self.figure = Figure(figsize=(spec.width / PIXEL, spec.height / PIXEL), dpi=PIXEL)
        self.down = Affine2D().scale(1, -1).translate(0, spec.height)

    def box(self, x: float, y: float, wide: float, high: float, ink: str, gid: str = "") -> None:
        """Fill a rectangle; ``x``, ``y`` is its top left corner. A mark too small to print is drawn as thick as one that
        does, in its own middle."""
        if gid and wide and high:
            x, wide = (x, wide) if wide >= LEAST_MARK else (x + (wide - LEAST_MARK) / 2, LEAST_MARK)
            y, high = (y, high) if high >= LEAST_MARK else (y + (high - LEAST_MARK) / 2, LEAST_MARK)
        patch = Rectangle((x, y), wide, high, facecolor=self.theme.inks[ink], edgecolor="none", linewidth=0,
                          transform=self.down)
        patch.set_gid(gid or None)
        self.figure.add_artist(patch, clip=False)

    def line(self, xs: list[float], ys: list[float], thickness: float, ink: str, gid: str = "", **more) -> None:
        stroke = Line2D(xs, ys, linewidth=thickness, color=self.theme.inks[ink], transform=self.down, **more)
        stroke.set_gid(gid or None)
        self.figure.add_artist(stroke, clip=False)

    @property
    def axis(self) -> float:
        """Return the thickness of the zero line."""
        return matplotlib.rcParams["axes.linewidth"]

    def bar_scale(self) -> tuple[float, float]:
        """Return x of zero and points per unit of horizontal bars."""
        return _bar_scale(self)

    def words(self, words: Words) -> None:
        self.figure.add_artist(Lettering(words, self.theme.inks[words.ink], self.book), clip=False)

    def svg(self) -> bytes:
        """Return the drawing as SVG: the same bytes for the same spec, fonts and matplotlib."""
        out = io.BytesIO()
        FigureCanvasSVG(self.figure).print_svg(out, metadata=_METADATA)
        return out.getvalue()


def draw(spec: ChartSpec, theme: house.Theme, book: "FontBook", edition: Path | None = None) -> bytes:
    """Return the SVG of a chart, exactly ``spec.width`` × ``spec.height`` points."""
    style = matplotlib.rc_params_from_file(find(house.STYLE, edition), use_default_template=False)
    with matplotlib.rc_context(rc=style):
        sheet = Sheet(spec, theme, book, edition)
        _header(sheet)
        _DRAWN.get(spec.kind, _rows)(sheet)
        _foot(sheet)
        return sheet.svg()


def _header(sheet: Sheet) -> None:
    spec, sizes, grid = sheet.spec, sheet.sizes, sheet.spec.grid
    sheet.box(0, 0, spec.width, sheet.rules["top"], "ink")
    sheet.box(0, 0, min(sheet.rules["tab"], spec.width), sheet.theme.tab, "highlight")
    baseline = grid.baseline(1) + 3
    for i, line in enumerate(spec.title):
        sheet.words(Words(line, 0, baseline + i * sizes["title"] * 1.22, sizes["title"], weight=700))
    if not spec.unit_note:
        return
    if spec.note_below:
        last = baseline + max(len(spec.title) - 1, 0) * sizes["title"] * 1.22
        sheet.words(Words(spec.unit_note, 0, last + grid.step + (2 if spec.title else 0), sizes["note"]))
    else:
        sheet.words(Words(spec.unit_note, spec.width, baseline, sizes["note"], anchor="end"))


def _foot(sheet: Sheet) -> None:
    spec, grid = sheet.spec, sheet.spec.grid
    size = sheet.sizes["source"]
    if spec.kind == "numbers" and spec.across > 1 and not spec.first and len(spec.foot) == len(spec.title) == 1:
        sheet.words(Words(spec.foot[0], spec.width, grid.baseline(1) + 3, size, anchor="end"))
        return
    first = spec.lines - len(spec.foot)
    if not spec.first:
        sheet.box(0, grid.top(first) - 3, spec.width, sheet.rules["source"], "ink")
    for i, line in enumerate(spec.foot):
        sheet.words(Words(line, 0, grid.baseline(first + i), size))


def _rows(sheet: Sheet) -> None:
    """Draw horizontal bars from zero, or the parts of a whole each from where the last one ends."""
    spec, grid, sizes = sheet.spec, sheet.spec.grid, sheet.sizes
    plot = grid.top(spec.header) - 1.25
    row = spec.row * grid.step
    thick = 12.0 if spec.columns == 1 else sheet.kind["bar"]["thickness"][str(spec.row)]
    share = spec.kind == "share"
    zero, scale = (_share_scale if share else _bar_scale)(sheet)
    gap = VALUE_GAP + (sheet.kind["dot"]["size"] / 2 - 1 if spec.kind == "dot" else 0)
    done = 0.0
    for i, mark in enumerate(spec.marks):
        top = plot + i * row
        centre = top + (row / 2 if spec.columns > 1 else grid.step + thick / 2 + 2)
        _label(sheet, mark, top, centre)
        ink = "highlight" if mark.highlight else "grey"
        if share:
            sheet.box(zero, centre - thick / 2, spec.whole * scale, thick, "tint")
        start = zero + (done if share else min(mark.value, 0)) * scale
        if spec.kind == "dot":
            strokes.dots(sheet, spec, zero, zero + mark.value * scale, centre, ink, f"mark-{i}")
        else:
            sheet.box(start, centre - thick / 2, abs(mark.value) * scale, thick, ink, gid=f"mark-{i}")
        number = "highlight" if mark.highlight else "ink"
        words = Words(mark.text, 0, centre + sizes["value"] * 0.36, sizes["value"], weight=700, ink=number)
        if share:
            words = replace(words, x=spec.width, anchor="end")
        elif mark.value < 0:
            words = replace(words, x=start - gap, anchor="end")
        else:
            words = replace(words, x=zero + mark.value * scale + gap)
        sheet.words(words)
        done += mark.value
    if spec.columns > 1:
        sheet.line([zero, zero], [plot + 2, plot + row * len(spec.marks) - 2], sheet.axis, "ink")
        return
    for i in range(len(spec.marks)):        # beside the bars alone: the labels between them keep the column's edge
        top = plot + i * row + grid.step + 1
        sheet.line([zero, zero], [top, top + thick + 2], sheet.axis, "ink")


def _label(sheet: Sheet, mark: Mark, top: float, centre: float) -> None:
    size, leading = sheet.sizes["label"], sheet.sizes["label"] * 1.18
    if sheet.spec.columns == 1:
        sheet.words(Words(mark.label[0] if mark.label else "", 0, top + size, size))
        return
    first = centre + size * 0.36 - (len(mark.label) - 1) * leading / 2
    for i, line in enumerate(mark.label):
        sheet.words(Words(line, sheet.spec.label_edge, first + i * leading, size, anchor="end"))


def _value_width(sheet: Sheet, mark: Mark) -> float:
    return width(mark.text, sheet.sizes["value"], sheet.book, weight=700) + VALUE_GAP + (
        sheet.kind["dot"]["size"] / 2 if sheet.spec.kind == "dot" else 0)


def _bar_scale(sheet: Sheet) -> tuple[float, float]:
    """Return x of zero and points per unit so that the longest bar and every value keep within the width."""
    spec = sheet.spec
    room = spec.width - spec.axis
    highest = max(max(m.value for m in spec.marks), 0.0)
    lowest = min(min(m.value for m in spec.marks), 0.0)
    right = max((_value_width(sheet, m) for m in spec.marks if m.value >= 0), default=0.0)
    left = max((_value_width(sheet, m) for m in spec.marks if m.value < 0), default=0.0)
    reach = min(sheet.kind["bar"]["reach"] * room, room - right - left) if not left else room - right - left
    span = highest - lowest
    scale = max(reach, 8.0) / span if span else 0.0
    return spec.axis + left - lowest * scale, scale


def _share_scale(sheet: Sheet) -> tuple[float, float]:
    spec = sheet.spec
    value = max(_value_width(sheet, m) for m in spec.marks)
    return spec.axis, max(spec.width - spec.axis - value - 1, 8.0) / spec.whole if spec.whole else 0.0


def _upright(sheet: Sheet) -> tuple[float, float, float]:
    """Return y of zero, points per unit and y of the plot's foot for columns and lines; zero always stands."""
    spec, grid, size = sheet.spec, sheet.spec.grid, sheet.sizes["value"]
    top, foot = grid.top(spec.header) + size, grid.top(spec.header + spec.row) - 2
    highest = max(max(m.value for m in spec.marks), 0.0)
    lowest = min(min(m.value for m in spec.marks), 0.0)
    below = size + (8 if spec.kind == "line" else 2) if lowest < 0 else 0
    span = highest - lowest
    scale = (foot - below - top) / span if span else 0.0
    return foot - below + lowest * scale, scale, foot


def _columns(sheet: Sheet) -> None:
    spec = sheet.spec
    zero, scale, foot = _upright(sheet)
    slot = spec.width / len(spec.marks)
    wide = min(slot * 0.56, 28.0)
    for i, mark in enumerate(spec.marks):
        x = (i + 0.5) * slot
        high = abs(mark.value) * scale
        sheet.box(x - wide / 2, zero - max(mark.value, 0) * scale, wide, high,
                  "highlight" if mark.highlight else "grey", gid=f"mark-{i}")
        _standing_words(sheet, mark, x, zero - mark.value * scale, foot)
    sheet.line([0, spec.width], [zero, zero], matplotlib.rcParams["axes.linewidth"], "ink")


def _line(sheet: Sheet) -> None:
    spec = sheet.spec
    zero, scale, foot = _upright(sheet)
    margin = spec.width * 0.07
    points = [(margin + m.at * (spec.width - 2 * margin), zero - m.value * scale) for m in spec.marks]
    sheet.line([0, spec.width], [zero, zero], matplotlib.rcParams["axes.linewidth"], "ink")
    sheet.line([x for x, _ in points], [y for _, y in points], matplotlib.rcParams["lines.linewidth"], "ink", "line")
    for i, (mark, (x, y)) in enumerate(zip(spec.marks, points)):
        sheet.line([x], [y], 0, "highlight" if mark.highlight else "ink", f"mark-{i}", marker="o", markersize=4.5,
                   markeredgewidth=0)
        _standing_words(sheet, mark, x, y - 3 if mark.value >= 0 else y + 4, foot)


def _standing_words(sheet: Sheet, mark: Mark, x: float, y: float, foot: float) -> None:
    """Set a value above its mark (below one under zero) and the label under the plot, both kept within the frame."""
    value, label = sheet.sizes["value"], sheet.sizes["label"]
    ink = "highlight" if mark.highlight else "ink"
    at = y - 3 if mark.value >= 0 else y + value
    sheet.words(_within(sheet, Words(mark.text, x, at, value, weight=700, ink=ink, anchor="middle")))
    for i, line in enumerate(mark.label):
        at = foot + sheet.spec.grid.baseline(0) + 3 + i * label * 1.18
        sheet.words(_within(sheet, Words(line, x, at, label, anchor="middle")))


def _within(sheet: Sheet, words: Words) -> Words:
    half = width(words.text, words.size, sheet.book, words.role, words.weight) / 2
    return replace(words, x=min(max(words.x, half), sheet.spec.width - half))


def _numbers(sheet: Sheet) -> None:
    """Draw a number panel (one under the other) or a strip (beside each other on the text columns)."""
    for x, line, mark, below in _number_places(sheet.spec):
        _number(sheet, mark, x, line)
        if below:
            y = sheet.spec.grid.top(line) - 7.6
            sheet.box(x, y, sheet.spec.width if sheet.spec.columns == 1 else sheet.spec.grid.width(1),
                      sheet.rules["divider"], "ink")
    spec, grid = sheet.spec, sheet.spec.grid
    for column in range(1, spec.across):
        x = grid.width(column) + grid.body * grid.gutter / 2
        rows = -(-(spec.first + len(spec.marks)) // spec.across)
        foot = grid.height(spec.header + spec.row * (rows - 1) + 5)
        sheet.box(x, grid.top(spec.header) + 2, sheet.rules["divider"], foot - grid.top(spec.header) - 2, "ink")


def _number_places(spec: ChartSpec) -> Iterator[tuple[float, int, Mark, bool]]:
    """Yield (x, first line, mark, whether a divider stands above it) of every number."""
    if spec.across == 1:
        line = spec.header
        for i, mark in enumerate(spec.marks):
            yield 0.0, line, mark, i > 0
            line += 3 + len(mark.label)
        return
    for i, mark in enumerate(spec.marks):
        row, column = divmod(i + spec.first, spec.across)
        x = spec.grid.width(column) + spec.grid.body * spec.grid.gutter if column else 0.0
        yield x, spec.header + row * spec.row, mark, row > 0


def _number(sheet: Sheet, mark: Mark, x: float, line: int) -> None:
    spec, grid, sizes = sheet.spec, sheet.spec.grid, sheet.sizes
    size = sizes["numeral"] if spec.across == 1 else sizes["strip"]
    heavy = sheet.theme.numeral
    before = width(mark.lead, sizes["unit"], sheet.book, weight=500) + 3 if mark.lead else 0.0
    room = grid.width(1) - 3 - width(mark.tail, sizes["unit"], sheet.book, weight=500) - before
    wide = width(mark.text, size, sheet.book, "song", heavy)
    if wide > room:
        size *= max(room, 20.0) / wide
        wide = max(room, 20.0)
    strip = spec.across > 1
    baseline = grid.baseline(line + 1) + (3 if strip else -2)
    if mark.lead:
        sheet.words(Words(mark.lead, x, baseline, sizes["unit"], weight=500))
    sheet.words(Words(mark.text, x + before, baseline, round(size, 2), "song", heavy, "highlight"))
    sheet.words(Words(mark.tail, x + before + wide + 3, baseline, sizes["unit"], weight=500))
    for i, text in enumerate(mark.label):
        sheet.words(Words(text, x, grid.baseline(line + 2 + i + strip), sizes["description"]))


_DRAWN = {"numbers": _numbers, "column": _columns, "line": _line, "grouped": strokes.grouped,
          "stacked": strokes.stacked, "slope": strokes.slope, "timeline": strokes.timeline, "table": strokes.table}
