"""The sheet: a page's size and its grid of columns and lines, from ``layout/sheets/<name>.toml``.

The type area is made from the character grid, not from millimetres (CLREQ 基本版式设计的注意事项): width = body ×
(measure × columns + gutter × (columns − 1)), height = body + step × (lines − 1).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from paiyin import resources
from paiyin.diagnostics import Diagnostic, Diagnostics
from paiyin.exceptions import UsageError
from paiyin.units import Milli, Pt

ASCENT = 0.88  # of the em: from the top of the body to the baseline of Han type


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page and its grid. Lengths are points unless a name says em; columns and lines count from 0.

    ``figure_lines`` gives the range of picture heights in lines by span in columns; ``figure_columns`` the usual spans.
    ``type`` holds what the sheet sets otherwise than ``layout/type.toml``, by type role.
    """

    name: str
    width: Pt
    height: Pt
    left: Pt
    top: Pt
    body: Pt
    step: Pt
    columns: int
    measure: int
    gutter: float
    lines: int
    figure_columns: tuple[int, ...]
    figure_lines: Mapping[int, tuple[int, int]]
    masthead: int
    section_columns: int
    type: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    @property
    def area_width(self) -> Pt:
        return self.span_width(self.columns)

    @property
    def area_height(self) -> Pt:
        return self.block_height(self.lines)

    def span_width(self, columns: int) -> Pt:
        """Return the width of some adjacent columns with the gutters between them."""
        return Pt(self.body * (self.measure * columns + self.gutter * (columns - 1)))

    def span_measure(self, columns: int, size: float) -> Milli:
        """Return the width of some columns in 1/1000 of an em of ``size`` points, rounded down."""
        return Milli(int(self.span_width(columns) / size * 1000 + 1e-6))

    def x(self, column: int) -> Pt:
        """Return the left edge of a column."""
        return Pt(self.left + column * self.body * (self.measure + self.gutter))

    def y(self, line: float) -> Pt:
        """Return the top of a line's body."""
        return Pt(self.top + line * self.step)

    def baseline(self, line: int) -> Pt:
        """Return the baseline of a body line."""
        return Pt(self.y(line) + ASCENT * self.body)

    def block_height(self, lines: int) -> Pt:
        """Return the height of a block of whole lines, from the first body's top to the last body's foot."""
        return Pt(lines * self.step - (self.step - self.body))


def load(name: str, edition: Path | None = None, diagnostics: Diagnostics | None = None) -> Sheet:
    """Return a sheet by name; the edition's own comes first. What is doubtful about it goes to ``diagnostics``.

    Raises UsageError for an unknown name, InputError for a file that does not describe a sheet.
    """
    from paiyin.composition.sheetfile import read

    known = resources.names("layout/sheets", ".toml", edition)
    if name not in known:
        raise UsageError(Diagnostic("P001", {"name": name, "known": ", ".join(known)}))
    path = resources.find(f"layout/sheets/{name}.toml", edition)
    return read(path, edition, Diagnostics() if diagnostics is None else diagnostics)
