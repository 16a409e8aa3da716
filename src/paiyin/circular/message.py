"""The message on the wire: mixed(alternative(text, related(html, picture)), pdf), byte for byte the same each time.

What is the same in every message is encoded once. Headers with addresses of pages stay on one line, because folding
would turn them into encoded words; the attachment's name stands in both forms that clients read: RFC 2047 in
Content-Type, RFC 2231 in Content-Disposition, not split up, because Exchange, Outlook and QQ lose split names.
"""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import MIMEPart
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from hashlib import sha256
from urllib.parse import quote

from paiyin.circular.letter import Letter, Writer
from paiyin.circular.recipients import Recipient
from paiyin.circular.settings import Settings

LINE = b"\r\n"
WORD = 45                       # bytes of text that one encoded word holds: 75 characters (RFC 2047, 2)
FOLDED = SMTP.clone(max_line_length=76)     # so that no word on a line of its own is longer than 75
LONGEST = 998                   # characters of a line (RFC 5322, 2.1.1)
FOLD = ",\r\n "
PICTURE_ID = "page-1"


@dataclass(frozen=True, slots=True)
class Wire:
    """A message ready to go: the envelope's sender, the Message-ID, and all its bytes."""

    envelope: str
    id: str
    content: bytes


class Press:
    """Makes the messages of one issue. ``date`` None leaves the Date out (a draft)."""

    def __init__(self, found: Letter, writer: Writer, settings: Settings, issue: str, pdf: bytes, picture: bytes):
        self._letter, self._writer, self._settings, self._issue = found, writer, settings, issue
        self._mark = sha256(issue.encode()).hexdigest()[:24]
        self._picture = _leaf({"Content-Type": "image/jpeg; name=\"page-1.jpg\"",
                               "Content-Disposition": "inline; filename=\"page-1.jpg\"",
                               "Content-ID": f"<{picture_id(settings, issue)}>"}, picture)
        self._pdf = _leaf(attachment_headers(found.file), pdf)
        self._head = _headers(self._common())

    def message(self, to: Recipient, date: datetime | None) -> Wire:
        """Return the message to a recipient.

        Raises InputError as ``Writer.write`` does.
        """
        text, html = self._writer.write(to.fields)
        related = self._multipart("related", [_text(html, "html"), self._picture], 'type="text/html"; ')
        alternative = self._multipart("alternative", [_text(text, "plain"), b"".join(related)])
        body = self._multipart("mixed", [b"".join(alternative), self._pdf])
        identity = self.id_of(to.address)
        own: dict[str, object] = {"To": _address(to.fields.get("name", ""), to.address), "Message-ID": identity}
        if date is not None:
            own["Date"] = format_datetime(date)
        return Wire(self._envelope(to.address), identity, b"".join([self._head, _headers(own), *body]))

    def id_of(self, address: str) -> str:
        """Return the Message-ID, the same for an issue and a recipient whenever it is made."""
        mark = sha256(f"{self._issue}\n{address.lower()}".encode()).hexdigest()[:32]
        return f"<{mark}@{self._settings.domain}>"

    def _envelope(self, address: str) -> str:
        """Return the return path; with a bounce address, one that names the recipient (VERP)."""
        bounce = parseaddr(self._settings.bounce or self._settings.sender)[1]
        if not self._settings.bounce:
            return bounce
        local, _, domain = bounce.rpartition("@")
        named = f"{local}+{address.replace('@', '=')}"
        return f"{named}@{domain}" if len(named) <= 64 else bounce

    def _common(self) -> dict[str, object]:
        """Return the headers that are the same for everybody."""
        s = self._settings
        name, sender = parseaddr(s.sender)
        found: dict[str, object] = {"From": _address(name, sender)} if sender else {}
        found["Subject"] = self._letter.subject
        if s.reply_to:
            found["Reply-To"] = _address(*parseaddr(s.reply_to))
        if s.list_id or sender:
            found["List-Id"] = f"<{s.list_id or 'circular.' + s.domain}>"
        mailto = f"<mailto:{s.unsubscribe_mail}?subject=unsubscribe>" if s.unsubscribe_mail else ""
        if ways := [f"<{s.unsubscribe}>"] * bool(s.unsubscribe) + [mailto] * bool(mailto):
            short = sum(map(len, ways)) < LONGEST - len("List-Unsubscribe: , ")
            found["List-Unsubscribe"] = (", " if short else FOLD).join(ways)
        if s.unsubscribe:
            found["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        return found | {"Auto-Submitted": "auto-generated", "Precedence": "bulk", "MIME-Version": "1.0"}

    def _multipart(self, kind: str, parts: list[bytes], more: str = "") -> list[bytes]:
        """Return the pieces of a multipart body, to be joined once: they are large."""
        boundary = f"=_{kind}-{self._mark}"
        pieces = [f'Content-Type: multipart/{kind}; {more}boundary="{boundary}"\r\n'.encode()]
        for part in parts:
            pieces += [f"\r\n--{boundary}\r\n".encode(), part]
        return [*pieces, f"\r\n--{boundary}--\r\n".encode()]


def picture_id(settings: Settings, issue: str) -> str:
    """Return the Content-ID of the picture of page 1."""
    return f"{PICTURE_ID}.{sha256(issue.encode()).hexdigest()[:12]}@{settings.domain}"


def attachment_headers(name: str) -> dict[str, str]:
    """Return the headers of a PDF attachment under a name that may be Chinese."""
    if name.isascii():
        return {"Content-Type": f'application/pdf; name="{name}"',
                "Content-Disposition": f'attachment; filename="{name}"'}
    return {"Content-Type": f'application/pdf;\r\n name="{_encoded_words(name)}"',
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}


def _encoded_words(text: str) -> str:
    """Return text as RFC 2047 words of at most 75 characters, one a line."""
    words, piece = [], b""
    for character in text:
        one = character.encode()
        if len(piece) + len(one) > WORD:
            words.append(piece)
            piece = b""
        piece += one
    return "\r\n ".join(f"=?UTF-8?B?{b64encode(word).decode()}?=" for word in [*words, piece])


def _address(name: str, address: str) -> Address:
    return Address(display_name=name, addr_spec=address)


def _headers(found: Mapping[str, object]) -> bytes:
    """Return headers as bytes; what is ASCII stands on a line of its own, other text is folded by the library."""
    lines = []
    for name, value in found.items():
        if isinstance(value, str) and value.isascii() and (name != "Subject" or len(value) < 68):
            if set("\r\n") & set(value.replace(FOLD, "")):
                raise ValueError(f"line break in {name}")
            lines.append(f"{name}: {value}".encode("ascii") + LINE)
        else:
            lines.append(FOLDED.fold_binary(name, FOLDED.header_factory(name, value)))
    return b"".join(lines)


def _leaf(headers: Mapping[str, str], content: bytes) -> bytes:
    """Return a part in base64, lines of 76 characters."""
    encoded = b64encode(content)
    lines = LINE.join(encoded[n:n + 76] for n in range(0, len(encoded), 76))
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return head.encode("ascii") + b"Content-Transfer-Encoding: base64" + LINE + LINE + lines


def _text(content: str, kind: str) -> bytes:
    part = MIMEPart(SMTP)
    part.set_content(content, subtype=kind, charset="utf-8", cte="base64")
    return part.as_bytes().rstrip(LINE)
