"""Articles for composition tests, made from plain words."""

import pytest

from paiyin.article import Article, Chart, Crosshead, Datum, Figure, Head, Paragraph, Run
from paiyin.composition import sheet as sheets
from paiyin.composition import typography
from paiyin.composition.compose import Drawn, Material, compose
from paiyin.composition.furniture import Issue
from paiyin.composition.packing import compose_edition
from paiyin.diagnostics import Diagnostics
from paiyin.fonts import FontBook
from paiyin.spans import Span

PROSE = "春水初生，两岸的柳树绿了一层。老人把船系在桥下，说今年的鱼比往年多三成，来买鱼的人也多了。"


def text(words: str) -> tuple[Run, ...]:
    return (Run(words, Span("test.md", 0, len(words))),)


def paragraph(length: int, salt: int = 0) -> Paragraph:
    """Return a paragraph of so many characters; ``salt`` shifts where its marks fall."""
    words = (PROSE[salt % 20 :] + PROSE * (length // len(PROSE) + 1))[:length]
    return Paragraph(text(words), Span("test.md", 0, length))


def section(title: str) -> Crosshead:
    return Crosshead(text(title), Span("test.md", 0, len(title)))


def figure(number: int, columns: int | None = None, caption: str = "桥下的渔船。", at: int | None = None) -> Figure:
    return Figure(text(caption), Span("test.md", 0, 1), number, columns=columns, at=at)


def chart(number: int) -> Chart:
    span = Span("test.md", 0, 1)
    return Chart((Datum("甲", 3, "3", span), Datum("乙", 5, "5", span)), span, number, title="两个数")


def article(blocks, title: str = "一桥两岸柳色新　三春鱼肥集市忙") -> Article:
    return Article(Head(title=text(title)), tuple(blocks), "test.md", "test")


@pytest.fixture(scope="session")
def book():
    return FontBook.load()


@pytest.fixture(scope="session")
def composed(book):
    """Return a function that composes blocks on a sheet: (plan, diagnostics)."""

    def make(blocks, sheet="tabloid", photos=None, widths=(2,), **head):
        diagnostics = Diagnostics()
        made = sheets.load(sheet)
        drawn = Drawn("<svg/>", "图")
        material = Material(photos or {}, lambda chart, columns: 12, lambda chart, columns: drawn, lambda chart: widths)
        plan = compose(article(blocks, **head), made, typography.load(made), book, Issue(), material, diagnostics)
        return plan, diagnostics

    return make


@pytest.fixture(scope="session")
def packed(book):
    def make(entries, holes=(), sheet=None, issue=None, wishes=None):
        sheet, diagnostics = sheet or sheets.load("tabloid"), Diagnostics()
        issue = issue or Issue()
        plan = compose_edition(entries, holes, sheet, typography.load(sheet), book, issue, diagnostics, wishes)
        return plan, diagnostics

    return make
