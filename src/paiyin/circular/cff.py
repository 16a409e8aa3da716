"""CID-keyed CFF with one font dictionary (Adobe Technical Notes 5176 and 5177).

A pan-CJK face divides its glyphs among a dozen dictionaries, each with hints and widths of its own. A subset without
hints needs one. It is smaller, and readers that look up every width in the first dictionary are right about it.
"""

from collections import Counter
from collections.abc import Sequence
from io import BytesIO

MOVES = {21: 2, 22: 1, 4: 1, 14: 0}        # rmoveto, hmoveto, vmoveto, endchar → operands; one more is the width


def with_one_dictionary(program: bytes, known: tuple[str, int] = ("Identity", 0),
                        cids: Sequence[int] = ()) -> bytes:
    """Return a program whose glyphs share one font dictionary; the program itself where that cannot be said briefly:
    it is not CID-keyed, or its glyphs have hints or subroutines. ``cids``: new ones for all glyphs but the first, of
    Adobe's collection ``known`` (ordering and supplement)."""
    from fontTools.cffLib import CFFFontSet, FDSelect, PrivateDict
    from fontTools.misc.psCharStrings import T2CharString, encodeIntT2
    from fontTools.ttLib import TTFont

    fonts = CFFFontSet()
    fonts.decompile(BytesIO(program), None)
    top = fonts.topDictIndex[0]
    if not hasattr(top, "ROS") or not _mergeable(top):
        return program
    glyphs = [_split(top, name) for name in top.charset]
    if None in glyphs:
        return program
    usual = Counter(width for width, _ in glyphs).most_common(1)[0][0]
    private = PrivateDict(fonts.strings)
    private.defaultWidthX = private.nominalWidthX = usual
    for n, (width, drawing) in enumerate(glyphs):
        code = drawing if width == usual else encodeIntT2(width - usual) + drawing
        top.CharStrings.charStringsIndex[n] = T2CharString(code, None, private, top.GlobalSubrs)
    top.FDArray[0].Private = private
    del top.FDArray.items[1:]
    top.FDSelect = top.CharStrings.fdSelect = FDSelect(format=3)
    top.FDSelect.gidArray = [0] * len(glyphs)
    if cids:
        top.ROS = ("Adobe", *known)
        top.charset = top.charset[:1] + [f"cid{cid:05}" for cid in cids]
        top.CharStrings.charStrings = {name: n for n, name in enumerate(top.charset)}
    out = BytesIO()
    fonts.compile(out, TTFont(recalcBBoxes=False), isCFF2=False)
    return out.getvalue()


def _mergeable(top) -> bool:
    """Tell whether the dictionaries differ in hints and widths only."""
    dictionaries = [top.FDArray[n] for n in range(len(top.FDArray))]
    scales = {tuple(one.FontMatrix) for one in dictionaries if "FontMatrix" in one.rawDict}
    alike = len(scales) == 0 or len(scales) == 1 and all("FontMatrix" in one.rawDict for one in dictionaries)
    called = [top.GlobalSubrs, *(getattr(one.Private, "Subrs", ()) for one in dictionaries)]
    return alike and not any(map(len, called))


def _split(top, name: str) -> tuple[int, bytes] | None:
    """Return a glyph's width and its drawing without it; None if it begins with a hint, a subroutine or a fraction."""
    glyph, which = top.CharStrings.getItemAndSelector(name)
    code, operands, at = glyph.bytecode, [], 0
    while at < len(code) and (code[at] >= 32 or code[at] == 28):
        size = 3 if code[at] == 28 else 1 if code[at] < 247 else 2 if code[at] < 255 else 5
        operands.append((at, size))
        at += size
    private = top.FDArray[which or 0].Private
    if at == len(code) or code[at] not in MOVES:
        return None
    if len(operands) == MOVES[code[at]]:
        return private.defaultWidthX, code
    start, size = operands[0]
    if len(operands) != MOVES[code[at]] + 1 or size == 5:
        return None
    return private.nominalWidthX + _integer(code[start:start + size]), code[start + size:]


def _integer(code: bytes) -> int:
    first = code[0]
    if first == 28:
        return int.from_bytes(code[1:3], "big", signed=True)
    if first < 247:
        return first - 139
    return (first - 247) * 256 + code[1] + 108 if first < 251 else -(first - 251) * 256 - code[1] - 108
