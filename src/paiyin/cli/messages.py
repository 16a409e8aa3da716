"""Diagnostics as people and programs read them: with the place, the line of the source and a hint."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from paiyin.diagnostics import LANGUAGES, Diagnostic, Level
from paiyin.exceptions import PaiyinError
from paiyin.spans import Source, Span

COLOURS = {Level.ERROR: "31", Level.WARNING: "33", Level.NOTE: "36"}
LEVELS = {"en": {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "note"},
          "zh": {Level.ERROR: "错误", Level.WARNING: "警告", Level.NOTE: "提示"}}
HINT = {"en": "hint", "zh": "建议"}
FIRST_FEW = 5           # warnings or notes of one kind that are printed; the others are counted
INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}      # controls, which a terminal would obey, and separators of lines


class Sources:
    """The files that a run has read, by the names that spans call them.

    A file that is not among them is read again, from the folder ``beside``, when a span speaks of it; if that fails,
    it is done without.
    """

    def __init__(self, known: Mapping[str, Source] | None = None, beside: Path | None = None):
        self._known: dict[str, Source | None] = dict(known or {})
        self._beside = beside or Path()

    def of(self, span: Span) -> Source | None:
        """Return the source that a span lies in, None if it cannot be had."""
        if span.file not in self._known:
            self._known[span.file] = _read(self._beside / span.file)
        source = self._known[span.file]
        return source if source and span.end <= len(source.text) else None


def _read(path: Path) -> Source | None:
    from paiyin.manuscript.reading import read_source
    try:
        return read_source(path) if path.is_file() else None
    except (PaiyinError, OSError, ValueError):
        return None


def visible(text: str) -> str:
    """Return the text with every control character as one visible mark, so that it cannot steer a terminal."""
    return "".join(" " if c == "\t" else "\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) in INVISIBLE else c
                   for c in text)


def width(text: str) -> int:
    """Return the cells that a text takes on a terminal: two for a wide character, none for a combining one."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def place(span: Span, sources: Sources) -> str:
    """Return ``file:line:column`` of a span's start, or the file alone if it cannot be read."""
    source = sources.of(span)
    if source is None:
        return visible(span.file)
    line = source.line_of(span.start)
    return f"{visible(span.file)}:{line}:{source.column_of(span.start)}"


def excerpt(span: Span, sources: Sources, cells: int = 100) -> list[str]:
    """Return the line of the source where a span starts and a line of carets under it, cut to ``cells``."""
    source = sources.of(span)
    if source is None or not source.text:
        return []
    number = source.line_of(span.start)
    text, start = source.line_text(number), source.column_of(span.start) - 1
    margin = " " * len(str(number))
    room = cells - len(margin) - 6      # for the margin, its bar and an ellipsis at either end
    before = _fitting(visible(text[max(0, start - room) : start])[::-1], room // 3)[::-1]
    if len(before) == start - 1:
        before = visible(text[:start])
    after = _fitting(visible(text[start : start + room]), room - width(before))
    opening = "…" if len(before) < start else ""
    closing = "…" if start + len(after) < len(text) else ""
    carets = max(1, width(after[: span.end - span.start]))
    return [f" {number} | {opening}{before}{after}{closing}",
            f" {margin} | {' ' * width(opening + before)}{'^' * carets}"]


def _fitting(text: str, cells: int) -> str:
    """Return as much of the start of a text as fits into the cells."""
    taken = 0
    for i, character in enumerate(text):
        taken += width(character)
        if taken > cells:
            return text[:i]
    return text


def render(diagnostic: Diagnostic, sources: Sources, lang: str, colour: bool = False, cells: int = 100) -> str:
    """Return a diagnostic as lines of text: what and where, the line of the source, the hint."""
    level = diagnostic.severity
    label = _painted(f"{LEVELS[lang][level]}[{diagnostic.code}]", f"1;{COLOURS[level]}", colour)
    where = f" {place(diagnostic.span, sources)}" if diagnostic.span else ""
    lines = [f"{label}{where}: {visible(diagnostic.text(lang))}"]
    if diagnostic.span:
        shown = excerpt(diagnostic.span, sources, cells)
        lines += shown[:1] + [_painted(carets, COLOURS[level], colour) for carets in shown[1:]]
    if hint := diagnostic.hint(lang):
        lines.append(f"  {_painted(HINT[lang], '1', colour)}: {visible(hint)}")
    return "\n".join(lines)


def gathered(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, Sequence[Diagnostic]]]:
    """Yield the diagnostics to print, each with those that are only counted after it.

    Errors are all printed. Of warnings and notes with one code and one hint the first few are; one alone is not left.
    """
    kinds: dict[tuple, list[Diagnostic]] = {}
    places: list[tuple[Diagnostic, list[Diagnostic], int]] = []
    for one in diagnostics:
        kind = kinds.setdefault((one.code, one.severity, one.hint()), [])
        places.append((one, kind, len(kind)))
        kind.append(one)
    for one, kind, place in places:
        whole = one.severity is Level.ERROR or len(kind) <= FIRST_FEW + 1
        if whole or place < FIRST_FEW:
            yield one, () if whole or place < FIRST_FEW - 1 else kind[FIRST_FEW:]


def rest_of(others: Sequence[Diagnostic], sources: Sources, lang: str, colour: bool = False) -> str:
    """Return the line that counts diagnostics which are not printed: how many more, in which lines, of which
    characters."""
    level, code = others[0].severity, others[0].code
    label = _painted(f"{LEVELS[lang][level]}[{code}]", f"1;{COLOURS[level]}", colour)
    spans = [one.span for one in others if one.span]
    found = sorted({source.line_of(span.start) for span in spans if (source := sources.of(span))})
    lines = "–".join(str(n) for n in dict.fromkeys(found[:1] + found[-1:]))
    if len({span.file for span in spans}) > 1:
        lines = ""
    characters = visible("".join(dict.fromkeys(str(one.values.get("char", "")) for one in others)))
    if lang == "zh":
        said = f"同类另有 {len(others)} 处{f'（第 {lines} 行）' if lines else ''}"
        return f"{label}: {said}{f'：{characters}' if characters else ''}；--json 逐一列出"
    where = f" in line{'s' if len(found) > 1 else ''} {lines}" if lines else ""
    said = f"and {len(others)} more like it{where}"
    return f"{label}: {said}{f': {characters}' if characters else ''}; --json lists them all"


def _painted(text: str, sequence: str, colour: bool) -> str:
    return f"\x1b[{sequence}m{text}\x1b[0m" if colour else text


def as_fields(diagnostic: Diagnostic, sources: Sources) -> dict[str, object]:
    """Return a diagnostic as a program reads it. Lines and columns count from 1, start and end from 0."""
    span = diagnostic.span
    source = sources.of(span) if span else None
    return {
        "code": diagnostic.code,
        "level": diagnostic.severity.value,
        "message": {lang: diagnostic.text(lang) for lang in LANGUAGES},
        "hint": {lang: diagnostic.hint(lang) for lang in LANGUAGES},
        "file": span.file if span else None,
        "line": source.line_of(span.start) if source else None,
        "column": source.column_of(span.start) if source else None,
        "start": span.start if span else None,
        "end": span.end if span else None,
    }


def summary(diagnostics: Iterable[Diagnostic], lang: str, strict: bool = False) -> str:
    """Return how many errors, warnings and notes there are, as one line; empty if there are none."""
    found = [d.severity for d in diagnostics]
    counts = [(level, found.count(level)) for level in Level]
    if lang == "zh":
        parts = [f"{n} 个{LEVELS['zh'][level]}" for level, n in counts if n]
        counted = "（按 --strict，警告算错误）"
    else:
        parts = [f"{n} {level}{'s' if n > 1 else ''}" for level, n in counts if n]
        counted = " (--strict counts warnings as errors)"
    text = ("，" if lang == "zh" else ", ").join(parts)
    return text + counted if strict and Level.WARNING in found else text
