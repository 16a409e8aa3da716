import io
from types import SimpleNamespace

from paiyin.cli import progress as module
from paiyin.cli.progress import Progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def run_for(monkeypatch, stream, seconds):
    """Tell a progress twice, that many seconds apart; return what it wrote."""
    clock = iter((0.0, seconds))
    monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    progress = Progress(stream)
    progress("composition", 0, 2)
    progress("composition", 1, 2)
    monkeypatch.undo()
    progress.stop()
    return stream.getvalue()


def test_a_pipe_gets_nothing(monkeypatch):
    assert run_for(monkeypatch, io.StringIO(), 9.0) == ""


def test_short_work_shows_nothing(monkeypatch):
    assert run_for(monkeypatch, Terminal(), 0.9) == ""


def test_long_work_shows_its_stage(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    assert "composition" in run_for(monkeypatch, Terminal(), 1.1)
