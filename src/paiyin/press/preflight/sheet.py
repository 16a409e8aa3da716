"""A report on one page to send: HTML, or PDF painted from it."""

from html import escape
from pathlib import Path

from paiyin.diagnostics import Diagnostic, Diagnostics
from paiyin.exceptions import MachineError
from paiyin.press.conditions import Condition
from paiyin.press.preflight.findings import Report
from paiyin.press.preflight.judging import rules
from paiyin.press.preflight.told import LEVELS, head

STYLE = """html, body, h1, p, table, tbody, tr, th, td { margin: 0; padding: 0; text-align: left; vertical-align: top }
head, style, title, meta { display: none }
html, body, h1, p { display: block } table { display: table; width: 100%; border-collapse: collapse; margin-top: 5mm }
tbody { display: table-row-group } tr { display: table-row } th, td { display: table-cell; padding: 1mm 3mm 1mm 0 }
@page { size: A4; margin: 18mm }
body { font: 9pt/1.45 "Noto Sans CJK SC", sans-serif; color: #000 }
h1 { font-size: 17pt; line-height: 1.3 } th { font-weight: bold } tr { border-top: 0.4pt solid #a6a6a6 }
th, td:nth-child(2), td:nth-child(3) { white-space: nowrap }
.error { color: #c0141c } .small { font-size: 7.5pt; color: #555; margin-top: 5mm }"""


def html(report: Report, condition: Condition, lang: str) -> str:
    """Return the report as a page of HTML that needs nothing else."""
    told = head(report, condition, lang)
    rows = []
    for finding in report.findings:
        what = rules()[finding.code].__doc__.strip().splitlines()[0] if lang == "en" else ""
        rows.append(
            f'<tr><th class="{finding.level.value}">{escape(LEVELS[lang][finding.level])}</th><td>{finding.code}</td>'
            f"<td>{escape(finding.place(lang))}</td>"
            f"<td><p>{escape(finding.text(lang))}</p><p>{escape(what)}</p></td></tr>"
        )
    measures = "; ".join(f"{name}: {value}" for name, value in report.measures.items())
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}"><head><meta charset="utf-8">'
        f"<title>{escape(report.name)}</title><style>{STYLE}</style></head><body>"
        f'<h1 class="{"error" if report.errors else ""}">{escape(report.name)}: {escape(told["verdict"])}</h1>'
        f"<p>{escape(told['for'])}</p><p>{escape(told['pages'])}; {escape(told['counts'])}</p>"
        f"<table><tbody>{''.join(rows)}</tbody></table>"
        f'<p class="small">{escape(measures)}</p>'
        f'<p class="small">sha256 {report.sha256}</p><p class="small">{escape(told["certified"])}</p></body></html>\n'
    )


def write(report: Report, condition: Condition, path: Path, lang: str) -> None:
    """Write the report as .html or .pdf. Raises MachineError if it cannot be written."""
    document = html(report, condition, lang)
    if path.suffix.lower() == ".pdf":
        from paiyin.pages import weasy
        content = weasy.paint(document, {}, Diagnostics())
    else:
        content = document.encode()
    try:
        path.write_bytes(content)
    except OSError as error:
        raise MachineError(
            Diagnostic("X301", {"folder": str(path), "problem": error.strerror or str(error)})
        ) from error
