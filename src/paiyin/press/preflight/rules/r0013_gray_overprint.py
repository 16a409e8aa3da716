"""Nothing in DeviceGray overprints.

Why: Interpreters disagree on what lies beneath it.

Mend: Set it in DeviceCMYK black.

Reference: GWG 2022 R0013.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "R0013", Level.WARNING
TEXT = {"en": "something in DeviceGray overprints",
        "zh": "DeviceGray 对象设了叠印"}


def check(reading: Reading) -> Iterator[Found]:
    for mark in (*reading.texts, *reading.paths, *reading.images):
        if any(one.over and one.colour.space == "/DeviceGray" for one in mark.painted) and reading.in_front(mark):
            yield found(mark.page, mark.box)
