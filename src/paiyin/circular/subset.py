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

SHOWN = re.compile(rb"/([\w.-]+) [\d.-]+ Tf|<([0-9a-fA-F]+)>(?=[^<>]*\]? ?T[Jj]|[^\]\n]*\] ?TJ)|/([\w.-]+) Do")
ROW = re.compile(rb"^(<([0-9a-f]{4})> <[0-9a-f]+>)$", re.MULTILINE | re.IGNORECASE)
KINDS = ("/Font", "/XObject")


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
    key = "/FontFile3" if "/FontFile3" in descriptor else "/FontFile2"
    data = descriptor[key].read_bytes()
    if key == "/FontFile3" and not _cids_are_glyphs(data):
        return font
    program = _subset(data, codes, retain=key == "/FontFile2")
    if key == "/FontFile3":
        file = pdf.make_stream(_table(program, b"CFF "), Subtype=Name.CIDFontType0C)
    else:
        file = pdf.make_stream(program, Length1=len(program))
    copied = Dictionary({**dict(descriptor.items()), key: file})
    below = Dictionary(dict(descendant.items()))
    if key == "/FontFile3":
        del below["/CIDToGIDMap"]
    below.FontDescriptor = pdf.make_indirect(copied)
    below.W = _widths(descendant.W, codes)
    return pdf.make_indirect(Dictionary({**dict(font.items()), "/DescendantFonts": [pdf.make_indirect(below)],
                                         "/ToUnicode": _to_unicode(pdf, font.ToUnicode, codes)}))


def _cids_are_glyphs(data: bytes) -> bool:
    """Tell whether a font program is CID-keyed CFF whose CIDs are its glyph numbers."""
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(data), lazy=True) as program:
        if "CFF " not in program:
            return False
        top = program["CFF "].cff.topDictIndex[0]
        return hasattr(top, "ROS") and all(name == f"cid{n:05}" for n, name in enumerate(top.charset) if n)


def _subset(data: bytes, codes: set[int], retain: bool) -> bytes:
    import uharfbuzz as hb

    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(sorted(codes))
    wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
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
    """Return the widths of these codes, from runs written as ``first [w …]``."""
    kept = pikepdf.Array()
    for first, run in zip(*[iter(widths)] * 2, strict=True):
        for n, width in enumerate(run):
            if int(first) + n in codes:
                kept.extend([int(first) + n, pikepdf.Array([width])])
    return kept


def _to_unicode(pdf: pikepdf.Pdf, stream: Object, codes: set[int]) -> Object:
    """Return the map to Unicode with the rows of these codes, in blocks of at most 100 (ISO 32000-1, 9.10.3)."""
    content = stream.read_bytes()
    rows = [row for row, code in ROW.findall(content) if int(code, 16) in codes]
    head, tail = content.partition(b"endcodespacerange\n")[0], content.rpartition(b"endcmap")[2]
    blocks = [rows[n:n + 100] for n in range(0, len(rows), 100)]
    body = b"".join(b"%d beginbfchar\n%s\nendbfchar\n" % (len(block), b"\n".join(block)) for block in blocks)
    return pdf.make_stream(head + b"endcodespacerange\n" + body + b"endcmap" + tail)
