"""Set lines → markup: every glyph where the plan has it, with as few elements as that takes.

A block is a run of evenly spaced lines in one preformatted box. Inside it, text in the block's own face without
tracking
is bare; everything else stands in a span whose class says how it differs.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from paiyin.composition.plan import FaceRef, Frame, Piece, PlanLine
from paiyin.diagnostics import Diagnostics
from paiyin.han.line import Segment
from paiyin.pages.styles import Styles, number

# What the tree of a tagged document is to know, in elements that WeasyPrint lets through: see ``paiyin.pages.paint``.
OPEN, CONTINUED, TABLE, ROW = "blockquote", "span", "main", "article"
SCHEMES = ("http", "https", "mailto")
EVEN = 0.004  # points that a baseline may stand off its block's step
# WeasyPrint cuts kerning down to whole 1/1000 em, so a tracking is asked for a little larger than it is.
SURPLUS = 0.25
ESCAPES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&#34;", ord("\t"): " "}
# Pango shapes a bracket apart from what it holds if Han stands before it, so that kerning is lost.
PAIRED = frozenset("()[]{}<>")
# Characters that would end a line or cannot be written are not type.
ESCAPES |= dict.fromkeys([c for c in (*range(32), *range(127, 160), 0x2028, 0x2029) if c != 9])
ESCAPES |= dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")
# Characters that Pango would set in the machine's emoji font, whatever the face asked for.
EMOJI = re.compile(
    "[\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab"
    "\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e"
    "\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55\U0001f000-\U0001faff](?!\ufe0e)")


def typed(text: str) -> str:
    """Return text for HTML that is set in the face asked for: emoji as type of one ink, not as pictures."""
    return escaped(EMOJI.sub("\\g<0>\ufe0e", text.replace("\ufe0f", "\ufe0e")) if not text.isascii() else text)


def escaped(text: str) -> str:
    """Return text for HTML, without characters that would break a line."""
    return text.translate(ESCAPES)


@dataclass(slots=True)
class _Node:
    """A stretch of one line that one text node can hold; margins in 1/1000 of the line's em."""

    segment: Segment
    text: str
    plain: bool
    left: float = 0
    right: float = 0


@dataclass(frozen=True, slots=True)
class _Block:
    lines: tuple[PlanLine, ...]
    step: float


class TextPainter:
    """Turns the pieces of text frames into markup; collects the classes that they need in ``styles``."""

    def __init__(self, faces: Mapping[str, FaceRef], styles: Styles, diagnostics: Diagnostics, tagged: bool = False):
        self._faces = faces
        self._tagged = tagged
        self._styles = styles
        self._diagnostics = diagnostics

    def frame(self, frame: Frame, tag: str = "div") -> Markup:
        """Return a frame with its pieces, each an element of its own.

        Every frame's box is the page: like columns then share their styles, which WeasyPrint computes once.
        """
        parts, foot, place = [f'<{tag} class="t {frame.kind}">'], 0.0, 0.0
        for number, piece in enumerate(frame.pieces):
            if tag == TABLE and (number == 0 or piece.lines[0].x <= place):  # back to the left: a row begins
                parts.append(f"</{ROW}>" * (number > 0) + f"<{ROW}>")
            place = piece.lines[0].x
            markup, foot = self._piece(piece, foot)
            parts.append(markup)
        parts.append(f"</{ROW}>" * (tag == TABLE and len(parts) > 1) + f"</{tag}>")
        return Markup("".join(parts))

    def _piece(self, piece: Piece, foot: float) -> tuple[str, float]:
        tag = self._tag(piece)
        title = escaped("".join(line.text for line in piece.lines))
        attributes = f' title="{title}"' if piece.level else ""
        face = self._majority(piece.lines)
        blocks = list(_blocks(piece.lines))
        if len(blocks) == 1:
            inner, style, foot = self._block(blocks[0], face, foot)
            return f'<{tag} class="{piece.role} {style}"{attributes}>{inner}</{tag}>', foot
        parts = [f'<{tag} class="{piece.role}"{attributes}>']
        for block in blocks:
            inner, style, foot = self._block(block, face, foot)
            parts.append(f'<span class="b {style}">{inner}</span>')
        return "".join([*parts, f"</{tag}>"]), foot

    def _tag(self, piece: Piece) -> str:
        """Return the element of a piece; a paragraph that goes on in another frame is told by its elements if they
        are to become a tree."""
        if piece.level:
            return f"h{min(piece.level, 4)}"
        if self._tagged and not piece.first:
            return CONTINUED
        if self._tagged and piece.role == "table-head":
            return OPEN
        return OPEN if self._tagged and not piece.last else "p"

    def _majority(self, lines: tuple[PlanLine, ...]) -> str:
        counts = Counter()
        for line in lines:
            for segment in line.segments:
                counts[segment.face] += len(segment.text)
        return counts.most_common(1)[0][0] if counts else next(iter(self._faces))

    def _block(self, block: _Block, face: str, foot: float) -> tuple[str, str, float]:
        """Return a block's markup, its class and the y of its lower edge."""
        first = block.lines[0]
        top = first.y - self._styles.baseline(self._faces[face], first.size, block.step)
        rules = [
            f"margin-left:{number(first.x)}pt;font-size:{number(first.size)}pt;line-height:{number(block.step)}pt",
            self._styles.face(self._faces[face]),
        ]
        if abs(top - foot) > 1e-6:
            rules.append(f"margin-top:{number(top - foot)}pt")
        nodes = [self._nodes(line, face) for line in block.lines]
        if nodes[0] and nodes[0][0].plain and nodes[0][0].left:
            rules.append(f"text-indent:{number(nodes[0][0].left / 1000)}em")
            nodes[0][0].left = 0
        inner = "\n".join(self._line(n, face) for n in nodes)
        return inner, self._styles.name(";".join(rules)), top + block.step * len(block.lines)

    def _nodes(self, line: PlanLine, face: str) -> list[_Node]:
        """Return the stretches of a line, equal neighbours joined, blanks turned into margins."""
        nodes: list[_Node] = []
        for segment in line.segments:
            last = nodes[-1].segment if nodes else None
            apart = bool(segment.lead) or bool(last) and not PAIRED.isdisjoint(nodes[-1].text + segment.text)
            if last and not apart and _alike(last, segment):
                nodes[-1].text += segment.text
                continue
            plain = _plain(segment, face) and not (segment.track and typed(segment.text).endswith("\ufe0e"))
            node = _Node(segment, segment.text, plain, left=segment.lead)
            if node.plain and segment.lead and nodes and not nodes[-1].plain:
                nodes[-1].right, node.left = segment.lead, 0
            elif node.plain and apart and nodes and nodes[-1].plain:
                node.plain = False
            nodes.append(node)
        return nodes

    def _line(self, nodes: list[_Node], face: str) -> str:
        tracks = Counter()
        for node in nodes:
            if node.plain:
                tracks[node.segment.track] += 1
        common = max(tracks, key=lambda t: (tracks[t], t == 0, -t)) if tracks else 0
        wrapped = common if common and tracks[common] > 1 else 0
        parts, excess = [], 0.0
        for node in nodes:
            segment = node.segment
            own = SURPLUS * len(node.text) * (segment.track > 0) - SURPLUS * len(node.text) * (segment.track < 0)
            if node.plain and not node.left and segment.track == wrapped:
                parts.append(typed(node.text))
                excess += own
                continue
            left = node.left - round(excess)
            excess -= round(excess)
            right = node.right - round(excess + own)
            excess += own - round(excess + own)
            parts.append(self._span(node, face, wrapped, left, right))
        inner = "".join(parts)
        if not wrapped:
            return inner
        return f'<i class="{self._styles.name(_tracking(wrapped))}">{inner}</i>'

    def _span(self, node: _Node, face: str, track: int, left: float, right: float) -> str:
        segment, rules = node.segment, []
        scale = segment.scale / 1000
        if segment.face != face or segment.half:
            rules.append(self._styles.face(self._faces[segment.face], segment.half))
        if segment.scale != 1000:
            rules.append(f"font-size:{number(scale)}em")
        if segment.track != track:
            rules.append(_tracking(segment.track / scale))
        if left:
            rules.append(f"margin-left:{number(left / 1000 / scale)}em")
        if segment.track and typed(node.text).endswith("\ufe0e"):
            right -= segment.track / 2          # Pango adds half the tracking between an emoji and its selector
        if right:
            rules.append(f"margin-right:{number(right / 1000 / scale)}em")
        if segment.rise:
            rules.append(f"vertical-align:{number(segment.rise / 1000 / scale)}em")
        names = [self._styles.name(";".join(rules))] if rules else []
        names += ["s-" + "".join(c for c in style if c.isalnum() or c == "-") for style in segment.style]
        attribute = f' class="{" ".join(names)}"' if names else ""
        if segment.href and self._link(segment.href):
            return f'<a{attribute} href="{escaped(segment.href)}">{typed(node.text)}</a>'
        return f"<i{attribute}>{typed(node.text)}</i>"

    def _link(self, href: str) -> bool:
        try:
            scheme = urlsplit(href).scheme
        except ValueError:
            scheme = ""
        if scheme in SCHEMES:
            return True
        self._diagnostics.add("W301", href=href[:80])
        return False


def _tracking(track: float) -> str:
    return f"letter-spacing:{number((track + SURPLUS * ((track > 0) - (track < 0))) / 1000)}em"


def _plain(segment: Segment, face: str) -> bool:
    return (
        segment.face == face
        and not segment.half
        and segment.scale == 1000
        and not segment.rise
        and not segment.style
        and not segment.href
    )


def _alike(a: Segment, b: Segment) -> bool:
    return (a.face, a.track, a.half, a.scale, a.rise, a.style, a.href) == (
        b.face,
        b.track,
        b.half,
        b.scale,
        b.rise,
        b.style,
        b.href,
    )


def _blocks(lines: tuple[PlanLine, ...]) -> Iterator[_Block]:
    """Cut lines into runs that stand under one another at one step, in one size."""
    start = 0
    while start < len(lines):
        first, end = lines[start], start + 1
        step = lines[end].y - first.y if end < len(lines) else 0
        while (
            end < len(lines)
            and step > 0
            and lines[end].size == first.size
            and abs(lines[end].x - first.x) < EVEN
            and abs(lines[end].y - first.y - step * (end - start)) < EVEN
        ):
            end += 1
        yield _Block(lines[start:end], step if end - start > 1 else 1.25 * first.size)
        start = end
