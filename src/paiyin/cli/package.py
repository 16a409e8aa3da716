"""``paiyin package``: the press files of a source with report, ticket and checksums, as a print shop wants them."""

from pathlib import Path
from typing import Annotated

import typer

from paiyin.cli.build import Icc, Out, PdfX
from paiyin.cli.desk import Desk
from paiyin.cli.language import say
from paiyin.cli.options import Json, Lang, Quiet, Source, Strict

HELP = say("Pack a source for the print shop, into OUT/<slug>-package/ and its zip.",
           "打成印厂文件包，写入 OUT/<slug>-package/ 和同名 zip。")
Shop = Annotated[str | None, typer.Option("--shop", metavar="NAME", help=say(
    "The print shop: a name of layout/printshop, or a .toml file.", "印厂：layout/printshop 里的名字，或 .toml 文件。"))]
PerPage = Annotated[bool | None, typer.Option("--per-page/--whole", show_default=False, help=say(
    "One PDF a page or one for all; left out, as the shop wants.", "每版一个 PDF，或全部一个；不写则按印厂的要求。"))]
Press = Annotated[str | None, typer.Option("--press", metavar="NAME", help=say(
    "The press condition, in place of the shop's.", "印刷条件，代替印厂设置里的。"))]
Kind = Annotated[PdfX | None, typer.Option("--pdfx", show_default=False, help=say(
    "PDF/X-4 or PDF/X-1a:2003; left out, as the shop wants.", "PDF/X-4 或 PDF/X-1a:2003；不写则按印厂的要求。"))]
Accept = Annotated[list[str] | None, typer.Option("--accept", metavar="CODE", show_default=False, help=say(
    "Let a preflight finding go out; the ticket says so. Repeatable.", "放行一条印前检查的发现，工单会写明；可重复。"))]


def command(source: Source, out: Out = Path("dist"), shop: Shop = None, per_page: PerPage = None,
            press: Press = None, icc: Icc = None, pdfx: Kind = None, accept: Accept = None,
            as_json: Json = False, lang: Lang = None, strict: Strict = False,
            quiet: Quiet = False) -> int:
    with Desk(lang, as_json, strict, quiet, source) as desk:
        from paiyin.printshop.package import package
        changes = {"press": press, "icc": icc, "pdfx": pdfx and pdfx.value}
        packed = package(source, out, shop_name=shop, per_page=per_page, accept=accept or (), strict=strict,
                         changes={key: value for key, value in changes.items() if value}, progress=desk.progress)
        written = [str(packed.folder), str(packed.archive)]
        status = desk.answer(packed.diagnostics, packed.sources, files=written, pages=list(packed.files))
        for path in () if as_json else written:
            desk.print(path)
        return status
