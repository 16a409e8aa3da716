"""Tables of a Markdown manuscript: every cell that was written, also those beyond the head's columns."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from markdown_it.token import Token

from paiyin.article import Table, Text
from paiyin.manuscript.blocks import PREFIX, Line, Outline
from paiyin.manuscript.desk import Desk


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
