"""Pins in editions of several articles: kept in the modules of a page, or told."""

from dataclasses import replace

import pytest

from paiyin.article import Article, Figure
from paiyin.composition.fit import Pages, Wishes
from tests.composition.laws import overlap
from tests.composition.test_packing import FOUR, _Place, entries_of, heads_of, story


def placed(plan, number: int):
    """Return the page and the frame of a figure by its number in the manuscript."""
    return next(
        (page.number, f)
        for page in plan.pages
        for f in page.frames
        if f.kind == "figure" and f.picture.slip.source == number
    )


def pinned(article: Article, **pins: str) -> Article:
    """Return an article whose figures have pins, ``f1`` the first one's."""
    blocks = [replace(b, pin=pins.get(f"f{b.number}", "")) if isinstance(b, Figure) else b for b in article.blocks]
    return replace(article, blocks=tuple(blocks))


@pytest.mark.parametrize(
    ("pin", "page", "column", "columns"),
    [("p1 3-5 top", 1, 2, 3), ("p1 1-2 bottom", 1, 0, 2), ("p2 4-5 bottom", 2, 3, 2), ("第2版 1-3栏 上", 2, 0, 3)],
)
def test_a_figure_stands_where_it_is_pinned(packed, pin, page, column, columns):
    """In any of the pages, at the edge and over the columns that its pin names; the head of its story may stand over
    it."""
    article = pinned(story("甲头条新闻在最上边", *([400] * 15), pictures=1), f1=pin)
    others = story("丙三条短讯", 180, 150), FOUR[3]
    plan, diagnostics = packed(entries_of(article, *others), wishes=Wishes(Pages(2, 2)))
    found, frame = placed(plan, 1)
    assert "P125" not in {d.code for d in diagnostics}
    assert (found, frame.column, frame.columns) == (page, column, columns)
    below = [f for f in plan.pages[found - 1].frames if f.kind == "text" and overlap(_Column(frame), f)]
    if pin.endswith(("bottom", "下")):
        assert not [f for f in below if f.line > frame.line]
    else:
        assert not [f for f in below if f.line < frame.line]


class _Column(_Place):
    """All lines of a frame's columns."""

    def __init__(self, frame):
        self.column, self.columns, self.line, self.lines = frame.column, frame.columns, 0, 200


def test_a_story_follows_its_pin_to_a_page(packed):
    plan, diagnostics = packed(
        entries_of(FOUR[0], pinned(FOUR[1], f1="p2 4-5 top"), FOUR[2]), wishes=Wishes(Pages(2, 2))
    )
    assert heads_of(plan)[FOUR[1].head.title[0].text][0] == 2
    assert not {"P125", "P157"} & {d.code for d in diagnostics}


def test_a_pin_that_cannot_be_kept_is_told(packed):
    """Two figures at one place; a page that there is not; columns that the sheet has not."""
    both = pinned(story("甲头条", 400, 400, 400, pictures=2), f1="p1 1-2 top", f2="p1 1-2 top")
    for article, codes in (
        (both, ["P125"]),
        (pinned(FOUR[1], f1="p9 1-2 top"), ["P125"]),
        (pinned(FOUR[1], f1="p1 4-9 top"), ["P123"]),
    ):
        plan, diagnostics = packed(entries_of(article, FOUR[2]))
        assert [d.code for d in diagnostics if d.code in ("P123", "P125")] == codes
        assert len(plan.pages) <= 2
