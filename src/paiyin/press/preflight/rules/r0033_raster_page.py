"""A page is not one picture of itself.

Why: Type made of pixels is never sharp and cannot be mended.

Mend: Write the page with its fonts.

Reference: GWG 2022 R0033.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found
from paiyin.press.preflight.rules.p06_trim import within

ID, LEVEL = "R0033", Level.WARNING
TEXT = {"en": "the whole page is one image of {ppi} ppi",
        "zh": "整版是一张 {ppi} ppi 的图像"}


def check(reading: Reading) -> Iterator[Found]:
    for page in reading.pages:
        here = [image for image in reading.images if image.page == page.number]
        others = any(mark.page == page.number for mark in (*reading.texts, *reading.paths))
        if len(here) == 1 and not others and within(page.cut, here[0].box) and here[0].ppi < 449:
            yield found(page.number, level=Level.ERROR if here[0].ppi < 99 else None, ppi=round(here[0].ppi))
