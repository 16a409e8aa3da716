"""Spans: over how many columns the boxes of a story may stand, and which pictures become narrower than they are wont to.

Guards against: photos wider than their pixels bear, pictures that outweigh the text which mentions them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from math import inf

from paiyin.article import Chart, Figure, Group
from paiyin.composition import capacity
from paiyin.composition.boxes import Box, fixed_box, sized
from paiyin.composition.corners import Corner
from paiyin.composition.groups import group_box
from paiyin.composition.section import Section
from paiyin.composition.setter import Setter
from paiyin.composition.sharing import MOST_PICTURES, cells_of
from paiyin.composition.sheet import Sheet

LEAST_PPI = 150  # of a photo that is widened to fill; what newsprint prints without a complaint of the press
HIGHEST_ALONE = 0.45  # of a page, of a picture that stands alone
MOST_ABREAST = 4  # pictures of a group that stands alone


@dataclass(frozen=True, slots=True)
class Shapes:
    """What boxes may look like: the width ÷ height of photos by figure number, the widths and heights of charts, and
    the widths of photos in pixels."""

    ratios: dict[int, float]
    chart_widths: Callable[[Chart], Sequence[int]]
    chart_lines: Callable[[Chart, int], int]
    pixels: dict[int, int] = field(default_factory=dict)


class Spans:
    """Boxes over other numbers of columns; ``free`` says that the number of pages is free."""

    def __init__(self, setter: Setter, sheet: Sheet, shapes: Shapes, free: bool):
        self.setter, self.sheet, self.shapes, self.free = setter, sheet, shapes, free
        self.opening: Figure | None = None
        self.crowded = False  # pictures would take more room than the text beside them
        self.small: set[int] = set()  # the numbers of those that are narrower, for that

    def _over(self, box: Box, columns: int) -> Box:
        """Return a figure over some columns, in its own shape."""
        ratio = self.shapes.ratios.get(box.content.number)
        return sized(self.setter, box.content, self.sheet, box.anchor, ratio, columns)

    def eased(self, section: Section, corner: Corner) -> Section:
        """Return a section with narrower pictures, its last ones first, where they would outweigh its text."""
        boxes = list(section.boxes)
        text = len(section.rows) + corner.lines * corner.columns
        for least in (2, 1):
            for n in reversed(range(len(boxes))):
                taken = cells_of(boxes)
                if taken <= MOST_PICTURES * (taken + text):
                    break
                content = boxes[n].content
                if not isinstance(content, Figure) or content is self.opening or content.columns or boxes[n].pinned:
                    continue
                if boxes[n].columns > least and capacity.adjustable(boxes[n]):
                    boxes[n] = self._over(boxes[n], least)
                    self.small.add(content.number)
        return replace(section, boxes=boxes)

    def smallest(self, sections: list[Section]) -> int:
        """Return the cells of all pictures that can give way, each over one column if it may be."""
        cells = 0
        for box in (b for s in sections for b in s.boxes if capacity.adjustable(b)):
            narrow = box
            if isinstance(box.content, Figure) and not box.content.columns and box.content is not self.opening:
                narrow = self._over(box, 1)
            cells += min(capacity.cells(b, b.least) for b in (box, narrow))
        return cells

    def narrowed(self, box: Box) -> Box:
        """Return the opening picture a column narrower, any other box as it is."""
        if box.content is not self.opening or box.columns <= min(self.sheet.figure_columns) or box.content.columns:
            return box
        made = self._over(box, box.columns - 1)
        return replace(made, wish=min(max(box.wish, made.least), made.most))

    def resized(self, box: Box, by: int) -> Box | None:
        """Return a picture over some columns more or fewer, if its manuscript does not say how wide it is."""
        columns = box.columns + by
        if not capacity.adjustable(box) or not isinstance(box.content, Figure) or box.content.columns:
            return None
        widest = max(self.sheet.figure_columns) if self.free else self.sheet.columns
        if not by or not 1 <= columns <= widest:
            return None
        if by > 0 and box.content.number in self.small:
            return None
        if by > 0 and self.shapes.pixels.get(box.content.number, inf) < LEAST_PPI * self.sheet.span_width(columns) / 72:
            return None
        least = 1 if self.crowded else min(self.sheet.figure_columns)
        if by < 0 and self.free and (box.content is self.opening or columns < least):
            return None
        return replace(self._over(box, columns), pinned=box.pinned)

    def widened(self, box: Box, columns: int) -> Box | None:
        """Return a picture that stands alone over some columns, where its pixels bear it and it gets not too high."""
        if not capacity.adjustable(box) or not isinstance(box.content, Figure) or box.content.columns:
            return None
        if self.shapes.pixels.get(box.content.number, inf) < LEAST_PPI * self.sheet.span_width(columns) / 72:
            return None
        wide = self._over(box, columns)
        return wide if wide.wish <= self.sheet.lines * HIGHEST_ALONE else None

    def grouped(self, group: Group, anchor: int) -> Box:
        """Return pictures that have no text beside them as one group, a row of them about as high as a small picture."""
        rows = -(-len(group.figures) // MOST_ABREAST)
        low, high = self.sheet.figure_lines.get(min(self.sheet.figure_columns), (8, self.sheet.lines // 4))
        return group_box(self.setter, group, self.sheet, anchor, self.shapes.ratios, (low * rows, high * rows))

    def variants(self, box: Box) -> list[Box]:
        """Return a box over other numbers of columns."""
        if box.kind == "chart":
            widths = [w for w in self.shapes.chart_widths(box.content) if w != box.columns and w <= 3]
            return [
                fixed_box("chart", box.content, w, self.shapes.chart_lines(box.content, w), box.anchor) for w in widths
            ]
        return [b for b in (self.resized(box, -1), self.resized(box, 1)) if b is not None]
