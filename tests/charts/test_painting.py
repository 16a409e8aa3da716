"""What a PDF painter makes of a drawing: real text at the places that the drawing gives, in the paper's faces."""

import pytest

from paiyin.charts import render

pymupdf = pytest.importorskip("pymupdf", reason="PyMuPDF reads the painted page back")


def test_painted_words_are_searchable_and_in_place(recruits, grid, book, tmp_path):
    import weasyprint

    drawing = render(recruits, 2, grid, "party", book, tmp_path)
    (tmp_path / "chart.svg").write_bytes(drawing.svg)
    size = f"{drawing.width}pt {drawing.height}pt"
    page = f"<style>@page{{size:{size};margin:0}}head{{display:none}}html,body,img{{display:block;margin:0}}</style>"
    weasyprint.HTML(string=f'<html lang="zh-Hans">{page}<img src="chart.svg">', base_url=str(tmp_path / "x")).write_pdf(
        tmp_path / "chart.pdf")
    with pymupdf.open(tmp_path / "chart.pdf") as pdf:
        assert len(pdf) == 1
        spans = [s for b in pdf[0].get_text("rawdict")["blocks"] for line in b.get("lines", ()) for s in line["spans"]]
        letters = {(c["c"], *(round(n, 1) for n in c["origin"])): s["font"] for s in spans for c in s["chars"]}
        assert ("青", 0.0, 22.4) in letters and "Bold" in letters["青", 0.0, 22.4]
        ends = [x for c, x, _ in letters if c == "师"]
        assert ends == pytest.approx([47.5, 47.5], abs=0.1)
        assert pdf[0].search_for("青禾镇招录人数") and pdf[0].search_for("“双优”人员") and pdf[0].search_for("90余")
