"""Pull quotes: the sentence that is chosen stands alone, the box is on the grid, nothing of it is taken for text."""

import pytest

from paiyin.article import Paragraph, PullQuote
from paiyin.composition import sheet as sheets
from paiyin.composition import typography
from paiyin.composition.galley import paragraph_rows
from paiyin.composition.pullquote import CHOSEN, pull_quote
from paiyin.composition.section import Section
from paiyin.composition.setter import Setter
from paiyin.composition.story import Collector
from paiyin.diagnostics import Diagnostics
from paiyin.han import Rules
from paiyin.spans import Span
from tests.composition.conftest import article, paragraph, section, text
from tests.composition.laws import check, printed

SPAN = Span("test.md", 0, 1)


@pytest.fixture
def section_of(book):
    """Return a function that sets paragraphs as a section of a tabloid page: (setter, sheet, section)."""
    sheet = sheets.load("tabloid")
    setter = Setter(book, typography.load(sheet), "zh-Hans", Rules())

    def make(*paragraphs):
        section = Section(None, 0)
        for n, words in enumerate(paragraphs):
            done = setter.text(text(words), "body")
            section.rows += paragraph_rows(done, done.paragraph.best(sheet.span_measure(1, 9)).lines, n)
        return setter, sheet, section

    return make


def words_of(box):
    return "".join(line.text for line in box.content.head.lines)


def test_a_whole_saying_is_chosen(section_of):
    parts = section_of("村里的路修通了。老支书说：“路通了，年轻人才愿意回来种果树。”大家都笑了。")
    box = pull_quote(*parts)
    assert words_of(box) == "“路通了，年轻人才愿意回来种果树。”"
    assert box.kind == "quote"
    assert box.columns == 2


@pytest.mark.parametrize(
    "words",
    [
        "老支书提出“把路修到每一家的院子门口去”的办法。",  # no sentence
        "老支书说：“路通了。”",  # too short
        "老支书说：“" + "路通了，年轻人才愿意回来种果树，" * 3 + "这是我们的心愿。”",  # too long
        "这就是“三心”“五到”和“路通了，年轻人才愿意回来种果树。”",  # nobody says it
        "墙上挂着一块牌子。",
    ],
)
def test_nothing_is_chosen_that_is_no_short_saying(section_of, words):
    assert pull_quote(*section_of(words)) is None


def test_a_sentence_that_points_at_another_gives_way(section_of):
    parts = section_of(
        "他说：“但是那一年的冬天谁也没有想到会有雪。”",
        "老人说：“种树的人，要想着五十年以后的路人。”",
    )
    assert words_of(pull_quote(*parts)) == "“种树的人，要想着五十年以后的路人。”"


def test_the_speaker_may_come_after_the_words(section_of):
    parts = section_of("“路通了，年轻人才愿意回来种果树。”老支书笑着说。")
    assert words_of(pull_quote(*parts)) == "“路通了，年轻人才愿意回来种果树。”"


def test_the_anchor_is_the_row_where_the_sentence_ends(section_of):
    setter, sheet, section = section_of("村里的事情多。" * 12 + "老支书说：“路通了，年轻人才愿意回来种果树。”")
    box = pull_quote(setter, sheet, section)
    assert "。”" in section.rows[box.anchor].line.text


def test_a_sentence_is_pulled_once(section_of):
    setter, sheet, section = section_of("老人说：“种树的人，要想着五十年以后的路人。”")
    section.boxes.append(pull_quote(setter, sheet, section))
    assert pull_quote(setter, sheet, section) is None


def test_what_the_story_quotes_itself_is_not_chosen(section_of):
    setter, sheet, section = section_of("老人说：“种树的人，要想着五十年以后的路人。”")
    section.quoted = frozenset(["种树的人要想着五十年以后的路人"])
    assert pull_quote(setter, sheet, section) is None


def test_the_sections_of_a_story_know_its_quotes(book):
    sheet = sheets.load("tabloid")
    setter = Setter(book, typography.load(sheet), "zh-Hans", Rules())
    collector = Collector(setter, sheet, Diagnostics(), {}, lambda chart, columns: 12)
    story = article([paragraph(900), section("一节"), paragraph(900), PullQuote(text("“路，通了。”"), SPAN)])
    assert [s.quoted for s in collector.sections(story)] == [frozenset(["路通了"])] * 2


def test_a_chosen_sentence_has_no_source(section_of):
    box = pull_quote(*section_of("老人说：“种树的人，要想着五十年以后的路人。”"))
    assert box.content.role == CHOSEN
    assert all(one.span(0, 1) is None for one in box.content.head.texts)


@pytest.mark.parametrize("sheet", ["tabloid", "a4", "broadsheet"])
@pytest.mark.parametrize("columns", [None, 1, 2, 9])
def test_a_declared_one_is_set_once_on_every_sheet(composed, sheet, columns):
    quote = PullQuote(text("种树的人，要想着五十年以后的路人。"), SPAN, text("老社员 某甲"), columns)
    plan, _ = composed([paragraph(700), quote, paragraph(500)], sheet)
    check(plan, sheets.load(sheet))
    assert printed(plan, ("display-quote",)) == "种树的人，要想着五十年以后的路人。"
    assert printed(plan, ("quote-sign",)) == "老社员 某甲"


def test_its_lines_stay_inside_the_box(composed):
    for size in (4, 12, 20, 28, 60):
        words = "路通了年轻人愿意回来种果树" * 5
        plan, _ = composed([paragraph(900), PullQuote(text(words[:size] + "。"), SPAN)])
        (frame,) = [f for page in plan.pages for f in page.frames if f.kind == "quote"]
        for line in frame.pieces[0].lines:
            assert frame.x <= line.x
            assert line.x <= frame.x + frame.width
            assert frame.y < line.y - line.size * 0.88
            assert line.y <= frame.y + frame.height


def test_paragraphs_are_untouched_by_their_repetition(composed):
    blocks = [Paragraph(text("老人说：“种树的人，要想着五十年以后的路人。”"), SPAN)]
    plan, _ = composed(blocks)
    assert printed(plan, ("body",)) == "老人说：“种树的人，要想着五十年以后的路人。”"


def test_lines_end_with_clauses_where_they_can(composed):
    """Also after forced line ends; an unbroken sentence is balanced like a head."""
    for words, lines in (
        ("石头是有记性的，你怎么待它，它就怎么待你。", ["石头是有记性的，", "你怎么待它，", "它就怎么待你。"]),
        ("钱在桥上，\n桥在水上。", ["钱在桥上，", "桥在水上。"]),
    ):
        plan, _ = composed([paragraph(900), PullQuote(text(words), SPAN)])
        (frame,) = [f for page in plan.pages for f in page.frames if f.kind == "quote"]
        assert [line.text for line in frame.pieces[0].lines] == lines
    plan, _ = composed([paragraph(900), PullQuote(text("没有一处可以停顿的\n一句话也要排得下"), SPAN)])
    assert printed(plan, ("display-quote",)) == "没有一处可以停顿的一句话也要排得下"
