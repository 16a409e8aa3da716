"""Adobe's collections of characters, as MuPDF knows them; and what a mail PDF shows before its fonts have come."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from paiyin.circular import circular
from paiyin.circular.cids import OTHERS, collection
from tests.circular.trickle import inked, readable

SAMPLE = Path(__file__).parents[2] / "editions" / "tinghe"
ROWS = 100


def unembedded(ordering: str, cids: list[int]) -> bytes:
    """Write a page of these CIDs in a font that has no program and no map to Unicode: what they mean is the reader's
    own knowledge."""
    lines = [cids[n:n + ROWS] for n in range(0, len(cids), ROWS)]
    text = "".join(f"<{''.join(f'{cid:04x}' for cid in line)}> Tj T*\n" for line in lines)
    with pikepdf.new() as pdf:
        about = pdf.make_indirect(Dictionary(Type=Name.FontDescriptor, FontName=Name.Song, Flags=4, Ascent=880,
                                             FontBBox=[0, -120, 1000, 880], Descent=-120))
        below = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name.Song, DW=1000, FontDescriptor=about,
                           CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String(ordering), Supplement=0))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Song, Encoding=Name("/Identity-H"),
                          DescendantFonts=Array([pdf.make_indirect(below)]))
        page = pdf.add_blank_page(page_size=(10 * ROWS + 20, 20 * len(lines) + 20))
        page.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
        page.Contents = pdf.make_stream(f"BT /F 10 Tf 20 TL 10 {20 * len(lines)} Td {text} ET".encode())
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("language", "codec", "most"), [("zh-Hans", "gbk", 20902), ("zh-Hant", "big5", 13000)])
def test_every_reader_knows_the_cids(language, codec, most):
    """MuPDF reads from the bare CIDs the very characters that they were given for: all of GBK's Han, nearly all of Big
    Five's."""
    known = collection(language)
    characters = {}
    for code in range(0x4E00, 0xA000):
        try:
            chr(code).encode(codec)
        except UnicodeEncodeError:
            continue
        cid = known.cids.get(chr(code))
        if cid is not None:
            characters[cid] = chr(code)
    assert len(characters) >= most
    with pymupdf.open(stream=unembedded(known.ordering, list(characters))) as pdf:
        read = "".join(pdf[0].get_text().split())
    assert read == "".join(characters.values())


@pytest.mark.parametrize(("language", "text", "cids"), [
    ("zh-Hans", "啊齄　。—A~é喆皚𠮷", [940, 7702, 96, 98, 105, 34, 95, 673, 11041, 7717, None]),
    ("zh-Hant", "一乂　。A啊齄", [595, 5996, 99, 102, 34, 2599, None]),
    ("zh-TW", "一", [595]), ("", "啊", [940])])
def test_cids_of_characters(language, text, cids):
    assert [collection(language).cids.get(character) for character in text] == cids


def test_no_two_glyphs_have_one_cid():
    """The second glyph of a character and what no collection knows get CIDs beyond it, a ligature as well."""
    glyphs = [(7, "啊"), (9, "啊"), (11, "𠮷"), (12, "fi"), (15, "阿")]
    assert collection("zh-Hans").numbers(glyphs) == {7: 940, 9: OTHERS, 11: OTHERS + 1, 12: OTHERS + 2, 15: 941}


def test_the_sample_can_be_read_after_a_tenth_of_its_bytes(tmp_path):
    """Every word of page 1 is there and drawn in faces of the reader's own, and stays so while the fonts come in."""
    data = circular(SAMPLE, None, tmp_path, preview=True).files[0].read_bytes()
    assert readable(data) < len(data) / 10
    places = inked(data)
    assert len(places) > 1500
    for share in (0.1, 0.13, 0.17, 0.22, 0.28, 0.33, 0.37, 0.5, 0.8):
        assert inked(data[:int(share * len(data))], places) == places
