"""Pins: places that an editor gives to figures, one by one ("p1 2-4 top") or by a pattern for a whole page.

Guards against: pins that cannot be read, columns that the sheet does not have, patterns that are no patterns. A pin
that cannot be kept is told, and the figure stands where the composer finds room.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from paiyin import resources
from paiyin.article import Article, Figure
from paiyin.composition.leaves import Leaf
from paiyin.diagnostics import Diagnostic, Diagnostics
from paiyin.exceptions import InputError

PIN = re.compile(
    r"(?:p|第)? ?(\d+) ?版?[ ,，]+(\d+)(?: ?[-–—~～至到] ?(\d+))? ?栏?[ ,，]+(top|bottom|上|下)", re.IGNORECASE
)
EDGES = {"top": "top", "上": "top", "bottom": "bottom", "下": "bottom"}


@dataclass(frozen=True, slots=True)
class Pin:
    """A place for a figure: the page, its first column (from 0) and how many, and the edge of the page's text."""

    page: int
    column: int
    columns: int
    edge: str


def read(text: str) -> Pin | None:
    """Return the place that "p1 2-4 top" or 第1版 2-4栏 上 names, None if it names none."""
    match = PIN.fullmatch(text.strip())
    if match is None:
        return None
    page, first, last = int(match[1]), int(match[2]), int(match[3] or match[2])
    return Pin(page, first - 1, last - first + 1, EDGES[match[4].lower()]) if 1 <= first <= last and page else None


def pattern(name: str, edition: Path | None = None) -> tuple[Pin, ...]:
    """Return the places of a pattern (``layout/patterns/<name>.toml``), on page 0: the page is the edition's to say.

    Raises InputError for an unknown name or a file that is no pattern.
    """
    known = resources.names("layout/patterns", ".toml", edition)
    if name not in known:
        raise InputError(Diagnostic("P124", {"name": name, "problem": ", ".join(known)}))
    path = resources.find(f"layout/patterns/{name}.toml", edition)
    try:
        slots = tomllib.loads(path.read_text(encoding="utf-8"))["figure"]
        pins = [read(f"1 {slot['columns']} {slot['edge']}") for slot in slots]
    except (KeyError, TypeError, ValueError, OSError, tomllib.TOMLDecodeError) as error:
        raise InputError(Diagnostic("P124", {"name": path.name, "problem": str(error)})) from error
    if None in pins:
        raise InputError(Diagnostic("P124", {"name": path.name, "problem": "columns, edge"}))
    return tuple(replace(pin, page=0) for pin in pins if pin is not None)


def of_figures(
    article: Article, patterns: Mapping[int, Sequence[Pin]], columns: int, diagnostics: Diagnostics
) -> dict[int, Pin]:
    """Return the pins of an article's figures by their numbers: their own, then those of the pages' patterns for the
    figures that have none, in the manuscript's order. A sheet has so many ``columns``."""
    pins: dict[int, Pin] = {}
    figures = [b for b in article.blocks if isinstance(b, Figure)]
    for figure in figures:
        if figure.pin:
            pin = read(figure.pin)
            if pin is None or pin.column + pin.columns > columns:
                diagnostics.add("P123", figure.span, number=figure.number, pin=figure.pin, columns=columns)
            else:
                pins[figure.number] = pin
    free = iter([f for f in figures if f.number not in pins])
    for page in sorted(patterns):
        for slot in patterns[page]:
            figure = next(free, None)
            if figure is not None and slot.column < columns:
                pins[figure.number] = replace(slot, page=page, columns=min(slot.columns, columns - slot.column))
    return pins


def unkept(pins: Mapping[int, Pin], leaves: Sequence[Leaf], lines: int) -> Iterator[int]:
    """Yield the numbers of the figures that do not stand where their pins say; pages have so many ``lines``."""
    for number, pin in sorted(pins.items()):
        if not any(_stands(pin, number, leaf, lines) for leaf in leaves):
            yield number


def _stands(pin: Pin, number: int, leaf: Leaf, lines: int) -> bool:
    for n, band in enumerate(leaf.bands):
        for placed in band.arrangement.placed:
            if not isinstance(placed.box.content, Figure) or placed.box.content.number != number:
                continue
            at_edge = (
                n == 0 and placed.line == 0
                if pin.edge == "top"
                else n == len(leaf.bands) - 1 and placed.foot == band.arrangement.height
            )
            return leaf.number == pin.page and placed.column == pin.column and at_edge
    return False
