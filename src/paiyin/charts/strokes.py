"""Drawing what has several series, and timelines: on a sheet whose units are points from its top left corner."""

from typing import TYPE_CHECKING

from paiyin.charts.lettering import Words, width
from paiyin.charts.marks import ChartSpec, Mark
from paiyin.charts.several import NOTHING, VALUE_GAP

if TYPE_CHECKING:
    from paiyin.charts.draw import Sheet

KEY = 7.0               # points across of a field in the key
OUTLINE = 0.4           # points of the line around the lightest field
INKS = {1: ("highlight",), 2: ("grey", "highlight"), 3: ("tint", "grey", "highlight")}


def field(sheet: "Sheet", x: float, y: float, wide: float, high: float, ink: str, gid: str = "") -> None:
    """Fill a rectangle; the lightest ink gets an outline so that it stands out from the paper."""
    if ink != "tint" or wide < 2 * OUTLINE:
        sheet.box(x, y, wide, high, ink, gid)
        return
    sheet.box(x, y, wide, high, "ink", gid)
    sheet.box(x + OUTLINE, y + OUTLINE, wide - 2 * OUTLINE, high - 2 * OUTLINE, "tint")


def inks(sheet: "Sheet") -> tuple[str, ...]:
    return INKS[len(sheet.spec.series)]


def key(sheet: "Sheet") -> None:
    """Draw the key on the last line of the header: a field of each ink with the name of its series."""
    spec, size, x = sheet.spec, sheet.sizes["note"], 0.0
    baseline = spec.grid.baseline(spec.header - 1) - 2
    for ink, name in zip(inks(sheet), spec.series):
        field(sheet, x, baseline - KEY + 0.5, KEY, KEY, ink)
        room = spec.width - x - KEY - 3
        wide = width(name, size, sheet.book)
        size_here = size if wide <= room else max(size * room / wide, 6.5)
        sheet.words(Words(name, x + KEY + 3, baseline, round(size_here, 2)))
        x += KEY + 3 + wide + 10


def _label(sheet: "Sheet", mark: Mark, centre: float) -> None:
    size, leading = sheet.sizes["label"], sheet.sizes["label"] * 1.18
    first = centre + size * 0.36 - (len(mark.label) - 1) * leading / 2
    for i, line in enumerate(mark.label):
        sheet.words(Words(line, sheet.spec.label_edge, first + i * leading, size, anchor="end"))


def grouped(sheet: "Sheet") -> None:
    """Draw the bars of each label one under the other, all from one zero."""
    spec, grid, size = sheet.spec, sheet.spec.grid, sheet.sizes["value"]
    key(sheet)
    zero, scale = sheet.bar_scale()
    thick = sheet.kind["grouped"]["thickness"]
    above = grid.step if spec.columns == 1 else 0.0
    for i, mark in enumerate(spec.marks):
        top = grid.top(spec.header + mark.row * spec.row) + above
        centre = top + mark.series * grid.step + grid.step / 2 - 1.25
        if mark.label and spec.columns == 1:
            sheet.words(Words(mark.label[0], 0, top - grid.step + sheet.sizes["label"], sheet.sizes["label"]))
        elif mark.label:
            _label(sheet, mark, top + len(spec.series) * grid.step / 2 - 1.25)
        start = zero + min(mark.value, 0) * scale
        ink = inks(sheet)[mark.series]
        if not mark.missing:
            field(sheet, start, centre - thick / 2, abs(mark.value) * scale, thick, ink, gid=f"mark-{i}")
        left = mark.value < 0
        x = start - VALUE_GAP if left else zero + mark.value * scale + VALUE_GAP
        sheet.words(Words(mark.text, x, centre + size * 0.36, size, weight=700, anchor="end" if left else "start",
                          ink="highlight" if mark.highlight else "ink"))
    for group in sorted({m.row for m in spec.marks}):
        top = grid.top(spec.header + group * spec.row) + above
        sheet.line([zero, zero], [top - 1, top + len(spec.series) * grid.step - 1.5], sheet.axis, "ink")


def stacked(sheet: "Sheet") -> None:
    """Draw each label's bar parted by its series, the values above their parts."""
    spec, grid, size = sheet.spec, sheet.spec.grid, sheet.sizes["value"]
    key(sheet)
    thick = sheet.kind["stacked"]["thickness"]
    above = grid.step if spec.columns == 1 else 0.0
    done: dict[int, float] = {}
    totals: dict[int, float] = {}
    for mark in spec.marks:
        totals[mark.row] = totals.get(mark.row, 0.0) + mark.value
    percent = spec.whole > 0
    room = spec.width - spec.axis
    for i, mark in enumerate(spec.marks):
        whole = max(totals[mark.row], spec.whole) if percent else totals[mark.row]
        top = grid.top(spec.header + mark.row * spec.row) + above
        x = spec.axis + done.get(mark.row, 0.0)
        wide = room * mark.value / whole if whole else 0.0
        bar = top + grid.step - 0.5
        if mark.label and spec.columns == 1:
            sheet.words(Words(mark.label[0], 0, top - grid.step + sheet.sizes["label"], sheet.sizes["label"]))
        elif mark.label:
            _label(sheet, mark, bar + thick / 2)
        field(sheet, x, bar, wide, thick, inks(sheet)[mark.series], gid=f"mark-{i}")
        sheet.words(Words(mark.text, x + wide / 2, bar - 2.5, size, weight=700, anchor="middle",
                          ink="highlight" if mark.highlight else "ink"))
        done[mark.row] = done.get(mark.row, 0.0) + wide


def slope(sheet: "Sheet") -> None:
    """Draw a line from each value before to the one after; words that would meet are moved apart."""
    spec, grid, size, small = sheet.spec, sheet.spec.grid, sheet.sizes["value"], sheet.sizes["label"]
    left, right = spec.edges
    head = grid.baseline(spec.header - 1)
    for name, x, anchor in zip(spec.series, (left, right), ("end", "start")):
        sheet.words(Words(name, x, head, sheet.sizes["note"], anchor=anchor))
    top, foot = grid.top(spec.header) + size, grid.top(spec.header + spec.row) - size / 2
    values = [m.value for m in spec.marks]
    low, high = min(values), max(values)
    scale = (foot - top) / (high - low) if high > low else 0.0
    for x in (left, right):
        sheet.line([x, x], [top - size / 2, foot + size / 2], sheet.rules["divider"], "ink")
    places = [foot - (v - low) * scale if scale else (top + foot) / 2 for v in values]
    for side in (0, 1):
        marks = [(i, m) for i, m in enumerate(spec.marks) if m.series == side]
        set_at = _apart([places[i] for i, _ in marks], size * 1.12, top, foot)
        for (i, mark), y in zip(marks, set_at):
            ink = "highlight" if mark.highlight else "ink"
            x = left - VALUE_GAP if side == 0 else right + VALUE_GAP
            sheet.words(Words(mark.text, x, y + size * 0.36, size, weight=700, ink=ink,
                              anchor="start" if side else "end"))
            if side and mark.label:
                sheet.words(Words(mark.label[0], x + spec.label_edge + VALUE_GAP, y + size * 0.36, small))
    for i in range(0, len(spec.marks), 2):
        ink = "highlight" if spec.marks[i].highlight else "grey"
        sheet.line([left, right], [places[i], places[i + 1]], 1.4, ink, f"mark-{i // 2}",
                   marker="o", markersize=4.5, markeredgewidth=0)


def _apart(ys: list[float], least: float, top: float, foot: float) -> list[float]:
    """Return places in the same order from top to foot, moved so that neighbours stand at least ``least`` apart."""
    order = sorted(range(len(ys)), key=lambda i: (ys[i], i))
    placed = [ys[i] for i in order]
    for i in range(1, len(placed)):
        placed[i] = max(placed[i], placed[i - 1] + least)
    if placed and placed[-1] > foot:
        placed[-1] = foot
        for i in range(len(placed) - 2, -1, -1):
            placed[i] = min(placed[i], placed[i + 1] - least)
    back = dict(zip(order, placed))
    return [back[i] for i in range(len(ys))]


def timeline(sheet: "Sheet") -> None:
    """Draw times on an upright axis, each with its value and what happened."""
    spec, grid, size = sheet.spec, sheet.spec.grid, sheet.sizes["value"]
    first = grid.top(spec.header) + grid.step / 2 - 1.25
    last = first + (len({m.row for m in spec.marks}) - 1) * spec.row * grid.step
    sheet.line([spec.axis, spec.axis], [first, last], sheet.axis, "ink")
    for i, mark in enumerate(spec.marks):
        y = first + mark.row * spec.row * grid.step
        ink = "highlight" if mark.highlight else "ink"
        sheet.line([spec.axis], [y], 0, ink, f"mark-{i}", marker="o", markersize=5.0, markeredgewidth=0)
        leading = sheet.sizes["label"] * 1.18
        for j, line in enumerate(mark.label):
            at = y + sheet.sizes["label"] * 0.36 + j * leading
            sheet.words(Words(line, spec.label_edge, at, sheet.sizes["label"], anchor="end"))
        sheet.words(Words(mark.text, spec.axis + 8, y + size * 0.36, size, weight=700, ink=ink))
        for j, line in enumerate(mark.more):
            at = y + size * 0.36 + (j + 1) * grid.step
            sheet.words(Words(line, spec.axis + 8, at, sheet.sizes["description"]))


def table(sheet: "Sheet") -> None:
    """Draw a table: heads over flush right columns, a hairline under the heads and under the last line."""
    spec, grid, size = sheet.spec, sheet.spec.grid, sheet.sizes["label"]
    if spec.series:
        for name, edge in zip(spec.series, spec.edges):
            sheet.words(Words(name, edge, grid.baseline(spec.header - 1) - 1, sheet.sizes["note"], anchor="end"))
    sheet.box(0, grid.top(spec.header) - 1.6, spec.width, sheet.rules["divider"], "ink")
    for i, mark in enumerate(spec.marks):
        y = grid.baseline(spec.header + mark.row)
        if mark.label:
            sheet.words(Words(mark.label[0], 0, y, size))
        sheet.words(Words(mark.text, spec.edges[mark.series], y, size, weight=400 if mark.text == NOTHING else 700,
                          anchor="end"))


def dots(sheet: "Sheet", spec: ChartSpec, start: float, end: float, centre: float, ink: str, gid: str) -> None:
    """Draw a stem with a dot at its end."""
    sheet.line([start, end], [centre, centre], 1.0, ink)
    sheet.line([end], [centre], 0, ink, gid, marker="o", markersize=sheet.kind["dot"]["size"], markeredgewidth=0)
