"""Modules filled for real: a story, or a part of one, in a rectangle of whole columns and lines.

The counting part (``Profile``) says which heights a story can take over some columns without touching its text; the
filling part tries heads, spans of pictures, their heights and the paragraphs' reserve until the module is flush.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from paiyin.composition import band as bands
from paiyin.composition.band import Arrangement
from paiyin.composition.boxes import Box
from paiyin.composition.corners import LEAST_SLOT, Corner, Placed
from paiyin.composition.fill import Filling
from paiyin.composition.galley import Row
from paiyin.composition.packing import pictures
from paiyin.composition.packing.ground import ANYWHERE, WALL, Given, figure_of
from paiyin.composition.packing.headline import ModuleHead
from paiyin.composition.packing.pictures import Choice
from paiyin.composition.packing.stacks import level, rowed
from paiyin.composition.packing.story import Item
from paiyin.composition.packing.trials import AIR, COLLIDING, MOST_AIR, PICTURES, RESETS, SPARE, Place, Trial
from paiyin.composition.packing.trials import heads as heads_for
from paiyin.composition.packing.trials import over as stands_over
from paiyin.composition.packing.trials import trials as trials_for
from paiyin.composition.reserve import alternatives
from paiyin.composition.sheet import Sheet
from paiyin.composition.weights import Weights, usual

# Costs, in the unit of a band's score.
BARE = 130  # text beside a head
HANGING = 150  # a hole over a picture
LATE = 120  # a picture that goes overleaf after its mention
STACKED = 900  # text level over its pictures
WHITE = 60  # a cell left white in a module
WALLED = 320  # text that runs round an ad
QUOTE = 240  # a sentence of the story set large
QUOTABLE = 40  # rows of a story that one is taken from
MOST_QUOTED = 4  # choices of pictures that are tried with one
TRIES = 6  # heads and spans filled for one module
MORE_TRIES = 12  # where none of those is good
GOOD = 60
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
    top: int = 0  # lines of a picture over its head

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


class Modules:
    """Fills modules for one sheet; every answer is kept, since the search for a page asks again and again.

    ``head`` gives the head of an item over some columns, ``sized`` a box of an item over some columns, ``quote`` a
    sentence of an item that may be set large over some columns.
    """

    def __init__(
        self,
        sheet: Sheet,
        head: Callable[[Item, int], ModuleHead],
        sized: Callable[[Item, Box, int], Box | None],
        weights: Weights | None = None,
        quote: Callable[[Item, int], Box | None] = lambda item, columns: None,
    ):
        self.sheet, self._head, self._sized, self.weights = sheet, head, sized, weights or usual()
        self._quote = quote
        self._known: dict[tuple, object] = {}

    def profile(self, item: Item, width: int) -> Profile | None:
        """Return what an item asks over some columns, None where it cannot stand."""
        return self._once(("profile", item, width), lambda: self._profile(item, width))

    def whole(self, item: Item, width: int, height: int, exact: bool = True, given: Given = ANYWHERE) -> Fitted | None:
        """Return an item filled into a module, all of it; ``exact`` or at most as high."""
        key = "whole", item, width, height, exact, given

        def make() -> Fitted | None:
            found = self._whole(item, Place(width, height, exact, given))
            broken = given.unkept + len(given.later)
            if found is None or not (broken or given.walls):
                return found
            broken *= self.weights["boxes", "pin"]
            return replace(found, score=found.score + broken + WALLED * len(given.walls))

        return self._once(key, make)

    def part(self, item: Item, width: int, height: int, given: Given = ANYWHERE) -> Fitted | None:
        """Return a module filled to its foot with the first part of an item; the rest goes on overleaf."""
        key = "part", item, width, height, given
        return self._once(key, lambda: self._part(item, Place(width, height, True, given)))

    def _once(self, key: tuple, answer: Callable):
        if key not in self._known:
            self._known[key] = answer()
        return self._known[key]

    def choices(self, item: Item, width: int, boxes: Sequence[Box], walls: int = 0) -> list[Choice]:
        """Return the ways to show boxes of an item over some columns, beside so many walls."""
        key = "choices", tuple(boxes), width, walls
        most, usual = pictures.MOST_BOXES - walls, self.sheet.figure_columns

        def sized(box: Box, columns: int) -> Box | None:
            return self._sized(item, box, columns)

        return self._once(key, lambda: pictures.choices(boxes, width, sized, usual, most) if most > 0 else [])

    def _quoted(self, item: Item, width: int, choices: Sequence[Choice], walls: int) -> list[Choice]:
        """Return choices with a pull quote more, for text that does not fill its module."""
        if item.left < QUOTABLE or item.continued or width < 2:
            return []
        quotes = [box for columns in (1, 2) if columns < width and (box := self._quote(item, columns)) is not None]
        few = [c for c in choices[:MOST_QUOTED] if len(c.boxes) < pictures.MOST_BOXES - walls]
        return [Choice((*c.boxes, box), c.cost + QUOTE) for c in few for box in quotes]

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
        quoted = max((c.most for c in self._quoted(item, width, choices[:1], 0)), default=0)
        wish, most = min(cheap[0].wish, most), max(most, quoted)
        return Profile(text + least - slack, text + wish, text + most + air + slack, head.lines)

    def _one_by_one(self, item: Item, width: int) -> list[Choice]:
        """Return boxes that are too many for one band, each as it likes to be; none if one cannot stand here."""
        alone = [self.choices(item, width, (box,)) for box in item.boxes]
        return [Choice(tuple(found[0].boxes[0] for found in alone), 0.0)] if all(alone) else []

    def _whole(self, item: Item, place: Place) -> Fitted | None:
        width, height, given = place.width, place.height, place.given
        if not item.left:
            found = self._gallery(item, width, height) if not given.walls else None
            return found if found is not None and found.rest is None else None
        best: Fitted | None = None
        choices = self.choices(item, width, given.pinned(item.boxes), len(given.walls))
        choices = [*choices, *self._quoted(item, width, choices, len(given.walls))] if place.exact else choices
        for n, trial in enumerate(trials_for(item, place, self._head, choices)[:MORE_TRIES]):
            if best is not None and (trial.estimate >= best.score or n >= TRIES and best.score < 4 * GOOD):
                break
            for rows, cost in self._galleys(item, trial):
                found = self._filled(item, place, trial, rows)
                if found is None:
                    continue
                if best is None or found.score + cost < best.score:
                    best = replace(found, score=found.score + cost)
                break
            if best is not None and best.score < GOOD / 2:
                break
        if (best is None or best.score > (STACKED if item.boxes else GOOD)) and not (given.walls or given.pins):
            stacked = self._stacked(item, place)
            if stacked is not None and (best is None or stacked.score < best.score):
                return stacked
        return best

    def _galleys(self, item: Item, trial: Trial) -> Iterator[tuple[Sequence[Row], float]]:
        """Yield the item's galley, then shorter ones where it is a few lines too long."""
        rows, cost = item.rows, 0.0
        yield rows, cost
        if trial.choice.least - trial.target > RESETS:
            return
        for _ in range(RESETS):
            shorter = [
                (price, n, tuple(galley))
                for n, (galley, _, price) in enumerate(alternatives(list(rows), item.start, len(rows), self.weights))
                if len(galley) < len(rows)
            ]
            if not shorter:
                return
            price, _, rows = min(shorter, key=lambda s: s[:2])
            cost += price
            yield rows, cost

    def _filled(self, item: Item, place: Place, trial: Trial, rows: Sequence[Row]) -> Fitted | None:
        exact, tall = place.exact, trial.height
        boxes = pictures.raised(trial.choice, trial.target) if exact else pictures.near(trial.choice.boxes)
        boxes = (*boxes, *place.given.boxes())
        found = bands.whole(
            rows, item.start, trial.corner, boxes, place.width, tall, tall if exact else None, self.weights
        )
        if not boxes and exact and (even := self._level(item, place.width, tall)) is not None:
            found = even if found is None or even.score < found.score else found
        if found is None:
            return None
        height = place.height if exact else place.height - tall + found.height
        return self._fitted(item, place.width, height, trial, found, rows, found.score + trial.cost)

    def _fitted(
        self,
        item: Item,
        width: int,
        height: int,
        trial: Trial,
        found: Arrangement,
        rows: Sequence[Row],
        score: float,
        rest: Item | None = None,
    ) -> Fitted:
        placed = tuple(p for group in found.placed for p in pictures.expanded(group))
        if trial.corner.lines and not any(p.line == 0 and p.column == trial.head.columns for p in placed):
            score += BARE
        under = 1 if trial.corner.lines else 0
        for p in placed:  # a picture that hangs a line or two under the module's top leaves a hole over it
            if under < p.line <= LEAST_SLOT and p.column >= trial.corner.columns and p.box.kind != WALL:
                score += HANGING
        if trial.crown is not None:
            placed = (Placed(trial.crown, 0, -trial.lines - trial.top, trial.crowned), *placed)
        shown = replace(found, placed=placed)
        galley = found.rows or rows
        return Fitted(item, width, height, trial.head, trial.lines, shown, galley, score, rest, trial.top)

    def _part(self, item: Item, place: Place) -> Fitted | None:
        """Search the part of a story that fills a module: more pictures as long as the part mentions them."""
        if not item.left:
            return self._gallery(item, place.width, place.height) if not place.given.walls else None
        best: Fitted | None = None
        seen = place.given.pinned(item.boxes)
        ready = [n for n, box in enumerate(seen) if figure_of(box) not in place.given.later]
        for count in range(min(len(ready), pictures.MOST_BOXES + 1) + 1):
            chosen = ready[:count]
            later = tuple(box for n, box in enumerate(item.boxes) if n not in chosen)
            found = self._best_part(item, place, tuple(seen[n] for n in chosen), later)
            if found is None and count and best is not None:
                break
            if found is None:
                continue
            broken = place.given.unkept + sum(seen[n].pinned is not None for n in ready[count:])
            found = replace(found, score=found.score + self.weights["boxes", "pin"] * broken)
            if best is None or found.score < best.score:
                best = found
        return best

    def _best_part(self, item: Item, place: Place, boxes: tuple[Box, ...], later: tuple[Box, ...]) -> Fitted | None:
        best: Fitted | None = None
        width, given = place.width, place.given
        for head, cost in heads_for(item, place, self._head):
            over = stands_over(head, width)
            if not over and not boxes and not given.walls:
                continue
            tall = place.height - head.lines if over else place.height
            if tall < LEAST_PART:
                continue
            corner = Corner(begins=not item.continued) if over else Corner(head.columns, head.lines)
            for choice in self.choices(item, width, boxes, len(given.walls))[:4]:
                if choice.least > PICTURES * width * tall:
                    continue
                own = cost + choice.cost + (COLLIDING if given.beside and head.lines else 0)
                own += WALLED * len(given.walls)
                trial = Trial(0.0, own, head, head.lines, corner, tall, choice, 0)
                shown = (*pictures.near(choice.boxes), *given.boxes())
                found = bands.part(item.rows, item.start, corner, shown, width, tall, REST, self.weights)
                if found is None or found.filling.end <= item.start:
                    continue
                made = self._fitted(item, width, place.height, trial, found, item.rows, found.score + own)
                rest = _rest(made, later)
                late = sum(b.anchor < found.filling.end for b in rest.boxes if figure_of(b) not in given.later)
                made = replace(made, score=made.score + LATE * late, rest=rest)
                if best is None or made.score < best.score:
                    best = made
        return best

    def _stacked(self, item: Item, place: Place) -> Fitted | None:
        """Return a module whose text stands level over its pictures, for text too short to stand beside them, and text
        without pictures."""
        best: Fitted | None = None
        head = self._head(item, place.width)
        for air in range(MOST_AIR + 1 if place.exact and head.lines else 1):
            for even in (True, False) if place.exact and not item.boxes else (False,):
                found = self._levelled(item, place, head, head.lines + air, even)
                if found is not None and (best is None or found.score + AIR * air < best.score):
                    best = replace(found, score=found.score + AIR * air)
        return best

    def _level(self, item: Item, width: int, tall: int) -> Arrangement | None:
        """Return an item's text level over so many lines, or as low as it can be (0)."""
        return self._once(
            ("level", item, width, tall),
            lambda: level(item.rows, item.start, width, tall or self.sheet.lines, self.weights, bool(tall)),
        )

    def _levelled(self, item: Item, place: Place, head: ModuleHead, head_lines: int, even: bool) -> Fitted | None:
        width, height, exact, bare = place.width, place.height, place.exact, not item.boxes
        tall = height - head_lines
        text = self._level(item, width, tall if even else 0) if tall > 0 else None
        if text is None or text.height > tall:
            return None
        under = text.height if bare else text.height + 1
        shown = rowed(item.boxes, width, tall - under, lambda b, c: self._sized(item, b, c))
        if shown.left:
            return None
        placed = tuple(p._replace(line=p.line + under) for p in shown.placed)
        used = under if bare else under + shown.lines
        white = tall - used if exact else 0
        filling = text.filling._replace(spare=text.filling.spare + shown.white)
        score = (0 if bare else STACKED) + WHITE * (width * white + shown.white) + text.score
        score += COLLIDING if place.given.beside and head.lines else 0
        found = replace(text, height=tall if exact else used, placed=placed, filling=filling)
        height = height if exact else head_lines + used
        return Fitted(item, width, height, head, head_lines, found, text.rows or item.rows, float(score))

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

    def forced(self, item: Item, width: int, height: int, given: Given = ANYWHERE) -> Fitted | None:
        """Return as much of an item as a rectangle holds, whatever it looks like: whole if it can be, else a part, else
        its text with the pictures that fit, else its text alone."""
        found = self.whole(item, width, height, False, given) or self.part(item, width, height, given)
        if found is not None or not item.left or given.walls:
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
        trial = Trial(0.0, 0.0, head, head.lines, Corner(), tall, Choice((), 0.0), 0)
        made = self._fitted(item, width, height, trial, alone, item.rows, alone.score)
        return replace(made, rest=_rest(made, item.boxes))


def _rest(made: Fitted, boxes: Sequence[Box]) -> Item:
    """Return what a part leaves for later pages; anchors follow rows that were set anew."""
    grown = len(made.rows) - len(made.item.rows)
    end = made.arrangement.filling.end
    later = tuple(replace(b, anchor=b.anchor + grown) if b.anchor >= end - grown else b for b in boxes)
    return replace(made.item, rows=tuple(made.rows), start=end, boxes=later, continued=True)
