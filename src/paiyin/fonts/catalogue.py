"""The catalogue of faces that designers edit, ``fonts/fonts.toml``: roles, families, licences and packages."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from paiyin import resources
from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import InputError

MANAGERS = ("apt", "dnf", "brew")
NEEDS = ("required", "recommended", "optional")
_PACKAGE = re.compile(r"[A-Za-z0-9][A-Za-z0-9+._@/-]*")        # users paste the command that names it into a shell
_MOST = 200


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks that a role borrows from ``role``; ``weights`` maps the borrower's weight to the lender's."""

    characters: str
    role: str
    weights: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Role:
    """A part that a typeface plays on the page, with its families in order of wish."""

    name: str
    families: tuple[str, ...]
    weights: tuple[int, ...] = (400,)
    latin: str = ""
    rare: str = ""
    fallback: str = ""
    lang: Mapping[str, str] = field(default_factory=dict)
    note: Mapping[str, str] = field(default_factory=dict)
    marks: Marks | None = None

    def wishes(self, lang: str) -> tuple[str, ...]:
        """Return the families for a language (BCP 47), the one of the longest matching prefix first."""
        tags = lang.split("-")
        for n in range(len(tags), 0, -1):
            first = self.lang.get("-".join(tags[:n]))
            if first:
                return (first, *(f for f in self.families if f != first))
        return self.families


@dataclass(frozen=True, slots=True)
class Family:
    """A family: its licence, how much it is needed, and the packages that hold it by package manager."""

    name: str
    licence: str = ""
    need: str = "optional"
    packages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """``fonts.toml`` as read."""

    file: str
    roles: Mapping[str, Role]
    families: Mapping[str, Family]
    rare: Mapping[str, tuple[str, ...]]

    def family(self, name: str) -> Family:
        return self.families.get(name) or Family(name)


def load(edition: Path | None = None) -> Catalogue:
    """Read the catalogue, the edition's own if it has one.

    Raises InputError (F102) naming the file and what is wrong in it.
    """
    path = resources.find("fonts/fonts.toml", edition)
    try:
        return _catalogue(str(path), tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise _bad(path, str(error)) from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _bad(path, f"{type(error).__name__}: {error}") from error


def _bad(path: Path, reason: str) -> InputError:
    return InputError(Diagnostic("F102", {"file": path.name, "reason": reason}))


def _catalogue(file: str, data: dict) -> Catalogue:
    roles = {name: _role(name, fields) for name, fields in data["role"].items()}
    rare = {name: _names(families, f"rare.{name}") for name, families in data.get("rare", {}).items()}
    families = {name: _family(name, fields) for name, fields in data.get("family", {}).items()}
    for role in roles.values():
        others = (role.latin, role.fallback, role.marks.role if role.marks else "")
        unknown = [other for other in others if other and other not in roles]
        if unknown:
            raise ValueError(f"role.{role.name} names the role {unknown[0]!r}, which is not described")
        if role.rare and role.rare not in rare:
            raise ValueError(f"role.{role.name} names the list rare.{role.rare}, which is not there")
    return Catalogue(file, roles, families, rare)


def _role(name: str, fields: dict) -> Role:
    known = {"families", "weights", "latin", "rare", "fallback", "lang", "note_en", "note_zh", "marks"}
    _only(fields, known, f"role.{name}")
    marks = fields.get("marks")
    return Role(
        name=name, families=_names(fields["families"], f"role.{name}.families"),
        weights=tuple(_weight(w) for w in fields.get("weights", [400])),
        latin=fields.get("latin", ""), rare=fields.get("rare", ""), fallback=fields.get("fallback", ""),
        lang=dict(fields.get("lang", {})),
        note={"en": fields.get("note_en", ""), "zh": fields.get("note_zh", "")},
        marks=marks and Marks(marks["characters"], marks["role"],
                              {_weight(int(w)): _weight(v) for w, v in marks.get("weights", {}).items()}))


def _family(name: str, fields: dict) -> Family:
    _only(fields, {"licence", "need", *MANAGERS}, f'family."{name}"')
    need = fields.get("need", "optional")
    if need not in NEEDS:
        raise ValueError(f'family."{name}".need is {need!r}, not one of {", ".join(NEEDS)}')
    packages = {m: _names(fields[m], f'family."{name}".{m}') for m in MANAGERS if m in fields}
    for package in (package for names in packages.values() for package in names):
        if not _PACKAGE.fullmatch(package):
            raise ValueError(f'family."{name}" names the package {package!r}, which cannot be one')
    return Family(name, fields.get("licence", ""), need, packages)


def _only(fields: dict, known: set[str], where: str) -> None:
    unknown = sorted(set(fields) - known)
    if unknown:
        raise ValueError(f"{where} has an unknown key {unknown[0]!r}")


def _names(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(name, str) and name for name in value):
        raise ValueError(f"{where} is not a list of names")
    if len(value) > _MOST or not all(name.isprintable() for name in value):
        raise ValueError(f"{where} has more than {_MOST} names, or one that cannot be printed")
    return tuple(value)


def _weight(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 1000:
        raise ValueError(f"{value!r} is not a weight from 1 to 1000")
    return value
