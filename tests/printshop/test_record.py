import sqlite3

import pytest

from paiyin.exceptions import MachineError
from paiyin.printshop.record import PUBLISHED, SENDING, Record, Row

ROW = Row("a.pdf", 1, "0" * 64, 10, "a.pdf", SENDING)


def test_the_newest_revision_of_a_file_at_a_destination(record):
    here, there = Record(record, "sftp://a@b/c"), Record(record, "file:///d")
    here.put(ROW)
    here.put(Row("a.pdf", 2, "1" * 64, 11, "a_r2.pdf", PUBLISHED))
    assert here.newest("a.pdf").name == "a_r2.pdf" and here.newest("b.pdf") is None and there.newest("a.pdf") is None


def test_it_is_a_write_ahead_log_that_waits_for_the_disk(record):
    """Power may go at any moment."""
    opened = Record(record, "file:///d")
    opened.put(ROW)
    assert opened._base.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert opened._base.execute("PRAGMA synchronous").fetchone() == (2,)


def test_reading_only_makes_nothing(record):
    assert Record(record, "file:///d", readonly=True).newest("a.pdf") is None and not record.parent.exists()


@pytest.mark.parametrize("spoil", [
    lambda file: file.write_bytes(b"no database" * 100),
    lambda file: file.mkdir(),
    lambda file: sqlite3.connect(file).execute("PRAGMA user_version = 99"),
])
def test_a_record_that_cannot_be_used_stops_the_delivery(record, spoil):
    record.parent.mkdir()
    spoil(record)
    with pytest.raises(MachineError) as error:
        Record(record, "file:///d").newest("a.pdf")
    assert error.value.diagnostics[0].code == "D306"
