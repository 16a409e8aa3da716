"""What stands between two items: its blank, how far it gives way, how far it stretches, and whether a line may break.

Every adjustable blank belongs to the gap between two items, a mark's own blank too. So line edges need no special
case: a blank at a line's end or start is simply not there (GB/T 15834 §5.1.10; CLREQ 行首行尾标点挤压), and each
quantity of a line is one difference of prefix sums.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from operator import add
from unicodedata import category

from paiyin.han.classes import Kind, is_han
from paiyin.han.items import (DIVIDED, GLUED, HALF, HYPHENATED, LAST_RESORT, NO_END, NO_START, TORN, TORN_NUMBER, Items)
from paiyin.han.rules import BLANK_RIGHT, Level, Region, Rules, Style, centred

BARRED = 1 << 30        # no break here
# Squeeze tiers of CLREQ 挤压处理的优先顺序 that lie inside a line, in order; the last one is the house's own: what is
# left of a Han–Latin gap below its floor.
WORD, MIDDLE, BRACKET, PAUSE, LATIN, STOP, TIGHT = range(7)
TIERS = 7
# Soft penalties of a break (the unit is the cost of a line, see breaks.py).
NUMBER_MEASURE = 10     # between a number and its measure word
MAGNITUDE = 60          # between a number and 万 亿
SPLIT_DASH = 10         # a line that starts with —— or ……
ADDRESS_PART = 30
HYPHEN = 60
EMERGENCY = 100_000
_CUTS = {DIVIDED: ADDRESS_PART, HYPHENATED: HYPHEN, TORN: EMERGENCY, TORN_NUMBER: 3 * EMERGENCY, LAST_RESORT: BARRED}

_MAGNITUDES = frozenset("万亿兆千百")
_UNSTRETCHED = frozenset((Kind.DASH, Kind.ELLIPSIS, Kind.CONNECTOR, Kind.SOLIDUS))
_MARKS = frozenset(Kind) - {Kind.HAN, Kind.WESTERN}
# Latin marks that hug what follows or what precedes: no Han–Latin gap on that side.
_HUG_NEXT, _HUG_PREVIOUS = frozenset("([{<-/‘“.,:;!?'\"\\_"), frozenset(")]}>-/,.:;!?%‰°′″’”'\"\\_")


@dataclass(slots=True)
class Gaps:
    """Per gap ``i``: ``base`` width, ``tier`` and ``give`` (how much it may lose; ``tight`` of it in the last tier),
    ``grow`` (how much it may gain before even stretching: word spaces and Han–Latin gaps), ``even`` (whether even
    stretching reaches it), ``penalty`` of a break there (BARRED: none) and ``hyphen`` (the width that a break adds).
    ``soft`` lists the gaps that have a base. ``first`` is the blank that stays before the first item, ``runt`` the
    first item of those that would be too short a last line."""

    base: list[int]
    tier: list[int]
    give: list[int]
    grow: list[int]
    even: list[int]
    penalty: list[int]
    hyphen: dict[int, int] = field(default_factory=dict)
    tight: dict[int, int] = field(default_factory=dict)
    soft: list[int] = field(default_factory=list)
    first: int = 0
    runt: int = 0

    def tiers(self, i: int) -> Iterator[tuple[int, int]]:
        """Yield each tier that gap ``i`` gives way in, and how far."""
        tight = self.tight.get(i, 0)
        if self.give[i] > tight:
            yield self.tier[i], self.give[i] - tight
        if tight:
            yield TIGHT, tight


@dataclass(slots=True)
class Sums:
    """Prefix sums over items and gaps; element ``i`` sums what stands before item ``i``. ``right`` is where item ``i``
    ends, ``tiers`` has the sums of those squeeze tiers that occur, each with its number."""

    width: list[int]
    right: list[int]
    give: list[int]
    grow: list[int]
    even: list[int]
    tiers: list[tuple[int, list[int]]]


def sums_of(items: Items, gaps: Gaps) -> Sums:
    """Return the prefix sums that make every line's figures differences."""
    def running(values) -> list[int]:
        return list(accumulate(values, initial=0))

    tiers: dict[int, list[int]] = {}
    for i in gaps.soft:
        for tier, give in gaps.tiers(i):
            if tier not in tiers:
                tiers[tier] = [0] * len(items)
            tiers[tier][i] = give
    width = running(map(add, items.width, gaps.base))
    return Sums(width, list(map(add, width, items.width)), running(gaps.give), running(gaps.grow), running(gaps.even),
                [(k, running(tiers[k])) for k in sorted(tiers)])


def gaps_of(items: Items, rules: Rules) -> Gaps:
    """Return the gaps of a paragraph's items; there is one after each item, the last one's is empty."""
    n = len(items)
    gaps = Gaps([0] * n, [0] * n, [0] * n, [0] * n, [1] * n, [0] * n)
    if not n:
        return gaps
    gaps.even[-1] = 0
    around = _Between(items, gaps, rules)
    done = -1
    for s in items.special:
        for i in (s - 1, s):
            if i > done and i < n - 1:
                around.set(i)
        done = s
    for i in items.blank:           # what is left: blanks typed between Han
        if i < n - 1 and i not in around.seen:
            around.set(i)
    gaps.soft = sorted(i for i in around.seen if gaps.base[i] or gaps.grow[i])
    if items.kind[0] == Kind.OPEN and items.flags[0] & HALF and not rules.trim_first:
        gaps.first = items.width[0]
    gaps.first += items.lead
    gaps.runt = _runt_from(items, rules.runt)
    return gaps


def _runt_from(items: Items, least: int) -> int:
    """Return the item from which on a last line has fewer than ``least`` characters, marks not counted."""
    count, i = 0, len(items)
    while i and count < least:
        i -= 1
        count += sum(c.isalnum() for c in items.glyphs(i))
    return i + 1


class _Between:
    """Sets the gaps, one at a time."""

    def __init__(self, items: Items, gaps: Gaps, rules: Rules):
        self.items, self.gaps, self.rules = items, gaps, rules
        self.ends = [rules.may_end(k) for k in Kind]
        self.starts = [rules.may_start(k) for k in Kind]
        self.free = rules.level == Level.NONE
        self.full = rules.style in (Style.FULL, Style.LINE_END_HALF)
        self.seen: set[int] = set()

    def set(self, i: int) -> None:
        """Set gap ``i``."""
        self.seen.add(i)
        items, gaps, rules = self.items, self.gaps, self.rules
        a, b = items.kind[i], items.kind[i + 1]
        left, right = items.flags[i], items.flags[i + 1]
        blank = items.blank.get(i, 0)
        word = a == Kind.WESTERN and b == Kind.WESTERN
        barred = not (self.ends[a] and self.starts[b]) or not self.free and (left & NO_END or right & NO_START)
        if left & GLUED or barred:
            gaps.penalty[i] = BARRED
        elif word and not blank:
            gaps.penalty[i] = _CUTS.get(items.cut.get(i, ""), BARRED)
        elif b == Kind.DASH or b == Kind.ELLIPSIS:
            gaps.penalty[i] = SPLIT_DASH
        if a in _UNSTRETCHED or b in _UNSTRETCHED or left & GLUED and not blank or word and not blank:
            gaps.even[i] = 0
        if blank and rules.keep_blanks:
            gaps.base[i] = blank
        elif word:
            self._words(i, blank)
        elif blank >= 1000 or blank and a == Kind.HAN and b == Kind.HAN:
            gaps.base[i] = blank if blank >= 1000 else rules.blank
            gaps.give[i], gaps.tier[i] = gaps.base[i] // 2 if i else 0, WORD  # none after a list's mark
        elif a in _MARKS or b in _MARKS:
            self._marks(i, a, b)
        elif (a == Kind.WESTERN or b == Kind.WESTERN) and not left & GLUED | blank == GLUED:
            self._latin(i, a, blank)

    def _words(self, i: int, blank: int) -> None:
        items, gaps, rules = self.items, self.gaps, self.rules
        if blank:
            gaps.base[i] = min(blank, rules.word_ceiling)
            gaps.give[i], gaps.tier[i] = max(0, gaps.base[i] - rules.word_floor), WORD
            gaps.grow[i] = max(0, rules.word_ceiling - gaps.base[i])
        elif items.cut.get(i) == HYPHENATED:
            styled = items.spans[items.span[i]]
            gaps.hyphen[i] = round(items.face[i].width("-", items.lang) * styled.scale / 1000)

    def _latin(self, i: int, a: int, blank: int) -> None:
        """A Western item beside Han: a gap, but none inside brackets or beside marks (CLREQ 横排的中、西文混排)."""
        items, gaps, rules = self.items, self.gaps, self.rules
        last, first = items.text[items.end[i] - 1], items.text[items.start[i + 1]]
        if items.spans[items.span[i]].rise or items.spans[items.span[i + 1]].rise:
            return
        hugs = last in _HUG_NEXT if a == Kind.WESTERN else first in _HUG_PREVIOUS
        han = first if a == Kind.WESTERN else last
        if not blank and (hugs or han in "￥＄￡％℃℉" or category(han) == "Sm"):
            return
        gaps.base[i] = rules.gap
        gaps.give[i], gaps.tier[i] = rules.gap - rules.gap_least, LATIN
        if rules.gap_floor > rules.gap_least:
            gaps.tight[i] = rules.gap_floor - rules.gap_least
        gaps.grow[i] = rules.gap_ceiling - rules.gap
        if a == Kind.WESTERN and last.isdigit() and not gaps.penalty[i] and is_han(first):
            gaps.penalty[i] = MAGNITUDE if first in _MAGNITUDES else NUMBER_MEASURE

    def _marks(self, i: int, a: int, b: int) -> None:
        """Blanks of marks, adjacent ones squeezed to one and a half em (CLREQ 连续标点符号的调整)."""
        items, gaps, rules = self.items, self.gaps, self.rules
        right = self._blank_after(i, a)
        left = b == Kind.OPEN and bool(items.flags[i + 1] & HALF)
        if right and (b in BLANK_RIGHT or b == Kind.MIDDOT):
            return
        if left and (a in (Kind.OPEN, Kind.MIDDOT) or centred(a, rules)):
            return                                                  # brackets hug what they hold
        if left and a == Kind.WESTERN and items.text[items.end[i] - 1] in "([{":
            return
        if right and b == Kind.WESTERN and items.text[items.start[i + 1]] in ")]},.;:!?":
            return
        if rules.region != Region.CN and not right and not left and (a == Kind.MIDDOT or b == Kind.MIDDOT):
            gaps.base[i] = gaps.give[i] = 250
            gaps.tier[i] = MIDDLE
            return
        if not (right or left) or not self._keeps(a if right else b):
            return
        marked = items.span[i] if right else items.span[i + 1]
        gaps.base[i] = items.spans[marked].scale // 2
        if left or a == Kind.CLOSE:
            gaps.tier[i] = BRACKET
        else:
            gaps.tier[i] = PAUSE if a == Kind.PAUSE else STOP
        if rules.style != Style.LINE_END_HALF and (rules.squeeze_stops or gaps.tier[i] != STOP):
            gaps.give[i] = gaps.base[i]

    def _blank_after(self, i: int, a: int) -> bool:
        """Tell whether an item has a blank half on its right; ？！ fill their body, three marks and one do not."""
        items = self.items
        if a not in BLANK_RIGHT or not items.flags[i] & HALF:
            return False
        return (items.end[i] - items.start[i]) % 2 == 1

    def _keeps(self, kind: int) -> bool:
        """Tell whether the style leaves a mark its blank: 全角 all, 开明 those that end a sentence, 半角 none."""
        return self.full or self.rules.style == Style.KAIMING and kind in (Kind.STOP, Kind.EXCLAIM)
