"""Progress on a terminal, for work that takes more than a second; none in a pipe."""

import time
from typing import TextIO

PATIENCE = 1.0      # seconds


class Progress:
    """Shows how far the work is. Called as ``progress(stage, done, total)``; ``total`` 0 means that it is unknown."""

    def __init__(self, stream: TextIO):
        self._stream = stream
        self._live = stream.isatty()
        self._start: float | None = None
        self._bar = None
        self._tasks: dict[str, int] = {}

    def __call__(self, stage: str, done: int = 0, total: int = 0) -> None:
        if not self._live:
            return
        now = time.monotonic()
        self._start = self._start if self._start is not None else now
        if self._bar is None:
            if now - self._start < PATIENCE:
                return
            self._bar = self._open()
        if stage not in self._tasks:
            self._tasks[stage] = self._bar.add_task(stage)
        self._bar.update(self._tasks[stage], completed=done, total=total or None)

    def stop(self) -> None:
        """Take the progress off the terminal."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
        self._live = False

    def _open(self):
        from rich.console import Console
        from rich.progress import Progress as Bar
        bar = Bar(console=Console(file=self._stream), transient=True)
        bar.start()
        return bar
