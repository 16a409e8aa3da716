import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paiyin.cli.messages import Sources, as_fields, excerpt, gathered, place, render, rest_of, summary, visible, width
from paiyin.diagnostics import Diagnostic, Level
from paiyin.spans import Source, Span

TEXT = "# 汀禾\n镇里办起 market 集市,人来人往。\n"


def sources(text=TEXT, file="a.md"):
    return Sources({file: Source(file, text)})


def marked(line, carets):
    """Return what stands above the carets, cell by cell."""
    cells = "".join(c + "\0" * (width(c) - 1) for c in line)
    return cells[carets.index("^") : carets.rindex("^") + 1].replace("\0", "")


def test_a_diagnostic_names_its_place_and_underlines_it():
    at = TEXT.index(",")
    found = Diagnostic("X101", {"problem": "half-width comma", "command": "paiyin"}, Span("a.md", at, at + 1))
    assert render(found, sources(), "en").splitlines() == [
        "error[X101] a.md:2:15: half-width comma",
        " 2 | 镇里办起 market 集市,人来人往。",
        "   |                     ^",
        "  hint: paiyin --help shows how it is called",
    ]


def test_carets_stand_under_wide_characters():
    at = TEXT.index("集市")
    line, carets = excerpt(Span("a.md", at, at + 2), sources())
    assert marked(line, carets) == "集市"


def test_an_empty_span_gets_one_caret():
    at = TEXT.index("market")
    _, carets = excerpt(Span("a.md", at, at), sources())
    assert carets.count("^") == 1


def test_a_span_over_lines_is_underlined_to_the_end_of_its_first():
    line, carets = excerpt(Span("a.md", 2, len(TEXT)), sources())
    assert marked(line, carets) == "汀禾"


def test_a_long_paragraph_is_cut_around_the_place():
    text = "甲" * 500 + "乙丙" + "丁" * 500
    line, carets = excerpt(Span("a.md", 500, 502), sources(text), cells=60)
    assert "…甲" in line and line.endswith("丁…") and marked(line, carets) == "乙丙"


def test_a_file_that_cannot_be_read_is_named_without_a_line():
    assert place(Span("absent.md", 0, 1), Sources()) == "absent.md"
    assert excerpt(Span("absent.md", 0, 1), Sources()) == []


def test_a_file_that_no_stage_handed_over_is_read_from_its_folder(tmp_path):
    (tmp_path / "a.md").write_bytes("\ufeff第一行\r\n第二行\r\n".encode())
    assert place(Span("a.md", 5, 6), Sources(beside=tmp_path)) == "a.md:2:1"


def test_a_span_past_the_end_of_a_changed_file_is_not_shown():
    assert excerpt(Span("a.md", 3, 9999), sources()) == []


@pytest.mark.parametrize("evil", ["\x1b[2J", "\x07", "\u202e", "\x9b31m", "\r", "\u2028"])
def test_a_manuscript_cannot_steer_the_terminal(evil):
    """Control characters of the input show as a mark, in the excerpt, the message and the file's name."""
    text = f"甲{evil}乙"
    shown = render(Diagnostic("X101", {"problem": text, "command": "paiyin"}, Span(f"{evil}.md", 0, 1)),
                   sources(text, f"{evil}.md"), "en")
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Zl") for c in shown.replace("\n", ""))


@given(st.text(min_size=1, max_size=300), st.data())
def test_the_excerpt_never_leaves_its_cells(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    lines = excerpt(Span("a.md", start, end), sources(text), cells=50)
    assert len(lines) == 2 and all(width(line) <= 50 for line in lines)


def test_colour_is_only_paint():
    """The coloured form says the same as the plain one."""
    import re
    found = Diagnostic("X104", {"argument": "SOURCE", "command": "paiyin"}, Span("a.md", 2, 4))
    coloured = render(found, sources(), "en", colour=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render(found, sources(), "en")


def test_both_languages():
    found = Diagnostic("X104", {"argument": "SOURCE", "command": "paiyin"})
    assert render(found, Sources(), "en") == ("error[X104]: SOURCE is missing\n"
                                              "  hint: paiyin --help shows how it is called")
    assert render(found, Sources(), "zh") == "错误[X104]: 缺少 SOURCE\n  建议: 用法见 paiyin --help"


def test_fields_for_programs():
    at = TEXT.index("market")
    fields = as_fields(Diagnostic("X104", {"argument": "S", "command": "p"}, Span("a.md", at, at + 6)), sources())
    assert (fields["line"], fields["column"], fields["start"], fields["end"]) == (2, 6, at, at + 6)
    assert fields["code"] == "X104" and fields["level"] == "error" and fields["file"] == "a.md"
    assert set(fields["message"]) == set(fields["hint"]) == {"en", "zh"}


def test_summary_counts_each_level():
    found = [Diagnostic("X101", level=level) for level in (Level.ERROR, Level.WARNING, Level.WARNING, Level.NOTE)]
    assert summary(found, "en") == "1 error, 2 warnings, 1 note"
    assert summary(found, "zh") == "1 个错误，2 个警告，1 个提示"
    assert summary(found, "en", strict=True).endswith("(--strict counts warnings as errors)")
    assert summary([], "en") == ""


def test_width_of_cells():
    assert width("a报é：") == 6 and width("e\u0301") == 1 and visible("a\tb") == "a b"


def of_lines(code, count, **values):
    """Return diagnostics of one code, one on each line of a text, and that text's sources."""
    text = "行\n" * count
    return [Diagnostic(code, values, Span("a.md", 2 * n, 2 * n + 1)) for n in range(count)], sources(text)


def test_many_of_one_kind_are_gathered_after_the_first_few():
    found, known = of_lines("P105", 148)
    other = Diagnostic("M130", {"file": "a.md"})
    shown = list(gathered([*found[:100], other, *found[100:]]))
    assert [one for one, _ in shown] == [*found[:5], other]
    assert [len(others) for _, others in shown] == [0, 0, 0, 0, 143, 0]
    rest = shown[4][1]
    assert rest_of(rest, known, "en") == "note[P105]: and 143 more like it in lines 6–148; --json lists them all"
    assert rest_of(rest, known, "zh") == "提示[P105]: 同类另有 143 处（第 6–148 行）；--json 逐一列出"


def test_one_alone_is_not_left_and_errors_are_all_printed():
    six, _ = of_lines("P105", 6)
    assert [one for one, _ in gathered(six)] == six
    rare = {"point": "2B820", "name": "CJK", "count": 1, "command": "paiyin fonts"}
    grave = [Diagnostic("F201", {**rare, "char": char}) for char in "甲乙丙丁戊己庚辛"]
    assert [one for one, _ in gathered(grave)] == grave


def test_characters_that_get_a_box_are_named_even_where_they_are_gathered():
    rare = {"point": "2B820", "name": "CJK", "count": 1, "command": "paiyin fonts"}
    boxed = [Diagnostic("F202", {**rare, "char": char}) for char in "甲乙丙丁戊己庚辛"]
    *_, (_, rest) = gathered(boxed)
    assert rest_of(rest, Sources(), "en") == "warning[F202]: and 3 more like it: 己庚辛; --json lists them all"
    assert rest_of(rest, Sources(), "zh") == "警告[F202]: 同类另有 3 处：己庚辛；--json 逐一列出"


def test_advice_that_differs_is_not_gathered():
    found = [Diagnostic("F202", {"char": c, "point": "1", "name": "X", "count": 1, "command": c}) for c in "甲乙丙丁戊己庚辛"]
    assert [one for one, _ in gathered(found)] == found
