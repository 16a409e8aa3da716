"""The galley: an article's text as one long column of rows, each a line of the grid, before it is cut to columns.

Guards against (through the penalties of its breaks): heads without text under them, a paragraph's last line alone at
a column's top or its first alone at a foot, labels cut from their scene.
"""

from dataclasses import dataclass, replace

from paiyin.composition.setter import SetText
from paiyin.composition.weights import usual
from paiyin.han import Line
from paiyin.units import Pt

NEVER = 1_000_000  # a break that may not be
WIDOW = usual()["cuts", "widow"]  # a paragraph's last line at a column top
ORPHAN = usual()["cuts", "orphan"]  # its first line at a column foot
SCENE = usual()["cuts", "scene"]  # inside a labelled scene
LEAST_OF_SCENE = 4  # lines of a labelled scene on either side of a cut, so that it is still seen as one
FREE = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the grid in a column: a line of text, or a blank.

    ``paragraph`` numbers the paragraph, ``head`` its outline level; ``dx`` shifts the line to the right, ``dy`` down
    off the grid (heads only), both in points. ``drop`` marks a blank that vanishes at a column's top or foot.
    ``tint`` numbers the labelled scene that the row belongs to, 0 for none. ``after`` is the penalty of ending a
    column after this row. ``anchor`` lists figures that are mentioned up to here.
    """

    role: str
    paragraph: int
    line: Line | None = None
    text: SetText | None = None
    first: bool = False
    last: bool = False
    level: int = 0
    dx: Pt = Pt(0.0)
    dy: Pt = Pt(0.0)
    drop: bool = False
    tint: int = 0
    after: float = FREE


BLANK = Row("blank", -1, drop=True)


def paragraph_rows(text: SetText, lines: tuple[Line, ...], number: int, tint: int = 0, tag: str = "") -> list[Row]:
    """Return the rows of a set paragraph, set in as it is, with widow and orphan penalties; ``tag`` names its role if
    not its type's."""
    rows, name = [], tag or text.role.name
    for k, line in enumerate(lines):
        after, last = _price(k, len(lines), bool(tint)), k == len(lines) - 1
        rows.append(Row(name, number, line, text, k == 0, last, dx=text.shift, tint=tint, after=after))
    return rows


def _price(k: int, n: int, scene: bool) -> float:
    """Return the price of ending a column after the k-th of n lines."""
    if k == n - 1:
        return FREE
    least = LEAST_OF_SCENE if scene else 1
    price = SCENE if scene else FREE
    if k >= n - 1 - min(least, n - 1):
        price += WIDOW
    if k < least:
        price += ORPHAN
    return price


def glue(rows: list[Row], keep: int) -> list[Row]:
    """Return rows of which the first ``keep`` are never cut apart, nor from the row after them."""
    return [replace(r, after=NEVER) if k < keep else r for k, r in enumerate(rows)]
