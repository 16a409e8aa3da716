"""Drawings of black and white pixels have enough of them.

Why: Their edges show as steps.

Mend: Scan them finer, or draw them as lines.

Reference: GWG 2022 R0032.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found
from paiyin.press.preflight.rules.r0033_raster_page import TOLERANCE

ID, LEVEL = "R0032", Level.WARNING
TEXT = {"en": "a black and white image has {ppi} ppi (at least {limit})",
        "zh": "黑白位图仅 {ppi} ppi（至少 {limit}）"}


def check(reading: Reading) -> Iterator[Found]:
    limits = reading.condition.images
    for image in reading.images:
        if image.bilevel and not image.tiny and image.ppi <= limits.bilevel_warn - 1 + TOLERANCE:
            level = Level.ERROR if image.ppi <= limits.bilevel_error - 1 + TOLERANCE else None
            yield found(image.page, image.box, level, ppi=round(image.ppi), limit=f"{limits.bilevel_warn:g}")
