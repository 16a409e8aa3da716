"""Images for the press: inks, masks, bits, and the resolution that is printed."""

from io import BytesIO

import pytest
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image, ImageCms

from tests.press.conftest import document, form, image


def jpeg(image, **more) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=95, **more)
    return out.getvalue()


def placed(picture, size=(72, 72)) -> bytes:
    return document(b"q %d 0 0 %d 0 0 cm /I Do Q" % size, lambda pdf: {"/XObject": Dictionary(I=picture(pdf))})


def image_of(made):
    return made.pages[0].Resources.XObject["/I"]


def test_a_photo_becomes_inks_and_a_gray_one_the_black_plate(press):
    coloured = Image.merge(
        "RGB", [Image.linear_gradient("L").resize((60, 40)), *Image.new("RGB", (60, 40)).split()[:2]]
    )
    for picture, space in ((coloured, Name.DeviceCMYK), (Image.linear_gradient("L").convert("RGB"), Name.DeviceGray)):
        plain = lambda pdf, p=picture: image(pdf, p.tobytes(), Width=p.width, Height=p.height)
        found = image_of(press(placed(plain, (30, 30))))
        assert found.ColorSpace == space and "/Filter" in found
    made = image_of(press(placed(lambda pdf: image(pdf, jpeg(coloured), Width=60, Height=40, Filter=Name.DCTDecode))))
    assert made.ColorSpace == Name.DeviceCMYK and [int(v) for v in made.Decode] == [1, 0] * 4


def values(found) -> Image.Image:
    """Return a made image's samples as inks or gray, as a reader of PDF sees them."""
    if "/DCTDecode" in str(found.get("/Filter", "")):
        return Image.open(BytesIO(found.read_raw_bytes())).convert(
            "CMYK" if found.ColorSpace == Name.DeviceCMYK else "L"
        )
    mode = {1: "L", 4: "CMYK"}[4 if found.ColorSpace == Name.DeviceCMYK else 1]
    return Image.frombytes(mode, (int(found.Width), int(found.Height)), found.read_bytes())


def test_a_cmyk_jpeg_keeps_its_inks_through_adobes_inversion(press):
    inked = Image.new("CMYK", (32, 32), (10, 200, 100, 40))
    data = jpeg(inked)              # Pillow writes Adobe's marker and inverted values
    made = image_of(press(placed(lambda pdf: image(pdf, data, Width=32, Height=32, ColorSpace=Name.DeviceCMYK,
                                                     Filter=Name.DCTDecode, Decode=Array([1, 0] * 4)))))
    assert all(abs(a - b) < 4 for a, b in zip(values(made).getpixel((9, 9)), (10, 200, 100, 40), strict=True))
    plain = image_of(press(placed(lambda pdf: image(pdf, data, Width=32, Height=32, ColorSpace=Name.DeviceCMYK,
                                                      Filter=Name.DCTDecode))))
    assert all(abs(a + b - 255) < 4 for a, b in zip(values(plain).getpixel((9, 9)), (10, 200, 100, 40), strict=True))


def test_sixteen_bits_lab_index_and_one_bit(press):
    sixteen = image_of(press(placed(lambda pdf: image(pdf, b"\x40\xff" * 4, BitsPerComponent=16,
                                                        ColorSpace=Name.DeviceGray))))
    assert sixteen.read_bytes() == b"\x40" * 4 and int(sixteen.BitsPerComponent) == 8
    lab = Array([Name.Lab, Dictionary(WhitePoint=[0.9642, 1, 0.8249], Range=[-128, 127] * 2)])
    red = image_of(press(placed(lambda pdf: image(pdf, bytes((128, 188, 170)) * 4, ColorSpace=lab))))
    cyan, magenta, *_ = values(red).getpixel((0, 0))
    assert magenta > 150 and cyan < 60
    indexed = Array([Name.Indexed, Name.DeviceRGB, 1, String(bytes((192, 20, 28, 255, 255, 255)))])
    made = image_of(press(placed(lambda pdf: image(pdf, bytes((0, 1, 1, 0)), ColorSpace=indexed))))
    assert made.ColorSpace[1] == Name.DeviceCMYK and bytes(made.ColorSpace[3])[:4] == bytes((0, 255, 230, 51))
    one = image_of(press(placed(lambda pdf: image(pdf, b"\x80\x40", BitsPerComponent=1, ColorSpace=Name.DeviceGray))))
    assert (int(one.BitsPerComponent), one.ColorSpace, one.read_bytes()) == (1, Name.DeviceGray, b"\x80\x40")


def test_an_alpha_image_keeps_its_mask_in_gray(press):
    made = image_of(press(placed(lambda pdf: image(pdf, SMask=image(
        pdf, bytes((0, 80, 160, 255)), ColorSpace=Name.DeviceGray)))))
    assert made.SMask.ColorSpace == Name.DeviceGray and made.SMask.read_bytes() == bytes((0, 80, 160, 255))


def test_an_image_with_a_profile_is_read_by_it(press):
    """An sRGB profile takes the exact pairs' way; another space gives other inks."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    plain = values(image_of(press(placed(lambda pdf: image(pdf, bytes((200, 30, 40)) * 4)))))
    tagged = values(image_of(press(placed(lambda pdf: image(
        pdf, bytes((200, 30, 40)) * 4, ColorSpace=Array([Name.ICCBased, Stream(pdf, srgb, N=3)]))))))
    assert all(abs(a - b) <= 1 for a, b in zip(plain.getpixel((0, 0)), tagged.getpixel((0, 0)), strict=True))


@pytest.mark.parametrize("points, pixels", [(36, 100), (72, 200), (144, 400), (400, 400)])
def test_images_come_down_to_the_press_and_never_go_up(press, points, pixels):
    picture = Image.effect_noise((400, 400), 60)
    made = image_of(press(placed(lambda pdf: image(pdf, picture.tobytes(), Width=400, Height=400,
                                                     ColorSpace=Name.DeviceGray), (points, points))))
    assert int(made.Width) == int(made.Height) == pixels


def test_an_image_placed_twice_keeps_enough_for_the_larger_place(press):
    data = document(b"q 36 0 0 36 0 0 cm /I Do Q q 1 0 0 1 50 50 cm /F Do Q", lambda pdf: {"/XObject": _twice(pdf)})
    assert int(image_of(press(data)).Width) == 200


def _twice(pdf):
    noise = pdf.make_indirect(image(pdf, Image.effect_noise((400, 400), 60).tobytes(), Width=400, Height=400,
                                     ColorSpace=Name.DeviceGray))
    inner = form(pdf, b"q 36 0 0 36 0 0 cm /I Do Q", Matrix=Array([2, 0, 0, 2, 0, 0]),
                 Resources=Dictionary(XObject=Dictionary(I=noise)))
    return Dictionary(I=noise, F=inner)


def test_inline_images_are_converted_as_any_other(press):
    """Samples, an index and a stencil that stand in the content itself."""
    made = press(document(
        b"q 9 0 0 9 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID \xc0\x14\x1c EI Q "
        b"q 9 0 0 9 20 0 cm BI /W 2 /H 1 /BPC 8 /CS [/I /RGB 1 <000000C0141C>] ID \x00\x01 EI Q "
        b"0.752941 0.078431 0.109804 rg 9 0 0 9 40 0 cm BI /W 8 /H 1 /IM true /D [1 0] ID \xf0 EI"))
    first, second, third = (made.pages[0].Resources.XObject[f"/PaiyinInline{i}"] for i in (1, 2, 3))
    assert first.ColorSpace == Name.DeviceCMYK and len(first.read_bytes()) == 4
    assert second.ColorSpace[1] == Name.DeviceCMYK and bytes(second.ColorSpace[3])[4:] == bytes((0, 255, 230, 51))
    assert bool(third.ImageMask) and third.read_bytes() == b"\xf0"
