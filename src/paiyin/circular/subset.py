"""The fonts of the mail PDF: only the glyphs there are, and for the first page a set of its own.

WeasyPrint keeps a glyph's number when it leaves others out, so a face of 60,000 glyphs costs 75 kB before its first
one. CID-keyed CFF does not need that: its charset says which CID each glyph has (ISO 32000-1, 9.7.4.2). Page 1 gets
subsets for itself, which a linearised file puts first.
"""

import re
from collections.abc import Mapping
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name, Object

from paiyin.circular import cff

SHOWN = re.compile(rb"/([\w.-]+) [\d.-]+ Tf|<([0-9a-fA-F]+)>(?=[^<>]*\]? ?T[Jj]|[^\]\n]*\] ?TJ)|/([\w.-]+) Do")
ROW = re.compile(rb"^(<([0-9a-f]{4})> <[0-9a-f]+>)$", re.MULTILINE | re.IGNORECASE)
KINDS = ("/Font", "/XObject")
USUAL_WIDTH = 1000              # of a Han character, thousandths of an em
UNREAD = ("cmap", "GDEF", "name", "OS/2", "post", "vhea", "vmtx", "gasp", "VORG", "BASE", "STAT", "DSIG")


def lighten(pdf: pikepdf.Pdf) -> None:
    """Give each page the fonts and pictures that it shows, and no more of a font than is shown."""
    shown = [_shown(page.obj.Contents.read_bytes()) for page in pdf.pages]
    shared = pdf.pages[0].obj.Resources
    if any(x.get("/Subtype") == Name.Form for x in shared.get("/XObject", {}).values()) or shared.get("/Pattern"):
        return          # their own resources name the fonts too
    rest: dict[str, set[int]] = {}
    for codes, _ in shown[1:]:
        for name, used in codes.items():
            rest.setdefault(name, set()).update(used)
    fonts = {name: (str(name).removeprefix("/"), font) for name, font in shared.get("/Font", {}).items()}
    first = {key: _cut(pdf, font, shown[0][0][key]) for key, font in fonts.values() if key in shown[0][0]}
    later = {key: _cut(pdf, font, rest[key]) for key, font in fonts.values() if key in rest}
    for number, page in enumerate(pdf.pages):
        codes, pictures = shown[number]
        resources = Dictionary({k: v for k, v in shared.items() if k not in KINDS})
        resources.Font = Dictionary({f"/{key}": (later if number else first)[key] for key in sorted(codes)})
        if pictures:
            resources.XObject = Dictionary({f"/{key}": shared.XObject[f"/{key}"] for key in sorted(pictures)})
        page.obj.Resources = resources


def _shown(content: bytes) -> tuple[Mapping[str, set[int]], set[str]]:
    """Return the codes that a page shows, by font, and its pictures."""
    codes: dict[str, set[int]] = {}
    pictures: set[str] = set()
    current: set[int] = set()
    for font, text, picture in SHOWN.findall(content):
        if font:
            current = codes.setdefault(font.decode(), set())
        elif text:
            current.update(int(text[i:i + 4], 16) for i in range(0, len(text), 4))
        else:
            pictures.add(picture.decode())
    return codes, pictures


def _cut(pdf: pikepdf.Pdf, font: Object, codes: set[int]) -> Object:
    """Return a font that has these codes only; the font itself where it cannot be cut."""
    descendant = font.DescendantFonts[0]
    descriptor = descendant.FontDescriptor
    below, about = Dictionary(dict(descendant.items())), Dictionary(dict(descriptor.items()))
    if "/FontFile3" in descriptor:
        program = _postscript(descriptor.FontFile3.read_bytes(), codes)
        if program is None:
            return font
        about.FontFile3 = pdf.make_stream(program, Subtype=Name.CIDFontType0C)
        del below["/CIDToGIDMap"]
    else:
        program = _subset(descriptor.FontFile2.read_bytes(), codes, retain=True)
        about.FontFile2 = pdf.make_stream(program, Length1=len(program))
    below.FontDescriptor = pdf.make_indirect(about)
    below.W = _widths(descendant.W, codes)
    below.DW = USUAL_WIDTH
    return pdf.make_indirect(Dictionary({**dict(font.items()), "/DescendantFonts": [pdf.make_indirect(below)],
                                         "/ToUnicode": _to_unicode(pdf, font.ToUnicode, codes)}))


def _postscript(data: bytes, codes: set[int]) -> bytes | None:
    """Return the CFF program of these glyphs; None for one that has no CIDs, or CIDs that are no glyph numbers."""
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(data), lazy=True) as program:
        top = program["CFF "].cff.topDictIndex[0] if "CFF " in program else None
        if not hasattr(top, "ROS") or not all(name == f"cid{n:05}" for n, name in enumerate(top.charset) if n):
            return None
    return cff.with_one_dictionary(_table(_subset(data, codes, retain=False), b"CFF "))


def _subset(data: bytes, codes: set[int], retain: bool) -> bytes:
    import uharfbuzz as hb

    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(sorted(codes))
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(int.from_bytes(tag.encode(), "big") for tag in UNREAD)
    wanted.flags = (hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_HINTING
                    | hb.SubsetFlags.DESUBROUTINIZE)
    if retain:
        wanted.flags |= hb.SubsetFlags.RETAIN_GIDS
    return hb.subset(hb.Face(data), wanted).blob.data


def _table(program: bytes, tag: bytes) -> bytes:
    """Return a table of a font program."""
    for n in range(int.from_bytes(program[4:6], "big")):
        entry = program[12 + 16 * n:28 + 16 * n]
        if entry[:4] == tag:
            start, length = int.from_bytes(entry[8:12], "big"), int.from_bytes(entry[12:16], "big")
            return program[start:start + length]
    raise KeyError(tag)


def _widths(widths: Object, codes: set[int]) -> pikepdf.Array:
    """Return the widths of these codes but the usual one, from runs written as ``first [w …]``."""
    kept: dict[int, list[Object]] = {}
    last, run = -2, []
    for first, stated in zip(*[iter(widths)] * 2, strict=True):
        for code, width in enumerate(stated, int(first)):
            if code in codes and width != USUAL_WIDTH:
                run = run if code == last + 1 else kept.setdefault(code, [])
                run.append(width)
                last = code
    return pikepdf.Array([part for code in kept for part in (code, pikepdf.Array(kept[code]))])


def _to_unicode(pdf: pikepdf.Pdf, stream: Object, codes: set[int]) -> Object:
    """Return the map to Unicode with the rows of these codes, in blocks of at most 100 (ISO 32000-1, 9.10.3)."""
    content = stream.read_bytes()
    rows = [row for row, code in ROW.findall(content) if int(code, 16) in codes]
    head, tail = content.partition(b"endcodespacerange\n")[0], content.rpartition(b"endcmap")[2]
    blocks = [rows[n:n + 100] for n in range(0, len(rows), 100)]
    body = b"".join(b"%d beginbfchar\n%s\nendbfchar\n" % (len(block), b"\n".join(block)) for block in blocks)
    return pdf.make_stream(head + b"endcodespacerange\n" + body + b"endcmap" + tail)
