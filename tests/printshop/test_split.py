"""A page that is cut out keeps what makes it a press file, and nothing of the others."""

import io

import pikepdf

from paiyin.printshop.split import facts, split
from tests.printshop.conftest import press_pdf


def opened(pdf):
    return pikepdf.open(io.BytesIO(pdf))


def test_a_page_keeps_boxes_intent_and_metadata():
    whole = press_pdf(3, bleed=8.5)
    for number, single in enumerate(split(whole)):
        with opened(single) as pdf, opened(whole) as source:
            page, before = pdf.pages[0], source.pages[number]
            assert len(pdf.pages) == 1 and pdf.pdf_version == source.pdf_version == "1.6"
            for box in ("MediaBox", "TrimBox", "BleedBox"):
                assert list(page.obj[f"/{box}"]) == list(before.obj[f"/{box}"])
            intent, = pdf.Root.OutputIntents
            assert str(intent.OutputConditionIdentifier) == "Paper Mill 1"
            assert intent.DestOutputProfile.read_bytes() == b"profile" and intent.DestOutputProfile.N == 4
            assert str(pdf.docinfo["/Title"]) == "一版" and pdf.docinfo["/Trapped"] == "/False"
            assert page.obj.Contents.read_bytes() == before.obj.Contents.read_bytes()
            assert len(pdf.trailer.ID) == 2 and "/StructParents" not in page.obj


def test_metadata_stays_unfiltered_with_an_id_of_the_page():
    """PDF/X-4 readers look for plain XMP."""
    found = set()
    for single in split(press_pdf(2)):
        with opened(single) as pdf:
            assert "/Filter" not in pdf.Root.Metadata and b"<pdfxid:GTS_PDFXVersion>PDF/X-4<" in single
            found.add(pdf.open_metadata()["xmpMM:DocumentID"])
    assert len(found) == 2 and all(i.startswith("uuid:") for i in found)


def test_pictures_of_other_pages_stay_out():
    singles = split(press_pdf(4, weight=50_000))
    for number, single in enumerate(singles):
        with opened(single) as pdf:
            assert set(pdf.pages[0].obj.Resources.XObject.keys()) == {f"/I{number}"} and len(single) < 60_000


def test_the_same_press_file_gives_the_same_pages():
    assert split(press_pdf(2)) == split(press_pdf(2))


def test_pages_pass_qpdf():
    for single in split(press_pdf(2)):
        with opened(single) as pdf:
            assert pdf.check_pdf_syntax() == [] if hasattr(pdf, "check_pdf_syntax") else pdf.check() == []


def test_facts_of_a_press_file():
    found = facts(press_pdf(2, bleed=8.5039))
    assert found.pages == 2 and found.trims[0] == (91.722, 127.0) and found.bleed == (3.0, 0, 0, 3.0)
    assert (found.standard, found.profile) == ("PDF/X-4", "Paper Mill 1") and len(found.profile_sha256) == 64
    assert found.inks == ("Cyan", "Magenta", "Yellow", "Black")


def test_spot_colours_are_named():
    with opened(press_pdf(1)) as pdf:
        tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 1, 0], N=1)
        spot = pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name("/Seal Red"), pikepdf.Name.DeviceCMYK, tint])
        pdf.pages[0].obj.Resources.ColorSpace = pikepdf.Dictionary(S=pdf.make_indirect(spot))
        out = io.BytesIO()
        pdf.save(out)
    assert facts(out.getvalue()).inks[4:] == ("Seal Red",)


def test_a_file_that_says_nothing_of_itself():
    """A screen PDF has no intent and no standard; that is told as empty, not guessed."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(72, 144))
        out = io.BytesIO()
        pdf.save(out)
    found = facts(out.getvalue())
    assert (found.standard, found.profile, found.profile_sha256, found.trims) == ("", "", "", ((25.4, 50.8),))
    assert split(out.getvalue())
