"""Every rule could be judged.

Why: Ink and rendering are measured with programs that may be missing, and a file may be too broken to be judged.

Mend: Install them: Ghostscript (ghostscript) and MuPDF (mupdf-tools); write a broken file anew.

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
    for level, unjudged in ((None, reading.not_judged), (Level.ERROR, reading.broken)):
        by_problem: dict[str, list[str]] = {}
        for rule, problem in sorted(unjudged.items()):
            by_problem.setdefault(problem, []).append(rule)
        for problem, rules in by_problem.items():
            yield found(level=level, rules=", ".join(rules), problem=problem)
