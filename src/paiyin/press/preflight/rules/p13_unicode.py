"""Text can be read back: each font says which characters its codes are.

Why: Archives and searches need it, and shops that mend a word.

Mend: Embed the fonts with ToUnicode.

Reference: ISO 32000-1, 9.10.3.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "P13", Level.WARNING
TEXT = {"en": "the font {name} does not say its characters",
        "zh": "字体 {name} 没有字符对照（ToUnicode）"}


def check(reading: Reading) -> Iterator[Found]:
    for face in sorted(reading.faces.values(), key=lambda face: face.name):
        if face.wide and not face.unicode:
            yield found(name=face.name)
