"""Labels by rule, from the words of the sentence that states the numbers: always whole words."""

import re

from paiyin.charts.wording import whole
from paiyin.segmenter import words as words_of
from paiyin.statistics import Statistic
from paiyin.statistics.words import LEADING, QUALIFIERS_AFTER, TRAILING, VERB

LONGEST_LABEL = 10
NEAR = 4                # characters between a thing and its number
_QUOTED = re.compile("“[^”]*”|《[^》]*》")
_AT_HEAD = re.compile("^(?:的|了|着|和|与|及|并|等|为|其中|[，、；：。·])+")
_YEAR_FIRST = re.compile("^(?:19|20)[0-9]{2} ?年(?:底|末|初)?的? ?")
_DONE_LAST = re.compile("(?<=[一-鿿]{4})(?:完成|预计|实现)$")
_LISTED = re.compile("(?:^|[，；：。（]|其中|[有设为])([\u4e00-\u9fff]{1,5}[、和与及])$")
_IN_TURN = re.compile("分别|依次")
_LIGHT_VERB = re.compile("^(?:[设設]有?|共|有|[现現]有|含|实现|實現|完成|[约約])(?=[\u4e00-\u9fff]{3})")


def label(one: Statistic, subject: str | None = None) -> str:
    """Return the subject (or the words given for it) as a label of at most 10 characters: whole words, quotes whole, no
    particle first, the head noun kept."""
    made = _short(one, subject)
    if "“" in made or "《" in made:
        return made
    grown = whole(made, one.words, one.start - one.sentence[0], LONGEST_LABEL)
    return _DONE_LAST.sub("", _YEAR_FIRST.sub("", grown)) or made


def _short(one: Statistic, subject: str | None) -> str:
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
    return _AT_HEAD.sub("", text[next((word.start for word in words_of(text) if word.start >= cut), cut):])


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
