"""The exceptions of Paiyin.

    PaiyinError                 anything that is expected to go wrong; never shown as a traceback
    ├── InputError       (1)    the manuscript, edition or options hold errors
    ├── UsageError       (2)    the command was called wrongly
    ├── MachineError     (3)    the machine lacks something; ``command`` installs it
    └── DeliveryError    (4)    sending to a printer or to readers failed

The number is the exit status of the command line. Each carries the diagnostics that led to it.
"""

from collections.abc import Iterable

from paiyin.diagnostics import Diagnostic


class PaiyinError(Exception):
    """An expected failure that is told with diagnostics."""

    status = 1

    def __init__(self, *diagnostics: Diagnostic, also: Iterable[Diagnostic] = ()):
        self.diagnostics: tuple[Diagnostic, ...] = (*diagnostics, *also)
        super().__init__("; ".join(d.text() for d in self.diagnostics))

    def __reduce__(self):
        """Travel between the painter's process and ours with the diagnostics, not with their text."""
        return type(self), self.diagnostics


class InputError(PaiyinError):
    """The input has errors."""

    status = 1


class UsageError(PaiyinError):
    """The command was called wrongly."""

    status = 2


class MachineError(PaiyinError):
    """The machine lacks something."""

    status = 3


class DeliveryError(PaiyinError):
    """A delivery failed."""

    status = 4
