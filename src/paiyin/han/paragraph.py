"""A paragraph from styled text to lines: the door of this package."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate

from paiyin.han.breaks import Breaker, Breaks
from paiyin.han.gaps import BARRED, EMERGENCY, gaps_of, sums_of
from paiyin.han.itemise import itemise
from paiyin.han.items import Styled
from paiyin.han.justify import lines_of
from paiyin.han.line import Line
from paiyin.han.rules import Rules
from paiyin.units import Milli

_FEWEST = 2000          # Milli that an indent leaves of the first line at least


@dataclass(frozen=True)
class Setting:
    """One way to set a paragraph.

    ``count`` of its lines, ``cost`` (its badness), ``worst`` (its widest Han gap in Milli). ``runt`` tells that the
    last line has a single character because everything else would be worse, ``torn`` how many lines end inside a word
    or number without a hyphen, ``broken`` how many at a place that the rules bar: there was no other way; ``forced``
    has the numbers of both kinds of lines, from 0.
    """

    count: int
    cost: float
    worst: Milli
    runt: bool
    torn: int
    broken: int
    forced: tuple[int, ...]
    make: Callable[[], tuple[Line, ...]] = field(repr=False, compare=False)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Its lines, justified when they are asked for first."""
        return self.make()


class Paragraph:
    """A paragraph of one size, itemised once and set to any measure.

    ``spans`` are its text in order; a "\\n" inside forces a new line. ``measure`` and ``indent`` are in Milli, that is
    1/1000 of the em of the paragraph's size; any measure of 6 em and more can be set.
    """

    def __init__(self, spans: Sequence[Styled], rules: Rules, lang: str = "zh-Hans"):
        self.spans = tuple(spans)
        self.rules = rules
        self.lang = lang

    @cached_property
    def _parts(self) -> list[tuple[int, "_Part"]]:
        """The parts between forced line ends, each with its offset in the text."""
        parts, current, offset, start = [], [], 0, 0
        for span in self.spans:
            pieces = span.text.split("\n")
            for n, text in enumerate(pieces):
                if n:
                    offset += 1
                    parts.append((start, _Part(current, self.rules, self.lang)))
                    current, start = [], offset
                if text:
                    current.append(span if len(pieces) == 1 else replace(span, text=text))
                    offset += len(text)
        parts.append((start, _Part(current, self.rules, self.lang)))
        return parts

    @property
    def missing(self) -> list[int]:
        """Offsets of characters that no face has."""
        return [start + at for start, part in self._parts for at in part.items.missing]

    def set(self, measure: Milli, indent: Milli | None = None, spread: int = 0) -> Mapping[int, Setting]:
        """Return the settings by number of lines, the best first; with ``spread`` 1 those of one line fewer and one
        more as well, where they exist. Text with forced line ends (verse, an address) has its best setting only, and
        each of its lines has the paragraph's indent."""
        first = self.rules.indent if indent is None else indent
        if len(self._parts) == 1:
            return self._parts[0][1].settings(measure, first, spread)
        settings = []
        for start, part in self._parts:
            best = next(iter(part.settings(measure, first, 0).values()))
            settings.append((start, best))
        firsts = accumulate((s.count for _, s in settings), initial=0)
        whole = Setting(sum(s.count for _, s in settings), sum(s.cost for _, s in settings),
                        max(s.worst for _, s in settings), any(s.runt for _, s in settings),
                        sum(s.torn for _, s in settings), sum(s.broken for _, s in settings),
                        tuple(n + k for n, (_, s) in zip(firsts, settings) for k in s.forced),
                        lambda: tuple(_moved(line, start) for start, s in settings for line in s.lines))
        return {whole.count: whole}

    def best(self, measure: Milli, indent: Milli | None = None) -> Setting:
        """Return the best setting."""
        return next(iter(self.set(measure, indent).values()))


class _Part:
    """Text without forced line ends, with everything that does not hang on the measure."""

    def __init__(self, spans: Sequence[Styled], rules: Rules, lang: str, torn: int = 0):
        self.spans, self.rules, self.lang = tuple(spans), rules, lang
        self.items = itemise(self.spans, rules, lang, torn)
        self.gaps = gaps_of(self.items, rules)
        self.sums = sums_of(self.items, self.gaps)
        self._torn: dict[int, _Part] = {}

    def _with_tears(self, width: int) -> "_Part":
        """The same with breaks inside words of more than a width."""
        if width not in self._torn:
            self._torn[width] = _Part(self.spans, self.rules, self.lang, max(1, width))
        return self._torn[width]

    def settings(self, measure: Milli, indent: Milli, spread: int) -> dict[int, Setting]:
        """Return the settings by number of lines, the best first; there is one at least."""
        indent = Milli(max(min(indent, measure - _FEWEST), min(indent, 0)))
        if not len(self.items):
            return {0: self._setting(Breaks(()), measure, indent)}
        found, part = self._breaker(measure, indent).ordinary(spread), self
        if not found:
            part = self._with_tears(measure - max(0, indent))
            breaker = part._breaker(measure, indent)
            found = breaker.tearing() or breaker.forced()
        ranked = sorted(found.items(), key=lambda kv: (kv[1].cost, kv[0]))
        return {n: part._setting(breaks, measure, indent) for n, breaks in ranked}

    def _breaker(self, measure: Milli, indent: Milli) -> Breaker:
        return Breaker(self.items, self.gaps, self.sums, measure, indent, self.rules)

    def _setting(self, breaks: Breaks, measure: Milli, indent: Milli) -> Setting:
        at_ends = [self.gaps.penalty[end - 1] for end in breaks.ends[:-1]]
        return Setting(len(breaks.ends), breaks.cost, Milli(breaks.worst), breaks.runt,
                       sum(EMERGENCY <= p < BARRED for p in at_ends), sum(p == BARRED for p in at_ends),
                       tuple(n for n, p in enumerate(at_ends) if p >= EMERGENCY),
                       lambda: lines_of(self.items, self.gaps, self.sums, breaks, measure, indent, self.rules.ragged))


def _moved(line: Line, by: int) -> Line:
    if not by:
        return line
    segments = tuple(replace(s, start=s.start + by, end=s.end + by) for s in line.segments)
    return replace(line, segments=segments, start=line.start + by, end=line.end + by)


def break_offsets(paragraph: Paragraph) -> list[tuple[int, int, Milli, Milli]]:
    """Return (offset, penalty, natural width up to it, where the next line starts) of every place where a text may
    break; the last is its end.

    For heads, which choose their own lines; the blank at a break, typed or a mark's own, is between the two widths.
    """
    (_, part), *_ = paragraph._parts
    items, gaps, sums = part.items, part.gaps, part.sums
    found = []
    for i in range(len(items) - 1):
        if gaps.penalty[i] < EMERGENCY:
            found.append((items.end[i], gaps.penalty[i], Milli(sums.right[i]), Milli(sums.width[i + 1])))
    if len(items):
        found.append((items.end[-1], 0, Milli(sums.right[-1]), Milli(sums.right[-1])))
    return found
