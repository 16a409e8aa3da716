"""Independent interpreters show the same page.

Why: Where they differ, somebody will print something else than was proofed.

Mend: Look at the page in both; fonts, gradients and overprint are the usual causes.

Reference: House rule: structural similarity of the inks' gray, brought to 72 dpi, at least 0.98.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rendering import likeness, renderings
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "P21", Level.ERROR
TEXT = {"en": "Ghostscript and MuPDF show different pages (likeness {likeness})",
        "zh": "Ghostscript 与 MuPDF 显示不一致（相似度 {likeness}）"}
LEAST = 0.98


def check(reading: Reading) -> Iterator[Found]:
    if not reading.renderers or not reading.pages:
        return
    made, folder, problem = renderings(reading.data, reading.largest[0] * reading.largest[1] / 5184)
    try:
        if problem:
            reading.not_judged[ID] = problem
            return
        for page, one, other in zip(reading.pages, *made.values(), strict=False):
            value = likeness(one, other)
            reading.measures[f"likeness, page {page.number}"] = round(value, 4)
            if value < LEAST:
                yield found(page.number, likeness=f"{value:.3f}")
    finally:
        if folder is not None:
            folder.cleanup()
