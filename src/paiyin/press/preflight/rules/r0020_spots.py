"""There are no spot colours.

Why: A newspaper press has four inks; a fifth plate stays unprinted.

Mend: Convert the spot colour to the four inks.

Reference: GWG 2022 R0020.
"""
from collections.abc import Iterator
from dataclasses import replace

from paiyin.diagnostics import Level
from paiyin.press.preflight.marks import PROCESS
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "R0020", Level.ERROR
TEXT = {"en": "the spot colour {name} is used",
        "zh": "使用了专色 {name}"}


def check(reading: Reading) -> Iterator[Found]:
    for odd in dict.fromkeys(replace(odd, off=False) for odd in reading.odd("spot")):
        if odd.what not in ("All", "None", *PROCESS):
            yield found(odd.page, name=odd.what)
