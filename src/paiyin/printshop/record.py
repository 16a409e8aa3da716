"""The record of what went where, so that nothing goes twice: SQLite, written before and after each step.

One row for each revision of a file at a destination. A row's ``state`` tells a run that comes after a crash where the
last one stood:

    sending     the upload under the temporary name may be anything from absent to whole
    publishing  the temporary file is whole and verified; if it is gone, it was renamed
    published   the shop has it
"""

import fcntl
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import DeliveryError, MachineError

SENDING, PUBLISHING, PUBLISHED = "sending", "publishing", "published"
VERSION = 1
_SCHEMA = """CREATE TABLE IF NOT EXISTS delivery (
    destination TEXT NOT NULL, file TEXT NOT NULL, revision INTEGER NOT NULL, sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL, name TEXT NOT NULL, state TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (destination, file, revision)) STRICT"""


@dataclass(frozen=True, slots=True)
class Row:
    """A revision of a file: ``name`` is what it is called at the destination."""

    file: str
    revision: int
    sha256: str
    bytes: int
    name: str
    state: str


def default_file() -> Path:
    """Return where the record of this user lies."""
    from platformdirs import user_state_path

    return user_state_path("paiyin") / "deliveries.sqlite"


class Record:
    """The record of deliveries to one destination. Raises MachineError when its file cannot be used.

    ``readonly`` reads what there is and makes nothing.
    """

    def __init__(self, file: Path, destination: str, readonly: bool = False):
        self._file, self._destination = file, destination
        self._base: sqlite3.Connection | None = None
        if readonly and not file.exists():
            return
        with self._told():
            file.parent.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(file, isolation_level=None, timeout=30)
            self._base.execute("PRAGMA synchronous = FULL")
            version = self._base.execute("PRAGMA user_version").fetchone()[0]
            if version > VERSION:
                raise sqlite3.DatabaseError(f"version {version}")
            if not readonly:
                self._base.execute("PRAGMA journal_mode = WAL")
                self._base.execute(_SCHEMA)
                self._base.execute(f"PRAGMA user_version = {VERSION}")
                file.chmod(0o600)

    def newest(self, file: str) -> Row | None:
        """Return the latest revision of a file, None if it was never sent."""
        if self._base is None:
            return None
        with self._told():
            found = self._base.execute(
                "SELECT file, revision, sha256, bytes, name, state FROM delivery WHERE destination = ? AND file = ?"
                " ORDER BY revision DESC LIMIT 1", (self._destination, file)).fetchone()
        return Row(*found) if found else None

    def put(self, row: Row) -> Row:
        """Write a revision, in place of what stood there; it is on the disk when this returns."""
        with self._told():
            self._base.execute(
                "INSERT OR REPLACE INTO delivery VALUES (?, ?, ?, ?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%SZ'))",
                (self._destination, row.file, row.revision, row.sha256, row.bytes, row.name, row.state))
        return row

    def drop(self, row: Row) -> None:
        """Forget a revision that never came to be published."""
        with self._told():
            self._base.execute("DELETE FROM delivery WHERE destination = ? AND file = ? AND revision = ?",
                               (self._destination, row.file, row.revision))

    def close(self) -> None:
        if self._base is not None:
            self._base.close()

    @contextmanager
    def _told(self):
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise MachineError(Diagnostic("D306", {"file": str(self._file), "problem": str(error)})) from error


@contextmanager
def alone(file: Path, destination: str):
    """Hold a destination for this run; raise DeliveryError if another run holds it. A kill frees it."""
    lock = file.with_name(f"{file.name}.{sha256(destination.encode()).hexdigest()[:12]}.lock")
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        held = lock.open("w")
    except OSError as error:
        raise MachineError(Diagnostic("D306", {"file": str(lock), "problem": str(error)})) from error
    with held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise DeliveryError(Diagnostic("D305", {"destination": destination})) from None
        yield
