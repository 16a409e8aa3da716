"""The head of a plain text that marks nothing: kicker, title, deck, byline and date guessed from its first lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from paiyin.article import Head
from paiyin.manuscript.desk import Desk
from paiyin.manuscript.head import byline_of, date_of, ends_sentence, is_deck, stands_in_brackets
from paiyin.manuscript.paragraphs import NUMBERED, Stretch
from paiyin.manuscript.pieces import Piece

HEAD_LINES = 7          # a head has no more lines than this
HEAD_MAX = 45           # characters of a head's line
NAMED = re.compile("(?P<key>[引肩眉主副][题題]|[主副]?(?:标题|標題)|题目|題目|作者|署名|日期|时间|時間)[ \u3000]?[：:][ \u3000]*(?=\\S)")
KEYS = {"引题": "kicker", "肩题": "kicker", "眉题": "kicker", "副题": "deck", "副标题": "deck", "作者": "byline", "署名": "byline",
        "日期": "date", "时间": "date", "引題": "kicker", "肩題": "kicker", "眉題": "kicker", "副題": "deck", "副標題": "deck",
        "時間": "date"}
NOTES = {"title": "M131", "deck": "M132", "byline": "M133", "kicker": "M134", "date": "M135"}


@dataclass
class _Lines:
    """What the first lines were taken for: part of the head -> (stretch, range of its words)."""

    parts: dict[str, tuple[Stretch, int, int]] = field(default_factory=dict)
    free: list[tuple[int, Stretch]] = field(default_factory=list)


def guess_head(desk: Desk, stretches: Sequence[Stretch], head: Head) -> tuple[Head, int]:
    """Return the head and the number of stretches that it took; what the front matter gave stays."""
    lines = _Lines()
    zone = _zone(stretches)
    for place, stretch in enumerate(stretches[:zone]):
        part = _part_of(stretch, lines, head)
        if part:
            lines.parts[part[0]] = (stretch, *part[1:])
        else:
            lines.free.append((place, stretch))
    taken = _title(lines, stretches, zone, head)
    return _filled(desk, lines, head), taken


def _zone(stretches: Sequence[Stretch]) -> int:
    """Return how many of the first lines may belong to the head: short, ending no sentence, text after them."""
    count = 0
    for stretch in stretches[:HEAD_LINES]:
        text = stretch.text
        named = NAMED.match(text) is not None
        if not (named or is_deck(text) or byline_of(text) or date_of(text)):
            title_question = count == 0 and text[-1] in "？！?!"
            if len(text) > HEAD_MAX or ends_sentence(text) and not title_question or text[-1] in "，、,":
                break
            if count and NUMBERED.match(text):
                break
        count += 1
    return count if count < len(stretches) else 0


def _part_of(stretch: Stretch, lines: _Lines, head: Head) -> tuple[str, int, int] | None:
    """Return the part of the head that a line says it is, and the range of its words; what is given already stays."""
    text = stretch.text

    def wanted(key: str) -> bool:
        return key not in lines.parts and not getattr(head, key)

    if named := NAMED.match(text):
        key = KEYS.get(named["key"], "title")
        if wanted(key) and (key != "date" or date_of(text[named.end():])):
            return key, named.end(), len(text)
    begun = bool(head.title or lines.free or "title" in lines.parts)
    if begun and wanted("deck") and is_deck(text):
        return "deck", 0, len(text)
    if begun and wanted("byline") and (names := byline_of(text)):
        return "byline", *names
    if wanted("date") and date_of(text) and not stands_in_brackets(text):
        return "date", 0, len(text)
    return None


def _title(lines: _Lines, stretches: Sequence[Stretch], zone: int, head: Head) -> int:
    """Choose title and kicker among the free lines; return how many stretches the head takes.

    Two free lines before a deck are kicker and title; two before a byline or date are title and deck; a line that no
    part of the head follows stays in the text.
    """
    after_parts = [i for i, stretch in enumerate(stretches[:zone]) if _is_part(stretch, lines)]
    last_part = after_parts[-1] if after_parts else -1
    within = [(i, stretch) for i, stretch in lines.free if i < last_part]
    if head.title or "title" in lines.parts:
        return _leading(lines, stretches, zone)
    if not lines.free:
        return 0
    deck_at = next((i for i in after_parts if lines.parts.get("deck", (None,))[0] is stretches[i]), None)
    before_deck = [stretch for i, stretch in lines.free if deck_at is not None and i < deck_at]
    if len(before_deck) >= 2 and "kicker" not in lines.parts and not head.kicker:
        kicker, title = before_deck[:2]
        lines.parts["kicker"] = (kicker, 0, len(kicker.text))
    else:
        title = lines.free[0][1]
        if len(within) == 2 and "deck" not in lines.parts and not head.deck and within[1][0] == within[0][0] + 1:
            lines.parts["deck"] = (within[1][1], 0, len(within[1][1].text))
    lines.parts["title"] = (title, 0, len(title.text))
    return _leading(lines, stretches, zone)


def _is_part(stretch: Stretch, lines: _Lines) -> bool:
    return any(part is stretch for part, _, _ in lines.parts.values())


def _leading(lines: _Lines, stretches: Sequence[Stretch], zone: int) -> int:
    """Return how many first stretches are parts of the head without a gap; drop parts beyond them."""
    count = 0
    while count < zone and _is_part(stretches[count], lines):
        count += 1
    leading = {id(stretch) for stretch in stretches[:count]}
    lines.parts = {key: part for key, part in lines.parts.items() if id(part[0]) in leading}
    return count


def _filled(desk: Desk, lines: _Lines, head: Head) -> Head:
    filled = {}
    for key, (stretch, start, end) in lines.parts.items():
        words = stretch.text[start:end]
        piece = [Piece(words, stretch.start + start, stretch.start + end)]
        filled[key] = date_of(words) if key == "date" else desk.text(piece)
        desk.say(NOTES[key], stretch.start, stretch.end, text=words[:40])
    return replace(head, **filled)
