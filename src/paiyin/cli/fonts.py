"""``paiyin fonts``: which faces are used, where from, what is missing and the command that installs it."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from paiyin.cli.desk import Desk
from paiyin.cli.language import say
from paiyin.cli.options import Json, Lang
from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import MachineError

if TYPE_CHECKING:
    from paiyin.fonts.status import Row

HELP = say("Tell which faces are used and what is missing.", "列出所用字体、缺哪些、怎样安装。")
HEADINGS = {"en": ("role", "family", "weights", "state", "from"),
            "zh": ("用途", "字体", "字重", "状态", "来源")}
STATES = {"en": {"used": "used", "partial": "weights missing", "missing": "missing", "spare": "for rare characters"},
          "zh": {"used": "在用", "partial": "缺字重", "missing": "缺", "spare": "备用（生僻字）"}}
Edition = Annotated[Path | None, typer.Argument(metavar="[EDITION]", show_default=False, help=say(
    "An edition folder with fonts of its own.", "自带字体设置的一期文件夹。"))]


def command(edition: Edition = None, as_json: Json = False, lang: Lang = None) -> int:
    with Desk(lang, as_json) as desk:
        from paiyin.fonts import FontBook
        from paiyin.fonts.status import install_all, status
        book = FontBook.load(edition)
        rows = status(book)
        installing = install_all(rows, book)
        lacking = lacks(rows, installing)
        if not as_json:
            desk.print_rows([HEADINGS[desk.lang], *(_cells(row, desk.lang) for row in rows)])
        return desk.answer([*book.diagnostics, *lacking], failing=MachineError.status,
                           fonts=[asdict(row) for row in rows], command=installing)


def lacks(rows: Sequence["Row"], installing: str) -> list[Diagnostic]:
    """Return a finding for each required family that is missing, with the command that installs it."""
    families = dict.fromkeys(row.family for row in rows if row.state == "missing" and row.need == "required")
    return [Diagnostic("X132", {"family": family, "command": installing}) for family in families]


def _cells(row: "Row", lang: str) -> tuple[str, ...]:
    weights = " ".join(map(str, row.weights))
    folders = " ".join(sorted({str(Path(file.rpartition("#")[0]).parent) for file in row.files}))
    return row.role, row.family, weights, STATES[lang][row.state], folders or row.command.partition("#")[0]
