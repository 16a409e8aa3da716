"""Pieces: styled text on its way to ``Run``, with its place in the fair copy."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from paiyin.article import PLAIN, Run, Style, Text
from paiyin.manuscript.fair import FairCopy
from paiyin.manuscript.script import is_wide
from paiyin.spans import Span

BLANKS = " \t\n\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"


class Piece(NamedTuple):
    """Text that stands at ``start`` up to ``end`` of the fair copy; one to one where the lengths are equal."""

    text: str
    start: int
    end: int
    style: Style = PLAIN

    @property
    def one_to_one(self) -> bool:
        return len(self.text) == self.end - self.start


def words(pieces: Iterable[Piece]) -> str:
    """Return the characters of pieces."""
    return "".join(piece.text for piece in pieces)


def cut(piece: Piece, start: int, end: int) -> Piece:
    """Return the characters ``start`` up to ``end`` of a piece."""
    if piece.one_to_one:
        return Piece(piece.text[start:end], piece.start + start, piece.start + end, piece.style)
    return piece._replace(text=piece.text[start:end])


def merge(pieces: Iterable[Piece]) -> list[Piece]:
    """Join neighbours of one style that are contiguous in the source; drop empty ones."""
    merged: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        last = merged[-1] if merged else None
        if (last and last.style == piece.style and last.end == piece.start and last.one_to_one and piece.one_to_one):
            merged[-1] = Piece(last.text + piece.text, last.start, piece.end, last.style)
        else:
            merged.append(piece)
    return merged


def strip(pieces: Sequence[Piece]) -> list[Piece]:
    """Return pieces without the blanks at their outer ends."""
    kept = [piece for piece in pieces if piece.text]
    while kept and not kept[0].text.strip(BLANKS):
        kept.pop(0)
    while kept and not kept[-1].text.strip(BLANKS):
        kept.pop()
    if kept:
        first = kept[0]
        kept[0] = cut(first, len(first.text) - len(first.text.lstrip(BLANKS)), len(first.text))
        kept[-1] = cut(kept[-1], 0, len(kept[-1].text.rstrip(BLANKS)))
    return kept


class Counter:
    """Tells how many characters of pieces stand before a place of the fair copy."""

    def __init__(self, pieces: Sequence[Piece]):
        self._pieces = pieces
        self._starts = [piece.start for piece in pieces]
        self._totals = [0, *accumulate(len(piece.text) for piece in pieces)]
        self.size = self._totals[-1]

    def before(self, place: int) -> int:
        last = bisect_left(self._starts, place) - 1
        if last < 0:
            return 0
        piece = self._pieces[last]
        if piece.end <= place:
            return self._totals[last + 1]
        return self._totals[last] + (place - piece.start if piece.one_to_one else 0)


def join_of_lines(before: str, after: str) -> str:
    """Return what a soft line end between two characters becomes: nothing beside Han, a blank between words."""
    if not before or not after or before in BLANKS or after in BLANKS or is_wide(before) or is_wide(after):
        return ""
    return " "


def join_lines(lines: Iterable[tuple[str, int]]) -> list[Piece]:
    """Join lines (text, start in the fair copy) of one paragraph into pieces."""
    pieces: list[Piece] = []
    for text, start in lines:
        if pieces and (blank := join_of_lines(pieces[-1].text[-1:], text[:1])):
            pieces.append(Piece(blank, pieces[-1].end, start))
        pieces.append(Piece(text, start, start + len(text)))
    return merge(pieces)


def to_text(pieces: Iterable[Piece], copy: FairCopy) -> Text:
    """Return pieces as an Article's text, their places led back to the source."""
    runs = []
    for piece in merge(pieces):
        edges = [piece.start, *copy.cuts(piece.start, piece.end), piece.end] if piece.one_to_one else None
        if edges is None or len(edges) == 2:
            runs.append(Run(piece.text, copy.span(piece.start, piece.end), piece.style))
            continue
        for start, end in pairwise(edges):
            text = piece.text[start - piece.start : end - piece.start]
            runs.append(Run(text, copy.span(start, end), piece.style))
    return tuple(runs)


def slice_text(text: Text, start: int, end: int) -> Text:
    """Return the characters ``start`` up to ``end`` of an Article's text."""
    runs, place = [], 0
    for run in text:
        low, high = max(0, start - place), min(len(run.text), end - place)
        place += len(run.text)
        if low >= high:
            continue
        if len(run.text) == run.span.end - run.span.start:
            span = Span(run.span.file, run.span.start + low, run.span.start + high)
        else:
            span = run.span
        runs.append(Run(run.text[low:high], span, run.style))
    return tuple(runs)
