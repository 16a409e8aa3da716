"""Charts as the blocks that a manuscript declares them with, and putting such blocks into a Markdown manuscript."""

from collections.abc import Iterable

from paiyin.article import Chart
from paiyin.charts.choose import Choice


def block(chart: Chart) -> str:
    """Return a chart as a fenced block; every value stands as the text writes it."""
    lines = ["```chart"]
    for key, value in (("title", chart.title), ("kind", chart.kind if chart.kind != "bar" else ""), ("unit", chart.unit),
                       ("note", chart.note), ("source", chart.source)):
        if value:
            lines.append(f"{key}: {_flat(value)}")
    lines += [f"{_flat(datum.label)}: {_figure(datum.text, chart.unit)}" for datum in chart.data]
    return "\n".join([*lines, "```"])


def inserted(text: str, choices: Iterable[Choice], ends: Iterable[int]) -> str:
    """Return Markdown with the choices' blocks after the offsets ``ends`` of the blocks that mention them."""
    newline = "\r\n" if "\r\n" in text else "\n"
    for end, choice in sorted(zip(ends, choices), key=lambda pair: -pair[0]):
        fenced = block(choice.chart).replace("\n", newline)
        text = text[:end] + newline * 2 + fenced + text[end:]
    return text


def _flat(text: str) -> str:
    return " ".join(text.split())


def _figure(text: str, unit: str) -> str:
    return text.removesuffix(unit) if unit else text
