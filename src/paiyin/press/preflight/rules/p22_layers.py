"""There are no layers.

Why: What shows depends on who opens the file.

Mend: Flatten the layers.

Reference: GWG 2022 (no Configs); ISO 15930-7, 6.17.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "P22", Level.WARNING
TEXT = {"en": "the file has layers",
        "zh": "文件含有图层"}


def check(reading: Reading) -> Iterator[Found]:
    if reading.pdf is not None and ("/OCProperties" in reading.pdf.Root or reading.odd("layer")):
        yield found()
