"""A theme: inks, weights and furniture options from a folder with ``theme.toml``, ``theme.css`` and, if it likes,
``templates/`` of its own. Its name is that of its folder under ``layout/themes``; other folders go by
their path.

A theme may change ink, face and weight, never a line's place: geometry belongs to the plan.
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
FILE, CSS, TEMPLATES = "theme.toml", "theme.css", "templates"


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme as read. ``colours`` by name as #RRGGBB; ``furniture`` by template name, ``rules`` by role;
    ``templates`` are the folders of its own templates, the first one's come first."""

    name: str
    colours: Mapping[str, str]
    furniture: Mapping[str, Mapping[str, object]]
    rules: Mapping[str, Mapping[str, object]]
    css: str
    templates: tuple[Path, ...] = ()


def reference(written: str, edition: Path | None = None) -> str:
    """Return how the stages call a theme that somebody asks for: by its name or, if no theme has it, by the full path of
    the folder with that path. Unknown ones are returned as they are written."""
    folder = Path(written)
    if written not in known(edition) and (folder / FILE).is_file():
        return str(folder.resolve())
    return written


def folders(name: str, edition: Path | None = None) -> tuple[Path, ...]:
    """Return the folders of a theme, the edition's own first. Raises UsageError (W401) if there is none."""
    found = []
    if Path(name).is_absolute():
        found = [Path(name)]
    if re.fullmatch(r"[\w-]+", name):
        for base in dict.fromkeys((edition, resources.root())):
            if base is not None and (base / "layout" / "themes" / name).is_dir():
                found.append(base / "layout" / "themes" / name)
    if not any((folder / FILE).is_file() for folder in found):
        raise UsageError(Diagnostic("W401", {"name": name, "known": ", ".join(known(edition))}))
    return tuple(found)


def known(edition: Path | None = None) -> list[str]:
    """Return the names of the themes there are, sorted."""
    bases = [base / "layout" / "themes" for base in (edition, resources.root()) if base is not None]
    return sorted({p.name for base in bases if base.is_dir() for p in base.iterdir() if (p / FILE).is_file()})


def load(name: str, edition: Path | None, diagnostics: Diagnostics) -> Theme:
    """Return a theme by name; the edition's own files come first.

    Raises UsageError for an unknown name, InputError for a file that does not describe a theme.
    """
    return of_folders(name, folders(name, edition), diagnostics)


def of_folders(name: str, places: tuple[Path, ...], diagnostics: Diagnostics) -> Theme:
    """Return the theme of some folders; a file of the first comes before that of the next. Raises InputError."""
    path = next((place / FILE for place in places if (place / FILE).is_file()), places[0] / FILE)
    sheet = next((place / CSS for place in places if (place / CSS).is_file()), None)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        colours = {key: value["srgb"] for key, value in data["colours"].items()}
        for key, value in colours.items():
            if not isinstance(value, str) or not COLOUR.fullmatch(value):
                raise ValueError(f"colours.{key}.srgb = {value!r} is not #RRGGBB")
        furniture = {key: MappingProxyType(dict(value)) for key, value in data["furniture"].items()}
        rules = {
            key: MappingProxyType({"ink": _ink(colours, key, value), "thick": float(value.get("thick", 0))})
            for key, value in data.get("rules", {}).items()
        }
        css = sheet.read_text(encoding="utf-8") if sheet is not None else ""
    except KeyError as error:
        raise InputError(Diagnostic("W402", {"file": path.name, "problem": f"{error.args[0]} is missing"})) from error
    except (TypeError, ValueError, AttributeError, OSError) as error:
        raise InputError(Diagnostic("W402", {"file": path.name, "problem": str(error)})) from error
    return Theme(
        name,
        MappingProxyType(colours),
        MappingProxyType(furniture),
        MappingProxyType(rules),
        _resolved(css, colours, CSS, diagnostics),
        tuple(place / TEMPLATES for place in places if (place / TEMPLATES).is_dir()),
    )


def _ink(colours: Mapping[str, str], rule: str, value: Mapping) -> str:
    if value["ink"] not in colours:
        raise ValueError(f"rules.{rule}.ink = {value['ink']!r} is not among the colours")
    return colours[value["ink"]]


def _resolved(css: str, colours: Mapping[str, str], file: str, diagnostics: Diagnostics) -> str:
    """Put the theme's colours in place of ``var(--name)``: cheaper than custom properties that every box inherits."""

    def value(match: re.Match) -> str:
        if match[1] not in colours:
            diagnostics.add("W403", file=file, name=match[1])
            return "#000000"
        return colours[match[1]]

    return VARIABLE.sub(value, re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
