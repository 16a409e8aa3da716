"""Small black text prints over what lies beneath.

Why: Where it knocks out, the slightest shift of a plate leaves white edges.

Mend: Set black text to overprint, with overprint mode 1.

Reference: GWG 2022 R0009 (below 12 pt).
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "R0009", Level.WARNING
TEXT = {"en": "black text of {size} pt does not overprint",
        "zh": "{size} 点黑字没有叠印"}


def check(reading: Reading) -> Iterator[Found]:
    limit = reading.condition.type.overprint
    for text in reading.texts:
        pure = text.colours and all(c.black and c.space == "/DeviceCMYK" for c in text.colours)
        if pure and text.size < limit and not (text.over and text.opm == 1):
            yield found(text.page, text.box, size=f"{text.size:.1f}")
