"""Title, dates, trapping and identifiers are stated, in the open and without contradiction.

Why: PDF/X wants to know what a file is, when it was made, and whether its colours are trapped already.

Mend: Let the writer of the PDF fill in its XMP metadata.

Reference: ISO 15930-7, 6.10; ISO 15930-4, 6.12; GWG 2022 R0001.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.claims import XMP, standard, xmp
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "P03", Level.ERROR
TEXT = {"en": "the metadata lack {what}",
        "zh": "元数据缺少 {what}"}


def check(reading: Reading) -> Iterator[Found]:
    if reading.pdf is None:
        return
    info = reading.pdf.trailer.get("/Info", {})
    lacking = [name for name in ("Title", "CreationDate", "ModDate", "Trapped") if f"/{name}" not in info]
    if "/Trapped" in info and str(info.Trapped) not in ("/True", "/False"):
        lacking.append("Trapped = True / False")
    if standard(reading) != "PDF/X-1a:2003":
        packet = xmp(reading)
        lacking += [name for name in XMP if f"{name}>" not in packet and f"{name}=" not in packet]
        if packet and "/Filter" in reading.pdf.Root.Metadata:
            lacking.append("XMP without a filter")
    if lacking:
        yield found(what=", ".join(lacking))
