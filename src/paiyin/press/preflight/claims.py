"""What a file says of itself: its standard, its metadata, its output intents."""

from collections.abc import Mapping
from xml.etree import ElementTree

from paiyin.press.preflight.reading import Reading

NEWEST = {"PDF/X-4": "1.6", "PDF/X-1a:2003": "1.4"}         # the newest version of PDF that each allows
SPACES = {"http://purl.org/dc/elements/1.1/": "dc", "http://ns.adobe.com/xap/1.0/": "xmp",
          "http://ns.adobe.com/pdf/1.3/": "pdf", "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
          "http://www.npes.org/pdfx/ns/id/": "pdfxid", "http://ns.adobe.com/pdfx/1.3/": "pdfx"}
XMP = ("dc:title", "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "pdf:Trapped", "xmpMM:DocumentID",
       "xmpMM:VersionID", "xmpMM:RenditionClass", "pdfxid:GTS_PDFXVersion")
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
MOST = 4_000_000            # bytes of metadata that are read


class BrokenXmp(ValueError):
    """The metadata are no XML."""


def xmp(reading: Reading) -> Mapping[str, str]:
    """Return the properties of the document's XMP by name (``dc:title``), empty if there is none.

    Raises BrokenXmp where it cannot be read.
    """
    if reading.pdf is None or "/Metadata" not in reading.pdf.Root:
        return {}
    try:
        data = reading.pdf.Root.Metadata.read_bytes()
        if len(data) > MOST or b"<!ENTITY" in data:
            raise ValueError("too long")
        root = ElementTree.fromstring(data.strip().rstrip(b"\0"))
    except Exception as error:      # whatever a stranger's file does
        raise BrokenXmp(f"{type(error).__name__}: {error}"[:100]) from error
    found: dict[str, str] = {}
    for description in root.iter(f"{RDF}Description"):
        for key, value in description.attrib.items():
            found.setdefault(_short(key), value.strip())
        for child in description:
            found.setdefault(_short(child.tag), "".join(child.itertext()).strip())
    return found


def _short(tag: str) -> str:
    """Return a name with the prefix that is usual for its namespace."""
    space, _, name = tag.rpartition("}")
    return f"{SPACES.get(space[1:], '?')}:{name}"


def standard(reading: Reading) -> str:
    """Return the PDF/X standard that the file claims, empty if none."""
    if reading.pdf is None:
        return ""
    try:
        stated = xmp(reading).get("pdfxid:GTS_PDFXVersion", "")
    except BrokenXmp:
        stated = ""
    return stated or str(info(reading).get("GTS_PDFXVersion", ""))


def info(reading: Reading) -> Mapping[str, object]:
    """Return the entries of the information dictionary by name, empty if there is none."""
    found = reading.pdf.trailer.get("/Info") if reading.pdf is not None else None
    return {key[1:]: value for key, value in found.items()} if hasattr(found, "items") else {}


def output_intents(reading: Reading) -> list:
    """Return the output intents for PDF/X."""
    if reading.pdf is None:
        return []
    given = reading.pdf.Root.get("/OutputIntents", [])
    return [intent for intent in given if str(intent.get("/S")) == "/GTS_PDFX"]
