"""The plan: the composed pages as data, before painting. This is the contract between composing and painting.

A ``Plan`` holds pages, a page holds frames in reading order and rules, a frame holds pieces of paragraphs with their
lines, or a picture, or furniture for a template. Lengths are points from the page's top left corner; ``y`` of a line
is its baseline. Grid places count columns and lines from 0. Nothing here knows HTML.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from paiyin.han.line import Segment
from paiyin.spans import Span
from paiyin.units import Milli, Mm, Pt


@dataclass(frozen=True, slots=True)
class FaceRef:
    """A face that the plan uses. ``family``, ``weight`` and ``slant`` select exactly ``file``/``index`` through
    fontconfig; ``half`` is the font file of its half-width marks (None: it has none), ``half_family`` its name."""

    key: str
    family: str
    weight: int
    file: str
    index: int
    postscript: str
    slant: str = "normal"
    half: str | None = None
    half_family: str = ""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line at its place. ``size`` is the em in points; ``measure`` the width it was set to fill, in points."""

    x: Pt
    y: Pt
    size: Pt
    measure: Pt
    segments: tuple[Segment, ...]
    span: Span | None = None
    gap: Milli = Milli(0)
    squeeze: Milli = Milli(0)
    flush: bool = True
    final: bool = False

    @property
    def text(self) -> str:
        return "".join(s.text for s in self.segments)


@dataclass(frozen=True, slots=True)
class Piece:
    """The lines of one paragraph (or head, caption, label) that stand in one frame.

    ``role`` names the style in the theme: body, lead, scene, kicker, headline, deck, byline, crosshead, scene-label,
    caption, quote, list, code, table, note, jump, short-head, end, sidebar …; ``level`` is the outline level of a head
    (0: none). Words that stand on the page a second time have roles of their own, ``pull-quote`` and ``repeated``, and
    no source.
    ``first`` and ``last`` tell whether the paragraph starts and ends here.
    """

    role: str
    lines: tuple[PlanLine, ...]
    paragraph: int
    first: bool = True
    last: bool = True
    level: int = 0


@dataclass(frozen=True, slots=True)
class Slip:
    """The order slip of a picture that has not come: what to ask the photographer for."""

    number: int  # 图N, in page order
    page: int
    columns: int
    lines: int
    width: Mm
    height: Mm
    pixels: tuple[int, int]  # needed at ``ppi``, rounded up to tens
    ppi: int
    source: int  # the manuscript's number of the figure
    file: str = ""  # the manuscript, where an edition has several


@dataclass(frozen=True, slots=True)
class Picture:
    """What stands in a figure frame: "placeholder", "photo" or "chart".

    ``file`` is the path of the photo, which the painter crops to the frame around ``focus``; ``svg`` the chart's
    markup.
    """

    kind: str
    number: int = 0
    file: str | None = None
    alt: str = ""
    focus: tuple[float, float] = (0.5, 0.5)
    slip: Slip | None = None
    svg: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line or filled box of the page's furniture: ``role`` is its style in the theme
    (column, section, tab, head, hairline, folio, caption, tint, table, table-head, panel, note)."""

    role: str
    x: Pt
    y: Pt
    width: Pt
    height: Pt


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of the page with its content.

    ``kind``: text, head, crosshead, figure, chart, caption, table, code, quote, sidebar, group (the place of pictures,
    each a figure off the grid), table-title and table-note, or furniture (masthead, dateline, folio,
    imprint, continuation), which is painted by the template of the same name from ``data``. ``column``, ``columns``,
    ``line`` and ``lines`` are its grid place (-1: off the grid, in a margin).
    """

    kind: str
    x: Pt
    y: Pt
    width: Pt
    height: Pt
    column: int = -1
    columns: int = 0
    line: int = -1
    lines: int = 0
    pieces: tuple[Piece, ...] = ()
    picture: Picture | None = None
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    frames: tuple[Frame, ...]
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Jump:
    """A story that goes on: 下转 at the foot of one page, 上接 at the head of another."""

    story: str
    leaves: int
    enters: int


@dataclass(frozen=True, slots=True)
class Residue:
    """What did not fit (positive) or was left white (negative) on a page, in lines and characters."""

    page: int
    lines: int
    characters: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The composed edition. ``sheet`` is the sheet's name; ``faces`` every face used, by key; ``meta`` the title,
    author, language, subject and date of the document (strings, for the PDF's metadata). ``scores`` tells for each
    page what it costs by the soft rules, in parts by name with their sum as "score" (none: nobody searched)."""

    sheet: str
    width: Pt
    height: Pt
    pages: tuple[Page, ...]
    faces: Mapping[str, FaceRef]
    meta: Mapping[str, str]
    jumps: tuple[Jump, ...] = ()
    residue: tuple[Residue, ...] = ()
    scores: tuple[Mapping[str, float], ...] = ()
