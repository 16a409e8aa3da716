"""What a page puts on paper, one record for each thing that is painted."""

from dataclasses import dataclass
from typing import NamedTuple

Box = tuple[float, float, float, float]
PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
TRACE = 1e-4        # less of an ink than this is none


class Colour(NamedTuple):
    """A colour as the file says it: the space's name and its components; a pattern has none.

    ``names`` are the inks of a Separation or DeviceN space; ``others`` the spaces that stand in for it or lie under it.
    """

    space: str
    parts: tuple[float, ...] = ()
    names: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def named(self) -> dict[str, float]:
        """The amounts of the inks by name; what goes to None is no ink (GWG 2022, I00003)."""
        return {name: part for name, part in zip(self.names, self.parts, strict=False) if name != "None"}

    @property
    def inks(self) -> tuple[float, float, float, float] | None:
        """Cyan, magenta, yellow and black, None where the space is not of these inks alone."""
        if self.space == "/DeviceCMYK" and len(self.parts) == 4:
            return self.parts
        if self.space == "/DeviceGray" and len(self.parts) == 1:
            return (0.0, 0.0, 0.0, 1 - self.parts[0])
        if self.names and set(self.named) <= set(PROCESS) and len(self.parts) == len(self.names):
            return tuple(self.named.get(name, 0.0) for name in PROCESS)
        return None

    @property
    def black(self) -> bool:
        """Whether it is full black ink alone (GWG 2022, D0013)."""
        return self.inks is not None and max(self.inks[:3]) <= TRACE and self.inks[3] >= 1 - TRACE

    @property
    def white(self) -> bool:
        """Whether it is no ink at all, in a space of inks (GWG 2022, D0010)."""
        if self.names:
            return bool(self.parts) and all(part <= TRACE for part in self.named.values())
        return self.inks is not None and all(part <= TRACE for part in self.inks)

    @property
    def several(self) -> bool:
        """Whether two inks or more make it."""
        amounts = self.named.values() if self.names else self.inks or ()
        return sum(part > TRACE for part in amounts) > 1

    @property
    def sum(self) -> float:
        """Its four inks together in percent."""
        return 100 * sum(self.inks) if self.inks else 0.0

    def __str__(self) -> str:
        if self.inks and self.space != "/DeviceGray":
            return "C{:.0f} M{:.0f} Y{:.0f} K{:.0f}".format(*(100 * part for part in self.inks))
        if self.names:
            return " ".join(f"{name} {100 * part:.0f}" for name, part in self.named.items())
        return f"{self.space.lstrip('/')} {' '.join(f'{part:.2f}' for part in self.parts)}".strip()


@dataclass(frozen=True, slots=True)
class Painted:
    """One colour as it is painted: whether it prints over, by overprint mode ``opm``; ``plain`` is whether it is opaque
    and blended normally."""

    colour: Colour
    over: bool
    opm: int
    plain: bool = True

    @property
    def black(self) -> bool:
        """Whether it is black that ought to print over what lies beneath (GWG 2022, D0014 and D0015)."""
        return self.colour.black and self.plain

    @property
    def prints_over(self) -> bool:
        """Whether it does so on every plate: the mode matters in DeviceCMYK alone."""
        return self.over and (self.opm == 1 or self.colour.space != "/DeviceCMYK")


def _both(fill: Painted | None, stroke: Painted | None) -> tuple[Painted, ...]:
    return tuple(one for one in (fill, stroke) if one is not None)


@dataclass(frozen=True, slots=True)
class Text:
    """A run of glyphs. ``size`` is in points on paper."""

    page: int
    box: Box
    size: float
    font: str
    codes: tuple[int, ...]
    fill: Painted | None
    stroke: Painted | None

    @property
    def painted(self) -> tuple[Painted, ...]:
        """What is painted: its fill, its stroke."""
        return _both(self.fill, self.stroke)

    @property
    def colours(self) -> tuple[Colour, ...]:
        """The colours that it shows."""
        return tuple(one.colour for one in self.painted)


@dataclass(frozen=True, slots=True)
class Path:
    """A filled or stroked path. ``width`` is in points on paper that of its line: of the stroke, or of the thinnest bar
    that is filled (GWG 2022, I00004); infinite where nothing is like a line."""

    page: int
    box: Box
    fill: Painted | None
    stroke: Painted | None
    width: float

    @property
    def painted(self) -> tuple[Painted, ...]:
        """What is painted: its fill, its stroke."""
        return _both(self.fill, self.stroke)

    @property
    def line(self) -> Painted | None:
        """What makes the line: the stroke, else the fill."""
        return self.stroke or self.fill


@dataclass(frozen=True, slots=True)
class Image:
    """An image where it is placed. ``ppi`` is the lesser of its two directions; a stencil is painted with ``fill``."""

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
    fill: Painted | None = None

    @property
    def painted(self) -> tuple[Painted, ...]:
        """What a stencil is painted with."""
        return _both(self.fill, None)

    @property
    def bilevel(self) -> bool:
        """Whether it is of pixels that are on or off."""
        return self.stencil or self.bits == 1

    @property
    def tiny(self) -> bool:
        """Whether it is drawn rather than photographed: 16 pixels or fewer either way (GWG 2022, R0031)."""
        return max(self.width, self.height) <= 16


@dataclass(frozen=True, slots=True)
class Shade:
    """A gradient: its space, how many components that has, and how many its functions give (None: unknown)."""

    page: int
    space: str
    components: int
    given: int | None
    box: Box


@dataclass(frozen=True, slots=True)
class Odd:
    """Something else that a page uses: ``kind`` is "space", "spot", "group", "transparency", "layer" or "syntax".

    ``mask`` is the kind of soft mask that it is part of; ``off`` whether it lies outside the printed product.
    """

    page: int
    kind: str
    what: str
    mask: str = ""
    off: bool = False
