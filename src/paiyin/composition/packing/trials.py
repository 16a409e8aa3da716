"""What is tried for a module: heads, pictures and their heights, the most promising first, by counting only."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from paiyin.article import Figure
from paiyin.composition.boxes import Box
from paiyin.composition.corners import Corner
from paiyin.composition.packing.ground import Given
from paiyin.composition.packing.headline import NOTHING, ModuleHead
from paiyin.composition.packing.pictures import Choice
from paiyin.composition.packing.story import Item

# Costs, in the unit of a band's score.
AIR = 14  # a line more under a head
MOST_AIR = 2
BESIDE = 6  # a head over some of the columns, pictures beside it
SHORT_TEXT = 30  # a line that columns lack under a head
LEAST_TEXT = 6  # lines of text that columns have under a head
PICTURES = 0.62  # of a module's cells, the most for pictures
TOO_PICTURED = 400  # all of them more than that
AWAY = 45  # pictures at the smallest or largest that their shapes bear
SPARE = 90  # of a cell that counting says stays white, or is lacking
CROWN = 60  # a picture over the head
COLLIDING = 420  # a head beside another one at the same height (碰题)
RESETS = 3  # paragraphs set a line shorter so that a story fits


@dataclass(frozen=True, slots=True)
class Trial:
    """A head and a choice of pictures to try: the band's corner and height, and what they cost by counting. A
    ``crown`` is a picture over the head, its body ``crowned`` lines high."""

    estimate: float
    cost: float
    head: ModuleHead
    lines: int
    corner: Corner
    height: int
    choice: Choice
    target: int
    crown: Box | None = None
    crowned: int = 0

    @property
    def top(self) -> int:
        """Lines that the crown takes, the blank under it included."""
        return self.crowned + self.crown.extra + 1 if self.crown is not None else 0


@dataclass(frozen=True, slots=True)
class Place:
    """A module to be filled: its width and height, whether it must be filled to its foot, and what its place asks."""

    width: int
    height: int
    exact: bool
    given: Given


def heads(item: Item, place: Place, head: Callable[[Item, int], ModuleHead]) -> list[tuple[ModuleHead, float]]:
    """Return the heads that an item may have, each with its cost."""
    width, room = place.width, place.given.head_room(place.width)
    over = head(item, width)
    if not over.lines:
        return [(over, 0.0)]
    if room < width:
        return [(head(item, k), float(BESIDE)) for k in range(room, max(0, room - 2), -1)]
    found = [(over, 0.0)]
    if item.boxes and not item.continued and not over.centred:
        least = 3 if item.story.place == 0 else 2  # the first story's head is the largest
        found += [(head(item, k), float(BESIDE)) for k in (3, 2) if least <= k < width]
    return found


def trials(
    item: Item,
    place: Place,
    head: Callable[[Item, int], ModuleHead],
    choices: Sequence[Choice],
) -> list[Trial]:
    """Return what to try for an item at a place, the most promising first."""
    found = []
    for one, cost in heads(item, place, head):
        for choice in choices:
            found += _aired(item, place, one, cost, choice)
            found += _crowned(item, place, one, cost, choice)
    return sorted(found, key=lambda t: t.estimate)


def over(head: ModuleHead, width: int) -> bool:
    """Tell whether a head stands over all columns of a module, or there is none."""
    return head.columns == width or head is NOTHING


def _aired(item: Item, place: Place, head: ModuleHead, cost: float, choice: Choice) -> Iterator[Trial]:
    """Yield trials of a head and a choice, with more and more air under the head."""
    width, given = place.width, place.given
    whole = over(head, width)
    if not whole and not given.walls and not any(b.columns <= width - head.columns for b in choice.boxes):
        return
    for air in range(MOST_AIR + 1 if whole and head.lines and place.exact else 1):
        lines = head.lines + air
        tall = place.height - lines if whole else place.height
        taken = 0 if whole else head.columns * lines + width - head.columns
        target = width * tall - item.left - taken - given.cells
        own = cost + air * AIR + (COLLIDING if given.beside and head.lines else 0)
        made = _judged(item, place, choice, target, tall, own)
        if made is not None:
            corner = Corner(begins=not item.continued) if whole else Corner(head.columns, lines)
            yield Trial(*made, head, lines, corner, tall, choice, target)


def _crowned(item: Item, place: Place, head: ModuleHead, cost: float, choice: Choice) -> Iterator[Trial]:
    """Yield trials with a picture over the head, for a head that would stand beside another one."""
    width, given = place.width, place.given
    if not given.beside or not over(head, width) or not head.lines or head.centred or item.continued or given.walls:
        return
    for n, box in enumerate(choice.boxes):
        if box.kind != "figure" or box.columns != width or not isinstance(box.content, Figure) or box.pinned:
            continue
        others = Choice((*choice.boxes[:n], *choice.boxes[n + 1 :]), choice.cost)
        free = place.height - head.lines - box.extra - 1
        if others.boxes or not place.exact:
            crowned = box.wish
        else:
            crowned = min(box.most, max(box.least, free - -(-item.left // width)))
        tall = free - crowned
        target = width * tall - item.left
        own = cost + CROWN + abs(crowned - box.wish) / max(1, box.most - box.least) * AWAY
        made = _judged(item, place, others, target, tall, own)
        if made is not None:
            yield Trial(*made, head, head.lines, Corner(), tall, others, target, box, crowned)


def _judged(item: Item, place: Place, choice: Choice, target: int, tall: int, own: float) -> tuple[float, float] | None:
    """Return what counting says against a choice whose pictures are to fill ``target`` cells, and what it costs however
    it is filled; None if it cannot be."""
    width, exact = place.width, place.exact
    if tall < 4 and item.left or tall < 1:
        return None
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
    own += choice.cost + AWAY * _away(choice, target, exact)
    return estimate + own, own


def _away(choice: Choice, target: int, exact: bool) -> float:
    """Return how far from what they like pictures are that fill so many cells, 1 at the ends of their ranges."""
    if not exact or choice.most <= choice.least:
        return 0.0
    shown = min(max(target, choice.least), choice.most)
    return (2 * abs(shown - choice.wish) / (choice.most - choice.least)) ** 2
