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
        if text.size < limit - 1e-3 and any(
            one.black and one.colour.space != "/DeviceGray" and not one.prints_over for one in text.painted
        ) and reading.in_front(text):
            yield found(text.page, text.box, size=f"{text.size:.1f}")
