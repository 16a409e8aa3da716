"""A square face for tests, so that they hang on no font release: Han and marks on one em, Latin on half of one."""

import unicodedata
from dataclasses import dataclass

from paiyin.han import Paragraph, Rules, Setting, Styled


@dataclass(frozen=True)
class SquareFace:
    """Every wide character is 1000 wide, blanks 250, ASCII and other narrow ones 500, what joins another 0."""

    key: str = "square"

    def width(self, text: str, lang: str = "zh-Hans") -> int:
        return sum(self._one(c) for c in text)

    def _one(self, c: str) -> int:
        if c == " ":
            return 250
        if c == "⸺":
            return 2000
        if unicodedata.category(c) in ("Mn", "Me", "Cf"):
            return 0
        if c in "“”‘’·—…" or unicodedata.east_asian_width(c) in "WF":
            return 1000
        return 500


@dataclass(frozen=True)
class LatinFace(SquareFace):
    """The same with quotation marks on 300."""

    key: str = "latin"

    def _one(self, c: str) -> int:
        return 300 if c in "“”‘’" else super()._one(c)


class SquareChain:
    """A chain of the square face; Greek letters come from the Latin one, ``lacks`` from none."""

    def __init__(self, key: str = "square", lacks: str = ""):
        self.face, self.latin, self.lacks = SquareFace(key), LatinFace(), lacks

    def face_for(self, char: str):
        if char in self.lacks:
            return None
        return self.latin if "\u0370" <= char <= "\u03ff" else self.face


CHAIN = SquareChain()


def paragraph(text: str, lang: str = "zh-Hans", **rules) -> Paragraph:
    """Return a paragraph in the square face; without an indent unless one is given."""
    return Paragraph([Styled(text, CHAIN)], Rules(**{"indent": 0, **rules}), lang)


def best(text: str, em: float, **rules) -> Setting:
    """Return the best setting of a text at a measure in em."""
    return paragraph(text, **rules).best(round(em * 1000))


def texts(text: str, em: float, **rules) -> list[str]:
    """Return the lines of the best setting as text."""
    return [line.text for line in best(text, em, **rules).lines]


def places(line) -> list[tuple[str, int]]:
    """Return every character of a line with where its glyph's advance starts, in Milli."""
    out, x = [], 0
    for segment in line.segments:
        x += segment.lead
        at = x
        for c in segment.text:
            out.append((c, at))
            one = 500 if segment.half else SquareFace().width(c)
            at += one * segment.scale // 1000 + segment.track
        x += segment.width
    return out


def drawn(line) -> str:
    """Return a line as text: ``<n>`` a blank, ``[x]`` marks on half a body, ``x+n`` tracked, ``|n`` its width."""
    parts = []
    for segment in line.segments:
        if segment.lead:
            parts.append(f"<{segment.lead}>")
        body = segment.text
        if segment.half:
            body = f"[{body}]"
        if segment.track:
            body = f"{body}+{segment.track}"
        parts.append(body)
    end = f" |{line.width}" + ("" if line.flush else " ragged" if not line.final else "")
    return "".join(parts) + end
