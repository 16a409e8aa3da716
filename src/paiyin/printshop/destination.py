"""Where a package goes: ``sftp://user@host[:port]/folder``, ``ftps://user@host[:port]/folder`` or ``file:///folder``.

Secrets are never part of it: a password in an address would show in process lists and shell histories.
"""

import os
import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import UsageError

PORTS = {"sftp": 22, "ftps": 21, "file": 0}
PASSWORD, PASSPHRASE = "PAIYIN_DELIVER_PASSWORD", "PAIYIN_DELIVER_PASSPHRASE"
SERVICE = "paiyin"      # of the keyring


@dataclass(frozen=True, slots=True)
class Destination:
    """A folder of a print shop. ``folder`` is absolute, or begins with ``~/`` for one below the user's own."""

    scheme: str
    user: str
    host: str
    port: int
    folder: str

    @property
    def account(self) -> str:
        """The account without the folder, as the keyring names it."""
        user = f"{quote(self.user)}@" if self.user else ""
        port = f":{self.port}" if self.port != PORTS[self.scheme] else ""
        return f"{self.scheme}://{user}{self.host}{port}"

    def __str__(self) -> str:
        return f"{self.account}/{quote(self.folder.lstrip('/'), safe='/~')}"

    def path(self, name: str) -> str:
        """Return the far path of a name in the folder."""
        folder = self.folder.removeprefix("~/") if self.folder != "~" else ""
        return f"{folder.rstrip('/')}/{name}" if folder else name


def parse(text: str) -> Destination:
    """Return the destination that an address names. Raises UsageError if it names none, or holds a password."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise UsageError(Diagnostic("D301", {"address": _hidden(text), "problem": str(error)})) from error
    if parts.password is not None:
        raise UsageError(Diagnostic("D302", {"address": _hidden(text), "variable": PASSWORD}))
    if parts.scheme not in PORTS:
        raise UsageError(Diagnostic("D301", {"address": text, "problem": f"{parts.scheme or '-'}://"}))
    remote = parts.scheme != "file"
    if bool(parts.hostname) != remote or parts.query or parts.fragment or remote and not parts.username:
        wanted = "user@host" if remote else "file:///folder"
        raise UsageError(Diagnostic("D301", {"address": text, "problem": wanted}))
    folder = re.sub("/+", "/", unquote(parts.path)) or "/"
    if not folder.isprintable() or ".." in folder.split("/"):
        raise UsageError(Diagnostic("D301", {"address": text, "problem": parts.path}))
    if folder.startswith("/~/") or folder == "/~":
        folder = folder[1:]
    return Destination(parts.scheme, unquote(parts.username or ""), parts.hostname or "",
                       port or PORTS[parts.scheme], folder)


def _hidden(text: str) -> str:
    """Return an address without what stands between its scheme and the ``@``."""
    scheme, _, rest = text.partition("://")
    return f"{scheme}://…@{rest.rpartition('@')[2]}" if "@" in rest else text


def password(destination: Destination) -> str | None:
    """Return the password from the environment or, if it is installed, the keyring; None if there is none."""
    if found := os.environ.get(PASSWORD):
        return found
    try:
        import keyring
        import keyring.errors
    except ImportError:
        return None
    try:
        return keyring.get_password(SERVICE, destination.account)
    except keyring.errors.KeyringError:
        return None
