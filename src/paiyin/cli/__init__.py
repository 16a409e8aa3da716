"""The command line: one module a verb, each of them thin.

``main`` loads only the module of the verb that is called, and turns whatever goes wrong into a message and an exit
status: 0 done, 1 the input has errors, 2 wrong usage, 3 the machine lacks something, 4 a delivery failed, 70 a defect
of Paiyin, 130 stopped by Ctrl-C, 141 the reader of the output went away.
"""

import os
import sys
from collections.abc import Sequence

VERBS = (
    "new",
    "build",
    "check",
    "stats",
    "charts",
    "preflight",
    "package",
    "deliver",
    "circular",
    "fonts",
    "explain",
)  # in the order of the work
WRONG_USAGE, INTERRUPTED, NOBODY_READS = 2, 130, 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line with these arguments (those of the process if None); return the exit status."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = _run(arguments)
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _close_output()
        return NOBODY_READS
    except Exception as error:
        if os.environ.get("PAIYIN_DEBUG"):
            raise
        from paiyin.cli import failures

        return failures.tell(failures.from_exception(error), arguments, getattr(error, "status", None))


def _run(arguments: list[str]) -> int:
    import typer

    from paiyin.cli import parser

    command = parser.command(arguments, VERBS)
    if not arguments:
        print(parser.help_of(command), file=sys.stderr)
        return WRONG_USAGE
    try:
        with command.make_context("paiyin", list(arguments)) as context:
            return command.invoke(context) or 0
    except typer.Exit as stop:
        return stop.exit_code
    except typer.Abort:
        return INTERRUPTED
    except typer.TyperException as error:
        from paiyin.cli import failures

        return failures.tell(failures.from_parser(error, arguments, VERBS), arguments, WRONG_USAGE)


def _close_output() -> None:
    """Point the output at nothing, so that the interpreter's last flush does not complain."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
