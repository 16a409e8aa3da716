"""Searches for bands, each made once: stacks and recipes ask the same of a section again and again."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from paiyin.composition import band as bands
from paiyin.composition.arrangement import Arrangement
from paiyin.composition.boxes import Box
from paiyin.composition.corners import Corner
from paiyin.composition.heads import Head
from paiyin.composition.stack import Offer, Rest
from paiyin.composition.weights import Weights

OFFERS = 5  # parts with different ends that are followed
MOST_KNOWN = 4000  # searches that are remembered

Corners = Sequence[tuple[Head | None, Corner]]  # the heads that a section may have, each with its corner


class Searches:
    """Searches over pages of so many columns and lines, and what came of them."""

    def __init__(self, columns: int, lines: int, weights: Weights):
        self.columns, self.lines, self.weights = columns, lines, weights
        self._known: dict[tuple, tuple[object, object]] = {}

    def forget(self) -> None:
        """Let go of what is known when it has become much."""
        if len(self._known) > MOST_KNOWN:
            self._known.clear()

    def improved(self, rest: Rest, offer: "Offer") -> Arrangement:
        if offer.one.score < self.weights["search", "good"] * (1 if offer.foot else 4):
            return offer.one
        key = "improved", id(offer.one), 0
        if key not in self._known:
            better = bands.improved(offer.one, rest.rows, rest.start, offer.boxes, self.columns, self.weights)
            self._known[key] = offer.one, better
        return self._known[key][1]

    def whole(self, rest: Rest, corners: Corners, boxes: tuple[Box, ...]) -> dict[int, Arrangement]:
        """Return the best whole band of each height."""
        found = dict(self._once(bands.table, rest, corners[0][1], boxes, self.lines))
        if len(corners) > 1 and (not found or min(a.score for a in found.values()) >= self.weights["search", "good"]):
            cost = self.weights["heads", "other_span"]
            for _, corner in corners[1:]:
                for height, one in self._once(bands.table, rest, corner, boxes, self.lines).items():
                    if height not in found or one.score + cost < found[height].score:
                        found[height] = replace(one, score=one.score + cost)
        return found

    def part(
        self, rest: Rest, corners: Corners, boxes: tuple[Box, ...], height: int, least_left: int = 5
    ) -> list[Arrangement]:
        found: list[Arrangement] = []
        for n, (_, corner) in enumerate(corners):
            if n and found:
                break
            found = self._once(bands.parts, rest, corner, boxes, height, least_left, OFFERS)
        return found

    def _once(self, search: Callable, rest: Rest, corner: Corner, boxes: tuple[Box, ...], *limits: int):
        """Search once for the same section, boxes and limits: other stacks ask the same."""
        boxes = tuple(b if b.fixed else replace(b, wish=(b.least + b.most) // 2) for b in boxes)
        key = search, id(rest.rows), rest.start, corner, boxes, limits
        if key not in self._known:  # the rows are kept beside the answer, so that their id stays theirs
            found = search(rest.rows, rest.start, corner, boxes, self.columns, *limits, self.weights)
            self._known[key] = rest.rows, found
        return self._known[key][1]
