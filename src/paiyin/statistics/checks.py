"""Looking over a ledger: one thing stated twice with different values, totals that their parts do not make, percentages
that do not follow from the numbers beside them. All are warnings: the article may have its reasons."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from paiyin.diagnostics import Diagnostics
from paiyin.statistics.extract import Statistic

SHORTEST = 3            # characters of a subject that is taken to name one thing
EARLIER = 60            # statistics of a paragraph that a whole is looked for among
NEARBY = 1.3            # ratio up to which two values may be meant for the same
LOOSE = 0.10            # share that values said to be about or over something may differ by
PERCENT = ("%", "％")
_PEOPLE = frozenset("人名位")
_OF_WHICH = re.compile("其中|包括|分别为|分别是")
_IN_ALL = re.compile("(?:共有?|总计|合计|总共|一共|总数|累计)[^，。；]{0,10}$")
_SHARE = re.compile("[^，。；]{0,4}[，、（(]?(?:约|各|仅|只)?占(?:比|到)?(?:总数|总量)?的?(?:比例为|比例达)?$")
_RISES = re.compile("[，、]?(?:同比|整整|共|约|相比)?(?:增长|增加|上涨|提高|上升|上调|增幅|涨幅|升幅|涨|增)(?:达到?|为|了)?$")
_FALLS = re.compile("[，、]?(?:同比|整整|共|约|相比)?(?:下降|减少|降低|下跌|下调|降幅|跌幅|缩短|缩减|降|减|跌)(?:达到?|为|了)?$")
_TO = re.compile("[^，。；]{0,6}(?:到|至|为)(?:了)?(?:每[\u4e00-\u9fff]{1,3})?$")
_FROM = re.compile("[由从][^，。；]{0,14}$")


def check(statistics: Iterable[Statistic], diagnostics: Diagnostics) -> None:
    """Tell of statistics that contradict each other (S201), totals (S202), percentages (S203, S204) that do not fit."""
    known = [s for s in statistics if not s.disputed and s.span is not None]
    _contradictions(known, diagnostics)
    blocks: dict[int, list[Statistic]] = {}
    for one in known:
        blocks.setdefault(one.block, []).append(one)
    for sentence in _sentences(known):
        _totals(sentence, diagnostics)
        _shares(sentence, blocks[sentence[0].block], diagnostics)
        _changes(sentence, diagnostics)


def unit_of(one: Statistic) -> str | None:
    """Return the unit that decides what may be compared: persons are one unit, however the text counts them."""
    if one.unit in _PEOPLE:
        return "人"
    return "%" if one.unit == "％" else one.unit


def _sentences(known: Sequence[Statistic]) -> Iterable[list[Statistic]]:
    found: dict[tuple, list[Statistic]] = {}
    for one in known:
        found.setdefault((one.block, one.sentence, one.words), []).append(one)
    return found.values()


def _contradictions(known: Sequence[Statistic], diagnostics: Diagnostics) -> None:
    first: dict[tuple, Statistic] = {}
    for one in known:
        if len(one.subject) < SHORTEST or one.value_max is not None or not one.value:
            continue
        key = (one.subject, unit_of(one), one.year, one.period, one.basis)
        other = first.setdefault(key, one)
        if other.words == one.words or other.value == one.value:
            continue
        low, high = sorted((abs(other.value), abs(one.value)))
        loose = {other.qualifier, one.qualifier} != {"exact"} and high <= low * (1 + LOOSE)
        if low and high <= low * NEARBY and not loose:
            diagnostics.add("S201", one.span, subject=one.subject, here=_said(one), there=_said(other))


def _said(one: Statistic) -> str:
    return one.form + (one.unit or "")


def _between(one: Statistic, other: Statistic) -> str:
    """Return the words between two statistics of one sentence."""
    low = one.start + len(one.form) - one.sentence[0]
    return one.words[max(low, 0) + len(one.unit or ""):max(other.start - one.sentence[0], 0)]


def _totals(sentence: list[Statistic], diagnostics: Diagnostics) -> None:
    """Compare a total with the parts that follow 其中."""
    for at, whole in enumerate(sentence):
        rest = [s for s in sentence[at + 1:] if unit_of(s) == unit_of(whole)]
        if len(rest) < 2 or whole.unit in PERCENT or unit_of(whole) is None:
            continue
        words = whole.words[:max(whole.start - whole.sentence[0], 0)]
        link = _OF_WHICH.search(_between(whole, rest[0]))
        if not link or not _IN_ALL.search(words) and link[0] != "其中":
            continue
        if any(s.qualifier != "exact" or s.value_max is not None for s in (whole, *rest)):
            return
        parts = [s for s in rest if s.value < whole.value]
        total = sum(s.value for s in parts)
        if len(parts) < 2:
            return
        if total > whole.value * 1.001 or 0 < whole.value - total <= 0.1 * whole.value:
            diagnostics.add("S202", whole.span, whole=_said(whole), total=f"{total:.12g}",
                            parts=" + ".join(s.form for s in parts))
        return


def _step(number: str) -> float:
    """Return the worth of the last digit of a number as printed: 0.1 of 70.8."""
    return 10.0 ** -len(number.partition(".")[2])


def _shares(sentence: list[Statistic], block: list[Statistic], diagnostics: Diagnostics) -> None:
    """Compare 占70.8% with the count before it and the whole that the sentence states first; a whole that an earlier
    sentence of the paragraph states, and that makes the share, is taken for the one meant."""
    for at in range(2, len(sentence)):
        share, part = sentence[at], sentence[at - 1]
        if share.unit not in PERCENT or part.unit in PERCENT or share.value_max is not None:
            continue
        rate = share.subject.endswith("率") and at == 2
        if not rate and not _SHARE.search(_between(part, share)):
            continue
        wholes = [s for s in sentence[:at - 1] if unit_of(s) == unit_of(part) and s.value > part.value > 0]
        if not wholes or any(s.qualifier != "exact" for s in (share, part, *wholes)):
            continue
        worth = [100 * part.value / s.value for s in wholes]
        slack = 0.6 * _step(share.number)
        near = min(worth, key=lambda w: abs(w - share.value))
        at_part = bisect_left(block, part.start, key=lambda s: s.start)
        if any(s.value and unit_of(s) == unit_of(part) and abs(100 * part.value / s.value - share.value) <= slack
               for s in block[max(at_part - EARLIER, 0):at_part]):
            continue
        if abs(near - share.value) > slack and len(wholes) == 1 and abs(near - share.value) <= 15:
            diagnostics.add("S203", share.span, share=_said(share), part=_said(part), whole=_said(wholes[0]),
                            worth=f"{near:.2f}".rstrip("0").rstrip("."))


def _changes(sentence: list[Statistic], diagnostics: Diagnostics) -> None:
    """Compare 由60元涨到80元，涨幅33.3% with the two values."""
    for at in range(2, len(sentence)):
        before, after, change = sentence[at - 2:at + 1]
        if change.unit not in PERCENT or before.unit in PERCENT or unit_of(before) != unit_of(after):
            continue
        lead = before.words[:max(before.start - before.sentence[0], 0)]
        said = _between(after, change)
        rises, falls = _RISES.search(said), _FALLS.search(said)
        if not _FROM.search(lead) or not _TO.search(_between(before, after)) or not (rises or falls):
            continue
        if any(s.qualifier != "exact" or s.value_max is not None for s in (before, after, change)) or len(said) > 10:
            continue
        if not before.value:
            continue
        worth = 100 * (after.value - before.value) / before.value * (1 if rises else -1)
        blur = 100 * (_step(before.number) + _step(after.number)) / 2 / abs(float(before.number.replace(",", "") or 1))
        if abs(worth - change.value) > 0.6 * _step(change.number) + blur:
            diagnostics.add("S204", change.span, change=_said(change), before=_said(before), after=_said(after),
                            worth=f"{worth:.2f}".rstrip("0").rstrip("."))
