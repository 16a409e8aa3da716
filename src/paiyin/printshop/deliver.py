"""Delivering a package: each file once, whole, and under its final name only when it is.

The record is written before and after every step, and the way on from a crash is the same as from a lost connection:
look at the record, look at the far folder, go on. What was not sent by us is never overwritten.
"""

import io
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from paiyin.build import Progress
from paiyin.diagnostics import Diagnostic, Diagnostics
from paiyin.exceptions import DeliveryError, UsageError
from paiyin.printshop import papers
from paiyin.printshop.contents import Contents, opened
from paiyin.printshop.destination import Destination, parse
from paiyin.printshop.names import revised
from paiyin.printshop.record import PUBLISHED, PUBLISHING, SENDING, Record, Row, alone, default_file
from paiyin.printshop.shop import Shop
from paiyin.printshop.transfer import Cut, Hidden, Refused, Shelf, open_shelf

TRIES = 5
DELAYS = (1, 2, 4, 8, 15)       # seconds before the next try


@dataclass(frozen=True)
class Item:
    """A file to be delivered: ``file`` is its name at the destination, but for the revision."""

    file: str
    content: Path | bytes
    sha256: str
    bytes: int

    def open(self) -> BinaryIO:
        return io.BytesIO(self.content) if isinstance(self.content, bytes) else self.content.open("rb")


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a file: ``state`` is sent, unchanged, there (found with the same content) or due (dry run)."""

    file: str
    name: str
    bytes: int
    revision: int
    state: str


@dataclass(frozen=True)
class Delivery:
    """What a run delivered, and what is to be said of it."""

    destination: str
    files: tuple[Sent, ...]
    diagnostics: tuple[Diagnostic, ...]


def deliver(package: Path, shop: Shop, *, to: str | None = None, record: Path | None = None, dry_run: bool = False,
            said: Diagnostics | None = None, progress: Progress | None = None, tries: int = TRIES,
            wait: Callable[[float], None] = time.sleep) -> Delivery:
    """Send a package to a print shop; ``to`` None is the shop's address.

    Raises DeliveryError with the state that the destination is in; the same call goes on from there.
    """
    if not (to or shop.to):
        raise UsageError(Diagnostic("D300", {"shop": shop.key_name}))
    destination = parse(to or shop.to)
    said = said if said is not None else Diagnostics()
    file = record or default_file()
    with opened(Path(package)) as contents:
        if dry_run:
            return _rehearse(contents, shop, destination, Record(file, str(destination), readonly=True), said)
        with alone(file, str(destination)):
            kept, told = Record(file, str(destination)), progress or (lambda *_: None)
            run = _Run(shop, destination, kept, said, told, tries, wait)
            with run.closing():
                return run.all(contents)


def _rehearse(contents: Contents, shop: Shop, destination: Destination, record: Record, said: Diagnostics) -> Delivery:
    """Say what would be sent, by the record alone."""
    files = []

    def planned(item: Item) -> Sent:
        newest = record.newest(item.file)
        if newest and newest.state == PUBLISHED and newest.sha256 == item.sha256:
            sent = Sent(item.file, newest.name, item.bytes, newest.revision, "unchanged")
        else:
            revision = newest.revision + (newest.state == PUBLISHED) if newest else 1
            sent = Sent(item.file, revised(item.file, revision), item.bytes, revision, "due")
        files.append(sent)
        return sent

    _each(contents, shop, planned)
    record.close()
    return Delivery(str(destination), tuple(files), tuple(said))


def _each(contents: Contents, shop: Shop, send: Callable[[Item], Sent]) -> None:
    """Hand over each file: the pages, then the papers that name them, the checksums last."""
    names = {}
    for name in contents.pages:
        path = contents.files[name]
        names[name] = send(Item(name, path, contents.sums[name], path.stat().st_size)).name
    if shop.send == "all":
        for name, content in papers.of(contents, names):
            sent = send(Item(name, content, sha256(content).hexdigest(), len(content)))
            names[name] = sent.name


@dataclass
class _Run:
    """One delivery under way."""

    shop: Shop
    destination: Destination
    record: Record
    said: Diagnostics
    progress: Progress
    tries: int
    wait: Callable[[float], None]
    done: list[Sent] = field(default_factory=list)
    at: tuple[str, int, int] = ("", 0, 0)       # the file under way, its bytes there, its bytes in all
    _shelf: Shelf | None = None

    @contextmanager
    def closing(self) -> Iterator[None]:
        """Let go of everything, and add the state to a failure."""
        try:
            yield
        except DeliveryError as error:
            state = Diagnostic("D320", {"done": len(self.done), "destination": str(self.destination),
                                        "file": self.at[0] or "–", "at": self.at[1], "bytes": self.at[2]})
            raise DeliveryError(*error.diagnostics, state, also=self.said) from error
        finally:
            self._close()
            self.record.close()

    def all(self, contents: Contents) -> Delivery:
        _each(contents, self.shop, self._persist)
        return Delivery(str(self.destination), tuple(self.done), tuple(self.said))

    def _persist(self, item: Item) -> Sent:
        """Send a file, again after each cut; tries that got further do not count."""
        failed, self.at = 0, (item.file, 0, item.bytes)
        while True:
            before = self.at[1]
            try:
                sent = self._known(item) or self._send(self._open(), item)
                self.done.append(sent)
                return sent
            except Cut as cut:
                self._close()
                failed = 1 if self.at[1] > before else failed + 1
                if failed >= self.tries:
                    raise DeliveryError(Diagnostic("D314", {"destination": str(self.destination), "tries": failed,
                                                            "reason": str(cut)})) from cut
                self.wait(DELAYS[min(failed, len(DELAYS)) - 1])
            except (Refused, Hidden) as refused:
                raise DeliveryError(Diagnostic("D315", {"file": item.file, "reason": str(refused)})) from refused

    def _open(self) -> Shelf:
        if self._shelf is None:
            self._shelf = open_shelf(self.destination, self.shop).__enter__()
        return self._shelf

    def _close(self) -> None:
        if self._shelf is not None:
            self._shelf.__exit__(None, None, None)
            self._shelf = None

    def _known(self, item: Item) -> Sent | None:
        """Return what the record says of a file that the shop has in its newest revision; nobody need be asked."""
        newest = self.record.newest(item.file)
        same = newest is not None and newest.state == PUBLISHED and newest.sha256 == item.sha256
        return self._told(newest, "unchanged") if same else None

    def _send(self, shelf: Shelf, item: Item) -> Sent:
        before = self.record.newest(item.file)
        newest = self._settled(shelf, item)
        if newest and newest.state == PUBLISHED and newest.sha256 == item.sha256:
            return self._told(newest, "sent" if newest.revision == before.revision else "unchanged")
        ours = newest is not None and newest.state != PUBLISHED
        row = newest if ours else self._next(item, newest)
        if not (ours and self._direct):
            row, found = self._free(shelf, row)
            if found:
                return self._published(shelf, row, "there")
        if row.state == SENDING:
            self.record.put(row)
            self._upload(shelf, item, row, ours)
        if not self._direct:            # somebody may have put a file there meanwhile
            row, found = self._free(shelf, row)
            if found:
                return self._published(shelf, row, "there")
        row = self.record.put(replace(row, state=PUBLISHING))
        self._publish(shelf, row)
        return self._published(shelf, row, "sent")

    def _settled(self, shelf: Shelf, item: Item) -> Row | None:
        """Return the newest row once it is published, or under way with this content; give up other content."""
        newest = self.record.newest(item.file)
        if newest is None or newest.state == PUBLISHED:
            return newest
        other = newest.sha256 != item.sha256
        if newest.state == PUBLISHING and (self._was_renamed(shelf, newest) or self._direct and other):
            return self.record.put(replace(newest, state=PUBLISHED))
        if not other:
            return newest
        if not self._direct:
            shelf.remove(self._temporary(newest))
        self.record.drop(newest)
        return self._settled(shelf, item)

    def _next(self, item: Item, newest: Row | None) -> Row:
        """Return the row of content that is new to the shop."""
        revision = 1 if newest is None else newest.revision + 1
        return Row(item.file, revision, item.sha256, item.bytes, revised(item.file, revision), SENDING)

    def _was_renamed(self, shelf: Shelf, row: Row) -> bool:
        """Return whether a publication that was under way took place: a whole temporary file goes away only so."""
        if self._direct or shelf.size(self._temporary(row)) is not None:
            return False
        if shelf.size(self.destination.path(row.name)) is None:
            self.said.add("D324", file=row.name)
        return True

    def _free(self, shelf: Shelf, row: Row) -> tuple[Row, bool]:
        """Return the row under a name that is free, and whether the same content was found there instead."""
        while True:
            path = self.destination.path(row.name)
            there = self._seen(shelf, path)
            if there is None:
                return row, False
            if there == row.bytes and shelf.digest(path) == row.sha256:
                self.said.add("D321", file=row.name)
                return row, True
            revision = row.revision + 1
            fresh = replace(row, revision=revision, name=revised(row.file, revision))
            self.said.add("D322", file=row.name, name=fresh.name)
            row = fresh

    def _upload(self, shelf: Shelf, item: Item, row: Row, ours: bool) -> None:
        """Send a file until it is there whole; a second time from its start if what was there spoils it.

        A temporary file's name tells its content. Under a final name only what is ``ours`` can be gone on with.
        """
        path = self.destination.path(row.name) if self._direct else self._temporary(row)
        for fresh in (self._direct and not ours, True):
            there = 0 if fresh else self._seen(shelf, path) or 0
            offset = 0 if there > row.bytes else shelf.resume_at(there)
            if offset:
                self.said.add("D323", file=row.name, offset=offset, bytes=row.bytes)
            if offset < row.bytes:
                with item.open() as content:
                    shelf.put(path, content, offset, self._heard)
            if self._whole(shelf, path, row):
                return
        if not self._direct:
            shelf.remove(path)
        raise DeliveryError(Diagnostic("D316", {"file": row.name}))

    def _heard(self, there: int) -> None:
        name, most, total = self.at
        self.at = (name, max(most, there), total)
        self.progress(name, there, total)

    def _whole(self, shelf: Shelf, path: str, row: Row) -> bool:
        """Return whether the far file is ours. A folder that shows no sizes can only be believed when told so."""
        there = self._seen(shelf, path)
        if there is None:
            if not self._direct:
                raise DeliveryError(Diagnostic("D326", {"file": row.name}))
            self.said.add("D325", file=row.name)
            return True
        if there != row.bytes:
            return False
        if self.shop.read_back:
            try:
                return shelf.digest(path) == row.sha256
            except Hidden:
                self.said.add("D325", file=row.name)
        return True

    def _publish(self, shelf: Shelf, row: Row) -> None:
        path = self.destination.path(row.name)
        if self._direct:
            line = f"{row.sha256}  {row.name}\n".encode()
            shelf.put(f"{path}.sha256", io.BytesIO(line), 0, lambda _: None)
        else:
            shelf.rename(self._temporary(row), path)

    def _published(self, shelf: Shelf, row: Row, state: str) -> Sent:
        if state == "there" and not self._direct:
            shelf.remove(self._temporary(row))
        return self._told(self.record.put(replace(row, state=PUBLISHED)), state)

    def _told(self, row: Row, state: str) -> Sent:
        return Sent(row.file, row.name, row.bytes, row.revision, state)

    @property
    def _direct(self) -> bool:
        return self.shop.publish == "direct"

    def _seen(self, shelf: Shelf, path: str) -> int | None:
        """Return the size of a far file; in a blind folder there seems to be nothing."""
        try:
            return shelf.size(path)
        except Hidden:
            if self._direct:
                return None
            raise DeliveryError(Diagnostic("D326", {"file": path.rpartition("/")[2]})) from None

    def _temporary(self, row: Row) -> str:
        """Return the far path of a file that is not yet whole; other content has another."""
        name = f".{row.file}.{row.sha256[:12]}.part"
        return self.destination.path(f"{self.shop.stage}/{name}" if self.shop.publish == "stage-dir" else name)
