"""Where the data that designers edit lies: ``layout/``, ``fonts/`` and ``charts/``.

In a checkout they are the folders at its top; in an installed wheel they travel inside the package. An edition folder
may override any of their files by putting one at the same relative path.
"""

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
KINDS = ("layout", "fonts", "charts")
THEME = "theme.toml"


@cache
def root() -> Path:
    """Return the folder that holds ``layout``, ``fonts`` and ``charts``."""
    inside = PACKAGE / "data"
    return inside if inside.is_dir() else PACKAGE.parent.parent


def find(relative: str, edition: Path | None = None) -> Path:
    """Return the path of a resource such as ``layout/sheets/tabloid.toml``; the edition's own file comes first.

    Raises FileNotFoundError if neither has it, ValueError if the path leads out of the resources.
    """
    parts = Path(relative).parts
    if not parts or parts[0] not in KINDS or ".." in parts:
        raise ValueError(f"not a resource path: {relative}")
    for base in (edition, root()):
        if base is not None and (base / relative).is_file():
            return base / relative
    raise FileNotFoundError(relative)


def theme_file(theme: str, edition: Path | None = None) -> Path:
    """Return the theme.toml of a theme: by its name, the edition's own first, or by the full path of its folder.

    Raises FileNotFoundError or ValueError if there is none.
    """
    if Path(theme).is_absolute():
        if not (Path(theme) / THEME).is_file():
            raise FileNotFoundError(theme)
        return Path(theme) / THEME
    return find(f"layout/themes/{theme}/{THEME}", edition)


def names(folder: str, suffix: str, edition: Path | None = None) -> list[str]:
    """Return the names (without suffix) of the files of a resource folder, the edition's own included, sorted."""
    found = set()
    for base in (edition, root()):
        if base is not None and (base / folder).is_dir():
            found |= {p.name.removesuffix(suffix) for p in (base / folder).iterdir() if p.name.endswith(suffix)}
    return sorted(found)
