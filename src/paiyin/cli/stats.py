"""``paiyin stats``: the ledger, each statistic of an article with the sentence that states it."""

from collections.abc import Mapping, Sequence

from paiyin.cli.desk import Desk
from paiyin.cli.language import say
from paiyin.cli.options import Json, Lang, Quiet, Source, Strict
from paiyin.exceptions import InputError

HELP = say("List the statistics of a source.", "列出稿件里的统计数字。")
HEADS = {"en": ("line", "text", "value", "unit", "qualifier", "subject", "year", "sentence"),
         "zh": ("行", "原文", "数值", "单位", "精度", "计数对象", "年份", "句子")}
FILE = {"en": "file", "zh": "稿件"}
YEARS = ("year", "年份")
QUALIFIERS = {"en": {kind: kind for kind in ("exact", "over", "atleast", "about", "nearly", "atmost")},
              "zh": {"exact": "准确", "over": "超过", "atleast": "至少", "about": "约", "nearly": "近", "atmost": "不足"}}
DISPUTED = {"en": ", disputed", "zh": "（存疑）"}
LONGEST_SENTENCE = 40   # characters of a sentence in the table


def command(source: Source, as_json: Json = False, lang: Lang = None, strict: Strict = False,
            quiet: Quiet = False) -> int:
    with Desk(lang, as_json, strict, quiet, source) as desk:
        from paiyin.build import stats
        report = stats(source, lang=desk.lang.value)
        if as_json:
            desk.print_json({"statistics": list(report.rows)})
        elif report.rows:
            desk.print_rows(table(report.rows, desk.lang.value))
        found = list(report.diagnostics)
        desk.tell(found, report.sources)
        return InputError.status if desk.fails(found) else 0


def table(rows: Sequence[Mapping], lang: str) -> list[list[str]]:
    """Return the ledger as rows of cells, the head first; years only where any is stated, files only where there are
    several, long sentences cut."""
    dated = any(row.get("year") for row in rows)
    heads = HEADS[lang] if dated else tuple(head for head in HEADS[lang] if head not in YEARS)
    table = [list(heads), *(_cells(row, lang, dated) for row in rows)]
    if any("file" in row for row in rows):
        files = [FILE[lang], *(str(row["file"]) for row in rows)]
        table = [[file, *cells] for file, cells in zip(files, table, strict=True)]
    return table


def _cells(row: Mapping, lang: str, dated: bool) -> list[str]:
    doubt = DISPUTED[lang] if row.get("disputed") else ""
    ends = [end for end in (row["value"], row.get("value_max")) if end is not None]
    return [str(row["line"]), row["text"], "～".join(format(end, ".12g") for end in ends), row["unit"] or "",
            QUALIFIERS[lang][row["qualifier"]] + doubt, row["subject"],
            *([str(row.get("year") or "")] if dated else []), _cut(row["sentence"])]


def _cut(sentence: str) -> str:
    flat = " ".join(sentence.split())
    return flat if len(flat) <= LONGEST_SENTENCE else flat[:LONGEST_SENTENCE - 1] + "…"
