"""The head of an ICC profile (ICC.1, 7.2): enough to know what it is for."""

import struct
from dataclasses import dataclass

COMPONENTS = {b"GRAY": 1, b"RGB ": 3, b"Lab ": 3, b"CMYK": 4}


class ProfileError(ValueError):
    """The bytes are no ICC profile of the wanted kind."""


@dataclass(frozen=True, slots=True)
class Head:
    """``kind`` is the device class ("prtr" for presses), ``space`` the colour space ("CMYK")."""

    kind: str
    space: str
    version: tuple[int, int]
    description: str


def head(data: bytes) -> Head:
    """Return the head of a profile. Raises ProfileError if it is none."""
    if len(data) < 132 or data[36:40] != b"acsp":
        raise ProfileError("not an ICC profile")
    if struct.unpack_from(">I", data)[0] > len(data):
        raise ProfileError("the profile is cut off")
    return Head(data[12:16].decode("latin-1"), data[16:20].decode("latin-1").strip(), (data[8], data[9] >> 4),
                _description(data))


def read(data: bytes) -> Head:
    """Return the head of a press profile. Raises ProfileError if it is not one for CMYK output."""
    found = head(data)
    if found.kind != "prtr" or found.space != "CMYK":
        raise ProfileError(f"class {found.kind}, space {found.space}: not a CMYK output profile")
    return found


def components(data: bytes) -> int:
    """Return how many components a profile's colours have, 0 if that is not known."""
    return COMPONENTS.get(data[16:20], 0) if len(data) >= 20 else 0


def _description(data: bytes) -> str:
    """Return the text of the ``desc`` tag on one line, empty if it cannot be read."""
    try:
        for i in range(struct.unpack_from(">I", data, 128)[0]):
            tag, offset, _ = struct.unpack_from(">4sII", data, 132 + 12 * i)
            if tag != b"desc":
                continue
            if data[offset:offset + 4] == b"desc":
                length = struct.unpack_from(">I", data, offset + 8)[0]
                text = data[offset + 12:offset + 12 + length].rstrip(b"\0").decode("latin-1")
            else:       # multiLocalizedUnicodeType
                length, at = struct.unpack_from(">II", data, offset + 20)
                text = data[offset + at:offset + at + length].decode("utf-16-be", "replace")
            return " ".join(text.split())
    except (struct.error, IndexError):
        pass
    return ""
