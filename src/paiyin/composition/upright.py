"""A headline set downwards (竖题): at the left of a story, the kicker at its right, the deck at its left, the byline
under them. Characters stand one under another, Latin words and numbers of up to three characters side by side.

Guards against heads that cannot be read downwards: long Latin words and numbers are told and set across instead.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from paiyin.article import Head, Text, plain
from paiyin.composition import heads
from paiyin.composition.boxframes import plan_line
from paiyin.composition.headblock import fitted_part, names
from paiyin.composition.headbreaks import Breaks, Offset, parted
from paiyin.composition.plan import Frame, Piece, PlanLine
from paiyin.composition.setter import Setter
from paiyin.composition.sheet import ASCENT, Sheet
from paiyin.composition.rows import one_line
from paiyin.han import Segment, break_offsets
from paiyin.units import Lines, Milli, Pt

SIZES = (54.0, 48.0, 42.0, 38.0, 34.0, 30.0, 26.0, 22.0)  # of the headline, points, the largest first
SMALL = (16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0)  # of kicker and deck
SHARE = 0.42  # of the headline's size, that kicker and deck do not go beyond
DASHES = 0.28  # of the size, that the second of two dashes is drawn up to the first
STEP = 1.06  # from character to character, of the size
BESIDE = 0.24  # between two lines of the headline, of the size
SIDE = 0.55  # between the headline and what stands beside it, of the smaller size
TALLEST = 0.42  # of the type area's lines; the reference gives 8 to 32 lines on a tabloid
ABOVE, BYLINE_GAP = 15.0, 10.0  # points under the section's rule, and over the byline
TOGETHER = 3  # Latin characters that stand side by side in one cell
LONGEST = 4  # Latin letters or digits that may be read downwards, one under another
MARKS = "“”‘’（）《》〈〉「」『』【】—…～，。、：；！？·"  # that have a form of their own when set downwards
WESTERN = re.compile(r"[0-9A-Za-z.%+\-/]+")


@dataclass(frozen=True, slots=True)
class Strand:
    """One line set downwards: its cells, each a character or a few Latin ones, with their place in the text."""

    role: str
    text: Text
    cells: tuple[tuple[int, int], ...]
    size: Pt
    x: float  # of its left edge, from the head's
    y: float  # of its first cell's top

    @property
    def foot(self) -> float:
        return self.y + self.size * (1 + STEP * (len(self.cells) - 1))


@dataclass(frozen=True, slots=True)
class Upright:
    """A headline set downwards over ``columns`` columns and ``lines`` lines of the grid."""

    columns: int
    lines: Lines
    strands: tuple[Strand, ...]
    byline: heads.Head | None
    byline_y: float
    width: Pt

    def frame(self, setter: Setter, sheet: Sheet, column: int, line: int) -> Frame:
        """Return its frame at a place of the grid."""
        x, y = sheet.x(column), sheet.y(line)
        pieces = []
        for role in dict.fromkeys(s.role for s in self.strands):
            lines = tuple(one for s in self.strands if s.role == role for one in _lines(setter, s, x, y))
            pieces.append(Piece(role, lines, -1, level=int(role == "headline")))
        if self.byline is not None:
            own = self.byline
            placed = tuple(
                plan_line(
                    one,
                    own.texts[min(n, len(own.texts) - 1)],
                    x + max(0.0, (self.width - own.width(n)) / 2),
                    y + self.byline_y + ASCENT * own.size + n * own.leading,
                    own.size,
                    self.width,
                )
                for n, one in enumerate(own.lines)
            )
            pieces.append(Piece("byline", placed, -1))
        return Frame(
            "head", x, y, self.width, sheet.block_height(self.lines), column, self.columns, line, self.lines,
            tuple(pieces),
        )


def fit(setter: Setter, sheet: Sheet, head: Head) -> Upright | None:
    """Fit a head downwards, as large as it goes in one or two columns; None if it cannot be read so."""
    texts = {"headline": head.title, "kicker": head.kicker, "deck": head.deck}
    texts = {role: parted(one_line(text)) for role, text in texts.items() if plain(text).strip()}
    if "headline" not in texts or any(_unreadable(plain(text)) for text in texts.values()):
        return None
    most = sheet.block_height(int(sheet.lines * TALLEST))
    for columns in (1, 2):
        width = sheet.span_width(columns)
        byline = fitted_part(setter, names(head.byline), "byline", width) if plain(head.byline).strip() else None
        room = most - ABOVE - (byline.height + BYLINE_GAP if byline is not None else 0.0)
        for size in SIZES if columns == 1 else SIZES[:4]:
            strands = _strands(setter, texts, Pt(size), width, room)
            if strands is not None:
                return _placed(sheet, columns, strands, byline, width)
    return None


def _unreadable(words: str) -> bool:
    return any(len(m.group()) > LONGEST for m in WESTERN.finditer(words)) or len(words) > 60


def _placed(
    sheet: Sheet, columns: int, strands: Sequence[Strand], byline: heads.Head | None, width: Pt
) -> Upright:
    """Centre the strands in their columns and put the byline under them."""
    left, right = min(s.x for s in strands), max(s.x + s.size for s in strands)
    shift = (width - (right - left)) / 2 - left
    moved = tuple(replace(s, x=s.x + shift, y=s.y + ABOVE) for s in strands)
    foot = max(s.foot for s in moved)
    under = foot + BYLINE_GAP
    bottom = under + byline.height if byline is not None else foot
    lines = ceil((bottom + sheet.step) / sheet.step)
    return Upright(columns, Lines(lines), moved, byline, under, width)


def _strands(
    setter: Setter, texts: dict[str, Text], size: Pt, width: Pt, room: float
) -> list[Strand] | None:
    """Return the strands of a head in a size from right to left, None if they do not fit; at most three of the
    headline, whose breaks must be good ones."""
    whole = texts["headline"]
    breaks = Breaks(plain(whole), _offsets(setter, whole), setter.lang)
    fits = int((room / size - 1) / STEP) + 1
    for count in (1, 2, 3):
        found = ([], 0.0) if count == 1 else breaks.lines(Milli(fits * 1000), count)
        if found is None or found[1]:
            continue
        parts = heads.parts(whole, found[0])
        cells = [tuple(_cells(plain(part))) for part in parts]
        if max(map(len, cells)) > fits:
            continue
        own = size * (len(parts) + BESIDE * (len(parts) - 1))
        foot = size * (1 + STEP * (max(map(len, cells)) - 1))
        side = _side(texts, size, width - own, max(foot, room / 2))
        if side is None:
            return None
        return list(_laid(texts, parts, cells, size, side, foot))
    return None


def _offsets(setter: Setter, text: Text) -> list[Offset]:
    """Return the breaks of a text with every character as one cell."""
    words = plain(text)
    found = []
    for end, penalty, *_ in break_offsets(setter.text(text, "headline", heads.RULES).paragraph):
        cells = Milli(1000 * len(list(_cells(words[:end]))))
        found.append((end, penalty, cells, Milli(cells + 1000 * words[end : end + 1].isspace())))
    return found


def _side(texts: dict[str, Text], size: float, room: float, room_down: float) -> Pt | None:
    """Return the largest size of kicker and deck that fits beside the headline, None if none does."""
    beside = [role for role in ("kicker", "deck") if role in texts]
    if not beside:
        return Pt(0.0) if room >= 0 else None
    longest = max(len(list(_cells(plain(texts[role])))) for role in beside)
    for small in SMALL:
        deep = 1 + STEP * (longest - 1)
        if small <= size * SHARE and small * (1 + SIDE) * len(beside) <= room and small * deep <= room_down:
            return Pt(small)
    return None


def _laid(
    texts: dict[str, Text], parts: Sequence[Text], cells: Sequence[tuple], size: Pt, side: Pt, foot: float
) -> Iterator[Strand]:
    """Yield the strands from right to left with the headline's right edge at 0."""
    if "kicker" in texts:
        text = texts["kicker"]
        yield Strand("kicker", text, tuple(_cells(plain(text))), side, side * SIDE, 0.0)
    x = 0.0
    for part, own in zip(parts, cells):
        x -= size
        yield Strand("headline", part, own, size, x, 0.0)
        x -= size * BESIDE
    if "deck" in texts:
        text = texts["deck"]
        own = tuple(_cells(plain(text)))
        deep = side * (1 + STEP * (len(own) - 1))
        yield Strand("deck", text, own, side, x + size * BESIDE - side * (1 + SIDE), max(0.0, foot - deep))


def _cells(words: str) -> Iterator[tuple[int, int]]:
    """Yield the cells of a text as ranges; a short number or word is one, a blank between clauses is one that is
    empty."""
    at = 0
    while at < len(words):
        found = WESTERN.match(words, at)
        if found is not None and len(found.group()) <= TOGETHER:
            yield at, found.end()
            at = found.end()
        else:
            if words[at] != " ":
                yield at, at + 1
            at += 1


def _lines(setter: Setter, strand: Strand, x: float, y: float) -> Iterator[PlanLine]:
    """Yield the cells of a strand as lines of the plan, each centred in its cell."""
    words = plain(strand.text)
    for n, (start, end) in enumerate(strand.cells):
        if words[start:end].isspace():
            continue
        text = setter.text(heads.cut_text(strand.text, start, end), strand.role, heads.RULES)
        line = text.paragraph.best(heads.WIDE).lines[0]
        if words[start] in MARKS:
            chain = setter.fonts.chain(text.role.face, text.role.weight, setter.lang)
            face = chain.face_for(words[start]) or chain.face_for("一")
            mark = Segment(words[start], face.key, Milli(1000), 0, 1, style=("vertical",))
            line = replace(line, segments=(mark,), width=Milli(1000))
        own = strand.size if line.width <= 1000 else strand.size * 980 / line.width
        left = x + strand.x + (strand.size - line.width * own / 1000) / 2
        top = y + strand.y + n * strand.size * STEP
        if words[start] == words[start - 1 : start] == "—":
            top -= strand.size * DASHES
        yield plan_line(line, text, left, top + ASCENT * strand.size, own, strand.size)
