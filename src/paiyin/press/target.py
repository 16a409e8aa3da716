"""The press delivery of a build: ``press.pdf`` and ``preflight.json`` beside it."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

from paiyin.composition.plan import Plan
from paiyin.diagnostics import Diagnostics, Level
from paiyin.edition import Edition
from paiyin.press import Meta, conditions, make, palette
from paiyin.press.preflight.findings import Report

PRESS, PREFLIGHT = "press.pdf", "preflight.json"


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of the press file: the condition's name, the shop's own profile, and which PDF/X."""

    condition: str = conditions.DEFAULT
    icc: Path | None = None
    pdfx: str = "x4"


def files(screen: bytes, plan: Plan, edition: Edition, order: Order, diagnostics: Diagnostics) -> dict[str, bytes]:
    """Return the press file and its preflight by name; what preflight finds goes to ``diagnostics`` (K310)."""
    from paiyin.press import photos, preflight

    condition = conditions.load(order.condition, edition.folder, order.icc)
    colours = palette.exact(edition.theme, edition.folder, condition.ink.target)
    photos.judge_plan(plan, condition, diagnostics)
    when = datetime.combine(edition.date, time(), UTC) if edition.date else None
    trim = (plan.width, plan.height)
    made = make(screen, condition=condition, theme_colours=colours, meta=Meta(date=when), trim=trim,
                diagnostics=diagnostics, pdfx=order.pdfx)
    report = preflight.judge(made, condition, name=PRESS, trim=trim, renderers=False)
    tell(report, diagnostics)
    return {PRESS: made, PREFLIGHT: report.as_json().encode()}


def tell(report: Report, diagnostics: Diagnostics) -> None:
    """Say the findings of a report as diagnostics; its notes stay in the report."""
    for finding in report.findings:
        if finding.level is Level.NOTE:
            continue
        places = {lang: ", ".join(filter(None, (report.name, finding.place(lang)))) + ":" for lang in ("en", "zh")}
        diagnostics.add("K310", level=finding.level, place_en=places["en"], place_zh=places["zh"][:-1] + "：",
                        message_en=finding.text("en"), message_zh=finding.text("zh"), rule=finding.code)
