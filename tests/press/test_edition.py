"""Real pages for the press, checked with programs that are not ours."""

import re
import subprocess
from io import BytesIO
from itertools import combinations
from pathlib import Path

import numpy
import pikepdf
import pytest
from PIL import Image

from paiyin.build import build
from paiyin.press.operators import at
from paiyin.press.preflight import judge
from paiyin.press.preflight.rendering import ssim
from paiyin.press.preflight.separations import tool, window_means
from paiyin.press.preflight.typefaces import face
from tests.press.conftest import document


@pytest.fixture(scope="module", params=["tinghe", "jilin"])
def edition(request, tmp_path_factory, repository) -> Path:
    """The folder of a built edition, screen and press."""
    source = repository / "editions" / "tinghe" if request.param == "tinghe" else request.getfixturevalue("jilin")
    if not source.exists():
        pytest.skip(f"{request.param} is not in this checkout")
    report = build(source, tmp_path_factory.mktemp("press"), targets=("screen", "press"))
    return next(file for file in report.files if file.name == "press.pdf").parent


def needs(name: str) -> str:
    if not tool(name):
        pytest.skip(f"{name} is not installed")
    return tool(name)


def test_preflight_finds_nothing(edition):
    """Errors none; and no warning either, so that each warning of an editor's own page means something."""
    report = judge(edition / "press.pdf", "newsprint", renderers=bool(tool("gs")))
    assert min([value for name, value in report.measures.items() if "likeness" in name], default=1) >= 0.98
    assert [f.text() for f in report.findings if f.code != "P23"] == []
    assert '"errors": 0' in (edition / "preflight.json").read_text(encoding="utf-8")


def test_qpdf_finds_no_fault(edition):
    done = subprocess.run([needs("qpdf"), "--check", edition / "press.pdf"], capture_output=True, text=True)
    assert done.returncode == 0 and "WARNING" not in done.stdout + done.stderr


def trace(pdf: Path) -> str:
    return subprocess.run(
        [needs("mutool"), "draw", "-q", "-F", "trace", pdf], capture_output=True, check=True
    ).stdout.decode(errors="replace")


def test_an_independent_interpreter_sees_inks_alone(edition):
    spaces = set(re.findall(r'colorspace="([^"]*)"', trace(edition / "press.pdf")))
    assert spaces <= {"DeviceCMYK", "DeviceGray"} and "DeviceCMYK" in spaces


def glyphs(pdf: Path) -> list[tuple[str, float, float]]:
    """Return (character, x, y) of every glyph on paper in points, as MuPDF places it."""
    found, matrix = [], (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    for mark in re.finditer(r'<[a-z_]*text[^>]* transform="([^"]*)"|<g unicode="([^"]*)"[^>]*? x="([^"]*)" y="([^"]*)"',
                            trace(pdf)):
        if mark[1] is not None:
            matrix = tuple(float(part) for part in mark[1].split())
        else:
            found.append((mark[2], *at(matrix, float(mark[3]), float(mark[4]))))
    return found


def test_screen_and_press_have_the_same_text_at_the_same_places(edition):
    screen, press = glyphs(edition / "screen.pdf"), glyphs(edition / "press.pdf")
    assert len(press) > 1000 and [g[0] for g in screen] == [g[0] for g in press]
    assert max(max(abs(a[1] - b[1]), abs(a[2] - b[2])) for a, b in zip(screen, press, strict=True)) <= 0.1


@pytest.fixture(scope="module")
def plates(edition, tmp_path_factory):
    """The plates of the first page from Ghostscript, 150 dpi: (4, height, width) of 0 to 1."""
    folder = tmp_path_factory.mktemp("plates")
    subprocess.run([needs("gs"), "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiffsep", "-r150", "-dLastPage=1",
                    f"-sOutputFile={folder}/p%d.tif", edition / "press.pdf"], check=True, capture_output=True)
    return numpy.stack([1 - numpy.asarray(Image.open(folder / f"p1({name}).tif").convert("L"), dtype=float) / 255
                        for name in ("Cyan", "Magenta", "Yellow", "Black")])


def test_black_text_is_on_the_black_plate_alone(edition, plates, newsprint):
    """Under each run of black text Ghostscript has no cyan, magenta or yellow, and some black."""
    from paiyin.press.preflight.reading import read

    with read((edition / "press.pdf").read_bytes(), newsprint, None, False, False, False) as reading:
        top = reading.pages[0].media[3]
        runs = [text for text in reading.texts if text.page == 1 and text.fill and text.fill.colour.black]
        assert all(text.fill.prints_over for text in runs)
        body = [text for text in runs if 6 < text.size < 14 and len(text.codes) > 1]
        assert len(body) > 20
        for text in body:
            x0, y0, x1, y1 = text.box
            part = plates[:, int((top - y1) / 0.48):int((top - y0) / 0.48) + 1, int(x0 / 0.48):int(x1 / 0.48) + 1]
            assert part[:3].max() == 0, text
            assert part[3].max() > 0.5


def test_ink_stays_within_the_limit_of_the_paper(plates, newsprint):
    means = window_means(plates.sum(0), round(newsprint.ink.window / 25.4 * 150))
    assert means.max() * 100 <= newsprint.ink.target


DPI, COARSER = 900, 12      # what is drawn, and how many pixels of it become one of the 75 dpi that are compared


def drawn(pdf: Path, folder: Path, dpi: int) -> dict[str, Image.Image]:
    """Return the first page in gray by each interpreter there is: MuPDF, Ghostscript, poppler and PDFium."""
    import pypdfium2

    # Ghostscript takes the inks as they are (UseFastColor) and draws without smoothing; the pixels are smoothed here
    commands = {
        "gs": ["-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pgmraw", "-dUseFastColor=true", f"-r{dpi}",
               "-dLastPage=1", f"-sOutputFile={folder}/gs.pgm", str(pdf)],
        "mutool": ["draw", "-q", "-F", "pgm", "-c", "gray", "-r", str(dpi), "-o", f"{folder}/mutool.pgm", str(pdf),
                   "1"],
        "pdftoppm": ["-gray", "-r", str(dpi), "-singlefile", "-l", "1", str(pdf), f"{folder}/pdftoppm"],
    }
    for name, arguments in commands.items():
        if tool(name):
            subprocess.run([tool(name), *arguments], check=True, capture_output=True)
    with pypdfium2.PdfDocument(pdf) as document:
        document[0].render(scale=dpi / 72, grayscale=True).to_pil().save(folder / "pdfium.pgm")
    return {file.stem: Image.open(file).convert("L") for file in sorted(folder.glob("*.pgm"))}


def black(folder: Path) -> dict[str, float]:
    """Return the gray that each interpreter shows for K 100: two of them imitate the ink, which is not black."""
    file = folder / "black.pdf"
    file.write_bytes(document(b"0 0 0 1 k 0 0 300 400 re f"))
    return {name: float(image.getpixel((9, 9))) for name, image in drawn(file, folder, 36).items()}


def test_interpreters_show_the_same_page(edition, tmp_path, monkeypatch):
    """Four interpreters, each pair alike at 75 dpi in full ink.

    Drawn at 900 dpi, because PDFium and poppler set glyphs on whole pixels and Ghostscript fills each pixel that a
    shape touches, all of which shows on pages full of small type at 600: what is compared is the page and not where
    a program rounds. Each program's gray runs from its own K 100 to paper.
    """
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", None)
    for name in ("swatch", "page"):
        (tmp_path / name).mkdir()
    darkest = black(tmp_path / "swatch")
    made = {name: (numpy.asarray(image.reduce(COARSER), dtype=float) - darkest[name]) * 255 / (255 - darkest[name])
            for name, image in drawn(edition / "press.pdf", tmp_path / "page", DPI).items()}
    if len(made) < 4:
        pytest.skip("not all four interpreters are installed")
    height, width = (min(page.shape[i] for page in made.values()) for i in (0, 1))
    likeness = {(a, b): ssim(made[a][:height, :width], made[b][:height, :width]) for a, b in combinations(made, 2)}
    assert len(likeness) == 6 and min(likeness.values()) >= 0.98, likeness


def test_fonts_are_the_screens_and_found_by_number(edition):
    with (
        pikepdf.open(edition / "screen.pdf") as screen,
        pikepdf.open(BytesIO((edition / "press.pdf").read_bytes())) as press,
    ):
        names = [
            {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
            for pdf in (screen, press)
        ]
        faces = [face(font) for page in press.pages for font in page.Resources.Font.values()]
    assert names[1] <= names[0] and all(f.program and not f.odd_cids and f.unicode for f in faces)
