"""What preflight found in the files of a package, and whether it may go out."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from paiyin.diagnostics import LANGUAGES, Diagnostics, Level


class Judged(Protocol):
    """One finding as preflight gives it: a stable ``code``, how grave it is, the page that it is on (None for all)."""

    code: str
    level: Level
    page: int | None

    def text(self, lang: str = "en") -> str: ...


class Judgement(Protocol):
    """What preflight found in one file; ``as_json`` is its whole report, ``not_judged`` says why by rule."""

    findings: Sequence[Judged]
    not_judged: Mapping[str, str]

    def as_json(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding in a file of the package."""

    file: str
    code: str
    level: Level
    page: int | None
    message_en: str
    message_zh: str
    accepted: bool = False


def of(file: str, judged: Iterable[Judged]) -> list[Finding]:
    """Return the findings of one file in the order of preflight."""
    return [Finding(file, f.code, Level(f.level), f.page, *(f.text(lang) for lang in LANGUAGES)) for f in judged]


def decide(found: Sequence[Finding], accept: Iterable[str], diagnostics: Diagnostics) -> list[Finding]:
    """Return the findings with the accepted ones marked; say each as a diagnostic.

    An error that is not accepted stays an error of ``diagnostics``.
    """
    wanted = {code.casefold(): code for code in accept}
    decided = [replace(f, accepted=f.code.casefold() in wanted and f.level is not Level.NOTE) for f in found]
    for finding in decided:
        values = {"file": finding.file, "page": finding.page or "–", "rule": finding.code,
                  "problem_en": finding.message_en, "problem_zh": finding.message_zh}
        if finding.accepted:
            diagnostics.add("D203", **values)
        elif finding.level is Level.ERROR:
            diagnostics.add("D201", **values)
        elif finding.level is Level.WARNING:
            diagnostics.add("D202", **values)
    there = {f.code.casefold() for f in decided if f.accepted}
    for code in sorted(set(wanted) - there):
        diagnostics.add("D204", rule=wanted[code])
    return decided


def counts(found: Iterable[Finding]) -> dict[str, int]:
    """Return how many errors, warnings and notes there are, and how many of the former two were accepted."""
    listed = list(found)
    return {f"{level}s": sum(f.level is level for f in listed) for level in Level} | {
        "accepted": sum(f.accepted for f in listed)}


def summary(n: Mapping[str, object]) -> str:
    """Return the counts as one line in both languages."""
    return f"错误 errors {n['errors']}, 警告 warnings {n['warnings']}, 已认可 accepted {n['accepted']}"


def as_json(found: Sequence[Finding], reports: Mapping[str, Judgement]) -> bytes:
    """Return the reports of all files (by name) for programs, and which rules were accepted."""
    files = [json.loads(report.as_json()) | {"file": name} for name, report in reports.items()]
    data = counts(found) | {"accepted_codes": sorted({f.code for f in found if f.accepted}), "files": files}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def as_text(found: Sequence[Finding], reports: Mapping[str, Judgement]) -> bytes:
    """Return the findings for people, in both languages."""
    n = counts(found)
    lines = [f"印前检查 Preflight: {summary(n)}, 提示 notes {n['notes']}"]
    for name, report in reports.items():
        here = [f for f in found if f.file == name]
        lines += ["", name] + ([] if here else ["  无问题 nothing found"])
        for f in here:
            page = f" p{f.page}" if f.page else ""
            mark = " (已认可 accepted)" if f.accepted else ""
            lines += [f"  {f.level.value}[{f.code}]{page}{mark}", f"    {f.message_zh}", f"    {f.message_en}"]
        lines += [f"  未检查 not judged {rule}: {why}" for rule, why in sorted(report.not_judged.items())]
    return ("\n".join(lines) + "\n").encode()
