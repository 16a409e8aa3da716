"""A glance at a band refuses exactly what filling it would refuse."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from paiyin.composition.boxes import Box
from paiyin.composition.corners import Corner, Layout, choices, kinds_of
from paiyin.composition.fill import fill
from paiyin.composition.galley import BLANK, NEVER, Row
from paiyin.composition.glance import Glance

ROW = Row("body", 1)
rows = st.lists(
    st.one_of(
        st.just(ROW),
        st.just(BLANK),
        st.sampled_from((300, 1500, 2400, NEVER)).map(lambda after: replace(ROW, after=after)),
        st.just(replace(BLANK, after=NEVER)),
    ),
    min_size=1,
    max_size=80,
)
boxes = st.lists(
    st.builds(
        lambda columns, lines, extra: Box("figure", None, columns, lines, lines, lines, extra, 0),
        st.integers(1, 3),
        st.integers(3, 12),
        st.integers(0, 2),
    ),
    max_size=4,
)


@given(
    text=rows,
    shown=boxes,
    head=st.sampled_from(((0, 0), (1, 5), (2, 7))),
    height=st.integers(1, 30),
    limit=st.sampled_from((500.0, 3000.0, 1e9)),
    data=st.data(),
)
def test_it_agrees_with_filling(text, shown, head, height, limit, data):
    columns, corner = 5, Corner(*head)
    ways = choices(kinds_of(shown), columns, head[0])
    if not ways:
        return
    _, spots = data.draw(st.sampled_from(ways))
    start = data.draw(st.integers(0, len(text) - 1))
    layout, heights = Layout(shown, spots, columns), [b.least for b in shown]
    lines = layout.lines(heights, height)
    if lines is None:
        return
    slots = layout.slots(corner, lines, heights, height)
    filling = fill(text, start, slots, limit) if slots is not None else None
    expected = filling is not None and filling.end >= len(text)
    assert Glance(text, start).fits(corner, layout, lines, heights, height, limit) == expected
