"""The pictures of a module: over how many columns each may stand, and which stand side by side as one block.

A band takes few boxes, and a story may have many pictures: these are put into blocks, rows of pictures that share a
height, which a band treats as one box. Where the module is narrower than a picture's usual span, the picture gives way.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from paiyin.article import Figure
from paiyin.composition.boxes import Box
from paiyin.composition.capacity import adjustable, cells
from paiyin.composition.corners import Placed

MOST_BOXES = 4  # of a band
NARROW = 40  # cost of a picture over one column, in the unit of a band's score
WIDE = 14  # of a picture over all columns of a module of four or more
OTHER = 70  # of each column that a picture has more or less than its manuscript asks for
GROUPED = 12  # of pictures put side by side
OTHER_CHART = 24  # a chart over other columns than it is usually drawn over
NEAR = (6, 3, 2, 2)  # lines by which one to four boxes of a band give way
GAP = 1  # lines between two rows of a block

Sized = Callable[[Box, int], Box | None]  # a box over so many columns; None if it cannot be so


@dataclass(frozen=True, slots=True)
class Block:
    """Pictures as one box: rows of boxes of equal width that share a height."""

    rows: tuple[tuple[Box, ...], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Boxes for a module, and what is wrong with them."""

    boxes: tuple[Box, ...]
    cost: float

    @property
    def least(self) -> int:
        return sum(cells(b, b.least) for b in self.boxes)

    @property
    def most(self) -> int:
        return sum(cells(b, b.most) for b in self.boxes)

    @property
    def wish(self) -> int:
        return sum(cells(b, b.wish) for b in self.boxes)


def choices(
    boxes: Sequence[Box], width: int, sized: Sized, usual: Sequence[int], most: int = MOST_BOXES
) -> list[Choice]:
    """Return the ways to show boxes in a module of some columns, none if it is too narrow for one of them. ``usual``
    are the sheet's usual spans; ``most`` boxes may stand there."""
    if not boxes:
        return [Choice((), 0.0)]
    offers = [_spans(box, width, sized, usual) for box in boxes]
    if not all(offers):
        return []
    found: dict[tuple[Box, ...], float] = {}
    if len(boxes) <= most:
        for chosen in product(*offers):
            found.setdefault(tuple(b for b, _ in chosen), sum(c for _, c in chosen))
    if len(boxes) > 1:
        for grouped, cost in _grouped(boxes, offers, width, most):
            if grouped not in found or cost < found[grouped]:
                found[grouped] = cost
    return [Choice(chosen, cost) for chosen, cost in sorted(found.items(), key=lambda pair: pair[1])]


def _spans(box: Box, width: int, sized: Sized, usual: Sequence[int]) -> list[tuple[Box, float]]:
    if box.pinned:
        return [(box, 0.0)] if box.columns <= width else []
    if box.kind == "chart":
        made = [(box if c == box.columns else sized(box, c)) for c in range(1, width + 1)]
        return [(b, 0.0 if b.columns == box.columns else float(OTHER_CHART)) for b in made if b is not None]
    if not adjustable(box):
        return [(box, 0.0)] if box.columns <= width else []
    asked = isinstance(box.content, Figure) and box.content.columns and box.columns
    spans = range(1, min(width, max(*usual, asked or 1)) + 1) if width > 1 else (1,)
    found = []
    for span in spans:
        other = box if box.columns == span else sized(box, span)
        if other is not None:
            cost = NARROW if span == 1 and asked != 1 else WIDE if span == width > 3 and not asked else 0.0
            found.append((other, cost + (OTHER * abs(span - asked) if asked else 0.0)))
    return sorted(found, key=lambda pair: pair[1])


def _grouped(boxes: Sequence[Box], offers: Sequence, width: int, most: int) -> Iterator[tuple[tuple[Box, ...], float]]:
    """Yield boxes of which pictures stand in rows; those that cannot give way stand alone."""
    for across in range(1, width + 1):
        row: list[Box] = []
        rows: list[tuple[Box, ...]] = []
        alone: list[Box] = []
        cost = 0.0
        for box, offer in zip(boxes, offers):
            room = across - sum(b.columns for b in row)
            fitting = [(b, c) for b, c in offer if b.columns <= across]
            if box.kind != "figure" or box.fixed or box.pinned or not fitting:
                alone.append(offer[0][0])
                continue
            now = [(b, c) for b, c in fitting if b.columns <= room]
            if not now:
                rows.append(tuple(row))
                row, now = [], fitting
            best = min(now, key=lambda pair: (pair[1], pair[0].columns))
            row.append(best[0])
            cost += best[1] + GROUPED
        if row:
            rows.append(tuple(row))
        rows = [filled for r in rows if (filled := _filled(r, across, offers)) is not None]
        if sum(len(r) for r in rows) + len(alone) != len(boxes) or not rows:
            continue
        for parts in {1, min(2, len(rows)), min(3, len(rows))}:
            blocks = _blocks(rows, parts)
            if blocks is not None and len(blocks) + len(alone) <= most:
                both = sorted((*blocks, *alone), key=lambda b: b.anchor)
                yield tuple(both), cost


def _filled(row: tuple[Box, ...], across: int, offers: Sequence) -> tuple[Box, ...] | None:
    """Return a row of pictures widened until it fills its columns."""
    wanted = across - sum(b.columns for b in row)
    out = list(row)
    for n in (*range(len(out)), *range(len(out))):
        if not wanted:
            break
        wider = [b for offer in offers for b, _ in offer if b.content is out[n].content and b.columns > out[n].columns]
        fitting = [b for b in wider if b.columns - out[n].columns <= wanted]
        if fitting:
            widest = max(fitting, key=lambda b: b.columns)
            wanted -= widest.columns - out[n].columns
            out[n] = widest
    return None if wanted else tuple(out)


def _blocks(rows: Sequence[tuple[Box, ...]], parts: int) -> list[Box] | None:
    """Return rows as so many blocks of about equal length."""
    size, out = -(-len(rows) // parts), []
    for at in range(0, len(rows), size):
        made = block(rows[at : at + size])
        if made is None:
            return None
        out.append(made)
    return out


def block(rows: Sequence[tuple[Box, ...]]) -> Box | None:
    """Return rows of pictures as one box, None if the pictures of a row cannot be equally high."""
    if len(rows) == 1 and len(rows[0]) == 1:
        return rows[0][0]
    ranges = [_range(row) for row in rows]
    if any(low > high for low, high, _ in ranges):
        return None
    between = sum(extra + GAP for _, _, extra in ranges[:-1])
    low, high = sum(r[0] for r in ranges) + between, sum(r[1] for r in ranges) + between
    anchor = max(b.anchor for row in rows for b in row)
    return Box(
        "figure",
        Block(tuple(rows)),
        sum(b.columns for b in rows[0]),
        (low + high) // 2,
        low,
        high,
        ranges[-1][2],
        anchor,
    )


def _range(row: Sequence[Box]) -> tuple[int, int, int]:
    """Return the least and most lines over the captions of a row, and the lines of its longest caption."""
    extra = max(b.extra for b in row)
    low = max(b.least - (extra - b.extra) for b in row)
    high = min(b.most - (extra - b.extra) for b in row)
    return max(low, 3), high, extra


def expanded(placed: Placed) -> Iterator[Placed]:
    """Yield the pictures of a placed box, each at its place."""
    if not isinstance(placed.box.content, Block):
        yield placed
        return
    rows = placed.box.content.rows
    ranges = [_range(row) for row in rows]
    more = placed.lines - sum(low for low, _, _ in ranges) - sum(extra + GAP for _, _, extra in ranges[:-1])
    line = placed.line
    for n, (row, (low, high, extra)) in enumerate(zip(rows, ranges)):
        grown = min(high - low, -(-more // (len(rows) - n)))
        more -= grown
        column = placed.column
        for box in row:
            yield Placed(box, column, line, low + grown + extra - box.extra)
            column += box.columns
        line += low + grown + extra + GAP


def raised(choice: Choice, target: int) -> tuple[Box, ...]:
    """Return boxes whose wishes add up to about ``target`` cells, and which give way by a few lines only: what is tried
    is near to what is needed."""
    share = 0.0
    if choice.most > choice.least:
        share = min(1.0, max(0.0, (target - choice.least) / (choice.most - choice.least)))
    return near(
        [replace(b, wish=min(b.most, max(b.least, round(b.least + share * (b.most - b.least))))) for b in choice.boxes]
    )


def near(boxes: Sequence[Box]) -> tuple[Box, ...]:
    """Return boxes that give way by a few lines only, the fewer the more they are."""
    by = NEAR[min(len(boxes), len(NEAR)) - 1]
    return tuple(
        b if b.fixed else replace(b, least=max(b.least, b.wish - by), most=min(b.most, b.wish + by)) for b in boxes
    )
