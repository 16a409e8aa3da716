"""A bad fixture for every rule of preflight: what is done to the good press file, and what it is judged with."""

import struct

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from tests.press.conftest import changed

GRAY_IMAGE = {"/Type": Name.XObject, "/Subtype": Name.Image, "/BitsPerComponent": 8, "/ColorSpace": Name.DeviceGray}


def drawing(content: bytes, resources=None):
    """Return a change that draws more on the page."""
    def change(pdf, page):
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\nq\n" + content + b"\nQ\n")
        for kind, table in (resources(pdf) if resources else {}).items():
            if kind not in page.Resources:
                page.Resources[kind] = Dictionary()
            for name, value in table.items():
                page.Resources[kind][name] = value
    return change


def lettered(content: bytes, **parts):
    """Return a change that sets more in the first font of the page; ``/F`` in the content stands for it."""
    def change(pdf, page):
        name = sorted(page.Resources.Font.keys())[0]
        drawing(content.replace(b"/F", name.encode()), state(**parts) if parts else None)(pdf, page)
    return change


def state(**parts):
    return lambda pdf: {"/ExtGState": {"/X": Dictionary({f"/{k}": v for k, v in parts.items()})}}


def image(width, height, bits=8, data=None, **more):
    def resources(pdf):
        size = (width * bits + 7) // 8 * height
        return {"/XObject": {"/I": Stream(pdf, data or bytes(i * 37 & 255 for i in range(size)), Dictionary(
            GRAY_IMAGE | {"/Width": width, "/Height": height, "/BitsPerComponent": bits} | more))}}
    return resources


def box(name, *sides):
    def change(pdf, page):
        page[f"/{name}"] = Array(list(sides))
    return change


def keys(target, **values):
    def change(pdf, page):
        holder = {"root": pdf.Root, "page": page, "intent": pdf.Root.get("/OutputIntents", [None])[0]}[target]
        for key, value in values.items():
            holder[f"/{key}"] = value(pdf) if callable(value) else value
    return change


def without(target, key):
    def change(pdf, page):
        holder = {"root": pdf.Root, "page": page, "info": pdf.trailer.Info, "intent": pdf.Root.OutputIntents[0]}[target]
        del holder[f"/{key}"]
    return change


def second_page(pdf, page):
    fresh = pdf.add_blank_page(page_size=(300, 420))
    fresh.obj.TrimBox = Array([0, 0, 300, 420])


def font(pdf, change):
    """Apply ``change`` to the font of the page and to its descriptor."""
    fonts = pdf.pages[0].obj.Resources.Font
    found = fonts[sorted(fonts.keys())[0]]
    inner = found.DescendantFonts[0]
    change(found, inner, inner.FontDescriptor)


def no_program(pdf, page):
    def take(outer, inner, descriptor):
        del descriptor["/FontFile3"]
    font(pdf, take)


def no_unicode(pdf, page):
    def take(outer, inner, descriptor):
        del outer["/ToUnicode"]
    font(pdf, take)


def named_courier(pdf, page):
    def take(outer, inner, descriptor):
        outer.BaseFont = Name("/ABCDEF+Courier")
    font(pdf, take)


def odd_cids(pdf, page):
    """As painters write fonts of one region: glyph numbers as codes, other CIDs in the program."""
    def take(outer, inner, descriptor):
        descriptor.FontFile3 = Stream(pdf, shifted(descriptor.FontFile3.read_bytes()), Subtype=Name("/CIDFontType0C"))
        inner.CIDToGIDMap = Name.Identity
    font(pdf, take)


def shifted(program: bytes, by: int = 5) -> bytes:
    """Return a CID-keyed CFF program whose CIDs are the glyph numbers and a bit more."""
    charset = 15
    place = next(i for i in range(len(program)) if program[i] == 29 and program[i + 5] == charset)     # in the Top DICT
    offset = struct.unpack_from(">i", program, place + 1)[0]
    assert program[offset] == 2, "a subset with one range, as the painter writes it"
    glyphs = struct.unpack_from(">HH", program, offset + 1)[1]
    return (program[:place + 1] + struct.pack(">i", len(program)) + program[place + 5:]
            + struct.pack(">BHH", 2, 1 + by, glyphs))


def raster(pdf, page):
    page.Contents = pdf.make_stream(b"q 300 0 0 400 0 0 cm /I Do Q")
    page.Resources = Dictionary(XObject=Dictionary(image(900, 1200)(pdf)["/XObject"]))


def group(pdf, page):
    page.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)


def shading(pdf):
    """A gradient of three values in a space of four, as painters with a CMYK profile make it."""
    return {"/Shading": {"/S": Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=[0, 0, 90, 0],
                                          Function=Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=[1, 0, 0],
                                                              C1=[0, 0, 1]))}}


def spot(name):
    return lambda pdf: {"/ColorSpace": {"/S": Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK, Dictionary(
        FunctionType=2, Domain=[0, 1], N=1, C0=[0] * 4, C1=[0, 0.2, 0.6, 0.1])])}}


def other_profile(pdf):
    from paiyin.press import conditions

    stream = pdf.make_stream(conditions.load("coated").profile)
    stream.N = 4
    return stream


def other_title(pdf, page):
    pdf.trailer.Info.Title = "another"


def lzw(pdf, page):
    """A page whose content is compressed by LZW."""
    page.Contents = Stream(pdf, b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", Filter=Name.LZWDecode)


BLEEDING = (box("MediaBox", 0, 0, 320, 420), box("TrimBox", 10, 10, 310, 410), box("BleedBox", 0, 0, 320, 420))
UNDER = b"0 0 0 0.2 k 30 30 250 250 re f "      # what lies beneath
BAD = {     # rule → changes; more than one bad file a rule where it has more than one side
    "P01": [drawing(b"0 0 m zz (")],
    "P02": ["encrypted"],
    "P03": [other_title, without("root", "Metadata"), keys("root", Metadata=lambda pdf: pdf.make_stream(b"<x"))],
    "P04": [keys("intent", DestOutputProfile=other_profile)],
    "P05": [box("MediaBox", -10, -10, 300, 400)],
    "P06": [without("page", "TrimBox"), box("ArtBox", 0, 0, 300, 400), box("TrimBox", 0, 0, 310, 400)],
    "P07": [drawing(b"0 1 1 0 k 0 100 50 50 re f"), (*BLEEDING, drawing(b"0 1 1 0 k 0 0 310.5 50 re f"))],
    "P08": [lettered(b"BT /F 12 Tf 2 200 Td <00220022> Tj ET")],
    "P09": [keys("page", Annots=Array([Dictionary(Subtype=Name.Link, Rect=[9, 9, 50, 50])])),
            keys("root", OpenAction=Dictionary(S=Name.JavaScript)),
            keys("root", Names=Dictionary(JavaScript=Dictionary()))],
    "P10": [no_program],
    "P11": [odd_cids],
    "P12": [lettered(b"BT /F 12 Tf 40 200 Td <0000> Tj ET")],
    "P13": [no_unicode],
    "P14": [drawing(b"0 0 9 9 re W n /S sh", shading)],
    "P15": [drawing(b"/X gs", state(ca=0.5)), drawing(b"/X gs", state(BM=Name.Multiply))],
    "P16": [drawing(b"1 1 1 1 k 40 40 20 20 re f")],
    "P17": [lettered(b"0.7 0.6 0.6 0.9 k BT /F 12 Tf 40 200 Td <0022> Tj ET")],
    "P18": [drawing(b"0 0 0 1 K 0.05 w 40 40 m 90 40 l S")],
    "P19": [drawing(b"q 40 0 0 40 100 40 cm /I Do Q", image(400, 400))],
    "P20": [(*BLEEDING, drawing(b"0 0 0 1 K 0.25 w 10 0 m 10 8 l S"))],
    "P21": ["renderers"],
    "P22": [keys("root", OCProperties=Dictionary()), drawing(b"/OC /L BDC EMC")],
    "P23": ["no tools"],
    "P24": [drawing(b"0.8 0.8 0.82 0 k 100 100 100 100 re f")],
    "P25": ["lzw", drawing(b"/X gs", state(TR=Dictionary(FunctionType=2)))],
    "R0001": [without("root", "Metadata"), "newer"],
    "R0002": [keys("page", UserUnit=2)],
    "R0003": [box("CropBox", 5, 5, 290, 390)],
    "R0004": [second_page, keys("page", Rotate=90)],
    "R0005": [keys("page", Contents=lambda pdf: pdf.make_stream(b""))],
    "R0006": ["two pages"],
    "R0007": [lettered(UNDER + b"0 0 0 0 k /X gs BT /F 12 Tf 40 200 Td <0022> Tj ET", op=True, OP=True, OPM=1)],
    "R0008": [drawing(UNDER + b"0 0 0 0 k /X gs 40 40 9 9 re f", state(op=True, OP=True, OPM=1))],
    "R0009": [lettered(UNDER + b"0 0 0 1 k /X gs BT /F 9 Tf 40 200 Td <0022> Tj ET", op=False, OP=False),
              lettered(UNDER + b"0 0 0 1 k /X gs BT /F 9 Tf 40 200 Td <0022> Tj ET", op=True, OP=True, OPM=0)],
    "R0010": [drawing(UNDER + b"0 0 0 1 K 0.5 w /X gs 40 40 m 90 40 l S", state(op=False, OP=False)),
              drawing(UNDER + b"0 0 0 1 k /X gs 40 40 90 0.5 re f", state(op=False, OP=False))],
    "R0011": [lettered(UNDER + b"0 g BT /F 9 Tf 40 200 Td <0022> Tj ET")],
    "R0012": [drawing(UNDER + b"0 G 0.5 w 40 40 m 90 40 l S")],
    "R0013": [drawing(UNDER + b"0.5 g /X gs 40 40 40 40 re f", state(op=True, OP=True, OPM=1))],
    "R0014": [named_courier],
    "R0015": [lettered(b"0.6 0.5 0.5 1 k BT /F 12 Tf 40 200 Td <0022> Tj ET")],
    "R0016": [lettered(UNDER + b"0 0 0 0 k BT /F 8 Tf 40 200 Td <0022> Tj ET")],
    "R0017": [lettered(b"0 1 1 0 k BT /F 8 Tf 40 200 Td <0022> Tj ET")],
    "R0018": [drawing(UNDER + b"0 0 0 0 K 0.2 w 40 40 m 90 40 l S")],
    "R0019": [drawing(b"0 1 1 0 K 0.2 w 40 40 m 90 40 l S")],
    "R0020": [drawing(b"/S cs 1 scn 40 40 9 9 re f", spot("Gold"))],
    "R0024": [drawing(b"/S cs 1 scn 40 40 9 9 re f", spot("All"))],
    "R0026": [drawing(b"1 1 1 0 k 100 100 100 100 re f")],
    "R0027": [drawing(b"1 0 0 rg 40 40 9 9 re f"),
              drawing(b"/S cs 0.5 sc 40 40 9 9 re f", lambda pdf: {"/ColorSpace": {"/S": Array([
                  Name.ICCBased, Stream(pdf, b"", N=1)])}})],
    "R0030": [group],
    "R0031": [drawing(b"q 72 0 0 72 100 40 cm /I Do Q", image(120, 120)),
              drawing(b"q 72 0 0 72 100 40 cm /I Do Q", image(60, 60))],
    "R0032": [drawing(b"q 72 0 0 72 100 40 cm /I Do Q", image(400, 400, 1))],
    "R0033": [raster],
    "R0034": [keys("root", OCProperties=Dictionary(Configs=Array([])))],
    "R0035": [without("root", "OutputIntents"), without("intent", "DestOutputProfile"),
              keys("intent", OutputConditionIdentifier=String("two\nlines"))],
}


def bad(good: bytes, change) -> bytes:
    """Return the good file spoilt by a change, or by one of those that have a name."""
    if change == "encrypted":
        return changed(good, lambda pdf, page: None, encryption=pikepdf.Encryption(owner="a", user="", R=6),
                       deterministic_id=False)
    if change == "lzw":
        return changed(good, lzw, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    if change == "newer":
        return changed(good, lambda pdf, page: None, force_version="2.0")
    if change == "two pages":
        return changed(good, lambda pdf, page: pdf.pages.append(pdf.pages[0]))
    if not callable(change) and isinstance(change, tuple):
        return changed(good, lambda pdf, page: [part(pdf, page) for part in change])
    return good if isinstance(change, str) else changed(good, change)
