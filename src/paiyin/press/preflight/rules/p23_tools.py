"""Every rule could be judged.

Why: Ink and rendering are measured with programs that may be missing.

Mend: Install them: Ghostscript (ghostscript) and MuPDF (mupdf-tools).

Reference: House rule.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "P23", Level.WARNING
TEXT = {"en": "{rules} not judged: {problem}",
        "zh": "{rules} 未能检查：{problem}"}


def check(reading: Reading) -> Iterator[Found]:
    by_problem: dict[str, list[str]] = {}
    for rule, problem in sorted(reading.not_judged.items()):
        by_problem.setdefault(problem, []).append(rule)
    for problem, rules in by_problem.items():
        yield found(rules=", ".join(rules), problem=problem)
