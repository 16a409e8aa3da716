"""The laws of composition on generated articles: every hard rule holds, whatever the article and the sheet.

``PAIYIN_EXAMPLES=300`` looks at as many articles instead of the usual number.
"""

import os

from hypothesis import HealthCheck, example, given, settings

from tests.composition.generated import SHEETS, case, cases, composed, wanted
from tests.composition.laws import check
from tests.composition.storylaws import check_story, frames, widows

EXAMPLES = int(os.environ.get("PAIYIN_EXAMPLES", "60"))
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
MOST_WIDOWS = 0.06  # of column tops, in articles that are full of odd pictures; manuscripts of the house have none


@settings(max_examples=EXAMPLES, suppress_health_check=QUIET)
@given(cases)
@example(one=case(1685860, 5, 5, 4354, "broadsheet", None))  # a first paragraph of one line, then what hangs together
@example(one=case(1685860, 5, 5, 3912, "tabloid", None))
def test_hard_rules_hold_for_every_article(book, one):
    plan, diagnostics, sheet = composed(one, book)
    check(plan, sheet)
    check_story(plan, one.article, diagnostics)


@settings(max_examples=max(8, EXAMPLES // 6), suppress_health_check=QUIET)
@given(wanted)
def test_hard_rules_hold_when_a_number_of_pages_is_wanted(book, one):
    """And where the pages cannot be had, that is told as residue."""
    plan, diagnostics, sheet = composed(one, book)
    check(plan, sheet)
    check_story(plan, one.article, diagnostics)
    least, most = one.pages
    if not least <= len(plan.pages) <= most:
        assert plan.residue
        assert {d.code for d in diagnostics} & {"P120", "P121"}


def test_lonely_last_lines_at_column_tops_are_rare(book):
    """A paragraph's last line at a column's top is the dearest cut: it is left only where boxes leave no other."""
    found = tops = 0
    for seed in range(14):
        one = case(seed, seed, 2 * seed % 9, 6000, SHEETS[seed % len(SHEETS)], None)
        plan, *_ = composed(one, book)
        found += len(widows(plan))
        tops += sum(1 for _ in frames(plan, "text"))
    assert tops > 100
    assert found <= MOST_WIDOWS * tops, (found, tops)
