"""The record of what was sent, so that nobody gets a message twice and nobody is forgotten, whatever happens.

    pending ──▶ sending ──▶ sent        the server has taken the message
       ▲            │─────▶ failed      it never will
       └── retry ◀──┤                   it may later
                    └─────▶ uncertain   the connection or the machine went away before it answered

``sending`` is on disk before the first byte of a message leaves, and the answer is on disk before the next begins
(SQLite, WAL, synchronous=FULL). What still stands as ``sending`` when a run begins was cut off and is uncertain: it is
told, and sent again only when somebody says so. SMTP has no way to ask.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from paiyin.circular.recipients import Recipient
from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import DeliveryError, MachineError

STATES = ("pending", "sending", "sent", "retry", "failed", "uncertain")
SCHEMA = """
create table if not exists circular (
    issue text not null, recipient text not null, domain text not null, state text not null,
    fields text not null, line integer not null, attempts integer not null default 0, due real not null default 0,
    code integer, answer text not null default '', changed real not null default 0, listed integer not null default 1,
    primary key (issue, recipient)) without rowid;
create index if not exists waiting on circular (issue, domain, state, listed, due);
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the record says of one recipient. ``answer`` is the server's last, ``due`` when the next attempt may be."""

    recipient: Recipient
    state: str
    attempts: int
    due: float
    code: int | None
    answer: str


class Record:
    """The record of one issue in a file. As a context it closes the file and lets others at it."""

    def __init__(self, file: Path, issue: str):
        self._issue = issue
        self._lock = None
        self.file = file
        try:
            os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))      # names and addresses are nobody else's business
            self._base = sqlite3.connect(file, isolation_level=None, timeout=30)
            self._base.execute("pragma journal_mode=wal")
            self._base.execute("pragma synchronous=full")
            self._base.executescript(SCHEMA)
        except (sqlite3.Error, OSError) as error:
            raise MachineError(Diagnostic("N501", {"file": str(file), "problem": str(error)})) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._base.close()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def claim(self) -> None:
        """Keep other runs from sending by this record; the system lets go of it when the process ends, however it does.

        Raises DeliveryError (N502) if another run has it.
        """
        self._lock = os.open(f"{self.file}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if os.name == "nt":
                import msvcrt
                msvcrt.locking(self._lock, msvcrt.LK_NBLCK, 1)
            else:
                import fcntl
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise DeliveryError(Diagnostic("N502", {"file": str(self.file)})) from error

    def enter(self, found: Iterable[Recipient]) -> int:
        """Enter the list; return how many are new. Who was on an earlier list only is not written to any more."""
        before = sum(self.counts().values())
        self._base.execute("begin immediate")
        self._base.execute("update circular set listed=0 where issue=? and state in ('pending','retry')",
                           (self._issue,))
        for to in found:
            self._base.execute("insert into circular (issue, recipient, domain, state, fields, line) "
                               "values (?, ?, ?, 'pending', ?, ?) on conflict do update set listed=1, "
                               "fields=excluded.fields, line=excluded.line",
                               (self._issue, to.address.lower(), to.domain,
                                json.dumps({"": to.address, **to.fields}, ensure_ascii=False), to.line))
        self._base.execute("commit")
        return sum(self.counts().values()) - before

    def settle(self, now: float) -> int:
        """Make uncertain what a run that was cut off left as sending; return how many."""
        return self._base.execute("update circular set state='uncertain', changed=? where issue=? and state='sending'",
                                  (now, self._issue)).rowcount

    def release(self, now: float) -> int:
        """Let the uncertain be sent again; return how many."""
        return self._base.execute("update circular set state='pending', due=0, changed=? "
                                  "where issue=? and state='uncertain'", (now, self._issue)).rowcount

    def domains(self) -> list[str]:
        """Return the domains that somebody still waits in, sorted."""
        rows = self._base.execute("select distinct domain from circular where issue=? and listed=1 "
                                  "and state in ('pending','retry') order by domain", (self._issue,))
        return [domain for (domain,) in rows]

    def next_of(self, domain: str, now: float) -> Entry | None:
        """Return who of a domain is to be sent to next: a retry that is due, a first message, a retry to wait for."""
        for state, until in (("retry", now), ("pending", now), ("retry", float("inf"))):
            row = self._base.execute(
                f"select {COLUMNS} from circular where issue=? and domain=? and state=? and listed=1 and due<=? "
                "order by due limit 1", (self._issue, domain, state, until)).fetchone()
            if row:
                return _entry(row)
        return None

    def begin(self, address: str, now: float) -> None:
        """Note that a message is about to leave."""
        self._set(address, "state='sending', attempts=attempts+1, changed=?", now)

    def note(self, address: str, state: str, now: float, code: int | None, answer: str, due: float = 0,
             attempts: int = 0) -> None:
        """Note the answer; ``attempts`` are added."""
        self._set(address, "state=?, code=?, answer=?, due=?, changed=?, attempts=attempts+?",
                  state, code, answer[:500], due, now, attempts)

    def _set(self, address: str, assignments: str, *values: object) -> None:
        self._base.execute(f"update circular set {assignments} where issue=? and recipient=?",
                           (*values, self._issue, address.lower()))

    def counts(self) -> Mapping[str, int]:
        """Return how many there are in each state."""
        found = dict(self._base.execute(f"select state, count(*) from circular where issue=? and {HELD} group by state",
                                        (self._issue,)))
        return {state: found.get(state, 0) for state in STATES}

    def entries(self, states: tuple[str, ...] = STATES) -> Iterator[Entry]:
        """Yield the entries in these states, by their place in the list."""
        marks = ",".join("?" * len(states))
        yield from map(_entry, self._base.execute(
            f"select {COLUMNS} from circular where issue=? and {HELD} and state in ({marks}) order by line, recipient",
            (self._issue, *states)))


@contextmanager
def usable(record: Record) -> Iterator[None]:
    """While it lasts, tell of a record that cannot be written any more: a full disk, a file that was harmed (N501)."""
    try:
        yield
    except sqlite3.Error as error:
        raise MachineError(Diagnostic("N501", {"file": str(record.file), "problem": str(error)})) from error


HELD = "(listed=1 or state not in ('pending','retry'))"
COLUMNS = "fields, line, state, attempts, due, code, answer"


def _entry(row: tuple) -> Entry:
    fields, line, state, attempts, due, code, answer = row
    fields = json.loads(fields)
    return Entry(Recipient(fields.pop(""), fields, line), state, attempts, due, code, answer)
