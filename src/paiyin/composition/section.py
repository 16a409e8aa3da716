"""A section of a story: its head, one galley of rows, and the boxes that it mentions."""

from dataclasses import dataclass, field

from paiyin.article import Text
from paiyin.composition.boxes import Box
from paiyin.composition.galley import Row


@dataclass(slots=True)
class Section:
    """A section of the story. ``head`` is None where the text starts without one."""

    head: Text | None
    level: int
    rows: list[Row] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
