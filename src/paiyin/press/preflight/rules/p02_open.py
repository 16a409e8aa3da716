"""The file is not encrypted and has an identifier.

Why: Workflows refuse what they may not change, and tell files apart by /ID.

Mend: Save it without a password.

Reference: ISO 15930-7, 6.2 and 6.3; GWG 2022 R0001.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "P02", Level.ERROR
TEXT = {"en": "{what_en}",
        "zh": "{what_zh}"}


def check(reading: Reading) -> Iterator[Found]:
    if reading.pdf is None:
        if reading.problem == "password":
            yield found(what_en="the file opens with a password only", what_zh="文件要口令才能打开")
        return
    if reading.pdf.is_encrypted:
        yield found(what_en="the file is encrypted", what_zh="文件已加密")
    if "/ID" not in reading.pdf.trailer:
        yield found(what_en="the file has no /ID", what_zh="文件没有 /ID")
