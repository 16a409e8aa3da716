"""The settings of a circular: ``[circular]`` in ``edition.toml``, and what the command line says over it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from email.utils import parseaddr

from paiyin.diagnostics import Diagnostic, Diagnostics
from paiyin.exceptions import InputError

NUMBERS = (int, float)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a circular needs to know; empty strings are not known. ``retry_minutes`` are the waits after a refusal that
    may pass; ``per_minute`` is for each recipient domain, 0 for no limit."""

    sender: str = ""
    reply_to: str = ""
    bounce: str = ""
    list_id: str = ""
    unsubscribe: str = ""
    unsubscribe_mail: str = ""
    subject: str = ""
    online: str = ""
    commercial: bool = False
    ascii_filename: bool = False
    max_mb: float = 3
    per_minute: float = 20
    per_connection: int = 20
    retry_minutes: tuple[float, ...] = (2, 10, 60)
    wait_minutes: float = 75
    dkim_selector: str = ""
    dkim_domain: str = ""
    dkim_key: str = ""

    @property
    def domain(self) -> str:
        """The domain of the sender."""
        return parseaddr(self.sender)[1].rpartition("@")[2].lower() or "localhost.invalid"


# What each key of [circular] is called here, and what it must be.
KEYS: Mapping[str, tuple[str, type | tuple[type, ...]]] = {
    "from": ("sender", str), "reply_to": ("reply_to", str), "bounce": ("bounce", str), "list_id": ("list_id", str),
    "unsubscribe": ("unsubscribe", str), "unsubscribe_mail": ("unsubscribe_mail", str), "subject": ("subject", str),
    "online": ("online", str), "commercial": ("commercial", bool), "ascii_filename": ("ascii_filename", bool),
    "max_mb": ("max_mb", NUMBERS), "per_minute": ("per_minute", NUMBERS), "per_connection": ("per_connection", int),
    "retry_minutes": ("retry_minutes", list), "wait_minutes": ("wait_minutes", NUMBERS),
    "dkim_selector": ("dkim_selector", str), "dkim_domain": ("dkim_domain", str), "dkim_key": ("dkim_key", str),
}
ADDRESSES = ("sender", "reply_to", "bounce", "unsubscribe_mail")
URL = re.compile(r"https?://[!-~]+")


def settings(found: Mapping[str, object], diagnostics: Diagnostics, **over: object) -> Settings:
    """Return the settings of an edition; ``over`` is what the command line says, None where it says nothing.

    Raises InputError for values that cannot be used.
    """
    values, problems = {}, []
    for key, value in found.items():
        if key not in KEYS:
            near = get_close_matches(key, KEYS, 1)
            diagnostics.add("N101", key=key, near=near[0] if near else ", ".join(sorted(KEYS)))
            continue
        name, kind = KEYS[key]
        if not isinstance(value, kind) or isinstance(value, bool) and kind is not bool:
            problems.append(_bad(key, value))
        elif kind is list:
            if not all(isinstance(v, NUMBERS) and not isinstance(v, bool) and v >= 0 for v in value):
                problems.append(_bad(key, value))
            values[name] = tuple(value)
        elif not isinstance(value, str) and value < 0 or name in ("max_mb", "per_connection") and value <= 0:
            problems.append(_bad(key, value))
        else:
            values[name] = value
    made = replace(Settings(), **values | {k: v for k, v in over.items() if v is not None})
    problems += _unusable(made)
    if problems:
        raise InputError(*problems)
    return made


def _unusable(made: Settings) -> list[Diagnostic]:
    """Return what is wrong with addresses and links, which end up in headers."""
    from paiyin.circular.recipients import address_problem

    names = {name: key for key, (name, _) in KEYS.items()}
    problems = []
    for name in ADDRESSES:
        value = getattr(made, name)
        if value and (address_problem(parseaddr(value)[1]) or not value.isprintable()):
            problems.append(_bad(names[name], value))
    for name in ("unsubscribe", "online"):
        value = getattr(made, name)
        if value and (not URL.fullmatch(value) or name == "unsubscribe" and not value.startswith("https:")
                      or len(value) > 900 or any(c in value for c in '<>"')):
            problems.append(_bad(names[name], value))
    if made.list_id and not re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", made.list_id):
        problems.append(_bad("list_id", made.list_id))
    if not made.subject.isprintable():
        problems.append(_bad("subject", made.subject))
    return problems


def _bad(key: str, value: object) -> Diagnostic:
    return Diagnostic("N102", {"key": key, "value": str(value)[:80]})
