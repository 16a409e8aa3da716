"""The room of charts of one series: bars and dots in rows, columns and lines that stand, panels and number strips."""

import re
from collections.abc import Mapping
from dataclasses import replace

from paiyin.article import Chart
from paiyin.charts.marks import ChartSpec, Mark
from paiyin.charts.parts import TIME, clean, lay_foot, lay_header, make_marks, places_in_time, short_years, whole_of
from paiyin.charts.size import Grid, estimate, wrap
from paiyin.diagnostics import Diagnostics
from paiyin.statistics.numerals import split_figure

_BEFORE = re.compile("(?P<lead>(?:近|约|超过?|逾|不足|不到|至少){0,2})(?P<sign>[¥￥$+\\-−]{0,2})")


def lay_rows(chart: Chart, kind: str, columns: int, grid: Grid, tables: Mapping, said: Diagnostics) -> ChartSpec:
    """Lay out horizontal marks: 2 columns × (3 + 2n or 3n + 2) lines, 1 column × (4 + 3n + 2)."""
    width, bar, sizes = grid.width(columns), tables["bar"], tables["type"]
    title, unit_note, below, header, to_foot = lay_header(chart, columns, width, tables, said)
    foot = lay_foot(chart, to_foot, width, tables, said)
    row = bar["rows"]["few" if len(chart.data) <= bar["rows"]["few_up_to"] or columns == 1 else "many"]
    timed = all(TIME.fullmatch(d.label.strip()) for d in chart.data)
    data = chart.data if timed else sorted(chart.data, key=lambda d: -d.value)
    if columns == 1:
        edge, axis, room, most = 0.0, 0.0, width, 1
    else:
        longest = max(estimate(clean(d.label), sizes["label"]) for d in data)
        lines_each = 3 if row > 2 else 2
        wanted = 0 if longest <= bar["label_edge"] else longest / lines_each + sizes["label"]
        edge = min(max(bar["label_edge"], wanted), bar["widest_label"] * width)
        axis, room, most = edge + bar["axis"] - bar["label_edge"], edge, lines_each
    marks = make_marks(chart, data, sizes["label"], room, most, said)
    lines = header + row * len(data) + 1 + len(foot)
    return ChartSpec(kind, title, unit_note, below, foot, marks, columns, header, row, lines, width, grid.height(lines),
                     grid, round(edge, 3), round(axis, 3), whole=whole_of(chart) if kind == "share" else 0.0)


def lay_standing(chart: Chart, kind: str, columns: int, grid: Grid, tables: Mapping, said: Diagnostics) -> ChartSpec:
    """Lay out columns or the points of a line: 3 + 8 lines of plot, the labels under it, the foot."""
    width = grid.width(columns)
    title, unit_note, below, header, to_foot = lay_header(chart, columns, width, tables, said)
    foot = lay_foot(chart, to_foot, width, tables, said)
    places = places_in_time(chart)
    slot = width / len(chart.data)
    order = sorted(range(len(places)), key=lambda i: places[i])
    short = short_years(chart.data, tables["type"]["label"], width)
    data = [replace(chart.data[i], label=short[i]) for i in order]
    marks = make_marks(chart, data, tables["type"]["label"], slot - 1, 3, said, [places[i] for i in order])
    labels = max(len(m.label) for m in marks)
    lines = header + tables[kind]["lines"] + labels + 1 + len(foot)
    return ChartSpec(kind, title, unit_note, below, foot, marks, columns, header, tables[kind]["lines"], lines, width,
                     grid.height(lines), grid)


def lay_numbers(chart: Chart, kind: str, columns: int, grid: Grid, tables: Mapping, said: Diagnostics) -> ChartSpec:
    """Lay out a number panel (1 column: 4 + (2 + d + 1) each + 1 lines) or strip (n columns: 8 lines a row of n).

    A strip with one item less than it has columns holds its title and source in the first one, in 6 lines.
    """
    sizes, width = tables["type"], grid.width(columns)
    beside = columns > 3 and len(chart.data) == columns - 1
    own = grid.width(1) if beside else width
    title, cut = wrap(clean(chart.title), sizes["title"], own, 2, bold=True)
    if cut:
        said.add("C109", chart.span, part="title", title=chart.title, cut="".join(title))
    foot = lay_foot(chart, clean(chart.note), own, tables, said)
    room = min(grid.width(1), tables["numbers"]["description"] * sizes["description"] + 1)
    marks = []
    for datum in chart.data:
        text = clean(datum.text) or f"{datum.value:.12g}"
        before = _BEFORE.match(text)
        figure, tail = split_figure(text[before.end():])
        lead, figure = (before["lead"], before["sign"] + figure) if figure else ("", "")
        if not figure:
            figure, tail = text, ""
        tail = tail.strip() or (clean(chart.unit) if figure == text else "")
        label, cut = wrap(clean(datum.label), sizes["description"], room, 2)
        if cut:
            said.add("C106", datum.span, label=datum.label, cut="".join(label))
        marks.append(Mark(label, float(datum.value), figure, True, tail, lead))
    header = 3 + (len(title) > 1)
    if columns == 1:
        header += 1
        lines = header + sum(2 + len(m.label) + 1 for m in marks) + len(foot)
        return ChartSpec(kind, title, "", False, foot, tuple(marks), columns, header, 3, lines, width,
                         grid.height(lines), grid)
    if beside:
        lines = max(6, 2 + len(title) + len(foot))
        return ChartSpec(kind, title, "", False, foot, tuple(marks), columns, 1, 5, lines, width, grid.height(lines),
                         grid, across=columns, first=1)
    rows = -(-len(marks) // columns)
    row = 5 + (rows > 1 and any(len(m.label) > 1 for m in marks[:(rows - 1) * columns]))
    lines = header + row * (rows - 1) + 5 + (0 if len(foot) == 1 and len(title) == 1 else len(foot))
    return ChartSpec(kind, title, "", False, foot, tuple(marks), columns, header, row, lines, width, grid.height(lines),
                     grid, across=columns)
