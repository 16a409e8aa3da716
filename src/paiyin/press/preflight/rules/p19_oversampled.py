"""Photos do not have many more pixels than the press can print.

Why: The file is larger than it need be.

Mend: Bring the photo down to the press's resolution.

Reference: House rule: 450 ppi.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "P19", Level.NOTE
TEXT = {"en": "a photo has {ppi} ppi",
        "zh": "照片达 {ppi} ppi"}


def check(reading: Reading) -> Iterator[Found]:
    for image in reading.images:
        if not image.stencil and image.bits > 1 and image.ppi > 450 and min(image.width, image.height) > 64:
            yield found(image.page, image.box, ppi=round(image.ppi))
