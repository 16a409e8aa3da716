"""Transparency is blended in DeviceCMYK; luminosity masks may be in DeviceGray.

Why: Blending in another space brings black text to four colours.

Mend: Set the groups' space to DeviceCMYK.

Reference: GWG 2022 R0030.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "R0030", Level.ERROR
TEXT = {"en": "transparency is blended in {space}",
        "zh": "透明混合空间是 {space}"}


def check(reading: Reading) -> Iterator[Found]:
    for odd in reading.odd("group"):
        if odd.what != "/DeviceCMYK" and not (odd.mask == "Luminosity" and odd.what == "/DeviceGray"):
            yield found(odd.page, space=odd.what.lstrip("/"))
