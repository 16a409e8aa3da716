"""Each page has a TrimBox within its BleedBox within its MediaBox, of the size that is wanted, and no ArtBox.

Why: The TrimBox is where the sheet is cut.

Mend: Write the trim size of the order as TrimBox.

Reference: ISO 15930-7, 6.11; ISO 15930-4, 6.8.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found
from paiyin.units import mm_to_pt, pt_to_mm

ID, LEVEL = "P06", Level.ERROR
TEXT = {"en": "{what_en}",
        "zh": "{what_zh}"}


def check(reading: Reading) -> Iterator[Found]:
    for page in reading.pages:
        if page.trim is None:
            yield found(page.number, what_en="there is no TrimBox", what_zh="没有 TrimBox")
            continue
        if page.art is not None:
            yield found(page.number, what_en="there is an ArtBox beside the TrimBox", what_zh="TrimBox 之外还有 ArtBox")
        for outer, name in ((page.bleed, "BleedBox"), (page.media, "MediaBox")):
            if outer and not within(page.trim, outer):
                yield found(page.number, what_en=f"the TrimBox is not within the {name}", what_zh=f"TrimBox 超出 {name}")
        if page.bleed and not within(page.bleed, page.media):
            yield found(page.number, what_en="the BleedBox is not within the MediaBox", what_zh="BleedBox 超出 MediaBox")
        size = page.trim[2] - page.trim[0], page.trim[3] - page.trim[1]
        if reading.trim and max(abs(a - b) for a, b in zip(size, reading.trim, strict=True)) > mm_to_pt(0.2):
            stated, wanted = (" × ".join(f"{pt_to_mm(side):.1f}" for side in pair) for pair in (size, reading.trim))
            yield found(page.number, what_en=f"the trim is {stated} mm, not {wanted} mm",
                        what_zh=f"成品尺寸是 {stated} mm，应为 {wanted} mm")


def within(inner, outer) -> bool:
    """Return whether a box lies within another."""
    return all(a >= b - 0.01 for a, b in zip(inner[:2], outer[:2], strict=True)) and all(
        a <= b + 0.01 for a, b in zip(inner[2:], outer[2:], strict=True))
