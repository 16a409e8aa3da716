"""Fixtures of the circular's tests: a post office on the loopback that is trusted, and lists of recipients."""

import pytest

from tests.circular import post


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    return post.certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def trusted(monkeypatch, certificate):
    """Trust the certificate, and know the password."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setenv("PAIYIN_SMTP_USER", post.USER)
    monkeypatch.setenv("PAIYIN_SMTP_PASSWORD", post.PASSWORD)


@pytest.fixture
def office(certificate, trusted):
    with post.Post(certificate) as running:
        yield running


@pytest.fixture
def listed(tmp_path):
    """Write a list of these addresses; return its file."""
    def listed(*addresses):
        file = tmp_path / "list.csv"
        file.write_text("".join(f"{row}\n" for row in ("email,name", *(f"{a},某" for a in addresses))), encoding="utf-8")
        return file
    return listed
