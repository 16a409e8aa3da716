"""Charts as the blocks that a manuscript declares them with, and putting such blocks into a Markdown manuscript."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from paiyin.article import Article, Chart, Datum
from paiyin.charts.choose import Choice
from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import UsageError
from paiyin.spans import Source

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")


def block(chart: Chart) -> str:
    """Return a chart as a fenced block; every value stands as the text writes it."""
    lines = ["```chart"]
    kind = chart.kind if chart.kind != "bar" else ""
    for key, value in (("title", chart.title), ("kind", kind), ("unit", chart.unit),
                       ("note", chart.note), ("source", chart.source), ("span", str(chart.columns or ""))):
        if value:
            lines.append(f"{key}: {_flat(value)}")
    lines += [f"{_name(datum)}: {_figure(datum.text, chart.unit)}" for datum in chart.data]
    return "\n".join([*lines, "```"])


def inserted(text: str, choices: Iterable[Choice], ends: Iterable[int]) -> str:
    """Return Markdown with the choices' blocks after the offsets ``ends`` of the blocks that mention them."""
    newline = "\r\n" if "\r\n" in text else "\n"
    for end, choice in sorted(zip(ends, choices), key=lambda pair: -pair[0]):
        fenced = block(choice.chart).replace("\n", newline)
        text = text[:end] + newline * 2 + fenced + text[end:]
    return text


def _name(datum: Datum) -> str:
    label = _flat(datum.label).replace("|", "｜")
    return f"{label} | {_flat(datum.series)}" if datum.series else label


def writable(manuscript: Path) -> None:
    """Raise UsageError for a manuscript that charts cannot be written into: one that is not Markdown."""
    if manuscript.suffix.lower() not in SUFFIXES:
        raise UsageError(Diagnostic("E201", {"file": manuscript.name}))


def write_into(manuscript: Path, source: Source, article: Article, choices: Sequence[Choice]) -> None:
    """Put the choices' blocks into a Markdown manuscript, whole or not at all; its encoding and mark stay.

    Raises UsageError for a manuscript that is not Markdown.
    """
    writable(manuscript)
    text = inserted(source.text, choices, [article.blocks[c.after].span.end for c in choices])
    data = manuscript.read_bytes()
    mark = data[:len(data) - len(source.text.encode(source.encoding))]
    fresh = manuscript.with_name(f".{manuscript.name}.new")
    fresh.write_bytes(mark + text.encode(source.encoding))
    fresh.replace(manuscript)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _figure(text: str, unit: str) -> str:
    return text.removesuffix(unit) if unit else text
