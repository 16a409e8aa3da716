"""What a drawing is made from: marks with their words set in lines, and the spec that gives each its room."""

from dataclasses import dataclass

from paiyin.charts.size import Grid
from paiyin.units import Pt


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: its label as set in lines, value, the value as the manuscript prints it, and whether it stands out.

    ``lead`` and ``tail`` are what stays small before and after a big numeral (近, 多项); ``at`` a mark's place in time
    for lines, 0 to 1; ``series`` and ``row`` its place in a chart of several series; ``missing``: no value is stated.
    """

    label: tuple[str, ...]
    value: float
    text: str
    highlight: bool = False
    tail: str = ""
    lead: str = ""
    at: float = 0.0
    series: int = 0
    row: int = 0
    missing: bool = False
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """A chart ready for drawing. ``header``, ``row`` and ``lines`` count grid lines; ``label_edge`` and ``axis`` are
    points from the left edge (0: labels above their bars). Two equal specs are drawn alike."""

    kind: str
    title: tuple[str, ...]
    unit_note: str
    note_below: bool
    foot: tuple[str, ...]
    marks: tuple[Mark, ...]
    columns: int
    header: int
    row: int
    lines: int
    width: Pt
    height: Pt
    grid: Grid
    label_edge: float = 0.0
    axis: float = 0.0
    across: int = 1             # items beside each other in a number strip
    first: int = 0              # cells of a strip that its title and source stand in
    whole: float = 0.0          # what the parts of a share chart are parts of
    series: tuple[str, ...] = ()
    edges: tuple[float, ...] = ()   # right edges of a table's columns, or the two ends of a slope
