"""No line is thinner than a plate can hold.

Why: It prints in part, or not at all.

Mend: Make the line at least 0.25 pt wide.

Reference: House rule.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "P18", Level.ERROR
TEXT = {"en": "a line of {width} pt (at least {limit} pt)",
        "zh": "线条仅 {width} 点（至少 {limit} 点）"}


def check(reading: Reading) -> Iterator[Found]:
    limit = reading.condition.lines.least
    for path in reading.paths:
        if not path.line.colour.white and path.width < limit - 1e-4:
            yield found(path.page, path.box, width=f"{path.width:.2f}", limit=f"{limit:g}")
