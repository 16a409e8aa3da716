"""Setting words in a chart: each character's face and exact place, from the fonts that paint.

Painters set SVG text letter by letter, so every character gets its own x: nothing depends on their shaping. Marks that
have only half their body inked hang out of the edge that they stand at, as they do in the columns of the page.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paiyin.fonts import FontBook
    from paiyin.fonts.faces import Chain, Face

OPENING = frozenset("“‘（《〈【〔「『〖")
CLOSING = frozenset("”’）》〉】〕」』〗，。、；：！？")
GAP = 125               # between Han and Latin or digits, 1/1000 em
HALF = 500
DASH = "—"              # a pair of them is one stroke: the second starts where the ink of the first ends
OVERLAP = 10


@dataclass(frozen=True, slots=True)
class Localised:
    """A font book that gives the faces of one language."""

    book: "FontBook"
    lang: str

    def chain(self, role: str, weight: int = 400) -> "Chain":
        return self.book.chain(role, weight, self.lang)


@dataclass(frozen=True, slots=True)
class Words:
    """Words to set: baseline ``y`` and edge ``x`` in points from the top left; ``anchor`` start, middle or end."""

    text: str
    x: float
    y: float
    size: float
    role: str = "hei"
    weight: int = 400
    ink: str = "ink"
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of one face with the x of each, in points."""

    text: str
    face: "Face"
    xs: tuple[float, ...]


def advances(text: str, chain) -> list[tuple[str, "Face", int, int]]:
    """Return (character, face, gap before it, advance) of a text, in 1/1000 em."""
    placed, last = [], ""
    for char in text:
        face = chain.face_for(char) or chain.main
        gap = GAP if last and _script(last) != _script(char) and " " not in (last, char) and _meet(last, char) else 0
        if char == last == DASH and (ink := face.ink(char)):
            gap = ink[2] - ink[0] - face.width(char) - OVERLAP
        placed.append((char, face, gap, face.width(char)))
        last = char
    return placed


def width(text: str, size: float, book: "FontBook", role: str = "hei", weight: int = 400) -> float:
    """Return the width of set words in points, hanging marks included."""
    return sum(gap + advance for _, _, gap, advance in advances(text, book.chain(role, weight))) * size / 1000


def place(words: Words, book: "FontBook") -> tuple[Stretch, ...]:
    """Return the characters of words with their places, as stretches of one face."""
    letters = advances(words.text, book.chain(words.role, words.weight))
    if not letters:
        return ()
    total = sum(gap + advance for _, _, gap, advance in letters)
    lead = HALF if letters[0][0] in OPENING and letters[0][3] == 2 * HALF else 0
    tail = HALF if letters[-1][0] in CLOSING and letters[-1][3] == 2 * HALF else 0
    start = {"start": -lead, "end": tail - total, "middle": -(total + lead - tail) / 2}[words.anchor]
    stretches: list[tuple[Face, list[str], list[float]]] = []
    at = start
    for char, face, gap, advance in letters:
        at += gap
        if not stretches or stretches[-1][0] is not face:
            stretches.append((face, [], []))
        stretches[-1][1].append(char)
        stretches[-1][2].append(round(words.x + at * words.size / 1000, 3))
        at += advance
    return tuple(Stretch("".join(chars), face, tuple(xs)) for face, chars, xs in stretches)


def _script(char: str) -> str:
    return "latin" if char.isascii() else "han"


def _meet(one: str, other: str) -> bool:
    """Tell whether two neighbours get a gap: a letter or digit beside a Han character, not beside a mark."""
    latin, han = (one, other) if one.isascii() else (other, one)
    return (latin.isalnum() or latin in "%") and "\u3400" <= han <= "\u9fff"
