"""Filling columns: counts, cuts that may not be, blanks that vanish."""

from dataclasses import replace

from paiyin.composition.fill import BARE_HEAD, WHITE, Slot, bare_head, fill
from paiyin.composition.galley import BLANK, NEVER, Row

ROW = Row("body", 1)


def rows(count: int, **where: int) -> list[Row]:
    made = [ROW] * count
    for at, after in ((int(k[1:]), v) for k, v in where.items()):
        made[at] = replace(ROW, after=after)
    return made


def test_rows_fill_slots_in_order():
    found = fill(rows(7), 0, [Slot(0, 0, 4), Slot(1, 0, 4)])
    assert [(p.first, p.end) for p in found.parts] == [(0, 4), (4, 7)]
    assert (found.end, found.spare, found.penalty) == (7, 1, 0)


def test_what_may_not_be_cut_moves_to_the_next_column():
    found = fill(rows(6, r2=NEVER, r3=NEVER), 0, [Slot(0, 0, 4), Slot(1, 0, 4)])
    assert [(p.first, p.end) for p in found.parts] == [(0, 2), (2, 6)]
    assert found.penalty == 2 * WHITE


def test_a_blank_vanishes_at_a_column_top():
    found = fill([*rows(3), BLANK, *rows(2)], 0, [Slot(0, 0, 3), Slot(1, 0, 2)])
    assert [(p.first, p.end) for p in found.parts] == [(0, 3), (4, 6)]
    assert found.spare == 0


def test_the_penalty_of_a_cut_counts():
    assert fill(rows(6, r2=150), 0, [Slot(0, 0, 3), Slot(1, 0, 3)]).penalty == 150


def test_a_slot_that_can_hold_nothing_stays_white():
    found = fill(rows(5, r0=NEVER, r1=NEVER, r2=NEVER), 0, [Slot(0, 0, 3), Slot(1, 0, 5)])
    assert [(p.first, p.end) for p in found.parts] == [(0, 0), (0, 5)]
    assert found.penalty == 3 * WHITE


def test_a_head_with_all_its_text_beside_it_is_bare():
    text = [replace(r, line=object()) for r in rows(20)]
    beside = fill(text, 0, [Slot(2, 1, 9), Slot(3, 1, 11)])
    below = fill(text, 0, [Slot(0, 7, 9), Slot(1, 7, 11)])
    assert bare_head(text, beside, 2) == BARE_HEAD
    assert bare_head(text, below, 2) == 0
