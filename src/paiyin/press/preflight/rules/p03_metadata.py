"""Title, dates, trapping and identifiers are stated, in the open and without contradiction.

Why: PDF/X wants to know what a file is, when it was made, and whether its colours are trapped already.

Mend: Let the writer of the PDF fill in its XMP metadata.

Reference: ISO 15930-7, 6.10; ISO 15930-4, 6.12; GWG 2022 R0001.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.claims import XMP, BrokenXmp, info, standard, xmp
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "P03", Level.ERROR
TEXT = {"en": "{what_en}",
        "zh": "{what_zh}"}


INFO = ("Title", "CreationDate", "ModDate", "Trapped")
PAIRS = {"Title": "dc:title", "Trapped": "pdf:Trapped", "CreationDate": "xmp:CreateDate", "ModDate": "xmp:ModifyDate"}


def check(reading: Reading) -> Iterator[Found]:
    if reading.pdf is None:
        return
    stated = info(reading)
    try:
        packet = xmp(reading)
    except BrokenXmp as error:
        yield found(what_en=f"the metadata cannot be read: {error}", what_zh=f"元数据无法读取：{error}")
        packet = {}
    old = standard(reading) == "PDF/X-1a:2003"
    lacking = [name for name in INFO if name not in stated] if old else [name for name in XMP if not packet.get(name)]
    trapped = str(stated.get("Trapped", "")).lstrip("/") or packet.get("pdf:Trapped", "")
    if trapped and trapped not in ("True", "False"):
        lacking.append("Trapped = True / False")
    if "/Metadata" in reading.pdf.Root and "/Filter" in reading.pdf.Root.Metadata:
        lacking.append("XMP without a filter")
    if lacking:
        what = ", ".join(lacking)
        yield found(what_en=f"the metadata lack {what}", what_zh=f"元数据缺少 {what}")
    apart = [name for name, tag in PAIRS.items() if name in stated and packet.get(tag)
             and _plain(name, str(stated[name])) != _plain(name, packet[tag])]
    if apart:
        what = ", ".join(apart)
        yield found(what_en=f"Info and XMP contradict each other: {what}", what_zh=f"Info 与 XMP 不一致：{what}")


def _plain(name: str, value: str) -> str:
    """Return a value as both records may be compared: dates to the minute and without their zone."""
    if name.endswith("Date"):
        return "".join(c for c in value.removeprefix("D:") if c.isdigit())[:12]
    return " ".join(value.lstrip("/").split())
