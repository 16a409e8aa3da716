"""Photos as they come: turned, in sRGB, opaque, cut, and judged for their size."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms

from paiyin.diagnostics import Diagnostics, Level
from paiyin.press import conditions
from paiyin.press.photos import PhotoError, cut, judge, ready, resolution


def saved(image, form, **more) -> bytes:
    out = BytesIO()
    image.save(out, form, **more)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(ready(data).data))


def near(pixel, wanted, by=6):
    return all(abs(a - b) <= by for a, b in zip(pixel, wanted, strict=True))


def test_a_plain_photo_stays_as_it_is():
    data = saved(Image.new("RGB", (8, 6), (200, 30, 40)), "JPEG")
    assert ready(data).data == data and (ready(data).width, ready(data).height) == (8, 6)


@pytest.mark.parametrize("orientation, size", [(1, (8, 6)), (3, (8, 6)), (6, (6, 8)), (8, (6, 8))])
def test_a_photo_is_turned_as_the_camera_says(orientation, size):
    exif = Image.Exif()
    exif[0x0112] = orientation
    found = opened(saved(Image.new("RGB", (8, 6)), "JPEG", exif=exif))
    assert found.size == size and found.getexif().get(0x0112, 1) == 1


def test_what_lets_through_is_laid_on_paper():
    clear = Image.new("RGBA", (8, 8), (255, 0, 0, 128))
    assert near(opened(saved(clear, "PNG")).getpixel((4, 4)), (255, 127, 127))
    assert near(Image.open(BytesIO(ready(saved(clear, "PNG"), paper=(0, 0, 255)).data)).getpixel((4, 4)), (128, 0, 127))
    assert opened(saved(Image.new("LA", (8, 8), (0, 0)), "PNG")).getpixel((4, 4)) == 255
    index = Image.new("P", (8, 8), 1)
    index.putpalette([255, 255, 255, 0, 128, 0])
    assert near(opened(saved(index, "PNG", transparency=0)).getpixel((4, 4)), (0, 128, 0))


@pytest.mark.parametrize("form", ["JPEG", "TIFF"])
def test_inks_come_back_to_light_by_their_profile(form):
    """Adobe's inversion in JPEG is undone; without a profile that of coated paper is taken."""
    profile = conditions.load("newsprint").profile
    inked = Image.new("CMYK", (16, 16), (0, 255, 230, 51))
    for found in (opened(saved(inked, form, icc_profile=profile)), opened(saved(inked, form))):
        red, green, blue = found.getpixel((8, 8))
        assert red > 130 and green < 80 and blue < 80
    assert near(opened(saved(Image.new("CMYK", (16, 16)), form)).getpixel((8, 8)), (255, 255, 255))


def test_lab_and_sixteen_bits_come_along():
    lab = Image.merge("LAB", [Image.new("L", (8, 8), value) for value in (128, 188, 170)])
    red, green, blue = opened(saved(lab, "TIFF")).getpixel((4, 4))
    assert red > green and red > blue
    for form in ("TIFF", "PNG"):
        assert abs(opened(saved(Image.new("I;16", (8, 8), 0x8000), form)).getpixel((4, 4)) - 128) <= 1


def test_another_profile_of_light_is_read():
    """A profile with its primaries exchanged: the colours follow it."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = (
        srgb.replace(b"rXYZ", b"tmp_").replace(b"gXYZ", b"rXYZ").replace(b"tmp_", b"gXYZ").replace(b"sRGB", b"sXXX")
    )
    found = opened(saved(Image.new("RGB", (16, 16), (220, 20, 20)), "PNG", icc_profile=swapped)).getpixel((8, 8))
    assert found[1] > found[0]


@pytest.mark.parametrize("data", [b"", b"no picture", saved(Image.new("RGB", (64, 64)), "JPEG")[:200],
                                  saved(Image.new("F", (8, 8)), "TIFF")])
def test_what_cannot_be_read_is_named(data):
    with pytest.raises(PhotoError):
        ready(data)


@pytest.mark.parametrize("focus, left", [((0.5, 0.5), 25), ((0.0, 0.5), 0), ((1.0, 0.5), 50), ((0.4, 0.5), 15)])
def test_a_photo_is_cut_around_what_matters(focus, left):
    ramp = Image.new("L", (100, 50))
    ramp.putdata([x for _ in range(50) for x in range(100)])
    found = cut(ramp, 1.0, focus)
    assert found.size == (50, 50) and found.getpixel((0, 0)) == left


@pytest.mark.parametrize("ratio, size", [(2.0, (100, 50)), (0.5, (25, 50)), (4.0, (100, 25))])
def test_a_cut_has_the_ratio_of_its_slot(ratio, size):
    data = saved(Image.new("RGB", (100, 50)), "JPEG")
    found = ready(data, ratio=ratio)
    assert (found.width, found.height) == size


def test_a_small_photo_is_named_with_the_size_that_it_may_have():
    newsprint = conditions.load("newsprint")
    assert resolution((800, 600), (101.6, 50.8)) == 200
    diagnostics = Diagnostics()
    judge("a.jpg", (800, 600), (101.6, 76.2), newsprint, diagnostics)
    assert not len(diagnostics)
    judge("b.jpg", (480, 360), (101.6, 76.2), newsprint, diagnostics)
    judge("c.jpg", (200, 150), (101.6, 76.2), newsprint, diagnostics)
    few, fewer = diagnostics
    assert (few.severity, fewer.severity) == (Level.WARNING, Level.ERROR)
    assert "120 ppi" in few.text() and "81 × 61 mm" in few.text() and "81 × 61 mm" in few.text("zh")
