"""Items: the unbreakable things that a line is made of, as parallel lists. The itemiser makes them, all else reads."""

from dataclasses import dataclass, field
from typing import Protocol

from paiyin.units import Milli


class Face(Protocol):
    """A face as the line needs it: what it is called, what it has, how wide it shapes."""

    key: str

    def width(self, text: str, lang: str = "zh-Hans") -> int:
        """Return the advance of shaped text in 1/1000 em."""


class Chain(Protocol):
    """A role's faces in order of wish."""

    def face_for(self, char: str) -> Face | None:
        """Return the face that sets a character, alone or with all that joins it; None if no face has it all."""


@dataclass(frozen=True, slots=True)
class Styled:
    """Text in one chain and style. ``scale`` is relative to the line's size (1000 = same), ``rise`` in Milli."""

    text: str
    chain: Chain
    scale: int = 1000
    rise: Milli = Milli(0)
    style: tuple[str, ...] = ()
    href: str = ""


NO_START, NO_END, GLUED, HALF, LOOSE = 1, 2, 4, 8, 16
# Breaks inside a word: where a hyphen is added, after part of an address, at any letter, inside a number, and where
# not even letters should part.
HYPHENATED, DIVIDED, TORN, TORN_NUMBER, LAST_RESORT = "-", "/", "!", "#", "x"


@dataclass(slots=True)
class Items:
    """Items of a paragraph; gap ``i`` stands between item ``i`` and ``i + 1``.

    ``flags``   NO_START and NO_END of a line (by character, on top of the kind's), GLUED to the next item whatever the
                rules, HALF: a mark on half a body (``width`` is that half, its blank belongs to the gap beside it),
                LOOSE: a body that may be kerned (kana, symbols)
    ``until``   one past the last item of the run of plain Han that an item is in; its own successor for all others
    ``blank``   width of the author's blank after an item
    ``cut``     kind of a break inside a word after an item
    ``lead``    blank before the first item, where blanks are ``kept`` (``Rules.keep_blanks``)
    ``missing`` offsets of characters that no face has
    """

    text: str
    spans: tuple[Styled, ...]
    lang: str = "zh-Hans"
    kind: list[int] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    width: list[int] = field(default_factory=list)
    face: list[Face] = field(default_factory=list)
    span: list[int] = field(default_factory=list)
    flags: list[int] = field(default_factory=list)
    until: list[int] = field(default_factory=list)
    blank: dict[int, int] = field(default_factory=dict)
    cut: dict[int, str] = field(default_factory=dict)
    special: list[int] = field(default_factory=list)
    lead: int = 0
    kept: bool = False
    missing: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.kind)

    def add(self, kind: int, start: int, end: int, width: int, face: Face, span: int, flags: int = 0) -> None:
        """Append one item; ``special`` lists those that are not plain Han."""
        n = len(self.kind)
        self.kind.append(kind)
        self.start.append(start)
        self.end.append(end)
        self.width.append(width)
        self.face.append(face)
        self.span.append(span)
        self.flags.append(flags)
        self.until.append(n + 1)
        self.special.append(n)

    def add_plain(self, start: int, end: int, width: int, face: Face, span: int) -> None:
        """Append a run of single Han characters of one width and face."""
        n, count = len(self.kind), end - start
        self.kind += [0] * count
        self.start += range(start, end)
        self.end += range(start + 1, end + 1)
        self.width += [width] * count
        self.face += [face] * count
        self.span += [span] * count
        self.flags += [0] * count
        self.until += [n + count] * count

    def glyphs(self, i: int) -> str:
        """Return the characters of item ``i``."""
        return self.text[self.start[i]:self.end[i]]
