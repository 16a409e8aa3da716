"""The search for bands: the places and heights of boxes, air and the reserve of the galley, until the text fits."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from paiyin.composition.arrangement import Arrangement, interrupted, parting
from paiyin.composition.boxes import Box
from paiyin.composition.corners import LEAST_SLOT, Corner, Layout, Spot, choices, kinds_of, slots_of
from paiyin.composition.fill import Slot, bare_head, fill
from paiyin.composition.galley import Row
from paiyin.composition.glance import Glance
from paiyin.composition.reserve import alternatives
from paiyin.composition.weights import Weights

AIR = ((1, 0), (0, 1), (2, 0), (1, 1), (2, 1), (3, 0))  # lines more under the head and over the other columns
MOST_PAIRS = 200  # pairs of paragraphs, one set longer and one shorter, that are tried
SLACK = 4  # lines by which a combination may seem too small, since blanks vanish at column tops,
SLACK_OF_MANY = 1  # and of so many boxes that there are others:
MANY = 3
MOST_LOOKED_AT = 2000  # rows of a band
MOST_COMBINATIONS = 3000
NEAREST = {1: 60, 2: 30, 3: 11, 4: 6}  # heights of a box that are combined with those of others, by their number


class Best:
    """The best arrangements so far, one for each height or end; those that are worse than the best by ``rival`` or
    more are not looked for."""

    def __init__(self, key: Callable[[Arrangement], int], rival: float = 0.0):
        self.key, self.rival = key, rival
        self.found: dict[int, Arrangement] = {}
        self.score = float("inf")  # of the best

    def add(self, arrangement: Arrangement) -> None:
        key = self.key(arrangement)
        if key not in self.found or arrangement.score < self.found[key].score:
            self.found[key] = arrangement
            self.score = min(self.score, arrangement.score)

    @property
    def limit(self) -> float:
        """What is not under it changes nothing."""
        return self.score + self.rival

    def limit_at(self, key: int) -> float:
        return min(self.score + self.rival, self.found[key].score) if key in self.found else self.score + self.rival

    def sorted(self, count: int = 1) -> list[Arrangement]:
        return sorted(self.found.values(), key=lambda a: (a.score, self.key(a)))[:count]


@lru_cache(maxsize=256)
def _combinations(
    shapes: tuple[tuple[int, int, int, int], ...], stretch: float
) -> tuple[list[tuple[float, tuple[int, ...]]], dict[int, list[tuple[float, tuple[int, ...]]]]]:
    """Return combinations of heights of boxes (least, most, wish, columns) with their prices, the best first, and the
    same by the cells that they take."""
    near = NEAREST.get(len(shapes), 5)
    ranges = []
    for least, most, wish, columns in shapes:
        heights = sorted(range(least, most + 1), key=lambda h, w=wish: (abs(h - w), h))[:near]
        ranges.append([(stretch * abs(h - wish), h * columns, h) for h in heights])
    found = [(0.0, 0, ())]
    for heights in ranges:
        found = [(p + q, c + d, (*hs, h)) for p, c, hs in found for q, d, h in heights]
    found.sort(key=lambda one: (one[0], one[2]))
    by_sum: dict[int, list[tuple[float, tuple[int, ...]]]] = {}
    for price, cells, heights in found[:MOST_COMBINATIONS]:
        by_sum.setdefault(cells, []).append((price, heights))
    return [(price, heights) for price, _, heights in found[:MOST_COMBINATIONS]], by_sum


class Search:
    """The search for bands of one galley with the same boxes."""

    def __init__(self, rows: Sequence[Row], start: int, boxes: Sequence[Box], columns: int, weights: Weights):
        self.rows, self.start, self.boxes, self.columns, self.weights = rows, start, boxes, columns, weights
        self.kinds = kinds_of(boxes)
        self.glance = Glance(rows, start)
        self.slack = min(
            SLACK if len(boxes) < MANY else SLACK_OF_MANY, sum(row.drop for row in rows[start : start + MOST_LOOKED_AT])
        )
        self.stretch, self.spare = weights["boxes", "stretch"], weights["feet", "spare"]
        self._shapes = tuple((b.least, b.most, b.wish, b.columns) for b in boxes)

    def wholes(self, best: Best, corner: Corner, heights: range, each: int, cost: float = 0.0, more: int = 0) -> None:
        """Add bands of some heights that hold all rows, those first whose last column comes out even. For one height
        and one way to place the boxes at most ``each`` combinations of their heights are tried. Few rows may leave
        more than a last column white, or ``more`` lines of all; blanks that vanish at column tops count as lines below
        none."""
        wanted, columns = len(self.rows) - self.start, self.columns
        sums = self._sums()
        low, high = min(sums, default=0), max(sums, default=0)
        perfect = self.weights["search", "perfect"]
        head = corner.lines * corner.columns + ((columns - corner.columns) * corner.under if corner.lines else 0)
        fixed = wanted + head + sum((b.extra + 1) * b.columns for b in self.boxes)
        floor = max(corner.lines + LEAST_SLOT if wanted else corner.lines, 1)
        for base, spots, layout in self._choices(corner, heights.stop - 1):
            base += cost
            saved, stacked = self._saved(corner, spots)
            cells = fixed - saved
            first = max(floor, heights.start, -(-(cells + low - self.slack - columns) // columns))
            last = max(floor, (cells + high) // columns + 1) + more
            reaches = layout.reaches
            most_white = max(columns - stacked, columns * floor - cells - low + 1) + more * columns
            for tall in range(first, min(heights.stop - 1, last) + 1):
                full = sum(wide for wide, least, most in reaches if least <= tall <= most)
                limit = best.limit_at(tall)
                for white in range(-self.slack - full, most_white):
                    combinations = sums.get(columns * tall - cells - white)
                    if combinations is None:
                        continue
                    bound = base + (self.spare * (white + stacked) if white + stacked > 0 else 0.0)
                    if bound >= limit:
                        continue
                    for stretch, lines in combinations[:each]:
                        if bound + stretch >= limit:
                            break
                        if white < -self.slack and not layout.full(lines, tall):
                            continue
                        found = self._try(corner, spots, layout, lines, tall, base + stretch, limit)
                        if found is not None:
                            best.add(found)
                            limit = best.limit_at(tall)
                            if best.score < perfect and not best.rival:
                                return

    def _saved(self, corner: Corner, spots: Sequence[Spot]) -> tuple[int, int]:
        """Return the cells that boxes take less than a blank line each and the air under a head's rule would say, and
        the columns of boxes that stand over or under another: such bands are looked for only where they leave so many
        cells less white."""
        saved = stacked = 0
        for n, (box, spot) in enumerate(zip(self.boxes, spots)):
            if spot.how == "under":
                first = next(m for m, s in enumerate(spots[:n]) if (s.edge, s.side) == (spot.edge, spot.side))
                saved -= max(0, box.columns - self.boxes[first].columns)
                stacked += box.columns
            elif spot.edge == "top" and corner.lines:
                saved += corner.under * box.columns
        return saved, stacked

    def _sums(self) -> dict[int, list[tuple[float, tuple[int, ...]]]]:
        """Return combinations of box heights with their prices by the cells that they take, the best first."""
        return _combinations(self._shapes, self.stretch)[1]

    def aired(self, corner: Corner, best: Best, search: Callable, stop: bool = True) -> None:
        """Search with air under the head and over the columns beside it, till a good band is found (``stop``)."""
        for more, under in AIR if corner.lines else ():
            if stop and best.score < self.weights["search", "good"]:
                return
            cost = self.weights["heads", "air"] * (more * more + under)
            search(replace(corner, lines=corner.lines + more, under=corner.under + under), cost)

    def parts(
        self,
        best: Best,
        corner: Corner,
        height: int,
        least_left: int,
        tries: tuple[int, int],
        cost: float = 0.0,
    ) -> None:
        """Add the bands that are left for the next page."""
        rows = self.rows
        combos = self._heights()[slice(*tries)]
        for base, spots, layout in self._choices(corner, height):
            base += cost
            for bound, heights in combos:
                if base + bound >= best.limit:
                    break
                lines = layout.lines(heights, height)
                if lines is None or not self.glance.begins(corner, layout, lines, heights, height, best.limit):
                    continue
                slots = layout.slots(corner, lines, heights, height)
                if not slots or slots[-1].lines <= LEAST_SLOT:
                    continue
                slots[-1] = Slot(slots[-1].column, slots[-1].start, slots[-1].lines - 1)
                filling = fill(rows, self.start, slots, best.limit)
                if filling is None:
                    continue
                left = len(rows) - filling.end
                if left < least_left or any(b.anchor >= filling.end for b in self.boxes):
                    continue
                placed = layout.placed(lines, heights)
                score = (
                    base
                    + bound
                    + filling.penalty
                    + self.spare * filling.spare
                    + self._leaving(rows, filling.end)
                    + (bare_head(rows, filling, corner.columns) if corner.over_text else 0.0)
                    + interrupted(rows, filling, placed, self.columns, self.weights)
                )
                if score < best.limit:
                    best.add(Arrangement(height, placed, corner, filling, score, None, spots))

    def _choices(self, corner: Corner, most: int) -> Iterator[tuple[float, tuple[Spot, ...], Layout]]:
        """Yield the ways to place the boxes that work at all: at their smallest, in the highest band."""
        least = [b.least for b in self.boxes]
        for base, spots in choices(
            self.kinds, self.columns, corner.columns if corner.lines else 0, self.weights, corner.begins
        ):
            layout = Layout(self.boxes, spots, self.columns)
            lines = layout.lines(least, most)
            over = lines and any(a < corner.lines and c < corner.columns for a, c in zip(lines, layout.columns))
            if lines is not None and not over:
                yield base, spots, layout

    def _leaving(self, rows: Sequence[Row], end: int) -> float:
        """Return the cost of leaving the rows from ``end`` for the next page."""
        short = max(0, self.columns - (len(rows) - end))
        return parting(rows, end, self.weights) + self.weights["parting", "short_rest"] * short

    def _heights(self) -> list[tuple[float, tuple[int, ...]]]:
        """Return combinations of box heights with the price of their differences from the wishes, the best first."""
        return _combinations(self._shapes, self.stretch)[0]

    def _try(
        self,
        corner: Corner,
        spots: tuple[Spot, ...],
        layout: Layout,
        heights: Sequence[int],
        height: int,
        price: float,
        limit: float,
    ) -> Arrangement | None:
        """Fill a band; None if it does not hold all rows, or costs ``limit`` or more with ``price``."""
        lines = layout.lines(heights, height)
        if lines is None or not self.glance.fits(corner, layout, lines, heights, height, limit - price):
            return None
        slots = layout.slots(corner, lines, heights, height)
        filling = fill(self.rows, self.start, slots, limit - price)
        if filling is None or filling.end < len(self.rows):
            return None
        price += filling.penalty + self.spare * filling.spare
        if price >= limit:
            return None
        placed = layout.placed(lines, heights)
        price += interrupted(self.rows, filling, placed, self.columns, self.weights)
        price += bare_head(self.rows, filling, corner.columns) if corner.over_text else 0.0
        return Arrangement(height, placed, corner, filling, price, None, spots) if price < limit else None

    def reset(self, best: Arrangement, again: Callable) -> Arrangement:
        """Try the galley's reserve: one paragraph set longer or shorter after the other, as long as the band gets
        better by it, then pairs of one longer and one shorter, which leave the length of the text as it is."""
        spent = 0.0  # what the paragraphs set anew cost so far
        good = self.weights["search", "good"]
        for reserve in (self._singles, self._singles, self._pairs, self._singles):
            galley = list(best.rows or self.rows)
            better, galley_of = None, None
            for fresh, at, cost in reserve(galley, best.filling.end):
                found = again(fresh, at, best) if spent + cost < best.score else None
                if found is not None and found.score + spent + cost < (better.score if better else best.score):
                    better, galley_of = replace(found, score=found.score + spent + cost), (fresh, spent + cost)
            if better is None:
                continue
            spent = galley_of[1]
            best = replace(better, rows=tuple(galley_of[0]))
            if best.score < good:
                break
        return best

    def _singles(self, galley: list[Row], end: int) -> Iterator[tuple[list[Row], int, float]]:
        return alternatives(galley, self.start, end, self.weights)

    def _pairs(self, galley: list[Row], end: int) -> Iterator[tuple[list[Row], int, float]]:
        """Yield galleys with one paragraph a line longer and another, further on, a line shorter, or the other way."""
        count = 0
        for first, at, cost in alternatives(galley, self.start, end, self.weights):
            shift = len(first) - len(galley)
            for second, _, more in alternatives(first, at + shift, end, self.weights):
                if len(second) == len(galley):
                    count += 1
                    yield second, at, cost + more
                    if count >= MOST_PAIRS:
                        return

    def whole_again(self, old: Arrangement, rows: Sequence[Row], most: int, exact: int | None) -> Arrangement | None:
        """Fill a whole band anew with the boxes where they are, a line higher or lower if it need not be exact."""
        found = None
        for height in (exact,) if exact else range(max(1, old.height - 1), min(most, old.height + 1) + 1):
            filled = self._refilled(old, rows, height)
            if filled is not None and filled.filling.end >= len(rows) and (found is None or filled.score < found.score):
                found = filled
        return found

    def part_again(
        self, old: Arrangement, rows: Sequence[Row], at: int, height: int, least_left: int
    ) -> Arrangement | None:
        """Fill a part anew; the rows from ``at`` are a line later or earlier than they were."""
        found = self._refilled(old, rows, height, jump=True)
        shift = len(rows) - len(self.rows)
        if found is None or len(rows) - found.filling.end < least_left:
            return None
        if any(b.anchor + (shift if b.anchor >= at else 0) >= found.filling.end for b in self.boxes):
            return None
        return found

    def _refilled(self, old: Arrangement, rows: Sequence[Row], height: int, jump: bool = False) -> Arrangement | None:
        """Fill a band again with a galley that was set anew."""
        placed = tuple(p if p.line == 0 else p._replace(line=p.line + height - old.height) for p in old.placed)
        slots = slots_of(old.corner, placed, self.columns, height)
        if not slots or any(p.line < 0 for p in placed):
            return None
        if jump:
            slots[-1] = Slot(slots[-1].column, slots[-1].start, slots[-1].lines - 1)
        filling = fill(rows, self.start, slots)
        before = old.rows or self.rows
        kept = old.score - old.filling.penalty - self.spare * old.filling.spare
        kept += interrupted(rows, filling, placed, self.columns, self.weights)
        kept -= interrupted(before, old.filling, old.placed, self.columns, self.weights)
        if old.corner.over_text:
            wide = old.corner.columns
            kept += bare_head(rows, filling, wide) - bare_head(before, old.filling, wide)
        if jump:
            kept += self._leaving(rows, filling.end) - self._leaving(before, old.filling.end)
        score = kept + filling.penalty + self.spare * filling.spare
        return Arrangement(height, placed, old.corner, filling, score, None, old.spots)
