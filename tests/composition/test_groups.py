"""Groups of pictures: side by side in one frame, in order, each with its own slip, one caption under all."""

import pytest

from paiyin.article import Group
from paiyin.composition import sheet as sheets
from paiyin.composition import typography
from paiyin.composition.compose import Photo
from paiyin.composition.groups import GAP, group_caption, label
from paiyin.composition.setter import Setter
from paiyin.han import Rules
from paiyin.spans import Span
from tests.composition.conftest import article, figure, paragraph, text
from tests.composition.laws import check, figure_pages, nothing_lost

SPAN = Span("test.md", 0, 1)


def group(count: int, columns: int | None = None, captions: bool = False) -> Group:
    figures = tuple(figure(n + 1, caption=f"第{n}张。" if captions else "") for n in range(count))
    return Group(figures, text("赶圩一日。"), SPAN, "某甲 摄", columns)


def parts(plan):
    (page,) = [p for p in plan.pages if any(f.kind == "group" for f in p.frames)]
    (whole,) = [f for f in page.frames if f.kind == "group"]
    return whole, [f for f in page.frames if f.kind == "figure"], [f for f in page.frames if f.kind == "caption"]


@pytest.mark.parametrize("sheet", ["tabloid", "a4", "broadsheet"])
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 9])
def test_pictures_fill_the_frame_without_touching(composed, sheet, count):
    blocks = [paragraph(1200), group(count), paragraph(900)]
    plan, _ = composed(blocks, sheet)
    check(plan, sheets.load(sheet))
    nothing_lost(plan, article(blocks))
    whole, pictures, captions = parts(plan)
    assert [f.picture.number for f in pictures] == list(range(1, count + 1))
    assert len(captions) == 1
    area = sum(f.width * f.height for f in pictures)
    assert area > 0.9 * whole.width * whole.height
    for n, a in enumerate(pictures):
        assert whole.x - 0.01 <= a.x
        assert a.x + a.width <= whole.x + whole.width + 0.01
        assert whole.y - 0.01 <= a.y
        assert a.y + a.height <= whole.y + whole.height + 0.01
        for b in pictures[:n]:
            beside = a.x >= b.x + b.width + GAP - 0.01 or b.x >= a.x + a.width + GAP - 0.01
            assert beside or a.y >= b.y + b.height + GAP - 0.01


def test_pictures_of_a_row_have_one_height_and_widths_by_their_shapes(composed):
    photos = {1: Photo("a.jpg", 1500, 1000), 2: Photo("b.jpg", 1000, 1000)}
    plan, _ = composed([paragraph(1200), group(2), paragraph(900)], photos=photos)
    _, (a, b), _ = parts(plan)
    assert a.height == b.height
    assert a.width / b.width == pytest.approx(1.5)


@pytest.mark.parametrize(("lang", "names"), [("zh-Hans", "图1—3"), ("zh-Hant", "圖1—3"), ("zh-TW", "圖1—3")])
def test_the_caption_names_the_pictures_in_the_script_of_the_article(book, lang, names):
    sheet = sheets.load("tabloid")
    setter = Setter(book, typography.load(sheet), lang, Rules())
    caption = group_caption(setter, group(3, captions=True), 1, sheet.span_width(2))
    words = "".join(span.text for span in caption.text.paragraph.spans)
    assert words.startswith(names)
    assert f"{names[0]}2：" in words


def test_every_slip_asks_for_its_own_size(composed):
    plan, _ = composed([paragraph(1200), group(3), paragraph(900)])
    _, pictures, _ = parts(plan)
    for frame in pictures:
        slip = frame.picture.slip
        assert slip.width == pytest.approx(frame.width / 72 * 25.4)
        assert slip.height == pytest.approx(frame.height / 72 * 25.4)
        assert slip.pixels[0] >= slip.width / 25.4 * 200 > slip.pixels[0] - 10
    assert sorted(figure_pages(plan)) == [1, 2, 3]


def test_the_caption_names_the_pictures_and_keeps_their_own_words(composed):
    plan, _ = composed([paragraph(1200), group(3, captions=True), paragraph(900)])
    _, _, (caption,) = parts(plan)
    words = "".join(line.text for p in caption.pieces for line in p.lines)
    assert words.startswith("图1—3")
    for part in ("赶圩一日。", "图2：第1张。", "（某甲 摄）"):
        assert part in words


def test_labels():
    assert [label(3, n) for n in (1, 2, 3)] == ["图3", "图3、4", "图3—5"]
