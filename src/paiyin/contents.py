"""What an edition holds: its manuscripts in the editor's order with their pages, and its ad holes.

In ``edition.toml``::

    manuscripts = ["flood.md", "school.md"]         # in order, or with more to say of each:

    [[article]]
    file = "flood.md"
    rank = 1
    page = 1

    [[hole]]
    page = 2
    columns = "4-5"
    lines = "60-86"
    note = "街坊菜市"

Guards against: manuscripts outside the folder, missing, named twice; holes that are no rectangle of the grid.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import InputError

MOST_PAGES = 96  # of an edition
RANGE = re.compile(r"\s*(\d{1,4})\s*(?:[-–—~～至到]\s*(\d{1,4})\s*)?")


@dataclass(frozen=True, slots=True)
class Listed:
    """A manuscript of an edition; ``page`` is where the editor wants it, 0: anywhere."""

    path: Path
    page: int = 0


@dataclass(frozen=True, slots=True)
class Hole:
    """An ad hole: ``columns`` columns from ``column`` and ``lines`` lines from ``line`` (from 0) of a page (from 1)."""

    page: int
    column: int
    columns: int
    line: int
    lines: int
    note: str = ""

    @property
    def text(self) -> str:
        """Say the hole as edition.toml does."""
        return (
            f"page = {self.page}, columns = {self.column + 1}-{self.column + self.columns}, "
            f"lines = {self.line + 1}-{self.line + self.lines}"
        )


def listed(folder: Path, names: Sequence[object] | None, tables: Sequence[object] | None) -> tuple[Listed, ...]:
    """Return the manuscripts of an edition in the editor's order, from ``manuscripts`` or from ``[[article]]`` tables.

    Raises InputError for entries that cannot be used.
    """
    if names is not None and tables is not None:
        raise InputError(Diagnostic("E013"))
    if tables is None:
        entries = [(n, n, name, 0) for n, name in enumerate(names or ())]
    else:
        entries = [_article(n, table) for n, table in enumerate(tables)]
    if not entries:
        raise InputError(Diagnostic("E006"))
    found: list[Listed] = []
    for _, _, name, page in sorted(entries, key=lambda e: e[:2]):
        path = manuscript(folder, name)
        if any(path.name == other.path.name for other in found):
            raise InputError(Diagnostic("E014", {"name": path.name}))
        found.append(Listed(path, page))
    return tuple(found)


def manuscript(folder: Path, name: object) -> Path:
    """Return a manuscript of a folder. Raises InputError if it is none, or not in the folder."""
    if not isinstance(name, str) or not name.strip() or "\0" in name:
        raise InputError(Diagnostic("E004", {"key": "manuscripts", "value": str(name), "kind": "file names"}))
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise InputError(Diagnostic("E007", {"name": name}))
    if not path.is_file():
        raise InputError(Diagnostic("E008", {"name": name}))
    return path


def _article(n: int, table: object) -> tuple[int, int, object, int]:
    """Return (rank, place in the file, name, page); articles without a rank come after those that have one."""
    known = {"file", "rank", "page"}
    if not isinstance(table, Mapping):
        raise InputError(Diagnostic("E011", {"number": n + 1, "problem": str(table)}))
    for key in table:
        if key not in known:
            raise InputError(Diagnostic("E011", {"number": n + 1, "problem": f"{key} = {table[key]!r}"}))
    for key in ("rank", "page"):
        if not _whole(table.get(key, 1), 1, MOST_PAGES if key == "page" else 10**6):
            raise InputError(Diagnostic("E011", {"number": n + 1, "problem": f"{key} = {table[key]!r}"}))
    if "file" not in table:
        raise InputError(Diagnostic("E011", {"number": n + 1, "problem": "file = ?"}))
    return table.get("rank", 10**6), n, table["file"], table.get("page", 0)


def holes(tables: Sequence[object]) -> tuple[Hole, ...]:
    """Return the ad holes of ``[[hole]]`` tables. Raises InputError for one that is no rectangle."""
    return tuple(_hole(n, table) for n, table in enumerate(tables))


def _hole(n: int, table: object) -> Hole:
    def refuse(problem: str) -> InputError:
        return InputError(Diagnostic("E012", {"number": n + 1, "problem": problem}))

    if not isinstance(table, Mapping):
        raise refuse(str(table))
    for key in table:
        if key not in ("page", "columns", "lines", "note"):
            raise refuse(f"{key} = {table[key]!r}")
    if not _whole(table.get("page"), 1, MOST_PAGES):
        raise refuse(f"page = {table.get('page', '?')!r}")
    spans = {}
    for key in ("columns", "lines"):
        span = _span(table.get(key))
        if span is None:
            raise refuse(f"{key} = {table.get(key, '?')!r}")
        spans[key] = span
    (column, end), (line, foot) = spans["columns"], spans["lines"]
    return Hole(table["page"], column - 1, end - column + 1, line - 1, foot - line + 1, str(table.get("note", "")))


def _span(value: object) -> tuple[int, int] | None:
    """Return first and last of "4-5", [4, 5] or 4."""
    ends: Iterator = iter(())
    if isinstance(value, str) and (found := RANGE.fullmatch(value)):
        ends = iter((int(found[1]), int(found[2] or found[1])))
    elif isinstance(value, list) and len(value) == 2:
        ends = iter(value)
    elif _whole(value, 1, 9999):
        ends = iter((value, value))
    span = tuple(ends)
    if len(span) != 2 or not all(_whole(end, 1, 9999) for end in span) or span[0] > span[1]:
        return None
    return span


def _whole(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
