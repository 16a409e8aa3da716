"""The real manuscript on its pages: full, level, figures where they are mentioned, one page more or fewer at wish."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from paiyin import build
from paiyin.article import Chart, Figure, Paragraph, plain
from paiyin.composition import remedies
from paiyin.composition import sheet as sheets
from tests.composition.laws import check, figure_pages
from tests.composition.storylaws import RUNNING, bare, mentioned, nothing_before_its_mention, widows
from tests.conftest import REPOSITORY

METER = REPOSITORY.parent / "shared" / "tools" / "typometer.py"
CUTS = ("P101", "P120", "P121")


@pytest.fixture(scope="module")
def planned(tmp_path_factory, jilin):
    """Return a function that composes the manuscript: (plan, article, diagnostics)."""
    known = {}

    def plan(sheet: str = "tabloid", pages: int | None = None, change=None, name: str = ""):
        key = sheet, pages, name
        if key not in known:
            desk, _ = build._open(jilin, sheet, None, build._silent)
            desk.edition = replace(desk.edition, pages=(pages, pages) if pages else None)
            if change is not None:
                desk.articles = (change(desk.articles[0]),)
            made, _ = build._compose(desk, "box")
            known[key] = made, desk.articles[0], tuple(desk.diagnostics)
        return known[key]

    return plan


def shorter(article):
    """Leave out a tenth of the text: every tenth character's worth of whole paragraphs, the last of sections first."""
    texts = [b for b in article.blocks if isinstance(b, Paragraph) and not b.label]
    total, gone = sum(len(plain(b.text)) for b in texts), []
    for block in texts[4::5]:
        if sum(len(plain(b.text)) for b in gone) < total / 10:
            gone.append(block)
    return replace(article, blocks=tuple(b for b in article.blocks if not any(b is one for one in gone)))


def longer(article):
    """Print paragraphs twice, every second one, until two fifths of the text are added."""
    texts = [b for b in article.blocks if isinstance(b, Paragraph) and not b.label]
    total, added, blocks = sum(len(plain(b.text)) for b in article.blocks if isinstance(b, Paragraph)), 0, []
    for block in article.blocks:
        blocks.append(block)
        if any(block is one for one in texts[::2] + texts[1::4]) and added < 0.4 * total:
            blocks.append(block)
            added += len(plain(block.text))
    assert added >= 0.4 * total
    return replace(article, blocks=tuple(blocks))


@pytest.mark.parametrize("sheet", ["tabloid", "broadsheet"])
def test_the_hard_rules_hold(planned, sheet):
    plan, article, _ = planned(sheet)
    check(plan, sheets.load(sheet))
    nothing_before_its_mention(plan, article)
    assert not widows(plan)


@pytest.mark.parametrize("sheet", ["tabloid", "broadsheet"])
def test_figures_stand_near_their_mention(planned, sheet):
    """Half a page at the most, on the mean: as parts of a page's text that lie between the words and the picture."""
    plan, article, _ = planned(sheet)
    heights = sheets.load(sheet).lines
    where = figure_pages(plan)
    places, said = [], 0
    for page in plan.pages:
        for frame in page.frames:
            for piece in frame.pieces:
                if piece.role in RUNNING:
                    for line in piece.lines:
                        said += len(bare(line.text))
                        places.append((said, page.number, line.y / plan.height))
    figures = {f.picture.slip.source: f for p in plan.pages for f in p.frames if f.kind == "figure" and f.picture.slip}
    distances = []
    opening = {b.number for b in article.blocks if isinstance(b, Figure) and b.opening} or {min(where)}
    for number, offset in mentioned(article).items():
        if number not in opening:
            _, page, y = next(p for p in places if p[0] >= offset)
            frame = figures[number]
            top, foot = frame.y / plan.height, (frame.y + frame.height) / plan.height
            inside = max(top - y, y - foot, 0.0)
            distances.append(inside if page == where[number] else where[number] - page + top - y)
    assert heights and distances
    assert sum(distances) / len(distances) <= 0.5, distances


@pytest.mark.parametrize("pages", [2, 3])
@pytest.mark.parametrize("change", [None, shorter], ids=["whole", "a tenth shorter"])
def test_two_and_three_pages_fit(planned, pages, change):
    plan, _, diagnostics = planned("tabloid", pages, change, change.__name__ if change else "")
    assert not plan.residue, [dict(d.values) for d in diagnostics if d.code in CUTS]
    assert len(plan.pages) == pages


def test_what_is_too_long_by_far_is_told_with_remedies_that_mend_it(planned, monkeypatch):
    kept, usual = [], remedies.found
    monkeypatch.setattr(remedies, "found", lambda *asked: kept.extend(found := usual(*asked)) or found)
    plan, _, diagnostics = planned("tabloid", 2, longer, "longer")
    assert [r for r in plan.residue if r.lines > 0]
    (said,) = [d for d in diagnostics if d.code == "P120"]
    assert kept and all(r.zh in said.values["remedies_zh"] for r in kept)
    monkeypatch.setattr(remedies, "found", usual)
    monkeypatch.setattr(build, "_with_charts", lambda desk, article: article)
    for remedy in list(kept):
        mended, _, _ = planned("tabloid", remedy.pages.most, lambda _, r=remedy: r.article, remedy.en)
        assert not mended.residue, remedy.en


@pytest.fixture(scope="module", params=["tabloid", "broadsheet"])
def measured(request, jilin, tmp_path_factory):
    """What the meter says of the painted pages, and the codes of what was told."""
    if not METER.is_file():
        pytest.skip("the meter is not beside this checkout")
    report = build.build(jilin, tmp_path_factory.mktemp("pages"), sheet=request.param, missing_glyph="box")
    pdf = next(p for p in report.files if p.name == "screen.pdf")
    found = subprocess.run([sys.executable, METER, pdf, "--json"], check=True, capture_output=True, text=True)
    (figures,) = json.loads(found.stdout).values()
    return figures, {d.code for d in report.diagnostics}


def test_the_meter_finds_level_pages(measured):
    figures, told = measured
    assert (figures["off_grid"], figures["orphan"], figures["widow"]) == (0, 0, 0)
    assert figures["last_spread"] <= 1
    if "P101" not in told:
        assert figures["foot_spread"] <= 0


def test_the_meter_finds_full_pages(measured):
    assert measured[0]["hole"] <= 0.03


@pytest.mark.parametrize("sheet", ["tabloid", "broadsheet"])
def test_every_chart_stands_on_the_page_of_the_paragraph_that_states_it(jilin, sheet, monkeypatch):
    charted, usual = [], build._with_charts
    monkeypatch.setattr(build, "_with_charts", lambda desk, a: charted.append(usual(desk, a)) or charted[-1])
    desk, _ = build._open(jilin, sheet, None, build._silent)
    plan, _ = build._compose(desk, "box")
    blocks = charted[-1].blocks
    pages = {f.picture.number: p.number for p in plan.pages for f in p.frames if f.kind == "chart"}
    assert len(pages) >= 4
    for n, block in enumerate(blocks):
        if isinstance(block, Chart):
            stating = next(b for b in reversed(blocks[:n]) if isinstance(b, Paragraph)).span
            told = {
                page.number
                for page in plan.pages
                for frame in page.frames
                for piece in frame.pieces
                for line in piece.lines
                if line.span and stating.start <= line.span.start and line.span.end <= stating.end
            }
            assert pages[block.number] in told, block.title
