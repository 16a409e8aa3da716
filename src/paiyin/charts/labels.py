"""Labels and titles by rule, from the words of the sentence that states the numbers."""

import re
from collections.abc import Sequence

from paiyin.statistics import Statistic
from paiyin.statistics.words import LEADING, QUALIFIERS_AFTER, TRAILING, VERB

LONGEST_LABEL = 10
LONGEST_TITLE = 14
NEUTRAL = "本文数据"
PANEL = "数说"
NEAR = 4                # characters between a thing and its number
REACH = 60              # characters before the first number that a title may come from
_QUOTED = re.compile("“[^”]*”|《[^》]*》")
_AT_HEAD = re.compile("^(?:的|了|着|和|与|及|并|等|为|其中|[，、；：。·])+")
_LAST_PART = re.compile("^.*(?:[，、；：。”）)》\\s]|的|了)")
_SUM_WORDS = {"人": "人数", "名": "人数", "位": "人数", "元": "金额", "%": "占比", "户": "户数", "项": "数量", "个": "数量",
              "家": "数量", "件": "数量", "次": "次数", "人次": "人次", "亩": "面积", "吨": "数量"}
_HAN_ONLY = re.compile("[\u4e00-\u9fff0-9—]+")
_LISTED = re.compile("(?:^|[，；：。（]|其中|[有设为])([\u4e00-\u9fff]{1,5}[、和与及])$")
_IN_TURN = re.compile("分别|依次")
_LIGHT_VERB = re.compile("^(?:设有?|共|有|现有|含|实现|完成|约)(?=[\u4e00-\u9fff]{3})")
_NUMBERED = re.compile("(?:[（(]?[一二三四五六七八九十百〇零0-9]+[)）、．.]|第[一二三四五六七八九十百〇零0-9]+[章节節编編篇回部](?:分)?)[ \u3000：:]*")
_BEFORE_DIGITS = re.compile("[0-9０-９]")


def label(one: Statistic, subject: str | None = None) -> str:
    """Return the subject (or the words given for it) as a label of at most 10 characters: quotes whole, no particle
    first, the head noun kept."""
    words = _with_list(one, one.subject if subject is None else subject)
    text = TRAILING.sub("", _AT_HEAD.sub("", LEADING.sub("", words) or words))
    text = _LIGHT_VERB.sub("", text)
    if text.count("“") != text.count("”"):
        text = text.replace("“", "").replace("”", "")
    if len(text) <= LONGEST_LABEL:
        return text
    verbs = [m.end() for m in VERB.finditer(text) if m.end() < len(text) - 1]
    if verbs and 2 <= len(text) - verbs[-1] <= LONGEST_LABEL and "“" not in text:
        return text[verbs[-1]:]
    if "的" in text[:-2]:
        tail = text[text.rindex("的", 0, -2) + 1:]
        if 2 <= len(tail) <= LONGEST_LABEL and tail.count("“") == tail.count("”"):
            return tail
    quotes = list(_QUOTED.finditer(text))
    cut = len(text) - LONGEST_LABEL
    for quote in quotes:
        if quote.start() < cut < quote.end():
            return quote[0] if len(quote[0]) <= LONGEST_LABEL else text[quote.end():] or quote[0][1:LONGEST_LABEL + 1]
    return _AT_HEAD.sub("", text[cut:])


def _with_list(one: Statistic, subject: str) -> str:
    """Return a subject with what stands before it in one list, where one number counts both: 博士、硕士97人."""
    at = one.words.rfind(subject, 0, max(one.start - one.sentence[0], 0)) if subject else -1
    if at < 2 or one.words[at - 1] not in "、和与及" or _IN_TURN.search(one.words, 0, one.start - one.sentence[0]):
        return subject
    found = _LISTED.search(one.words[max(at - 8, 0):at])
    made = found[1] + subject if found else subject
    return made if len(made) <= LONGEST_LABEL else subject


def described(one: Statistic) -> str:
    """Return the label of a figure that stands alone, with the verb before it where there is room: 查处违停车辆."""
    name = label(one)
    at = one.start - one.sentence[0]
    place = one.words.rfind(name, 0, max(at, 0)) if name else -1
    if place < 0 or at - place - len(name) > NEAR:
        return name
    lead = next((m for m in VERB.finditer(one.words, max(place - 4, 0), place) if m.end() == place), None)
    return lead[0] + name if lead and len(lead[0]) > 1 and len(lead[0] + name) <= LONGEST_LABEL else name


def title(text: str, group: list[Statistic], unit: str, kind: str = "bar", heads: str = "",
          whole: Statistic | None = None) -> str:
    """Return a title of at most 14 characters: what the sentence says before its first count, and what is counted.

    “全县招录甲类39人” gives 全县招录人数, “学员中，男性占51%” gives 学员构成; ``whole`` is the total that 其中 divides.
    Without such words the section's head or a neutral title is used.
    """
    ending = "构成" if kind == "share" else _SUM_WORDS.get(unit, "")
    first = group[0]
    tail = first.subject.removeprefix(first.noun)
    if unit == "%" and kind != "share" and tail and not tail.startswith("占"):
        rate = "降幅" if re.search("降|减|跌|少|低", tail) else "增幅"
        made = f"{label(first, first.noun)}等{len(group)}项{rate}"
        return made if len(made) <= LONGEST_TITLE else f"{len(group)}项{rate}"
    if whole is not None and len(label(whole)) >= 2 and ending:
        return _fitting_title([f"{label(whole)}{ending}"], label(whole)) or neutral(heads, group)
    clauses = text[max(first.sentence[0], first.start - REACH):first.start].split("，")
    phrase = clauses[-1]
    at = phrase.rfind(first.subject)
    if at >= 0 and first.subject:
        phrase = phrase[:at]
    phrase = _LAST_PART.sub("", re.sub("^(?:仅|截至|到)?(?:19|20)[0-9]{2}年(?:底|末)?", "", phrase))
    phrase = TRAILING.sub("", re.sub("^(?:该|其|共|累计|并|还|又|也)", "", phrase))
    if not phrase and len(clauses) > 1 and clauses[-2].endswith(("中", "里")):
        phrase = clauses[-2][:-1]
    year = f"{first.year}年" if first.year and all(s.year == first.year for s in group) else ""
    if not ending or phrase.endswith(ending) or re.search("分别|依次", phrase):
        return neutral(heads, group)
    return _fitting_title([f"{year}{phrase}{ending}", f"{phrase}{ending}"], phrase) or neutral(heads, group)


def _fitting_title(offers: list[str], phrase: str) -> str:
    """Return the first offer that fits, if the phrase in it is plain Han without numbers."""
    if len(phrase) < 2 or not _HAN_ONLY.fullmatch(phrase) or _BEFORE_DIGITS.search(phrase):
        return ""
    return next((made for made in offers if len(made) <= LONGEST_TITLE), "")


def series_title(group: list[Statistic]) -> str:
    """Return a title such as 2019—2021年产量."""
    years = [s.year for s in group if s.year]
    subject = next((label(s) for s in group if label(s) and not label(s).endswith("年")), "")
    made = f"{min(years)}—{max(years)}年{subject}"
    return made if len(made) <= LONGEST_TITLE else subject[-LONGEST_TITLE:]


def neutral(heads: str, group: Sequence[Statistic] = ()) -> str:
    """Return a title that claims nothing: the first clause of the section's head without its number, else what is
    counted, else 本文数据."""
    words = _NUMBERED.sub("", heads.strip())
    part = re.split("[\\s，、：:——]+", words)[0] if words else ""
    return part if 2 <= len(part) <= LONGEST_TITLE and part.count("“") == part.count("”") else _counted(group)


def _counted(group: Sequence[Statistic]) -> str:
    """Return a title from what a group counts: 大项与小项, 生菜等3项."""
    names = [label(s, s.noun) for s in group]
    if len(names) == 2 and len("与".join(names)) <= LONGEST_TITLE:
        return "与".join(names)
    made = f"{names[0]}等{len(names)}项" if len(names) > 2 else ""
    return made if 0 < len(made) <= LONGEST_TITLE else NEUTRAL


def form(one: Statistic, unit: str = "") -> str:
    """Return the figure as the article prints it, with what it says of its exactness: 4100余, 近3000, 15万以上."""
    if one.form.startswith("百分之") or unit and one.form.rstrip("多余餘").endswith(unit):
        unit = ""           # 百分之八, 八成: the figure says its measure
    rest = one.text[one.text.find(one.form) + len(one.form) + len(one.unit or ""):]
    after = next((word for word, _ in QUALIFIERS_AFTER if rest.startswith(word)), "")
    if after:
        return one.form + unit + after
    before = {"nearly": "近", "about": "约", "atmost": "不足", "atleast": "至少"}.get(one.qualifier, "")
    if one.qualifier == "over" and not re.search("[余餘多]", one.form):
        before = "超"
    return before + one.form + unit
