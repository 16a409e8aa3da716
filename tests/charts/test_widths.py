"""Widths: every form that a page may choose from draws whole, in whole lines, without words that meet."""

import pytest

from paiyin.charts import height_lines, render, widths
from paiyin.exceptions import InputError
from tests.charts.boxes import overlaps, text_boxes

FIGURES = [("新建农村公路", 1260, "1260公里"), ("改造旧厂房车间", 48, "48间"), ("发放助学贷款", 1.47e8, "1.47亿元"),
           ("接待省内外游客", 24800, "2.48万人次"), ("返乡创业者", 612, "近612人"), ("安装路灯", 330, "不足330盏")]


@pytest.mark.parametrize(("count", "forms"), [
    (2, (1, 2)), (3, (1, 3, 2)), (4, (1, 2, 5)), (5, (1, 5, 2)), (6, (1, 2, 3))])
def test_a_panel_has_a_tall_a_square_and_a_strip_form(chart, grid, count, forms):
    panel = chart(FIGURES[:count], "numbers", title="数说青禾", chosen="test")
    assert widths(panel, grid) == forms


def test_a_strip_is_low(chart, grid):
    assert height_lines(chart(FIGURES[:5], "numbers", title="数说青禾"), 5, grid) == 8
    assert height_lines(chart(FIGURES[:4], "numbers", title="数说青禾"), 5, grid) == 6


@pytest.mark.parametrize("count", range(1, 7))
def test_every_form_of_a_panel_draws_whole(chart, grid, book, tmp_path, count):
    panel = chart(FIGURES[:count], "numbers", title="数说青禾", chosen="test")
    for columns in widths(panel, grid):
        made = render(panel, columns, grid, "party", book, tmp_path)
        assert not overlaps(made.svg, book) and made.lines == height_lines(panel, columns, grid)
        boxes = text_boxes(made.svg, book)
        assert all(b[1] > -5 and b[3] < made.width + 5 and b[4] < made.height + 2 for b in boxes)
        words = "".join(b[0] for b in boxes)
        assert all(label in words for label, _, _ in FIGURES[:count]) and "资料来源" in words


def test_widths_never_cut_words_where_another_width_does_not(chart, grid):
    bars = chart([("高标准农田及其配套沟渠机耕道路", 30, "30"), ("设施大棚", 20, "20")], title="建设面积", unit="亩", chosen="test")
    assert widths(bars, grid) == (2,)
    assert widths(chart([("甲", 3, "3"), ("乙", 2, "2")], title="面积", unit="亩"), grid) == (2, 1)


def test_many_marks_may_have_three_columns(chart, grid):
    bars = chart([(f"第{i}乡", i, str(i)) for i in range(1, 13)], title="各乡面积", unit="亩")
    assert widths(bars, grid)[:2] == (2, 3)


def test_a_declared_width_is_the_only_one(chart, grid):
    assert widths(chart([("甲", 3, "3"), ("乙", 2, "2")], columns=3), grid) == (3,)
    assert widths(chart([("甲", 3, "3"), ("乙", 2, "2")], columns=5), grid, most=3) == (3,)


def test_what_cannot_be_drawn_is_refused_with_its_reason(chart, grid):
    with pytest.raises(InputError) as refused:
        widths(chart([], "bar"), grid)
    assert refused.value.diagnostics[0].code == "C102"
