"""White text does not overprint.

Why: White is no ink: what overprints as white is not printed at all.

Mend: Set it to knock out.

Reference: GWG 2022 R0007.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "R0007", Level.ERROR
TEXT = {"en": "white text overprints and will not be seen",
        "zh": "白字设了叠印，印出来看不见"}


def check(reading: Reading) -> Iterator[Found]:
    for text in reading.texts:
        if any(one.colour.white and one.over for one in text.painted) and reading.in_front(text):
            yield found(text.page, text.box)
