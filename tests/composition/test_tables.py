"""Tables: as wide as they need to be, cut with their head repeated, nothing of them lost."""

from dataclasses import replace

import pytest

from paiyin.article import Table
from paiyin.composition import sheet as sheets
from paiyin.composition import typography
from paiyin.composition.setter import Setter
from paiyin.composition.tables import longest, table_boxes
from paiyin.han import Rules
from paiyin.spans import Span
from tests.composition.conftest import article, paragraph, text
from tests.composition.laws import check, nothing_lost, printed

SPAN = Span("test.md", 0, 1)


def table(columns: int, rows: int, word: str = "") -> Table:
    head = tuple(text(f"列{n}") for n in range(columns))
    cells = tuple(tuple(text(f"{word}{m}·{n}") for n in range(columns)) for m in range(rows))
    return Table(head, cells, ("left",) * columns, SPAN)


@pytest.fixture
def boxes_of(book):
    """Return a function that makes the boxes of a table on a sheet."""

    def make(one: Table, sheet: str = "tabloid", lang: str = "zh-Hans"):
        made = sheets.load(sheet)
        return table_boxes(Setter(book, typography.load(made), lang, Rules()), one, made, 0)

    return make


def frames(plan, kind="table"):
    return [f for page in plan.pages for f in page.frames if f.kind == kind]


def furnished(one: Table) -> Table:
    """Return a table with a title, a unit and two notes."""
    return replace(
        one, title=text("表1　各村户数"), unit=text("单位：户"), notes=(text("注：不含县城。"), text("资料来源：县志"))
    )


def test_a_small_table_stands_in_one_column_and_a_wide_one_in_more(boxes_of):
    assert [b.columns for b in boxes_of(table(3, 4))] == [1]
    assert boxes_of(table(12, 4))[0].columns > 2
    assert boxes_of(table(4, 4, "一格里有好些字"))[0].columns > 1


def test_later_parts_are_marked_in_the_script_of_the_article(boxes_of):
    marks = [part.content.label.paragraph.spans[0].text[:2] for part in boxes_of(table(12, 60), lang="zh-Hant")[1:]]
    assert set(marks) == {"續表"}


@pytest.mark.parametrize("sheet", ["tabloid", "a4", "broadsheet"])
def test_a_long_table_is_cut_under_repeated_heads(boxes_of, composed, sheet):
    """Sixty rows of twelve columns: parts of nearly one height, each under the head, the later ones marked 续表."""
    one = table(12, 60)
    made = sheets.load(sheet)
    parts = boxes_of(one, sheet)
    assert len(parts) > 1
    assert max(p.wish for p in parts) <= longest(made)
    assert max(p.wish for p in parts) - min(p.wish for p in parts) <= 3
    plan, _ = composed([paragraph(600), one, paragraph(900)], sheet)
    check(plan, made)
    assert printed(plan, ("table-head",)) == "".join(f"列{n}" for n in range(12))
    assert printed(plan, ("table",)) == "".join(f"{m}·{n}" for m in range(60) for n in range(12))
    repeated = printed(plan, ("repeated",))
    assert repeated.count("列11") == repeated.count("续表") == len(parts) - 1


def test_what_is_repeated_has_no_source(composed):
    plan, _ = composed([paragraph(600), table(12, 60)])
    spans = [line.span for f in frames(plan) for p in f.pieces if p.role == "repeated" for line in p.lines]
    assert spans
    assert not any(spans)


def test_cells_keep_to_their_columns(composed):
    """No line of a cell reaches into the next one, whatever the alignment."""
    one = table(5, 3, "略长的内容")
    one = Table(one.head, one.rows, ("left", "right", "center", "right", "left"), SPAN)
    plan, _ = composed([paragraph(600), one])
    (frame,) = frames(plan)
    lefts = [line.x for p in frame.pieces for line in p.lines if line.text.startswith("列")]
    assert lefts == sorted(lefts)
    for piece in frame.pieces:
        for line in piece.lines:
            assert frame.x - 0.01 <= line.x
            assert line.x + line.measure <= frame.x + frame.width + line.measure * 0.99


def test_numbers_set_right_end_at_one_edge(composed):
    one = Table(
        (text("村"), text("户数")),
        ((text("上渡"), text("312")), (text("下渡"), text("1,208"))),
        ("left", "right"),
        SPAN,
    )
    plan, _ = composed([paragraph(600), one])
    (frame,) = frames(plan)
    ends = {
        round(line.x + sum(s.width + s.lead for s in line.segments) * line.size / 1000, 2)
        for p in frame.pieces
        for line in p.lines
        if line.text in ("户数", "312", "1,208")
    }
    assert len(ends) == 1


def test_title_and_unit_stand_over_a_table_and_notes_under_it(composed):
    """In one order from top to bottom: title in the middle, unit at the right, rows, notes."""
    one = furnished(table(12, 4))
    plan, _ = composed([paragraph(600), one])
    check(plan, sheets.load("tabloid"))
    (over,), (rows,), (under,) = (frames(plan, kind) for kind in ("table-title", "table", "table-note"))
    title, unit = (piece.lines[0] for piece in over.pieces)
    assert (title.text, unit.text) == ("表1　各村户数", "单位：户")
    middle = title.x + sum(s.width + s.lead for s in title.segments) * title.size / 2000
    assert abs(middle - (over.x + over.width / 2)) < 0.5
    assert abs(unit.x + sum(s.width + s.lead for s in unit.segments) * unit.size / 1000 - over.x - over.width) < 0.5
    assert [p.lines[0].text for p in under.pieces] == ["注：不含县城。", "资料来源：县志"]
    assert over.line + over.lines == rows.line and rows.line + rows.lines == under.line
    assert over.x == rows.x == under.x and over.width == rows.width == under.width


def test_a_title_that_would_touch_the_unit_has_a_line_of_its_own(boxes_of):
    narrow = furnished(table(2, 3))
    assert [len(row) for row in boxes_of(narrow)[0].content.over] == [1, 1]
    assert [len(row) for row in boxes_of(furnished(table(12, 3)))[0].content.over] == [2]


def test_a_table_that_is_cut_has_its_title_first_and_its_notes_last(boxes_of, composed):
    one = furnished(table(12, 60))
    parts = [box.content for box in boxes_of(one)]
    assert len(parts) > 1
    assert [bool(p.over) for p in parts] == [True, *[False] * (len(parts) - 1)]
    assert [bool(p.under) for p in parts] == [*[False] * (len(parts) - 1), True]
    assert max(p.lines for p in parts) <= longest(sheets.load("tabloid"))
    plan, _ = composed([paragraph(600), one, paragraph(600)])
    check(plan, sheets.load("tabloid"))
    assert printed(plan, ("table-title",)) == "表1　各村户数单位：户"


def test_broken_lines_of_narrow_cells_are_not_stretched(composed):
    row = (text("桐木岭云台山林场"), *(text("12345"),) * 3)
    one = Table(
        tuple(map(text, ("村", "户", "口", "田"))), ((text("甲村"), *row[1:]),) * 9 + (row,), ("left",) * 4, SPAN
    )
    plan, _ = composed([paragraph(600), one])
    broken = [p for f in frames(plan) for p in f.pieces if len(p.lines) > 1]
    assert broken
    assert all(line.gap == 0 for p in broken for line in p.lines)


@pytest.mark.parametrize(
    "one",
    [
        furnished(table(20, 5)),
        furnished(Table((), (), (), SPAN)),
        table(20, 5),
        Table((text("甲"), text("乙")), ((text("很长。" * 400), text("短")),) * 3, ("left", "left"), SPAN),
        Table((text("甲"),), ((text("a"), text("b"), text("c")),), ("left",), SPAN),
        Table((text(""),), ((text(""),), ()), ("left",), SPAN),
        Table((), (), (), SPAN),
    ],
    ids=[
        "title and too many columns",
        "title of nothing",
        "too many columns",
        "rows higher than a page bears",
        "rows longer than the head",
        "empty cells",
        "nothing",
    ],
)
def test_odd_tables_lose_nothing(composed, one):
    blocks = [paragraph(300), one, paragraph(300)]
    plan, _ = composed(blocks)
    check(plan, sheets.load("tabloid"))
    nothing_lost(plan, article(blocks))
