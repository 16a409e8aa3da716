"""Make the pictures of pages in docs/images from the sample editions, with pdftoppm.

    python scripts/page_pictures.py [FOLDER]

Every picture shows one page or several side by side. FOLDER is docs/images if it is not given.
"""

import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from PIL import Image, ImageOps

from paiyin.build import build

REPOSITORY = Path(__file__).resolve().parent.parent
COLOURS = 64            # of a palette: black, its greys, and the inks of a theme, which only the octree keeps
EDGE, GROUND = 2, "#b4b2ae"
APART = 12              # pixels between pages side by side


class Shown(NamedTuple):
    """A page of an edition on a sheet in a theme."""

    edition: str
    page: int = 1
    sheet: str | None = None
    theme: str | None = None


TABLOID, WEEKLY = "tinghe", "tinghe-weekly"
PICTURES: dict[str, tuple[int, Sequence[Shown]]] = {  # the width of a page in pixels, and the pages
    "page-1": (957, [Shown(TABLOID)]),
    "page-2": (957, [Shown(TABLOID, 2)]),
    "broadsheet": (1000, [Shown(TABLOID, sheet="broadsheet8")]),
    "a4": (720, [Shown(TABLOID, sheet="a4")]),
    "campus": (760, [Shown(TABLOID, theme="campus")]),
    "plain": (760, [Shown(TABLOID, theme="plain")]),
    "themes": (470, [Shown(TABLOID, theme=theme) for theme in ("party", "plain", "campus")]),
    "weekly": (760, [Shown(WEEKLY), Shown(WEEKLY, 2)]),
}


@cache
def built(edition: str, sheet: str | None, theme: str | None, place: Path) -> Path:
    """Build an edition, once; return its screen PDF."""
    out = place / f"{edition}-{sheet}-{theme}"
    report = build(REPOSITORY / "editions" / edition, out, sheet=sheet, theme=theme)
    return next(Path(file) for file in report.files if Path(file).name == "screen.pdf")


def painted(shown: Shown, width: int, place: Path) -> Image.Image:
    """Return a page as a picture so many pixels wide, drawn at twice the size and brought down."""
    pdf = built(shown.edition, shown.sheet, shown.theme, place)
    stem = place / "page"
    subprocess.run(["pdftoppm", "-png", "-singlefile", "-f", str(shown.page), "-l", str(shown.page), "-scale-to-x",
                    str(2 * width), "-scale-to-y", "-1", str(pdf), str(stem)], check=True, capture_output=True)
    with Image.open(f"{stem}.png") as page:
        whole = page.convert("RGB")
    return whole.resize((width, round(whole.height * width / whole.width)), Image.Resampling.LANCZOS)


def side_by_side(pages: Sequence[Image.Image]) -> Image.Image:
    """Return pages in a row, each with a thin edge."""
    framed = [ImageOps.expand(page, EDGE, GROUND) for page in pages]
    width = sum(page.width for page in framed) + APART * (len(framed) - 1)
    row = Image.new("RGB", (width, max(page.height for page in framed)), "white")
    at = 0
    for page in framed:
        row.paste(page, (at, 0))
        at += page.width + APART
    return row


def main(folder: Path) -> None:
    with TemporaryDirectory(prefix="paiyin-") as name:
        for picture, (width, pages) in PICTURES.items():
            file = folder / f"{picture}.png"
            row = side_by_side([painted(shown, width, Path(name)) for shown in pages])
            row.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, optimize=True)
            print(f"{file} {row.width} × {row.height}, {file.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else REPOSITORY / "docs" / "images")
