"""Ways to a folder of a print shop: SFTP, FTPS and a folder of this machine, all behind one ``Shelf``."""

from collections.abc import Callable
from typing import BinaryIO, Protocol, Self

from paiyin.printshop.destination import Destination
from paiyin.printshop.shop import Shop

CHUNK = 1 << 20     # bytes that are sent before the next are read


class Cut(Exception):
    """The connection went away or never came up; another try may do better."""


class Hidden(Exception):
    """The far side does not show this: a folder to drop into, without listing or reading."""


class Refused(Exception):
    """The far side will not do this, now or later: rights, room, no such folder. The text is its reason."""


class Shelf(Protocol):
    """A far folder. Every method raises Cut, Hidden or Refused; opening it also DeliveryError and MachineError."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...

    def size(self, path: str) -> int | None:
        """Return the size of a file, None if there is none."""

    def resume_at(self, size: int) -> int:
        """Return from where to send again when so many bytes are there."""

    def put(self, path: str, content: BinaryIO, offset: int, told: Callable[[int], None]) -> None:
        """Write content from an offset on; ``told`` hears how many bytes are there."""

    def digest(self, path: str) -> str:
        """Read a file back; return its SHA-256."""

    def rename(self, old: str, new: str) -> None: ...

    def remove(self, path: str) -> None: ...


def open_shelf(destination: Destination, shop: Shop) -> Shelf:
    """Return the shelf of a destination; it connects when entered."""
    if destination.scheme == "sftp":
        from paiyin.printshop.transfer.sftp import SftpShelf as Kind
    elif destination.scheme == "ftps":
        from paiyin.printshop.transfer.ftps import FtpsShelf as Kind
    else:
        from paiyin.printshop.transfer.folder import FolderShelf as Kind
    return Kind(destination, shop)
