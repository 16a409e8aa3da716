"""Themes: those of the house are in order, each fault of a theme is told, and none moves a line."""

import json
import pickle
import shutil

import pytest

from paiyin import pages, resources
from paiyin.article import Article, Head
from paiyin.build import build
from paiyin.composition import sheet as sheets
from paiyin.composition import typography
from paiyin.composition.compose import Drawn, Material, compose
from paiyin.composition.furniture import Issue
from paiyin.diagnostics import Diagnostic, Diagnostics
from paiyin.edition import load
from paiyin.exceptions import InputError, UsageError
from paiyin.fonts import FontBook
from paiyin.pages import theme as themes
from paiyin.pages import themecheck
from paiyin.press import conditions, palette
from tests.composition.conftest import figure, paragraph, section, text

LIMIT = 220  # percent, of newsprint
HOUSE = ("campus", "party", "plain")


def found(folder, edition=None):
    diagnostics = Diagnostics()
    themecheck.check(str(folder), edition, diagnostics, LIMIT)
    return diagnostics


@pytest.fixture
def own(tmp_path):
    """A theme of one's own: a copy of campus."""
    folder = tmp_path / "layout" / "themes" / "own"
    shutil.copytree(resources.root() / "layout" / "themes" / "campus", folder)
    return folder


def change(file, old, new):
    source = file.read_text(encoding="utf-8")
    assert old in source
    file.write_text(source.replace(old, new, 1), encoding="utf-8")


def test_the_house_has_three_themes():
    assert tuple(themes.known()) == HOUSE


@pytest.mark.parametrize("name", HOUSE)
def test_themes_of_the_house_have_no_fault(name):
    assert [d.text() for d in found(name)] == []


def test_a_theme_is_found_by_name_in_its_edition_and_by_its_folder(own, tmp_path):
    assert [d.text() for d in found("own", tmp_path)] == []
    assert [d.text() for d in found(own)] == []
    with pytest.raises(UsageError) as error:
        found("own")
    assert "campus, party, plain" in error.value.diagnostics[0].hint()


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "said"),
    [
        ("theme.toml", "cmyk = [100, 70, 0, 0]", "cmyk = [100, 90, 40, 0]", "K104", "230"),
        ("theme.toml", ", cmyk = [8, 3, 0, 0]", "", "W407", "tint"),
        ("theme.toml", "cmyk = [8, 3, 0, 0]", "cmyk = [8, 3, 0]", "W407", "tint"),
        ("theme.toml", 'tint = { srgb = "#E9F1FA"', 'wash = { srgb = "#E9F1FA"', "W402", "tint"),
        ("theme.toml", '"#A6A6A6", cmyk = [0, 0, 0, 35]', '"#000000", cmyk = [0, 0, 0, 35]', "K103", "grey"),
        ("theme.toml", 'highlight = "blue"', 'highlight = "bleu"', "W406", "bleu"),
        ("theme.toml", "srgb = \"#14509B\"", 'srgb = "blue"', "W402", "#RRGGBB"),
        ("theme.toml", "[charts]", "[chart]", "W405", "chart"),
        ("theme.toml", "tab = { ink", "tabb = { ink", "W405", "rules.tabb"),
        ("theme.toml", 'tab = { ink = "sun" }', 'tab = { ink = "sun", thick = 9 }', "W409", "thick"),
        ("theme.toml", "headline = {", "headlin = {", "W405", "roles.headlin"),
        ("theme.toml", "headline = {", "body = { weight = 500 }\nheadline = {", "W409", "roles.body"),
        ("theme.toml", 'headline = { face = "hei"', 'headline = { size = 60, face = "hei"', "W409", "headline.size"),
        ("theme.toml", 'headline = { face = "hei"', 'headline = { face = "heiti"', "F105", "heiti"),
        ("theme.toml", "[furniture.folio]", "[furniture.foolio]", "W405", "foolio"),
        ("theme.toml", "ears_weight = 900\n", "", "W404", "ears_weight"),
        ("theme.css", ".ear-title", ".hedline { color: var(--blue) }\n.ear-title", "W405", ".hedline"),
        ("theme.css", ".ear-title", ".headline { font-size: 50pt }\n.ear-title", "W409", "font-size"),
        ("theme.css", "var(--paper)", "var(--papier)", "W403", "papier"),
        ("templates/folio.html.j2", "{% set right", "{% set", "W404", "folio.html.j2"),
        ("templates/folio.html.j2", "data.number, frame.x", "data.nummer, frame.x", "W404", "nummer"),
    ],
)
def test_each_fault_of_a_theme_is_told(own, file, old, new, code, said):
    change(own / file, old, new)
    told = [d for d in found(own) if d.code == code]
    assert told and any(said in d.text() for d in told), [d.text() for d in found(own)]
    assert all(d.text("zh") and d.hint("zh") is not None for d in told)


def test_a_template_that_nothing_uses_is_told(own):
    (own / "templates" / "foliio.html.j2").write_text("x", encoding="utf-8")
    assert [(d.code, d.values["near"]) for d in found(own)] == [("W405", "folio.html.j2")]


def composed(theme, sheet, article):
    grid, diagnostics = sheets.load(sheet), Diagnostics()
    material = Material({}, lambda chart, columns: 12, lambda chart, columns: Drawn("<svg/>", "图"))
    roles = typography.load(grid, None, theme)
    return compose(article, grid, roles, FontBook.load(), Issue("汀禾报", number="12"), material, diagnostics)


@pytest.mark.parametrize("sheet", ["tabloid", "a4", "broadsheet"])
def test_no_theme_moves_a_line(sheet):
    """Frames and body lines stand at the same places in every theme; only faces of heads differ."""
    blocks = [section("河清海晏 岁岁年年"), *(paragraph(500, n) for n in range(4)), figure(1), section("再话桑麻"),
              *(paragraph(600, n) for n in range(4))]
    head = Head(text("一桥两岸柳色新 三春鱼肥集市忙"), text("春到汀禾"), text("——一座县城的早市"), text("某甲 某乙"))
    article = Article(head, tuple(blocks), "test.md", "test")
    party, *others = (composed(name, sheet, article) for name in ("party", "plain", "campus"))
    for other in others:
        assert places(other) == places(party)
    assert {f.weight for f in others[0].faces.values()} != {f.weight for f in party.faces.values()}


def places(plan):
    return [
        (page.number, f.kind, f.column, f.columns, f.line, f.lines,
         [(line.x, line.y, line.text) for p in f.pieces if p.role == "body" for line in p.lines])
        for page in plan.pages
        for f in page.frames
    ]


def test_a_theme_brings_its_own_templates_and_the_edition_comes_first(tmp_path, diagnostics):
    plan = themecheck.specimen()
    campus = pages.to_html(plan, theme="campus", edition=None, diagnostics=diagnostics)
    party = pages.to_html(plan, theme="party", edition=None, diagnostics=diagnostics)
    assert campus != party
    templates = tmp_path / "layout" / "templates"
    templates.mkdir(parents=True)
    (templates / "folio.html.j2").write_text("<p>自家报眉</p>", encoding="utf-8")
    assert "自家报眉" in pages.to_html(plan, theme="campus", edition=tmp_path, diagnostics=diagnostics)


def test_failures_travel_out_of_the_painters_process():
    """A template's failure is told by the process that builds, not as a defect of unpickling."""
    error = InputError(Diagnostic("W404", {"file": "folio.html.j2", "line": 3, "problem": "x"}))
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.diagnostics) == (InputError, error.diagnostics)


def green(folder):
    """Make a theme of a copy of campus whose blue is a green; return its folder."""
    shutil.copytree(resources.root() / "layout" / "themes" / "campus", folder)
    change(folder / "theme.toml", 'srgb = "#14509B"', 'srgb = "#12703A"')
    return folder


def test_a_build_takes_the_folder_of_a_theme(tmp_path, monkeypatch):
    """By its path, by the same in edition.toml, and with its own inks on the plates."""
    edition = tmp_path / "issue"
    green(edition / "mine")
    (edition / "issue.md").write_text("# 水渠\n\n水渠今天通水。\n", encoding="utf-8")
    (edition / "edition.toml").write_text('theme = "./mine"\nsheet = "a4"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    named = build(edition, tmp_path / "a", targets=("screen", "press"))
    given = build(edition, tmp_path / "b", theme="issue/mine")
    house = build(edition, tmp_path / "c", theme="campus")
    screens = [next(f for f in report.files if f.name == "screen.pdf").read_bytes() for report in (named, given, house)]
    assert screens[0] == screens[1] != screens[2]
    assert json.loads((tmp_path / "a" / "issue" / "build.json").read_text(encoding="utf-8"))["theme"] == "mine"
    assert any(f.name == "press.pdf" for f in named.files)
    wished = conditions.load(profile_needed=False).ink.target
    assert palette.exact(str((edition / "mine").resolve()), edition, wished)[0x12, 0x70, 0x3A] == (1.0, 0.7, 0, 0)


def test_a_build_with_a_folder_makes_the_checks_of_a_theme_first(tmp_path):
    manuscript = tmp_path / "a.md"
    manuscript.write_text("# 水渠\n\n水渠今天通水。\n", encoding="utf-8")
    change(green(tmp_path / "mine") / "theme.toml", "[colours]", '[colours]\nbad = { srgb = "#112233" }')
    with pytest.raises(InputError) as error:
        build(manuscript, tmp_path / "out", theme=str(tmp_path / "mine"))
    assert "W407" in [d.code for d in error.value.diagnostics] and not (tmp_path / "out").exists()


def test_a_theme_of_the_house_is_not_hidden_by_a_folder_of_its_name(tmp_path, monkeypatch):
    green(tmp_path / "party")
    monkeypatch.chdir(tmp_path)
    assert themes.reference("party") == "party"
    assert themes.reference("./party") == str(tmp_path / "party")


@pytest.mark.parametrize("written", ["../mine", "/mine", "a/../../mine"])
def test_settings_take_no_theme_from_outside_the_edition(tmp_path, written):
    green(tmp_path / "mine")
    (tmp_path / "issue").mkdir()
    (tmp_path / "issue" / "a.md").write_text("# 水渠\n\n通水。\n", encoding="utf-8")
    (tmp_path / "issue" / "edition.toml").write_text(f'theme = "{written}"\n', encoding="utf-8")
    with pytest.raises(InputError) as error:
        load(tmp_path / "issue", Diagnostics())
    assert [d.code for d in error.value.diagnostics] == ["E007"]
