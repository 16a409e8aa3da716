"""What a print shop wants, from ``layout/printshop/<name>.toml``.

Guards against: names that lead out of that folder, misspelt keys (told with the nearest known one), values of the wrong
kind. What a shop's file leaves out is as in ``house.toml``.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from paiyin import resources
from paiyin.diagnostics import Diagnostic, Diagnostics
from paiyin.exceptions import InputError, UsageError

FOLDER = "layout/printshop"
DEFAULT = "house"
CHOICES = {
    "pdfx": ("x4", "x1a"),
    "split": ("page", "whole"),
    "publish": ("rename", "stage-dir", "direct"),
    "send": ("all", "pages"),
}
FAR_PATHS = ("known_hosts", "key", "ca")
PATHS = ("icc", *FAR_PATHS)


@dataclass(frozen=True, slots=True)
class Shop:
    """A print shop. Paths are None where the machine's own are to be used; ``paper_weight`` is in g/m²."""

    key_name: str
    name: str = ""
    press: str = "newsprint"
    icc: Path | None = None
    pdfx: str = "x4"
    split: str = "page"
    page_name: str = "{paper}_{date}_p{page:02}.pdf"
    whole_name: str = "{paper}_{date}.pdf"
    code: str = ""
    ascii: bool = False
    xjdf: bool = False
    copies: int = 0
    paper_weight: int = 0
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    to: str = ""
    publish: str = "rename"
    stage: str = "tmp"
    send: str = "all"
    read_back: bool = True
    known_hosts: Path | None = None
    key: Path | None = None
    ca: Path | None = None


_TABLES = ("job", "contact", "delivery")
_TOP = ("name", "press", "icc", "pdfx", "split", "page_name", "whole_name", "code", "ascii", "xjdf")
_KEYS: Mapping[str, tuple[str, type]] = {
    **{key: (key, bool if key in ("ascii", "xjdf") else str) for key in _TOP},
    "job.copies": ("copies", int),
    "job.paper_weight": ("paper_weight", int),
    **{f"contact.{key}": (f"contact_{key}", str) for key in ("name", "phone", "email")},
    **{f"delivery.{key}": (key, str) for key in ("to", "publish", "stage", "send", *FAR_PATHS)},
    "delivery.read_back": ("read_back", bool),
}


def load(name: str | None, edition: Path | None, diagnostics: Diagnostics) -> Shop:
    """Return a shop by its name, or by the path of its ``.toml`` file; None is the house's.

    Raises UsageError if there is none of that name, InputError if its file cannot be used.
    """
    base = _read(Shop(DEFAULT), resources.find(f"{FOLDER}/{DEFAULT}.toml"), diagnostics)
    file = _file(name or DEFAULT, edition)
    return _read(base, file, diagnostics)


def _file(name: str, edition: Path | None) -> Path:
    if name.endswith(".toml") and Path(name).is_file():
        return Path(name)
    try:
        if not re.fullmatch(r"[\w.-]+", name):
            raise FileNotFoundError
        return resources.find(f"{FOLDER}/{name}.toml", edition)
    except FileNotFoundError:
        known = resources.names(FOLDER, ".toml", edition)
        raise UsageError(Diagnostic("D101", {"shop": name, "known": ", ".join(known)})) from None


def _read(base: Shop, file: Path, diagnostics: Diagnostics) -> Shop:
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise InputError(Diagnostic("D102", {"file": file.name, "problem": str(error)})) from error
    values: dict[str, object] = {}
    for key, value in _flat(data):
        if key not in _KEYS:
            near = get_close_matches(key, _KEYS, 1)
            diagnostics.add("D103", file=file.name, key=key, near=near[0] if near else ", ".join(sorted(_KEYS)))
            continue
        name, kind = _KEYS[key]
        allowed = CHOICES.get(name)
        if type(value) is not kind or allowed and value not in allowed or kind is int and value < 0:
            wanted = ", ".join(allowed) if allowed else kind.__name__
            problem = f"{key} = {value!r}: {wanted}"
            raise InputError(Diagnostic("D102", {"file": file.name, "problem": problem}))
        values[name] = _path(value, file) if name in PATHS else value
    return replace(base, key_name=file.stem, **values)


def _flat(data: Mapping):
    for key, value in data.items():
        if isinstance(value, dict) and key in _TABLES:
            yield from ((f"{key}.{inner}", v) for inner, v in value.items())
        else:
            yield key, value


def _path(text: str, file: Path) -> Path | None:
    return file.parent / Path(text).expanduser() if text else None
