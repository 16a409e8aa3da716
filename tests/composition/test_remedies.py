"""Residue and its remedies: what is over or short is told, and each remedy that is offered mends it when applied."""

from dataclasses import replace

import pytest

from paiyin.composition import remedies
from tests.composition.conftest import figure, paragraph, section
from tests.composition.generated import Case, composed


@pytest.fixture
def offered(monkeypatch):
    """The remedies that compositions have offered since."""
    kept: list[remedies.Remedy] = []
    usual = remedies.found
    monkeypatch.setattr(remedies, "found", lambda *asked: kept.extend(found := usual(*asked)) or found)
    return kept


def story(paragraphs: int, length: int = 330, figures: int = 3) -> tuple:
    blocks = []
    for n in range(paragraphs):
        if n % 6 == 0:
            blocks.append(section("堤上先有干部脚印　岸边才有百姓笑声"))
        blocks.append(paragraph(length + 17 * n % 90, n))
        if n % 5 == 2 and n // 5 < figures:
            blocks.append(figure(n // 5 + 1))
    return tuple(blocks)


@pytest.mark.parametrize(
    ("paragraphs", "sheet", "pages"),
    [(18, "tabloid", (1, 1)), (34, "tabloid", (2, 2))],
)
def test_a_story_that_is_too_long_is_told_and_each_remedy_mends_it(book, offered, paragraphs, sheet, pages):
    one = Case(story(paragraphs), sheet, pages=pages)
    plan, diagnostics, _ = composed(one, book)
    (said,) = [d for d in diagnostics if d.code == "P120"]
    assert said.values["characters"] > 0 and said.span is not None
    (residue,) = [r for r in plan.residue if r.page == pages[1] and r.lines > 0]
    assert residue.characters == said.values["characters"]
    assert offered
    mended(one, book, list(offered), said)


def test_a_story_that_is_too_short_is_told_and_each_remedy_mends_it(book, offered):
    one = Case(story(12), "tabloid", pages=(2, 2))
    plan, diagnostics, _ = composed(one, book)
    (said,) = [d for d in diagnostics if d.code == "P121"]
    assert said.values["characters"] > 0
    assert any(r.lines < 0 for r in plan.residue)
    assert offered
    mended(one, book, list(offered), said)


def mended(one: Case, book, offers, said) -> None:
    for remedy in offers:
        assert remedy.en in said.values["remedies_en"] and remedy.zh in said.values["remedies_zh"]
        pages = remedy.pages.least, remedy.pages.most
        plan, diagnostics, _ = composed(replace(one, pages=pages), book, remedy.article)
        assert not plan.residue, (remedy.zh, plan.residue)
        assert not [d for d in diagnostics if d.code in ("P120", "P121")], remedy.zh
        assert pages[0] <= len(plan.pages) <= pages[1]
