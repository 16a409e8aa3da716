import sys
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paiyin.exceptions import UsageError
from paiyin.printshop.destination import PASSWORD, Destination, parse, password


@pytest.mark.parametrize("text, wanted", [
    ("sftp://a@mill.example/in/today", Destination("sftp", "a", "mill.example", 22, "/in/today")),
    ("sftp://a%40b@[::1]:2222/~/in", Destination("sftp", "a@b", "::1", 2222, "~/in")),
    ("ftps://a@mill.example", Destination("ftps", "a", "mill.example", 21, "/")),
    ("file:///hot/%E7%94%B2", Destination("file", "", "", 0, "/hot/甲")),
])
def test_addresses(text, wanted):
    assert parse(text) == wanted


@pytest.mark.parametrize("text", ["", "mill", "ftp://a@b/c", "http://a@b", "sftp://b/c", "sftp:///c", "file://host/c",
                                  "sftp://a@b/c?d", "sftp://a@b:x/c", "sftp://a@b/../c", "file:///a/../b",
                                  "ftps://a@b/%0d%0aDELE", "sftp://a@b/%00", "sftp://a@[/"])
def test_what_is_no_address(text):
    with pytest.raises(UsageError) as error:
        parse(text)
    assert error.value.diagnostics[0].code == "D301"


@pytest.mark.parametrize("text", ["sftp://a:s3cret@b/c", "ftps://a:s3cret@b", "sftp://a:s3cret@b:x/c"])
def test_a_password_in_an_address_is_refused_and_not_repeated(text):
    with pytest.raises(UsageError) as error:
        parse(text)
    diagnostic = error.value.diagnostics[0]
    assert "s3cret" not in diagnostic.text() + diagnostic.text("zh") + diagnostic.hint() + str(error.value)


def test_far_paths():
    assert parse("sftp://a@b/in").path("x.pdf") == "/in/x.pdf"
    assert parse("sftp://a@b/").path("x.pdf") == "/x.pdf"
    assert parse("sftp://a@b/~/in/").path("x.pdf") == "in/x.pdf"
    assert parse("sftp://a@b/~").path("x.pdf") == "x.pdf"


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_refused(text):
    for address in (text, f"sftp://{text}", f"file:///{text}"):
        try:
            found = parse(address)
        except UsageError:
            continue
        assert parse(str(found)).folder.rstrip("/") == found.folder.rstrip("/") and "//" not in found.folder


def test_the_password_comes_from_the_environment_then_the_keyring(monkeypatch):
    to = parse("sftp://a@mill.example:2222/in")
    monkeypatch.delenv(PASSWORD, raising=False)
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert password(to) is None
    ring, errors = ModuleType("keyring"), ModuleType("keyring.errors")
    ring.errors, errors.KeyringError = errors, type("KeyringError", (Exception,), {})
    ring.get_password = lambda service, account: f"{service} {account}"
    monkeypatch.setitem(sys.modules, "keyring", ring)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    assert password(to) == "paiyin sftp://a@mill.example:2222"
    monkeypatch.setenv(PASSWORD, "x")
    assert password(to) == "x"
