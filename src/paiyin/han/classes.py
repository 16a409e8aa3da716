"""Character classes of Chinese composition, after CLREQ and GB/T 15834-2011 §5.1.

Quotation marks, the dash, the ellipsis and the middle dot share their code points with Latin; here they are Chinese.
Runs are classified by length where the standard asks for it: a pair of U+2014 is a dash (破折号), a single one is a
connector (一字线), so ``Kind.DASH`` and ``Kind.CONNECTOR`` are told apart by the itemiser, not by this table.
"""

import re
import unicodedata
from enum import IntEnum
from functools import cache


class Kind(IntEnum):
    """What an item is to the breaker."""

    HAN = 0             # Han, kana, Hangul, full-width forms and anything else set on a body of its own
    OPEN = 1            # “ （ 《 …: blank half on the left
    CLOSE = 2           # ” ） 》 …: blank half on the right
    PAUSE = 3           # ， 、 ； ：: blank half on the right (squeezed before a stop is)
    STOP = 4            # 。 ．: blank half on the right
    EXCLAIM = 5         # ？ ！: blank half on the right; a pair stands on one body
    MIDDOT = 6          # ·, half a body; a whole one with two blank quarters in Taiwan and Hong Kong
    CONNECTOR = 7       # – — ～ -, no blank
    SOLIDUS = 8         # / ／, half a body, no blank
    DASH = 9            # ——, two bodies
    ELLIPSIS = 10       # ……, two bodies
    WESTERN = 11        # a Latin, Greek or Cyrillic word, a number with its signs


OPENING = frozenset("“‘（《〈【〖〔［｛「『〘〝")
CLOSING = frozenset("”’）》〉】〗〕］｝」』〙〟")
PAUSES = frozenset("，、；：﹐﹑﹔﹕")
STOPS = frozenset("。．｡")
EXCLAIMS = frozenset("？！⁇‼⁈⁉")
MIDDOTS = frozenset("·‧•・")
CONNECTORS = frozenset("–—～〜")
SOLIDI = frozenset("／")
DASHES = frozenset("—―─⸺")
ELLIPSES = frozenset("…⋯")
BLANKS = frozenset(" \t\n\r\v\f\x85\xa0" + "\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
                   + "\u2028\u2029\u202f\u205f\u3000")
INVISIBLE = frozenset("\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" + "\u202a\u202b\u202c\u202d\u202e"
                      + "\u2066\u2067\u2068\u2069")
BREAKING = frozenset("\u00ad\u200b")             # soft hyphen, zero-width space: a line may end there
WORD_JOINERS = frozenset("\u2060\ufeff")         # no line ends there
# Marks that the fonts have on half a body, the rest of the whole one being blank.
HALVES = OPENING | CLOSING | PAUSES | STOPS - {"｡"} | frozenset("？！") | MIDDOTS | frozenset("／/–")
# Marks that Latin typography has too, on widths of its own.
SHARED = frozenset("“”‘’–—…·")
JOINING_BLANKS = frozenset("\u00a0\u202f\u2007")

# Not a class of their own, but barred from a line's start by Word's zh-CN list and xeCJK alike.
NO_START_EXTRA = frozenset("%‰℃℉°′″¢¨々〃〻›»ー％￠ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ!),.:;?]}")
NO_END_EXTRA = frozenset("$￥¥£€＄￡№§([{‹«√∛∜∑∏∫∮")

_KINDS: dict[str, Kind] = {}
for _chars, _kind in ((OPENING, Kind.OPEN), (CLOSING, Kind.CLOSE), (PAUSES, Kind.PAUSE), (STOPS, Kind.STOP),
                      (EXCLAIMS, Kind.EXCLAIM), (MIDDOTS, Kind.MIDDOT), (CONNECTORS, Kind.CONNECTOR),
                      (SOLIDI, Kind.SOLIDUS), (DASHES - CONNECTORS, Kind.DASH), (ELLIPSES, Kind.ELLIPSIS)):
    _KINDS.update(dict.fromkeys(_chars, _kind))

_CHINESE = re.compile("[\u2e80-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff01-\uffef\U00020000-\U0003ffff]")
_FULL_BODIED = re.compile("[\u2160-\u2188\u2460-\u24ff\u2776-\u2793]")     # Ⅳ ① ⑴ ❶: numbers, but each on a body
_PROPORTIONAL = frozenset("¥£€§°±×÷−′″‰№™©®µ")


def has_chinese(text: str) -> bool:
    """Tell whether a text is set as Chinese: it has Han, kana, Hangul, a form on a full body, or no letter at all."""
    return _CHINESE.search(text) is not None or not any(c.isalpha() for c in text)


def is_han(char: str) -> bool:
    """Tell whether a character is a Han ideograph (URO, extensions A–J, compatibility ideographs, 〇)."""
    return ("\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf" or "\U00020000" <= char <= "\U0003ffff"
            or "\uf900" <= char <= "\ufaff" or char == "〇")


@cache
def is_western(char: str) -> bool:
    """Tell whether a character is set on its own proportional width in words or numbers."""
    if char.isascii():
        return char > " " and char != "\x7f"
    if is_han(char) or char in _KINDS or _FULL_BODIED.match(char):
        return False
    if char in _PROPORTIONAL:
        return True
    if unicodedata.east_asian_width(char) in "WF":
        return False
    return unicodedata.category(char)[0] in "LNM"


@cache
def kind_of(char: str) -> Kind:
    """Return the class of a single character, runs left aside."""
    found = _KINDS.get(char)
    if found is not None:
        return found
    return Kind.WESTERN if is_western(char) else Kind.HAN


@cache
def joins_previous(char: str) -> bool:
    """Tell whether a character belongs to the one before it: combining marks, variation selectors, joiners."""
    return (unicodedata.category(char) in ("Mn", "Me", "Mc") or char in INVISIBLE - BREAKING - WORD_JOINERS
            or "\U0001f3fb" <= char <= "\U0001f3ff" or "\U000e0020" <= char <= "\U000e007f")


@cache
def needs_no_glyph(char: str) -> bool:
    """Tell whether what joins the character before it is only a sign for the shaper: a joiner, a variation selector."""
    return char in INVISIBLE or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def cluster_end(text: str, i: int) -> int:
    """Return where the character at ``i`` ends with all that joins it."""
    j = i + 1
    while j < len(text) and joins_previous(text[j]):
        j += 1
    return j


@cache
def is_unseen(char: str) -> bool:
    """Tell whether a character leaves no trace of its own on paper: format and control characters, stray surrogates."""
    return char in INVISIBLE or unicodedata.category(char) in ("Cc", "Cs")
