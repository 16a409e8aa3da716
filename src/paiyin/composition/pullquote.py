"""Pull quotes: a sentence set large over one or two columns, declared in the manuscript or chosen from its sayings.

A chosen one repeats words of the story, so its pieces have no source and the role ``pull-quote``; a declared one is
text of the manuscript, in the role ``display-quote``.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from math import ceil

from paiyin.article import PullQuote, Run, Text, plain
from paiyin.composition import heads
from paiyin.composition.boxes import Box
from paiyin.composition.galley import Row
from paiyin.composition.heads import Head
from paiyin.composition.rows import one_line
from paiyin.composition.section import Section
from paiyin.composition.setter import FLAT, Setter, SetText
from paiyin.composition.sheet import Sheet
from paiyin.han import Line
from paiyin.spans import Span
from paiyin.units import Pt

FIRST = 11.4  # points from the top of the box to the first body's top, as in a section head
OFFSET = 2.0  # em by which the second of two lines stands further right
AIR = 0.6  # of a line under the last
GIVE = 2  # lines by which the box may grow
SIGNED = "摘自本文"  # under a sentence that was chosen
FEWEST, MOST = 12, 28  # characters of a chosen sentence
LONGEST, LONGEST_SIGN = 72, 24  # characters of a declared one, and of who said it
BEST = 20  # and as many are best
CHOSEN, DECLARED = "pull-quote", "display-quote"
SIZE = {1: Pt(18.0)}  # the largest type over so few columns
LINES = {1: 5}  # the most lines; more columns have
USUAL_LINES = 3

SAID = re.compile(rf"[“「]([^“”「」]{{{FEWEST},200}})[”」]")
CLAUSE = re.compile("[^，、；：。！？…\n]*(?:[，、；：。！？…\n]+[”’」』）》]*|$)")
SENTENCE = re.compile(r"[^。！？]*[。！？]+")
VERBS = "说道讲称问答喊笑叹写叮嘱回忆告诉感慨表示坦言介绍強调强调解释解釋說講稱問嘆寫"
BEFORE = re.compile(rf"[{VERBS}][^。！？；“”「」]{{0,12}}[：:，]$|[：:]$")
AFTER = re.compile(rf"^[^。！？，；：“”「」]{{1,14}}[{VERBS}]")
# Words at a sentence's start that point at another sentence.
POINTING = re.compile(
    "但|可|而|所以|因此|于是|於是|然后|然後|他|她|它|这|這|那|其|还|還|也|又|并|並|不过|不過|同时|同時|后来|後來|因为|因為"
)
ODD = re.compile("[0-9A-Za-z（）()《》‘’『』…—、：；]")


@dataclass(frozen=True, eq=False, slots=True)
class Pulled:
    """A set pull quote: its fitted lines, the line that signs it if there is one, and the role of its pieces."""

    head: Head
    role: str
    sign: SetText | None
    sign_line: Line | None

    @property
    def words(self) -> str:
        return "".join(line.text for line in self.head.lines)

    def left(self, n: int, width: float) -> float:
        """Return where a line starts, in points from the left: the second of two is set off if there is room."""
        shift = OFFSET * self.head.size
        return shift if n == 1 and len(self.head.lines) == 2 and self.head.width(1) + shift <= width else 0.0

    def shares(self, width: float) -> bool:
        """Tell whether the sign stands on the last line."""
        if self.sign_line is None:
            return False
        last = len(self.head.lines) - 1
        own = self.sign_line.width * self.sign.role.size / 1000
        return self.left(last, width) + self.head.width(last) + self.head.size * 0.6 + own <= width

    def height(self, width: float, step: float) -> float:
        """Return the height in points from the top of the box to the foot of its last line."""
        return FIRST + self.head.height + (step if self.sign_line is not None and not self.shares(width) else 0.0)


def pull_quote(setter: Setter, sheet: Sheet, section: Section, columns: int | None = None) -> Box | None:
    """Return a box with a short sentence that somebody says in a section, None if there is none that can stand alone.

    The same section gives the same sentence. ``columns``: how wide the box is, else two or what the sheet has. Its
    anchor is the row where the sentence ends.
    """
    taken = {bare(box.content.words) for box in section.boxes if isinstance(box.content, Pulled)} | section.quoted
    found = [
        (_cost(words) + 6.0 * (not whole), row, words)
        for words, row, whole in _sayings(section.rows)
        if bare(words) not in taken
    ]
    if not found:
        return None
    _, anchor, words = min(found)
    marks = "「」" if setter.lang.startswith("zh-H") and setter.lang != "zh-Hans" else "“”"
    text = (Run(marks[0] + words + marks[1], Span("", 0, 0)),)
    return _box(setter, sheet, text, SIGNED, CHOSEN, columns or min(2, sheet.columns), anchor)


def is_short(quote: PullQuote) -> bool:
    """Tell whether a declared quote can be set large."""
    return 0 < len(plain(quote.text)) <= LONGEST and len(plain(quote.source)) <= LONGEST_SIGN


def declared_box(setter: Setter, sheet: Sheet, quote: PullQuote, anchor: int) -> Box:
    """Return the box of a pull quote that the manuscript declares."""
    columns = min(quote.columns or 2, sheet.columns)
    return _box(setter, sheet, quote.text, quote.source, DECLARED, columns, anchor)


def _box(setter: Setter, sheet: Sheet, text: Text, sign: Text | str, role: str, columns: int, anchor: int) -> Box:
    width = sheet.span_width(columns)
    kind = setter.roles["display-quote"]
    sizes = tuple(size for size in kind.ladder if size <= SIZE.get(columns, kind.ladder[0]))
    most = LINES.get(columns, USUAL_LINES)
    head = _at_clauses(setter, text, width, most, sizes)
    if head is None:
        head = heads.fit(setter, one_line(text), "display-quote", width, most, sizes)
    if role == CHOSEN:
        head = replace(head, texts=tuple(replace(one, runs=()) for one in head.texts))
    signed = None
    if sign:
        plain_ = isinstance(sign, str)
        signed = setter.plain(sign, "quote-sign", FLAT) if plain_ else setter.text(one_line(sign), "quote-sign", FLAT)
    lines = signed.paragraph.best(sheet.span_measure(columns, signed.role.size)).lines if signed else ()
    pulled = Pulled(head, role, signed, lines[0] if lines else None)
    tall = ceil((pulled.height(width, sheet.step) + AIR * sheet.step) / sheet.step)
    return Box("quote", pulled, columns, tall, tall, tall + GIVE, 0, anchor)


def _at_clauses(setter: Setter, text: Text, width: float, most: int, sizes: Sequence[Pt]) -> Head | None:
    """Return the quote at the largest size at which every line ends with a clause, None if there is none."""
    words = plain(text)
    ends = [m.end() for m in CLAUSE.finditer(words)]
    if not ends or ends[-1] < len(words):
        ends.append(len(words))
    if len(ends) == 1:
        return None
    starts = [0, *ends[:-1]]
    widths = [heads.natural_width(setter, heads.cut_text(text, a, b), "display-quote") for a, b in zip(starts, ends)]
    for size in sizes:
        room = width / size * 1000
        lines = _shared(widths, room, {n for n, end in enumerate(ends, 1) if words[end - 1] == "\n"})
        if lines is not None and len(lines) <= most:
            return heads.cut(setter, text, "display-quote", size, [ends[n - 1] for n in lines[1:]])
    return None


def _shared(widths: Sequence[int], room: float, forced: AbstractSet[int]) -> list[int] | None:
    """Return which clause begins each line, so that no line is wider than the room, the lines are few and even, and
    the ``forced`` ones begin lines."""
    best: list[tuple[float, list[int]] | None] = [(0.0, [])]
    for end in range(1, len(widths) + 1):
        found = [
            (known[0] + room**2 + (room - own) ** 2, [*known[1], start])
            for start in range(max((n for n in forced if n < end), default=0), end)
            if (known := best[start]) is not None and (own := sum(widths[start:end])) <= room
        ]
        best.append(min(found, default=None))
    return best[-1][1] if best[-1] is not None else None


def bare(words: str) -> str:
    """Return the letters of a sentence, by which it is known again."""
    return "".join(c for c in words if c.isalnum())


def _sayings(rows: Sequence[Row]) -> Iterator[tuple[str, int, bool]]:
    """Yield the sentences that are said in running text, with the row where each ends and whether it is all that is
    said there."""
    seen: set[int] = set()
    for n, row in enumerate(rows):
        if row.line is None or not row.first or row.role not in ("body", "scene") or row.paragraph in seen:
            continue
        seen.add(row.paragraph)
        words = "".join(run.text for run in row.text.runs)
        noted = any(run.style.note is not None or run.style.code for run in row.text.runs)
        for match in SAID.finditer(words) if not noted else ():
            before, after = words[: match.start()], words[match.end() :]
            if not (BEFORE.search(before) or AFTER.search(after)):
                continue
            for sentence in SENTENCE.finditer(match[1]):
                if FEWEST <= len(sentence[0]) <= MOST and "\n" not in sentence[0]:
                    yield sentence[0], _row_of(rows, n, match.start(1) + sentence.end() - 1), sentence[0] == match[1]


def _row_of(rows: Sequence[Row], first: int, offset: int) -> int:
    """Return the row of the paragraph from row ``first`` on that holds a character."""
    at = first
    for n in range(first, len(rows)):
        if rows[n].paragraph != rows[first].paragraph:
            break
        if rows[n].line is not None and rows[n].line.start <= offset:
            at = n
    return at


def _cost(words: str) -> float:
    """Return how ill a sentence stands alone: far from the best length, pointing elsewhere, full of odd signs."""
    return abs(len(words) - BEST) + 12.0 * (POINTING.match(words) is not None) + 5.0 * len(ODD.findall(words))
