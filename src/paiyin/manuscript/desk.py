"""The desk: what every reader of a manuscript works with, and the one place where pieces become text."""

from collections.abc import Sequence
from pathlib import Path

from paiyin.article import Text
from paiyin.diagnostics import Diagnostics
from paiyin.manuscript.fair import FairCopy
from paiyin.manuscript.house import House
from paiyin.manuscript.normalise import Changes, normalise, normalise_words
from paiyin.manuscript.pieces import Piece, strip, to_text
from paiyin.spans import Span


class Desk:
    """One manuscript being read: its fair copy, folder, house style and language, and what was found."""

    def __init__(self, copy: FairCopy, folder: Path, house: House, diagnostics: Diagnostics, lang: str = "zh-Hans"):
        self.copy = copy
        self.base = folder.resolve()     # pictures lie in here, symbolic links followed
        self.house = house
        self.diagnostics = diagnostics
        self.lang = lang
        self.changes = Changes()

    def span(self, start: int, end: int) -> Span:
        """Return the source span of a range of the fair copy."""
        return self.copy.span(start, end)

    def say(self, code: str, start: int, end: int, **values: object) -> None:
        """Add a diagnostic about a range of the fair copy."""
        self.diagnostics.add(code, self.span(start, end), **values)

    def put_right(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Return pieces normalised, without blanks at their outer ends."""
        return strip(normalise(strip(pieces), self.house, self.lang, self.changes))

    def text(self, pieces: Sequence[Piece]) -> Text:
        """Return pieces normalised, as an Article's text."""
        return to_text(self.put_right(pieces), self.copy)

    def as_text(self, pieces: Sequence[Piece]) -> Text:
        """Return pieces that are put right already as an Article's text."""
        return to_text(pieces, self.copy)

    def words(self, text: str) -> str:
        """Return a plain string put right."""
        return normalise_words(text, self.house, self.lang)
