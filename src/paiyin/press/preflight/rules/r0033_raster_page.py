"""A page is not one picture of itself.

Why: Type made of pixels is never sharp and cannot be mended.

Mend: Write the page with its fonts.

Reference: GWG 2022 R0033.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.marks import Image, Odd
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found
from paiyin.press.preflight.rules.p06_trim import within

ID, LEVEL = "R0033", Level.WARNING
TEXT = {"en": "the whole page is one image of {ppi} ppi",
        "zh": "整版是一张 {ppi} ppi 的图像"}


WARN, FAIL = 449, 99        # pixels to the inch, at most
TOLERANCE = 1e-6


def check(reading: Reading) -> Iterator[Found]:
    for image in reading.images:
        if image.ppi <= WARN + TOLERANCE and is_page(reading, image):
            level = Level.ERROR if image.ppi <= FAIL + TOLERANCE else None
            yield found(image.page, level=level, ppi=round(image.ppi))


def is_page(reading: Reading, image: Image) -> bool:
    """Return whether an image of tones is all that its page shows."""
    if image.bilevel or not within(reading.page(image.page).cut, image.box):
        return False
    return sum(mark.page == image.page and not isinstance(mark, Odd) for mark in reading.marks) == 1
