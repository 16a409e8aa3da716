"""The picture of page 1 that stands in the letter: a JPEG small enough for every inbox."""

from io import BytesIO

from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import MachineError

WIDTHS = (1104, 1000, 880, 760)     # pixels; the letter shows it 552 wide
QUALITIES = (82, 76, 70, 62)
MOST = 300_000                      # bytes


def first_page(pdf: bytes) -> bytes:
    """Return page 1 as a JPEG of at most 300 kB.

    Raises MachineError without pypdfium2.
    """
    try:
        import pypdfium2
    except (ImportError, OSError) as error:
        raise MachineError(Diagnostic("N701", {"problem": str(error)[:200]})) from error
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        full = page.render(scale=2 * WIDTHS[0] / page.get_width()).to_pil().convert("RGB")
    finally:
        document.close()
    data = b""
    for width in WIDTHS:
        shown = full.resize((width, round(full.height * width / full.width)), reducing_gap=3.0)
        for quality in QUALITIES:
            out = BytesIO()
            shown.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
            data = out.getvalue()
            if len(data) <= MOST:
                return data
    return data
