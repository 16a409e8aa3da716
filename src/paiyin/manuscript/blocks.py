"""The outline of a Markdown manuscript: markdown-it's block tokens, and where their lines stand in the fair copy."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from paiyin.manuscript.desk import Desk
from paiyin.manuscript.links import Target, label_key, read_definition
from paiyin.spans import Span

MAX_NESTING = 30        # quotations and lists inside one another; each item counts as two
REFERENCE = re.compile(r"\[([^\[\]\n]{1,200})\](?!:)")
PREFIX = re.compile(r"[ \t]*(?:(?:>[ \t]?|(?:[-*+]|\d{1,9}[.)])[ \t]+))*")

Line = tuple[str, int]      # text, and where it begins in the fair copy


class WholeTextParser(ParserBlock):
    """markdown-it's block parser, which drops what is nested too deeply; here that stays as a paragraph."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:
        if state.level < state.md.options.maxNesting:
            super().tokenize(state, startLine, endLine)
            return
        line = state.skipEmptyLines(startLine)
        while line < endLine and state.sCount[line] >= state.blkIndent:
            last = line
            while last < endLine and not state.isEmpty(last) and state.sCount[last] >= state.blkIndent:
                last += 1
            self._as_paragraph(state, line, last)
            line = state.skipEmptyLines(last)
        state.line = min(line, endLine)

    @staticmethod
    def _as_paragraph(state: StateBlock, line: int, last: int) -> None:
        state.env.setdefault("too_deep", []).append(line)
        token = state.push("paragraph_open", "p", 1)
        token.map = [line, last]
        token = state.push("inline", "", 0)
        token.content = state.getLines(line, last, state.blkIndent, False).strip()
        token.map = [line, last]
        token.children = []
        state.push("paragraph_close", "p", -1)


@dataclass
class Outline:
    """Block tokens with the lines they came from."""

    desk: Desk
    tokens: list[Token]
    lines: list[str]
    starts: list[int]
    note_labels: frozenset[str]
    targets: dict[str, Target] = field(default_factory=dict)
    used: frozenset[str] = frozenset()

    def range(self, token: Token) -> tuple[int, int]:
        """Return where a token's lines begin and end in the fair copy, blanks at both ends left out."""
        first, last = token.map or (0, 0)
        last = min(last, len(self.lines))
        while last > first + 1 and not self.lines[last - 1].strip():
            last -= 1
        head, tail = self.lines[first], self.lines[max(first, last - 1)]
        return (self.starts[first] + len(head) - len(head.lstrip()),
                self.starts[max(first, last - 1)] + len(tail.rstrip()))

    def span(self, token: Token) -> Span:
        return self.desk.span(*self.range(token))

    def lines_of(self, token: Token, opened: Token) -> list[Line]:
        """Return the lines of a paragraph's or heading's text without what marks their block."""
        return self._located(token.content, token.map[0], opened.type == "heading_open" and opened.markup[:1] == "#")

    def inner_lines(self, token: Token) -> list[Line]:
        """Return the lines inside a fence."""
        return self._located(token.content.removesuffix("\n"), token.map[0] + 1, False)

    def _located(self, content: str, first: int, marked: bool) -> list[Line]:
        located = []
        for number, text in enumerate(content.split("\n"), first):
            line, wanted = self.lines[number] if number < len(self.lines) else "", text.strip()
            if not wanted:
                continue
            bare = line.rstrip()
            if marked:
                hashes = line.find("#")
                place = line.find(wanted, len(line) - len(line[hashes:].lstrip("#")))
            elif bare.endswith(wanted):
                place = len(bare) - len(wanted)
            else:
                place = line.find(wanted)
            located.append((text.lstrip(), self.starts[number] + max(place, 0)))
        return located

    def without_definitions(self, lines: Sequence[Line]) -> list[Line]:
        """Return a paragraph's lines without the link definitions at its head that something refers to."""
        kept = list(lines)
        while kept and (found := read_definition(kept[0][0])) and found[0] in self.used:
            kept.pop(0)
        return kept

    def is_closed(self, token: Token) -> bool:
        """Tell whether a fence has its closing line."""
        first, last = token.map
        mark = token.markup[0]
        closing = self.lines[last - 1].strip().lstrip("> \t") if last - 1 > first else ""
        return len(closing) >= len(token.markup) and set(closing) == {mark}


def read_outline(desk: Desk, body: int, *plugins: Callable[[MarkdownIt], None]) -> Outline:
    """Split the fair copy from ``body`` on into blocks; ``plugins`` teach the parser more of them."""
    text = desk.copy.text
    lines = text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING}).enable("table")
    footnote_plugin(parser)
    for plugin in plugins:
        plugin(parser)
    parser.disable(["reference", "html_block"])
    whole = WholeTextParser()
    whole.ruler = parser.block.ruler
    parser.block = whole
    env: dict = {}
    tokens: list[Token] = []
    parser.block.parse("\n" * text.count("\n", 0, body) + text[body:], parser, env, tokens)
    labels = frozenset(label[1:] for label in env.get("footnotes", {}).get("refs", {}))
    outline = Outline(desk, tokens, lines, starts, labels)
    outline.used = frozenset(label_key(m[1]) for m in REFERENCE.finditer(text, body)) if "]:" in text else frozenset()
    _collect_definitions(outline)
    if deep := env.get("too_deep"):
        desk.say("M604", starts[deep[0]], starts[deep[0]] + len(lines[deep[0]][:40]), limit=MAX_NESTING)
    return outline


def _collect_definitions(outline: Outline) -> None:
    opened: Token | None = None
    for token in outline.tokens if outline.used else ():
        if token.type == "paragraph_open":
            opened = token
        elif token.type == "inline" and opened is not None and token.content.startswith("["):
            for line, _ in outline.lines_of(token, opened):
                found = read_definition(line)
                if not found or found[0] not in outline.used:
                    break
                outline.targets.setdefault(*found)
        elif token.type == "paragraph_close":
            opened = None
