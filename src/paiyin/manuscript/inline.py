"""Markdown inside a paragraph: emphasis, code, links, pictures, notes, breaks, each with its place.

CommonMark 0.31 chapter 6 and GitHub's strikethrough, read in one pass with a stack of brackets; raw HTML stays text.
Every character of the source is either text or a mark that was understood.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from html.entities import html5

from paiyin.article import PLAIN, Style
from paiyin.manuscript.emphasis import Mark, Marks
from paiyin.manuscript.fair import UNSEEN
from paiyin.manuscript.links import Target, label_key, read_attributes, read_target
from paiyin.manuscript.pieces import Piece, join_of_lines, merge, words
from paiyin.manuscript.script import has_han
from paiyin.manuscript.strip import Inline, InlinePicture, Strip, Surroundings

STOPS = re.compile(r"[\\`*_~\[\]!<&\n^]|https?://")
ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>\x00-\x20]*)>")
MAILLINK = re.compile(r"<([\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,8})>", re.ASCII)
BARE = re.compile(r"https?://[A-Za-z0-9][!#-;=?-Z_a-z~]*")
ENTITY = re.compile(r"&(?:#[xX]([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([A-Za-z][A-Za-z0-9]{1,31}));")
RAISED = re.compile(r"\^([0-9A-Za-z+−-]{1,8})\^")
LOWERED = re.compile(r"~([0-9A-Za-z+−-]{1,8})~(?!~)")
NOTE = re.compile(r"\[\^([^\]\[\s^]{1,80})\]")
RUN = {char: re.compile(f"[{char}]+" if char != "*" else r"\*+") for char in "*_~`"}
LABEL_MAX = 999


@dataclass(slots=True)
class _Node:
    """A stretch of the strip: text, or a mark, or a picture; ``link`` opens ("" closes) a link."""

    kind: str
    text: str = ""
    start: int = 0
    end: int = 0
    style: Style = PLAIN
    mark: Mark | None = None
    href: str | None = None
    children: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class _Bracket:
    node: int
    kind: str
    start: int
    after: int
    bottom: Mark | None
    active: bool = True


class InlineReader:
    """Reads one strip."""

    def __init__(self, strip: Strip, around: Surroundings):
        self.strip = strip
        self.text = strip.text
        self.around = around
        self.nodes: list[_Node] = []
        self.marks = Marks()
        self.brackets: list[_Bracket] = []
        self.pictures: list[InlinePicture] = []
        self.refused: list[tuple[str, int, int]] = []
        self.place = 0
        self._ticks: dict[int, int] = {}
        self._handlers = {"\\": self._escape, "`": self._code, "*": self._delimiters, "_": self._delimiters,
                          "~": self._tilde, "[": self._open, "]": self._close, "!": self._bang, "<": self._angle,
                          "&": self._entity, "\n": self._line_end, "^": self._caret, "h": self._address}

    def read(self) -> Inline:
        text, size = self.text, len(self.text)
        while self.place < size:
            stop = STOPS.search(text, self.place)
            end = stop.start() if stop else size
            if end > self.place:
                self._put("text", self.place, end)
            self.place = end
            if stop:
                self._handlers[text[end]]()
        self.marks.match()
        if has_han(text):
            self.marks.pair_leftovers()
        return Inline(self._flatten(self.nodes), self.pictures, self.refused)

    def _put(self, kind: str, start: int, end: int, text: str | None = None, **more) -> None:
        self.nodes.append(_Node(kind, self.text[start:end] if text is None else text, start, end, **more))

    def _literal(self, size: int = 1) -> None:
        self._put("text", self.place, self.place + size)
        self.place += size

    def _escape(self) -> None:
        following = self.text[self.place + 1 : self.place + 2]
        if following == "\n":
            self._put("hard", self.place, self.place + 2, "\n")
            self.place += 2
            self._skip_blanks()
        elif following and following in ESCAPABLE:
            self._put("text", self.place + 1, self.place + 2)
            self.place += 2
        else:
            self._literal()

    def _skip_blanks(self) -> None:
        while self.text[self.place : self.place + 1] in (" ", "\t", "\u3000"):
            self.place += 1

    def _line_end(self) -> None:
        last = self.nodes[-1] if self.nodes else None
        blanks = 0
        if last and last.kind == "text" and last.end == self.place:
            kept = last.text.rstrip(" ")
            blanks = len(last.text) - len(kept)
            last.text, last.end = kept, last.end - blanks
        self._put("hard" if blanks >= 2 else "soft", self.place, self.place + 1, "\n")
        self.place += 1
        self._skip_blanks()

    def _code(self) -> None:
        start = self.place
        opening = RUN["`"].match(self.text, start)
        size, inner = len(opening[0]), opening.end()
        close = self._closing_ticks(size, inner)
        if close < 0:
            self._literal(size)
            return
        content = self.text[inner:close]
        low, high = inner, close
        if len(content) > 1 and content[0] in " \n" and content[-1] in " \n" and content.strip(" \n"):
            low, high = inner + 1, close - 1
        for part in re.finditer("[^\n]+|\n", self.text[low:high]):
            self._put("text", low + part.start(), low + part.end(), part[0].replace("\n", " "), style=Style(code=True))
        self.place = close + size

    def _closing_ticks(self, size: int, start: int) -> int:
        """Return where the next run of just ``size`` backticks begins, -1 if there is none."""
        if self._ticks.get(size, 0) < 0:
            return -1
        for run in RUN["`"].finditer(self.text, start):
            if len(run[0]) == size:
                return run.start()
        self._ticks[size] = -1
        return -1

    def _delimiters(self) -> None:
        run = RUN[self.text[self.place]].match(self.text, self.place)
        start, end = run.span()
        before = self.text[start - 1 : start] if start else ""
        mark = Mark(run[0][0], start, end - start, before, self.text[end : end + 1])
        self.marks.add(mark)
        self._put("mark", start, end, mark=mark)
        self.place = end

    def _tilde(self) -> None:
        before = self.text[self.place - 1 : self.place] if self.place else ""
        if (before.isascii() and before.isalpha() or before == ")") and self._raise(LOWERED, Style(subscript=True)):
            return
        if RUN["~"].match(self.text, self.place)[0] == "~~":
            self._delimiters()
        else:
            self._literal(len(RUN["~"].match(self.text, self.place)[0]))

    def _caret(self) -> None:
        if self.text.startswith("^[", self.place):
            self._push("^", 2)
        elif not self._raise(RAISED, Style(superscript=True)):
            self._literal()

    def _raise(self, pattern: re.Pattern, style: Style) -> bool:
        match = pattern.match(self.text, self.place)
        if match:
            self._put("text", *match.span(1), style=style)
            self.place = match.end()
        return match is not None

    def _entity(self) -> None:
        match = ENTITY.match(self.text, self.place)
        char = _character(match) if match else None
        if char is None:
            self._literal()
            return
        self._put("text", *match.span(), UNSEEN.sub("", char))
        self.place = match.end()

    def _address(self) -> None:
        match = BARE.match(self.text, self.place)
        if not match:
            self._literal()
            return
        address = match[0].rstrip(".,;:!?*_~'\"")
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1].rstrip(".,;:!?*_~'\"")
        self._put("text", self.place, self.place + len(address), style=Style(href=address))
        self.place += len(address)

    def _angle(self) -> None:
        match = AUTOLINK.match(self.text, self.place) or MAILLINK.match(self.text, self.place)
        if not match:
            self._literal()
            return
        href = match[1] if match.re is AUTOLINK else "mailto:" + match[1]
        self._put("text", *match.span(1), style=Style(href=self._allowed(href, *match.span())))
        self.place = match.end()

    def _bang(self) -> None:
        if self.text.startswith("![", self.place):
            self._push("!", 2)
        else:
            self._literal()

    def _open(self) -> None:
        note = NOTE.match(self.text, self.place)
        if note:
            start, end = note.span()
            label = self.around.note_label(note[1], self.strip.at(start), self.strip.end(end))
            if label is not None:
                self._put("text", start, end, label, style=Style(superscript=True, note=label))
                self.place = end
                return
        self._push("[", 1)

    def _push(self, kind: str, size: int) -> None:
        self.brackets.append(_Bracket(len(self.nodes), kind, self.place, self.place + size, self.marks.last))
        self._literal(size)

    def _close(self) -> None:
        """Match a "]" with the last open bracket, as link, picture or note; else it is text."""
        opener = self.brackets.pop() if self.brackets else None
        end = self.place + 1
        if opener is None or not opener.active:
            self._literal()
        elif opener.kind == "^":
            self._note(opener)
        elif target := self._target(opener, end):
            (self._picture if opener.kind == "!" else self._link)(opener, target)
        else:
            self._literal()

    def _target(self, opener: _Bracket, end: int) -> Target | None:
        target = read_target(self.text, end, opener.kind == "!")
        if target or not self.around.targets:
            return target
        label, after = self.text[opener.after : min(self.place, opener.after + LABEL_MAX)], end
        if self.text.startswith("[", end):
            close = self.text.find("]", end, end + LABEL_MAX)
            if close > 0 and (written := self.text[end + 1 : close]):
                label = written
            after = close + 1 if close > 0 else end
        known = self.around.targets.get(label_key(label))
        return replace(known, end=after) if known else None

    def _take(self, opener: _Bracket) -> list[_Node]:
        """Take the nodes inside a bracket out of the text, their emphasis matched."""
        self.marks.match(opener.bottom)
        inner = self.nodes[opener.node + 1 :]
        del self.nodes[opener.node :]
        return inner

    def _picture(self, opener: _Bracket, target: Target) -> None:
        caption = self._flatten(self._take(opener))
        attributes, end = read_attributes(self.text, target.end)
        self.pictures.append(InlinePicture(tuple(caption), target, attributes, self.strip.at(target.end) + 1,
                                           self.strip.at(opener.start), self.strip.end(end)))
        self._put("picture", opener.start, end, "", children=caption)
        self.place = end

    def _link(self, opener: _Bracket, target: Target) -> None:
        self.marks.match(opener.bottom)
        href = self._allowed(target.href, opener.start, target.end)
        self.nodes[opener.node] = _Node("link", "", opener.start, opener.after, href=href or "")
        self._put("unlink", self.place, target.end, "")
        self.place = target.end
        for earlier in reversed(self.brackets):
            if earlier.kind == "[":
                if not earlier.active:
                    break
                earlier.active = False

    def _note(self, opener: _Bracket) -> None:
        pieces = self._flatten(self._take(opener))
        end = self.place + 1
        label = self.around.inline_note(pieces, self.strip.at(opener.start), self.strip.end(end))
        self._put("text", opener.start, end, label, style=Style(superscript=True, note=label))
        self.place = end

    def _allowed(self, href: str, start: int, end: int) -> str | None:
        if re.match("(?:https?://|mailto:)", href, re.IGNORECASE):
            return href
        self.refused.append((href, self.strip.at(start), self.strip.end(end)))
        return None

    def _flatten(self, nodes: Sequence[_Node]) -> list[Piece]:
        """Return nodes as pieces, each with the styles open around it."""
        depth = dict.fromkeys(("strong", "emphasis", "strike"), 0)
        links: list[str] = []
        pieces: list[Piece] = []
        soft: _Node | None = None
        for node in nodes:
            mark = node.mark
            if mark:
                for style in mark.closes:
                    depth[style] -= 1
                text, start, end = node.text[mark.low : mark.high], node.start + mark.low, node.start + mark.high
            else:
                text, start, end = node.text, node.start, node.end
            if node.kind == "link":
                links.append(node.href)
            elif node.kind == "unlink" and links:
                links.pop()
            elif node.kind == "soft":
                soft = node
            elif text:
                style = _style(node.style, depth, links)
                if soft:
                    pieces += self._soft(soft, words(pieces[-1:]), text, style)
                    soft = None
                pieces.append(Piece(text, self.strip.at(start), self.strip.end(end), style))
            if mark:
                for style in mark.opens:
                    depth[style] += 1
        return merge(pieces)

    def _soft(self, node: _Node, before: str, after: str, style: Style) -> list[Piece]:
        blank = join_of_lines(before[-1:], after[0])
        place = self.strip.end(node.start)
        return [Piece(blank, place, place + 1, replace(style, code=False))] if blank else []


def _style(own: Style, depth: Mapping[str, int], links: Sequence[str]) -> Style:
    if not links and not any(depth.values()):
        return own
    return replace(own, strong=depth["strong"] > 0, emphasis=depth["emphasis"] > 0, strike=depth["strike"] > 0,
                   href=(links[-1] if links else own.href) or None)


def _character(match: re.Match) -> str | None:
    if match[3]:
        return html5.get(match[3] + ";")
    code = int(match[1], 16) if match[1] else int(match[2])
    if code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return chr(code)
