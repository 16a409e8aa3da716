"""From the items of one line to its segments: as few as positions allow, since each may cost the painter an element.

A mark that keeps its blank is painted as the full-width glyph inside the text around it; one that lost it comes from
the half-width companion of its face. A stretch of one tracking is one segment.
"""

from bisect import bisect_left
from dataclasses import dataclass, replace

from paiyin.han.classes import Kind, is_han
from paiyin.han.gaps import Gaps, Sums
from paiyin.han.items import HALF, LOOSE, Face, Items
from paiyin.han.line import Segment
from paiyin.han.rules import BLANK_RIGHT
from paiyin.units import Milli


_LONGEST = 400              # characters that are shaped again as one text
_BLANK_KEEPERS = {(Kind.HAN, Kind.HAN), (Kind.WESTERN, Kind.WESTERN)}


def shaped_together(before: str, char: str) -> bool:
    """Tell whether a character falls into one run of a shaper with the text before it: runs are parted where the script
    changes, and what has none (ー) goes with what stands before it."""
    script = _script(char)
    return not script or script == next(filter(None, map(_script, reversed(before))), script)


def _script(char: str) -> str:
    if "\u3041" <= char <= "\u309f":
        return "hiragana"
    if "\u30a1" <= char <= "\u30fa":
        return "katakana"
    return "han" if is_han(char) else ""


class Spacing:
    """The gaps of the line of items ``a`` to ``b``, with what justification changed.

    ``change`` is the gain of a gap with a base; even stretching adds ``gap`` to every place that takes it, one Milli
    more to the first ``more``. ``edges`` are the parts of divided words at the line's ends as shaped anew: by their
    first item the text, its width and the last item.
    """

    def __init__(self, gaps: Gaps, sums: Sums, a: int, b: int):
        self.gaps, self.even, self.a, self.b = gaps, sums.even, a, b
        self.soft = gaps.soft[bisect_left(gaps.soft, a):bisect_left(gaps.soft, b)]
        self.change: dict[int, int] = {}
        self.edges: dict[int, tuple[str, int, int]] = {}
        self.gap = self.more = 0

    def stretch(self, slack: int, widest: int = 0) -> int:
        """Spread ``slack`` evenly; return what is left if there is no place, or if it were wider than ``widest``."""
        places = self.even[self.b] - self.even[self.a]
        if not places or widest and slack > widest * places:
            return slack
        self.gap, self.more = divmod(slack, places)
        return 0

    def track(self, i: int) -> int:
        """Return what even stretching adds to gap ``i``."""
        if not (self.gap or self.more) or not self.gaps.even[i] or i >= self.b:
            return 0
        return self.gap + (self.even[i] - self.even[self.a] < self.more)

    def space(self, i: int) -> int:
        """Return the width of gap ``i`` in this line."""
        return self.gaps.base[i] + self.change.get(i, 0) + self.track(i) if i < self.b else 0


def segments_of(items: Items, spacing: Spacing, a: int, end: int, lead: int) -> tuple[tuple[Segment, ...], int]:
    """Return the segments of a line and their width, the last track left out."""
    builder = _Builder(items, spacing, lead)
    i = a
    while i < end:
        until = items.until[i]
        if until > i + 1:
            until = min(until, end)
            builder.han(i, until)
        elif items.kind[i] == Kind.WESTERN:
            until = builder.word(i)
        else:
            builder.mark(i)
        i = until
    builder.close()
    owed = builder.lead + builder.out[-1].track
    if owed:                    # kerning inside the last segment: it moves to the right as a whole
        builder.out[-1] = replace(builder.out[-1], lead=Milli(builder.out[-1].lead + owed))
    return tuple(builder.out), builder.width + builder.lead


@dataclass(slots=True)
class _Open:
    """A segment under construction."""

    face: Face
    span: int
    half: bool
    western: bool
    track: int
    lead: int
    start: int
    end: int = 0
    text: str = ""
    width: int = 0
    count: int = 0


class _Builder:
    """Appends items to segments; ``lead`` is the blank that waits for the next one, ``width`` what is out already."""

    def __init__(self, items: Items, spacing: Spacing, lead: int):
        self.items, self.spacing, self.lead = items, spacing, lead
        self.width = self.owed = 0
        self.out: list[Segment] = []
        self.open: _Open | None = None

    def han(self, i: int, end: int) -> None:
        """Append plain Han; the gaps of the first of them may be a Milli wider than those of the rest."""
        items, spacing = self.items, self.spacing
        if not spacing.gap and not spacing.more:
            text = items.text[items.start[i]:items.end[end - 1]]
            self._put(i, text, items.width[i] * (end - i), end - i, 0, False)
            self._gap(spacing.space(end - 1))
            return
        while i < end:
            ordinal = spacing.even[i] - spacing.even[spacing.a]
            stop = end if ordinal >= spacing.more else min(end, i + spacing.more - ordinal)
            text = items.text[items.start[i]:items.end[stop - 1]]
            self._put(i, text, items.width[i] * (stop - i), stop - i, spacing.track(i), False)
            self._gap(spacing.space(stop - 1))
            i = stop

    def mark(self, i: int) -> None:
        """Append one item that is neither plain Han nor a word."""
        items, spacing = self.items, self.spacing
        kind, width, text = items.kind[i], items.width[i], items.glyphs(i)
        half, single = bool(items.flags[i] & HALF), len(text) == 1
        after = spacing.space(i)
        if half and single and items.face[i].width(text, items.lang) == 1000:
            if kind == Kind.OPEN and self._has_blank_before(i, width):
                self.lead -= width
                width, half = 2 * width, False
            elif kind in BLANK_RIGHT and not self._opens(i + 1) and after - spacing.track(i) >= width:
                after -= width
                width, half = 2 * width, False
        self._put(i, text, width, 1 if single else 0, spacing.track(i) if single else 0, half)
        self._gap(after)

    def _has_blank_before(self, i: int, blank: int) -> bool:
        """Tell whether the blank before an opening mark is wide enough to be its own half."""
        spacing = self.spacing
        if i == spacing.a:
            return i == 0 and spacing.gaps.first >= blank
        return spacing.space(i - 1) - spacing.track(i - 1) >= blank

    def _opens(self, i: int) -> bool:
        items = self.items
        return i <= self.spacing.b and items.kind[i] == Kind.OPEN and bool(items.flags[i] & HALF)

    def word(self, i: int) -> int:
        """Append a part of a word, at a line's ends all that is there of a divided one; return the item after it."""
        items, spacing, last = self.items, self.spacing, i
        text, width = items.glyphs(i).replace("\u00ad", ""), items.width[i]
        if i in spacing.edges:
            text, width, last = spacing.edges[i]
        self._put(i, text, width, 0, 0, False, last)
        self._gap(spacing.space(last))
        return last + 1

    def _gap(self, width: int) -> None:
        """Set the blank after an item, with what kerning took off before it."""
        self.lead, self.owed = width + self.owed, 0

    def _put(self, i: int, text: str, width: int, count: int, track: int, half: bool, last: int = -1) -> None:
        """Append characters; ``count`` is the number of those that may be tracked, 0 if none may."""
        items, word = self.items, self.open
        end = items.end[max(last, i + count - 1, i)]
        western = items.kind[i] == Kind.WESTERN
        face, span = items.face[i], items.span[i]
        joins = (word is not None and word.face is face and word.span == span and word.half == half
                 and word.western == western)
        blank, kern = self._typed_blank(i) if items.blank else "", 0
        if joins and western:
            joins = self.lead == 0 and not blank or bool(blank) and self._joins_word(word, blank + text, width)
            kern = self._word_kern(word, text, width) if joins and not blank else 0
        elif joins:
            joins = not blank and self.lead == word.track and (
                track == word.track or count == 1 or word.track == 0 and not count)
            if joins and (items.flags[i - 1] | items.flags[i]) & LOOSE and i != self.spacing.a:
                kern = self._kern(i)
                joins = kern is not None
        if not joins:
            if blank and (half or not self._carries(face, span, blank)):
                blank = self._carried_before(blank)
            self.close()
            if blank:
                text = blank + text
                whole = self._scaled(face.width(text, items.lang), span)
                width, self.lead = whole, self.lead - whole + width
                if track:
                    count += len(blank)
                    self.lead -= track * len(blank)
            word = self.open = _Open(face, span, half, western, track, self.lead, items.start[i])
        else:
            text, width = blank + text, width + kern + (self.lead if blank else 0)
            self.owed -= kern
        word.text += text
        word.width += width
        word.end = end
        word.count += count
        self.lead = 0

    def _carries(self, face: Face, span: int, blank: str) -> bool:
        """Tell whether a face is the one that sets a blank; companions and fallback faces may have none."""
        return self.items.spans[span].chain.face_for(blank[0]) is face

    def _carried_before(self, blank: str) -> str:
        """Put a blank after the word before it, if that can carry it; return what is left of the blank."""
        word = self.open
        if word is not None and word.western and self._carries(word.face, word.span, blank):
            whole = self._scaled(word.face.width(word.text + blank, self.items.lang), word.span)
            self.lead -= whole - word.width
            word.text, word.width = word.text + blank, whole
        return ""

    def _word_kern(self, word: _Open, more: str, width: int) -> int:
        """Return how far two words without a blank between them, shaped as one text, move towards each other."""
        if len(word.text) > _LONGEST:
            return 0
        return self._scaled(word.face.width(word.text + more, self.items.lang), word.span) - word.width - width

    def _kern(self, i: int) -> int | None:
        """Return how far a face moves an item towards the one before it, None if the two are shaped apart."""
        items = self.items
        before, after = items.glyphs(i - 1), items.glyphs(i)
        width, lang = items.face[i].width, items.lang
        kern = width(before + after, lang) - width(before, lang) - width(after, lang)
        if kern and not shaped_together(self.open.text, after[0]):
            return None
        return self._scaled(kern, items.span[i])

    def _typed_blank(self, i: int) -> str:
        """Return the blanks between two words or two Han, which a reader copies as such."""
        items = self.items
        if i - 1 not in items.blank or i == self.spacing.a:
            return ""
        typed = items.text[items.end[i - 1]:items.start[i]]
        if items.kept:
            return "" if typed.strip(" \u3000") else typed
        wide = typed.count("\u3000")
        between = (items.kind[i - 1], items.kind[i])
        return "\u3000" * wide or (" " if between in _BLANK_KEEPERS else "")

    def _joins_word(self, word: _Open, more: str, width: int) -> bool:
        """Tell whether a word goes on with the one before it in one stretch of shaped text."""
        natural = self._scaled(word.face.width(more, self.items.lang), word.span)
        if abs(natural - width - self.lead) > 2 or len(word.text) > _LONGEST:
            return False
        whole = self._scaled(word.face.width(word.text + more, self.items.lang), word.span)
        return whole == word.width + self.lead + width

    def _scaled(self, width: int, span: int) -> int:
        return round(width * self.items.spans[span].scale / 1000)

    def close(self) -> None:
        """Finish the segment at hand; its last track comes off the blank after it."""
        word, self.open = self.open, None
        if word is None:
            return
        styled = self.items.spans[word.span]
        width = word.width + word.track * word.count
        self.lead -= word.track
        self.width += word.lead + width
        self.out.append(Segment(word.text, word.face.key, Milli(width), word.start, word.end, Milli(word.lead),
                                Milli(word.track), word.half, styled.scale, styled.rise, styled.style, styled.href))
