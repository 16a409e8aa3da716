"""Whole words: labels and titles begin and end where the words of their sentence do, and are names, no scraps of one.

Guards against: 位金额 out of 到位金额, 一般公 out of 一般公共预算, and labels that tell something (街道去年拿出) where they
should name it.
"""

import re
from collections.abc import Sequence

from paiyin.segmenter import Word, is_known, words

GROWN = 3               # characters by which a scrap grows to its word
LONGEST_SENTENCE = 2000  # characters that are looked into
_ASKING = re.compile("[A-Za-z0-9\u3400-\u9fff“”‘’《》〈〉（）()·、—–\\-—/.%+&° ]+")
_TELLING = frozenset((
    "他", "她", "它", "我", "你", "您", "他们", "她们", "它们", "我们", "咱们", "你们", "自己", "本人", "这", "那", "这里", "那里", "这些",
    "那些", "这样", "那样", "大家", "谁", "什么", "能", "要", "还", "就", "才", "也", "都", "又", "再", "先", "仍", "却", "没", "没有",
    "不", "被", "把", "将", "会", "想", "敢", "该", "竟", "只", "刚", "曾", "很", "更", "太", "已", "已经", "正在", "并", "且",
    "而", "但", "跟", "让", "使", "了", "着", "过", "显示", "表示", "认为", "起来", "下来", "好于", "高于", "低于", "不及", "便宜", "昨天",
    "昨日", "今天", "今日", "去年", "今年", "明年", "前年", "当年", "春天", "夏天", "秋天", "冬天", "早上", "晚上", "一天", "一年", "连续",
    "照旧", "站上",
))
_LEADING_ON = frozenset("在于从对向被把由自")
_NO_START = frozenset("ucyfdpq")        # tags of words of one character that no name begins with
_NO_END = frozenset("的了着过得和与及或在从向对把被给让也都还又就")
_MAY_START = frozenset("总新老大小高低各每年月日全前后")


def whole(name: str, sentence: str, place: int, longest: int) -> str:
    """Return a name out of a sentence, before or after ``place``, with whole words at both ends: a scrap of a word
    grows to it where there is room, else goes. ``longest`` is in characters."""
    at = sentence.rfind(name, 0, max(place, 0))
    at = at if at >= 0 else sentence.find(name, max(place, 0))
    if at < 0 or not name or len(sentence) > LONGEST_SENTENCE:
        return trimmed(name)
    found = words(sentence)
    start, end = at, at + len(name)
    first = next(word for word in found if word.end > start)
    last = next(word for word in found if word.end >= end)
    if first.start < start:
        room = longest - (end - start)
        known = is_known(sentence[first.start:first.end]) and sentence[first.start] not in _LEADING_ON
        start = first.start if known and start - first.start <= min(GROWN, room) else first.end if known else start
    if last.end > end and last.start > start and is_known(sentence[last.start:last.end]):
        end = last.end if last.end - end <= min(GROWN, longest - (end - start)) else last.start
    return trimmed(sentence[start:end]) if end - start >= 2 else ""


def trimmed(name: str) -> str:
    """Return a name without what stands at its ends and is no part of it: particles, conjunctions, single adverbs."""
    name = name.strip()
    found = list(words(name)) if name else []
    while len(found) > 1 and _leads_in(name[found[0].start:found[0].end], found[0].tag):
        del found[0]
    while len(found) > 1 and name[found[-1].start:found[-1].end] in _NO_END:
        del found[-1]
    return name[found[0].start:found[-1].end].strip() if found else ""


def _leads_in(word: str, tag: str) -> bool:
    """Tell whether a word before a name is no part of it: one Han that is a particle, a preposition, a measure …."""
    return len(word) == 1 and tag[:1] in _NO_START and word not in _MAY_START and "\u3400" <= word <= "\u9fff"


def names_something(name: str) -> bool:
    """Tell whether words name a thing: nothing in them speaks of somebody, asks, denies or tells when."""
    if not name or not _ASKING.fullmatch(name):
        return False
    return not any(name[word.start:word.end] in _TELLING for word in words(name))


def whole_phrase(text: str, start: int, end: int) -> bool:
    """Tell whether a part of a text begins and ends between words."""
    low, high = max(start - 60, 0), min(end + 60, len(text))
    found: Sequence[Word] = words(text[low:high])
    edges = {low + word.start for word in found} | {low + word.end for word in found}
    return start in edges and end in edges


def ends_openly(phrase: str) -> bool:
    """Tell whether a phrase ends in a word that leads on to another: 居住在, 来自."""
    found = words(phrase)
    return bool(found) and (found[-1].tag[:1] in "pcud" or phrase[-1] in "在于为是对向从由把被给有到")
