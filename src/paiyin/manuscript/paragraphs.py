"""Paragraphs of a plain text: which of its lines belong together, and how far each stands from the one before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low
from unicodedata import east_asian_width

from paiyin.manuscript.head import ends_sentence
from paiyin.manuscript.pieces import BLANKS, Piece, join_lines
from paiyin.manuscript.script import HAN

INDENT = re.compile("(?:\u3000| {2}|\t|\u2003)")
# Marks with a blank after them; or without one before Han, unless it is a tag: #话题#, #话题 说了什么。
HEADING = re.compile(f"(?P<marks>[#＃]{{1,6}})(?:[ \u3000\t]+(?=\\S)|(?=[{HAN}“《（][^#＃\n。！？]{{0,39}}$))")
NUMBERED = re.compile(
    f"(?P<one>第[一二三四五六七八九十百零〇0-9]{{1,4}}[章节節部分篇][ \u3000、：:]?|[一二三四五六七八九十]{{1,3}}[、．.] ?)|"
    f"(?P<two>[（(][一二三四五六七八九十]{{1,3}}[）)])|(?P<three>[0-9]{{1,2}}(?:[、．]|[.] ?(?=[{HAN}])))")
WRAP_MAX = 84           # widest line, in half bodies, that a hard-wrapped text has
WRAP_SLACK = 10         # half bodies by which its full lines may differ (marks and words carried over)
WRAP_SHARE = 0.7        # share of the inner lines that are full in a hard-wrapped text
ENDING_SHARE = 0.5      # share of them that end a sentence where each line is a paragraph after all


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its outer blanks: ``start`` is its place in the fair copy, ``blank`` the empty lines before."""

    text: str
    start: int
    blank: int
    indented: bool

    @property
    def width(self) -> int:
        """Width in half bodies, counted no farther than matters here."""
        return sum(2 if east_asian_width(char) in "WFA" else 1 for char in self.text[: WRAP_MAX + 1])


@dataclass(frozen=True, slots=True)
class Stretch:
    """The lines of one paragraph, heading or caption."""

    lines: tuple[Line, ...]

    @property
    def blank(self) -> int:
        return self.lines[0].blank

    @property
    def start(self) -> int:
        return self.lines[0].start

    @property
    def end(self) -> int:
        return self.lines[-1].start + len(self.lines[-1].text)

    @property
    def text(self) -> str:
        """The characters, lines joined; of a one-line paragraph the line itself."""
        return self.lines[0].text if len(self.lines) == 1 else "".join(piece.text for piece in self.pieces())

    def pieces(self) -> list[Piece]:
        return join_lines((line.text, line.start) for line in self.lines)


def lines_of(text: str, start: int) -> list[Line]:
    """Return the lines of a fair copy from ``start`` on that are not blank."""
    lines, blank, place = [], 0, start
    for raw in text[start:].split("\n"):
        stripped = raw.strip(BLANKS)
        if stripped:
            lead = len(raw) - len(raw.lstrip(BLANKS))
            lines.append(Line(stripped, place + lead, blank, INDENT.match(raw) is not None))
            blank = 0
        else:
            blank += 1
        place += len(raw) + 1
    return lines


def stretches_of(lines: Sequence[Line]) -> tuple[list[Stretch], bool]:
    """Return the paragraphs, and whether lines were joined because the text is hard-wrapped."""
    width = wrapped_width(lines)
    stretches: list[list[Line]] = []
    for line in lines:
        before = stretches[-1][-1] if stretches else None
        if before is not None and width and _continues(before, line, width):
            stretches[-1].append(line)
        else:
            stretches.append([line])
    return [Stretch(tuple(found)) for found in stretches], bool(width)


def wrapped_width(lines: Sequence[Line]) -> int:
    """Return the width of a hard-wrapped text's lines in half bodies, 0 if each line is a paragraph.

    It is hard-wrapped if the lines that another follows directly are nearly all of one width, and do not end where
    sentences end.
    """
    inner = [line for line, after in pairwise(lines)
             if not (after.blank or after.indented or HEADING.match(line.text) or HEADING.match(after.text))]
    if len(inner) < 2 and not (inner and 20 <= inner[0].width):
        return 0
    widths = [line.width for line in inner]
    full = median_low(widths)
    if full > WRAP_MAX or full < 20 or max(line.width for line in lines) > full + WRAP_SLACK:
        return 0
    if sum(abs(width - full) <= WRAP_SLACK for width in widths) < WRAP_SHARE * len(widths):
        return 0
    if sum(ends_sentence(line.text) for line in inner) > ENDING_SHARE * len(inner):
        return 0
    return full


def _continues(before: Line, line: Line, width: int) -> bool:
    if line.blank or line.indented or HEADING.match(line.text) or HEADING.match(before.text):
        return False
    return before.width >= width - WRAP_SLACK


def usual_blank(stretches: Sequence[Stretch]) -> int:
    """Return how many empty lines usually stand between paragraphs (the median); headings are left out."""
    plain = [not HEADING.match(stretch.text) for stretch in stretches]
    blanks = [after.blank for i, after in enumerate(stretches[1:]) if plain[i] and plain[i + 1]]
    return median_low(blanks) if blanks else 0
