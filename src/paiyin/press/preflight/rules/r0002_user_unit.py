"""No page is scaled by a user unit.

Why: Readers that do not know it print the page at another size.

Mend: Write the page at its size.

Reference: GWG 2022 R0002.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "R0002", Level.ERROR
TEXT = {"en": "the page has a user unit of {unit}",
        "zh": "页面带有 UserUnit {unit}"}


def check(reading: Reading) -> Iterator[Found]:
    for page in reading.pages:
        if "/UserUnit" in page.obj:
            yield found(page.number, unit=page.obj.UserUnit)
