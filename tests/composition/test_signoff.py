"""Sign-offs: the name and date under a notice stand at the right; what only looks like one stays where it was."""

import pytest

from paiyin.article import Paragraph
from paiyin.composition import sheet as sheets
from paiyin.composition.signoff import sign_off
from paiyin.spans import Span
from tests.composition.conftest import paragraph, section, text
from tests.composition.laws import check

BODY = [paragraph(400), paragraph(300, 3)]


def said(words: str) -> Paragraph:
    return Paragraph(text(words), Span("test.md", 0, len(words)))


@pytest.mark.parametrize(
    ("last", "count"),
    [
        (["清溪县人民政府", "2024年3月21日"], 2),
        (["清溪县水利局", "清溪县农业农村局", "二〇二四年三月二十一日"], 3),
        (["（2024年3月21日）"], 1),
        (["以上通知，请遵照执行。", "2024年3月21日"], 1),
        (["清溪县人民政府"], 0),
        (["清溪县人民政府", "2024年3月21日起施行。"], 0),
        (["2024年3月21日", "他在这一天离开了家乡。"], 0),
    ],
)
def test_a_date_at_the_end_and_the_names_over_it_are_the_sign_off(last, count):
    assert sign_off([*BODY, *map(said, last)]) == count


def test_a_story_that_is_a_date_is_not_signed():
    assert sign_off([said("2024年3月21日")]) == sign_off([]) == sign_off([section("甲"), said("2024年3月21日")]) == 0


@pytest.mark.parametrize("sheet", ["tabloid", "a4", "broadsheet"])
def test_it_stands_at_the_right_of_its_column(composed, sheet):
    """Name and date end at one edge, in one column, with room for the sign that ends the story."""
    made = sheets.load(sheet)
    plan, _ = composed([*BODY, said("清溪县人民政府"), said("2024年3月21日")], sheet)
    check(plan, made)
    texts = [(f, p.lines[0]) for f in plan.pages[0].frames if f.kind == "text" for p in f.pieces]
    (one, name), (other, date) = texts[-2:]
    assert name.text == "清溪县人民政府" and date.text == "2024年3月21日" and one is other
    ends = [line.x + sum(s.lead + s.width for s in line.segments) * line.size / 1000 for line in (name, date)]
    assert abs(ends[0] - ends[1]) < 0.01
    assert 10 < one.x + one.width - ends[0] < 15
    sign = next(r for r in plan.pages[0].rules if r.role == "end")
    assert ends[1] < sign.x and sign.x + sign.width <= one.x + one.width + 0.01


def test_a_name_longer_than_the_column_is_set_as_it_was(composed):
    plan, _ = composed([*BODY, said("清溪县推进城乡融合发展工作领导小组办公室"), said("2024年3月21日")], "a4")
    check(plan, sheets.load("a4"))
    name = next(p for f in plan.pages[0].frames for p in f.pieces if p.lines[0].text.startswith("清溪县推进"))
    assert len(name.lines) == 2 and len({line.x for line in name.lines}) == 1
