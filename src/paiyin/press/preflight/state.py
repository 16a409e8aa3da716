"""The graphics state of a page that is being walked, as far as the rules ask for it."""

from dataclasses import dataclass, replace

from paiyin.press.operators import Matrix
from paiyin.press.preflight.marks import Box, Colour, Painted
from paiyin.press.preflight.objects import Described
from paiyin.press.preflight.typefaces import Face

GRAY = Described("/DeviceGray", 1)
BLACK = Colour("/DeviceGray", (0.0,))
NORMAL = ("/Normal", "/Compatible")


@dataclass(frozen=True)
class Pen:
    """What fills or strokes: a colour with its space, or a pattern."""

    colour: Colour = BLACK
    space: Described = GRAY
    pattern: object = None
    over: bool = False
    faint: bool = False


@dataclass(frozen=True)
class State:
    """The graphics state. ``hidden`` is whether layers that are off hold what is painted."""

    matrix: Matrix
    fill: Pen = Pen()
    stroke: Pen = Pen()
    width: float = 1.0
    opm: int = 0
    blended: bool = False
    mode: int = 0
    font: Face | None = None
    font_object: object = None
    size: float = 0.0
    leading: float = 0.0
    chars: float = 0.0
    words: float = 0.0
    across: float = 1.0
    rise: float = 0.0
    clip: Box | None = None
    hidden: bool = False

    def pen(self, stroking: bool) -> Pen:
        """Return what strokes, or what fills."""
        return self.stroke if stroking else self.fill

    def with_pen(self, stroking: bool, **parts) -> "State":
        """Return the state with a changed pen."""
        return replace(self, **{"stroke" if stroking else "fill": replace(self.pen(stroking), **parts)})

    def painted(self, stroking: bool) -> Painted:
        """Return what is painted now."""
        pen = self.pen(stroking)
        return Painted(pen.colour, pen.over, self.opm, not pen.faint and not self.blended)
