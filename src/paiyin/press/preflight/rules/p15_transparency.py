"""Transparency is told; PDF/X-1a forbids it.

Why: Old plate systems flatten it in their own way.

Mend: Use opaque colours, or PDF/X-4.

Reference: ISO 15930-4, 6.9; ISO 15930-7, 6.6.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.claims import standard
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "P15", Level.NOTE
TEXT = {"en": "transparency is used: {what}",
        "zh": "使用了透明：{what}"}


def check(reading: Reading) -> Iterator[Found]:
    level = Level.ERROR if standard(reading) == "PDF/X-1a:2003" else None
    for odd in reading.odd("transparency"):
        yield found(odd.page, level=level, what=odd.what)
