"""From sections to pages: bands are stacked down each page until it is full.

A section that fits what is left of a page becomes a whole band; one that does not fills the page to its foot and goes
on overleaf under a jump line. Guards against: white feet of pages (the last whole band grows until it ends there),
figures before their mention, sections begun with no room for their text, boxes that fit nowhere (they get a row of
their own).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from paiyin.composition import band as bands
from paiyin.composition.band import Arrangement
from paiyin.composition.boxes import Box
from paiyin.composition.corners import Corner, Placed
from paiyin.composition.fill import Filling
from paiyin.composition.galley import Row
from paiyin.composition.heads import Head
from paiyin.composition.sheet import Sheet
from paiyin.composition.story import Section

SEPARATION = 2  # lines between two bands: a blank and the next one's rule
MORE_SEPARATION = 2  # more of them where a page would end short
LEAST_TEXT = 9  # lines of text under a section head at a page foot
MOST_PICTURES = 0.6  # of a band's cells, pictures at their smallest
MOST_BESIDE_REST = 0.75  # the same where a section's last lines stand
MOST_BOXES = 3
OVERSIZE = 60  # of a line by which a picture is higher than its shape bears
UNEVEN = 3  # lines that a last column may lack before other spans are tried
LOWER = 25  # of a line by which a band starts lower, so that its text ends better
LATE = 200  # of a picture that goes to the next section
WHITE_FOOT = 300  # of a line left white over all columns at a page's foot, in the unit of a band's score


@dataclass(frozen=True, slots=True)
class Band:
    """A band at its place: ``line`` is its first line on the page; ``rows`` are those of its section. It stands over
    ``width`` columns from ``column`` (0: all those up to the page's right edge); the columns of its arrangement count
    from there."""

    section: Section
    line: int
    arrangement: Arrangement
    rows: Sequence[Row]
    head: Head | None = None
    continued: bool = False  # its text began on an earlier page
    leaves: bool = False  # and goes on overleaf
    column: int = 0
    width: int = 0

    def columns(self, sheet: Sheet) -> int:
        """Return how many columns it stands over."""
        return self.width or sheet.columns - self.column

    @property
    def corner(self) -> Corner:
        return self.arrangement.corner

    @property
    def foot(self) -> int:
        return self.line + self.arrangement.height


@dataclass(slots=True)
class Leaf:
    """A page in the making: where its bands start, and what stands in it."""

    number: int
    top: int
    bands: list[Band] = field(default_factory=list)
    white: int = 0


@dataclass(slots=True)
class _Rest:
    """What is still to be placed of a section."""

    section: Section
    head: Head | None
    corner: Corner
    start: int = 0
    boxes: list[Box] = field(default_factory=list)

    @property
    def rows_left(self) -> int:
        return len(self.section.rows) - self.start


class Paginator:
    """Stacks bands into pages. ``first_top`` is the first free line of page 1, ``next_top`` that of the others;
    ``resized`` gives a picture over some columns more or fewer, None if it may not be so."""

    def __init__(self, sheet: Sheet, first_top: int, next_top: int, resized: Callable[[Box, int], Box | None]):
        self.sheet, self.first_top, self.next_top, self.resized = sheet, first_top, next_top, resized
        self._known: dict[tuple, tuple[Sequence[Row], Arrangement | None]] = {}

    def pages(self, sections: Sequence[tuple[Section, Head | None, Corner]]) -> list[Leaf]:
        """Return the pages of a story."""
        queue = [_Rest(s, head, corner, boxes=list(s.boxes)) for s, head, corner in sections]
        leaves = [Leaf(1, self.first_top)]
        at = 0
        while at < len(queue):
            leaf = leaves[-1]
            last = at == len(queue) - 1
            if self._place(leaf, queue[at], last):
                if not last:  # pictures that found no room here stand in the next section
                    queue[at + 1].boxes[:0] = [replace(b, anchor=0) for b in queue[at].boxes]
                at += 1
            else:
                self._close(leaf)
                leaves.append(Leaf(leaf.number + 1, self.next_top))
        return leaves

    def _line(self, leaf: Leaf) -> int:
        return leaf.bands[-1].foot + SEPARATION if leaf.bands else leaf.top

    def _place(self, leaf: Leaf, rest: _Rest, last: bool) -> bool:
        """Place as much of a section as the page holds; tell whether all of it is placed."""
        line = self._line(leaf)
        room = self.sheet.lines - line
        if room < (rest.corner.lines + LEAST_TEXT if rest.rows_left else 1) and leaf.bands:
            return False
        if not rest.rows_left:
            return self._boxes_alone(leaf, rest, line, room)
        boxes, late = self._share(rest.boxes, rest.rows_left, rest.corner)
        while True:
            found = self._whole(rest, boxes, room)
            if found is not None or not boxes:
                break
            if self._fits_without(rest, boxes, room):
                late = [boxes[-1], *late]
                boxes = boxes[:-1]
            else:
                break
        if found is not None and found.filling.spare >= UNEVEN:
            found, boxes = self._other_spans(rest, boxes, room, found)
            while boxes and not last and found.filling.spare >= UNEVEN:
                fewer = self._whole(rest, boxes[:-1], room)
                if fewer is None or fewer.score + LATE >= found.score:
                    break
                found, boxes, late = fewer, boxes[:-1], [boxes[-1], *late]
        if found is not None:
            left = room - found.height
            if 0 < left < SEPARATION + self._least_next():
                found = self._to_foot(rest, boxes, room, found, last and not late)
            return self._finish(leaf, rest, line, found, late, last)
        if self._split(leaf, rest, line, room):
            return False
        bare = self._whole(rest, [], room) if leaf.bands else None
        return bare is not None and self._finish(leaf, rest, line, bare, rest.boxes, last)

    def _finish(self, leaf: Leaf, rest: _Rest, line: int, found: Arrangement, late: list[Box], last: bool) -> bool:
        """Put the last band of a section in its place; boxes that are late go to the next section, or stand alone."""
        self._add(leaf, rest, line, found, leaves=bool(late))
        rest.start, rest.boxes = len(rest.section.rows), late
        rest.head, rest.corner = None, Corner()
        return not late or not last or self._place(leaf, rest, last)

    def _other_spans(
        self, rest: _Rest, boxes: list[Box], room: int, found: Arrangement
    ) -> tuple[Arrangement, list[Box]]:
        """Try pictures over a column fewer or more where the last column would end far too short."""
        best = found, boxes
        for by in (-1, 1):
            for n in range(len(boxes)):
                other = self.resized(boxes[n], by)
                if other is None:
                    continue
                tried = [*boxes[:n], other, *boxes[n + 1 :]]
                better = self._whole(rest, tried, room)
                if better is not None and better.score < best[0].score:
                    best = better, tried
        return best

    def _to_foot(self, rest: _Rest, boxes: Sequence[Box], room: int, found: Arrangement, last: bool) -> Arrangement:
        """Return a band that ends at the page's foot, or leaves enough for the next section to begin; pictures are made
        larger or smaller for it, within what their shapes bear."""
        offers = [(found.score + WHITE_FOOT * (room - found.height), found)]
        most = {id(b.content): b.most for b in boxes}
        for more in (1.0, 1.2):
            grown = [b if b.fixed else replace(b, most=int(b.most * more)) for b in boxes]
            exact = self._whole(rest, grown, room, room)
            if exact is not None:
                over = sum(max(0, p.lines - most[id(p.box.content)]) for p in exact.placed)
                offers.append((exact.score + OVERSIZE * over, exact))
        if not last and room > SEPARATION + self._least_next():
            lower = self._whole(rest, boxes, room - SEPARATION - self._least_next())
            if lower is not None:
                offers.append((lower.score, lower))
        return min(offers, key=lambda offer: offer[0])[1]

    def _whole(self, rest: _Rest, boxes: Sequence[Box], most: int, exact: int | None = None) -> Arrangement | None:
        return self._once(bands.whole, rest, boxes, most, exact)

    def _part(self, rest: _Rest, boxes: Sequence[Box], height: int, least_left: int = 5) -> Arrangement | None:
        return self._once(bands.part, rest, boxes, height, least_left)

    def _once(self, search: Callable, rest: _Rest, boxes: Sequence[Box], *limits: int | None) -> Arrangement | None:
        """Search once for the same section, boxes and limits: other sizes elsewhere change nothing here."""
        rows = rest.section.rows
        key = search, id(rows), rest.start, rest.corner, tuple(boxes), limits
        if key not in self._known:  # the rows are kept beside the answer, so that their id stays theirs
            self._known[key] = rows, search(rows, rest.start, rest.corner, boxes, self.sheet.columns, *limits)
        return self._known[key][1]

    def _least_next(self) -> int:
        return LEAST_TEXT + 7

    def _fits_without(self, rest: _Rest, boxes: Sequence[Box], room: int) -> bool:
        return self._whole(rest, boxes[:-1], room) is not None

    def _share(self, boxes: Sequence[Box], rows: int, corner: Corner) -> tuple[list[Box], list[Box]]:
        """Divide boxes into those that a band with so many rows can carry, and the rest."""
        taken: list[Box] = []
        cells = 0
        text = rows + corner.columns * corner.lines
        most = MOST_PICTURES if corner.lines else MOST_BESIDE_REST
        for n, box in enumerate(boxes):
            size = (box.least + box.extra + 1) * box.columns
            if len(taken) >= MOST_BOXES or taken and cells + size > most * (cells + size + text):
                return taken, list(boxes[n:])
            taken.append(box)
            cells += size
        return taken, []

    def _split(self, leaf: Leaf, rest: _Rest, line: int, room: int) -> bool:
        """Fill the page to its foot with a part of the section, with the boxes that this part mentions; tell whether
        anything was placed."""
        columns = self.sheet.columns
        chosen: list[Box] = []
        best = self._part(rest, chosen, room)
        for box in rest.boxes:
            if len(chosen) >= MOST_BOXES or self._cells([*chosen, box]) > MOST_PICTURES * room * columns:
                break
            if best is not None and box.anchor >= best.filling.end:
                break
            better = self._part(rest, [*chosen, box], room)
            if better is None and best is not None:
                break
            chosen, best = [*chosen, box], better
        if best is None or best.filling.end <= rest.start:
            if leaf.bands:
                return False
            chosen, best = [], self._part(rest, [], room, 0)
            if best is None:
                raise AssertionError("an empty page holds nothing")
        for lower in range(1, MORE_SEPARATION + 1) if leaf.bands else ():
            tried = self._part(rest, chosen, room - lower)
            if tried is not None and tried.score + LOWER * lower < best.score:
                best, line = tried, self.sheet.lines - tried.height
        rest.boxes = [b for b in rest.boxes if b not in chosen]
        self._add(leaf, rest, line, best, leaves=True)
        rest.start = best.filling.end
        rest.head, rest.corner = None, Corner()
        return True

    def _cells(self, boxes: Sequence[Box]) -> int:
        return sum((b.least + b.extra + 1) * b.columns for b in boxes)

    def _boxes_alone(self, leaf: Leaf, rest: _Rest, line: int, room: int) -> bool:
        """Place boxes without text in rows over the whole width."""
        while rest.boxes:
            row = self._row(rest.boxes)
            height = max(b.wish + b.extra for b in row)
            least = max(b.least + b.extra for b in row)
            if least > room and leaf.bands:
                return False
            height = min(height, room)
            placed, column = [], 0
            for box in row:
                lines = min(max(height - box.extra, 1), box.most) if box.fixed else max(height - box.extra, 3)
                placed.append(Placed(box, column, 0, lines))
                column += box.columns
            found = Arrangement(height, tuple(placed), Corner(), Filling((), rest.start, 0, 0), 0.0)
            self._add(leaf, rest, line, found, leaves=False)
            rest.boxes = rest.boxes[len(row) :]
            rest.head, rest.corner = None, Corner()
            line = self._line(leaf)
            room = self.sheet.lines - line
            if rest.boxes and room < 8:
                return False
        return True

    def _row(self, boxes: Sequence[Box]) -> list[Box]:
        """Return the next boxes that stand side by side, pictures widened to fill the width."""
        columns, row, used = self.sheet.columns, [], 0
        for box in boxes:
            if used + min(box.columns, columns) > columns:
                break
            row.append(replace(box, columns=min(box.columns, columns)))
            used += row[-1].columns
        free = columns - used
        for n in range(len(row)):
            if row[n].kind == "figure" and free:
                share = -(-free // (len(row) - n))
                row[n] = replace(row[n], columns=row[n].columns + share)
                free -= share
        return row

    def _add(self, leaf: Leaf, rest: _Rest, line: int, found: Arrangement, leaves: bool) -> None:
        if found.rows is not None:
            grown = len(found.rows) - len(rest.section.rows)
            rest.section.rows = list(found.rows)
            rest.boxes = [replace(b, anchor=b.anchor + grown) for b in rest.boxes]
        leaf.bands.append(Band(rest.section, line, found, rest.section.rows, rest.head, rest.start > 0, leaves))

    def _close(self, leaf: Leaf) -> None:
        """Move the bands of a page that lacks a few lines apart, so that it ends at its foot."""
        white = max(0, self.sheet.lines - (leaf.bands[-1].foot if leaf.bands else leaf.top))
        gaps = len(leaf.bands) - 1
        if 0 < white <= gaps * MORE_SEPARATION:
            shifts = [white * n // gaps for n in range(gaps + 1)]
            leaf.bands = [replace(band, line=band.line + shift) for band, shift in zip(leaf.bands, shifts)]
            white = 0
        leaf.white = white
