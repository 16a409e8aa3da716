"""Sending a small issue with no pages to compose; run as a program it is what the tests kill.

    python -m tests.circular.sending RECORD URL LIST BYTES
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from paiyin.circular.letter import Letter, Writer
from paiyin.circular.message import Press, picture_id
from paiyin.circular.recipients import recipients
from paiyin.circular.record import Record
from paiyin.circular.send import Round
from paiyin.circular.server import Server, Where
from paiyin.circular.settings import Settings
from paiyin.diagnostics import Diagnostics
from tests.circular.post import PASSWORD, USER

ISSUE = "tinghe@2030-05-01"
SETTINGS = Settings(sender="汀禾报 <paper@tinghe.example>", per_minute=0, per_connection=50,
                    retry_minutes=(0.001, 0.002, 0.004), unsubscribe="https://tinghe.example/leave?" + "k=v&" * 30,
                    unsubscribe_mail="leave@tinghe.example")
LETTER = Letter(subject="《汀禾报》一江清水穿城过", preheader="前言", title="一江清水穿城过", file="汀禾报2030-05-01.pdf",
                paper="汀禾报", sender=SETTINGS.sender)


def press(size: int = 2000, settings: Settings = SETTINGS, letter: Letter = LETTER) -> Press:
    """Return a press whose PDF is of a size in bytes."""
    return Press(letter, Writer(letter, None, picture_id(settings, ISSUE)), settings, ISSUE, b"%PDF-" + bytes(size),
                 b"\xff\xd8" + bytes(100))


def send(file: Path, url: str, to: Path, size: int = 2000, settings: Settings = SETTINGS, **options) -> Diagnostics:
    """Send to a list by a record, as a run of the command does."""
    found = Diagnostics()
    with Record(file, ISSUE) as record:
        record.claim()
        record.settle(0)
        record.enter(recipients(to, found))
        server = Server(Where.of(url), USER, PASSWORD, settings.per_connection)
        date = datetime(2030, 5, 1, tzinfo=UTC)
        Round(record, press(size, settings), server, settings, found, date=date, **options).run()
    return found


if __name__ == "__main__":
    send(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
