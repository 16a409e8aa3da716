"""The reserve of a galley: one paragraph a line longer or shorter, its other rows and its rules as they were."""

import pytest

from paiyin.composition import sheet as sheets
from paiyin.composition import typography
from paiyin.composition.galley import NEVER, glue
from paiyin.composition.reserve import alternatives
from paiyin.composition.rows import Column, RowMaker
from paiyin.composition.setter import Setter
from paiyin.composition.weights import usual
from paiyin.diagnostics import Diagnostics
from paiyin.han import Rules
from tests.composition.conftest import paragraph


@pytest.fixture(scope="module")
def galley(book):
    sheet, rows = sheets.load("tabloid"), []
    maker = RowMaker(Setter(book, typography.load(sheet), "zh-Hans", Rules()), sheet, Diagnostics())
    for n, length in enumerate((150, 8, 233, 187)):
        maker.block(rows, paragraph(length, n), Column(sheet.span_width(1)))
    return rows


def words(rows):
    return "".join(row.line.text for row in rows if row.line is not None)


def test_each_alternative_is_a_line_longer_or_shorter_and_whole(galley):
    found = list(alternatives(galley, 0, len(galley)))
    assert found
    for rows, at, cost in found:
        assert abs(len(rows) - len(galley)) == 1
        assert words(rows) == words(galley)
        changed = {r.paragraph for r in set(rows) ^ set(galley)}
        assert len(changed) == 1
        assert galley[at - 1].paragraph in changed
        assert at == len(galley) or galley[at].paragraph not in changed
        assert rows[at + len(rows) - len(galley) :] == galley[at:]
        assert cost >= usual()["reserve", "paragraph"]


def test_paragraphs_outside_the_band_are_left_alone(galley):
    second = next(n for n, row in enumerate(galley) if row.paragraph != galley[0].paragraph)
    assert all(at == second for _, at, _ in alternatives(galley, 0, second))
    assert not any(rows[:second] != galley[:second] for rows, _, _ in alternatives(galley, second, len(galley)))


def test_two_lines_under_a_head_stay_together(galley):
    kept = glue(galley, 2)
    assert kept[0].after == kept[1].after == NEVER
    for rows, at, _ in alternatives(kept, 0, len(kept)):
        assert rows[0].after == NEVER
        assert len({r.paragraph for r in rows[:2]}) > 1 or rows[1].after == NEVER
