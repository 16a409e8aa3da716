"""The gallery shows every kind there is, each as itself, with values that are searchable."""

import pytest

from paiyin.charts.gallery import SAMPLES, gallery
from paiyin.charts.house import kind_names, kinds
from paiyin.diagnostics import Diagnostics
from paiyin.manuscript import read_manuscript
from paiyin.resources import find

pymupdf = pytest.importorskip("pymupdf", reason="PyMuPDF reads the painted page back")


def test_a_sample_of_every_kind():
    declared = [c.kind for c in read_manuscript(find(SAMPLES), Diagnostics()).charts()]
    assert set(declared) == set(kind_names()) == {name for name, table in kinds().items() if "names" in table}


def test_the_page_is_painted():
    said = Diagnostics()
    with pymupdf.open(stream=gallery("plain", said)) as pdf:
        text = "".join(pdf[0].get_text().split())
        assert len(pdf) == 1 and "谁在用夜间书房" in text and "1860余" in text and "渡口每天送多少人" in text
        lines = [line for b in pdf[0].get_text("dict")["blocks"] for line in b.get("lines", ())]
        sizes = [s["size"] for line in lines for s in line["spans"]]
    assert min(sizes) >= 6.5 and list(said) == []
