"""The parts that all kinds of chart share: head, foot, the words of values and labels, the order of times."""

import re
from collections.abc import Mapping

from paiyin.article import Chart, Datum
from paiyin.charts.marks import Mark
from paiyin.charts.size import estimate, even, wrap
from paiyin.diagnostics import Diagnostics
from paiyin.script import in_script

SOURCE, UNIT, NOTE = "资料来源：", "单位：", "注："
ARTICLE = "本文"
STATED = ("资料来源", "数据来源", "来源", "資料來源", "數據來源", "來源")      # how a source begins that says it is one
TIME = re.compile("(?:[0-9]{2,4}(?:[—–~～-][0-9]{2,4})?年?(?:上半年|下半年|底|末|初)?|[0-9]{0,4}年?[0-9]{1,2}[月日]|"
                   "第?[一二三四1-4]季度|第[0-9一二三四五六七八九十]+[周天轮次届期名位]|[一二三四五六七八九十]{1,2}月)")
YEAR = re.compile("((?:19|20)[0-9]{2})")
WORD = re.compile("[0-9A-Za-z.]+")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")


def value_text(datum: Datum, unit: str) -> str:
    """Return a value as the manuscript prints it, without the unit that the chart states once."""
    text = clean(datum.text) or f"{datum.value:.12g}"
    if unit and text.endswith(unit) and len(text) > len(unit):
        text = text[:-len(unit)].strip()
    elif unit in ("%", "％") and text[-1:] in "%％" and len(text) > 1:
        text = text[:-1]
    return text


def clean(text: str) -> str:
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def kind_words(table: Mapping) -> dict[str, str]:
    return {"kind": table["title"]["en"], "kind_zh": table["title"]["zh"]}


def is_percent(chart: Chart) -> bool:
    return chart.unit.strip() in ("%", "％", "百分比")


def lay_header(chart: Chart, columns: int, width: float, tables: Mapping, said: Diagnostics):
    """Return (title lines, unit note, whether the note stands under the title, header in lines)."""
    sizes = tables["type"]
    title, cut = wrap(clean(chart.title), sizes["title"], width, 2, bold=True)
    if cut:
        said.add("C109", chart.span, part="title", title=chart.title, cut="".join(title))
    unit, note = clean(chart.unit), clean(chart.note)
    alone = in_script(UNIT, tables["lang"]) + unit if unit else ""
    text = f"{note}（{unit}）" if note and unit else note or alone
    room = width - estimate(title[0], sizes["title"], True) - 8 if title else width
    below = bool(text) and (columns == 1 or len(title) > 1 or estimate(text, sizes["note"]) > room)
    if text and estimate(text, sizes["note"]) > width:
        text, to_foot = alone, note
        below = bool(text) and (columns == 1 or len(title) > 1 or estimate(text, sizes["note"]) > room)
    else:
        to_foot = ""
    header = 3 + (len(title) > 1) + (below or columns == 1 and len(title) < 2)
    return title, text, below, header, to_foot


def lay_foot(chart: Chart, to_foot: str, width: float, tables: Mapping, said: Diagnostics) -> tuple[str, ...]:
    size, lang = tables["type"]["source"], tables["lang"]
    lines, cut = wrap(sourced(chart, lang), size, width, 2)
    if to_foot:
        more, cut_note = wrap(f"{in_script(NOTE, lang)}{to_foot}", size, width, 3)
        lines, cut = (*lines, *more), cut or cut_note
    if cut:
        said.add("C109", chart.span, part="note", title=chart.title, cut=lines[-1])
    return lines


def sourced(chart: Chart, lang: str) -> str:
    """Return where a chart's data come from, as it is printed under it; without a word about it, from the article."""
    source = clean(chart.source) or ARTICLE
    return source if source.startswith(STATED) else in_script(SOURCE, lang) + source


def whole_of(chart: Chart) -> float:
    total = sum(d.value for d in chart.data)
    return max(100.0, total) if is_percent(chart) else total


def short_years(data: tuple[Datum, ...], size: float, width: float) -> list[str]:
    """Return the labels; where 2019年 would not fit in one line, all of them as 2019."""
    names = [d.label.strip() for d in data]
    years = all(YEAR.fullmatch(n.removesuffix("年")) for n in names)
    fits = all(estimate(n, size) <= width / len(names) - 4 for n in names)
    return [n.removesuffix("年") for n in names] if years and not fits else names


def places_in_time(chart: Chart) -> list[float]:
    """Return where the data stand in time, 0 to 1: by year if every label states another one, else evenly."""
    years = [int(m[1]) if (m := YEAR.match(d.label.strip())) else None for d in chart.data]
    if len(years) > 1 and None not in years and len(set(years)) == len(years):
        low, high = min(years), max(years)
        return [(y - low) / (high - low) for y in years]
    return [i / max(len(years) - 1, 1) for i in range(len(years))]


def make_marks(chart, data, size, room, most, said, places=None) -> tuple[Mark, ...]:
    named = [d for d in data if len(d.label) > 1 and d.label in chart.title]
    chosen = named[0] if len(named) == 1 else max(data, key=lambda d: abs(d.value))
    marks = []
    for i, datum in enumerate(data):
        label, cut = even(clean(datum.label), size, room, most)
        if cut:
            said.add("C106", datum.span, label=datum.label, cut="".join(label))
        marks.append(Mark(label, float(datum.value), value_text(datum, chart.unit), datum is chosen,
                          at=round(places[i], 6) if places else 0.0))
    return tuple(marks)
