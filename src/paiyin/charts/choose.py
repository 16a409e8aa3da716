"""Choosing charts for an article that declares none, out of its own statistics, by rule and always the same way.

The best few groups become charts; figures that are worth showing but not comparable become a number panel (数说).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from paiyin.article import Article, Chart, Datum, Paragraph
from paiyin.charts import labels, titles
from paiyin.charts.groups import Group, groups, heads_of, named, text_of
from paiyin.charts.wording import names_something
from paiyin.diagnostics import Diagnostics
from paiyin.script import in_script
from paiyin.statistics import Statistic, extract
from paiyin.statistics.words import VERB

MOST_CHARTS = 4         # the panel among them
PANEL = (3, 5)          # figures of a number panel
ALIKE = 2               # of them may have one unit while others wait
A_CHART_EACH = 700      # characters of text that carry one chart; a notice gets one at most
TOO_SHORT = 300         # characters below which a text gets none
WEIGHTY = 4             # digits of a figure that is shown by itself
LONGEST_FIGURE = 9      # characters of a panel's figure with its unit


@dataclass(frozen=True, slots=True)
class Choice:
    """A chart that the text supports: after which block it stands, and why it was chosen (en, zh)."""

    chart: Chart
    after: int
    reason: Mapping[str, str]


def choose(article: Article, statistics: Sequence[Statistic] | None = None, diagnostics: Diagnostics | None = None,
           most: int = MOST_CHARTS) -> tuple[Choice, ...]:
    """Return the charts that an article's statistics support, in reading order; none if it declares charts itself.

    At most ``most``: comparisons first, one place is kept for a number panel if there are more than two. Every choice
    is told (C201).
    """
    if article.charts() or most < 1:
        return ()
    choices = _choices(article, extract(article) if statistics is None else statistics, most)
    if diagnostics is not None:
        for choice in choices:
            diagnostics.add("C201", choice.chart.span, title=choice.chart.title, reason=choice.reason["en"],
                            reason_zh=choice.reason["zh"])
    return choices


def how_many(article: Article, most: int) -> int:
    """Return how many charts the length of an article carries: none to a few lines, one to a notice, at most ``most``."""
    length = sum(len(text_of(block)) for block in article.blocks)
    return 0 if length < TOO_SHORT else min(most, max(1, length // A_CHART_EACH))


def _choices(article: Article, found: Sequence[Statistic], most: int) -> tuple[Choice, ...]:
    usable = [s for s in found if not s.disputed and s.span is not None and s.block >= 0]
    room = most - 1 if most > 2 else most
    picked: list[Group] = []
    taken: set = set()
    comparable: set = set()
    for group in sorted(groups(article, usable), key=lambda g: g.score):
        comparable |= {s.span for s in group.members}
        again = any(g.names == group.names and (g.title == group.title or g.first.block == group.first.block)
                    for g in picked)
        if len(picked) < room and not again and not any(s.span in taken for s in group.members):
            picked.append(group)
            taken |= {s.span for s in group.members}
    offers = [(g.first.block, g.first.start, _chart(g), g.reason) for g in picked]
    if len(picked) < most and (panel := _panel(article, [s for s in usable if s.span not in comparable], not picked)):
        block, place, chart, reason = panel
        again = chart.title in {g.title for g in picked}
        offers.append((block, place, replace(chart, title=titles.PANEL) if again else chart, reason))
    offers.sort(key=lambda offer: offer[:2])
    return tuple(Choice(_numbered(chart, number, article.lang), block, {"en": reason[0], "zh": reason[1]})
                 for number, (block, _, chart, reason) in enumerate(offers, 1))


def _numbered(chart: Chart, number: int, lang: str) -> Chart:
    """Return a chart as the article's one of this number; our words beside its own (约, 人数) are in its script."""
    data = tuple(replace(d, text=in_script(d.text, lang), series=in_script(d.series, lang)) for d in chart.data)
    return replace(chart, number=number, id=f"chart-{number}", title=in_script(chart.title, lang), data=data)


def _chart(group: Group) -> Chart:
    data = tuple(Datum(name, float(s.value), labels.form(s), s.span, group.series[i % 2] if group.series else "")
                 for i, (name, s) in enumerate(zip(group.names, group.members)))
    span = group.first.span.to(max((s.span for s in group.members), key=lambda s: s.end))
    return Chart(data, span, 1, group.kind, group.title, group.unit, group.note, chosen=group.reason[1])


def _panel(article: Article, usable: Sequence[Statistic], alone: bool):
    """Return (block, place, chart, reason) of a panel with the three to five figures of one section that are most worth
    showing: large, clear of what they count, each one new. ``alone``: even two figures, or a weighty one or a share,
    are better than none."""
    heads, best = heads_of(article), None
    sections: dict[str, list[Statistic]] = {}
    for one in usable:
        if isinstance(article.blocks[one.block], Paragraph) and text_of(article.blocks[one.block]):
            sections.setdefault(heads[one.block], []).append(one)
    for head, members in sections.items():
        figures = _figures(members)
        worth = (len(figures), len({s.unit for _, s in figures}), sum(_size(s) for _, s in figures))
        if figures and (best is None or worth > best[0]):
            best = (worth, head, figures)
    if best is None or len(best[2]) < PANEL[0] and not alone:
        return None
    if len(best[2]) == 1 and _size(best[2][0][1]) < WEIGHTY and best[2][0][1].unit != "%":
        return None
    figures = sorted(best[2], key=lambda item: (item[1].block, item[1].start))
    data = tuple(Datum(name, float(s.value), labels.form(s, s.unit or ""), s.span) for name, s in figures)
    blocks = [s.block for _, s in figures]
    home = max(sorted(set(blocks)), key=blocks.count)
    span = figures[0][1].span.to(max((s.span for _, s in figures), key=lambda s: s.end))
    reason = (f"{len(data)} figures that cannot be compared with each other", f"{len(data)}个不能互相比较的数字")
    title = titles.neutral(best[1])
    title = title if title != titles.NEUTRAL else titles.PANEL
    chart = Chart(data, span, 1, "numbers", title, columns=1, chosen=reason[1])
    return home, max(s.start for _, s in figures if s.block == home), chart, reason


def _figures(members: Sequence[Statistic]) -> list[tuple[str, Statistic]]:
    """Return the figures of a section that a panel may show, at most five, with what they are called: large ones first,
    few of one unit."""
    seen: dict[str, Statistic] = {}
    shown: set[str] = set()
    for one in members:
        name = labels.described(one)
        told = len(name) >= 2 and named(name) and names_something(name)
        form = labels.form(one, one.unit or "")
        wanted = one.value_max is None and (one.unit or one.value >= 1000) and len(form) <= LONGEST_FIGURE
        if told and wanted and form not in shown:       # 三百亩 twice in a panel says nothing more
            seen.setdefault(name, one)
            shown.add(form)
    clear = {name: one for name, one in seen.items() if not VERB.fullmatch(name)} or seen
    ranked = sorted(clear.items(), key=lambda item: (-_size(item[1]), item[1].block, item[1].start))
    units: dict[str | None, int] = {}
    first, later = [], []
    for name, one in ranked:
        units[one.unit] = units.get(one.unit, 0) + 1
        (first if units[one.unit] <= ALIKE else later).append((name, one))
    weighty = [item for item in (*first, *later) if _size(item[1])]
    return (weighty if len(weighty) >= PANEL[0] else [*first, *later])[:PANEL[1]]


def _size(one: Statistic) -> int:
    """Return how much a figure weighs: its digits, at most six; small numbers and changes weigh least."""
    return 0 if abs(one.value) < 10 or one.subject != one.noun else min(len(str(int(abs(one.value)))), 6)
