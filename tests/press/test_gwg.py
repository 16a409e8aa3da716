"""The rules of GWG 2022 at their edges: what breaks them in each way that a PDF has, and what only looks as if it did."""

import zlib
from io import BytesIO

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Stream, String

from paiyin.diagnostics import Level
from paiyin.press.preflight import judge
from paiyin.press.preflight.separations import tool
from tests.press.bad import UNDER, box, drawing, image, keys, lettered, state
from tests.press.conftest import changed, document, form

OVER = {"op": True, "OP": True, "OPM": 1}
WORD = b"BT /F 12 Tf 40 200 Td <00220022> Tj ET"
SMALL = b"BT /F 9 Tf 40 200 Td <00220022> Tj ET"


def ramp(*ends):
    return Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=list(ends[0]), C1=list(ends[1]))


def spaces(**given):
    """Return resources of colour spaces; each is made by a function of the PDF."""
    return lambda pdf: {"/ColorSpace": {f"/{name}": make(pdf) for name, make in given.items()}}


def separation(ink, alternate=lambda pdf: Name.DeviceCMYK, count=4):
    def make(pdf):
        return Array([Name.Separation, Name(f"/{ink}"), alternate(pdf), ramp([0] * count, [0.1] * count)])
    return make


def device_n(*inks):
    return lambda pdf: Array([Name.DeviceN, Array([Name(f"/{ink}") for ink in inks]), Name.DeviceCMYK, Stream(
        pdf, b"{pop 0 0 0}", FunctionType=4, Domain=[0, 1] * len(inks), Range=[0, 1] * 4)])


def icc(count=3):
    return lambda pdf: Array([Name.ICCBased, Stream(pdf, b"", N=count)])


def both(*resources):
    """Return several kinds of resources together."""
    def made(pdf):
        found = {}
        for each in resources:
            for kind, table in each(pdf).items():
                found.setdefault(kind, {}).update(table)
        return found
    return made


def within(content, inner=None, kind="form"):
    """Return resources whose /P paints ``content`` as a form, a tile or an uncoloured tile."""
    def made(pdf):
        table = {k: Dictionary(v) for k, v in (inner(pdf) if inner else {}).items()}
        if kind == "form":
            return {"/XObject": {"/P": form(pdf, content, BBox=Array([0, 0, 300, 400]), Resources=Dictionary(table))}}
        return {"/Pattern": {"/P": Stream(pdf, content, PatternType=1, TilingType=1, BBox=[0, 0, 40, 40], XStep=40,
                                          YStep=40, PaintType=1 if kind == "tile" else 2,
                                          Resources=Dictionary(table))}}
    return made


def type3(content):
    def made(pdf):
        return {"/Font": {"/T": Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 1000, 1000], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
            FirstChar=97, LastChar=97, Widths=[1000], Encoding=Dictionary(Differences=[97, Name.a]),
            CharProcs=Dictionary(a=Stream(pdf, content)), Resources=Dictionary())}}
    return made


def layer(on, content, policy=None):
    """Return a change that draws on a layer that is on or off."""
    def change(pdf, page):
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("a")))
        pdf.Root.OCProperties = Dictionary(OCGs=[group], D=Dictionary(**({} if on else {"OFF": [group]})))
        held = pdf.make_indirect(Dictionary(Type=Name.OCMD, OCGs=[group], P=policy)) if policy else group
        drawing(b"/OC /L BDC " + content + b" EMC", lambda pdf: {"/Properties": {"/L": held}})(pdf, page)
    return change


def mask(kind, space):
    def made(pdf):
        group = Stream(pdf, b"1 0 0 rg 0 0 90 90 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 90, 90],
                       Group=Dictionary(S=Name.Transparency, CS=space))
        return {"/ExtGState": {"/X": Dictionary(SMask=Dictionary(S=kind, G=group))}}
    return made


def placed(resources, size, turn=b"", inner=b""):
    """Return a change that draws an image of ``size`` points square."""
    return drawing(turn + b" %s 0 0 %s 60 40 cm %s /I Do" % (repr(float(size)).encode(), repr(float(size)).encode(),
                                                            inner), resources)


def rgb(width=20, height=20, **more):
    return image(width, height, data=bytes(3 * width * height), **{"/ColorSpace": Name.DeviceRGB} | more)


def jpx(colour):
    """Return a JPEG 2000 image that says its colours itself."""
    head = b"\0\0\0\x0cjP  \r\n\x87\n" + b"\0\0\0\x0fcolr\1\0\0" + colour.to_bytes(4, "big")

    def made(pdf):
        return {"/XObject": {"/I": Stream(pdf, head, Type=Name.XObject, Subtype=Name.Image, Width=20, Height=20,
                                          Filter=Name.JPXDecode)}}
    return made


ROT = b"0.8 0.6 -0.6 0.8 40 0 cm"
CASES = {
    # white that overprints: R0007, R0008
    "white text on a tint": ("R0007", lettered(UNDER + b"0 0 0 0 k /X gs " + WORD, **OVER), True),
    "white text on nothing": ("R0007", lettered(b"0 0 0 0 k /X gs " + WORD, **OVER), False),
    "white text that knocks out": ("R0007", lettered(UNDER + b"0 0 0 0 k " + WORD), False),
    "white gray text": ("R0007", lettered(UNDER + b"1 g /X gs " + WORD, **OVER), True),
    "white outline of text": ("R0007", lettered(UNDER + b"0 0 0 1 k 0 0 0 0 K 1 Tr /X gs " + WORD, OP=True, op=False),
                              True),
    "white outline, fill overprints": ("R0007", lettered(
        UNDER + b"0 0 0 0 K 1 Tr /X gs " + WORD, OP=False, op=True), False),
    "unseen white text": ("R0007", lettered(UNDER + b"0 0 0 0 k 3 Tr /X gs " + WORD, **OVER), False),
    "white text that only clips": ("R0007", lettered(UNDER + b"0 0 0 0 k 7 Tr /X gs " + WORD, **OVER), False),
    "white text clipped away": ("R0007", lettered(
        UNDER + b"200 20 9 9 re W n 0 0 0 0 k /X gs " + WORD, **OVER), False),
    "white text under an empty clip": ("R0007", lettered(
        UNDER + b"9 9 m W n 0 0 0 0 k /X gs " + WORD, **OVER), False),
    "white spot colour text": ("R0007", lambda pdf, page: (
        lettered(UNDER + b"/S cs 0 scn /X gs " + WORD, **OVER)(pdf, page),
        drawing(b"", spaces(S=separation("Gold")))(pdf, page)), True),
    "overprint by OP alone": ("R0007", lettered(UNDER + b"0 0 0 0 k /X gs " + WORD, OP=True), True),
    "white area on a tint": ("R0008", drawing(UNDER + b"0 0 0 0 k /X gs 40 40 9 9 re f", state(**OVER)), True),
    "white area on nothing": ("R0008", drawing(b"0 0 0 0 k /X gs 40 250 9 9 re f", state(**OVER)), False),
    "white area in a form": ("R0008", drawing(UNDER + b"/P Do", within(
        b"0 0 0 0 k /X gs 40 40 9 9 re f", state(**OVER))), True),
    "overprint is inherited by a form": ("R0008", drawing(
        UNDER + b"/X gs /P Do", both(within(b"0 0 0 0 k 40 40 9 9 re f"), state(**OVER))), True),
    "white area in a tile": ("R0008", drawing(UNDER + b"/Pattern cs /P scn 40 40 80 80 re f", within(
        b"0 0 0 0.3 k 0 0 40 40 re f 0 0 0 0 k /X gs 4 4 9 9 re f", state(**OVER), "tile")), True),
    "overprint is not inherited by a tile": ("R0008", drawing(
        UNDER + b"/X gs /Pattern cs /P scn 40 40 80 80 re f",
        both(within(b"0 0 0 0.3 k 0 0 40 40 re f 0 0 0 0 k 4 4 9 9 re f", None, "tile"), state(**OVER))), False),
    "a white uncoloured tile": ("R0008", drawing(
        UNDER + b"/U cs 0 0 0 0 /P scn 40 40 80 80 re f",
        both(within(b"/X gs 0 0 40 40 re f 4 4 9 9 re f", state(**OVER), "bare tile"),
             spaces(U=lambda pdf: Array([Name.Pattern, Name.DeviceCMYK])))), True),
    "white area in a Type 3 glyph": ("R0008", drawing(
        UNDER + b"/X gs BT /T 40 Tf 40 60 Td (a) Tj ET",
        both(type3(b"1000 0 d0 0 0 0 0 k 0 0 900 900 re f"), state(**OVER))), True),
    "a Type 3 glyph in white from outside": ("R0008", drawing(
        UNDER + b"0 0 0 0 k /X gs BT /T 40 Tf 40 60 Td (a) Tj ET",
        both(type3(b"1000 0 0 0 1000 1000 d1 0 0 0 1 k 0 0 900 900 re f"), state(**OVER))), True),
    "white on a layer that is off": ("R0008", lambda pdf, page: (
        drawing(b"", state(**OVER))(pdf, page), layer(False, UNDER + b"0 0 0 0 k /X gs 40 40 9 9 re f")(pdf, page)),
        False),
    "white on a layer that is on": ("R0008", lambda pdf, page: (
        drawing(b"", state(**OVER))(pdf, page), layer(True, UNDER + b"0 0 0 0 k /X gs 40 40 9 9 re f")(pdf, page)),
        True),
    # black that does not: R0009, R0010
    "black text on a tint": ("R0009", lettered(UNDER + b"0 0 0 1 k " + SMALL), True),
    "black text on nothing": ("R0009", lettered(b"0 0 0 1 k " + SMALL), False),
    "black text of 12 pt": ("R0009", lettered(UNDER + b"0 0 0 1 k " + WORD), False),
    "black text of 11.9 pt": ("R0009", lettered(UNDER + b"0 0 0 1 k BT /F 11.9 Tf 40 200 Td <0022> Tj ET"), True),
    "black text made large by its matrix": ("R0009", lettered(
        UNDER + b"0 0 0 1 k BT /F 1 Tf 14 0 0 14 40 200 Tm <0022> Tj ET"), False),
    "black text made small by the page": ("R0009", lettered(
        UNDER + b"0.5 0 0 0.5 0 0 cm 0 0 0 1 k BT /F 20 Tf 90 300 Td <0022> Tj ET"), True),
    "black text overprints in mode 0": ("R0009", lettered(
        UNDER + b"0 0 0 1 k /X gs " + SMALL, op=True, OP=True, OPM=0), True),
    "black separation overprints in mode 0": ("R0009", lambda pdf, page: (
        lettered(UNDER + b"/S cs 1 scn /X gs " + SMALL, op=True, OP=True, OPM=0)(pdf, page),
        drawing(b"", spaces(S=separation("Black")))(pdf, page)), False),
    "black separation knocks out": ("R0009", lambda pdf, page: (
        lettered(UNDER + b"/S cs 1 scn " + SMALL)(pdf, page),
        drawing(b"", spaces(S=separation("Black")))(pdf, page)), True),
    "see-through black text": ("R0009", lettered(UNDER + b"0 0 0 1 k /X gs " + SMALL, ca=0.5), False),
    "gray text is another rule's": ("R0009", lettered(UNDER + b"0 g " + SMALL), False),
    "K 99 text": ("R0009", lettered(UNDER + b"0 0 0 0.99 k " + SMALL), False),
    "a thin black line": ("R0010", drawing(UNDER + b"0 0 0 1 K 1.9 w 40 40 m 90 40 l S"), True),
    "a black line of 2 pt": ("R0010", drawing(UNDER + b"0 0 0 1 K 2 w 40 40 m 90 40 l S"), False),
    "a thin black bar": ("R0010", drawing(UNDER + b"0 0 0 1 k 40 40 90 0.5 re f"), True),
    "a thin black bar that is turned": ("R0010", drawing(UNDER + ROT + b" 0 0 0 1 k 40 40 90 0.5 re f"), True),
    "a thin black bar of lines": ("R0010", drawing(
        UNDER + b"0 0 0 1 k 40 40 m 90 40 l 90 40.5 l 40 40.5 l h f"), True),
    "a small black curve is no line": ("R0010", drawing(
        UNDER + b"0 0 0 1 k 40 40 m 41 40 41.5 40.5 40 41 c f"), False),
    "a black area": ("R0010", drawing(UNDER + b"0 0 0 1 k 40 40 90 9 re f"), False),
    "a line made thin by the page": ("R0010", drawing(
        UNDER + b"0.1 0 0 0.1 0 0 cm 0 0 0 1 K 9 w 400 400 m 900 400 l S"), True),
    # gray: R0011 to R0013
    "small gray text on a tint": ("R0011", lettered(UNDER + b"0.4 g " + SMALL), True),
    "large gray text": ("R0011", lettered(UNDER + b"0.4 g " + WORD), False),
    "a thin gray bar": ("R0012", drawing(UNDER + b"0 g 40 40 90 1 re f"), True),
    "a gray area": ("R0012", drawing(UNDER + b"0 g 40 40 90 9 re f"), False),
    "a stencil in overprinting gray": ("R0013", drawing(
        UNDER + b"0 g /X gs 9 0 0 9 60 60 cm /I Do", both(image(8, 8, 1, **{"/ImageMask": True}), state(**OVER))),
        True),
    "an inline stencil in overprinting gray": ("R0013", drawing(
        UNDER + b"0 g /X gs 9 0 0 9 60 60 cm BI /W 8 /H 8 /IM true ID 12345678 EI", state(**OVER)), True),
    "gray that knocks out": ("R0013", drawing(UNDER + b"0 g 40 40 40 40 re f"), False),
    # ink and size of type and lines: R0015 to R0019
    "rich black at the limit": ("R0015", lettered(b"0.4 0.4 0.4 1 k " + WORD), False),
    "rich black over the limit": ("R0015", lettered(b"0.41 0.4 0.4 1 k " + WORD), True),
    "much ink with K 84": ("R0015", lettered(b"0.8 0.8 0.8 0.84 k " + WORD), False),
    "rich black of several named inks": ("R0015", lambda pdf, page: (
        lettered(b"/S cs 0.9 0.9 0.9 scn " + WORD)(pdf, page),
        drawing(b"", spaces(S=device_n("Cyan", "Magenta", "Black")))(pdf, page)), True),
    "white text of 9.9 pt": ("R0016", lettered(UNDER + b"0 0 0 0 k BT /F 9.9 Tf 40 200 Td <0022> Tj ET"), True),
    "white text of 10 pt": ("R0016", lettered(UNDER + b"0 0 0 0 k BT /F 10 Tf 40 200 Td <0022> Tj ET"), False),
    "small white text on nothing": ("R0016", lettered(b"0 0 0 0 k " + SMALL), False),
    "two-ink text of 10 pt": ("R0017", lettered(b"0 1 1 0 k BT /F 10 Tf 40 200 Td <0022> Tj ET"), False),
    "two-ink text of 9 pt": ("R0017", lettered(b"0 0.01 1 0 k " + SMALL), True),
    "one-ink text of 9 pt": ("R0017", lettered(b"0 1 0 0 k " + SMALL), False),
    "one ink of several named": ("R0017", lambda pdf, page: (
        lettered(b"/S cs 1 0 scn " + SMALL)(pdf, page),
        drawing(b"", spaces(S=device_n("Cyan", "None")))(pdf, page)), False),
    "two named inks": ("R0017", lambda pdf, page: (
        lettered(b"/S cs 1 0.5 scn " + SMALL)(pdf, page),
        drawing(b"", spaces(S=device_n("Cyan", "Black")))(pdf, page)), True),
    "a white line of 0.24 pt": ("R0018", drawing(UNDER + b"0 0 0 0 K 0.24 w 40 40 m 90 40 l S"), True),
    "a white line of 0.25 pt": ("R0018", drawing(UNDER + b"0 0 0 0 K 0.25 w 40 40 m 90 40 l S"), False),
    "a white bar of 0.2 pt": ("R0018", drawing(UNDER + b"0 0 0 0 k 40 40 0.2 90 re f"), True),
    "a two-ink bar of 0.2 pt": ("R0019", drawing(b"0 1 1 0 k 40 40 0.2 90 re f"), True),
    "a two-ink bar of 0.3 pt": ("R0019", drawing(b"0 1 1 0 k 40 40 0.3 90 re f"), False),
    "a hairline bar": ("P18", drawing(b"0 0 0 1 k 40 40 0.05 90 re f"), True),
    # spaces: R0020, R0024, R0027
    "a spot colour that is chosen and not used": ("R0020", drawing(b"/S cs 1 scn", spaces(S=separation("Gold"))), False),
    "a spot colour in a stencil": ("R0020", drawing(
        b"/S cs 1 scn 9 0 0 9 60 60 cm /I Do",
        both(image(8, 8, 1, **{"/ImageMask": True}), spaces(S=separation("Gold")))), True),
    "a spot colour under an index": ("R0020", drawing(
        b"/S cs 1 sc 40 40 9 9 re f",
        spaces(S=lambda pdf: Array([Name.Indexed, separation("Gold")(pdf), 1, String(b"\0\xff")]))), True),
    "a spot colour of a gradient": ("R0020", drawing(b"40 40 9 9 re W n /G sh", lambda pdf: {"/Shading": {
        "/G": Dictionary(ShadingType=2, ColorSpace=separation("Gold")(pdf), Coords=[0, 0, 9, 9],
                         Function=ramp([0], [1]))}}), True),
    "process inks by name": ("R0020", drawing(b"/S cs 1 0 scn 40 40 9 9 re f", spaces(
        S=device_n("Cyan", "Black"))), False),
    "All on the page": ("R0024", drawing(b"/S cs 1 scn 40 40 9 9 re f", spaces(S=separation("All"))), True),
    "RGB chosen and not used": ("R0027", drawing(b"1 0 0 rg 0 0 0 1 k 40 40 9 9 re f"), False),
    "RGB line": ("R0027", drawing(b"1 0 0 RG 40 40 m 90 40 l S"), True),
    "RGB in an inline image": ("R0027", drawing(
        b"9 0 0 9 60 60 cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI"), True),
    "gray in an inline image": ("R0027", drawing(b"9 0 0 9 60 60 cm BI /W 1 /H 1 /BPC 8 /CS /G ID a EI"), False),
    "RGB under an index": ("R0027", drawing(b"/S cs 1 sc 40 40 9 9 re f", spaces(
        S=lambda pdf: Array([Name.Indexed, Name.DeviceRGB, 1, String(bytes(6))]))), True),
    "RGB under a tile": ("R0027", drawing(
        b"/U cs 1 0 0 /P scn 40 40 80 80 re f",
        both(within(b"4 4 9 9 re f", None, "bare tile"),
             spaces(U=lambda pdf: Array([Name.Pattern, Name.DeviceRGB])))), True),
    "RGB in a tile": ("R0027", drawing(b"/Pattern cs /P scn 40 40 80 80 re f", within(
        b"1 0 0 rg 4 4 9 9 re f", None, "tile")), True),
    "RGB in a Type 3 glyph": ("R0027", drawing(b"BT /T 9 Tf 40 60 Td (a) Tj ET", type3(
        b"1000 0 d0 1 0 0 rg 0 0 900 900 re f")), True),
    "RGB in a gradient": ("R0027", drawing(b"40 40 9 9 re W n /G sh", lambda pdf: {"/Shading": {"/G": Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 9, 9], Function=ramp([0] * 3, [1] * 3))}}), True),
    "a profile's space stands in": ("R0027", drawing(b"/S cs 1 scn 40 40 9 9 re f", spaces(
        S=separation("Black", icc(4)))), True),
    "Lab stands in": ("R0027", drawing(b"/S cs 1 scn 40 40 9 9 re f", spaces(
        S=separation("Black", lambda pdf: Array([Name.Lab, Dictionary()]), 3))), False),
    "Lab is meant": ("R0027", drawing(b"/S cs 50 0 0 sc 40 40 9 9 re f", spaces(
        S=lambda pdf: Array([Name.Lab, Dictionary()]))), True),
    "a profile stands for DeviceCMYK": ("R0027", drawing(b"0 0 0 1 k 40 40 9 9 re f", spaces(
        DefaultCMYK=icc(4))), True),
    "RGB on a layer that is off": ("R0027", layer(False, b"1 0 0 rg 40 40 9 9 re f"), False),
    "RGB on layers of which any is off": ("R0027", layer(True, b"1 0 0 rg 40 40 9 9 re f", Name.AnyOff), False),
    "RGB in a luminosity mask": ("R0027", drawing(b"/X gs 40 40 9 9 re f", mask(Name.Luminosity, Name.DeviceGray)),
                                 False),
    "a JPEG 2000 image in sRGB": ("R0027", drawing(b"9 0 0 9 60 60 cm /I Do", jpx(16)), True),
    "a JPEG 2000 image in CMYK": ("R0027", drawing(b"9 0 0 9 60 60 cm /I Do", jpx(12)), False),
    # groups: R0030
    "a mask in gray": ("R0030", drawing(b"/X gs 40 40 9 9 re f", mask(Name.Luminosity, Name.DeviceGray)), False),
    "a mask in RGB": ("R0030", drawing(b"/X gs 40 40 9 9 re f", mask(Name.Luminosity, Name.DeviceRGB)), True),
    "an alpha mask in gray": ("R0030", drawing(b"/X gs 40 40 9 9 re f", mask(Name.Alpha, Name.DeviceGray)), True),
    "a group without a space": ("R0030", keys("page", Group=Dictionary(S=Name.Transparency)), False),
    "a group in gray": ("R0030", keys("page", Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray)), True),
    # pixels: R0031 to R0033
    "a photo of 150 ppi": ("R0031", placed(image(150, 150), 72), False),
    "a photo of 149.5 ppi": ("R0031", placed(image(299, 299), 144), False),
    "a photo of 149 ppi": ("R0031", placed(image(149, 149), 72), True),
    "a turned photo of 150 ppi": ("R0031", placed(image(150, 150), 72, ROT), False),
    "a turned photo of 140 ppi": ("R0031", placed(image(140, 140), 72, ROT), True),
    "a photo that is fine one way only": ("R0031", placed(image(300, 100), 72), True),
    "16 by 16 pixels": ("R0031", placed(image(16, 16), 72), False),
    "17 by 2 pixels": ("R0031", placed(image(17, 2), 72), True),
    "a coarse soft mask": ("R0031", placed(lambda pdf: image(150, 150, **{"/SMask": image(20, 20)(pdf)[
        "/XObject"]["/I"]})(pdf), 72), False),
    "a coarse photo in a form": ("R0031", drawing(b"/P Do", within(
        b"90 0 0 90 60 60 cm /I Do", image(50, 50))), True),
    "a coarse photo in a tile": ("R0031", drawing(b"/Pattern cs /P scn 40 40 80 80 re f", within(
        b"30 0 0 30 2 2 cm /I Do", image(20, 20), "tile")), True),
    "a coarse photo in the slug": ("R0031", (box("MediaBox", 0, 0, 500, 400), drawing(
        b"90 0 0 90 390 60 cm /I Do", image(50, 50))), False),
    "a coarse inline image": ("R0031", drawing(
        b"90 0 0 90 60 60 cm BI /W 20 /H 20 /BPC 8 /CS /G ID " + bytes(range(65, 85)) * 20 + b" EI"), True),
    "800 ppi of black and white": ("R0032", placed(image(800, 800, 1), 72), False),
    "799 ppi of black and white": ("R0032", placed(image(799, 799, 1), 72), True),
    "a coarse stencil": ("R0032", placed(image(400, 400, 1, **{"/ImageMask": True}), 72), True),
    "fax pixels that do not say their bits": ("R0032", placed(lambda pdf: {"/XObject": {"/I": Stream(
        pdf, b"\0", Type=Name.XObject, Subtype=Name.Image, Width=400, Height=400, Filter=Name.CCITTFaxDecode,
        ColorSpace=Name.DeviceGray)}}, 72), True),
    "two colours by index": ("R0032", placed(image(400, 400, 1, **{"/ColorSpace": Array(
        [Name.Indexed, Name.DeviceCMYK, 1, String(bytes(8))])}), 72), True),
    # boxes and the like: R0002 to R0004, R0014, R0034
    "a user unit of one": ("R0002", keys("page", UserUnit=1), True),
    "a CropBox that is the MediaBox": ("R0003", box("CropBox", 0, 0, 300, 400), False),
    "a CropBox inside": ("R0003", box("CropBox", 0, 0, 300, 399), True),
    "turned by nothing": ("R0004", keys("page", Rotate=0), False),
    "turned upside down": ("R0004", keys("page", Rotate=180), True),
    "a layer in one configuration": ("R0034", layer(True, b"40 40 9 9 re f"), False),
    "Courier New": ("R0014", lambda pdf, page: _named(page, "Courier-New"), False),
    "Courier": ("R0014", lambda pdf, page: _named(page, "Courier"), True),
    # what only has to be there: P09, P10
    "a place to open at": ("P09", keys("root", OpenAction=lambda pdf: Array([pdf.pages[0].obj, Name.Fit])), False),
    "a link outside the sheet's trim": ("P09", (box("MediaBox", 0, 0, 400, 400), keys("page", Annots=Array([
        Dictionary(Subtype=Name.Link, Rect=[310, 10, 390, 20])]))), False),
    "a link that reaches in": ("P09", (box("MediaBox", 0, 0, 400, 400), keys("page", Annots=Array([
        Dictionary(Subtype=Name.Link, Rect=[299, 10, 390, 20])]))), True),
    "a font that sets unseen text only": ("P10", drawing(b"BT 3 Tr /H 9 Tf 40 40 Td (a) Tj ET", lambda pdf: {"/Font": {
        "/H": Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)}}), False),
    "a font that is not embedded": ("P10", drawing(b"BT /H 9 Tf 40 40 Td (a) Tj ET", lambda pdf: {"/Font": {
        "/H": Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)}}), True),
}


def _named(page, name):
    for font in page.Resources.Font.values():
        font.BaseFont = Name(f"/ABCDEF+{name}")


def spoilt(good, change):
    changes = change if isinstance(change, tuple) else (change,)
    return changed(good, lambda pdf, page: [part(pdf, page) for part in changes])


@pytest.mark.parametrize("name", CASES)
def test_a_rule_speaks_where_it_is_broken_and_only_there(good, newsprint, name):
    rule, change, broken = CASES[name]
    report = judge(spoilt(good, change), newsprint, separations=False, renderers=False)
    found = [f"{f.code} {f.text()}" for f in report.findings]
    assert any(each.startswith(f"{rule} ") for each in found) is broken, found
    assert not any(f.code in ("P01", "P23") for f in report.findings), found


def tint(percent, side=15.0, at=(20.0, 20.0)):
    """Return a change that draws a square of mm with so much ink on the bare page."""
    parts = [max(0.0, min(1.0, percent / 100 - i)) for i in range(4)]
    points = [value * 72 / 25.4 for value in (*at, side, side)]
    content = "{} {} {} {} k {} {} {} {} re f".format(*(f"{v:.4f}" for v in (*parts, *points)))
    return lambda pdf, page: setattr(page, "Contents", pdf.make_stream(content.encode()))


@pytest.mark.parametrize("percent, side, at, codes", [
    (245, 15, (20, 20), {"P24"}), (250, 15, (20, 20), {"R0026"}), (250, 15, (20.06, 33.33), {"R0026"}),
    (240, 30, (20, 20), set()), (242, 30, (20, 20), {"P24"}), (400, 11, (20, 20), {"P16"}),
    (300, 13.4, (20, 20), {"P16"}), (300, 13.8, (20, 20), {"P16", "R0026"})])
def test_ink_is_the_mean_over_a_square_of_15_mm(good, newsprint, percent, side, at, codes):
    if not (tool("mutool") or tool("gs")):
        pytest.skip("neither MuPDF nor Ghostscript is installed")
    report = judge(spoilt(good, tint(percent, side, at)), newsprint, renderers=False)
    assert {f.code for f in report.findings} & {"R0026", "P24", "P16"} == codes, report.measures


def test_a_page_of_one_photo(newsprint):
    """R0033 takes the place of R0031 there, and OCR text that is not seen does not change that."""
    def codes(side, content=b"q 300 0 0 400 0 0 cm /I Do Q"):
        data = document(content, lambda pdf: {"/XObject": Dictionary(image(side * 3, side * 4)(pdf)["/XObject"])})
        return {(f.code, f.level) for f in judge(data, newsprint, separations=False, renderers=False).findings
                if f.code in ("R0031", "R0033")}

    assert codes(24) == codes(137) == {("R0033", Level.ERROR)}
    assert codes(138) == codes(623) == {("R0033", Level.WARNING)} and codes(624) == set()
    assert codes(24, b"q 300 0 0 400 0 0 cm /I Do Q 0 0 0 1 k 9 9 40 9 re f") == {("R0031", Level.ERROR)}


def test_an_empty_page_is_one_without_ink(good, newsprint):
    if not (tool("mutool") or tool("gs")):
        pytest.skip("neither MuPDF nor Ghostscript is installed")
    for content, empty in ((b"", True), (b"0 0 0 0 k 0 0 300 400 re f", True), (b"0 0 0 0.004 k 0 0 300 400 re f", False),
                           (b"3 Tr BT ET", True)):
        report = judge(spoilt(good, keys("page", Contents=lambda pdf, c=content: pdf.make_stream(c))), newsprint,
                       renderers=False)
        assert ("R0005" in {f.code for f in report.findings}) is empty, content


def test_pages_of_several_sizes_and_none(good, newsprint):
    def second(pdf, page):
        fresh = pdf.add_blank_page(page_size=(300, 401))
        fresh.obj.TrimBox = Array([0, 0, 300, 400.5])

    def none(pdf, page):
        del pdf.pages[0]

    codes = {f.code for f in judge(spoilt(good, second), newsprint, separations=False, renderers=False).findings}
    assert "R0004" not in codes
    assert {f.code for f in judge(spoilt(good, none), newsprint, renderers=False).errors} >= {"P01"}


HOSTILE = {
    "a page without anything": lambda pdf, page: [page.__delitem__(key) for key in list(page.keys()) if key not in (
        "/Type", "/Parent")],
    "boxes of words": keys("page", TrimBox=Array([Name.a, Name.b, 0, 0]), MediaBox=Array([Name.a])),
    "a user unit of words": keys("page", UserUnit=Name.Large),
    "annotations that are none": keys("page", Annots=Array([Array([]), 3])),
    "contents that are none": keys("page", Contents=Dictionary()),
    "resources that are none": keys("page", Resources=Array([])),
    "an intent without anything": keys("root", OutputIntents=Array([Dictionary(S=Name.GTS_PDFX), 3])),
    "metadata of entities": keys("root", Metadata=lambda pdf: pdf.make_stream(
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')),
    "layers that are none": keys("root", OCProperties=Array([])),
    "a font of nothing": drawing(b"BT /Z 9 Tf 40 40 Td (a) Tj ET", lambda pdf: {"/Font": {"/Z": Dictionary()}}),
    "a space of nothing": drawing(b"/S cs 1 sc 40 40 9 9 re f", spaces(S=lambda pdf: Array([]))),
    "a space that is its own base": drawing(b"/S cs 1 sc 40 40 9 9 re f", spaces(S=lambda pdf: Name.S)),
    "an index beyond its table": drawing(b"/S cs 9 sc 40 40 9 9 re f", spaces(
        S=lambda pdf: Array([Name.Indexed, Name.DeviceRGB, 1, String(b"")]))),
    "an image of no size": drawing(b"/I Do", image(0, 0)),
    "an image flattened to nothing": drawing(b"0 0 0 0 0 0 cm /I Do", image(20, 20)),
    "an image without a height": drawing(b"/I Do", lambda pdf: {"/XObject": {"/I": Stream(
        pdf, b"", Subtype=Name.Image, Width=9)}}),
    "a gradient of nothing": drawing(b"/G sh", lambda pdf: {"/Shading": {"/G": Dictionary()}}),
    "a mask of nothing": drawing(b"/X gs", state(SMask=Dictionary(S=Name.Luminosity))),
    "restored too often": drawing(b"Q Q Q Q Q 0 0 0 1 k"),
    "numbers too large": drawing(b"1e38 w 1e38 0 0 1e38 0 0 cm 0 0 9e9 9e9 re f"),
    "operands that lack": drawing(b"re f cm Td Tj gs Do /X"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_broken_file_is_judged_and_said_to_be_broken(good, newsprint, name):
    report = judge(spoilt(good, HOSTILE[name]), newsprint, separations=False, renderers=False)
    assert name in ("an image flattened to nothing", "numbers too large", "a user unit of words",
                    "layers that are none", "an image of no size", "resources that are none") or report.errors
    assert all(f.text("en") and f.text("zh") and f.place("zh") is not None for f in report.findings)


def test_a_password_is_told_as_such(good, newsprint):
    data = changed(good, lambda pdf, page: None, encryption=pikepdf.Encryption(owner="a", user="b", R=6),
                   deterministic_id=False)
    found = judge(data, newsprint, separations=False, renderers=False).errors
    assert [f.code for f in found] == ["P02"] and "password" in found[0].text()


def test_a_page_of_200_inches_does_not_fill_the_memory(newsprint):
    if not tool("mutool"):
        pytest.skip("MuPDF is not installed")
    data = document(b"0 0 0 0.5 k 0 0 14400 14400 re f", size=(14400, 14400))
    report = judge(data, newsprint, renderers=False)
    assert "R0005" not in {f.code for f in report.findings} and report.measures["ink, page 1, 15 mm"] == pytest.approx(
        50, abs=1)


PIECES = st.sampled_from([
    b"q", b"Q", b"BT", b"ET", b"1 0 0 rg", b"0 0 0 1 k", b"/X gs", b"/P Do", b"/I Do", b"/S cs", b"0.5 scn",
    b"/P scn", b"9 0 0 9 40 40 cm", b"0 0 m 9 9 l S", b"4 4 9 9 re f", b"W n", b"/OC /L BDC", b"EMC", b"/F1 9 Tf",
    b"(ab) Tj", b"[(a) 9 (b)] TJ", b"3 Tr", b"0 w", b"/G sh", b"\xff\x00", b"<<", b"]", b"BI /W 1 /H 1 ID a EI"])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=30), st.integers(0, 400))
def test_any_content_is_judged(newsprint, pieces, cut):
    """Whatever stands in a content stream, whole or cut off, the judge says something and does not fall over."""
    content = b" ".join(pieces)[:cut]
    resources = both(within(b"4 4 9 9 re f"), state(**OVER), image(4, 4), spaces(S=separation("Gold")), type3(b""))
    data = document(content, lambda pdf: {kind: Dictionary(table) for kind, table in resources(pdf).items()})
    report = judge(data, newsprint, separations=False, renderers=False)
    assert report.pages == 1 and "P23" not in {f.code for f in report.findings}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 10**6), st.binary(min_size=1, max_size=6)), min_size=1, max_size=8))
def test_damage_anywhere_is_survived(good, newsprint, damage):
    data = bytearray(good)
    for at, piece in damage:
        at = 8 + at % (len(data) - 20)
        data[at:at + len(piece)] = piece
    judge(bytes(data), newsprint, separations=False, renderers=False)


def test_object_streams_and_long_content(newsprint):
    """A page of many thousand marks in compressed objects is judged in one go, and linearly."""
    lines = b"\n".join(b"0 0 0 1 K 1 w %d %d m %d %d l S" % (i % 300, i % 400, i % 300 + 5, i % 400) for i in range(8000))
    data = document(b"0 0 0 0.1 k 0 0 300 400 re f " + lines)
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.pages[0].obj.Contents = Stream(pdf, zlib.compress(lines), Filter=Name.FlateDecode)
        out = BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    found = {f.code for f in judge(out.getvalue(), newsprint, separations=False, renderers=False).findings}
    assert "R0010" in found and "P01" not in found
