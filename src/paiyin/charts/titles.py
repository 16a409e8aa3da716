"""Titles by rule: what a chart shows, in at most 14 characters and whole words. A title claims nothing that the text
does not state."""

import re
from collections.abc import Sequence

from paiyin.charts.labels import label
from paiyin.charts.wording import ends_openly, names_something, trimmed, whole_phrase
from paiyin.statistics import Statistic
from paiyin.statistics.words import TRAILING, VERB

LONGEST_TITLE = 14
NEUTRAL = "本文数据"
PANEL = "数说"
REACH = 60              # characters before the first number that a title may come from
SHARED = 2              # characters that names must begin or end with in common to be told once
_LAST_PART = re.compile("^.*(?:[，、；：。”）)》\\s]|的|了)")
_SUM_WORDS = {"人": "人数", "名": "人数", "位": "人数", "元": "金额", "%": "占比", "户": "户数", "项": "数量", "个": "数量",
              "家": "数量", "件": "数量", "次": "次数", "人次": "人次", "亩": "面积", "吨": "数量"}
_HAN_ONLY = re.compile("[\u4e00-\u9fff0-9—]+")
_NUMBERED = re.compile("(?:[（(]?[一二三四五六七八九十百〇零0-9]+[)）、．.]|第[一二三四五六七八九十百〇零0-9]+[章节節编編篇回部](?:分)?)[ \u3000：:]*")
_BEFORE_DIGITS = re.compile("[0-9０-９]")
_WHEN = re.compile("^(?:今年|去年|上年|明年|今日|昨日)")
_SORTED = re.compile("按([\u4e00-\u9fff]{2,6}?)(?:划|来|进行)?分(?:类|组)?(?:看|计算|统计)?$")
_NOTHING_SAID = frozenset((
    "综合", "说明", "背景", "方法", "概况", "概述", "前言", "引言", "导言", "导语", "序言", "结语", "结论", "其他", "其它", "附录", "附件",
    "小结", "总结", "摘要", "综述", "正文", "注释",
))


def title(text: str, group: Sequence[Statistic], names: Sequence[str], unit: str, kind: str = "bar", heads: str = "",
          whole: Statistic | None = None) -> str:
    """Return a title of at most 14 characters: what the sentence says before its first count, and what is counted.

    “全县招录甲类39人” gives 全县招录人数, “学员中，男性占51%” gives 学员构成; ``whole`` is the total that 其中 divides.
    Without such words the title tells what stands side by side (临床与医技科室), else it is the section's head.
    """
    ending = "构成" if kind == "share" else _SUM_WORDS.get(unit, "")
    first = group[0]
    tail = first.subject.removeprefix(first.noun)
    if unit == "%" and kind != "share" and tail and not tail.startswith("占"):
        rate = "降幅" if re.search("降|减|跌|少|低", tail) else "增幅"
        return joined(names, rate) or f"{len(group)}项{rate}"
    beside = joined(names, ending if kind == "share" else "")
    if whole is not None and len(label(whole)) >= 2 and ending:
        return _fitting_title([f"{label(whole)}{ending}"], label(whole)) or beside or neutral(heads)
    start, phrase = _phrase(text, first)
    if kind == "share" and (by := _SORTED.search(text[first.sentence[0]:first.start].rpartition("，")[0])):
        return f"{by[1]}{ending}"
    year = f"{first.year}年" if first.year and all(s.year == first.year for s in group) else ""
    said = any(phrase in name for name in names) or phrase.endswith(ending) or re.search("分别|依次", phrase)
    if ending == "数量" and beside:         # 全院数量 leaves out what is counted
        return beside
    if not ending or said or VERB.fullmatch(phrase) or not _is_whole(text, start, phrase):
        return beside or neutral(heads)
    return _fitting_title([f"{year}{phrase}{ending}", f"{phrase}{ending}"], phrase) or beside or neutral(heads)


def _phrase(text: str, first: Statistic) -> tuple[int, str]:
    """Return what a sentence says before what its first number counts, and where that stands in the text."""
    low = max(first.sentence[0], first.start - REACH)
    clauses = text[low:first.start].split("，")
    phrase = clauses[-1]
    at = phrase.rfind(first.subject)
    if at >= 0 and first.subject:
        phrase = phrase[:at]
    phrase = _LAST_PART.sub("", re.sub("^(?:仅|截至|到)?(?:19|20)[0-9]{2}年(?:底|末)?", "", phrase))
    phrase = TRAILING.sub("", re.sub("^(?:该|其|共|累计|并|还|又|也)", "", phrase))
    if not phrase and len(clauses) > 1 and clauses[-2].endswith(("中", "里")):
        phrase = clauses[-2][:-1]
    return text.rfind(phrase, low, first.start), phrase


def _is_whole(text: str, start: int, phrase: str) -> bool:
    """Tell whether a phrase of a text is whole words that name something and lead on to nothing."""
    if not phrase or start < 0 or ends_openly(phrase):
        return False
    return names_something(_WHEN.sub("", phrase)) and whole_phrase(text, start, start + len(phrase))


def _fitting_title(offers: list[str], phrase: str) -> str:
    """Return the first offer that fits, if the phrase in it is plain Han without numbers."""
    if len(phrase) < 2 or not _HAN_ONLY.fullmatch(phrase) or _BEFORE_DIGITS.search(phrase):
        return ""
    return next((made for made in offers if len(made) <= LONGEST_TITLE), "")


def joined(names: Sequence[str], ending: str = "") -> str:
    """Return what stands side by side as a title, what the names have in common told once: 临床与医技科室, 生猪存栏与出栏,
    生菜、油菜、茼蒿降幅, 水稻等8项; "" if nothing fits."""
    names = list(dict.fromkeys(name for name in names if name))
    if len(names) < 2:
        return f"{names[0]}{ending}" if names and len(names[0] + ending) <= LONGEST_TITLE else ""
    link = "与" if len(names) == 2 else "、"
    offers = [_once(names, link) + ending, link.join(names) + ending]
    if not ending and len(names) > 2 and len(last := _in_common(names)) >= SHARED:
        offers.append(f"{len(names)}类{last}数量")
    offers.append(f"{names[0]}等{len(names)}项{ending}")
    return next((made for made in offers if made != ending and len(made) <= LONGEST_TITLE), "")


def _once(names: Sequence[str], link: str) -> str:
    """Return names joined with their common end or, of two, their common beginning told once; "" without one."""
    last = _in_common(names)
    stems = [name.removesuffix(last) for name in names]
    if len(last) >= SHARED and all(len(stem) >= SHARED for stem in stems):
        stems = [stem.removesuffix("总") if len(stem) > SHARED else stem for stem in stems]
        return link.join(stems) + last if not any("的" in stem for stem in stems) else ""
    first = _in_common([name[::-1] for name in names])[::-1]
    tails = [name.removeprefix(first) for name in names]
    if len(names) == 2 and len(first) >= SHARED and all(len(tail) >= SHARED for tail in tails):
        return first + link.join(tails)
    return ""


def _in_common(names: Sequence[str]) -> str:
    """Return the words that all names end in: plain Han, whole in each of them."""
    shortest = min(names, key=len)
    for length in range(len(shortest), SHARED - 1, -1):
        end = shortest[len(shortest) - length:]
        if _HAN_ONLY.fullmatch(end) and all(name.endswith(end) for name in names):
            return end
    return ""


def series_title(group: Sequence[Statistic]) -> str:
    """Return a title such as 2019—2021年产量."""
    years = [s.year for s in group if s.year]
    subject = next((label(s) for s in group if label(s) and not label(s).endswith("年")), "")
    made = f"{min(years)}—{max(years)}年{subject}"
    return made if len(made) <= LONGEST_TITLE else subject


def neutral(heads: str) -> str:
    """Return a title that claims nothing: the first clause of the section's head without its number, else 本文数据."""
    words = _NUMBERED.sub("", heads.strip())
    part = re.split("[\\s，：:——]+", words)[0] if words else ""
    if part in _NOTHING_SAID or part != trimmed(part):
        return NEUTRAL
    return part if 2 <= len(part) <= LONGEST_TITLE and part.count("“") == part.count("”") else NEUTRAL
