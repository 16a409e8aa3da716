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

LINE = 20.0
GAP = 40.0 / 50.0**3                    # times (gap in Milli) cubed
GROW = 1.5 / 125.0                      # per Milli of widened Han–Latin gap
GIVE = (0.2 / 500, 1.0 / 500, 2.0 / 500, 3.0 / 500, 2.0 / 500, 6.0 / 500)      # per Milli squeezed, by tier
JUMP = 10.0 / 50.0                      # per Milli of difference from the line before
RUNT = 20_000.0
HANG = 1080.0                           # as much as a gap of .15 em: a rescue
SHORT = 3_000_000.0                     # a line that cannot be made flush
BROKEN = 30_000_000.0                   # a break that a rule bars
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
        for reject in self.rules.reject:
            found = _Pass(self, reject, EMERGENCY, self.rescue).run(spread)
            if found and (not kept or _best(found).cost < _best(kept).cost):
                kept = found
            if kept and (not _best(kept).runt or reject >= self.rules.runt_gap):
                break
        return kept

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


# A way to a break: cost, gap of its last line, lines, index of that line's start, the way to there, whether it hangs.
_Way = tuple[float, int, int, int, "_Way | None", bool]


class _Pass:
    """One pass over the paragraph with a limit on even gaps."""

    def __init__(self, breaker: Breaker, reject: int, limit: int, hang: bool, forced: bool = False):
        self.breaker, self.reject, self.limit, self.hang, self.forced = breaker, reject, limit, hang, forced
        self.items, self.gaps, self.sums = breaker.items, breaker.gaps, breaker.sums
        self.tiers = [(GIVE[k], sums) for k, sums in self.sums.tiers]

    def run(self, spread: int) -> dict[int, Breaks]:
        """Return the best breaks by line count, empty if none keeps the limit."""
        n, at = len(self.items), self.breaker.at
        right, give, grow, even = self.sums.right, self.sums.give, self.sums.grow, self.sums.even
        hyphen, measure, reject = self.gaps.hyphen, self.breaker.measure, self.reject
        forced, limit, last = self.forced, self.limit, n - 1
        reach, kinds = 500 if self.hang else 0, self.items.kind
        starts, ways, low = [0], [[(0.0, 0, 0, -1, None, False)]], 0
        for b, penalty in enumerate(self.gaps.penalty):
            if penalty >= limit:
                continue
            room = measure - right[b]
            if hyphen and b in hyphen:
                room -= hyphen[b]
            hang = 500 if reach and kinds[b] and self._may_hang(b) else 0
            while low < len(starts) and room + at[starts[low]] + give[b] - give[starts[low]] + reach < 0 and (
                    not forced or starts[low] < b):
                low += 1
            if low == len(starts):
                return {}
            best: dict[int, _Way] = {}
            base = LINE if b == last else LINE + (penalty if penalty < BARRED else BROKEN)
            for k in range(low, len(starts)):
                a = starts[k]
                slack = room + at[a]
                cost, gap, hung = base, 0, False
                if slack < 0:
                    if -slack <= give[b] - give[a]:
                        cost += self._squeezing(a, b, -slack)
                    elif hang and (outside := self._outside(a, b, slack + hang)):
                        (extra, gap), hung = outside, True
                        cost += extra
                    elif forced and a == b:
                        cost += SHORT - slack
                    else:
                        continue
                elif slack and b != last:
                    grown = grow[b] - grow[a]
                    if slack <= grown:
                        cost += GROW * slack
                    else:
                        slack -= grown
                        places = even[b] - even[a]
                        if slack <= reject * places:
                            gap = slack // places
                            cost += GROW * grown + GAP * (slack / places) ** 3
                        elif forced:
                            cost += SHORT + slack
                        else:
                            break                       # those that start later are looser still
                if b == last and a >= self.gaps.runt and a:
                    cost += RUNT
                for way in ways[k]:
                    lines = way[2]
                    whole = way[0] + cost + (JUMP * abs(gap - way[1]) if lines else 0)
                    known = best.get(lines + 1)
                    if known is None or whole < known[0]:
                        best[lines + 1] = (whole, gap, lines + 1, k, way, hung)
            if best:
                starts.append(b + 1)
                ways.append(list(best.values()) if len(best) == 1 else _pruned(best, spread + (spread and b != last)))
        return self._trace(starts, ways) if starts[-1] == n else {}

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
        if slack < 0 or b == a:
            return None                     # a line that needs squeezing as well takes the mark in
        if b == len(self.items) - 1:
            return HANG, 0
        grown = min(slack, sums.grow[b] - sums.grow[a])
        places, slack = sums.even[b] - sums.even[a], slack - grown
        if slack and (not places or slack > self.reject * places):
            return None
        gap = slack / places if slack else 0
        return HANG + GROW * grown + GAP * gap**3, int(gap)

    def _trace(self, starts: list[int], ways: list[list[_Way]]) -> dict[int, Breaks]:
        found, n = {}, len(self.items)
        for way in ways[-1]:
            ends, hung, worst, at, step = [], [], 0, n, way
            while step[4] is not None:
                ends.append(at)
                worst = max(worst, step[1])
                if step[5]:
                    hung.append(step[2] - 1)
                at, step = starts[step[3]], step[4]
            runt = len(ends) > 1 and ends[1] >= self.gaps.runt
            found[way[2]] = Breaks(tuple(reversed(ends)), way[0], worst, frozenset(hung), runt)
        return found


def _pruned(best: dict[int, _Way], spread: int) -> list[_Way]:
    count = min(best, key=lambda c: (best[c][0], c))
    return [best[c] for c in sorted(best) if abs(c - count) <= spread]
