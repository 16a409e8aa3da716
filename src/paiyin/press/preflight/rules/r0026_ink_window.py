"""The inks together stay within the limit of the paper, as the mean over a square of 15 mm.

Why: Too much ink does not dry: it sets off on the next page and tears the web.

Mend: Convert the picture for this press, or lighten it.

Reference: GWG 2022 R0026; ISO 12647-3.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found
from paiyin.press.preflight.separations import window_means

ID, LEVEL = "R0026", Level.WARNING
TEXT = {"en": "the inks reach {sum} % in a square of {side} mm (limit {limit} %)",
        "zh": "{side} mm 见方内总墨量达 {sum}%（上限 {limit}%）"}


def check(reading: Reading) -> Iterator[Found]:
    ink = reading.condition.ink
    for page in reading.pages:
        plates = reading.plates(ID, page.number)
        if plates is None or not plates.size:
            continue
        side = round(ink.window / 25.4 * reading.separations.dpi)
        means = window_means(plates.sum(0), side)
        most = float(means.max()) * 100
        reading.measures[f"ink, page {page.number}, {ink.window:g} mm"] = round(most, 1)
        if most > ink.warn:
            row, column = divmod(int(means.argmax()), means.shape[1])
            yield found(page.number, reading.place(page.number, column, row, side, side),
                        Level.ERROR if most > ink.error else None, sum=round(most), side=f"{ink.window:g}",
                        limit=f"{ink.error if most > ink.error else ink.warn:g}")
