"""A page's score is told in parts that sum to it."""

import pytest

from paiyin.composition.weights import usual
from tests.composition.conftest import chart, figure, paragraph, section


@pytest.mark.parametrize("sheet", ["tabloid", "a4", "broadsheet"])
def test_parts_sum_to_the_score(composed, sheet):
    blocks = []
    for n in range(6):
        blocks += [section("南山北水"), paragraph(900, n), figure(n + 1), paragraph(500, n)]
    plan, _ = composed([*blocks, chart(1)], sheet)
    assert len(plan.scores) == len(plan.pages)
    for parts in plan.scores:
        assert parts["score"] == pytest.approx(sum(v for k, v in parts.items() if k != "score"), abs=0.11)
        assert all(price for name, price in parts.items() if name != "score")


def test_white_at_the_last_foot_is_priced_by_the_line(composed):
    plan, _ = composed([paragraph(400)])
    (parts,) = plan.scores
    lines = parts["white foot"] / usual()["feet", "last_page"]
    assert lines == int(lines) > 40
