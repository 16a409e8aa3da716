"""Crop marks stand outside the bleed.

Why: Within it they print on what is cut into.

Mend: Leave the marks out; automated imposition sets its own.

Reference: House rule.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "P20", Level.ERROR
TEXT = {"en": "a crop mark stands within the bleed",
        "zh": "裁切标记落在出血范围内"}
LONGEST, THICKEST = 60.0, 1.5       # points


def check(reading: Reading) -> Iterator[Found]:
    for path in reading.paths:
        page = reading.page(path.page)
        box, width = path.box, path.width
        sizes = box[2] - box[0], box[3] - box[1]
        if (
            path.stroke is None
            or page.bleed is None
            or width > THICKEST
            or min(sizes) > 0.1
            or not 3 < max(sizes) < LONGEST
        ):
            continue
        outside = box[2] <= page.cut[0] or box[0] >= page.cut[2] or box[3] <= page.cut[1] or box[1] >= page.cut[3]
        touches = (
            box[2] > page.bleed[0] and box[0] < page.bleed[2] and box[3] > page.bleed[1] and box[1] < page.bleed[3]
        )
        if outside and touches:
            yield found(path.page, path.box)
