"""A watcher of a shop's folder, and what must be there in the end."""

import hashlib
import threading
from pathlib import Path

from paiyin.printshop import checksums


def finals(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder that bear a final name."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file() and not p.name.startswith(".")}


def whole(folder: Path, job: str = "雾洲报_20300501") -> dict[str, bytes]:
    """Return the files of a folder after checking them against the checksums delivered with them, of every revision."""
    found = finals(folder)
    lists = [name for name in found if name.startswith(job) and name.endswith(".sha256")]
    assert lists
    for name in lists:
        for file, digest in checksums.read(found[name].decode()).items():
            assert hashlib.sha256(found[file]).hexdigest() == digest, file
    return found


class Watcher:
    """Looks at a folder all the time; keeps the sizes that each final name was seen with."""

    def __init__(self, folder: Path):
        self.seen: dict[str, set[int]] = {}
        self._folder, self._stop = folder, threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *error):
        self._stop.set()
        self._thread.join()

    def _watch(self):
        while not self._stop.is_set():
            for path in self._folder.iterdir():
                if not path.name.startswith("."):
                    try:
                        self.seen.setdefault(path.name, set()).add(path.stat().st_size)
                    except FileNotFoundError:
                        continue
            self._stop.wait(0.0005)

    def saw_only_whole_files(self) -> bool:
        return bool(self.seen) and all(
            sizes == {(self._folder / name).stat().st_size} for name, sizes in self.seen.items())
