"""Plain text manuscripts, as newsroom systems export them: read by general rules, and every guess is said."""

import re
from collections.abc import Sequence

from paiyin.article import Article, Block, Crosshead, Figure, Paragraph, Style, Text, plain
from paiyin.manuscript.captions import captions_of, is_continued
from paiyin.manuscript.desk import Desk
from paiyin.manuscript.figures import PICTURE, Picture, figure_from
from paiyin.manuscript.frontmatter import Field
from paiyin.manuscript.guess import guess_head
from paiyin.manuscript.head import ends_sentence, head_from
from paiyin.manuscript.labels import label_of
from paiyin.manuscript.opening import article_of, lift_head
from paiyin.manuscript.paragraphs import HEADING, NUMBERED, Stretch, lines_of, stretches_of
from paiyin.manuscript.pieces import BLANKS, Counter, Piece, cut, join_of_lines, merge, words
from paiyin.spans import Span

CROSSHEAD_MAX = 24      # characters
IMAGE = re.compile(r"!\[(?P<caption>[^\]\n]*)\]\((?P<src>[^()\n]*)\)(?:\{(?P<attributes>[^{}\n]*)\})?")
STRONG = Style(strong=True)


def read_plaintext(desk: Desk, fields: dict[str, Field], body: int, slug: str) -> Article:
    """Return the article of a plain text whose body begins at a place of the fair copy."""
    stretches, wrapped = stretches_of(lines_of(desk.copy.text, body))
    if wrapped:
        desk.say("M701", stretches[0].start, stretches[0].end)
    marked = any(HEADING.match(stretch.text) for stretch in stretches)
    head, first = head_from(desk, fields), 0
    if not marked:
        head, first = guess_head(desk, stretches, head)
    blocks = PlainReader(desk, stretches, first, marked).read()
    if marked:
        head, blocks = lift_head(desk, blocks, head)
    return article_of(desk, fields, head, blocks, slug)


class PlainReader:
    """Turns stretches of lines into blocks."""

    def __init__(self, desk: Desk, stretches: Sequence[Stretch], first: int, marked: bool):
        self.desk = desk
        self.stretches = stretches
        self.first = first
        self.marked = marked
        self.blocks: list[Block] = []
        self.figures = 0
        self.captions = captions_of(stretches, first, marked)

    def read(self) -> list[Block]:
        place = self.first
        while place < len(self.stretches):
            stretch = self.stretches[place]
            if place in self.captions:
                self.blocks.append(self._figure(place, None))
            elif image := IMAGE.fullmatch(stretch.text):
                self.blocks.append(self._image(stretch, image))
            elif heading := HEADING.match(stretch.text):
                self._heading(stretch, heading)
            elif not self.marked and (level := self._crosshead_level(place)):
                self.blocks.append(Crosshead(self.desk.text(stretch.pieces()), self._span(stretch), level))
                self.desk.say("M703", stretch.start, stretch.end, text=stretch.text)
            else:
                place = self._paragraph(place)
            place += 1
        return self.blocks

    def _span(self, stretch: Stretch) -> Span:
        return self.desk.span(stretch.start, stretch.end)

    def _heading(self, stretch: Stretch, heading: re.Match) -> None:
        pieces = _drop(stretch.pieces(), heading.end())
        self.blocks.append(Crosshead(self.desk.text(_strong_runs(pieces)), self._span(stretch), len(heading["marks"])))

    def _crosshead_level(self, place: int) -> int:
        """Return the level of a line that looks like a crosshead, 0 if it does not.

        It is short, ends no sentence, and a paragraph follows; an unnumbered one also has a paragraph before it.
        """
        stretch = self.stretches[place]
        text = stretch.text
        if len(text) > CROSSHEAD_MAX or ends_sentence(text) or text[-1] in "，、,：:；;" or label_of(text):
            return 0
        after = self._after(place)
        if after is None:
            return 0
        long_after = len(after) > CROSSHEAD_MAX
        if numbered := NUMBERED.match(text):
            level = {"one": 1, "two": 2, "three": 3}[numbered.lastgroup]
            if level == 3 and re.search("[：:]", text):         # 1、先进集体：甲单位 乙单位
                return 0
            return level if long_after or ends_sentence(after) or NUMBERED.match(after) else 0
        alone = place == self.first or place - 1 in self.captions or ends_sentence(self.stretches[place - 1].text)
        return 1 if alone and long_after else 0

    def _after(self, place: int) -> str | None:
        place += 1
        while place in self.captions:
            place += 1
        return self.stretches[place].text if place < len(self.stretches) else None

    def _paragraph(self, place: int) -> int:
        """Add the paragraph at a place, its halves joined and the captions that cut it after it; return its end."""
        stretch = self.stretches[place]
        pieces, anchors, last = stretch.pieces(), [], place
        while following := self._other_half(last):
            half = self.stretches[following]
            anchors += [(caption, half.start) for caption in range(last + 1, following)]
            if blank := join_of_lines(pieces[-1].text[-1:], half.text[:1]):
                pieces.append(Piece(blank, pieces[-1].end, pieces[-1].end + 1))
            pieces += half.pieces()
            last = following
        paragraph, right = self._labelled(pieces, self.desk.span(stretch.start, self.stretches[last].end))
        self.blocks.append(paragraph)
        counter = Counter(right)
        self.blocks += (self._figure(caption, counter.before(cut_at)) for caption, cut_at in anchors)
        return last

    def _other_half(self, place: int) -> int:
        """Return where the paragraph at a place goes on behind the captions that cut it, 0 if nothing cuts it."""
        following = place + 1
        while following in self.captions:
            following += 1
        if following == place + 1 or following >= len(self.stretches):
            return 0
        continued = is_continued(self.stretches[place].text, self.stretches[following].text)
        return following if continued and any(self.captions[i].cuts for i in range(place + 1, following)) else 0

    def _labelled(self, pieces: list[Piece], span: Span) -> tuple[Paragraph, list[Piece]]:
        label: Text = ()
        if found := label_of(words(pieces[:1])):
            start, end, after = found
            label = self.desk.text([cut(pieces[0], start, end)])
            pieces = _drop(pieces, after)
        right = self.desk.put_right(_strong_runs(pieces))
        return Paragraph(self.desk.as_text(right), span, label), right

    def _figure(self, place: int, at: int | None) -> Figure:
        stretch = self.stretches[place]
        caption = self.captions[place]
        pieces = _take(_drop(stretch.pieces(), caption.start), caption.end - caption.start)
        src = ""
        if pieces and PICTURE.search(name := pieces[0].text.split(None, 1)[0]):
            src, pieces = name, _drop(pieces, len(name))
        self.figures += 1
        picture = Picture(tuple(pieces), stretch.start, stretch.end, src)
        figure = figure_from(self.desk, picture, self.figures, at)
        code = "M704" if at is None else "M705"
        self.desk.say(code, stretch.start, stretch.end, caption=plain(figure.caption)[:40])
        return figure

    def _image(self, stretch: Stretch, image: re.Match) -> Figure:
        self.figures += 1
        pieces = _take(_drop(stretch.pieces(), image.start("caption")), len(image["caption"]))
        picture = Picture(tuple(pieces), stretch.start, stretch.end, image["src"].strip(), "",
                          image["attributes"] or "", stretch.start + max(image.start("attributes"), 0))
        return figure_from(self.desk, picture, self.figures)


def _drop(pieces: Sequence[Piece], count: int) -> list[Piece]:
    """Return pieces without their first ``count`` characters."""
    kept = []
    for piece in pieces:
        size = len(piece.text)
        if count < size:
            kept.append(cut(piece, max(count, 0), size))
        count -= size
    return kept


def _take(pieces: Sequence[Piece], count: int) -> list[Piece]:
    """Return the first ``count`` characters of pieces."""
    kept = []
    for piece in pieces:
        if count > 0:
            kept.append(cut(piece, 0, min(count, len(piece.text))))
        count -= len(piece.text)
    return kept


def _strong_runs(pieces: Sequence[Piece]) -> list[Piece]:
    """Return pieces with ``**words**`` made strong and the asterisks gone; a mark without a partner stays."""
    text = words(pieces)
    if "**" not in text:
        return list(pieces)
    marks = [(m.start(), m.end()) for m in re.finditer(r"(?<!\*)\*\*(?!\*)", text)]
    kept, place, opened = [], 0, None
    for start, end in marks:
        if opened is None:
            if text[end : end + 1].strip(BLANKS):
                opened = (start, end)
            continue
        if text[start - 1] in BLANKS:
            continue
        kept += _take(_drop(pieces, place), opened[0] - place)
        kept += [piece._replace(style=STRONG) for piece in _take(_drop(pieces, opened[1]), start - opened[1])]
        place, opened = end, None
    return merge(kept + _drop(pieces, place))
