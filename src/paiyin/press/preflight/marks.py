"""What a page puts on paper, one record for each thing that is painted."""

from dataclasses import dataclass
from typing import NamedTuple

Box = tuple[float, float, float, float]


class Colour(NamedTuple):
    """A colour as the file says it: the space's name and its components; a pattern has none."""

    space: str
    parts: tuple[float, ...] = ()

    @property
    def inks(self) -> tuple[float, float, float, float] | None:
        """Cyan, magenta, yellow and black, None where the space is not of inks."""
        if self.space == "/DeviceCMYK" and len(self.parts) == 4:
            return self.parts
        if self.space == "/DeviceGray" and len(self.parts) == 1:
            return (0.0, 0.0, 0.0, 1 - self.parts[0])
        return None

    @property
    def black(self) -> bool:
        """Whether it is full black ink alone."""
        return self.inks == (0.0, 0.0, 0.0, 1.0)

    @property
    def pure_black(self) -> bool:
        """Whether it is black ink alone, of any tone but none."""
        return self.inks is not None and not any(self.inks[:3]) and self.inks[3] > 0

    @property
    def white(self) -> bool:
        """Whether it is no ink at all."""
        return self.inks is not None and not any(part > 1e-4 for part in self.inks)

    @property
    def several(self) -> bool:
        """Whether two inks or more make it."""
        return self.inks is not None and sum(part > 1e-4 for part in self.inks) > 1

    @property
    def sum(self) -> float:
        """Its inks together in percent."""
        return 100 * sum(self.inks) if self.inks else 0.0

    def __str__(self) -> str:
        if self.inks and self.space == "/DeviceCMYK":
            return "C{:.0f} M{:.0f} Y{:.0f} K{:.0f}".format(*(100 * part for part in self.inks))
        return f"{self.space.lstrip('/')} {' '.join(f'{part:.2f}' for part in self.parts)}".strip()


@dataclass(frozen=True, slots=True)
class Text:
    """A run of glyphs. ``size`` is in points on paper; ``over`` whether it prints over, by overprint mode ``opm``."""

    page: int
    box: Box
    size: float
    font: str
    codes: tuple[int, ...]
    fill: Colour | None
    stroke: Colour | None
    over: bool
    opm: int

    @property
    def colours(self) -> tuple[Colour, ...]:
        """The colours that it shows."""
        return tuple(colour for colour in (self.fill, self.stroke) if colour)

    @property
    def overprinting(self) -> tuple[Colour, ...]:
        """The colours that print over."""
        return self.colours if self.over else ()


@dataclass(frozen=True, slots=True)
class Path:
    """A filled or stroked path. ``width`` is the line's in points on paper, or of a bar that is filled; ``over`` is of
    the stroke where there is one."""

    page: int
    box: Box
    fill: Colour | None
    stroke: Colour | None
    width: float
    over: bool
    over_fill: bool
    opm: int

    @property
    def overprinting(self) -> tuple[Colour, ...]:
        """The colours that print over."""
        pairs = (self.fill, self.over_fill), (self.stroke, self.over)
        return tuple(colour for colour, over in pairs if colour is not None and over)

    @property
    def line(self) -> Colour | None:
        """The colour of a line: a stroke, or a filled bar thinner than two points."""
        return self.stroke or (self.fill if self.width < 2 else None)


@dataclass(frozen=True, slots=True)
class Image:
    """An image where it is placed. ``ppi`` is the lesser of its two directions; ``mask`` says what lets through."""

    page: int
    box: Box
    width: int
    height: int
    bits: int
    stencil: bool
    space: str
    ppi: float
    alpha: bool
    lossy: bool
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Shade:
    """A gradient: its space, how many components that has, and how many its functions give (None: unknown)."""

    page: int
    space: str
    components: int
    given: int | None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Odd:
    """Something else that a page uses: ``kind`` is "space", "group", "transparency", "font", "layer" or "syntax"."""

    page: int
    kind: str
    what: str
    mask: bool = False
