"""Headlines set downwards and boxed stories: whole, on the grid, and set across where they cannot be read."""

import pytest

from paiyin.article import Article, Head
from paiyin.composition import sheet as sheets
from paiyin.composition import typography
from paiyin.composition.compose import Drawn, Material, compose
from paiyin.composition.furniture import Issue
from paiyin.diagnostics import Diagnostics
from tests.composition.conftest import article, paragraph, section, text
from tests.composition.laws import body_of, check, letters, printed

BLOCKS = [
    section("开篇的话"), *(paragraph(500, n) for n in range(3)),
    section("桥下的渔船"), *(paragraph(700, n) for n in range(5)),
]


@pytest.fixture
def made(book):
    def make(blocks=BLOCKS, sheet="tabloid", **head):
        diagnostics, grid = Diagnostics(), sheets.load(sheet)
        parts = {k: text(v) if k in ("title", "kicker", "deck", "byline") else v for k, v in head.items()}
        story = Article(Head(**parts), tuple(blocks), "test.md", "test")
        material = Material({}, lambda chart, columns: 12, lambda chart, columns: Drawn("<svg/>", "图"))
        plan = compose(story, grid, typography.load(grid), book, Issue(), material, diagnostics)
        return plan, diagnostics, grid

    return make


@pytest.mark.parametrize("sheet", ["tabloid", "a4", "broadsheet", "a3"])
@pytest.mark.parametrize(
    "title", ["一条老街的新生", "绿水青山 金山银山", "“三农”答卷：稳！", "2030年第1号通知", "春"]
)
def test_a_headline_set_downwards_is_whole_and_on_the_grid(made, sheet, title):
    plan, diagnostics, grid = made(
        sheet=sheet, title=title, deck="——汀禾县老街修缮记", byline="本报记者 李青 周小河", form="vertical"
    )
    check(plan, grid)
    assert not [d for d in diagnostics if d.code == "P110"]
    assert letters(printed(plan, ("headline",))) == letters(title)
    assert letters(printed(plan, ("deck",))) == letters("——汀禾县老街修缮记")
    assert letters(printed(plan, ("body",))) == letters(body_of(article(BLOCKS)))
    frame = next(f for f in plan.pages[0].frames if f.kind == "head")
    main = next(p for p in frame.pieces if p.role == "headline")
    rows = [line.y for line in main.lines]
    assert len(set(rows)) >= len(title.replace(" ", "")) / 3
    assert frame.x <= min(line.x for p in frame.pieces for line in p.lines)
    assert max(line.y for p in frame.pieces for line in p.lines) <= frame.y + frame.height


@pytest.mark.parametrize("title", ["OpenPaper系统上线", "粮食总产突破236000吨", "老街" * 40])
def test_what_cannot_be_read_downwards_is_set_across_and_told(made, title):
    plan, diagnostics, grid = made(title=title, form="vertical")
    check(plan, grid)
    assert [d.code for d in diagnostics if d.code == "P110"] == ["P110"]
    assert letters(printed(plan, ("headline",))) == letters(title)


def test_a_short_text_has_its_headline_across(made):
    plan, diagnostics, grid = made([paragraph(120)], title="一条老街的新生", form="vertical")
    check(plan, grid)
    assert [d.code for d in diagnostics if d.code == "P110"] == ["P110"]


@pytest.mark.parametrize("form", ["", "vertical"])
@pytest.mark.parametrize("sheet", ["tabloid", "a4"])
def test_a_boxed_story_stands_inside_its_rules(made, sheet, form):
    plan, _, grid = made(sheet=sheet, title="一条老街的新生", box=True, form=form)
    for page in plan.pages:
        rules = [r for r in page.rules if r.role == "box"]
        assert len(rules) == 4
        left, right = min(r.x for r in rules), max(r.x + r.width for r in rules)
        top, foot = min(r.y for r in rules), max(r.y + r.height for r in rules)
        assert 0 < left < grid.x(0) and grid.x(0) + grid.area_width < right < grid.width
        for frame in page.frames:
            for line in (one for piece in frame.pieces if frame.kind in ("text", "head") for one in piece.lines):
                assert top < line.y < foot
        dateline = next((f for f in page.frames if f.kind == "dateline"), None)
        assert dateline is None or top > dateline.y + dateline.height


def test_parts_of_a_head_as_long_as_paragraphs_are_text(made):
    long = "春水初生两岸的柳树绿了一层" * 30
    plan, diagnostics, grid = made(title=long, kicker="引题")
    check(plan, grid)
    assert [d.code for d in diagnostics if d.code == "P111"] == ["P111"]
    assert not printed(plan, ("headline",))
    assert letters(printed(plan, ("lead",))) == letters(long)
