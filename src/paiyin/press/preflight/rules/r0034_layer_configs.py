"""There are no alternative configurations of layers.

Why: Which of them is printed is left to whoever opens the file.

Mend: Keep one configuration, or flatten the layers.

Reference: GWG 2022 R0034 (newspaper advertisements).
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "R0034", Level.ERROR
TEXT = {"en": "the layers have alternative configurations",
        "zh": "图层有多套显示配置（Configs）"}


def check(reading: Reading) -> Iterator[Found]:
    if reading.pdf is not None and "/Configs" in reading.pdf.Root.get("/OCProperties", {}):
        yield found()
