"""``paiyin new``: start an edition folder."""

from pathlib import Path
from typing import Annotated

import typer

from paiyin.cli.desk import Desk
from paiyin.cli.language import say
from paiyin.cli.options import Json, Lang
from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import UsageError

HELP = say("Start an edition folder with a sample manuscript.", "新建一期的文件夹，附一篇样稿。")
Folder = Annotated[Path, typer.Argument(metavar="DIR", show_default=False, help=say(
    "The folder to make; it must be new or empty.", "要新建的文件夹，须不存在或为空。"))]

MANUSCRIPT = "manuscript.md"    # the sample's name among the templates


def command(folder: Folder, as_json: Json = False, lang: Lang = None) -> int:
    with Desk(lang, as_json) as desk:
        written = [str(path) for path in start(folder)]
        if as_json:
            desk.print_json({"status": 0, "files": written, "diagnostics": []})
        for path in () if as_json else written:
            desk.print(path)
        return 0


def start(folder: Path) -> list[Path]:
    """Write the files of a new edition into a folder; return their paths. The manuscript has the folder's name, because
    what is built is called after it.

    Raises UsageError if the folder holds anything, or is no folder.
    """
    from paiyin.manuscript import slug_of
    from paiyin.resources import root
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(Diagnostic("X121", {"folder": str(folder)}))
    written = []
    templates = root() / "layout" / "new"
    named = f"{slug_of(folder.resolve().name)}.md"
    for template in sorted(path for path in templates.rglob("*") if path.is_file()):
        target = folder / (named if template.name == MANUSCRIPT else template.relative_to(templates))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(template.read_bytes().replace(f'"{MANUSCRIPT}"'.encode(), f'"{named}"'.encode()))
        written.append(target)
    return written
