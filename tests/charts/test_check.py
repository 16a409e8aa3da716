"""A chart cannot disagree with its article: each value is stated there, or the chart names its source."""

from dataclasses import replace

import pytest

from paiyin.article import Chart, Datum
from paiyin.charts.check import check
from paiyin.diagnostics import Diagnostics
from paiyin.spans import Span
from paiyin.statistics import extract

HERE = Span("test.md", 900, 910)


def said(made, rows, unit="人", **more):
    data = tuple(Datum(label, float(value), text, HERE, *series) for label, value, text, *series in rows)
    chart = Chart(data, HERE, 1, **{"kind": "bar", "unit": unit, **more})
    whole = replace(made, blocks=(*made.blocks, chart))
    found = Diagnostics()
    check(whole, extract(whole), found)
    return list(found)


@pytest.fixture
def recruited(article):
    return article("2021年，全镇招录甲类教师39人，“双优”人员90余人，乙类教师189人。", "投入资金1.2亿元，其中五成八用于修路，建桥三座。")


def test_stated_values_pass(recruited):
    assert said(recruited, [("甲类教师", 39, "39"), ("“双优”人员", 90, "90余"), ("乙类教师", 189, "189")]) == []


def test_a_value_that_the_text_does_not_state_names_the_sentence(recruited):
    (found,) = said(recruited, [("甲类教师", 39, "39"), ("“双优”人员", 93, "93")])
    assert found.code == "C401" and found.severity.value == "error" and found.span == HERE
    assert "90余人" in found.hint() and "“双优”人员90余人" in found.hint("zh")


def test_a_chart_with_a_source_is_its_own_affair(recruited):
    assert said(recruited, [("甲类教师", 7, "7")], source="县统计局") == []


@pytest.mark.parametrize("rows, unit", [
    ([("资金", 1.2, "1.2")], "亿元"), ([("资金", 120000000, "1.2亿")], "元"), ([("修路", 58, "58")], "%"),
    ([("桥", 3, "3")], "座")])
def test_units_and_magnitudes_are_understood(recruited, rows, unit):
    assert said(recruited, rows, unit) == []


def test_the_same_digits_of_another_unit_are_not_the_value(recruited):
    assert [d.code for d in said(recruited, [("甲类教师", 39, "39")], "元")] == ["C401"]


def test_figures_of_a_panel_bring_their_units(recruited):
    rows = [("甲类教师", 39, "39人"), ("投入资金", 120000000, "1.2亿元")]
    assert said(recruited, rows, "", kind="numbers") == []
    assert [d.code for d in said(recruited, [("甲类教师", 39, "39户")], "", kind="numbers")] == ["C401"]


def test_a_denied_figure_is_no_value(article):
    made = article("网传全镇走失羊39只，纯属谣言。")
    assert [d.code for d in said(made, [("羊", 39, "39")], "只")] == ["C402"]


def test_the_right_number_in_the_wrong_year_is_told(article):
    made = article("2020年产量12万吨，2021年产量15万吨。")
    assert [d.code for d in said(made, [("2020年", 12e4, "12万"), ("2021年", 15e4, "15万")], "吨")] == []
    assert [d.code for d in said(made, [("2020年", 15e4, "15万")], "吨")] == ["C403"]
