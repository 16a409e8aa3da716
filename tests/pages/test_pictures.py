"""Photos, charts and placeholders: cropped, bounded, and never a broken page."""

from io import BytesIO

import pymupdf
import pytest
from PIL import Image

from paiyin import pages
from paiyin.composition.plan import Frame, Picture
from paiyin.pages import assets
from paiyin.pages.assets import position, slip_rows
from paiyin.press.photos import ready

from .handmade import page, plan, slip

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 5" width="10" height="5"><path d="M0 0h10v5H0z"/>{}</svg>'
)


def framed(picture, width=200.0, height=100.0, **data):
    return plan(page(Frame("figure", 60, 200, width, height, picture=picture, data=data)))


def paint(built, diagnostics):
    return pages.paint(built, theme="party", edition=None, diagnostics=diagnostics)


def text_of(pdf):
    with pymupdf.open(stream=pdf) as document:
        return document[0].get_text()


def photo(path, size=(400, 100), colours=("#ff0000", "#0000ff"), **options):
    """A picture whose left half has one colour and whose right half has another."""
    image = Image.new("RGB", size, colours[0])
    image.paste(colours[1], (size[0] // 2, 0, *size))
    image.save(path, **options)
    return str(path)


def seen_colours(pdf):
    """Colours at the middle of the left and right half of the frame."""
    with pymupdf.open(stream=pdf) as document:
        pixmap = document[0].get_pixmap(clip=(60, 200, 260, 300))
    return [tuple(round(v / 255) for v in pixmap.pixel(x, 50)) for x in (10, 190)]


RED, BLUE = (1, 0, 0), (0, 0, 1)


@pytest.mark.parametrize(
    ("focus", "wanted"), [((0.0, 0.5), [RED, RED]), ((0.5, 0.5), [RED, BLUE]), ((0.9, 0.5), [BLUE, BLUE])]
)
def test_a_photo_is_cut_around_its_focus(tmp_path, diagnostics, focus, wanted):
    """A photo twice as wide as its frame shows the half that its focus names."""
    pdf = paint(framed(Picture("photo", 1, photo(tmp_path / "a.png"), "新渠", focus)), diagnostics)
    assert seen_colours(pdf) == wanted and not list(diagnostics)


def test_exif_orientation_turns_the_photo(tmp_path, diagnostics):
    """A camera held upright: the picture is turned before it is cut."""
    exif = Image.Exif()
    exif[0x0112] = 3
    path = photo(tmp_path / "a.jpg", (200, 100), exif=exif, quality=95)
    assert seen_colours(paint(framed(Picture("photo", 1, path, "新渠")), diagnostics)) == [BLUE, RED]
    exif[0x0112] = 6
    (tmp_path / "b.jpg").write_bytes(b"")
    path = photo(tmp_path / "b.jpg", (200, 100), exif=exif, quality=95)
    with open(path, "rb") as file:
        assert (made := ready(file.read())) and (made.width, made.height) == (100, 200)


@pytest.mark.parametrize(
    ("ratio", "wanted", "focus", "expected"),
    [
        (4, 2, (0.5, 0.5), "50.00% 50.00%"),
        (4, 2, (0, 0), "0.00% 50.00%"),
        (4, 2, (1, 1), "100.00% 50.00%"),
        (4, 2, (0.375, 0.1), "25.00% 50.00%"),
        (1, 2, (0.5, 0.375), "50.00% 25.00%"),
        (2, 2, (0.9, 0.9), "50.00% 50.00%"),
    ],
)
def test_position_of_the_cut(ratio, wanted, focus, expected):
    """object-position is counted from the room that is left, not from the picture."""
    assert position(ratio, wanted, focus) == expected


@pytest.mark.parametrize(
    "data", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "truncated", "missing", "folder"]
)
def test_a_bad_photo_becomes_a_placeholder(tmp_path, diagnostics, data):
    """Damaged, empty or missing files are told, and the page shows what to send."""
    path = tmp_path / "a.jpg"
    if data == "truncated":
        buffer = BytesIO()
        Image.effect_noise((300, 300), 90).save(buffer, "JPEG")
        path.write_bytes(buffer.getvalue()[:9000])
    elif data == "folder":
        path.mkdir()
    elif data != "missing":
        path.write_bytes(data)
    pdf = paint(framed(Picture("photo", 3, str(path), "新渠", slip=slip(3))), diagnostics)
    assert [d.code for d in diagnostics] == ["W101"]
    assert "订图单" in text_of(pdf)
    assert all(d.text(lang) and str(tmp_path) not in d.text(lang) for d in diagnostics for lang in ("en", "zh"))


def test_pictures_are_bounded(tmp_path, diagnostics, monkeypatch):
    """Neither a file of many bytes nor one of many pixels is decoded."""
    path = photo(tmp_path / "a.png")
    monkeypatch.setattr("paiyin.press.photos.MAX_PIXELS", 1000)
    paint(framed(Picture("photo", 1, path, slip=slip())), diagnostics)
    monkeypatch.setattr(assets, "MAX_BYTES", 100)
    paint(framed(Picture("photo", 1, path, slip=slip())), diagnostics)
    assert [d.code for d in diagnostics] == ["W102", "W103"]


def test_charts_from_markup_and_file(tmp_path, diagnostics):
    """A chart is its SVG with alternative text; what is not SVG is told."""
    (tmp_path / "c.svg").write_text(SVG.format(""))
    for picture in (Picture("chart", 1, str(tmp_path / "c.svg"), "招录"),):
        html = pages.to_html(framed(picture), theme="party", edition=None, diagnostics=diagnostics)
        assert 'class="chart"' in html and 'alt="招录"' in html
        assert seen_colours(paint(framed(picture), diagnostics)) == [(0, 0, 0)] * 2
    assert not list(diagnostics)
    (tmp_path / "c.svg").write_text("<html/>")
    paint(framed(Picture("chart", 1, str(tmp_path / "c.svg"), slip=slip())), diagnostics)
    assert [d.code for d in diagnostics] == ["W101"]


def test_a_chart_cannot_reach_files_or_networks(tmp_path, diagnostics):
    """Addresses inside an SVG are refused and told."""
    secret = photo(tmp_path / "secret.png", colours=("#00ff00", "#00ff00"))
    svg = SVG.format(
        f'<image href="file://{secret}" width="10" height="5"/><image href="https://example.org/x.png" width="1" height="1"/>'
    )
    (tmp_path / "c.svg").write_text(svg)
    pdf = paint(framed(Picture("chart", 1, str(tmp_path / "c.svg"))), diagnostics)
    assert seen_colours(pdf) == [(0, 0, 0)] * 2
    assert "W203" in {d.code for d in diagnostics}


def test_the_order_slip_says_what_to_send():
    """Five rows, the ratio computed from the size."""
    assert list(slip_rows(slip(2)).values()) == [
        "第1版\u30003栏×24行",
        "133.3 × 96.5 mm",
        "≥ 1050 × 760",
        "横幅 1.38∶1\u3000200 ppi",
        "稿件第2图",
    ]


@pytest.mark.parametrize("height", [273.5, 150.0])
def test_placeholder_with_its_slip_and_tag(diagnostics, height):
    """Tall frames have the slip of five rows, low ones that of two lines; both the tag and all facts."""
    pdf = paint(framed(Picture("placeholder", 2, alt="果园", slip=slip(2)), 378.0, height, column=117.0), diagnostics)
    text = "".join(text_of(pdf).split())
    for part in (
        "图2",
        "订图单",
        "待供图",
        "第1版",
        "3栏×24行",
        "133.3×96.5mm",
        "1050×760",
        "1.38∶1",
        "200ppi",
        "稿件第2图",
    ):
        assert part in text
    assert not list(diagnostics)
    with pymupdf.open(stream=pdf) as document:
        boxes = document[0].get_text("words")
    assert all(200 < (box[1] + box[3]) / 2 < 200 + height and 60 <= box[0] <= box[2] <= 438 for box in boxes)


@pytest.mark.parametrize(
    ("width", "height"), [(117.0, 104.0), (117.0, 90.0), (140.0, 90.0), (112.0, 150.0), (245.0, 60.0)]
)
def test_a_slip_stays_inside_a_small_place(diagnostics, width, height):
    """Low and narrow places ask for less, never over their edge."""
    pdf = paint(framed(Picture("placeholder", 2, alt="果园", slip=slip(2)), width, height, column=117.0), diagnostics)
    text = "".join(text_of(pdf).split())
    assert all(part in text for part in ("订图单", "待供图", "133.3×96.5mm", "1050×760", "稿件第2图"))
    with pymupdf.open(stream=pdf) as document:
        boxes = document[0].get_text("words")
    assert all(200 < (box[1] + box[3]) / 2 < 200 + height and 60 <= box[0] <= box[2] <= 60 + width for box in boxes)


def test_placeholder_without_a_slip(diagnostics):
    """A frame that nobody is asked to fill shows its ground and number."""
    assert "订图单" not in text_of(paint(framed(Picture("placeholder", 7)), diagnostics))
