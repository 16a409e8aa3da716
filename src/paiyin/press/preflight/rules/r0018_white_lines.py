"""White lines are not too thin.

Why: Ink closes over a thin white line.

Mend: Make the line wider.

Reference: GWG 2022 R0018.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "R0018", Level.WARNING
TEXT = {"en": "a white line of {width} pt (at least {limit} pt)",
        "zh": "白线 {width} 点（至少 {limit} 点）"}


def check(reading: Reading) -> Iterator[Found]:
    limit = reading.condition.lines.coloured
    for path in reading.paths:
        if path.line.colour.white and path.width < limit - 1e-3 and reading.in_front(path):
            yield found(path.page, path.box, width=f"{path.width:.2f}", limit=f"{limit:g}")
