"""From styled text to items.

Guards against: splitting dashes, ellipses, ？！, numbers and clusters of combining characters (GB/T 15834 §5.1.2, 5.1.4,
5.1.5; CLREQ 符号分离禁则), and characters of other faces measured in the wrong one.
"""

import re
from collections.abc import Sequence

from paiyin.han.classes import (BLANKS, BREAKING, CLOSING, DASHES, ELLIPSES, EXCLAIMS, HALVES, INVISIBLE,
                                JOINING_BLANKS, NO_END_EXTRA, NO_START_EXTRA, OPENING, PAUSES, SHARED, STOPS,
                                WORD_JOINERS, Kind, cluster_end, has_chinese, is_unseen, is_western,
                                joins_previous, kind_of, needs_no_glyph)
from paiyin.han.items import DIVIDED, GLUED, HALF, HYPHENATED, LOOSE, NO_END, NO_START, Chain, Face, Items, Styled
from paiyin.han.rules import Rules, centred
from paiyin.han.words import add_word, inside_word, is_address

_PLAIN = re.compile("[\u4e00-\u9fff]+")
_ASCII = re.compile("[!-~]+")
_WIDE_NUMBER = re.compile("[－＋￥＄]?[０-９]+(?:[．，：][０-９]+)*[％]?")
_MARKS = (OPENING | CLOSING | PAUSES | STOPS) & HALVES - {"‘", "’"}       # an apostrophe may be inside a word
_LONGEST_UNIT = 5               # em; longer runs of full-width digits may be divided
_CODE_TAB = 4


def itemise(spans: Sequence[Styled], rules: Rules, lang: str = "zh-Hans", torn: int = 0) -> Items:
    """Return the items of a paragraph. Widths are in 1/1000 em of the line's size, ``scale`` applied.

    With ``torn``, words wider than so many Milli, addresses and long numbers are cut at every letter; breaks there are
    an emergency.
    """
    spans = tuple(s for s in spans if s.text)
    items = Items("".join(s.text for s in spans), spans, lang, kept=rules.keep_blanks)
    chinese = has_chinese(items.text)
    offset = 0
    for n in range(len(spans)):
        _Itemiser(items, n, offset, rules, chinese, torn).run()
        offset += len(spans[n].text)
    return items


class _Itemiser:
    """Walks over one span."""

    def __init__(self, items: Items, n: int, offset: int, rules: Rules, chinese: bool, torn: int):
        self.items, self.n, self.offset, self.rules = items, n, offset, rules
        self.chinese, self.torn = chinese, torn
        self.styled = items.spans[n]
        self.text, self.chain, self.scale = self.styled.text, self.styled.chain, self.styled.scale
        self.main = main_face(self.chain)
        self.body = self.scaled(self.main.width("一", items.lang)) if self.main.width("一", items.lang) else 1000
        # Han that the main face lacks; most texts have none.
        self.others = {c for c in set(self.text)
                       if "\u4e00" <= c <= "\u9fff" and self.chain.face_for(c) is not self.main}
        self.marks = _MARKS if chinese else _MARKS - SHARED

    def scaled(self, width: int) -> int:
        return width if self.scale == 1000 else round(width * self.scale / 1000)

    def run(self) -> None:
        text, items, size, i = self.text, self.items, len(self.text), 0
        first = len(items)
        if i < size and items.kind and joins_previous(text[0]):
            items.flags[-1] |= GLUED
        while i < size:
            c = text[i]
            if "\u4e00" <= c <= "\u9fff":
                i = self._plain(i)
            elif c in self.marks:
                i = self._mark(i)
            elif c in BLANKS:
                i = self._blank(i)
            elif c in INVISIBLE or is_unseen(c):
                self._unseen(c)
                i += 1
            elif self._starts_word(c, i):
                i = self._word(i)
            elif c in DASHES:
                i = self._dashes(i)
            elif c in ELLIPSES:
                i = self._ellipsis(i)
            elif c in EXCLAIMS:
                i = self._exclaim(i)
            elif "\uff10" <= c <= "\uff19" or c in "－＋￥＄":
                i = self._wide_number(i)
            else:
                i = self._single(i)
        if self.styled.rise and first and len(items) > first:         # a note mark hugs what it stands at
            items.flags[first - 1] |= GLUED
            items.blank.pop(first - 1, None)

    def _add(self, kind: int, i: int, j: int, width: int, face: Face, flags: int = 0) -> None:
        self.items.add(kind, self.offset + i, self.offset + j, self.scaled(width), face, self.n, flags)

    def _face(self, char: str, i: int) -> Face:
        face = self.chain.face_for(char)
        if face is None:
            self.items.missing.append(self.offset + i)
            return self.main
        return face

    def _plain(self, i: int) -> int:
        """Add a run of Han; its last character may carry a variation selector, some may stand in other faces."""
        text = self.text
        j = k = _PLAIN.match(text, i).end()
        while k < len(text) and text[k] > "\u02ff" and joins_previous(text[k]):
            k += 1
        if k > j:
            j -= 1
        if self.others and not self.others.isdisjoint(text[i:j]):
            self._mixed(i, j)
        elif j > i:
            self.items.add_plain(self.offset + i, self.offset + j, self.body, self.main, self.n)
        return self._single(j) if k > j else j

    def _mixed(self, i: int, j: int) -> None:
        start = i
        for k in range(i, j):
            c = self.text[k]
            if c in self.others:
                if k > start:
                    self.items.add_plain(self.offset + start, self.offset + k, self.body, self.main, self.n)
                face = self._face(c, k)
                self._add(Kind.HAN, k, k + 1, face.width(c, self.items.lang), face, LOOSE)
                start = k + 1
        if j > start:
            self.items.add_plain(self.offset + start, self.offset + j, self.body, self.main, self.n)

    def _blank(self, i: int) -> int:
        text, items = self.text, self.items
        j = i + 1
        while j < len(text) and text[j] in BLANKS:
            j += 1
        run = text[i:j]
        space = (self.chain.face_for("n") or self.main).width(" ", items.lang) or 250
        wide = run.count("\u3000")
        if self.rules.keep_blanks:
            narrow = sum(_CODE_TAB if c == "\t" else 1 for c in run) - wide
            width = self.scaled(1000 * wide + space * narrow)
        else:
            width = 1000 * wide or self.scaled(space)
        if items.kind:
            last = len(items) - 1
            items.blank[last] = width + items.blank.get(last, 0) if self.rules.keep_blanks else max(
                width, items.blank.get(last, 0))
            if any(c in JOINING_BLANKS for c in run):
                items.flags[last] |= GLUED
        elif self.rules.keep_blanks:
            items.lead += width
        return j

    def _unseen(self, c: str) -> None:
        items = self.items
        if items.kind and c in BREAKING:
            items.cut.setdefault(len(items) - 1, HYPHENATED if c == "\u00ad" else DIVIDED)
        elif items.kind and c in WORD_JOINERS:
            items.flags[-1] |= GLUED

    def _starts_word(self, c: str, i: int) -> bool:
        if is_western(c) or not self.chinese and c in SHARED:
            return True
        return c in "’‘" and inside_word(self.text, i)

    def _word(self, i: int) -> int:
        """Add a Western word or number; a stroke (分隔号) or a hyphen that stands between Han is a mark of its own."""
        text, j = self.text, i
        while j < len(text):
            run = _ASCII.match(text, j)
            if run:
                j = run.end()
                continue
            c = text[j]
            joined = j > i and (joins_previous(c) or c == "\xad" and text[j + 1:j + 2].isalpha())
            if not (joined or self._starts_word(c, j)):
                break
            j += 1
        if text[j:j + 1] in ("％", "℃", "℉") and text[j - 1].isdigit():
            j += 1
        start, end = i, j
        if self.chinese and not is_address(text[i:j]):
            while start < end and text[start] == "/":
                start += 1
            while end > start and text[end - 1] == "/":
                end -= 1
        for k in range(i, start):
            self._solidus(k)
        if end > start:
            if end - start == 1 and text[start] == "-":
                face = self._face("-", start)
                self._add(Kind.CONNECTOR, start, end, face.width("-", self.items.lang), face)
            else:
                add_word(self.items, start, end, self.offset, self.n, self.rules.hyphenate, self.torn)
        for k in range(end, j):
            self._solidus(k)
        return j

    def _solidus(self, k: int) -> None:
        self._add(Kind.SOLIDUS, k, k + 1, 500, self._face("/", k), HALF)

    def _run_end(self, i: int, chars: frozenset[str]) -> int:
        j = i + 1
        while j < len(self.text) and self.text[j] in chars:
            j += 1
        return j

    def _dashes(self, i: int) -> int:
        """A pair is a dash, ⸺ as well; a single one is a connector (GB/T 15834 §5.1.4, 5.1.6)."""
        text, j = self.text, self._run_end(i, DASHES)
        while i < j:
            face = self._face(text[i], i)
            if text[i] == "⸺":
                self._add(Kind.DASH, i, i + 1, 2000, face)
                i += 1
            elif i + 1 < j and text[i + 1] != "⸺":
                self._add(Kind.DASH, i, i + 2, 2000, face)
                i += 2
            else:
                self._add(Kind.CONNECTOR, i, i + 1, face.width(text[i], self.items.lang), face)
                i += 1
        return j

    def _ellipsis(self, i: int) -> int:
        j = self._run_end(i, ELLIPSES)
        for k in range(i, j, 2):
            end = min(k + 2, j)
            face = self._face(self.text[k], k)
            self._add(Kind.ELLIPSIS, k, end, face.width(self.text[k:end], self.items.lang), face)
        return j

    def _exclaim(self, i: int) -> int:
        """Add a mark or a combination: two stand on one body, three on two (GB/T 15834 §5.1.2)."""
        text, face = self.text, self._face(self.text[i], i)
        j = i + 1
        if text[i] in HALVES:
            while j < min(len(text), i + 3) and text[j] in EXCLAIMS and text[j] in HALVES:
                j += 1
            if not (centred(Kind.EXCLAIM, self.rules) and j == i + 1):
                self._add(Kind.EXCLAIM, i, j, 500 * (j - i), face, HALF)
                return j
        self._add(Kind.EXCLAIM, i, j, face.width(text[i:j], self.items.lang), face)
        return j

    def _wide_number(self, i: int) -> int:
        found = _WIDE_NUMBER.match(self.text, i)
        if found is None or not 1 < len(found.group()) <= (3 if self.torn else _LONGEST_UNIT):
            return self._single(i)
        j, face = found.end(), self._face(self.text[i], i)
        self._add(Kind.HAN, i, j, face.width(self.text[i:j], self.items.lang), face, LOOSE)
        return j

    def _mark(self, i: int) -> int:
        c = self.text[i]
        kind, face = kind_of(c), self._face(c, i)
        if centred(kind, self.rules):
            self._add(kind, i, i + 1, face.width(c, self.items.lang), face)
        else:
            self._add(kind, i, i + 1, 500, face, HALF)
        return i + 1

    def _single(self, i: int) -> int:
        """Add one character with all that joins it: a mark, a symbol, an emoji sequence, a rare Han."""
        text, c = self.text, self.text[i]
        j = cluster_end(text, i)
        while text[j - 1] == "\u200d" and j < len(text) and kind_of(text[j]) == Kind.HAN:      # an emoji sequence
            j = cluster_end(text, j)
        if "\U0001f1e6" <= c <= "\U0001f1ff" and "\U0001f1e6" <= text[j:j + 1] <= "\U0001f1ff":
            j += 1
        kind, flags = kind_of(c), NO_START * (c in NO_START_EXTRA) | NO_END * (c in NO_END_EXTRA)
        if c in HALVES:
            self._add(kind, i, i + 1, 500, self._face(c, i), flags | HALF)
            return i + 1
        while i < j:
            k, face = j, self.chain.face_for(text[i:j])
            if face is None:            # each character in a face of its own, all in one place
                k = i + 1
                while k < j and needs_no_glyph(text[k]):
                    k += 1
                face = self._face(text[i], i)
            self._add(kind, i, k, face.width(text[i:k], self.items.lang), face, flags | LOOSE | GLUED * (k < j))
            i = k
        return j


def main_face(chain: Chain) -> Face:
    """Return the face that sets Han in a chain, its first face if none does."""
    for char in "一n ":
        face = chain.face_for(char)
        if face is not None:
            return face
    raise ValueError("a chain without faces")
