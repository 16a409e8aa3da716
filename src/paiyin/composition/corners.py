"""The geometry of a band: where its head and its boxes stand, and which stretches of its columns are left for text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from typing import NamedTuple

from paiyin.composition.boxes import Box
from paiyin.composition.fill import Slot

LEAST_SLOT = 3  # lines of a piece of text between two obstacles
# Costs of places, in the unit of a band's score.
CORNER = {"top-right": 0, "bottom-left": 1, "bottom-right": 6, "top-left": 8, "bottom": 4, "top": 8, "middle": 12}
SAME_SIDE = 25  # two boxes on one side or at one edge: pictures stand on a diagonal
MOST_CORNERS = 8


class Placed(NamedTuple):
    """A box at its place: columns from ``column``, lines from ``line`` of the band, body of ``lines`` lines."""

    box: Box
    column: int
    line: int
    lines: int

    @property
    def foot(self) -> int:
        return self.line + self.lines + self.box.extra


@dataclass(frozen=True, slots=True)
class Corner:
    """What stands in a band's top left: a head over ``columns`` columns and ``lines`` lines, or nothing (0, 0). Text
    of the other columns starts ``under`` lines lower, under the head's rule."""

    columns: int = 0
    lines: int = 0
    under: int = 1


def corners_of(span: int, columns: int, head: int) -> Iterable[str]:
    """Return the places that a box over ``span`` columns may take in a band whose head covers ``head`` columns."""
    if span >= columns:
        return ("bottom",) if head else ("bottom", "top")
    top = ("top-right",) if columns - span >= head else ()
    return (*top, "bottom-left", "bottom-right", *(() if head else ("top-left",)))


def place(
    boxes: Sequence[Box], corners: Sequence[str], heights: Sequence[int], columns: int, height: int
) -> tuple[Placed, ...] | None:
    """Put boxes into corners of a band; None if two overlap or one does not fit."""
    placed: list[Placed] = []
    for box, corner, lines in zip(boxes, corners, heights):
        whole = lines + box.extra
        if whole > height:
            return None
        column = columns - box.columns if corner[-5:] == "right" else 0
        line = 0 if corner[0] == "t" else height - whole
        for other in placed:
            apart = column + box.columns <= other.column or other.column + other.box.columns <= column
            if not apart and line <= other.foot and other.line <= line + whole:
                return None
        placed.append(Placed(box, column, line, lines))
    return tuple(placed)


def slots_of(corner: Corner, placed: Sequence[Placed], columns: int, height: int) -> list[Slot] | None:
    """Return the free stretches of a band's columns in reading order; None if one is too short or a box covers the
    head."""
    slots = []
    for column in range(columns):
        at = 0
        if corner.lines:
            at = corner.lines if column < corner.columns else corner.under
        taken = []
        for p in placed:
            if p.column <= column < p.column + p.box.columns:
                if p.line < corner.lines and column < corner.columns:
                    return None
                foot = p.foot
                taken.append((p.line - 1 if p.line else 0, foot + 1 if foot < height else foot))
        if len(taken) > 1:
            taken.sort()
        for a, b in taken:
            if a > at:
                if a - at < LEAST_SLOT:
                    return None
                slots.append(Slot(column, at, a - at))
            if b > at:
                at = b
        if height > at:
            if height - at < LEAST_SLOT and (at or height >= LEAST_SLOT):
                return None
            slots.append(Slot(column, at, height - at))
    return slots


def corner_score(corners: Sequence[str]) -> float:
    score = sum(CORNER[c] * (1 + n / 2) for n, c in enumerate(corners))
    for n, a in enumerate(corners):
        for b in corners[:n]:
            if a.split("-")[-1] == b.split("-")[-1]:
                score += SAME_SIDE
            if a.split("-")[0] == b.split("-")[0]:
                score += SAME_SIDE / 2
    return score


@cache
def choices(spans: tuple[int, ...], columns: int, head: int) -> tuple[tuple[str, ...], ...]:
    """Return the ways to put boxes of these spans into corners beside a head over some columns, the best first."""
    if not spans:
        return ((),)
    if len(spans) > 4:
        return ()
    found = [
        c
        for c in permutations(("top-right", "bottom-left", "bottom-right", "top-left", "bottom", "top"), len(spans))
        if all(name in corners_of(span, columns, head) for name, span in zip(c, spans))
    ]
    return tuple(sorted(found, key=lambda c: (corner_score(c), c))[:MOST_CORNERS])
