"""Pieces that the files of these tests are spoilt with: spaces, tiles, glyphs, layers, masks, images."""

from pikepdf import Array, Dictionary, Name, Stream, String

from tests.press.bad import drawing, image
from tests.press.conftest import changed, form

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


def named(page, name):
    for font in page.Resources.Font.values():
        font.BaseFont = Name(f"/ABCDEF+{name}")


def spoilt(good, change):
    changes = change if isinstance(change, tuple) else (change,)
    return changed(good, lambda pdf, page: [part(pdf, page) for part in changes])
