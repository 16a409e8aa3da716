"""Sending to a real server on the loopback: who gets what, what is tried again, and what a killed run leaves."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace

import dkim
import pytest

from paiyin.circular.recipients import Recipient, recipients
from paiyin.circular.record import Record, usable
from paiyin.circular.server import Server, Where
from paiyin.circular.sign import signer
from paiyin.diagnostics import Diagnostics
from paiyin.exceptions import DeliveryError, InputError, MachineError
from tests.circular import post
from tests.circular.sending import ISSUE, SETTINGS, send


def states(file):
    with Record(file, ISSUE) as record:
        return {e.recipient.address.partition("@")[0]: e.state for e in record.entries()}


def test_each_gets_one_message_and_a_second_run_sends_nothing(office, listed, tmp_path):
    to = listed("a@x.example", "b@y.example", "c@x.example")
    for _ in range(2):
        send(tmp_path / "r.sqlite", office.url, to)
    assert sorted(office.delivered) == ["a@x.example", "b@y.example", "c@x.example"]
    assert set(states(tmp_path / "r.sqlite").values()) == {"sent"}


def test_what_may_pass_is_tried_again_and_what_is_final_is_not(office, listed, tmp_path):
    """Greylisting, a lost connection and a limit told in a 5xx pass; an unknown user does not."""
    send(tmp_path / "r.sqlite", office.url, listed("grey-1@x.example", "busy-2@x.example", "limit-3@y.example",
                                                   "gone-4@y.example", "fine-5@z.example"))
    assert states(tmp_path / "r.sqlite") == {"grey-1": "sent", "busy-2": "sent", "limit-3": "sent", "gone-4": "failed",
                                             "fine-5": "sent"}
    asked = Counter(office.clerk.asked)
    assert asked["gone-4@y.example"] == 1 and asked["grey-1@x.example"] == 2 and asked["limit-3@y.example"] == 2
    assert len(office.delivered) == 4


def test_a_retry_that_is_long_off_is_left_to_another_run(office, listed, tmp_path):
    patient = replace(SETTINGS, retry_minutes=(60,), wait_minutes=1)
    send(tmp_path / "r.sqlite", office.url, listed("grey-1@x.example", "fine-2@y.example"), settings=patient)
    assert states(tmp_path / "r.sqlite") == {"grey-1": "retry", "fine-2": "sent"}


def test_a_domain_that_puts_off_again_and_again_is_left_alone(office, listed, tmp_path):
    """Five refusals in a row end the domain's turn; the sixth recipient is not asked."""
    slow = replace(SETTINGS, retry_minutes=(60,), wait_minutes=1)
    said = send(tmp_path / "r.sqlite", office.url, listed(*(f"grey-{n}@x.example" for n in range(7))), settings=slow)
    assert [d.code for d in said] == ["N613"] and len(office.clerk.asked) == 5


@pytest.mark.parametrize("lines", [[b"."], [b".a", b"b.c"], [b"a.", b"..", b"", b"."], [b"a.b"], [b"a"]])
def test_points_that_begin_a_line_arrive(office, lines):
    """What the server takes is what was sent, whatever its lines begin with."""
    server, content = Server(Where.of(office.url), post.USER, post.PASSWORD, 10), b"\r\n".join([*lines, b""])
    assert server.send("a@x.example", "b@y.example", content, lambda: None).code == 250
    server.close()
    assert office.clerk.taken[0][1] == content


def test_the_servers_size_is_obeyed(certificate, trusted, listed, tmp_path):
    with post.Post(certificate, limit=20_000) as small:
        with pytest.raises(DeliveryError) as error:
            send(tmp_path / "r.sqlite", small.url, listed("a@x.example"), size=50_000)
        assert error.value.diagnostics[0].code == "N608" and small.clerk.asked == []
    assert states(tmp_path / "r.sqlite") == {"a": "pending"}


def test_nothing_is_sent_in_the_clear(certificate, trusted, listed, tmp_path):
    with post.Post(certificate, tls=False) as plain, pytest.raises(DeliveryError) as error:
        send(tmp_path / "r.sqlite", plain.url, listed("a@x.example"))
    assert error.value.diagnostics[0].code == "N605" and plain.clerk.asked == []


def test_an_unknown_certificate_is_refused(certificate, listed, tmp_path, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with post.Post(certificate) as running, pytest.raises(DeliveryError) as error:
        send(tmp_path / "r.sqlite", running.url, listed("a@x.example"))
    assert error.value.diagnostics[0].code == "N604"


def test_a_wrong_password_ends_the_run(office):
    with pytest.raises(DeliveryError) as error:
        Server(Where.of(office.url), post.USER, "wrong", 10).connect()
    assert error.value.diagnostics[0].code == "N606" and "wrong" not in str(error.value)


def test_a_server_that_is_not_there_is_named(listed, tmp_path, trusted):
    with pytest.raises(DeliveryError) as error:
        send(tmp_path / "r.sqlite", "smtps://127.0.0.1:9", listed("a@x.example"))
    assert error.value.diagnostics[0].code == "N611"


def test_two_runs_do_not_send_at_a_time(tmp_path):
    with Record(tmp_path / "r.sqlite", ISSUE) as first, Record(tmp_path / "r.sqlite", ISSUE) as second:
        first.claim()
        with pytest.raises(DeliveryError):
            second.claim()


def test_the_rate_of_a_domain_is_kept(office, listed, tmp_path):
    """Six a minute to one domain: ten seconds between, by a clock that does not wait; another domain goes on."""
    class Clock:
        now, slept = 1000.0, 0.0

        def time(self):
            return self.now

        def sleep(self, seconds):
            self.now += seconds

    clock = Clock()
    send(tmp_path / "r.sqlite", office.url, listed("a@x.example", "b@x.example", "c@x.example", "d@y.example"),
         settings=replace(SETTINGS, per_minute=6), clock=clock)
    assert 18 <= clock.now - 1000 <= 34 and len(office.delivered) == 4


def test_the_signature_verifies_from_the_wire(office, listed, tmp_path):
    """The bytes that the server got carry a signature over both List-Unsubscribe headers."""
    key, record = post.dkim_key(tmp_path)
    signed = replace(SETTINGS, dkim_selector="s1", dkim_key=str(key))
    send(tmp_path / "r.sqlite", office.url, listed("a@x.example"), settings=signed, sign=signer(signed))
    (_, content), = office.clerk.taken
    asked = []
    assert dkim.verify(content, dnsfunc=lambda name, **_: asked.append(name) or record)
    assert asked == [b"s1._domainkey.tinghe.example."]
    head = content.partition(b"\r\n\r\n")[0].replace(b"\r\n ", b"")
    assert b"list-unsubscribe : list-unsubscribe-post" in head or b"list-unsubscribe:list-unsubscribe-post" in head
    assert not dkim.verify(content.replace(b"https://tinghe", b"https://tingha", 1), dnsfunc=lambda *_, **__: record)


def test_a_key_that_cannot_sign_is_told_first(tmp_path):
    (tmp_path / "key.pem").write_text("no key", encoding="ascii")
    with pytest.raises(InputError) as error:
        signer(replace(SETTINGS, dkim_selector="s1", dkim_key=str(tmp_path / "key.pem")))
    assert error.value.diagnostics[0].code == "N610"


def test_a_record_that_cannot_grow_ends_the_run_with_a_message(tmp_path):
    """As on a full disk: told as the machine's fault, and what was on the record before stays."""
    people = [Recipient(f"p{n}@x.example", {"name": ""}, n) for n in range(2000)]
    with Record(tmp_path / "r.sqlite", ISSUE) as record:
        record.enter(people[:5])
        pages, = record._base.execute("pragma page_count").fetchone()
        record._base.execute(f"pragma max_page_count={pages + 1}")
        with pytest.raises(MachineError) as error, usable(record):
            record.enter(people)
        assert error.value.diagnostics[0].code == "N501"
    with Record(tmp_path / "r.sqlite", ISSUE) as record:
        assert record.counts()["pending"] == 5


def killed(record, url, to, after):
    """Run a sender and kill it after so many seconds; return whether it was still running."""
    run = subprocess.Popen([sys.executable, "-m", "tests.circular.sending", record, url, to, "20000"], env=os.environ)
    try:
        run.wait(after)
        return False
    except subprocess.TimeoutExpired:
        run.send_signal(signal.SIGKILL)
        run.wait()
        return True


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_killed_runs_send_nothing_twice_and_forget_nobody(office, listed, tmp_path, monkeypatch, repository):
    """Killed at random moments; what is uncertain may have arrived, everybody else has exactly one."""
    monkeypatch.chdir(repository)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(repository / "src"), os.environ.get("PYTHONPATH", "")]))
    people = [f"p{n}@d{n % 7}.example" for n in range(90)]
    file, to, chance = tmp_path / "r.sqlite", listed(*people), random.Random(7)
    kills = sum(killed(file, office.url, to, chance.uniform(0.45, 0.8)) for _ in range(3))
    send(file, office.url, to, size=20000)
    time.sleep(0.2)
    got, found = Counter(office.delivered), states(file)
    uncertain = {f"{name}@d{int(name[1:]) % 7}.example" for name, state in found.items() if state == "uncertain"}
    assert kills and max(got.values()) == 1 and len(uncertain) <= kills
    assert set(got) | uncertain == set(people) and set(found.values()) <= {"sent", "uncertain"}


def test_the_uncertain_are_sent_again_only_when_told(office, listed, tmp_path):
    file, to = tmp_path / "r.sqlite", listed("a@x.example", "b@x.example")
    with Record(file, ISSUE) as record:
        record.enter(recipients(to, Diagnostics()))
        record.begin("a@x.example", 1.0)
    send(file, office.url, to)
    assert states(file) == {"a": "uncertain", "b": "sent"} and office.delivered == ["b@x.example"]
    with Record(file, ISSUE) as record:
        assert record.release(2.0) == 1
    send(file, office.url, to)
    assert sorted(office.delivered) == ["a@x.example", "b@x.example"]


def test_who_has_left_the_list_is_not_written_to(office, listed, tmp_path):
    """A retry that waits is dropped with its line; what was sent stays on the record, and a new name is used."""
    file, patient = tmp_path / "r.sqlite", replace(SETTINGS, retry_minutes=(60,), wait_minutes=1)
    send(file, office.url, listed("grey-1@x.example", "fine-2@y.example"), settings=patient)
    send(file, office.url, listed("fine-2@y.example", "fine-3@y.example"))
    assert office.clerk.asked.count("grey-1@x.example") == 1 and states(file) == {"fine-2": "sent", "fine-3": "sent"}
