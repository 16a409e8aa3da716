"""The press pass on pages made by hand."""

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String

from paiyin.press import Meta, conditions, make
from tests.press.conftest import PAGE, changed, content, document, form, image, inks

RED = (0.0, 1.0, 0.9, 0.2)


def test_theme_colours_take_their_exact_inks(press):
    assert inks(press(document(b"0.752941 0.078431 0.109804 rg 0 0 9 9 re f"))) == [RED]


@pytest.mark.parametrize("light", [0, 1, 90, 200, 255])
def test_what_is_as_red_as_green_as_blue_goes_to_the_black_plate(press, light):
    part = light / 255
    (found,) = inks(press(document(b"%f %f %f rg 0 0 90 90 re f" % (part, part, part))))
    assert found[:3] == (0, 0, 0) and found[3] == pytest.approx(1 - part, abs=1e-3)


def test_other_colours_go_through_the_profile_within_its_ink_limit(press, newsprint):
    corners = [(r, g, b) for r in (0, 0.5, 1) for g in (0, 0.5, 1) for b in (0, 0.5, 1) if not r == g == b]
    found = inks(press(document(b"\n".join(b"%f %f %f rg 0 0 90 90 re f" % c for c in corners))))
    assert len(found) == len(corners)
    assert all(sum(ink) * 100 <= newsprint.ink.target + 1 for ink in found)
    assert len(set(found)) > 20


def test_strokes_inks_and_lab_come_along(press):
    data = document(
        b"0.1 0.2 0.3 0.4 K 0.5 G 0 0 m 9 9 l S /L cs 50 40 20 sc 0 0 50 50 re f",
        lambda pdf: {
            "/ColorSpace": Dictionary(
                L=Array([Name.Lab, Dictionary(WhitePoint=[0.9642, 1, 0.8249], Range=[-125, 125] * 2)])
            )
        },
    )
    made = press(data)
    assert inks(made, operator="K")[-2:] == [(0.1, 0.2, 0.3, 0.4), (0, 0, 0, 0.5)]
    cyan, magenta, *_ = inks(made)[-1]
    assert magenta > cyan and magenta > 0.4
    assert "/ColorSpace" not in made.pages[0].Resources


def states(made) -> list[tuple[str, tuple[bool, bool, int]]]:
    """Return, for each thing painted, its operator with the overprint (fill, stroke, mode) in force."""
    table = made.pages[0].Resources.get("/ExtGState", {})
    now, stack, found = (False, False, 0), [], []
    for name, operands in content(made):
        if name == "q":
            stack.append(now)
        elif name == "Q":
            now = stack.pop()
        elif name == "gs" and "/op" in table[str(operands[0])]:
            state = table[str(operands[0])]
            now = bool(state.get("/op")), bool(state.OP), int(state.OPM)
        elif name in ("S", "f", "B", "TJ"):
            found.append((name, now))
    return found


def test_thin_black_lines_and_bars_print_over_and_nothing_else(press):
    made = press(document(b"0.4 w 0 0 m 90 0 l S  3 w 0 9 m 90 9 l S  0 20 90 0.5 re f  0 30 90 40 re f "
                          b"1 0 0 rg 0 80 90 0.5 re f  1 g 0 G 0.4 w 0 90 90 40 re B"))
    assert states(made) == [("S", (False, True, 1)), ("S", (False, False, 1)), ("f", (True, False, 1)),
                            ("f", (False, False, 1)), ("f", (False, False, 1)), ("B", (False, True, 1))]


def test_black_text_prints_over_and_coloured_text_does_not(press, screen):
    seen = {}
    made = press(screen)
    table, now, ink = made.pages[0].Resources.ExtGState, False, None
    stack = []
    for name, operands in content(made):
        if name == "q":
            stack.append((now, ink))
        elif name == "Q":
            now, ink = stack.pop()
        elif name == "gs" and "/op" in table[str(operands[0])]:
            now = bool(table[str(operands[0])].get("/op"))
        elif name == "k":
            ink = tuple(float(part) for part in operands)
        elif name == "TJ":
            seen.setdefault(ink, set()).add(now)
    assert seen == {(0, 0, 0, 1): {True}, RED: {False}}


def test_overprint_of_the_source_does_not_count(press):
    data = document(b"/X gs 1 0 0 rg 0 0 90 90 re f", lambda pdf: {
        "/ExtGState": Dictionary(X=Dictionary(OP=True, op=True, OPM=1, LW=3))})
    made = press(data)
    assert dict(made.pages[0].Resources.ExtGState["/X"].items()).keys() == {"/LW"}


def axial(function, space=Name.DeviceRGB):
    return Dictionary(ShadingType=2, ColorSpace=space, Coords=[0, 0, 100, 0], Function=function, Extend=[True, True])


def ramp(start, end, **more):
    return Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=start, C1=end, **more)


def shading_of(made):
    return made.pages[0].Resources.Pattern["/P"].Shading


def gradient(function, space=Name.DeviceRGB) -> bytes:
    return document(b"/Pattern cs /P scn 0 0 100 100 re f", lambda pdf: {
        "/Pattern": Dictionary(P=Dictionary(PatternType=2, Shading=axial(function(pdf), space)))})


def test_gradients_get_four_components(press):
    found = shading_of(press(gradient(lambda pdf: ramp([1, 0, 0], [1, 1, 1]))))
    assert found.ColorSpace == Name.DeviceCMYK
    assert len(found.Function.C0) == 4 and [float(v) for v in found.Function.C1] == [0, 0, 0, 0]


def test_stitched_gradients_keep_their_stops(press):
    made = press(gradient(lambda pdf: Dictionary(FunctionType=3, Domain=[0, 1], Bounds=[0.4], Encode=[0, 1, 0, 1],
                                                 Functions=[ramp([0, 0, 0], [0.752941, 0.078431, 0.109804]),
                                                            ramp([0.752941, 0.078431, 0.109804], [1, 1, 1])])))
    first, second = shading_of(made).Function.Functions
    assert [float(v) for v in first.C0] == [0, 0, 0, 1]
    assert tuple(float(v) for v in first.C1) == tuple(float(v) for v in second.C0) == RED


def test_sampled_and_curved_gradients_are_sampled_anew(press):
    table = bytes([255, 0, 0, 0, 0, 255])
    made = press(gradient(lambda pdf: Stream(pdf, table, FunctionType=0, Domain=[0, 1], Range=[0, 1] * 3, Size=[2],
                                             BitsPerSample=8)))
    found = shading_of(made).Function
    assert (int(found.FunctionType), len(found.Range), len(found.read_bytes())) == (0, 8, 257 * 4)
    parts = [Dictionary(FunctionType=2, Domain=[0, 1], N=2, C0=[0], C1=[1]) for _ in range(3)]
    assert len(shading_of(press(gradient(lambda pdf: Array(parts)))).Function.read_bytes()) == 257 * 4


@pytest.mark.parametrize("function, what", [
    (lambda pdf: Stream(pdf, b"{dup dup}", FunctionType=4, Domain=[0, 1], Range=[0, 1] * 3), "PostScript"),
    (lambda pdf: ramp([0, 0], [1, 1]), "values"),
])
def test_gradients_that_cannot_be_converted_are_refused(refused, function, what):
    code, text = refused(gradient(function))
    assert code == "K101" and (what in text or "gradient" in text or "function" in text)


def test_tiles_are_converted_and_an_uncoloured_tile_takes_its_colour_from_the_page(press):
    def resources(pdf):
        tile = {"/PatternType": 1, "/TilingType": 1, "/BBox": Array([0, 0, 9, 9]), "/XStep": 9, "/YStep": 9,
                "/Resources": Dictionary()}
        return {"/ColorSpace": Dictionary(U=Array([Name.Pattern, Name.DeviceRGB])), "/Pattern": Dictionary(
            A=Stream(pdf, b"1 0 0 rg 0 0 4 4 re f", Dictionary(tile | {"/PaintType": 1})),
            B=Stream(pdf, b"0 0 4 4 re f", Dictionary(tile | {"/PaintType": 2})))}

    made = press(document(b"/Pattern cs /A scn 0 0 90 90 re f /U cs 0 0 0 /B scn 0 0 90 90 re f", resources))
    tiles = made.pages[0].Resources.Pattern
    assert inks(made, tiles["/A"])[-1][0] < 0.2
    assert [name for name, _ in content(made, tiles["/B"])] == ["re", "f"]
    assert ("scn", 5) in [(name, len(operands)) for name, operands in content(made)]
    assert made.pages[0].Resources.ColorSpace["/PaiyinPattern"] == Array([Name.Pattern, Name.DeviceCMYK])


def masked(pdf, kind=Name.Luminosity):
    group = Stream(pdf, b"1 0 0 rg 0 0 90 90 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 90, 90],
                   Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB), Resources=Dictionary())
    return {"/ExtGState": Dictionary(M=Dictionary(SMask=Dictionary(S=kind, G=group)))}


def test_a_luminosity_mask_stays_light_and_blending_is_in_inks(press):
    made = press(document(b"/M gs 1 0 0 rg 0 0 90 90 re f", masked))
    group = made.pages[0].Resources.ExtGState["/M"].SMask.G
    assert group.Group.CS == Name.DeviceGray and ("g", [pytest.approx(0.3, abs=0.01)]) in [
        (name, [float(v) for v in operands]) for name, operands in content(made, group) if name == "g"]
    assert made.pages[0].Group.CS == Name.DeviceCMYK


def test_groups_that_blend_nothing_are_left_out(press):
    form = lambda pdf: {"/XObject": Dictionary(F=Stream( 
        pdf, b"1 0 0 rg 0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9],
        Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)))}
    made = press(document(b"/F Do", form))
    assert "/Group" not in made.pages[0].Resources.XObject["/F"] and "/Group" not in made.pages[0]


def test_x1a_is_made_where_nothing_is_transparent_and_refused_where_something_is(press, refused, screen):
    made = press(screen, pdfx="x1a")
    assert made.pdf_version == "1.4" and str(made.docinfo["/GTS_PDFXVersion"]) == "PDF/X-1a:2003"
    code, text = refused(document(b"/M gs 0 0 9 9 re f", masked), pdfx="x1a")
    assert code == "K102" and "soft mask" in text
    code, text = refused(document(b"/A gs 0 0 9 9 re f", lambda pdf: {
        "/ExtGState": Dictionary(A=Dictionary(ca=0.5))}), pdfx="x1a")
    assert code == "K102" and "opacity 0.5" in text


def type3(pdf):
    return {"/Font": Dictionary(F=Dictionary(Type=Name.Font, Subtype=Name.Type3))}


REFUSED = {
    "Type 3": (b"BT /F 9 Tf (a) Tj ET", type3),
    "not embedded": (b"BT /F 9 Tf (a) Tj ET", lambda pdf: {"/Font": Dictionary(F=Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))}),
    "spot colour (/Gold)": (b"/S cs 1 scn 0 0 9 9 re f", lambda pdf: {"/ColorSpace": Dictionary(S=Array([
        Name.Separation, Name.Gold, Name.DeviceCMYK, ramp([0] * 4, [0, 0.2, 0.6, 0.1])]))}),
    "unknown operator (zz)": (b"1 zz", None),
    "name without a resource": (b"/Nothing Do", None),
    "layers": (b"/OC /L BDC 0 0 9 9 re f EMC", None),
    "TR2": (b"/X gs", lambda pdf: {"/ExtGState": Dictionary(X=Dictionary(TR2=Dictionary(FunctionType=2)))}),
    "CalRGB": (b"/S cs 1 0 0 sc", lambda pdf: {"/ColorSpace": Dictionary(S=Array([Name.CalRGB, Dictionary()]))}),
    "tensor mesh": (b"/S sh", lambda pdf: {"/Shading": Dictionary(S=Dictionary(
        ShadingType=7, ColorSpace=Name.DeviceRGB))}),
    "nested too deeply": (b"/F Do", lambda pdf: {"/XObject": Dictionary(F=_nest(pdf, 30))}),
    "wrong operands": (b"1 0 rg", None),
    "Q without q": (b"Q Q", None),
    "external object": (b"/F Do", lambda pdf: {"/XObject": Dictionary(F=Stream(pdf, b"", Subtype=Name.PS))}),
    "transparent": (b"/I Do", lambda pdf: {"/XObject": Dictionary(I=image(pdf, Mask=Array([0, 0] * 3)))}),
    "JPXDecode": (b"/I Do", lambda pdf: {"/XObject": Dictionary(I=image(pdf, Filter=Name.JPXDecode))}),
    "Decode": (b"/I Do", lambda pdf: {"/XObject": Dictionary(I=image(pdf, Decode=Array([0, 0.5] * 3)))}),
    "too few samples": (b"/I Do", lambda pdf: {"/XObject": Dictionary(I=image(pdf, Height=99))}),
}


def _nest(pdf, depth):
    inner = form(pdf, b"0 0 9 9 re f")
    for _ in range(depth):
        inner = form(pdf, b"/F Do", Resources=Dictionary(XObject=Dictionary(F=inner)))
    return inner


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_understood_is_refused_by_name(refused, what):
    data, resources = REFUSED[what]
    code, text = refused(document(data, resources))
    assert code == "K101" and what in text


def test_links_tags_layers_and_actions_are_gone(press, screen):
    def spoil(pdf, page):
        page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9])])
        page.StructParents = 0
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
        pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot)
        page.Contents = pdf.make_stream(b"/P <</MCID 0>> BDC\n" + page.Contents.read_bytes() + b"\nEMC")

    made = press(changed(screen, spoil))
    assert set(made.Root.keys()) <= {"/Type", "/Pages", "/Lang", "/OutputIntents", "/Metadata"}
    assert set(made.pages[0].keys()) <= {"/Type", "/Parent", "/MediaBox", "/TrimBox", "/Resources", "/Contents"}
    assert not {"BDC", "EMC"} & {name for name, _ in content(made)}


def test_boxes_start_from_zero_and_patterns_move_along(press):
    def page(pdf):
        return {"/MediaBox": Array([-20, -20, 320, 420]), "/BleedBox": Array([-5, -5, 305, 405])}

    function = lambda pdf: {"/Pattern": Dictionary(P=Dictionary(
        PatternType=2, Shading=axial(ramp([1, 0, 0], [1, 1, 1]))))}
    made = press(document(b"/Pattern cs /P scn 0 0 100 100 re f", function, page)).pages[0]
    assert [float(v) for v in made.MediaBox] == [0, 0, 310, 410]
    assert [float(v) for v in made.TrimBox] == [5, 5, 305, 405] and [float(v) for v in made.BleedBox] == [
        0,
        0,
        310,
        410,
    ]
    assert [float(v) for v in made.Resources.Pattern["/P"].Matrix][4:] == [5, 5]


def test_marks_stand_outside_the_bleed(press, screen):
    made = press(screen, marks=True).pages[0]
    assert float(made.MediaBox[2]) > PAGE[0] + 40 and float(made.TrimBox[2]) - float(made.TrimBox[0]) == PAGE[0]


def test_turned_scaled_and_wrongly_cut_pages_are_refused(refused, screen):
    assert "Rotate" in refused(document(b"", page=lambda pdf: {"/Rotate": 90}))[1]
    assert "UserUnit" in refused(document(b"", page=lambda pdf: {"/UserUnit": 2}))[1]
    assert refused(screen, trim=(300, 500))[0] == "K105"
    assert refused(b"%PDF-1.7 nothing")[0] == "K106"


def test_the_same_input_gives_the_same_bytes(screen, newsprint, colours, monkeypatch):
    from paiyin.diagnostics import Diagnostics

    def made():
        return make(screen, condition=newsprint, theme_colours=colours, diagnostics=Diagnostics())

    first = made()
    assert first == made()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert b"2023-11-14" in made()


def test_a_shops_profile_is_what_the_intent_says(press, tmp_path, screen):
    file = tmp_path / "shop.icc"
    file.write_bytes(conditions.load("coated").profile)
    intent = press(screen, condition=conditions.load("newsprint", icc=file)).Root.OutputIntents[0]
    assert str(intent.OutputConditionIdentifier) == "Custom" and "/RegistryName" not in intent
    assert intent.DestOutputProfile.read_bytes() == file.read_bytes()


def test_metadata_are_sound_whatever_the_title(press, screen):
    """Both records say the same; characters that XML cannot hold do not break it."""
    from xml.etree import ElementTree

    made = press(screen, meta=Meta(title="渡口 <&> \x0b开", author="某甲"))
    root = ElementTree.fromstring(made.Root.Metadata.read_raw_bytes())
    told = "".join(root.itertext())
    assert "渡口 <&>  开" in told and "PDF/X-4" in told and str(made.docinfo["/Title"]) == "渡口 <&>  开"
    assert str(made.docinfo["/Trapped"]) == "/False" and "/Filter" not in made.Root.Metadata


def test_fonts_are_bare(good):
    with pikepdf.open(BytesIO(good)) as pdf:
        inner = [font.DescendantFonts[0] for font in pdf.pages[0].Resources.Font.values()]
        assert inner and all(str(font.FontDescriptor.FontFile3.Subtype) == "/CIDFontType0C" for font in inner)
        assert not any("/CIDToGIDMap" in font for font in inner)
