"""Photos have enough pixels for their printed size.

Why: Too few pixels show as steps and blur.

Mend: Ask for a larger file, or print the photo smaller.

Reference: GWG 2022 R0031.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found
from paiyin.press.preflight.rules.r0033_raster_page import TOLERANCE, is_page
from paiyin.units import pt_to_mm

ID, LEVEL = "R0031", Level.WARNING
TEXT = {"en": "a photo has {ppi} ppi (at least {limit}); it may be {size} mm wide",
        "zh": "照片仅 {ppi} ppi（至少 {limit}），最多可印 {size} mm 宽"}


def check(reading: Reading) -> Iterator[Found]:
    limits = reading.condition.images
    for image in reading.images:
        if image.bilevel or image.tiny or image.ppi > limits.warn - 1 + TOLERANCE or is_page(reading, image):
            continue
        width = pt_to_mm(image.box[2] - image.box[0]) * image.ppi / limits.warn
        level = Level.ERROR if image.ppi <= limits.error - 1 + TOLERANCE else None
        yield found(image.page, image.box, level, ppi=round(image.ppi), limit=f"{limits.warn:g}", size=f"{width:.0f}")
