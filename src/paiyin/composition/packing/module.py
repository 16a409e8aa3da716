"""Modules filled for real: a story, or a part of one, in a rectangle of whole columns and lines.

The counting part (``Profile``) says which heights a story can take over some columns without touching its text; the
filling part tries heads, spans of pictures, their heights and the paragraphs' reserve until the module is flush.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from paiyin.composition import band as bands
from paiyin.composition.band import Arrangement
from paiyin.composition.boxes import Box
from paiyin.composition.corners import LEAST_SLOT, Corner
from paiyin.composition.fill import Filling
from paiyin.composition.galley import Row
from paiyin.composition.packing import pictures
from paiyin.composition.packing.headline import NOTHING, ModuleHead
from paiyin.composition.packing.pictures import Choice
from paiyin.composition.packing.stacks import level, rowed
from paiyin.composition.packing.story import Item
from paiyin.composition.reserve import alternatives
from paiyin.composition.sheet import Sheet
from paiyin.composition.weights import Weights, usual

# Costs, in the unit of a band's score.
AIR = 14  # a line more under a head
MOST_AIR = 2
BESIDE = 6  # a head over some of the columns, pictures beside it
BARE = 130  # text beside it
HANGING = 150  # a hole over a picture
SHORT_TEXT = 30  # a line that columns lack under a head
LEAST_TEXT = 6  # lines of text that columns have under a head
PICTURES = 0.62  # of a module's cells, the most for pictures
TOO_PICTURED = 400  # all of them more than that
AWAY = 45  # pictures at the smallest or largest that their shapes bear
LATE = 120  # a picture that goes overleaf after its mention
STACKED = 900  # text level over its pictures
LEVEL = 240  # and without pictures
WHITE = 60  # a cell left white in a module
SPARE = 90  # of a cell that counting says stays white, or is lacking
TRIES = 5  # heads and spans filled for one module
MORE_TRIES = 9  # where none of those is good
GOOD = 60
RESETS = 3  # paragraphs set a line shorter so that a story fits
REST = 12  # rows that go on overleaf at least
LEAST_PART = 9  # lines of a part's columns


@dataclass(frozen=True, slots=True)
class Profile:
    """What a story asks of a module over some columns, in cells: the least, what it likes, and the most."""

    least: int
    wish: int
    most: int
    head: int  # lines of its head over all columns


@dataclass(frozen=True, slots=True)
class Fitted:
    """A filled module: ``rows`` is the galley that stands in it from ``item.start``, ``rest`` what goes overleaf."""

    item: Item
    width: int
    height: int
    head: ModuleHead
    head_lines: int
    arrangement: Arrangement
    rows: Sequence[Row]
    score: float
    rest: Item | None = None

    @property
    def spare(self) -> int:
        """Lines of its columns that stay white."""
        return self.arrangement.filling.spare

    @property
    def used(self) -> int:
        """Lines from its top down to the foot of what stands in it."""
        arrangement = self.arrangement
        feet = [p.slot.start + p.slot.lines for p in arrangement.filling.parts] + [p.foot for p in arrangement.placed]
        return (self.height - arrangement.height) + min(arrangement.height, max(feet, default=0))


@dataclass(frozen=True, slots=True)
class _Trial:
    """A head and a choice of pictures to try: the band's corner and height, and what they cost by counting."""

    estimate: float
    cost: float
    head: ModuleHead
    lines: int
    corner: Corner
    height: int
    choice: Choice
    target: int


class Modules:
    """Fills modules for one sheet; every answer is kept, since the search for a page asks again and again.

    ``head`` gives the head of an item over some columns, ``sized`` a box of an item over some columns.
    """

    def __init__(
        self,
        sheet: Sheet,
        head: Callable[[Item, int], ModuleHead],
        sized: Callable[[Item, Box, int], Box | None],
        weights: Weights | None = None,
    ):
        self.sheet, self._head, self._sized, self.weights = sheet, head, sized, weights or usual()
        self._known: dict[tuple, object] = {}

    def profile(self, item: Item, width: int) -> Profile | None:
        """Return what an item asks over some columns, None where it cannot stand."""
        return self._once(("profile", item, width), lambda: self._profile(item, width))

    def whole(self, item: Item, width: int, height: int, exact: bool = True) -> Fitted | None:
        """Return an item filled into a module, all of it; ``exact`` or at most as high."""
        key = "whole", item, width, height, exact
        return self._once(key, lambda: self._whole(item, width, height, exact))

    def part(self, item: Item, width: int, height: int) -> Fitted | None:
        """Return a module filled to its foot with the first part of an item; the rest goes on overleaf."""
        return self._once(("part", item, width, height), lambda: self._part(item, width, height))

    def _once(self, key: tuple, answer: Callable):
        if key not in self._known:
            self._known[key] = answer()
        return self._known[key]

    def heads(self, item: Item, width: int) -> list[tuple[ModuleHead, float]]:
        """Return the heads that an item may have over some columns, each with its cost."""
        over = self._head(item, width)
        found = [(over, 0.0)]
        if item.boxes and not item.continued and not over.centred and over.lines:
            found += [(self._head(item, k), float(BESIDE)) for k in (3, 2) if k < width]
        return found

    def choices(self, item: Item, width: int, boxes: Sequence[Box]) -> list[Choice]:
        key = "choices", tuple(boxes), width

        def make() -> list[Choice]:
            return pictures.choices(boxes, width, lambda b, c: self._sized(item, b, c), self.sheet.figure_columns)

        return self._once(key, make)

    def _profile(self, item: Item, width: int) -> Profile | None:
        choices = self.choices(item, width, item.boxes) or self._one_by_one(item, width)
        if not choices:
            return None
        head = self._head(item, width)
        text = item.left + head.lines * width
        slack = min(RESETS, 1 + item.left // 30)
        cheap = [c for c in choices if c.cost <= choices[0].cost + 3 * pictures.NARROW]
        least, most = min(c.least for c in choices), max(c.most for c in cheap)
        air = MOST_AIR * width if head.lines else 0
        if item.boxes and PICTURES < 1:
            most = max(least, min(most, int(PICTURES / (1 - PICTURES) * text)))
        return Profile(text + least - slack, text + min(cheap[0].wish, most), text + most + air + slack, head.lines)

    def _one_by_one(self, item: Item, width: int) -> list[Choice]:
        """Return boxes that are too many for one band, each as it likes to be; none if one cannot stand here."""
        alone = [self.choices(item, width, (box,)) for box in item.boxes]
        return [Choice(tuple(found[0].boxes[0] for found in alone), 0.0)] if all(alone) else []

    def _trials(self, item: Item, width: int, height: int, boxes: Sequence[Box], exact: bool) -> list[_Trial]:
        found = []
        for head, cost in self.heads(item, width):
            over = head.columns == width or head is NOTHING
            for air in range(MOST_AIR + 1 if over and head.lines and exact else 1):
                lines = head.lines + air
                tall = height - lines if over else height
                corner = Corner() if over else Corner(head.columns, lines)
                taken = 0 if over else head.columns * lines + width - head.columns
                target = width * tall - item.left - taken
                if tall < 4 and item.left or tall < 1:
                    continue
                for choice in self.choices(item, width, boxes):
                    if not over and not any(b.columns <= width - head.columns for b in choice.boxes):
                        continue
                    trial = self._trial(item, width, tall, choice, target, exact)
                    if trial is not None:
                        own = cost + air * AIR + choice.cost + AWAY * _away(choice, target, exact)
                        found.append(_Trial(trial + own, own, head, lines, corner, tall, choice, target))
        return sorted(found, key=lambda t: t.estimate)

    def _trial(
        self, item: Item, width: int, tall: int, choice: Choice, target: int, exact: bool
    ) -> float | None:
        """Return what counting says against a choice, None if it cannot be."""
        lacking = choice.least - target
        if lacking > RESETS + 1:
            return None
        spare = max(0, target - choice.most) if exact else 0
        shown = min(max(target, choice.least), choice.most) if exact else choice.wish
        estimate = SPARE * (max(0, lacking) + spare)
        share = shown / max(1, width * tall)
        if item.left:
            estimate += TOO_PICTURED * max(0.0, share - PICTURES)
        estimate += SHORT_TEXT * max(0, LEAST_TEXT - item.left // width)
        return estimate

    def _whole(self, item: Item, width: int, height: int, exact: bool) -> Fitted | None:
        if not item.left:
            found = self._gallery(item, width, height)
            return found if found is not None and found.rest is None else None
        best: Fitted | None = None
        for n, trial in enumerate(self._trials(item, width, height, item.boxes, exact)[:MORE_TRIES]):
            if best is not None and (trial.estimate >= best.score or n >= TRIES and best.score < 4 * GOOD):
                break
            for rows, cost in self._galleys(item, trial):
                found = self._filled(item, width, height, trial, rows, exact)
                if found is None:
                    continue
                if best is None or found.score + cost < best.score:
                    best = replace(found, score=found.score + cost)
                break
            if best is not None and best.score < GOOD / 2:
                break
        if best is None or best.score > STACKED:
            stacked = self._stacked(item, width, height, exact)
            if stacked is not None and (best is None or stacked.score < best.score):
                return stacked
        return best

    def _galleys(self, item: Item, trial: _Trial) -> Iterator[tuple[Sequence[Row], float]]:
        """Yield the item's galley, then shorter ones where it is a few lines too long."""
        rows, cost = item.rows, 0.0
        yield rows, cost
        if trial.choice.least - trial.target > RESETS:
            return
        for _ in range(RESETS):
            shorter = [
                (price, n, tuple(galley))
                for n, (galley, _, price) in enumerate(
                    alternatives(list(rows), item.start, len(rows), self.weights)
                )
                if len(galley) < len(rows)
            ]
            if not shorter:
                return
            price, _, rows = min(shorter, key=lambda s: s[:2])
            cost += price
            yield rows, cost

    def _filled(
        self, item: Item, width: int, height: int, trial: _Trial, rows: Sequence[Row], exact: bool
    ) -> Fitted | None:
        boxes = pictures.raised(trial.choice, trial.target) if exact else pictures.near(trial.choice.boxes)
        tall = trial.height
        found = bands.whole(
            rows, item.start, trial.corner, boxes, width, tall, tall if exact else None, self.weights
        )
        if found is None:
            return None
        height = height if exact else height - tall + found.height
        return self._fitted(item, width, height, trial, found, rows, found.score + trial.cost)

    def _fitted(
        self,
        item: Item,
        width: int,
        height: int,
        trial: _Trial,
        found: Arrangement,
        rows: Sequence[Row],
        score: float,
        rest: Item | None = None,
    ) -> Fitted:
        placed = tuple(p for group in found.placed for p in pictures.expanded(group))
        shown = replace(found, placed=placed)
        if trial.corner.lines and not any(p.line == 0 and p.column == trial.head.columns for p in placed):
            score += BARE
        under = 1 if trial.corner.lines else 0
        for p in placed:  # a picture that hangs a line or two under the module's top leaves a hole over it
            if under < p.line <= LEAST_SLOT and p.column >= trial.corner.columns:
                score += HANGING
        return Fitted(item, width, height, trial.head, trial.lines, shown, found.rows or rows, score, rest)

    def _part(self, item: Item, width: int, height: int) -> Fitted | None:
        """Search the part of a story that fills a module: more pictures as long as the part mentions them."""
        if not item.left:
            return self._gallery(item, width, height)
        best: Fitted | None = None
        for count in range(min(len(item.boxes), pictures.MOST_BOXES + 1) + 1):
            boxes = item.boxes[:count]
            found = self._best_part(item, width, height, boxes)
            if found is None and count and best is not None:
                break
            if found is not None and (best is None or found.score < best.score):
                best = found
        return best

    def _best_part(self, item: Item, width: int, height: int, boxes: tuple[Box, ...]) -> Fitted | None:
        best: Fitted | None = None
        for head, cost in self.heads(item, width):
            over = head.columns == width or head is NOTHING
            if not over and not boxes:
                continue
            tall = height - head.lines if over else height
            if tall < LEAST_PART:
                continue
            corner = Corner() if over else Corner(head.columns, head.lines)
            for choice in self.choices(item, width, boxes)[:4]:
                if choice.least > PICTURES * width * tall:
                    continue
                own = cost + choice.cost
                trial = _Trial(0.0, own, head, head.lines, corner, tall, choice, 0)
                shown = pictures.near(choice.boxes)
                found = bands.part(item.rows, item.start, corner, shown, width, tall, REST, self.weights)
                if found is None or found.filling.end <= item.start:
                    continue
                made = self._fitted(item, width, height, trial, found, item.rows, found.score + own)
                rest = _rest(made, item.boxes[len(boxes) :])
                late = sum(b.anchor < found.filling.end for b in rest.boxes)
                made = replace(made, score=made.score + LATE * late, rest=rest)
                if best is None or made.score < best.score:
                    best = made
        return best

    def _stacked(self, item: Item, width: int, height: int, exact: bool) -> Fitted | None:
        """Return a module whose text stands level over its pictures, for text too short to stand beside them."""
        head = self._head(item, width)
        tall = height - head.lines
        text = level(item.rows, item.start, width, tall)
        if text is None:
            return None
        under = text.height + 1 if item.boxes else text.height
        shown = rowed(item.boxes, width, tall - under, lambda b, c: self._sized(item, b, c))
        if shown.left:
            return None
        placed = tuple(p._replace(line=p.line + under) for p in shown.placed)
        used = under + shown.lines if item.boxes else under
        white = tall - used if exact else 0
        filling = text.filling._replace(spare=text.filling.spare + shown.white)
        score = (STACKED if item.boxes else LEVEL) + WHITE * (width * white + filling.spare)
        found = replace(text, height=tall if exact else used, placed=placed, filling=filling)
        height = height if exact else head.lines + used
        return Fitted(item, width, height, head, head.lines, found, item.rows, float(score))

    def _gallery(self, item: Item, width: int, height: int) -> Fitted | None:
        """Return boxes without text, rows of them one under the other; those that find no room go on overleaf."""
        head = self._head(item, width)
        room = height - head.lines
        shown = rowed(item.boxes, width, room, lambda b, c: self._sized(item, b, c))
        if item.boxes and not shown.placed or room < 0:
            return None
        end = len(item.rows)
        found = Arrangement(shown.lines, shown.placed, Corner(), Filling((), end, 0, shown.white), 0.0)
        rest = replace(item, start=end, boxes=shown.left, continued=True) if shown.left else None
        white = 0 if rest is not None else room - shown.lines
        score = float(SPARE + WHITE * (width * white + shown.white))
        return Fitted(item, width, head.lines + shown.lines, head, head.lines, found, item.rows, score, rest)

    def forced(self, item: Item, width: int, height: int) -> Fitted | None:
        """Return as much of an item as a rectangle holds, whatever it looks like: whole if it can be, else a part, else
        its text with the pictures that fit, else its text alone."""
        found = self.whole(item, width, height, exact=False) or self.part(item, width, height)
        if found is not None or not item.left:
            return found
        for count in range(len(item.boxes) - 1, -1, -1):
            fewer = replace(item, boxes=item.boxes[:count])
            found = self.whole(fewer, width, height, exact=False)
            if found is not None:
                rest = replace(item, start=item.left + item.start, boxes=item.boxes[count:], continued=True)
                return replace(found, item=item, rest=replace(rest, rows=tuple(found.rows), start=len(found.rows)))
        head = self._head(item, width)
        tall = height - head.lines
        alone = bands.part(item.rows, item.start, Corner(), (), width, tall, 0, self.weights) if tall > 4 else None
        if alone is None or alone.filling.end <= item.start:
            return None
        trial = _Trial(0.0, 0.0, head, head.lines, Corner(), tall, Choice((), 0.0), 0)
        made = self._fitted(item, width, height, trial, alone, item.rows, alone.score)
        return replace(made, rest=_rest(made, item.boxes))


def _away(choice: Choice, target: int, exact: bool) -> float:
    """Return how far from what they like pictures are that fill so many cells, 1 at the ends of their ranges."""
    if not exact or choice.most <= choice.least:
        return 0.0
    shown = min(max(target, choice.least), choice.most)
    return (2 * abs(shown - choice.wish) / (choice.most - choice.least)) ** 2


def _rest(made: Fitted, boxes: Sequence[Box]) -> Item:
    """Return what a part leaves for later pages; anchors follow rows that were set anew."""
    grown = len(made.rows) - len(made.item.rows)
    end = made.arrangement.filling.end
    later = tuple(replace(b, anchor=b.anchor + grown) if b.anchor >= end - grown else b for b in boxes)
    return replace(made.item, rows=tuple(made.rows), start=end, boxes=later, continued=True)
