"""The hard rules that a plan shows beside its article: what stands where, how often, in which order."""

from collections import Counter
from collections.abc import Iterator

from paiyin.article import Article, Block, Crosshead, Figure, Group, Paragraph, Sidebar, Table, plain
from paiyin.composition.plan import Frame, Plan
from paiyin.diagnostics import Diagnostics
from tests.composition.laws import figure_pages, letters, printed

RUNNING = ("body", "scene", "scene-label", "lead", "standfirst")
HEADS = ("section", "crosshead", "subhead")
OBSTACLES = ("head", "figure", "chart", "table", "code", "quote", "sidebar", "group")
LEAST = 3  # lines of text between two obstacles


def check_story(plan: Plan, article: Article, diagnostics: Diagnostics) -> None:
    """Assert every hard rule that needs the article."""
    everything_once(plan, article, diagnostics)
    in_reading_order(plan)
    no_sliver_between_obstacles(plan)
    nothing_before_its_mention(plan, article)


def bare(words: str) -> str:
    """Return words without blanks and without hyphens, which divided words gain."""
    return "".join(words.split()).replace("-", "")


def running(article: Article) -> str:
    return "".join(plain(b.label) + plain(b.text) for b in article.blocks if isinstance(b, Paragraph))


def everything_once(plan: Plan, article: Article, diagnostics: Diagnostics) -> None:
    """Running text stands once and in order; heads, captions, tables and sidebars once; figures and charts once, but
    for charts that nobody declared and that the editor is told of."""
    blocks = article.blocks
    assert bare(printed(plan, RUNNING)) == bare(running(article))
    heads = "".join(plain(b.text) for b in blocks if isinstance(b, Crosshead))
    assert letters(printed(plan, HEADS)) == letters(heads)
    cells = (cell for b in blocks if isinstance(b, Table) for row in (b.head, *b.rows) for cell in row)
    assert letters(printed(plan, ("table", "table-head"))) == letters("".join(map(plain, cells)))
    beside = "".join(
        plain(b.title) + "".join(plain(inner.text) for inner in b.blocks) for b in blocks if isinstance(b, Sidebar)
    )
    assert letters(printed(plan, ("sidebar", "panel-title"))) == letters(beside)
    captions = [f.caption for f in article.figures()] + [b.caption for b in blocks if isinstance(b, Group)]
    lost = letters("".join(map(plain, captions))) - letters(printed(plan, ("caption",)))
    assert not lost, lost
    shown = Counter(f.picture.slip.source for f in frames(plan, "figure") if f.picture and f.picture.slip)
    assert shown == Counter(f.number for f in article.figures())
    drawn = Counter(f.picture.number for f in frames(plan, "chart"))
    missing = Counter(c.number for c in article.charts()) - drawn
    told = Counter(d.values["title"] for d in diagnostics if d.code == "P122")
    assert not drawn - Counter(c.number for c in article.charts())
    assert told == Counter(c.title for c in article.charts() if c.number in missing)
    assert all(c.chosen for c in article.charts() if c.number in missing)


def frames(plan: Plan, *kinds: str) -> Iterator[Frame]:
    for page in plan.pages:
        yield from (f for f in page.frames if f.kind in kinds)


def in_reading_order(plan: Plan) -> None:
    """Text frames follow one another down a column, to the columns right of it, then to the next band under all."""
    for page in plan.pages:
        texts = [f for f in page.frames if f.kind == "text"]
        foot = 0  # of all that stands in the bands above
        band: list[Frame] = []
        for a, b in zip(texts, texts[1:]):
            band.append(a)
            if b.column < a.column or b.column == a.column and b.line < a.line:
                foot = max(f.line + f.lines for f in band)
                band = []
                assert b.line >= foot, (page.number, a.column, a.line, b.column, b.line)
            elif b.column == a.column:
                assert b.line >= a.line + a.lines, (page.number, b.column, b.line)
            assert b.line >= foot or b.column > a.column


def no_sliver_between_obstacles(plan: Plan) -> None:
    """A piece of text between two obstacles has at least three lines."""
    for page in plan.pages:
        walls = [f for f in page.frames if f.kind in OBSTACLES and f.line >= 0]
        for frame in page.frames:
            if frame.kind != "text" or frame.lines >= LEAST:
                continue
            there = [w for w in walls if w.column <= frame.column < w.column + w.columns]
            above = any(0 <= frame.line - (w.line + w.lines) <= 1 for w in there)
            below = any(0 <= w.line - (frame.line + frame.lines) <= 1 for w in there)
            assert not (above and below), (page.number, frame.column, frame.line, frame.lines)


def widows(plan: Plan) -> list[tuple[int, int, int]]:
    """Return the columns (page, column, line) at whose top a paragraph's last line stands alone."""
    out = []
    for page in plan.pages:
        for frame in page.frames:
            if frame.kind == "text" and frame.pieces:
                top = frame.pieces[0]
                if top.role in RUNNING and top.last and not top.first and len(top.lines) == 1:
                    out.append((page.number, frame.column, frame.line))
    return out


def nothing_before_its_mention(plan: Plan, article: Article) -> None:
    """No picture stands on a page before the words that mention it, but for the one that opens the story."""
    ends, said = [], 0
    for page in plan.pages:
        texts = (p for f in page.frames for p in f.pieces if p.role in RUNNING)
        said += sum(len(bare(line.text)) for piece in texts for line in piece.lines)
        ends.append((said, page.number))
    pages = figure_pages(plan)
    opening = openers(article)
    for number, offset in mentioned(article).items():
        if number not in opening:
            page = next((number for end, number in ends if end >= offset), len(plan.pages))
            assert pages[number] >= page, (number, pages[number], page)


def openers(article: Article) -> set[int]:
    """Return the figures that may open the story: those that say so, else the first."""
    said = {b.number for b in article.blocks if isinstance(b, Figure) and b.opening}
    return said or {b.number for b in [b for b in article.blocks if isinstance(b, Figure)][:1]}


def mentioned(article: Article) -> dict[int, int]:
    """Return how many characters of the running text come before each figure's mention."""
    found: dict[int, int] = {}
    offset = last = 0
    for block in article.blocks:
        if isinstance(block, Paragraph):
            last = offset + len(bare(plain(block.label)))
            offset = last + len(bare(plain(block.text)))
            words = plain(block.text)
        elif isinstance(block, Figure | Group):
            at = getattr(block, "at", None)
            place = offset if at is None else last + len(bare(words[:at]))
            found |= {f.number: place for f in figures_of(block)}
    return found


def figures_of(block: Block) -> tuple[Figure, ...]:
    return block.figures if isinstance(block, Group) else (block,)
