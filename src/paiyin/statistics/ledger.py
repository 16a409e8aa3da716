"""The ledger of an article: the statistics of all its texts, in reading order, each with its place in the source."""

import re
from collections.abc import Iterator
from dataclasses import replace

from paiyin import article as model
from paiyin.diagnostics import Diagnostics
from paiyin.spans import Span
from paiyin.statistics import context, subjects, tables
from paiyin.statistics.extract import Statistic, extract_text

LONGEST_CLAUSE = 120    # characters of a paragraph that may say what its label counts
HEAD = -1               # the block index of what stands above the text


def extract(article: model.Article, diagnostics: Diagnostics | None = None) -> tuple[Statistic, ...]:
    """Return the statistics of an article's head, heads, paragraphs, captions, lists, quotes, tables and notes.

    A section head or the headline may state the year that governs; 去年 is counted from the article's date. Figures that
    the text denies are told (S101).
    """
    found = tuple(_all(article))
    for one in found:
        if one.disputed and diagnostics is not None:
            diagnostics.add("S101", one.span, text=one.text)
    return found


def _all(article: model.Article) -> Iterator[Statistic]:
    head = article.head
    written = re.match("(?:19|20)[0-9]{2}", head.date)
    date = int(written[0]) if written else None
    whole = context.stated_year(model.plain(head.title))
    setting = context.Setting(whole, date)
    for text in (head.kicker, head.title, head.deck):
        yield from _of(text, HEAD, context.Setting(None, date))
    for index, block in enumerate(article.blocks):
        if isinstance(block, model.Crosshead):
            setting = context.Setting(context.stated_year(model.plain(block.text)) or (
                setting.year if block.level > 1 else whole), date)
            yield from _of(block.text, index, setting)
            continue
        for part in _parts(block):
            if isinstance(part, model.Table):
                yield from _of_table(part, index, setting)
                continue
            yield from _of_label(part.label, part.text, setting) if isinstance(part, model.Paragraph) else ()
            yield from _of(part.text if isinstance(part, model.Paragraph) else part, index, setting)
    for note in article.notes:
        for block in note.blocks:
            for part in _parts(block):
                if isinstance(part, model.Table):
                    yield from _of_table(part, HEAD, setting)
                else:
                    yield from _of(part.text if isinstance(part, model.Paragraph) else part, HEAD, setting)


def _of(text: model.Text, index: int, setting: context.Setting) -> Iterator[Statistic]:
    for one in extract_text(model.plain(text), setting):
        yield replace(one, block=index, span=locate(text, one.start, one.end))


def _of_label(label: model.Text, text: model.Text, setting: context.Setting) -> Iterator[Statistic]:
    """Yield the statistics of a paragraph's label (**1.26万亿元**：进出口总值…): the paragraph says what they count."""
    if not label:
        return
    words = model.plain(text)
    first = next(iter(extract_text(words[:LONGEST_CLAUSE], setting)), None)
    counts = first.noun if first else subjects.named(re.split("[，。；：,;:]", words, maxsplit=1)[0])
    for one in _of(label, HEAD, setting):
        yield replace(one, subject=one.subject or counts, noun=one.noun or counts)


def _of_table(table: model.Table, index: int, setting: context.Setting) -> Iterator[Statistic]:
    """Yield the statistics of a table with its title and notes; a year in the title governs its cells."""
    yield from _of(table.title, index, setting)
    governed = replace(setting, year=context.stated_year(model.plain(table.title)) or setting.year)
    for one, cell in tables.read(table, governed):
        yield replace(one, block=index, span=locate(cell, one.start, one.end))
    for note in table.notes:
        yield from _of(note, index, governed)


def locate(text: model.Text, start: int, end: int) -> Span | None:
    """Return where characters ``start`` to ``end`` of a text stand in the source; whole runs where it is not known."""
    position, spans = 0, []
    for run in text:
        low, high = max(start - position, 0), min(end - position, len(run.text))
        if low < high:
            exact = len(run.text) == run.span.end - run.span.start
            spans.append(Span(run.span.file, run.span.start + low, run.span.start + high) if exact else run.span)
        position += len(run.text)
    return spans[0].to(spans[-1]) if spans else None


def _parts(block: model.Block) -> Iterator[model.Paragraph | model.Text | model.Table]:
    """Yield the paragraphs, captions and tables of a block and of its inner blocks; heads, code and charts are left out."""
    waiting: list[object] = [block]
    while waiting:
        one = waiting.pop()
        if isinstance(one, model.Paragraph):
            yield one
        elif isinstance(one, model.Figure):
            yield one.caption
        elif isinstance(one, model.Table):
            yield one
        elif isinstance(one, model.ListBlock):
            waiting.extend(reversed(one.items))
        elif isinstance(one, model.PullQuote):
            yield one.text
        elif isinstance(one, model.Group):
            yield one.caption
            waiting.extend(reversed(one.figures))
        elif isinstance(one, model.ListItem | model.Quote | model.Sidebar):
            waiting.extend(reversed(one.blocks))
