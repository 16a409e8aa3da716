"""Heads that editors write and Markdown does not know: ``#标题`` without a blank, and numbered lines (一、… （一）…).

A numbered line is taken for a crosshead only where the manuscript marks none, and that is told.
"""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from paiyin.article import Block, Crosshead, Paragraph, plain
from paiyin.manuscript.desk import Desk
from paiyin.manuscript.head import ends_sentence
from paiyin.manuscript.paragraphs import HEADING, NUMBERED

LONGEST = 24            # characters of a numbered head


def enable(parser: MarkdownIt) -> None:
    """Teach a block parser heads without a blank after their marks."""
    parser.block.ruler.before("paragraph", "loose_heading", _loose_heading, {"alt": ["paragraph", "blockquote"]})


def _loose_heading(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    if state.is_code_block(first):
        return False
    line = state.src[state.bMarks[first] + state.tShift[first]:state.eMarks[first]]
    found = HEADING.match(line)
    if found is None or line[0] != "#" or found.end() > len(found["marks"]):
        return False
    if silent:
        return True
    state.line = first + 1
    tag = f"h{len(found['marks'])}"
    for kind, nesting in (("heading_open", 1), ("inline", 0), ("heading_close", -1)):
        token = state.push(kind, tag if nesting else "", nesting)
        if nesting:
            token.markup = found["marks"]
        else:
            token.content, token.children = line[found.end():].strip(), []
        if nesting >= 0:
            token.map = [first, state.line]
    return True


def numbered(desk: Desk, blocks: Sequence[Block]) -> list[Block]:
    """Return blocks with numbered lines as crossheads, if none are marked: short, ending no sentence, text after them."""
    if any(isinstance(block, Crosshead) for block in blocks):
        return list(blocks)
    made: list[Block] = []
    for block, after in zip(blocks, (*blocks[1:], None)):
        level = _level(block, after)
        if level:
            desk.diagnostics.add("M703", block.span, text=plain(block.text))
            made.append(Crosshead(block.text, block.span, level))
        else:
            made.append(block)
    return made


def _level(block: Block, after: Block | None) -> int:
    if not isinstance(block, Paragraph) or block.label or not isinstance(after, Paragraph):
        return 0
    text, following = plain(block.text), plain(after.text)
    found = NUMBERED.match(text)
    if found is None or len(text) > LONGEST or "\n" in text or ends_sentence(text) or text[-1] in "，、,：:；;":
        return 0
    deeper = NUMBERED.match(following)
    if deeper is not None and deeper.lastgroup == found.lastgroup and not ends_sentence(following):
        return 0                        # items of a list
    if len(following) <= LONGEST and not ends_sentence(following) and deeper is None:
        return 0
    return {"one": 1, "two": 2, "three": 3}[found.lastgroup]
