"""The file says that it is PDF/X-4 or PDF/X-1a:2003, and its version of PDF agrees.

Why: The print shop's checks start from that claim.

Mend: Write it as PDF/X-4.

Reference: GWG 2022 R0001; ISO 15930-7, 6.10; ISO 15930-4, 6.2.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.claims import NEWEST, standard
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "R0001", Level.ERROR
TEXT = {"en": "{what_en}",
        "zh": "{what_zh}"}


def check(reading: Reading) -> Iterator[Found]:
    if reading.pdf is None:
        return
    stated = standard(reading)
    if not stated:
        yield found(what_en="nothing says that it is PDF/X", what_zh="文件没有声明是 PDF/X")
        return
    if stated not in NEWEST:
        yield found(what_en=f"it is {stated}, neither PDF/X-4 nor PDF/X-1a:2003",
                    what_zh=f"文件是 {stated}，不是 PDF/X-4 或 PDF/X-1a:2003")
    elif reading.pdf.pdf_version > NEWEST[stated]:
        yield found(what_en=f"{stated} in a file of PDF {reading.pdf.pdf_version}",
                    what_zh=f"{stated} 不应写成 PDF {reading.pdf.pdf_version}")
