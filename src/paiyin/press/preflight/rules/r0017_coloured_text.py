"""Text of several inks is not too small.

Why: The plates never meet exactly: small coloured type gets fringes.

Mend: Set it larger, or in one ink.

Reference: GWG 2022 R0017 (newspaper: below 10 pt).
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "R0017", Level.WARNING
TEXT = {"en": "text of several inks ({colour}) at {size} pt (at least {limit} pt)",
        "zh": "{size} 点文字用多色墨（{colour}），至少 {limit} 点"}


def check(reading: Reading) -> Iterator[Found]:
    limit = reading.condition.type.reversed
    for text in reading.texts:
        for colour in text.colours:
            if colour.several and text.size < limit - 1e-3:
                yield found(text.page, text.box, colour=str(colour), size=f"{text.size:.1f}", limit=f"{limit:g}")
