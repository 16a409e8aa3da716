"""What a chart says in words, for readers who do not see it: the alternative text and the data as a table."""

from pathlib import Path

from paiyin.article import Chart
from paiyin.charts import house, several
from paiyin.charts.parts import ARTICLE
from paiyin.charts.spec import kind_of


def data_table(chart: Chart) -> list[tuple[str, ...]]:
    """Return the chart's data as rows of (label, value as printed, in each series); the first row is the head."""
    unit = f"（{chart.unit}）" if chart.unit else ""
    series = several.series_of(chart)
    if any(series) and kind_of(chart) != "timeline":
        rows = zip(several.labels_of(chart), several.cells(chart))
        return [("项目", *(f"{name}{unit}" for name in series)), *(
            (label, *(d.text or f"{d.value:.12g}" if d else several.NOTHING for d in row)) for label, row in rows)]
    return [("项目", f"数值{unit}"), *((d.label, d.text or f"{d.value:.12g}") for d in chart.data)]


def alt_text(chart: Chart, edition: Path | None = None) -> str:
    """Return a sentence in Chinese that states the kind, the title, the unit and every value of a chart."""
    name = house.kinds(edition)[kind_of(chart, edition)]["title"]["zh"]
    head = f"{name}：{chart.title}" if chart.title else name
    about = "，".join(part for part in (chart.note, f"单位：{chart.unit}" if chart.unit else "") if part)
    values = "；".join(f"{d.label}{f'（{d.series}）' if d.series else ''} {d.text or format(d.value, '.12g')}"
                      for d in chart.data)
    source = chart.source or ARTICLE
    text = f"{head}{f'（{about}）' if about else ''}。{values}。资料来源：{source.removeprefix('资料来源：')}。"
    return " ".join(text.split())
