"""A strip: the text of one Markdown block as the inline reader takes it, and what that reader hands back."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from paiyin.manuscript.links import Target
from paiyin.manuscript.pieces import Piece


@dataclass(frozen=True)
class Strip:
    """The text of one block, its lines joined by "\\n", with the place of each line in the fair copy."""

    text: str
    lines: tuple[int, ...]      # where each line begins in ``text``
    places: tuple[int, ...]     # and in the fair copy

    @classmethod
    def of(cls, lines: Sequence[tuple[str, int]]) -> "Strip":
        begins, length = [], 0
        for text, _ in lines:
            begins.append(length)
            length += len(text) + 1
        return cls("\n".join(text for text, _ in lines), tuple(begins), tuple(place for _, place in lines))

    def at(self, offset: int) -> int:
        line = bisect_right(self.lines, offset) - 1
        return self.places[line] + offset - self.lines[line]

    def end(self, offset: int) -> int:
        """Return the place just after the character before an offset."""
        return self.at(offset - 1) + 1 if offset else self.at(0)

    def rest(self, offset: int) -> "Strip":
        """Return the strip from an offset on."""
        line = bisect_right(self.lines, offset) - 1
        return Strip(self.text[offset:], (0, *(begin - offset for begin in self.lines[line + 1 :])),
                     (self.at(offset), *self.places[line + 1 :]))


@dataclass(frozen=True)
class InlinePicture:
    """A picture inside text: its caption, its target, and where it stands in the fair copy."""

    caption: tuple[Piece, ...]
    target: Target
    attributes: str
    attributes_at: int
    start: int
    end: int


@dataclass(frozen=True)
class Inline:
    """What was read: the text, its pictures, the notes written in it, and links that were not taken."""

    pieces: list[Piece]
    pictures: list[InlinePicture]
    refused: list[tuple[str, int, int]]


@dataclass(frozen=True)
class Surroundings:
    """What the rest of the manuscript offers to a paragraph: link targets, and the printed labels of notes."""

    targets: Mapping[str, Target]
    note_label: Callable[[str, int, int], str | None]       # label and place -> what is printed, None if unknown
    inline_note: Callable[[list[Piece], int, int], str]     # text and place of a note -> what is printed
