"""The fair copy (誊清稿): the text with one kind of line end and without characters that nobody can see.

Later steps work on its ``text`` and its positions; ``span`` leads back to the source.
"""

import re
from bisect import bisect_left, bisect_right

from paiyin.diagnostics import Diagnostics
from paiyin.spans import Source, Span

CONTROL = "\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufff9-\ufffb\ufffe\uffff"
BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"
ZERO = "\u00ad\u200b\u2060-\u2064\ufeff\u180e"
JOINERS = "\u200c\u200d"
ODD = re.compile(f"\r\n?|[\x0b\x0c\x85\u2028\u2029]|([{CONTROL}])|([{BIDI}])|([{ZERO}])|([{JOINERS}])")
UNSEEN = re.compile(f"[{CONTROL}{BIDI}{ZERO}\t\n\r\x0b\x0c\x85\u2028\u2029]")

# Beside these a joiner has no work to do; beside emoji, Arabic or Indic letters it has.
NO_JOINING = re.compile("[\x00-\u05ff\u2000-\u206f\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
                        "\U00020000-\U0003ffff]")


class FairCopy:
    """A source's text made fair: ``text`` has "\\n" line ends only and no control or invisible characters."""

    def __init__(self, source: Source, diagnostics: Diagnostics):
        self.source = source
        self.places = [0]       # where in the fair text the distance to the source changes
        self.origins = [0]      # and the source offset there
        self._found: dict[str, list[int]] = {}
        self.text = self._write(source.text)
        self._tell(diagnostics)

    def _write(self, text: str) -> str:
        parts, length, last = [], 0, 0
        for match in ODD.finditer(text):
            start, end = match.span()
            kept = self._kept(match, text)
            if kept == match[0]:
                continue
            parts += (text[last:start], kept)
            length += start - last + len(kept)
            last = end
            if len(kept) != end - start:
                # The line end that "\r\n" becomes belongs to its "\n".
                place, origin = (length - 1, end - 1) if kept else (length, end)
                self._shift(place, origin)
        parts.append(text[last:])
        return "".join(parts)

    def _shift(self, place: int, origin: int) -> None:
        if self.places[-1] == place:
            self.origins[-1] = origin
        else:
            self.places.append(place)
            self.origins.append(origin)

    def _kept(self, match: re.Match, text: str) -> str:
        if not match.lastindex:
            return "\n"
        kind = ("control", "bidi", "zero", "zero")[match.lastindex - 1]
        start, end = match.span()
        if match[4] and not all(NO_JOINING.match(c) for c in text[max(0, start - 1) : start] + text[end : end + 1]):
            return match[0]
        self._found.setdefault(kind, []).append(start)
        return ""

    def _tell(self, diagnostics: Diagnostics) -> None:
        for kind, code in (("control", "M111"), ("bidi", "M112"), ("zero", "M113")):
            if places := self._found.get(kind):
                span = self.source.span(places[0], places[0] + 1)
                diagnostics.add(code, span, count=len(places), line=self.source.line_of(places[0]))

    def at(self, place: int) -> int:
        """Return the source offset of a place in the fair text."""
        i = bisect_right(self.places, place) - 1
        return self.origins[i] + place - self.places[i]

    def span(self, start: int, end: int) -> Span:
        """Return the source span of the fair text from ``start`` up to ``end``."""
        first = self.at(start)
        return Span(self.source.file, first, self.at(end - 1) + 1 if end > start else first)

    def cuts(self, start: int, end: int) -> list[int]:
        """Return the places strictly inside a range where the distance to the source changes."""
        return self.places[bisect_right(self.places, start) : bisect_left(self.places, end)]
