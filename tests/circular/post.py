"""A post office on the loopback: an SMTP server with STARTTLS and AUTH, and what it is to make of whom.

How it treats a recipient stands in the address: gone-… is unknown, grey-… comes back later, limit-… is told a limit in
a 5xx, busy-… loses the connection, each of the last three only once.
"""

import ipaddress
import logging
import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

logging.getLogger("mail.log").setLevel(logging.ERROR)       # it warns of its own use of AUTH each time
USER, PASSWORD = "paper", "secret-of-the-house"
ONCE = {"grey": "451 4.7.1 Greylisted, please come back", "busy": "421 4.3.2 Service shutting down",
        "limit": "550 Domain frequency limited. Please try later"}


def certificate(folder: Path) -> Path:
    """Write a certificate for 127.0.0.1 that signs itself, with its key; return the file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
            .serial_number(1).not_valid_before(datetime.now(UTC) - timedelta(days=1))
            .not_valid_after(datetime.now(UTC) + timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
            .add_extension(x509.BasicConstraints(True, None), True).sign(key, hashes.SHA256()))
    file = folder / "post.pem"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    return file


def dkim_key(folder: Path) -> tuple[Path, bytes]:
    """Write an RSA key; return the file and the record that DNS would have."""
    key = rsa.generate_private_key(65537, 2048)
    file = folder / "dkim.pem"
    file.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL,
                                       serialization.NoEncryption()))
    public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    from base64 import b64encode
    return file, b"v=DKIM1; k=rsa; p=" + b64encode(public)


class _Clerk:
    """Handles the mail: ``taken`` holds what was delivered, ``asked`` every recipient that was named."""

    def __init__(self, keep: bool):
        self.keep = keep
        self.taken: list[tuple[str, bytes]] = []
        self.asked: list[str] = []
        self.envelopes: list[str] = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        kind, again = address.partition("-")[0], address in self.asked
        self.asked.append(address)
        if kind == "gone":
            return "550 5.1.1 User unknown"
        if kind in ONCE and not again:
            if kind == "busy":
                await server.push(ONCE[kind])
                server.transport.close()
                return "421 closing"
            return ONCE[kind]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.envelopes.append(envelope.mail_from)
        content = envelope.original_content
        self.taken.append((envelope.rcpt_tos[0], content if self.keep else b""))
        return "250 Taken"


class Post:
    """The server. As a context it runs in a thread; ``url`` is what --smtp is given."""

    def __init__(self, cert: Path, tls: bool = True, limit: int = 33_554_432, keep: bool = True):
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(cert)
        self.clerk = _Clerk(keep)
        options = {"tls_context": context, "require_starttls": True, "auth_required": True} if tls else {}
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self._controller = Controller(self.clerk, hostname="127.0.0.1", port=self.port, authenticator=self._let_in,
                                      data_size_limit=limit, timeout=60, **options)

    @staticmethod
    def _let_in(server: SMTP, session, envelope, mechanism, data) -> AuthResult:
        right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=right)

    def __enter__(self) -> "Post":
        self._controller.start()
        self.url = f"smtp://127.0.0.1:{self.port}"
        return self

    def __exit__(self, *_) -> None:
        self._controller.stop()

    @property
    def delivered(self) -> list[str]:
        """The recipients of every message that was taken."""
        return [address for address, _ in self.clerk.taken]
