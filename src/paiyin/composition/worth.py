"""What stacks of bands are worth while pages are searched: their scores, and what is to be feared of them.

Guards against: stacks that look cheap only because what they leave white, out or unpinned is not counted yet.
"""

from paiyin.composition.leaves import MORE_SEPARATION
from paiyin.composition.pinrows import cramped
from paiyin.composition.stack import Stack
from paiyin.composition.weights import Weights

SEPARATION = 2  # lines between two bands: a blank and the next one's rule
LEAST_TEXT = 6  # lines of text under a section head at a page foot
LEAST_NEXT = LEAST_TEXT + 7  # and of the head, about


class Worth:
    """Judges stacks on pages of so many ``lines``; ``wanted`` pages are to be filled (None: as many as come) by a story
    of so many ``sections``."""

    def __init__(self, lines: int, weights: Weights, wanted: int | None, sections: int):
        self.lines, self.weights, self.wanted, self.sections = lines, weights, wanted, sections

    def promise(self, stack: Stack) -> tuple[float, int, int]:
        """Return what a stack is worth, pages too many and white where nothing more can follow among it; a strip that
        was told of and does not stand yet costs the more the less is left of the story."""
        over = max(0, stack.page - self.wanted) if self.wanted else 0
        cost = stack.cost + over * self.weights["feet", "more_pages"]
        at, count = stack.rest.at, self.sections
        waiting = sum((at + 1 - s.anchor) / (count - s.anchor) for s in stack.strips if s.anchor <= at)
        cost += self.weights["boxes", "left_out"] * waiting
        cost += self.weights["boxes", "pin"] * cramped(stack.rest.boxes, self.lines - stack.line)
        left = self.lines - stack.line + SEPARATION
        if not stack.rest.rows_left and left < SEPARATION + LEAST_NEXT and at < count - 1:
            cost += self.white(left, MORE_SEPARATION * stack.gaps, False)
        return cost, stack.page, stack.line

    def final(self, stack: Stack) -> tuple[float, int]:
        """Return what a finished stack is worth."""
        white = self.lines - (stack.band.foot if stack.band is not None and not stack.empty else stack.line)
        spread = MORE_SEPARATION * stack.gaps if self.full(stack) else 0
        price = self.white(max(0, white), spread, not self.full(stack))
        more = self.weights["feet", "more_pages"] * (max(0, stack.page - self.wanted) if self.wanted else stack.page)
        return stack.cost + more + price + self.weights["boxes", "left_out"] * len(stack.strips), stack.page

    def full(self, stack: Stack) -> bool:
        return self.wanted is not None and stack.page >= self.wanted

    def white(self, left: int, spread: int, free: bool) -> float:
        """Return the price of lines left at a page's foot, some of which may be spread over the gaps between bands."""
        if free:
            return self.weights["feet", "last_page"] * left
        return self.weights["heads", "lower"] * left if left <= spread else self.weights["feet", "page"] * left
