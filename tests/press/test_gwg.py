"""The rules of GWG 2022 at their edges: what breaks them, and what only looks as if it did."""

import pytest
from pikepdf import Array, Dictionary

from paiyin.diagnostics import Level
from paiyin.press.preflight import judge
from paiyin.press.preflight.separations import tool
from tests.press.bad import image, keys
from tests.press.conftest import document
from tests.press.edges import CASES
from tests.press.pieces import spoilt


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
    for content, empty in ((b"", True), (b"0 0 0 0 k 0 0 300 400 re f", True), (b"3 Tr BT ET", True),
                           (b"0 0 0 0.004 k 0 0 300 400 re f", False)):
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
