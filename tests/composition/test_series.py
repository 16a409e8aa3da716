"""Parts of a table stand in their order, wherever the search put boxes of their size."""

from paiyin.composition.band import Arrangement
from paiyin.composition.boxes import Box
from paiyin.composition.corners import Corner, Placed
from paiyin.composition.fill import Filling
from paiyin.composition.leaves import Band, Leaf
from paiyin.composition.section import Section
from paiyin.composition.series import in_series


def leaf(number: int, *placed: Placed) -> Leaf:
    found = Arrangement(40, placed, Corner(), Filling((), 0, 0, 0), 0.0)
    return Leaf(number, 0, [Band(Section(None, 0), 4, found, ())])


def box(part: int, series: object) -> Box:
    return Box("table", f"part {part}", 2, 10, 10, 10, 0, 0, series=series, part=part)


def shown(leaves) -> list[str]:
    """Return what is in the boxes, page by page, from the top and the left."""
    order = [
        (leaf.number, p.line, p.column, p.box.content)
        for leaf in leaves
        for band in leaf.bands
        for p in band.arrangement.placed
    ]
    return [content for *_, content in sorted(order)]


def test_parts_change_places_over_bands_and_pages():
    one, other = object(), object()
    alone = Box("figure", "picture", 2, 10, 10, 10, 0, 0)
    leaves = [
        leaf(1, Placed(box(2, one), 0, 20, 10), Placed(box(0, one), 0, 5, 10), Placed(alone, 3, 0, 10)),
        leaf(2, Placed(box(1, one), 0, 0, 10), Placed(box(0, other), 3, 0, 10)),
    ]
    assert shown(in_series(leaves)) == ["picture", "part 0", "part 1", "part 2", "part 0"]


def test_pages_without_series_stay_as_they_are():
    leaves = [leaf(1, Placed(Box("figure", "picture", 2, 10, 10, 10, 0, 0), 0, 0, 10))]
    assert in_series(leaves) == leaves
