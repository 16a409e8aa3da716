"""Sheets: the grid gives the published type areas, wrong sheets are told."""

import pytest

from paiyin.composition import typography
from paiyin.composition.compose import Drawn, Material, compose
from paiyin.composition.furniture import Issue
from paiyin.composition.sheet import load
from paiyin.diagnostics import Diagnostics
from paiyin.exceptions import InputError, UsageError
from paiyin.resources import names
from paiyin.units import pt_to_mm
from tests.composition.conftest import article, figure, paragraph, section
from tests.composition.laws import body_of, check, letters, printed


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


def written(folder, **changes):
    """Write a sheet of an edition's own from the tabloid's file with some lines changed; return the edition."""
    made = folder / "layout" / "sheets"
    made.mkdir(parents=True, exist_ok=True)
    source = load.__globals__["resources"].find("layout/sheets/tabloid.toml").read_text(encoding="utf-8")
    for old, new in changes.values():
        assert old in source
        source = source.replace(old, new, 1)
    (made / "own.toml").write_text(source, encoding="utf-8")
    return folder


def told(folder, **changes):
    with pytest.raises(InputError) as error:
        load("own", written(folder, **changes))
    (found,) = error.value.diagnostics
    return found


@pytest.mark.parametrize(
    ("name", "characters", "columns", "measure", "gutter", "lines"),
    [
        ("tabloid", 71, 5, 13, 1.5, 86),
        ("broadsheet", 111, 5, 21, 1.5, 120),
        ("broadsheet8", 111, 8, 13, 1.0, 120),
        ("a3", 85.5, 6, 13, 1.5, 95),
        ("a4", 45, 3, 14, 1.5, 50),
        ("a4-2", 43.5, 2, 21, 1.5, 50),
    ],
)
def test_grids_of_the_house(name, characters, columns, measure, gutter, lines):
    """The published grids of 四开 and 对开, and those made in their manner for A3 and A4; margins suit the press."""
    diagnostics = Diagnostics()
    sheet = load(name, None, diagnostics)
    assert (sheet.columns, sheet.measure, sheet.gutter, sheet.lines) == (columns, measure, gutter, lines)
    assert sheet.area_width == pytest.approx(characters * sheet.body)
    assert not list(diagnostics)


@pytest.mark.parametrize(
    ("area", "found", "near"),
    [
        ("width = 230.0", "5 columns of 13.29 em", "area.width = 225.4 (columns of 13 em)"),
        ("height = 350.0", "86.49 lines", "area.height = 348.0 (86 lines)"),
    ],
)
def test_a_type_area_in_millimetres_is_whole_or_told_with_the_nearest(tmp_path, area, found, near):
    diagnostic = told(tmp_path, area=("[grid]", f"[area]\n{area}\n\n[grid]"))
    assert diagnostic.code == "P003"
    assert found in diagnostic.text() and near in diagnostic.hint()
    assert "毫米" in diagnostic.text("zh") and "area." in diagnostic.hint("zh")


def test_millimetres_may_stand_in_place_of_characters_and_lines(tmp_path):
    made = written(
        tmp_path,
        area=("[grid]", "[area]\nwidth = 225.4\nheight = 348.0\n\n[grid]"),
        measure=("measure = 13            # em, characters a line\n", ""),
        lines=("lines = 86\n", ""),
    )
    sheet = load("own", made)
    assert (sheet.measure, sheet.lines) == (13, 86)


def test_a_grid_that_leaves_the_page_is_told_with_grids_that_do_not(tmp_path):
    diagnostic = told(tmp_path, columns=("columns = 5", "columns = 6"), lines=("lines = 86", "lines = 100"))
    assert diagnostic.code == "P004"
    assert diagnostic.hint().endswith("grid.measure = 10, grid.columns = 5, grid.lines = 88")
    for change in (("columns = 5", "columns = 6\nmeasure_ = 1"),):
        smaller = written(tmp_path, columns=change, measure=("measure = 13 ", "measure = 10 "))
        assert load("own", smaller).columns == 6


def test_margins_too_small_for_the_press_are_told(tmp_path):
    diagnostics = Diagnostics()
    load("own", written(tmp_path, left=("left = 22.3", "left = 2.0"), top=("top = 21.9", "top = 12.0")), diagnostics)
    assert [(d.code, d.values["side_en"]) for d in diagnostics] == [("P005", "left"), ("P005", "head")]
    assert "3 mm" in next(iter(diagnostics)).hint()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("columns = 5", "columns = 5.5"), "grid.columns = 5.5 is not a whole number"),
        (("body = 9.0", 'body = "nine"'), "grid.body = 'nine' is not a number"),
        (("step = 11.5", "step = 8.0"), "a step above the body"),
        (("lines = 86", "lines = 12"), "12 lines"),
        (("[page]", "[pages]"), "[page] is missing"),
        (("columns = 5", "column = 5"), "columns is missing"),
        (("masthead = 9 ", 'masthead = "nine" '), "head.masthead = 'nine' is not a number"),
        (("[grid]", "[grid"), "Expected"),
    ],
)
def test_a_file_that_is_no_sheet_is_told(tmp_path, change, said):
    diagnostic = told(tmp_path, change=change)
    assert diagnostic.code == "P002" and said in diagnostic.text()


def test_misspelt_settings_of_a_sheet_are_told(tmp_path):
    diagnostics = Diagnostics()
    load("own", written(tmp_path, head=("section_columns", "section_colums")), diagnostics)
    assert [(d.code, d.values["key"], d.values["near"]) for d in diagnostics] == [
        ("P006", "head.section_colums", "section_columns")
    ]


def test_a_sheet_of_page_and_grid_alone_is_enough(tmp_path, book):
    """What is left out has sensible values, and an article composes on it."""
    made = tmp_path / "layout" / "sheets"
    made.mkdir(parents=True)
    (made / "b4.toml").write_text(
        "[page]\nwidth = 250\nheight = 353\n[grid]\nbody = 9.5\nstep = 13\ncolumns = 4\nmeasure = 14\n"
        "gutter = 1.5\nlines = 70\n", encoding="utf-8")
    diagnostics = Diagnostics()
    sheet = load("b4", tmp_path, diagnostics)
    assert not list(diagnostics)
    material = Material({}, lambda chart, columns: 12, lambda chart, columns: Drawn("<svg/>", "图"))
    blocks = [section("河清海晏"), *(paragraph(600, n) for n in range(6)), figure(1)]
    plan = compose(article(blocks), sheet, typography.load(sheet), book, Issue(), material, diagnostics)
    check(plan, sheet)
    assert letters(printed(plan, ("body",))) == letters(body_of(article(blocks)))


def test_a_sheet_sizes_type_of_its_own(tmp_path):
    made = written(tmp_path, head=("[head]", "[type.headline]\nmax = 72.0\n\n[head]"))
    sheet = load("own", made)
    assert typography.load(sheet, made)["headline"].ladder == (72.0, 24.5)
    wrong = written(tmp_path, head=("[head]", "[type.headlin]\nmax = 72.0\n\n[head]"))
    with pytest.raises(InputError) as error:
        typography.load(load("own", wrong), wrong)
    assert error.value.diagnostics[0].code == "P002"
