"""The press: what the painter made for the screen becomes a file that a print shop takes.

Every colour comes to the four inks, black text to the black plate alone; what this pass does not understand is an
error and never passes through.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from paiyin.diagnostics import Diagnostics
from paiyin.press.conditions import Condition

__all__ = ["Condition", "Meta", "make"]

Triple = tuple[int, int, int]                       # sRGB, 0 to 255
Ink = tuple[float, float, float, float]             # cyan, magenta, yellow, black, 0 to 1


class Meta(NamedTuple):
    """What the file says of itself; what is None is taken from the screen PDF."""

    title: str | None = None
    author: str | None = None
    date: datetime | None = None


def make(
    screen_pdf: bytes,
    *,
    condition: Condition,
    theme_colours: Mapping[Triple, Ink],
    meta: Meta = Meta(),
    trim: tuple[float, float] | None = None,
    diagnostics: Diagnostics,
    pdfx: str = "x4",
    marks: bool = False,
) -> bytes:
    """Return the press PDF of a screen PDF.

    ``theme_colours`` are the exact inks of the colours that themes and charts name (``palette.exact``); ``trim`` is
    the width and height in points that every page must have; ``pdfx`` is "x4" (PDF/X-4) or "x1a" (PDF/X-1a:2003).
    Raises InputError (K1xx) naming what cannot be made into inks, MachineError without Pillow's colour engine.
    """
    from paiyin.press.document import Job

    return Job(screen_pdf, condition, theme_colours, meta, trim, diagnostics, pdfx, marks).made()
