"""Sizes and specs: heights from content in whole lines, bad charts told with a diagnostic."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paiyin.article import Chart, Datum
from paiyin.charts import Grid, chart_spec, height_lines
from paiyin.charts.parts import value_text
from paiyin.charts.size import estimate, wrap
from paiyin.diagnostics import Diagnostics
from paiyin.exceptions import InputError
from paiyin.spans import Span

HERE = Span("test.md", 0, 1)
GRID = Grid(9, 11.5, 13, 1.5)


@pytest.mark.parametrize("count, columns, lines", [(3, 2, 11), (2, 2, 11), (5, 2, 15), (3, 1, 15), (1, 2, 8)])
def test_bar_heights(chart, grid, count, columns, lines):
    rows = [(f"第{i}组", i, str(i)) for i in range(1, count + 1)]
    assert height_lines(chart(rows, title="栽树", unit="棵"), columns, grid) == lines


def test_grid_counts_points(grid):
    assert (grid.width(1), grid.width(2), grid.height(11)) == (117, 247.5, 124)


def test_number_strip_is_eight_lines(chart, grid):
    rows = [(f"第{i}组栽树", i, f"{i}万棵") for i in range(1, 6)]
    assert height_lines(chart(rows, "numbers", title="数说"), 5, grid) == 8


def test_unknown_kind_names_the_known_ones(chart, grid):
    with pytest.raises(InputError) as failure:
        height_lines(chart([("甲", 1, "1")], "rocket"), 2, grid)
    (said,) = failure.value.diagnostics
    assert said.code == "C101" and "bar" in said.hint() and "share" in said.hint("zh")


@pytest.mark.parametrize("code, kind, rows", [
    ("C102", "bar", []), ("C102", "line", [("甲", 1, "1")]), ("C103", "column", [("甲", 1, "1")] * 13),
    ("C105", "share", [("甲", -1, "-1")]), ("C108", "bar", [("甲", float("nan"), "?")])])
def test_charts_that_cannot_be_drawn(chart, grid, code, kind, rows):
    with pytest.raises(InputError) as failure:
        chart_spec(chart(rows, kind), 2, grid)
    assert [d.code for d in failure.value.diagnostics] == [code]
    assert failure.value.diagnostics[0].text("zh")


def test_shares_over_a_hundred_become_bars(chart, grid):
    said = Diagnostics()
    spec = chart_spec(chart([("甲", 60, "60"), ("乙", 70, "70")], "share", unit="%"), 2, grid, said)
    assert spec.kind == "bar" and [d.code for d in said] == ["C104"]


def test_shares_below_a_hundred_leave_the_rest_open(chart, grid):
    spec = chart_spec(chart([("甲", 60, "60"), ("乙", 30, "30")], "share", unit="%"), 2, grid)
    assert spec.kind == "share" and spec.whole == 100


def test_crowded_columns_become_bars(chart, grid):
    said = Diagnostics()
    rows = [(f"{2010 + i}年", i * 1e8, f"{i}.25亿余") for i in range(1, 13)]
    assert chart_spec(chart(rows, "column"), 2, grid, said).kind == "bar" and [d.code for d in said] == ["C107"]


def test_bars_are_sorted_unless_they_are_a_time(chart, grid):
    def order(rows):
        return ["".join(m.label) for m in chart_spec(chart(rows), 2, grid).marks]
    assert order([("甲", 1, "1"), ("乙", 3, "3")]) == ["乙", "甲"]
    assert order([("2020年", 1, "1"), ("2021年", 3, "3")]) == ["2020年", "2021年"]


def test_the_bar_that_the_title_names_stands_out(chart, grid):
    spec = chart_spec(chart([("苹果", 1, "1"), ("葡萄", 3, "3")], title="苹果还要多栽"), 2, grid)
    assert [m.highlight for m in spec.marks] == [False, True]


@pytest.mark.parametrize("text, unit, printed", [("39人", "人", "39"), ("2.48万余", "台次", "2.48万余"), ("51.2％", "%", "51.2"),
                                                 ("人", "人", "人"), ("", "人", "7")])
def test_value_text_copies_the_form(text, unit, printed):
    assert value_text(Datum("甲", 7.0, text, HERE), unit) == printed


def test_long_label_is_cut_and_told(chart, grid):
    said = Diagnostics()
    spec = chart_spec(chart([("很长的标签" * 20, 1, "1")], title="长"), 2, grid, said)
    assert [d.code for d in said] == ["C106"] and spec.marks[0].label[-1].endswith("…")


@given(st.text(alphabet="汉字标题，。“”（）0123456789abcM %·—", max_size=80), st.floats(20, 300), st.integers(1, 4))
def test_wrapped_lines_fit(text, width, most):
    lines, cut = wrap(text, 8.5, width, most)
    assert len(lines) <= most
    assert all(estimate(line, 8.5) <= width + 8.5 for line in lines)
    if not cut:
        assert "".join(lines).replace(" ", "") == "".join(text.split())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=30), st.floats(-1e12, 1e12), st.text(max_size=8)), max_size=14),
       st.sampled_from(["bar", "column", "line", "share", "numbers"]), st.integers(1, 5), st.text(max_size=40),
       st.text(max_size=10), st.text(max_size=60))
def test_any_chart_has_a_size_or_a_diagnostic(rows, kind, columns, title, unit, note):
    data = tuple(Datum(label, value, text, HERE) for label, value, text in rows)
    try:
        spec = chart_spec(Chart(data, HERE, 1, kind, title, unit, note), columns, GRID)
    except InputError as error:
        assert all(d.text("zh") and d.text("en") for d in error.diagnostics)
    else:
        assert spec.lines >= 4 and len(spec.marks) == len(data)
