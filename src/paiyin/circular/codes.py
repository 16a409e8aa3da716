"""The codes by which pages show glyphs: which ones a page shows, and the same page with others.

WeasyPrint writes glyph numbers of the whole face as codes of two bytes, in hexadecimal digits. A font that was cut down
has CIDs for codes, so the same page is written with those.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

SHOWN = re.compile(rb"/([\w.-]+) [\d.-]+ Tf|<([0-9a-fA-F]+)>(?=[^<>]*\]? ?T[Jj]|[^\]\n]*\] ?TJ)|/([\w.-]+) Do")
ROW = re.compile(rb"^<([0-9a-f]{4})> (<[0-9a-f]+>)$", re.MULTILINE | re.IGNORECASE)
MOST = 100              # entries of a block of a character map (ISO 32000-1, 9.10.3)
Numbers = Mapping[int, int]         # codes as they were → as they are to be


def shown(content: bytes) -> tuple[Mapping[str, Counter[int]], set[str]]:
    """Return the codes that a page shows, by font, and its pictures."""
    codes: dict[str, Counter[int]] = {}
    pictures: set[str] = set()
    current: Counter[int] = Counter()
    for font, text, picture in SHOWN.findall(content):
        if font:
            current = codes.setdefault(font.decode(), Counter())
        elif text:
            current.update(_read(text))
        else:
            pictures.add(picture.decode())
    return codes, pictures


def renumbered(content: bytes, numbers: Mapping[str, Numbers]) -> bytes:
    """Return the page with the codes of these fonts changed."""
    current: Numbers | None = None

    def changed(found: re.Match[bytes]) -> bytes:
        nonlocal current
        if found[1]:
            current = numbers.get(found[1].decode())
        elif found[2] and current is not None:
            return b"<%s>" % b"".join(b"%04x" % current[code] for code in _read(found[2]))
        return found[0]

    return SHOWN.sub(changed, content)


def characters(content: bytes) -> Mapping[int, str]:
    """Return what the codes of a map to Unicode stand for."""
    return {int(code, 16): bytes.fromhex(value[1:-1].decode()).decode("utf-16-be", "replace")
            for code, value in ROW.findall(content)}


def to_unicode(content: bytes, numbers: Numbers) -> bytes:
    """Return a map to Unicode for these codes in their order, one a row: not every reader knows ranges with lists."""
    values = sorted((numbers[int(code, 16)], value) for code, value in ROW.findall(content) if int(code, 16) in numbers)
    rows = [b"<%04x> %s" % row for row in values]
    blocks = (rows[n:n + MOST] for n in range(0, len(rows), MOST))
    body = b"".join(b"%d beginbfchar\n%s\nendbfchar\n" % (len(block), b"\n".join(block)) for block in blocks)
    head, tail = content.partition(b"endcodespacerange\n")[0], content.rpartition(b"endcmap")[2]
    return head + b"endcodespacerange\n" + body + b"endcmap" + tail


def _read(text: bytes) -> Iterable[int]:
    return (int(text[i:i + 4], 16) for i in range(0, len(text), 4))
