"""The fonts of the mail PDF: only the glyphs there are, and for the first page a set of its own.

WeasyPrint keeps a glyph's number when it leaves others out, so a face of 60,000 glyphs costs 75 kB before its first
one. Here glyphs are numbered anew. Page 1 gets subsets for itself, which a linearised file puts first. Within that
section objects follow their numbers, so they are made in the order in which a reader needs them: first the fonts that
set much of the page with few glyphs, as that of the text does, then the others, the maps to Unicode, the photos.
"""

from collections import Counter
from collections.abc import Mapping
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name, Object

from paiyin.circular import cff
from paiyin.circular.codes import Numbers, renumbered, shown, to_unicode

KINDS = ("/Font", "/XObject")
USUAL_WIDTH = 1000              # of a Han character, thousandths of an em
UNREAD = ("cmap", "GDEF", "name", "OS/2", "post", "vhea", "vmtx", "gasp", "VORG", "BASE", "STAT", "DSIG")
Cut = tuple[Object, Numbers | None]             # a font, and the new codes of its glyphs if it has them


def lighten(pdf: pikepdf.Pdf) -> None:
    """Give each page the fonts and pictures that it shows, and no more of a font than is shown."""
    contents = [page.obj.Contents.read_bytes() for page in pdf.pages]
    found = [shown(content) for content in contents]
    shared = pdf.pages[0].obj.Resources
    if any(x.get("/Subtype") == Name.Form for x in shared.get("/XObject", {}).values()) or shared.get("/Pattern"):
        return          # their own resources name the fonts too
    rest: dict[str, Counter[int]] = {}
    for codes, _ in found[1:]:
        for name, used in codes.items():
            rest.setdefault(name, Counter()).update(used)
    fonts = {str(name).removeprefix("/"): font for name, font in shared.get("/Font", {}).items()}
    pictures = {str(name).removeprefix("/"): picture for name, picture in shared.get("/XObject", {}).items()}
    own = found[0][1] - set().union(*(names for _, names in found[1:]))
    first, later = _cuts(pdf, fonts, found[0][0], whole=bool(own)), _cuts(pdf, fonts, rest)
    last = {name: _again(pdf, pictures[name]) for name in sorted(own)}
    for number, page in enumerate(pdf.pages):
        codes, names = found[number]
        cuts = later if number else first
        resources = Dictionary({k: Dictionary(dict(v.items())) for k, v in shared.items() if k not in KINDS and v})
        resources.Font = Dictionary({f"/{key}": cuts[key][0] for key in sorted(codes)})
        if names:
            resources.XObject = Dictionary({f"/{key}": last.get(key, pictures[key]) for key in sorted(names)})
        page.obj.Resources = resources
        page.obj.Contents.write(renumbered(contents[number], {k: n for k, (_, n) in cuts.items() if n is not None}))


def _cuts(pdf: pikepdf.Pdf, fonts: Mapping[str, Object], used: Mapping[str, Counter[int]], *,
          whole: bool = False) -> dict[str, Cut]:
    """Return the fonts with what is shown of them, made in the order of how often they show a glyph. One that cannot be
    cut is shared with the other pages, unless ``whole`` ones are wanted too."""
    order = sorted(used.keys() & fonts.keys(), key=lambda name: (-used[name].total() / len(used[name]), name))
    cuts = {name: _cut(pdf, fonts[name], set(used[name])) for name in order}
    for name, (font, numbers) in cuts.items():
        if numbers is not None:
            font.ToUnicode = pdf.make_stream(to_unicode(font.ToUnicode.read_bytes(), numbers))
        elif whole:
            cuts[name] = _again(pdf, font), None
    return cuts


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


def _cut(pdf: pikepdf.Pdf, font: Object, codes: set[int]) -> Cut:
    """Return a font that has these codes only; the font itself where it cannot be cut."""
    descendant = font.DescendantFonts[0]
    descriptor = descendant.FontDescriptor
    below, about = Dictionary(dict(descendant.items())), Dictionary(dict(descriptor.items()))
    if "/FontFile3" in descriptor:
        cut = _postscript(descriptor.FontFile3.read_bytes(), codes)
        if cut is None:
            return font, None
        program, numbers = cut
        about.FontFile3 = pdf.make_stream(program, Subtype=Name.CIDFontType0C)
        del below["/CIDToGIDMap"]
    else:
        program, numbers = _subset(descriptor.FontFile2.read_bytes(), codes)
        about.FontFile2 = pdf.make_stream(program, Length1=len(program))
    below.FontDescriptor = pdf.make_indirect(about)
    below.W = _widths(descendant.W, numbers)
    below.DW = USUAL_WIDTH
    made = Dictionary({**dict(font.items()), "/DescendantFonts": [pdf.make_indirect(below)]})
    return pdf.make_indirect(made), numbers


def _postscript(data: bytes, codes: set[int]) -> tuple[bytes, Numbers] | None:
    """Return the CFF program of these glyphs; None for one that has no CIDs, or CIDs that are no glyph numbers."""
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(data), lazy=True) as program:
        top = program["CFF "].cff.topDictIndex[0] if "CFF " in program else None
        if not hasattr(top, "ROS") or not all(name == f"cid{n:05}" for n, name in enumerate(top.charset) if n):
            return None
    subset, numbers = _subset(data, codes)
    before = _table(subset, b"CFF ")
    after = cff.with_one_dictionary(before, numbered=True)
    return after, numbers if after is not before else {code: code for code in codes}


def _subset(data: bytes, codes: set[int]) -> tuple[bytes, Numbers]:
    """Return a font of these glyphs, and the number that each has in it."""
    import uharfbuzz as hb

    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(sorted(codes))
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(int.from_bytes(tag.encode(), "big") for tag in UNREAD)
    wanted.flags = (hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_HINTING
                    | hb.SubsetFlags.DESUBROUTINIZE)
    plan = hb.SubsetPlan(hb.Face(data), wanted)
    numbers = dict(plan.old_to_new_glyph_mapping)
    return plan.execute().blob.data, {code: numbers[code] for code in sorted(codes)}


def _table(program: bytes, tag: bytes) -> bytes:
    """Return a table of a font program."""
    for n in range(int.from_bytes(program[4:6], "big")):
        entry = program[12 + 16 * n:28 + 16 * n]
        if entry[:4] == tag:
            start, length = int.from_bytes(entry[8:12], "big"), int.from_bytes(entry[12:16], "big")
            return program[start:start + length]
    raise KeyError(tag)


def _widths(widths: Object, numbers: Numbers) -> pikepdf.Array:
    """Return the widths of these codes but the usual one, from runs written as ``first [w …]``."""
    stated = {code: width for first, run in zip(*[iter(widths)] * 2, strict=True)
              for code, width in enumerate(run, int(first)) if width != USUAL_WIDTH}
    kept: dict[int, list[Object]] = {}
    last, run = -2, []
    for number, code in sorted((number, code) for code, number in numbers.items() if code in stated):
        run = run if number == last + 1 else kept.setdefault(number, [])
        run.append(stated[code])
        last = number
    return pikepdf.Array([part for number in kept for part in (number, pikepdf.Array(kept[number]))])
