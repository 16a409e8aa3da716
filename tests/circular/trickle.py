"""A file that has only partly arrived, as PDFium sees one on a slow line."""

import ctypes

import pypdfium2.raw as pdfium

ROUNDS = 50         # questions that PDFium may need before it knows


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
