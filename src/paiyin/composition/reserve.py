"""The reserve of a galley: paragraphs that can be set one line shorter or longer without showing it.

A band that ends in a widow, an orphan or an uneven foot tries these before it is accepted (GB/T 15834 §5.1.11 allows
squeezing marks so that a last character need not spill over).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from paiyin.composition.galley import NEVER, Row, paragraph_rows
from paiyin.composition.setter import SetText
from paiyin.composition.weights import Weights, usual
from paiyin.han import Setting
from paiyin.units import Milli

WIDEST = 80  # Milli of Han gap that a paragraph out of its best setting may show
LONGEST_TRY = 60  # lines of a paragraph that is still worth setting again
ROLES = ("body", "scene", "lead", "quote")


def alternatives(
    rows: Sequence[Row], start: int, end: int, weights: Weights | None = None
) -> Iterator[tuple[list[Row], int, float]]:
    """Yield galleys in which one paragraph that lies between two rows has one line fewer or more: (rows, the row after
    the paragraph as it was, cost)."""
    weights = weights or usual()
    at = start
    while at < min(end, len(rows)):
        row = rows[at]
        if not (row.first and row.line is not None and row.role in ROLES):
            at += 1
            continue
        stop = at
        while stop < len(rows) and rows[stop].paragraph == row.paragraph and rows[stop].line is not None:
            stop += 1
        if 2 <= stop - at <= LONGEST_TRY:
            yield from _settings(rows, at, stop, weights)
        at = max(stop, at + 1)


def _settings(rows: Sequence[Row], at: int, stop: int, weights: Weights) -> Iterator[tuple[list[Row], int, float]]:
    row, count = rows[at], stop - at
    found = _set(row.text, row.line.measure)
    for lines, setting in sorted(found.items()):
        if lines == count or abs(lines - count) > 1 or setting.worst > WIDEST or lines < 2:
            continue
        fresh = paragraph_rows(row.text, setting.lines, row.paragraph, row.tint, row.role)
        for k in (0, 1):
            if k < count and rows[at + k].after >= NEVER and k < len(fresh):
                fresh[k] = replace(fresh[k], after=NEVER)
        cost = weights["reserve", "paragraph"] + weights["reserve", "gap"] * setting.worst
        yield [*rows[:at], *fresh, *rows[stop:]], stop, cost


@lru_cache(maxsize=4096)
def _set(text: SetText, measure: Milli) -> Mapping[int, Setting]:
    return text.paragraph.set(measure, spread=1)
