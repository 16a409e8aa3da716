"""White lines and areas do not overprint.

Why: White is no ink: what overprints as white is not printed at all.

Mend: Set it to knock out.

Reference: GWG 2022 R0008.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "R0008", Level.WARNING
TEXT = {"en": "a white line or area overprints and will not be seen",
        "zh": "白色线条或色块设了叠印，印出来看不见"}


def check(reading: Reading) -> Iterator[Found]:
    for path in reading.paths:
        if any(one.colour.white and one.over for one in path.painted) and reading.in_front(path):
            yield found(path.page, path.box)
