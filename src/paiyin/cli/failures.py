"""What went wrong outside the stages: wrong usage, a machine that refuses, a defect of Paiyin; and telling it."""

import os
from collections.abc import Sequence
from difflib import get_close_matches

from paiyin.cli.language import of_arguments
from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import InputError, PaiyinError

DEFECT = 70     # EX_SOFTWARE of sysexits


def nearest(word: str, words: Sequence[str]) -> str:
    """Return the word of ``words`` that looks most like ``word``."""
    return get_close_matches(word, words, n=1, cutoff=0)[0]


def from_parser(error: Exception, arguments: Sequence[str], verbs: Sequence[str]) -> list[Diagnostic]:
    """Return what the parser of the command line has to complain of."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "paiyin"
    verb = next((a for a in arguments if not a.startswith("-") and a not in ("en", "zh")), "")
    if command == "paiyin" and verb and verb not in verbs:
        return [Diagnostic("X103", {"verb": verb, "nearest": nearest(verb, verbs)})]
    option = getattr(error, "option_name", None)
    if option and hasattr(error, "possibilities") and context:
        known = sorted(o for p in context.command.get_params(context) for o in p.opts if o.startswith("--"))
        return [Diagnostic("X102", {"option": option, "nearest": nearest(option, known), "command": command})]
    parameter = getattr(error, "param", None)
    if parameter is not None and type(error).__name__ == "MissingParameter":
        return [Diagnostic("X104", {"argument": parameter.make_metavar(context), "command": command})]
    return [Diagnostic("X101", {"problem": error.format_message().rstrip("."), "command": command})]


def from_exception(error: Exception) -> list[Diagnostic]:
    """Return what an exception that reached the top has to say."""
    if isinstance(error, PaiyinError):
        return list(error.diagnostics)
    if isinstance(error, OSError) and error.errno:
        return [Diagnostic("X131", {"file": str(error.filename or "…"), "reason": os.strerror(error.errno)})]
    first = (str(error).splitlines() or [""])[0]
    return [Diagnostic("X190", {"error": f"{type(error).__name__}: {first}".rstrip(": ")})]


def tell(diagnostics: Sequence[Diagnostic], arguments: Sequence[str], status: int | None) -> int:
    """Print failures as the arguments ask for it; return the exit status."""
    from paiyin.cli.desk import Desk
    if status is None:
        status = DEFECT if diagnostics[0].code == "X190" else InputError.status
    Desk(lang=of_arguments(arguments), as_json="--json" in arguments).tell_failure(diagnostics, status)
    return status
