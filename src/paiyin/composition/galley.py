"""The galley: an article's text as one long column of rows, each a line of the grid, before it is cut to columns.

Guards against (through the penalties of its breaks): heads without text under them, a paragraph's last line alone at
a column's top or its first alone at a foot, labels cut from their scene.
"""

from dataclasses import dataclass, replace

from paiyin.composition.setter import SetText
from paiyin.han import Line
from paiyin.units import Pt

NEVER = 1_000_000  # a break that may not be
WIDOW = 400  # a paragraph's last line at a column top
ORPHAN = 150  # its first line at a column foot
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
    after: int = FREE


BLANK = Row("blank", -1, drop=True)


def paragraph_rows(text: SetText, lines: tuple[Line, ...], number: int, tint: int = 0, tag: str = "") -> list[Row]:
    """Return the rows of a set paragraph with widow and orphan penalties; ``tag`` names its role if not its type's."""
    n = len(lines)
    rows = []
    for k, line in enumerate(lines):
        after = FREE
        if n > 1 and k == n - 2:
            after = WIDOW
        if n > 1 and k == 0:
            after += ORPHAN
        rows.append(Row(tag or text.role.name, number, line, text, k == 0, k == n - 1, tint=tint, after=after))
    return rows


def glue(rows: list[Row], keep: int) -> list[Row]:
    """Return rows of which the first ``keep`` are never cut apart, nor from the row after them."""
    return [replace(r, after=NEVER) if k < keep else r for k, r in enumerate(rows)]
