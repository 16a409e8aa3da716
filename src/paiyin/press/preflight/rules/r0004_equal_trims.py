"""All pages have the same trim and none is turned.

Why: Newspaper pages are imposed by the hundred without being looked at.

Mend: Write every page at the same size, upright.

Reference: GWG 2022 R0004.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading, inherited
from paiyin.press.preflight.rule import Found, found
from paiyin.units import mm_to_pt

ID, LEVEL = "R0004", Level.ERROR
TEXT = {"en": "{what_en}",
        "zh": "{what_zh}"}


def check(reading: Reading) -> Iterator[Found]:
    sizes = [(p.cut[2] - p.cut[0], p.cut[3] - p.cut[1]) for p in reading.pages]
    for page, size in zip(reading.pages, sizes, strict=True):
        if max(abs(a - b) for a, b in zip(size, sizes[0], strict=True)) > mm_to_pt(0.2):
            yield found(page.number, what_en="the trim is not that of page 1", what_zh="成品尺寸与第 1 版不同")
        if int(inherited(page.obj, "/Rotate") or 0) % 360:
            yield found(page.number, what_en="the page is turned", what_zh="页面带有旋转")
