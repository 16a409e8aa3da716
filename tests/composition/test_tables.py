"""Tables: as wide as they need to be, cut with their head repeated, nothing of them lost."""

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


@pytest.mark.parametrize(
    "one",
    [
        table(20, 5),
        Table((text("甲"), text("乙")), ((text("很长。" * 400), text("短")),) * 3, ("left", "left"), SPAN),
        Table((text("甲"),), ((text("a"), text("b"), text("c")),), ("left",), SPAN),
        Table((text(""),), ((text(""),), ()), ("left",), SPAN),
        Table((), (), (), SPAN),
    ],
    ids=["too many columns", "rows higher than a page bears", "rows longer than the head", "empty cells", "nothing"],
)
def test_odd_tables_lose_nothing(composed, one):
    blocks = [paragraph(300), one, paragraph(300)]
    plan, _ = composed(blocks)
    check(plan, sheets.load("tabloid"))
    nothing_lost(plan, article(blocks))
