"""Fitting heads: the largest size of a role whose lines fit the width and break well, balanced.

Guards against: words and names torn apart for a size that is a step larger, last lines of one or two characters,
halves of a paired head (two clauses with a blank between) broken anywhere but at the blank.
"""

from dataclasses import dataclass, replace

from paiyin.article import Run, Text, plain
from paiyin.composition.headbreaks import BAD, Breaks, parted
from paiyin.composition.setter import Setter, SetText
from paiyin.composition.typography import TypeRole
from paiyin.han import Line, Rules, break_offsets
from paiyin.spans import Span
from paiyin.units import Milli, Pt

RULES = Rules(indent=Milli(0), gap=Milli(62), gap_floor=Milli(0), blank=Milli(1000), hang_below=0, hyphenate=False)
STEP = 2.5  # what a step down the ladder of sizes costs, in the unit of a break
WIDE = Milli(10**8)  # a measure that any head fits
MORE = 2  # lines more, where the fewest lines would tear words apart
ONE_LINE = 36.0  # points; a banner that reaches them on one line stays on one
ONE_OF_LARGEST = 0.6  # or that share of the largest size
NARROW, OF_SMALLEST = 0.4, 0.74  # of the page's width; heads over no more than that may be so much smaller
FEW = 12  # characters; a banner of so few stays on one line at any size
LONG = 150  # characters; what is longer is set as a paragraph in the smallest size


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
    text = parted(text)
    kind = setter.roles[role]
    ladder = sizes or kind.ladder or (kind.size,)
    if len(plain(text)) > LONG:
        return _paragraph(setter, text, role, ladder[-1], width)
    breaks = Breaks(plain(text), break_offsets(setter.text(text, role, RULES).paragraph), setter.lang)
    best: tuple[float, Pt, list[int]] | None = None
    for step, size in enumerate(ladder):
        found = _cuts(breaks, _measure(width, size), most)
        if found is not None and (best is None or found[1] + step * STEP < best[0]):
            best = found[1] + step * STEP, size, found[0]
        if best is not None and best[0] <= (step + 1) * STEP:
            break
    size, fewest = ladder[-1], 0
    for count in range(most + 1, len(plain(text)) + 2) if best is None or best[0] > MORE * BAD else ():
        found = _cuts(breaks, _measure(width, size), count, count)
        if found is not None and found[0]:
            fewest = fewest or count
            worse = found[1] + (count - fewest) * MORE * STEP
            if best is None or worse < best[0]:
                best = worse, size, found[0]
        if fewest and count >= fewest + MORE or best is not None and best[0] < BAD:
            break
    if best is None:
        return _paragraph(setter, text, role, size, width)
    return _head(setter, text, role, best[1], best[2])


def cut(setter: Setter, text: Text, role: str, size: Pt, cuts: list[int]) -> Head:
    """Return a head at a size whose lines end at offsets of its text (the last one's left out)."""
    return _head(setter, text, role, size, cuts)


def fit_banner(setter: Setter, text: Text, role: str, width: Pt, share: float = 1.0) -> Head:
    """Fit a headline over its whole width: one line if it can be large, else two at their clauses, else as many as its
    length needs, three of them before it goes below the middle of its sizes.

    ``share`` is the part of the page's width that it stands over; the less that is, the smaller it stays.
    """
    text = parted(text)
    kind = setter.roles[role]
    smallest = kind.ladder[-1] * (1.0 if share > NARROW else OF_SMALLEST)
    largest = smallest + (kind.ladder[0] - smallest) * share
    natural = natural_width(setter, text, role) or 1
    one = width / natural * 1000
    if one >= max(smallest, min(ONE_LINE, largest * ONE_OF_LARGEST)) or one >= smallest and len(plain(text)) <= FEW:
        return fit(setter, text, role, width, 1, (_tenth(min(largest, one)),))
    if len(plain(text)) > LONG:
        return _paragraph(setter, text, role, smallest, width)
    breaks = Breaks(plain(text), break_offsets(setter.text(text, role, RULES).paragraph), setter.lang)
    for count in (2, 3):
        # the widest line of an even division decides the size
        even = breaks.lines(Milli(10**9), count)
        divided = parts(text, even[0]) if even else []
        reach = width / max([natural_width(setter, part, role) for part in divided] or [natural]) * 1000
        sizes = {min(largest * 0.8, reach), *(s for s in (36.0, 30.0, smallest) if s <= reach)}
        if reach >= (smallest + ONE_LINE) / 2 or count == 3:
            break
    ladder = tuple(_tenth(max(s, smallest)) for s in sorted(sizes, reverse=True))
    return fit(setter, text, role, width, count, ladder)


def of_text(text: SetText, size: Pt) -> Head:
    """Return a text of our own as a head of one line."""
    kind = replace(text.role, size=size)
    return Head(kind, size, Pt(size * kind.leading), (replace(text, role=kind),), text.paragraph.best(WIDE).lines[:1])


def natural_width(setter: Setter, text: Text, role: str) -> Milli:
    """Return the width of a text on one line, in 1/1000 em."""
    offsets = break_offsets(setter.text(text, role, RULES).paragraph)
    return offsets[-1][2] if offsets else Milli(0)


def _tenth(size: float) -> Pt:
    return Pt(int(size * 10 + 1e-6) / 10)


def _measure(width: Pt, size: Pt) -> Milli:
    return Milli(int(width / size * 1000 + 1e-6))


def _cuts(breaks: Breaks, measure: Milli, most: int, least: int = 2) -> tuple[list[int], float] | None:
    """Return where the lines of a head end (the last left out) with how bad that is, None if ``most`` lines do not
    hold it."""
    if breaks.width <= measure:
        return [], 0.0
    return next((found for count in range(least, most + 1) if (found := breaks.lines(measure, count))), None)


def parts(text: Text, cuts: list[int]) -> list[Text]:
    """Return the lines of a text that end at ``cuts``, blanks at their edges left out."""
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
    texts = tuple(replace(setter.text(part, role, RULES), role=kind) for part in parts(text, cuts))
    lines = tuple(line for t in texts for line in t.paragraph.best(WIDE).lines[:1])
    return Head(kind, size, Pt(size * kind.leading), texts, lines)


def _paragraph(setter: Setter, text: Text, role: str, size: Pt, width: Pt) -> Head:
    """Set a head that is too long to choose its lines as a paragraph."""
    kind = replace(setter.roles[role], size=size)
    whole = replace(setter.text(text, role, RULES), role=kind)
    lines = whole.paragraph.best(_measure(width, size)).lines
    return Head(kind, size, Pt(size * kind.leading), (whole,) * len(lines), lines)
