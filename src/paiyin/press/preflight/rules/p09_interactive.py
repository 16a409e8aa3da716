"""There are no links, forms, actions, scripts or embedded files.

Why: A press cannot follow them, and PDF/X forbids them on the printed page.

Mend: Write the press file without them.

Reference: ISO 15930-7, 6.13 to 6.16; GWG 2022 R0001.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "P09", Level.ERROR
TEXT = {"en": "the file has {what}",
        "zh": "文件含有 {what}"}
FORBIDDEN = ("/AcroForm", "/AA", "/Collection", "/Requirements")
HARMLESS = ("/Popup", "/TrapNet")


def check(reading: Reading) -> Iterator[Found]:
    if reading.pdf is None:
        return
    for key in FORBIDDEN:
        if key in reading.pdf.Root:
            yield found(what=key[1:])
    if is_dictionary(reading.pdf.Root.get("/OpenAction")):
        yield found(what="OpenAction")          # a mere place to open at is no action
    names = reading.pdf.Root.get("/Names", {})
    for key in ("/JavaScript", "/EmbeddedFiles"):
        if key in names:
            yield found(what=key[1:])
    for page in reading.pages:
        area = page.bleed or page.cut
        for annotation in page.obj.get("/Annots", []):
            if str(annotation.get("/Subtype")) in HARMLESS:
                continue
            x0, y0, x1, y1 = (float(part) for part in annotation.get("/Rect", [0, 0, 0, 0]))
            if min(x0, x1) < area[2] and max(x0, x1) > area[0] and min(y0, y1) < area[3] and max(y0, y1) > area[1]:
                yield found(page.number, (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)),
                            what=f"{str(annotation.get('/Subtype', '?'))[1:]} annotation")
        if "/AA" in page.obj:
            yield found(page.number, what="AA")


def is_dictionary(found) -> bool:
    """Return whether an object is a dictionary."""
    from pikepdf import Dictionary

    return isinstance(found, Dictionary)
