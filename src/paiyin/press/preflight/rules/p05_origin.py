"""The MediaBox starts at 0, 0.

Why: Some programs show and place such pages shifted.

Mend: Move the content, so that the page starts at zero.

Reference: House rule; ISO 32000-1, 14.11.2.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "P05", Level.WARNING
TEXT = {"en": "the MediaBox starts at {x}, {y}",
        "zh": "MediaBox 原点在 {x}, {y}"}


def check(reading: Reading) -> Iterator[Found]:
    for page in reading.pages:
        x, y = page.media[:2]
        if abs(x) > 0.01 or abs(y) > 0.01:
            yield found(page.number, x=f"{x:.2f}", y=f"{y:.2f}")
