"""Normalisation: a text put right by the house style, each character still tied to its place in the source.

A rule reads the plain characters of one text and returns ``Edit``s; this module applies them to the pieces, keeps code
and addresses out of their reach, and counts what was done for one note a kind.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from paiyin.diagnostics import Diagnostics
from paiyin.manuscript.fair import FairCopy
from paiyin.manuscript.house import House
from paiyin.manuscript.marks import RULES, Edit
from paiyin.manuscript.pieces import Piece, cut, merge, words

ADDRESS = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]{1,9}://|www\.)[!-~]+"
                     r"|[\w.+-]{1,64}@[A-Za-z0-9-]{1,64}(?:\.[A-Za-z0-9-]{1,64})+", re.ASCII)
ADDRESS_TAIL = ".,;:!?\"')"

# What no rule reads: a text without these characters is left as it is, which is most of them.
SUSPECT = re.compile("[,;:!?().\"'~\t\u00a0\u0300-\u036f\u2002-\u200a\u2014\u2015\u2022\u2026\u2027"
                     "\u202f\u205f\u223c\u22ef\u2500\u2e3a\u2e80-\u2fdf\u3000\u301c\u3099\u309a\u30fb\uf900-\ufaff"
                     "\ufe10-\ufe19\ufe30-\ufe5e\uff02\uff05\uff07\uff0d-\uff19\uff21-\uff3a\uff41-\uff5a\uff61-\uff65]"
                     "|--|  |。。")


class Changes:
    """What normalisation has changed so far: kind -> number of places and the first of them."""

    def __init__(self):
        self._kinds: dict[tuple[str, str], list[int]] = {}

    def count(self, code: str, mark: str, start: int, end: int) -> None:
        """Count one change of the fair copy's characters ``start`` up to ``end``."""
        entry = self._kinds.setdefault((code, mark), [0, start, end])
        entry[0] += 1
        if start < entry[1]:
            entry[1:] = start, end

    def tell(self, copy: FairCopy, diagnostics: Diagnostics) -> None:
        """Add one diagnostic for each kind of change, at its first place."""
        for (code, mark), (count, start, end) in sorted(self._kinds.items()):
            diagnostics.add(code, copy.span(start, end), count=count, mark=mark)


def normalise(pieces: Sequence[Piece], house: House, lang: str, changes: Changes) -> list[Piece]:
    """Return one text put right; ``changes`` counts what was done.

    ``lang`` chooses the quotation marks. A piece whose characters changed one for one stays one piece; where lengths
    differ it is split.
    """
    kept = merge(pieces)
    text = words(kept)
    if not SUSPECT.search(text):
        return kept
    for name, rule in RULES:
        if name in house.rules:
            edits = rule(text, house, lang)
            if edits:
                kept = apply(kept, [e for e in edits if e.new != text[e.start : e.end]], protected(kept, text), changes)
                text = words(kept)
    return merge(kept)


def normalise_words(text: str, house: House, lang: str) -> str:
    """Return a plain string put right (a credit, a chart's title), without counting."""
    return words(normalise([Piece(text, 0, len(text))], house, lang, Changes())).strip()


def protected(pieces: Sequence[Piece], text: str) -> list[tuple[int, int]]:
    """Return the ranges of a text that no rule may touch: code, addresses, references to notes; in order."""
    ranges, place = [], 0
    for piece in pieces:
        if piece.style.code or piece.style.note is not None:
            ranges.append((place, place + len(piece.text)))
        place += len(piece.text)
    if "://" in text or "@" in text or "www." in text:
        for match in ADDRESS.finditer(text):
            ranges.append((match.start(), match.start() + len(match[0].rstrip(ADDRESS_TAIL))))
        ranges.sort()
    return ranges


def apply(pieces: Sequence[Piece], edits: Sequence[Edit], keep: Sequence[tuple[int, int]],
          changes: Changes) -> list[Piece]:
    """Return pieces with edits (in order, not overlapping) made, those in a kept range left out."""
    edited: list[Piece] = []
    rest, place = list(reversed(pieces)), 0

    def pass_to(end: int) -> list[Piece]:
        """Take the pieces up to a place of the text."""
        nonlocal place
        taken = []
        while rest and place < end:
            piece = rest.pop()
            size = len(piece.text)
            if place + size > end:
                taken.append(cut(piece, 0, end - place))
                rest.append(cut(piece, end - place, size))
                size = end - place
            else:
                taken.append(piece)
            place += size
        return taken

    starts = [start for start, _ in keep]
    for edit in edits:
        near = bisect_right(starts, edit.end - 1) - 1
        if near >= 0 and keep[near][1] > edit.start:
            continue
        edited += pass_to(edit.start)
        edited += _rewrite(pass_to(edit.end), edit, changes)
    edited += pass_to(place + sum(len(piece.text) for piece in rest))
    return edited


def _rewrite(old: Sequence[Piece], edit: Edit, changes: Changes) -> list[Piece]:
    if not old:
        return []
    if edit.code:
        changes.count(edit.code, edit.mark, old[0].start, old[-1].end)
    if len(edit.new) == sum(len(piece.text) for piece in old):
        place, made = 0, []
        for piece in old:
            made.append(piece._replace(text=edit.new[place : place + len(piece.text)]))
            place += len(piece.text)
        return made
    return [Piece(edit.new, old[0].start, old[-1].end, old[0].style)]
