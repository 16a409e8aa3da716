"""Lines of several inks are not too thin.

Why: The plates never meet exactly: a thin coloured line becomes two.

Mend: Make the line wider, or of one ink.

Reference: GWG 2022 R0019.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "R0019", Level.WARNING
TEXT = {"en": "a line of several inks ({colour}), {width} pt (at least {limit} pt)",
        "zh": "多色线条（{colour}）{width} 点（至少 {limit} 点）"}


def check(reading: Reading) -> Iterator[Found]:
    limit = reading.condition.lines.coloured
    for path in reading.paths:
        colour = path.line.colour
        if colour.several and path.width < limit - 1e-3:
            yield found(path.page, path.box, colour=str(colour), width=f"{path.width:.2f}", limit=f"{limit:g}")
