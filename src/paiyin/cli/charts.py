"""``paiyin charts``: the charts that the ledger of a source supports, or a page with one of every kind."""

from pathlib import Path
from typing import Annotated

import typer

from paiyin.cli.desk import Desk
from paiyin.cli.language import say
from paiyin.cli.options import Json, Lang, Quiet, Strict
from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import UsageError

HELP = say("Offer the charts that a source's statistics support.", "列出统计数字可以画成的图表。")
Write = Annotated[bool, typer.Option("--write", help=say("Write them into the manuscript.", "直接写进稿件。"))]
Gallery = Annotated[Path | None, typer.Option("--gallery", metavar="OUT.pdf", help=say(
    "Write a page with a chart of every kind.", "每种图表各画一幅，写成一页。"))]
ThemeName = Annotated[str, typer.Option("--theme", metavar="NAME", help=say("The gallery's theme.", "样张的风格。"))]
OptionalSource = Annotated[Path | None, typer.Argument(metavar="[SOURCE]", show_default=False, help=say(
    "A manuscript (.md, .txt) or an edition folder.", "稿件（.md、.txt）或一期的文件夹。"))]


def command(source: OptionalSource = None, write: Write = False, gallery: Gallery = None, theme: ThemeName = "party",
            as_json: Json = False, lang: Lang = None, strict: Strict = False, quiet: Quiet = False) -> int:
    with Desk(lang, as_json, strict, quiet, source) as desk:
        if (source is None) == (gallery is None):
            raise UsageError(Diagnostic("C501"))
        if gallery is not None:
            from paiyin.build import gallery as make
            made = make(gallery, theme=theme)
            if not as_json:
                desk.print(str(made))
            return desk.answer((), gallery=str(made))
        from paiyin.build import charts
        report = charts(source, write=write, lang=desk.lang.value)
        if not as_json and report.blocks:
            desk.print("\n\n".join(report.blocks))
        return desk.answer(report.diagnostics, report.sources, charts=list(report.blocks))
