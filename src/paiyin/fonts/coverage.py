"""Coverage: characters of a text that no face of its chain has.

Guards against: characters that silently vanish from the page, or come from a font that nobody chose.
"""

import unicodedata
from collections.abc import Callable, Iterable
from typing import NamedTuple

from paiyin.diagnostics import Diagnostics
from paiyin.fonts import fontconfig
from paiyin.fonts.book import FontBook
from paiyin.fonts.faces import Chain
from paiyin.fonts.install import command
from paiyin.spans import Span

POLICIES = ("error", "box")


class Missing(NamedTuple):
    """A character that no face has, its code point, and its offset in the text."""

    char: str
    code: int
    offset: int


def missing(runs: Iterable[tuple[str, int]], chain: Chain) -> list[Missing]:
    """Return the characters of (text, offset) runs that no face of the chain has, in reading order.

    Controls, blanks, joiners and variation selectors need no glyph and are passed over.
    """
    found = []
    for text, offset in runs:
        lacking = {char for char in set(text) if chain.face_for(char) is None and not needs_no_glyph(char)}
        if lacking:
            found += [Missing(c, ord(c), offset + i) for i, c in enumerate(text) if c in lacking]
    return found


def needs_no_glyph(char: str) -> bool:
    """Tell whether a character is invisible by nature."""
    return (unicodedata.category(char) in ("Cc", "Cf", "Zs", "Zl", "Zp")
            or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
            or char in "\u034f\u180b\u180c\u180d\u180f\u3164\u115f\u1160\uffa0")


def report(found: Iterable[Missing], book: FontBook, diagnostics: Diagnostics,
           span_of: Callable[[int], Span | None] = lambda offset: None, missing_glyph: str = "error") -> None:
    """Say each missing character once, at its first place: an error (F201), or a warning (F202) for ``box``, when
    the book sets it as a box in every chain; its text in the PDF stays the character itself."""
    first: dict[str, Missing] = {}
    count: dict[str, int] = {}
    for one in found:
        first.setdefault(one.char, one)
        count[one.char] = count.get(one.char, 0) + 1
    if first and missing_glyph == "box":
        book.box("".join(first))
    for char, one in first.items():
        diagnostics.add("F202" if missing_glyph == "box" else "F201", span_of(one.offset), char=char,
                        point=f"{one.code:04X}", name=name(char), count=count[char], command=remedy(char, book))


def name(char: str) -> str:
    """Return the Unicode name of a character, or what kind of nameless one it is."""
    nameless = {"Co": "PRIVATE USE CHARACTER", "Cn": "UNASSIGNED CHARACTER", "Cs": "SURROGATE"}
    return unicodedata.name(char, nameless.get(unicodedata.category(char), "CHARACTER"))


def remedy(char: str, book: FontBook) -> str:
    """Return the command that installs the font most likely to have a character."""
    wishes: tuple[str, ...] = ("Noto Sans Symbols2", "Symbola")
    if unicodedata.name(char, "").startswith("CJK "):
        wishes = ("HanaMinA", "HanaMinB")
    elif unicodedata.category(char) in ("Co", "Cs"):
        wishes = ()                     # nobody's font but the author's can have it
    elif "\U0001f300" <= char <= "\U0001faff":
        wishes = ("Symbola", "Noto Sans Symbols2")
    families = [book.catalogue.family(wish) for wish in wishes if not fontconfig.of_family(wish)]
    found = command(families) if families else ""
    return found if found and not found.startswith("#") else "paiyin fonts"
