"""The set line: what the breaker hands on and the painter paints.

All widths are in ``Milli`` (1/1000 em of the line's size), so a flush line's widths sum to the measure exactly.
"""

from dataclasses import dataclass

from paiyin.units import Milli


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one line in one face with one tracking.

    ``text``      characters in reading order; what a reader copies
    ``face``      key of the face that measured them and paints them
    ``width``     sum of the advances, ``track`` included
    ``lead``      blank before the segment (a Han–Latin gap, a word space, the indent)
    ``track``     added after every character of the segment, the last one too
    ``half``      marks set on half a body: painted from the face's half-width companion
    ``scale``     size relative to the line's, 1000 = same (superscripts are smaller)
    ``rise``      baseline shift, up is positive
    ``style``     names of character styles for the theme ("strong", "code", "note"), in a fixed order
    ``href``      link target, empty if none
    ``start``, ``end``  the characters' range in the paragraph's text
    """

    text: str
    face: str
    width: Milli
    start: int
    end: int
    lead: Milli = Milli(0)
    track: Milli = Milli(0)
    half: bool = False
    scale: int = 1000
    rise: Milli = Milli(0)
    style: tuple[str, ...] = ()
    href: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paragraph: characters ``start`` up to ``end`` of its text (a blank at the break left out).

    ``measure`` is the width to fill; ``indent`` the blank at its start (also the first segment's ``lead``); ``width``
    the sum of leads and segments, the track after the very last character left out; it is equal to ``measure`` (plus
    ``hang``) when ``flush``. ``gap`` is the blank that justification put between Han characters, ``squeeze`` what it
    took from marks and gaps, ``hang`` what stands beyond the measure.
    """

    segments: tuple[Segment, ...]
    start: int
    end: int
    measure: Milli
    width: Milli
    indent: Milli = Milli(0)
    gap: Milli = Milli(0)
    squeeze: Milli = Milli(0)
    hang: Milli = Milli(0)
    flush: bool = True
    final: bool = False

    @property
    def text(self) -> str:
        return "".join(s.text for s in self.segments)
