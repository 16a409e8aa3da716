import re
import tomllib

import pytest

from paiyin.diagnostics import Diagnostics
from paiyin.edition import load


def test_a_new_edition_has_settings_and_a_manuscript(run, tmp_path):
    result = run("new", tmp_path / "issue")
    settings = tomllib.loads((tmp_path / "issue" / "edition.toml").read_text(encoding="utf-8"))
    assert result.status == 0 and len(result.out.splitlines()) == 2
    assert (tmp_path / "issue" / settings["manuscript"]).is_file()


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
    """With every commented setting put to use, the edition loads without a word."""
    run("new", tmp_path / "issue")
    settings = tmp_path / "issue" / "edition.toml"
    text = re.sub(r"^# (?=\[?[a-z_]+(\]| = ))", "", settings.read_text(encoding="utf-8"), flags=re.MULTILINE)
    settings.write_text(text, encoding="utf-8")
    diagnostics = Diagnostics()
    edition = load(tmp_path / "issue", diagnostics)
    assert list(diagnostics) == [] and edition.proof and edition.section and edition.most_charts
