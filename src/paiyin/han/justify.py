"""From breaks to lines: squeeze or stretch each line to the measure.

Squeezing goes through CLREQ's tiers in order (挤压处理的优先顺序), stretching too (拉伸处理的优先顺序); inside one tier
all places move equally. Everything is in whole Milli, and a flush line's widths sum to its measure.
"""

from paiyin.han.breaks import WIDEST, Breaks
from paiyin.han.classes import Kind
from paiyin.han.gaps import LATIN, TIERS, WORD, Gaps, Sums
from paiyin.han.items import Items
from paiyin.han.line import Line
from paiyin.han.segments import Spacing, segments_of
from paiyin.units import Milli

_ROUNDING = 12          # Milli a line may be off for shaping the halves of a divided word anew


def lines_of(items: Items, gaps: Gaps, sums: Sums, breaks: Breaks, measure: Milli, indent: Milli,
             ragged: bool = False) -> tuple[Line, ...]:
    """Return the set lines of a paragraph."""
    out, a = [], 0
    for n, end in enumerate(breaks.ends):
        out.append(_line(items, gaps, sums, a, end, measure, indent if n == 0 else 0, n in breaks.hung, ragged))
        a = end
    return tuple(out)


def _line(items: Items, gaps: Gaps, sums: Sums, a: int, end: int, measure: int, indent: int, hung: bool,
          ragged: bool) -> Line:
    """Return the line of items ``a`` up to ``end``, justified unless it ends its paragraph or is ``ragged``."""
    b, final = end - 1, end == len(items)
    lead = indent + (gaps.first if a == 0 else 0)
    natural = lead + sums.right[b] - sums.width[a] + gaps.hyphen.get(b, 0)
    hang = items.width[b] if hung else 0
    spacing = Spacing(gaps, sums, a, b)
    if items.cut:
        natural += _shape_edges(items, spacing)
    slack = measure + hang - natural
    squeeze = 0
    if slack < 0:
        rest = _squeeze(spacing, -slack)
        squeeze = -slack - rest
        if 0 < rest <= _ROUNDING:
            spacing.stretch(-rest)
    elif slack and not final and not ragged:
        spacing.stretch(_grow(spacing, slack), WIDEST)
    segments, width = segments_of(items, spacing, a, end, lead)
    return Line(segments, items.start[a], items.end[b], Milli(measure), Milli(width), Milli(indent),
                Milli(max(0, spacing.gap + (spacing.more > 0))), Milli(squeeze), Milli(max(0, width - measure)),
                width == measure + hang, final)


def _shape_edges(items: Items, spacing: Spacing) -> int:
    """Shape the parts of divided words at a line's ends anew, a hyphen added; return by how much they are wider."""
    a, b, gained = spacing.a, spacing.b, 0
    if a and a - 1 in items.cut and _same_word(items, a - 1):
        last = a
        while last < b and _same_word(items, last):
            last += 1
        gained += _edge(items, spacing, a, last)
    if b in items.cut and b + 1 < len(items) and _same_word(items, b):
        first = b
        while first > a and _same_word(items, first - 1):
            first -= 1
        if first not in spacing.edges:
            gained += _edge(items, spacing, first, b)
    return gained


def _same_word(items: Items, i: int) -> bool:
    """Tell whether items ``i`` and ``i + 1`` are parts of one word in one face."""
    return (items.kind[i] == items.kind[i + 1] == Kind.WESTERN and items.face[i] is items.face[i + 1]
            and items.span[i] == items.span[i + 1] and i not in items.blank)


def _edge(items: Items, spacing: Spacing, first: int, last: int) -> int:
    hyphen = spacing.gaps.hyphen.get(last, 0) if last == spacing.b else 0
    text = "".join(map(items.glyphs, range(first, last + 1))).replace("\u00ad", "") + ("-" if hyphen else "")
    scale = items.spans[items.span[first]].scale
    exact = round(items.face[first].width(text, items.lang) * scale / 1000)
    spacing.edges[first] = text, exact, last
    return exact - sum(items.width[first:last + 1]) - hyphen


def _squeeze(spacing: Spacing, need: int) -> int:
    """Take ``need`` from the gaps, tier by tier; return what could not be taken."""
    gaps, soft = spacing.gaps, spacing.soft
    by_tier: list[list[tuple[int, int]]] = [[] for _ in range(TIERS)]
    for i in soft:
        for tier, give in gaps.tiers(i):
            by_tier[tier].append((i, give))
    for places in by_tier:
        if not need:
            break
        taken = share([give for _, give in places], need)
        for (i, _), t in zip(places, taken):
            spacing.change[i] = spacing.change.get(i, 0) - t
        need -= sum(taken)
    return need


def _grow(spacing: Spacing, slack: int) -> int:
    """Widen word spaces, then Han–Latin gaps, up to their ceilings; return what is left."""
    gaps = spacing.gaps
    for tier in (WORD, LATIN):
        places = [i for i in spacing.soft if gaps.grow[i] and gaps.tier[i] == tier]
        if not places or not slack:
            continue
        added = share([gaps.grow[i] for i in places], slack)
        for i, t in zip(places, added):
            spacing.change[i] = t
        slack -= sum(added)
    return slack


def share(caps: list[int], amount: int) -> list[int]:
    """Divide an amount over places with caps as equally as they allow; the parts sum to it or to the caps."""
    parts = [0] * len(caps)
    left = min(amount, sum(caps))
    waiting = sorted(range(len(caps)), key=lambda i: (caps[i], i))
    for n, i in enumerate(waiting):
        each, more = divmod(left, len(waiting) - n)
        if caps[i] > each:
            for k, j in enumerate(sorted(waiting[n:])):
                parts[j] = each + (k < more)
            break
        parts[i] = caps[i]
        left -= caps[i]
    return parts

