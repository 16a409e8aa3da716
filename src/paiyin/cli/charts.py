"""``paiyin charts``: the charts that the ledger of a source supports."""

from typing import Annotated

import typer

from paiyin.cli.desk import Desk
from paiyin.cli.language import say
from paiyin.cli.options import Json, Lang, Quiet, Source, Strict

HELP = say("Offer the charts that a source's statistics support.", "列出统计数字可以画成的图表。")
Write = Annotated[bool, typer.Option("--write", help=say("Write them into the manuscript.", "直接写进稿件。"))]


def command(source: Source, write: Write = False, as_json: Json = False, lang: Lang = None,
            strict: Strict = False, quiet: Quiet = False) -> int:
    with Desk(lang, as_json, strict, quiet, source) as desk:
        from paiyin.build import charts
        report = charts(source, write=write, lang=desk.lang.value)
        if not as_json and report.blocks:
            desk.print("\n\n".join(report.blocks))
        return desk.answer(report.diagnostics, report.sources, charts=list(report.blocks))
