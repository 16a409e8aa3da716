"""Thin black lines print over what lies beneath.

Why: Where they knock out, the slightest shift of a plate leaves white edges.

Mend: Set thin black lines to overprint, with overprint mode 1.

Reference: GWG 2022 R0010 (below 2 pt).
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "R0010", Level.WARNING
TEXT = {"en": "a black line of {width} pt does not overprint",
        "zh": "{width} 点黑线没有叠印"}


def check(reading: Reading) -> Iterator[Found]:
    limit = reading.condition.lines.overprint
    for path in reading.paths:
        line = path.line
        if line.black and line.colour.space != "/DeviceGray" and path.width < limit - 1e-3 and (
            not line.prints_over and reading.in_front(path)
        ):
            yield found(path.page, path.box, width=f"{path.width:.2f}")
