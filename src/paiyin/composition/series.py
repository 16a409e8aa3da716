"""Parts of one table or one piece of code, which are boxes of one size, stand in their order over all pages.

The search places boxes by their size; a later part may come to stand before an earlier one. Then they change places.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from paiyin.composition.leaves import Leaf


def in_series(leaves: Sequence[Leaf]) -> list[Leaf]:
    """Return leaves in which the parts of every series follow one another, page by page, from the top and the left."""
    places: dict[int, list[tuple]] = defaultdict(list)
    for n, leaf in enumerate(leaves):
        for m, band in enumerate(leaf.bands):
            for k, p in enumerate(band.arrangement.placed):
                if p.box.series is not None:
                    where = n, band.line + p.line, band.column + p.column
                    places[id(p.box.series)].append((where, (n, m, k), p.box))
    changed = {}
    for found in places.values():
        found.sort(key=lambda one: one[0])
        parts = sorted((box for *_, box in found), key=lambda box: box.part)
        changed |= {at: box for (_, at, _), box in zip(found, parts)}
    return [
        replace(leaf, bands=[_with(band, n, m, changed) for m, band in enumerate(leaf.bands)])
        for n, leaf in enumerate(leaves)
    ]


def _with(band, n: int, m: int, changed: dict):
    placed = band.arrangement.placed
    if not any((n, m, k) in changed for k in range(len(placed))):
        return band
    new = tuple(p._replace(box=changed.get((n, m, k), p.box)) for k, p in enumerate(placed))
    return replace(band, arrangement=replace(band.arrangement, placed=new))
