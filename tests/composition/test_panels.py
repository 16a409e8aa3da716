"""Panels: sidebars and long code stand in boxes of their own, set in whole em, every character once."""

import pytest

from paiyin.article import Code, ListBlock, ListItem, Paragraph, Quote, Sidebar
from paiyin.composition import sheet as sheets
from paiyin.spans import Span
from tests.composition.conftest import article, paragraph, section, text
from tests.composition.laws import check, nothing_lost, printed

SPAN = Span("test.md", 0, 1)
SHEETS = ("tabloid", "a4", "broadsheet")


def frames(plan, kind):
    return [f for page in plan.pages for f in page.frames if f.kind == kind]


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("columns", [None, 1, 2])
def test_a_sidebar_is_set_inside_its_box(composed, sheet, columns):
    """At least half an em from every edge, on the page's baselines, measured in whole em."""
    made = sheets.load(sheet)
    blocks = [
        paragraph(900),
        Sidebar(text("圩日怎么算"), (paragraph(60), paragraph(45)), SPAN, columns),
        paragraph(500),
    ]
    plan, _ = composed(blocks, sheet)
    check(plan, made)
    (frame,) = frames(plan, "sidebar")
    assert frame.columns == (columns or 1)
    (ground,) = [r for page in plan.pages for r in page.rules if r.role == "tint"]
    assert (ground.x, ground.width) == (frame.x, frame.width)
    for piece in frame.pieces:
        for line in piece.lines:
            assert line.x >= frame.x + made.body / 2 - 0.01
            assert line.x + line.measure <= frame.x + frame.width - made.body / 2 + 0.01
            assert line.y - 0.88 * line.size >= ground.y + made.body / 2 - 0.01
            assert line.y + 0.12 * line.size <= ground.y + ground.height - made.body / 2 + 0.01
        if piece.role == "sidebar":
            at = (piece.lines[0].y - made.baseline(0)) / made.step
            assert abs(at - round(at)) < 1e-6
            assert all(abs(line.measure / made.body - round(line.measure / made.body)) < 1e-6 for line in piece.lines)
    assert printed(plan, ("panel-title",)) == "圩日怎么算"


def test_a_longer_sidebar_is_wider(composed):
    plan, _ = composed([paragraph(2400), Sidebar(text("题"), (paragraph(420),), SPAN), paragraph(900)])
    assert frames(plan, "sidebar")[0].columns == 2


def test_a_sidebar_too_long_for_a_box_runs_in_the_text_on_a_ground(composed):
    blocks = [paragraph(900), Sidebar(text("题"), tuple(paragraph(500, n) for n in range(8)), SPAN), paragraph(400)]
    plan, _ = composed(blocks)
    check(plan, sheets.load("tabloid"))
    nothing_lost(plan, article(blocks))
    assert not frames(plan, "sidebar")
    assert any(r.role == "tint" for page in plan.pages for r in page.rules)


def test_all_forms_stand_in_a_sidebar(composed):
    inner = (
        paragraph(60),
        section("小题"),
        ListBlock((ListItem("•", (paragraph(20), Code("x = 1", SPAN)), SPAN),), SPAN),
        Quote((paragraph(30),), SPAN),
    )
    blocks = [paragraph(900), Sidebar((), inner, SPAN)]
    plan, _ = composed(blocks)
    nothing_lost(plan, article(blocks))
    assert {p.role for f in frames(plan, "sidebar") for p in f.pieces} == {"sidebar", "subhead", "code", "quote"}


def test_spans_lead_back_to_the_source(composed):
    words = "圩，南方的集市，各地圩日不同，彼此错开，小贩可以轮着赶。"
    inside = Paragraph(text(words), Span("test.md", 0, len(words)))
    plan, _ = composed([paragraph(900), Sidebar(text("题"), (inside,), SPAN)])
    (frame,) = frames(plan, "sidebar")
    lines = [line for p in frame.pieces if p.role == "sidebar" for line in p.lines]
    assert "".join(words[line.span.start : line.span.end] for line in lines) == words


@pytest.mark.parametrize("sheet", SHEETS)
def test_long_code_stands_in_a_box_and_keeps_its_blanks(composed, sheet):
    code = "def total(path):\n    for number, row in enumerate(rows, start=2):\n        amounts[row] += 1    # 缩进保留"
    blocks = [paragraph(1500), Code(code, SPAN), paragraph(500)]
    plan, _ = composed(blocks, sheet)
    (frame,) = frames(plan, "code")
    lines = [line for p in frame.pieces for line in p.lines]
    assert [line.text for line in lines] == [line.strip() for line in code.split("\n")]
    starts = [(line.x - lines[0].x) / line.size * 1000 + line.segments[0].lead for line in lines]
    assert [round(start - starts[0]) for start in starts] == [0, 2000, 4000]  # blanks of half an em


def test_a_broken_line_of_code_goes_on_right_of_its_start(composed):
    code = "if y:\n    " + "call(argument) + " * 30
    plan, _ = composed([paragraph(1500), Code(code, SPAN), paragraph(500)])
    (frame,) = frames(plan, "code")
    first, *others = frame.pieces[1].lines
    assert others
    start = first.x + first.segments[0].lead * first.size / 1000
    assert all(line.x > start for line in others)


def test_code_is_smaller_before_it_is_broken(composed):
    plan, _ = composed([paragraph(900), Code("word " * 17 + "end", SPAN), paragraph(300)], "a4")
    (frame,) = frames(plan, "code")
    assert len(frame.pieces[0].lines) == 1
    assert frame.pieces[0].lines[0].size < sheets.load("a4").body


def test_short_code_stays_in_the_column_on_a_ground(composed):
    plan, _ = composed([paragraph(300), Code("ls -l", SPAN), paragraph(300)])
    assert printed(plan, ("code",)) == "ls -l"
    assert not frames(plan, "code")
    assert any(r.role == "tint" for r in plan.pages[0].rules)


@pytest.mark.parametrize("code", ["", "\n\n", "x" * 900, "\tif y:\n\n\t\t" + "word " * 90, "行\n" * 300], ids=range(5))
@pytest.mark.parametrize("sheet", SHEETS)
def test_odd_code_loses_nothing(composed, code, sheet):
    blocks = [paragraph(300), Code(code, SPAN), paragraph(300)]
    plan, _ = composed(blocks, sheet)
    check(plan, sheets.load(sheet))
    nothing_lost(plan, article(blocks))
