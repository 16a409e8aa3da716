import os

import pytest

from paiyin.exceptions import MachineError
from paiyin.fonts import FontBook


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory):
    """Companions are made afresh for the tests, away from the user's cache."""
    before = os.environ.get("XDG_CACHE_HOME")
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["XDG_CACHE_HOME"]
    else:
        os.environ["XDG_CACHE_HOME"] = before


@pytest.fixture(scope="session")
def book():
    """The house's font book; tests that need its fonts are skipped where they are not installed."""
    book = FontBook.load()
    try:
        for role in ("song", "hei", "kai"):
            book.chain(role)
    except MachineError as error:
        pytest.skip(f"the house fonts are not installed: {error}")
    return book
