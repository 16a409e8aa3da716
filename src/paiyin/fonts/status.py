"""What ``paiyin fonts`` tells: which faces play which role here, what is missing and the command that installs it."""

from collections.abc import Sequence
from dataclasses import dataclass

from paiyin.fonts import fontconfig
from paiyin.fonts.book import FontBook
from paiyin.fonts.catalogue import Family, Role
from paiyin.fonts.install import command, install, manager


@dataclass(frozen=True, slots=True)
class Row:
    """A family in a role.

    ``state``     used, partial (a weight is missing, ``lacking`` names them), missing, spare (for rare characters)
    ``weights``   the weights that are used here; ``files`` their files as ``file#index`` (spare: all weights, and the
                  file of the regular one)
    ``need``      required, recommended or optional
    ``command``   installs what is missing on this machine; empty if nothing is
    """

    role: str
    family: str
    state: str
    need: str
    licence: str
    weights: tuple[int, ...] = ()
    lacking: tuple[int, ...] = ()
    files: tuple[str, ...] = ()
    command: str = ""


def status(book: FontBook, lang: str = "zh-Hans") -> list[Row]:
    """Return a row for every family in use or in want, by role. Raises no MachineError for missing fonts."""
    rows: list[Row] = []
    for role in book.catalogue.roles.values():
        rows += _role_rows(book, role, lang)
    shown = {row.family for row in rows}
    rare = dict.fromkeys(family for families in book.catalogue.rare.values() for family in families)
    return rows + [row for name in rare if name not in shown and (row := _rare_row(book.catalogue.family(name)))]


def install_all(rows: Sequence[Row], book: FontBook) -> str:
    """Return one command that installs everything that the rows miss, empty if nothing is missing or packaged."""
    wanted = (book.catalogue.family(row.family) for row in rows if row.state in ("missing", "partial"))
    packages = {p for family in wanted for p in family.packages.get(manager(), ())}
    return install(packages) if packages else ""


def _role_rows(book: FontBook, role: Role, lang: str) -> list[Row]:
    wishes = role.wishes(lang)
    main = book.main_family(role, lang)
    rows = []
    for wish in wishes:
        if wish == main:
            rows.append(_used(role, book.catalogue.family(wish)))
            break
        family = book.catalogue.family(wish)
        if family.need != "optional" or main is None and wish == wishes[0]:
            rows.append(_missing(role.name, family))
    if main is None and role.fallback:
        stand_in = book.main_family(book.catalogue.roles[role.fallback], lang)
        if stand_in is not None:
            rows.append(_used(role, book.catalogue.family(stand_in)))
    return rows


def _used(role: Role, family: Family) -> Row:
    listed = {font.weight: font for font in fontconfig.of_family(family.name)}
    nearest = {weight: min(listed, key=lambda w: (abs(w - weight), w)) for weight in role.weights}
    weights = tuple(sorted(set(nearest.values())))
    lacking = tuple(weight for weight in role.weights if weight not in listed)
    return Row(role.name, family.name, "partial" if lacking else "used", family.need, family.licence, weights, lacking,
               tuple(f"{listed[w].file}#{listed[w].index}" for w in weights),
               command([family]) if lacking and family.packages.get(manager()) else "")


def _missing(role: str, family: Family) -> Row:
    return Row(role, family.name, "missing", family.need, family.licence, command=command([family]))


def _rare_row(family: Family) -> Row | None:
    need = "recommended" if family.need == "recommended" else "optional"
    listed = fontconfig.of_family(family.name)
    if listed:
        regular = min(listed, key=lambda font: (abs(font.weight - 400), font.weight))
        return Row("rare", family.name, "spare", need, family.licence, tuple(font.weight for font in listed),
                   files=(f"{regular.file}#{regular.index}",))
    return _missing("rare", family) if need == "recommended" else None
