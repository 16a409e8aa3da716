"""Tables of a Markdown manuscript: every cell that was written, also those beyond the head's columns; and the title,
unit and notes that stand beside them as paragraphs."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from markdown_it.token import Token

from paiyin.article import Block, Crosshead, Paragraph, Run, Table, Text, plain
from paiyin.manuscript.blocks import PREFIX, Line, Outline
from paiyin.manuscript.desk import Desk

LONGEST_TITLE, LONGEST_NOTE = 60, 300
NUMBERED = re.compile(r"(?:附?表|Table)[ \u3000]?(?:[A-Z]?[0-9０-９][0-9０-９.．–—-]*|[一二三四五六七八九十]{1,3})(?![一-鿿]?[是为中在])"
                      r"|附表(?=$|[ \u3000:：])")
UNIT = re.compile(r"[（(【\[]?(?:计量|計量|货币|貨幣|金额|金額)?[单單]位[ \u3000]?[:：][^。；]{1,24}")
NOTE = re.compile("(?:附?[注註]|表[注註]|说明|說明|(?:资料|資料|数据|數據)?(?:来源|來源)|Notes?|Source)[0-9]{0,2}[ \u3000]?[:：]")
SENTENCE = tuple("。！？；…，：!?;,:")


def add(blocks: list[Block], block: Block) -> None:
    """Add a block after others. A table takes what stands before it as its title (表1　…, or a line set strong) and its
    unit (单位：…); after a table, 注：… and 资料来源：… are its notes (表题, 表注 of CY/T 170-2019)."""
    if isinstance(block, Table):
        unit = _take(blocks, lambda words, _: UNIT.fullmatch(words) is not None)
        title = _take(blocks, _is_title)
        blocks.append(replace(block, title=_as_title(title), unit=unit))
    elif isinstance(block, Paragraph) and blocks and isinstance(blocks[-1], Table) and _is_note(block):
        label = (*block.label, Run("：", block.span)) if block.label else ()
        blocks[-1] = replace(blocks[-1], notes=(*blocks[-1].notes, (*label, *block.text)))
    else:
        blocks.append(block)


def _take(blocks: list[Block], wanted: Callable[[str, Block], bool]) -> Text:
    """Take the last block out if it is what is wanted, and return its text."""
    if not blocks or not isinstance(blocks[-1], Paragraph | Crosshead):
        return ()
    if isinstance(blocks[-1], Paragraph) and blocks[-1].label or not wanted(plain(blocks[-1].text).strip(), blocks[-1]):
        return ()
    return blocks.pop().text


def _as_title(text: Text) -> Text:
    """Return a text as a title, which is strong without saying so; the blank after its number is a wide one."""
    if all(run.style.strong or not run.text.strip() for run in text):
        text = tuple(replace(run, style=replace(run.style, strong=False)) for run in text)
    number = NUMBERED.match(text[0].text) if text else None
    if number is None or text[0].text[number.end() : number.end() + 1] != " ":
        return text
    first = f"{number[0]}\u3000{text[0].text[number.end() + 1:]}"
    return (replace(text[0], text=first), *text[1:])


def _is_title(words: str, block: Block) -> bool:
    if not words or len(words) > LONGEST_TITLE or words.endswith(SENTENCE):
        return False
    strong = isinstance(block, Paragraph) and all(r.style.strong or not r.text.strip() for r in block.text)
    return strong or NUMBERED.match(words) is not None


def _is_note(block: Paragraph) -> bool:
    words = (plain(block.label) + "：" if block.label else "") + plain(block.text)
    return len(words) <= LONGEST_NOTE and NOTE.match(words) is not None


def table_from(desk: Desk, outline: Outline, opened: Token, inside: Sequence[Token],
               text_of: Callable[[str, int], Text], nested: bool) -> Table:
    """Return a table; ``text_of`` reads one cell's text at its place in the fair copy."""
    rows = []
    for token in inside:
        if token.type == "tr_open":
            number = token.map[0]
            line, start = outline.lines[number], outline.starts[number]
            skip = PREFIX.match(line).end() if nested else 0
            rows.append((tuple(text_of(*cell) for cell in cells_of(line[skip:], start + skip)), start, len(line)))
    columns = max(len(cells) for cells, _, _ in rows)
    head = rows[0][0]
    for cells, start, size in rows[1:]:
        if len(cells) > len(head):
            desk.say("M605", start, start + size, cells=len(cells), columns=len(head))
    align = [_align(token) for token in inside if token.type == "th_open"]
    padded = [cells + ((),) * (columns - len(cells)) for cells, _, _ in rows]
    return Table(padded[0], tuple(padded[1:]), tuple(align + ["left"] * (columns - len(align))), outline.span(opened))


def _align(token: Token) -> str:
    return str(token.attrGet("style") or "").removeprefix("text-align:") or "left"


def cells_of(line: str, start: int) -> list[Line]:
    """Return the cells of a row with their places; ``\\|`` is a bar inside a cell."""
    bars, escaped = [-1], False
    for place, char in enumerate(line):
        if char == "|" and not escaped:
            bars.append(place)
        escaped = char == "\\" and not escaped
    bars.append(len(line))
    cells = []
    for low, high in pairwise(bars):
        cell = line[low + 1 : high]
        lead = len(cell) - len(cell.lstrip())
        cells.append((cell.strip(), start + low + 1 + lead))
    if cells and not cells[0][0]:
        cells.pop(0)
    if cells and not cells[-1][0]:
        cells.pop()
    return cells
