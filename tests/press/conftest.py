"""PDFs made by hand: one page of given content and resources, and a good press file to spoil."""

from io import BytesIO

import pikepdf
import pytest

from paiyin.diagnostics import Diagnostics
from paiyin.exceptions import InputError
from paiyin.press import conditions, make
from paiyin.press.palette import exact

PAGE = (300.0, 400.0)
HTML = """<html><head><style>
html, body, p, h1 { display: block; margin: 0; padding: 0 } head, style { display: none }
@page { size: 300pt 400pt; margin: 30pt } body { font: 9pt/14pt "Noto Serif CJK SC"; color: #000 }
h1 { font: bold 20pt/24pt "Noto Sans CJK SC"; color: #C0141C }
.rule { border-top: 0.5pt solid #000; display: block } .tint { background: #EDEDED; display: block }
</style></head><body><h1>渡口开渡</h1><p>汀禾县渡口今早开渡，四十二人过河。</p><p class="rule">水位平稳。</p>
<p class="tint">船夫说，天亮以前雾就散了。</p></body></html>"""


@pytest.fixture(scope="session")
def newsprint():
    return conditions.load("newsprint")


@pytest.fixture(scope="session")
def colours(newsprint):
    return exact("party", None, newsprint.ink.target)


@pytest.fixture(scope="session")
def screen() -> bytes:
    """A small page as the painter makes it."""
    from paiyin.pages import weasy

    return weasy.paint(HTML, {}, Diagnostics())


@pytest.fixture(scope="session")
def good(screen, newsprint, colours) -> bytes:
    """The same page for the press."""
    return make(screen, condition=newsprint, theme_colours=colours, diagnostics=Diagnostics())


@pytest.fixture
def press(newsprint, colours):
    """Return a function that makes a press file and opens it."""
    opened = []

    def made(data: bytes, **settings) -> pikepdf.Pdf:
        settings = {"condition": newsprint, "theme_colours": colours, "diagnostics": Diagnostics()} | settings
        opened.append(pikepdf.open(BytesIO(make(data, **settings))))
        return opened[-1]

    yield made
    for pdf in opened:
        pdf.close()


@pytest.fixture
def refused(press):
    """Return a function that gives the code and the English message with which a file is refused."""
    def told(data: bytes, **settings) -> tuple[str, str]:
        with pytest.raises(InputError) as caught:
            press(data, **settings)
        found = caught.value.diagnostics[0]
        assert found.text("zh") and found.text("en")
        return found.code, found.text("en")

    return told


def document(content: bytes, resources=None, page=None, root=None, size=PAGE) -> bytes:
    """Return a PDF of one page; ``resources``, ``page`` and ``root`` are functions of the PDF that give
    dictionaries."""
    pdf = pikepdf.new()
    added = pdf.add_blank_page(page_size=size)
    added.obj.Contents = pdf.make_stream(content)
    added.obj.TrimBox = pikepdf.Array([0, 0, *size])
    if resources:
        added.obj.Resources = pikepdf.Dictionary(resources(pdf))
    for key, value in (page(pdf) if page else {}).items():
        added.obj[key] = value
    for key, value in (root(pdf) if root else {}).items():
        pdf.Root[key] = value
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def form(pdf, data=b"", **more):
    """Return a form."""
    return pikepdf.Stream(
        pdf,
        data,
        pikepdf.Dictionary(
            {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form, "/BBox": pikepdf.Array([0, 0, 9, 9])}
            | {f"/{k}": v for k, v in more.items()}
        ),
    )


def image(pdf, data=bytes(12), **more):
    """Return an image, of 2 × 2 pixels if nothing else is said."""
    return pikepdf.Stream(
        pdf,
        data,
        pikepdf.Dictionary(
            {
                "/Type": pikepdf.Name.XObject,
                "/Subtype": pikepdf.Name.Image,
                "/Width": 2,
                "/Height": 2,
                "/BitsPerComponent": 8,
                "/ColorSpace": pikepdf.Name.DeviceRGB,
            }
            | {f"/{k}": v for k, v in more.items()}
        ),
    )


def changed(data: bytes, change, **save) -> bytes:
    """Return a PDF after ``change(pdf, first page's dictionary)``."""
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf, pdf.pages[0].obj)
        out = BytesIO()
        pdf.save(out, **({"deterministic_id": True} | save))
    return out.getvalue()


def content(pdf: pikepdf.Pdf, stream=None) -> list[tuple[str, list]]:
    """Return (operator, operands) of the first page, or of a stream."""
    return [(str(i.operator), list(i.operands)) for i in pikepdf.parse_content_stream(stream or pdf.pages[0])]


def inks(pdf: pikepdf.Pdf, stream=None, operator: str = "k") -> list[tuple[float, ...]]:
    """Return the operands of each ``k``, but for the first, which every page starts with."""
    found = [tuple(float(part) for part in operands) for name, operands in content(pdf, stream) if name == operator]
    return found if stream is not None else found[1:]
