"""Editions of several articles: hard rules hold whatever is packed, ad holes stay free, nothing is lost."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paiyin.article import Article, Chart, Figure, Head
from paiyin.composition import sheet as sheets
from paiyin.composition import typography
from paiyin.composition.compose import Drawn, Material
from paiyin.composition.furniture import Issue
from paiyin.composition.packing import Entry, compose_edition
from paiyin.composition.packing.story import FAR
from paiyin.contents import Hole
from paiyin.diagnostics import Diagnostics
from paiyin.exceptions import InputError
from tests.composition.conftest import chart, figure, paragraph, section, text
from tests.composition.laws import body_of, check, letters, overlap

SHEETS = ("tabloid", "a4", "broadsheet")
TITLES = ("老桥过车先过人　一桥晴雨两岸心", "早市迁新址", "一堂课从量一条田埂开始", "雨燕回来那天塔上停了工", "")
MATERIAL = Material({}, lambda chart, columns: 12, lambda chart, columns: Drawn("<svg/>", "图"))


@st.composite
def articles(draw):
    """Articles of 0–3 sections with paragraphs of 1–500 characters and figures of all spans."""
    blocks, number = [], 0
    for _ in range(draw(st.integers(1, 3))):
        if draw(st.booleans()):
            blocks.append(section("河清海晏" + "岁岁年年" * draw(st.integers(0, 3))))
        for _ in range(draw(st.integers(0, 4))):
            blocks.append(paragraph(draw(st.integers(1, 500)), draw(st.integers(0, 19))))
            if draw(st.integers(0, 2)) == 0:
                number += 1
                blocks.append(figure(number, draw(st.sampled_from([None, None, 1, 2, 3, 5, 8]))))
    if draw(st.integers(0, 3)) == 0:
        blocks.append(chart(1))
    head = Head(text(draw(st.sampled_from(TITLES))), byline=text(draw(st.sampled_from(["", "本报记者　某甲"]))))
    return Article(head, tuple(blocks), "test.md", "test")


@st.composite
def editions(draw):
    """Editions of 1–8 articles with up to two ad holes on one of the sheets."""
    sheet = sheets.load(draw(st.sampled_from(SHEETS)))
    entries = [Entry(draw(articles()), MATERIAL, draw(st.sampled_from([0, 0, 0, 1, 2])))
               for _ in range(draw(st.integers(1, 8)))]
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
    return sheet, entries, holes


class _Place:
    def __init__(self, hole: Hole):
        self.column, self.columns, self.line, self.lines = hole.column, hole.columns, hole.line, hole.lines


@pytest.fixture(scope="session")
def packed(book):
    def make(entries, holes=(), sheet=None, issue=None):
        sheet, diagnostics = sheet or sheets.load("tabloid"), Diagnostics()
        issue = issue or Issue()
        plan = compose_edition(entries, holes, sheet, typography.load(sheet), book, issue, diagnostics)
        return plan, diagnostics

    return make


def stories(plan, count: int) -> list[str]:
    """Return the body text of each story, in the order of the pages."""
    found = [""] * count
    for page in plan.pages:
        for frame in page.frames:
            for piece in frame.pieces:
                if piece.role == "body":
                    found[piece.paragraph // FAR] += "".join(line.text for line in piece.lines)
    return found


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edition=editions())
def test_hard_rules_hold_for_every_edition(packed, edition):
    sheet, entries, holes = edition
    plan, _ = packed(entries, holes, sheet)
    check(plan, sheet)
    for entry, found in zip(entries, stories(plan, len(entries))):
        assert letters(found) == letters(body_of(entry.article))
    shown = [f.picture for page in plan.pages for f in page.frames if f.kind in ("figure", "chart")]
    figures = [b for e in entries for b in e.article.blocks if isinstance(b, Figure)]
    assert sorted(p.number for p in shown if p.slip is not None) == list(range(1, len(figures) + 1))
    assert sum(p.kind == "chart" for p in shown) == sum(isinstance(b, Chart) for e in entries for b in e.article.blocks)
    marked = [(page.number, f.column, f.line) for page in plan.pages for f in page.frames if f.kind == "hole"]
    assert sorted(marked) == sorted((h.page, h.column, h.line) for h in holes)
