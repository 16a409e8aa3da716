"""The house style of charts as designers write it: kinds.toml, palette.toml and newspaper.mplstyle of ``charts/``."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import InputError
from paiyin.resources import find

STYLE = "charts/newspaper.mplstyle"
PALETTE = "charts/palette.toml"
KINDS = "charts/kinds.toml"
INKS = ("ink", "grey", "tint", "paper", "highlight")
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")


@dataclass(frozen=True)
class Theme:
    """The inks of one theme as sRGB by name, the height of the tab in points, the weight of big numerals."""

    name: str
    inks: Mapping[str, str]
    tab: float
    numeral: int


def kinds(edition: Path | None = None) -> Mapping[str, Mapping]:
    """Return the tables of kinds.toml. Raises InputError (C120)."""
    return _table(find(KINDS, edition))


def measures(edition: Path | None = None) -> tuple[Mapping, Mapping]:
    """Return the sizes of type and the rules of kinds.toml, in points."""
    tables = kinds(edition)
    return tables["type"], tables["rules"]


def kind_names(edition: Path | None = None) -> tuple[str, ...]:
    """Return the names of the kinds of chart."""
    return tuple(name for name, table in kinds(edition).items() if "names" in table)


def theme(name: str, edition: Path | None = None) -> Theme:
    """Return a theme of palette.toml. Raises InputError: C120 for a bad file, C121 for an unknown theme."""
    table = _table(find(PALETTE, edition))
    if name not in table.get("themes", {}):
        raise InputError(Diagnostic("C121", {"theme": name, "known": ", ".join(sorted(table.get("themes", {})))}))
    own = table["themes"][name]
    inks = {}
    for ink in INKS:
        try:
            colour = (own.get(ink) or table["colours"][ink])["srgb"]
        except (KeyError, TypeError, AttributeError):
            colour = None
        if not isinstance(colour, str) or not _COLOUR.fullmatch(colour):
            raise _unusable(PALETTE, f"{ink}: no srgb colour such as #A6A6A6")
        inks[ink] = colour
    return Theme(name, inks, float(own.get("tab", 3.0)), int(own.get("numeral", 900)))


def fingerprint(edition: Path | None = None) -> dict[str, bytes]:
    """Return the bytes of the files that decide how a chart looks, by resource name."""
    return {name: find(name, edition).read_bytes() for name in (STYLE, PALETTE, KINDS)}


def _table(path: Path) -> Mapping:
    return _parsed(path, path.read_bytes())


@lru_cache(maxsize=16)
def _parsed(path: Path, content: bytes) -> Mapping:
    try:
        return tomllib.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _unusable(f"charts/{path.name}", str(error)) from None


def _unusable(file: str, reason: str) -> InputError:
    return InputError(Diagnostic("C120", {"file": file, "reason": reason}))
