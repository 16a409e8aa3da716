"""Text that readers take off a page by its geometry: every paragraph in one piece, whatever stands beside it."""

import shutil
import subprocess
from itertools import pairwise

import pymupdf
import pytest

from paiyin import build, pages
from paiyin.composition.plan import Frame
from paiyin.pages import html
from paiyin.pages.ties import BLANK, LABEL, REACH, ties

from .handmade import BODY, SENTENCES, STEP, TOP, one_line_frame, page, segment, text_frame

RUNNING = ("body", "scene", "lead")
SHORTEST = 24  # characters of a paragraph that is looked for


def manuscript(turn: int) -> str:
    """Four sections of invented text, each with two scenes and a picture that has not come."""
    parts, said = ["# 水渠修到地头　果子运进县城\n"], turn
    for section in range(4):
        parts.append(f"## 第{section + 1}批水渠通到村口地头\n")
        for paragraph in range(10):
            said += 1
            label = f"**镜头{2 * section + paragraph // 5 + 1}：**" if paragraph % 5 == 0 else ""
            count = 3 + (said * 7 + turn * paragraph) % 4
            words = "".join(SENTENCES[(said + k * (paragraph + turn + 1)) % len(SENTENCES)] for k in range(count))
            parts.append(f"{label}{words}这是第{said}件事。\n")
            if paragraph == 4:
                parts.append(f"![第{section + 1}批水渠放水的一天。](photos/{section + 1}.jpg)\n")
    return "\n".join(parts)


def composed(path, sheet: str = "tabloid"):
    desk, _ = build._open(path, sheet, None, build._silent)
    return build._compose(desk, "box")[0]


def squeezed(text: str) -> str:
    return "".join(text.split())


def paragraphs(plan) -> list[str]:
    """Return the paragraphs that stand on one page, each with its label before it, blanks left out."""
    words, roles, where, found, label = {}, {}, {}, [], ""
    for sheet in plan.pages:
        for frame in sheet.frames:
            for piece in frame.pieces:
                if piece.paragraph >= 0 and piece.role in (*RUNNING, LABEL):
                    said = "".join(line.text for line in piece.lines)
                    words[piece.paragraph] = words.get(piece.paragraph, "") + said
                    roles[piece.paragraph] = piece.role
                    where.setdefault(piece.paragraph, set()).add(sheet.number)
    for number, said in words.items():
        if roles[number] == LABEL:
            label = said
            continue
        if len(where[number]) == 1 and len(said) >= SHORTEST:
            found.append(squeezed(label + said))
        label = ""
    return found


def painted(plan, diagnostics) -> bytes:
    return pages.paint(plan, theme="party", edition=None, diagnostics=diagnostics)


def by_poppler(pdf: bytes) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return squeezed(read.stdout.decode())


def by_mupdf(pdf: bytes) -> str:
    with pymupdf.open(stream=pdf) as document:
        return squeezed("".join(sheet.get_text() for sheet in document))


def by_pdfium(pdf: bytes) -> str:
    pypdfium2 = pytest.importorskip("pypdfium2", reason="PDFium is not installed")
    document = pypdfium2.PdfDocument(pdf)
    return squeezed("".join(sheet.get_textpage().get_text_bounded() for sheet in document))


READERS = [by_poppler, by_mupdf, by_pdfium]


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """Return a function that composes one of the invented manuscripts: its plan and its PDF with ties."""
    folder, known = tmp_path_factory.mktemp("own"), {}

    def made(turn: int, diagnostics):
        if turn not in known:
            path = folder / f"{turn}.md"
            path.write_text(manuscript(turn), encoding="utf-8")
            plan = composed(path)
            known[turn] = plan, painted(plan, diagnostics)
        return known[turn]

    return made


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("turn", [1, 7])
def test_paragraphs_come_out_in_one_piece(own, diagnostics, turn, read):
    """Scenes, pictures that have not come, columns of several lengths: nothing is read in the middle of a paragraph."""
    plan, pdf = own(turn, diagnostics)
    text, wanted = read(pdf), paragraphs(plan)
    assert len(wanted) > 30
    assert [said for said in wanted if said not in text] == []


@pytest.mark.parametrize("turn", [1, 7])
def test_without_ties_they_would_not(own, diagnostics, monkeypatch, turn):
    """The pages are such that pdftotext needs the ties."""
    plan, _ = own(turn, diagnostics)
    monkeypatch.setattr(html, "ties", lambda *_: ())
    text = by_poppler(painted(plan, diagnostics))
    assert [said for said in paragraphs(plan) if said not in text] != []


def test_nothing_of_ties_is_seen(own, diagnostics, monkeypatch):
    plan, pdf = own(1, diagnostics)
    monkeypatch.setattr(html, "ties", lambda *_: ())
    bare = painted(plan, diagnostics)
    with pymupdf.open(stream=pdf) as tied, pymupdf.open(stream=bare) as untied:
        for one, other in zip(tied, untied, strict=True):
            assert one.get_pixmap(dpi=100).samples == other.get_pixmap(dpi=100).samples


@pytest.mark.parametrize("read", READERS)
def test_the_real_manuscript_in_one_piece(jilin, diagnostics, read):
    plan = composed(jilin)
    text, wanted = read(painted(plan, diagnostics)), paragraphs(plan)
    assert len(wanted) > 40
    assert [said[:12] for said in wanted if said not in text] == []


def scene(size: float) -> Frame:
    """A label of this size over two paragraphs with a blank line between them."""
    label = one_line_frame([segment("镜头1", "hei", 900)], y=TOP + 7.92, size=size, role=LABEL).pieces
    first, second = (text_frame([SENTENCES[n]], 0, at, role="scene").pieces for n, at in ((0, 1), (1, 5)))
    return Frame("text", 63.21, TOP, 117, 9 * STEP, 0, 1, 0, 9, pieces=(*label, *first, *second))


def test_a_tie_stands_where_a_label_starts():
    """In the size of the text under it and a little to the left; where label and text are alike there is none."""
    label, *blanks = (tie.pieces[0].lines[0] for tie in ties(page(scene(10.5)), "tie"))
    assert (label.y, label.size) == (TOP + 7.92, BODY)
    assert label.x < scene(10.5).pieces[0].lines[0].x < label.x + 1
    assert [tie.pieces[0].lines[0] for tie in ties(page(scene(BODY)), "tie")] == blanks


def test_ties_bridge_a_blank_line():
    """No two baselines of a column are further apart than readers allow in a block."""
    frame = scene(BODY)
    there = [line.y for piece in frame.pieces for line in piece.lines]
    there += [tie.pieces[0].lines[0].y for tie in ties(page(frame), "tie")]
    assert max(b - a for a, b in pairwise(sorted(there))) <= REACH * BODY


def test_a_wall_stands_over_a_picture_under_text():
    """It goes over the picture and the columns beside it whose text passes it, and no further."""
    texts = [text_frame([SENTENCES[1]] * count, column, 0) for column, count in ((0, 1), (1, 8), (2, 8), (3, 1))]
    picture = Frame("figure", 63.21, TOP + 8 * STEP, 117, 200, 0, 1, 8, 20)
    (wall,) = ties(page(*texts, picture), "tie")
    assert wall.x == picture.x and wall.y < picture.y
    assert wall.x + wall.width == pytest.approx(texts[2].x + texts[2].width)
    assert not list(ties(page(*texts[1:], picture), "tie"))


def test_ties_are_blank():
    """What is copied with a paragraph is white space, and a joiner that is never painted."""
    assert BLANK[0].isspace() and len(BLANK) == 2
