"""The head of a module: kicker, headline, deck and byline over its columns, in a size that its place and width give.

Guards against: heads that are all one size, headlines that fill half their width, heads of narrow modules that grow
into towers (they go down the sizes first).
"""

from dataclasses import dataclass
from functools import partial
from math import ceil

from paiyin.article import Head, Text, plain
from paiyin.composition import heads
from paiyin.composition.emit import plan_line
from paiyin.composition.headblock import names
from paiyin.composition.plan import Frame, Piece
from paiyin.composition.setter import FLAT, Setter
from paiyin.composition.sheet import ASCENT, Sheet
from paiyin.composition.story import one_line
from paiyin.units import Lines, Pt

# Largest headline by width of the head: this many points, and so much more for each point of width; the first story,
# those that matter, and the rest.
LARGEST = ((13.5, 0.0605), (12.5, 0.044), (11.5, 0.033))
SMALLEST = 11.5
# No other head is larger than this share of the first story's over half a page, however wide it is.
UNDER_LEAD = (1.0, 0.86, 0.7)
# (lines, share of the largest size) that are tried in this order: fewer lines first, as long as the type stays large.
FORMS = ((1, 0.8), (2, 0.7), (3, 0.62), (4, 0.5))
ABOVE, CLOSE, BETWEEN, UNDER, FOOT = 10.6, 4.5, 7.6, 6.4, 0.62  # points; the last in line steps
BANNER = (13.4, 9.0, 10.6, 8.6)  # the same of a head over the whole page, whose lines are centred
DECK, DECK_SIZES = 0.45, (10.0, 18.0)
KICKER_SIZES = (10.5, 17.0)
BAR = (19.0, 16.5, 14.0, 12.0, 10.5)  # sizes of the short head over a story that comes from another page


@dataclass(frozen=True, slots=True)
class Part:
    """One text of a head: its fitted lines, and where its first body's top stands under the head's top, in points."""

    role: str
    fitted: heads.Head
    level: int
    top: float


@dataclass(frozen=True, slots=True)
class ModuleHead:
    """A head over ``columns`` columns that takes ``lines`` lines, its headline in ``size`` points."""

    columns: int
    lines: Lines
    size: Pt
    parts: tuple[Part, ...]
    centred: bool = False


NOTHING = ModuleHead(0, Lines(0), Pt(0.0), ())


def fit(setter: Setter, sheet: Sheet, head: Head, columns: int, weight: int, banner: bool = False) -> ModuleHead:
    """Fit a head over some columns; ``weight`` 0 is the edition's first story, 1 one that matters, 2 any other.
    ``banner`` centres it, as the first story's over a whole page is."""
    if not any(plain(t).strip() for t in (head.title, head.kicker, head.deck, head.byline)):
        return NOTHING
    width = sheet.span_width(columns)
    scale = sheet.body / 9
    largest = (LARGEST[weight][0] + LARGEST[weight][1] * width / scale) * scale
    if weight:
        half = sheet.span_width((sheet.columns + 1) // 2)
        largest = min(largest, UNDER_LEAD[weight] * (LARGEST[0][0] + LARGEST[0][1] * half / scale) * scale)
    above, close, between, under = BANNER if banner else (ABOVE, CLOSE, BETWEEN, UNDER)
    main = _headline(setter, head.title, width, largest) if plain(head.title).strip() else None
    size = main.size if main else Pt(largest / 2)
    small = partial(_small, setter, width)
    parts, y = [], above
    kicker = small(head.kicker, "kicker", min(max(size * 0.42, KICKER_SIZES[0]), KICKER_SIZES[1]))
    deck = small(head.deck, "deck", min(max(size * DECK, DECK_SIZES[0]), DECK_SIZES[1]))
    byline = small(names(head.byline), "byline", 10.0 if weight == 0 and columns > 2 else 9.0)
    for role, fitted, level, below in (
        ("kicker", kicker, 0, close),
        ("headline", main, 1, between),
        ("deck", deck, 0, under),
        ("byline", byline, 0, 0.0),
    ):
        if fitted is None:
            continue
        parts.append(Part(role, fitted, level, y))
        y += fitted.height + below
    foot = (FOOT + (0.9 if banner else 0)) * sheet.step
    foot -= parts[-1].fitted.size * (1 - ASCENT) / 2
    y -= 0.0 if parts[-1].role == "byline" else {"kicker": close, "headline": between, "deck": under}[parts[-1].role]
    return ModuleHead(columns, Lines(ceil((y + foot) / sheet.step)), size, tuple(parts), banner)


def _headline(setter: Setter, title: Text, width: Pt, largest: float) -> heads.Head:
    """Return a headline in as few lines as keep it large."""
    text = one_line(title)
    found = None
    for lines, share in FORMS:
        least = max(SMALLEST, largest * share)
        sizes = tuple(Pt(round(largest * (1 - 0.04 * n), 1)) for n in range(13) if largest * (1 - 0.04 * n) >= least)
        found = heads.fit(setter, text, "headline", width, lines, sizes or (Pt(SMALLEST),))
        if len(found.lines) <= lines:
            return found
    return heads.fit(setter, text, "headline", width, FORMS[-1][0], (Pt(SMALLEST),))


def _small(setter: Setter, width: Pt, text: Text, role: str, size: float) -> heads.Head | None:
    if not plain(text).strip():
        return None
    return heads.fit(setter, one_line(text), role, width, 2, tuple(Pt(round(size * k, 1)) for k in (1.0, 0.9, 0.8)))


def bar(setter: Setter, sheet: Sheet, title: Text, columns: int, leaves: int) -> ModuleHead:
    """Return the head over the rest of a story, which comes from page ``leaves``: its short head and 上接."""
    width = sheet.span_width(columns)
    jump = setter.plain(f"（上接第{leaves}版）", "jump", FLAT)
    size = setter.roles["jump"].size
    came = heads.of_text(jump, size)
    parts, y = [], ABOVE
    if plain(title).strip():
        beside = columns > 1
        room = Pt(width - (came.width(0) + 14 if beside else 0))
        short = heads.fit(setter, one_line(title), "continuation", room, 1 if columns > 2 else 2, tuple(map(Pt, BAR)))
        parts.append(Part("continuation", short, 0, y))
        y += short.height
        at = y - came.height if beside else y + CLOSE
    else:
        at = y
    parts.append(Part("jump", came, 0, at))
    y = max(y, at + came.height)
    return ModuleHead(columns, Lines(ceil((y + FOOT * sheet.step) / sheet.step)), Pt(0.0), tuple(parts))


def frame(sheet: Sheet, head: ModuleHead, column: int, line: int, lines: int) -> Frame:
    """Return a module's head at its place."""
    left, width, pieces = sheet.x(column), sheet.span_width(head.columns), []
    for part in head.parts:
        fitted, set_lines = part.fitted, []
        for n, one in enumerate(fitted.lines):
            own = fitted.width(n)
            x = left + (max(0.0, (width - own) / 2) if head.centred else width - own if part.role == "jump" else 0.0)
            y = sheet.y(line) + part.top + ASCENT * fitted.size + n * fitted.leading
            text = fitted.texts[min(n, len(fitted.texts) - 1)]
            set_lines.append(plan_line(one, text, x, y, fitted.size, max(width, own) if part.role != "jump" else own))
        pieces.append(Piece(part.role, tuple(set_lines), -1, level=part.level))
    kind = "continuation-head" if any(p.role == "jump" for p in head.parts) else "head"
    return Frame(
        kind, left, sheet.y(line), width, sheet.block_height(lines), column, head.columns, line, lines, tuple(pieces)
    )
