"""Fitting heads: the largest size of a role whose lines fit the width, balanced, broken where a head may break.

Guards against: lines that start with a particle or a mark, a last line of one or two characters, halves of a paired
head (two clauses with a blank between) broken anywhere but at the blank.
"""

import re
from dataclasses import dataclass, replace

from paiyin.article import Run, Text, plain
from paiyin.composition.setter import Setter, SetText
from paiyin.composition.typography import TypeRole
from paiyin.han import Line, Rules, break_offsets
from paiyin.spans import Span
from paiyin.units import Milli, Pt

RULES = Rules(indent=Milli(0), gap=Milli(62), gap_floor=Milli(0), blank=Milli(1000), hang_below=0, hyphenate=False)
PARTICLES = frozenset("的地得了着过和与及或而且并把被让给吗呢吧啊之者们等")
_BLANK = re.compile(r"[ \u3000\t]+")


@dataclass(frozen=True, slots=True)
class Head:
    """A fitted head: its lines, each with its text, at ``size`` points with ``leading`` points between baselines."""

    role: TypeRole
    size: Pt
    leading: Pt
    texts: tuple[SetText, ...]
    lines: tuple[Line, ...]

    @property
    def height(self) -> Pt:
        """Height in points from the first body's top to the last body's foot."""
        return Pt(self.size + self.leading * (len(self.lines) - 1))

    def width(self, n: int) -> Pt:
        """Width of a line in points."""
        return Pt(self.lines[n].width * self.size / 1000)


def fit(setter: Setter, text: Text, role: str, width: Pt, most: int = 2, sizes: tuple[Pt, ...] = ()) -> Head:
    """Fit a head into ``width`` points and, if any size allows, ``most`` lines. It always fits in the end: at the
    smallest size it takes as many lines as it needs."""
    kind = setter.roles[role]
    ladder = sizes or kind.ladder or (kind.size,)
    for size in ladder:
        cuts = _cuts(setter, text, role, Milli(int(width / size * 1000)), most)
        if cuts is not None:
            return _head(setter, text, role, size, cuts)
    size = ladder[-1]
    for lines in range(most + 1, len(plain(text)) + 2):
        cuts = _cuts(setter, text, role, Milli(int(width / size * 1000)), lines)
        if cuts is not None:
            return _head(setter, text, role, size, cuts)
    whole = setter.text(text, role, RULES)
    lines = whole.paragraph.best(Milli(int(width / size * 1000))).lines
    return Head(kind, size, Pt(size * kind.leading), (whole,) * len(lines), lines)


def cut(setter: Setter, text: Text, role: str, size: Pt, cuts: list[int]) -> Head:
    """Return a head at a size whose lines end at offsets of its text (the last one's left out)."""
    return _head(setter, text, role, size, cuts)


def fit_banner(setter: Setter, text: Text, role: str, width: Pt) -> Head:
    """Fit the main headline over the whole width: one line if it can be large, else two at their clauses."""
    kind = setter.roles[role]
    largest, smallest = kind.ladder[0], kind.ladder[-1]
    natural = natural_width(setter, text, role) or 1
    one = width / natural * 1000
    if one >= 36 or one >= smallest and len(plain(text)) <= 12:
        return fit(setter, text, role, width, 1, (Pt(min(largest, int(one * 10) / 10)),))
    cuts = _cuts(setter, text, role, Milli(10**9), 2) or []
    parts = [natural_width(setter, part, role) for part in _parts(text, cuts)]
    two = int(width / max(parts or [natural]) * 10_000) / 10
    sizes = tuple(
        Pt(s) for s in sorted({min(largest * 0.8, two), 36.0, 30.0, smallest}, reverse=True) if s <= max(two, smallest)
    )
    return fit(setter, text, role, width, 2, sizes)


def natural_width(setter: Setter, text: Text, role: str) -> Milli:
    """Return the width of a text on one line, in 1/1000 em."""
    offsets = break_offsets(setter.text(text, role, RULES).paragraph)
    return offsets[-1][2] if offsets else Milli(0)


def _cuts(setter: Setter, text: Text, role: str, measure: Milli, most: int) -> list[int] | None:
    """Return the offsets where the lines of a head end (the last left out), None if ``most`` lines do not hold it."""
    words = plain(text)
    offsets = break_offsets(setter.text(text, role, RULES).paragraph)
    if not offsets or offsets[-1][2] <= measure:
        return []
    blanks = {m.start() for m in _BLANK.finditer(words)}
    for lines in range(2, most + 1):
        found = _balance(words, offsets, measure, lines, blanks)
        if found is not None:
            return found
    return None


def _balance(words: str, offsets: list, measure: Milli, lines: int, blanks: set[int]) -> list[int] | None:
    """Choose breaks into exactly ``lines`` lines, as even as possible, preferring blanks, None if a line is too
    wide."""
    total = offsets[-1][2]
    target = total / lines
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}  # width so far -> cost, ends
    for k in range(lines):
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for n, (offset, penalty, width) in enumerate(offsets):
            last = n == len(offsets) - 1
            if last != (k == lines - 1):
                continue
            for before, (cost, ends) in best.items():
                if not before < width <= before + measure:
                    continue
                worse = (
                    cost
                    + ((width - before - target) / 1000) ** 2
                    + (0 if last else _break_cost(words, offset, penalty, blanks))
                )
                if width not in following or worse < following[width][0]:
                    following[width] = (worse, (*ends, offset))
        best = following
    return list(best[total][1][:-1]) if total in best else None


def _break_cost(words: str, offset: int, penalty: int, blanks: set[int]) -> float:
    if offset in blanks:
        return -8.0
    after = words[offset : offset + 1]
    before = words[offset - 1 : offset]
    cost = penalty / 10 + (6.0 if after in PARTICLES else 0.0)
    return cost + (-2.0 if before in "，、：；！？。”》" else 0.0)


def _parts(text: Text, cuts: list[int]) -> list[Text]:
    size = len(plain(text))
    ends = [0, *cuts, size]
    return [part for a, b in zip(ends, ends[1:]) if plain(part := cut_text(text, a, b)).strip()]


def cut_text(text: Text, start: int, end: int) -> Text:
    """Return the characters ``start`` up to ``end`` of a text, blanks at its edges left out."""
    words = plain(text)
    while start < end and words[start].isspace():
        start += 1
    while end > start and words[end - 1].isspace():
        end -= 1
    out, at = [], 0
    for run in text:
        a, b = max(start, at), min(end, at + len(run.text))
        if a < b:
            whole = len(run.text) == run.span.end - run.span.start
            span = Span(run.span.file, run.span.start + a - at, run.span.start + b - at) if whole else run.span
            out.append(Run(run.text[a - at : b - at], span, run.style))
        at += len(run.text)
    return tuple(out)


def _head(setter: Setter, text: Text, role: str, size: Pt, cuts: list[int]) -> Head:
    kind = replace(setter.roles[role], size=size)
    texts = tuple(setter.text(part, role, RULES) for part in _parts(text, cuts))
    lines = tuple(line for t in texts for line in t.paragraph.best(Milli(10**8)).lines[:1])
    return Head(kind, size, Pt(size * kind.leading), texts, lines)
