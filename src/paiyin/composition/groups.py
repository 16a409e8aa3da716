"""Groups of pictures (组图): several photos side by side in one frame, cut to one height a row, under one caption."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, log

from paiyin.article import Figure, Group, Run
from paiyin.composition.boxes import Box, Caption, set_caption
from paiyin.composition.setter import Setter
from paiyin.composition.sheet import Sheet
from paiyin.script import in_script
from paiyin.units import Pt

GAP = 4.0  # points between two pictures
UNKNOWN = 1.4  # width ÷ height of a picture that has not come
SHAPES = 0.8, 2.2  # the shapes between which pictures of a group are cut
NARROWEST = 0.55  # of a column: the least width of one picture
NARROWEST_SLIP = 0.95  # and of one that has not come, whose order slip must be read
LOWEST = 4  # lines of one row of pictures
TWO_DIGITS = 10  # the number of a figure, before it is known, that its caption is measured with
GIVE = 0.25, 0.12  # shares of its height by which the whole may be lower and higher


@dataclass(frozen=True, eq=False, slots=True)
class Pictures:
    """A group on its way to the page: which pictures stand in which row, and the shape (width ÷ height) of each."""

    group: Group
    rows: tuple[tuple[int, ...], ...]
    ratios: tuple[float, ...]

    def frames(self, width: float, height: float) -> Iterator[tuple[Figure, float, float, float, float]]:
        """Yield each picture with its place in a frame: (figure, x, y, width, height) in points."""
        natural = [_row_height(self.ratios, row, width) for row in self.rows]
        free = height - GAP * (len(self.rows) - 1)
        y = 0.0
        for row, own in zip(self.rows, natural):
            tall = free * own / sum(natural)
            shapes = sum(self.ratios[n] for n in row)
            x, room = 0.0, width - GAP * (len(row) - 1)
            for n in row:
                wide = room * self.ratios[n] / shapes
                yield self.group.figures[n], x, y, wide, tall
                x += wide + GAP
            y += tall + GAP


def group_box(
    setter: Setter,
    group: Group,
    sheet: Sheet,
    anchor: int,
    ratios: Mapping[int, float],
    tall: tuple[int, int] | None = None,
) -> Box:
    """Return the box of a group over the columns that its manuscript wishes, else the sheet's largest usual span; it is
    about as high as a picture over so many columns, or as ``tall`` says (least and most lines)."""
    columns = min(group.columns or max(sheet.figure_columns), sheet.columns)
    width = sheet.span_width(columns)
    shapes = tuple(min(SHAPES[1], max(SHAPES[0], ratios.get(f.number, UNKNOWN))) for f in group.figures)
    narrowest = [(NARROWEST if f.number in ratios else NARROWEST_SLIP) * sheet.span_width(1) for f in group.figures]
    low, high = tall or sheet.figure_lines.get(columns, (8, sheet.lines // 3))
    rows = min(
        _arrangements(shapes, width, narrowest),
        key=lambda rows: (abs(log(_height(shapes, rows, width) / sheet.step / (low + high) * 2)), len(rows)),
    )
    lines = round((_height(shapes, rows, width) + sheet.step - sheet.body) / sheet.step)
    wish = min(max(lines, LOWEST * len(rows)), max(high, LOWEST * len(rows)))
    least = min(wish, max(3 * len(rows), ceil(wish * (1 - GIVE[0]))))
    most = max(wish, int(wish * (1 + GIVE[1])))
    extra = group_caption(setter, group, TWO_DIGITS, width).rows
    return Box("group", Pictures(group, rows, shapes), columns, wish, least, most, extra, anchor)


def group_caption(setter: Setter, group: Group, first: int, width: Pt) -> Caption:
    """Set the caption of a group whose pictures are numbered from ``first``; what single pictures say follows it."""
    numbers = range(first, first + len(group.figures))
    runs: list[Run] = list(group.caption)
    for number, figure in zip(numbers, group.figures):
        if figure.caption:
            runs += [Run(("　" if runs else "") + in_script(f"图{number}：", setter.lang), group.span), *figure.caption]
    numbered = label(first, len(group.figures))
    credits = dict.fromkeys(c for c in (group.credit, *(f.credit for f in group.figures)) if c)
    return set_caption(setter, in_script(numbered, setter.lang), tuple(runs), "　".join(credits), group.span, width)


def label(first: int, count: int) -> str:
    """Return how a caption names a group's pictures: 图3, 图3、4, 图3—5."""
    last = first + count - 1
    return f"图{first}" + ("" if count == 1 else f"、{last}" if count == 2 else f"—{last}")


def _arrangements(
    shapes: Sequence[float], width: float, narrowest: Sequence[float]
) -> list[tuple[tuple[int, ...], ...]]:
    """Return ways to put pictures into rows in order, as even as they go; one picture a row if nothing else fits."""
    found = []
    for count in range(1, len(shapes) + 1):
        ends = [round(len(shapes) * k / count) for k in range(count + 1)]
        rows = tuple(tuple(range(a, b)) for a, b in pairwise(ends))
        wide = all(_row_height(shapes, row, width) * shapes[n] >= narrowest[n] for row in rows for n in row)
        if wide or count == len(shapes):
            found.append(rows)
    return found


def _row_height(shapes: Sequence[float], row: Sequence[int], width: float) -> float:
    return (width - GAP * (len(row) - 1)) / sum(shapes[n] for n in row)


def _height(shapes: Sequence[float], rows: Sequence[Sequence[int]], width: float) -> float:
    return sum(_row_height(shapes, row, width) for row in rows) + GAP * (len(rows) - 1)
