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


def test_a_cmyk_jpeg_without_adobes_mark_has_its_inks_as_they_stand():
    """Pillow inverts every CMYK JPEG; one whose marker is not Adobe's would come out as its negative."""
    data = saved(Image.new("CMYK", (16, 16), (0, 255, 230, 51)), "JPEG")
    at = data.index(b"\xff\xee")
    plain = data[:at] + data[at + 2 + int.from_bytes(data[at + 2:at + 4]):]
    negative = opened(saved(Image.new("CMYK", (16, 16), (255, 0, 25, 204)), "JPEG")).getpixel((8, 8))
    assert near(opened(plain).getpixel((8, 8)), negative)


def test_tiff_of_every_kind_that_agencies_send():
    """LZW in CMYK and RGB, 16 bits a channel, Lab, one bit: all come to the page."""
    assert near(opened(saved(Image.new("CMYK", (16, 16), (0, 255, 230, 51)), "TIFF", compression="tiff_lzw")).getpixel(
        (8, 8)), opened(saved(Image.new("CMYK", (16, 16), (0, 255, 230, 51)), "TIFF")).getpixel((8, 8)))
    assert near(opened(saved(Image.new("RGB", (16, 16), (9, 99, 200)), "TIFF", compression="tiff_lzw")).getpixel(
        (8, 8)), (9, 99, 200))
    assert near(opened(sixteen_bit_tiff((0x1000, 0x8000, 0xF000))).getpixel((1, 1)), (0x10, 0x80, 0xF0))
    one = Image.new("1", (32, 32), 1)
    one.putpixel((3, 3), 0)
    found = opened(saved(one, "TIFF", compression="group4"))
    assert found.getpixel((3, 3)) == 0 and found.getpixel((9, 9)) == 255


def sixteen_bit_tiff(colour) -> bytes:
    """Return a TIFF of 4 × 4 pixels with 16 bits a channel, which Pillow reads and does not write."""
    import struct

    pixels = struct.pack("<3H", *colour) * 16
    entries = [(256, 3, 1, 4), (257, 3, 1, 4), (258, 3, 3, 8 + 2 + 9 * 12 + 4), (259, 3, 1, 1), (262, 3, 1, 2),
               (273, 4, 1, 8 + 2 + 9 * 12 + 4 + 6), (277, 3, 1, 3), (278, 3, 1, 4), (279, 4, 1, len(pixels))]
    head = b"II*\0" + struct.pack("<IH", 8, len(entries))
    return head + b"".join(struct.pack("<HHII", *entry) for entry in entries) + bytes(4) + struct.pack(
        "<3H", 16, 16, 16) + pixels


def test_drawings_of_few_colours_stay_without_loss():
    drawn = Image.new("P", (40, 40), 1)
    drawn.putpalette([255, 255, 255, 200, 30, 40])
    found = ready(saved(drawn, "PNG"))
    pixel = Image.open(BytesIO(found.data)).convert("RGB").getpixel((9, 9))
    assert found.mime == "image/png" and pixel == (200, 30, 40)


def test_a_gray_photo_is_read_by_its_profile():
    """A gray profile of gamma 1.0: its middle is much lighter on the screen."""
    linear = gray_profile(1.0)
    noise = Image.effect_noise((64, 64), 40)
    assert opened(saved(Image.new("L", (16, 16), 64), "JPEG", icc_profile=linear)).getpixel((8, 8)) > 120
    assert opened(saved(noise, "JPEG", icc_profile=b"damaged")).mode == "L"


def gray_profile(gamma: float) -> bytes:
    """Return a gray ICC profile of a plain gamma (ICC.1, v2)."""
    import struct

    white = b"XYZ " + bytes(4) + struct.pack(">3i", 63190, 65536, 54061)
    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256)) + bytes(2)
    text = b"desc" + bytes(4) + struct.pack(">I", 5) + b"gray\0" + bytes(83)
    tags, data, at = b"", b"", 128 + 4 + 3 * 12
    for name, part in ((b"desc", text), (b"wtpt", white), (b"kTRC", curve)):
        part += bytes(-len(part) % 4)
        tags += name + struct.pack(">II", at + len(data), len(part))
        data += part
    head = struct.pack(">I4s4s", at + len(data), b"lcms", b"\2\x20\0\0") + b"mntrGRAYXYZ " + bytes(12) + b"acsp" + (
        bytes(28)) + struct.pack(">3i", 63190, 65536, 54061) + bytes(48)
    return head + struct.pack(">I", 3) + tags + data


def test_a_damaged_profile_is_left_aside():
    """The photo is read as one without, rather than not at all."""
    for mode, colour in (("RGB", (200, 30, 40)), ("CMYK", (0, 255, 230, 51))):
        profile = conditions.load("newsprint").profile if mode == "CMYK" else ImageCms.ImageCmsProfile(
            ImageCms.createProfile("sRGB")).tobytes().replace(b"sRGB", b"mine")
        found = opened(saved(Image.new(mode, (16, 16), colour), "TIFF", icc_profile=profile[:300])).getpixel((8, 8))
        assert found[0] > 150 and found[1] < 90


def bomb(width: int, height: int) -> bytes:
    """Return a PNG that says it is very large and holds next to nothing."""
    import struct
    import zlib

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(99))) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(20_000, 9_000), (60_000, 60_000), (2**31 - 1, 2)])
def test_bombs_are_told_before_they_are_unpacked(size):
    with pytest.raises(PhotoError, match="pixels|PNG|Bomb"):
        ready(bomb(*size))


def test_every_cut_of_a_photo_is_told():
    """JPEG, PNG and TIFF cut off anywhere: a photo that would print half gray is no photo."""
    noise = Image.merge("CMYK", [Image.effect_noise((90, 90), 60)] * 4)
    for form in ("JPEG", "TIFF"):
        data = saved(noise, form)
        for part in range(1, 8):
            with pytest.raises(PhotoError):
                ready(data[:len(data) * part // 8])
    plain = saved(noise.convert("RGB"), "PNG")
    for part in range(1, 8):
        with pytest.raises(PhotoError):
            ready(plain[:len(plain) * part // 8])


def test_lab_and_sixteen_bits_come_along():
    lab = Image.merge("LAB", [Image.new("L", (8, 8), value) for value in (128, 188, 170)])
    red, green, blue = opened(saved(lab, "TIFF")).getpixel((4, 4))
    assert red > green and red > blue
    for form in ("TIFF", "PNG"):
        assert abs(opened(saved(Image.new("I;16", (8, 8), 0x8000), form)).getpixel((4, 4)) - 128) <= 1


def test_another_profile_of_light_is_read():
    """A profile with its primaries exchanged: the colours follow it."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"tmp_").replace(b"gXYZ", b"rXYZ").replace(b"tmp_", b"gXYZ")
    for code in ("ascii", "utf-16-be"):
        swapped = swapped.replace("sRGB".encode(code), "mine".encode(code))
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
