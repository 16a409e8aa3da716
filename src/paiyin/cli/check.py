"""``paiyin check``: say everything that is to be said about a source, without building it, or about a theme alone."""

from pathlib import Path
from typing import Annotated

import typer

from paiyin.cli.desk import Desk
from paiyin.cli.language import say
from paiyin.cli.options import Glyphs, Json, Lang, MissingGlyph, Quiet, Sheet, Strict
from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import UsageError

HELP = say("Say every diagnostic of a source, or of a theme, without building it.",
           "只检查，不排版：列出稿件（或主题）的全部问题。")
Source = Annotated[Path | None, typer.Argument(metavar="[SOURCE]", show_default=False, help=say(
    "A manuscript (.md, .txt) or an edition folder; none to check a theme alone.",
    "稿件（.md、.txt）或一期的文件夹；只检查主题时不写。"))]
Theme = Annotated[str | None, typer.Option("--theme", metavar="NAME|FOLDER", help=say(
    "The theme; checked itself too.", "风格；连主题本身一并检查。"))]


def command(source: Source = None, sheet: Sheet = None, theme: Theme = None,
            missing_glyph: Glyphs = MissingGlyph.ERROR, as_json: Json = False, lang: Lang = None,
            strict: Strict = False, quiet: Quiet = False) -> int:
    with Desk(lang, as_json, strict, quiet, source) as desk:
        if source is None and theme is None:
            raise UsageError(Diagnostic("X133", {}))
        themed = ()
        if theme is not None:
            from paiyin.build import check_theme
            themed = check_theme(theme, source).diagnostics
        if source is None:
            return desk.answer(themed)
        from paiyin.build import check
        named = theme if theme and not (Path(theme) / "theme.toml").is_file() else None
        report = check(source, sheet=sheet, theme=named, missing_glyph=missing_glyph.value, lang=desk.lang.value,
                       progress=desk.progress)
        return desk.answer((*themed, *report.diagnostics), report.sources)
