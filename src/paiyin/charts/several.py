"""The room of charts of several series: grouped bars, stacked shares, slopes, small tables; and of timelines."""

from collections.abc import Mapping

from paiyin.article import Chart, Datum
from paiyin.charts.marks import ChartSpec, Mark
from paiyin.charts.parts import clean, is_percent, lay_foot, lay_header, value_text
from paiyin.charts.size import Grid, estimate, even, wrap
from paiyin.diagnostics import Diagnostic, Diagnostics
from paiyin.exceptions import InputError

NOTHING = "—"           # in place of a value that the chart does not state
VALUE_GAP = 5.0         # points between a mark and its value


def series_of(chart: Chart) -> tuple[str, ...]:
    """Return the names of a chart's series in the order of the manuscript; ("",) if it has but one."""
    return tuple(dict.fromkeys(d.series for d in chart.data))


def labels_of(chart: Chart) -> tuple[str, ...]:
    """Return the labels of a chart in the order of the manuscript, each once."""
    return tuple(dict.fromkeys(d.label for d in chart.data))


def cells(chart: Chart) -> list[list[Datum | None]]:
    """Return one row a label with its value in each series, None where none is stated."""
    series = series_of(chart)
    stated = {(d.label, d.series): d for d in chart.data}
    return [[stated.get((label, name)) for name in series] for label in labels_of(chart)]


def first_missing(chart: Chart) -> tuple[str, str] | None:
    """Return (label, series) of the first value that a chart does not state."""
    for label, row in zip(labels_of(chart), cells(chart)):
        for name, datum in zip(series_of(chart), row):
            if datum is None:
                return label, name
    return None


def _label(chart: Chart, name: str, size: float, room: float, most: int, said: Diagnostics) -> tuple[str, ...]:
    lines, cut = even(clean(name), size, room, most)
    if cut:
        span = next(d.span for d in chart.data if d.label == name)
        said.add("C106", span, label=name, cut="".join(lines))
    return lines


def _edge(chart: Chart, width: float, bar: Mapping, size: float, lines: int) -> float:
    """Return the right edge of the labels: the house's, or more for long ones, never beyond the widest allowed."""
    longest = max(estimate(clean(name), size) for name in labels_of(chart))
    wanted = 0.0 if longest <= bar["label_edge"] else longest / lines + size
    return round(min(max(bar["label_edge"], wanted), bar["widest_label"] * width), 3)


def _frame(chart, kind, columns, grid, tables, said):
    """Return (width, header parts, key of the series, foot) that every kind here needs."""
    width = grid.width(columns)
    head = lay_header(chart, columns, width, tables, said)
    return width, head, lay_foot(chart, head[4], width, tables, said)


def lay_grouped(chart: Chart, kind: str, columns: int, grid: Grid, tables: Mapping, said: Diagnostics) -> ChartSpec:
    """Lay out bars side by side for each label: one line a bar and one between the groups, a key above."""
    width, (title, note, below, header, _), foot = _frame(chart, kind, columns, grid, tables, said)
    series, size, one = series_of(chart), tables["type"]["label"], columns == 1
    header += 1
    row = len(series) + 1 + one
    edge = 0.0 if one else _edge(chart, width, tables["bar"], size, len(series) + 1)
    marks = []
    for i, (name, found) in enumerate(zip(labels_of(chart), cells(chart))):
        label = _label(chart, name, size, width if one else edge, 1 if one else len(series) + 1, said)
        for j, datum in enumerate(found):
            marks.append(_mark(chart, datum, label if not j else (), j, i, j == len(series) - 1))
    lines = header + row * len(labels_of(chart)) + len(foot)
    return ChartSpec(kind, title, note, below, foot, tuple(marks), columns, header, row, lines, width,
                     grid.height(lines), grid, edge, 0.0 if one else edge + 6.0, series=series)


def _mark(chart: Chart, datum: Datum | None, label: tuple[str, ...], series: int, row: int, chosen: bool) -> Mark:
    if datum is None:
        return Mark(label, 0.0, NOTHING, series=series, row=row, missing=True)
    return Mark(label, float(datum.value), value_text(datum, chart.unit), chosen, series=series, row=row)


def lay_stacked(chart: Chart, kind: str, columns: int, grid: Grid, tables: Mapping, said: Diagnostics) -> ChartSpec:
    """Lay out one bar of full length a label, parted by the series: a line of values, the bar, a line between."""
    width, (title, note, below, header, _), foot = _frame(chart, kind, columns, grid, tables, said)
    series, size, one = series_of(chart), tables["type"]["label"], columns == 1
    header += 1
    row = 4 if one else 3
    edge = 0.0 if one else _edge(chart, width, tables["bar"], size, 2)
    axis = 0.0 if one else edge + 6.0
    marks = []
    for i, (name, found) in enumerate(zip(labels_of(chart), cells(chart))):
        label = _label(chart, name, size, width if one else edge, 1 if one else 2, said)
        for j, datum in enumerate(found):
            marks.append(_mark(chart, datum, label if not j else (), j, i, j == len(series) - 1))
    lines = header + row * len(labels_of(chart)) + len(foot)
    return ChartSpec(kind, title, note, below, foot, tuple(marks), columns, header, row, lines, width,
                     grid.height(lines), grid, edge, axis,
                     whole=100.0 if is_percent(chart) else 0.0, series=series)


def stacked_fits(chart: Chart, columns: int, grid: Grid, tables: Mapping) -> bool:
    """Tell whether every value of a stacked chart stands above its own part of the bar."""
    width = grid.width(columns)
    edge = 0.0 if columns == 1 else _edge(chart, width, tables["bar"], tables["type"]["label"], 2) + 6.0
    for row in cells(chart):
        whole = row_whole(chart, row)
        for datum in row:
            wide = estimate(value_text(datum, chart.unit), tables["type"]["value"], True) + 3
            if whole <= 0 or wide > (width - edge) * datum.value / whole:
                return False
    return True


def row_whole(chart: Chart, row: list[Datum]) -> float:
    """Return what the parts of a row make: 100 where they are percentages, else their sum."""
    total = sum(d.value for d in row)
    return max(100.0, total) if is_percent(chart) else total


def lay_slope(chart: Chart, kind: str, columns: int, grid: Grid, tables: Mapping, said: Diagnostics) -> ChartSpec:
    """Lay out lines from a value before to a value after: the two times above, the labels at the right end."""
    width, (title, note, below, header, _), foot = _frame(chart, kind, columns, grid, tables, said)
    size, names = tables["type"]["label"], labels_of(chart)
    found = cells(chart)
    left = max(estimate(value_text(r[0], chart.unit), tables["type"]["value"], True) for r in found) + VALUE_GAP + 3
    left = max(left, estimate(series_of(chart)[0], tables["type"]["note"]) + 1)
    right = round(max(left + 30.0, width * 0.5), 3)
    values = max(estimate(value_text(r[1], chart.unit), tables["type"]["value"], True) for r in found)
    room = width - right - 2 * VALUE_GAP - values
    changed = max(range(len(found)), key=lambda i: (abs(found[i][1].value - found[i][0].value), -i))
    marks = []
    for i, (name, (before, after)) in enumerate(zip(names, found)):
        label = _label(chart, name, size, room, 1, said)
        marks.append(_mark(chart, before, (), 0, i, i == changed))
        marks.append(_mark(chart, after, label, 1, i, i == changed))
    header += 1
    row = max(tables["slope"]["lines"], len(names) + 2)
    lines = header + row + 1 + len(foot)
    return ChartSpec(kind, title, note, below, foot, tuple(marks), columns, header, row, lines, width,
                     grid.height(lines), grid, values, 0.0, series=series_of(chart), edges=(round(left, 3), right))


def lay_timeline(chart: Chart, kind: str, columns: int, grid: Grid, tables: Mapping, said: Diagnostics) -> ChartSpec:
    """Lay out times one under the other on an axis, each with its value and, in place of a series, what happened."""
    width, (title, note, below, header, _), foot = _frame(chart, kind, columns, grid, tables, said)
    size, small = tables["type"]["label"], tables["type"]["description"]
    longest = max(estimate(clean(d.label), size) for d in chart.data)
    edge = round(min(max(longest, 20.0), width * 0.36), 3)
    room = width - edge - 16.0
    marks, deepest = [], 0
    for i, datum in enumerate(chart.data):
        label = _label(chart, datum.label, size, edge, 2, said)
        more, cut = wrap(clean(datum.series), small, room, 2)
        if cut:
            said.add("C106", datum.span, label=datum.series, cut="".join(more))
        deepest = max(deepest, len(more))
        marks.append(Mark(label, float(datum.value), value_text(datum, chart.unit), i == len(chart.data) - 1, row=i,
                          more=more))
    row = 2 + deepest
    lines = header + row * len(marks) + len(foot)
    return ChartSpec(kind, title, note, below, foot, tuple(marks), columns, header, row, lines, width,
                     grid.height(lines), grid, edge, round(edge + 8.0, 3))


def lay_table(chart: Chart, kind: str, columns: int, grid: Grid, tables: Mapping, said: Diagnostics) -> ChartSpec:
    """Lay out a small table: one line a label, one column a series, values flush right.

    Raises InputError (C110) where the columns leave no room for the labels.
    """
    width, (title, note, below, header, _), foot = _frame(chart, kind, columns, grid, tables, said)
    series, size = series_of(chart), tables["type"]["label"]
    found = cells(chart)
    texts = [[value_text(d, chart.unit) if d else NOTHING for d in row] for row in found]
    wide = [max(estimate(clean(name), size), *(estimate(row[j], size, True) for row in texts)) + 8
            for j, name in enumerate(series)]
    room = width - sum(wide)
    if room < 3 * size:
        raise InputError(Diagnostic("C110", {"title": chart.title}, chart.span))
    edges = tuple(round(width - sum(wide[j + 1:]), 3) for j in range(len(series)))
    marks = []
    for i, (name, row) in enumerate(zip(labels_of(chart), found)):
        label = _label(chart, name, size, room, 1, said)
        marks += [_mark(chart, datum, label if not j else (), j, i, False) for j, datum in enumerate(row)]
    header += any(series)
    lines = header + len(found) + 1 + len(foot)
    return ChartSpec(kind, title, note, below, foot, tuple(marks), columns, header, 1, lines, width,
                     grid.height(lines), grid, series=series if any(series) else (), edges=edges)
