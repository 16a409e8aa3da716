"""A press stage of paper: small press files made by hand, and findings as a test wants them."""

import io
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from paiyin.build import Report
from paiyin.diagnostics import Level
from paiyin.printshop.package import package
from paiyin.printshop.shop import Shop
from paiyin.printshop.stage import Made

SETTINGS = """[paper]
name = "雾洲报"
[issue]
date = 2030-05-01
"""
XMP = b"""<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>
<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about=''
 xmlns:pdfxid='http://www.npes.org/pdfx/ns/id/' xmlns:xmpMM='http://ns.adobe.com/xap/1.0/mm/'>
<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion><xmpMM:DocumentID>uuid:0</xmpMM:DocumentID>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"""


def press_pdf(pages=2, weight=0, words=("甲", "乙", "丙", "丁"), bleed=0.0):
    """Return a press file: each page its own picture, resources shared by all; ``weight`` adds bytes to a page."""
    import hashlib

    import pikepdf
    with pikepdf.new() as pdf:
        pictures = pikepdf.Dictionary()
        for number in range(pages):
            seed = hashlib.sha256(words[number % len(words)].encode() + bytes([number])).digest()
            noise = b"".join(hashlib.sha256(seed + i.to_bytes(4, "big")).digest() for i in range(max(2, weight // 32)))
            pictures[f"/I{number}"] = pdf.make_indirect(pikepdf.Stream(
                pdf, noise, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, BitsPerComponent=8, Height=1,
                Width=len(noise) // 4, ColorSpace=pikepdf.Name.DeviceCMYK))
        shared = pdf.make_indirect(pikepdf.Dictionary(XObject=pictures))
        for number in range(pages):
            page = pdf.add_blank_page(page_size=(300, 400))
            page.obj.Resources = shared
            page.obj.TrimBox = [20, 20, 280, 380]
            page.obj.BleedBox = [20 - bleed, 20, 280, 380 + bleed]
            page.obj.Contents = pdf.make_stream(f"q 100 0 0 100 50 50 cm /I{number} Do Q".encode())
            page.obj.StructParents = number
        profile = pdf.make_stream(b"profile", N=4)
        pdf.Root.OutputIntents = [pikepdf.Dictionary(
            Type=pikepdf.Name.OutputIntent, S=pikepdf.Name.GTS_PDFX, OutputConditionIdentifier="Paper Mill 1",
            DestOutputProfile=profile)]
        pdf.Root.Metadata = pikepdf.Stream(pdf, XMP, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
        pdf.docinfo["/Title"] = "一版"
        pdf.docinfo["/Trapped"] = pikepdf.Name("/False")
        out = io.BytesIO()
        pdf.save(out, force_version="1.6", deterministic_id=True, fix_metadata_version=False)
        return out.getvalue()


@dataclass(frozen=True)
class Found:
    """A finding of preflight."""

    code: str
    level: Level = Level.ERROR
    page: int | None = 1

    def text(self, lang="en"):
        return f"{self.code} 有问题" if lang == "zh" else f"{self.code} is wrong"


@dataclass(frozen=True)
class FoundAll:
    """The report of preflight on a file."""

    findings: tuple
    not_judged: dict

    def as_json(self):
        return json.dumps({"file": "-", "findings": [{"rule": f.code, "page": f.page} for f in self.findings]})


@dataclass
class PaperStage:
    """A press stage that writes a given file and finds what it is given."""

    pdf: bytes
    found: tuple = ()

    def make(self, source, out, shop, strict, progress):
        folder = out / "wuzhou"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "press.pdf").write_bytes(self.pdf)
        (folder / "build.json").write_text('{"title": "一版"}', encoding="utf-8")
        return Made(folder, folder / "press.pdf", Report((), {}))

    def judge(self, name, pdf, shop, edition, single_page=False):
        assert pdf[:4] == b"%PDF" and name.endswith(".pdf")
        return FoundAll(self.found, {"R0026": "no gs"})


@pytest.fixture
def edition(tmp_path):
    """An edition folder of an invented paper."""
    folder = tmp_path / "edition"
    folder.mkdir()
    (folder / "edition.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "a.md").write_text("# 一版\n\n正文。\n", encoding="utf-8")
    return folder


@pytest.fixture
def pack(edition, tmp_path):
    """Return a package; its keywords go to ``package``, ``pdf`` and ``found`` to the press stage."""
    def pack(pdf=None, found=(), **options):
        return package(edition, tmp_path / "dist", stage=PaperStage(pdf or press_pdf(), tuple(found)), **options)
    return pack


@pytest.fixture
def shop():
    return Shop("house")


@pytest.fixture
def record(tmp_path):
    return tmp_path / "state" / "deliveries.sqlite"


@pytest.fixture
def hot(tmp_path) -> Path:
    """The folder of a print shop."""
    folder = tmp_path / "hot"
    folder.mkdir()
    return folder


