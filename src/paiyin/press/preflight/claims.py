"""What a file says of itself: its standard, its metadata, its output intents."""

import re

from paiyin.press.preflight.reading import Reading

NEWEST = {"PDF/X-4": "1.6", "PDF/X-1a:2003": "1.4"}         # the newest version of PDF that each allows
XMP = ("dc:title", "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "pdf:Trapped", "xmpMM:DocumentID",
       "xmpMM:VersionID", "xmpMM:RenditionClass", "GTS_PDFXVersion")


def xmp(reading: Reading) -> str:
    """Return the XMP packet, empty if there is none."""
    try:
        return reading.pdf.Root.Metadata.read_bytes().decode("utf-8", "replace")
    except Exception:       # absent, or broken
        return ""


def standard(reading: Reading) -> str:
    """Return the PDF/X standard that the file claims, empty if none."""
    if reading.pdf is None:
        return ""
    if match := re.search(r"GTS_PDFXVersion(?:>|=[\"'])\s*([^<\"']+)", xmp(reading)):
        return match[1].strip()
    info = reading.pdf.trailer.get("/Info", {})
    return str(info.get("/GTS_PDFXVersion", "")) if hasattr(info, "get") else ""


def output_intents(reading: Reading) -> list:
    """Return the output intents for PDF/X."""
    if reading.pdf is None:
        return []
    return [intent for intent in reading.pdf.Root.get("/OutputIntents", []) if str(intent.get("/S")) == "/GTS_PDFX"]
