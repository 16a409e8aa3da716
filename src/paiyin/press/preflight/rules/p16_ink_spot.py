"""The inks together stay within a wider limit everywhere, as the mean over a square of 1 mm.

Why: Even a small patch of too much ink sets off.

Mend: Convert the picture for this press, or lighten it.

Reference: ISO 12647-3; the square keeps black rules that overprint a colour out of it.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import SPOT, Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "P16", Level.WARNING
TEXT = {"en": "the inks reach {sum} % in a square of 1 mm (limit {limit} %)",
        "zh": "1 mm 见方内总墨量达 {sum}%（上限 {limit}%）"}


def check(reading: Reading) -> Iterator[Found]:
    limit = reading.condition.ink.pixel
    for page in reading.pages:
        inked = reading.inked(ID, page.number)
        if inked is None or SPOT not in inked.fullest:
            continue
        most, where = inked.fullest[SPOT]
        reading.measures[f"ink, page {page.number}, 1 mm"] = round(most, 1)
        if most > limit:
            yield found(page.number, where, sum=round(most), limit=f"{limit:g}")
