"""What a server's answer means: some say 5xx and mean later, so that the text counts as well as the code."""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Verdict(StrEnum):
    """What is to become of a message."""

    SENT = "sent"
    RETRY = "retry"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: the code (None: there was none) and its text on one line."""

    code: int | None
    text: str

    @classmethod
    def of(cls, code: int, text: bytes | str) -> "Reply":
        """Return a reply from what smtplib gives."""
        text = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
        return cls(code, " ".join("".join(c if c.isprintable() else " " for c in text).split())[:500])

    def __str__(self) -> str:
        return f"{self.code} {self.text}".strip() if self.code else self.text


ENHANCED = re.compile(r"(?<![\d.])4\.\d{1,3}\.\d{1,3}(?![\d.])")


def verdict(reply: Reply) -> Verdict:
    """Return what an answer to one recipient's message means (RFC 5321, 4.2.1)."""
    texts, said = _texts(), reply.text.lower()
    if reply.code is None:
        return Verdict.RETRY
    if 200 <= reply.code < 300:
        return Verdict.SENT
    if 400 <= reply.code < 500:
        return Verdict.FAILED if any(text in said for text in texts["permanent"]) else Verdict.RETRY
    meant_to_pass = any(text in said for text in texts["temporary"]) or ENHANCED.search(said)
    return Verdict.RETRY if meant_to_pass else Verdict.FAILED


@cache
def _texts() -> dict[str, tuple[str, ...]]:
    data = tomllib.loads(files("paiyin.circular").joinpath("replies.toml").read_text(encoding="utf-8"))
    return {kind: tuple(text.lower() for text in data[kind]) for kind in ("temporary", "permanent")}
