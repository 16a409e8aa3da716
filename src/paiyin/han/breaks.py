"""Where a paragraph breaks into lines: dynamic programming over the whole paragraph, every line count in one pass.

The cost of a line is 20, plus 40 times the cube of its widest Han gap in units of .05 em, plus what squeezing marks
and widening Han–Latin gaps costs, plus the penalty of its break, plus the change of gap from the line before. The
weights barely matter beside squeezing at all and looking at the whole paragraph; docs/lines.md has the measurements.

Guards against: lines out of the measure, a last line of one character, and texts that no ordinary rule can set (ever
wider gaps are tried, then words are torn, then a line may stand short or a rule be broken; this never fails).
"""

from dataclasses import dataclass

from paiyin.han.gaps import BARRED, EMERGENCY, TIERS, Gaps, Sums
from paiyin.han.items import Items
from paiyin.han.rules import Rules
from paiyin.units import Milli

LINE = 100.0
GAP = 40.0 / 50.0**3                    # times (gap in Milli) cubed
GROW = 1.5 / 125.0                      # per Milli of widened Han–Latin gap
GIVE = (0.2 / 500, 1.0 / 500, 2.0 / 500, 3.0 / 500, 2.0 / 500, 6.0 / 500, 120.0 / 500)  # per Milli squeezed, by tier
JUMP = 10.0 / 50.0                      # per Milli of difference from the line before
RUNT = 20_000.0
HANG = 1080.0                           # as much as a gap of .15 em: a rescue
SHORT = 3_000_000.0                     # a line that cannot be made flush
BROKEN = 30_000_000.0                   # a break that a rule bars
NARROW = 90                            # Milli of Han gap that suffices for most paragraphs
WIDEST = 1500                           # Milli of Han gap; a line that needs more stands short
HANGING = frozenset("、，。")
assert len(GIVE) == TIERS


@dataclass(frozen=True, slots=True)
class Breaks:
    """Where lines end: ``ends[k]`` is one past the last item of line ``k``. ``hung`` are the lines whose last mark
    stands outside. ``cost`` is the sum of line costs, ``worst`` the widest Han gap in Milli, ``runt`` tells of a last
    line that is too short."""

    ends: tuple[int, ...]
    cost: float = 0.0
    worst: int = 0
    hung: frozenset[int] = frozenset()
    runt: bool = False


class Breaker:
    """Breaks one paragraph to one measure."""

    def __init__(self, items: Items, gaps: Gaps, sums: Sums, measure: Milli, indent: Milli, rules: Rules):
        self.items, self.gaps, self.sums, self.rules = items, gaps, sums, rules
        self.measure = measure
        self.at = [-indent - gaps.first, *sums.width[1:]]         # where a line that starts at an item begins
        self.rescue = measure < rules.hang_below * 1000

    def ordinary(self, spread: int = 0) -> dict[int, Breaks]:
        """Return the best breaks by line count, empty if no gap that the rules allow is wide enough.

        With ``spread`` 0 only the best count is there; with 1 also one line fewer and one more where they exist.
        """
        kept: dict[int, Breaks] = {}
        if not spread and self.rules.reject and self.rules.reject[0] > NARROW:
            found = _Pass(self, NARROW, EMERGENCY, self.rescue).run(0)
            if found and _best(found).cost <= LINE * self._fewest() + GAP * NARROW**3 and not _best(found).runt:
                return found                # one wider gap alone would cost more
        for reject in self.rules.reject:
            found = _Pass(self, reject, EMERGENCY, self.rescue).run(spread)
            if found and (not kept or _best(found).cost < _best(kept).cost):
                kept = found
            if kept and (not _best(kept).runt or reject >= self.rules.runt_gap):
                break
        return kept

    def _fewest(self) -> int:
        """Return a number of lines that no setting is below: all is squeezed, and the widest blank lies at a break."""
        width = self.sums.right[-1] - self.sums.give[-2] - self.at[0]
        dropped = max((self.gaps.base[i] - self.gaps.give[i] for i in self.gaps.soft), default=0)
        return max(1, -(-width // (self.measure + dropped)))

    def tearing(self) -> dict[int, Breaks]:
        """Return the best breaks where words may be torn, empty if even so a line cannot be set."""
        usual = max(self.rules.reject, default=0)
        return (_Pass(self, usual, BARRED, self.rescue).run(0)
                or _Pass(self, max(usual, WIDEST), BARRED, self.rescue).run(0))

    def forced(self) -> dict[int, Breaks]:
        """Return the breaks that break fewest rules; there always are some."""
        return _Pass(self, WIDEST, BARRED + 1, self.rescue, forced=True).run(0)


def _best(found: dict[int, Breaks]) -> Breaks:
    return min(found.values(), key=lambda b: b.cost)


# A way to a break: cost, gap of its last line (-1: none yet), lines, that line's first item, the way to there, whether
# it hangs.
_Way = tuple[float, int, int, int, "_Way | None", bool]


class _Pass:
    """One pass over the paragraph with a limit on even gaps."""

    def __init__(self, breaker: Breaker, reject: int, limit: int, hang: bool, forced: bool = False):
        self.breaker, self.reject, self.limit, self.hang, self.forced = breaker, reject, limit, hang, forced
        self.items, self.gaps, self.sums = breaker.items, breaker.gaps, breaker.sums
        self.tiers = [(GIVE[k], sums) for k, sums in self.sums.tiers]

    def run(self, spread: int) -> dict[int, Breaks]:
        """Return the best breaks by line count, empty if none keeps the limit."""
        gaps, sums, at, last = self.gaps, self.sums, self.breaker.at, len(self.items) - 1
        give, grow, even, kinds = sums.give, sums.grow, sums.even, self.items.kind
        measure, reject, forced, reach = self.breaker.measure, self.reject, self.forced, 500 if self.hang else 0
        right, base = self._ends()
        # How far a line that ends after an item can be stretched; like all sums this only grows, but for hyphens.
        farthest = [r + g + reject * e for r, g, e in zip(sums.right, grow, even)]
        hyphens = max(gaps.hyphen.values(), default=0)
        found: list[dict[int, _Way]] = [{} for _ in range(last + 2)]
        found[0][0] = (0.0, -1, 0, 0, None, False)
        low = 0
        for a in range(last + 1):
            if not found[a]:
                continue
            ways = list(found[a].values()) if len(found[a]) == 1 else _pruned(found[a], spread and spread + 1)
            end, give_a, grow_a, even_a = measure + at[a], give[a], grow[a], even[a]
            base[last] = LINE + RUNT if a and a >= gaps.runt else LINE
            if forced:
                low = a
            else:
                least = end + grow_a + reject * even_a - hyphens
                while low < last and farthest[low] < least:
                    low += 1
            for b in range(low, last + 1):
                cost = base[b]
                if not cost:
                    continue
                slack = end - right[b]
                gap, hung = 0, False
                if slack < 0:
                    if -slack <= give[b] - give_a:
                        cost += self._squeezing(a, b, -slack)
                    elif -slack <= reach and kinds[b] and (outside := self._outside(a, b, slack + 500)):
                        (extra, gap), hung = outside, True
                        cost += extra
                    elif forced and a == b:
                        cost += SHORT - slack
                    elif sums.right[b] - give[b] > end - give_a + reach:
                        break                           # those that end later are tighter still
                    else:
                        continue
                elif slack and b != last:
                    grown = grow[b] - grow_a
                    if slack <= grown:
                        cost += GROW * slack
                    else:
                        slack -= grown
                        places = even[b] - even_a
                        if slack <= reject * places:
                            gap, each = slack // places, slack / places
                            cost += GROW * grown + GAP * each * each * each
                        elif forced:
                            cost += SHORT + slack
                        else:
                            continue
                best = found[b + 1]
                for way in ways:
                    whole, before, lines = way[0] + cost, way[1], way[2] + 1
                    if gap != before and before >= 0:
                        whole += JUMP * (gap - before if gap > before else before - gap)
                    known = best.get(lines)
                    if known is None or whole < known[0]:
                        best[lines] = (whole, gap, lines, a, way, hung)
        return self._trace(_pruned(found[-1], spread)) if found[-1] else {}

    def _ends(self) -> tuple[list[int], list[float]]:
        """Return where a line that ends after an item ends, a hyphen added, and its cost, 0 if it may not end there."""
        penalties, hyphen, limit = self.gaps.penalty, self.gaps.hyphen, self.limit
        costs = [LINE + (p if p < BARRED else BROKEN) if p < limit else 0.0 for p in penalties]
        if not hyphen:
            return self.sums.right, costs
        return [r + hyphen.get(i, 0) for i, r in enumerate(self.sums.right)], costs

    def _may_hang(self, b: int) -> bool:
        items = self.items
        return items.end[b] - items.start[b] == 1 and items.text[items.start[b]] in HANGING and items.width[b] == 500

    def _squeezing(self, a: int, b: int, need: int) -> float:
        cost = 0.0
        for price, tier in self.tiers:
            part = tier[b] - tier[a]
            if need <= part:
                break
            cost += price * part
            need -= part
        return cost + price * need

    def _outside(self, a: int, b: int, slack: int) -> tuple[float, int] | None:
        """Return (cost, even gap) of hanging a line's last mark outside the measure, None if that does not help."""
        sums = self.sums
        if slack < 0 or b == a or not self._may_hang(b):
            return None                     # a line that needs squeezing as well takes the mark in
        if b == len(self.items) - 1:
            return HANG, 0
        grown = min(slack, sums.grow[b] - sums.grow[a])
        places, slack = sums.even[b] - sums.even[a], slack - grown
        if slack and (not places or slack > self.reject * places):
            return None
        gap = slack / places if slack else 0
        return HANG + GROW * grown + GAP * gap**3, int(gap)

    def _trace(self, ways: list[_Way]) -> dict[int, Breaks]:
        found, n = {}, len(self.items)
        for way in ways:
            ends, hung, worst, end, step = [], [], 0, n, way
            while step[4] is not None:
                ends.append(end)
                worst = max(worst, step[1])
                if step[5]:
                    hung.append(step[2] - 1)
                end, step = step[3], step[4]
            runt = len(ends) > 1 and ends[1] >= self.gaps.runt
            found[way[2]] = Breaks(tuple(reversed(ends)), way[0], worst, frozenset(hung), runt)
        return found


def _pruned(best: dict[int, _Way], spread: int) -> list[_Way]:
    count = min(best, key=lambda c: (best[c][0], c))
    return [best[c] for c in sorted(best) if abs(c - count) <= spread]
