"""A report on one page to send: HTML, or PDF painted from it."""

from html import escape
from pathlib import Path

from paiyin.diagnostics import Diagnostic, Diagnostics, Level
from paiyin.exceptions import MachineError
from paiyin.press.conditions import Condition
from paiyin.press.preflight.findings import Finding, Report
from paiyin.press.preflight.judging import explained
from paiyin.press.preflight.told import LEVELS, WORDS, head

MOST = 40           # findings that a page could hold at all
STYLE = """
html, body, h1, p, div, table, tbody, tr, th, td, span, b { margin: 0; padding: 0; text-align: left }
head, style, title, meta { display: none } html, body, h1, p, div { display: block }
table { display: table; width: 100%; border-collapse: collapse } tbody { display: table-row-group }
tr { display: table-row; page-break-inside: avoid } th, td { display: table-cell; vertical-align: top }
@page { size: A4; margin: 16mm 17mm 14mm }
body { font: 9pt/1.5 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; color: #1a1a1a;
  max-width: 176mm }
@media screen { body { margin: 10mm auto } }
.kind { font-size: 8pt; color: #666; border-bottom: 1.2pt solid #1a1a1a; padding-bottom: 1.5mm }
h1 { font-size: 19pt; line-height: 1.25; font-weight: bold; margin: 5mm 0 1mm; word-break: break-all }
.about { color: #444 }
.sums { margin: 5mm 0 2mm; border-top: .4pt solid #bbb; border-bottom: .4pt solid #bbb }
.sums td { padding: 2mm 4mm 2mm 0; white-space: nowrap; vertical-align: middle; color: #555 }
.sums b { font-size: 19pt; line-height: 1.2; color: #1a1a1a; font-weight: bold; margin-right: 1.2mm }
.sums .verdict { font-size: 15pt; font-weight: bold; color: #fff; padding: 2mm 5mm; width: 1%; text-align: center }
.sums .first { padding-left: 6mm }
.pass { background: #1f6b3a } .fail { background: #c0141c }
.found { margin-top: 3mm } .found th, .found td { border-bottom: .4pt solid #ddd; padding: 1.6mm 3mm 1.6mm 0 }
.found th { white-space: nowrap; font-weight: bold; width: 1%; padding-right: 4mm }
.found .code { white-space: nowrap; width: 1%; padding-right: 4mm } .found .place { width: 24%; color: #555 }
.mend { font-size: 7.5pt; line-height: 1.45; color: #666 }
.error { color: #c0141c } .warning { color: #8a5a00 } .note { color: #666 }
.measures { margin-top: 5mm } .small { font-size: 7.5pt; line-height: 1.5; color: #666; margin-top: 2mm }
.sum { font-size: 7pt; color: #666; margin-top: 2mm; word-break: break-all }
"""
TEXTS = {
    "en": {"kind": "Preflight report", "none": "Nothing was found.", "rules": "rules judged", "page": "page {page}",
           "more": "and {n} more findings, in the JSON report", "ink": "Most ink in a square of {side} mm:",
           "limit": "limit {limit} %", "unjudged": "Not judged: "},
    "zh": {"kind": "印前检查报告", "none": "没有发现问题。", "rules": "条规则", "page": "第 {page} 版",
           "more": "另有 {n} 项，见 JSON 报告", "ink": "{side} mm 见方内最大墨量：", "limit": "上限 {limit}%",
           "unjudged": "未检查："},
}


def html(report: Report, condition: Condition, lang: str, most: int | None = None) -> str:
    """Return the report as a page of HTML that needs nothing else; ``most`` is how many findings it tells."""
    told, texts = head(report, condition, lang), TEXTS[lang]
    rows = [_row(finding, lang) for finding in report.findings[:most]]
    if more := len(report.findings) - len(rows):
        rows.append(f'<tr><th></th><td class="code"></td><td></td><td>{texts["more"].format(n=more)}</td></tr>')
    size = f"{report.size / 1e6:.2f} MB"
    about = WORDS[lang]["joint"].join((told["for"][0].upper() + told["for"][1:], told["pages"], size))
    body = f'<table class="found"><tbody>{"".join(rows)}</tbody></table>' if rows else (
        f'<p class="measures">{texts["none"]}</p>')
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}"><head><meta charset="utf-8">'
        f"<title>{escape(report.name)}</title><style>{STYLE}</style></head><body>"
        f'<p class="kind">{texts["kind"]}</p><h1>{escape(report.name)}</h1><p class="about">{escape(about)}</p>'
        f"{_sums(report, told, lang)}{body}{_measures(report, condition, lang)}"
        f'<p class="small">{escape(told["certified"])}</p><p class="sum">SHA-256 {report.sha256}</p></body></html>\n'
    )


def _sums(report: Report, told: dict[str, str], lang: str) -> str:
    """Return the verdict and the counts as a bar."""
    cells = [f"<b class=\"{level.value if report.at(level) else ''}\">{len(report.at(level))}</b> {LEVELS[lang][level]}"
             f"{'s' if lang == 'en' and len(report.at(level)) != 1 else ''}" for level in Level]
    cells.append(f"<b>{len(report.rules)}</b> {TEXTS[lang]['rules']}")
    parts = "".join(f'<td class="{"first" if i == 0 else ""}">{cell}</td>' for i, cell in enumerate(cells))
    mark = "fail" if report.errors else "pass"
    return (f'<table class="sums"><tbody><tr><td class="verdict {mark}">{escape(told["verdict"])}</td>{parts}</tr>'
            "</tbody></table>")


def _row(finding: Finding, lang: str) -> str:
    mend, level = explained(finding.code, lang)["mend"], finding.level
    return (f'<tr><th class="{level.value}">{LEVELS[lang][level]}</th><td class="code">{finding.code}</td>'
            f'<td class="place">{escape(finding.place(lang))}</td><td><p>{escape(finding.text(lang))}</p>'
            f'<p class="mend">{escape(mend)}</p></td></tr>')


def _measures(report: Report, condition: Condition, lang: str) -> str:
    """Return what was measured: the ink of each page, and what could not be judged."""
    texts, side = TEXTS[lang], f"{condition.ink.window:g}"
    inks = [(page, report.measures.get(f"ink, page {page}, {side} mm")) for page in range(1, report.pages + 1)]
    shown = [f"{texts['page'].format(page=page)} {ink:g}%" for page, ink in inks if ink is not None]
    parts = []
    if shown:
        limit = texts["limit"].format(limit=f"{condition.ink.error:g}")
        parts.append(f"{texts['ink'].format(side=side)} {WORDS[lang]['joint'].join((*shown[:24], limit))}")
    if report.not_judged:
        parts.append(texts["unjudged"] + ", ".join(sorted(report.not_judged)))
    return "".join(f'<p class="small measures">{escape(part)}</p>' for part in parts)


def write(report: Report, condition: Condition, path: Path, lang: str) -> None:
    """Write the report as .html or .pdf. Raises MachineError if it cannot be written."""
    if path.suffix.lower() == ".pdf":
        content = _one_page(report, condition, lang)
    else:
        content = html(report, condition, lang).encode()
    try:
        path.write_bytes(content)
    except OSError as error:
        raise MachineError(
            Diagnostic("X301", {"folder": str(path), "problem": error.strerror or str(error)})
        ) from error


def _one_page(report: Report, condition: Condition, lang: str) -> bytes:
    """Return the report as a PDF of one page, with as many findings as it holds; the gravest come first."""
    from paiyin.pages import weasy

    def painted(most: int) -> bytes:
        return weasy.paint(html(report, condition, lang, most), {}, Diagnostics())

    fewest, most = 0, min(MOST, len(report.findings))
    if _fits(whole := painted(most)):
        return whole
    while fewest < most:
        middle = (fewest + most + 1) // 2
        fewest, most = (middle, most) if _fits(painted(middle)) else (fewest, middle - 1)
    return painted(fewest)


def _fits(pdf: bytes) -> bool:
    """Return whether a PDF has one page."""
    from io import BytesIO

    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages) == 1
