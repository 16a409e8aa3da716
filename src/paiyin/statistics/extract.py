"""Finding the statistics of a text: which numbers count or measure something, of what, and in which sentence.

The policy is the ledger's: dates, clock times, ordinals, labels, names in quotation marks, hotlines, ages, basis
quantities, vague numbers and idioms are no statistics. Every pattern is bounded, so the work is linear in the text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from paiyin.spans import Span
from paiyin.statistics import context, figures, numerals, subjects, words
from paiyin.statistics.outside import mask
from paiyin.statistics.reading import Reading


@dataclass(frozen=True, slots=True)
class Statistic:
    """A number that counts or measures something, with what the text says about it.

    ``number`` is the digits at ``start``–``end`` of the block's plain text; ``form`` the figure as printed with its
    magnitude and 余/多 (2.48万余); ``text`` the whole phrase. ``value`` is normalised (2.3万 is 23000; percent in
    points; fractions and tenths as shares of 1); ``value_max`` ends a range. ``unit`` is the measure, None when a noun
    follows at once. ``qualifier`` is exact, over, atleast, about, nearly or atmost. ``disputed``: the text denies it.
    ``sentence`` is the sentence's range in the block, ``words`` its text, ``span`` the number's place in the source;
    ``block`` is -1 for the head. ``basis`` (每公斤) and ``period`` (10月份) tell what it may be compared with; ``noun`` is
    the subject without the growth that it may speak of.
    """

    text: str
    number: str
    start: int
    end: int
    value: int | float
    unit: str | None
    qualifier: str
    subject: str
    form: str
    sentence: tuple[int, int]
    value_max: int | float | None = None
    year: int | None = None
    disputed: bool = False
    block: int = 0
    span: Span | None = None
    words: str = ""
    basis: str = ""
    period: str = ""
    noun: str = ""


_SENTENCE_END = re.compile("[。！？!?\n][”’」』）)]*")
_VAGUE_BEFORE = re.compile("(?:几|好几|若干|成百)$")
_SEVERAL = re.compile("(?:10{1,4}(?![0-9.,])|[十百千万亿])")       # 数十, 数10: as vague as can be; 户数30 is not
_BASIS_BEFORE = re.compile("(?:满分(?:为|是)?|每|平均每|每隔|满|前|第|头|No\\.?|№)\\s?$")
_VALUE_VERB = re.compile("(?:为|达|达到|至|到|是|升至|降至|增至|报|收于|报收|由|从|的|在)$")
_INDEX_NOUN = re.compile("指数|总数|数量|总量|评分|得分|分数|系数|人数|户数|次数|件数|值|率|比|价|点|PMI|CPI")
_SCORED = re.compile("(?:得分|评分|均分|总分|指数|PMI|CPI|PPI|系数)$")
_LABELLED = re.compile("(?<![A-Z])[A-Za-z]$|[a-z]$|[0-9０-９_/.·:+±]$|[0-9A-Za-z]：$")
_ACRONYM = re.compile("(?<![A-Za-z])[A-Z]{2,6}$")
_NAMED = re.compile("[A-Z]?[\u4e00-\u9fff“”‘’（）]{1,14}")
_CLAUSE_END = re.compile("[，。；、！？,;!?）)\n”’]|和|及|与|(?:增加|提高|上升|下降|缩小|扩大|回落|调整|升|降|涨|跌)?[到至为]|$")
_OF_SHARE = re.compile("(约|近|超过?)占[^，。；0-9]{1,14}的$")
# 亿元以上项目 names a class of things, not how many there are: 10亿元以上项目37个, 60岁以上老人占27%, 600分以上考生
_CLASS = re.compile("(?:（含）|及|或|（不含）)?(?:以上|以下|以内)(?:的)?(?![，。；、！？）]|至|和|有|占|达|为|将|才|就|都|均|的?(?:水平|标准))"
                    "[\u4e00-\u9fff“”]{1,12}?(?:[0-9]|[一二三四五六七八九]成|百分之|近[0-9]|约[0-9])")
_CLASS_MEMBERS = re.compile("(?:（含）|及|或|（不含）)?(?:以上|以下|以内)(?:的)?[\u4e00-\u9fff]{0,4}(?:工业企业|"
                            "企业|项目|老人|老年人|考生|人群|人口|纳税人|大型|单位|家庭|工程)")
_ROW_AHEAD = re.compile(f"(?:(?:[、,，/]|和|与|及|以及)[-−]?{numerals.ARABIC}){{1,6}}(?P<magnitude>{numerals.MAGNITUDE})?")
_IN_TURN = re.compile("(?:分别|依次|各自)[^，。；]{0,16}$|(?:分别|依次)[^。；]{0,10}[0-9.、和与及,]{1,24}$")
_CLASS_SHARE = re.compile("(?:（含）|及|或|（不含）)?(?:以上|以下|以内)(?:的)?(?:占|为|约占|仅占)(?:比)?(?:约|近|超过?)?[0-9.]{1,6}%")
_RANGE_SHARE = re.compile("(?:的)?(?:占|约占|仅占)(?:比)?(?:约|近|超过?)?[0-9.]{1,6}%")
_SUPPOSED = re.compile("(?:以|按照?|若|假设|如果|假如)[^，。；]{0,12}$")       # 以贷款100万元计算: a basis
_RECKONED = re.compile("[^，。；]{0,16}?(?:计算|测算|为例|来算|估算|计)(?=[，。；])")
_CURRENCY_BEFORE = re.compile("(?:新台币|人民币|港币|台币|美金)$")
_INDEXED = re.compile("以[^，。；（）]{1,8}为$")        # 性别比（以女性为100）
_AND_MORE = re.compile("多(?=[，。；、！？）]|的|$)")
_RAISED = re.compile("(?<![以之网线年月日天晚早])上$")


@dataclass(slots=True)
class _Place:
    """Where the reading of a text stands: the last number of the sentence and the years that a row still holds."""

    sentence: tuple[int, int] = (-1, -1)
    counted: subjects.Counted | None = None
    figure: figures.Figure | None = None
    years: tuple[int, ...] = ()
    row: tuple[int, ...] = ()


def extract_text(text: str, setting: context.Setting = context.NOTHING) -> tuple[Statistic, ...]:
    """Return the statistics of a plain text in order; a newline ends a sentence."""
    reading = Reading.of(text)
    found = _found(reading.folded, setting)
    return tuple(found) if reading.plain else tuple(_as_written(one, reading) for one in found)


def _as_written(one: Statistic, reading: Reading) -> Statistic:
    """Return a statistic of a folded text with the places and the words of the text itself."""
    low, high = one.sentence
    shift = one.form.find(one.number.lstrip("-−－﹣–"))
    opens = max(one.start - max(shift, 0), low) if one.form[:1] != one.number[:1] else one.start
    start, end = reading.range(one.start, one.end)
    form = reading.range(opens, opens + len(one.form))
    sentence = reading.range(low, high)
    at = reading.folded.find(one.text, low, high)
    whole = reading.range(at, at + len(one.text)) if at >= 0 else (start, end)
    write = reading.text
    return replace(
        one, start=start, end=end, number=write[start:end], form=write[slice(*form)], text=write[slice(*whole)],
        sentence=sentence, words=write[slice(*sentence)].strip(), unit=reading.words(one.unit, low, high),
        subject=reading.words(one.subject, low, high) or "", noun=reading.words(one.noun, low, high) or "",
        basis=reading.words(one.basis, low, high) or "", period=reading.words(one.period, low, high) or "")


def _found(text: str, setting: context.Setting) -> Iterator[Statistic]:
    """Return the statistics of a folded text."""
    outside = mask(text)
    bounds = [0, *(m.end() for m in _SENTENCE_END.finditer(text)), len(text)]
    found: list[Statistic] = []
    place, last = _Place(), 0
    for match in figures.NUMBER.finditer(text):
        start = match.start("arabic") if match["arabic"] else match.start("han") if match["han"] else match.start()
        if match.start() < last or outside[start]:
            continue
        at = bisect_right(bounds, match.start()) - 1
        sentence = (bounds[at], bounds[at + 1] if at + 1 < len(bounds) else len(text))
        if place.sentence != sentence:
            place = _Place(sentence)
        before = text[max(sentence[0], match.start() - 40):match.start()]
        figure, read_to = _read(text, match, before, found, sentence)
        last = max(last, read_to)
        if figure is not None:
            statistic = _made(text, figure, sentence, place, setting)
            found.append(statistic)
            last = max(figure.stop, place.counted.stop if place.counted else 0)
            last = min(last, figure.stop)
    return _with_disputes(text, _with_rows_of_years(text, found))


def _read(text, match, before, found, sentence) -> tuple[figures.Figure | None, int]:
    """Return the figure that a number makes if it states something, and how far a figure reaches that does not."""
    if match[0] in ("100", "1") and _INDEXED.search(before):
        return None, 0
    several = before.endswith("数") and _SEVERAL.match(match[0])
    if several or _VAGUE_BEFORE.search(before) or _BASIS_BEFORE.search(before):
        return None, 0
    if _LABELLED.search(before) and not match["currency"]:
        return None, 0
    named = _ACRONYM.search(before) is not None
    figure = figures.read(text, match, before)
    if figure is None:
        return None, 0
    if _names_a_class(text, figure, before):
        return None, figure.stop
    if not figure.bare:
        return figure, 0
    if joined := _unit_ahead(text, figure, before):
        return replace(figure, unit=joined[1], value=figure.value * joined[0]), 0
    if named or not _states(text, figure, before, found, sentence):
        return None, 0
    unit = _shared_unit(text, found, sentence) if figure.form_end == figure.end else None
    return replace(figure, unit=unit), 0


def _names_a_class(text, figure, before) -> bool:
    """Tell whether a figure bounds a class that is counted next (500平方米以上商场12家) rather than counting."""
    if _VALUE_VERB.search(before) and not before.endswith(("的", "在")):
        return False
    if _SUPPOSED.search(before) and _RECKONED.match(text, figure.stop):
        return True
    return any(p.match(text, figure.stop) for p in (_CLASS, _CLASS_MEMBERS, _CLASS_SHARE)) or (
        figure.high is not None and _RANGE_SHARE.match(text, figure.stop) is not None)


def _states(text, figure, before, found, sentence) -> bool:
    """Tell whether a number without a measure still states something: 指数达105.3, 5万农民, 特岗教师189."""
    tail = figure.form_end
    large = tail > figure.end and text[tail - 1] in "十百千万亿余多"
    if large and "\u4e00" <= text[tail:tail + 1] <= "\u9fff":
        return words.TIMES.match(text, tail) is None
    if not _CLAUSE_END.match(text, tail):
        return False
    if text[figure.start] in numerals.HAN:
        return "\u4e00" <= before[-1:] <= "\u9fff"
    clause = re.split("[，；：、,;:]", before)[-1]
    if _SCORED.search(clause):
        return True
    if _VALUE_VERB.search(clause) and (_INDEX_NOUN.search(clause) or large):
        return True
    if large and len(clause) >= 2:
        return True
    return bool(_shared_unit(text, found, sentence) and _NAMED.fullmatch(clause.strip()))


def _unit_ahead(text, figure, before) -> tuple[int, str] | None:
    """Return the magnitude and unit stated for the last of a row of values: 分别回落2.16和1.66个百分点."""
    row = _ROW_AHEAD.match(text, figure.form_end)
    if row is None or not (_IN_TURN.search(before) or "." in text[figure.start:figure.end]):
        return None
    unit = figures.measure(text, row.end(), before)
    scale = numerals.magnitude(row["magnitude"] or "") if figure.form_end == figure.end else 1
    return (scale, unit) if unit else None


def _shared_unit(text, found, sentence) -> str | None:
    """Return the unit stated for the first of a row of counts: 甲类39人，乙类90，丙类189."""
    if not found or found[-1].sentence != sentence or not found[-1].unit:
        return None
    last = found[-1]
    after = last.start + len(last.form)
    rest = text[after:after + len(last.unit) + 1]
    if last.unit in ("%", "％", "倍"):
        return None
    return last.unit if rest.removeprefix(last.unit).startswith(("，", "、", "；", ",", ";", "和")) else None


def _made(text, figure, sentence, place, setting) -> Statistic:
    """Put a statistic together from its figure; ``place`` moves on to it."""
    loose = text[figure.end:figure.form_end]
    over = re.search("余|多", loose)
    qualifier, opens = "over" if over else "about" if "来" in loose else "exact", figure.opens
    bare = _CURRENCY_BEFORE.search(text, max(sentence[0], figure.opens - 4), figure.opens)
    head = text[max(sentence[0], figure.opens - 8):bare.start() if bare else figure.opens][-4:]
    for word, kind in words.QUALIFIERS_BEFORE:
        if head.endswith(word) and not words.NO_QUALIFIER.search(head[:len(head) - len(word) + 1]) and (
                not words.NO_QUALIFIER.search(head)):
            opens = (bare.start() if bare else opens) - len(word)
            qualifier = kind if kind != "exact" or not over else "over"
            break
    else:
        if about := _OF_SHARE.search(text, max(sentence[0], figure.opens - 18), figure.opens):
            qualifier = {"约": "about", "近": "nearly"}.get(about[1], "over")
        if _RAISED.search(head) and text[figure.start] in "十百千万亿":
            opens, qualifier = opens - 1, "over"
    stop = figure.stop
    for word, kind in words.QUALIFIERS_AFTER:
        if text.startswith(word, stop):
            stop, qualifier = stop + len(word), kind
            break
    if _AND_MORE.match(text, stop) and figure.unit and stop > figure.form_end:
        stop, qualifier = stop + 1, "over"          # 2元多, 5公斤多
    counted = subjects.subject(text, sentence, opens, stop, figure.unit, place.counted)
    before = place.figure.end if place.figure else 0
    year = context.year_of(text, sentence, figure.start, before, setting)
    place.counted, place.figure = replace(counted, stop=max(counted.stop, stop)), figure
    return Statistic(
        text=text[counted.start:max(counted.stop, stop)], number=text[figure.start:figure.end], start=figure.start,
        end=figure.end, value=numerals.number(figure.value), unit=figure.unit, qualifier=qualifier,
        value_max=None if figure.high is None else numerals.number(figure.high), subject=counted.subject,
        form=text[figure.opens:figure.form_end], sentence=sentence, year=year, words=text[slice(*sentence)].strip(),
        basis=counted.basis, period=context.period_of(text, sentence, figure.start), noun=counted.base)


def _with_rows_of_years(text: str, found: list[Statistic]) -> list[Statistic]:
    """Give each value of a row of years its own: 2019年至2021年，漏损率依次为14.8%、12.5%、9.6%."""
    by_sentence: dict[tuple[int, int], list[int]] = {}
    for i, one in enumerate(found):
        by_sentence.setdefault(one.sentence, []).append(i)
    for sentence, places in by_sentence.items():
        if len(places) < 2:
            continue
        first = found[places[0]]
        years = context.row_of_years(text, max(sentence[0], first.start - context.YEAR_REACH), first.start)
        row = places[:len(years)]
        alike = {(found[i].unit, found[i].noun) for i in row}
        more = len(places) > len(years) and (found[places[len(years)]].noun, found[places[len(years)]].unit) in {
            (n, u) for u, n in alike}
        if years and len(row) == len(years) and len(alike) == 1 and not more:
            for i, year in zip(row, years):
                found[i] = replace(found[i], year=year)
    return found


def _with_disputes(text: str, found: list[Statistic]) -> Iterator[Statistic]:
    """Mark the figures that their sentence, or the next one looking back at it, denies."""
    denials: dict[tuple[int, int], tuple[int, int] | None] = {}
    for one in found:
        if one.sentence not in denials:
            denials[one.sentence] = context.disputed_range(text, one.sentence)
        range_ = denials[one.sentence]
        yield replace(one, disputed=True) if range_ and range_[0] <= one.start < range_[1] else one
