"""How large a chart is: whole columns by whole lines of the page grid, from its content alone.

Widths of words are estimated here, on the safe side, so that a height needs no font: a page can be planned before
any font file is opened, and a fallback font never changes a layout.
"""

from dataclasses import dataclass

from paiyin.units import Pt


@dataclass(frozen=True, slots=True)
class Grid:
    """The page grid: body size and line step in points, measure and gutter in em of the body."""

    body: float
    step: float
    measure: float
    gutter: float

    def width(self, columns: int) -> Pt:
        """Return the width of some columns with the gutters between them."""
        return Pt(self.body * (self.measure * columns + self.gutter * (columns - 1)))

    def height(self, lines: int) -> Pt:
        """Return the height of a frame of some lines: from the top of the first em box to the foot of the last."""
        return Pt(lines * self.step - (self.step - self.body))

    def top(self, line: float) -> float:
        """Return the top of the em box of a line."""
        return line * self.step

    def baseline(self, line: float) -> float:
        """Return the baseline of a line: 0.88 em below the top of its em box (the ascent of CJK faces)."""
        return line * self.step + 0.88 * self.body


def estimate(text: str, size: float, bold: bool = False) -> float:
    """Return a width in points that text does not exceed in the house's sans: Han 1 em, narrow signs less."""
    narrow = 0.6 if bold else 0.56
    wide = 0.95 if bold else 0.9
    width = 0.0
    for i, char in enumerate(text):
        if not char.isascii():
            width += 1.0
            width += 0.125 * (i > 0 and text[i - 1].isalnum() and text[i - 1].isascii())
        elif char.isdigit() or char in " .,:;-+'()[]/|!il1":
            width += narrow
        else:
            width += wide if char.isupper() or char in "mwMW@%&" else 0.65
        width += 0.125 * (char.isascii() and char.isalnum() and i > 0 and not text[i - 1].isascii())
    return width * size


_NEVER_FIRST = frozenset("，。、；：！？）》〉】”’」』％%·…—,.;:!?)]}个名人元的了")
_NEVER_LAST = frozenset("（《〈【“‘「『([{")


def wrap(text: str, size: float, width: float, most: int, bold: bool = False) -> tuple[tuple[str, ...], bool]:
    """Return text as lines of at most ``width`` points, and whether it had to be cut to ``most`` lines.

    No closing mark opens a line and no opening mark ends one; a run of digits or Latin letters stays whole if it fits.
    """
    lines, rest = [], text.strip()
    while rest and len(lines) < most:
        end = _fitting(rest, size, width, bold)
        if end < len(rest):
            if len(lines) == most - 1:
                end = _fitting(rest, size, width - size, bold)
                return (*lines, rest[:end].rstrip("，、；：“‘（《 ") + "…"), True
            end = _good_break(rest, end)
        lines.append(rest[:end].strip())
        rest = rest[end:].strip()
    return tuple(lines), bool(rest)


def even(text: str, size: float, width: float, most: int) -> tuple[tuple[str, ...], bool]:
    """Return text wrapped as ``wrap`` does, its lines of like length, so that none holds a single character."""
    lines, cut = wrap(text, size, width, most)
    if cut or len(lines) < 2:
        return lines, cut
    narrow = max(estimate(text, size) / len(lines) + size * 0.6, size * 2)
    again, cut_again = wrap(text, size, min(width, narrow), most)
    return (lines, cut) if cut_again or len(again) > len(lines) else (again, False)


def _fitting(text: str, size: float, width: float, bold: bool) -> int:
    """Return how many characters fit, at least one."""
    low = 1
    most = min(len(text), max(1, int(width / (size * 0.5))) + 1)
    while low < most and estimate(text[:low + 1], size, bold) <= width:
        low += 1
    return low


def _good_break(text: str, end: int) -> int:
    for at in range(end, max(end // 2, 1) - 1, -1):
        inside = text[at - 1].isascii() and text[at].isascii() and text[at - 1].isalnum() and text[at].isalnum()
        if not inside and text[at] not in _NEVER_FIRST and text[at - 1] not in _NEVER_LAST:
            return at
    return end
