"""Reading a package back: a folder or a zip, refused unless it is whole.

Guards against: packages that were only half copied or changed after preflight, zips whose names lead elsewhere.
"""

import json
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import InputError
from paiyin.printshop import checksums
from paiyin.printshop.package import TICKET


@dataclass(frozen=True)
class Contents:
    """A package that is whole: its ticket, its files and their SHA-256, by name."""

    job: Mapping[str, Any]
    files: Mapping[str, Path]
    sums: Mapping[str, str]

    @property
    def pages(self) -> list[str]:
        """The names of the press files, in order."""
        return [entry["name"] for entry in self.job["files"]]


@contextmanager
def opened(package: Path) -> Iterator[Contents]:
    """Yield the contents of a package. Raises InputError if it is none, or not whole."""
    if package.is_dir():
        yield _read(package, package)
        return
    with tempfile.TemporaryDirectory(prefix="paiyin-") as folder:
        try:
            with zipfile.ZipFile(package) as archive:
                for entry in archive.infolist():
                    name = Path(entry.filename).name        # packages are flat
                    if not entry.is_dir():
                        with archive.open(entry) as file, (Path(folder) / name).open("xb") as copy:
                            while block := file.read(checksums.BLOCK):
                                copy.write(block)
        except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
            raise InputError(Diagnostic("D303", {"package": str(package), "problem": str(error)})) from error
        yield _read(Path(folder), package)


def _read(folder: Path, package: Path) -> Contents:
    try:
        sums = checksums.read((folder / checksums.FILE).read_text(encoding="utf-8"))
        job = json.loads((folder / TICKET).read_text(encoding="utf-8"))
        pages = [str(entry["name"]) for entry in job["files"]]
        str(job["job"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        where = Path(getattr(error, "filename", None) or "").name
        problem = f"{where} {getattr(error, 'strerror', None) or error}".strip()
        raise InputError(Diagnostic("D303", {"package": str(package), "problem": problem})) from error
    changed = sorted(name for name, digest in sums.items()
                     if not (folder / name).is_file() or checksums.digest(folder / name) != digest)
    changed += [name for name in (*pages, TICKET) if name not in sums]
    if changed:
        raise InputError(Diagnostic("D304", {"package": str(package), "files": ", ".join(changed)}))
    return Contents(job, {name: folder / name for name in sums}, sums)
