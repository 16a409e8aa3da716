"""Figures: what a manuscript says of a picture: its file, its wishes, its caption and credit."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote

from paiyin.article import Figure
from paiyin.manuscript.desk import Desk
from paiyin.manuscript.pieces import Piece, cut, strip, words
from paiyin.manuscript.script import HAN

KEYS = ("span", "columns", "credit", "pin", "focus", "alt", "id", "opening")
FLAGS = {"opening": "opening", "题图": "opening", "題圖": "opening"}     # words that stand without a value
ATTRIBUTE = re.compile(r"""[#]([^\s"'=}]+)|([^\s"'=}]+)=(?:"([^"]*)"|'([^']*)'|“([^”]*)”|([^\s"'}]*))|([^\s}]+)""")
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\")
PICTURE = re.compile(r"\.(?:jpe?g|png|tiff?|webp|gif|bmp|svg|heic|pdf|eps|psd)$", re.IGNORECASE)

NAMES = f"[{HAN}·A-Za-z]{{1,8}}(?:[ 、，,　]+[{HAN}·A-Za-z]{{1,8}}){{0,5}}"
CREDIT = re.compile(
    r"[（(] ?(?P<inner>[^（）()\n]{1,40}?(?:摄|攝|摄影|攝影|供图|供圖|提供|绘制?|[ 　]图|资料图片?)"
    r"|(?:图|摄影|摄|供图)[/／：: ] ?[^（）()\n]{1,30}) ?[）)][。.]?$"
    rf"|(?:(?<=[。！？.!?”）)　 ])|^)(?P<open>(?:(?:本报|本刊|本社|特约|见习|首席)?(?:记者|通讯员|記者|通訊員) ?{NAMES}"
    rf" ?(?:摄影|攝影|摄|攝)|(?:图|摄影|供图)[/／] ?{NAMES}|摄影[：:] ?{NAMES}))[。.]?$")
CREDIT_REACH = 60       # characters from the end within which a credit stands


@dataclass(frozen=True)
class Picture:
    """A picture as a manuscript names it, all in places of the fair copy."""

    caption: tuple[Piece, ...]
    start: int
    end: int
    src: str = ""
    title: str = ""
    attributes: str = ""
    attributes_at: int = 0


def figure_from(desk: Desk, picture: Picture, number: int, at: int | None = None) -> Figure:
    """Return the figure that a picture becomes; what is wrong with its file or wishes is said, and left out."""
    wishes = read_wishes(desk, picture.attributes, picture.attributes_at, KEYS)
    caption, credit = split_credit(strip(picture.caption))
    title = desk.words(picture.title)
    if not caption and title:
        caption = [Piece(title, picture.start, picture.end)]
        title = ""
    return Figure(
        caption=desk.text(caption),
        span=desk.span(picture.start, picture.end),
        number=number,
        src=safe_path(desk, picture.src, picture.start, picture.end),
        credit=desk.words(wishes.pop("credit", "") or credit),
        alt=desk.words(wishes.pop("alt", "") or title),
        id=wishes.pop("id", ""),
        columns=_columns(desk, picture, wishes),
        pin=wishes.pop("pin", "").strip(),
        focus=_focus(desk, picture, wishes),
        at=at,
        opening=wishes.pop("opening", "no").lower() in ("", "yes", "true", "1", "opening"),
    )


def split_credit(pieces: Sequence[Piece]) -> tuple[list[Piece], str]:
    """Return a caption without the credit at its end, and the credit: "（甲 摄）", "本报记者 甲 摄", "图/甲"."""
    text = words(pieces)
    match = CREDIT.search(text, max(0, len(text) - CREDIT_REACH))
    if not match:
        return list(pieces), ""
    keep, kept = match.start(), []
    for piece in pieces:
        if keep > 0:
            kept.append(cut(piece, 0, min(keep, len(piece.text))))
        keep -= len(piece.text)
    credit = (match["inner"] or match["open"]).strip()
    return strip(kept), credit


def safe_path(desk: Desk, src: str, start: int, end: int) -> str | None:
    """Return a picture's path relative to the manuscript's folder, None if it has none or leads out of it."""
    path = unquote(src.strip()).replace("\\", "/")
    if not path:
        return None
    if SCHEME.match(src.strip()) and not re.match(r"[A-Za-z]:[\\/]", src.strip()):
        desk.say("M402", start, end, src=src[:120])
        return None
    clean = normpath(path)
    outside = path.startswith(("/", "~")) or re.match("[A-Za-z]:", path) or clean.split("/")[0] == ".."
    if outside or clean == "." or "\x00" in path or not _stays_inside(desk.base, clean):
        desk.say("M401", start, end, src=src[:120])
        return None
    return clean


def _stays_inside(base: Path, relative: str) -> bool:
    """Tell whether a path, its symbolic links followed, lies in a folder."""
    try:
        return (base / relative).resolve().is_relative_to(base)
    except (OSError, ValueError, RuntimeError):
        return False


def read_wishes(desk: Desk, written: str, place: int, keys: Sequence[str]) -> dict[str, str]:
    """Read attributes such as ``#id span=2 credit="…" opening`` that stand at a place of the fair copy; words that
    are not among the keys are said."""
    wishes: dict[str, str] = {}
    for m in ATTRIBUTE.finditer(written):
        key = m[2]
        if m[1]:
            wishes["id"] = m[1]
        elif key in keys:
            wishes[key] = next((value for value in m.group(3, 4, 5, 6) if value is not None), "")
        elif not key and FLAGS.get(m[7]) in keys:
            wishes[FLAGS[m[7]]] = "yes"
        else:
            word = key or m[7] or ""
            near = get_close_matches(word, keys, 1)
            known = near[0] if near else ", ".join(keys)
            desk.say("M403", place + m.start(), place + m.end(), key=word[:40], known=known)
    return wishes


def _columns(desk: Desk, picture: Picture, wishes: dict[str, str]) -> int | None:
    written = wishes.pop("columns", None) or wishes.pop("span", None)
    if written is None:
        return None
    columns = columns_of(written)
    if columns is None:
        desk.say("M404", picture.start, picture.end, key="span", value=written[:40])
    return columns


def columns_of(written: str) -> int | None:
    """Return a number of columns from 1 to 12, None if it is none."""
    return int(written) if re.fullmatch("[1-9]|1[0-2]", written.strip(), re.ASCII) else None


def _focus(desk: Desk, picture: Picture, wishes: dict[str, str]) -> tuple[float, float]:
    written = wishes.pop("focus", None)
    if written is None:
        return 0.5, 0.5
    parts = re.split("[,， ]+", written.strip())
    if len(parts) == 2 and all(re.fullmatch(r"0?\.\d{1,6}|[01](?:\.0*)?|0\.\d{1,6}", part) for part in parts):
        return float(parts[0]), float(parts[1])
    desk.say("M404", picture.start, picture.end, key="focus", value=written[:40])
    return 0.5, 0.5
