"""Charts: chosen from an article's statistics or declared in it, measured on the grid, drawn as SVG, put in words.

``choose`` offers charts, ``widths`` and ``height_lines`` plan their frames, ``render`` draws them; the drawing library
loads only when a chart is drawn that is not in the cache.
"""

from paiyin.charts.alt import alt_text, data_table
from paiyin.charts.choose import Choice, choose
from paiyin.charts.marks import ChartSpec
from paiyin.charts.render import Drawing, render
from paiyin.charts.size import Grid
from paiyin.charts.spec import chart_spec, height_lines
from paiyin.charts.widths import widths

__all__ = ["ChartSpec", "Choice", "Drawing", "Grid", "alt_text", "chart_spec", "choose", "data_table", "height_lines",
           "render", "widths"]
