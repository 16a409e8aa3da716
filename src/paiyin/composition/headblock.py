"""The head of a story over all the columns it stands over: kicker, headline, deck and byline, centred on one another,
with the rule that closes it. What a byline needs for its names is here too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil

from paiyin.article import Head, Run, Text, plain
from paiyin.composition import heads
from paiyin.composition.boxframes import plan_line, rule_in_type
from paiyin.composition.plan import Frame, Piece, Rule
from paiyin.composition.setter import Setter
from paiyin.composition.sheet import ASCENT, Sheet
from paiyin.composition.rows import one_line
from paiyin.manuscript.head import SURNAMES
from paiyin.units import Lines, Pt

# Gaps of the headline block in points, measured on the house's model pages.
ABOVE, BETWEEN, UNDER_MAIN, UNDER_DECK, FOOT = 13.4, 13.2, 10.6, 10.0, 15.0
CLEAR = 3.5  # at least between the last line and the rule
DECK = 18.0  # points; of the deck there, gaps grow and shrink with it
CLOSER = 0.6  # of the gaps, in a head over some of the columns
OF_MAIN, LEAST_OTHER = 0.5, 10.0  # of the headline's size, the most of the others; points, the least of that
SMALLER = (1.0, 0.85, 0.72)  # of their size, tried for kicker, deck and byline before they take more lines
FLANK_GAP, FLANK_LEAST = 14.0, 60.0  # points between a byline and the rules beside it, and their least length
RULE_UP = 0.36  # em of the byline that they stand over its baseline
MOST_LINES = 3  # of a kicker or deck
_NOT_NAMES = frozenset("本报 本社 本网 本台 本刊 记者 作者 摄影 撰文 撰稿 执笔 整理 供稿 供图 通讯 实习 编辑 图文 文图 报道 综合 文字 图片 校对".split())


@dataclass(frozen=True, slots=True)
class Block:
    """A block of furniture on the grid: its frames and rules, and the lines that it takes."""

    frames: tuple[Frame, ...]
    rules: tuple[Rule, ...]
    lines: Lines


def headline(
    setter: Setter, sheet: Sheet, head: Head, line: int, column: int = 0, columns: int | None = None
) -> Block:
    """Return kicker, headline, deck and byline over some columns (all of them), starting at a line of the grid.

    Over all columns they are centred on one another; a head of fewer stands at the left, smaller and closer.
    """
    if not any(plain(t).strip() for t in (head.title, head.kicker, head.deck, head.byline)):
        return Block((), (), Lines(0))
    columns = columns or sheet.columns
    width, x, y0 = sheet.span_width(columns), sheet.x(column), sheet.y(line)
    centred = columns == sheet.columns
    scale = setter.roles["deck"].size / DECK * (1.0 if centred else CLOSER)
    main = _main_size(setter, sheet, head, width, columns)
    pieces, flanks, y = [], [], y0 + ABOVE * scale
    for role, text, level, below in _parts(head):
        fitted = fitted_part(setter, text, role, width, main, columns / sheet.columns)
        placed = []
        for n, one in enumerate(fitted.lines):
            left = x + (max(0.0, (width - fitted.width(n)) / 2) if centred else 0.0)
            base = y + ASCENT * fitted.size + n * fitted.leading
            placed.append(plan_line(one, fitted.texts[min(n, len(fitted.texts) - 1)], left, base, fitted.size, width))
        pieces.append(Piece(role, tuple(placed), -1, level=level))
        if role == "byline" and len(placed) == 1 and centred:
            flanks += _flanks(setter, x, width, placed[0].y - RULE_UP * fitted.size, fitted.width(0))
        y += fitted.height + below * scale
    lines = ceil((y + FOOT * scale - y0) / sheet.step)
    frame = Frame("head", x, y0, width, sheet.block_height(lines), column, columns, line, lines, tuple(pieces))
    rule = Rule("head", x, Pt(max(sheet.y(line + lines - 1) - 4, y + CLEAR)), width, Pt(0.4))
    return Block((frame, *flanks), (rule,), Lines(lines))


def _main_size(setter: Setter, sheet: Sheet, head: Head, width: Pt, columns: int) -> float:
    """Return the size of the headline, which the others keep under; without one, of the role's largest."""
    title = one_line(head.title)
    if not plain(title).strip():
        return setter.roles["headline"].size
    return heads.fit_banner(setter, title, "headline", width, columns / sheet.columns).size


def _flanks(setter: Setter, x: float, width: float, y: float, own: float) -> Iterator[Frame]:
    """Yield the rules on either side of a centred line that is so wide, set in type."""
    long = (width - own) / 2 - FLANK_GAP
    if long >= FLANK_LEAST:
        yield rule_in_type(setter, x, y, long)
        yield rule_in_type(setter, x + width - long, y, long)


def _parts(head: Head) -> Iterator[tuple[str, Text, int, float]]:
    """Yield role, text, outline level and the gap under it of each part that there is."""
    for role, text, level, below in (
        ("kicker", head.kicker, 0, BETWEEN),
        ("headline", head.title, 1, UNDER_MAIN),
        ("deck", head.deck, 0, UNDER_DECK),
        ("byline", names(head.byline), 0, 0.0),
    ):
        if plain(text).strip():
            yield role, one_line(text), level, below


def fitted_part(
    setter: Setter, text: Text, role: str, width: Pt, main: float = 1000.0, share: float = 1.0
) -> heads.Head:
    """Fit a part of a head into a width: the headline as large as it goes, the others at their size or a little
    under it, and under half of the headline's own size ``main``."""
    if role == "headline":
        return heads.fit_banner(setter, text, role, width, share)
    size = setter.roles[role].size
    size = min(size, max(OF_MAIN * main, LEAST_OTHER))
    return heads.fit(setter, text, role, width, 2, tuple(Pt(size * s) for s in SMALLER))


def names(byline: Text) -> Text:
    """Return a byline with its names an em apart, and those of two characters as wide as those of three (CLREQ 齐字):
    李　婷."""
    out: list[Run] = []
    for word in re.finditer(r"\S+", plain(byline)):
        start, end = word.span()
        parts = [(start, start + 1), (start + 1, end)] if _two(word[0]) else [(start, end)]
        for n, part in enumerate(parts):
            runs = heads.cut_text(byline, *part)
            if out:
                out.append(Run("\u3000", replace(runs[0].span, end=runs[0].span.start), runs[0].style))
            out += runs
    return tuple(out)


def _two(word: str) -> bool:
    """Tell whether a word is a name of two characters."""
    return len(word) == 2 and word[0] in SURNAMES and word not in _NOT_NAMES and "\u4e00" <= word[1] <= "\u9fff"


def story_box(sheet: Sheet, line: int, foot: int, column: int = 0, columns: int | None = None) -> tuple[Rule, ...]:
    """Return the four rules of a boxed story (加框) that takes lines ``line`` up to ``foot``.

    They run in the middle of the gutters and of the space between lines, so that text keeps its measure; at the foot
    of the type area the imprint's rule is the fourth.
    """
    columns = columns or sheet.columns
    out = sheet.body * sheet.gutter / 2
    left, right = sheet.x(column) - out, sheet.x(column) + sheet.span_width(columns) + out
    top = sheet.y(line) - BOX_INSET + (sheet.step if line else 0.0) * 0.3
    bottom = sheet.top + sheet.area_height + IMPRINT_RULE if foot >= sheet.lines else sheet.y(foot) + BOX_INSET
    thick = 0.8
    return (
        Rule("box", Pt(left), Pt(top), Pt(right - left), Pt(thick)),
        Rule("box", Pt(left), Pt(bottom - thick), Pt(right - left), Pt(thick)),
        Rule("box", Pt(left), Pt(top), Pt(thick), Pt(bottom - top)),
        Rule("box", Pt(right - thick), Pt(top), Pt(thick), Pt(bottom - top)),
    )


BOX_INSET = 6.0  # points between a boxed story's rules and its first and last line
IMPRINT_RULE = 7.7  # points of the imprint's rule under the type area
