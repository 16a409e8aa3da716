"""Photos that have come: found by the names in the manuscript, measured, bounded.

Guards against: files outside the manuscript's folder, files that are no pictures, pictures too large to decode. Each
leaves the figure a placeholder and a diagnostic.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from paiyin.article import Figure
from paiyin.composition.compose import Photo
from paiyin.diagnostics import Diagnostics
from paiyin.pages.assets import FORMATS, MAX_PIXELS, ORIENTATION, SIDEWAYS


def find(figures: Iterable[Figure], folder: Path, diagnostics: Diagnostics) -> Mapping[int, Photo]:
    """Return the photos there are, by the manuscript's figure number."""
    found = {}
    base = folder.resolve()
    for figure in figures:
        if not figure.src:
            continue
        path = folder / figure.src
        if not path.resolve().is_relative_to(base):
            diagnostics.add("W104", figure.span, file=figure.src)
            continue
        if not path.is_file():
            continue
        size = _size(path, figure, diagnostics)
        if size is not None:
            found[figure.number] = Photo(str(path), *size)
    return found


def _size(path: Path, figure: Figure, diagnostics: Diagnostics) -> tuple[int, int] | None:
    """Return width and height as seen, turned as EXIF says."""
    from PIL import Image

    try:
        with Image.open(path, formats=FORMATS) as image:
            width, height = image.size
            turned = image.getexif().get(ORIENTATION) in SIDEWAYS
    except Exception as error:  # decoders raise many kinds for files made to break them
        diagnostics.add("W101", figure.span, file=path.name, problem=f"{type(error).__name__}: {error}"[:120])
        return None
    if width * height > MAX_PIXELS:
        diagnostics.add("W102", figure.span, file=path.name, size=width * height // 10**6, limit=MAX_PIXELS // 10**6)
        return None
    if not width or not height:
        return None
    return (height, width) if turned else (width, height)
