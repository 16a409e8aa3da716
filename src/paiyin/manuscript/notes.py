"""Footnotes: their printed numbers in the order of first reference, and their texts."""

from collections.abc import Sequence

from paiyin.article import Block, Footnote, Paragraph
from paiyin.manuscript.desk import Desk
from paiyin.manuscript.pieces import Piece
from paiyin.spans import Span


class Notes:
    """The notes of one article."""

    def __init__(self, desk: Desk, labels: frozenset[str]):
        self.desk = desk
        self.labels = labels
        self._numbers: dict[str, int] = {}
        self._count = 0
        self._texts: dict[int, Footnote] = {}
        self._defined: set[str] = set()
        self._more: list[Footnote] = []

    def reference(self, label: str, start: int, end: int) -> str | None:
        """Return the number printed for a reference, None (with a warning) if no note has that label."""
        if label not in self.labels:
            self.desk.say("M606", start, end, label=label)
            return None
        return str(self._number(label))

    def written_inline(self, pieces: Sequence[Piece], start: int, end: int) -> str:
        """Keep a note that is written inside the text; return its printed number."""
        self._count += 1
        span = self.desk.span(start, end)
        self._texts[self._count] = Footnote(str(self._count), (Paragraph(self.desk.text(pieces), span),), span)
        return str(self._count)

    def define(self, label: str, blocks: tuple[Block, ...], span: Span) -> None:
        """Keep the text of a note."""
        if label in self._defined:
            self.desk.diagnostics.add("M607", span, label=label)
        self._defined.add(label)
        self._more.append(Footnote(label, blocks, span))

    def _number(self, label: str) -> int:
        if label not in self._numbers:
            self._count += 1
            self._numbers[label] = self._count
        return self._numbers[label]

    def printed(self) -> tuple[Footnote, ...]:
        """Return the notes in the order of their numbers; those that nothing refers to come last."""
        seen: set[str] = set()
        for note in self._more:
            if note.label not in self._numbers:
                self.desk.diagnostics.add("M608", note.span, label=note.label)
            number = self._number(note.label)
            if note.label in seen:
                kept = self._texts[number]
                self._texts[number] = Footnote(kept.label, kept.blocks + note.blocks, kept.span)
            else:
                self._texts[number] = Footnote(str(number), note.blocks, note.span)
            seen.add(note.label)
        return tuple(self._texts[number] for number in sorted(self._texts))
