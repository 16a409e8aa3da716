"""Painting for the font tests: text set by WeasyPrint with the faces that a plan names, read back from the PDF."""

from html import escape
from pathlib import Path

import pytest

SIZE = 100


def styles(refs) -> str:
    """Return the ``@font-face`` rules that a painter declares for these faces."""
    served = {(ref.half_family, ref.half, ref.weight) for ref in refs if ref.half}
    served |= {(ref.family, ref.file, ref.weight) for ref in refs if ref.family.startswith("Paiyin")}
    return "".join(f"@font-face{{font-family:'{family}';src:url('{Path(file).as_uri()}');font-weight:{weight}}}"
                   for family, file, weight in sorted(served))


def pdf(spans, refs, lang: str = "zh-Hans", track: float = 0) -> bytes:
    """Set each (text, family, weight) on a line of its own, at 100 px an em; return the PDF."""
    weasyprint = pytest.importorskip("weasyprint", reason="the painter is not installed")
    lines = "".join(
        f"<p style=\"top:{200 * n}px;font-family:'{family}';font-weight:{weight}\">{escape(text)}</p>"
        for n, (text, family, weight) in enumerate(spans))
    html = (f"<html lang='{lang}'><style>@page{{size:3000px {200 * len(spans) + 200}px;margin:0}}{styles(refs)}"
            f"p{{position:absolute;left:0;margin:0;font-size:{SIZE}px;line-height:150px;letter-spacing:{track}px;"
            f"white-space:pre}}"
            f"</style>{lines}</html>")
    return weasyprint.HTML(string=html).write_pdf()


def characters(data: bytes) -> list[list[dict]]:
    """Return the characters of each line with their ``origin`` and ``bbox``, in px of the page."""
    fitz = pytest.importorskip("pymupdf", reason="PyMuPDF reads the positions back")
    page = fitz.open(stream=data)[0]
    found = [c | {"y": c["origin"][1] / 0.75, "x": c["origin"][0] / 0.75, "to": c["bbox"][2] / 0.75}
             for block in page.get_text("rawdict", flags=0)["blocks"] for line in block["lines"]
             for span in line["spans"] for c in span["chars"]]
    rows: dict[int, list[dict]] = {}
    for c in found:
        rows.setdefault(int(c["y"] // 200), []).append(c)
    return [sorted(rows[n], key=lambda c: c["x"]) for n in sorted(rows)]


def rows_of_ink(data: bytes) -> list[list[bytes]]:
    """Return the rendered rows of the page, each as its columns of grey pixels, one px wide."""
    fitz = pytest.importorskip("pymupdf", reason="PyMuPDF renders the ink")
    pixels = fitz.open(stream=data)[0].get_pixmap(matrix=fitz.Matrix(4 / 3, 4 / 3), colorspace="gray")
    lines = [pixels.samples[y * pixels.stride : y * pixels.stride + pixels.width] for y in range(pixels.height)]
    return [[bytes(column) for column in zip(*lines[top : top + 200])] for top in range(0, len(lines) - 199, 200)]


def dark(columns: list[bytes]) -> int:
    """Return how many pixels of some columns are dark."""
    return sum(pixel < 128 for column in columns for pixel in column)
