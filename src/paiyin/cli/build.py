"""``paiyin build``: compose a source and write everything that it gives."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from paiyin.cli.desk import Desk
from paiyin.cli.language import say
from paiyin.cli.options import Glyphs, Json, Lang, MissingGlyph, Quiet, Sheet, Source, Strict, Theme

HELP = say("Compose a source and write its pages to OUT/<slug>/.", "排版，成品写入 OUT/<slug>/。")


class Target(StrEnum):
    """A delivery that a build can make."""

    SCREEN = "screen"
    PRESS = "press"


class PdfX(StrEnum):
    """The kind of PDF/X that a press file is."""

    X4 = "x4"
    X1A = "x1a"


def _targets(text: str) -> str:
    wanted = [name.strip() for name in text.split(",")]
    if unknown := [name for name in wanted if name not in tuple(Target)]:
        raise typer.BadParameter(f"{unknown[0]!r} is none of: {', '.join(Target)}")
    return ",".join(dict.fromkeys(wanted))


Targets = Annotated[str, typer.Option("--for", metavar="TARGETS", callback=_targets, help=say(
    "What to write, with commas between.", "要写哪些成品，用逗号分开。"))]
Out = Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help=say(
    "The folder to write into.", "写到哪个文件夹。"))]

Press = Annotated[str | None, typer.Option("--press", metavar="NAME", help=say(
    "The press condition: newsprint, uncoated, coated.", "印刷条件：newsprint、uncoated、coated。"))]
Icc = Annotated[Path | None, typer.Option("--icc", metavar="FILE", help=say(
    "The shop's own profile.", "印厂自己的特性文件。"))]
Kind = Annotated[PdfX, typer.Option("--pdfx", help=say("PDF/X-4 or PDF/X-1a:2003.", "PDF/X-4 或 PDF/X-1a:2003。"))]


def command(source: Source, out: Out = Path("dist"), sheet: Sheet = None, theme: Theme = None,
            targets: Targets = Target.SCREEN.value, press: Press = None, icc: Icc = None, pdfx: Kind = PdfX.X4,
            missing_glyph: Glyphs = MissingGlyph.BOX,
            as_json: Json = False, lang: Lang = None, strict: Strict = False, quiet: Quiet = False) -> int:
    with Desk(lang, as_json, strict, quiet, source) as desk:
        from paiyin.build import build
        wanted, press_order = tuple(targets.split(",")), {}
        if Target.PRESS in wanted:
            from paiyin.press.conditions import DEFAULT
            from paiyin.press.target import Order
            press_order = {"order": Order(press or DEFAULT, icc, pdfx.value)}
        report = build(source, out, sheet=sheet, theme=theme, targets=wanted, **press_order,
                       missing_glyph=missing_glyph.value, lang=desk.lang.value, strict=strict,
                       progress=desk.progress)
        files = [str(file) for file in report.files]
        status = desk.answer(report.diagnostics, report.sources, files=files, pages=report.pages)
        if not as_json:
            for file in files:
                desk.print(file)
        return status
