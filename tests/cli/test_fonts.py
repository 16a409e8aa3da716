import json
from types import SimpleNamespace

import pytest

import paiyin.fonts
import paiyin.fonts.status
from paiyin.fonts.status import Row

USED = Row("song", "Test Song", "used", "required", "OFL-1.1", (400, 700),
           files=("/fonts/a/s.otf#0", "/fonts/a/b.otf#0"))
MISSING = Row("kai", "Test Kai", "missing", "required", "OFL-1.1", command="install test-kai")
UNWANTED = Row("fangsong", "Test Fangsong", "missing", "optional", "OFL-1.1")


@pytest.fixture
def machine(monkeypatch):
    """A machine with these rows of fonts."""
    def machine(*rows):
        book = SimpleNamespace(diagnostics=[])
        monkeypatch.setattr(paiyin.fonts.FontBook, "load", lambda edition: book)
        monkeypatch.setattr(paiyin.fonts.status, "status", lambda book: list(rows))
        monkeypatch.setattr(paiyin.fonts.status, "install_all", lambda rows, book: "install test-kai")
    return machine


def test_faces_and_where_they_are_from(run, machine):
    machine(USED, UNWANTED)
    result = run("fonts")
    assert result.status == 0 and result.err == ""
    assert result.out.splitlines()[1].split() == ["song", "Test", "Song", "400", "700", "used", "/fonts/a"]


def test_a_missing_required_family_ends_with_3_and_the_command(run, machine):
    machine(USED, MISSING)
    result = run("fonts")
    assert result.status == 3 and "X132" in result.err and "Test Kai" in result.err
    assert "install test-kai" in result.err


def test_in_json(run, machine):
    machine(USED, MISSING)
    result = run("fonts", "--json")
    answer = json.loads(result.out)
    assert answer["status"] == result.status == 3 and answer["command"] == "install test-kai"
    assert [row["family"] for row in answer["fonts"]] == ["Test Song", "Test Kai"]
