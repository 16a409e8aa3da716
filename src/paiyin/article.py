"""The document model: an article as the manuscript stage leaves it, frozen, every node with its span.

Text is a tuple of ``Run``; blocks are in reading order. A figure or chart is a block of its own that stands right
after the paragraph that mentions it; when a newsroom export let a caption cut a paragraph in two, the halves are one
``Paragraph`` again and the figure follows it, with ``at`` telling how many characters of it come before the figure.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from paiyin.spans import Span


@dataclass(frozen=True, slots=True)
class Style:
    """Character style of a run. ``note`` is the label of a footnote that the run refers to."""

    strong: bool = False
    emphasis: bool = False
    code: bool = False
    strike: bool = False
    superscript: bool = False
    subscript: bool = False
    href: str | None = None
    note: str | None = None


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one style. ``span`` covers it in the source; where ``len(text) == span.end - span.start`` the
    characters correspond one to one. A line break that the author forced is "\\n"."""

    text: str
    span: Span
    style: Style = PLAIN


Text = tuple[Run, ...]


def plain(text: Text) -> str:
    """Return the characters of a text without their styles."""
    return "".join(run.text for run in text)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. ``label`` is a run-in label such as 镜头1 (without its colon), which opens a labelled scene;
    ``lead`` marks a standfirst (提要)."""

    text: Text
    span: Span
    label: Text = ()
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Crosshead:
    """A heading inside the article (小标题). ``level`` is 1 for sections, 2 below them and so on."""

    text: Text
    span: Span
    level: int = 1


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its caption, or the place for one that has not come yet.

    ``src`` is relative to the manuscript's folder, None when the manuscript names no file. ``columns`` is the wished
    span in columns; ``pin`` a wished place such as "p1 2-4 top"; ``focus`` the point (x, y from 0 to 1) that a crop
    keeps; ``at`` is the number of characters of the preceding paragraph before the figure, None after its end.
    ``number`` is its place among the manuscript's figures, from 1; ``opening`` marks the picture that opens the story,
    which may stand before its mention.
    """

    caption: Text
    span: Span
    number: int
    src: str | None = None
    credit: str = ""
    alt: str = ""
    id: str = ""
    columns: int | None = None
    pin: str = ""
    focus: tuple[float, float] = (0.5, 0.5)
    at: int | None = None
    opening: bool = False


@dataclass(frozen=True, slots=True)
class Datum:
    """One value of a chart: its label, the number, and the number as the manuscript writes it; in a chart of several
    series (2020年, 2021年; 城镇, 农村) also which of them it belongs to."""

    label: str
    value: float
    text: str
    span: Span
    series: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as declared in the manuscript (or chosen from its numbers, then ``chosen`` says why)."""

    data: tuple[Datum, ...]
    span: Span
    number: int
    kind: str = "bar"
    title: str = ""
    unit: str = ""
    note: str = ""
    source: str = ""
    id: str = ""
    columns: int | None = None
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item: the mark that is printed before it ("•", "1."), and its blocks."""

    mark: str
    blocks: tuple["Block", ...]
    span: Span


@dataclass(frozen=True, slots=True)
class ListBlock:
    items: tuple[ListItem, ...]
    span: Span
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: tuple["Block", ...]
    span: Span


@dataclass(frozen=True, slots=True)
class PullQuote:
    """A sentence to be set large in a box of its own; ``source`` is who said it. ``columns`` is the wished span."""

    text: Text
    span: Span
    source: Text = ()
    columns: int | None = None


@dataclass(frozen=True, slots=True)
class Sidebar:
    """A text beside the story with a title of its own (相关链接), set as a box. ``columns`` is the wished span."""

    title: Text
    blocks: tuple["Block", ...]
    span: Span
    columns: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Pictures that share one caption (组图). Each keeps its own number; ``columns`` is the wished span of all."""

    figures: tuple[Figure, ...]
    caption: Text
    span: Span
    credit: str = ""
    columns: int | None = None
    pin: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table. ``align`` holds "left", "center" or "right" for each column. Over it stand its ``title`` (表1　…) and the
    ``unit`` of its figures, under it its ``notes`` (注：…, 资料来源：…)."""

    head: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    align: tuple[str, ...]
    span: Span
    title: Text = ()
    unit: Text = ()
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """Preformatted text: its lines are kept as they are."""

    text: str
    span: Span
    language: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """A thematic break: an empty line or a short rule."""

    span: Span


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note; printed in the order of ``Article.notes`` after the article's text. ``label`` is what is printed."""

    label: str
    blocks: tuple["Block", ...]
    span: Span


Block = (
    Paragraph | Crosshead | Figure | Chart | ListBlock | Quote | PullQuote | Sidebar | Group | Table | Code | Break
)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the text. All but the headline may be empty; ``byline`` is one line of text.

    ``form`` is "vertical" for a headline that is set downwards (竖题), ``box`` asks for rules around the story (加框).
    """

    title: Text = ()
    kicker: Text = ()
    deck: Text = ()
    byline: Text = ()
    date: str = ""
    form: str = ""
    box: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    head: Head
    blocks: tuple[Block, ...]
    file: str
    slug: str
    lang: str = "zh-Hans"
    notes: tuple[Footnote, ...] = field(default=())

    def figures(self) -> tuple[Figure, ...]:
        """Return all figures in the manuscript's order, those of groups among them."""
        parts = (block.figures if isinstance(block, Group) else (block,) for block in self.blocks)
        return tuple(figure for part in parts for figure in part if isinstance(figure, Figure))

    def charts(self) -> tuple[Chart, ...]:
        return tuple(b for b in self.blocks if isinstance(b, Chart))


def runs_of(article: Article) -> Iterator[Run]:
    """Yield every run of an article in reading order: head, blocks with all that they hold, notes."""
    head = article.head
    for text in (head.kicker, head.title, head.deck, head.byline):
        yield from text
    yield from _runs(article.blocks)
    for note in article.notes:
        yield from _runs(note.blocks)


def _runs(blocks: Iterable[Block]) -> Iterator[Run]:
    for block in blocks:
        match block:
            case Paragraph():
                yield from block.label
                yield from block.text
            case Crosshead():
                yield from block.text
            case Figure():
                yield from block.caption
                yield Run(block.credit, block.span)
            case Chart():
                yield Run(block.title + block.unit + block.note + block.source, block.span)
                yield from (Run(d.label + d.series + d.text, d.span) for d in block.data)
            case ListBlock():
                for item in block.items:
                    yield Run(item.mark, item.span)
                    yield from _runs(item.blocks)
            case Quote():
                yield from _runs(block.blocks)
            case PullQuote():
                yield from block.text
                yield from block.source
            case Sidebar():
                yield from block.title
                yield from _runs(block.blocks)
            case Group():
                yield from _runs(block.figures)
                yield from block.caption
                yield Run(block.credit, block.span)
            case Table():
                for row in ((block.title, block.unit), block.head, *block.rows, block.notes):
                    for cell in row:
                        yield from cell
            case Code():
                yield Run(block.text, block.span)
