"""The exact inks of the colours that a theme names, for its pages and its charts: each as sRGB and as CMYK."""

import tomllib
from pathlib import Path

from paiyin import resources
from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import InputError
from paiyin.press import Ink, Triple


def exact(theme: str, edition: Path | None = None, limit: float | None = None) -> dict[Triple, Ink]:
    """Return the inks of a theme's colours by sRGB triple.

    Raises InputError for inks over ``limit`` percent, and where one sRGB colour is given different inks.
    """
    found: dict[Triple, Ink] = {}
    file = f"layout/themes/{Path(theme).name}/theme.toml"
    for name, pair in _read(file, theme, edition).get("colours", {}).items():
        triple, ink = _pair(file, name, pair)
        if limit is not None and sum(ink) * 100 > limit + 1e-6:
            raise InputError(Diagnostic("K104", {"file": file, "name": name, "sum": round(sum(ink) * 100),
                                                 "limit": round(limit)}))
        if found.setdefault(triple, ink) != ink:
            raise InputError(Diagnostic("K103", {"file": file, "name": name, "colour": pair["srgb"]}))
    return found


def _read(relative: str, theme: str, edition: Path | None) -> dict:
    try:
        return tomllib.loads(resources.theme_file(theme, edition).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(
            Diagnostic("K002", {"file": relative, "problem": f"{type(error).__name__}: {error}"})
        ) from error


def _pair(file: str, name: str, pair: dict) -> tuple[Triple, Ink]:
    try:
        srgb, inks = str(pair["srgb"]), [float(part) / 100 for part in pair["cmyk"]]
        triple = tuple(bytes.fromhex(srgb.removeprefix("#")))
        if len(triple) != 3 or len(inks) != 4 or not all(0 <= part <= 1 for part in inks):
            raise ValueError(f"{srgb}, {pair['cmyk']}")
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(Diagnostic("K002", {"file": file, "problem": f"colours.{name}: {error}"})) from error
    return triple, tuple(inks)
