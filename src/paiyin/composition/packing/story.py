"""Stories: each article of an edition as one galley with its boxes, and what of it is still to be placed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from paiyin.article import Article
from paiyin.composition.boxes import Box
from paiyin.composition.galley import Row
from paiyin.composition.pins import Pin
from paiyin.composition.section import Section
from paiyin.composition.setter import Setter
from paiyin.composition.story import Collector

FAR = 10**6  # the number of paragraphs and scenes kept for each story, so that all are numbered apart


@dataclass(slots=True)
class Story:
    """An article ready for packing: its galley and boxes, and where the editor wants it. ``place`` is its place in the
    editor's order, from 0; ``page`` the page that he asks for, 0 for none."""

    place: int
    article: Article
    setter: Setter
    rows: tuple[Row, ...]
    boxes: tuple[Box, ...]
    page: int = 0
    pins: Mapping[int, Pin] = field(default_factory=dict)  # places of figures, by their numbers
    standing: list[int] = field(default_factory=list)  # the pages that it stands on, as they are made


@dataclass(frozen=True, eq=False, slots=True)
class Item:
    """A story, or what is left of one, that asks for a module: its rows from ``start`` and its boxes."""

    story: Story
    rows: tuple[Row, ...]
    start: int
    boxes: tuple[Box, ...]
    continued: bool = False

    @property
    def left(self) -> int:
        """Rows still to be placed."""
        return len(self.rows) - self.start


def whole(story: Story) -> Item:
    """Return a story as an item, nothing of it placed yet."""
    return Item(story, story.rows, 0, story.boxes)


def gather(collector: Collector, article: Article) -> tuple[tuple[Row, ...], tuple[Box, ...]]:
    """Return an article as one galley with all its boxes: the heads of its sections stand inside the columns."""
    (section,) = collector.joined([Section(None, 0), *collector.sections(article)])
    rows, boxes = section.rows, section.boxes
    while rows and rows[-1].drop:
        rows.pop()
    last = max(0, len(rows) - 1)
    numbered = tuple(_numbered(rows, collector.maker.paragraphs))
    return numbered, tuple(replace(box, anchor=min(box.anchor, last)) for box in boxes)


def _numbered(rows: Sequence[Row], number: int) -> Iterator[Row]:
    """Yield rows with their paragraphs numbered in the order in which they are read, from ``number`` + 1."""
    before = -1
    for row in rows:
        if row.line is None:
            yield row
            continue
        if row.paragraph != before:
            before, number = row.paragraph, number + 1
        yield replace(row, paragraph=number)
