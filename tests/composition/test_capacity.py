"""The capacity model: pages that a story needs, and pictures sized for pages to come out full."""

from dataclasses import replace

import pytest

from paiyin.composition import capacity, sheet as sheets
from paiyin.composition.boxes import Box
from paiyin.composition.capacity import cells, demand, sized
from paiyin.composition.corners import Corner
from paiyin.composition.galley import Row
from paiyin.composition.section import Section

SHEET = sheets.load("tabloid")


def picture(columns: int = 2, least: int = 10, most: int = 20) -> Box:
    return Box("figure", None, columns, least, least, most, 1, 0)


def no_other(box: Box, by: int) -> None:
    """Every picture keeps its span."""


def wider(box: Box, by: int) -> Box | None:
    columns = box.columns + by
    if not 1 <= columns <= 4:
        return None
    return replace(box, columns=columns, least=5 * columns, most=10 * columns)


@pytest.mark.parametrize("target", [0, 130, 180, 10_000])
def test_heights_are_raised_towards_the_target_within_their_ranges(target):
    boxes = [picture(), picture(3), picture(1)]
    found = sized(boxes, target, no_other)
    assert all(b.least <= b.wish <= b.most for b in found)
    least, most = sum(cells(b, b.least) for b in boxes), sum(cells(b, b.most) for b in boxes)
    assert abs(sum(cells(b, b.wish) for b in found) - min(max(target, least), most)) <= 6


def test_where_heights_are_not_enough_every_other_picture_is_widened():
    boxes = [picture(), picture(), picture(), picture()]
    most = sum(cells(b, b.most) for b in boxes)
    assert [b.columns for b in sized(boxes, most + 40, wider)] == [3, 2, 2, 2]
    assert [b.columns for b in sized(boxes, most + 40, wider, odd=True)] == [2, 3, 2, 2]


def test_where_there_is_no_room_the_last_become_narrower():
    boxes = [picture(), picture(), picture()]
    least = sum(cells(b, b.least) for b in boxes)
    found = sized(boxes, least - 10, wider)
    assert [b.columns for b in found] == [2, 1, 2] or [b.columns for b in found] == [2, 2, 1]
    assert sum(cells(b, b.least) for b in found) <= least - 10


def test_a_fixed_box_is_no_picture_that_gives_way():
    assert capacity.adjustable(picture())
    assert not capacity.adjustable(picture(least=9, most=9))
    assert not capacity.adjustable(replace(picture(), kind="chart"))


def test_pages_follow_from_text_and_pictures_at_their_smallest():
    rows = [Row("body", 1)] * 800
    section = Section(None, 0, rows, [picture(), replace(picture(), kind="chart", least=12, most=12, wish=12)])
    asked = demand([(section, Corner(2, 7))], SHEET, 20, 4)
    assert asked.fixed == cells(section.boxes[1], 12)
    assert asked.least == cells(section.boxes[0], 10)
    assert asked.room(1) == 5 * (SHEET.lines - 20)
    assert asked.room(3) - asked.room(2) == 5 * (SHEET.lines - 4)
    assert asked.room(asked.pages - 1) < asked.text + asked.fixed + asked.least <= asked.room(asked.pages)
