"""What is painted stands where the line says: awkward paragraphs in real faces, read back from a PDF."""

import pymupdf
import pytest

from paiyin import pages
from paiyin.composition.plan import Frame, Page, Piece, Plan, PlanLine
from paiyin.diagnostics import Diagnostics
from paiyin.exceptions import MachineError
from paiyin.fonts import FontBook
from paiyin.han import Paragraph, Rules, Styled

from tests.han.test_awkward import AWKWARD

SIZE, STEP = 9.0, 12.0
NEAR = 0.06             # points


def planned(lines, x: float, y: float, book):
    """Yield the first visible character of every segment with the place of its origin."""
    for n, line in enumerate(lines):
        at = 0.0
        for s in line.segments:
            at += s.lead
            text = s.text.lstrip()
            blank = s.text[:len(s.text) - len(text)]
            skip = book.face(s.face).width(blank) * s.scale / 1000 + s.track * len(blank) if blank else 0
            yield text[0], x + (at + skip) * SIZE / 1000, y + STEP * n, line.text
            at += s.width


@pytest.mark.parametrize(("role", "em"), [("song", 8), ("song", 13), ("kai", 13), ("song", 21)])
def test_segments_stand_where_the_plan_has_them(role, em):
    """Every segment of every awkward paragraph; a box stands for what no font of the machine has."""
    book, frames, wanted = FontBook.load(), [], []
    try:
        chain = book.chain(role)
    except MachineError as error:
        pytest.skip(f"the house fonts are not installed: {error}")
    keys = set()
    book.box("".join(t[at] for t in AWKWARD.values() for at in Paragraph([Styled(t, chain)], Rules()).missing))
    for n, text in enumerate(AWKWARD.values()):
        lines = Paragraph([Styled(text, chain)], Rules()).best(em * 1000).lines
        x, y = 30 + n % 5 * 135, 60 + n // 5 * 200
        keys |= {s.face for line in lines for s in line.segments}
        wanted += [(n, w) for w in planned(lines, x, y, book)]
        rows = tuple(PlanLine(x, y + STEP * k, SIZE, em * SIZE, line.segments) for k, line in enumerate(lines))
        frames.append(Frame("text", x, y - SIZE, em * SIZE, 190, pieces=(Piece("body", rows, n),)))
    faces = {key: book.face(key).ref() for key in sorted(keys)}
    plan = Plan("test", 765, 1105, (Page(1, tuple(frames)),), faces, {"language": "zh-Hans"})
    pdf = pages.paint(plan, theme="plain", edition=None, diagnostics=Diagnostics())
    with pymupdf.open(stream=pdf) as document:
        seen = [(c["c"], *c["origin"]) for block in document[0].get_text("rawdict")["blocks"]
                for row in block.get("lines", ()) for span in row["spans"] for c in span["chars"]]
    for _, (char, x, y, line) in wanted:
        assert any(c == char and abs(at - x) <= NEAR and abs(base - y) < 1 for c, at, base in seen), (char, line)
