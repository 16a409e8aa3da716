"""Drawings: marks as long as their numbers, the same bytes everywhere, no drawing library for a kept one."""

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from paiyin.charts import alt_text, cache, chart_spec, data_table, render
from paiyin.diagnostics import Diagnostics
from paiyin.exceptions import InputError

SVG = "{http://www.w3.org/2000/svg}"
SCRIPT = """
import sys
from pathlib import Path
from paiyin.article import Chart, Datum
from paiyin.charts import Grid, render
from paiyin.fonts import FontBook
from paiyin.spans import Span
here = Span("a", 0, 1)
rows = (("甲类教师", 39.0, "39"), ("“双优”人员", 90.0, "90余"), ("乙类教师", 189.0, "189"))
chart = Chart(tuple(Datum(*row, here) for row in rows), here, 1, "bar", "青禾镇招录人数", "人")
drawing = render(chart, 2, Grid(9, 11.5, 13, 1.5), "party", FontBook.load(), Path(sys.argv[1]))
heavy = sorted({"matplotlib", "numpy", "PIL", "weasyprint", "fontTools"} & set(sys.modules))
print(drawing.key, __import__("hashlib").sha256(drawing.svg).hexdigest(), heavy)
"""


def boxes(svg):
    """Return (left, top, right, bottom) of every mark in points, in order."""
    found = []
    for group in ET.fromstring(svg).iter(f"{SVG}g"):
        if (group.get("id") or "").startswith("mark-"):
            for path in group.iter(f"{SVG}path"):
                numbers = [float(n) for n in re.findall(r"-?[0-9.]+(?:e-?[0-9]+)?", path.get("d"))]
                xs, ys = numbers[::2], numbers[1::2]
                found.append((min(xs), min(ys), max(xs), max(ys)))
    return found


def texts(svg):
    return [t.text for t in ET.fromstring(svg).iter(f"{SVG}text")]


def run(folder, seed):
    done = subprocess.run([sys.executable, "-c", SCRIPT, str(folder)], capture_output=True, text=True, encoding="utf-8",
                          env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}, check=True)
    return done.stdout.split(maxsplit=2)


def test_bars_are_as_long_as_their_numbers(recruits, grid, book, tmp_path):
    marks = boxes(render(recruits, 2, grid, "party", book, tmp_path).svg)
    lengths = [right - left for left, _, right, _ in marks]
    assert lengths == pytest.approx([lengths[0] * v / 189 for v in (189, 90, 39)], abs=1e-3)
    assert {round(left, 3) for left, *_ in marks} == {62.0}


def test_columns_are_as_high_as_their_numbers(chart, grid, book, tmp_path):
    rows = [("2019年", 12, "12"), ("2020年", -3, "-3"), ("2021年", 18.5, "18.5")]
    marks = boxes(render(chart(rows, "column", title="产量"), 2, grid, "party", book, tmp_path).svg)
    heights = [bottom - top for _, top, _, bottom in marks]
    assert heights == pytest.approx([heights[2] * v / 18.5 for v in (12, 3, 18.5)], abs=1e-3)
    assert marks[0][3] == pytest.approx(marks[1][1]) == pytest.approx(marks[2][3])


@pytest.mark.parametrize("kind", ["bar", "column"])
def test_no_mark_is_too_thin_to_print(chart, grid, book, tmp_path, kind):
    """Three beside 2500 is a tenth of a point long, which no press holds."""
    two = chart([("甲", 3, "3"), ("乙", 2500, "2500")], kind, source="某局")
    marks = boxes(render(two, 2, grid, "party", book, tmp_path).svg)
    sides = [side for left, top, right, bottom in marks for side in (right - left, bottom - top)]
    assert min(sides) == pytest.approx(0.5, abs=1e-3) and max(sides) > 50


def test_shares_follow_each_other(chart, grid, book, tmp_path):
    rows = [("甲", 50, "50%"), ("乙", 30, "30%"), ("丙", 10, "10%")]
    marks = boxes(render(chart(rows, "share", unit="%", title="构成"), 2, grid, "party", book, tmp_path).svg)
    assert [m[0] for m in marks[1:]] == pytest.approx([m[2] for m in marks[:-1]], abs=1e-3)


def test_line_points_stand_on_their_values(chart, grid, book, tmp_path):
    rows = [("2019年", 10, "10"), ("2020年", 20, "20"), ("2023年", 40, "40")]
    svg = render(chart(rows, "line", title="产量"), 2, grid, "party", book, tmp_path).svg.decode()
    d = re.search(r'id="line">\s*<path d="([^"]+)"', svg)[1]
    points = [tuple(map(float, pair)) for pair in re.findall(r"([0-9.]+) ([0-9.]+)", d)]
    (x0, y0), (x1, y1), (x2, y2) = points
    assert (x2 - x0) / (x1 - x0) == pytest.approx(4, rel=1e-3) and (y0 - y2) / (y0 - y1) == pytest.approx(3, rel=1e-3)


def test_words_are_text_in_the_papers_fonts(recruits, grid, book, tmp_path):
    drawing = render(recruits, 2, grid, "party", book, tmp_path)
    words = texts(drawing.svg)
    assert {"青禾镇招录人数", "单位：人", "甲类教师", "189", "90余", "资料来源：本文"} <= set(words)
    families = set(re.findall(r'font-family="\'([^\']+)\'"', drawing.svg.decode()))
    assert families == {book.chain("hei", 400).main.family}


def test_size_is_exact(recruits, grid, book, tmp_path):
    drawing = render(recruits, 2, grid, "party", book, tmp_path)
    root = ET.fromstring(drawing.svg)
    assert (root.get("width"), root.get("height")) == ("247.5pt", "124pt")
    assert (drawing.width, drawing.height, drawing.lines) == (247.5, 124, 11)


def test_opening_quote_at_the_left_edge_hangs_half(chart, grid, book, tmp_path):
    svg = render(chart([("“双优”", 1, "1")], title="栽树"), 1, grid, "party", book, tmp_path).svg.decode()
    x = re.search(r'<text x="(-?[0-9.]+)[^>]*>“双优”', svg)[1]
    assert float(x) == -4.25


def test_theme_changes_ink_and_never_place(recruits, grid, book, tmp_path):
    party, plain = (render(recruits, 2, grid, theme, book, tmp_path).svg for theme in ("party", "plain"))
    assert party != plain and boxes(party) == boxes(plain)
    assert b"#c0141c" in party.lower() and b"#c0141c" not in plain.lower()


def test_same_bytes_in_every_process_and_no_drawing_library_for_a_kept_chart(tmp_path):
    first = run(tmp_path / "one", "1")
    other = run(tmp_path / "two", "77")
    kept = run(tmp_path / "one", "3")
    assert first[:2] == other[:2] == kept[:2]
    assert "matplotlib" in first[2] and kept[2].strip() == "[]"


def test_importing_charts_loads_nothing_heavy():
    heavy = {"matplotlib", "numpy", "uharfbuzz", "weasyprint", "PIL", "fontTools"}
    code = f"import sys, paiyin.charts; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_damaged_cache_entry_is_drawn_again(recruits, grid, book, tmp_path):
    drawing = render(recruits, 2, grid, "party", book, tmp_path)
    kept = tmp_path / f"{drawing.key}{cache.SUFFIX}"
    kept.write_bytes(kept.read_bytes()[:-40])
    assert render(recruits, 2, grid, "party", book, tmp_path).svg == drawing.svg
    assert cache.load(tmp_path, drawing.key) == drawing.svg


def test_key_follows_what_is_drawn(recruits, grid, book, tmp_path):
    other = replace(recruits, title="另一题")
    keys = {render(made, columns, grid, theme, book, tmp_path).key for made, columns, theme in (
        (recruits, 2, "party"), (recruits, 1, "party"), (recruits, 2, "plain"), (other, 2, "party"))}
    assert len(keys) == 4


def test_cache_that_cannot_be_written_is_no_failure(recruits, grid, book, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("x")
    assert render(recruits, 2, grid, "party", book, blocked / "below").svg.startswith(b"<?xml")


def test_edition_may_bring_its_own_theme(recruits, grid, book, tmp_path):
    own = tmp_path / "edition" / "layout" / "themes" / "party"
    own.mkdir(parents=True)
    own.joinpath("theme.toml").write_text("[colours]\nink = { srgb = 'url(x)' }\n", encoding="utf-8")
    with pytest.raises(InputError) as failure:
        render(recruits, 2, grid, "party", book, tmp_path / "cache", edition=tmp_path / "edition")
    assert failure.value.diagnostics[0].code == "C120"


def test_unknown_theme(recruits, grid, book, tmp_path):
    with pytest.raises(InputError) as failure:
        render(recruits, 2, grid, "neon", book, tmp_path)
    assert failure.value.diagnostics[0].code == "C121"


@pytest.mark.parametrize("kind", ["bar", "column", "line", "share", "numbers"])
@pytest.mark.parametrize("rows", [
    [("甲", 0, "0"), ("乙", 0, "0")], [("甲", 5, "5")], [("盈", 5, "5"), ("亏", -12.5, "-12.5")],
    [(f"{2010 + i}年", i, str(i)) for i in range(12)], [("很长的标签" * 12, 1e9, "10亿"), ("短", 5e8, "5亿多")],
    [("同名", 1, "1"), ("同名", 1, "1"), ("同名", 2, "2")], [("甲", 60, "60"), ("乙", 70, "70")],
    [("a<b>&\x00\x1b", 3, "3&<")]], ids=["zero", "one", "negative", "twelve", "long", "same", "over", "signs"])
@pytest.mark.parametrize("columns", [1, 2])
def test_hard_cases_give_a_drawing_or_a_diagnostic(chart, grid, book, tmp_path, kind, rows, columns):
    said = Diagnostics()
    try:
        drawing = render(chart(rows, kind, title="——难画的“图”——", unit="%"), columns, grid, "party", book, tmp_path, said)
    except InputError as error:
        assert error.diagnostics
        return
    root = ET.fromstring(drawing.svg)
    width, height = drawing.width, drawing.height
    for left, top, right, bottom in boxes(drawing.svg):
        assert -3 <= left <= right <= width + 3 and -3 <= top <= bottom <= height + 3
    for text in root.iter(f"{SVG}text"):
        xs = [float(x) for x in text.get("x").split()]
        size = float(text.get("font-size"))
        assert -0.51 * size <= min(xs) and max(xs) <= width and 0 < float(text.get("y")) <= height


def test_alt_text_states_title_unit_and_every_value(recruits):
    said = alt_text(recruits)
    for word in ("条形图", "青禾镇招录人数", "人", "39", "90余", "189", "“双优”人员"):
        assert word in said


def test_data_table_has_a_head_and_every_row(recruits):
    assert data_table(recruits) == [("项目", "数值（人）"), ("甲类教师", "39"), ("“双优”人员", "90余"), ("乙类教师", "189")]


def test_our_words_are_in_the_script_of_the_article(chart, book, grid, tmp_path):
    """Source, unit, kind and faces of a Traditional paper; what the author wrote stays as it is."""
    rows = [("数据甲", 3, "3"), ("數據乙", 5, "5")]
    made = chart(rows, title="新樹", unit="棵")
    drawings = [render(made, 2, grid, "party", book, tmp_path, lang=lang) for lang in ("zh-Hans", "zh-Hant", "zh-TW")]
    here, there, taiwan = ("".join(ET.fromstring(d.svg).itertext()) for d in drawings)
    assert "资料来源：本文" in here and "单位：棵" in here
    assert "資料來源：本文" in there and "單位：棵" in there and "数据甲" in there and taiwan == there
    assert drawings[0].key != drawings[1].key and len(list(tmp_path.iterdir())) == len({d.key for d in drawings})
    assert b"CJK SC" in drawings[0].svg and b"CJK TC" in drawings[1].svg and b"CJK SC" not in drawings[1].svg
    assert drawings[1].alt == "條形圖：新樹（單位：棵）。数据甲 3；數據乙 5。資料來源：本文。"
    assert data_table(made, "zh-HK")[0] == ("項目", "數值（棵）")


@pytest.mark.parametrize("source", ["資料來源：縣志", "来源：县志", "數據來源：某局"])
def test_a_source_that_says_it_is_one_gets_no_second_word(chart, grid, source):
    made = chart([("甲", 3, "3")], source=source)
    assert chart_spec(made, 2, grid, lang="zh-Hant").foot == (source,) and alt_text(made).endswith(f"。{source}。")
