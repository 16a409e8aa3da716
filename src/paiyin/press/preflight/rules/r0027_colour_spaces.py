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
ALTERNATES = ("/Lab",)           # what may stand in for a spot colour
DEVICE = ("/DeviceRGB",)        # PDF/X forbids it under a CMYK intent outside the product too


def check(reading: Reading) -> Iterator[Found]:
    told = set()
    for odd in (*reading.odd("space"), *reading.odd("alternate")):
        allowed = ALTERNATES if odd.kind == "alternate" else ()
        if odd.what in OUTSIDE and odd.what not in allowed and not odd.mask and (not odd.off or odd.what in DEVICE):
            if (odd.page, odd.what) not in told:
                told.add((odd.page, odd.what))
                yield found(odd.page, space=odd.what[1:])
