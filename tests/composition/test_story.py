"""Every form of the manuscript on every sheet: the hard rules hold and nothing is lost, however forms are nested."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paiyin.article import (
    Article,
    Break,
    Code,
    Footnote,
    Group,
    Head,
    ListBlock,
    ListItem,
    Paragraph,
    PullQuote,
    Quote,
    Run,
    Sidebar,
    Style,
    Table,
)
from paiyin.composition import sheet as sheets
from paiyin.composition import typography
from paiyin.composition.compose import Drawn, Material, compose
from paiyin.composition.furniture import Issue
from paiyin.composition.galley import NEVER
from paiyin.composition.rows import STANDFIRST, Column, RowMaker
from paiyin.composition.setter import Setter
from paiyin.diagnostics import Diagnostics
from paiyin.han import Rules
from paiyin.spans import Span
from tests.composition.conftest import PROSE, article, figure, paragraph, section, text
from tests.composition.laws import check, nothing_lost, printed

SPAN = Span("test.md", 0, 1)

words = st.builds(lambda n, m: text((PROSE[m:] + PROSE * 9)[:n]), st.integers(1, 300), st.integers(0, 19))
paragraphs = st.builds(Paragraph, words, st.just(SPAN))
cells = st.one_of(st.just(()), st.sampled_from([text("312"), text("上渡村"), text("遇大水封桥，改在桥西设摊。")]))
tables = st.integers(1, 9).flatmap(
    lambda n: st.builds(
        lambda head, rows: Table(head, tuple(rows), ("left",) * n, SPAN),
        st.tuples(*[cells] * n),
        st.lists(st.tuples(*[cells] * n), max_size=60),
    )
)
codes = st.builds(Code, st.sampled_from(["", "ls", "x = 1\n  y = 2", "word " * 60, "行\n" * 70]), st.just(SPAN))
leaves = st.one_of(paragraphs, tables, codes, st.just(Break(SPAN)), st.just(section("小题")))
nested = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(
            lambda items, mark: ListBlock(tuple(ListItem(mark, tuple(i), SPAN) for i in items), SPAN),
            st.lists(st.lists(inner, max_size=3), min_size=1, max_size=4),
            st.sampled_from(["•", "1.", "☐", ""]),
        ),
        st.builds(lambda blocks: Quote(tuple(blocks), SPAN), st.lists(inner, max_size=3)),
    ),
    max_leaves=8,
)
boxed = st.one_of(
    st.builds(
        lambda title, blocks, n: Sidebar(text(title) if title else (), tuple(blocks), SPAN, n),
        st.sampled_from(["", "链接", "很长的题目" * 9]),
        st.lists(nested, min_size=1, max_size=4),
        st.sampled_from([None, 1, 2, 5, 12]),
    ),
    st.builds(PullQuote, words, st.just(SPAN), st.sampled_from([(), text("某甲")]), st.sampled_from([None, 1, 3])),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    blocks=st.lists(st.one_of(paragraphs, paragraphs, nested, boxed), max_size=9),
    groups=st.lists(st.integers(1, 7), max_size=2),
    sheet=st.sampled_from(["tabloid", "a4", "broadsheet"]),
)
def test_no_form_breaks_a_rule_or_loses_a_character(composed, blocks, groups, sheet):
    number = 0
    for count in groups:
        figures = tuple(figure(number + n + 1) for n in range(count))
        number += count
        blocks = [*blocks, Group(figures, text("组图。"), SPAN)]
    plan, _ = composed(blocks, sheet)
    check(plan, sheets.load(sheet))
    nothing_lost(plan, article(blocks))


def test_notes_in_tables_quotes_and_sidebars_are_printed_once(book):
    mark = Run("1", SPAN, Style(superscript=True, note="1"))
    one = Table((text("甲"),), (((*text("8,150"), mark),),), ("left",), SPAN)
    quote = Quote((Paragraph((*text("碑文这样写。"), mark), SPAN),), SPAN)
    side = Sidebar(text("题"), (Paragraph((*text("除夕休市。"), mark), SPAN),), SPAN)
    note = Footnote("1", (Paragraph(text("碑在桥东。"), SPAN), one), SPAN)
    made = sheets.load("tabloid")
    story = Article(Head(), (paragraph(760), one, quote, side), "test.md", "test", notes=(note,))
    material = Material({}, lambda chart, columns: 12, lambda chart, columns: Drawn("<svg/>", "图"))
    plan = compose(story, made, typography.load(made), book, Issue(), material, Diagnostics())
    nothing_lost(plan, story)
    assert printed(plan, ("note",)).count("碑在桥东。") == 1
    raised = {
        p.role for f in plan.pages[0].frames for p in f.pieces for line in p.lines for s in line.segments if s.rise
    }
    assert raised == {"table", "quote", "sidebar", "note"}
    assert any(rule.role == "note" for rule in plan.pages[0].rules)


def test_a_table_in_a_list_stands_in_a_box(composed):
    one = Table((text("摊"), text("位")), ((text("粉"), text("1")),), ("left", "left"), SPAN)
    item = ListItem("•", (paragraph(20), one, paragraph(20)), SPAN)
    plan, _ = composed([paragraph(600), ListBlock((item,), SPAN)])
    assert [f.kind for f in plan.pages[0].frames].count("table") == 1


def test_inner_lists_and_quotations_are_set_in(composed):
    """Lines of an inner item stand under its text, those of an outer one at the column's edge, as newspapers do."""
    inner = ListBlock((ListItem("◦", (paragraph(30),), SPAN),), SPAN)
    blocks = [ListBlock((ListItem("•", (paragraph(30), inner), SPAN),), SPAN), Quote((paragraph(40),), SPAN)]
    plan, _ = composed(blocks)
    sheet = sheets.load("tabloid")
    for frame in plan.pages[0].frames:
        for piece in frame.pieces if frame.kind == "text" else ():
            if not piece.first:
                continue
            first, last = piece.lines[0], piece.lines[-1]
            if first.text.startswith("◦"):
                assert first.x == last.x and -3000 <= first.segments[0].lead < 0  # the mark stands out of them
                assert last.x - sheet.x(frame.column) > 3 * 9
            else:
                shift = 9.0 if piece.role == "quote" else 0.0
                assert abs(last.x - sheet.x(frame.column) - shift) < 0.01, first.text


def test_the_opening_picture_is_the_first_box_of_the_story(composed):
    blocks = [b for n in range(9) for b in (paragraph(900, n), figure(n + 1))]
    blocks[-1] = replace(blocks[-1], opening=True)
    plan, _ = composed(blocks)
    assert len(plan.pages) > 1
    assert 9 in [f.picture.slip.source for f in plan.pages[0].frames if f.kind == "figure"]


def test_a_standfirst_is_larger_and_padded_to_whole_lines(book):
    sheet = sheets.load("tabloid")
    maker = RowMaker(Setter(book, typography.load(sheet), "zh-Hans", Rules()), sheet, Diagnostics())
    rows = []
    maker.lead(rows, text(PROSE + PROSE[:11]), Column(sheet.span_width(1)))
    lines = [(n, row) for n, row in enumerate(rows) if row.line is not None]
    places = [n * sheet.step + row.dy for n, row in lines]
    steps = {round(b - a, 6) for a, b in pairwise(places)}
    assert steps == {1.5 * sheet.step}
    assert all(row.text.role.size > 1.2 * sheet.body for _, row in lines)
    assert abs(lines[0][1].text.role.size / sheet.body - STANDFIRST) < 0.2
    assert all(rows[n].after == NEVER for n, row in lines)  # no column ends between two rows of a pair
    assert rows[-1].drop


def test_a_long_standfirst_keeps_the_size_of_the_body(composed):
    blocks = [Paragraph(text(PROSE * 6), SPAN, lead=True), paragraph(300)]
    plan, _ = composed(blocks)
    assert printed(plan, ("lead",)) == PROSE * 6
