"""The ground of a page: what a module's place means for it. Ad holes stand in its corners as walls that text runs
round, and figures that an editor pinned stand at the page's edges.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from paiyin.article import Figure
from paiyin.composition.boxes import Box
from paiyin.composition.packing.regions import APART, Rect, pieces
from paiyin.composition.packing.story import Item
from paiyin.composition.pins import Pin

WALL = "wall"  # kind of a box that stands for an ad hole: nothing is shown in it


@dataclass(frozen=True, slots=True)
class Given:
    """What a place asks of a module there: ``walls`` are (edge, first column, columns, lines), columns counted from the
    module's own; ``pins`` are (figure, edge, first column) of figures that stand there; ``later`` figures that are
    pinned to a later page; ``unkept`` figures whose pins do not hold here. ``beside`` tells that another module's head
    stands left of it at the same height."""

    walls: tuple[tuple[str, int, int, int], ...] = ()
    pins: tuple[tuple[int, str, int], ...] = ()
    later: tuple[int, ...] = ()
    unkept: int = 0
    beside: bool = False

    @property
    def cells(self) -> int:
        """Cells that walls take."""
        return sum((lines + 1) * columns for _, _, columns, lines in self.walls)

    def head_room(self, width: int) -> int:
        """Return over how many columns from the left a head may stand."""
        return min((column for edge, column, *_ in self.walls if edge == "top"), default=width)

    def boxes(self) -> tuple[Box, ...]:
        """Return the walls as boxes."""
        return tuple(
            Box(WALL, None, columns, lines, lines, lines, 0, -1, (edge, column))
            for edge, column, columns, lines in self.walls
        )

    def pinned(self, boxes: Sequence[Box]) -> tuple[Box, ...]:
        """Return boxes of which those that are pinned here know their places; they need not wait for their mention."""
        places = {number: (edge, column) for number, edge, column in self.pins}
        return tuple(
            replace(box, pinned=places[number], anchor=-1) if (number := figure_of(box)) in places else box
            for box in boxes
        )


ANYWHERE = Given()


def figure_of(box: Box) -> int:
    """Return the number of the figure that a box shows, 0 for other boxes."""
    return box.content.number if isinstance(box.content, Figure) else 0


class Ground:
    """A page's area and ad holes."""

    def __init__(self, page: int, area: Rect, holes: Sequence[Rect] = ()):
        self.page, self.area, self.holes = page, area, tuple(holes)
        self.walls = [Rect(h.column, h.line - APART, h.width, h.height + 2 * APART) for h in holes if h.meets(area)]
        self._known: dict[Rect, tuple[Rect, ...]] = {}
        self.edges = self.trim(area)

    def key(self, rect: Rect, pinned: bool) -> tuple:
        """Return what tells places apart where it matters where they are: their size and the walls in them, as seen from
        their corner, and for items with figures ``pinned`` to the page their columns and the page's edges."""
        walls = (w._replace(column=w.column - rect.column, line=w.line - rect.line) for w in self._inside(rect))
        place = (rect.column, rect.line <= self.edges.line, rect.foot >= self.edges.foot) if pinned else ()
        return rect.width, rect.height, *place, *walls

    def pins(self, item: Item) -> bool:
        """Tell whether figures of an item are pinned to the page."""
        return any(pin.page == self.page for pin in item.story.pins.values())

    def walled(self, rect: Rect) -> bool:
        """Tell whether a hole or the air over and under it lies in a rectangle."""
        return bool(self._inside(rect))

    def _inside(self, rect: Rect) -> tuple[Rect, ...]:
        """Return the walls in a rectangle, as far as they lie in it."""
        if not self.walls:
            return ()
        if rect not in self._known:
            self._known[rect] = tuple(
                Rect(
                    column := max(wall.column, rect.column),
                    line := max(wall.line, rect.line),
                    min(wall.right, rect.right) - column,
                    min(wall.foot, rect.foot) - line,
                )
                for wall in self.walls
                if wall.meets(rect)
            )
        return self._known[rect]

    def trim(self, rect: Rect) -> Rect:
        """Return a rectangle without the edges that holes take all of."""
        trimmed = True
        while trimmed and self.walls and rect.width > 0 and rect.height > 0:
            trimmed = False
            for wall in self._inside(rect):
                if wall.width == rect.width and wall.line == rect.line:
                    rect, trimmed = Rect(rect.column, wall.foot, rect.width, rect.foot - wall.foot), True
                elif wall.width == rect.width and wall.foot == rect.foot:
                    rect, trimmed = rect._replace(height=wall.line - rect.line), True
                elif wall.height == rect.height and wall.column == rect.column:
                    rect, trimmed = Rect(wall.right, rect.line, rect.right - wall.right, rect.height), True
                elif wall.height == rect.height and wall.right == rect.right:
                    rect, trimmed = rect._replace(width=wall.column - rect.column), True
                if trimmed:
                    break
        return rect

    def room(self, rect: Rect) -> int:
        """Return the cells of a rectangle that holes leave free."""
        return rect.cells - sum(wall.cells for wall in self._inside(rect))

    def free(self, rect: Rect) -> tuple[Rect, ...]:
        """Return what holes leave of a rectangle."""
        return pieces(rect, self.holes) if self.walls else (rect,)

    def lines(self, rect: Rect, cells: int, upwards: bool = False) -> int:
        """Return over how many of a rectangle's lines, from its top or ``upwards`` from its foot, so many cells are."""
        if not self.walled(rect):
            return -(-cells // rect.width)
        low, high = 0, rect.height
        if (room := self.room(rect)) < cells:
            return high + -(-(cells - room) // rect.width)
        while high - low > 1:
            middle = (low + high) // 2
            part = rect._replace(height=middle, line=rect.foot - middle if upwards else rect.line)
            low, high = (low, middle) if self.room(part) >= cells else (middle, high)
        return high

    def levels(self, rect: Rect, apart: int) -> Iterator[int]:
        """Yield where to cut a rectangle across along the edges of holes, ``apart`` lines between the parts."""
        for wall in self._inside(rect):
            yield wall.line - rect.line
            yield wall.foot - rect.line - apart

    def given(self, item: Item, rect: Rect, beside: bool = False) -> Given | None:
        """Return what a place asks of an item there, None if it cannot stand there: a hole in its midst."""
        walls = []
        for wall in self._inside(rect):
            top, foot = wall.line == rect.line, wall.foot == rect.foot
            if top == foot:
                return None
            walls.append(("top" if top else "bottom", wall.column - rect.column, wall.width, wall.height - 1))
        pins, later, unkept = [], [], 0
        wanted: Mapping[int, Pin] = item.story.pins
        for number in map(figure_of, item.boxes) if wanted else ():
            pin = wanted.get(number)
            if pin is None or pin.page < self.page:
                continue
            if pin.page > self.page:
                later.append(number)
            elif self.keeps(pin, rect) and not any(_meet(pin, wanted[other]) for other, *_ in pins):
                pins.append((number, pin.edge, pin.column - rect.column))
            else:
                unkept += 1
        return Given(tuple(walls), tuple(pins), tuple(later), unkept, beside)

    def keeps(self, pin: Pin, rect: Rect) -> bool:
        """Tell whether a module in a rectangle can keep a pin of this page."""
        at_edge = rect.line <= self.edges.line if pin.edge == "top" else rect.foot >= self.edges.foot
        return at_edge and rect.column <= pin.column and pin.column + pin.columns <= rect.right


def _meet(one: Pin, other: Pin) -> bool:
    """Tell whether two pins of a page ask for the same columns at one edge."""
    apart = one.column + one.columns <= other.column or other.column + other.columns <= one.column
    return one.edge == other.edge and not apart
