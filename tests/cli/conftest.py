import sys
from types import ModuleType, SimpleNamespace

import pytest

from paiyin.cli import main


@pytest.fixture
def run(capsys):
    """Run the command line in this process; return the status, stdout and stderr."""
    def run(*arguments):
        status = main([str(a) for a in arguments])
        out, err = capsys.readouterr()
        return SimpleNamespace(status=status, out=out, err=err)
    return run


@pytest.fixture
def pipeline(monkeypatch):
    """Stand in for ``paiyin.build``: give each function by name; the calls are kept in ``calls``."""
    module = ModuleType("paiyin.build")
    calls = []

    def put(**functions):
        for name, function in functions.items():
            def called(*arguments, function=function, **options):
                calls.append((arguments, options))
                return function(*arguments, **options) if callable(function) else function
            setattr(module, name, called)
        return calls

    monkeypatch.setitem(sys.modules, "paiyin.build", module)
    return put


@pytest.fixture
def report():
    """Return a report as the pipeline gives it."""
    def report(**fields):
        return SimpleNamespace(**({"diagnostics": [], "sources": {}, "files": (), "pages": 0} | fields))
    return report
