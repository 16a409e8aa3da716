"""Small plans set by hand: no breaker, no composer, every place known."""

import re
from functools import cache

from paiyin.composition.plan import FaceRef, Frame, Page, Piece, Plan, PlanLine, Slip
from paiyin.fonts import FontBook
from paiyin.han.line import Segment

BODY, STEP, LEFT, TOP, COLUMN, GUTTER = 9.0, 11.5, 63.21, 62.08, 117.0, 13.5
WIDTH, HEIGHT = 765.354, 1105.512
BOOK = FontBook.load()
PIECES = re.compile(r"[0-9A-Za-z.%]+|[^0-9A-Za-z.%]+")


@cache
def face(role: str = "song", weight: int = 400) -> FaceRef:
    return BOOK.chain(role, weight).main.ref()


def segment(text: str, role: str = "song", weight: int = 400, **options) -> Segment:
    """A measured segment; ``track``, ``lead``, ``half``, ``rise``, ``scale``, ``style``, ``href`` as given."""
    chain = BOOK.chain(role, weight)
    used = chain.main if options.get("half") else chain.face_for(text[0]) or chain.main
    natural = 500 * len(text) if options.get("half") else used.width(text)
    width = round(natural * options.get("scale", 1000) / 1000) + options.get("track", 0) * len(text)
    return Segment(text=text, face=used.key, width=width, start=0, end=len(text), **options)


def line(segments, x: float = LEFT, y: float = TOP + 7.92, size: float = BODY) -> PlanLine:
    width = sum(s.lead + s.width for s in segments)
    return PlanLine(x=x, y=y, size=size, measure=width * size / 1000, segments=tuple(segments))


def paragraph(text: str, measure: int = 13, indent: int = 2) -> list[list[Segment]]:
    """Break Han text with figures after every ``measure`` ems, figures kept whole, gaps stretched to fill the line."""
    lines, current, room = [], [], measure * 1000 - indent * 1000
    lead = indent * 1000
    for part in PIECES.findall(text):
        western = part[0].isascii()
        for unit in [part] if western else part:
            width = BOOK.chain("song").main.width(unit)
            if current and width > room:
                lines.append(_filled(current, room))
                current, room, lead = [], measure * 1000, 0
            gap = 125 if current and western != current[-1].text[-1].isascii() and room > width + 125 else 0
            if current and not gap and not western and not current[-1].text[-1].isascii():
                last = current.pop()
                current.append(segment(last.text + unit, lead=last.lead))
            else:
                current.append(segment(unit, lead=lead + gap))
            lead, room = 0, room - width - gap
    return [*lines, current]


def _filled(segments: list[Segment], room: int) -> list[Segment]:
    """Justify a line: half-width stop at its end, the rest as tracking of the Han and as one wider gap."""
    last = segments[-1]
    if last.text[-1] in "，。、；：":
        segments = [*segments[:-1], segment(last.text[:-1], lead=last.lead), segment(last.text[-1], half=True)]
        room += 500
    count = sum(len(s.text) for s in segments if not s.text.isascii() and not s.half)
    track, rest = divmod(room, count)
    done = [s if s.half or s.text.isascii() else segment(s.text, lead=s.lead, track=track) for s in segments]
    for at in range(1, len(done)):
        if rest and done[at].lead:
            s = done[at]
            done[at] = segment(s.text, lead=s.lead + rest, track=s.track, half=s.half)
            rest = 0
    return done


def column_x(column: int) -> float:
    return LEFT + column * (COLUMN + GUTTER)


def text_frame(texts, column: int = 0, first: int = 0, count: int | None = None, role: str = "body") -> Frame:
    """A frame of one column with paragraphs from grid line ``first`` on."""
    pieces, at, x = [], first, column_x(column)
    for number, text in enumerate(texts):
        rows = paragraph(text)
        lines = tuple(line(row, x=x, y=TOP + 7.92 + STEP * (at + n)) for n, row in enumerate(rows))
        pieces.append(Piece(role=role, lines=lines, paragraph=number))
        at += len(rows)
    return Frame(
        "text",
        x,
        TOP + first * STEP,
        COLUMN,
        (count or at - first) * STEP - 2.5,
        column,
        1,
        first,
        at - first,
        pieces=tuple(pieces),
    )


def one_line_frame(
    segments,
    y: float = 200.0,
    x: float = LEFT,
    size: float = BODY,
    role: str = "body",
    level: int = 0,
    kind: str = "text",
) -> Frame:
    piece = Piece(role=role, lines=(line(segments, x, y, size),), paragraph=0, level=level)
    return Frame(kind, x, y - size, 600, size * 1.25, pieces=(piece,))


def slip(number: int = 1, columns: int = 3, lines: int = 24) -> Slip:
    return Slip(number, 1, columns, lines, 133.35, 96.5, (1050, 760), 200, number)


def plan(*pages: Page, **meta: str) -> Plan:
    faces = {
        s.face: BOOK.face(s.face).ref()
        for p in pages
        for f in p.frames
        for piece in f.pieces
        for row in piece.lines
        for s in row.segments
    }
    return Plan("tabloid", WIDTH, HEIGHT, tuple(pages), faces or {face().key: face()}, meta or {"title": "样报"})


def page(*frames: Frame, rules=(), number: int = 1) -> Page:
    return Page(number, tuple(frames), tuple(rules))


SENTENCES = (
    "全镇今年新修水渠12.5公里，改造旧桥3座，惠及2480户人家。",
    "合作社的社员说，这几年路通了，果子当天就能运到城里，价钱也好了。",
    "青石镇地处两县交界，过去出门要翻两道岭，如今坐车只用40分钟。",
    "入夏以来，镇里组织青年志愿者180名，分成9个小组入户走访。",
    "“水到了地头，心就落到了实处。”老支书指着新渠说。",
    "下一步，全镇还要补齐短板、办好实事，让更多人家用上自来水。",
)


def story(paragraphs: int = 8, sentences: int = 5) -> list[str]:
    """Paragraphs of invented text, each different."""
    return [
        "".join(SENTENCES[(p * 5 + s * (p + 1)) % len(SENTENCES)] for s in range(sentences)) + f"这是第{p + 1}段。"
        for p in range(paragraphs)
    ]
