"""What stands around a number: the year or period that governs it, and whether the text denies it."""

import re
from dataclasses import dataclass

YEAR_REACH = 120        # characters back in the sentence that a stated year holds for
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?:年(?!(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:起|以来|至今|开始)))"
                   r"|(?<![一二三四五六七八九十])([一二][零〇一二三四五六七八九]{3})年"
                   r"|(今年|去年|上年|前年|明年|本年度|上年度|现在|如今)")
_DIGITS = str.maketrans("零〇一二三四五六七八九", "00123456789")
_RELATIVE = {"今年": 0, "本年度": 0, "去年": -1, "上年": -1, "上年度": -1, "前年": -2, "明年": 1, "现在": 0, "如今": 0}
_COMPARISON = re.compile("(?:比|较|与|同|于|是|和|恢复到了?|相当于)$")
_FROM = re.compile("(?:由|从|将|把)$")
_SINCE = re.compile("[自从]$")
_EVER = re.compile("[^，。；]{0,14}?(?:以来|至今|起|开始)")     # 自2021年3月开工以来
_JOINED = re.compile("[年0-9][、和及与至到—–～~-]{1,2}$")        # 2018年至2021年: no one year holds
_ROW_OF_YEARS = re.compile(r"((?:19|20)[0-9]{2})年?(?:[至到—–～~-]{1,2}((?:19|20)[0-9]{2})年"
                           r"|(?:(?:、|和|与)(?:19|20)[0-9]{2}年)+)")
_PERIOD = re.compile("(?:[0-9]{1,2}月份?|[0-9]{1,2}日|上半年|下半年|前?[一二三四]季度|第[0-9一二三四五六七八九十]+[周季]|前[0-9一二三四五六七八九十]+个?月|"
                     "今天|昨天|昨日|假期|五年来|三年来|近[一二三四五六七八九十0-9]+年|累计|以来|目前|当日|单日|高峰)+")

_DENIAL = re.compile("谣言|造谣|不实|不属实|虚假|失实|有误|误传|误读|误写|并非|夸大|没有依据|毫无根据|子虚乌有|不符合事实|不符事实|与事实不符|予以否认|"
                     "并不准确|不准确|摆拍|无中生有|纯属捏造|系捏造|系编造|是编造|不是事实|假消息|并不存在")
_BEFORE_CLAIM = re.compile("并非|并不是|不是|而非")
_TRUE_AFTER = re.compile("而是|应为|应是|实为|实际|准确数字|正确数字|更正为|其实|经核实|真实|目前|该店|现有")
_BACK = re.compile("^[“”—\\s]*(?:但|然而|不过|随后|经|对此|事实上)?(?:，)?"
                   "(?:这|该|此|上述|相关|有关|数字|数据|消息|说法|并非|不实|谣言|[^。]{0,16}(?:核实|查证|调查|回应|辟谣|否认|澄清))")
_SENTENCE_END = re.compile("[。！？!?\n][”’」』）)]*")


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a text before it is read: the ``year`` that its section states, the year it was ``written``."""

    year: int | None = None
    written: int | None = None


NOTHING = Setting()


def stated_year(text: str) -> int | None:
    """Return the one year that a head states, None if it states none or several."""
    years = {int(m[1]) for m in _YEAR.finditer(text) if m[1]}
    return years.pop() if len(years) == 1 and not _ROW_OF_YEARS.search(text) else None


def year_of(text: str, sentence: tuple[int, int], start: int, previous_end: int, setting: Setting) -> int | None:
    """Return the year that governs the number at ``start``: the last one its sentence states before it, else its
    section's. 比去年高 states none; 由上年的2.05 holds for that number alone."""
    year, low = setting.year, max(sentence[0], start - YEAR_REACH)
    for found in _YEAR.finditer(text, low, start):
        before = text[max(found.start() - 4, sentence[0]):found.start()]
        if _COMPARISON.search(before):
            continue
        if _JOINED.search(text, max(found.start() - 3, 0), found.start()):
            year = None
            continue
        if _SINCE.search(before) and _EVER.match(text, found.end()):
            continue
        if _FROM.search(before) and found.end() < previous_end:
            continue
        if found[1] or found[2]:
            year = int((found[1] or found[2]).translate(_DIGITS))
        elif found[3] in ("上年", "上年度") and setting.year:
            year = setting.year - 1
        elif found[3] in ("今年", "本年度") and not setting.written:
            year = setting.year
        else:
            year = setting.written and setting.written + _RELATIVE[found[3]]
    return year


def row_of_years(text: str, low: int, start: int) -> tuple[int, ...]:
    """Return the years that a sentence sets in a row before a number: 2019年至2021年, or 2020年、2021年."""
    found = None
    for found in _ROW_OF_YEARS.finditer(text, low, start):
        pass
    if found is None:
        return ()
    if found[2]:
        first, last = int(found[1]), int(found[2])
        return tuple(range(first, last + 1)) if 0 < last - first < 20 else ()
    return tuple(int(y) for y in re.findall("(?:19|20)[0-9]{2}", found[0]))


def period_of(text: str, sentence: tuple[int, int], start: int) -> str:
    """Return the month, season or span that a sentence states before a number; empty if it states none."""
    found = ""
    for match in _PERIOD.finditer(text, max(sentence[0], start - 60), start):
        found = match[0]
    return found


def disputed_range(text: str, sentence: tuple[int, int]) -> tuple[int, int] | None:
    """Return the part of a sentence whose figures the sentence, or the next one looking back at it, denies."""
    low, high = sentence
    denial = _DENIAL.search(text, low, high)
    if denial:
        if _BEFORE_CLAIM.match(text, denial.start()):
            true = _TRUE_AFTER.search(text, denial.end(), high)
            stop = re.compile("[，。；]").search(text, denial.end(), high)
            return denial.start(), min(true.start() if true else high, stop.start() if stop else high)
        true = _TRUE_AFTER.search(text, low, denial.start())
        return low, true.start() if true and text[low:true.start()].count("“") == text[low:true.start()].count("”") \
            and true[0] in ("而是", "应为", "实为") else denial.start()
    following = _SENTENCE_END.search(text, high)
    stop = min(following.start() if following else len(text), high + 120)
    found = _DENIAL.search(text, high, stop)
    return (low, high) if found and _BACK.match(text[high:high + 24]) else None
