"""Pages are in inks: DeviceCMYK, or DeviceGray for images.

Why: Colours of light are turned into inks by whatever stands at the shop; black text becomes four colours.

Mend: Convert the file to the press's inks.

Reference: GWG 2022 R0027.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "R0027", Level.ERROR
TEXT = {"en": "{space} is used",
        "zh": "使用了 {space}"}
OUTSIDE = ("/DeviceRGB", "/CalRGB", "/CalGray", "/ICCBased", "/Lab")


def check(reading: Reading) -> Iterator[Found]:
    for odd in reading.odd("space"):
        if odd.what in OUTSIDE and not odd.mask:
            yield found(odd.page, space=odd.what[1:])
