"""The desk: where the answers of a verb go out, data on stdout and messages on stderr."""

import json
import os
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Self

from paiyin.cli.language import Language, of_locale
from paiyin.cli.messages import Sources, as_fields, gathered, render, rest_of, summary, width
from paiyin.cli.progress import Progress
from paiyin.diagnostics import Diagnostic, Level
from paiyin.exceptions import InputError, PaiyinError
from paiyin.spans import Source


class Desk:
    """One run of a verb. As a context it tells an expected failure and ends the run with its exit status.

    ``source`` is what the verb works on: files that diagnostics name are looked for in its folder.
    """

    def __init__(self, lang: Language | None = None, as_json: bool = False, strict: bool = False,
                 quiet: bool = False, source: Path | None = None):
        self._beside = source if source is None or source.is_dir() else source.parent
        self.lang = Language(lang or of_locale(os.environ))
        self.as_json, self.strict, self.quiet = as_json, strict, quiet
        self.progress = Progress(sys.stderr)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind, error, traceback) -> None:
        self.progress.stop()
        if isinstance(error, PaiyinError) and not os.environ.get("PAIYIN_DEBUG"):
            import typer
            self.tell_failure(error.diagnostics, error.status)
            raise typer.Exit(error.status)

    def print(self, text: str) -> None:
        """Print data for people."""
        print(text)

    def print_json(self, fields: object) -> None:
        """Print data for programs."""
        narrow = not (sys.stdout.encoding or "").lower().startswith("utf")
        print(json.dumps(fields, ensure_ascii=narrow, indent=2))

    def print_rows(self, rows: Iterable[Sequence[object]]) -> None:
        """Print a table; the columns line up on a terminal, wide characters counted as such."""
        cells = [[str(value) for value in row] for row in rows]
        widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
        for row in cells:
            padded = (text + " " * (full - width(text)) for text, full in zip(row, widths, strict=True))
            print("  ".join(padded).rstrip())

    def answer(self, diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source] | None = None,
               failing: int = InputError.status, **fields: object) -> int:
        """Tell the diagnostics, and with ``--json`` print them and the fields; return the exit status.

        ``failing`` is the status if a diagnostic fails the run.
        """
        self.progress.stop()
        found = list(diagnostics)
        status = failing if self.fails(found) else 0
        if self.as_json:
            registry = Sources(sources, self._beside)
            self.print_json({"status": status, **fields, "diagnostics": [as_fields(d, registry) for d in found]})
        else:
            self.tell(found, sources)
        return status

    def fails(self, diagnostics: Iterable[Diagnostic]) -> bool:
        """Return whether diagnostics fail the run: errors do, under ``--strict`` warnings too."""
        grave = {Level.ERROR, Level.WARNING} if self.strict else {Level.ERROR}
        return any(diagnostic.severity in grave for diagnostic in diagnostics)

    def tell(self, diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source] | None = None,
             counted: bool = True) -> None:
        """Print diagnostics for people, and how many; ``--quiet`` leaves only those that fail the run.

        Of many with the same advice the first few are printed, the others counted.
        """
        sys.stdout.flush()
        registry = Sources(sources, self._beside)
        colour = sys.stderr.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        cells = shutil.get_terminal_size((100, 24)).columns if sys.stderr.isatty() else 100
        shown = [one for one in diagnostics if not self.quiet or self.fails([one])]
        for diagnostic, others in gathered(shown):
            print(render(diagnostic, registry, self.lang, colour, max(cells, 40)), file=sys.stderr)
            if others:
                print(rest_of(others, registry, self.lang, colour), file=sys.stderr)
        if counted and not self.quiet and (line := summary(diagnostics, self.lang, self.strict)):
            print(line, file=sys.stderr)

    def tell_failure(self, diagnostics: Sequence[Diagnostic], status: int) -> None:
        """Tell why a run ended before its answer."""
        if self.as_json:
            registry = Sources(beside=self._beside)
            self.print_json({"status": status, "diagnostics": [as_fields(d, registry) for d in diagnostics]})
            return
        self.tell(diagnostics, counted=len(diagnostics) > 1)
