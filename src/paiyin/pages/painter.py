"""The painter as a process of its own, so that WeasyPrint starts while the pages are still being composed.

The child reads one pickled request after another from its input and answers on its output; both ends are ours. Where
there is one processor only, or a process cannot be had, painting happens here.
"""

import os
import pickle
import struct
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

from paiyin.composition.plan import Plan
from paiyin.diagnostics import Diagnostic, Diagnostics
from paiyin.exceptions import MachineError, PaiyinError

_LENGTH = struct.Struct(">Q")


class Painter:
    """Paints plans. As a context it ends its process."""

    def __init__(self):
        self._process: subprocess.Popen | None = None
        if (os.cpu_count() or 1) > 1:
            try:
                self._process = subprocess.Popen([sys.executable, "-m", "paiyin.pages.painter"], stdin=subprocess.PIPE,
                                                 stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": _path()})
            except OSError:
                self._process = None

    def __enter__(self) -> "Painter":
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def close(self) -> None:
        """End the process; a build that fails need not wait for it."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def paint(self, plan: Plan, *, theme: str, edition: Path | None, diagnostics: Diagnostics) -> bytes:
        """Return the screen PDF of a plan in a theme; see ``paiyin.pages.paint``."""
        if self._process is None:
            from paiyin.pages import paint

            return paint(plan, theme=theme, edition=edition, diagnostics=diagnostics)
        try:
            _send(self._process.stdin, (plan, theme, edition))
            pdf, said, failure = _receive(self._process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError, struct.error) as error:
            raise MachineError(Diagnostic("W902", {"problem": str(error) or type(error).__name__})) from error
        for found in said:
            diagnostics.add(found.code, found.span, found.level, **found.values)
        if failure is not None:
            raise failure
        return pdf


def _path() -> str:
    """Return where the child finds this package, first of all."""
    here = str(Path(__file__).resolve().parent.parent.parent)
    return os.pathsep.join([here, *filter(None, [os.environ.get("PYTHONPATH")])])


def _send(stream: BinaryIO, message: object) -> None:
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def _receive(stream: BinaryIO) -> tuple:
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError("the painter ended")
    return pickle.loads(stream.read(_LENGTH.unpack(head)[0]))


def _serve() -> None:
    """Paint what comes in until the input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)           # what libraries print must not get among the answers
    from paiyin.pages import html, paint, weasy

    html.warm()
    try:
        weasy.engine(alone=True)
    except PaiyinError:
        pass                # told when something is to be painted
    while True:
        try:
            plan, theme, edition = _receive(sys.stdin.buffer)
        except EOFError:
            return
        diagnostics, pdf, failure = Diagnostics(), b"", None
        try:
            pdf = paint(plan, theme=theme, edition=edition, diagnostics=diagnostics)
        except PaiyinError as error:
            failure = error
        _send(answers, (pdf, tuple(diagnostics), failure))


if __name__ == "__main__":
    try:
        _serve()
    except (KeyboardInterrupt, BrokenPipeError):
        pass
