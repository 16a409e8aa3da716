"""One mail server: reached over TLS only, obeyed in what it says it can take.

Secrets come from the environment (PAIYIN_SMTP_USER, PAIYIN_SMTP_PASSWORD) or the keyring, never from an address or a
file of the edition.
"""

import os
import re
import smtplib
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from paiyin.circular.replies import Reply
from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import DeliveryError, UsageError

PORTS = {"smtps": 465, "smtp": 587}
TIMEOUT = 60            # seconds
SERVICE = "paiyin"      # of the keyring
MILLION = 1_000_000
NEWLINE = ord("\n")


@dataclass(frozen=True, slots=True)
class Where:
    """A server as ``--smtp`` names it; ``smtps`` speaks TLS from the start, ``smtp`` turns to it with STARTTLS."""

    scheme: str
    host: str
    port: int
    user: str

    @classmethod
    def of(cls, text: str) -> "Where":
        """Return the server that an address such as ``smtps://someone@host:465`` names. Raises UsageError."""
        try:
            parts = urlsplit(text if "://" in text else f"smtps://{text}")
            port = parts.port or PORTS[parts.scheme]
        except (KeyError, ValueError) as error:
            raise UsageError(Diagnostic("N601", {"address": _without_secret(text)})) from error
        if parts.password is not None:
            raise UsageError(Diagnostic("N602", {"address": _without_secret(text)}))
        if not parts.hostname or parts.path.strip("/"):
            raise UsageError(Diagnostic("N601", {"address": text}))
        return cls(parts.scheme, parts.hostname, port, unquote(parts.username or ""))

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def _without_secret(text: str) -> str:
    return re.sub(r":[^:@/]*@", ":…@", text)


def credentials(where: Where, environment: Mapping[str, str] = os.environ) -> tuple[str, str]:
    """Return user and password; empty strings if there are none."""
    user = where.user or environment.get("PAIYIN_SMTP_USER", "")
    password = environment.get("PAIYIN_SMTP_PASSWORD", "")
    if user and not password:
        try:
            import keyring

            password = keyring.get_password(SERVICE, f"{user}@{where.host}") or ""
        except Exception:       # no keyring, no service behind it, or one that is locked
            password = ""
    if user and not password:
        raise UsageError(Diagnostic("N603", {"user": user, "host": where.host}))
    return user, password


class Refused(Exception):
    """The server did not take a message; ``everybody`` tells that it would not take any."""

    def __init__(self, reply: Reply, everybody: bool = False):
        self.reply, self.everybody = reply, everybody
        super().__init__(str(reply))


class Lost(Exception):
    """The connection went away; ``uncertain`` tells that the message may have been taken."""

    def __init__(self, problem: str, uncertain: bool):
        self.uncertain = uncertain
        super().__init__(problem)


class Server:
    """A connection that is opened when needed and kept for a number of messages."""

    def __init__(self, where: Where, user: str, password: str, most: int):
        self.where = where
        self._user, self._password, self._most = user, password, most
        self._smtp: smtplib.SMTP | None = None
        self._sent = 0
        self.limit = 0          # bytes of a message, 0 where the server names none

    def connect(self) -> None:
        """Open the connection if there is none.

        Raises DeliveryError if the server cannot be used at all, Lost or Refused if it may later.
        """
        if self._smtp is not None and self._sent < self._most:
            return
        self.close()
        try:
            self._smtp = self._open()
        except (ssl.SSLError, ssl.CertificateError) as error:
            raise DeliveryError(Diagnostic("N604", {"server": str(self.where), "problem": _said(error)})) from error
        except smtplib.SMTPConnectError as error:
            raise Refused(Reply.of(error.smtp_code, error.smtp_error)) from error
        except (OSError, smtplib.SMTPException) as error:
            raise Lost(_said(error), uncertain=False) from error
        self._sent = 0
        size = self._smtp.esmtp_features.get("size", "").strip()
        self.limit = int(size) if size.isdigit() else 0

    def _open(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        host, port = self.where.host, self.where.port
        if self.where.scheme == "smtps":
            smtp = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=context)
            smtp.ehlo()
        else:
            smtp = smtplib.SMTP(host, port, timeout=TIMEOUT)
            smtp.ehlo()
            if not smtp.has_extn("starttls"):
                smtp.close()
                raise DeliveryError(Diagnostic("N605", {"server": str(self.where)}))
            smtp.starttls(context=context)
            smtp.ehlo()
        if self._user:
            try:
                smtp.login(self._user, self._password)
            except smtplib.SMTPAuthenticationError as error:
                reply = Reply.of(error.smtp_code, error.smtp_error)
                smtp.close()
                if 400 <= error.smtp_code < 500:
                    raise Refused(reply) from error
                raise DeliveryError(Diagnostic("N606", {"server": str(self.where), "user": self._user,
                                                        "answer": str(reply)})) from error
            except smtplib.SMTPNotSupportedError as error:
                smtp.close()
                raise DeliveryError(Diagnostic("N607", {"server": str(self.where)})) from error
        return smtp

    def send(self, envelope: str, to: str, content: bytes, leaving: Callable[[], None]) -> Reply:
        """Send a message that ends with CRLF; ``leaving`` is called when the server waits for its first byte.

        Raises Refused, Lost, or DeliveryError if the message is larger than the server takes.
        """
        self.connect()
        if self.limit and len(content) > self.limit:
            raise DeliveryError(Diagnostic("N608", {"size": f"{len(content) / MILLION:.1f}", "server": str(self.where),
                                                    "limit": f"{self.limit / MILLION:.1f}"}))
        smtp, last = self._smtp, False
        try:
            options = f" SIZE={len(content)}" if smtp.has_extn("size") else ""
            self._ask(f"MAIL FROM:<{envelope}>{options}", everybody=True)
            self._ask(f"RCPT TO:<{to}>")
            self._ask("DATA", wanted=354)
            leaving()
            smtp.send(_stuffed(content))
            last = True
            smtp.send(b".\r\n")
            reply = Reply.of(*smtp.getreply())
        except (OSError, smtplib.SMTPServerDisconnected, smtplib.SMTPResponseException) as error:
            self.close()
            raise Lost(_said(error), uncertain=last) from error
        self._sent += 1
        if reply.code == 421:
            self.close()
        if not 200 <= reply.code < 300:
            raise Refused(reply)
        return reply

    def _ask(self, command: str, wanted: int = 250, everybody: bool = False) -> None:
        """Give a command; raise Refused for another answer than the wanted, with the server back at its start."""
        reply = Reply.of(*self._smtp.docmd(command))
        if reply.code == wanted or wanted == 250 and reply.code == 251:
            return
        if reply.code == 421:
            self.close()
        else:
            self._smtp.docmd("RSET")
        raise Refused(reply, everybody)

    def close(self) -> None:
        """Take leave, if there is anybody to take it from."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            try:
                smtp.quit()
            except (OSError, smtplib.SMTPException):
                smtp.close()


def _stuffed(content: bytes) -> bytes:
    """Return a message with the points doubled that begin a line (RFC 5321, 4.5.2).

    In base64 there are none: looking for points is twenty times as fast as looking for lines that begin with one.
    """
    at = content.find(b".")
    while at >= 0:
        if at == 0 or content[at - 1] == NEWLINE:
            return (b"." if at == 0 else b"") + content.replace(b"\n.", b"\n..")
        at = content.find(b".", at + 1)
    return content


def _said(error: Exception) -> str:
    """Return what went wrong on one line."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return (" ".join(str(error).split()) or type(error).__name__)[:200]
