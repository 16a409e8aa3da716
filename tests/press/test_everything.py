"""A page with all that a designer may put on it, painted for the screen and made ready for the press."""

import re
import subprocess
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from paiyin.diagnostics import Diagnostics, Level
from paiyin.exceptions import InputError
from paiyin.pages import weasy
from paiyin.pages.assets import Asset
from paiyin.press import conditions, make
from paiyin.press.photos import ready
from paiyin.press.preflight import judge
from paiyin.press.preflight.separations import tool
from tests.press.test_images import values

SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="120" height="60" viewBox="0 0 120 60"><defs>
<linearGradient id="l"><stop offset="0" stop-color="#C0141C"/><stop offset=".5" stop-color="#fff"/>
<stop offset="1" stop-color="#1f4e79"/></linearGradient>
<radialGradient id="r"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#2a7"/></radialGradient>
<linearGradient id="a"><stop offset="0" stop-color="#000" stop-opacity="1"/>
<stop offset="1" stop-color="#000" stop-opacity="0"/></linearGradient>
<pattern id="p" width="6" height="6" patternUnits="userSpaceOnUse"><path d="M0 0h3v3H0z" fill="#c70"/></pattern>
<clipPath id="c"><circle cx="100" cy="45" r="10"/></clipPath>
<mask id="m"><rect width="120" height="60" fill="#888"/></mask></defs>
<rect width="30" height="30" fill="url(#l)"/><rect x="30" width="30" height="30" fill="url(#r)"/>
<rect x="60" width="30" height="30" fill="url(#p)"/><rect x="90" width="30" height="30" fill="url(#a)"/>
<path d="M2 45h26" stroke="url(#l)" stroke-width="4"/><g opacity=".5"><rect x="30" y="30" width="20" height="20"/></g>
<g clip-path="url(#c)"><rect x="80" y="30" width="40" height="30" fill="#36c"/></g>
<g mask="url(#m)"><rect x="60" y="32" width="18" height="18" fill="rgb(10%,60%,30%)"/></g>
<text x="2" y="58" font-size="8">字a</text></svg>"""
HTML = """<html lang="zh-CN"><head><style>
html, body, div, p, img { display: block; margin: 0 } head, style { display: none }
@page { size: 300pt 400pt; margin: 20pt } body { font: 12pt/16pt "Noto Serif CJK SC" }
div { height: 40pt; margin-bottom: 6pt } img { height: 50pt; margin-bottom: 6pt } p { color: #000 }
.linear { background: linear-gradient(90deg, #C0141C, #fff 40%, rgb(20 80 160)) }
.radial { background: radial-gradient(circle, #fff, #393) }
.many { background: repeating-linear-gradient(45deg, #ddd 0 4pt, #fff 4pt 8pt); border-radius: 8pt }
.shadow { box-shadow: 2pt 2pt 4pt #888; border: 1pt dashed #36c; background: #fff }
.clear { background: #C0141C; opacity: .5 }
</style></head><body><p>渡口今早开渡</p><div class="linear"></div><div class="radial"></div><div class="many"></div>
<div class="shadow"></div><div class="clear"></div>IMAGES</body></html>"""


def saved(image, form, **more) -> bytes:
    out = BytesIO()
    image.save(out, form, **more)
    return out.getvalue()


@pytest.fixture(scope="module")
def page() -> bytes:
    """The page as the painter makes it; photos come through the door that all photos come through."""
    ramp = Image.linear_gradient("L").resize((120, 80))
    alpha = Image.merge("RGBA", (*Image.new("RGB", (120, 80), (20, 120, 60)).split(), ramp))
    photos = {
        "inked": ready(saved(Image.merge("CMYK", (ramp, ramp.rotate(180), Image.new("L", ramp.size, 90),
                                                  Image.new("L", ramp.size, 10))), "JPEG")),
        "lab": ready(saved(Image.merge("LAB", (ramp, *(Image.new("L", ramp.size, v) for v in (170, 150)))), "TIFF")),
        "clear": ready(saved(alpha, "PNG")),
    }
    assets = {name: Asset(photo.data, photo.mime) for name, photo in photos.items()}
    assets |= {"raw": Asset(saved(alpha, "PNG"), "image/png"), "paint": Asset(SVG.encode(), "image/svg+xml")}
    images = "".join(f'<img src="asset:{name}">' for name in assets)
    diagnostics = Diagnostics()
    painted = weasy.paint(HTML.replace("IMAGES", images), assets, diagnostics)
    assert not diagnostics.errors
    return painted


@pytest.fixture(scope="module")
def made(page, colours, newsprint) -> bytes:
    return make(page, condition=newsprint, theme_colours=colours, diagnostics=Diagnostics())


def test_all_of_it_comes_to_the_plates(made, tmp_path, newsprint):
    """No space but inks is left anywhere, by our judge and by MuPDF, and nothing got lost on the way."""
    report = judge(made, newsprint, renderers=False)
    assert not [f.text() for f in report.findings if f.level is Level.ERROR and f.code not in ("P07",)]
    with pikepdf.open(BytesIO(made)) as pdf:
        kinds = [int(each.ShadingType) for each in pdf.objects if isinstance(each, pikepdf.Dictionary)
                 and "/ShadingType" in each]
        images = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)
                  and each.get("/Subtype") == "/Image"]
    assert {2, 3} <= set(kinds) and len(images) >= 4
    if tool("mutool"):
        (tmp_path / "made.pdf").write_bytes(made)
        trace = subprocess.run([tool("mutool"), "draw", "-q", "-F", "trace", tmp_path / "made.pdf"],
                               capture_output=True, check=True).stdout.decode(errors="replace")
        assert set(re.findall(r'colorspace="([^"]*)"', trace)) <= {"DeviceCMYK", "DeviceGray"}


def test_screen_and_press_look_alike(page, made):
    """Each part stands where it stood: the two pages differ by the paper's colours alone."""
    import numpy
    import pypdfium2

    from paiyin.press.preflight.rendering import ssim

    seen = []
    for data in (page, made):
        with pypdfium2.PdfDocument(data) as document:
            seen.append([numpy.asarray(sheet.render(scale=1, grayscale=True).to_pil().convert("L"), dtype=float)
                         for sheet in document])
    assert len(seen[0]) == len(seen[1])
    assert min(ssim(one, other) for one, other in zip(*seen, strict=True)) > 0.9


def test_with_transparency_it_is_no_x1a_and_that_is_said(page, colours, newsprint):
    with pytest.raises(InputError) as caught:
        make(page, condition=newsprint, theme_colours=colours, diagnostics=Diagnostics(), pdfx="x1a")
    told = caught.value.diagnostics[0]
    assert told.code == "K102" and "opacity" in told.text() and "soft mask" in told.text()


def test_a_cmyk_photo_is_light_on_the_screen_and_ink_on_the_press(tmp_path, colours, newsprint):
    """The screen PDF has no inks in it; the press has nearly those that the photo's own profile asks for."""
    from paiyin import pages
    from paiyin.composition.plan import Frame, Picture
    from tests.pages.handmade import page as sheet
    from tests.pages.handmade import plan

    profile = conditions.load("newsprint").profile
    inks = (20, 200, 150, 30)
    path = tmp_path / "a.tif"
    Image.new("CMYK", (400, 200), inks).save(path, icc_profile=profile, compression="tiff_lzw")
    diagnostics = Diagnostics()
    built = plan(sheet(Frame("figure", 60, 200, 200.0, 100.0, picture=Picture("photo", 1, str(path), "渠"), data={})))
    screen = pages.paint(built, theme="party", edition=None, diagnostics=diagnostics)
    press = make(screen, condition=newsprint, theme_colours=colours, diagnostics=diagnostics)
    with pikepdf.open(BytesIO(screen)) as one, pikepdf.open(BytesIO(press)) as other:
        found = [next(iter(pdf.pages[0].Resources.XObject.values())) for pdf in (one, other)]
        spaces = [str(image.ColorSpace) for image in found]
        seen = values(found[1])
    assert spaces == ["/DeviceRGB", "/DeviceCMYK"] and not list(diagnostics)
    assert all(abs(a - b) <= 25 for a, b in zip(seen.getpixel((50, 50)), inks, strict=True))
