"""The fonts of the machine, as fontconfig lists them: one call of ``fc-list`` a process.

fontconfig keeps its own cache of the font folders, so its answer comes in about ten milliseconds and is not cached
a second time here.
"""

import subprocess
from dataclasses import dataclass
from functools import cache

from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import MachineError

_FIELDS = ("file", "index", "family", "style", "weight", "slant", "width", "postscriptname", "variable", "color",
           "outline")
_FORMAT = "\x1f".join(f"%{{{name}}}" for name in _FIELDS) + "\x1e"

# fontconfig's weights and OpenType's, as fcweight.c pairs them.
_WEIGHTS = ((0, 100), (40, 200), (50, 300), (55, 350), (75, 380), (80, 400), (100, 500), (180, 600), (200, 700),
            (205, 800), (210, 900), (215, 1000))
NORMAL_WIDTH = 100


@dataclass(frozen=True, slots=True, order=True)
class Listed:
    """A font of the machine. ``index`` is the face in its collection, ``instance`` the named instance of a variable
    font (from 1, 0: none); ``weight`` is CSS's, ``slant`` normal, italic or oblique."""

    family: str
    weight: int
    slant: str
    width: int
    file: str
    index: int
    instance: int
    postscript: str
    families: tuple[str, ...]


@cache
def installed() -> tuple[Listed, ...]:
    """Return every outline font of one colour, in an order that does not depend on the machine's folders.

    Raises MachineError (F101) when fontconfig is not installed.
    """
    try:
        answer = subprocess.run(["fc-list", ":", "-f", _FORMAT], capture_output=True, check=True, timeout=120)
    except (OSError, subprocess.SubprocessError) as error:
        raise MachineError(Diagnostic("F101", {"reason": str(error)})) from error
    rows = answer.stdout.decode("utf-8", "replace").split("\x1e")
    return tuple(sorted(_listed(dict(zip(_FIELDS, row.split("\x1f")))) for row in rows if _usable(row)))


def _usable(row: str) -> bool:
    fields = dict(zip(_FIELDS, row.split("\x1f")))
    return (len(fields) == len(_FIELDS) and fields["outline"] == "True" and fields["color"] != "True"
            and fields["variable"] != "True" and fields["index"].isdigit())


def _listed(fields: dict[str, str]) -> Listed:
    index = int(fields["index"])
    families = tuple(fields["family"].split(","))
    slant = int(float(fields["slant"] or 0))
    return Listed(
        family=families[0], weight=css_weight(float(fields["weight"] or 80)),
        slant="italic" if slant == 100 else "oblique" if slant else "normal",
        width=int(float(fields["width"] or NORMAL_WIDTH)), file=fields["file"], index=index & 0xFFFF,
        instance=index >> 16, postscript=fields["postscriptname"].split(",")[0], families=families)


def css_weight(weight: float) -> int:
    """Return the CSS weight of a fontconfig weight, steps between the named ones interpolated."""
    for (low, css_low), (high, css_high) in zip(_WEIGHTS, _WEIGHTS[1:]):
        if weight <= high:
            return round(css_low + (weight - low) * (css_high - css_low) / (high - low))
    return _WEIGHTS[-1][1]


def fontconfig_weight(weight: int) -> int:
    """Return the fontconfig weight of a CSS weight."""
    for (low, css_low), (high, css_high) in zip(_WEIGHTS, _WEIGHTS[1:]):
        if weight <= css_high:
            return round(low + (weight - css_low) * (high - low) / (css_high - css_low))
    return _WEIGHTS[-1][0]


@cache
def of_family(family: str) -> tuple[Listed, ...]:
    """Return the upright fonts that bear a family name, by weight, of normal width or what comes nearest to it (Symbola
    calls itself semi-condensed).

    Several files may give one family and weight; the painter then takes the one that fontconfig prefers, so that one
    is returned.
    """
    found: dict[int, list[Listed]] = {}
    upright = [font for font in _by_family().get(family.casefold(), ()) if font.slant == "normal"]
    width = min((font.width for font in upright), key=lambda w: (abs(w - NORMAL_WIDTH), w), default=NORMAL_WIDTH)
    for font in upright:
        if font.width == width:
            found.setdefault(font.weight, []).append(font)
    return tuple(fonts[0] if len(fonts) == 1 else _preferred(family, fonts) for _, fonts in sorted(found.items()))


@cache
def _by_family() -> dict[str, list[Listed]]:
    table: dict[str, list[Listed]] = {}
    for font in installed():
        for name in font.families:
            table.setdefault(name.casefold(), []).append(font)
    return table


def _preferred(family: str, fonts: list[Listed]) -> Listed:
    escaped = "".join("\\" + c if c in "\\-:,=" else c for c in family)
    pattern = f"{escaped}:weight={fontconfig_weight(fonts[0].weight)}:slant=0:width={NORMAL_WIDTH}"
    answer = subprocess.run(["fc-match", "-f", "%{file}\x1f%{index}", pattern], capture_output=True, check=False)
    file, _, index = answer.stdout.decode("utf-8", "replace").partition("\x1f")
    for font in fonts:
        if font.file == file and index.isdigit() and int(index) & 0xFFFF == font.index:
            return font
    return fonts[0]
