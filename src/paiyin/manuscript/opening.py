"""The opening of an article whose heads are marked: which of its first blocks make up the head."""

from collections.abc import Sequence
from dataclasses import replace

from paiyin.article import (
    Article,
    Block,
    Break,
    Chart,
    Crosshead,
    Figure,
    Footnote,
    Group,
    Head,
    Paragraph,
    Run,
    Text,
    plain,
)
from paiyin.manuscript.desk import Desk
from paiyin.manuscript.frontmatter import Field
from paiyin.manuscript.head import byline_of, date_of, ends_sentence, is_deck, stands_in_brackets
from paiyin.manuscript.pieces import slice_text
from paiyin.spans import Span

KICKER_MAX = 40         # characters


def lift_head(desk: Desk, blocks: Sequence[Block], head: Head) -> tuple[Head, list[Block]]:
    """Return the head with what the first blocks give to it, and the other blocks.

    Pictures may stand before the title or between the lines of the head; the first one before the title opens the
    story.
    """
    above, rest = _above_head(blocks)
    place = _title_at(rest, head)
    if place is None:
        above, rest = [], list(blocks)
    else:
        title = rest.pop(place)
        if not head.title:
            if title.level > 1:
                _guess(desk, "M131", title.text, title.span)
            head = replace(head, title=title.text)
        if place == 2:                      # a kicker of two lines
            head, place = _two_above(desk, rest, head)
        elif place == 1:
            head, place = _above_title(desk, rest, head)
    if head.title:
        head = _below_title(desk, rest, head, place or 0)
    return head, [*_opened(above, rest), *rest]


def _above_head(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Return the pictures, charts and rules that stand before the first heading, and the other blocks."""
    first = next((i for i, block in enumerate(blocks) if isinstance(block, Crosshead)), 0)
    above = [block for block in blocks[:first] if isinstance(block, Figure | Group | Chart | Break)]
    return above, [block for block in blocks if not any(block is one for one in above)]


def _opened(above: Sequence[Block], rest: Sequence[Block]) -> list[Block]:
    """Return what stood above the title, its first picture as the one that opens the story unless another is to."""
    kept = [replace(block, at=None) if isinstance(block, Figure) else block for block in above
            if not isinstance(block, Break)]
    first = next((i for i, block in enumerate(kept) if isinstance(block, Figure)), None)
    if first is not None and not any(isinstance(block, Figure) and block.opening for block in (*kept, *rest)):
        kept[first] = replace(kept[first], opening=True)
    return kept


def _title_at(blocks: Sequence[Block], head: Head) -> int | None:
    """Return where the heading stands that is the title (or repeats the one of the front matter)."""
    heads = [i for i, block in enumerate(blocks) if isinstance(block, Crosshead)]
    if not heads:
        return None
    first = blocks[heads[0]]
    if head.title:
        return heads[0] if heads[0] == 0 and plain(first.text) == plain(head.title) else None
    alone = sum(blocks[i].level == first.level for i in heads) == 1
    if heads[0] == 0 and (first.level == 1 or alone and len(blocks) > 1):
        return 0
    ones = [i for i in heads if blocks[i].level == 1]
    before = blocks[: heads[0]]
    return heads[0] if ones == heads[:1] and len(before) <= 2 and all(map(_is_head_line, before)) else None


def _is_head_line(block: Block) -> bool:
    """Tell whether a block is a short line that ends no sentence."""
    text = plain(block.text) if isinstance(block, Paragraph) and not block.label else ""
    return 0 < len(text) <= KICKER_MAX and not ends_sentence(text)


def _above_title(desk: Desk, rest: list[Block], head: Head) -> tuple[Head, int]:
    """Take the one line above the title as byline or kicker; return where the blocks below the title begin."""
    block = rest[0]
    if not _is_head_line(block):
        return head, 1
    names = byline_of(plain(block.text))
    if names and not head.byline:
        head = replace(head, byline=slice_text(block.text, *names))
        _guess(desk, "M133", block.text, block.span)
    elif not names and not head.kicker:
        head = replace(head, kicker=block.text)
        _guess(desk, "M134", block.text, block.span)
    else:
        return head, 1
    del rest[0]
    return head, 0


def _two_above(desk: Desk, rest: list[Block], head: Head) -> tuple[Head, int]:
    """Take two lines above the title as a kicker, or one of them as the byline; return where the rest begins."""
    lines = [block for block in rest[:2] if _is_head_line(block)]
    if len(lines) < 2:
        return head, 2
    if any(byline_of(plain(block.text)) for block in lines):
        head, left = _above_title(desk, rest, head)
        return _above_title(desk, rest, head) if left == 0 else (head, 2)
    if head.kicker:
        return head, 2
    first, second = lines
    _guess(desk, "M134", (*first.text, *second.text), first.span)
    del rest[:2]
    return replace(head, kicker=(*first.text, Run(" ", second.span), *second.text)), 0


def _below_title(desk: Desk, rest: list[Block], head: Head, place: int) -> Head:
    """Take deck, byline and date from the blocks directly below the title, each once."""
    while place < len(rest):
        block = rest[place]
        if isinstance(block, Figure):
            place += 1
            continue
        if not isinstance(block, Paragraph | Crosshead) or isinstance(block, Paragraph) and block.label:
            break
        text = plain(block.text)
        if not head.deck and is_deck(text):
            head = replace(head, deck=block.text)
            if isinstance(block, Paragraph):
                _guess(desk, "M132", block.text, block.span)
        elif isinstance(block, Crosshead):
            break
        elif not head.byline and (names := byline_of(text)):
            head = replace(head, byline=slice_text(block.text, *names))
            _guess(desk, "M133", block.text, block.span)
        elif not head.date and (written := date_of(text)):
            head = replace(head, date=written)
            _guess(desk, "M135", block.text, block.span)
            if stands_in_brackets(text):
                place += 1
                continue
        else:
            break
        del rest[place]
    return head


def _guess(desk: Desk, code: str, text: Text, span: Span) -> None:
    desk.diagnostics.add(code, span, text=plain(text)[:40])


def relevel(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks whose crossheads, with levels as the manuscript writes them, count without gaps from 1."""
    levels = sorted({block.level for block in blocks if isinstance(block, Crosshead)})
    ranks = {level: rank for rank, level in enumerate(levels, 1)}
    return [replace(block, level=ranks[block.level]) if isinstance(block, Crosshead) else block for block in blocks]


def article_of(desk: Desk, fields: dict[str, Field], head: Head, blocks: Sequence[Block], slug: str,
               notes: tuple[Footnote, ...] = ()) -> Article:
    """Return the article made of a head and blocks, the standfirst of the front matter before them."""
    if not head.title:
        desk.diagnostics.add("M130", None, file=desk.copy.source.file)
    body = relevel(blocks)
    if lead := fields.get("standfirst"):
        body.insert(0, Paragraph(desk.text(lead.pieces), desk.span(lead.start, lead.end), lead=True))
    return Article(head, tuple(body), desk.copy.source.file, slug, desk.lang, notes)
