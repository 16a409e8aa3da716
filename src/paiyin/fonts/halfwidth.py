"""Companion fonts: the marks of a face on half a body, and the marks that it lacks on a whole one.

A mark that is set half is painted from a small font made of the face's own outlines, so its advance is exactly half
an em in every program that reads the PDF, and the text copied out is unchanged. Guards against: trusting ``halt``,
which many faces lack and painters apply unevenly; dashes that come apart or shrink when they stand in a run of their
own; Latin quotation marks in Chinese text.

Companions lie in the user's cache folder, named by what they are made of, and are the same bytes each time. Their
names are Paiyin's own: the Open Font License reserves those of the parents.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import MachineError
from paiyin.fonts.faces import Face
from paiyin.fonts.marks import (CENTRED, CLOSERS, DASH, ELLIPSES, HALF_MARKS, LONG_DASH, OPENERS, STROKES,
                                WHOLE_MARKS)
from paiyin.fonts.outlines import Drawing, Stroke, save

GENERATOR = 1               # part of every name: count up when the drawings change
OVERHANG = 40               # ink may stand this far out of its half before the mark is centred
WIDEST = 440                # ink of a centred mark on half a body, squeezed to this if wider
DASH_BLANK = 60             # least blank at the two ends of a dash
OVERLAP = 4                 # dashes that join reach over the edge, so that no hairline shows


@dataclass(frozen=True)
class CompanionFont:
    """A font file made by Paiyin. ``widths`` are advances in 1/1000 em by character."""

    path: Path
    family: str
    widths: dict[str, int]


@cache
def companion(face: Face) -> CompanionFont | None:
    """Return the half-width companion of a face, None for a face without Chinese marks."""
    return _companion(face, "Half", half_drawings) if face.has("，") else None


@cache
def whole_companion(face: Face) -> CompanionFont | None:
    """Return the whole-body companion of a face, None for a face without Chinese marks."""
    return _companion(face, "Whole", whole_drawings) if face.has("，") else None


def whole_face(face: Face) -> Face | None:
    """Return the whole-body companion as a face of its own, to stand in a chain."""
    made = whole_companion(face)
    if made is None:
        return None
    return Face(f"{face.key}-whole", made.family, face.weight, "normal", str(made.path), 0, made.family,
                served=True, parent=face)


def box_face(characters: str) -> Face:
    """Return a face that sets each of these characters as an empty box on a whole body."""
    wanted = "".join(sorted(set(characters))[:60_000])         # a font holds 65,535 glyphs
    frame = Drawing(1000, strokes=(Stroke(80, -60, 920, 780), Stroke(125, -15, 875, 735, hole=True)))
    drawings = {" ": Drawing(250), "\ufe0e": Drawing(0), **dict.fromkeys(wanted, frame)}
    told = f"{GENERATOR}\n{''.join(drawings)}".encode("utf-8", "surrogatepass")
    family = "PaiyinBox-" + hashlib.sha256(told).hexdigest()[:10]
    path = _stored(family, lambda at: save(at, family, None, drawings))
    return Face(family, family, 400, "normal", str(path), 0, family, served=True)


RULE = "─"                  # U+2500
RULE_WIDTH = 20_000         # 1/1000 em of one character


def rule_face() -> Face:
    """Return a face whose only character is a piece of rule of twenty em, as in metal type, but without ink.

    Rules that part texts are set in it as well as drawn: readers that order a page by geometry alone then see that the
    columns under a rule do not go on above it.
    """
    family = "PaiyinRule-" + hashlib.sha256(f"{GENERATOR}\n{RULE_WIDTH} bare".encode()).hexdigest()[:10]
    path = _stored(family, lambda at: save(at, family, None, {RULE: Drawing(RULE_WIDTH)}))
    return Face(family, family, 400, "normal", str(path), 0, family, served=True)


TIE, TIE_WIDTH = "\u1680", 3_000     # a blank and its width in 1/1000 em


def tie_face() -> Face:
    """Return a face of one wide blank, in which the ties between texts are set (see ``paiyin.pages.ties``)."""
    family = "PaiyinTie-" + hashlib.sha256(f"{GENERATOR}\n{TIE_WIDTH}".encode()).hexdigest()[:10]
    drawings = {TIE: Drawing(TIE_WIDTH), "\u2060": Drawing(0)}
    path = _stored(family, lambda at: save(at, family, None, drawings))
    return Face(family, family, 400, "normal", str(path), 0, family, served=True)


def half_drawings(face: Face) -> dict[str, Drawing]:
    """Return the drawing of every mark on half a body that the face has or borrows."""
    drawings = {}
    for char in HALF_MARKS:
        source, drawn = _source(face, "/" if char == "／" else char)
        if source is None:
            source, drawn = _source(face, char)
        if source is None:
            continue
        left, right, width = _own(source, drawn)
        scale = WIDEST / (right - left) if char in CENTRED and right - left > 1.05 * WIDEST else 1.0
        shift = 250 - scale * (left + right) / 2
        if width > 750 and char in CLOSERS and right <= 500 + OVERHANG:
            shift = 0
        elif width > 750 and char in OPENERS and left >= 500 - OVERHANG:
            shift = -500
        drawings[char] = Drawing(500, source, drawn, shift, scale)
    return drawings


def whole_drawings(face: Face) -> dict[str, Drawing]:
    """Return the drawing of every mark whose own glyph does not fill a whole body in every script run."""
    drawings = {}
    for char in WHOLE_MARKS:
        source, drawn = _source(face, char)
        if source is None and char in ELLIPSES:
            source, drawn = _source(face, "…")
        if source is None:
            continue
        left, right, width = _own(source, drawn)
        if source is face and drawn == char and width == 1000:
            continue
        shift = 500 - (left + right) / 2
        if width == 1000:
            shift = 0
        elif char in OPENERS:
            shift = 1000 - width
        elif char in CLOSERS:
            shift = 0
        drawings[char] = Drawing(1000, source, drawn, shift)
    return {**drawings, **_dashes(face)}


def _dashes(face: Face) -> dict[str, Drawing]:
    """Return dashes as strokes: a pair joins in the middle; at its ends it keeps the face's blank or the least one."""
    ink = face.ink(DASH)
    if ink is None:
        return {}
    left, bottom, right, top = ink
    blank = max(DASH_BLANK, min(left, 1000 - right))

    def stroke(start, end, width=1000):
        return Drawing(width, strokes=(Stroke(start, bottom, end, top),))

    through = stroke(-OVERLAP, 1000 + OVERLAP)
    return {DASH: stroke(blank, 1000 - blank), DASH + ".begin": stroke(blank, 1000 + OVERLAP),
            DASH + ".middle": through, DASH + ".end": stroke(-OVERLAP, 1000 - blank),
            LONG_DASH: stroke(blank, 2000 - blank, 2000), **dict.fromkeys(STROKES, through)}


def _source(face: Face, char: str) -> tuple[Face | None, str]:
    """Return the face whose outline a mark takes: the lender's where the face's own is not on a whole body."""
    if face.donor is not None and char in face.borrowed and face.donor.has(char) and not (
            face.has(char) and _own(face, char)[2] == 1000):
        return face.donor, char
    return (face if face.has(char) else None), char


def _own(face: Face, char: str) -> tuple[float, float, float]:
    """Return left and right of the ink and the advance, in 1/1000 em, of a mark's glyph as the face maps it.

    Not shaped: a regional face would turn its marks into another region's when told that language.
    """
    glyph = face.font.get_nominal_glyph(ord(char))
    extents, milli = face.font.get_glyph_extents(glyph), 1000 / face.upem
    return (extents.x_bearing * milli, (extents.x_bearing + extents.width) * milli,
            face.font.get_glyph_h_advance(glyph) * milli)


def _companion(face: Face, kind: str, drawings: Callable[[Face], dict[str, Drawing]]) -> CompanionFont | None:
    family = f"Paiyin{kind}-{_digest(kind, face)}"
    path = _stored(family, lambda at: save(at, family, face, drawings(face)))
    made = Face(family, family, face.weight, "normal", str(path), 0, family, served=True)
    return CompanionFont(path, family, {chr(c): made.width(chr(c)) for c in sorted(made.font.face.unicodes)})


def _digest(kind: str, face: Face) -> str:
    """Return ten hex digits of what a companion is made of: the generator, the faces and their revisions."""
    told = [f"{GENERATOR} {kind}"]
    for source in (face, face.donor):
        if source is not None:
            head = bytes(source.font.face.reference_table("head").data[4:12])       # fontRevision, checkSumAdjustment
            told.append(f"{source.postscript} {source.weight} {source.index} {source.instance} {head.hex()}")
    return hashlib.sha256("\n".join([*told, face.borrowed]).encode()).hexdigest()[:10]


def _stored(name: str, write: Callable[[Path], None]) -> Path:
    """Return the path of a companion in the user's cache, written whole or not at all. Raises MachineError (F106)."""
    from platformdirs import user_cache_path

    folder = user_cache_path("paiyin") / "fonts"
    path = folder / f"{name}.otf"
    if _sound(path):
        return path
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=folder, suffix=".part")
        os.close(handle)
        try:
            write(Path(part))
            os.chmod(part, 0o644)
            os.replace(part, path)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise MachineError(Diagnostic("F106", {"folder": str(folder), "reason": reason})) from error
    return path


def _sound(path: Path) -> bool:
    """Tell whether a companion is there and whole: its tables lie within the file."""
    try:
        data = path.read_bytes()
    except OSError:
        return False
    count = int.from_bytes(data[4:6], "big")
    ends = [int.from_bytes(data[at + 8 : at + 12], "big") + int.from_bytes(data[at + 12 : at + 16], "big")
            for at in range(12, 12 + 16 * count, 16)]
    return data[:4] == b"OTTO" and count > 0 and max(ends) <= len(data)
