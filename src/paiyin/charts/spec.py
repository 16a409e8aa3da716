"""From a declared chart to all that its drawing needs: checked, sorted, wrapped, sized in columns and lines."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from paiyin.article import Chart, Datum
from paiyin.charts import house
from paiyin.charts.size import Grid, estimate, wrap
from paiyin.diagnostics import Diagnostic, Diagnostics
from paiyin.exceptions import InputError
from paiyin.statistics.numerals import split_figure
from paiyin.units import Lines, Pt

SOURCE = "资料来源："
ARTICLE = "本文"
_TIME = re.compile("(?:[0-9]{2,4}(?:[—–~～-][0-9]{2,4})?年?(?:上半年|下半年|底|末|初)?|[0-9]{0,4}年?[0-9]{1,2}[月日]|"
                   "第?[一二三四1-4]季度|第[0-9一二三四五六七八九十]+[周天轮次届期名位]|[一二三四五六七八九十]{1,2}月)")
_YEAR = re.compile("((?:19|20)[0-9]{2})")
_WORD = re.compile("[0-9A-Za-z.]+")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: its label as set in lines, value, the value as the manuscript prints it, and whether it stands out.

    ``tail`` is what stays small after a big numeral (多项); ``at`` a mark's place in time for lines, 0 to 1.
    """

    label: tuple[str, ...]
    value: float
    text: str
    highlight: bool = False
    tail: str = ""
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """A chart ready for drawing. ``header``, ``row`` and ``lines`` count grid lines; ``label_edge`` and ``axis`` are
    points from the left edge (0: labels above their bars). Two equal specs are drawn alike."""

    kind: str
    title: tuple[str, ...]
    unit_note: str
    note_below: bool
    foot: tuple[str, ...]
    marks: tuple[Mark, ...]
    columns: int
    header: int
    row: int
    lines: int
    width: Pt
    height: Pt
    grid: Grid
    label_edge: float = 0.0
    axis: float = 0.0
    across: int = 1             # items beside each other in a number strip
    whole: float = 0.0          # what the parts of a share chart are parts of


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
               edition: Path | None = None) -> ChartSpec:
    """Return the spec of a chart over some columns. Raises InputError (C101–C103, C105, C108) if it cannot be drawn."""
    said = diagnostics if diagnostics is not None else Diagnostics()
    kind = kind_of(chart, edition)
    tables = house.kinds(edition)
    _check(chart, kind, tables[kind])
    kind = _drawable(chart, kind, columns, grid, tables, said)
    build = {"numbers": _numbers, "column": _standing, "line": _standing}.get(kind, _rows)
    return build(chart, kind, columns, grid, tables, said)


def height_lines(chart: Chart, columns: int, grid: Grid, edition: Path | None = None) -> Lines:
    """Return how many grid lines a chart needs over some columns; opens no font and loads no drawing library."""
    return Lines(chart_spec(chart, columns, grid, edition=edition).lines)


def value_text(datum: Datum, unit: str) -> str:
    """Return a value as the manuscript prints it, without the unit that the chart states once."""
    text = _clean(datum.text) or f"{datum.value:.12g}"
    if unit and text.endswith(unit) and len(text) > len(unit):
        text = text[:-len(unit)].strip()
    elif unit in ("%", "％") and text[-1:] in "%％" and len(text) > 1:
        text = text[:-1]
    return text


def _clean(text: str) -> str:
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def _kind_words(table: Mapping) -> dict[str, str]:
    return {"kind": table["title"]["en"], "kind_zh": table["title"]["zh"]}


def _check(chart: Chart, kind: str, table: Mapping) -> None:
    names = {**_kind_words(table), "count": len(chart.data)}
    if len(chart.data) < table["least"]:
        raise InputError(Diagnostic("C102", {**names, "least": table["least"]}, chart.span))
    if len(chart.data) > table["most"]:
        raise InputError(Diagnostic("C103", {**names, "most": table["most"]}, chart.span))
    for datum in chart.data:
        if not math.isfinite(datum.value):
            raise InputError(Diagnostic("C108", {"label": datum.label}, datum.span))
        if kind == "share" and datum.value < 0:
            raise InputError(Diagnostic("C105", {"label": datum.label, **_kind_words(table)}, datum.span))


def _drawable(chart: Chart, kind: str, columns: int, grid: Grid, tables: Mapping, said: Diagnostics) -> str:
    """Return the kind that can really be drawn; what is too dense or no whole becomes a bar chart, and is told."""
    total = sum(d.value for d in chart.data)
    if kind == "share" and _percent(chart) and total > 100 + tables["share"]["slack"]:
        said.add("C104", chart.span, title=chart.title, total=f"{total:.12g}")
        return "bar"
    if kind in ("column", "line"):
        labels = _short_years(chart.data, tables["type"]["label"], grid.width(columns))
        slot = grid.width(columns) / len(chart.data)
        if kind == "line":
            places = sorted(_places(chart))
            slot = min([b - a for a, b in pairwise(places)], default=1) * grid.width(columns) * 0.86
        size = tables["type"]["value"]
        crowded = max(estimate(value_text(d, chart.unit), size, True) for d in chart.data) > slot + 2
        size = tables["type"]["label"]
        words = (word for n in labels for word in _WORD.findall(n))
        crowded = crowded or any(estimate(word, size) > slot - 1 for word in words)
        if crowded or any(wrap(n, size, slot - 1, 3)[1] for n in labels):
            said.add("C107", chart.span, title=chart.title, **_kind_words(tables[kind]))
            return "bar"
    return kind


def _percent(chart: Chart) -> bool:
    return chart.unit.strip() in ("%", "％", "百分比")


def _header(chart: Chart, columns: int, width: float, tables: Mapping, said: Diagnostics):
    """Return (title lines, unit note, whether the note stands under the title, header in lines)."""
    sizes = tables["type"]
    title, cut = wrap(_clean(chart.title), sizes["title"], width, 2, bold=True)
    if cut:
        said.add("C109", chart.span, part="title", title=chart.title, cut="".join(title))
    unit, note = _clean(chart.unit), _clean(chart.note)
    text = f"{note}（{unit}）" if note and unit else note or (f"单位：{unit}" if unit else "")
    room = width - estimate(title[0], sizes["title"], True) - 8 if title else width
    below = bool(text) and (columns == 1 or len(title) > 1 or estimate(text, sizes["note"]) > room)
    if text and estimate(text, sizes["note"]) > width:
        text, to_foot = (f"单位：{unit}" if unit else ""), note
        below = bool(text) and (columns == 1 or len(title) > 1 or estimate(text, sizes["note"]) > room)
    else:
        to_foot = ""
    header = 3 + (len(title) > 1) + (below or columns == 1 and len(title) < 2)
    return title, text, below, header, to_foot


def _foot(chart: Chart, to_foot: str, width: float, tables: Mapping, said: Diagnostics) -> tuple[str, ...]:
    size = tables["type"]["source"]
    source = _clean(chart.source) or ARTICLE
    source = source if source.startswith(("资料来源", "数据来源", "来源")) else SOURCE + source
    lines, cut = wrap(source, size, width, 2)
    if to_foot:
        more, cut_note = wrap(f"注：{to_foot}", size, width, 3)
        lines, cut = (*lines, *more), cut or cut_note
    if cut:
        said.add("C109", chart.span, part="note", title=chart.title, cut=lines[-1])
    return lines


def _rows(chart: Chart, kind: str, columns: int, grid: Grid, tables: Mapping, said: Diagnostics) -> ChartSpec:
    """Lay out horizontal marks: 2 columns × (3 + 2n or 3n + 2) lines, 1 column × (4 + 3n + 2)."""
    width, bar, sizes = grid.width(columns), tables["bar"], tables["type"]
    title, unit_note, below, header, to_foot = _header(chart, columns, width, tables, said)
    foot = _foot(chart, to_foot, width, tables, said)
    row = bar["rows"]["few" if len(chart.data) <= bar["rows"]["few_up_to"] or columns == 1 else "many"]
    timed = all(_TIME.fullmatch(d.label.strip()) for d in chart.data)
    data = chart.data if timed else sorted(chart.data, key=lambda d: -d.value)
    if columns == 1:
        edge, axis, room, most = 0.0, 0.0, width, 1
    else:
        longest = max(estimate(_clean(d.label), sizes["label"]) for d in data)
        lines_each = 3 if row > 2 else 2
        wanted = 0 if longest <= bar["label_edge"] else longest / lines_each + sizes["label"]
        edge = min(max(bar["label_edge"], wanted), bar["widest_label"] * width)
        axis, room, most = edge + bar["axis"] - bar["label_edge"], edge, lines_each
    marks = _marks(chart, data, sizes["label"], room, most, said)
    lines = header + row * len(data) + 1 + len(foot)
    return ChartSpec(kind, title, unit_note, below, foot, marks, columns, header, row, lines, width, grid.height(lines),
                     grid, round(edge, 3), round(axis, 3), whole=_whole(chart) if kind == "share" else 0.0)


def _whole(chart: Chart) -> float:
    total = sum(d.value for d in chart.data)
    return max(100.0, total) if _percent(chart) else total


def _standing(chart: Chart, kind: str, columns: int, grid: Grid, tables: Mapping, said: Diagnostics) -> ChartSpec:
    """Lay out columns or the points of a line: 3 + 8 lines of plot, the labels under it, the foot."""
    width = grid.width(columns)
    title, unit_note, below, header, to_foot = _header(chart, columns, width, tables, said)
    foot = _foot(chart, to_foot, width, tables, said)
    places = _places(chart)
    slot = width / len(chart.data)
    order = sorted(range(len(places)), key=lambda i: places[i])
    short = _short_years(chart.data, tables["type"]["label"], width)
    data = [replace(chart.data[i], label=short[i]) for i in order]
    marks = _marks(chart, data, tables["type"]["label"], slot - 1, 3, said, [places[i] for i in order])
    labels = max(len(m.label) for m in marks)
    lines = header + tables[kind]["lines"] + labels + 1 + len(foot)
    return ChartSpec(kind, title, unit_note, below, foot, marks, columns, header, tables[kind]["lines"], lines, width,
                     grid.height(lines), grid)


def _short_years(data: tuple[Datum, ...], size: float, width: float) -> list[str]:
    """Return the labels; where 2019年 would not fit in one line, all of them as 2019."""
    names = [d.label.strip() for d in data]
    years = all(_YEAR.fullmatch(n.removesuffix("年")) for n in names)
    fits = all(estimate(n, size) <= width / len(names) - 1 for n in names)
    return [n.removesuffix("年") for n in names] if years and not fits else names


def _places(chart: Chart) -> list[float]:
    """Return where the data stand in time, 0 to 1: by year if every label states another one, else evenly."""
    years = [int(m[1]) if (m := _YEAR.match(d.label.strip())) else None for d in chart.data]
    if len(years) > 1 and None not in years and len(set(years)) == len(years):
        low, high = min(years), max(years)
        return [(y - low) / (high - low) for y in years]
    return [i / max(len(years) - 1, 1) for i in range(len(years))]


def _marks(chart, data, size, room, most, said, places=None) -> tuple[Mark, ...]:
    named = [d for d in data if len(d.label) > 1 and d.label in chart.title]
    chosen = named[0] if len(named) == 1 else max(data, key=lambda d: abs(d.value))
    marks = []
    for i, datum in enumerate(data):
        label, cut = wrap(_clean(datum.label), size, room, most)
        if cut:
            said.add("C106", datum.span, label=datum.label, cut="".join(label))
        marks.append(Mark(label, float(datum.value), value_text(datum, chart.unit), datum is chosen,
                          at=round(places[i], 6) if places else 0.0))
    return tuple(marks)


def _numbers(chart: Chart, kind: str, columns: int, grid: Grid, tables: Mapping, said: Diagnostics) -> ChartSpec:
    """Lay out a number panel (1 column: 4 + (2 + d + 1) each + 1 lines) or strip (n columns: 8 lines a row of n)."""
    sizes, width = tables["type"], grid.width(columns)
    title, cut = wrap(_clean(chart.title), sizes["title"], width, 2, bold=True)
    if cut:
        said.add("C109", chart.span, part="title", title=chart.title, cut="".join(title))
    foot = _foot(chart, _clean(chart.note), width, tables, said)
    room = min(grid.width(1), tables["numbers"]["description"] * sizes["description"] + 1)
    marks = []
    for datum in chart.data:
        text = _clean(datum.text) or f"{datum.value:.12g}"
        figure, tail = split_figure(text)
        if not figure:
            figure, tail = text, ""
        tail = tail.strip() or (_clean(chart.unit) if figure == text else "")
        label, cut = wrap(_clean(datum.label), sizes["description"], room, 2)
        if cut:
            said.add("C106", datum.span, label=datum.label, cut="".join(label))
        marks.append(Mark(label, float(datum.value), figure, True, tail))
    header = 3 + (len(title) > 1)
    if columns == 1:
        header += 1
        lines = header + sum(2 + len(m.label) + 1 for m in marks) + len(foot)
        return ChartSpec(kind, title, "", False, foot, tuple(marks), columns, header, 3, lines, width,
                         grid.height(lines), grid)
    rows = -(-len(marks) // columns)
    lines = header + 5 * rows + (0 if len(foot) == 1 and len(title) == 1 else len(foot))
    return ChartSpec(kind, title, "", False, foot, tuple(marks), columns, header, 5, lines, width, grid.height(lines),
                     grid, across=columns)
