"""One file a page from a press file, and what the files say of themselves.

A page keeps its boxes, resources, output intent and metadata; fonts and pictures of other pages stay out.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from uuid import NAMESPACE_URL, uuid5

from paiyin.units import Mm, pt_to_mm

KEPT = ("/OutputIntents", "/Lang", "/ViewerPreferences", "/OCProperties")
PROCESS = ("Cyan", "Magenta", "Yellow", "Black")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a press file says of itself: ``trims`` as width and height a page, ``bleed`` left, bottom, right and top."""

    pages: int
    trims: tuple[tuple[Mm, Mm], ...]
    bleed: tuple[Mm, Mm, Mm, Mm]
    standard: str
    profile: str
    profile_sha256: str
    inks: tuple[str, ...]


def split(whole: bytes) -> list[bytes]:
    """Return the pages of a PDF as PDFs; the same input gives the same bytes."""
    import pikepdf

    with pikepdf.open(io.BytesIO(whole)) as source:
        return [_page(source, number) for number in range(len(source.pages))]


def _page(source, number: int) -> bytes:
    import pikepdf

    with pikepdf.new() as single:
        single.pages.append(source.pages[number])
        page = single.pages[0].obj
        for key in ("/StructParents", "/B"):        # they point into trees of the whole
            if key in page:
                del page[key]
        for key in KEPT:
            if key in source.Root:
                single.Root[key] = _copied(single, source, source.Root[key])
        if "/Info" in source.trailer:
            single.trailer["/Info"] = single.copy_foreign(source.make_indirect(source.trailer.Info))
        if "/Metadata" in source.Root:
            single.Root.Metadata = _metadata(single, source, number)
        single.remove_unreferenced_resources()
        out = io.BytesIO()
        single.save(out, force_version=source.pdf_version, deterministic_id=True, fix_metadata_version=False,
                    object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return out.getvalue()


def _copied(single, source, value):
    """Return a value of another file as one of this; plain names and numbers need no copy."""
    import pikepdf

    return single.copy_foreign(source.make_indirect(value)) if isinstance(value, pikepdf.Object) else value


def _metadata(single, source, number: int):
    """Return the metadata with a document id of the page's own, unfiltered as PDF/X-4 wants it."""
    import re

    import pikepdf

    xmp = source.Root.Metadata.read_bytes()
    own = uuid5(NAMESPACE_URL, f"{sha256(xmp).hexdigest()}#{number + 1}")
    xmp = re.sub(rb"(?<=DocumentID>)[^<]*|(?<=DocumentID=\")[^\"]*", f"uuid:{own}".encode(), xmp)
    return pikepdf.Stream(single, xmp, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)


def facts(pdf: bytes) -> Facts:
    """Return what a press file says of itself."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as file:
        boxes = [(list(map(float, p.trimbox)), list(map(float, p.obj.get("/BleedBox", p.trimbox)))) for p in file.pages]
        trims = tuple((_mm(t[2] - t[0]), _mm(t[3] - t[1])) for t, _ in boxes)
        edges = [(t[0] - b[0], t[1] - b[1], b[2] - t[2], b[3] - t[3]) for t, b in boxes] or [(0, 0, 0, 0)]
        bleed = tuple(_mm(max(0.0, *edge)) for edge in zip(*edges, strict=True))
        profile, digest = _profile(file)
        spots = sorted(set(_spots(file)) - {*PROCESS, "All", "None"})
        return Facts(len(file.pages), trims, bleed, _standard(file), profile, digest, (*PROCESS, *spots))


def _mm(points: float) -> Mm:
    return Mm(round(pt_to_mm(points), 3))


def _standard(file) -> str:
    with file.open_metadata() as xmp:
        said = xmp.get("pdfxid:GTS_PDFXVersion") or xmp.get("{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion")
    return str(said or file.docinfo.get("/GTS_PDFXVersion", ""))


def _profile(file) -> tuple[str, str]:
    for intent in file.Root.get("/OutputIntents", ()):
        if intent.get("/S") == "/GTS_PDFX":
            profile = intent.get("/DestOutputProfile")
            digest = sha256(profile.read_bytes()).hexdigest() if profile is not None else ""
            return str(intent.get("/OutputConditionIdentifier", "")), digest
    return "", ""


def _spots(file) -> Iterator[str]:
    """Yield the inks of every Separation and DeviceN space."""
    import pikepdf

    for obj in file.objects:
        if isinstance(obj, pikepdf.Array) and len(obj) >= 4:
            if obj[0] == "/Separation":
                yield str(obj[1]).lstrip("/")
            elif obj[0] == "/DeviceN":
                yield from (str(name).lstrip("/") for name in obj[1])
