"""Embedded fonts as presses read them: CFF programs bare, their glyphs found by number in every reader."""

from paiyin.press.cff import CffError, bare, with_identity
from paiyin.press.refusal import Refused

KEYS = ("/Type", "/Subtype", "/BaseFont", "/Encoding", "/DescendantFonts", "/ToUnicode", "/FirstChar", "/LastChar",
        "/Widths", "/FontDescriptor", "/CIDSystemInfo", "/DW", "/W", "/DW2", "/W2", "/CIDToGIDMap")
DESCRIPTOR = ("/Type", "/FontName", "/FontFamily", "/FontStretch", "/FontWeight", "/Flags", "/FontBBox", "/ItalicAngle",
              "/Ascent", "/Descent", "/Leading", "/CapHeight", "/XHeight", "/StemV", "/StemH", "/AvgWidth", "/MaxWidth",
              "/MissingWidth", "/CharSet", "/Style", "/Lang")


def converted(pdf, font):
    """Return a font for the press. Raises Refused for Type 3 fonts and for fonts without a program."""
    from pikepdf import Array, Name

    kind = str(font.get("/Subtype"))
    if kind == "/Type3":
        raise Refused("type3", font.get("/Name", ""))
    made = _kept(font, KEYS)
    if kind == "/Type0":
        if str(font.Encoding) not in ("/Identity-H", "/Identity-V"):
            raise Refused("font-program", f"{font.get('/BaseFont')}, encoding {font.Encoding}"[:70])
        made.DescendantFonts = Array([pdf.make_indirect(_descendant(pdf, font.DescendantFonts[0]))])
    elif kind in ("/Type1", "/MMType1", "/TrueType"):
        made.FontDescriptor = _descriptor(pdf, font, bare_kind="/Type1C")
    else:
        raise Refused("font-program", kind)
    made.Type = Name.Font
    return pdf.make_indirect(made)


def _kept(source, keys):
    from pikepdf import Dictionary

    return Dictionary({key: source[key] for key in keys if key in source})


def _descendant(pdf, font):
    kind = str(font.get("/Subtype"))
    if kind not in ("/CIDFontType0", "/CIDFontType2"):
        raise Refused("font-program", kind)
    made = _kept(font, KEYS)
    made.FontDescriptor = _descriptor(pdf, font, bare_kind="/CIDFontType0C")
    if kind == "/CIDFontType0" and "/CIDToGIDMap" in made:
        del made["/CIDToGIDMap"]        # for TrueType programs only
    return made


def _descriptor(pdf, font, bare_kind: str):
    from pikepdf import Name, Stream

    name = str(font.get("/BaseFont", ""))
    if "/FontDescriptor" not in font:
        raise Refused("font-not-embedded", name)
    given = font.FontDescriptor
    made = _kept(given, DESCRIPTOR)
    if "/FontFile3" in given:
        by_glyph = "/CIDToGIDMap" in font and str(font.get("/Subtype")) == "/CIDFontType0"     # codes are glyph numbers
        made.FontFile3 = Stream(pdf, _program(given.FontFile3, name, by_glyph), Subtype=Name(bare_kind))
    elif "/FontFile2" in given:
        made.FontFile2 = _file(pdf, given.FontFile2, ("/Length1",))
    elif "/FontFile" in given:
        made.FontFile = _file(pdf, given.FontFile, ("/Length1", "/Length2", "/Length3"))
    else:
        raise Refused("font-not-embedded", name)
    return pdf.make_indirect(made)


def _program(stream, name: str, by_glyph: bool) -> bytes:
    try:
        program = bare(stream.read_bytes())
        if program[:1] != b"\1":
            raise CffError("not a CFF program")
        return with_identity(program) if by_glyph else program
    except CffError as error:
        raise Refused("font-program", f"{name}, {error}") from error


def _file(pdf, stream, keys):
    """Return a font file as it is, without what else its dictionary says."""
    from pikepdf import Stream

    return Stream(pdf, stream.read_bytes(), {key: stream[key] for key in keys if key in stream})
