"""An edition's settings: ``edition.toml`` beside its manuscripts.

Guards against: misspelt keys (told with the nearest known one), values of the wrong kind, manuscripts outside the
folder. Nothing is invented: what the file does not say is empty, and the page says that it is still open.
"""

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

from paiyin.contents import Hole, Listed, holes, listed
from paiyin.diagnostics import Diagnostic, Diagnostics
from paiyin.exceptions import InputError, UsageError

SETTINGS = "edition.toml"
MANUSCRIPTS = (".md", ".markdown", ".txt")
MOST_PAGES = 400


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition's settings. ``folder`` is None for a bare manuscript; empty strings are not yet known. ``manuscript``
    is the first of ``articles``, which are empty for a bare manuscript."""

    manuscript: Path
    folder: Path | None = None
    articles: tuple[Listed, ...] = ()
    holes: tuple[Hole, ...] = ()
    sheet: str = "tabloid"
    theme: str = "party"  # a name, or the full path of a folder
    charts: str = "auto"  # auto, declared or none
    most_charts: int = 4  # the number panel among them; shorter articles get fewer
    pages: tuple[int, int] | None = None  # the fewest and the most that are wanted
    final: bool = False
    paper: str = ""
    section: str = ""
    publisher: str = ""
    date: datetime.date | None = None
    number: str = ""
    editor: str = ""
    layout: str = ""
    proof: str = ""
    patterns: Mapping[int, str] = field(default_factory=dict)  # of pages, by number
    circular: Mapping[str, object] = field(default_factory=dict)  # as written; paiyin.circular reads it

    @property
    def packed(self) -> bool:
        """Tell whether its pages are packed with modules: it has several articles, or ad holes."""
        return len(self.articles) > 1 or bool(self.holes)


# Where each setting stands in the file, and what it must be.
_KEYS: Mapping[str, tuple[str, type | tuple[type, ...]]] = {
    "sheet": ("sheet", str),
    "theme": ("theme", str),
    "charts": ("charts", str),
    "most_charts": ("most_charts", int),
    "pages": ("pages", (int, list, str)),
    "final": ("final", bool),
    "manuscript": ("manuscript", str),
    "manuscripts": ("manuscripts", list),
    "article": ("article", list),
    "hole": ("hole", list),
    "paper.name": ("paper", str),
    "paper.section": ("section", str),
    "paper.publisher": ("publisher", str),
    "issue.date": ("date", datetime.date),
    "issue.number": ("number", str),
    "imprint.editor": ("editor", str),
    "imprint.layout": ("layout", str),
    "imprint.proof": ("proof", str),
}


def load(source: Path, diagnostics: Diagnostics) -> Edition:
    """Return the edition of a source: a manuscript, or a folder with an ``edition.toml``.

    Raises UsageError when there is nothing to build, InputError for settings that cannot be used.
    """
    if source.is_dir():
        settings = source / SETTINGS
        if not settings.is_file():
            raise UsageError(Diagnostic("E001", {"folder": source.name or str(source)}))
        return _read(settings, diagnostics)
    if not source.exists():
        raise UsageError(Diagnostic("E002", {"source": str(source)}))
    if source.name == SETTINGS:
        return _read(source, diagnostics)
    return Edition(source)


def _read(settings: Path, diagnostics: Diagnostics) -> Edition:
    try:
        data = tomllib.loads(settings.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise InputError(Diagnostic("E003", {"file": settings.name, "problem": str(error)})) from error
    values, problems = {}, []
    if isinstance(data.get("circular"), dict):
        values["circular"] = data.pop("circular")
    if isinstance(data.get("patterns"), dict):
        values["patterns"], wrong = _patterns(data.pop("patterns"))
        problems += wrong
    for key, value in _flat(data):
        if key not in _KEYS:
            near = get_close_matches(key, _KEYS, 1)
            diagnostics.add("E101", key=key, near=near[0] if near else ", ".join(sorted(_KEYS)))
            continue
        name, kind = _KEYS[key]
        if kind is str and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, kind) or kind is not bool and isinstance(value, bool):
            problems.append(Diagnostic("E004", {"key": key, "value": str(value), "kind": _called(kind)}))
            continue
        if key == "pages" and (value := _pages(value)) is None:
            problems.append(Diagnostic("E004", {"key": key, "value": str(value), "kind": "2, [2, 3], \"2-3\""}))
            continue
        values[name] = value
    if values.get("charts", "auto") not in ("auto", "declared", "none"):
        problems.append(
            Diagnostic("E004", {"key": "charts", "value": values["charts"], "kind": "auto, declared, none"})
        )
    if problems:
        raise InputError(*problems)
    folder, name = settings.parent, values.pop("manuscript", None)
    names, tables = values.pop("manuscripts", None), values.pop("article", None)
    if name is not None:
        if names is not None or tables is not None:
            raise InputError(Diagnostic("E013"))
        names = [name]
    if "/" in values.get("theme", ""):
        values["theme"] = _inside(folder, values["theme"])
    articles = listed(folder, names, tables) if names is not None or tables is not None else (_only(folder),)
    values |= {"articles": articles, "holes": holes(values.pop("hole", ()))}
    edition = replace(Edition(articles[0].path, folder), **values)
    for key, value in (("paper.name", edition.paper), ("issue.date", edition.date)) if edition.final else ():
        if not value:
            diagnostics.add("E103", key=key)
    return edition


def _inside(folder: Path, written: str) -> str:
    """Return the full path of a folder that the settings name. Raises InputError (E007) if it is not in theirs."""
    path = (folder / written).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise InputError(Diagnostic("E007", {"name": written}))
    return str(path)


def _called(kind: type | tuple[type, ...]) -> str:
    return kind.__name__ if isinstance(kind, type) else ", ".join(one.__name__ for one in kind)


def _patterns(table: Mapping[str, object]) -> tuple[dict[int, str], list[Diagnostic]]:
    """Return the patterns of pages by number, and what is wrong with the others."""
    good = {int(page): name for page, name in table.items() if page.isdecimal() and int(page) and isinstance(name, str)}
    bad = [page for page in table if not page.isdecimal() or int(page) not in good]
    return good, [
        Diagnostic("E004", {"key": f"patterns.{page}", "value": str(table[page]), "kind": '1 = "lead"'}) for page in bad
    ]


def _pages(value: int | list | str) -> tuple[int, int] | None:
    """Return the fewest and the most pages of 2, [2, 3] or "2-3"; None if it is neither."""
    if isinstance(value, str):
        value = [int(part) if part.strip().isdecimal() else 0 for part in value.replace("–", "-").split("-")]
    ends = value if isinstance(value, list) else [value]
    if not 1 <= len(ends) <= 2 or any(not isinstance(n, int) or isinstance(n, bool) for n in ends):
        return None
    least, most = ends[0], ends[-1]
    return (least, most) if 1 <= least <= most <= MOST_PAGES else None


def _flat(data: Mapping, prefix: str = ""):
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def _only(folder: Path) -> Listed:
    """Return the only manuscript of a folder whose settings name none."""
    found = sorted(p for p in folder.iterdir() if p.suffix in MANUSCRIPTS and p.is_file())
    if len(found) != 1:
        raise InputError(Diagnostic("E005", {"found": ", ".join(p.name for p in found) or "-"}))
    return Listed(found[0])
