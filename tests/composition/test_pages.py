"""Whole pages: the hard rules hold whatever the article's shape, and nothing of it is lost."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paiyin.article import Code, Figure, ListBlock, ListItem, Quote, Table
from paiyin.composition import sheet as sheets
from paiyin.composition.compose import Photo
from paiyin.composition.galley import BLANK, NEVER, Row
from paiyin.composition.story import keep_heads
from paiyin.spans import Span
from tests.composition.conftest import article, chart, figure, paragraph, section, text
from tests.composition.laws import body_of, check, figure_pages, letters, printed

SPAN = Span("test.md", 0, 1)
BODY = ("body", "scene", "lead")


@st.composite
def shapes(draw):
    """Articles of 0–9 sections with paragraphs of 1–900 characters and figures of all spans."""
    blocks, number = [], 0
    for part in range(draw(st.integers(0, 5))):
        if draw(st.booleans()):
            blocks.append(section("河清海晏" + "岁岁年年" * draw(st.integers(0, 4))))
        for _ in range(draw(st.integers(0, 5))):
            blocks.append(paragraph(draw(st.integers(1, 900)), draw(st.integers(0, 19))))
            if draw(st.integers(0, 3)) == 0:
                number += 1
                blocks.append(figure(number, draw(st.sampled_from([None, 1, 2, 3, 5, 8]))))
        if part == 2 and draw(st.booleans()):
            blocks.append(chart(1))
    return blocks


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(blocks=shapes(), name=st.sampled_from(["tabloid", "a4", "broadsheet", "broadsheet8"]))
def test_hard_rules_hold_for_every_shape(composed, blocks, name):
    plan, _ = composed(blocks, name)
    check(plan, sheets.load(name))
    assert letters(printed(plan, BODY)) == letters(body_of(article(blocks)))
    assert sorted(figure_pages(plan)) == [b.number for b in blocks if isinstance(b, Figure)]


def test_a_figure_pinned_to_a_page_that_there_is_not_stands_elsewhere(composed):
    """Whatever way of filling is the best: each is tried with all the figures."""
    blocks = [block for n in range(10) for block in (paragraph(300, n), figure(n + 1))]
    pinned = [replace(b, pin="p9 1-2 top") if isinstance(b, Figure) and b.number in (2, 7) else b for b in blocks]
    plan, diagnostics = composed(pinned)
    assert sorted(figure_pages(plan)) == list(range(1, 11))
    assert [d.code for d in diagnostics].count("P125") == 2


@pytest.mark.parametrize("length", [600, 4300, 8200])
def test_a_panel_of_numbers_that_finds_no_place_as_a_strip_stands_in_its_section(composed, length):
    panel = replace(chart(1), kind="numbers")
    blocks = [section("春水"), paragraph(900), section("秋水"), paragraph(length), panel]
    plan, _ = composed(blocks, widths=(1, 5))
    assert [f.kind for page in plan.pages for f in page.frames].count("chart") == 1


def test_a_table_stands_under_the_head_of_its_own_section(composed):
    """Sections of a few lines run on, but a table under another section's head says nothing."""
    cells = tuple(text(f"第{n}项指标") for n in range(6))
    table = Table(cells, (cells,) * 5, ("left",) * 6, SPAN)
    blocks = [block for n in range(5) for block in (section(f"第{n}表"), paragraph(90, n), table)]
    plan, _ = composed(blocks)
    roles = [f.pieces[0].role if f.pieces and f.kind != "table" else f.kind for f in plan.pages[0].frames]
    assert [role for role in roles if role in ("section", "table")] == ["section", "table"] * 5


def test_a_chart_that_nobody_asked_for_never_stands_alone(composed):
    """It is left out, and that is told; a declared one stays."""
    for chosen, count in (("reason", 0), ("", 1)):
        plan, diagnostics = composed([paragraph(40), replace(chart(1), chosen=chosen)], widths=(2,))
        assert [f.kind for page in plan.pages for f in page.frames].count("chart") == count
        assert [d.code for d in diagnostics].count("P122") == 1 - count


@pytest.mark.parametrize("length", [3, 20, 60, 150])
def test_few_words_leave_the_page_to_what_follows(composed, length):
    """A note before a wide box does not take the whole page for itself."""
    plan, _ = composed([paragraph(length), Code("行\n" * 4 + "长" * 90, SPAN)])
    assert len(plan.pages) == 1


def test_an_empty_article_still_has_a_page(composed):
    plan, _ = composed([])
    assert len(plan.pages) == 1


def test_a_short_article_ends_level(composed):
    """The columns of a story that does not fill its page are balanced: feet differ by the odd line only."""
    plan, _ = composed([paragraph(700)])
    feet = [max(line.y for piece in f.pieces for line in piece.lines) for f in plan.pages[0].frames if f.kind == "text"]
    assert len(feet) == 5
    assert max(feet) - min(feet) <= 11.5 * 5


def test_text_goes_on_in_order_over_pages(composed):
    """Read frame by frame, a long story is the manuscript."""
    blocks = [paragraph(1200, n) for n in range(14)]
    plan, _ = composed(blocks)
    assert len(plan.pages) >= 3
    assert printed(plan, BODY) == body_of(article(blocks))


def test_pages_before_the_last_end_at_their_foot(composed):
    plan, diagnostics = composed([paragraph(1200, n) for n in range(14)])
    for page in plan.pages[:-1]:
        feet = {
            round(max(line.y for piece in f.pieces for line in piece.lines)) for f in page.frames if f.kind == "text"
        }
        assert max(feet) - min(feet) <= 12, feet  # the jump line takes the last column's last line
    assert not diagnostics.warnings


def test_a_story_that_goes_on_says_where(composed):
    plan, _ = composed([paragraph(1200, n) for n in range(14)])
    assert "下转第2版" in printed(plan, ("jump",))
    assert "上接第1版" in printed(plan, ("jump",))


def test_no_figure_stands_before_its_mention(composed):
    blocks = []
    for n in range(12):
        blocks += [paragraph(900, n), figure(n + 1)]
    plan, _ = composed(blocks)
    ends = {}
    for page in plan.pages:
        for frame in page.frames:
            for piece in frame.pieces:
                if piece.role == "body" and piece.last:
                    ends[piece.paragraph] = page.number
    for number, page in figure_pages(plan).items():
        assert page >= ends[number], (number, page)


def test_figures_are_numbered_in_the_order_of_their_pages(composed):
    plan, _ = composed([b for n in range(9) for b in (paragraph(500, n), figure(n + 1))])
    numbers = [f.picture.number for page in plan.pages for f in page.frames if f.kind == "figure"]
    assert sorted(numbers) == list(range(1, 10))
    first = [[f.picture.number for f in page.frames if f.kind == "figure"] for page in plan.pages]
    assert [min(n) for n in first if n] == sorted(min(n) for n in first if n)


def test_the_slip_asks_for_the_pixels_of_the_frame(composed):
    """成品 in mm and the pixels at 200 ppi, rounded up to tens (design, order slip)."""
    plan, _ = composed([paragraph(900), figure(1, 2)])
    frame = next(f for f in plan.pages[0].frames if f.kind == "figure")
    slip = frame.picture.slip
    assert abs(slip.width - 87.3) < 0.05
    assert slip.pixels[0] == 690
    assert slip.pixels[1] % 10 == 0
    assert slip.pixels[1] >= slip.height / 25.4 * 200


def test_a_photo_of_few_pixels_is_not_widened_past_them(composed):
    """A page is never filled by enlarging a photo below 150 pixels to the inch; one that has the pixels opens wide."""
    blocks = [paragraph(900), section("春水"), paragraph(900), figure(1), paragraph(900), figure(2)]

    def width(pixels):
        photos = {n: Photo(f"{n}.jpg", pixels, round(pixels * 0.66)) for n in (1, 2)}
        plan, _ = composed(blocks, "broadsheet", photos)
        return max(f.width for page in plan.pages for f in page.frames if f.kind == "figure")

    small, large = width(900), width(6000)
    assert 900 / (small / 72) >= 150
    assert large > small


def test_every_form_of_markdown_keeps_its_words(composed):
    """Lists, quotes, code and tables become newspaper forms; no character of them is lost."""
    item = ListItem("•", (paragraph(30),), SPAN)
    table = Table(
        (text("村名"), text("户数")),
        ((text("上渡"), text("312")), (text("下渡"), text("1,208"))),
        ("left", "right"),
        SPAN,
    )
    blocks = [
        paragraph(300),
        ListBlock((item, item), SPAN),
        Quote((paragraph(60),), SPAN),
        Code("x = 1\n  y = 2", SPAN),
        table,
    ]
    plan, _ = composed(blocks)
    words = "".join(line.text for page in plan.pages for f in page.frames for p in f.pieces for line in p.lines)
    for part in ("x=1", "y=2", "上渡", "312", "1,208", "户数"):
        assert part in words.replace(" ", ""), part
    assert words.count("•") == 2


def test_a_table_too_wide_for_the_sheet_becomes_paragraphs(composed):
    cells = tuple(text(f"第{n}列的内容") for n in range(20))
    plan, _ = composed([paragraph(200), Table(cells, (cells,), ("left",) * 20, SPAN)])
    words = "".join(line.text for page in plan.pages for f in page.frames for p in f.pieces for line in p.lines)
    assert words.count("第19列的内容") == 2


@pytest.mark.parametrize("sheet", ["tabloid", "a4"])
def test_heads_with_no_text_between_them_come_to_an_end(composed, sheet):
    """Heads that hang together for longer than a column are parted; a page that takes nothing would be made for ever."""
    blocks = [paragraph(600), *(section("堤上先有干部脚印　岸边才有百姓笑声") for _ in range(30)), paragraph(90)]
    plan, _ = composed(blocks, sheet)
    check(plan, sheets.load(sheet))
    assert len(plan.pages) <= 2
    assert letters(printed(plan, ("section", "crosshead"))) == letters("堤上先有干部脚印岸边才有百姓笑声" * 30)


def test_a_head_with_nothing_under_it_is_printed(composed):
    plan, _ = composed([section("河清海晏")])
    assert printed(plan, ("crosshead", "section")) == "河清海晏"


def test_a_head_keeps_two_lines_even_if_its_first_paragraph_has_one():
    """The second line is then the next paragraph's first, with a blank before it or not."""
    head, line = Row("crosshead", 1, object(), first=True, last=True, level=3), object()
    one, two = Row("body", 2, line, first=True, last=True), Row("body", 3, line, first=True)
    for rows, kept in (([head, one, BLANK, two, two], 3), ([head, one, two], 2), ([head, one, head, two], 1)):
        galley = list(rows)
        keep_heads(galley)
        assert [row.after >= NEVER for row in galley[: kept + 1]] == [True] * kept + [False]


def test_number_panels_that_no_page_has_room_for_as_strips_are_not_lost(composed):
    """A story of one page that is full of text and pictures has no room for a strip over all columns."""
    numbers = [replace(chart(n), kind="numbers", title=f"数{n}") for n in (1, 2, 3)]
    blocks = [section("南山"), paragraph(700), section("北水"), *(b for one in numbers for b in (paragraph(700), one))]
    plan, _ = composed(blocks, widths=(1, 2, 5))
    assert sorted(f.picture.number for p in plan.pages for f in p.frames if f.kind == "chart") == [1, 2, 3]


def test_composing_twice_gives_the_same_plan(composed):
    blocks = [b for n in range(6) for b in (section("南山北水"), paragraph(700, n), figure(n + 1))]
    assert composed(blocks)[0] == composed(blocks)[0]


def report(titled: bool) -> list:
    """Return six sections of a few lines with a table each, after two lines of their own."""
    rows = tuple((text(word), text("万吨"), text("10867.14"), text("-12.3")) for word in "粮油蔬果木水铁")
    table = Table(tuple(map(text, ("指标", "单位", "绝对数", "比上年增长（%）"))), rows, ("left",) * 4, SPAN)
    titles = [text(f"表{n}　主要指标") if titled else () for n in range(6)]
    parts = [
        (section(f"第{n}条"), paragraph(110, n), replace(table, title=title), paragraph(140, n))
        for n, title in enumerate(titles)
    ]
    return [paragraph(20), paragraph(12), *(block for part in parts for block in part)]


def test_heads_of_very_short_sections_stand_in_the_columns(composed):
    """Bands of their own would leave most of the page white; tables with titles need no head over them."""
    plan, _ = composed(report(titled=True), "broadsheet")
    frames = [f for page in plan.pages for f in page.frames]
    inside = [p for f in frames if f.kind == "text" for p in f.pieces if p.level]
    assert len(plan.pages) == 1 and len(inside) == 6
    assert not any(f.pieces[0].role == "section" for f in frames if f.kind == "head")


def test_tables_without_titles_keep_their_heads_over_them(composed):
    """The first section too, whose head and first lines are more than an even share of its lines."""
    plan, diagnostics = composed(report(titled=False), "broadsheet")
    texts = [f for page in plan.pages for f in page.frames if f.kind == "text"]
    heads = [f for page in plan.pages for f in page.frames if f.kind == "head" and f.pieces[0].role == "section"]
    assert len(heads) >= 5 and max(f.lines for f in texts) < 40
    assert not [d for d in diagnostics if d.code == "P101"]
