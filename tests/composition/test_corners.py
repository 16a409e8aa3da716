"""The geometry of bands, drawn as text: letters are boxes, H the head, digits the slots in reading order, a dot air."""

import pytest

from paiyin.composition.boxes import Box
from paiyin.composition.corners import MOST_BOXES, Corner, Kind, Spot, choices, kinds_of, place, slots_of, spots_score
from paiyin.composition.weights import usual


def box(columns: int, lines: int, extra: int = 0, kind: str = "figure") -> Box:
    return Box(kind, object(), columns, lines, lines, lines, extra, 0)


def drawn(corner: Corner, placed, columns: int, height: int) -> str:
    """Return a band as text, a row a line; "cannot be" where it cannot hold text."""
    slots = slots_of(corner, placed, columns, height)
    if slots is None:
        return "cannot be"
    grid = [["."] * columns for _ in range(height)]
    for line in range(corner.lines):
        grid[line][: corner.columns] = "H" * corner.columns
    for letter, p in zip("ABCD", placed):
        for line in range(p.line, p.foot):
            for column in range(p.column, p.column + p.box.columns):
                assert grid[line][column] == "."
                grid[line][column] = letter
    for n, slot in enumerate(slots):
        for line in range(slot.start, slot.start + slot.lines):
            assert grid[line][slot.column] == "."
            grid[line][slot.column] = str(n)
    return "\n".join("".join(row) for row in grid)


def band(boxes, spots, columns: int, height: int, corner: Corner = Corner()) -> str:
    placed = place(boxes, spots, [b.wish for b in boxes], columns, height)
    return "cannot be" if placed is None else drawn(corner, placed, columns, height)


def picture(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())


CASES = {
    "a box at the top right, a caption under it": (
        [box(2, 2, 1)], [Spot("top", "right")], 4, 7, Corner(),
        """
        01AA
        01AA
        01AA
        01..
        0123
        0123
        0123
        """,
    ),
    "at the bottom left, text begins over it": (
        [box(2, 3)], [Spot("bottom", "left")], 3, 7, Corner(),
        """
        012
        012
        012
        ..2
        AA2
        AA2
        AA2
        """,
    ),
    "under a head, the other columns a line lower": (
        [box(1, 2)], [Spot("top", "right")], 4, 7, Corner(2, 3),
        """
        HH.A
        HH2A
        HH2.
        0123
        0123
        0123
        0123
        """,
    ),
    "one box beside another": (
        [box(1, 3), box(2, 2)], [Spot("bottom", "right"), Spot("bottom", "right", "beside")], 4, 7, Corner(),
        """
        0123
        0123
        0123
        012.
        0..A
        0BBA
        0BBA
        """,
    ),
    "one box under another": (
        [box(2, 2), box(1, 2)], [Spot("top", "left"), Spot("top", "left", "under")], 3, 9, Corner(),
        """
        AA2
        AA2
        ..2
        B12
        B12
        .12
        012
        012
        012
        """,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_boxes_stand_in_their_spots_and_text_takes_the_rest(name):
    boxes, spots, columns, height, corner, wanted = CASES[name]
    assert band(boxes, spots, columns, height, corner) == picture(wanted)


def test_two_lines_over_or_under_a_box_are_too_few_for_text():
    pinned = [box(1, 2)], [Spot("top", "at", column=1)], 3
    assert band(*pinned, 5) == "cannot be"
    assert band(*pinned, 6) == picture("""
        0A2
        0A2
        0.2
        012
        012
        012
    """)


@pytest.mark.parametrize(
    ("boxes", "spots", "height"),
    [
        ([box(2, 3)], [Spot("top", "left")], 2),  # higher than the band
        ([box(3, 3)], [Spot("top", "left")], 5),  # wider than it
        ([box(2, 3), box(1, 3)], [Spot("top", "left"), Spot("bottom", "left")], 6),  # no blank between them
        ([box(1, 3), box(2, 3)], [Spot("top", "right"), Spot("top", "right", "beside")], 9),  # beyond the left edge
        ([box(1, 3)], [Spot("top", "left", "under")], 9),  # under nothing
    ],
)
def test_what_does_not_fit_is_not_placed(boxes, spots, height):
    assert place(boxes, spots, [b.wish for b in boxes], 2, height) is None


def test_a_head_keeps_text_of_its_own_under_it():
    """No box covers a head, nor stands right under it over its first column."""
    assert band([box(1, 3)], [Spot("top", "left")], 3, 9, Corner(2, 3)) == "cannot be"
    assert band([box(2, 5)], [Spot("bottom", "left")], 3, 9, Corner(2, 3)) == "cannot be"
    assert band([box(1, 5)], [Spot("bottom", "right")], 3, 10, Corner(2, 3)) != "cannot be"


def test_boxes_avoid_the_head_and_one_another():
    found = choices((Kind(1, "figure"), Kind(2, "figure")), 4, 2)
    assert [price for price, _ in found] == sorted(price for price, _ in found)
    for _, spots in found:
        corners = [(s.edge, s.side) for s in spots if not s.how]
        assert len(set(corners)) == len(corners)
        assert not any(s.edge == "top" and s.side == "left" for s in spots)


def test_a_box_over_all_columns_stands_at_an_edge():
    assert [spots for _, spots in choices((Kind(4, "chart"),), 4, 2)] == [(Spot("bottom", "all"),)]
    assert {spots[0].edge for _, spots in choices((Kind(4, "chart"),), 4, 0)} == {"bottom", "top"}


def test_a_pinned_box_has_one_place_and_too_many_boxes_none():
    assert choices((Kind(2, "figure", ("top", 1)),), 5, 0) == ((0.0, (Spot("top", "at", column=1),)),)
    assert choices((Kind(1, "figure"),) * (MOST_BOXES + 1), 5, 0) == ()
    assert choices((), 5, 2) == ((0.0, ()),)


def test_spots_cost_what_the_weights_say():
    weights = usual()
    top, under = Spot("top", "right"), Spot("top", "right", "under")
    assert spots_score([top], ["figure"]) == weights["places", "top-right"]
    pictures = spots_score([top, under], ["figure", "figure"])
    assert pictures - spots_score([top, under], ["figure", "chart"]) == weights["boxes", "touching"]
    assert kinds_of([box(2, 3)]) == (Kind(2, "figure", None),)
