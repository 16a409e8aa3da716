"""The sign-off under a report, notice or letter (落款): who issued it and when, at the right (GB/T 9704-2012, 7.3.5)."""

import re
from collections.abc import Sequence
from dataclasses import replace

from paiyin.article import Block, Paragraph, plain
from paiyin.composition.galley import Row, glue
from paiyin.units import Pt

LONGEST, MOST_NAMES = 24, 3  # characters of a name, and names over one date
LEAST_BEFORE = 2  # blocks of text that are signed
ROOM = 1.25  # em at the right, for the sign that ends a story
_SMALL = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_DATE = re.compile(f"[（(]?(?:[0-9]{{4}}|[〇○零一二三四五六七八九]{{4}})年{_SMALL}月{_SMALL}日[）)]?")
_SENTENCE = re.compile("[，。；：！？,.;:!?…]")


def sign_off(blocks: Sequence[Block]) -> int:
    """Return how many of the last blocks are an article's sign-off: a date, and the names over it."""
    if len(blocks) <= LEAST_BEFORE or not _DATE.fullmatch(_words(blocks[-1])):
        return 0
    count = 1
    while count <= MOST_NAMES and len(blocks) - count > LEAST_BEFORE and _is_name(_words(blocks[-1 - count])):
        count += 1
    return count


def flush_right(rows: list[Row], more: bool) -> list[Row]:
    """Return the rows of a paragraph of the sign-off at the right, if it is one line; ``more`` of it follows."""
    if len(rows) != 1 or rows[0].line is None or rows[0].text is None:
        return rows
    line, size = rows[0].line, rows[0].text.role.size
    free = (line.measure - line.width) * size / 1000 - ROOM * size
    moved = [replace(rows[0], dx=Pt(rows[0].dx + max(0.0, free)))]
    return glue(moved, 1) if more else moved


def _words(block: Block) -> str:
    """Return the text of a plain paragraph without its blanks, nothing of others."""
    if not isinstance(block, Paragraph) or block.label or block.lead:
        return ""
    return re.sub(r"\s", "", plain(block.text))


def _is_name(words: str) -> bool:
    return 1 < len(words) <= LONGEST and not _SENTENCE.search(words) and not _DATE.fullmatch(words)
