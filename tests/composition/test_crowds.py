"""Manuscripts with more pictures than their text can carry, and figures pinned where a head or no text would stand."""

from dataclasses import replace
from itertools import product

import pytest

from paiyin.article import Figure
from paiyin.composition import sheet as sheets
from tests.composition.conftest import article, figure, paragraph, section
from tests.composition.laws import check
from tests.composition.storylaws import check_story

TELLING = {"P101", "P104", "P120", "P121", "P125"}


def weekly(parts: int = 6, pictures: int = 3, words: int = 330) -> list:
    """Return the blocks of a weekly: short notes, each with its picture."""
    blocks: list = [paragraph(120)]
    for part in range(parts):
        blocks.append(section(f"第{'一二三四五六七八九'[part]}部分的小标题"))
        for n in range(pictures):
            blocks += [paragraph(words, part + n), figure(part * pictures + n + 1)]
    return blocks


@pytest.mark.parametrize(("sheet", "most"), [("tabloid", 4), ("broadsheet", 2), ("a4", 9)])
def test_a_crowd_of_pictures_stands_beside_its_text_on_full_pages(composed, sheet, most):
    plan, diagnostics = composed(weekly(), sheet)
    check(plan, sheets.load(sheet))
    check_story(plan, article(weekly()), diagnostics)
    assert len(plan.pages) <= most
    assert not [d.code for d in diagnostics if d.code in TELLING]
    for page in plan.pages:
        letters = sum(len(line.text) for f in page.frames if f.kind == "text" for p in f.pieces for line in p.lines)
        assert letters > 200, f"page {page.number} is pictures only"


def test_a_story_that_its_pictures_do_not_crowd_has_none_of_one_column(composed):
    blocks = [paragraph(400), figure(1), *(paragraph(300, n) for n in range(12)), figure(2), paragraph(300)]
    plan, _ = composed(blocks)
    assert all(f.columns > 1 for p in plan.pages for f in p.frames if f.kind == "figure")


def test_pictures_that_no_text_is_left_for_stand_in_one_row(composed):
    plan, _ = composed([section("一图读懂"), *(figure(n) for n in range(1, 5))])
    (page,) = plan.pages
    frames = [f for f in page.frames if f.kind == "figure"]
    assert len(frames) == 4
    assert len({round(f.y) for f in frames}) == 1
    assert len({round(f.height) for f in frames}) == 1


@pytest.mark.parametrize("sheet", ["tabloid", "a4"])
def test_pins_hold_wherever_they_are(composed, sheet):
    columns = sheets.load(sheet).columns
    spans = [(a, b) for a, b in product(range(1, columns + 1), repeat=2) if a <= b]
    for number, page in ((1, 1), (4, 2)):
        for (first, last), edge in product(spans, ("top", "bottom")):
            pin = f"p{page} {first}-{last} {edge}"
            blocks = [
                replace(b, pin=pin) if isinstance(b, Figure) and b.number == number else b
                for b in weekly(5, 1, 900)
            ]
            plan, diagnostics = composed(blocks, sheet)
            assert "P125" not in {d.code for d in diagnostics}, pin
            check(plan, sheets.load(sheet))


@pytest.mark.parametrize(
    "pins", [("p1 1-2 top",) * 2, ("p1 1-3 top", "p1 2-4 top"), ("p1 2-4 bottom", "p1 3-5 bottom")]
)
def test_of_two_pins_that_meet_one_holds_and_the_other_is_told(composed, pins):
    given = dict(enumerate(pins, 1))
    blocks = [replace(b, pin=given.get(b.number, "")) if isinstance(b, Figure) else b for b in weekly(5, 1, 900)]
    plan, diagnostics = composed(blocks)
    check(plan, sheets.load("tabloid"))
    assert [d.code for d in diagnostics if d.code == "P125"] == ["P125"]


def test_no_rule_stands_beside_a_picture_that_has_no_text_beside_it(composed):
    blocks = [replace(b, pin="p1 1-2 top") if isinstance(b, Figure) and b.number == 1 else b for b in weekly(4, 1, 900)]
    del blocks[0]  # a head stands where the picture is pinned: it gets a row of its own
    plan, _ = composed(blocks)
    page = plan.pages[0]
    (alone,) = [f for f in page.frames if f.kind == "figure" and f.picture.slip.source == 1]
    rules = [r for r in page.rules if r.role == "column"]
    assert rules
    assert not [r for r in rules if r.y < alone.y + alone.height and r.y + r.height > alone.y]
