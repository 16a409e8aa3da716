"""The house style of charts as designers write it: kinds.toml, palette.toml and newspaper.mplstyle of ``charts/``.

Colours have one home, the theme's own file; the palette says only what charts need beyond.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import InputError
from paiyin.resources import find, root, theme_file

STYLE = "charts/newspaper.mplstyle"
PALETTE = "charts/palette.toml"
KINDS = "charts/kinds.toml"
THEME = "layout/themes/{}/theme.toml"
INKS = ("ink", "grey", "tint", "paper")
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
    """Return the inks of a theme as charts use them. Raises InputError: C120 for a bad file, C121 for no such theme."""
    palette = _table(find(PALETTE, edition))
    written = _table(_theme_file(name, edition))
    house = palette.get("themes", {}).get(Path(name).name, {})
    own = {**palette.get("default", {}), **house, **written.get("charts", {})}
    colours = written.get("colours", {})
    highlight = own.get("highlight", "red")
    inks = {ink: _srgb(colours, ink, name) for ink in INKS} | {"highlight": _srgb(colours, highlight, name)}
    try:
        return Theme(name, inks, float(own.get("tab", 3.0)), int(own.get("numeral", 900)))
    except (TypeError, ValueError) as error:
        raise _unusable(PALETTE, str(error)) from None


def _theme_file(name: str, edition: Path | None) -> Path:
    try:
        return theme_file(name, edition)
    except (FileNotFoundError, ValueError):
        known = ", ".join(known_themes(edition))
        raise InputError(Diagnostic("C121", {"theme": name, "known": known})) from None


def known_themes(edition: Path | None = None) -> list[str]:
    """Return the names of the themes, sorted."""
    folders = [base / "layout" / "themes" for base in (edition, root()) if base is not None]
    return sorted({p.name for folder in folders if folder.is_dir() for p in folder.iterdir()
                   if (p / "theme.toml").is_file()})


def _srgb(colours: Mapping, ink: str, theme_name: str) -> str:
    try:
        colour = colours[ink]["srgb"]
    except (KeyError, TypeError):
        colour = None
    if not isinstance(colour, str) or not _COLOUR.fullmatch(colour):
        raise _unusable(THEME.format(Path(theme_name).name), f"{ink}: no srgb colour such as #A6A6A6")
    return colour


def fingerprint(edition: Path | None = None) -> dict[str, bytes]:
    """Return the bytes of the files that decide how a chart looks, by resource name; its colours are in the theme."""
    return {name: find(name, edition).read_bytes() for name in (STYLE, KINDS)}


def _table(path: Path) -> Mapping:
    return _parsed(path, path.read_bytes())


@lru_cache(maxsize=16)
def _parsed(path: Path, content: bytes) -> Mapping:
    try:
        return tomllib.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _unusable(f"{path.parent.name}/{path.name}", str(error)) from None


def _unusable(file: str, reason: str) -> InputError:
    return InputError(Diagnostic("C120", {"file": file, "reason": reason}))
