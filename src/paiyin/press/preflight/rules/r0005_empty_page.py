"""No page is empty.

Why: An empty page is a mistake more often than a wish.

Mend: Remove the page, or fill it.

Reference: GWG 2022 R0005.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "R0005", Level.ERROR
TEXT = {"en": "the page is empty",
        "zh": "页面是空白的"}


def check(reading: Reading) -> Iterator[Found]:
    for page in reading.pages:
        inked = reading.inked(ID, page.number)
        if inked is not None and not inked.any:
            yield found(page.number)
