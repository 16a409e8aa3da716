"""Hashes of font files, remembered: a font of 25 MB is read once, not at every build."""

import json
from functools import cache
from hashlib import file_digest
from pathlib import Path

from platformdirs import user_cache_dir

_FILE = "fontprints.json"


def print_of(file: str) -> str:
    """Return the SHA-256 of a font file, empty if it cannot be read."""
    path = Path(file)
    try:
        stat = path.stat()
        key = f"{file}|{stat.st_size}|{stat.st_mtime_ns}"
        known = _known()
        if key not in known:
            with path.open("rb") as stream:
                known[key] = file_digest(stream, "sha256").hexdigest()
            _remember(known)
        return known[key]
    except OSError:
        return ""


@cache
def _known() -> dict[str, str]:
    try:
        data = json.loads((Path(user_cache_dir("paiyin")) / _FILE).read_text())
        return {str(k): str(v) for k, v in data.items()}
    except (OSError, ValueError, AttributeError):
        return {}


def _remember(known: dict[str, str]) -> None:
    folder = Path(user_cache_dir("paiyin"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        from os import getpid

        fresh = folder / f"{_FILE}.{getpid()}"
        fresh.write_text(json.dumps(known, indent=0, sort_keys=True))
        fresh.replace(folder / _FILE)
    except OSError:
        return  # a cache that cannot be written costs time only
