"""Every font is embedded, and none is of Type 3.

Why: A font that is not in the file is replaced, by whatever the shop has.

Mend: Embed the fonts; write Type 3 drawings as paths.

Reference: ISO 15930-7, 6.3; ISO 15930-4, 6.5.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "P10", Level.ERROR
TEXT = {"en": "{what_en}",
        "zh": "{what_zh}"}


def check(reading: Reading) -> Iterator[Found]:
    for face in sorted(reading.faces.values(), key=lambda face: face.name):
        if face.kind == "/Type3":
            yield found(
                what_en=f"the font {face.name or '?'} is of Type 3",
                what_zh=f"字体 {face.name or '?'} 是 Type 3",
                level=Level.WARNING,
            )
        elif face.broken:
            yield found(
                what_en=f"the font {face.name} is broken: {face.broken}",
                what_zh=f"字体 {face.name} 有误：{face.broken}",
            )
        elif not face.program:
            yield found(what_en=f"the font {face.name} is not embedded", what_zh=f"字体 {face.name} 没有嵌入")
