"""``paiyin stats``: the ledger, each statistic of an article with the sentence that states it."""

from paiyin.cli.desk import Desk
from paiyin.cli.language import say
from paiyin.cli.options import Json, Lang, Quiet, Source, Strict

HELP = say("List the statistics of a source.", "列出稿件里的统计数字。")
COLUMNS = ("line", "text", "value", "unit", "qualifier", "subject", "sentence")


def command(source: Source, as_json: Json = False, lang: Lang = None, strict: Strict = False,
            quiet: Quiet = False) -> int:
    with Desk(lang, as_json, strict, quiet, source) as desk:
        from paiyin.build import stats
        report = stats(source, lang=desk.lang.value)
        if not as_json and report.rows:
            desk.print_rows([COLUMNS, *([_cell(row.get(name)) for name in COLUMNS] for row in report.rows)])
        return desk.answer(report.diagnostics, report.sources, statistics=list(report.rows))


def _cell(value: object) -> str:
    if value is None:
        return ""
    return format(value, ".12g") if isinstance(value, float) else str(value)
