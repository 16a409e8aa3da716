"""Holding a manuscript's own charts against its text: each value is stated there, or the chart names its source."""

import re
from collections.abc import Sequence
from pathlib import Path

from paiyin import article as model
from paiyin.article import Article, Chart, Datum
from paiyin.charts.spec import kind_of
from paiyin.diagnostics import Diagnostics
from paiyin.exceptions import InputError
from paiyin.statistics import Statistic, figures, numerals
from paiyin.statistics.checks import unit_of

_UNIT = re.compile(f"(?P<scale>{numerals.MAGNITUDE})?(?P<unit>.*)")
_YEAR = re.compile("((?:19|20)[0-9]{2})年?")
_PEOPLE = frozenset("人名位")
_LEAST_ALIKE = 0.34     # share of a label's characters that a nearest statement has in common with it


def check(article: Article, statistics: Sequence[Statistic], diagnostics: Diagnostics,
          edition: Path | None = None) -> None:
    """Tell of values in declared charts that the text does not state (C401), denies (C402), or states of another year
    (C403). Charts that name a source are not held against the text."""
    for chart in article.charts():
        if chart.chosen or chart.source.strip():
            continue
        for datum in chart.data:
            _check(chart, datum, article, statistics, diagnostics, edition)


def _check(chart: Chart, datum: Datum, article: Article, statistics: Sequence[Statistic], diagnostics: Diagnostics,
           edition: Path | None) -> None:
    wanted, unit = _worth(chart, datum, edition)
    stated = [s for s in statistics if _equals(s, wanted, unit)]
    if not stated:
        if not (unit and _written(article, wanted, unit)):
            near = _nearest(datum, wanted, unit, statistics)
            diagnostics.add("C401", datum.span, value=datum.text or f"{datum.value:.12g}", label=_name(datum),
                            near=_quote(near), near_zh=_quote_zh(near))
        return
    if all(s.disputed for s in stated):
        diagnostics.add("C402", datum.span, value=datum.text, label=_name(datum), sentence=_cut(stated[0].words))
        return
    year = _YEAR.fullmatch(datum.label.strip()) or _YEAR.fullmatch(datum.series.strip())
    years = {s.year for s in stated if not s.disputed}
    if year and None not in years and int(year[1]) not in years:
        diagnostics.add("C403", datum.span, value=datum.text, label=_name(datum),
                        years=", ".join(str(y) for y in sorted(years)))


def _name(datum: Datum) -> str:
    return f"{datum.label} | {datum.series}" if datum.series else datum.label


def _worth(chart: Chart, datum: Datum, edition: Path | None) -> tuple[float, str | None]:
    """Return a datum's normalised value and unit: 1.2 in 亿元 is 120000000 元; a panel's figures bring their own unit."""
    written = chart.unit.strip() or _own_unit(chart, datum, edition)
    found = _UNIT.fullmatch(written)
    scale = 1 if re.search("[十百千万亿]", datum.text) else numerals.magnitude(found["scale"] or "")
    unit = found["unit"]
    return datum.value * scale, "人" if unit in _PEOPLE else "%" if unit == "％" else unit or None


def _own_unit(chart: Chart, datum: Datum, edition: Path | None) -> str:
    try:
        if kind_of(chart, edition) not in ("numbers", "table"):
            return ""
    except InputError:
        return ""
    if found := re.search("[（(]([^（）()]+)[）)]$", datum.series):
        return found[1]
    _, tail = numerals.split_figure(datum.text.lstrip("近约超过逾不足到至少¥￥-−+ "))
    return re.sub("^[余多]|(?:以上|左右|以内)$", "", tail.strip())


def _equals(one: Statistic, wanted: float, unit: str | None) -> bool:
    worths = [one.value] if one.value_max is None else [one.value, one.value_max]
    if one.unit == "成" and unit == "%" or one.unit is None and unit == "%":
        worths = [100 * w for w in worths]
    elif unit is not None and one.unit is not None and unit_of(one) != unit and one.unit.split("/")[0] != unit:
        return False
    return any(abs(w - wanted) <= 1e-9 * max(1.0, abs(w)) for w in worths)


def _written(article: Article, wanted: float, unit: str) -> bool:
    """Tell whether a number that is no statistic (三家, 8.5天) stands in the text with the chart's unit."""
    text = "\n".join(model.plain(b.text) for b in article.blocks if isinstance(b, model.Paragraph))
    for match in figures.NUMBER.finditer(text):
        number = match["arabic"] or match["han"]
        value = number and numerals.quantity(number)
        if not value or float(value) not in (wanted, *(wanted / numerals.magnitude(m) for m in ("万", "亿"))):
            continue
        after = re.match(f"[余多]?(?P<scale>{numerals.MAGNITUDE})?[余多]?", text[match.end():match.end() + 8])
        worth = float(value) * numerals.magnitude(after["scale"] or "")
        units = ("人", "名", "位") if unit == "人" else (unit,)
        if worth == wanted and text.startswith(units, match.end() + after.end()):
            return True
    return False


def _nearest(datum: Datum, wanted: float, unit: str | None, statistics: Sequence[Statistic]) -> Statistic | None:
    """Return the statement that was probably meant: alike in what it counts, then in unit, then in value."""
    signs = set(datum.label + datum.series)
    year = _YEAR.fullmatch(datum.label.strip()) or _YEAR.fullmatch(datum.series.strip())

    def rank(one: Statistic) -> tuple:
        alike = len(signs & set(one.subject + one.text)) / max(len(signs), 1)
        dated = year is not None and one.year == int(year[1])
        far = abs(one.value - wanted) / max(abs(one.value), abs(wanted), 1e-9)
        return (unit is not None and unit_of(one) != unit, not dated, alike < _LEAST_ALIKE, -round(alike, 2), far)

    usable = [s for s in statistics if not s.disputed]
    return min(usable, key=lambda s: (rank(s), s.block, s.start), default=None)


def _quote(near: Statistic | None) -> str:
    return f"the text says {near.form + (near.unit or '')}: {_cut(near.words)}" if near else "the text states no number"


def _quote_zh(near: Statistic | None) -> str:
    return f"文中是{near.form + (near.unit or '')}：{_cut(near.words)}" if near else "文中没有数字"


def _cut(sentence: str) -> str:
    flat = " ".join(sentence.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"
