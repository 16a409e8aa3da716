"""From sections to pages: bands are stacked down each page until it is full.

A section that fits what is left of a page becomes a whole band; one that does not fills the page to its foot and goes
on overleaf under a jump line. Several stacks are followed at once (a beam of a fixed width), since a band that is a
little worse may leave room in which the next ones come out right. Guards against: white feet of pages, figures before
their mention, sections begun with no room for their text, boxes that fit nowhere (they get a row of their own).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from paiyin.composition.band import Arrangement
from paiyin.composition.boxes import Box
from paiyin.composition.corners import MOST_BOXES, Corner
from paiyin.composition.heads import Head
from paiyin.composition.leaves import MORE_SEPARATION, Band, Leaf, Prepared
from paiyin.composition.lonely import alone
from paiyin.composition.pinrows import at_foot, at_top, pinned_to
from paiyin.composition.searches import OFFERS, Searches
from paiyin.composition.sharing import MOST_PICTURES, cells_of, late_price, passed, pinned_above, share, sizes_price
from paiyin.composition.sheet import Sheet
from paiyin.composition.stack import BUCKET, Offer, Rest, Stack, chosen, leaves_of
from paiyin.composition.weights import Weights, usual
from paiyin.composition.worth import LEAST_NEXT, LEAST_TEXT, SEPARATION, Worth

BOOK = 12  # pages from which a story is one
MOST_BLANKS = 4  # lines of a column that may vanish
MOST_OF_PART = 4  # boxes of a band that goes on overleaf
MOST_SPREAD = 4  # lines that may be spread over the gaps of a page
GROWN = 1.2  # times the highest that a picture may be, where a page would not end at its foot


class Paginator:
    """Stacks bands into pages.

    ``first_top`` is the first free line of page 1, ``next_top`` that of the others; ``variants`` gives the other
    spans that a box may have; ``pages`` is the number of pages that are wanted (None: as many as come); ``pinned``
    holds the boxes that have their place on a page, by its number; ``row`` gives the next row of boxes that stand alone
    and how many it took.
    """

    def __init__(
        self,
        sheet: Sheet,
        first_top: int,
        next_top: int,
        variants: Callable[[Box], Sequence[Box]],
        weights: Weights | None = None,
        pages: int | None = None,
        aim: int = 1,
        pinned: Callable[[int], Sequence[Box]] = lambda page: (),
        searches: Searches | None = None,
        row: Callable[[Sequence[Box]], tuple[list[Box], int]] = lambda boxes: ([boxes[0]], 1),
    ):
        self.sheet, self.first_top, self.next_top, self.variants, self.row = sheet, first_top, next_top, variants, row
        self.weights = weights or usual()
        self.wanted, self.aim, self.pinned = pages, pages or aim, pinned
        self.searches = searches or Searches(sheet.columns, sheet.lines, self.weights)

    def pages(self, sections: Sequence[Prepared], strips: Sequence[Box] = ()) -> list[Leaf]:
        """Return the pages of a story, the best of those that the beam has followed."""
        self.sections = sections
        self.worth = Worth(self.sheet.lines, self.weights, self.wanted, len(sections))
        stacks = [Stack(1, self.first_top, None, 0.0, tuple(strips))]
        held = tuple(self.pinned(1))
        late: tuple[Box, ...]
        for at, prepared in enumerate(sections):
            done: list[Stack] = []
            going = []
            for stack in stacks:
                late = stack.rest.boxes if stack.rest is not None else ()
                boxes = (*(held if not at else ()), *(replace(b, anchor=0) for b in late), *prepared.boxes)
                rest = Rest(at, prepared.section.rows, 0, boxes, False)
                going.append(replace(stack, rest=rest))
            while going:
                following: list[Stack] = []
                for stack in going:
                    for fresh in self._steps(stack):
                        (done if self._placed(fresh) else following).append(fresh)
                going = self._best(following)
            stacks = self._best(done) if at < len(sections) - 1 else done
            self.searches.forget()
        best = min(stacks, key=self.worth.final)
        return leaves_of(best, self.first_top, self.next_top, self.sheet.lines, self.worth.full(best))

    def _placed(self, stack: Stack) -> bool:
        rest = stack.rest
        return rest.rows_left == 0 and rest.begun and (not rest.boxes or rest.at < len(self.sections) - 1)

    def _best(self, stacks: list[Stack]) -> list[Stack]:
        """Keep the best stacks, of those that have come to the same place only one."""
        kept: dict[tuple, Stack] = {}
        for stack in sorted(stacks, key=self.worth.promise):
            rest = stack.rest
            key = stack.page, stack.line // BUCKET, rest.rows_left, len(rest.boxes), len(stack.strips)
            if key not in kept:
                kept[key] = stack
            if len(kept) >= self.weights["search", "beam" if self.aim < BOOK else "beam_of_book"]:
                break
        return list(kept.values())

    # one band more

    def _steps(self, stack: Stack) -> Iterator[Stack]:
        """Yield the stacks that have one band more, or a new page."""
        rest = stack.rest
        line = stack.line
        room = self.sheet.lines - line
        corner = self._corners(rest)[0][1]
        if room < (corner.lines + LEAST_TEXT if rest.rows_left else 1) and not stack.empty:
            yield self._overleaf(stack)
            return
        if not rest.rows_left:
            yield from self._boxes_alone(stack, room)
            return
        over = pinned_to("top", rest.boxes)
        if stack.empty and over:
            yield self._row(stack, over, at_top(over, room, rest.start), stack.line)
            if any(b.pinned[1] < corner.columns for b in over):
                return
        footed = self._footed(stack)
        if footed is not stack:
            yield self._overleaf(footed)
        wholes = list(self._wholes(stack, room))
        yield from wholes
        if any(not fresh.rest.boxes for fresh in wholes):
            return
        parts = list(self._parts(stack, room))
        yield from parts
        if wholes or parts:
            return
        if not stack.empty:
            yield self._overleaf(stack)
            return
        bare = [
            a for h, a in self.searches.whole(rest, self._corners(rest), ()).items() if h <= room
        ] or self.searches.part(rest, self._corners(rest), (), room, 0)
        if not bare:
            raise AssertionError("an empty page holds nothing")
        one = bare[0]
        yield self._added(stack, one, rest.boxes, one.filling.end < len(one.rows or rest.rows))

    def _last(self, rest: Rest) -> bool:
        return rest.at == len(self.sections) - 1

    def _corners(self, rest: Rest) -> tuple[tuple[Head | None, Corner], ...]:
        return ((None, Corner()),) if rest.begun else self.sections[rest.at].heads

    def _wholes(self, stack: Stack, room: int) -> Iterator[Stack]:
        """Yield stacks in which the section ends on this page."""
        rest = stack.rest
        if rest.rows_left > (room + MOST_BLANKS) * self.sheet.columns:  # more than the page holds
            return
        last = self._last(rest)
        low = pinned_to("bottom", rest.boxes)
        boxes = tuple(b for b in rest.boxes if b not in low)
        boxes, late = share(boxes, rest.rows_left, self._corners(rest)[0][1])
        good = self.weights["search", "good"]
        offers: list[Offer] = []
        fits = room - max((b.least + b.extra + SEPARATION for b in low), default=0)  # over a row of them
        if low:  # they stand at the page's foot, or wait for the band that comes there
            pinned = self._offers(stack, room, (*boxes, *low)[:MOST_BOXES], late, late_price(late, self.weights))
            offers += [o for o in pinned if o.one.height == room and not set(low) - set(o.boxes)]
            late = (*low, *late)
        while True:
            more = late_price(late, self.weights) + self.weights["boxes", "pin"] * pinned_above(late)
            offers += self._offers(stack, room, boxes, late, more)
            least = min((o.price for o in offers), default=float("inf"))
            if least >= more + 8 * good:
                for tried in self._other_spans(boxes):
                    offers += self._offers(stack, room, tried, late, more)
            if least >= self.weights["feet", "page"] and any(not b.fixed for b in boxes):
                offers += self._offers(stack, room, boxes, late, more, GROWN)
            kept = not low or any(o.one.height <= fits or low[0] not in o.late for o in offers)
            if not boxes or least < more + late_price(boxes[-1:], self.weights) and kept:
                break
            boxes, late = boxes[:-1], (boxes[-1], *late)
        if low:
            lost = self.weights["boxes", "pin"] * len(low)
            offers = [o.dearer(lost) if o.one.height > fits and low[0] in o.late else o for o in offers]
        for offer in chosen(offers):
            one = self.searches.improved(rest, offer)
            fresh = self._added(
                stack, replace(one, score=one.score + offer.more), offer.late, bool(offer.late) and last
            )
            yield fresh
            yield from self._stripped(fresh)

    def _offers(
        self, stack: Stack, room: int, boxes: tuple[Box, ...], late: tuple[Box, ...], more: float, grown: float = 1.0
    ) -> Iterator["Offer"]:
        """Yield the whole bands that the page bears: those that end at its foot or over a strip there, and those that
        leave room for the next section; what would stay white is in the price."""
        rest = stack.rest
        last = self._last(rest) and not late
        next_one = SEPARATION + LEAST_NEXT
        strip = stack.strips[0].wish + SEPARATION if stack.strips and not stack.stripped else 0
        spread = MORE_SEPARATION * (0 if stack.empty else stack.gaps + 1)
        searched = tuple(b if b.fixed else replace(b, most=int(b.most * grown)) for b in boxes)
        for height, one in self.searches.whole(rest, self._corners(rest), searched).items():
            sizes = sizes_price(one, boxes, self.weights)
            left = room - height
            if left < 0:
                continue
            foot = last or left < next_one
            white = self.worth.white(left, spread, last and not self.worth.full(stack)) if foot else 0.0
            if strip and foot and left >= strip:
                white = min(
                    white, self.worth.white(left - strip, spread + MORE_SEPARATION, last and not self.worth.full(stack))
                )
            yield Offer(one, boxes, late, more + sizes, one.score + more + sizes + white, foot)

    def _other_spans(self, boxes: tuple[Box, ...]) -> Iterator[tuple[Box, ...]]:
        """Yield the boxes with one of them over other columns."""
        for n, box in enumerate(boxes):
            for other in self.variants(box):
                yield (*boxes[:n], other, *boxes[n + 1 :])

    def _parts(self, stack: Stack, room: int) -> Iterator[Stack]:
        """Yield stacks in which the section fills the page to its foot and goes on overleaf, with the boxes that this
        part mentions."""
        rest = stack.rest
        columns = self.sheet.columns
        tried: list[tuple[list[Arrangement], tuple[Box, ...]]] = []
        chosen: tuple[Box, ...] = ()
        found = self.searches.part(rest, self._corners(rest), chosen, room)
        tried.append((found, chosen))
        for box in rest.boxes:
            if len(chosen) >= MOST_OF_PART or cells_of([*chosen, box]) > MOST_PICTURES * room * columns:
                break
            if found and box.anchor >= found[0].filling.end:
                break
            better = self.searches.part(rest, self._corners(rest), (*chosen, box), room)
            if not better and found:
                break
            chosen, found = (*chosen, box), better
            tried.append((found, chosen))
        offers = [
            (
                one,
                boxes,
                one.score
                + late_price(passed(rest.boxes, boxes, one.filling.end), self.weights, "apart")
                + sizes_price(one, boxes, self.weights),
            )
            for found, boxes in tried[-2:]
            for one in found
            if one.filling.end > rest.start
        ]
        jump = self.weights["parting", "jump"]
        for one, boxes, score in sorted(offers, key=lambda o: (o[2], o[0].filling.end))[:OFFERS]:
            late = tuple(b for b in rest.boxes if b not in boxes)
            yield self._added(stack, replace(one, score=score + jump), late, True)
        lower = self.weights["heads", "lower"]
        if offers and not stack.empty:
            best = min(offers, key=lambda o: o[2])
            for more in range(1, MORE_SEPARATION + 1):
                for one in self.searches.part(rest, self._corners(rest), best[1], room - more)[:1]:
                    if one.filling.end > rest.start and one.score + lower * more < best[2]:
                        late = tuple(b for b in rest.boxes if b not in best[1])
                        priced = replace(one, score=one.score + jump + lower * more)
                        yield self._added(stack, priced, late, True, more)
        low = pinned_to("bottom", rest.boxes)
        if low and not any(set(low) <= set(boxes) for _, boxes, _ in offers):  # a row of their own under a lower part
            above = room - at_foot(low, room, 0).height - SEPARATION
            for one in self.searches.part(rest, self._corners(rest), (), above)[:OFFERS] if above > LEAST_NEXT else ():
                yield self._added(stack, replace(one, score=one.score + jump), rest.boxes, True)

    def _added(self, stack: Stack, one: Arrangement, late: tuple[Box, ...], leaves: bool, lower: int = 0) -> Stack:
        """Return the stack with a band more; boxes that are late stand further on."""
        rest = stack.rest
        rows = one.rows if one.rows is not None else rest.rows
        grown = len(rows) - len(rest.rows)
        late = tuple(replace(b, anchor=b.anchor + grown) for b in late)
        head = next((h for h, c in self._corners(rest) if c.columns == one.corner.columns), None)
        line = stack.line + lower
        section = self.sections[rest.at].section
        end = one.filling.end
        band = Band(section, line, one, rows, head, rest.start > 0, leaves or end < len(rows))
        fresh = replace(
            stack,
            line=band.foot + SEPARATION,
            rest=Rest(rest.at, rows, end, late, True),
            cost=stack.cost + one.score,
            band=band,
            before=stack,
            empty=False,
            white=0,
        )
        if end < len(rows):
            return self._overleaf(fresh)
        return fresh

    def _stripped(self, stack: Stack) -> Iterator[Stack]:
        """Yield the stack with a strip of numbers under its last band, if one is there whose numbers were told."""
        if not stack.strips or stack.stripped or stack.empty:
            return
        strip = stack.strips[0]
        room = self.sheet.lines - stack.line
        if strip.anchor > stack.rest.at or room < strip.wish:
            return
        left = room - strip.wish
        if MOST_SPREAD < left < SEPARATION + LEAST_NEXT and not self._last(stack.rest):
            return
        price = self.weights["boxes", "apart"] * (stack.rest.at - strip.anchor)
        one = alone([strip], strip.wish, stack.rest.start, Corner(), price)
        band = Band(self.sections[stack.rest.at].section, stack.line, one, stack.rest.rows)
        yield replace(
            stack,
            line=band.foot + SEPARATION,
            cost=stack.cost + price,
            band=band,
            before=stack,
            strips=stack.strips[1:],
            stripped=True,
        )

    def _footed(self, stack: Stack) -> Stack:
        """Return the stack with the boxes that are pinned to its page's foot in a row there, if they fit."""
        low = pinned_to("bottom", stack.rest.boxes) if stack.rest else ()
        room = self.sheet.lines - stack.line
        if not low or stack.empty or room < max(b.least + b.extra for b in low):
            return stack
        row = at_foot(low, room, stack.rest.start)
        return self._row(stack, low, row, self.sheet.lines - row.height)

    def _row(self, stack: Stack, boxes: Sequence[Box], one: Arrangement, line: int) -> Stack:
        """Return the stack with pinned boxes in a row of their own; what stays white beside them has its price."""
        rest = replace(stack.rest, boxes=tuple(b for b in stack.rest.boxes if b not in boxes))
        white = one.height * (1 - sum(b.columns for b in boxes) / self.sheet.columns)
        cost = min(self.weights["boxes", "pin"] / 2, self.weights["feet", "page"] * white)
        cost += self.weights["feet", "page"] * max(0, line - stack.line - stack.gaps * MORE_SEPARATION)
        band = Band(self.sections[rest.at].section, line, one, rest.rows)
        below = band.foot + SEPARATION
        return replace(stack, line=below, rest=rest, cost=stack.cost + cost, band=band, before=stack, empty=False)

    def _overleaf(self, stack: Stack) -> Stack:
        """Return the stack at the head of the next page."""
        stack = self._footed(stack)
        foot = stack.band.foot if stack.band is not None and not stack.empty else stack.line
        white = max(0, self.sheet.lines - foot)
        gaps = stack.gaps
        missing = 0 if white <= gaps * MORE_SEPARATION else white
        rest, lost = stack.rest, 0
        if rest is not None:
            lost = sum(b.pinned is not None for b in rest.boxes)
            loose = (replace(b, pinned=None) for b in rest.boxes)
            rest = replace(rest, boxes=(*self.pinned(stack.page + 1), *loose))
        spread = self.weights["heads", "lower"] * white if not missing else 0.0
        return Stack(
            stack.page + 1,
            self.next_top,
            rest,
            stack.cost + self.weights["feet", "page"] * missing + spread + self.weights["boxes", "pin"] * lost,
            stack.strips,
            stack.band,
            stack,
            white=missing,
        )

    # boxes without text

    def _boxes_alone(self, stack: Stack, room: int) -> Iterator[Stack]:
        """Yield the stack with boxes that have no text beside them in rows over the whole width."""
        rest = stack.rest
        if not rest.boxes:
            yield replace(stack, rest=replace(rest, begun=True))
            return
        footed = self._footed(stack)
        if footed is not stack:
            yield footed
            return
        row, taken = self.row(rest.boxes)
        least = max(b.least + b.extra for b in row)
        if least > room and not stack.empty:
            yield self._overleaf(stack)
            return
        head, corner = self._corners(rest)[0]
        price = self.weights["boxes", "alone"] * taken if rest.start else 0.0
        one = alone(row, room, rest.start, corner, price)
        band = Band(self.sections[rest.at].section, stack.line, one, rest.rows, head)
        left = rest.boxes[taken:]
        yield replace(
            stack,
            line=band.foot + SEPARATION,
            rest=Rest(rest.at, rest.rows, rest.start, left, True),
            cost=stack.cost + price,
            band=band,
            before=stack,
            empty=False,
        )
