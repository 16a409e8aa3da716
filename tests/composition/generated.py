"""Generated articles of every shape, for the laws of composition.

A case is made from a few sizes and a seed, so that what fails shrinks to fewer sections, figures and characters.
"""

from dataclasses import dataclass, field
from random import Random

from hypothesis import strategies as st

from paiyin.article import Article, Block, Chart, Crosshead, Datum, Figure, Group, Paragraph, Sidebar, Table
from paiyin.composition import sheet as sheets
from paiyin.composition import typography
from paiyin.composition.compose import Drawn, Material, Photo, compose
from paiyin.composition.fit import Pages, Wishes
from paiyin.composition.furniture import Issue
from paiyin.composition.plan import Plan
from paiyin.composition.sheet import Sheet
from paiyin.diagnostics import Diagnostics
from paiyin.fonts import FontBook
from paiyin.spans import Span
from tests.composition.conftest import PROSE, article, text

SPAN = Span("test.md", 0, 1)
WORDS = (
    PROSE,
    "2021年全县完成投资13.6亿元，比上年增长8.25%；其中水利4,170万元、道路2.3亿元。",
    "“船到桥头，”他说，“自然有路（要是水不大的话）。”大家都笑了！真的？",
    "渡口用上了OpenFerry 2.0系统，扫码即走，每班记录date与number，存两年。",
)
TITLES = ("水", "春水初生", "河清海晏　岁岁年年", "堤上先有干部脚印　岸边才有百姓笑声", "一桥两岸柳色新" * 5)
PHOTOS = ((3000, 2000), (2000, 3000), (4000, 1200), (900, 3200), (2000, 2000))
SHEETS = ("tabloid", "a4", "broadsheet", "tabloid", "a4", "broadsheet", "broadsheet8", "a3")
CAPTIONS = ("桥下的渔船。", "雨后，老人在渡口等第一班船，船上是给对岸学校的课本。")
CHART_LINES = {1: 14, 2: 12, 3: 11, 4: 9, 5: 8}


@dataclass(frozen=True)
class Case:
    """An article in the making: its blocks, the photos that have come (by figure), the sheet and the pages wanted."""

    blocks: tuple[Block, ...]
    sheet: str
    photos: dict[int, Photo] = field(default_factory=dict)
    pages: tuple[int, int] | None = None

    @property
    def article(self) -> Article:
        return article(self.blocks)

    @property
    def characters(self) -> int:
        return sum(len(run.text) for b in self.blocks if isinstance(b, Paragraph) for run in b.text)


def material(photos: dict[int, Photo]) -> Material:
    """Return material whose charts can be drawn over one to five columns, the wider the lower."""
    return Material(
        photos,
        lambda chart, columns: CHART_LINES.get(columns, 8) + (chart.number % 3),
        lambda chart, columns: Drawn("<svg/>", "图"),
        lambda chart: (1, 2, 3, 5),
    )


def composed(case: Case, book: FontBook, story: Article | None = None) -> tuple[Plan, Diagnostics, Sheet]:
    """Compose a case; ``story`` stands for its article if given."""
    made, diagnostics = sheets.load(case.sheet), Diagnostics()
    wishes = Wishes(Pages(*case.pages) if case.pages else None)
    plan = compose(
        story or case.article, made, typography.load(made), book, Issue(), material(case.photos), diagnostics, wishes
    )
    return plan, diagnostics, made


class Writer:
    """Writes the blocks of one article by chance, which ``seed`` fixes."""

    def __init__(self, seed: int, figures: int, characters: int):
        self.chance = Random(seed)
        self.figures_left, self.characters_left = figures, characters
        self.photos: dict[int, Photo] = {}
        self.figures = self.charts = 0
        self.blocks: list[Block] = []

    def section(self, paragraphs: int, head: bool) -> None:
        """Add a section of some paragraphs, and what stands beside them."""
        if head:
            self.blocks.append(Crosshead(text(self.one_of(*TITLES)), SPAN, self.one_of(1, 1, 1, 2, 3)))
        for _ in range(paragraphs):
            if self.characters_left > 0:
                self.paragraph()
                self.beside()
            elif self.figures_left:
                self.blocks.append(self.figure())

    def one_of(self, *choices):
        return self.chance.choice(choices)

    def paragraph(self) -> None:
        """Add a paragraph of 1 to 3,000 characters, most of them short; some are labelled scenes or standfirsts."""
        longest = self.one_of(20, 60, 150, 300, 300, 3000)
        length = min(self.chance.randint(1, longest), self.characters_left)
        words, salt = self.one_of(*WORDS), self.chance.randrange(20)
        full = (words[salt:] + words * (length // len(words) + 1))[:length]
        form = self.one_of("", "", "", "", "scene", "lead")
        label = text(f"镜头{self.chance.randint(1, 9)}") if form == "scene" else ()
        self.blocks.append(Paragraph(text(full), SPAN, label, form == "lead"))
        self.characters_left -= length

    def beside(self) -> None:
        """Add a figure, group, table, sidebar or chart after a paragraph, or none of them."""
        form = self.chance.randrange(14)
        if form <= 4 and self.figures_left:
            length = sum(len(run.text) for run in self.blocks[-1].text)
            self.blocks.append(self.figure(self.one_of(None, None, self.chance.randint(0, length))))
        elif form == 5 and self.figures_left >= 3:
            parts = tuple(self.figure(None) for _ in range(self.chance.randint(1, 3)))
            self.blocks.append(Group(parts, text("组图：渡口一日。"), SPAN, columns=self.one_of(None, 1, 2, 3)))
        elif form == 6:
            self.blocks.append(self.table())
        elif form == 7:
            inner = PROSE[: self.chance.randint(1, 46)] * self.chance.randint(1, 6)
            title = text("链接") if self.chance.random() < 0.7 else ()
            self.blocks.append(Sidebar(title, (Paragraph(text(inner), SPAN),), SPAN, self.one_of(None, 1, 2)))
        elif form in (8, 9):
            self.blocks.append(self.chart())

    def figure(self, at: int | None = None) -> Figure:
        self.figures += 1
        self.figures_left -= 1
        if shape := self.one_of(None, None, *PHOTOS):
            self.photos[self.figures] = Photo(f"{self.figures}.jpg", *shape)
        caption = text(self.one_of("", *CAPTIONS) + f"（{self.figures:02}）")
        columns = self.one_of(None, None, None, 1, 2, 3, 4, 5, 8)
        return Figure(caption, SPAN, self.figures, columns=columns, credit=self.one_of("", "某甲"), at=at)

    def table(self) -> Table:
        columns, rows = self.chance.randint(1, 9), self.chance.randint(1, 30)
        cells = tuple(tuple(text(str(m * n)) for n in range(columns)) for m in range(rows))
        return Table(tuple(text(f"列{n}") for n in range(columns)), cells, ("left",) * columns, SPAN)

    def chart(self) -> Chart:
        self.charts += 1
        data = tuple(Datum(name, value, str(value), SPAN) for name, value in (("甲", 3), ("乙", 5), ("丙", 8)))
        kind, chosen = self.one_of("bar", "line", "numbers"), self.one_of("", "a reason")
        columns = self.one_of(None, None, 1, 2, 3, 5)
        return Chart(data, SPAN, self.charts, kind, f"图表{self.charts}", columns=columns, chosen=chosen)


def case(seed: int, sections: int, figures: int, characters: int, sheet: str, pages: tuple[int, int] | None) -> Case:
    """Return an article with so many sections, at most so many figures, and characters of running text."""
    writer = Writer(seed, figures, characters)
    for n in range(sections + 1):
        writer.section(writer.chance.randint(0, 4) if sections else 8, head=n > 0)
    while writer.figures_left and writer.chance.random() < 0.8:
        writer.blocks.append(writer.figure())
    return Case(tuple(writer.blocks), sheet, writer.photos, pages)


SIZES = {"sections": st.integers(0, 30), "figures": st.integers(0, 25), "sheet": st.sampled_from(SHEETS)}
cases = st.builds(case, st.integers(0, 2**32), characters=st.integers(0, 12_000), pages=st.none(), **SIZES)
wanted = st.builds(
    case,
    st.integers(0, 2**32),
    characters=st.integers(0, 5_000),
    pages=st.sampled_from([(1, 1), (2, 2), (1, 2), (3, 4)]),
    **SIZES,
)
