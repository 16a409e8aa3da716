"""What edition.toml says of its articles and ad holes, and what is told when it cannot be used."""

import pytest

from paiyin import edition as editions
from paiyin.contents import Hole
from paiyin.diagnostics import Diagnostics
from paiyin.exceptions import InputError


def load(folder, text, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# 标题\n\n正文。", encoding="utf-8")
    (folder / "edition.toml").write_text(text, encoding="utf-8")
    return editions.load(folder, Diagnostics())


def test_a_plain_list_is_the_order(tmp_path):
    found = load(tmp_path, 'manuscripts = ["b.md", "a.md"]', "a.md", "b.md")
    assert [listed.path.name for listed in found.articles] == ["b.md", "a.md"]
    assert found.manuscript.name == "b.md" and found.packed


def test_ranks_order_articles_and_those_without_come_last(tmp_path):
    text = '[[article]]\nfile="c.md"\n[[article]]\nfile="a.md"\nrank=2\npage=3\n[[article]]\nfile="b.md"\nrank=1\n'
    found = load(tmp_path, text, "a.md", "b.md", "c.md")
    assert [(listed.path.name, listed.page) for listed in found.articles] == [("b.md", 0), ("a.md", 3), ("c.md", 0)]


def test_one_manuscript_is_no_packed_edition_unless_it_has_a_hole(tmp_path):
    assert not load(tmp_path, 'manuscript = "a.md"', "a.md").packed
    assert not load(tmp_path, '[[article]]\nfile = "a.md"').packed
    assert load(tmp_path, 'manuscript = "a.md"\n[[hole]]\npage = 1\ncolumns = 5\nlines = "60-86"').packed


@pytest.mark.parametrize(
    ("columns", "lines", "place"),
    [
        ('"4-5"', '"60-86"', (3, 2, 59, 27)),
        ("[4, 5]", "[60, 86]", (3, 2, 59, 27)),
        ("5", '"1至10"', (4, 1, 0, 10)),
    ],
)
def test_a_hole_counts_columns_and_lines_from_one(tmp_path, columns, lines, place):
    text = f'manuscript = "a.md"\n[[hole]]\npage = 2\ncolumns = {columns}\nlines = {lines}\nnote = "某店"\n'
    (hole,) = load(tmp_path, text, "a.md").holes
    assert hole == Hole(2, *place, "某店")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("manuscripts = []", "E006"),
        ('manuscript = "a.md"\nmanuscripts = ["a.md"]', "E013"),
        ('manuscripts = ["a.md"]\n[[article]]\nfile = "a.md"', "E013"),
        ('manuscripts = ["a.md", "a.md"]', "E014"),
        ('manuscripts = ["a.md", "in/a.md"]', "E014"),
        ('manuscripts = ["a.md", 3]', "E004"),
        ('manuscripts = ["a.md", "../b.md"]', "E007"),
        ('manuscripts = ["a.md", "none.md"]', "E008"),
        ("[[article]]\nrank = 1", "E011"),
        ('[[article]]\nfile = "a.md"\nrank = "first"', "E011"),
        ('[[article]]\nfile = "a.md"\npage = 0', "E011"),
        ('[[article]]\nfile = "a.md"\ncolumn = 2', "E011"),
        ('article = [1]', "E011"),
        ('manuscript = "a.md"\n[[hole]]\npage = 1\ncolumns = "5-4"\nlines = 3', "E012"),
        ('manuscript = "a.md"\n[[hole]]\npage = 1\ncolumns = "4-5"', "E012"),
        ('manuscript = "a.md"\n[[hole]]\ncolumns = "4-5"\nlines = 3', "E012"),
        ('manuscript = "a.md"\n[[hole]]\npage = 1\ncolumns = [1, 2, 3]\nlines = 3', "E012"),
        ('manuscript = "a.md"\n[[hole]]\npage = true\ncolumns = 1\nlines = 3', "E012"),
        ('manuscript = "a.md"\nhole = ["x"]', "E012"),
        ('manuscript = "a.md"\nhole = 3', "E004"),
    ],
)
def test_what_cannot_be_used_is_told(tmp_path, text, code):
    with pytest.raises(InputError) as told:
        load(tmp_path, text, "a.md", "in/a.md")
    assert [d.code for d in told.value.diagnostics] == [code]
    assert all(d.text(lang) and d.hint(lang) for d in told.value.diagnostics for lang in ("en", "zh"))
