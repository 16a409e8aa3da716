"""The inks together keep away from the limit of the paper, as the mean over a square of 15 mm.

Why: Presses differ: what is near the limit here is over it there.

Mend: Convert the picture for this press, or lighten it.

Reference: House rule: 240 % on newsprint, where GWG 2022 R0026 allows 245 %.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found
from paiyin.press.preflight.rules.r0026_ink_window import ROUNDING, squares

ID, LEVEL = "P24", Level.WARNING
TEXT = {"en": "the inks reach {sum} % in a square of {side} mm (wanted: {limit} % at most)",
        "zh": "{side} mm 见方内总墨量达 {sum}%（最好不超过 {limit}%）"}


def check(reading: Reading) -> Iterator[Found]:
    ink = reading.condition.ink
    for number, most, where in squares(reading, ID):
        if ink.warn + ROUNDING < most <= ink.error + ROUNDING:
            yield found(number, where, sum=round(most), side=f"{ink.window:g}", limit=f"{ink.warn:g}")
