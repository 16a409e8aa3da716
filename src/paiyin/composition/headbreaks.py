"""Where a head may be broken: at the blank between its clauses, after a mark, between words; not inside a word, a name
or a number with its unit, and not before a particle (JLREQ and CLREQ on heads; GB/T 15834 §5.1 for the marks).
"""

import re
from collections.abc import Sequence

from paiyin.article import Run, Text, plain
from paiyin.composition.words import Word, joints, words
from paiyin.units import Milli

# Costs of a break, in em² of unevenness that it is worth.
CLAUSE, STOP, MARK = -8.0, -8.0, -4.0
INSIDE, UNIT, TAIL, PARTICLE, QUOTED, JOINT = 24.0, 18.0, 16.0, 16.0, 14.0, 8.0
COMPLEMENT, DANGLING, JOINING, THIN, LEADING = 16.0, 5.0, 3.0, 1.0, -1.0
SHORT_LAST = 6.0  # a last line of fewer than LEAST characters
LEAST = 3
LOPSIDED = 0.25  # of a head's widest line; what is shorter is no clause of its own
BAD = 8.0  # a break that costs so much is worth a smaller size

PARTICLES = frozenset("的地得了着过吗呢吧啊之者们等所中里上下内外前后時时個个位名")
_JOINING = frozenset("和与與及或而且并並跟同暨")  # not at a line's start nor at its end
_LEADING = frozenset("於于在从從向对對为為把被让讓給给由以将將使令是")  # at a line's start rather than at its end
_COMPLEMENTS = frozenset("上来 下来 起来 下去 上去 出来 过来 过去 回来 进来 出去 进去 回去 上來 下來 起來 出來 過來 過去 回來".split())
# The last word of a name: 某某县, 某某路. A break before it leaves the name in halves.
_TAILS = frozenset("省市县區区乡鄉镇鎮村屯街路巷社局部厅廳处處科院校系所馆館站队隊团團组組会會党黨州盟旗岛島湖江河山桥橋港届屆号號期")
_CLOSING = "，、：；！？。”’》〉」』）】—…"
_PAIRS = {"“": "”", "《": "》", "「": "」", "『": "』", "〈": "〉", "（": "）", "‘": "’"}
_LONG_QUOTE = 14  # characters; what is longer may be broken like any text
# The number of a head (三、, （二）, 第四章): it stands with its words.
_NUMBER = re.compile(r"第?[（(]?(?:[一二三四五六七八九十百零〇]{1,4}|[0-9０-９]{1,3})(?:[）)、.．，]|[章节節条條编編部分篇])*\u3000?")
_BLANKS = re.compile("[ \t\u3000]+")
_WESTERN = re.compile(r"[0-9A-Za-z.,:+\-/%&'’·]+")


def parted(text: Text) -> Text:
    """Return a head with the blanks between its clauses as ideographic ones; those around Western words stay.

    A blank parts clauses unless it stands between two Western words, or is one of a pair around one (共 837 名).
    """
    whole, at, out = plain(text), 0, []
    for run in text:
        words_ = run.text
        if _BLANKS.search(words_):
            words_ = _BLANKS.sub(lambda m, at=at: _blank(whole, at + m.start(), at + m.end()), words_)
        out.append(Run(words_, run.span, run.style) if words_ != run.text else run)
        at += len(run.text)
    return tuple(out)


def _blank(whole: str, start: int, end: int) -> str:
    before, after = whole[start - 1 : start], whole[end : end + 1]
    if "\u3000" in whole[start:end] or end - start > 1:
        return "\u3000"
    left, right = _western(before), _western(after)
    if left and right or not before or not after:
        return " "
    if right:
        beyond = _WESTERN.match(whole, end).end()
        return " " if whole[beyond : beyond + 1] in ("", " ") else "\u3000"
    if left:
        run = start
        while run and _western(whole[run - 1]):
            run -= 1
        return " " if not run or whole[run - 1] == " " else "\u3000"
    return "\u3000"


def _western(char: str) -> bool:
    return bool(char) and _WESTERN.fullmatch(char) is not None and char not in "’·"


Offset = tuple[int, int, Milli, Milli]


class Breaks:
    """The places where a head may be broken, with what each costs.

    ``offsets`` are (offset in the text, penalty of the line rules, width up to it, where the next line starts) as
    ``break_offsets`` gives them, the last the text's end.
    """

    def __init__(self, text: str, offsets: Sequence[Offset], lang: str):
        self.text, self.offsets, self.lang = text, offsets, lang
        self.width = offsets[-1][2] if offsets else 0
        self._costs: dict[int, float] = {}
        self._words: dict[int, tuple[Word, Word]] | None = None
        self._joints: set[int] = set()  # places between the parts of long names

    def lines(self, measure: Milli, count: int) -> tuple[list[int], float] | None:
        """Return the offsets where the first ``count`` − 1 lines end and how bad those breaks are (0: good ones), None
        if a line would be wider than ``measure``."""
        free = [o for o in self.offsets[:-1] if self._free(o[0])]
        found = self._even([*free, self.offsets[-1]], measure, count) if len(free) >= count - 1 else None
        if found is None or not self._level(found):
            found = self._even(self.offsets, measure, count) or found
        if found is None:
            return None
        return found, sum(cost for end in found if (cost := self._costs.get(end, 0.0)) >= BAD)

    def _free(self, offset: int) -> bool:
        """Tell whether a break needs no knowledge of words: it stands at a clause's end."""
        return (self._parts(offset) or self.text[offset - 1] in _CLOSING) and not self._numbers(offset)

    def _numbers(self, offset: int) -> bool:
        """Tell whether nothing but the head's number stands before a break."""
        return _NUMBER.fullmatch(self.text, 0, offset) is not None

    def _parts(self, offset: int) -> bool:
        """Tell whether a blank parts clauses; one beside a single character spaces a name: 李　青."""
        text = self.text
        if text[offset : offset + 1] != "\u3000":
            return False
        single = offset < 2 or text[offset - 2].isspace() or not text[offset + 2 : offset + 3].strip()
        return not single

    def _level(self, ends: list[int]) -> bool:
        """Tell whether lines are even enough to look no further. Clauses parted by a blank are, unless one of them is
        but a word."""
        at = {o[0]: o[2:] for o in self.offsets}
        rights, lefts = zip(*(at[end] for end in ends)) if ends else ((), ())
        widths = [b - a for a, b in zip((0, *lefts), (*rights, self.width))]
        if all(self._parts(end) for end in ends) and min(widths) >= LOPSIDED * max(widths):
            return True
        return max(widths) - min(widths) <= 5000

    def _even(self, offsets: Sequence[Offset], measure: Milli, count: int) -> list[int] | None:
        """Choose breaks into exactly ``count`` lines, as even as possible, at the cheapest places."""
        target = self.width / count
        best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}  # where a line starts -> cost, ends
        for k in range(count):
            following: dict[int, tuple[float, tuple[int, ...]]] = {}
            for offset, penalty, width, start in offsets[-1:] if k == count - 1 else offsets[:-1]:
                own = 0.0 if k == count - 1 else None
                for before, (cost, ends) in best.items():
                    if not before < width <= before + measure:
                        continue
                    if own is None:
                        own = self.cost(offset, penalty)
                    worse = cost + own + ((width - before - target) / 1000) ** 2
                    if k == count - 1 and ends and len(self.text[ends[-1] :].strip()) < LEAST:
                        worse += SHORT_LAST
                    if start not in following or worse < following[start][0]:
                        following[start] = (worse, (*ends, offset))
            best = following
        return list(best[self.width][1][:-1]) if self.width in best else None

    def cost(self, offset: int, penalty: int) -> float:
        """Return what a break at an offset costs."""
        if offset not in self._costs:
            self._costs[offset] = self._cost(offset, penalty)
        return self._costs[offset]

    def _cost(self, offset: int, penalty: int) -> float:
        before, after = self.text[offset - 1 : offset], self.text[offset : offset + 1]
        if self._numbers(offset):
            return INSIDE
        if after == "\u3000":
            return CLAUSE if self._parts(offset) else INSIDE
        quoted = QUOTED if self._quoted(offset) else 0.0
        if before in _CLOSING:
            return (STOP if before in "：；！？。—" else MARK) + quoted
        cost = quoted + (UNIT if penalty else 0.0)
        if after.isspace():
            return cost
        pair = self._pairs().get(offset)
        if pair is None:
            return cost + (JOINT if offset in self._joints else INSIDE)
        return cost + _between(self.text, *pair)

    def _quoted(self, offset: int) -> bool:
        """Tell whether a break stands inside a title or quotation that is short enough to be kept whole."""
        for opening, closing in _PAIRS.items():
            start = self.text.rfind(opening, 0, offset)
            end = self.text.find(closing, start + 1) if start >= 0 else -1
            if start >= 0 and end >= offset and end - start <= _LONG_QUOTE:
                return True
        return False

    def _pairs(self) -> dict[int, tuple[Word, Word]]:
        """Return the words before and after each place between two."""
        if self._words is None:
            found = words(self.text, self.lang)
            self._words = {a.end: (a, b) for a, b in zip(found, found[1:])}
            self._joints = {at for word in found for at in joints(self.text[word.start : word.end], word.start)}
        return self._words


def _between(text: str, before: Word, after: Word) -> float:
    """Return what a break between two words costs."""
    first, last = text[before.start : before.end], text[after.start : after.end]
    cost = 0.0
    if last in PARTICLES and after.tag[:1] in "uyrfkqnzm" or after.tag[:1] in "uyk":
        cost += PARTICLE
    elif len(last) == 1 and last in _TAILS and before.tag[:1] in "nmrzjx":
        cost += TAIL
    elif before.tag[:1] == "m" and (after.tag[:1] == "q" or len(last) == 1):
        cost += UNIT
    elif before.tag == "m" and after.tag[:1] in "nmjlvia" or before.tag[:2] == "nr" and after.tag[:2] == "nr":
        cost += TAIL
    if before.tag[:1] in "pc" or first in _JOINING or first in _LEADING:
        cost += DANGLING
    if last in _COMPLEMENTS:
        cost += COMPLEMENT
    if last in _LEADING:
        cost += LEADING
    if after.tag == "c" or last in _JOINING:
        cost += JOINING
    if len(first) == 1 and len(last) == 1:
        cost += THIN + (TAIL if "nr" in (before.tag, after.tag) or "ns" in (before.tag, after.tag) else 0.0)
    return cost
