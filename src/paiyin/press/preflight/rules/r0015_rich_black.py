"""Black text is not made richer with other inks.

Why: Fine strokes of much ink fill in and set off.

Mend: Set the text in K 100.

Reference: GWG 2022 R0015.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "R0015", Level.WARNING
TEXT = {"en": "text has {sum} % ink with {black} % black",
        "zh": "文字总墨量 {sum}%，其中黑 {black}%"}


def check(reading: Reading) -> Iterator[Found]:
    for text in reading.texts:
        colour = text.fill.colour if text.fill else None
        if colour and colour.inks and colour.inks[3] >= 0.85 - 1e-4 and colour.sum > 220 + 1e-2:
            yield found(text.page, text.box, sum=round(colour.sum), black=round(100 * colour.inks[3]))
