"""Files that break a rule of GWG 2022, in each way that a PDF has, and files that only look as if they did.

Each has a name, the rule, what is done to the good file, and whether the rule is broken.
"""

from pikepdf import Array, Dictionary, Name, Stream, String

from tests.press.bad import UNDER, box, drawing, image, keys, lettered, state
from tests.press.pieces import (
    OVER,
    ROT,
    SMALL,
    WORD,
    both,
    device_n,
    icc,
    jpx,
    layer,
    mask,
    named,
    placed,
    ramp,
    separation,
    spaces,
    type3,
    within,
)

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
    "a spot colour that is chosen and not used": ("R0020", drawing(b"/S cs 1 scn", spaces(
        S=separation("Gold"))), False),
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
    "Courier New": ("R0014", lambda pdf, page: named(page, "Courier-New"), False),
    "Courier": ("R0014", lambda pdf, page: named(page, "Courier"), True),
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
