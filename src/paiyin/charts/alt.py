"""What a chart says in words, for readers who do not see it: its data as a table, and the alternative text with all of
them. An alternative text is read by every reader of PDF and HTML; a table that is not drawn as one is not."""

from pathlib import Path

from paiyin.article import Chart
from paiyin.charts import house, several
from paiyin.charts.parts import UNIT, sourced
from paiyin.charts.spec import kind_of
from paiyin.script import in_script

LABEL, VALUE, UNSTATED = "项目", "数值", "未列"


def data_table(chart: Chart, lang: str = "") -> list[tuple[str, ...]]:
    """Return the chart's data as rows of (label, value as printed, in each series); the first row is the head."""
    label, value = in_script(LABEL, lang), in_script(VALUE, lang)
    unit = f"（{chart.unit}）" if chart.unit else ""
    if _is_table(chart):
        rows = zip(several.labels_of(chart), several.cells(chart))
        return [(label, *(f"{name}{unit}" for name in several.series_of(chart))), *(
            (name, *(d.text or f"{d.value:.12g}" if d else several.NOTHING for d in row)) for name, row in rows)]
    return [(label, f"{value}{unit}"), *((d.label, d.text or f"{d.value:.12g}") for d in chart.data)]


def alt_text(chart: Chart, edition: Path | None = None, lang: str = "") -> str:
    """Return sentences in Chinese that state the kind, the title, the unit, every value of a chart in the order of its
    table, and its source."""
    name = in_script(house.kinds(edition)[kind_of(chart, edition)]["title"]["zh"], lang)
    head = f"{name}：{chart.title}" if chart.title else name
    unit = in_script(UNIT, lang) + chart.unit if chart.unit else ""
    about = "，".join(part for part in (chart.note, unit) if part)
    source = sourced(chart, lang).removesuffix("。")
    text = f"{head}{f'（{about}）' if about else ''}。{'；'.join(_rows(chart, lang))}。{source}。"
    return " ".join(text.split())


def _rows(chart: Chart, lang: str) -> list[str]:
    """Return what each row of the table says: 甲 10, or with series 甲：前 10，后 20余."""
    rows = data_table(chart, lang)[1:]
    if not _is_table(chart):
        return [f"{d.label}{f'（{d.series}）' if d.series else ''} {value}" for d, (_, value) in zip(chart.data, rows)]
    return [f"{label}：" + "，".join(
        f"{name} {UNSTATED if value == several.NOTHING else value}"
        for name, value in zip(several.series_of(chart), values)) for label, *values in rows]


def _is_table(chart: Chart) -> bool:
    """Tell whether the data make rows and columns; what a timeline calls a series is what happened."""
    return any(several.series_of(chart)) and kind_of(chart) != "timeline"
