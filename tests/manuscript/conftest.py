"""How tests of the manuscript stage read a text that stands in the test."""

from dataclasses import dataclass
from itertools import count

import pytest

from paiyin.article import Article, Figure, Paragraph, plain
from paiyin.diagnostics import Diagnostics
from paiyin.manuscript import read_manuscript


@dataclass(frozen=True)
class Reading:
    """An article with what was said of it and the text it came from."""

    article: Article
    diagnostics: Diagnostics
    source: str

    @property
    def codes(self) -> list[str]:
        return [d.code for d in self.diagnostics]

    @property
    def blocks(self):
        return self.article.blocks

    @property
    def texts(self) -> list[str]:
        """The blocks as words: a figure as its caption in square brackets."""
        return [f"[{plain(b.caption)}]" if isinstance(b, Figure) else plain(b.text) for b in self.blocks
                if isinstance(b, Figure | Paragraph) or isinstance(getattr(b, "text", None), tuple)]

    def said(self, code: str):
        return next(d for d in self.diagnostics if d.code == code)

    def at(self, span) -> str:
        """The source characters of a span."""
        return self.source[span.start : span.end]


@pytest.fixture(scope="session")
def read(tmp_path_factory):
    """Write a text (or bytes) as a manuscript of the given name and read it."""
    folder, numbers = tmp_path_factory.mktemp("manuscripts"), count()

    def reading(text: str | bytes, name: str = "稿件.md") -> Reading:
        place = folder / str(next(numbers) % 50)
        place.mkdir(exist_ok=True)
        path = place / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        diagnostics = Diagnostics()
        article = read_manuscript(path, diagnostics)
        for found in diagnostics:       # every message can be written out, in both languages
            assert all((found.text("en"), found.text("zh"), found.severity))
            found.hint("en"), found.hint("zh")
        return Reading(article, diagnostics, text if isinstance(text, str) else "")

    return reading


@pytest.fixture(scope="session")
def read_text(read):
    """Read a plain text manuscript."""
    return lambda text: read(text, "稿件.txt")
