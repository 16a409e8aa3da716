"""The inks together stay within the limit of the paper, as the mean over a square of 15 mm.

Why: Too much ink does not dry: it sets off on the next page and tears the web.

Mend: Convert the picture for this press, or lighten it.

Reference: GWG 2022 R0026; ISO 12647-3.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.marks import Box
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "R0026", Level.ERROR
TEXT = {"en": "the inks reach {sum} % in a square of {side} mm (limit {limit} %)",
        "zh": "{side} mm 见方内总墨量达 {sum}%（上限 {limit}%）"}


ROUNDING = 0.5          # percent: plates have 8 bits


def check(reading: Reading) -> Iterator[Found]:
    ink = reading.condition.ink
    for number, most, where in squares(reading, ID):
        reading.measures[f"ink, page {number}, {ink.window:g} mm"] = round(most, 1)
        if most > ink.error + ROUNDING:
            yield found(number, where, sum=round(most), side=f"{ink.window:g}", limit=f"{ink.error:g}")


def squares(reading: Reading, rule: str) -> Iterator[tuple[int, float, Box]]:
    """Yield (page, percent, box) of the square of each page that has most ink."""
    for page in reading.pages:
        inked = reading.inked(rule, page.number)
        if inked is not None and (fullest := inked.fullest.get(reading.condition.ink.window)):
            yield page.number, *fullest
