"""The rules of a line as data: kinsoku levels, punctuation styles, gaps and their limits.

Defaults are GB/T 15834-2011 and CLREQ's GB level for mainland news; widths are in ``Milli`` (1/1000 em).
"""

from dataclasses import dataclass
from enum import StrEnum

from paiyin.han.classes import Kind
from paiyin.units import Milli


class Level(StrEnum):
    """Prohibition levels of CLREQ, 行首行尾禁则."""

    NONE = "none"
    BASIC = "basic"
    GB = "gb"
    STRICT = "strict"


class Style(StrEnum):
    """Base widths of punctuation (全角, 开明, 半角, 行末半角)."""

    FULL = "fullwidth"
    KAIMING = "kaiming"
    HALF = "halfwidth"
    LINE_END_HALF = "line-end-half"


class Region(StrEnum):
    """Whose mark positions hold: in the mainland ink is at the lower left, in Taiwan and Hong Kong it is centred."""

    CN = "cn"
    TW = "tw"
    HK = "hk"


BLANK_RIGHT = frozenset((Kind.CLOSE, Kind.PAUSE, Kind.STOP, Kind.EXCLAIM))
_POINTS = frozenset((Kind.CLOSE, Kind.PAUSE, Kind.STOP, Kind.EXCLAIM, Kind.MIDDOT, Kind.CONNECTOR, Kind.SOLIDUS))


@dataclass(frozen=True, slots=True)
class Rules:
    """How lines are set.

    ``gap`` is the Han–Latin blank with its floor and ceiling (CLREQ caps the nominal at 250; 330 is the ceiling that
    keeps Han gaps small), ``gap_least`` what is left of it where that saves a line or wider gaps between Han;
    ``word_*`` the same for blanks between Latin words. ``reject`` are the widest Han gaps that one pass after another
    may try; ``hang_below`` turns on hanging of 、，。 for measures under so many em, as a rescue.
    ``trim_first`` trims an opening mark at a paragraph's start, so that its ink stands at the indent; otherwise it
    keeps its blank half there, in every paragraph alike. ``indent`` of the first line. ``keep_blanks`` keeps the
    author's blanks in number and width, those at the start too (code). ``runt`` is the number of characters that a
    last line has at least, unless only a gap wider than ``runt_gap`` avoids it. ``ragged`` lines are not stretched.
    """

    level: Level = Level.GB
    style: Style = Style.FULL
    region: Region = Region.CN
    indent: Milli = Milli(2000)
    trim_first: bool = True
    gap: Milli = Milli(125)
    gap_floor: Milli = Milli(62)
    gap_least: Milli = Milli(0)
    gap_ceiling: Milli = Milli(330)
    word_floor: Milli = Milli(180)
    word_ceiling: Milli = Milli(500)
    blank: Milli = Milli(500)           # a blank typed between two Han characters
    reject: tuple[int, ...] = (250, 400, 800)
    hang_below: int = 14
    runt: int = 2
    runt_gap: Milli = Milli(250)
    keep_blanks: bool = False
    squeeze_stops: bool = True          # tier 7: 。？！ may be squeezed inside a line
    hyphenate: bool = True
    ragged: bool = False

    def may_start(self, kind: Kind) -> bool:
        """Tell whether an item of this kind may start a line."""
        if self.level == Level.NONE:
            return True
        if kind in _POINTS:
            return False
        return not (self.level == Level.STRICT and kind in (Kind.DASH, Kind.ELLIPSIS))

    def may_end(self, kind: Kind) -> bool:
        """Tell whether an item of this kind may end a line."""
        if self.level == Level.NONE:
            return True
        if kind is Kind.OPEN:
            return False
        return not (kind is Kind.SOLIDUS and self.level != Level.BASIC)


def centred(kind: int, rules: Rules) -> bool:
    """Tell whether a mark stands in the middle of a full body and has no blank to give (Taiwan, Hong Kong)."""
    return rules.region != Region.CN and kind in (Kind.PAUSE, Kind.STOP, Kind.EXCLAIM)
