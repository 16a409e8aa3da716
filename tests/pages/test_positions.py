"""What is painted stands where the plan has it: the painter measures nothing of its own."""

from paiyin import pages
from paiyin.composition.plan import Frame, Piece

from .handmade import STEP, TOP, column_x, line, one_line_frame, page, plan, segment, story, text_frame
from .reading import painted, planned, right_edges

TRACKS = range(-20, 61, 4)


def paint(built, diagnostics):
    return pages.paint(built, theme="party", edition=None, diagnostics=diagnostics)


def assert_same_places(pdf, built, number=0):
    seen, wanted = painted(pdf, number), planned(built, number)
    assert [c[0] for c in seen] == [c[0] for c in wanted]
    assert max(abs(s[1] - w[1]) for s, w in zip(seen, wanted)) <= 0.06
    assert max(abs(s[2] - w[2]) for s, w in zip(seen, wanted)) <= 0.02


def rows_of(lists, first=20, size=9.0):
    lines = tuple(line(row, column_x(0), TOP + 7.92 + STEP * (first + n), size) for n, row in enumerate(lists))
    piece = Piece(role="body", lines=lines, paragraph=0)
    return Frame("text", column_x(0), TOP + STEP * first, 117, STEP * len(lists), pieces=(piece,))


def test_prose_with_figures_and_half_width_marks(diagnostics):
    """Five columns of justified prose: every glyph in place, nothing said."""
    texts = story(10, 4)
    built = plan(page(*(text_frame(texts[2 * c : 2 * c + 2], c, 30) for c in range(5))))
    assert_same_places(paint(built, diagnostics), built)
    assert not list(diagnostics)


def test_tracks_from_minus_20_to_60(diagnostics):
    """WeasyPrint cuts kerning to whole thousandths; no track may lose or gain by it."""
    rows = [
        [segment("青石镇修渠", track=t, lead=1000), segment("2480", lead=125), segment("户人家受益", track=t, lead=125)]
        for t in TRACKS
    ]
    built = plan(page(rows_of(rows)))
    assert_same_places(paint(built, diagnostics), built)


def test_tracked_stretches_of_two_kinds_in_one_line(diagnostics):
    """A line with three tracks cannot have one wrapper; the surplus of each is taken back at once."""
    rows = [
        [
            segment("青石镇" * 3, track=a),
            segment("修渠" * 4, track=b),
            segment("过岭" * 3, track=a),
            segment("到田头", track=7),
        ]
        for a in (-20, 11, 60)
        for b in (-3, 0, 33)
    ]
    built = plan(page(rows_of(rows)))
    assert_same_places(paint(built, diagnostics), built)


def test_right_edges_of_full_lines_are_flush(diagnostics):
    """The right edge of a flush line is the measure's end, within .002 em rms."""
    rows = []
    for t in (3, 9, 17, 28, 41):
        rest = 13000 - 500 - 12 * (1000 + t)
        rows.append(
            [segment("青石镇修渠", track=t), segment("过岭到田头好水", track=t, lead=rest), segment("。", half=True)]
        )
    built = plan(page(rows_of(rows)))
    edges = right_edges(paint(built, diagnostics))
    errors = [(x - column_x(0) - 117) / 9 for x in edges.values()]
    assert len(errors) == 5
    assert (sum(e * e for e in errors) / len(errors)) ** 0.5 <= 0.002


def test_half_width_marks_at_line_start_and_end(diagnostics):
    """Marks on half a body come from the companion face, an opening one moved left by the other half."""
    rows = [
        [segment("“", half=True), segment("水到地头心就踏实"), segment("，", half=True), segment("”", half=True)],
        [
            segment("（", half=True),
            segment("见第"),
            segment("2", lead=125),
            segment("版", lead=125),
            segment("）", half=True),
        ],
    ]
    built = plan(page(rows_of(rows)))
    assert_same_places(paint(built, diagnostics), built)


def test_bold_kai_superscript_and_other_sizes(diagnostics):
    """Other faces in a line do not move its baseline, nor do raised and smaller letters."""
    rows = [
        [
            segment("全镇新修"),
            segment("水渠", "hei", 700, lead=40),
            segment("十里"),
            segment("2", scale=600, rise=350, track=10),
            segment("好", "kai", lead=-30),
            segment("水"),
        ]
    ]
    built = plan(page(rows_of(rows), one_line_frame([segment("大字", "song", 900, track=-20)], y=500, size=42.4)))
    assert_same_places(paint(built, diagnostics), built)


def test_uneven_lines_and_indents_become_blocks(diagnostics):
    """Lines that differ in step or x are placed one by one, and the piece stays one paragraph."""
    lines = tuple(
        line([segment(text)], x, y, 14.0)
        for text, x, y in (
            ("栽下桃树", 80, 300.0),
            ("引来清泉", 108, 320.5),
            ("两岸人家", 80, 338.0),
            ("年年丰收", 80, 355.5),
        )
    )
    built = plan(page(Frame("text", 80, 290, 200, 80, pieces=(Piece("quote", lines, 0),))))
    assert_same_places(paint(built, diagnostics), built)
    assert pages.to_html(built, theme="party", edition=None, diagnostics=diagnostics).count("<p class=") == 1


def test_dash_beside_han_keeps_its_length(diagnostics):
    """—— is two ems long, whatever stands beside it."""
    built = plan(page(rows_of([[segment("水渠", track=t), segment("——"), segment("通了", track=t)] for t in (0, 24)])))
    assert_same_places(paint(built, diagnostics), built)


def test_page_size_and_second_page(diagnostics):
    """Every page of the plan is one page of the PDF, of its size."""
    import pymupdf

    built = plan(page(text_frame(story(2, 3), 1, 4)), page(text_frame(story(3, 3), 2, 8), number=2))
    pdf = paint(built, diagnostics)
    with pymupdf.open(stream=pdf) as document:
        assert [(round(p.rect.width, 2), round(p.rect.height, 2)) for p in document] == [(765.35, 1105.51)] * 2
    assert_same_places(pdf, built, 1)
