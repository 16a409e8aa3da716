"""The gallery: every kind of chart on one sheet, at print size, from the chart blocks of ``charts/gallery.md``."""

from dataclasses import replace
from pathlib import Path

from paiyin.article import Chart
from paiyin.charts.render import Drawing, render
from paiyin.charts.size import Grid
from paiyin.charts.spec import height_lines
from paiyin.diagnostics import Diagnostics
from paiyin.resources import find

SAMPLES = "charts/gallery.md"
SHEET = "tabloid"


def gallery(theme: str, diagnostics: Diagnostics, edition: Path | None = None) -> bytes:
    """Return a PDF with one drawing of each kind. Raises InputError for samples that cannot be drawn."""
    from paiyin.composition.plan import Frame, Page, Picture, Plan
    from paiyin.composition.sheet import load
    from paiyin.fonts import FontBook
    from paiyin.manuscript import read_manuscript
    from paiyin.pages import paint

    sheet = load(SHEET, edition)
    book = FontBook.load(edition)
    grid = Grid(body=sheet.body, step=sheet.step, measure=sheet.measure, gutter=sheet.gutter)
    charts = read_manuscript(find(SAMPLES, edition), Diagnostics()).charts()
    frames: dict[int, list[Frame]] = {}
    faces = {}
    for chart, page, column, columns, line in _placed(charts, grid, sheet.lines, sheet.columns, edition):
        drawing = render(chart, columns, grid, theme, book, diagnostics=diagnostics, edition=edition)
        faces |= {face.key: face for face in drawing.served}
        frames.setdefault(page, []).append(_frame(drawing, chart, sheet, grid, column, columns, line, Frame, Picture))
    pages = tuple(Page(number + 1, tuple(found)) for number, found in sorted(frames.items()))
    meta = {"title": "Paiyin charts", "author": "", "lang": "zh-Hans", "subject": "", "date": ""}
    plan = Plan(SHEET, sheet.width, sheet.height, pages, faces, meta)
    return paint(plan, theme=theme, edition=edition, diagnostics=diagnostics)


def _placed(charts: tuple[Chart, ...], grid: Grid, lines: int, columns: int, edition: Path | None):
    """Yield (chart, page, first column, columns, first line): wide ones in two tracks, narrow ones in the last one, a strip
    over all columns above them."""
    strips = [chart for chart in charts if (chart.columns or 0) > 2]
    down = 0
    for chart in strips:
        yield chart, 0, 0, columns, down
        down += height_lines(chart, columns, grid, edition) + 2
    tracks = {(0, 2): (0, down), (2, 2): (0, down), (columns - 1, 1): (0, down)}
    for chart in charts:
        if chart in strips:
            continue
        wide = 1 if chart.columns == 1 else 2
        chart = replace(chart, columns=wide)
        high = height_lines(chart, wide, grid, edition)
        track = min((t for t in tracks if t[1] == wide), key=lambda t: (tracks[t], t))
        page, line = tracks[track]
        if line + high > lines:
            page, line = page + 1, 0
        yield chart, page, track[0], wide, line
        tracks[track] = (page, line + high + 2)


def _frame(drawing: Drawing, chart: Chart, sheet, grid: Grid, column: int, columns: int, line: int, frame, picture):
    x = sheet.left + (grid.width(column) + grid.body * grid.gutter if column else 0.0)
    shown = picture("chart", chart.number, alt=drawing.alt, svg=drawing.svg.decode())
    return frame("chart", x, sheet.top + line * grid.step, drawing.width, drawing.height, column, columns, line,
                 int(drawing.lines), picture=shown)
