"""The judge: reads a file once, asks every rule, and puts equal findings together."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from paiyin.diagnostics import LANGUAGES, Diagnostic, Level
from paiyin.exceptions import InputError
from paiyin.press.conditions import Condition
from paiyin.press.preflight import rules as package
from paiyin.press.preflight.findings import Finding, Report
from paiyin.press.preflight.reading import Reading, read
from paiyin.press.preflight.rule import Found

SHOWN = 3           # findings of one rule on one page that are told each by itself
LAST = "P23"        # says what the others could not judge
ORDER = {Level.ERROR: 0, Level.WARNING: 1, Level.NOTE: 2}


@cache
def rules() -> dict[str, ModuleType]:
    """Return every rule by its id, sorted. A rule has ID, LEVEL, TEXT by language, and ``check``."""
    found = [import_module(f"{package.__name__}.{module.name}") for module in iter_modules(package.__path__)]
    return {rule.ID: rule for rule in sorted(found, key=lambda rule: (rule.ID == LAST, rule.ID))}


def explained(code: str, lang: str = "en") -> dict[str, str] | None:
    """Return what a rule wants, why, how to mend it and its reference, in ``en`` or ``zh``; None if there is none."""
    rule = rules().get(code.upper())
    if rule is None:
        return None
    what, *parts = re.split(r"\n\n(Why|Mend|Reference): ", rule.__doc__.strip())
    told = {"what": " ".join(what.split())} | {
        parts[i].lower(): " ".join(parts[i + 1].split()) for i in range(0, len(parts), 2)}
    return told if lang == "en" else told | _chinese()[rule.ID]


@cache
def _chinese() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("chinese.toml").read_text(encoding="utf-8"))


def judged(pdf: Path | str | bytes, condition: Condition, *, name: str | None, trim: tuple[float, float] | None,
           single_page: bool, separations: bool, renderers: bool) -> Report:
    """Judge a file; arguments as of ``paiyin.press.preflight.judge``."""
    data = pdf if isinstance(pdf, bytes) else _content(Path(pdf))
    name = name or ("-" if isinstance(pdf, bytes) else Path(pdf).name)
    if b"%PDF-" not in data[:1024]:
        raise InputError(Diagnostic("K301", {"file": name, "problem": "%PDF"}))
    with read(data, condition, trim, single_page, separations, renderers) as reading:
        found = [finding for code, rule in rules().items()
                 for finding in _together(code, rule, _checked(rule, reading))]
        found.sort(key=lambda f: (ORDER[f.level], f.page or 0, f.code))
        return Report(name, sha256(data).hexdigest(), len(data), condition.name, len(reading.pages), tuple(found),
                      tuple(rules()), dict(reading.not_judged), dict(sorted(reading.measures.items())))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(Diagnostic("K301", {"file": path.name, "problem": error.strerror or str(error)})) from error


def _checked(rule: ModuleType, reading: Reading) -> list[Found]:
    """Return what a rule finds. Where a file is so broken that the rule cannot say, that is said (P23)."""
    try:
        return list(rule.check(reading))
    except Exception as error:      # whatever a stranger's file does
        reading.broken[rule.ID] = f"{type(error).__name__}: {error}"[:100]
        return []


def _together(code: str, rule: ModuleType, found: Iterable[Found]) -> list[Finding]:
    """Return findings of one rule, many equal ones on a page as one."""
    kept: dict[tuple, list] = {}
    for one in found:
        texts = {lang: rule.TEXT[lang].format_map(one.values) for lang in LANGUAGES}
        kept.setdefault((one.page, one.level or rule.LEVEL), []).append((texts, one.where))
    made = []
    for (page, level), group in kept.items():
        distinct: dict[str, list] = {}
        for texts, where in group:
            distinct.setdefault(texts["en"], []).append((texts, where))
        heads = list(distinct.values())
        for i, same in enumerate(heads[:SHOWN]):
            more = len(same) - 1 + (sum(map(len, heads[SHOWN:])) if i == SHOWN - 1 else 0)
            made.append(Finding(code, level, page, *same[0], more))
    return made
