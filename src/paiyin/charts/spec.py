"""From a declared chart to all that its drawing needs: checked, sorted, wrapped, sized in columns and lines."""

import math
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from paiyin.article import Chart
from paiyin.charts import house, layouts, several
from paiyin.charts.marks import ChartSpec
from paiyin.charts.parts import WORD, is_percent, kind_words, places_in_time, short_years, value_text
from paiyin.charts.size import Grid, estimate, wrap
from paiyin.diagnostics import Diagnostic, Diagnostics
from paiyin.exceptions import InputError
from paiyin.units import Lines

MOST_RATIO = 200        # of the longest bar to the shortest


def kind_of(chart: Chart, edition: Path | None = None) -> str:
    """Return the chart's kind by its proper name. Raises InputError (C101) naming the known kinds."""
    wished = chart.kind.strip().lower()
    tables = house.kinds(edition)
    for name in house.kind_names(edition):
        if wished in tables[name]["names"]:
            return name
    known = ", ".join(house.kind_names(edition))
    raise InputError(Diagnostic("C101", {"kind": chart.kind, "known": known}, chart.span))


def chart_spec(chart: Chart, columns: int, grid: Grid, diagnostics: Diagnostics | None = None,
               edition: Path | None = None, lang: str = "") -> ChartSpec:
    """Return the spec of a chart over some columns; words of ours are in the script of ``lang``.

    Raises InputError (C101–C103, C105, C108, C110–C112) if it cannot be drawn.
    """
    said = diagnostics if diagnostics is not None else Diagnostics()
    kind = kind_of(chart, edition)
    tables = {**house.kinds(edition), "lang": lang}
    if kind in ("bar", "column", "dot") and any(several.series_of(chart)):
        kind = "grouped"
    if kind == "grouped" and not any(several.series_of(chart)):
        kind = "bar"
    _check(chart, kind, tables[kind])
    _look_at_range(chart, kind, said)
    kind = _drawable(chart, kind, columns, grid, tables, said)
    return _LAYOUTS.get(kind, layouts.lay_rows)(chart, kind, columns, grid, tables, said)


def height_lines(chart: Chart, columns: int, grid: Grid, edition: Path | None = None) -> Lines:
    """Return how many grid lines a chart needs over some columns; opens no font and loads no drawing library."""
    return Lines(chart_spec(chart, columns, grid, edition=edition).lines)


def _check(chart: Chart, kind: str, table: Mapping) -> None:
    count = len(several.labels_of(chart)) if kind in _SEVERAL else len(chart.data)
    names = {**kind_words(table), "count": count}
    if not chart.data or count < table["least"]:
        raise InputError(Diagnostic("C102", {**names, "least": table["least"]}, chart.span))
    if count > table["most"]:
        raise InputError(Diagnostic("C103", {**names, "most": table["most"]}, chart.span))
    for datum in chart.data:
        if not math.isfinite(datum.value):
            raise InputError(Diagnostic("C108", {"label": datum.label}, datum.span))
        if kind in ("share", "stacked") and datum.value < 0:
            raise InputError(Diagnostic("C105", {"label": datum.label, **kind_words(table)}, datum.span))
    _check_series(chart, kind, table, names)


def _look_at_range(chart: Chart, kind: str, said: Diagnostics) -> None:
    """Tell of bars so different in length that the short ones vanish (C113)."""
    sizes = [abs(d.value) for d in chart.data if d.value]
    if kind in ("bar", "column", "grouped", "dot") and sizes and max(sizes) > MOST_RATIO * min(sizes):
        said.add("C113", chart.span, title=chart.title, ratio=f"{max(sizes) / min(sizes):.0f}")


def _check_series(chart: Chart, kind: str, table: Mapping, names: Mapping) -> None:
    """Raise InputError where a kind cannot hold a chart's series (C111) or needs a value that is missing (C112)."""
    series = several.series_of(chart)
    low, high = table.get("series", (1, 1))
    if kind != "timeline" and not low <= len(series) <= high:
        wanted = str(low) if low == high else f"{low}–{high}"
        raise InputError(Diagnostic("C111", {**names, "count": len(series), "wanted": wanted}, chart.span))
    missing = several.first_missing(chart) if kind in ("stacked", "slope") else None
    if missing:
        raise InputError(Diagnostic("C112", {**names, "label": missing[0], "series": missing[1]}, chart.span))


def _drawable(chart: Chart, kind: str, columns: int, grid: Grid, tables: Mapping, said: Diagnostics) -> str:
    """Return the kind that can really be drawn; what is too dense or no whole becomes a bar chart, and is told."""
    total = sum(d.value for d in chart.data)
    if kind == "share" and is_percent(chart) and total > 100 + tables["share"]["slack"]:
        said.add("C104", chart.span, title=chart.title, total=f"{total:.12g}")
        return "bar"
    if kind == "stacked":
        over = is_percent(chart) and any(
            sum(d.value for d in row) > 100 + tables["share"]["slack"] for row in several.cells(chart))
        if over or not several.stacked_fits(chart, columns, grid, tables):
            said.add("C104" if over else "C107", chart.span, title=chart.title, total=f"{total:.12g}",
                     **kind_words(tables[kind]))
            return "grouped"
    if kind == "slope" and (columns == 1 or _steep(chart, columns, grid, tables)):
        said.add("C107", chart.span, title=chart.title, **kind_words(tables[kind]))
        return "grouped"
    if kind in ("column", "line"):
        labels = short_years(chart.data, tables["type"]["label"], grid.width(columns))
        slot = grid.width(columns) / len(chart.data)
        if kind == "line":
            places = sorted(places_in_time(chart))
            slot = min((b - a for a, b in pairwise(places)), default=1) * grid.width(columns) * 0.86
        size = tables["type"]["value"]
        crowded = max(estimate(value_text(d, chart.unit), size, True) for d in chart.data) > slot + 2
        size = tables["type"]["label"]
        words = (word for n in labels for word in WORD.findall(n))
        crowded = crowded or any(estimate(word, size) > slot - 1 for word in words)
        if crowded or any(wrap(n, size, slot - 1, 3)[1] for n in labels):
            said.add("C107", chart.span, title=chart.title, **kind_words(tables[kind]))
            return "bar"
    return kind


def _steep(chart: Chart, columns: int, grid: Grid, tables: Mapping) -> bool:
    """Tell whether a slope's values leave no room for its labels."""
    values = max(estimate(value_text(d, chart.unit), tables["type"]["value"], True) for d in chart.data)
    return grid.width(columns) * 0.5 - 2 * several.VALUE_GAP - values < 4 * tables["type"]["label"] or (
        values > grid.width(columns) * 0.3)


_SEVERAL = frozenset(("grouped", "stacked", "slope", "table"))
_LAYOUTS = {
    "numbers": layouts.lay_numbers, "column": layouts.lay_standing, "line": layouts.lay_standing,
    "grouped": several.lay_grouped, "stacked": several.lay_stacked, "slope": several.lay_slope,
    "timeline": several.lay_timeline, "table": several.lay_table}
