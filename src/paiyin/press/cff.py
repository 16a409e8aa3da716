"""CFF font programs (Adobe Technical Note 5176), as far as their glyphs must be found by number.

A PDF finds the glyphs of a CID-keyed program by CID through its charset; painters write glyph numbers. Where the two
differ some readers show nothing, so the charset is made to say CID = glyph number.
"""

import struct

CHARSET, CHARSTRINGS, ROS = 15, 17, (12, 30)
IDENTITY_FORMAT = 2         # one range with 16-bit counts
LONG = 29                   # operand of five bytes
PADDING = bytes(8)          # Ghostscript does not take a charset that ends with the program


class CffError(ValueError):
    """The bytes cannot be read as a CFF font program."""


def bare(program: bytes) -> bytes:
    """Return the CFF table of an OpenType font, or the program itself if it is bare already."""
    if program[:4] != b"OTTO":
        return program
    try:
        for i in range(struct.unpack_from(">H", program, 4)[0]):
            tag, _, offset, length = struct.unpack_from(">4sIII", program, 12 + 16 * i)
            if tag == b"CFF ":
                return program[offset:offset + length]
    except struct.error as error:
        raise CffError(str(error)) from error
    raise CffError("no CFF table")


def is_identity(program: bytes) -> bool:
    """Return whether CID = glyph number; programs that are not CID-keyed have no CIDs of their own."""
    top, _ = _top(program)
    if ROS not in top:
        return True
    glyphs = _count(program, _value(top, CHARSTRINGS))
    offset = _value(top, CHARSET)
    return all(cid == i + 1 for i, cid in enumerate(_charset(program, offset, glyphs)))


def with_identity(program: bytes) -> bytes:
    """Return the program with a charset that says CID = glyph number."""
    top, _ = _top(program)
    if is_identity(program):
        last = ROS in top and _value(top, CHARSET) + len(PADDING) > len(program)
        return program + PADDING if last else program
    glyphs = _count(program, _value(top, CHARSTRINGS))
    charset = struct.pack(">BHH", IDENTITY_FORMAT, 1, max(0, glyphs - 2))
    _, at, size = top[CHARSET]
    if size == 5 and program[at] == LONG:
        offset = struct.pack(">i", len(program))
        return program[:at + 1] + offset + program[at + 5:] + charset + PADDING
    offset = _value(top, CHARSET)
    if offset < 3 or _charset_size(program, offset, glyphs) < len(charset):
        raise CffError("a charset that cannot be replaced")
    return program[:offset] + charset + program[offset + len(charset):]


def _top(program: bytes) -> tuple[dict, int]:
    """Return the Top DICT: operator → (operands, place of the first operand, its size)."""
    try:
        if program[0] != 1:
            raise CffError(f"version {program[0]}")
        _, names_end = _index(program, program[2])
        (start, end), _ = _index(program, names_end)
        return _dict(program, start, end), end
    except (IndexError, struct.error) as error:
        raise CffError("cut off") from error


def _index(program: bytes, at: int) -> tuple[tuple[int, int], int]:
    """Return the bounds of an INDEX's first object, and where the INDEX ends."""
    count, = struct.unpack_from(">H", program, at)
    if count == 0:
        return (at + 2, at + 2), at + 2
    size = program[at + 2]
    offsets = [int.from_bytes(program[at + 3 + i * size:at + 3 + (i + 1) * size]) for i in (0, 1, count)]
    data = at + 2 + (count + 1) * size
    if not 1 <= size <= 4 or data + offsets[2] > len(program):
        raise CffError("a broken index")
    return (data + offsets[0], data + offsets[1]), data + offsets[2]


def _count(program: bytes, at: int) -> int:
    try:
        return struct.unpack_from(">H", program, at)[0]
    except struct.error as error:
        raise CffError("no glyphs") from error


def _dict(program: bytes, at: int, end: int) -> dict:
    found, operands, first = {}, [], at
    while at < end:
        byte = program[at]
        if byte <= 21:
            key, size = ((12, program[at + 1]), 2) if byte == 12 else (byte, 1)
            found[key] = (tuple(operands), first, at - first)
            at += size
            operands, first = [], at
            continue
        value, size = _operand(program, at)
        operands.append(value)
        at += size
    return found


def _operand(program: bytes, at: int) -> tuple[float, int]:
    byte = program[at]
    if 32 <= byte <= 246:
        return byte - 139, 1
    if 247 <= byte <= 250:
        return (byte - 247) * 256 + program[at + 1] + 108, 2
    if 251 <= byte <= 254:
        return -(byte - 251) * 256 - program[at + 1] - 108, 2
    if byte == 28:
        return struct.unpack_from(">h", program, at + 1)[0], 3
    if byte == LONG:
        return struct.unpack_from(">i", program, at + 1)[0], 5
    if byte == 30:      # a real number; only its length matters
        size = 1
        while program[at + size] & 15 != 15:
            size += 1
        return 0.0, size + 1
    raise CffError(f"operand {byte}")


def _value(top: dict, key) -> int:
    operands = top.get(key, ((0,), 0, 0))[0]
    return int(operands[0]) if operands else 0


def _charset(program: bytes, offset: int, glyphs: int):
    """Give the CID of each glyph after the first."""
    if offset < 3:
        raise CffError("a predefined charset in a CID-keyed program")
    form, at, left = program[offset], offset + 1, glyphs - 1
    try:
        if form == 0:
            yield from struct.unpack_from(f">{left}H", program, at)
            return
        while left > 0:
            first, more = struct.unpack_from(">HB" if form == 1 else ">HH", program, at)
            at += 3 if form == 1 else 4
            yield from range(first, first + min(more + 1, left))
            left -= more + 1
    except struct.error as error:
        raise CffError("a charset that is cut off") from error


def _charset_size(program: bytes, offset: int, glyphs: int) -> int:
    form, at, left = program[offset], offset + 1, glyphs - 1
    if form == 0:
        return 1 + 2 * left
    step = 3 if form == 1 else 4
    while left > 0:
        left -= struct.unpack_from(">HB" if form == 1 else ">HH", program, at)[1] + 1
        at += step
    return at - offset
