"""Glyphs are found by the same number in every reader.

Why: Where a CFF program's CIDs are not its glyph numbers, Acrobat, Preview, MuPDF and Ghostscript show blanks while
browsers look fine.

Mend: Write the CFF program bare, with a charset that says CID = glyph number.

Reference: ISO 32000-1, 9.7.4.2.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "P11", Level.ERROR
TEXT = {"en": "the font {name} shows other glyphs, or none, in some readers",
        "zh": "字体 {name} 在部分软件里会显示错字或空白"}


def check(reading: Reading) -> Iterator[Found]:
    for face in sorted(reading.faces.values(), key=lambda face: face.name):
        if face.odd_cids:
            yield found(name=face.name)
