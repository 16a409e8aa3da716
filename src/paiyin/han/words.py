"""Western words and numbers inside Chinese text: which face sets them, and where a line may cut one.

Guards against: numbers torn from their signs, addresses and long words that no line can hold, and apostrophes on a
full body (Latin shares the code points of Chinese quotation marks).
"""

import re
from functools import lru_cache

from paiyin.han.classes import (NO_END_EXTRA, NO_START_EXTRA, SHARED, Kind, cluster_end, joins_previous,
                                needs_no_glyph)
from paiyin.han.items import (DIVIDED, HYPHENATED, LAST_RESORT, NO_END, NO_START, TORN, TORN_NUMBER, Chain, Face, Items)

_NUMBER = re.compile(r"(?:[¥￥$€£＄#№]|(?<![0-9A-Za-z])[−±×＋+-])?"
                     r"\d[\d.,:'’]*(?<=\d)(?:[eE][−+-]?\d+)?[%‰％°℃℉′″]*")
_PROSE = re.compile(r"[\"'“‘(\[]*[^\W\d_]+(?:[-’'][^\W\d_]+)*[\"'”’)\].,;:!?…]*")
_LETTERS = re.compile(r"[^\W\d_]{6,}")
_ADDRESS_PART = re.compile(r"(?<=[/.?&=#_@:+~-])(?=[^/.?&=#_@:+~-])")
_SIGNED = re.compile(r"-\d[\d.,]*$")
_SHORT = 3000               # Milli; an address or a number up to this width is never torn
_STRETCH = 80               # characters that are shaped together at most
_PROPORTIONAL = 700         # Milli; a quotation mark that is narrower is a Latin one


def inside_word(text: str, i: int) -> bool:
    """Tell whether ’ at ``i`` is an apostrophe: letters of the Latin alphabet stand on both sides."""
    before, after = text[max(0, i - 1):i], text[i + 1:i + 2]
    return text[i] == "’" and before.isascii() and before.isalpha() and after.isascii() and after.isalpha()


def is_address(word: str) -> bool:
    """Tell whether a word is an address of the net or of mail, or a path."""
    return "://" in word or word.startswith("www.") or "@" in word[1:-1] or "/" in word.strip("/") and len(word) > 12


def add_word(items: Items, i: int, j: int, offset: int, n: int, hyphenate: bool, torn: int) -> None:
    """Add characters ``i`` up to ``j`` of span ``n`` as a word, cut into parts where it may be divided, each part in
    stretches of one face.

    A part's width is the difference of two shaped prefixes, so that the parts of an undivided word add up. ``torn``
    is the width from which on a word may be torn at any letter (0: none may); addresses and numbers may be sooner.
    """
    styled = items.spans[n]
    text, chain, scale, lang = styled.text, styled.chain, styled.scale, items.lang
    word = text[i:j]
    cuts = dict(cut_marks(word, hyphenate))
    if torn and _width(items, word, chain) > (torn if _PROSE.fullmatch(word) else _SHORT):
        cuts = dict(_tears(word)) | cuts
    first, k, stretch, face = len(items), 0, 0, None
    before = 0                              # scaled width from the stretch's start up to k
    while k < len(word):
        found, e = _cluster(chain, word, k, lang)
        if found is None:
            items.missing.append(offset + i + k)
            found = chain.face_for("一") or chain.face_for("n")
        if found is not face or k - stretch > _STRETCH:
            face, stretch, before = found, k, 0
        while e < len(word) and e not in cuts and e - stretch <= _STRETCH:
            more, end = _cluster(chain, word, e, lang)
            if more is not face:
                break
            e = end
        whole = face.width(word[stretch:e].replace("\u00ad", ""), lang)
        whole = whole if scale == 1000 else round(whole * scale / 1000)
        items.add(Kind.WESTERN, offset + i + k, offset + i + e, whole - before, face, n)
        if e in cuts:
            items.cut[len(items) - 1] = cuts[e]
        before, k = whole, e
    signed = _SIGNED.match(word) and items.text[offset + i - 1:offset + i].isalpha()
    if signed or word[0] in NO_START_EXTRA or word[0] in "–—…·”’":
        items.flags[first] |= NO_START      # -20 after a name is a number with its connector (GB/T 15834 §5.1.6)
    if word[-1] in NO_END_EXTRA or word[-1] in "“‘":
        items.flags[-1] |= NO_END


def _width(items: Items, word: str, chain: Chain) -> int:
    face = chain.face_for("n") or chain.face_for("一")
    return face.width(word, items.lang) if len(word) < _STRETCH else 100 * len(word)


def _cluster(chain: Chain, word: str, k: int, lang: str) -> tuple[Face | None, int]:
    """Return the face of a character and where it ends: with all that joins it where one face has it all."""
    if k + 1 == len(word) or not joins_previous(word[k + 1]):
        return _face_in_word(chain, word[k], lang), k + 1
    e = cluster_end(word, k)
    face = chain.face_for(word[k:e])
    if face is None:
        e = k + 1
        while e < len(word) and needs_no_glyph(word[e]) and joins_previous(word[e]):
            e += 1
        face = _face_in_word(chain, word[k], lang)
    return face, e


def _face_in_word(chain: Chain, char: str, lang: str) -> Face | None:
    """A mark that Latin shares with Chinese takes a face that has it on a width of its own, if there is one."""
    if char not in SHARED:
        return chain.face_for(char)
    for sample in "nα":
        face = chain.face_for(sample)
        if face is not None and 0 < face.width(char, lang) < _PROPORTIONAL:
            return face
    return chain.face_for(char)


@lru_cache(maxsize=20_000)
def cut_marks(word: str, hyphenate: bool) -> tuple[tuple[int, str], ...]:
    """Return (position, kind of cut) inside a word: after hyphens and the parts of an address, and at syllables."""
    if len(word) < 3:
        return ()
    marks: dict[int, str] = {}
    inside = _inside_numbers(word)
    for p in range(2, len(word)):
        if word[p - 1] in "-–—" and word[p].isalnum() and p not in inside:
            marks[p] = DIVIDED
        elif word[p - 1] == "\u00ad":
            marks[p] = HYPHENATED
    if is_address(word):
        for m in _ADDRESS_PART.finditer(word):
            if 0 < m.start() < len(word) and m.start() not in inside:
                marks.setdefault(m.start(), DIVIDED)
    elif hyphenate and len(word) > 5 and "\u00ad" not in word and _PROSE.fullmatch(word):
        for m in _LETTERS.finditer(word):
            for p in _syllables(m.group()):
                marks.setdefault(m.start() + p, HYPHENATED)
    return tuple(sorted(marks.items()))


def _inside_numbers(word: str) -> set[int]:
    return {p for m in _NUMBER.finditer(word) for p in range(m.start() + 1, m.end())}


def _tears(word: str) -> list[tuple[int, str]]:
    inside, tears = _inside_numbers(word), []
    for p in range(1, len(word)):
        if joins_previous(word[p]):
            continue
        if word[p] in NO_START_EXTRA or word[p] in SHARED or word[p - 1] in NO_END_EXTRA | {"“", "‘"}:
            tears.append((p, LAST_RESORT))
        else:
            tears.append((p, TORN_NUMBER if p in inside else TORN))
    return tears


@lru_cache(maxsize=20_000)
def _syllables(word: str) -> tuple[int, ...]:
    if not word.isascii() or word[1:] != word[1:].lower():      # abbreviations and names like YouTube stay whole
        return ()
    from paiyin.han.hyphens import positions

    return positions(word)
