"""Pages in the making: bands at their places, stacked on a leaf."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from paiyin.composition.arrangement import Arrangement
from paiyin.composition.boxes import Box
from paiyin.composition.corners import Corner
from paiyin.composition.galley import Row
from paiyin.composition.heads import Head
from paiyin.composition.section import Section
from paiyin.composition.sheet import Sheet

MORE_SEPARATION = 3  # lines that a gap between two bands may have more where a page would end short


@dataclass(frozen=True, slots=True)
class Prepared:
    """A section with its heads, each with the corner that it takes; the first is the usual one."""

    section: Section
    heads: tuple[tuple[Head | None, Corner], ...]
    boxes: tuple[Box, ...]


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
    """A page in the making: where its bands start, and what stands in it. ``white`` lines are left over all columns
    at its foot."""

    number: int
    top: int
    bands: list[Band] = field(default_factory=list)
    white: int = 0
    cost: float = 0.0


def close(leaf: Leaf, lines: int) -> None:
    """Move the bands of a page of so many lines that lacks a few of them apart, so that it ends at its foot."""
    white = max(0, lines - (leaf.bands[-1].foot if leaf.bands else leaf.top))
    gaps = len(leaf.bands) - 1
    if 0 < white <= gaps * MORE_SEPARATION:
        shifts = [white * n // gaps for n in range(gaps + 1)]
        leaf.bands = [replace(band, line=band.line + shift) for band, shift in zip(leaf.bands, shifts)]
        white = 0
    leaf.white = white
