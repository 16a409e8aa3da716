"""Charts of whole articles: what a build draws is what the ledger holds, and a chart that disagrees does not build."""

import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from paiyin import build as builder
from paiyin.charts import Grid, choose, render
from paiyin.diagnostics import Diagnostics
from paiyin.exceptions import InputError
from paiyin.manuscript import read_manuscript
from paiyin.statistics import extract
from tests.charts.boxes import SVG

GRID = Grid(9, 11.5, 13, 1.5)
EDITION = Path(__file__).parents[2] / "editions" / "tinghe"


def digits(svg):
    return {n for t in ET.fromstring(svg).iter(f"{SVG}text") for n in re.findall(r"[0-9][0-9.,]*", t.text or "")}


def test_every_drawn_number_is_in_the_ledger(jilin, book, tmp_path):
    """At least three comparisons and a number panel, each beside a paragraph that states it."""
    article = read_manuscript(jilin, Diagnostics())
    ledger = extract(article)
    choices = choose(article, ledger)
    kinds = [c.chart.kind for c in choices]
    assert kinds.count("numbers") == 1 and len(kinds) - kinds.count("numbers") >= 3
    known = {s.number for s in ledger}
    for choice in choices:
        drawn = digits(render(choice.chart, 2, GRID, "party", book, tmp_path).svg)
        labels = set(re.findall("[0-9]+", "".join(d.label for d in choice.chart.data) + choice.chart.title))
        assert drawn - labels <= known
        assert {d.span for d in choice.chart.data} <= {s.span for s in ledger if not s.disputed}
        assert any(s.block == choice.after and s.span in {d.span for d in choice.chart.data} for s in ledger)


def test_a_chart_that_disagrees_stops_the_check_at_its_line(tmp_path):
    folder = tmp_path / "edition"
    shutil.copytree(EDITION, folder)
    manuscript = folder / "article.md"
    text = manuscript.read_text("utf-8")
    manuscript.write_text(text.replace("\n返乡创业者: 612", "\n返乡创业者: 613"), "utf-8")
    with pytest.raises(InputError) as failure:
        builder.build(folder, tmp_path / "out")
    (found,) = [d for d in failure.value.diagnostics if d.code == "C401"]
    line = manuscript.read_text("utf-8")[:found.span.start].count("\n") + 1
    assert manuscript.read_text("utf-8").splitlines()[line - 1] == "返乡创业者: 613"
    assert "612人" in found.hint() and not (tmp_path / "out").exists()
