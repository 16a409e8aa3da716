"""FTPS with the standard library: explicit TLS, the certificate verified, the data channel encrypted too."""

import ftplib
import ssl
from collections.abc import Callable
from contextlib import contextmanager
from hashlib import sha256
from typing import BinaryIO, Self

from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import DeliveryError, MachineError
from paiyin.printshop.destination import PASSWORD, Destination, password
from paiyin.printshop.shop import Shop
from paiyin.printshop.transfer import CHUNK, Cut, Hidden, Refused

PATIENCE = 30       # seconds without an answer
NOT_TAKEN, NO_VERB = "550", ("500", "502", "504")       # replies of RFC 959
FULL = ("450", "452")


class _Client(ftplib.FTP_TLS):
    """A client whose data connections go on with the session of the control connection, as many servers demand."""

    def ntransfercmd(self, cmd, rest=None):
        connection, size = ftplib.FTP.ntransfercmd(self, cmd, rest)
        if self._prot_p:
            connection = self.context.wrap_socket(connection, server_hostname=self.host, session=self.sock.session)
        return connection, size


class FtpsShelf:
    """A folder behind FTPS."""

    def __init__(self, destination: Destination, shop: Shop):
        self._destination, self._shop = destination, shop
        self._client: _Client | None = None

    def __enter__(self) -> Self:
        to = self._destination
        secret = password(to)
        if secret is None:
            raise MachineError(Diagnostic("D319", {"account": to.account, "variable": PASSWORD}))
        try:
            context = ssl.create_default_context(cafile=self._shop.ca)
        except (OSError, ssl.SSLError) as error:
            raise MachineError(Diagnostic("D318", {"file": str(self._shop.ca), "problem": str(error)})) from error
        self._client = _Client(context=context, timeout=PATIENCE, encoding="utf-8")
        try:
            self._connect(to, secret)
        except BaseException:
            self.__exit__()
            raise
        return self

    def _connect(self, to: Destination, secret: str) -> None:
        try:
            with _told():
                self._client.connect(to.host, to.port)
                self._client.auth()
        except _Certificate as error:
            raise DeliveryError(Diagnostic("D317", {"host": to.host, "reason": str(error)})) from error
        try:
            with _told():
                self._client.login(to.user, secret)
        except (Refused, Hidden) as error:
            raise DeliveryError(Diagnostic("D313", {"account": to.account, "reason": str(error)})) from error
        with _told():
            self._client.prot_p()
            self._client.voidcmd("TYPE I")

    def __exit__(self, *error: object) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    def size(self, path: str) -> int | None:
        try:
            with _told(hiding=True):
                self._client.voidcmd("TYPE I")
                return self._client.size(path)
        except Hidden as error:
            if str(error).startswith(NOT_TAKEN):        # it says the same of what is not there and what is not shown
                return None
            raise

    def resume_at(self, size: int) -> int:
        return size

    def put(self, path: str, content: BinaryIO, offset: int, told: Callable[[int], None]) -> None:
        content.seek(offset)
        at = offset

        def sent(block: bytes) -> None:
            nonlocal at
            at += len(block)
            told(at)

        with _told():
            self._client.storbinary(f"STOR {path}", content, CHUNK, sent, rest=offset or None)

    def digest(self, path: str) -> str:
        found = sha256()
        with _told(hiding=True):
            self._client.retrbinary(f"RETR {path}", found.update, CHUNK)
        return found.hexdigest()

    def rename(self, old: str, new: str) -> None:
        with _told():
            self._client.rename(old, new)

    def remove(self, path: str) -> None:
        if self.size(path) is not None:
            with _told():
                self._client.delete(path)


class _Certificate(Exception):
    """The certificate does not stand up."""


@contextmanager
def _told(hiding: bool = False):
    """Turn what the library raises into what a shelf raises."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise _Certificate(error.verify_message or str(error)) from error
    except ftplib.error_perm as error:
        code = str(error)[:3]
        raise (Hidden if hiding and (code == NOT_TAKEN or code in NO_VERB) else Refused)(str(error)) from error
    except ftplib.error_temp as error:
        if str(error)[:3] in FULL:
            raise Refused(str(error)) from error
        raise Cut(str(error)) from error
    except (ftplib.Error, OSError, EOFError) as error:
        raise Cut(str(error) or type(error).__name__) from error
