"""Front matter: ``key: value`` lines between two lines of ``---`` at the head of a manuscript, or ``key = "value"`` lines
between two of ``+++``.

A small part of YAML, read strictly: plain and quoted values, ``[a, b]`` and ``- a`` lists (joined by blanks), values
continued on indented lines, comment lines of ``#``. Nothing is evaluated.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches

from paiyin.manuscript.desk import Desk
from paiyin.manuscript.pieces import Piece

KEYS = ("kicker", "title", "deck", "standfirst", "byline", "date", "lang", "slug", "head", "box")
ALIASES = {"引题": "kicker", "肩题": "kicker", "眉题": "kicker", "标题": "title", "主题": "title", "主标题": "title", "副题": "deck",
           "副标题": "deck", "subtitle": "deck", "提要": "standfirst", "摘要": "standfirst", "署名": "byline",
           "作者": "byline", "author": "byline", "日期": "date", "语言": "lang", "language": "lang", "题式": "head", "標題式": "head", "加框": "box",
           "引題": "kicker", "肩題": "kicker", "眉題": "kicker", "標題": "title", "主題": "title", "主標題": "title", "副題": "deck",
           "副標題": "deck", "語言": "lang", "題式": "head"}

FENCE = re.compile(r"(?:---|(?P<toml>\+\+\+))[ \t]*(?:\n|$)")
CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
CLOSE_TOML = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE)
ENTRY_TOML = re.compile(r"(?P<key>[^\s=#'\"\[\]\-][^=]{0,40}?)[ \t]*=[ \t]*(?P<value>\S.*)$", re.DOTALL)
ENTRY = re.compile(r"(?P<key>[^\s:：#'\"\-][^:：]{0,40}?)[ \t]*[:：](?:[ \t]+|(?<=：)|$)(?P<value>.*)$", re.DOTALL)
ITEM = re.compile(r"[ \t]*-[ \t]+(?P<value>.*)$")


@dataclass(frozen=True)
class Field:
    """One entry: its value as pieces of the fair copy."""

    key: str
    pieces: tuple[Piece, ...]
    start: int
    end: int

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def read_front_matter(desk: Desk) -> tuple[dict[str, Field], int]:
    """Return the entries by key and the place of the fair copy where the article's body begins."""
    text = desk.copy.text
    head = len(text) - len(text.lstrip("\n \t"))
    opening = FENCE.match(text, head)
    if not opening:
        return {}, 0
    entry, closing = (ENTRY_TOML, CLOSE_TOML) if opening["toml"] else (ENTRY, CLOSE)
    close = closing.search(text, opening.end())
    first = text[opening.end() :].lstrip("\n").split("\n", 1)[0] if opening.end() < len(text) else ""
    looks_so = entry.match(first.strip()) is not None or first.startswith("#")
    if not close or not (looks_so or not text[opening.end() : close.start()].strip()):
        if looks_so:
            desk.say("M122", opening.start(), opening.end(), fence=opening[0].strip())
        return {}, 0
    return _entries(desk, opening.end(), close.start(), entry), close.end()


def _entries(desk: Desk, start: int, end: int, written: re.Pattern) -> dict[str, Field]:
    found: dict[str, Field] = {}
    key, values, key_place = "", [], (0, 0)

    def finish() -> None:
        if key:
            _keep(desk, found, key, values, key_place)

    place = start
    for line in desk.copy.text[start:end].split("\n"):
        stripped = line.strip()
        at = place + (len(line) - len(line.lstrip()))
        place += len(line) + 1
        if not stripped or stripped.startswith("#"):
            continue
        item = ITEM.match(line)
        if key and (item or line[0] in " \t\u3000"):
            value = item["value"] if item else stripped
            values.append((value.strip(), at + stripped.rfind(value.strip())))
            continue
        entry = written.match(stripped)
        if not entry:
            desk.say("M123", at, at + len(stripped), line=stripped[:40])
            continue
        finish()
        key, key_place = entry["key"].strip(), (at, at + len(entry["key"]))
        values = [(entry["value"], at + entry.start("value"))] if entry["value"] else []
    finish()
    return found


def _keep(desk: Desk, found: dict[str, Field], key: str, values: list[tuple[str, int]], place: tuple[int, int]) -> None:
    name = ALIASES.get(key, ALIASES.get(key.lower(), key.lower()))
    if name not in KEYS:
        close = get_close_matches(name, KEYS + tuple(ALIASES), 1)
        desk.say("M121", *place, key=key[:40], known=close[0] if close else ", ".join(KEYS))
        return
    if name in found:
        desk.say("M124", *place, key=key)
        return
    if values and values[0][0] in ("|", ">", "|-", ">-"):
        values = values[1:]
    parts = [part for value, at in values for part in _values(value, at)]
    if not parts:
        return
    pieces: list[Piece] = []
    for text, start, end in parts:
        if pieces:
            pieces.append(Piece(" ", pieces[-1].end, start))
        pieces.append(Piece(text, start, end))
    found[name] = Field(name, tuple(pieces), parts[0][1], parts[-1][2])


def _values(value: str, at: int) -> list[tuple[str, int, int]]:
    """Return the plain values of one written value: itself, unquoted, or the members of a ``[list]``."""
    if value[:1] == "[" and value[-1:] == "]":
        members, place = [], at + 1
        for member in re.split("([,，、])", value[1:-1]):
            if member.strip() and member not in ",，、":
                lead = len(member) - len(member.lstrip())
                members += _values(member.strip(), place + lead)
            place += len(member)
        return members
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        inner = value[1:-1]
        if value[0] == '"':
            plain = re.sub(r"\\(.)", r"\1", inner)
        else:
            plain = inner.replace("''", "'")
        return [(plain, at + 1, at + 1 + len(inner))] if plain.strip() else []
    return [(value, at, at + len(value))] if value.strip() else []
