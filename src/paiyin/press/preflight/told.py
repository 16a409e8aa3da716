"""A report as text for people."""

from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.conditions import Condition
from paiyin.press.preflight.findings import Report

LEVELS = {"en": {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "note"},
          "zh": {Level.ERROR: "错误", Level.WARNING: "警告", Level.NOTE: "提示"}}
WORDS = {"en": {"passes": "passes", "fails": "does not pass", "pages": "{n} pages", "page": "1 page", "mend": "mend",
                "counts": "{errors}, {warnings}, {notes}; {rules} rules", "for": "for {title}", "joint": "; ",
                "certified": "Made by Paiyin's own preflight; not a certificate."},
         "zh": {"passes": "通过", "fails": "不通过", "pages": "共 {n} 页", "page": "共 1 页", "mend": "改法",
                "counts": "{errors}，{warnings}，{notes}；共 {rules} 条规则", "for": "印刷条件：{title}", "joint": "；",
                "certified": "由排印自带的印前检查作出，不是认证。"}}


def head(report: Report, condition: Condition, lang: str) -> dict[str, str]:
    """Return the verdict and what it is about, by part."""
    words = WORDS[lang]
    many = {name: counted(len(report.at(level)), level, lang) for name, level in (
        ("errors", Level.ERROR), ("warnings", Level.WARNING), ("notes", Level.NOTE))}
    return {
        "verdict": words["fails" if report.errors else "passes"],
        "for": words["for"].format(title=condition.title[lang]),
        "pages": words["page" if report.pages == 1 else "pages"].format(n=report.pages),
        "counts": words["counts"].format(rules=len(report.rules), **many),
        "certified": words["certified"],
        "mend": words["mend"],
    }


def counted(count: int, level: Level, lang: str) -> str:
    """Return how many findings of a level there are, in words."""
    name = LEVELS[lang][level]
    return f"{name} {count}" if lang == "zh" else f"{count} {name}{'' if count == 1 else 's'}"


def lines(report: Report, condition: Condition, lang: str) -> Iterator[str]:
    """Give the lines of a report."""
    told = head(report, condition, lang)
    for finding in report.findings:
        place = finding.place(lang)
        yield f"{LEVELS[lang][finding.level]}[{finding.code}]{f' {place}' if place else ''}: {finding.text(lang)}"
    about = f"({told['for']})" if lang == "en" else f"（{told['for']}）"
    yield f"{report.name}: {told['verdict']} {about}" if lang == "en" else f"{report.name}：{told['verdict']}{about}"
    yield f"  {told['pages']}{WORDS[lang]['joint']}{told['counts']}"
    yield f"  sha256 {report.sha256}"
