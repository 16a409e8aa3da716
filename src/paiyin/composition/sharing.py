"""Which boxes a band can carry: those that leave room for text beside them, and what their sizes there cost."""

from collections.abc import Sequence

from paiyin.composition.arrangement import Arrangement
from paiyin.composition.boxes import Box
from paiyin.composition.corners import MOST_BOXES, Corner
from paiyin.composition.weights import Weights

MOST_PICTURES = 0.6  # of a band's cells, pictures at their smallest
MOST_BESIDE_REST = 0.75  # the same where a section's last lines stand
TEXT = ("table", "code")


def share(boxes: Sequence[Box], rows: int, corner: Corner) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    """Divide boxes into those that a band with so many rows can carry, and the rest."""
    taken: list[Box] = []
    cells = 0
    text = rows + corner.columns * corner.lines
    most = MOST_PICTURES if corner.lines else MOST_BESIDE_REST
    for n, box in enumerate(boxes):
        size = cells_of([box])
        if len(taken) >= MOST_BOXES or taken and cells + size > most * (cells + size + text):
            return tuple(taken), tuple(boxes[n:])
        taken.append(box)
        cells += size
    return tuple(taken), ()


def cells_of(boxes: Sequence[Box]) -> int:
    """Return the cells that boxes take at their smallest, with a blank line each."""
    return sum((b.least + b.extra + 1) * b.columns for b in boxes)


def pinned_above(boxes: Sequence[Box]) -> int:
    """Count the boxes that are pinned to the top of their page."""
    return sum(b.pinned is not None and b.pinned[0] == "top" for b in boxes)


def late_price(boxes: Sequence[Box], weights: Weights, price: str = "late") -> float:
    """Return the price of boxes that stand further on than they should; tables and code are to be read in their place."""
    usual, text = weights["boxes", price], weights["boxes", "late_text"]
    return sum(text if b.kind in TEXT and not b.part else usual for b in boxes)


def passed(boxes: Sequence[Box], placed: Sequence[Box], end: int) -> list[Box]:
    """Return the boxes that are mentioned before a row and do not stand among those that are placed."""
    return [b for b in boxes if b.anchor < end and b not in placed]


def sizes_price(one: Arrangement, boxes: Sequence[Box], weights: Weights) -> float:
    """Return what the heights of boxes cost more by their wishes than by the middles of their ranges, which is what
    bands are searched by, so that the same searches serve for all wishes."""
    pairs = list(zip(one.placed, boxes))
    stretch = sum(abs(p.lines - b.wish) - abs(p.lines - p.box.wish) for p, b in pairs)
    over = sum(max(0, p.lines - b.most) for p, b in pairs)
    return weights["boxes", "stretch"] * stretch + weights["boxes", "oversize"] * over
