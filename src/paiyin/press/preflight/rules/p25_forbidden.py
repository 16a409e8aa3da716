"""Nothing is used that PDF/X forbids: LZW compression, PostScript, references to other files, transfer functions.

Why: Plate systems have no such readers, or each reads it in its own way.

Mend: Write the PDF anew with an exporter for PDF/X.

Reference: ISO 15930-7, 6.2 and 6.9 to 6.12; ISO 15930-4, 6.4 and 6.10.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.claims import standard
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "P25", Level.ERROR
TEXT = {"en": "the file has {what}, which PDF/X forbids",
        "zh": "文件含有 PDF/X 不允许的内容：{what}"}
FILTERS = {"/LZWDecode": "LZW compression", "/LZW": "LZW compression", "/Crypt": "an encrypted stream"}
MOST = 200_000          # objects that are looked at


def check(reading: Reading) -> Iterator[Found]:
    if reading.pdf is None:
        return
    for odd in reading.odd("form"):
        yield found(odd.page, what=odd.what)
    yield from (found(what=what) for what in sorted(_constructions(reading)))


def _constructions(reading: Reading) -> set[str]:
    """Return what streams of the file are that none may be."""
    from pikepdf import Array, Stream

    old, seen = standard(reading) == "PDF/X-1a:2003", set()
    for number, each in enumerate(reading.pdf.objects):
        if number > MOST:
            break
        if not isinstance(each, Stream):
            continue
        given = each.get("/Filter", [])
        names = [str(name) for name in (given if isinstance(given, Array) else [given])]
        seen |= {FILTERS[name] for name in names if name in FILTERS}
        if "/F" in each:
            seen.add("a reference to another file")
        kind = str(each.get("/Subtype", ""))
        if kind == "/PS" or str(each.get("/Subtype2", "")) == "/PS":
            seen.add("PostScript")
        seen |= {key[1:] for key in ("/OPI", "/Ref") if kind in ("/Form", "/Image") and key in each}
        if kind == "/Image" and any(item.get("/DefaultForPrinting", False) for item in each.get("/Alternates", [])):
            seen.add("alternate images for print")
        if old and "/JPXDecode" in names:
            seen.add("JPEG 2000")
        if old and kind == "/OpenType":
            seen.add("a font in OpenType wrapping")
    return seen
