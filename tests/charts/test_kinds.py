"""Every kind of chart, at its limits: values over six orders, negative ones, none, many, long labels: the words never
meet, the type is never too small, and what cannot be drawn says why."""

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paiyin.article import Chart, Datum
from paiyin.charts import Grid, alt_text, chart_spec, data_table, render
from paiyin.charts.draw import draw
from paiyin.charts.house import kind_names, theme
from paiyin.diagnostics import Diagnostics
from paiyin.exceptions import InputError
from paiyin.spans import Span
from tests.charts.boxes import SVG, overlaps, text_boxes

HERE = Span("test.md", 0, 1)
GRID = Grid(9, 11.5, 13, 1.5)
KINDS = kind_names()
SMALLEST = 6.5          # points


def make(rows, kind, **more):
    data = tuple(Datum(label, float(value), f"{value:g}" if text is None else text, HERE, series)
                 for label, series, value, text in rows)
    return Chart(data, HERE, 1, kind, **{"title": "青禾镇五年的变化", "unit": "", **more})


def drawn(chart, columns, book):
    """Return the drawing of a chart and its spec, None where it is refused with a reason."""
    said = Diagnostics()
    try:
        spec = chart_spec(chart, columns, GRID, said)
    except InputError as error:
        assert all(d.text("zh") and d.hint("zh") for d in error.diagnostics)
        return None
    return draw(spec, theme("party"), book), spec


LABELS = st.text(alphabet="青禾云栖白鹭沙雾檐石杵湾乡镇村合作社农技", min_size=1, max_size=20)
VALUES = st.one_of(st.integers(-9999, 99999), st.floats(1, 1e6), st.just(0)).map(lambda v: round(v, 1))
SERIES = st.sampled_from([("",), ("2020年", "2021年"), ("城镇", "农村"), ("学生", "职工", "老人")])


@st.composite
def charts(draw_):
    """A chart of any kind with one to thirty labels and one to three series, some values missing."""
    names = draw_(st.lists(LABELS, min_size=1, max_size=30, unique=True))
    series = draw_(SERIES)
    rows = [(n, s, draw_(VALUES), None) for n in names for s in series]
    if len(rows) > 2 and draw_(st.booleans()):
        del rows[draw_(st.integers(0, len(rows) - 1))]
    return make(rows, draw_(st.sampled_from(KINDS)), unit=draw_(st.sampled_from(["", "人", "%", "万元"])))


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(chart=charts(), columns=st.sampled_from([1, 2, 3, 5]))
def test_words_never_meet(chart, columns, book):
    made = drawn(chart, columns, book)
    if made is None:
        return
    svg, spec = made
    assert overlaps(svg, book) == []
    for text, left, top, right, bottom, size in text_boxes(svg, book):
        assert size >= SMALLEST, text
        assert left >= -0.51 * size and right <= spec.width + 0.51 * size and bottom <= spec.height + 3, text


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_draws_a_mark_for_every_value(kind, book, tmp_path):
    series = ("2020年", "2021年") if kind in ("grouped", "stacked", "slope") else ("",)
    rows = [(f"{2018 + i}年", s, 30 + 20 * i + 5 * j, None) for i in range(3) for j, s in enumerate(series)]
    svg = render(make(rows, kind), 2, GRID, "party", book, tmp_path).svg
    words = [t.text for t in ET.fromstring(svg).iter(f"{SVG}text")]
    assert {f"{30 + 20 * i}" for i in range(3)} <= set(words)
    marks = set(re.findall(rb'id="(mark-\d+)"', svg))
    assert kind in ("numbers", "table") or len(marks) == (3 if kind == "slope" else len(rows))


def lengths(svg):
    found = []
    for group in ET.fromstring(svg).iter(f"{SVG}g"):
        if (group.get("id") or "").startswith("mark-"):
            numbers = [float(n) for n in re.findall(r"-?[0-9.]+", group.find(f"{SVG}path").get("d"))]
            found.append(max(numbers[::2]) - min(numbers[::2]))
    return found


def test_grouped_bars_share_one_scale(book):
    rows = [("甲", "前", 10, None), ("甲", "后", 20, None), ("乙", "前", 5, None), ("乙", "后", 40, None)]
    bars = lengths(drawn(make(rows, "bar"), 2, book)[0])
    assert [round(b / bars[0], 3) for b in bars] == [1, 2, 0.5, 4]


def test_stacked_parts_fill_the_whole(book):
    rows = [("甲", "一", 50, None), ("甲", "二", 30, None), ("甲", "三", 20, None)]
    made = drawn(make(rows, "stacked", unit="%"), 2, book)
    parts = lengths(made[0])
    assert sum(parts) == pytest.approx(made[1].width - made[1].axis, abs=0.01)
    assert parts == pytest.approx([sum(parts) * share for share in (0.5, 0.3, 0.2)], abs=0.01)


def test_a_missing_value_is_a_dash_or_a_reason(book):
    rows = [("甲", "前", 10, None), ("甲", "后", 20, None), ("乙", "前", 5, None)]
    assert any(m.missing and m.text == "—" for m in drawn(make(rows, "grouped"), 2, book)[1].marks)
    for kind in ("slope", "stacked"):
        with pytest.raises(InputError) as failure:
            chart_spec(make(rows, kind), 2, GRID)
        assert failure.value.diagnostics[0].code == "C112"


@pytest.mark.parametrize("kind, series, code", [
    ("line", "ab", "C111"), ("slope", "a", "C111"), ("stacked", "a", "C111"), ("grouped", "abcd", "C111")])
def test_kinds_take_the_series_that_they_can_hold(kind, series, code):
    rows = [(f"{2018 + i}年", s, 10 + i, None) for i in range(3) for s in series]
    with pytest.raises(InputError) as failure:
        chart_spec(make(rows, kind), 2, GRID)
    assert failure.value.diagnostics[0].code == code


def test_values_six_orders_apart_are_told():
    said = Diagnostics()
    chart_spec(make([("甲", "", 1, None), ("乙", "", 1_000_000, None)], "bar"), 2, GRID, said)
    assert "C113" in [d.code for d in said]


def test_thirty_bars_are_refused_with_a_reason():
    with pytest.raises(InputError) as failure:
        chart_spec(make([(f"第{i}组", "", i, None) for i in range(30)], "bar"), 2, GRID)
    assert failure.value.diagnostics[0].code == "C103"


def test_data_table_has_a_column_for_each_series():
    rows = [("甲", "前", 10, "10"), ("甲", "后", 20, "20余"), ("乙", "前", 5, "5")]
    assert data_table(make(rows, "grouped", unit="人")) == [("项目", "前（人）", "后（人）"), ("甲", "10", "20余"), ("乙", "5", "—")]


def test_alt_text_reads_the_table_row_by_row():
    """What a series does not state is told, and what happened at a time stands beside it."""
    rows = [("甲", "前", 10, "10"), ("甲", "后", 20, "20余"), ("乙", "前", 5, "5")]
    assert alt_text(make(rows, "grouped", unit="人")) == (
        "分组条形图：青禾镇五年的变化（单位：人）。甲：前 10，后 20余；乙：前 5，后 未列。资料来源：本文。")
    rows = [("2019年", "通水", 3, "3"), ("2021年", "通车", 8, "8")]
    assert "。2019年（通水） 3；2021年（通车） 8。" in alt_text(make(rows, "timeline"))
