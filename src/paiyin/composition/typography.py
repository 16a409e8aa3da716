"""Type roles: which face, weight, size and line step each kind of text takes, from ``layout/type.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from paiyin import resources
from paiyin.composition.sheet import Sheet
from paiyin.units import Pt


@dataclass(frozen=True, slots=True)
class TypeRole:
    """A role's face role and weight, its size, and for fitted heads the sizes to choose from, largest first."""

    name: str
    face: str
    weight: int
    size: Pt
    ladder: tuple[Pt, ...] = ()
    leading: float = 1.2


def load(sheet: Sheet, edition: Path | None = None) -> Mapping[str, TypeRole]:
    """Return the type roles for a sheet, by name."""
    path = resources.find("layout/type.toml", edition)
    roles = {}
    for name, data in tomllib.loads(path.read_text(encoding="utf-8")).items():
        ladder = tuple(Pt(float(s)) for s in data.get("ladder", ()))
        if "min" in data:
            ladder = (Pt(float(data["max"])), Pt(float(data["min"])))
        size = (
            ladder[0] if ladder else Pt(float(data["size"])) if "size" in data else Pt(sheet.body * data.get("em", 1.0))
        )
        roles[name] = TypeRole(name, data["face"], int(data["weight"]), size, ladder, float(data.get("leading", 1.2)))
    return roles
