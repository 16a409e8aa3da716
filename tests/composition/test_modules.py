"""The parts of packing that need no fonts: free regions, blocks of pictures, and bands that stand beside others."""

from dataclasses import replace

import pytest

from paiyin.composition import sheet as sheets
from paiyin.composition.boxes import Box
from paiyin.composition.corners import Placed
from paiyin.composition.packing import pictures
from paiyin.composition.packing.pictures import Choice, block, expanded
from paiyin.composition.packing.regions import APART, Rect, free
from tests.composition.conftest import figure

SHEET = sheets.load("tabloid")


def picture(number: int, columns: int, least: int = 10, most: int = 20, extra: int = 1) -> Box:
    return Box("figure", figure(number, columns), columns, (least + most) // 2, least, most, extra, number)


@pytest.mark.parametrize("hole", [Rect(3, 60, 2, 26), Rect(0, 0, 1, 30), Rect(2, 30, 1, 20), Rect(0, 40, 5, 10)])
def test_free_regions_leave_a_hole_and_the_air_around_it_alone(hole):
    for cutting in free(SHEET, 0, [hole]):
        for n, rect in enumerate(cutting):
            assert not rect.meets(hole)
            assert rect.column >= 0 and rect.right <= SHEET.columns and rect.foot <= SHEET.lines
            assert not any(rect.meets(other) for other in cutting[:n])
            over = rect.column < hole.right and hole.column < rect.right
            if over:
                assert rect.foot <= hole.line - APART or rect.line >= hole.foot + APART


def test_a_page_that_is_all_ad_has_no_free_region():
    assert free(SHEET, 0, [Rect(0, 0, 5, 86)]) == [()]


def test_pictures_side_by_side_share_a_height_and_keep_their_captions():
    row = (picture(1, 2, 12, 20, extra=1), picture(2, 3, 10, 24, extra=2))
    made = block([row])
    assert (made.columns, made.least, made.most, made.extra) == (5, 11, 19, 2)
    one, other = expanded(Placed(made, 0, 4, 15))
    assert (one.column, one.line, one.lines, one.foot) == (0, 4, 16, 21)
    assert (other.column, other.line, other.lines, other.foot) == (2, 4, 15, 21)


def test_rows_of_pictures_fill_their_block():
    made = block([(picture(1, 2),), (picture(2, 2),), (picture(3, 2),)])
    for lines in range(made.least, made.most + 1):
        placed = list(expanded(Placed(made, 1, 0, lines)))
        assert placed[-1].foot == lines + made.extra
        for upper, lower in zip(placed, placed[1:]):
            assert lower.line == upper.foot + pictures.GAP
        assert all(p.box.least <= p.lines <= p.box.most for p in placed)


def test_wishes_are_raised_to_what_is_needed():
    choice = Choice((picture(1, 2), picture(2, 3)), 0.0)
    for target in (choice.least, (choice.least + choice.most) // 2, choice.most):
        raised = pictures.raised(choice, target)
        assert abs(sum((b.wish + b.extra + 1) * b.columns for b in raised) - target) <= 5
        assert all(b.most - b.least <= 2 * max(pictures.NEAR) for b in raised)


def test_a_picture_keeps_the_span_that_its_manuscript_asks_for_if_it_can():
    def sized(box: Box, columns: int) -> Box:
        return replace(box, columns=columns)

    best = pictures.choices([picture(1, 2)], 4, sized, (2, 3))[0]
    assert [b.columns for b in best.boxes] == [2]
    narrow = pictures.choices([picture(1, 3)], 2, sized, (2, 3))[0]
    assert [b.columns for b in narrow.boxes] == [2]


def test_many_pictures_become_few_boxes():
    def sized(box: Box, columns: int) -> Box:
        return replace(box, columns=columns)

    free_spans = [replace(picture(n, 2), content=figure(n)) for n in range(1, 8)]
    found = pictures.choices(free_spans, 4, sized, (2, 3))
    assert found
    for choice in found:
        assert len(choice.boxes) <= pictures.MOST_BOXES
        shown = [p.box.content.number for b in choice.boxes for p in expanded(Placed(b, 0, 0, b.least))]
        assert sorted(shown) == list(range(1, 8))
