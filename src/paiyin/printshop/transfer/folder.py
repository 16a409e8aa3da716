"""A folder of this machine or of a mounted share: a hot folder that a shop's workflow watches."""

import os
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Self

from paiyin.printshop import checksums
from paiyin.printshop.destination import Destination
from paiyin.printshop.shop import Shop
from paiyin.printshop.transfer import CHUNK, Refused


class FolderShelf:
    """A local folder."""

    def __init__(self, destination: Destination, shop: Shop):
        self._folder = Path(destination.folder)

    def __enter__(self) -> Self:
        if not self._folder.is_dir():
            raise Refused(f"{self._folder}: no such folder")
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def size(self, path: str) -> int | None:
        with _told():
            return Path(path).stat().st_size if Path(path).exists() else None

    def resume_at(self, size: int) -> int:
        return size

    def put(self, path: str, content: BinaryIO, offset: int, told: Callable[[int], None]) -> None:
        with _told(), open(path, "r+b" if offset else "wb") as file:
            file.seek(offset)
            content.seek(offset)
            while block := content.read(CHUNK):
                file.write(block)
                told(file.tell())
            file.truncate()
            file.flush()
            os.fsync(file.fileno())

    def digest(self, path: str) -> str:
        with _told():
            return checksums.digest(Path(path))

    def rename(self, old: str, new: str) -> None:
        with _told():
            os.rename(old, new)
            self._settle()

    def remove(self, path: str) -> None:
        with _told():
            Path(path).unlink(missing_ok=True)

    def _settle(self) -> None:
        """Have the folder itself on the disk, so that a power loss does not undo a rename."""
        try:
            folder = os.open(self._folder, os.O_RDONLY)
        except OSError:             # a folder to drop into need not be readable
            return
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def _told():
    try:
        yield
    except OSError as error:
        raise Refused(error.strerror or str(error)) from error
