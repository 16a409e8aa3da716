"""A file that has only partly arrived, as PDFium sees one on a slow line."""

import ctypes

import pymupdf
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageDraw

ROUNDS = 50         # questions that PDFium may need before it knows
POINTS, SCALE, INK = 72, 2, 60      # pixels to a point, and the least difference of grey that counts as drawn


def arrival(data: bytes, count: int, width: int = 600) -> tuple[bool, bytes]:
    """Tell whether PDFium has page 1 when so many bytes are there, and return what it then shows."""
    here, access, hints = pdfium.FX_FILEAVAIL(), pdfium.FPDF_FILEACCESS(), pdfium.FX_DOWNLOADHINTS()
    here.version = hints.version = 1
    access.m_FileLen = len(data)

    def read(_, at, buffer, size):
        ctypes.memmove(buffer, data[at:at + size] if at + size <= count else bytes(size), size)
        return 1

    here.IsDataAvail = type(here.IsDataAvail)(lambda _, at, size: int(at + size <= count))
    hints.AddSegment = type(hints.AddSegment)(lambda *_: None)
    access.m_GetBlock = type(access.m_GetBlock)(read)
    file = pdfium.FPDFAvail_Create(ctypes.byref(here), ctypes.byref(access))
    try:
        if not any(pdfium.FPDFAvail_IsDocAvail(file, ctypes.byref(hints)) > 0 for _ in range(ROUNDS)):
            return False, b""
        document = pdfium.FPDFAvail_GetDocument(file, None)
        if not document:
            return False, b""
        try:
            there = any(pdfium.FPDFAvail_IsPageAvail(file, 0, ctypes.byref(hints)) > 0 for _ in range(ROUNDS))
            return there, _shown(document, width) if there else b""
        finally:
            pdfium.FPDF_CloseDocument(document)
    finally:
        pdfium.FPDFAvail_Destroy(file)


def needed(data: bytes) -> int:
    """Return how many bytes must be there before PDFium has page 1, to within 256."""
    low, high = 0, len(data)
    while high - low > 256:
        middle = (low + high) // 2
        low, high = (low, middle) if arrival(data, middle, 10)[0] else (middle, high)
    return high


def begun(data: bytes, count: int, width: int = 600) -> Image.Image | None:
    """Return page 1 as PDFium mends it from the beginning of a file, with its photos painted over."""
    try:
        page = pypdfium2.PdfDocument(data[:count])[0]
    except pypdfium2.PdfiumError:
        return None
    scale, height = width / page.get_width(), page.get_height()
    image = page.render(scale=scale).to_pil().convert("L")
    for photo in pypdfium2.PdfDocument(data)[0].get_objects([pdfium.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = photo.get_bounds()
        box = (left * scale - 1, (height - top) * scale - 1, right * scale + 1, (height - bottom) * scale + 1)
        ImageDraw.Draw(image).rectangle(box, fill=255)
    return image


def legible(data: bytes) -> int:
    """Return how many bytes must be there before page 1 shows all of its text and lines, to within 256."""
    whole = begun(data, len(data))
    low, high = 0, len(data)
    while high - low > 256:
        middle = (low + high) // 2
        image = begun(data, middle)
        there = image is not None and ImageChops.difference(image, whole).getbbox() is None
        low, high = (low, middle) if there else (middle, high)
    return high


def readable(data: bytes) -> int:
    """Return how many bytes must be there before page 1 can be read, in faces of the reader's own where the programs of
    the fonts have not come: PDFium then finds all of its words in order, and MuPDF draws all of its characters; to
    within 256."""
    words, places = _words(data), inked(data)
    low, high = 0, len(data)
    while high - low > 256:
        middle = (low + high) // 2
        there = _words(data[:middle]) == words and inked(data[:middle], places) == places
        low, high = (low, middle) if there else (middle, high)
    return high


def inked(data: bytes, places: list[tuple[float, ...]] | None = None) -> list[tuple[float, ...]]:
    """Return those of these places on page 1 where MuPDF draws something; without any, of where its characters are."""
    pymupdf.TOOLS.mupdf_display_errors(False)
    with pymupdf.open(stream=data) as pdf:
        drawn = pdf[0].get_pixmap(dpi=POINTS * SCALE, colorspace=pymupdf.csGRAY)
        if places is None:
            places = [character["bbox"] for block in pdf[0].get_text("rawdict")["blocks"]
                      for line in block.get("lines", ()) for span in line["spans"] for character in span["chars"]]
    image = Image.frombytes("L", (drawn.width, drawn.height), drawn.samples)
    ranges = (image.crop(tuple(round(edge * SCALE) for edge in place)).getextrema() for place in places)
    return [place for place, (darkest, lightest) in zip(places, ranges, strict=True) if lightest - darkest >= INK]


def _words(data: bytes) -> str:
    try:
        return pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    except pypdfium2.PdfiumError:
        return ""


def _shown(document, width: int) -> bytes:
    page = pdfium.FPDF_LoadPage(document, 0)
    height = round(width * pdfium.FPDF_GetPageHeightF(page) / pdfium.FPDF_GetPageWidthF(page))
    bitmap = pdfium.FPDFBitmap_Create(width, height, 0)
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 0)
    size = pdfium.FPDFBitmap_GetStride(bitmap) * height
    shown = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), size)
    pdfium.FPDFBitmap_Destroy(bitmap)
    pdfium.FPDF_ClosePage(page)
    return shown
