"""The file has one page, where the shop wants one file a page.

Why: Plate systems take the first page and drop the rest.

Mend: Write one file a page.

Reference: GWG 2022 R0006.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "R0006", Level.ERROR
TEXT = {"en": "the file has {count} pages, not one",
        "zh": "文件有 {count} 页，应为一页"}


def check(reading: Reading) -> Iterator[Found]:
    if reading.single_page and len(reading.pages) != 1:
        yield found(count=len(reading.pages))
