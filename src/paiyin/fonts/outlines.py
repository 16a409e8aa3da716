"""Drawing companion fonts: outlines moved from other faces into a small OpenType file (fontTools).

The metrics of the parent face (ascent, descent, line gap) are copied, so that a line box is the same whichever of the
two fonts paints in it. Coordinates are not rounded: ink is where the parent has it.
"""

from dataclasses import dataclass
from pathlib import Path

from paiyin.fonts.faces import Face


@dataclass(frozen=True, slots=True)
class Stroke:
    """A filled rectangle in 1/1000 em, cut out of what surrounds it if it is a ``hole``."""

    left: float
    bottom: float
    right: float
    top: float
    hole: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A glyph in 1/1000 em: its advance, the outline of ``char`` in ``source`` scaled in x and moved, and strokes."""

    width: int
    source: Face | None = None
    char: str = ""
    shift: float = 0.0
    scale: float = 1.0
    strokes: tuple[Stroke, ...] = ()


_DASHES = """languagesystem DFLT dflt;
feature calt {
  lookup dashes {
    sub [{0}.begin {0}.middle] {0}' {0} by {0}.middle;
    sub [{0}.begin {0}.middle] {0}' by {0}.end;
    sub {0}' {0} by {0}.begin;
  } dashes;
} calt;
"""


def save(path: Path, family: str, parent: Face | None, drawings: dict[str, Drawing]) -> None:
    """Write a font of these drawings; a name longer than one character (``—.end``) is an alternate form.

    The bytes depend on the arguments and the parents' outlines only.
    """
    from fontTools.fontBuilder import FontBuilder

    upem = parent.upem if parent else 1000
    names = {char: "u%04X" % ord(char[0]) + char[1:] for char in sorted(drawings)}
    builder = FontBuilder(upem, isTTF=False)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap({ord(char): name for char, name in names.items() if len(char) == 1})
    glyphs = {".notdef": _charstring(Drawing(1000), upem)}
    glyphs.update((names[char], _charstring(drawings[char], upem)) for char in names)
    builder.setupCFF(family, {"FullName": family, "FamilyName": family}, glyphs, {})
    advances = {".notdef": upem, **{names[char]: round(drawings[char].width * upem / 1000) for char in names}}
    builder.setupHorizontalMetrics({name: (advance, _left(builder, name)) for name, advance in advances.items()})
    _metrics(builder, parent, upem)
    builder.setupNameTable({
        "copyright": _copyright(parent), "familyName": family, "styleName": "Regular", "uniqueFontIdentifier": family,
        "fullName": family, "version": "Version 1.000", "psName": family,
        "licenseDescription": "Made from fonts under their own licences, for use with them."}, mac=False)
    builder.setupPost(keepGlyphNames=False)
    if any(len(char) > 1 for char in names):
        builder.addOpenTypeFeatures(_DASHES.replace("{0}", names["—"]))
    builder.font.recalcTimestamp = False
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.save(path)


def _charstring(drawing: Drawing, upem: int):
    from fontTools.pens.t2CharStringPen import T2CharStringPen
    from fontTools.pens.transformPen import TransformPen

    em = upem / 1000
    pen = T2CharStringPen(round(drawing.width * em), None, roundTolerance=0)
    if drawing.source is not None:
        source = drawing.source
        unit = upem / source.upem
        moved = TransformPen(pen, (unit * drawing.scale, 0, 0, unit, drawing.shift * em, 0))
        source.font.draw_glyph_with_pen(source.font.get_nominal_glyph(ord(drawing.char)), moved)
    for stroke in drawing.strokes:
        corners = [(stroke.left, stroke.bottom), (stroke.right, stroke.bottom),
                   (stroke.right, stroke.top), (stroke.left, stroke.top)]
        first, *others = [(x * em, y * em) for x, y in (reversed(corners) if stroke.hole else corners)]
        pen.moveTo(first)
        for corner in others:
            pen.lineTo(corner)
        pen.closePath()
    return pen.getCharString()


def _left(builder, name: str) -> int:
    top = builder.font["CFF "].cff.topDictIndex[0]
    bounds = top.CharStrings[name].calcBounds(None)
    return round(bounds[0]) if bounds else 0


def _metrics(builder, parent: Face | None, upem: int) -> None:
    """Copy the vertical metrics and the weight of the parent."""
    if parent is None:
        builder.setupHorizontalHeader(ascent=880, descent=-120)
        builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, sTypoLineGap=0, usWinAscent=880, usWinDescent=120)
        return
    from fontTools.ttLib import TTFont

    with TTFont(parent.file, fontNumber=parent.index, lazy=True) as font:
        header, os2 = font["hhea"], font["OS/2"]
        builder.setupHorizontalHeader(ascent=header.ascent, descent=header.descent, lineGap=header.lineGap)
        copied = ("sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent", "sxHeight",
                  "sCapHeight")
        builder.setupOS2(usWeightClass=parent.weight, fsType=0, fsSelection=0x40 | os2.fsSelection & 0x80,
                         **{name: getattr(os2, name, 0) for name in copied})


def _copyright(parent: Face | None) -> str:
    if parent is None:
        return ""
    import uharfbuzz as hb

    notices = [source.font.face.get_name(hb.OTNameIdPredefined.COPYRIGHT, "en")
               for source in (parent, parent.donor) if source is not None]
    return "; ".join(dict.fromkeys(notice for notice in notices if notice))
