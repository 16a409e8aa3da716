"""Charts to draw: a grid like the tabloid's, one font book, a cache of the test's own."""

import pytest

from paiyin.article import Article, Chart, Crosshead, Datum, Head, Paragraph, Run
from paiyin.charts import Grid
from paiyin.fonts import FontBook
from paiyin.spans import Span

HERE = Span("test.md", 0, 1)


@pytest.fixture
def grid():
    return Grid(body=9, step=11.5, measure=13, gutter=1.5)


@pytest.fixture(scope="session")
def book():
    return FontBook.load()


@pytest.fixture
def chart():
    """Make a chart of (label, value, text) rows."""
    def make(rows, kind="bar", **more):
        data = tuple(Datum(label, float(value), text, HERE) for label, value, text in rows)
        return Chart(data, HERE, 1, kind, **more)
    return make


@pytest.fixture
def recruits(chart):
    return chart([("甲类教师", 39, "39"), ("“双优”人员", 90, "90余"), ("乙类教师", 189, "189")], title="青禾镇招录人数", unit="人")


@pytest.fixture
def article():
    """Make an article of paragraphs; one that starts with # is a crosshead."""
    def make(*texts):
        blocks, at = [], 0
        for text in texts:
            kind, words = (Crosshead, text.lstrip("# ")) if text.startswith("#") else (Paragraph, text)
            span = Span("test.md", at, at + len(words))
            blocks.append(kind((Run(words, span),), span))
            at += len(words) + 1
        return Article(Head((Run("青禾镇五年综述", HERE),)), tuple(blocks), "test.md", "test")
    return make
