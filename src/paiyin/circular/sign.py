"""DKIM signatures (RFC 6376), for who owns the sender's domain and submits through a relay of their own.

QQ, 163 and Exchange sign by themselves. Both List-Unsubscribe headers are signed, as one-click demands (RFC 8058, 4).
"""

import os
from collections.abc import Callable
from pathlib import Path

from paiyin.circular.settings import Settings
from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import InputError, MachineError

SIGNED = (b"from", b"from", b"to", b"subject", b"date", b"message-id", b"reply-to", b"mime-version", b"content-type",
          b"list-id", b"list-unsubscribe", b"list-unsubscribe-post", b"auto-submitted")
KEY = "PAIYIN_DKIM_KEY"         # a file outside the edition, which may be handed on


def signer(settings: Settings) -> Callable[[bytes], bytes] | None:
    """Return what signs a message, None if no key is configured.

    Raises MachineError without dkimpy, InputError for a key that cannot be used.
    """
    file = settings.dkim_key or os.environ.get(KEY, "")
    if not file or not settings.dkim_selector:
        return None
    try:
        import dkim
    except ImportError as error:
        raise MachineError(Diagnostic("N609")) from error
    domain = (settings.dkim_domain or settings.domain).encode("ascii")
    selector = settings.dkim_selector.encode("ascii", "ignore")
    try:
        key = Path(file).expanduser().read_bytes()
    except OSError as error:
        raise InputError(Diagnostic("N610", {"problem": error.strerror or str(error)})) from error

    def sign(content: bytes) -> bytes:
        """Return the message with its signature before it."""
        head, _, body = content.partition(b"\r\n\r\n")
        there = {line.partition(b":")[0].lower() for line in head.split(b"\r\n")}
        try:
            message = dkim.DKIM(head + b"\r\n\r\n", linesep=b"\r\n")
            message.body = body         # given whole: dkimpy would take the attachment apart line by line
            line = message.sign(selector, domain, key, canonicalize=(b"relaxed", b"simple"),
                                include_headers=[h for h in SIGNED if h in there])
        except dkim.DKIMException as error:
            raise InputError(Diagnostic("N610", {"problem": str(error)[:200]})) from error
        return line + content

    sign(b"From: a key that cannot be used is told before anything leaves\r\n\r\n")
    return sign
