"""Declared blocks: ``::: name title {attributes}`` up to ``:::``, as Markdown editors know them.

A sidebar, a pull quote, a group of pictures or a standfirst. What is not known, empty or never closed stays in the
story, its words all there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from paiyin.article import Block, Figure, Group, Paragraph, PullQuote, Sidebar, Text, plain
from paiyin.manuscript.blocks import Outline
from paiyin.manuscript.desk import Desk
from paiyin.manuscript.figures import columns_of, read_wishes
from paiyin.manuscript.pieces import slice_text
from paiyin.spans import Span

TOKEN = "container_div"
NAMES = {
    "sidebar": ("sidebar", "aside", "box", "note", "tip", "info", "warning", "caution", "important", "danger",
                "details", "callout", "admonition", "边栏", "框", "链接", "鏈接"),
    "quote": ("quote", "pullquote", "pull-quote", "金句", "摘句", "引语", "引語"),
    "group": ("group", "gallery", "figures", "photos", "组图", "組圖", "图组", "圖組"),
    "lead": ("lead", "standfirst", "summary", "abstract", "提要", "摘要", "导语", "導語"),
}
KINDS = {name: kind for kind, names in NAMES.items() for name in names}
# Chinese names that are printed as the title, or before it.
TITLES = re.compile("(?:相关|新闻|知识|背景|延伸|相關|新聞|知識|延伸)?(?:链接|鏈接|阅读|閱讀)|(?:新闻|新聞)?背景|名词解释|名詞解釋"
                    "|小(?:资料|資料|贴士|貼士|知识|知識)|资料|資料|编后|編後|编者按|編者按|短评|短評|记者手记|記者手記")
KEYS = ("span", "columns", "credit", "pin", "id")
FENCE = re.compile(r"[ \t]*(?:(?P<name>[^\s{}\[\]:：]+)(?P<more>[^{}\n]*?))?[ \t]*(?:\{(?P<wishes>[^{}\n]{0,400})\})?"
                   r"[ \t:]*$")
CLASS = re.compile(r"(?:^|\s)\.([^\s.#={}]+)")
SIGNED = re.compile(r"(?:^|(?<=[。！？…”’」』!?.\n]))[ \u3000]*(?P<source>——[^。！？]{1,40})$")


@dataclass
class Fence:
    """The opening line of a declared block: its kind ("" if unknown), its name, its title with its place in the fair
    copy, what its attributes wish, and whether it has a closing line."""

    kind: str
    name: str
    start: int
    end: int
    title: tuple[str, int] | None = None
    wishes: dict[str, str] = field(default_factory=dict)
    closed: bool = True


def enable(parser: MarkdownIt) -> None:
    """Teach a block parser declared blocks; a line of colons without a name opens none."""
    name = TOKEN.removeprefix("container_")
    container_plugin(parser, name, validate=lambda words, _: re.match(r"\s*[{\w]", words) is not None)


def read_fence(desk: Desk, outline: Outline, token: Token) -> Fence:
    """Return what the opening line of a declared block says."""
    first, last = token.map
    line = outline.lines[first]
    after = line.find(token.markup) + len(token.markup)
    start = outline.starts[first] + line.find(token.markup)
    fence = Fence("", "", start, outline.starts[first] + len(line.rstrip()))
    fence.closed = _closes(outline.lines[last] if last < len(outline.lines) else "", token.markup)
    match = FENCE.match(line, after)
    if match is None:
        fence.title = _title(line[after:], outline.starts[first] + after)
        return fence
    written = match["wishes"] or ""
    names = CLASS.findall(written)
    if written:
        blanked = CLASS.sub(lambda m: " " * len(m[0]), written)
        fence.wishes = read_wishes(desk, blanked, outline.starts[first] + match.start("wishes"), (*KEYS, "title"))
    name = (match["name"] or "").lower()
    fence.name = name or (names[0] if names else "")
    fence.kind = KINDS.get(fence.name, "sidebar" if TITLES.fullmatch(fence.name) else "")
    printed = bool(TITLES.fullmatch(fence.name)) or not fence.kind and not fence.name.isascii()
    begin, end = match.start("name" if printed else "more"), match.end("more")
    if match["name"]:
        fence.title = _title(line[begin:end], outline.starts[first] + begin)
    if fence.title is None and (title := fence.wishes.pop("title", "")):
        fence.title = title, outline.starts[first] + line.find(title, match.start("wishes"))
    return fence


def _title(words: str, place: int) -> tuple[str, int] | None:
    """Return a title and its place without the brackets and blanks around it."""
    bare = words.strip(" \t\u3000:：")
    if bare.startswith("[") and bare.endswith("]"):
        bare = bare[1:-1].strip()
    return (bare, place + words.find(bare)) if bare else None


def _closes(line: str, markup: str) -> bool:
    bare = line.strip().lstrip("> \t")
    return len(bare) >= len(markup) and not bare.strip(":")


def declared(
    desk: Desk, fence: Fence, title: Text, blocks: Sequence[Block], figures: Sequence[Figure], span: Span
) -> list[Block]:
    """Return the block that a declared block becomes, and what of its content cannot be in it; or, said in a
    diagnostic, its content as it stands."""
    words = [Paragraph(title, span)] if title else []
    loose = [*words, *blocks, *figures]
    if not fence.kind:
        desk.say("M609", fence.start, fence.end, name=fence.name[:40] or ":::")
        return loose
    if not fence.closed:
        desk.say("M610", fence.start, fence.end, name=fence.name)
        return loose
    made = _MAKERS[fence.kind](desk, fence, title, blocks, figures, span)
    if made is None:
        desk.say("M611", fence.start, fence.end, name=fence.name)
        return loose
    return made


def _sidebar(desk, fence, title, blocks, figures, span) -> list[Block] | None:
    if not blocks:
        return None
    return [Sidebar(_parted(fence, title), tuple(blocks), span, _columns(desk, fence)), *figures]


def _parted(fence: Fence, title: Text) -> Text:
    """Return a title with a full blank after the name that opens it (相关链接　…)."""
    size = len(fence.name)
    if not TITLES.fullmatch(fence.name) or plain(title)[size : size + 1] != " ":
        return title
    rest = slice_text(title, size + 1, len(plain(title)))
    first = slice_text(title, 0, size)
    blank = slice_text(title, size, size + 1)[0]
    return (*first, replace(blank, text="\u3000"), *rest)


def _quote(desk, fence, title, blocks, figures, span) -> list[Block] | None:
    said = [b for b in blocks if isinstance(b, Paragraph) and not b.label]
    if not said:
        return None
    rest = [b for b in blocks if b not in said]
    text: list = []
    for one in said:
        if text:
            text.append(replace(one.text[0], text="\n"))
        text += one.text
    words = plain(tuple(text))
    if match := SIGNED.search(words):
        source = slice_text(tuple(text), *match.span("source"))
        text = list(slice_text(tuple(text), 0, len(words[: match.start()].rstrip())))
    else:
        source = ()
    if not plain(tuple(text)).strip():
        return None
    if title:
        source = (*title, *((replace(source[0], text="\u3000"), *source) if source else ()))
    return [PullQuote(tuple(text), span, source, _columns(desk, fence)), *rest, *figures]


def _group(desk, fence, title, blocks, figures, span) -> list[Block] | None:
    if not figures:
        return None
    caption, rest = list(title), []
    for one in blocks:
        if isinstance(one, Paragraph) and not one.label and not rest:
            if caption:
                caption.append(replace(caption[-1], text="\u3000"))
            caption += one.text
        else:
            rest.append(one)
    wishes = fence.wishes
    credit = desk.words(wishes.get("credit", ""))
    group = Group(tuple(figures), tuple(caption), span, credit, _columns(desk, fence), wishes.get("pin", "").strip())
    return [group, *rest]


def _lead(desk, fence, title, blocks, figures, span) -> list[Block] | None:
    if not any(isinstance(b, Paragraph) for b in blocks):
        return None
    words = [Paragraph(title, span, lead=True)] if title else []
    return [*words, *(replace(b, lead=True) if isinstance(b, Paragraph) else b for b in blocks), *figures]


_MAKERS = {"sidebar": _sidebar, "quote": _quote, "group": _group, "lead": _lead}


def _columns(desk: Desk, fence: Fence) -> int | None:
    written = fence.wishes.get("columns") or fence.wishes.get("span")
    columns = columns_of(written) if written else None
    if written and columns is None:
        desk.say("M404", fence.start, fence.end, key="span", value=written[:40])
    return columns
