"""The fonts of the mail PDF: only the glyphs there are, and for the first page a set of its own.

WeasyPrint keeps a glyph's number when it leaves others out, so a face of 60,000 glyphs costs 75 kB before its first
one. CID-keyed CFF does not need that: its charset says which CID each glyph has (ISO 32000-1, 9.7.4.2). Page 1 gets
subsets for itself, which a linearised file puts first. Within that section objects follow their numbers, so they are
made in the order in which a reader needs them: the font with most of the page's text first, then the others, the maps
to Unicode, the photos.
"""

import re
from collections import Counter
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
    rest: dict[str, Counter[int]] = {}
    for codes, _ in shown[1:]:
        for name, used in codes.items():
            rest.setdefault(name, Counter()).update(used)
    fonts = {str(name).removeprefix("/"): font for name, font in shared.get("/Font", {}).items()}
    pictures = {str(name).removeprefix("/"): picture for name, picture in shared.get("/XObject", {}).items()}
    own = shown[0][1] - set().union(*(names for _, names in shown[1:]))
    first, later = _cuts(pdf, fonts, shown[0][0], whole=bool(own)), _cuts(pdf, fonts, rest)
    last = {name: _again(pdf, pictures[name]) for name in sorted(own)}
    for number, page in enumerate(pdf.pages):
        codes, names = shown[number]
        resources = Dictionary({k: Dictionary(dict(v.items())) for k, v in shared.items() if k not in KINDS and v})
        resources.Font = Dictionary({f"/{key}": (later if number else first)[key] for key in sorted(codes)})
        if names:
            resources.XObject = Dictionary({f"/{key}": last.get(key, pictures[key]) for key in sorted(names)})
        page.obj.Resources = resources


def _shown(content: bytes) -> tuple[Mapping[str, Counter[int]], set[str]]:
    """Return the codes that a page shows, by font, and its pictures."""
    codes: dict[str, Counter[int]] = {}
    pictures: set[str] = set()
    current: Counter[int] = Counter()
    for font, text, picture in SHOWN.findall(content):
        if font:
            current = codes.setdefault(font.decode(), Counter())
        elif text:
            current.update(int(text[i:i + 4], 16) for i in range(0, len(text), 4))
        else:
            pictures.add(picture.decode())
    return codes, pictures


def _cuts(pdf: pikepdf.Pdf, fonts: Mapping[str, Object], shown: Mapping[str, Counter[int]], *,
          whole: bool = False) -> dict[str, Object]:
    """Return the fonts with what is shown of them, made in the order of how much of the text they set. One that cannot
    be cut is shared with the other pages, unless ``whole`` ones are wanted too."""
    order = sorted(shown.keys() & fonts.keys(), key=lambda name: (-shown[name].total(), name))
    cut = {name: _cut(pdf, fonts[name], set(shown[name])) for name in order}
    for name, font in cut.items():
        if font.objgen != fonts[name].objgen:
            font.ToUnicode = _to_unicode(pdf, font.ToUnicode, set(shown[name]))
        elif whole:
            cut[name] = _again(pdf, font)
    return cut


def _again(pdf: pikepdf.Pdf, thing: Object) -> Object:
    """Return a font or picture once more, with all that it refers to, under numbers that come after all others."""
    if isinstance(thing, pikepdf.Stream):
        about = {key: _again(pdf, value) for key, value in thing.items() if key != "/Length"}
        return pikepdf.Stream(pdf, thing.read_raw_bytes(), Dictionary(about))
    if isinstance(thing, Dictionary):
        made = Dictionary({key: _again(pdf, value) for key, value in thing.items()})
    elif isinstance(thing, pikepdf.Array):
        made = pikepdf.Array([_again(pdf, value) for value in thing])
    else:
        return thing
    return pdf.make_indirect(made) if thing.is_indirect else made


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
    return pdf.make_indirect(Dictionary({**dict(font.items()), "/DescendantFonts": [pdf.make_indirect(below)]}))


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
