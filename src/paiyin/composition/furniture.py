"""Furniture: masthead, date line, folios, imprint, the headline block and the bar over a story that goes on.

Nothing is invented: what the edition does not say stands as 待填 until it does, and until the edition is final every
page says 样张.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from paiyin.article import Head, Text, plain
from paiyin.composition import heads
from paiyin.composition.emit import plan_line
from paiyin.composition.plan import Frame, Piece, PlanLine, Rule
from paiyin.composition.setter import FLAT, Setter
from paiyin.composition.sheet import ASCENT, Sheet
from paiyin.composition.story import one_line
from paiyin.units import Lines, Pt

WEEKDAYS = "一二三四五六日"
NAMELESS = "报名待定"
SPECIMEN = "样张"
NAME_SIZE = 80.0  # of a masthead name of four characters, points
EAR_HEAD, EAR_STEP = 9.0, 17.1  # points of 导读 over its rows, and of a row
CONTINUATION = 4  # lines of the bar over a continued story
# Gaps of the headline block in points, measured on the house's model pages.
ABOVE, BETWEEN, UNDER_MAIN, UNDER_DECK, FOOT = 13.4, 13.2, 10.6, 10.0, 22.4


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


@dataclass(frozen=True, slots=True)
class Block:
    """A block of furniture on the grid: its frames and rules, and the lines that it takes."""

    frames: tuple[Frame, ...]
    rules: tuple[Rule, ...]
    lines: Lines


def chinese_date(day: datetime.date | None) -> str:
    """Return a date as a date line writes it: 2022年9月28日　星期三 (GB/T 15835 §4)."""
    if day is None:
        return "日期待定"
    return f"{day.year}年{day.month}月{day.day}日　星期{WEEKDAYS[day.weekday()]}"


def masthead(sheet: Sheet, issue: Issue, pages: int, index: Sequence[tuple[str, int]]) -> tuple[Frame, ...]:
    """Return masthead and date line for page 1; ``index`` are the heads of the issue with their pages."""
    name_lines = sheet.masthead - 2
    height = sheet.block_height(name_lines)
    name = issue.paper or NAMELESS
    split = sheet.columns // 2 + 1 if index and sheet.columns > 3 else sheet.columns
    room = sheet.span_width(split) - 30
    size = min(NAME_SIZE, height * 1.02, room / len(name))
    rows = max(1, int((height - EAR_HEAD) / EAR_STEP))
    entries = index[1:] if len(index) > rows else index  # the opening stands on this very page
    ears = [{"title": title, "page": f"{page}版"} for title, page in entries[:rows]]
    data = {
        "name": name,
        "size": size,
        "stamp": "" if issue.final else SPECIMEN,
        "ears": ears if split < sheet.columns else [],
        "ears_note": f"共{pages}版",
    }
    if split < sheet.columns:
        data |= {"ears_x": sheet.x(split) - sheet.left, "ears_width": sheet.span_width(sheet.columns - split)}
    line = {
        "left": chinese_date(issue.date),
        "middle": issue.publisher or ("" if issue.final else f"{SPECIMEN}　非正式出版物"),
        "right": (f"第{issue.number}期　" if issue.number else "") + f"今日{pages}版",
    }
    return (
        Frame("masthead", sheet.x(0), sheet.y(0), sheet.area_width, height, 0, sheet.columns, 0, name_lines, data=data),
        Frame(
            "dateline",
            sheet.x(0),
            sheet.y(name_lines),
            sheet.area_width,
            sheet.block_height(2),
            0,
            sheet.columns,
            name_lines,
            2,
            data=line,
        ),
    )


def folio(sheet: Sheet, issue: Issue, number: int) -> Frame:
    """Return the folio (报眉) in the head margin of an inner page."""
    data = {
        "number": f"{number:02}",
        "section": issue.section,
        "date": chinese_date(issue.date) if issue.date else "",
        "name": issue.paper or NAMELESS,
    }
    if not issue.final:
        data["stamp"] = SPECIMEN
    return Frame("folio", sheet.x(0), Pt(sheet.top - 17), sheet.area_width, Pt(17.0), data=data)


def imprint(sheet: Sheet, issue: Issue) -> Frame:
    """Return the imprint in the foot margin."""
    known = [(label, value) for label, value in (("责编", issue.editor), ("版式", issue.layout), ("校对", issue.proof))]
    left = "　　".join(
        f"{label}（{value or '待填'}）" if not value else f"{label} {value}"
        for label, value in known
        if value or not issue.final
    )
    right = "" if issue.final else f"{SPECIMEN}　非正式出版物"
    return Frame(
        "imprint",
        sheet.x(0),
        Pt(sheet.top + sheet.area_height),
        sheet.area_width,
        Pt(20.0),
        data={"left": left, "right": right},
    )


def headline(setter: Setter, sheet: Sheet, head: Head, line: int) -> Block:
    """Return kicker, headline, deck and byline over all columns, starting at a line of the grid."""
    if not any(plain(t).strip() for t in (head.title, head.kicker, head.deck, head.byline)):
        return Block((), (), Lines(0))
    width, x, y0 = sheet.area_width, sheet.x(0), sheet.y(line)
    pieces, y = [], y0 + ABOVE
    parts: list[tuple[str, Text, int, float]] = [
        ("kicker", head.kicker, 0, BETWEEN),
        ("headline", head.title, 1, UNDER_MAIN),
        ("deck", head.deck, 0, UNDER_DECK),
        ("byline", head.byline, 0, 0.0),
    ]
    for role, text, level, below in parts:
        if not plain(text).strip():
            continue
        fitted = _fitted(setter, one_line(text), role, width)
        piece_lines = []
        for n, one in enumerate(fitted.lines):
            left = x + max(0.0, (width - fitted.width(n)) / 2)
            base = y + ASCENT * fitted.size + n * fitted.leading
            piece_lines.append(
                plan_line(one, fitted.texts[min(n, len(fitted.texts) - 1)], left, base, fitted.size, width)
            )
        pieces.append(Piece(role, tuple(piece_lines), -1, level=level))
        y += fitted.height + below
    lines = ceil((y + FOOT - y0) / sheet.step)
    frame = Frame("head", x, y0, width, sheet.block_height(lines), 0, sheet.columns, line, lines, tuple(pieces))
    rule = Rule("head", x, Pt(sheet.y(line + lines - 1) - 4), width, Pt(0.4))
    return Block((frame,), (rule,), Lines(lines))


def _fitted(setter: Setter, text: Text, role: str, width: Pt) -> heads.Head:
    if role == "headline":
        return heads.fit_banner(setter, text, role, width)
    size = setter.roles[role].size
    return heads.fit(setter, text, role, width, 2, (size, Pt(size * 0.85), Pt(size * 0.72)))


def continuation(setter: Setter, sheet: Sheet, title: Text, leaves: int) -> Block:
    """Return the bar over a story that comes from page ``leaves``: its head and 上接."""
    x, y = sheet.x(0), sheet.baseline(1) + 3
    jump = setter.plain(f"（上接第{leaves}版）", "jump", FLAT)
    size = setter.roles["jump"].size * 1.15
    line = jump.paragraph.best(sheet.span_measure(sheet.columns, size)).lines[0]
    own = line.width * size / 1000
    pieces = []
    if plain(title).strip():
        room = Pt(sheet.area_width - own - 20)
        ladder = tuple(Pt(s) for s in (19.0, 16.0, 13.0, 11.0))
        head = heads.fit(setter, one_line(title), "continuation", room, 1, ladder)
        text = head.texts[0]
        pieces.append(Piece("continuation", (plan_line(head.lines[0], text, x, y, head.size, room),), -1))
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


def jump_line(setter: Setter, sheet: Sheet, enters: int, column: int, line: int) -> Frame:
    """Return 下转 flush right in the last line of a page's last column."""
    jump = setter.plain(f"（下转第{enters}版）", "jump", FLAT)
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
