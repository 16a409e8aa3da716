"""Sheet files: what a ``layout/sheets/<name>.toml`` says, held against the grid and the press.

Guards against type areas that are no whole characters or lines, grids that leave the page, and margins that have no
room for the furniture or come nearer to the trim than print shops allow. Each is told with the numbers that would do.
"""

import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from paiyin import resources
from paiyin.composition.sheet import Sheet
from paiyin.diagnostics import Diagnostic, Diagnostics
from paiyin.exceptions import InputError
from paiyin.units import Pt, mm_to_pt, pt_to_mm

WHOLE = 0.15  # mm by which a type area may miss whole characters or lines
LEAST_MEASURE, LEAST_LINES = 6, 21
RATIOS = 1.85, 1.15  # of pictures, width ÷ height, between which a sheet lets them vary
SAFE = 3.0  # mm from the trim that print shops ask for, at the least
FOLIO, IMPRINT = 37.0, 20.0  # points that folio and imprint reach beyond the type area
KEYS = {
    "": ("name", "title", "page", "area", "grid", "figure", "head", "type"),
    "page": ("width", "height", "left", "top"),
    "area": ("width", "height"),
    "grid": ("body", "step", "columns", "measure", "gutter", "lines"),
    "figure": ("columns", "lines"),
    "head": ("masthead", "section_columns"),
}


def read(path: Path, edition: Path | None, diagnostics: Diagnostics) -> Sheet:
    """Return the sheet that a file describes. Raises InputError (P002, P003, P004)."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for table in ("page", "grid"):
            if not isinstance(data.get(table), Mapping):
                raise ValueError(f"[{table}] is missing")
        _misspelt(path.name, data, diagnostics)
        sheet = _sheet(path, data)
    except KeyError as error:
        raise InputError(_wrong(path, f"{error.args[0]} is missing")) from error
    except (TypeError, ValueError, AttributeError, UnicodeDecodeError) as error:
        raise InputError(_wrong(path, str(error))) from error
    _fits(path.name, sheet)
    _margins(path.name, sheet, edition, diagnostics)
    return sheet


def _wrong(path: Path, problem: str) -> Diagnostic:
    return Diagnostic("P002", {"file": path.name, "problem": problem})


def _misspelt(file: str, data: Mapping, diagnostics: Diagnostics) -> None:
    """Tell of keys that mean nothing."""
    for table, known in KEYS.items():
        for key in data if not table else data.get(table, {}):
            if key not in known:
                near = get_close_matches(key, known, 1)
                diagnostics.add("P006", file=file, key=f"{table}.{key}".strip("."), near=", ".join(near or known))


def _number(table: Mapping, key: str, name: str) -> float:
    value = table[key]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{name}.{key} = {value!r} is not a number")
    return float(value)


def _whole(table: Mapping, key: str, name: str) -> int:
    value = _number(table, key, name)
    if value != int(value):
        raise ValueError(f"{name}.{key} = {value:g} is not a whole number")
    return int(value)


def _sheet(path: Path, data: Mapping) -> Sheet:
    page, grid, area = data["page"], data["grid"], data.get("area", {})
    figure, head = data.get("figure", {}), data.get("head", {})
    columns, body, step = _whole(grid, "columns", "grid"), _number(grid, "body", "grid"), _number(grid, "step", "grid")
    gutter = _number(grid, "gutter", "grid")
    if columns < 1 or body <= 0 or step <= body or gutter < 0:
        raise ValueError("a grid has one column at least, a body above 0, and a step above the body")
    measure = _whole(grid, "measure", "grid") if "measure" in grid else None
    lines = _whole(grid, "lines", "grid") if "lines" in grid else None
    if "width" in area:
        measure = _measure(path.name, _number(area, "width", "area"), columns, body, gutter, measure)
    if "height" in area:
        lines = _lines(path.name, _number(area, "height", "area"), body, step, lines)
    if measure is None or lines is None:
        raise KeyError("grid.measure" if measure is None else "grid.lines")
    if measure < LEAST_MEASURE or lines < LEAST_LINES:
        raise ValueError(f"columns take {LEAST_MEASURE} em at least and pages {LEAST_LINES} lines, not {measure} em "
                         f"and {lines} lines")
    width, height = mm_to_pt(_number(page, "width", "page")), mm_to_pt(_number(page, "height", "page"))
    area_width = body * (measure * columns + gutter * (columns - 1))
    area_height = body + step * (lines - 1)
    spans = figure.get("columns", [2, 3] if columns > 2 else [1, 2])
    roomy = columns > 3
    return Sheet(
        name=path.stem,
        width=width,
        height=height,
        left=_place(page, "left", (width - area_width) / 2),
        top=_place(page, "top", (height - area_height + FOLIO - IMPRINT) / 2),
        body=Pt(body),
        step=Pt(step),
        columns=columns,
        measure=measure,
        gutter=gutter,
        lines=lines,
        figure_columns=tuple(c for c in map(int, spans) if 1 <= c <= columns) or (columns,),
        figure_lines=_figure_lines(figure.get("lines"), columns, body, measure, gutter, step, lines),
        masthead=_whole(head, "masthead", "head") if "masthead" in head else 9 if roomy else 5,
        section_columns=min(columns, int(head.get("section_columns", 1 + roomy))),
        type=dict(data.get("type", {})),
    )


def _place(page: Mapping, key: str, usual: float) -> Pt:
    """Return where the type area starts: as the file says in mm, else in the middle of what the margins take."""
    return mm_to_pt(_number(page, key, "page")) if key in page else Pt(usual)


def _figure_lines(
    given: Mapping | None, columns: int, body: float, measure: int, gutter: float, step: float, lines: int
) -> Mapping[int, tuple[int, int]]:
    """Return the range of picture heights by span: the file's, or those of usual pictures."""
    if given is not None:
        return {int(k): (int(a), int(b)) for k, (a, b) in given.items()}
    found = {}
    for span in range(1, columns + 1):
        width = body * (measure * span + gutter * (span - 1))
        low, high = (int(width / ratio / step) for ratio in RATIOS)
        found[span] = (max(5, low), max(6, min(high, lines // 2)))
    return found


def _measure(file: str, width: float, columns: int, body: float, gutter: float, given: int | None) -> int:
    """Return the measure that a type area's width in mm gives. Raises InputError (P003) if it is not whole."""
    exact = (mm_to_pt(width) / body - gutter * (columns - 1)) / columns
    near = given if given is not None else max(LEAST_MEASURE, round(exact))
    fits = pt_to_mm(body * (near * columns + gutter * (columns - 1)))
    if abs(fits - width) <= WHOLE:
        return near
    raise InputError(
        Diagnostic(
            "P003",
            {
                "file": file,
                "given": f"{width:g}",
                "axis_en": "wide",
                "axis_zh": "宽",
                "exact_en": f"{columns} columns of {exact:.2f} em",
                "exact_zh": f"{columns} 栏、每栏 {exact:.2f} 字",
                "near_en": f"area.width = {fits:.1f} (columns of {near} em)",
                "near_zh": f"area.width = {fits:.1f}（每栏 {near} 字）",
            },
        )
    )


def _lines(file: str, height: float, body: float, step: float, given: int | None) -> int:
    """Return the lines that a type area's height in mm gives. Raises InputError (P003) if they are not whole."""
    exact = (mm_to_pt(height) - body) / step + 1
    near = given if given is not None else round(exact)
    fits = pt_to_mm(body + step * (near - 1))
    if abs(fits - height) <= WHOLE:
        return near
    raise InputError(
        Diagnostic(
            "P003",
            {
                "file": file,
                "given": f"{height:g}",
                "axis_en": "high",
                "axis_zh": "高",
                "exact_en": f"{exact:.2f} lines",
                "exact_zh": f"{exact:.2f} 行",
                "near_en": f"area.height = {fits:.1f} ({near} lines)",
                "near_zh": f"area.height = {fits:.1f}（{near} 行）",
            },
        )
    )


def _fits(file: str, sheet: Sheet) -> None:
    """Raise InputError (P004) for a type area that leaves the page, with the grid that would not."""
    wide = sheet.left < 0 or sheet.left + sheet.area_width > sheet.width + 1e-6
    high = sheet.top < 0 or sheet.top + sheet.area_height > sheet.height + 1e-6
    if not wide and not high:
        return
    room = (sheet.width - 2 * max(0.0, sheet.left)) / sheet.body
    measure = int((room - sheet.gutter * (sheet.columns - 1)) / sheet.columns + 0.02)
    columns = int((room + sheet.gutter) / (sheet.measure + sheet.gutter) + 0.02)
    lines = int((sheet.height - max(0.0, sheet.top) - IMPRINT - mm_to_pt(SAFE) - sheet.body) / sheet.step) + 1
    remedies = []
    if wide and measure >= LEAST_MEASURE:
        remedies.append(f"grid.measure = {measure}")
    if wide and columns >= 1:
        remedies.append(f"grid.columns = {columns}")
    if high and lines >= LEAST_LINES:
        remedies.append(f"grid.lines = {lines}")
    raise InputError(
        Diagnostic(
            "P004",
            {
                "file": file,
                "area": f"{pt_to_mm(sheet.area_width):.1f} × {pt_to_mm(sheet.area_height):.1f}",
                "page": f"{pt_to_mm(sheet.width):g} × {pt_to_mm(sheet.height):g}",
                "remedies": ", ".join(remedies) or "page.width, page.height",
            },
        )
    )


def _margins(file: str, sheet: Sheet, edition: Path | None, diagnostics: Diagnostics) -> None:
    """Tell of margins in which furniture would stand nearer to the trim than print shops allow (P005)."""
    safe = _safe(edition)
    right = sheet.width - sheet.left - sheet.area_width
    foot = sheet.height - sheet.top - sheet.area_height
    for side_en, side_zh, has, furniture in (
        ("left", "左", sheet.left, 0.0),
        ("right", "右", right, 0.0),
        ("head", "天头", sheet.top, FOLIO),
        ("foot", "地脚", foot, IMPRINT),
    ):
        least = pt_to_mm(furniture) + safe
        if pt_to_mm(has) < least - 0.01:
            diagnostics.add(
                "P005", file=file, side_en=side_en, side_zh=side_zh, has=f"{pt_to_mm(has):.1f}", least=f"{least:.1f}",
                safe=f"{safe:g}",
            )


def _safe(edition: Path | None) -> float:
    """Return the mm from the trim that every press condition asks for."""
    found = [SAFE]
    for name in resources.names("layout/press", ".toml", edition):
        try:
            data = tomllib.loads(resources.find(f"layout/press/{name}.toml", edition).read_text(encoding="utf-8"))
            found.append(float(data["edges"]["safe"]))
        except (KeyError, TypeError, ValueError, OSError):
            continue  # told where the condition is used
    return max(found)
