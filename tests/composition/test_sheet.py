"""Sheets: the grid gives the published type areas, wrong sheets are told."""

import pytest

from paiyin.composition.sheet import load
from paiyin.exceptions import InputError, UsageError
from paiyin.resources import names
from paiyin.units import pt_to_mm


def test_the_tabloid_has_the_published_type_area():
    """71 characters of 9 pt are 225.4 mm, 86 lines 348 mm (四开)."""
    sheet = load("tabloid")
    assert pt_to_mm(sheet.area_width) == pytest.approx(225.4, abs=0.1)
    assert pt_to_mm(sheet.area_height) == pytest.approx(348.0, abs=0.1)
    assert [round(sheet.span_width(n), 1) for n in range(1, 6)] == [117.0, 247.5, 378.0, 508.5, 639.0]


def test_the_broadsheets_have_the_published_type_area():
    """111 characters of 9 pt are 352.4 mm, 120 lines about 490 mm (对开), in five columns as in eight."""
    for name in ("broadsheet", "broadsheet8"):
        sheet = load(name)
        assert pt_to_mm(sheet.area_width) == pytest.approx(352.4, abs=0.1)
        assert pt_to_mm(sheet.area_height) == pytest.approx(490, abs=0.3)


def test_every_sheet_lies_on_its_page():
    for name in names("layout/sheets", ".toml"):
        sheet = load(name)
        assert sheet.left + sheet.area_width < sheet.width
        assert sheet.top + sheet.area_height < sheet.height


def test_an_unknown_sheet_is_wrong_usage():
    with pytest.raises(UsageError) as told:
        load("octavo")
    assert "tabloid" in told.value.diagnostics[0].hint()


def test_a_sheet_that_leaves_the_page_is_told(tmp_path):
    made = tmp_path / "layout" / "sheets"
    made.mkdir(parents=True)
    source = load.__globals__["resources"].find("layout/sheets/tabloid.toml").read_text(encoding="utf-8")
    (made / "wide.toml").write_text(source.replace("columns = 5", "columns = 9", 1), encoding="utf-8")
    with pytest.raises(InputError) as told:
        load("wide", tmp_path)
    assert "does not fit the page" in told.value.diagnostics[0].text()
