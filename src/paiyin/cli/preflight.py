"""``paiyin preflight``: judge a PDF for a press, whatever made it."""

from pathlib import Path
from typing import Annotated

import typer

from paiyin.cli.desk import Desk
from paiyin.cli.language import say
from paiyin.cli.options import Json, Lang, Strict

HELP = say("Judge a PDF for a press.", "印前检查：检查任何 PDF。")
File = Annotated[Path, typer.Argument(metavar="FILE.pdf", show_default=False, help=say(
    "The PDF to judge.", "要检查的 PDF。"))]
Press = Annotated[str, typer.Option("--press", metavar="NAME", help=say(
    "The press condition: newsprint, uncoated, coated.", "印刷条件：newsprint、uncoated、coated。"))]
Icc = Annotated[Path | None, typer.Option("--icc", metavar="FILE", help=say(
    "The shop's own profile.", "印厂自己的特性文件。"))]


def _kind(path: Path | None) -> Path | None:
    if path is not None and path.suffix.lower() not in (".html", ".pdf"):
        raise typer.BadParameter(f"{path.name} is neither .html nor .pdf")
    return path


Written = Annotated[Path | None, typer.Option("--report", metavar="FILE", callback=_kind, help=say(
    "Write a report to send, .html or .pdf.", "另写一页可发送的报告，.html 或 .pdf。"))]


Advertisement = Annotated[bool, typer.Option("--ad", help=say(
    "Judge it as an advertisement: of one page.", "按广告检查：只许一页。"))]


def command(file: File, press: Press = "newsprint", icc: Icc = None, ad: Advertisement = False,
            report: Written = None, as_json: Json = False, lang: Lang = None,
            strict: Strict = False) -> int:
    with Desk(lang, as_json, strict) as desk:
        from paiyin.press import conditions, preflight

        condition = conditions.load(press, None, icc, profile_needed=False)
        desk.progress("preflight")
        judged = preflight.judge(file, condition, single_page=ad)
        desk.progress.stop()
        failed = bool(judged.errors or strict and judged.warnings)
        if report is not None:
            from paiyin.press.preflight.sheet import write
            write(judged, condition, report, desk.lang.value)
        if as_json:
            print(judged.as_json(), end="")
        else:
            from paiyin.press.preflight.told import lines
            for line in lines(judged, condition, desk.lang.value):
                desk.print(line)
        return int(failed)
