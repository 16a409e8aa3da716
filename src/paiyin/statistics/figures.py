"""Figures: a number as printed with its sign, currency, magnitude, range and measure, read from where it stands."""

import re
from dataclasses import dataclass
from fractions import Fraction

from paiyin.statistics import numerals, words

_FRACTION = f"(?P<den>{numerals.HAN}|百|[0-9０-９]{{1,3}})分之(?P<num>{numerals.HAN_DECIMAL}|{numerals.ARABIC})"
_SLASH = r"(?P<above>[0-9]{1,3})/(?P<below>[0-9]{1,3})(?![0-9/])"
_TENTHS = "(?P<tenths>[一二三四五六七八九两1-9]成(?:[一二三四五六七八九半](?!个|名))?)(?![为立长员果功熟就绩了都本交效])"
_MINUS = "(?:(?<![0-9０-９A-Za-z%％）)年月日])[-−－﹣–](?=[0-9０-９]))"
_PLUS = "(?<![0-9０-９A-Za-z%％+])[+＋](?=[0-9])"
_MONEY = r"(?:US\$|HK\$|[¥￥$€£])\s?"
_PLAIN = (f"(?P<sign>{_MINUS}|零下|负)?(?:{_PLUS})?(?P<currency>{_MONEY})?(?P<arabic>{numerals.ARABIC})"
          f"|(?P<below_zero>零下)?(?P<han>{numerals.HAN_DECIMAL})")
NUMBER = re.compile(f"{_FRACTION}|{_SLASH}|{_TENTHS}|{_PLAIN}")
_AFTER = re.compile(f"(?P<over>余|多|来|几)?(?P<magnitude>{numerals.MAGNITUDE})?(?P<more>余|多)?")
_SPOKEN = re.compile("(?P<groups>(?:[0-9]{1,3}[千百十](?![克米瓦卡帕赫伏焦升牛分年])){1,3})(?P<over>余|多)?(?P<big>万|亿)?(?P<more>余|多)?")
_LOWER = re.compile(f"零?(?P<number>{numerals.ARABIC})(?P<magnitude>千万|百万|十万|万|千|百)?(?P<more>余|多)?")   # 3亿2000万
_TO = re.compile(f"(?P<to>[～~]|[—–-]{{1,2}}|至|到)(?P<sign>[-−－﹣]|零下)?(?:{_MONEY})?(?P<high>{numerals.ARABIC})"
                 f"(?P<magnitude>{numerals.MAGNITUDE})?(?P<more>余|多)?")
_CURRENCIES = {"¥": "元", "￥": "元", "$": "美元", "US$": "美元", "HK$": "港元", "€": "欧元", "£": "英镑"}
_MINUSES = frozenset("-−－﹣–")
_FROM = re.compile("[由从][^，。；]{0,20}$")
_PERIODS = ("个夜晚", "个日夜", "个日子", "个春秋", "个昼夜", "个晚上", "个寒暑", "个季度", "个星期", "个周末", "个学期", "个年度", "个钟头", "个半小时",
            "个月", "个多月", "个年头", "个小时", "个多小时", "个工作日", "个世纪")
_ROUND = frozenset("十百千万亿")
_SMALL_WELCOME = ("元", "倍", "番", "个百分点", "百分点")
_SELLS = re.compile("[\u4e00-\u9fff]{0,6}?(?:才?卖|(?<!零)售价|只要|只需|仅售|收费|[少多]花)(?:了|为|是|约|近)?[0-9¥￥]")
_OPENS_ANOTHER = ("+", "＋", "·", ":", "/", "-", "年", "月", "日", "号", "时", "点", "岁", "后", "周")
_DEGREES = re.compile("温|电|角|烈|酒")
_INDEXES = re.compile("指数|股指|大盘|沪指|深成指")
_BEYOND = re.compile("(?:超过?|逾|近|突破|接近|(?<![打攻])破|将近|不足|不到)$")
_ENDS = re.compile("[，。；、！？）\n]|有奇|有余|$")
_LEVELS = re.compile("风|震|浪|烈度|海况")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a text: ``start``–``end`` its number, ``opens`` where its sign or currency stands, ``form_end`` the
    end of its magnitude and 余/多, ``stop`` the end of its measure; ``bare`` that neither measure nor noun follows."""

    start: int
    end: int
    opens: int
    form_end: int
    stop: int
    value: Fraction
    high: Fraction | None = None
    unit: str | None = None
    bare: bool = False


def read(text: str, match: re.Match, before: str) -> Figure | None:
    """Return the figure that a match of ``NUMBER`` opens, None if it is none; ``before`` is what its sentence says."""
    start, end = match.span()
    if match["den"]:
        worth = numerals.percent_words(match["den"], match["num"])
        return worth and Figure(start, end, start, end, end, worth[0], None, worth[1])
    if match["above"]:
        above, below = int(match["above"]), int(match["below"])
        fits = 0 < above < below and text[end:end + 1] not in ("月", "日")
        return Figure(start, end, start, end, end, Fraction(above, below)) if fits else None
    if match["tenths"]:
        tail = end + text.startswith(("多", "余"), end)
        return Figure(start, end, start, tail, tail, numerals.tenths(match["tenths"]), None, "成")
    return _han(text, match, before) if match["han"] else _arabic(text, match, before)


def _arabic(text: str, match: re.Match, before: str) -> Figure | None:
    value = numerals.arabic(match["arabic"])
    if value is None:
        return None
    spoken = _spoken(text, match.start("arabic"))
    sign, opens = match["sign"] or "", match.start()
    start = opens if sign[:1] in _MINUSES and sign else match.start("arabic")
    after = _AFTER.match(text, match.end())
    own = numerals.magnitude(after["magnitude"] or "")
    if spoken:
        value, own, after = spoken[0], 1, spoken[1]
    span, high, factor = (None if spoken else _upper(text, match.end(), after, before)), None, own
    if span is not None:
        top = numerals.arabic(span["high"])
        if top is None:
            return None
        scale = numerals.magnitude(span["magnitude"] or "")
        high = (-top if span["sign"] else top) * scale
        factor = own if own > 1 else scale if value <= top else 1
        after = span
    whole = span is None and own > 1 and not (after["over"] or after["more"])
    below = _LOWER.match(text, after.end()) if whole else None
    if whole and (rest := _spoken(text, after.end())) and rest[0] < own:
        value, factor, after = value * own + rest[0], 1, rest[1]
    elif below and (lower := _lower(below, own)):
        value, factor, after = value * own + lower, 1, below
    value = (-value if sign else value) * factor
    if high is not None and high < value:
        value, high = high, value
    tail = after.end()
    if match["currency"]:
        unit = _CURRENCIES[match["currency"].strip()]
        return Figure(start, match.end(), opens, tail, tail, value, high, unit)
    large = bool(spoken or own > 1 or factor > 1)
    unit = measure(text, tail, before + "温" * (sign == "零下"), large, match["arabic"])
    if unit is None:
        if text[tail:tail + 1] in _OPENS_ANOTHER or words.LATIN.match(text, tail):
            return None
        return Figure(start, match.end(), opens, tail, tail, value, high, None, True)
    stop = tail + len(unit)
    if unit not in ("元", "%", "％") and _SELLS.match(text, stop):
        return None
    unit = None if unit in words.COUNTED_PLACES else unit
    return Figure(start, match.end(), opens, tail, stop, value, high, unit)


def _spoken(text: str, start: int) -> tuple[Fraction, re.Match] | None:
    """Return the value of a number written as it is spoken, with digits (4千6百万, 3千多万), and its match."""
    found = _SPOKEN.match(text, start)
    if found is None or not found["big"] and len(found["groups"]) < 4:
        return None
    parts = re.findall("([0-9]+)([千百十])", found["groups"])
    value = sum(int(digits) * {"千": 1000, "百": 100, "十": 10}[sign] for digits, sign in parts)
    return Fraction(value * numerals.magnitude(found["big"] or "")), found


def _lower(below: re.Match, own: int) -> Fraction | None:
    """Return what the lower group of 3亿2000万 or 1万5000 adds, None if it is no part of the number."""
    worth = numerals.arabic(below["number"])
    if worth is None or not (below["magnitude"] or below[0][0] == "零" or len(below["number"]) >= 3):
        return None
    worth *= numerals.magnitude(below["magnitude"] or "")
    return worth if 0 < worth < own else None


def _upper(text: str, end: int, after: re.Match, before: str) -> re.Match | None:
    """Return the upper end of a range: 3至5万元, 2万至3万亩, −10℃～45℃, 5天至7天; 从3到5 is no range."""
    for at in (end, after.end()) if after["magnitude"] else (end,):
        unit = words.MEASURE.match(text, at) or words.TIMES.match(text, at) or words.LEVEL.match(text, at)
        for place in (at, unit.end()) if unit else (at,):
            found = _TO.match(text, place)
            if found and not (found["to"] in ("至", "到") and place > at and _FROM.search(before)) and (
                    place == at or text.startswith(unit[0], found.end())):
                return found
    return None


def _han(text: str, match: re.Match, before: str) -> Figure | None:
    """Read a Han numeral; small counts and bare round words (千名专家) are a manner of speaking."""
    written, end = match["han"], match.end()
    if len(written) > 1 and written[-1] == "两" and written[-2] in _ROUND:      # 四千六百两 counts taels
        written, end = written[:-1], end - 1
    after = _AFTER.match(text, end)
    over = after["over"] or after["more"]
    if written in _ROUND or numerals.is_magnitude(written):
        raised = before.endswith("上") and not before.endswith(("以上", "之上", "网上", "线上"))
        raised = raised or written != "十" and bool(_BEYOND.search(before))
        if not (over or raised) or written == "十" and not over:
            return None
        value = Fraction(10 if written == "十" else numerals.magnitude(written))
    else:
        value = numerals.han(written)
        if value is None:
            return None
    value *= numerals.magnitude(after["magnitude"] or "")
    tail = after.end()
    cold = bool(match["below_zero"])
    unit = measure(text, tail, before + "温" * cold, value >= 10**4, written)
    if unit is None and value >= 10**5 and over and words.PEOPLE.match(text, tail):
        return Figure(match.start("han"), end, match.start(), tail, tail, value)
    if "几" in after[0]:
        return None
    if unit is None and value >= 100 and len(written) >= 3 and (over or _ENDS.match(text, tail)):
        return Figure(match.start("han"), end, match.start(), tail, tail, value, None, None, True)
    if unit is None or value <= 10 and unit not in _SMALL_WELCOME and not over and not cold:
        return None
    if unit in words.COUNTED_PLACES or unit == "番" and value == 1 or unit == "分" and written.startswith("十"):
        return None
    return Figure(match.start("han"), end, match.start(), tail, tail + len(unit), -value if cold else value,
                  None, unit)


def measure(text: str, at: int, before: str, large: bool = False, number: str = "") -> str | None:
    """Return the measure that stands at a place: 元, 元/公斤, 个百分点; hours and days only where they are counted."""
    found = words.MEASURE.match(text, at)
    if found is None or found[0] == "个" and text.startswith(_PERIODS, at):
        span = words.TIMES.match(text, at)
        changed = span and words.TIME_CHANGES.match(text, span.end())
        if span and (large or changed or words.COUNTED_TIME.search(before) or "." in number):
            return span[0]
        if found is not None:
            return None
        if text.startswith("点", at) and ("." in number or len(number) >= 4 or _INDEXES.search(before[-20:])):
            return "点"
        level = words.LEVEL.match(text, at)
        return "级" if level and _LEVELS.search(before[-14:]) else None
    if found[0] == "度" and not _DEGREES.search(before[-40:]):
        return None
    per = words.PER.match(text, found.end()) or words.OR.match(text, found.end())
    return found[0] + per[0] if per else found[0]
