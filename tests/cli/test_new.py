import re
import tomllib

import pytest

from paiyin.diagnostics import Diagnostics
from paiyin.edition import _KEYS, load
from paiyin.manuscript import read_manuscript


def test_a_new_edition_has_settings_and_a_manuscript(run, tmp_path):
    result = run("new", tmp_path / "issue")
    settings = tomllib.loads((tmp_path / "issue" / "edition.toml").read_text(encoding="utf-8"))
    assert result.status == 0 and len(result.out.splitlines()) == 2
    assert (tmp_path / "issue" / settings["manuscript"]).is_file()


@pytest.mark.parametrize(("folder", "slug"), [("may-day", "may-day"), ("五一 专刊", "五一-专刊"), ("con", "article-con")])
def test_two_new_editions_do_not_build_into_one_folder(run, tmp_path, folder, slug):
    """What a build leaves is called after the manuscript, so that the manuscript is called after the edition."""
    run("new", tmp_path / folder)
    edition = load(tmp_path / folder, Diagnostics())
    assert edition.manuscript == tmp_path / folder / f"{slug}.md" and edition.manuscript.is_file()
    assert read_manuscript(edition.manuscript, Diagnostics()).slug == slug
    assert {p.name for p in (tmp_path / folder).iterdir()} == {"edition.toml", f"{slug}.md"}


def test_a_folder_that_is_named_by_a_dot_gives_its_own_name(run, tmp_path, monkeypatch):
    (tmp_path / "harvest").mkdir()
    monkeypatch.chdir(tmp_path / "harvest")
    assert run("new", ".").status == 0 and (tmp_path / "harvest" / "harvest.md").is_file()


def test_an_empty_folder_will_do(run, tmp_path):
    assert run("new", tmp_path).status == 0


@pytest.mark.parametrize("what", ["folder", "file"])
def test_nothing_is_overwritten(run, tmp_path, what):
    target = tmp_path if what == "folder" else tmp_path / "kept.md"
    (tmp_path / "kept.md").write_text("kept", encoding="utf-8")
    result = run("new", target)
    assert result.status == 2 and "X121" in result.err
    assert [p.name for p in tmp_path.iterdir()] == ["kept.md"]
    assert (tmp_path / "kept.md").read_text(encoding="utf-8") == "kept"


def test_every_setting_that_the_template_shows_is_one(run, tmp_path):
    """With every commented setting put to use, the edition loads without a word; its articles are those of the tables
    then, since it cannot have one manuscript and several."""
    folder = tmp_path / "issue"
    run("new", folder)
    settings = folder / "edition.toml"
    text = re.sub(r"^# (?=\[*[a-z_]+\]+$|[a-z_0-9]+ = )", "", settings.read_text(encoding="utf-8"), flags=re.MULTILINE)
    settings.write_text(re.sub(r"^manuscript = .*", "", text, flags=re.MULTILINE), encoding="utf-8")
    for file in ("lead.md", "second.md"):
        (folder / file).write_text("正文。", encoding="utf-8")
    diagnostics = Diagnostics()
    edition = load(folder, diagnostics)
    assert list(diagnostics) == [] and edition.proof and edition.section and edition.most_charts
    assert edition.pages == (2, 2) and dict(edition.patterns) == {1: "lead", 2: "diagonal"}
    assert [one.page for one in edition.articles] == [1, 0] and len(edition.holes) == 1


def test_the_template_shows_every_setting(run, tmp_path):
    run("new", tmp_path / "issue")
    text = (tmp_path / "issue" / "edition.toml").read_text(encoding="utf-8")
    names = {key.rpartition(".")[2] for key in _KEYS}
    assert [name for name in sorted(names) if not re.search(rf"\b{name}\b(\]\]| = )", text)] == []
