"""A section of a story: its head, one galley of rows, and the boxes that it mentions."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from paiyin.article import Text
from paiyin.composition.boxes import Box
from paiyin.composition.galley import Row

if TYPE_CHECKING:
    from paiyin.composition.upright import Upright


@dataclass(slots=True)
class Section:
    """A section of the story. ``head`` is None where the text starts without one; ``upright`` is the story's own
    headline where it is set downwards beside this section. ``quoted`` are the sentences that the story's own pull
    quotes have already."""

    head: Text | None
    level: int
    rows: list[Row] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    upright: "Upright | None" = None
    quoted: frozenset[str] = frozenset()
