"""Type roles: which face, weight, size and line step each kind of text takes, from ``layout/type.toml``.

A sheet may give sizes of its own (``[type.headline]`` in its file), a theme faces and weights of heads (``[roles]`` in
its theme.toml). What a theme may not touch is the text that fills columns: its lines would break elsewhere.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from paiyin import resources
from paiyin.composition.sheet import Sheet
from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import InputError
from paiyin.units import Pt

FILE = "layout/type.toml"
THEMED = (  # roles whose face and weight a theme may choose; no column's lines hang on them
    "kicker", "headline", "deck", "byline", "section", "crosshead", "scene-label", "caption-label", "continuation",
    "jump",
)
SIZES = ("size", "em", "ladder", "min", "max", "leading")  # what a sheet may choose


@dataclass(frozen=True, slots=True)
class TypeRole:
    """A role's face role and weight, its size, and for fitted heads the sizes to choose from, largest first."""

    name: str
    face: str
    weight: int
    size: Pt
    ladder: tuple[Pt, ...] = ()
    leading: float = 1.2


def load(sheet: Sheet, edition: Path | None = None, theme: str = "") -> Mapping[str, TypeRole]:
    """Return the type roles for a sheet in a theme ("": the house's own faces), by name.

    Raises InputError (P002) for a sheet that sizes a role that there is not.
    """
    house = tomllib.loads(resources.find(FILE, edition).read_text(encoding="utf-8"))
    own = themed(theme, edition) if theme else {}
    for name, given in sheet.type.items():
        if name not in house or not isinstance(given, Mapping) or not set(given) <= set(SIZES):
            problem = f"[type.{name}] takes a type role of {FILE} and {', '.join(SIZES)}"
            raise InputError(Diagnostic("P002", {"file": f"{sheet.name}.toml", "problem": problem}))
    return {
        name: _role(name, {**data, **sheet.type.get(name, {}), **own.get(name, {})}, sheet)
        for name, data in house.items()
    }


def themed(theme: str, edition: Path | None = None) -> Mapping[str, Mapping[str, object]]:
    """Return the faces and weights that a theme gives to roles; a theme that cannot be read gives none, which is told
    where its pages are painted."""
    try:
        path = resources.theme_file(theme, edition)
        roles = tomllib.loads(path.read_text(encoding="utf-8")).get("roles", {})
        return {
            name: {key: data[key] for key in ("face", "weight") if key in data}
            for name, data in roles.items()
            if name in THEMED
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _role(name: str, data: Mapping, sheet: Sheet) -> TypeRole:
    ladder = tuple(Pt(float(s)) for s in data.get("ladder", ()))
    if "min" in data:
        ladder = (Pt(float(data["max"])), Pt(float(data["min"])))
    size = ladder[0] if ladder else Pt(float(data["size"])) if "size" in data else Pt(sheet.body * data.get("em", 1.0))
    return TypeRole(name, str(data["face"]), int(data["weight"]), size, ladder, float(data.get("leading", 1.2)))
