"""What all tests share: the language is English, chance is fixed, and the real manuscript if it is at hand."""

from pathlib import Path

import pytest
from hypothesis import settings

REPOSITORY = Path(__file__).resolve().parent.parent

settings.register_profile("paiyin", deadline=None, derandomize=True, print_blob=False)
settings.load_profile("paiyin")


@pytest.fixture(autouse=True)
def english(monkeypatch):
    """Messages are English unless a test asks for another language."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "PAIYIN_DEBUG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The top folder of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def jilin() -> Path:
    """The real manuscript that lies beside the repository on the machines of the house."""
    path = REPOSITORY.parent / "shared" / "manuscripts" / "jilin.txt"
    if not path.is_file():
        pytest.skip("the real manuscript is not beside this checkout")
    return path
