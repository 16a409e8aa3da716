"""Where a thing stands in the source: the file, and a range of its characters."""

from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` up to ``end`` of ``file``.

    Offsets count Unicode code points of the file as decoded, a byte order mark left out, newlines as they stand.
    """

    file: str
    start: int
    end: int

    def to(self, other: "Span") -> "Span":
        """Return the span from the start of this one to the end of the other (same file)."""
        return Span(self.file, self.start, max(self.end, other.end))


@dataclass(frozen=True)
class Source:
    """A file as read: its name for messages and its decoded text, newlines untranslated."""

    file: str
    text: str
    encoding: str = "utf-8"
    _starts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self):
        starts = [0]
        text = self.text
        for i, c in enumerate(text):
            if c == "\n" or c == "\r" and text[i + 1 : i + 2] != "\n":
                starts.append(i + 1)
        object.__setattr__(self, "_starts", starts)

    def line_of(self, offset: int) -> int:
        """Return the line number, from 1, of a character offset."""
        return bisect_right(self._starts, offset)

    def column_of(self, offset: int) -> int:
        """Return the column, from 1, of a character offset."""
        return offset - self._starts[self.line_of(offset) - 1] + 1

    def line_text(self, line: int) -> str:
        """Return the text of a line (from 1) without its newline."""
        end = self._starts[line] if line < len(self._starts) else len(self.text)
        return self.text[self._starts[line - 1] : end].rstrip("\r\n")

    def span(self, start: int, end: int) -> Span:
        return Span(self.file, start, end)
