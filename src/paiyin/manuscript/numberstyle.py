"""Number style: forms that GB/T 15835-2011 advises against, told and never changed.

The forms stand in ``layout/house/numbers.toml``, each a pattern with what to write instead; an edition folder may hold
its own. Patterns are bounded, so that the work is linear in the text.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from paiyin import resources
from paiyin.article import Article, Run, runs_of
from paiyin.diagnostics import Diagnostic, Diagnostics
from paiyin.exceptions import InputError
from paiyin.spans import Span

FILE = "layout/house/numbers.toml"
MOST = 20  # places told of one form


@dataclass(frozen=True, slots=True)
class Form:
    """A form to be told: its pattern, what to write instead in both languages, and the clause that says so."""

    name: str
    pattern: re.Pattern[str]
    instead: dict[str, str]
    clause: str


@cache
def load(edition: Path | None = None) -> tuple[Form, ...]:
    """Return the forms of the house, the edition's own file first. Raises InputError (M802) for a broken file."""
    path = resources.find(FILE, edition)
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        return tuple(
            Form(
                name, re.compile(form["pattern"]), {"en": form["instead_en"], "zh": form["instead_zh"]}, form["clause"]
            )
            for name, form in tables.items()
        )
    except (KeyError, TypeError, UnicodeDecodeError, tomllib.TOMLDecodeError, re.error) as error:
        raise InputError(
            Diagnostic("M802", {"file": path.name, "problem": f"{type(error).__name__}: {error}"})
        ) from error


def tell(article: Article, diagnostics: Diagnostics, edition: Path | None = None) -> None:
    """Tell every form of an article that the house's number style advises against."""
    for form in load(edition):
        told = 0
        for run in runs_of(article):
            if run.style.code:
                continue
            for match in form.pattern.finditer(run.text):
                if told == MOST:
                    break
                told += 1
                diagnostics.add(
                    "M801",
                    _span(run, *match.span()),
                    form=match[0],
                    instead_en=form.instead["en"],
                    instead_zh=form.instead["zh"],
                    clause=form.clause,
                )


def _span(run: Run, start: int, end: int) -> Span:
    if len(run.text) != run.span.end - run.span.start:
        return run.span
    return Span(run.span.file, run.span.start + start, run.span.start + end)
