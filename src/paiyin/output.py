"""Writing what a build gives: a whole folder or nothing.

The new folder is made beside the old one under a temporary name and takes its place in one step, so that a build which
is killed at any moment leaves the earlier output as it was.
"""

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import MachineError

_AT_FDCWD = -100
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS


def write(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files (relative name → content) as the whole content of a folder; return their paths.

    Raises MachineError if the disk or the rights do not allow it; the earlier folder is then untouched.
    """
    fresh = folder.with_name(f".{folder.name}.{os.getpid()}.new")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        for name, content in files.items():
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        _take_place(fresh, folder)
    except OSError as error:
        shutil.rmtree(fresh, ignore_errors=True)
        raise MachineError(
            Diagnostic("X301", {"folder": str(folder), "problem": error.strerror or str(error)})
        ) from error
    return [folder / name for name in files]


def _take_place(fresh: Path, folder: Path) -> None:
    if not folder.exists():
        fresh.rename(folder)
        return
    if not _exchange(fresh, folder):
        old = folder.with_name(f".{folder.name}.{os.getpid()}.old")
        folder.rename(old)
        fresh.rename(folder)
        fresh = old
    shutil.rmtree(fresh, ignore_errors=True)


def _exchange(a: Path, b: Path) -> bool:
    """Let two folders change places in one step; False where the system cannot."""
    import ctypes

    try:
        libc = ctypes.CDLL(None, use_errno=True)
        first, second = os.fsencode(a), os.fsencode(b)
        if sys.platform == "darwin":
            return libc.renamex_np(first, second, _EXCHANGE) == 0
        return libc.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _EXCHANGE) == 0
    except (OSError, AttributeError):
        return False


def _sweep(folder: Path) -> None:
    """Clear away what builds that were killed left behind; bring back a folder that one was killed while exchanging."""
    for left in sorted(folder.parent.glob(f".{folder.name}.*")):
        name = left.name.removeprefix(f".{folder.name}.")
        number, _, kind = name.partition(".")
        if not number.isdigit() or kind not in ("new", "old") or _runs(int(number)):
            continue
        if kind == "old" and not folder.exists():
            left.rename(folder)
        else:
            shutil.rmtree(left, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return process != os.getpid()
