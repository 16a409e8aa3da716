"""Settings of an edition that no stage's own tests look at."""

import pytest

from paiyin import edition
from paiyin.diagnostics import Diagnostics


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("final = true", ["paper.name", "issue.date"]),
        ('final = true\n[paper]\nname = "汀禾报"\n[issue]\ndate = 2030-05-01', []),
        ("final = false", []),
    ],
)
def test_a_final_edition_without_name_or_date_is_told(tmp_path, settings, told):
    (tmp_path / "edition.toml").write_text(settings, encoding="utf-8")
    (tmp_path / "a.md").write_text("正文。", encoding="utf-8")
    diagnostics = Diagnostics()
    edition.load(tmp_path, diagnostics)
    assert [d.values["key"] for d in diagnostics if d.code == "E103"] == told
