"""Groups of statistics that may stand in one chart: a series over years, values before and after, parts, neighbours.

Only numbers of one unit and one basis that one sentence or paragraph sets beside each other are compared; a denied
figure never is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from paiyin import article as model
from paiyin.article import Article
from paiyin.charts import labels, titles
from paiyin.charts.wording import names_something
from paiyin.statistics import Statistic
from paiyin.statistics.checks import unit_of
from paiyin.statistics.words import VERB

MOST_MARKS = 8
DOTS_FROM = 7           # so many marks are set as dots: less ink than bars
WIDEST_RATIO = 40       # largest to smallest; beyond it the small bars vanish
PAIR_RATIO = 10         # for two values alone
MOST_LINES = 5          # of a slope chart
ROUNDED = 0.002         # share that parts may miss their total by
BESIDE = 12             # characters between two counts of a general measure that belong together
_GENERIC = frozenset(("个", "项", "件", "次", "种", "类", "期", "条", "例", "处", "场", "倍", "批"))
_DIMENSIONS = frozenset(("米", "厘米", "毫米", "秒", "分", "分钟", "小时", "天", "℃", "度", "级", "岁", "吨", "公斤", "斤"))
_RATES = ("%", "个百分点", "百分点")
_REACHED = re.compile("(?:到|至|为)(?:了)?(?:每[\u4e00-\u9fff]{1,3})?$")
_FROM = re.compile("[由从][^，。；]{0,16}$")
_END = re.compile("最[高低大小长短]")         # the two ends of one range are no comparison
_NO_NAME = re.compile(
    "^(?:[0-9一二三四五六七八九十]+|.{0,1})$|[0-9]$|^(?:其中|分别|以及|另外|目前|剩余|其余|余下|[同环]比|[日月年周人户]均$|全[市县省国村镇区校乡]$|最[高低大小]|"
    "第[一二三四五六七八九十](?!产业|季度)|一[天晚年月季]|第(?![一二三四五六七八九十]))|最[高低大小多少]$|一[天晚年月季]$|[（）]")


@dataclass(frozen=True, slots=True)
class Group:
    """Statistics that may stand in one chart, with what each is called; ``pairs`` name the two series of a slope."""

    members: tuple[Statistic, ...]
    kind: str
    unit: str
    title: str
    names: tuple[str, ...]
    score: tuple
    series: tuple[str, ...] = ()
    reason: tuple[str, str] = ("", "")
    note: str = ""

    @property
    def first(self) -> Statistic:
        return self.members[0]


def groups(article: Article, usable: Sequence[Statistic]) -> Iterator[Group]:
    """Yield every group that the statistics of an article's blocks make."""
    texts = [text_of(block) for block in article.blocks]
    heads = heads_of(article)
    inside = [s for s in usable if s.block >= 0 and texts[s.block]]
    for run in _runs(inside):
        if group := _series(run):
            yield group
        if group := _changes(run, texts[run[0].block], heads[run[0].block]):
            yield group
    for run, before in _sentence_runs(inside):
        if group := _beside(run, texts[run[0].block], heads[run[0].block], before):
            yield group


def _runs(usable: Sequence[Statistic]) -> Iterator[list[Statistic]]:
    """Yield the statistics of one unit and basis in one block, in text order."""
    runs: dict[tuple, list[Statistic]] = {}
    for one in usable:
        if (unit := unit_of(one)) and one.value_max is None:
            runs.setdefault((one.block, unit, one.basis), []).append(one)
    yield from runs.values()


def _sentence_runs(usable: Sequence[Statistic]) -> Iterator[tuple[list[Statistic], Statistic | None]]:
    """Yield the statistics of one unit and basis that one sentence sets beside each other, with the last one of that
    unit that the paragraph states before the sentence.

    No number of another unit stands between them but how much each of them grew: 第一产业48亿元，增长4.9%；第二产业….
    """
    runs: dict[tuple, list[Statistic]] = {}
    before: dict[tuple, Statistic | None] = {}
    latest: dict[tuple, Statistic] = {}
    last, part = None, 0
    for one in usable:
        here = (one.block, one.sentence, unit_of(one), one.basis)
        grown = one.subject != one.noun
        if not grown:
            part += here != last
            last = here
        if here[2] and one.value_max is None and (not grown or here[2] in _RATES):
            key = (*here, "growth" if grown else part)
            if key not in runs:
                before[key] = latest.get((one.block, here[2]))
            runs.setdefault(key, []).append(one)
            latest[one.block, here[2]] = one
    for key, run in runs.items():
        yield run, before[key]


def _series(run: list[Statistic]) -> Group | None:
    """Return values of one thing over the years: at least three, each with another year."""
    dated: dict[int, Statistic] = {}
    nouns = {s.subject for s in run if s.year is not None}
    if len(nouns) > 1:
        best = max(sorted(nouns), key=lambda n: len({s.year for s in run if s.subject == n}))
        run = [s for s in run if s.subject == best]
    for one in run:
        if one.year is None or one.year in dated and dated[one.year].value != one.value:
            return None
        dated.setdefault(one.year, one)
    if not 3 <= len(dated) <= 12 or not ratio(list(dated.values()), WIDEST_RATIO) or not nouns:
        return None
    members = tuple(dated[year] for year in sorted(dated))
    if not any(_is_label(labels.label(s)) for s in members):
        return None
    kind = "line" if len(members) > 5 else "column"
    unit, names = unit_of(members[0]), tuple(f"{s.year}年" for s in members)
    reason = (f"{len(members)} values of one measure ({unit}) over the years", f"同一指标（{unit}）{len(members)}个年份的数值")
    return Group(members, kind, unit, titles.series_title(members), names,
                 (0, -len(members), members[0].block, members[0].start), (), reason)


def _changes(run: list[Statistic], text: str, heads: str) -> Group | None:
    """Return what rose or fell from one value to another in the same terms: two things or more (由A到B)."""
    pairs = [(a, b) for a, b in pairwise(run) if _is_change(a, b, text)]
    names = tuple(labels.label(a) for a, _ in pairs)
    times = {(a.year, b.year) for a, b in pairs}
    if not 2 <= len(pairs) <= MOST_LINES or len(set(names)) < len(names) or len(times) > 1:
        return None
    if not all(map(named, names)):
        return None
    members = tuple(s for pair in pairs for s in pair)
    if any(s.value <= 0 for s in members) or not ratio(list(members), WIDEST_RATIO):
        return None
    before, after = times.pop()
    series = (f"{before}年", f"{after}年") if before and after and before != after else ("此前", "现在")
    unit = unit_of(members[0])
    reason = (f"{len(pairs)} values before and after, in one unit ({unit})", f"{len(pairs)}项同单位（{unit}）的前后变化")
    title = titles.joined(names, "变化") or titles.neutral(heads)
    return Group(members, "slope", unit, title, tuple(n for n in names for _ in (0, 1)),
                 (0, -len(members), members[0].block, members[0].start), series, reason)


def _is_change(a: Statistic, b: Statistic, text: str) -> bool:
    between = text[a.start + len(a.form):b.start]
    return (a.sentence == b.sentence and a.noun == b.noun and len(between) <= 16 and bool(_REACHED.search(between))
            and "，" not in between and bool(_FROM.search(text[max(a.sentence[0], a.start - 20):a.start])))


def _beside(run: list[Statistic], text: str, heads: str, before: Statistic | None) -> Group | None:
    """Return the counts that a sentence sets beside each other, if their subjects tell them apart; ``before`` is the last
    count of that unit in the sentence before."""
    after = text.find("其中", run[0].start, run[-1].start)
    whole = None
    if text.startswith("其中", run[0].sentence[0]) and before is not None and before.value > run[0].value:
        whole = before
    elif after >= 0:
        whole = next((s for s in reversed(run) if s.start < after), None)
        run = [s for s in run if s.start > after]
    run, parts = _without_total(run)
    run = run[:MOST_MARKS]
    names = _names(run)
    unit = unit_of(run[0]) if run else None
    if len(run) < 2 or not all(map(_is_label, names)) or _some_are_verbs(names):
        return None
    if len(set(names)) < len(names) or len({s.year for s in run}) > 1:
        return None
    if any(_is_change(a, b, text) for a, b in pairwise(run)) or not ratio(run, WIDEST_RATIO):
        return None
    if unit in _RATES and not _one_measure(run):
        return None
    if len(run) == 2 and not _pair(run, text, unit):
        return None
    total = sum(s.value for s in run)
    if whole is not None and any(_other_side(s, whole, text) for s in run):
        return None
    parts = parts or whole is not None and len(run) > 1 and abs(total - whole.value) <= ROUNDED * whole.value
    kind = "share" if parts or unit == "%" and 95 <= total <= 101 else "dot" if len(run) >= DOTS_FROM else "bar"
    title = titles.title(text, run, names, unit, "share" if kind == "share" else "bar", heads, whole)
    count = len(run)
    reason = ((f"{count} parts of one whole in one sentence", f"同一句中一个整体的{count}个部分") if kind == "share" else
              (f"{count} values in one unit ({unit}) in one sentence", f"同一句中{count}个同单位（{unit}）的数值"))
    tail = run[0].subject.removeprefix(run[0].noun)
    note = tail if unit in _RATES and kind != "share" and not tail.startswith("占") else ""
    return Group(tuple(run), kind, unit, title, names, (1 if count > 2 else 2, -count, run[0].block, run[0].start), (),
                 reason, note)


def _other_side(one: Statistic, whole: Statistic, text: str) -> bool:
    """Tell whether a count is no part of the total before 其中 but its counterpart: 甲队射门17次，其中射正8次；乙队射门9次."""
    return one.noun[-2:] == whole.noun[-2:] and "；" in text[whole.start:one.start]


def _without_total(run: list[Statistic]) -> tuple[list[Statistic], bool]:
    """Return a run without the total that the others make, and whether it had one."""
    for whole in run:
        rest = [s for s in run if s is not whole]
        if len(rest) > 1 and all(s.qualifier == "exact" for s in run) and sum(s.value for s in rest) == whole.value:
            return rest, True
    return run, False


def _names(run: list[Statistic]) -> tuple[str, ...]:
    """Return labels of a run; what all its subjects end in (下降) is left to the title."""
    tails = {s.subject.removeprefix(s.noun) for s in run}
    return tuple(labels.label(s, s.noun if len(tails) == 1 else None) for s in run)


def _one_measure(run: list[Statistic]) -> bool:
    """Tell whether percentages say the same of different things: all shares of one whole, or all changes one way."""
    tails = {s.subject.removeprefix(s.noun) for s in run}
    kinds = {s.noun[-2:] if s.noun.endswith(("率", "度")) else "" for s in run}
    return len(tails) == 1 and len(kinds) == 1


def _pair(run: list[Statistic], text: str, unit: str) -> bool:
    """Tell whether two counts may stand in one chart: near in size, in the same form; general measures side by side."""
    one, other = run
    between = text[one.start + len(one.form):other.start]
    alike = one.noun[-2:] == other.noun[-2:] or one.noun[:2] == other.noun[:2]
    if between.endswith("的") or "；" in between and not alike:
        return False
    if unit in _DIMENSIONS and one.noun[-1:] != other.noun[-1:]:
        return False
    if any(s.qualifier in ("atleast", "atmost") or _END.search(s.subject) for s in run):
        return False
    alike = len({s.text.endswith(s.subject) for s in run}) == 1
    if one.noun in other.noun or other.noun in one.noun or not ratio(run, PAIR_RATIO) or not alike:
        return False
    return unit not in _GENERIC or other.start - one.start - len(one.text) <= BESIDE


def _is_label(name: str) -> bool:
    return named(name) and names_something(name)


def _some_are_verbs(names: Sequence[str]) -> bool:
    """Tell whether some labels say only what was done, others what it was done to: 市级行政许可86项，下放112项."""
    verbs = sum(VERB.fullmatch(name) is not None for name in names)
    return 0 < verbs < len(names)


def named(name: str) -> bool:
    """Tell whether a label names something."""
    return bool(name) and not _NO_NAME.search(name)


def ratio(run: list[Statistic], most: float) -> bool:
    """Tell whether the values are above zero and of a size."""
    values = [s.value for s in run]
    return min(values) > 0 and max(values) <= most * min(values)


def text_of(block: model.Block) -> str:
    """Return the running text of a block, empty for heads, tables and the like."""
    if isinstance(block, model.Paragraph):
        return model.plain(block.text)
    return model.plain(block.caption) if isinstance(block, model.Figure) else ""


def heads_of(article: Article) -> list[str]:
    """Return the crosshead that each block stands under, empty before the first."""
    heads, current = [], ""
    for block in article.blocks:
        if isinstance(block, model.Crosshead):
            current = model.plain(block.text)
        heads.append(current)
    return heads
