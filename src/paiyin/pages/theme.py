"""A theme: inks, weights and furniture options from ``layout/themes/<name>/theme.toml``, rules from its ``theme.css``.

A theme may change ink and weight, never a line's place: geometry belongs to the plan.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from paiyin import resources
from paiyin.diagnostics import Diagnostic, Diagnostics
from paiyin.exceptions import InputError, UsageError

VARIABLE = re.compile(r"var\(--([a-z0-9-]+)\)")
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme as read. ``colours`` by name as #RRGGBB; ``furniture`` by template name, ``rules`` by role."""

    name: str
    colours: Mapping[str, str]
    furniture: Mapping[str, Mapping[str, object]]
    rules: Mapping[str, Mapping[str, object]]
    css: str


def load(name: str, edition: Path | None, diagnostics: Diagnostics) -> Theme:
    """Return a theme by name; the edition's own files come first.

    Raises UsageError for an unknown name, InputError for a file that does not describe a theme.
    """
    try:
        path = resources.find(f"layout/themes/{name}/theme.toml", edition)
        sheet = resources.find(f"layout/themes/{name}/theme.css", edition)
    except (FileNotFoundError, ValueError) as error:
        raise UsageError(Diagnostic("W401", {"name": name})) from error
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        colours = {key: value["srgb"] for key, value in data["colours"].items()}
        furniture = {key: MappingProxyType(dict(value)) for key, value in data["furniture"].items()}
        rules = {
            key: MappingProxyType({"ink": colours[value["ink"]], "thick": float(value.get("thick", 0))})
            for key, value in data["rules"].items()
        }
    except (KeyError, TypeError, ValueError, AttributeError, tomllib.TOMLDecodeError) as error:
        raise InputError(
            Diagnostic("W402", {"file": path.name, "problem": f"{type(error).__name__}: {error}"})
        ) from error
    for key, value in colours.items():
        if not isinstance(value, str) or not COLOUR.fullmatch(value):
            raise InputError(Diagnostic("W402", {"file": path.name, "problem": f"colours.{key} = {value!r}"}))
    css = _resolved(sheet.read_text(encoding="utf-8"), colours, sheet.name, diagnostics)
    return Theme(name, MappingProxyType(colours), MappingProxyType(furniture), MappingProxyType(rules), css)


def _resolved(css: str, colours: Mapping[str, str], file: str, diagnostics: Diagnostics) -> str:
    """Put the theme's colours in place of ``var(--name)``: cheaper than custom properties that every box inherits."""

    def value(match: re.Match) -> str:
        if match[1] not in colours:
            diagnostics.add("W403", file=file, name=match[1])
            return "#000000"
        return colours[match[1]]

    return VARIABLE.sub(value, re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
