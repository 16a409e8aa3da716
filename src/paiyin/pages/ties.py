"""Ties: blanks of type that tell readers which know a page by its geometry alone what belongs together.

pdftotext gathers words into blocks by their size and distance, and puts the blocks into an order by where they stand.
A label in one size over its text in another, a blank line in a column, a picture at a column's foot make it read
something else in the middle of a paragraph. Nothing is seen of a tie, and what is copied of it is a blank.

Guards against: a label read apart from its text, a column read in pieces, a picture read between two columns of text.
Source: poppler, TextOutputDev (``TextPage::coalesce``), after Breuel, High Performance Document Layout Analysis, 2003.
"""

from collections.abc import Iterator
from itertools import pairwise
from math import ceil

from paiyin.composition.plan import Frame, Page, Piece, PlanLine
from paiyin.han.line import Segment
from paiyin.units import Milli, Pt

BLANK = "\N{OGHAM SPACE MARK}\N{WORD JOINER}"  # the one blank that pdftotext keeps; WeasyPrint draws no blank alone
WIDTH = 3  # em of it, so that it lies over the first line of a paragraph, indent and all
ALIKE = 0.04  # sizes nearer than this are one block to pdftotext (which says 0.05)
REACH = 1.48  # em from baseline to baseline that keep a block together (which says 1.5)
LABEL = "scene-label"
APART = 0.5  # points that a tie starts before a label, so that it comes first
THIN = 2.0  # points of a wall's type, too small to be taken for a part of any text
OVER = 4.0  # points that a wall stands over a picture
BOXES = ("figure", "chart", "group", "table", "quote", "sidebar")


def ties(page: Page, face: str) -> Iterator[Frame]:
    """Yield the ties of a page, set in the face of this key (see ``paiyin.fonts.halfwidth.tie_face``)."""
    texts = [frame for frame in page.frames if frame.kind == "text" and frame.pieces]
    for frame in texts:
        lines = [(piece.role, line) for piece in frame.pieces for line in piece.lines]
        for (role, line), (below, under) in pairwise(lines):
            if role == LABEL:
                if not _alike(line, under):
                    yield _tie(face, line.x - APART, line.y, under.size)
            elif _alike(line, under) or below == LABEL:
                yield from _bridge(face, line, under)
    for box in page.frames:
        if box.kind in BOXES and box.column >= 0:
            yield from _wall(face, box, texts)


def _alike(line: PlanLine, other: PlanLine) -> bool:
    return abs(line.size / other.size - 1) < ALIKE


def _bridge(face: str, line: PlanLine, under: PlanLine) -> Iterator[Frame]:
    """Yield ties over the blank between two lines of a column."""
    steps = ceil((under.y - line.y) / (REACH * line.size) - 1e-6)
    for step in range(1, steps):
        yield _tie(face, line.x, line.y + (under.y - line.y) * step / steps, line.size)


def _wall(face: str, box: Frame, texts: list[Frame]) -> Iterator[Frame]:
    """Yield a wall over a box that stands under text, through the columns to its right: they are read first."""
    end = box.column + box.columns
    if not any(box.column <= text.column < end and text.line < box.line for text in texts):
        return
    edge = box.x + box.width
    for text in sorted(texts, key=lambda text: (text.column, text.line)):
        if text.column == end and text.line < box.line < text.line + text.lines:
            end, edge = end + 1, text.x + text.width
    if edge > box.x + box.width:
        count = ceil((edge - box.x) / (THIN * WIDTH))
        yield _tie(face, box.x, box.y - OVER, (edge - box.x) / (count * WIDTH), count)


def _tie(face: str, x: float, y: float, size: float, count: int = 1) -> Frame:
    segment = Segment(BLANK[0] * count + BLANK[1], face, Milli(count * WIDTH * 1000), 0, count)
    line = PlanLine(Pt(x), Pt(y), Pt(size), Pt(count * WIDTH * size), (segment,), final=True)
    return Frame("divider", Pt(x), Pt(y), line.measure, Pt(0.0), pieces=(Piece("divider", (line,), -1),))
