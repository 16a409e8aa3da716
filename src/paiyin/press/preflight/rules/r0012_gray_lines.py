"""Thin lines are not in DeviceGray.

Why: DeviceGray cannot be set to overprint by mode 1, so such lines knock out.

Mend: Set them in DeviceCMYK black.

Reference: GWG 2022 R0012 (below 2 pt).
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "R0012", Level.WARNING
TEXT = {"en": "a line of {width} pt is in DeviceGray",
        "zh": "{width} 点线条用了 DeviceGray"}


def check(reading: Reading) -> Iterator[Found]:
    limit = reading.condition.lines.overprint - 1e-3
    for path in reading.paths:
        if path.line.colour.space == "/DeviceGray" and path.width < limit and reading.in_front(path):
            yield found(path.page, path.box, width=f"{path.width:.2f}")
