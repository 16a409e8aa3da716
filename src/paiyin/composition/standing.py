"""What came to stand on pages: which boxes found a place, and which charts of our own found one that is none."""

from collections.abc import Sequence
from dataclasses import replace

from paiyin.article import Chart
from paiyin.composition.boxes import Box
from paiyin.composition.leaves import Leaf
from paiyin.composition.section import Section


def without(sections: Sequence[Section], charts: Sequence[Chart]) -> list[Section]:
    """Return sections without some charts."""
    return [replace(s, boxes=[b for b in s.boxes if not any(b.content is chart for chart in charts)]) for s in sections]


def stranded(leaves: Sequence[Leaf], columns: int) -> tuple[Chart, ...]:
    """Return the charts that nobody asked for and that came to stand without text beside them, over less than all
    columns."""
    bare = [band for leaf in leaves for band in leaf.bands if not band.arrangement.filling.parts]
    placed = [p.box for band in bare for p in band.arrangement.placed]
    return tuple(b.content for b in placed if b.chosen and b.columns < columns)


def stands(box: Box, leaves: Sequence[Leaf]) -> bool:
    """Tell whether a box stands on one of the pages."""
    return any(p.box.content is box.content for leaf in leaves for band in leaf.bands for p in band.arrangement.placed)
