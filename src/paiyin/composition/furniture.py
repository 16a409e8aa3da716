"""Furniture: masthead, date line, folios, imprint, the bar over a story that goes on, and its jump line.

Nothing is invented: what the edition does not say stands as 待填 until it does, and until the edition is final every
page says 样张.
"""

import datetime
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from paiyin.article import Text, plain
from paiyin.composition import dates, heads
from paiyin.composition.boxframes import plan_line
from paiyin.composition.headblock import Block, headline, story_box
from paiyin.composition.plan import Frame, Piece, PlanLine, Rule
from paiyin.composition.rows import one_line
from paiyin.composition.setter import FLAT, Setter
from paiyin.composition.sheet import Sheet
from paiyin.composition.words import words
from paiyin.diagnostics import Diagnostics
from paiyin.script import in_script
from paiyin.units import Lines, Pt

__all__ = ["Block", "Issue", "continuation", "folio", "headline", "imprint", "jump_line", "masthead", "story_box"]

NAMELESS = "报纸样张"  # what a specimen is called; stands where the paper's name will
OPEN_NAME, OPEN_DATE = "报名待定", "日期待定"
SPECIMEN, UNOFFICIAL = "样张", "非正式出版物"
ROOMY = 3  # columns; wider sheets have room for an index beside the name
NAME_OF_HEIGHT = 1.02  # a name's size, of the height of its lines
STAMP_ROOM = 30.0  # points beside the name
NUMBER_SIZE = 13.0  # points of the issue's number beside the name
AIRY = {1: 0.0, 2: 0.34, 3: 0.1}  # em between the characters of a short name
MOST_TRACK = 0.24  # em between those of a longer one
EAR_HEIGHT = 78.0  # points of the index that the next four belong to; a higher masthead has a larger one
EAR_HEAD, EAR_STEP = 9.0, 17.1  # points of 导读 over its rows, and of a row
EAR_SIZE, EAR_PAGE = 9.6, 34.0  # points: the size of an index entry, the room of its page number
EAR_LARGEST = 15.6  # points of an entry where all are short
EAR_MOST = 1.35  # of these sizes
CONTINUATION = 4  # lines of the bar over a continued story
CUT = "……"
SETTINGS: Mapping[str, Mapping[str, Mapping[str, str]]] = {  # what furniture prints of edition.toml, by kind and datum
    "masthead": {"number": {"number": "issue.number"}, "publisher": {"publisher": "paper.publisher"}},
    "dateline": {"right": {"number": "issue.number"}},
    "folio": {"section": {"section": "paper.section"}, "name": {"paper": "paper.name"}},
    "imprint": {"left": {"editor": "imprint.editor", "layout": "imprint.layout", "proof": "imprint.proof"}},
}
SHORT_HEAD = (19.0, 17.0, 15.0)  # points; a head that needs less is shortened when it is repeated
DATE_SIZE, MIDDLE_SIZE, LEAST_MIDDLE, DATE_GAP = 8.5, 8.0, 6.0, 14.0
FOLIO_NUMBER, FOLIO_GAP = 40.0, 14.0  # points that a folio's number takes, and between its parts
FOLIO_SECTION, FOLIO_NAME, FOLIO_DATE = 12.0, 13.4, 8.0  # sizes in points
IMPRINT_SIZE = 7.5
LATIN_EM = 0.56  # of an em, the usual width of Latin letters and digits in furniture


@dataclass(frozen=True, slots=True)
class Issue:
    """What the furniture says of the paper and its issue; empty strings are not yet known."""

    paper: str = ""
    section: str = ""
    publisher: str = ""
    date: datetime.date | None = None
    number: str = ""
    editor: str = ""
    layout: str = ""
    proof: str = ""
    final: bool = False
    lang: str = "zh-Hans"

    def say(self, words: str) -> str:
        """Return words of ours in the script of the edition."""
        return in_script(words, self.lang)

    @property
    def issue_number(self) -> str:
        """Return the number as it is printed: 第128期; what is written out already stays."""
        return self.number if not self.number or "期" in self.number else f"第{self.number}期"

    @property
    def dated(self) -> str:
        """Return the date in full, "" if it is not known."""
        if self.date is None:
            return ""
        parts = (dates.gregorian(self.date), dates.weekday(self.date), self.say(dates.lunar(self.date)))
        return "\u3000".join(part for part in parts if part)


def ems(text: str) -> float:
    """Return about how wide a line of furniture is, in em."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else LATIN_EM for c in text)


def masthead(sheet: Sheet, issue: Issue, pages: int, index: Sequence[tuple[str, int]]) -> tuple[Frame, ...]:
    """Return masthead and date line for page 1; ``index`` are the heads of the issue with their pages."""
    name_lines = sheet.masthead - 2
    height = sheet.block_height(name_lines)
    scale = min(EAR_MOST, max(1.0, height / EAR_HEIGHT))
    rows = max(1, int((height - EAR_HEAD * scale) / EAR_STEP / scale))
    indexed = sheet.columns > ROOMY and rows > 1 and bool(index)
    split = sheet.columns // 2 + 1 if indexed else sheet.columns
    beside = "" if indexed else shortened(issue.issue_number, sheet.area_width / 3 / NUMBER_SIZE)
    name = issue.paper or issue.say(NAMELESS)
    track = AIRY.get(len(name), 0.0)
    room = sheet.span_width(split) - STAMP_ROOM - (ems(beside) * NUMBER_SIZE + 20 if beside else 0)
    width = ems(name) + track * (len(name) - 1)
    size = min(height * NAME_OF_HEIGHT, room / width)
    if indexed and len(name) > max(AIRY):  # spaced a little, so that it comes near the index
        track = max(0.0, min(MOST_TRACK, (room / size - width) / (len(name) - 1)))
        width += track * (len(name) - 1)
    data: dict[str, object] = {
        "name": name,
        "size": size,
        "width": width,
        "drop": max(0.0, (height - size) / 2),
        "stamp": "" if issue.final else issue.say(SPECIMEN),
        "ears": [],
        "ears_title": issue.say("导\u3000读"),
        "ears_note": f"本期共{pages}版",
    }
    if track:
        data["track"] = track
    if indexed:
        ears_width = sheet.span_width(sheet.columns - split)
        entries = index[1:] if len(index) > rows else index  # the opening stands on this very page
        data["ears"] = [
            {"title": shortened(title, (ears_width - EAR_PAGE * scale) / EAR_SIZE / scale), "page": f"{page}版"}
            for title, page in entries[:rows]
        ]
        longest = max((ems(str(ear["title"])) for ear in data["ears"]), default=1.0)
        data["ears_size"] = max(EAR_SIZE, min(EAR_LARGEST, (ears_width / scale - EAR_PAGE) / longest))
        data |= {"ears_x": sheet.x(split) - sheet.left, "ears_width": ears_width, "ears_scale": scale}
    elif beside:
        data |= {"number": beside, "publisher": issue.publisher}
        if ems(issue.publisher) * DATE_SIZE > sheet.area_width / 3:
            data |= fitting("publisher", issue.publisher, sheet.area_width - size * width - STAMP_ROOM - 20, DATE_SIZE)
    else:
        data["centred"] = True
    frame = Frame(
        "masthead", sheet.x(0), sheet.y(0), sheet.area_width, height, 0, sheet.columns, 0, name_lines, data=data
    )
    return frame, _dateline(sheet, issue, pages, name_lines, bool(beside))


def _dateline(sheet: Sheet, issue: Issue, pages: int, line: int, numbered: bool) -> Frame:
    """Return the date line; ``numbered`` says that number and publisher stand beside the name."""
    left = issue.dated or ("" if issue.final else issue.say(OPEN_DATE))
    open_ = [] if issue.final else [issue.say(w) for w in ("" if issue.paper else OPEN_NAME, SPECIMEN, UNOFFICIAL) if w]
    middle = issue.publisher if issue.publisher and not numbered else "\u3000".join(open_)
    right = f"今日{pages}版"
    if issue.number and not numbered:
        number = shortened(issue.issue_number, (sheet.area_width / 2 - DATE_GAP) / DATE_SIZE - ems(right) - 1)
        right = f"{number}\u3000{right}"
    data: dict[str, object] = {"left": left, "middle": middle, "right": right}
    width = sheet.area_width
    start, end = ems(left) * DATE_SIZE + DATE_GAP, width - ems(right) * DATE_SIZE - DATE_GAP
    half = ems(middle) * MIDDLE_SIZE / 2
    if middle and (width / 2 - half < start or width / 2 + half > end):
        data["middle_x"] = (start + end) / 2
        data["middle_size"] = max(LEAST_MIDDLE, min(MIDDLE_SIZE, (end - start) / ems(middle)))
    return Frame(
        "dateline", sheet.x(0), sheet.y(line), width, sheet.block_height(2), 0, sheet.columns, line, 2, data=data
    )


def shortened(title: str, room: float) -> str:
    """Return a head in at most ``room`` em: whole, its first clauses, or cut with an ellipsis."""
    title = " ".join(title.split())
    if ems(title) <= room:
        return title
    clauses = title.split(" ")
    while len(clauses) > 1:
        clauses.pop()
        if ems(" ".join(clauses)) <= room:
            return " ".join(clauses)
    ends = [word.end for word in words(title)]
    fits = [end for end in ends if ems(title[:end]) + 2 <= room]
    kept = title[: fits[-1]] if fits else title[: max(1, int(room) - 2)]
    return kept.rstrip(" ，、：；") + CUT


def folio(sheet: Sheet, issue: Issue, number: int) -> Frame:
    """Return the folio (报眉) in the head margin of an inner page."""
    stamp = "" if issue.final else issue.say(SPECIMEN)
    half = sheet.area_width / 2 - ems(issue.dated) * FOLIO_DATE / 2 - FOLIO_GAP
    data: dict[str, object] = {"number": f"{number:02}"}
    data |= fitting("section", issue.section, half - FOLIO_NUMBER, FOLIO_SECTION)
    data["date"] = issue.dated
    data |= fitting("name", issue.paper, half - (ems(stamp) + 1) * FOLIO_DATE - FOLIO_GAP, FOLIO_NAME)
    if stamp:
        data["stamp"] = stamp
    return Frame("folio", sheet.x(0), Pt(sheet.top - 17), sheet.area_width, Pt(17.0), data=data)


def imprint(sheet: Sheet, issue: Issue) -> Frame:
    """Return the imprint in the foot margin."""
    known = [(label, value) for label, value in (("责编", issue.editor), ("版式", issue.layout), ("校对", issue.proof))]
    left = "\u3000\u3000".join(
        f"{issue.say(label)} {value}" if value else f"{issue.say(label)}（待填）"
        for label, value in known
        if value or not issue.final
    )
    right = "" if issue.final else f"{issue.say(SPECIMEN)}\u3000{UNOFFICIAL}"
    room = sheet.area_width - (ems(right) + 2) * IMPRINT_SIZE
    return Frame(
        "imprint",
        sheet.x(0),
        Pt(sheet.top + sheet.area_height),
        sheet.area_width,
        Pt(20.0),
        data=fitting("left", left, room, IMPRINT_SIZE) | {"right": right},
    )


def fitting(key: str, text: str, room: float, size: float) -> dict[str, object]:
    """Return a line of furniture as data: its text under ``key``, and where it needs more than ``room`` points at its
    size, the smaller size that fits under ``key``_size; what would be too small to read is shortened."""
    wide = ems(text)
    if wide * size <= room:
        return {key: text}
    small = max(LEAST_MIDDLE, room / wide)
    return {key: shortened(text, room / small), f"{key}_size": small}


def tell_shortened(frames: Iterable[Frame], issue: Issue, diagnostics: Diagnostics) -> None:
    """Say which settings of an edition are not printed whole (P126). Heads in the index and over continued stories are
    shortened without a word: they stand whole over their story."""
    for frame in frames:
        for key, names in SETTINGS.get(frame.kind, {}).items():
            printed = " ".join(str(frame.data.get(key, "")).split())
            if not printed or frame.kind == "dateline" and " " not in printed:      # no number there, only 今日2版
                continue
            for name, setting in names.items():
                wished = " ".join(getattr(issue, name).split())
                if wished and wished not in printed:
                    diagnostics.add("P126", key=setting, wished=wished, printed=printed)


def continuation(setter: Setter, sheet: Sheet, title: Text, leaves: int) -> Block:
    """Return the bar over a story that comes from page ``leaves``: its head, short, and 上接."""
    x, y = sheet.x(0), sheet.baseline(1) + 3
    jump = setter.plain(f"（上接第{leaves}版）", "jump", FLAT)
    size = setter.roles["jump"].size * 1.15
    line = jump.paragraph.best(sheet.span_measure(sheet.columns, size)).lines[0]
    own = line.width * size / 1000
    pieces = []
    if plain(title).strip():
        room = Pt(sheet.area_width - own - 20)
        head = _short_head(setter, one_line(title), room)
        pieces.append(Piece("continuation", (plan_line(head.lines[0], head.texts[0], x, y, head.size, room),), -1))
    pieces.append(Piece("jump", (plan_line(line, jump, x + sheet.area_width - own, y, size, own),), -1))
    frame = Frame(
        "continuation-head",
        x,
        sheet.y(0),
        sheet.area_width,
        sheet.block_height(3),
        0,
        sheet.columns,
        0,
        3,
        tuple(pieces),
    )
    rule = Rule("head", x, Pt(sheet.y(3) - 3), sheet.area_width, Pt(0.4))
    return Block((frame,), (rule,), Lines(CONTINUATION))


def _short_head(setter: Setter, title: Text, room: Pt) -> heads.Head:
    """Fit a head that is repeated into one line, shortened if it would be small."""
    title = heads.parted(title)
    widest = room / SHORT_HEAD[-1]
    if heads.natural_width(setter, title, "continuation") <= widest * 1000:
        return heads.fit(setter, title, "continuation", room, 1, tuple(Pt(s) for s in SHORT_HEAD))
    short = shortened(plain(title).replace("\u3000", " "), widest).replace(" ", "\u3000")
    text = setter.plain(short, "continuation", heads.RULES)
    ladder = [s for s in SHORT_HEAD if text.paragraph.best(heads.WIDE).lines[0].width * s / 1000 <= room]
    return heads.of_text(text, Pt(ladder[0] if ladder else SHORT_HEAD[-1] * 0.9))


def jump_line(setter: Setter, sheet: Sheet, enters: int, column: int, line: int) -> Frame:
    """Return 下转 flush right in the last line of a page's last column."""
    jump = setter.plain(in_script(f"（下转第{enters}版）", setter.lang), "jump", FLAT)
    size = setter.roles["jump"].size
    one = jump.paragraph.best(sheet.span_measure(1, size)).lines[0]
    own = one.width * size / 1000
    x = sheet.x(column) + sheet.span_width(1) - own
    at: PlanLine = plan_line(one, jump, x, sheet.baseline(line), size, own)
    return Frame(
        "jump",
        sheet.x(column),
        sheet.y(line),
        sheet.span_width(1),
        sheet.block_height(1),
        column,
        1,
        line,
        1,
        (Piece("jump", (at,), -1),),
    )
