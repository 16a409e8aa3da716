"""Nothing is drawn in the registration colour.

Why: It prints full on every plate.

Mend: Use black.

Reference: GWG 2022 R0024.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "R0024", Level.WARNING
TEXT = {"en": "the registration colour (All) is used",
        "zh": "使用了套准色（All）"}


def check(reading: Reading) -> Iterator[Found]:
    for odd in reading.odd("spot"):
        if odd.what == "All" and not odd.off and not odd.mask:
            yield found(odd.page)
