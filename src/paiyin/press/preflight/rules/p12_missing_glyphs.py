"""No character is drawn as the box that stands for a missing glyph.

Why: The reader sees a box in place of a character.

Mend: Choose a font that has the character.

Reference: House rule.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "P12", Level.ERROR
TEXT = {"en": "{count} glyphs are missing in the font {font}",
        "zh": "字体 {font} 缺 {count} 个字形"}


def check(reading: Reading) -> Iterator[Found]:
    wide = {face.name for face in reading.faces.values() if face.by_glyph}
    for text in reading.texts:
        if text.font in wide and 0 in text.codes:
            yield found(text.page, text.box, count=text.codes.count(0), font=text.font)
