"""What HarfBuzz measures is what WeasyPrint paints: file, index, advances, ink and the text copied out."""

import shutil
import subprocess

import pytest
from fontTools.ttLib import TTFont

from paiyin.fonts.marks import HALF_MARKS

from .painting import SIZE, characters, dark, pdf, rows_of_ink

ROLES = [("song", w) for w in (400, 500, 600, 700, 900)] + [("hei", w) for w in (400, 500, 700, 900)] + [
    ("kai", 400), ("kai", 700), ("latin", 400), ("latin", 700), ("latin-sans", 400), ("latin-sans", 700)]


def advances(row):
    return [round(b["x"] - a["x"], 1) for a, b in zip(row, row[1:])]


def test_the_painter_takes_the_measured_file_and_index(book, monkeypatch):
    fonts = pytest.importorskip("weasyprint.pdf.fonts", reason="the painter is not installed")
    opened = {}
    make = fonts.Font.__init__

    def record(self, *args):
        make(self, *args)
        opened[self.family, self.weight] = (bytes(self.file_content), self.index)

    monkeypatch.setattr(fonts.Font, "__init__", record)
    refs = [book.chain(role, weight).main.ref() for role, weight in ROLES]
    refs += [book.chain("kai", 400).face_for("“").ref(), book.chain("song", 900).face_for("—").ref()]
    refs += [book.chain("song", 400, "zh-Hant").main.ref()]
    pdf([("—" if ref.family.startswith("Paiyin") else "A", ref.family, ref.weight) for ref in refs], refs)
    for ref in refs:
        content, index = opened[ref.family, ref.weight]
        with open(ref.file, "rb") as file:
            assert content == file.read(), ref.key
        assert index == ref.index, ref.key


@pytest.mark.parametrize("role, weight", [("song", 400), ("song", 900), ("hei", 700), ("kai", 400), ("latin", 400)])
def test_words_paint_as_wide_as_they_measure(book, role, weight):
    face = book.chain(role, weight).main
    words = ["Waterfall", "office", "2022", "3.5%", "ToVA", "a-b"]
    rows = characters(pdf([(word + "\u2060", face.family, face.weight) for word in words], [face.ref()]))
    for word, row in zip(words, rows):
        painted = row[len(word) - 1]["to"] * 1000 / SIZE
        assert abs(painted - face.width(word)) <= len(word), word     # the PDF rounds each kern to 1/1000 em


@pytest.mark.parametrize("role, weight, lang", [
    ("song", 400, "zh-Hans"), ("song", 900, "zh-Hans"), ("hei", 500, "zh-Hans"), ("kai", 400, "zh-Hans"),
    ("kai", 700, "zh-Hans"), ("song", 400, "zh-Hant")])
def test_half_marks_advance_half_an_em_and_copy_as_themselves(book, role, weight, lang):
    ref = book.chain(role, weight, lang).main.ref()
    marks = "".join(c for c in HALF_MARKS if ord(c) in TTFont(ref.half).getBestCmap())
    assert set("、。，；：？！”’）》“‘（《·") <= set(marks)
    data = pdf([(marks, ref.half_family, ref.weight)], [ref], lang)
    row = characters(data)[0]
    assert "".join(c["c"] for c in row) == marks
    assert set(advances(row)) == {SIZE / 2}


@pytest.mark.parametrize("role, weight", [("song", 400), ("song", 900), ("hei", 400)])
def test_half_marks_have_the_ink_of_the_full_ones(book, role, weight):
    ref = book.chain(role, weight).main.ref()
    closers, openers = "、。，；：？！”’）》〉】", "“‘（《〈【「"
    spans = [(closers, ref.family, ref.weight), (openers, ref.family, ref.weight)]
    spans += [(closers, ref.half_family, ref.weight), (openers, ref.half_family, ref.weight)]
    rows = rows_of_ink(pdf(spans, [ref]))
    for row, text, blank in ((0, closers, 0), (1, openers, SIZE // 2)):
        for n, char in enumerate(text):
            full = rows[row][n * SIZE + blank : n * SIZE + blank + SIZE // 2]
            half = rows[row + 2][n * SIZE // 2 : (n + 1) * SIZE // 2]
            assert dark(full) > 20, char
            assert full == half, char


def test_a_dash_is_one_unbroken_stroke_of_two_bodies(book):
    """A pair in a run of its own, which shrinks in the parent face."""
    for role, weight in (("song", 400), ("song", 900), ("hei", 700), ("kai", 400)):
        ref = book.chain(role, weight).face_for("—").ref()
        data = pdf([("————国", ref.family, ref.weight), ("——国", ref.family, ref.weight)], [ref])
        assert advances(characters(data)[1])[:2] == [SIZE, SIZE]
        rows = rows_of_ink(data)
        for row, bodies in ((0, 4), (1, 2)):
            assert all(dark([column]) for column in rows[row][9 : bodies * SIZE - 9]), (role, weight)


def test_letter_spacing_stands_after_each_half_of_a_dash(book):
    """One glyph a character, so that a tracked line is as wide as it was measured."""
    ref = book.chain("song").face_for("—").ref()
    row = characters(pdf([("——国", ref.family, 400)], [ref], track=7))[0]
    assert [c["c"] for c in row] == ["—", "—", "国"]
    assert all(abs(advance - SIZE - 7) < 0.2 for advance in advances(row))


def test_pdftotext_reads_half_marks_and_dashes(book, tmp_path):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    main = book.chain("kai").main
    whole = book.chain("kai").face_for("“")
    text = "“‘、。，；：？！”’）（·"
    path = tmp_path / "marks.pdf"
    path.write_bytes(pdf([(text, main.ref().half_family, 400), ("“”‘’·——", whole.family, 400)],
                         [main.ref(), whole.ref()]))
    read = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()
    assert [line.strip() for line in read.split("\n") if line.strip()] == [text, "“”‘’·——"]


def test_boxes_show_but_copy_as_the_characters(book):
    from paiyin.fonts import FontBook

    fresh = FontBook.load()
    lacking = "\ue123\U000f0001"
    box = fresh.box(lacking)
    chain = fresh.chain("song")
    assert chain.face_for("\ue123") is box
    data = pdf([(lacking, box.family, 400)], [box.ref()])
    row = characters(data)[0]
    assert "".join(c["c"] for c in row) == lacking
    assert advances(row) == [SIZE]
    assert dark(rows_of_ink(data)[0][:SIZE]) > 500
