"""Sending: one recipient after another, no domain faster than it likes, every step on the record before the next."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from heapq import heappop, heappush
from typing import Protocol

from paiyin.circular.message import Press
from paiyin.circular.record import Entry, Record
from paiyin.circular.replies import Reply, Verdict, verdict
from paiyin.circular.server import Lost, Refused, Server
from paiyin.circular.settings import Settings
from paiyin.diagnostics import Diagnostic, Diagnostics
from paiyin.exceptions import DeliveryError

PATIENCE = 5            # refusals of one domain in a row that end its turn for this run
NEVER = "gave up after {} attempts: {}"


class Clock(Protocol):
    """Tells the time in seconds and lets it pass."""

    def time(self) -> float: ...

    def sleep(self, seconds: float) -> None: ...


@dataclass
class Round:
    """One run over the record."""

    record: Record
    press: Press
    server: Server
    settings: Settings
    diagnostics: Diagnostics
    sign: Callable[[bytes], bytes] | None = None
    told: Callable[[str, int, int], None] = lambda stage, done, total: None
    clock: Clock = time
    date: datetime | None = None
    _queue: list[tuple[float, str]] = field(default_factory=list)
    _refusals: dict[str, int] = field(default_factory=dict)
    _reached: bool = False
    _unreached: int = 0

    def run(self) -> None:
        """Send until nobody waits, or the wait would be too long.

        Raises DeliveryError if the server cannot be used; the record then holds what was done.
        """
        counts = self.record.counts()
        total, done = sum(counts.values()), counts["sent"] + counts["failed"] + counts["uncertain"]
        for domain in self.record.domains():
            heappush(self._queue, (0.0, domain))
        self.told("send", done, total)
        try:
            while self._queue:
                ready, domain = heappop(self._queue)
                if not self._wait(ready):
                    return
                entry = self.record.next_of(domain, self.clock.time())
                if entry is None:
                    continue
                if entry.due > self.clock.time():
                    heappush(self._queue, (entry.due, domain))
                    continue
                if self._connected(domain):
                    done += self._one(entry)
                    self.told("send", done, total)
        finally:
            self.server.close()

    def _wait(self, until: float) -> bool:
        """Wait until a time; return False if that is longer than the settings allow."""
        left = until - self.clock.time()
        if left > self.settings.wait_minutes * 60:
            return False
        if left > 1:
            self.server.close()         # servers do not like idle guests
        if left > 0:
            self.clock.sleep(left)
        return True

    def _connected(self, domain: str) -> bool:
        """Reach the server; when it has gone away, let everybody wait for it."""
        try:
            self.server.connect()
        except (Lost, Refused) as error:
            if not self._patient(error):
                found = Diagnostic("N611", {"server": str(self.server.where), "problem": str(error)})
                raise DeliveryError(found) from error
            heappush(self._queue, (self.clock.time(), domain))
            return False
        self._reached, self._unreached = True, 0
        return True

    def _patient(self, error: Lost | Refused) -> bool:
        """Wait for a server that was there before; return False if there is no use in it."""
        waits = self.settings.retry_minutes
        final = isinstance(error, Refused) and verdict(error.reply) is Verdict.FAILED
        if final or not self._reached or self._unreached >= len(waits):
            return False
        self._unreached += 1
        return self._wait(self.clock.time() + 60 * waits[self._unreached - 1])

    def _one(self, entry: Entry) -> bool:
        """Send to one recipient and note what came of it; return whether that is final."""
        address, domain, left = entry.recipient.address, entry.recipient.domain, []
        wire = self.press.message(entry.recipient, self.date)
        content = self.sign(wire.content) if self.sign else wire.content

        def leaving() -> None:
            self.record.begin(address, self.clock.time())
            left.append(True)

        try:
            reply, found = self.server.send(wire.envelope, address, content, leaving), Verdict.SENT
        except Refused as refused:
            reply, found = refused.reply, verdict(refused.reply)
            if refused.everybody and found is Verdict.FAILED:
                raise DeliveryError(Diagnostic("N612", {"sender": wire.envelope, "answer": str(reply)})) from refused
        except Lost as lost:
            reply, found = Reply(None, str(lost)), Verdict.UNCERTAIN if lost.uncertain else Verdict.RETRY
        now, due, attempts = self.clock.time(), 0.0, entry.attempts + 1
        if found is Verdict.RETRY:
            waits = self.settings.retry_minutes
            if attempts > len(waits):
                reply, found = Reply(reply.code, NEVER.format(attempts, reply.text)), Verdict.FAILED
            else:
                due = now + 60 * waits[attempts - 1]
        self.record.note(address, found.value, now, reply.code, reply.text, due, 0 if left else 1)
        self._next(domain, entry, found is Verdict.RETRY)
        return found is not Verdict.RETRY

    def _next(self, domain: str, entry: Entry, refused: bool) -> None:
        """Put a domain back into the queue for its next turn."""
        count = self._refusals[domain] = self._refusals.get(domain, 0) + 1 if refused else 0
        if count >= PATIENCE:
            self.diagnostics.add("N613", domain=domain, count=count)
            return
        turn = 60 / self.settings.per_minute if self.settings.per_minute else 0.0
        heappush(self._queue, (self.clock.time() + turn * 2 ** count * _jitter(entry), domain))


def _jitter(entry: Entry) -> float:
    """Return 0.9 to 1.1, by the address: servers take notice of a beat."""
    return 0.9 + sha256(entry.recipient.address.encode()).digest()[0] / 255 / 5
