"""A file as the rules see it: its objects, what its pages paint, its plates."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO

from paiyin.press.conditions import Condition
from paiyin.press.preflight.layers import Layers
from paiyin.press.preflight.marks import Box, Image, Odd, Path, Shade, Text
from paiyin.press.preflight.overlap import overlapping
from paiyin.press.preflight.separations import Separations, window_means
from paiyin.press.preflight.typefaces import Face
from paiyin.press.preflight.walker import Walker

MOST_PAGES = 400
SPOT = 1.0          # mm, the side of the small squares


@dataclass(frozen=True)
class Page:
    """A page: its number from 1, its dictionary, and its boxes in points (None where the file has none)."""

    number: int
    obj: object
    media: Box
    crop: Box | None
    trim: Box | None
    bleed: Box | None
    art: Box | None

    @property
    def cut(self) -> Box:
        """The trim, the media where the file has no trim."""
        return self.trim or self.media

    @property
    def product(self) -> Box:
        """What is printed and cut out of the sheet, with its bleed."""
        return self.bleed or self.cut


@dataclass
class Reading:
    """One file being judged. ``pdf`` is None when it cannot be opened, for ``problem``."""

    data: bytes
    condition: Condition
    pdf: object | None
    problem: str = ""
    trim: tuple[float, float] | None = None
    single_page: bool = False
    renderers: bool = True
    pages: list[Page] = field(default_factory=list)
    marks: list = field(default_factory=list)
    faces: dict[object, Face] = field(default_factory=dict)
    separations: Separations | None = None
    not_judged: dict[str, str] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    measures: dict[str, object] = field(default_factory=dict)
    _inked: dict[int, "Inked | None"] = field(default_factory=dict)

    def __enter__(self) -> "Reading":
        return self

    def __exit__(self, *_) -> None:
        if self.separations is not None:
            self.separations.close()
        if self.pdf is not None:
            self.pdf.close()

    def _of(self, kind: type) -> Iterator:
        return (mark for mark in self.marks if isinstance(mark, kind))

    @cached_property
    def texts(self) -> list[Text]:
        """What is set in type."""
        return list(self._of(Text))

    @cached_property
    def paths(self) -> list[Path]:
        """What is drawn."""
        return list(self._of(Path))

    @cached_property
    def images(self) -> list[Image]:
        """The images where they are placed."""
        return list(self._of(Image))

    @cached_property
    def shades(self) -> list[Shade]:
        """The gradients."""
        return list(self._of(Shade))

    @cached_property
    def _in_front(self) -> set[int]:
        by_page: dict[int, list] = {}
        for mark in self.marks:
            by_page.setdefault(mark.page, []).append(mark)
        return set().union(*(overlapping(marks) for marks in by_page.values()))

    def in_front(self, mark) -> bool:
        """Return whether a mark lies in front of another."""
        return id(mark) in self._in_front

    def odd(self, kind: str) -> list[Odd]:
        """Return what else of a kind the pages use."""
        return [mark for mark in self._of(Odd) if mark.kind == kind]

    @property
    def largest(self) -> tuple[float, float]:
        """The width and height in points of the largest page."""
        sizes = ((p.media[2] - p.media[0], p.media[3] - p.media[1]) for p in self.pages)
        return max(sizes, key=lambda size: size[0] * size[1], default=(0.0, 0.0))

    def page(self, number: int) -> Page:
        """Return a page by its number from 1."""
        return self.pages[number - 1]

    def inked(self, rule: str, number: int) -> "Inked | None":
        """Return what the plates of a page say, measured once for all rules; None where they cannot be had."""
        if self.separations is None:
            return None
        if number not in self._inked:
            self._inked[number] = self._measured(number)
        if self._inked[number] is None:
            self.not_judged[rule] = self.separations.problem or f"page {number}"
        return self._inked[number]

    def _measured(self, number: int) -> "Inked | None":
        plates = self.separations.page(number)
        if plates is None:
            return None
        page, dots = self.page(number), self.separations.dpi / 72
        (x0, y0, x1, y1), (left, _, _, top) = page.cut, page.media
        rows, columns = slice(max(0, round((top - y1) * dots)), round((top - y0) * dots)), slice(
            max(0, round((x0 - left) * dots)), round((x1 - left) * dots))
        total = plates[:, rows, columns].sum(0)
        sides = (self.condition.ink.window, SPOT)
        return Inked(bool(total.any()), {side: self._fullest(number, total, side) for side in sides if total.size})

    def _fullest(self, number: int, total, side: float) -> tuple[float, Box]:
        """Return the percent of ink in the fullest square of ``side`` mm, and where it is."""
        pixels = max(1, round(side / 25.4 * self.separations.dpi))
        means = window_means(total, pixels)
        row, column = divmod(int(means.argmax()), means.shape[1])
        x0, _, _, y1 = self.page(number).cut
        dots = self.separations.dpi / 72
        return float(means.max()) * 100, (x0 + column / dots, y1 - (row + pixels) / dots,
                                          x0 + (column + pixels) / dots, y1 - row / dots)


@dataclass(frozen=True)
class Inked:
    """What the plates of a page say: whether there is ink at all, and the fullest square by its side in mm, as percent
    and place."""

    any: bool
    fullest: dict[float, tuple[float, Box]]


def read(data: bytes, condition: Condition, trim: tuple[float, float] | None, single_page: bool, separations: bool,
         renderers: bool) -> Reading:
    """Read a file for the rules; what cannot be read is said by rule P01."""
    import pikepdf

    try:
        pdf = pikepdf.open(BytesIO(data))
        count = len(pdf.pages)
    except pikepdf.PasswordError:
        return Reading(data, condition, None, "password")
    except Exception as error:      # whatever a stranger's file does
        return Reading(data, condition, None, str(error)[:160])
    reading = Reading(data, condition, pdf, "", trim, single_page, renderers)
    if count > MOST_PAGES:
        reading.problem = f"{count} pages"
        return reading
    layers = Layers(pdf.Root)
    for number, page in enumerate(pdf.pages, 1):
        reading.pages.append(one := _page(number, page))
        Walker(number, reading.faces, reading.marks, one.product, one.media, layers).page(page)
    if separations and reading.pages:
        reading.separations = Separations(data, reading.largest)
    return reading


def _page(number: int, page) -> Page:
    own = {
        name: _box(inherited(page.obj, f"/{name}")) for name in ("MediaBox", "CropBox", "TrimBox", "BleedBox", "ArtBox")
    }
    return Page(number, page.obj, own["MediaBox"] or (0.0, 0.0, 612.0, 792.0), own["CropBox"], own["TrimBox"],
                own["BleedBox"], own["ArtBox"])


def inherited(node, key: str):
    """Return a page's attribute, from its parents where it has none of its own; None if there is none."""
    for _ in range(32):
        if node is None or key in node:
            break
        node = node.get("/Parent")
    return node[key] if node is not None and key in node else None


def _box(found) -> Box | None:
    try:
        x0, y0, x1, y1 = (float(part) for part in found)
    except (TypeError, ValueError):
        return None
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
