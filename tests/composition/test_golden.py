"""Golden plans: whole pages as readable text, in square faces so that they hang on no font release.

A change of these files is a change of pages that people will see. To take a new one over, run the test with
PAIYIN_GOLDEN=write and read the difference.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from paiyin.composition import sheet as sheets
from paiyin.composition import typography
from paiyin.composition.compose import Drawn, Material, compose
from paiyin.composition.furniture import Issue
from paiyin.composition.plan import FaceRef
from paiyin.composition.plantext import text_of
from paiyin.diagnostics import Diagnostics
from paiyin.manuscript import read_manuscript
from tests.han.square import SquareChain, SquareFace

GOLDEN = Path(__file__).parent.parent / "golden"
MANUSCRIPTS = Path(__file__).parent.parent / "data" / "manuscripts"


@dataclass(frozen=True)
class PaintedSquare(SquareFace):
    def ref(self) -> FaceRef:
        return FaceRef(self.key, "Square", 400, "square.otf", 0, self.key)


class SquareFonts:
    """Stands for the font book: every role is square."""

    def chain(self, role: str, weight: int = 400, lang: str = "zh-Hans") -> SquareChain:
        return SquareChain(f"{role}-{weight}")

    def face(self, key: str) -> PaintedSquare:
        return PaintedSquare(key)

    def rule(self) -> PaintedSquare:
        return PaintedSquare("rule")


@pytest.mark.parametrize(
    ("name", "sheet"), [("newsroom.txt", "tabloid"), ("markdown-everything.md", "tabloid"), ("traditional.md", "a4")]
)
def test_plans_are_as_they_were(name, sheet):
    diagnostics = Diagnostics()
    article = read_manuscript(MANUSCRIPTS / name, diagnostics)
    made = sheets.load(sheet)
    material = Material({}, lambda chart, columns: 12, lambda chart, columns: Drawn("<svg/>", "图"))
    plan = compose(article, made, typography.load(made), SquareFonts(), Issue(paper="汀禾报"), material, diagnostics)
    found = text_of(plan)
    golden = GOLDEN / f"{Path(name).stem}-{sheet}.plan.txt"
    if os.environ.get("PAIYIN_GOLDEN") == "write":
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")
