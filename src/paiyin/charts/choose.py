"""Choosing charts for an article that declares none, out of its own statistics, by rule and always the same way.

Only numbers of one unit that one sentence or paragraph sets beside each other are compared; a denied figure never is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from paiyin import article as model
from paiyin.article import Article, Chart, Datum
from paiyin.charts import labels
from paiyin.diagnostics import Diagnostics
from paiyin.statistics.extract import Statistic, extract
from paiyin.statistics.words import VERB

MOST_CHARTS = 3
MOST_MARKS = 8
WIDEST_RATIO = 40       # largest to smallest; beyond it the small bars vanish
PAIR_RATIO = 10         # for two values alone
PANEL = (3, 5)          # figures of a number panel
_GENERIC = frozenset(("个", "项", "件", "次", "种", "类", "期", "条", "例", "处", "场", "倍", "批"))
_PEOPLE = frozenset("人名位")


@dataclass(frozen=True, slots=True)
class Choice:
    """A chart that the text supports: after which block it stands, and why it was chosen (en, zh)."""

    chart: Chart
    after: int
    reason: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Group:
    """Statistics that may stand in one chart."""

    members: tuple[Statistic, ...]
    kind: str
    unit: str
    title: str
    names: tuple[str, ...]
    score: tuple

    @property
    def first(self) -> Statistic:
        return self.members[0]


def choose(article: Article, statistics: tuple[Statistic, ...] | None = None,
           diagnostics: Diagnostics | None = None) -> tuple[Choice, ...]:
    """Return the charts that an article's statistics support, in reading order; none if it declares charts itself.

    Where nothing can be compared the choice is a number panel; an article without statistics gets nothing. Every
    choice is told (C201).
    """
    if article.charts():
        return ()
    choices = _choices(article, statistics)
    if diagnostics is not None:
        for choice in choices:
            diagnostics.add("C201", choice.chart.span, title=choice.chart.title, reason=choice.reason["en"],
                            reason_zh=choice.reason["zh"])
    return choices


def _choices(article: Article, statistics: tuple[Statistic, ...] | None) -> tuple[Choice, ...]:
    found = extract(article) if statistics is None else statistics
    usable = [s for s in found if not s.disputed and s.span is not None]
    picked: list[_Group] = []
    taken: set = set()
    for group in sorted(_groups(article, usable), key=lambda g: g.score):
        if len(picked) < MOST_CHARTS and not any(s.span in taken for s in group.members):
            picked.append(group)
            taken |= {s.span for s in group.members}
    picked.sort(key=lambda g: (g.first.block, g.first.start))
    if not picked:
        return _panel(article, usable)
    return tuple(_choice(group, number) for number, group in enumerate(picked, 1))


def unit_of(one: Statistic) -> str | None:
    """Return the unit that decides what may be compared: persons are one unit, however the text counts them."""
    if one.unit in _PEOPLE:
        return "人"
    return "%" if one.unit == "％" else one.unit


def _groups(article: Article, usable: list[Statistic]) -> Iterator[_Group]:
    texts = [_text_of(block) for block in article.blocks]
    heads = _heads(article)
    for run in _runs(usable, by_sentence=False):
        if group := _series(run):
            yield group
    for run in _runs(usable, by_sentence=True):
        if group := _beside(run, texts[run[0].block], heads[run[0].block]):
            yield group


def _runs(usable: list[Statistic], by_sentence: bool) -> Iterator[list[Statistic]]:
    """Yield the statistics of one unit in one block, in text order; or those that one sentence sets beside each other,
    with no number of another unit between them."""
    runs: dict[tuple, list[Statistic]] = {}
    last, part = None, 0
    for one in usable:
        unit = unit_of(one)
        here = (one.block, one.sentence, unit)
        part += here != last
        last = here
        if unit and one.value_max is None and one.value > 0:
            runs.setdefault((one.block, part if by_sentence else None, unit), []).append(one)
    yield from runs.values()


def _series(run: list[Statistic]) -> _Group | None:
    """Return values of one thing over the years: at least three, each with another year."""
    dated: dict[int, Statistic] = {}
    for one in run:
        if one.year is None or one.year in dated:
            return None
        dated[one.year] = one
    nouns = {labels.label(s) for s in run if labels.label(s) and not labels.label(s).endswith("年")}
    if len(dated) < 3 or len(dated) > 12 or len(nouns) > 1 or not _ratio(run, WIDEST_RATIO):
        return None
    members = tuple(dated[year] for year in sorted(dated))
    kind = "line" if len(members) > 5 else "column"
    names = tuple(f"{s.year}年" for s in members)
    return _Group(members, kind, unit_of(members[0]), labels.series_title(list(members)), names,
                  (0, -len(members), members[0].block, members[0].start))


def _beside(run: list[Statistic], text: str, heads: str) -> _Group | None:
    """Return the counts that a sentence sets beside each other, if their subjects tell them apart."""
    after = text.find("其中", run[0].start, run[-1].start)
    whole = None
    if after >= 0:
        whole = next((s for s in reversed(run) if s.start < after), None)
        run = [s for s in run if s.start > after]
    run = run[:MOST_MARKS]
    names = tuple(labels.label(s) for s in run)
    unit = unit_of(run[0])
    if len(run) < 2 or not all(names) or len(set(names)) < len(names) or not _ratio(run, WIDEST_RATIO):
        return None
    if len(run) == 2 and (unit in _GENERIC or not _ratio(run, PAIR_RATIO) or not _parallel(text, run)):
        return None
    if len({s.year for s in run}) > 1:
        return None
    total = sum(s.value for s in run)
    kind = "share" if unit == "%" and 95 <= total <= 101 else "bar"
    title = labels.title(text, run, unit, kind, heads, whole)
    return _Group(tuple(run), kind, unit, title, names,
                  (1 if len(run) > 2 else 2, -len(run), run[0].block, run[0].start))


def _ratio(run: list[Statistic], most: float) -> bool:
    values = [s.value for s in run]
    return max(values) <= most * min(values)


def _parallel(text: str, run: list[Statistic]) -> bool:
    """Tell whether two counts stand in the same form: both nouns before their numbers or both after."""
    return len({text[s.start:].startswith(s.form) and s.text.endswith(s.subject) for s in run}) == 1


def _choice(group: _Group, number: int) -> Choice:
    data = tuple(Datum(name, float(s.value), labels.form(s), s.span) for name, s in zip(group.names, group.members))
    span = group.first.span.to(max((s.span for s in group.members), key=lambda s: s.end))
    several = len(group.members)
    unit = group.unit
    reason = {
        "series": (f"{several} values of one measure ({unit}) over the years",
                   f"同一指标（{unit}）{several}个年份的数值"),
        "share": (f"{several} parts of one whole in one sentence", f"同一句中一个整体的{several}个部分"),
        "bar": (f"{several} values in one unit ({unit}) in one sentence",
                f"同一句中{several}个同单位（{unit}）的数值"),
    }["series" if group.kind in ("column", "line") else group.kind]
    chart = Chart(data, span, number, group.kind, group.title, group.unit, id=f"chart-{number}", chosen=reason[1])
    return Choice(chart, group.first.block, {"en": reason[0], "zh": reason[1]})


def _panel(article: Article, usable: list[Statistic]) -> tuple[Choice, ...]:
    """Return a panel of the three to five figures most worth showing: large, clear of what they count, each one new."""
    heads = _heads(article)
    seen: dict[str, Statistic] = {}
    for one in usable:
        name = labels.label(one)
        if len(name) >= 2 and one.value_max is None and (one.unit or one.value >= 1000):
            seen.setdefault(name, one)
    named = {name: one for name, one in seen.items() if not VERB.fullmatch(name)} or seen
    best = sorted(named.items(), key=lambda item: (item[1].value < 10, -min(len(str(int(item[1].value))), 6),
                                                  item[1].block, item[1].start))[:PANEL[1]]
    if not best:
        return ()
    best.sort(key=lambda item: (item[1].block, item[1].start))
    data = tuple(Datum(name, float(s.value), labels.form(s) + (s.unit or ""), s.span) for name, s in best)
    first = best[0][1]
    reason = {"en": f"{len(data)} figures that cannot be compared with each other",
              "zh": f"{len(data)}个不能互相比较的数字"}
    span = first.span.to(max((s.span for _, s in best), key=lambda s: s.end))
    chart = Chart(data, span, 1, "numbers", labels.neutral(heads[first.block]), id="chart-1", chosen=reason["zh"])
    return (Choice(chart, first.block, reason),)


def _text_of(block: model.Block) -> str:
    if isinstance(block, model.Paragraph):
        return model.plain(block.text)
    return model.plain(block.caption) if isinstance(block, model.Figure) else ""


def _heads(article: Article) -> list[str]:
    """Return the crosshead that each block stands under, empty before the first."""
    heads, current = [], ""
    for block in article.blocks:
        if isinstance(block, model.Crosshead):
            current = model.plain(block.text)
        heads.append(current)
    return heads
