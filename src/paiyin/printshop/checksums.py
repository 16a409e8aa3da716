"""Checksums as ``sha256sum -c`` reads them."""

import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

FILE = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")
BLOCK = 1 << 20


def of(files: Mapping[str, str]) -> bytes:
    """Return the list of files (name → SHA-256), sorted by name."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(files.items())).encode()


def read(text: str) -> dict[str, str]:
    """Return name → SHA-256. Raises ValueError for a line that is neither."""
    found = {}
    for line in text.splitlines():
        parts = _LINE.fullmatch(line)
        if not parts or "/" in parts[2] or "\\" in parts[2]:
            raise ValueError(line[:80])
        found[parts[2]] = parts[1]
    return found


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    found = sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            found.update(block)
    return found.hexdigest()
