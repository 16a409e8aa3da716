"""The page's boxes: everything from a zero origin, the trim inside the media, a bleed only where something bleeds."""

from dataclasses import dataclass

from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import InputError
from paiyin.press.conditions import Condition
from paiyin.press.refusal import Refused
from paiyin.units import mm_to_pt, pt_to_mm

TOLERANCE = mm_to_pt(0.2)
MARK, MARK_AWAY, MARK_WIDTH = mm_to_pt(5), mm_to_pt(3), 0.25      # points

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Edges:
    """A page's new boxes, the shift that brings it to zero, and what stands before and after its content."""

    media: object
    trim: object
    bleed: object | None
    shift: tuple[float, float]
    before: bytes
    after: bytes


def of(page, number: int, trim: tuple[float, float] | None, condition: Condition, marks: bool) -> Edges:
    """Return the boxes of a page. Raises InputError (K105) if its trim is not ``trim``, Refused for turned pages."""
    if _turned(page.obj):
        raise Refused("page", "Rotate")
    if float(page.obj.get("/UserUnit", 1)) != 1:
        raise Refused("page", "UserUnit")
    media, cut, bleed = (_box(page, name) for name in ("mediabox", "trimbox", "bleedbox"))
    width, height = cut[2] - cut[0], cut[3] - cut[1]
    if trim is not None and (abs(width - trim[0]) > TOLERANCE or abs(height - trim[1]) > TOLERANCE):
        raise InputError(Diagnostic("K105", {"page": number, "is": _millimetres((width, height)),
                                             "wanted": _millimetres(trim)}))
    over = [max(0.0, min(part, mm_to_pt(condition.edges.bleed))) for part in
            (cut[0] - bleed[0], cut[1] - bleed[1], bleed[2] - cut[2], bleed[3] - cut[3])]
    bleeds = any(part > 0.01 for part in over)
    slug = MARK + max(MARK_AWAY, *over) if marks else 0.0
    left, bottom = (max(part, slug) for part in over[:2])
    shift = (left - cut[0], bottom - cut[1])
    whole = (0.0, 0.0, left + width + max(over[2], slug), bottom + height + max(over[3], slug))
    inner = (left, bottom, left + width, bottom + height)
    outer = (left - over[0], bottom - over[1], inner[2] + over[2], inner[3] + over[3])
    plain = abs(shift[0]) < 1e-6 and abs(shift[1]) < 1e-6 and media == whole
    before = b"" if plain else _clip(outer, shift)
    after = b"" if plain else b"\nQ\n" + (_marks(inner, slug - MARK) if marks else b"")
    return Edges(_array(whole), _array(inner), _array(outer) if bleeds else None, shift, before, after)


def _turned(node) -> bool:
    """Return whether a page is shown turned; pages inherit that."""
    for _ in range(32):
        if node is None:
            return False
        if "/Rotate" in node:
            return bool(int(node.Rotate) % 360)
        node = node.get("/Parent")
    return False


def _box(page, name: str) -> Box:
    x0, y0, x1, y1 = (float(part) for part in getattr(page, name))
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _millimetres(size: tuple[float, float]) -> str:
    return " × ".join(f"{pt_to_mm(length):.1f}" for length in size)


def _array(box: Box):
    from decimal import Decimal

    from pikepdf import Array

    return Array([Decimal(f"{part:.5f}").normalize() + 0 for part in box])


def _clip(box: Box, shift: tuple[float, float]) -> bytes:
    """Return operators that keep a page's content within its bleed, and move it."""
    x0, y0, x1, y1 = box
    return (f"q\n{x0:.5f} {y0:.5f} {x1 - x0:.5f} {y1 - y0:.5f} re W n\n"
            f"1 0 0 1 {shift[0]:.5f} {shift[1]:.5f} cm\n").encode()


def _marks(box: Box, away: float) -> bytes:
    """Return crop marks in black, outside the bleed."""
    x0, y0, x1, y1 = box
    lines = [f"0 0 0 1 K {MARK_WIDTH} w"]
    for x in (x0, x1):
        lines += [f"{x:.3f} {y0 - away:.3f} m {x:.3f} {y0 - away - MARK:.3f} l S",
                  f"{x:.3f} {y1 + away:.3f} m {x:.3f} {y1 + away + MARK:.3f} l S"]
    for y in (y0, y1):
        lines += [f"{x0 - away:.3f} {y:.3f} m {x0 - away - MARK:.3f} {y:.3f} l S",
                  f"{x1 + away:.3f} {y:.3f} m {x1 + away + MARK:.3f} {y:.3f} l S"]
    return ("q\n" + "\n".join(lines) + "\nQ\n").encode()


def shifted(pdf, resources, shift: tuple[float, float]):
    """Return a page's resources with its patterns moved as its content is: their matrices start from the page."""
    if not any(abs(part) > 1e-6 for part in shift) or "/Pattern" not in resources:
        return resources
    from decimal import Decimal

    from pikepdf import Array, Dictionary, Stream

    moved = Dictionary()
    for name, pattern in resources.Pattern.items():
        if isinstance(pattern, Stream):
            made = Stream(pdf, pattern.read_bytes(), Dictionary({key: value for key, value in pattern.items()
                                                                 if key not in ("/Length", "/Filter", "/DecodeParms")}))
        else:
            made = Dictionary(dict(pattern.items()))
        matrix = [float(part) for part in made.get("/Matrix", [1, 0, 0, 1, 0, 0])]
        matrix[4:] = [matrix[4] + shift[0], matrix[5] + shift[1]]
        made.Matrix = Array([Decimal(f"{part:.6f}") for part in matrix])
        moved[name] = pdf.make_indirect(made)
    resources.Pattern = moved
    return resources
