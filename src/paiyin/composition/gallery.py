"""What stands in the frames of figures: charts as drawn, photos that have come, placeholders with their order slips."""

from math import ceil

from paiyin.article import Chart, Figure, plain
from paiyin.composition.corners import Placed
from paiyin.composition.boxframes import Numbered
from paiyin.composition.plan import FaceRef, Picture, Slip
from paiyin.composition.sheet import Sheet
from paiyin.units import pt_to_mm

PPI = 200  # what newsprint asks of a photo


class Gallery:
    """Shows the figures of a plan; they are numbered in the order in which they are asked for, over all articles."""

    def __init__(self, sheet: Sheet):
        self.sheet = sheet
        self.count = 0
        self.faces: dict[str, FaceRef] = {}

    def shown(self, material, placed: Placed, page: int, file: str = "") -> Numbered:
        """Return the picture of a box on a page, from a ``Material``; ``file`` names the manuscript where there are
        several."""
        content = placed.box.content
        if isinstance(content, Chart):
            drawn = material.draw(content, placed.box.columns)
            self.faces |= {face.key: face for face in drawn.faces}
            return Numbered(0, Picture("chart", content.number, alt=drawn.alt, svg=drawn.svg))
        if not isinstance(content, Figure):
            return Numbered(0, None)
        self.count += 1
        photo = material.photos.get(content.number)
        return Numbered(
            self.count,
            Picture(
                "photo" if photo else "placeholder",
                self.count,
                photo.file if photo else None,
                content.alt or plain(content.caption),
                content.focus,
                self._slip(placed, page, content, file),
            ),
        )

    def _slip(self, placed: Placed, page: int, figure: Figure, file: str) -> Slip:
        width = pt_to_mm(self.sheet.span_width(placed.box.columns))
        height = pt_to_mm(self.sheet.block_height(placed.lines))
        pixels = tuple(ceil(round(mm / 25.4 * PPI, 3) / 10) * 10 for mm in (width, height))
        return Slip(
            self.count, page, placed.box.columns, placed.lines, width, height, pixels, PPI, figure.number, file
        )
