"""Small text is not in DeviceGray.

Why: DeviceGray cannot be set to overprint by mode 1, so such text knocks out.

Mend: Set it in DeviceCMYK black.

Reference: GWG 2022 R0011 (below 12 pt).
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "R0011", Level.WARNING
TEXT = {"en": "text of {size} pt is in DeviceGray",
        "zh": "{size} 点文字用了 DeviceGray"}


def check(reading: Reading) -> Iterator[Found]:
    for text in reading.texts:
        if text.size < reading.condition.type.overprint - 1e-3 and any(
            colour.space == "/DeviceGray" for colour in text.colours
        ) and reading.in_front(text):
            yield found(text.page, text.box, size=f"{text.size:.1f}")
