"""Emphasis: which asterisks, underscores and tildes of a Markdown line open and close what.

CommonMark 0.31 section 6.2, mended for Chinese: its rules take the mark in ``**重点。**后文`` for an opening one, since
it looks for blanks between words. Here Han and full-width marks stand for blanks, and pairs of ``**`` that are left
over in a text with Han are paired in order.
"""

from dataclasses import dataclass, field
from unicodedata import category

from paiyin.manuscript.script import is_wide

STYLES = {("*", 1): "emphasis", ("*", 2): "strong", ("_", 1): "emphasis", ("_", 2): "strong", ("~", 2): "strike"}


@dataclass(eq=False, slots=True)
class Mark:
    """A run of one delimiter character; ``low`` up to ``high`` is what of it is still text."""

    char: str
    start: int
    size: int
    before: str
    after: str
    order: int = 0
    opens: list[str] = field(default_factory=list)
    closes: list[str] = field(default_factory=list)
    low: int = 0
    high: int = 0
    can_open: bool = False
    can_close: bool = False
    previous: "Mark | None" = None
    next: "Mark | None" = None

    def __post_init__(self):
        self.high = self.size
        blank_before, blank_after = _is_blank(self.before), _is_blank(self.after)
        wide_before, wide_after = is_wide(self.before or " "), is_wide(self.after or " ")
        mark_before, mark_after = _is_mark(self.before), _is_mark(self.after)
        left = not blank_after and (not mark_after or wide_after or blank_before or mark_before or wide_before)
        right = not blank_before and (not mark_before or wide_before or blank_after or mark_after or wide_after)
        self.can_open, self.can_close = left, right
        if self.char == "_":
            self.can_open = left and (not right or mark_before or wide_before)
            self.can_close = right and (not left or mark_after or wide_after)

    @property
    def left(self) -> int:
        return self.high - self.low

    @property
    def both(self) -> bool:
        return self.can_open and self.can_close


class Marks:
    """The delimiter runs of one text that may still match."""

    def __init__(self):
        self.last: Mark | None = None
        self._count = 0
        self._all: list[Mark] = []

    def add(self, mark: Mark) -> None:
        self._count += 1
        mark.order = self._count
        mark.previous = self.last
        if self.last:
            self.last.next = mark
        self.last = mark
        self._all.append(mark)

    def match(self, bottom: Mark | None = None) -> None:
        """Pair the marks after ``bottom`` and forget them."""
        floor = bottom.order if bottom else 0
        floors: dict[tuple, int] = {}
        closer = self._first_after(bottom)
        while closer:
            if not closer.can_close:
                closer = closer.next
                continue
            key = (closer.char, closer.can_open, closer.size % 3)
            opener = self._opener_of(closer, floors.get(key, floor))
            if opener:
                closer = self._pair(opener, closer)
                continue
            floors[key] = closer.previous.order if closer.previous else 0
            following = closer.next
            if not closer.can_open:
                self._remove(closer)
            closer = following
        self.last = bottom
        if bottom:
            bottom.next = None

    def _first_after(self, bottom: Mark | None) -> Mark | None:
        mark = self.last
        if mark is bottom:
            return None
        while mark and mark.previous is not bottom:
            mark = mark.previous
        return mark

    def _opener_of(self, closer: Mark, floor: int) -> Mark | None:
        opener = closer.previous
        while opener and opener.order > floor:
            if opener.char == closer.char and opener.can_open and self._fit(opener, closer):
                return opener
            opener = opener.previous
        return None

    @staticmethod
    def _fit(opener: Mark, closer: Mark) -> bool:
        if closer.char == "~":
            return opener.size == closer.size == 2
        odd = (opener.both or closer.both) and (opener.size + closer.size) % 3 == 0
        return not odd or opener.size % 3 == closer.size % 3 == 0

    def _pair(self, opener: Mark, closer: Mark) -> Mark | None:
        """Match two marks as far as they go; return the mark to go on with."""
        used = 2 if min(opener.left, closer.left) >= 2 else 1
        style = STYLES[opener.char, used]
        opener.high -= used
        closer.low += used
        opener.opens.append(style)
        closer.closes.append(style)
        opener.next, closer.previous = closer, opener
        if not opener.left:
            self._remove(opener)
        if closer.left:
            return closer
        following = closer.next
        self._remove(closer)
        return following

    def _remove(self, mark: Mark) -> None:
        if mark.previous:
            mark.previous.next = mark.next
        if mark.next:
            mark.next.previous = mark.previous
        if self.last is mark:
            self.last = mark.previous

    def pair_leftovers(self) -> None:
        """Pair the ``**`` that no rule has paired, in order; for texts with Han only."""
        opener = None
        for mark in self._all:
            if mark.char != "*" or mark.left < 2:
                continue
            if opener and not _is_blank(mark.before):
                opener.high -= 2
                mark.low += 2
                opener.opens.append("strong")
                mark.closes.append("strong")
                opener = None
            elif not _is_blank(mark.after):
                opener = mark


def _is_blank(char: str) -> bool:
    return not char or char.isspace()


def _is_mark(char: str) -> bool:
    return bool(char) and category(char)[0] in "PS"
