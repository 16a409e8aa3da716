"""The judge and files that are broken, damaged, locked or without end: said, never fallen over."""

import contextlib
import zlib
from io import BytesIO

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Stream, String

from paiyin.diagnostics import Diagnostics
from paiyin.exceptions import InputError
from paiyin.press import make
from paiyin.press.preflight import judge
from paiyin.press.preflight.separations import tool
from tests.press.bad import drawing, image, keys, state
from tests.press.conftest import changed, document
from tests.press.pieces import OVER, both, rgb, separation, spaces, spoilt, type3, within

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
    places = [(i % 300, i % 400, i % 300 + 5, i % 400) for i in range(8000)]
    lines = b"\n".join(b"0 0 0 1 K 1 w %d %d m %d %d l S" % place for place in places)
    data = document(b"0 0 0 0.1 k 0 0 300 400 re f " + lines)
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.pages[0].obj.Contents = Stream(pdf, zlib.compress(lines), Filter=Name.FlateDecode)
        out = BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    found = {f.code for f in judge(out.getvalue(), newsprint, separations=False, renderers=False).findings}
    assert "R0010" in found and "P01" not in found


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=30), st.integers(0, 400))
def test_any_content_comes_to_the_plates_or_is_refused(newsprint, pieces, cut):
    """The press pass lets nothing through: what it writes has inks alone, and whatever else is an error with a name."""
    content = b" ".join(pieces)[:cut]
    resources = both(within(b"1 0 0 rg 4 4 9 9 re f"), state(**OVER), rgb(4, 4), spaces(S=lambda pdf: Name.DeviceRGB))
    data = document(content, lambda pdf: {kind: Dictionary(table) for kind, table in resources(pdf).items()})
    try:
        made = make(data, condition=newsprint, theme_colours={}, diagnostics=Diagnostics())
    except InputError as error:
        assert error.diagnostics[0].code in ("K101", "K106")
        return
    codes = {f.code for f in judge(made, newsprint, separations=False, renderers=False).errors}
    assert not codes & {"R0027", "R0030", "P14", "P09", "P23", "R0035", "R0001", "P03"}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 10**6), st.binary(min_size=1, max_size=6)), min_size=1, max_size=8))
def test_a_damaged_screen_file_is_made_or_refused(screen, newsprint, damage):
    data = bytearray(screen)
    for at, piece in damage:
        at = 8 + at % (len(data) - 20)
        data[at:at + len(piece)] = piece
    with contextlib.suppress(InputError):
        assert make(bytes(data), condition=newsprint, theme_colours={}, diagnostics=Diagnostics())[:5] == b"%PDF-"
