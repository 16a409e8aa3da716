"""White text is not too small.

Why: Ink runs into the strokes of small white type.

Mend: Set it larger or bolder, or in black on a tint.

Reference: GWG 2022 R0016 (newspaper: below 10 pt).
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "R0016", Level.WARNING
TEXT = {"en": "white text of {size} pt (at least {limit} pt)",
        "zh": "反白字 {size} 点（至少 {limit} 点）"}


def check(reading: Reading) -> Iterator[Found]:
    limit = reading.condition.type.reversed
    for text in reading.texts:
        if text.fill and text.fill.colour.white and text.size < limit - 1e-3 and reading.in_front(text):
            yield found(text.page, text.box, size=f"{text.size:.1f}", limit=f"{limit:g}")
