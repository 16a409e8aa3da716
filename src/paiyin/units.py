"""Units of the trade, as names for numbers.

Every length in the code is one of these, and says so in its type:

* ``Pt``: a point, 1/72 inch (float). The unit of pages and frames.
* ``Mm``: a millimetre (float). The unit of sheets and order slips.
* ``Milli``: 1/1000 of the em at hand (int). The unit of lines: widths, gaps and squeezes add up exactly.
* ``Lines``: whole lines of the page grid (int).
"""

from typing import NewType

Pt = NewType("Pt", float)
Mm = NewType("Mm", float)
Milli = NewType("Milli", int)
Lines = NewType("Lines", int)

PT_PER_MM = 72 / 25.4
EM: Milli = Milli(1000)
HALF: Milli = Milli(500)


def mm_to_pt(mm: float) -> Pt:
    return Pt(mm * PT_PER_MM)


def pt_to_mm(pt: float) -> Mm:
    return Mm(pt / PT_PER_MM)
