"""The PDF for the mail, judged by page-validation, by fontTools and by a reader of our own."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pymupdf
import pytest
import uharfbuzz as hb
from fontTools.cffLib import CFFFontSet
from fontTools.pens.basePen import NullPen
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont
from PIL import Image

from paiyin.circular.cff import with_one_dictionary
from paiyin.circular.cids import collection
from paiyin.circular.codes import characters, renumbered, shown
from paiyin.circular.finish import finish
from paiyin.circular.mailpdf import make
from paiyin.circular.photos import STEPS, prints
from paiyin.circular.picture import MOST, first_page
from paiyin.composition.plan import Frame, Page, Picture, Piece
from paiyin.diagnostics import Diagnostics
from paiyin.exceptions import InputError
from paiyin.fonts import FontBook
from paiyin.pages import paint
from tests.circular.trickle import arrival, legible
from tests.pages import handmade as h

TABLE = (("年份", "村数"), ("2019", "17"), ("2020", "129"))


def piece(texts, role="body", level=0, y=200.0, **options):
    lines = tuple(h.line([h.segment(text, **options)], y=y + 11.5 * n) for n, text in enumerate(texts))
    return Piece(role, lines, 0, level=level)


def cell(text, row, column):
    line = h.line([h.segment(text)], x=h.LEFT + 60 * column, y=210.0 + 11.5 * row)
    return Piece("table" if row else "table-head", (line,), 4)


def frame(kind, y, pieces=(), **options):
    return Frame(kind, h.LEFT, y, 300, 150, 0, 2, 0, 10, tuple(pieces), **options)


@pytest.fixture(scope="module")
def photo(tmp_path_factory):
    """Write a noisy photo, which JPEG cannot make small."""
    folder = tmp_path_factory.mktemp("photos")

    def photo(name, size=(1600, 1000)):
        file = folder / name
        Image.effect_noise(size, 90).convert("RGB").save(file, quality=95)
        return str(file)
    return photo


@pytest.fixture(scope="module")
def plan(photo):
    """Two pages: folio, a rule, headline, text with a link, a table, a photo with its caption, a chart; a head that
    skips a level."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h5v5z"/></svg>'
    link = h.segment("网上阅读", href="https://tinghe.example/a?b=c")
    pages, half = [], {1: ("这一段从第一页", {"last": False}), 2: ("走到第二页。", {"first": False})}
    for number in (1, 2):
        text, whole = half[number]
        pages.append(Page(number, (
            frame("folio", 40, data={"number": f"0{number}", "section": "要闻", "date": "", "name": "汀禾报"}),
            frame("divider", 70, [piece(["────────"], "divider", y=70.0)]),
            frame("head", 80, [piece(["一江清水穿城过"], "headline", 1, 90.0)]),
            frame("text", 110, [piece(["汀禾多水，桥就多。"], y=120.0), piece(["三级的小标题"], "crosshead", 4, 150.0),
                                Piece("body", (h.line([link], y=170.0),), 2),
                                Piece("body", (h.line([h.segment(text)], y=190.0),), 3, **whole)]),
            frame("table", 200, [cell(text, row, column) for row, texts in enumerate(TABLE)
                                 for column, text in enumerate(texts)]),
            frame("figure", 300, picture=Picture("photo", number, photo(f"{number}.jpg"), alt="守了一夜的人分喝热粥")),
            frame("caption", 455, [piece(["图说：守了一夜的人。"], "caption", y=470.0)]),
            frame("chart", 600, picture=Picture("chart", alt="四年的村数，从17个到129个", svg=svg)))))
    return h.plan(*pages, title="一江清水穿城过", author="本报记者 某甲", language="zh-Hans", date="2030-05-01")


def made(plan, most=3.0):
    told = Diagnostics()
    return make(plan, theme="party", edition=None, most=most, diagnostics=told), told


@pytest.fixture(scope="module")
def data(plan):
    return made(plan)[0].data


def elements(element):
    """Every structure element below one, in reading order."""
    for kid in element.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def test_it_is_pdf_ua(data):
    """page-validation finds all its rules kept; what it does not look at, the tests below do."""
    report = page.validate_pdf_bytes(data, profile="pdf-ua-1")
    assert report.failures == [] and report.is_compliant and report.rules.passed == report.rules.total > 100


def programs(pdf):
    """Every CFF program of a file with the font that it belongs to, each once."""
    seen = set()
    for sheet in pdf.pages:
        for font in sheet.Resources.Font.values():
            below = font.DescendantFonts[0]
            file = below.FontDescriptor.get("/FontFile3")
            if file is not None and file.Subtype == pikepdf.Name.CIDFontType0C and file.objgen not in seen:
                seen.add(file.objgen)
                yield below, opened(file.read_bytes())


def opened(program):
    fonts = CFFFontSet()
    fonts.decompile(BytesIO(program), None)
    return fonts.topDictIndex[0]


def test_every_glyph_is_as_wide_as_the_page_says(data):
    """fontTools agrees with /W and /DW on every glyph; each program has one font dictionary, so readers that know of
    no second one agree too."""
    checked = 0
    with pikepdf.open(BytesIO(data)) as pdf:
        for below, top in programs(pdf):
            assert len(top.FDArray) == 1 and int(below.DW) == 1000
            stated = {int(below.W[n]) + m: float(width) for n in range(0, len(below.W), 2)
                      for m, width in enumerate(below.W[n + 1])}
            for name in top.charset[1:]:
                glyph = top.CharStrings[name]
                glyph.draw(NullPen())
                assert abs(glyph.width - stated.get(int(name[3:]), 1000)) < 1
                checked += 1
    assert checked > 20


def test_codes_are_cids_that_every_reader_knows(data):
    """Each character has the code that Adobe's collection gives it, and the program a glyph for that and no other."""
    known, cut = collection("zh-Hans"), 0
    with pikepdf.open(BytesIO(data)) as pdf:
        for sheet in pdf.pages:
            codes, _ = shown(sheet.Contents.read_bytes())
            for name, used in codes.items():
                font = sheet.Resources.Font[f"/{name}"]
                below = font.DescendantFonts[0]
                if below.CIDSystemInfo.Ordering != "GB1":
                    assert below.FontDescriptor.FontFile3.Subtype == "/OpenType"
                    continue
                cut += 1
                texts = {code: text for code, text in characters(font.ToUnicode.read_bytes()).items() if code}
                assert set(used) - {0} <= set(texts)
                assert all(known.cids.get(text) == code for code, text in texts.items())
                places = glyphs(below)
                assert places.keys() == texts.keys() and sorted(places.values()) == list(range(1, len(texts) + 1))
    assert cut > 6


def glyphs(font):
    """Return the glyph of a cut font for each CID."""
    about = font.FontDescriptor
    if "/FontFile3" in about:
        return {int(name[3:]): n for n, name in enumerate(opened(about.FontFile3.read_bytes()).charset) if n}
    table = font.CIDToGIDMap.read_bytes()
    places = {n: int.from_bytes(table[2 * n:2 * n + 2], "big") for n in range(len(table) // 2)}
    assert TTFont(BytesIO(about.FontFile2.read_bytes()))["maxp"].numGlyphs == max(places.values()) + 1
    return {cid: n for cid, n in places.items() if n}


def test_pages_are_renumbered_font_by_font():
    """Strings alone and in arrays, with gaps between their parts, after the font that sets them."""
    page = b"/A 9 Tf <0005000a> Tj [<0005> -20 <000a0005>] TJ /B 9 Tf [<0005>] TJ /X Do /C 9 Tf <0005> Tj"
    assert shown(page) == ({"A": {5: 3, 10: 2}, "B": {5: 1}, "C": {5: 1}}, {"X"})
    assert renumbered(page, {"A": {5: 1, 10: 2}, "C": {5: 3}}) == (
        b"/A 9 Tf <00010002> Tj [<0001> -20 <00020001>] TJ /B 9 Tf [<0005>] TJ /X Do /C 9 Tf <0003> Tj")


def test_one_font_dictionary_changes_no_glyph():
    """Han, kana, Latin, digits and marks of a face that has a dictionary for each: as wide and drawn as before."""
    faces = FontBook.load(None).chain("song").main
    data = Path(faces.file).read_bytes()
    face = hb.Face(data, faces.index)
    font, buffer = hb.Font(face), hb.Buffer()
    buffer.add_str("汀禾Ag1か。—ﾊ①")
    buffer.guess_segment_properties()
    hb.shape(font, buffer, {})
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(glyph.codepoint for glyph in buffer.glyph_infos)
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.DESUBROUTINIZE
    program = TTFont(BytesIO(hb.subset(face, wanted).blob.data)).getTableData("CFF ")
    before, after = opened(program), opened(with_one_dictionary(program))
    assert len(before.FDArray) > 2 and len(after.FDArray) == 1 and before.charset == after.charset
    for name in before.charset:
        pens = RecordingPen(), RecordingPen()
        before.CharStrings[name].draw(pens[0])
        after.CharStrings[name].draw(pens[1])
        assert pens[0].value == pens[1].value and before.CharStrings[name].width == after.CharStrings[name].width


def test_what_readers_need_is_there(data):
    """Language, title, bookmarks, a tree without gaps, alternatives, live links that say where they lead."""
    with pikepdf.open(BytesIO(data)) as pdf:
        assert pdf.Root.Lang == "zh-CN" and pdf.Root.MarkInfo.Marked and pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.docinfo.Title == "一江清水穿城过" and pdf.docinfo.Author == "本报记者 某甲"
        assert b'part="1"' in pdf.Root.Metadata.read_bytes()
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == ["一江清水穿城过"] * 2
        found = [str(e.S) for e in elements(pdf.Root.StructTreeRoot)]
        alternatives = [str(e.Alt) for e in elements(pdf.Root.StructTreeRoot) if e.S == "/Figure"]
        assert alternatives == ["守了一夜的人分喝热粥", "四年的村数，从17个到129个"] * 2
        assert not {"/NonStruct", "/Span"} & set(found) and {"/H1", "/H2", "/P", "/Caption", "/Link"} <= set(found)
        assert "/H4" not in found and found.count("/P") == 7        # rules set in type are no text
        link = pdf.pages[0].Annots[0]
        assert link.A.URI == link.Contents == "https://tinghe.example/a?b=c" and "/StructParent" in link


def test_furniture_is_passed_over(data):
    """Every drawing operator stands in marked content; the folio is an artifact, the headline is not."""
    with pikepdf.open(BytesIO(data)) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
        assert not re.search(rb"/NonStruct\b", content) and content.count(b"/Artifact") >= 5
        marks = {int(n) for n in re.findall(rb"/MCID (\d+)", content)}
        owners = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
        owned = {n for n, owner in enumerate(owners) if isinstance(owner, pikepdf.Dictionary)}
        assert marks == owned
        depth = 0
        for _, operator in pikepdf.parse_content_stream(pdf.pages[0]):
            depth += {"BMC": 1, "BDC": 1, "EMC": -1}.get(str(operator), 0)
            assert depth or str(operator) not in ("TJ", "Tj", "S", "f", "f*", "Do")
        assert depth == 0


def test_a_table_is_one(data):
    """Its rows hold heads of columns and cells, and the cells the text itself."""
    with pikepdf.open(BytesIO(data)) as pdf:
        table, _ = (e for e in elements(pdf.Root.StructTreeRoot) if e.S == "/Table")
        assert [[str(cell.S) for cell in row.K] for row in table.K] == [["/TH", "/TH"], ["/TD", "/TD"], ["/TD", "/TD"]]
        assert all(cell.A.Scope == "/Column" for cell in table.K[0].K)
        assert all(isinstance(part, int) for row in table.K for cell in row.K for part in cell.K)


def test_a_paragraph_is_one_across_pages(data):
    """Its part on page 2 belongs to the element that begins on page 1, in the tree and in the table of parents."""
    with pikepdf.open(BytesIO(data)) as pdf:
        running, = (e for e in elements(pdf.Root.StructTreeRoot)
                    if e.S == "/P" and isinstance(e.K[-1], pikepdf.Dictionary) and e.K[-1].get("/Type") == "/MCR")
        part = running.K[-1]
        assert running.Pg.objgen == pdf.pages[0].objgen and part.Pg.objgen == pdf.pages[1].objgen
        owners = pdf.Root.StructTreeRoot.ParentTree.Nums[3]
        assert owners[int(part.MCID)].objgen == running.objgen


def test_columns_are_threaded(data):
    with pikepdf.open(BytesIO(data)) as pdf:
        first = pdf.Root.Threads[0].F
        assert first.P.objgen == pdf.pages[0].objgen and first.N.P.objgen == pdf.pages[1].objgen
        assert first.N.N.objgen == first.objgen


def test_it_is_linearised_and_the_same_again(plan, data):
    assert data[:1024].find(b"/Linearized") > 0 and made(plan)[0].data == data
    with pikepdf.open(BytesIO(data)) as pdf:
        assert pdf.check_linearization()


def test_page_one_comes_first(data):
    """PDFium shows page 1 from the first section of the file alone, exactly as from the whole."""
    end = int(re.search(rb"/E (\d+)", data[:1024])[1])
    there, shown = arrival(data, end + 1024)
    assert there and end < 0.6 * len(data) and shown == arrival(data, len(data))[1]
    assert not arrival(data, end // 2)[0]


def test_the_text_of_page_one_comes_before_its_photo(data):
    """A file that breaks off where the photo begins shows all of the text: no reader could mend it without the
    tree of pages, and fonts that other pages share would come after the photo."""
    image = min(found.start() for found in re.finditer(rb"/Subtype /Image", data))
    with pikepdf.open(BytesIO(data)) as pdf:
        picture, = pdf.pages[0].Resources.XObject.values()
        fonts = pdf.pages[0].Resources.Font.values()
        programs = [font.DescendantFonts[0].FontDescriptor[key].objgen for font in fonts
                    for key in ("/FontFile2", "/FontFile3") if key in font.DescendantFonts[0].FontDescriptor]
        assert max(programs) < picture.objgen
    assert legible(data) <= image + 512 < len(data) / 2


def test_it_looks_and_reads_as_it_was_painted(plan):
    """The lighter fonts change no pixel of MuPDF's and no word."""
    painted = paint(plan, theme="party", edition=None, diagnostics=Diagnostics(), tagged=True)
    with pymupdf.open(stream=painted) as before, pymupdf.open(stream=finish(painted, plan)) as after:
        for one, other in zip(before, after, strict=True):
            assert one.get_text() == other.get_text()
            assert one.get_pixmap(dpi=60).samples == other.get_pixmap(dpi=60).samples


def test_each_page_brings_what_it_shows(data):
    with pikepdf.open(BytesIO(data)) as pdf:
        pictures = [set(p.Resources.XObject.keys()) for p in pdf.pages]
        assert all(len(names) == 1 for names in pictures) and not pictures[0] & pictures[1]


def test_photos_give_way_until_the_file_is_small_enough(plan):
    whole = len(made(plan)[0].data)
    most = round(whole * 0.6 / 1e6, 3)
    small, told = made(plan, most)
    assert len(small.data) <= most * 1e6 and small.ppi < STEPS[0].ppi
    assert [(d.code, d.values["ppi"]) for d in told] == [("N201", small.ppi)]


def test_a_file_that_cannot_be_small_enough_is_refused(plan):
    with pytest.raises(InputError) as error:
        made(plan, 0.02)
    assert error.value.diagnostics[0].code == "N202"


def test_photos_are_cut_to_their_frames(plan, photo):
    """A frame of 300 x 150 points at 150 ppi is 625 x 312 pixels; small photos are not blown up."""
    tiny = Picture("photo", 1, photo("tiny.jpg", (90, 60)))
    other = replace(plan, pages=(*plan.pages, h.page(frame("figure", 300, picture=tiny), number=3)))
    sizes = {key: Image.open(BytesIO(data)).size for key, data in prints(other, STEPS[0]).items()}
    assert sizes == {(0, 5): (625, 312), (1, 5): (625, 312), (2, 0): (90, 45)}


def test_the_picture_of_page_one_fits_every_inbox(data):
    picture = first_page(data)
    with Image.open(BytesIO(picture)) as image:
        assert len(picture) <= MOST and image.format == "JPEG" and image.width >= 552


def test_rows_with_empty_cells_reach_to_the_edge_of_their_table():
    """A cell without text is not printed; its neighbour spans its column, so that rows are equal to every reader."""
    rows = [cell("年份", 0, 0), cell("村数", 0, 1), cell("2019", 1, 0), cell("2020", 2, 0), cell("129", 2, 1)]
    data = made(h.plan(h.page(frame("table", 200, rows)), title="一江清水穿城过", language="zh-Hans"))[0].data
    assert page.validate_pdf_bytes(data, profile="pdf-ua-1").is_compliant
    with pikepdf.open(BytesIO(data)) as pdf:
        table, = (e for e in elements(pdf.Root.StructTreeRoot) if e.S == "/Table")
        assert [[int(c.A.get("/ColSpan", 1)) for c in row.K] for row in table.K] == [[1, 1], [2], [1, 1]]


def test_a_font_that_is_named_and_sets_nothing_is_no_error(plan):
    """Some writers choose a font before they know that there is nothing to show."""
    painted = paint(plan, theme="party", edition=None, diagnostics=Diagnostics(), tagged=True)
    with pikepdf.open(BytesIO(painted)) as pdf:
        fonts, contents = pdf.pages[0].Resources.Font, pdf.pages[0].Contents
        fonts["/unused"] = next(iter(fonts.values()))
        contents.write(b"BT /unused 9 Tf ET " + contents.read_bytes())
        out = BytesIO()
        pdf.save(out)
    with pymupdf.open(stream=finish(out.getvalue(), plan)) as after, pymupdf.open(stream=painted) as before:
        assert before[0].get_text() == after[0].get_text()
