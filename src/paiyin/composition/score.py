"""What a page's score is made of: the prices of its bands, told apart, for ``build.json`` and for who tunes weights."""

from collections.abc import Mapping

from paiyin.composition.band import interrupted, parting
from paiyin.composition.corners import spots_score
from paiyin.composition.leaves import Band, Leaf
from paiyin.composition.weights import Weights


def of_band(band: Band, columns: int, weights: Weights) -> dict[str, float]:
    """Return the parts of a band's score by name; they sum to ``band.arrangement.score``."""
    found, filling = band.arrangement, band.arrangement.filling
    kinds = [p.box.kind for p in found.placed]
    parts = {
        "places": spots_score(found.spots, kinds, weights) if found.spots else 0.0,
        "heights": weights["boxes", "stretch"] * sum(abs(p.lines - p.box.wish) for p in found.placed),
        "cuts": filling.penalty,
        "spare": weights["feet", "spare"] * filling.spare,
        "around boxes": interrupted(band.rows, filling, found.placed, columns, weights),
        "overleaf": parting(band.rows, filling.end, weights),
    }
    rest = found.score - sum(parts.values())
    if abs(rest) > 1e-6:
        parts["air, reserve, late boxes"] = rest
    return {name: round(price, 1) for name, price in parts.items() if price}


def of_page(leaf: Leaf, last: bool, columns: int, weights: Weights) -> Mapping[str, float]:
    """Return the parts of a page's score by name, and their sum as "score"."""
    total: dict[str, float] = {}
    for band in leaf.bands:
        for name, price in of_band(band, columns, weights).items():
            total[name] = round(total.get(name, 0.0) + price, 1)
    if leaf.white:
        total["white foot"] = round(weights["feet", "last_page" if last else "page"] * leaf.white, 1)
    return {**total, "score": round(sum(total.values()), 1)}
