"""Rendering a chart: from the cache if it was drawn before, drawn and kept if not."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from paiyin.article import Chart
from paiyin.charts import cache, house
from paiyin.charts.alt import alt_text
from paiyin.charts.lettering import Localised
from paiyin.charts.size import Grid
from paiyin.charts.spec import chart_spec
from paiyin.diagnostics import Diagnostics
from paiyin.units import Lines, Pt

if TYPE_CHECKING:
    from paiyin.composition.plan import FaceRef
    from paiyin.fonts import FontBook


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn chart: its SVG, size in points and in grid lines, its alternative text and its key in the cache.

    ``served`` are faces of ours that its words use: the page that shows the drawing declares them with @font-face.
    """

    svg: bytes
    width: Pt
    height: Pt
    lines: Lines
    alt: str
    key: str
    served: tuple["FaceRef", ...] = ()


def render(chart: Chart, columns: int, grid: Grid, theme: str, book_faces: "FontBook", cache_dir: Path | None = None,
           diagnostics: Diagnostics | None = None, edition: Path | None = None, lang: str = "zh-Hans") -> Drawing:
    """Return the drawing of a chart over some columns of a grid in a theme, with the faces of a font book for a
    language, and words of ours in its script.

    Kept drawings are read from ``cache_dir`` (None: PAIYIN_CACHE or the user's cache). Raises InputError for a chart
    that cannot be drawn (C101–C108) or a house file that cannot be used (C120, C121), MachineError for missing fonts.
    """
    spec = chart_spec(chart, columns, grid, diagnostics, edition, lang)
    colours = house.theme(theme, edition)
    place = cache.folder(cache_dir)
    book_faces = Localised(book_faces, lang)
    used = cache.faces(spec, colours.numeral, book_faces)
    name = cache.key(spec, colours, house.fingerprint(edition), used)
    svg = cache.load(place, name)
    if svg is None:
        from paiyin.charts.draw import draw
        svg = draw(spec, colours, book_faces, edition)
        cache.store(place, name, svg)
    return Drawing(svg, spec.width, spec.height, Lines(spec.lines), alt_text(chart, edition, lang), name,
                   tuple(face.ref() for face in used if face.served))
