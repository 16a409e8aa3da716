"""The rules of normalisation, one function each: what it reads in a text and the edits it asks for.

A text here is the characters of one paragraph or head. Forms follow GB/T 15834-2011 as CLREQ reports it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from paiyin.manuscript.house import House
from paiyin.manuscript.script import HAN, MARKS, has_han

CJK = HAN + MARKS + "\u3040-\u30ff％"
CJK_CHAR = re.compile(f"[{CJK}]")
FULL = dict(zip(",;:!?()", "，；：！？（）"))
BLANK = " \u3000\u00a0\t"


class Edit(NamedTuple):
    """Characters ``start`` up to ``end`` become ``new``; ``code`` and ``mark`` name the kind for the note."""

    start: int
    end: int
    new: str
    code: str = ""
    mark: str = ""


Rule = Callable[[str, House, str], list[Edit]]


def _is_cjk(char: str) -> bool:
    return bool(char) and CJK_CHAR.match(char) is not None


def _before(text: str, place: int) -> str:
    """Return the last character before a place that is no blank, "" if there is none."""
    while place > 0 and text[place - 1] in BLANK:
        place -= 1
    return text[place - 1] if place else ""


def _after(text: str, place: int) -> str:
    while place < len(text) and text[place] in BLANK:
        place += 1
    return text[place : place + 1]


DIGITS = re.compile("[０-９Ａ-Ｚａ-ｚ％]+|(?<=[0-9０-９A-Za-zＡ-Ｚａ-ｚ])[．－](?=[0-9０-９])")
HALVES = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)}


def digits(text: str, house: House, lang: str) -> list[Edit]:
    """Full-width digits and letters become half-width, with a dot or hyphen between them."""
    return [Edit(*m.span(), m[0].translate(HALVES), "M212") for m in DIGITS.finditer(text)]


COMPATIBLE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
FORMS = re.compile("[\ufe10-\ufe19\ufe30-\ufe44\ufe47\ufe48\ufe50-\ufe52\ufe54-\ufe5e\uff61-\uff65]")
COMBINED = re.compile("[^\u0300-\u036f\u3099\u309a][\u0300-\u036f\u3099\u309a]+")


def characters(text: str, house: House, lang: str) -> list[Edit]:
    """Radicals, compatibility ideographs and forms, and decomposed letters become the usual characters."""
    edits = []
    for m in COMPATIBLE.finditer(text):
        new = house.radicals.get(m[0]) or unicodedata.normalize("NFKC", m[0])
        edits.append(Edit(*m.span(), new, "M211"))
    edits += (Edit(*m.span(), unicodedata.normalize("NFKC", m[0]), "M211") for m in FORMS.finditer(text))
    edits += (Edit(*m.span(), unicodedata.normalize("NFC", m[0]), "M213") for m in COMBINED.finditer(text))
    return sorted(edits)


BLANKS = re.compile("[ \t\u00a0\u2002-\u200a\u202f\u205f\u3000]+")


def blanks(text: str, house: House, lang: str) -> list[Edit]:
    """Runs of blanks, and blanks of other widths, become one blank."""
    return [Edit(*m.span(), " ", "M210") for m in BLANKS.finditer(text) if m[0] != " "]


DOTS = re.compile(r"\.{3,}|[。．]{3,}|[・·･]{3,}|[…⋯]+")


def ellipses(text: str, house: House, lang: str) -> list[Edit]:
    """Three dots and more beside Han become ……; twelve dots (an omitted passage) stay twelve."""
    edits = []
    for m in DOTS.finditer(text):
        if _is_cjk(_before(text, m.start())) or _is_cjk(_after(text, m.end())):
            new = "…………" if m[0] in ("…………", "⋯⋯⋯⋯") else "……"
            edits.append(Edit(*m.span(), new, "M206", m[0][:3]))
    return edits


DASH = re.compile("(?<!<!) ?(?:-{2,}|[—―─]+|－{2,}|⸺)(?! ?>) ?")


def dashes(text: str, house: House, lang: str) -> list[Edit]:
    """Two hyphens, a drawn line and a single dash beside a mark or between blanks become ——.

    A lone — between two characters is the connector (北京—上海) and stays.
    """
    edits = []
    for m in DASH.finditer(text):
        dash = m[0].strip()
        before, after = _before(text, m.start()), _after(text, m.end())
        if dash == "——" or len(dash) > 6 or not (_is_cjk(before) or _is_cjk(after)):
            continue
        if dash in "—―─":
            spaced = m[0][0] == m[0][-1] == " "
            if not (spaced or not before or before in "，。！？；：”’）》…" or after in "“‘《（，。！？"):
                continue
        edits.append(Edit(*m.span(), "——", "M207", dash[:2]))
    return edits


TILDE = re.compile(f"(?<=[{HAN}0-9%％℃])[ ]?[~〜∼][ ]?(?=[{HAN}0-9])")


def tildes(text: str, house: House, lang: str) -> list[Edit]:
    """A tilde between Han characters or the numbers of a range becomes ～."""
    if not has_han(text):
        return []
    return [Edit(*m.span(), "～", "M208") for m in TILDE.finditer(text)]


MIDDOT = re.compile(f"(?<=[{HAN}])[•‧・･](?=[{HAN}])")


def middots(text: str, house: House, lang: str) -> list[Edit]:
    """Dots of other alphabets between Han characters become · (U+00B7)."""
    return [Edit(*m.span(), "·", "M209") for m in MIDDOT.finditer(text)]


STRAIGHT = re.compile("[\"＂“”「」]")
APOSTROPHE = re.compile("(?<![A-Za-z0-9])['＇]|['＇](?![A-Za-z0-9])")


def quotes(text: str, house: House, lang: str) -> list[Edit]:
    """Straight quotation marks around or beside Han text become the script's own, in pairs."""
    if not has_han(text):
        return []
    forms = house.quotes.get(lang) or "“”‘’"
    edits = []
    for start, end in _pairs_of_quotes(text):
        code = "M215" if start is None or end is None else "M205"
        if code == "M215" or _is_quoted_han(text, start, end):
            edits += (Edit(place, place + 1, form, code, '"') for place, form in ((start, forms[0]), (end, forms[1]))
                      if place is not None and text[place] in "\"＂")
    places = [m.start() for m in APOSTROPHE.finditer(text)]
    for start, end in zip(places[::2], places[1::2]):
        if _is_quoted_han(text, start, end):
            edits += (Edit(start, start + 1, forms[2], "M205", "'"), Edit(end, end + 1, forms[3], "M205", "'"))
    return sorted(edits)


def _pairs_of_quotes(text: str) -> Iterator[tuple[int | None, int | None]]:
    """Give the places of the marks that open and close, None for a missing one; curly ones take part.

    A straight mark behind a digit and before no Han stands for inches.
    """
    start = None
    for m in STRAIGHT.finditer(text):
        place, char = m.start(), m[0]
        if char in "“「":
            start = place
        elif start is not None:
            yield start, place
            start = None
        elif char in "\"＂" and not (text[place - 1 : place].isdigit() and not _is_cjk(text[place + 1 : place + 2])):
            if _closes(text, place):
                yield None, place
            else:
                start = place
    if start is not None and text[start] in "\"＂" and _is_cjk(_after(text, start + 1)):
        yield start, None


def _closes(text: str, place: int) -> bool:
    """Tell whether a mark with none open before it can only close: it ends the text after Han, or a mark follows."""
    return _is_cjk(_before(text, place)) and (_after(text, place + 1) or "。") in "，。；！？、）" and place > 0


def _is_quoted_han(text: str, start: int, end: int) -> bool:
    return _is_cjk(_before(text, start)) or _is_cjk(_after(text, end + 1)) or has_han(text[start:end])


BRACKETS = re.compile(r" ?[(（]|[)）] ?")


def brackets(text: str, house: House, lang: str) -> list[Edit]:
    """Half-width brackets that hold Han or stand after Han become full-width, both of a pair."""
    if not has_han(text):
        return []
    counts = _han_counts(text)
    edits, opened = [], []
    for m in BRACKETS.finditer(text):
        if m[0].strip() in "(（":
            opened.append(m)
        elif opened:
            start = opened.pop()
            full = "（" in start[0] or "）" in m[0]
            if full or counts[m.start()] > counts[start.end()] or _is_cjk(_before(text, start.start())):
                edits += _bracket(text, start, "(", "（")
                edits += _bracket(text, m, ")", "）")
        elif ")" in m[0] and _is_cjk(_before(text, m.start())):
            edits += _bracket(text, m, ")", "）")
    for start in opened:
        if "(" in start[0] and _is_cjk(_before(text, start.start())):
            edits += _bracket(text, start, "(", "（")
    return sorted(edits)


def _bracket(text: str, match: re.Match, half: str, full: str) -> list[Edit]:
    if half not in match[0]:
        return []
    start, end = match.span()
    if half == "(" and match[0][0] == " " and not _is_cjk(_before(text, start)):
        start += 1
    if half == ")" and match[0][-1] == " " and not _is_cjk(_after(text, end)):
        end -= 1
    return [Edit(start, end, full, "M203")]


def _han_counts(text: str) -> list[int]:
    """Return for each place how many Han characters stand before it."""
    counts, count = [0], 0
    for char in text:
        count += has_han(char)
        counts.append(count)
    return counts


PAUSES = re.compile("([,;:!?]+)( *)")
SENTENCE = 24       # characters back within which Han makes a mark after a number a Chinese one


def marks(text: str, house: House, lang: str) -> list[Edit]:
    """Half-width , ; : ! ? beside Han become full-width; between letters or digits they stay."""
    edits = []
    for m in PAUSES.finditer(text):
        start, end = m.span(1)
        before, after = text[start - 1 : start], text[end : end + 1]
        chinese = (_is_cjk(_before(text, start)) and not _ends_english(text, start, end)
                   or _is_cjk(after) and (before.isalnum() or before in ")%℃") and before != ""
                   or not after and before != "" and has_han(text[max(0, start - SENTENCE) : start]))
        if chinese and not (m[1][0] == ":" and after == "/"):
            swallow = m.end() if _is_cjk(_after(text, end)) or not m[2] else end
            edits.append(Edit(start, swallow, "".join(FULL[c] for c in m[1]), "M201", m[1][0]))
    return edits


def _ends_english(text: str, start: int, end: int) -> bool:
    """Tell whether a mark stands after an English quotation and goes on in English: (“well-known”, he wrote)."""
    opening = text.rfind("“", 0, start)
    before = _before(text, opening) if opening > 0 else ""
    return (text[start - 1 : start] == "”" and opening >= 0 and not has_han(text[opening:start])
            and (before in "（(" or not _is_cjk(before)) and _after(text, end).isascii() and _after(text, end).isalnum())


STOP = re.compile(f"(?<=[{HAN}”’）》」』])[.．](?![.．A-Za-z0-9])(?: +(?=[{HAN}“‘（《「]))?")
STOP_AFTER_NUMBER = re.compile(r"(?<=[0-9%])\.$")
NUMBERING = re.compile("第?[一二三四五六七八九十百]{1,4}")
CLAUSE_END = re.compile("[，。；：！？、“‘（《 ]")
CLAUSE = 5          # a shorter stretch before a dot with Han after it may be half of a name (甲乙.丙丁)


def stops(text: str, house: House, lang: str) -> list[Edit]:
    """A full stop at the end of a Han sentence becomes 。; numbering and dots in names stay."""
    edits, last = [], 0
    for m in STOP.finditer(text):
        place = m.start()
        clause = CLAUSE_END.split(text[max(last, place - SENTENCE) : place])[-1]
        inside = m.end() == place + 1 and has_han(text[m.end() : m.end() + 1])
        if inside and len(clause) < CLAUSE or place < 6 and NUMBERING.fullmatch(text[:place]):
            continue
        edits.append(Edit(*m.span(), "。", "M204"))
        last = m.end()
    if (m := STOP_AFTER_NUMBER.search(text)) and has_han(text[max(0, m.start() - SENTENCE) : m.start()]):
        edits.append(Edit(*m.span(), "。", "M204"))
    return edits


# Characters first, since later rules read them; quotation marks before the marks that stand beside them.
RULES: tuple[tuple[str, Rule], ...] = (
    ("digits", digits), ("characters", characters), ("blanks", blanks), ("ellipses", ellipses), ("dashes", dashes),
    ("quotes", quotes), ("brackets", brackets), ("marks", marks), ("stops", stops), ("tildes", tildes),
    ("middots", middots),
)
