"""An arrangement: a band that works, and the prices of where its text is cut."""

from collections.abc import Sequence
from dataclasses import dataclass

from paiyin.composition.corners import Corner, Placed, Spot
from paiyin.composition.fill import Filling
from paiyin.composition.galley import Row
from paiyin.composition.weights import Weights, usual


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A band that works: its height, the boxes in it, its corner, the rows in its slots and its score (less is
    better). ``rows`` is its section's galley if paragraphs were set again for it."""

    height: int
    placed: tuple[Placed, ...]
    corner: Corner
    filling: Filling
    score: float
    rows: tuple[Row, ...] | None = None
    spots: tuple[Spot, ...] = ()


def parting(rows: Sequence[Row], end: int, weights: Weights | None = None) -> float:
    """Return the cost of going on overleaf after these rows: a story is best left at a paragraph's or a sentence's
    end."""
    if not 0 < end < len(rows) or rows[end - 1].last or rows[end - 1].line is None:
        return 0.0
    weights = weights or usual()
    return weights["parting", "paragraph" if rows[end - 1].line.text[-1:] in "。！？”…" else "sentence"]


def interrupted(
    rows: Sequence[Row], filling: Filling, placed: Sequence[Placed], columns: int, weights: Weights | None = None
) -> float:
    """Return the cost of boxes that stand between the columns of one paragraph.

    A box in a corner is read after the columns left of its edge, a bottom left one after those above it: there a
    paragraph had better end, for the reader's eye as for programs that take the text off the page.
    """
    cost = 0.0
    for p in placed:
        right = p.column + p.box.columns
        if p.line == 0 and p.column == 0 or p.line and right >= columns:
            continue
        before = p.column - 1 if p.line == 0 else right - 1
        ends = [part.end for part in filling.parts if part.slot.column == before and part.end > part.first]
        if ends:
            cost += parting(rows, ends[-1], weights)
        elif p.line:  # nothing over it: its words are taken between those of the columns beside it
            beside = {part.slot.column: part.end for part in filling.parts if part.slot.column >= right}
            cost += sum(parting(rows, end, weights) for column, end in beside.items() if column < columns - 1)
    return cost
