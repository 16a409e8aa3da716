"""What servers say: the code, and the texts that mean something else."""

import pytest

from paiyin.circular.replies import Reply, verdict
from paiyin.circular.server import Where, credentials
from paiyin.exceptions import UsageError


@pytest.mark.parametrize(("code", "text", "meaning"), [
    (250, "Ok: queued", "sent"), (451, "4.7.1 Greylisting in action", "retry"), (421, "HL:IFC 163 smtp", "retry"),
    (450, "MI:DMC", "retry"), (452, "4.2.2 mailbox full", "retry"), (550, "5.1.1 User unknown", "failed"),
    (550, "Domain frequency limited", "retry"), (550, "Connection frequency limited http://service", "retry"),
    (550, "Sender frequency limited", "retry"), (554, "5.7.1 rejected as spam", "failed"), (554, "DT:SPM", "failed"),
    (552, "5.3.4 message too big", "failed"), (550, "rate limit exceeded, try again later", "retry"),
    (554, "4.7.0 deferred", "retry"), (550, "mailbox 14.4.1 of 10.4.5.4 is gone", "failed"),
    (450, "User unknown in local table", "failed"), (None, "Connection reset", "retry")])
def test_what_an_answer_means(code, text, meaning):
    assert verdict(Reply(code, text)) == meaning


def test_an_answer_is_one_harmless_line():
    assert Reply.of(550, b"no\r\n\x1b[2J\xff user").text == "no [2J\ufffd user"


@pytest.mark.parametrize(("text", "where"), [
    ("smtps://mx.example", ("smtps", "mx.example", 465)), ("smtp://mx.example", ("smtp", "mx.example", 587)),
    ("mx.example:2465", ("smtps", "mx.example", 2465)), ("smtps://paper%40x.example@mx.example:465",
                                                        ("smtps", "mx.example", 465))])
def test_how_a_server_is_named(text, where):
    found = Where.of(text)
    assert (found.scheme, found.host, found.port) == where


@pytest.mark.parametrize(("text", "code"), [("http://x.example", "N601"), ("smtps://", "N601"),
                                            ("smtps://x:port", "N601"),
                                            ("smtps://me:secret@x.example", "N602"),
                                            ("smtps://x.example/y", "N601")])
def test_what_names_no_server(text, code):
    with pytest.raises(UsageError) as error:
        Where.of(text)
    assert error.value.diagnostics[0].code == code and "secret" not in str(error.value)


def test_secrets_come_from_the_environment():
    where = Where.of("smtps://paper@mx.example")
    assert credentials(where, {"PAIYIN_SMTP_PASSWORD": "x"}) == ("paper", "x")
    assert credentials(Where.of("smtps://mx.example"), {}) == ("", "")
    with pytest.raises(UsageError):
        credentials(where, {})
