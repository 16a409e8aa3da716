"""There are no layers.

Why: What shows depends on who opens the file.

Mend: Flatten the layers.

Reference: House rule; ISO 15930-7, 6.17: layers are allowed, in PDF/X-1a they are not. A note where all are on.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.claims import standard
from paiyin.press.preflight.layers import Layers
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "P22", Level.WARNING
TEXT = {"en": "the file has layers",
        "zh": "文件含有图层"}


def check(reading: Reading) -> Iterator[Found]:
    if reading.pdf is not None and ("/OCProperties" in reading.pdf.Root or reading.odd("layer")):
        if standard(reading) == "PDF/X-1a:2003":
            yield found(level=Level.ERROR)
        else:
            yield found(level=None if len(Layers(reading.pdf.Root)) else Level.NOTE)
