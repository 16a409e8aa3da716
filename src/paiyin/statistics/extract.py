"""Finding the statistics of a text: which numbers count or measure something, of what, and in which sentence.

The policy is the ledger's: dates, clock times, ordinals, labels, names in quotation marks, hotlines, ages, basis
quantities, vague numbers and idioms are no statistics. Every pattern is bounded, so the work is linear in the text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from paiyin import article as model
from paiyin.diagnostics import Diagnostics
from paiyin.spans import Span
from paiyin.statistics import numerals, subjects, words
from paiyin.statistics.outside import mask


@dataclass(frozen=True, slots=True)
class Statistic:
    """A number that counts or measures something, with what the text says about it.

    ``number`` is the digits at ``start``–``end`` of the block's plain text; ``form`` the figure as printed with its
    magnitude and 余/多 (2.48万余); ``text`` the whole phrase. ``value`` is normalised (2.3万 is 23000; percent in
    points; fractions and tenths as shares of 1); ``value_max`` ends a range. ``unit`` is the measure, None when a noun
    follows at once. ``qualifier`` is exact, over, atleast, about, nearly or atmost. ``disputed``: the text denies it.
    ``sentence`` is the sentence's range in the block, ``span`` the number's place in the source.
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


YEAR_REACH = 120        # characters back in the sentence that a stated year holds for

_FRACTION = f"(?P<den>{numerals.HAN}|百|[0-9０-９]{{1,3}})分之(?P<num>{numerals.HAN_DECIMAL}|{numerals.ARABIC})"
_SLASH = r"(?P<above>[0-9]{1,3})/(?P<below>[0-9]{1,3})(?![0-9/])"
_TENTHS = "(?P<tenths>[一二三四五六七八九1-9]成(?:[一二三四五六七八九半](?!个|名))?)(?![为立长员果功熟就绩了都本交效])"
_PLAIN = f"(?P<arabic>{numerals.ARABIC})|(?P<han>{numerals.HAN_DECIMAL})"
_NUMBER = re.compile(f"{_FRACTION}|{_SLASH}|{_TENTHS}|{_PLAIN}")
_AFTER = re.compile(f"(?P<over>余|多|来|几)?(?P<magnitude>{numerals.MAGNITUDE})?(?P<more>余|多)?")
_RANGE = re.compile(f"(?:%|％)?(?:[～~]|[—–-]{{1,2}}|至|到)(?P<high>{numerals.ARABIC})"
                    f"(?P<magnitude>{numerals.MAGNITUDE})?(?P<more>余|多)?")
_SENTENCE_END = re.compile("[。！？!?\n][”’」』）)]*")
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年")
_JOINED = re.compile("[年0-9][、和及与至到—–～~-]{1,2}$")        # 2018年至2021年: no one year holds
_PERIODS = ("个月", "个多月", "个年头", "个小时", "个多小时", "个工作日", "个世纪")
_ROUND = frozenset("十百千万亿")
_VAGUE_BEFORE = re.compile("(?:数|几|好几|若干|成百)$")
_BASIS_BEFORE = re.compile("(?:每|平均每|满|前|第|头|No\\.?|№)\\s?$")
_SELLS = re.compile("[\u4e00-\u9fff]{0,6}?(?:卖|售价|只要|只需|仅售|收费|才卖)")
_VALUE_VERB = re.compile("(?:为|达|达到|至|到|是|升至|降至|增至)$")
_INDEX_NOUN = re.compile("指数|总数|数量|总量|评分|得分|分数|系数|人数|户数|次数|件数|值|率")
_LABELLED = re.compile("[A-Za-z0-9０-９_/.·:：－+-]$")
_NAMED = re.compile("[A-Z]?[\u4e00-\u9fff“”‘’（）]{1,14}")
_CLAUSE_END = re.compile("[，。；、！？,;!?）)\n”’]|和|及|与|$")
_RUMOUR_DENIED = re.compile("谣言|不实|不属实|虚假|失实|有误|误传|误读|误写|并非|夸大|没有依据|毫无根据|子虚乌有|不符合事实|予以否认|并不准确|不准确")
_TRUE_AFTER = re.compile("而是|应为|应是|实为|实际|准确数字|正确数字|更正为|其实")
_BACK = re.compile("^[“”]?(?:但|然而|不过|随后|经)?(?:这|该|此|上述|相关|有关|[^。]{0,8}(?:核实|查证|调查))")


def extract_text(text: str) -> tuple[Statistic, ...]:
    """Return the statistics of a plain text in order; a newline ends a sentence."""
    outside = mask(text)
    bounds = [0, *(m.end() for m in _SENTENCE_END.finditer(text)), len(text)]
    found: list[Statistic] = []
    last = 0
    for match in _NUMBER.finditer(text):
        if match.start() < last or outside[match.start()]:
            continue
        at = bisect_right(bounds, match.start()) - 1
        sentence = (bounds[at], bounds[at + 1] if at + 1 < len(bounds) else len(text))
        reading = _read(text, match, outside, sentence, found)
        if reading is not None:
            found.append(reading[0])
            last = reading[1]
    return tuple(_with_disputes(text, found))


def extract(article: model.Article, diagnostics: Diagnostics | None = None) -> tuple[Statistic, ...]:
    """Return the statistics of an article's paragraphs, captions, lists and quotes, with their block index.

    Figures that the text denies are told (S101).
    """
    found = []
    for index, block in enumerate(article.blocks):
        for text in _texts(block):
            for one in extract_text(model.plain(text)):
                found.append(replace(one, block=index, span=locate(text, one.start, one.end)))
    for one in found:
        if one.disputed and diagnostics is not None:
            diagnostics.add("S101", one.span, text=one.text)
    return tuple(found)


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


def _texts(block: model.Block) -> Iterator[model.Text]:
    """Yield the running texts of a block and of its inner blocks; heads, tables, code and charts are left out."""
    waiting: list[object] = [block]
    while waiting:
        one = waiting.pop()
        if isinstance(one, model.Paragraph):
            yield one.text
        elif isinstance(one, model.Figure):
            yield one.caption
        elif isinstance(one, model.ListBlock):
            waiting.extend(reversed(one.items))
        elif isinstance(one, model.ListItem | model.Quote):
            waiting.extend(reversed(one.blocks))


def _read(text, match, outside, sentence, found) -> tuple[Statistic, int] | None:
    """Return the statistic that a number opens and where it ends; None if the number is none."""
    start, end = match.span()
    before = text[max(sentence[0], start - 24):start]
    if _VAGUE_BEFORE.search(before) or _BASIS_BEFORE.search(before) or _LABELLED.search(before):
        return None
    if match["den"]:
        worth = numerals.percent_words(match["den"], match["num"])
        return worth and _made(text, match, end, worth[0], None, worth[1], end, sentence)
    if match["above"]:
        above, below = int(match["above"]), int(match["below"])
        fits = 0 < above < below and text[end:end + 1] not in ("月", "日")
        return _made(text, match, end, Fraction(above, below), None, None, end, sentence) if fits else None
    if match["tenths"]:
        return _made(text, match, end, numerals.tenths(match["tenths"]), None, "成", end, sentence)
    if match["han"]:
        return _han(text, match, before, sentence)
    return _arabic(text, match, before, sentence, found)


def _arabic(text, match, before, sentence, found):
    value = numerals.arabic(match["arabic"])
    if value is None:
        return None
    high, after = None, _AFTER.match(text, match.end())
    span = _RANGE.match(text, match.end())
    if span is None and after["magnitude"]:
        span = _RANGE.match(text, after.end())
        own = numerals.magnitude(after["magnitude"])
    else:
        own = 1
    if span is not None:
        top = numerals.arabic(span["high"])
        factor = numerals.magnitude(span["magnitude"] or "")
        if top is None:
            return None
        high = top * factor
        value *= own if own > 1 else factor if value <= top else 1
        after = span
    else:
        value *= numerals.magnitude(after["magnitude"] or "")
    tail = after.end()
    unit = _unit(text, tail, before, sentence)
    if unit is None and text[tail:tail + 1] in ("+", "＋", "·", ":", "/", "-", "年", "月", "日", "号", "时", "点", "岁", "后"):
        return None
    if unit is None and not _unitless(text, match, after, before, tail, sentence, found):
        return None
    if unit is None:
        measure = _shared_unit(text, found, sentence) if not after["magnitude"] else None
        return _made(text, match, tail, value, high, measure, tail, sentence)
    stop = tail + len(unit)
    if unit not in ("元", "%", "％") and _SELLS.match(text, stop):
        return None
    return _made(text, match, tail, value, high, None if unit in words.COUNTED_PLACES else unit, stop, sentence)


def _han(text, match, before, sentence):
    """Read a Han numeral; small counts and bare round words (千名专家) are a manner of speaking."""
    written = match["han"]
    after = _AFTER.match(text, match.end())
    over = after["over"] or after["more"]
    if written in _ROUND:
        raised = before.endswith("上") and not before.endswith(("以上", "之上", "网上", "线上"))
        if not (over or raised) or written == "十" and not over:
            return None
        value = Fraction(10 if written == "十" else numerals.magnitude(written))
    else:
        value = numerals.han(written)
        if value is None:
            return None
    value *= numerals.magnitude(after["magnitude"] or "")
    tail = after.end()
    unit = _unit(text, tail, before, sentence)
    if unit is None or value <= 10 and unit not in ("元", "倍", "番", "个百分点", "百分点") and not over:
        return None
    if unit in words.COUNTED_PLACES or unit == "番" and value == 1 or unit == "分" and written.startswith("十"):
        return None
    return _made(text, match, tail, value, None, unit, tail + len(unit), sentence)


def _unit(text, at, before, sentence) -> str | None:
    found = words.MEASURE.match(text, at)
    if found is None and (span := words.TIMES.match(text, at)) and words.SHORTENED.search(before):
        return span[0]
    if found is None:
        return None
    if found[0] == "个" and text.startswith(_PERIODS, at):
        return None
    if found[0] == "度" and not re.search("温|电|角|烈|酒", text[max(sentence[0], at - 40):at]):
        return None
    return found[0]


def _unitless(text, match, after, before, tail, sentence, found) -> bool:
    """Tell whether a number without a measure still states something: 指数达105.3, 5万农民, 特岗教师189."""
    if after["magnitude"] and "\u4e00" <= text[tail:tail + 1] <= "\u9fff":
        return True
    if not _CLAUSE_END.match(text, tail):
        return False
    clause = re.split("[，；：、,;:]", before)[-1]
    if _VALUE_VERB.search(clause) and _INDEX_NOUN.search(clause):
        return True
    return bool(_shared_unit(text, found, sentence) and _NAMED.fullmatch(clause.strip()))


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


def _made(text, match, figure_end, value, high, unit, stop, sentence) -> tuple[Statistic, int]:
    """Put a statistic together from its number (the match), the end of its figure and the end of its measure."""
    start, end = match.span()
    over = re.search("余|多", text[end:figure_end])
    qualifier, text_start = ("over" if over else "exact"), start
    head = text[max(sentence[0], start - 3):start]
    for word, kind in words.QUALIFIERS_BEFORE:
        if head.endswith(word):
            text_start -= len(word)
            qualifier = kind if kind != "exact" or not over else "over"
            break
    for word, kind in words.QUALIFIERS_AFTER:
        if text.startswith(word, stop):
            stop += len(word)
            qualifier = kind
            break
    subject, text_start, text_end = subjects.subject(text, sentence, text_start, stop)
    year = None
    for found in _YEAR.finditer(text, max(sentence[0], start - YEAR_REACH), start):
        year = None if _JOINED.search(text, max(found.start() - 3, 0), found.start()) else int(found[1])
    statistic = Statistic(text=text[text_start:text_end], number=match[0], start=start, end=end,
                          value=numerals.number(value), value_max=None if high is None else numerals.number(high),
                          unit=unit, qualifier=qualifier, subject=subject, form=text[start:figure_end],
                          sentence=sentence, year=year)
    return statistic, stop


def _with_disputes(text: str, found: list[Statistic]) -> Iterator[Statistic]:
    """Mark the figures that their sentence, or the next one looking back at it, denies."""
    denials: dict[tuple[int, int], tuple[int, int] | None] = {}
    for one in found:
        if one.sentence not in denials:
            denials[one.sentence] = _denied(text, one.sentence)
        range_ = denials[one.sentence]
        yield replace(one, disputed=True) if range_ and range_[0] <= one.start < range_[1] else one


def _denied(text: str, sentence: tuple[int, int]) -> tuple[int, int] | None:
    low, high = sentence
    if _RUMOUR_DENIED.search(text, low, high):
        true = _TRUE_AFTER.search(text, low, high)
        return low, true.start() if true else high
    following = _SENTENCE_END.search(text, high)
    stop = min(following.start() if following else len(text), high + 120)
    return (low, high) if _BACK.match(text[high:high + 24]) and _RUMOUR_DENIED.search(text, high, stop) else None
