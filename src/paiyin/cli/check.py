"""``paiyin check``: say everything that is to be said about a source, without building it."""

from paiyin.cli.desk import Desk
from paiyin.cli.language import say
from paiyin.cli.options import Glyphs, Json, Lang, MissingGlyph, Quiet, Sheet, Source, Strict, Theme

HELP = say("Say every diagnostic of a source without building it.", "只检查，不排版：列出全部问题。")


def command(source: Source, sheet: Sheet = None, theme: Theme = None, missing_glyph: Glyphs = MissingGlyph.ERROR,
            as_json: Json = False, lang: Lang = None, strict: Strict = False, quiet: Quiet = False) -> int:
    with Desk(lang, as_json, strict, quiet, source) as desk:
        from paiyin.build import check
        report = check(source, sheet=sheet, theme=theme, missing_glyph=missing_glyph.value, lang=desk.lang.value,
                       progress=desk.progress)
        return desk.answer(report.diagnostics, report.sources)
