"""Reading: from the bytes of a file to its text, whatever newsroom system wrote it."""

import codecs
import re
from pathlib import Path

from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import InputError
from paiyin.spans import Source

MAX_BYTES = 32 * 1024 * 1024
BINARY_SHARE = 0.02     # share of control characters from which on a file is no text

# UTF-32 stands first: its little-endian mark begins with that of UTF-16.
MARKS = ((codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF8, "utf-8"),
         (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
FOREIGN = ((b"PK\x03\x04", "ZIP (.docx, .xlsx, .zip)"), (b"%PDF", "PDF"), (b"\xd0\xcf\x11\xe0", "Word 97 (.doc)"),
           (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"{\\rtf", "RTF"), (b"GIF8", "GIF"))

# The commonest characters of running Chinese: a wrong decoding shows hardly any of them.
COMMON = frozenset("的一是不了在人有我他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后"
                   "这個國來說們為時會過學對後發經現開間問於與從當還實動員種樣點業體關進無")
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
CONTROL_BYTES = bytes(c for c in range(32) if c not in b"\t\n\v\f\r")


def read_source(path: Path) -> Source:
    """Read a manuscript's text: UTF-8, UTF-16 or UTF-32 with a mark, GB18030 or Big5.

    Raises InputError for a file that is missing, too big, empty, blank or no text.
    """
    path = Path(path)
    data = _bytes_of(path)
    if not data:
        raise InputError(Diagnostic("M103", {"file": path.name}))
    text, encoding = _decode(data, path.name)
    if not text.strip(" \t\r\n\f\v\u3000\u00a0\u0085\u2028\u2029\ufeff\u200b\x00"):
        raise InputError(Diagnostic("M104", {"file": path.name}))
    if len(CONTROLS.findall(text)) > BINARY_SHARE * len(text) + 8:
        raise InputError(Diagnostic("M105", {"file": path.name, "kind": "data"}))
    return Source(path.name, text, encoding)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise InputError(Diagnostic("M101", {"file": path.name, "reason": "it is a folder"}))
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(Diagnostic("M101", {"file": path.name, "reason": reason})) from None
    if len(data) > MAX_BYTES:
        raise InputError(Diagnostic("M102", {"file": path.name, "limit": MAX_BYTES // 1024 // 1024}))
    return data


def _decode(data: bytes, name: str) -> tuple[str, str]:
    for start, kind in FOREIGN:
        if data.startswith(start):
            raise InputError(Diagnostic("M105", {"file": name, "kind": kind}))
    for mark, encoding in MARKS:
        if data.startswith(mark):
            text = _try(data[len(mark):], encoding)
            if text is None:
                raise InputError(Diagnostic("M106", {"file": name, "encoding": encoding.upper()}))
            return text, encoding
    text = _try(data, "utf-8")
    if text is not None:
        return text, "utf-8"
    return _guess(data, name)


def _guess(data: bytes, name: str) -> tuple[str, str]:
    """Choose between the two national encodings by the share of common characters."""
    guesses = [(text, encoding) for encoding in ("gb18030", "big5hkscs") if (text := _try(data, encoding)) is not None]
    if not guesses:
        if len(data) - len(data.translate(None, CONTROL_BYTES)) > len(data) * BINARY_SHARE:
            raise InputError(Diagnostic("M105", {"file": name, "kind": "data"}))
        line = data[: _first_fault(data)].count(b"\n") + 1
        raise InputError(Diagnostic("M107", {"file": name, "line": line}))
    return max(guesses, key=lambda guess: _commonness(guess[0]))


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _first_fault(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _commonness(text: str) -> float:
    """Return the share of common characters among those beyond ASCII: right decodings have some twenty per cent."""
    beyond = [c for c in text[:200_000] if c > "\x7f"]
    return sum(c in COMMON for c in beyond) / len(beyond) if beyond else 0.0
