"""There is no CropBox, or it is the MediaBox.

Why: Imposition programs cut at it, and the bleed is lost.

Mend: Remove the CropBox.

Reference: GWG 2022 R0003.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "R0003", Level.ERROR
TEXT = {"en": "the CropBox is not the MediaBox",
        "zh": "CropBox 与 MediaBox 不一致"}


def check(reading: Reading) -> Iterator[Found]:
    for page in reading.pages:
        if page.crop and any(abs(a - b) > 0.01 for a, b in zip(page.crop, page.media, strict=True)):
            yield found(page.number)
