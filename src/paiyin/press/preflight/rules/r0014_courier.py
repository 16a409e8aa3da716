"""No font is Courier.

Why: Courier is what stands in for fonts that were missing when the file was made.

Mend: Look for the missing font and write the file anew.

Reference: GWG 2022 R0014.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "R0014", Level.WARNING
TEXT = {"en": "the font Courier is used, as it is where another was missing",
        "zh": "使用了 Courier 字体，多半是原字体缺失"}


def check(reading: Reading) -> Iterator[Found]:
    for face in sorted(reading.faces.values(), key=lambda face: face.name):
        if face.name.rpartition("+")[2] == "Courier":
            yield found()
