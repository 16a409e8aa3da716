"""Settings of an edition that no stage's own tests look at."""

import pytest

from paiyin import edition
from paiyin.diagnostics import Diagnostics
from paiyin.exceptions import InputError


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


@pytest.mark.parametrize(
    ("value", "pages"),
    [("2", (2, 2)), ("[2, 3]", (2, 3)), ('"2-3"', (2, 3)), ('"2–3"', (2, 3)), ('"4"', (4, 4)), ("[1]", (1, 1))],
)
def test_pages_are_a_number_or_a_range(tmp_path, value, pages):
    (tmp_path / "edition.toml").write_text(f"pages = {value}", encoding="utf-8")
    (tmp_path / "a.md").write_text("正文。", encoding="utf-8")
    assert edition.load(tmp_path, Diagnostics()).pages == pages


@pytest.mark.parametrize("value", ["0", "-1", "[3, 2]", "[1, 2, 3]", "[]", '"two"', '"2-"', '""', "true", "2.5", "401"])
def test_pages_that_mean_nothing_are_told(tmp_path, value):
    (tmp_path / "edition.toml").write_text(f"pages = {value}", encoding="utf-8")
    (tmp_path / "a.md").write_text("正文。", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        edition.load(tmp_path, Diagnostics())
    assert [d.values["key"] for d in caught.value.diagnostics] == ["pages"]
