"""Run a delivery and kill this process, with SIGKILL, at the step that the first argument counts to.

Steps are what a run does to the world: each write of the record, and each call of the far folder before and after it is
done, and in the middle of each file. Exits with 0 if the delivery ended before that step.
"""

import itertools
import os
import signal
import sys
from pathlib import Path

from paiyin.printshop.deliver import deliver
from paiyin.printshop.record import Record
from paiyin.printshop.shop import Shop


def arm(last: int, shelf) -> None:
    """Have every step of the record and of a kind of shelf counted, and the process killed at one."""
    counter = itertools.count(1)

    def step():
        if next(counter) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def counted(kind, name):
        plain = getattr(kind, name)

        def call(self, *arguments):
            step()
            if name == "put" and kind is shelf:
                path, content, offset, told = arguments
                arguments = (path, content, offset, lambda there: (told(there), step()))
            result = plain(self, *arguments)
            step()
            return result
        setattr(kind, name, call)

    counted(Record, "put")
    for name in ("put", "rename", "remove"):
        counted(shelf, name)


def main() -> None:
    last, package, to, record, publish, send, *keys = sys.argv[1:]
    if to.startswith("sftp"):
        from paiyin.printshop.transfer.sftp import SftpShelf as shelf
    else:
        from paiyin.printshop.transfer.folder import FolderShelf as shelf
    arm(int(last), shelf)
    shop = Shop("house", publish=publish, send=send, key=Path(keys[0]) if keys else None,
                known_hosts=Path(keys[1]) if keys else None)
    deliver(Path(package), shop, to=to, record=Path(record), wait=lambda _: None)


if __name__ == "__main__":
    main()
