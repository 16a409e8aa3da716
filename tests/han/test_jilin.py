"""The real article in columns: the figures that the lines of a newspaper are held to (docs/lines.md)."""

import re

import pytest

from paiyin.exceptions import MachineError
from paiyin.fonts import FontBook
from paiyin.han import Paragraph, Rules, Styled

from tests.han import laws
from tests.properties.test_lines import reshaped

# em: lines at most, 95th percentile of the widest gap (Milli), % of lines over .05 and over .10 em
LIMITS = {11: (555, 60, 6.0, 3.5), 13: (467, 30, 2.0, 0.6), 14: (436, 40, 2.0, 0.6), 17: (370, 15, 2.0, 0.3),
          21: (299, 6, 1.0, 0.1)}


@pytest.fixture(scope="module")
def book():
    """The house's fonts."""
    book = FontBook.load()
    try:
        book.chain("song")
    except MachineError as error:
        pytest.skip(f"the house fonts are not installed: {error}")
    return book


def paragraphs(path) -> list[str]:
    blocks = (" ".join(b.split("\n")).strip() for b in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")))
    return [re.sub(r"\*\*(.+?)\*\*", r"\1", b) for b in blocks if b and not b.startswith("#")]


@pytest.mark.parametrize("em", LIMITS)
def test_columns_of_the_article(jilin, book, em):
    """Every line flush, every law kept, no single last character, gaps within the limits of the measure."""
    most, p95, over5, over10 = LIMITS[em]
    gaps, count = [], 0
    for text in paragraphs(jilin):
        setting = Paragraph([Styled(text, book.chain("song"))], Rules()).best(em * 1000)
        laws.check(text, setting, em * 1000, lambda segment: reshaped(book, segment))
        assert not (setting.runt or setting.torn or setting.broken)
        assert all(line.flush and not line.hang for line in setting.lines[:-1])
        count += len(setting.lines)
        gaps += [line.gap for line in setting.lines[:-1]]
    gaps.sort()
    share = lambda least: 100 * sum(g > least for g in gaps) / len(gaps)
    assert count <= most
    assert gaps[int(0.95 * len(gaps))] <= p95
    assert share(50) <= over5 and share(100) <= over10
