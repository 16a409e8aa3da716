"""The fonts of the mail PDF: only the glyphs there are, and for the first page a set of its own.

WeasyPrint keeps a glyph's number when it leaves others out, so a face of 60,000 glyphs costs 75 kB before its first
one. Here glyphs are numbered anew, and their codes are CIDs that every reader knows. Page 1 gets subsets for itself,
which a linearised file puts first. Within that section objects follow their numbers, so they are made in the order in
which a reader needs them (ISO 32000-1, F.3.7): what says which characters the page has; the programs, first of the
fonts that set much of the page with few glyphs, as that of the text does; the photos.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name, Object, String

from paiyin.circular import cff
from paiyin.circular.cids import Collection
from paiyin.circular.codes import Numbers, characters, renumbered, shown, to_unicode

KINDS = ("/Font", "/XObject")
USUAL_WIDTH = 1000              # of a Han character, thousandths of an em
UNREAD = ("cmap", "GDEF", "name", "OS/2", "post", "vhea", "vmtx", "gasp", "VORG", "BASE", "STAT", "DSIG")
OF_PROGRAMS = ("/FontDescriptor", "/CIDToGIDMap")
Cut = tuple[Object, Numbers | None]             # a font, and the new codes of its glyphs if it has them


@dataclass(frozen=True, slots=True)
class Program:
    """The program of a font, the new codes of its glyphs by their old ones, the collection whose CIDs they are, if of
    any, and for TrueType the map from them to its glyphs (CIDToGIDMap of ISO 32000-1, 9.7.4.3)."""

    data: bytes
    numbers: Numbers
    known: Collection | None
    places: bytes = b""


def lighten(pdf: pikepdf.Pdf, known: Collection) -> None:
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
    first, later = _cuts(pdf, fonts, found[0][0], known, whole=True), _cuts(pdf, fonts, rest, known)
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


def _cuts(pdf: pikepdf.Pdf, fonts: Mapping[str, Object], used: Mapping[str, Counter[int]], known: Collection, *,
          whole: bool = False) -> dict[str, Cut]:
    """Return the fonts with what is shown of them, made in the order of how often they show a glyph. One that cannot be
    cut is shared with the other pages, unless ``whole`` ones are wanted too."""
    order = sorted(used.keys() & fonts.keys(), key=lambda name: (-used[name].total() / max(len(used[name]), 1), name))
    programs = {name: _program(fonts[name], set(used[name]), known) for name in order}
    cuts: dict[str, Cut] = {name: (_again(pdf, fonts[name]) if whole else fonts[name], None)
                            for name in order if programs[name] is None}
    for name, program in programs.items():
        if program is not None:
            cuts[name] = _without_program(pdf, fonts[name], program), program.numbers
    for name, program in programs.items():
        if program is not None:
            _bring(pdf, cuts[name][0], fonts[name], program)
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


def _program(font: Object, codes: set[int], known: Collection) -> Program | None:
    """Return the program of these codes of a font; None where it cannot be cut."""
    descriptor = font.DescendantFonts[0].FontDescriptor
    texts = characters(font.ToUnicode.read_bytes())
    numbers = known.numbers((code, texts.get(code, "")) for code in sorted(codes) if code)
    all_numbers = numbers | dict.fromkeys(codes & {0}, 0)
    if "/FontFile2" in descriptor:
        data, places = _subset(descriptor.FontFile2.read_bytes(), codes)
        table = bytearray(2 * max(numbers.values(), default=0) + 2)
        for code, cid in numbers.items():
            table[2 * cid:2 * cid + 2] = places[code].to_bytes(2, "big")
        return Program(data, all_numbers, known, bytes(table))
    original = descriptor.FontFile3.read_bytes()
    if not _keyed_by_glyphs(original, codes):
        return None
    subset, places = _subset(original, codes)
    before = _table(subset, b"CFF ")
    cids = [numbers[code] for code in sorted(numbers, key=places.get)]
    after = cff.with_one_dictionary(before, (known.ordering, known.supplement), cids)
    if after is before:
        return Program(before, {code: code for code in codes}, None)
    return Program(after, all_numbers, known)


def _without_program(pdf: pikepdf.Pdf, font: Object, program: Program) -> Object:
    """Return a font that has these codes only and no program yet: a reader shows a face of its own until one comes."""
    below = Dictionary({key: value for key, value in font.DescendantFonts[0].items() if key not in OF_PROGRAMS})
    if program.known is not None:
        below.CIDSystemInfo = Dictionary(Registry=String("Adobe"), Ordering=String(program.known.ordering),
                                         Supplement=program.known.supplement)
    below.W = _widths(below.W, program.numbers)
    below.DW = USUAL_WIDTH
    texts = pdf.make_stream(to_unicode(font.ToUnicode.read_bytes(), program.numbers))
    return pdf.make_indirect(Dictionary({**dict(font.items()), "/DescendantFonts": [pdf.make_indirect(below)],
                                         "/ToUnicode": texts}))


def _bring(pdf: pikepdf.Pdf, cut: Object, font: Object, program: Program) -> None:
    """Give a font its program. The descriptor comes after it, so that no reader takes one that has half arrived."""
    below, about = cut.DescendantFonts[0], Dictionary(dict(font.DescendantFonts[0].FontDescriptor.items()))
    if program.places:
        about.FontFile2 = pdf.make_stream(program.data, Length1=len(program.data))
        below.CIDToGIDMap = pdf.make_stream(program.places)
    else:
        about.FontFile3 = pdf.make_stream(program.data, Subtype=Name.CIDFontType0C)
    below.FontDescriptor = pdf.make_indirect(about)


def _keyed_by_glyphs(data: bytes, codes: set[int]) -> bool:
    """Tell whether a program is of CFF and the CIDs of these glyphs are their numbers."""
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(data), lazy=True) as program:
        top = program["CFF "].cff.topDictIndex[0] if "CFF " in program else None
        if not hasattr(top, "ROS") or max(codes, default=0) >= len(top.charset):
            return False
        return all(top.charset[code] == f"cid{code:05}" for code in codes if code)


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
