"""``paiyin check``: say everything that is to be said about a source, without building it, or about a theme alone."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from paiyin.cli.desk import Desk
from paiyin.cli.language import say
from paiyin.cli.options import Glyphs, Json, Lang, MissingGlyph, Quiet, Sheet, Strict
from paiyin.diagnostics import Diagnostic, Diagnostics
from paiyin.exceptions import UsageError

HELP = say("Say every diagnostic of a source, or of a theme, without building it.",
           "只检查，不排版：列出稿件（或主题）的全部问题。")
Source = Annotated[Path | None, typer.Argument(metavar="[SOURCE]", show_default=False, help=say(
    "A manuscript (.md, .txt) or an edition folder; none to check a theme alone.",
    "稿件（.md、.txt）或一期的文件夹；只检查主题时不写。"))]
Theme = Annotated[str | None, typer.Option("--theme", metavar="NAME|FOLDER", help=say(
    "The theme; checked itself too.", "风格；连主题本身一并检查。"))]


def command(source: Source = None, sheet: Sheet = None, theme: Theme = None,
            missing_glyph: Glyphs = MissingGlyph.BOX, as_json: Json = False, lang: Lang = None,
            strict: Strict = False, quiet: Quiet = False) -> int:
    with Desk(lang, as_json, strict, quiet, source) as desk:
        if source is None and theme is None:
            raise UsageError(Diagnostic("X133", {}))
        said = Diagnostics()
        if theme is not None:
            from paiyin.build import check_theme
            _take(said, check_theme(theme, source).diagnostics)
        if source is None:
            return desk.answer(said)
        from paiyin.build import check
        usable = None if said.errors else theme
        report = check(source, sheet=sheet, theme=usable, missing_glyph=missing_glyph.value, lang=desk.lang.value,
                       progress=desk.progress)
        _take(said, report.diagnostics)
        return desk.answer(said, report.sources)


def _take(said: Diagnostics, more: Iterable[Diagnostic]) -> None:
    for one in more:
        said.add(one.code, one.span, one.level, **one.values)
