"""Editions of several articles: hard rules hold whatever is packed, ad holes stay free, nothing is lost."""

import os
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paiyin.article import Article, Chart, Figure, Head
from paiyin.composition import sheet as sheets
from paiyin.composition.compose import Drawn, Material, Photo
from paiyin.composition.fit import Pages, Wishes
from paiyin.composition.furniture import Issue
from paiyin.composition.packing import Entry
from paiyin.composition.packing.story import FAR
from paiyin.contents import Hole
from paiyin.exceptions import InputError
from tests.composition.conftest import chart, figure, paragraph, section, text
from tests.composition.laws import body_of, check, letters, overlap

SHEETS = ("tabloid", "a4", "broadsheet")
TITLES = ("老桥过车先过人　一桥晴雨两岸心", "早市迁新址", "一堂课从量一条田埂开始", "雨燕回来那天塔上停了工", "")
PINS = ("",) * 8 + ("p1 1-2 top", "p1 2-3 bottom", "p2 1 top", "p2 1-3 bottom", "p9 1 top", "nowhere")
SHAPES = ((3000, 2000), (2000, 3000), (4000, 1200), (900, 3200))
EXAMPLES = int(os.environ.get("PAIYIN_EXAMPLES", "8"))
MATERIAL = Material({}, lambda chart, columns: 12, lambda chart, columns: Drawn("<svg/>", "图"))


@st.composite
def articles(draw, sections: int = 3):
    """Articles of up to so many sections with paragraphs of 1–500 characters and up to four figures of all spans, some of them
    photos, some pinned."""
    blocks, number, photos = [], 0, {}
    for _ in range(draw(st.integers(1, sections))):
        if draw(st.booleans()):
            blocks.append(section("河清海晏" + "岁岁年年" * draw(st.integers(0, 3))))
        for _ in range(draw(st.integers(0, 4))):
            blocks.append(paragraph(draw(st.integers(1, 500)), draw(st.integers(0, 19))))
            if number < 4 and draw(st.integers(0, 2)) == 0:
                number += 1
                made = figure(number, draw(st.sampled_from([None, None, 1, 2, 3, 5, 8])))
                blocks.append(replace(made, pin=draw(st.sampled_from(PINS))))
                if shape := draw(st.sampled_from([None, None, *SHAPES])):
                    photos[number] = Photo(f"{number}.jpg", *shape)
    if draw(st.integers(0, 3)) == 0:
        chosen = draw(st.sampled_from(["", "a reason"]))
        blocks.append(replace(chart(1), chosen=chosen))
    head = Head(text(draw(st.sampled_from(TITLES))), byline=text(draw(st.sampled_from(["", "本报记者　某甲"]))))
    return Article(head, tuple(blocks), "test.md", "test"), replace(MATERIAL, photos=photos)


@st.composite
def editions(draw):
    """Editions of 1–12 articles with up to two ad holes on one of the sheets, in a number of pages or any."""
    sheet = sheets.load(draw(st.sampled_from(SHEETS)))
    count = draw(st.integers(1, 12))
    some = articles(3 if count <= 6 else 1)
    made = [_told_apart(*draw(some), n) for n in range(count)]
    entries = [Entry(*one, draw(st.sampled_from([0, 0, 0, 1, 2]))) for one in made]
    holes = []
    for _ in range(draw(st.integers(0, 2))):
        page = draw(st.integers(1, 3))
        column, top = draw(st.integers(0, sheet.columns - 1)), sheet.masthead + 1 if page == 1 else 0
        line = draw(st.integers(top, sheet.lines - 1))
        hole = Hole(
            page,
            column,
            draw(st.integers(1, sheet.columns - column)),
            line,
            draw(st.integers(1, sheet.lines - line)),
        )
        if not any(h.page == page and overlap(_Place(h), _Place(hole)) for h in holes):
            holes.append(hole)
    return sheet, entries, holes, draw(st.sampled_from([None, None, Pages(1, 1), Pages(2, 2), Pages(2, 3)]))


def _told_apart(article: Article, material: Material, n: int) -> tuple[Article, Material]:
    """Give the charts of an article a title of their own: what is said twice in the same words is told once."""
    blocks = tuple(replace(b, title=f"第{n}组数") if isinstance(b, Chart) else b for b in article.blocks)
    return replace(article, blocks=blocks), material


class _Place:
    def __init__(self, hole: Hole):
        self.column, self.columns, self.line, self.lines = hole.column, hole.columns, hole.line, hole.lines


def stories(plan, count: int) -> list[str]:
    """Return the body text of each story, in the order of the pages."""
    found = [""] * count
    for page in plan.pages:
        for frame in page.frames:
            for piece in frame.pieces:
                if piece.role == "body":
                    found[piece.paragraph // FAR] += "".join(line.text for line in piece.lines)
    return found


@pytest.mark.timeout(90 * EXAMPLES)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(edition=editions())
def test_hard_rules_hold_for_every_edition(packed, edition):
    sheet, entries, holes, pages = edition
    plan, diagnostics = packed(entries, holes, sheet, wishes=Wishes(pages))
    check(plan, sheet)
    for entry, found in zip(entries, stories(plan, len(entries))):
        assert letters(found) == letters(body_of(entry.article))
    shown = [f.picture for page in plan.pages for f in page.frames if f.kind in ("figure", "chart")]
    figures = [b for e in entries for b in e.article.blocks if isinstance(b, Figure)]
    assert sorted(p.number for p in shown if p.slip is not None) == list(range(1, len(figures) + 1))
    drawn = sum(p.kind == "chart" for p in shown)
    charts = [b for e in entries for b in e.article.blocks if isinstance(b, Chart)]
    left_out = [d for d in diagnostics if d.code == "P122"]
    assert drawn + len(left_out) == len(charts)
    assert len(left_out) <= sum(bool(c.chosen) for c in charts)
    for hole in holes:
        page = plan.pages[hole.page - 1]
        others = [f for f in page.frames if f.line >= 0 and f.kind != "hole"]
        assert not [f.kind for f in others if overlap(f, _Place(hole))]
    marked = [(page.number, f.column, f.line) for page in plan.pages for f in page.frames if f.kind == "hole"]
    assert sorted(marked) == sorted((h.page, h.column, h.line) for h in holes)
    if pages is not None:
        told = {d.code for d in diagnostics}
        assert len(plan.pages) >= pages.least
        assert (len(plan.pages) > pages.most) == ({"P120", "P158"} <= told)


def story(title: str, *lengths: int, pictures: int = 0, deck: str = "") -> Article:
    """Return an article with paragraphs of some lengths, the first of them with pictures after them."""
    blocks = []
    for n, length in enumerate(lengths):
        blocks.append(paragraph(length, n))
        if n < pictures:
            blocks.append(figure(n + 1))
    return Article(Head(text(title), deck=text(deck)), tuple(blocks), f"{title}.md", title)


def entries_of(*wanted: Article, pages: tuple[int, ...] = ()) -> list[Entry]:
    return [Entry(a, MATERIAL, page) for a, page in zip(wanted, (*pages, *(0,) * len(wanted)))]


def heads_of(plan) -> dict[str, tuple[int, object]]:
    """Return the page and the frame of each headline."""
    return {
        "".join(line.text for line in piece.lines): (page.number, frame)
        for page in plan.pages
        for frame in page.frames
        for piece in frame.pieces
        if piece.role == "headline"
    }


FOUR = (
    story("甲头条新闻在最上边", 300, 300, 280, 260, pictures=2, deck="副题一行"),
    story("乙二条新闻跟着来", 260, 220, pictures=1),
    story("丙三条短讯", 180, 150, pictures=1),
    story("丁四条短讯", 120, 140),
)


def test_articles_share_a_page_each_under_its_own_head(packed):
    """The first stands top left and widest; the others follow in their order; no head is larger than the first."""
    plan, _ = packed(entries_of(*FOUR))
    assert len(plan.pages) == 1
    found = heads_of(plan)
    assert [title[0] for title in sorted(found, key=lambda t: (found[t][1].line, found[t][1].column))][0] == "甲"
    first = found[FOUR[0].head.title[0].text][1]
    assert first.column == 0 and first.line == 10
    assert all(first.columns >= frame.columns for _, frame in found.values())
    sizes = {title[0]: max(line.size for p in f.pieces if p.role == "headline" for line in p.lines)
             for title, (_, f) in found.items()}
    assert sizes["甲"] == max(sizes.values())


def test_a_story_reads_on_in_its_own_module(packed):
    """Read frame by frame, each story's text is the manuscript, whole paragraphs in order."""
    plan, _ = packed(entries_of(*FOUR))
    for article, found in zip(FOUR, stories(plan, len(FOUR))):
        assert found == body_of(article)


def test_the_editors_pages_and_ranks_are_kept(packed):
    plan, diagnostics = packed(entries_of(*FOUR, pages=(1, 2, 1, 2)))
    pages = {title[0]: page for title, (page, _) in heads_of(plan).items()}
    assert pages == {"甲": 1, "乙": 2, "丙": 1, "丁": 2}
    assert not [d for d in diagnostics if d.code == "P157"]


def test_an_ad_hole_stays_free_and_is_marked_until_the_edition_is_final(packed):
    hole = Hole(1, 3, 2, 60, 26, "某店")
    for final in (False, True):
        plan, _ = packed(entries_of(*FOUR), (hole,), issue=Issue(final=final))
        page = plan.pages[0]
        marks = [f for f in page.frames if f.kind == "hole"]
        assert len(marks) == (not final)
        others = [f for f in page.frames if f.line >= 0 and f.kind != "hole"]
        assert not [f.kind for f in others if overlap(f, _Place(hole))]
        for rule in page.rules:
            assert not (rule.x > 400 and rule.y > 770 and rule.width > 20), rule
    assert marks == []


def test_the_mark_of_a_hole_says_its_size(packed):
    plan, _ = packed(entries_of(*FOUR), (Hole(1, 3, 2, 60, 26, "某店"),))
    mark = next(f for f in plan.pages[0].frames if f.kind == "hole")
    assert mark.data == {"mark": "广告位", "size": "87.3 × 104.6 mm", "note": "某店"}


@pytest.mark.parametrize(
    ("holes", "code"),
    [
        ((Hole(1, 4, 2, 60, 5),), "P151"),
        ((Hole(2, 0, 1, 80, 7),), "P151"),
        ((Hole(1, 0, 1, 2, 20),), "P152"),
        ((Hole(2, 0, 2, 10, 20), Hole(2, 1, 2, 29, 20)), "P153"),
    ],
)
def test_a_hole_that_cannot_be_is_told(packed, holes, code):
    with pytest.raises(InputError) as told:
        packed(entries_of(*FOUR), holes)
    assert [d.code for d in told.value.diagnostics] == [code]


def test_a_story_that_no_page_holds_goes_on_with_its_short_head(packed):
    long = story("甲长篇", *([600] * 13))
    plan, diagnostics = packed(entries_of(long, FOUR[2]))
    assert len(plan.pages) >= 2
    assert next((j.story, j.leaves, j.enters) for j in plan.jumps) == ("甲长篇", 1, 2)
    jumps = ["".join(line.text for line in p.lines) for page in plan.pages for f in page.frames for p in f.pieces
             if p.role == "jump"]
    assert "（下转第2版）" in jumps and "（上接第1版）" in jumps
    short = [p for f in plan.pages[1].frames for p in f.pieces if p.role == "continuation"]
    assert "".join(line.text for line in short[0].lines) == "甲长篇"
    assert "P154" in {d.code for d in diagnostics}
    assert [letters(s) for s in stories(plan, 2)] == [letters(body_of(long)), letters(body_of(FOUR[2]))]


def test_figures_are_numbered_over_the_edition_in_page_order(packed):
    plan, _ = packed(entries_of(*FOUR))
    slips = [f.picture.slip for page in plan.pages for f in page.frames if f.kind == "figure"]
    assert sorted(s.number for s in slips) == [1, 2, 3, 4]
    assert {(s.file, s.source) for s in slips} == {
        (FOUR[0].file, 1), (FOUR[0].file, 2), (FOUR[1].file, 1), (FOUR[2].file, 1)
    }


def test_what_stays_white_is_told_with_its_place(packed):
    plan, diagnostics = packed(entries_of(FOUR[2], FOUR[3]))
    told = next(d for d in diagnostics if d.code == "P156")
    assert told.values["page"] == 1 and told.values["foot"] == 86
    assert plan.residue[-1].lines < 0


def test_packing_twice_gives_the_same_plan(packed):
    assert packed(entries_of(*FOUR))[0] == packed(entries_of(*FOUR))[0]


def test_the_number_of_pages_that_is_wanted_is_kept_or_told(packed):
    three, _ = packed(entries_of(*FOUR), wishes=Wishes(Pages(3, 3)))
    assert len(three.pages) == 3
    long = entries_of(*(story(f"{n}号长稿件", 900, 900, 900) for n in "甲乙丙丁"))
    plan, diagnostics = packed(long, wishes=Wishes(Pages(1, 1)))
    told = next(d for d in diagnostics if d.code == "P158")
    assert told.values == {"pages": len(plan.pages), "most": 1}


def test_text_runs_round_an_ad_in_a_corner(packed):
    """One story and an ad: what is beside the ad is filled."""
    long = story("甲长篇", *([500] * 14), pictures=2)
    for hole in (Hole(1, 0, 2, 60, 26), Hole(1, 3, 2, 60, 26), Hole(2, 3, 2, 0, 30)):
        plan, _ = packed(entries_of(long), (hole,))
        page = plan.pages[hole.page - 1]
        beside = [f for f in page.frames if f.kind in ("text", "figure") and f.line < hole.line + hole.lines
                  and f.line + f.lines > hole.line]
        columns = {c for f in beside for c in range(f.column, f.column + f.columns)}
        assert columns == set(range(5)) - set(range(hole.column, hole.column + hole.columns))


def test_the_first_story_stands_on_page_1_with_the_largest_head(packed):
    """However long it is; a story that stands wider has no larger head."""
    for lengths in ([300] * 4, [500] * 14):
        first = story("甲头条新闻在最上边", *lengths, pictures=2)
        plan, _ = packed(entries_of(first, *FOUR[1:], story("戊", 500, 500, 400)))
        found = heads_of(plan)
        assert found[first.head.title[0].text][0] == 1
        sizes = {
            title[0]: max(line.size for p in f.pieces if p.role == "headline" for line in p.lines)
            for title, (_, f) in found.items()
        }
        assert all(size < sizes["甲"] for name, size in sizes.items() if name != "甲"), sizes


def test_text_without_pictures_ends_level(packed):
    """Its columns end within a line of one another."""
    plan, _ = packed(entries_of(*(story(f"{n}短讯一条", a, b) for n, a, b in zip("甲乙丙", (333, 250, 410), (97, 205, 44)))))
    for _, head in heads_of(plan).values():
        under = range(head.column, head.column + head.columns)
        texts = [f for f in plan.pages[0].frames if f.kind == "text" and f.line == head.line + head.lines]
        lines = [sum(len(p.lines) for p in f.pieces) for f in texts if f.column in under]
        assert len(lines) > 1 and max(lines) - min(lines) <= 1, lines


def test_pages_that_are_more_than_needed_are_filled_alike(packed):
    plan, _ = packed(entries_of(*FOUR[1:]), wishes=Wishes(Pages(2, 2)))
    assert {page for page, _ in heads_of(plan).values()} == {1, 2}


def test_charts_that_nobody_declared_give_way_where_pages_are_full(packed):
    """They are told; declared ones stay."""
    def with_charts(chosen: str) -> list[Entry]:
        made = []
        for title, *_ in zip("甲乙丙", range(3)):
            own = story(f"{title}短讯一条", 500, 300, 250)
            made.append(replace(own, blocks=(*own.blocks, replace(chart(1), chosen=chosen))))
        return entries_of(*made)

    plan, diagnostics = packed(with_charts("a reason"), wishes=Wishes(Pages(1, 1)))
    assert len(plan.pages) == 1
    assert {d.code for d in diagnostics} & {"P122", "P158"} == {"P122"}
    declared, diagnostics = packed(with_charts(""), wishes=Wishes(Pages(1, 1)))
    assert len(declared.pages) == 2 and not any(d.code == "P122" for d in diagnostics)


def test_a_remedy_mends_an_edition_that_is_over(packed):
    """What is offered, applied, comes out on the pages wanted."""
    articles = [story(f"{n}号稿件", 260, 250, 240, pictures=2) for n in "甲乙丙丁戊"]
    plan, diagnostics = packed(entries_of(*articles), wishes=Wishes(Pages(1, 1)))
    told = next(d for d in diagnostics if d.code == "P120")
    assert told.values["page"] == 1 and plan.residue[0].lines > 0
    said = told.values["remedies_en"].split(" · ")
    assert said[-1] == f"give it {len(plan.pages)} pages" and len(said) > 1
    kept = [a for a in articles if repr(a.head.title[0].text) not in said[-2]]
    assert said[-2].startswith("leave out '") and len(kept) < len(articles)
    mended, after = packed(entries_of(*kept), wishes=Wishes(Pages(1, 1)))
    assert len(mended.pages) == 1
    assert not {"P120", "P158"} & {d.code for d in after}


def test_text_under_a_picture_over_its_head_has_its_rules(packed):
    """A picture that stands over its story's head, higher than the text under that: rules stand between the columns of
    the text and nowhere else."""
    sheet = sheets.load("broadsheet")
    short = Article(Head(text("早市迁新址")), (paragraph(300), figure(1, 3)), "test.md", "test")
    entries = [
        Entry(Article(Head(text("老桥过车先过人")), tuple(paragraph(1000, n) for n in range(3)), "a.md", "a"), MATERIAL),
        Entry(short, replace(MATERIAL, photos={1: Photo("1.jpg", 2000, 3000)})),
    ]
    plan, _ = packed(entries, sheet=sheet)
    frames = plan.pages[0].frames
    picture = next(f for f in frames if f.kind == "figure")
    under = [f for f in frames if f.kind == "text" and f.pieces[0].paragraph >= FAR]
    assert len(under) > 1 and picture.height > 5 * under[0].height and picture.y + picture.height < under[0].y
    gutters = [r for r in plan.pages[0].rules if r.role == "column" and picture.x <= r.x < picture.x + picture.width]
    assert len(gutters) == len(under) - 1
    assert all(r.y >= under[0].y - sheet.step for r in gutters)
