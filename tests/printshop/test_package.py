"""What a package holds, and when there is none."""

import hashlib
import io
import json
import subprocess
import xml.etree.ElementTree as xml
import zipfile

import pytest

from paiyin.diagnostics import Level
from paiyin.exceptions import InputError
from paiyin.printshop import checksums, xjdf
from tests.printshop.conftest import Found, press_pdf

SHOP = """name = "甲厂"
xjdf = true
[job]
copies = 3000
paper_weight = 48
[contact]
name = "某甲"
phone = "000 0000"
"""


def shop_file(edition, text=SHOP):
    file = edition / "layout" / "printshop" / "mill.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return "mill"


def test_one_pdf_a_page_with_report_ticket_and_checksums(pack):
    packed = pack(press_pdf(3))
    assert packed.files == tuple(f"雾洲报_20300501_p0{n}.pdf" for n in (1, 2, 3))
    assert sorted(p.name for p in packed.folder.iterdir()) == sorted(
        [*packed.files, "SHA256SUMS", "job.json", "job.txt", "preflight.json", "preflight.txt"])
    assert packed.folder.name == "wuzhou-package" and packed.archive.name == "wuzhou-package.zip"


def test_the_whole_when_asked_or_when_the_shop_wants_it(pack, edition):
    whole = press_pdf(3)
    packed = pack(whole, per_page=False)
    assert packed.files == ("雾洲报_20300501.pdf",) and (packed.folder / packed.files[0]).read_bytes() == whole
    assert pack(whole, shop_name=shop_file(edition, 'split = "whole"')).files == packed.files
    assert len(pack(whole, shop_name="mill", per_page=True).files) == 3


def test_sha256sum_verifies_it(pack):
    packed = pack()
    result = subprocess.run(["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=packed.folder, capture_output=True,
                            text=True, check=False)
    assert result.returncode == 0 and result.stdout.count(": OK") == len(list(packed.folder.iterdir())) - 1


def test_the_zip_is_the_folder_and_always_the_same_bytes(pack):
    packed = pack()
    with zipfile.ZipFile(packed.archive) as archive:
        assert archive.namelist() == sorted(archive.namelist()) and archive.testzip() is None
        inside = {name.removeprefix("wuzhou-package/"): archive.read(name) for name in archive.namelist()}
        assert {e.date_time for e in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert inside == {p.name: p.read_bytes() for p in packed.folder.iterdir()}
    before = packed.archive.read_bytes()
    assert pack().archive.read_bytes() == before


def test_the_ticket_says_what_the_shop_must_know(pack, edition):
    packed = pack(press_pdf(2, bleed=8.5039), shop_name=shop_file(edition))
    job = json.loads((packed.folder / "job.json").read_text(encoding="utf-8"))
    assert job["job"] == "雾洲报_20300501" and job["issue"]["title"] == "一版"
    assert job["product"]["trims_mm"] == [[91.722, 127.0]] and job["product"]["bleed_mm"] == [3.0, 0, 0, 3.0]
    assert job["press"]["profile"] == "Paper Mill 1" and job["press"]["standard"] == "PDF/X-4"
    for entry, page in zip(job["files"], (1, 2), strict=True):
        content = (packed.folder / entry["name"]).read_bytes()
        assert (entry["page"], entry["pages"], entry["bytes"]) == (page, 1, len(content))
        assert entry["sha256"] == hashlib.sha256(content).hexdigest()
    text = (packed.folder / "job.txt").read_text(encoding="utf-8")
    for words in ("成品尺寸 Trim size: 91.722 × 127 mm", "出血 Bleed: 3 / 0 / 0 / 3 mm", "印数 Copies: 3000",
                  "联系人 Contact: 某甲, 000 0000", "48 g/m²", "期号 Number: 待定 open", "第2版 page 2",
                  job["files"][1]["sha256"]):
        assert words in text


def test_errors_of_preflight_stop_the_package(pack, tmp_path):
    with pytest.raises(InputError) as error:
        pack(found=[Found("R0027"), Found("R0026", Level.WARNING), Found("K9", Level.NOTE)])
    said = error.value.diagnostics
    assert [d.code for d in said if d.severity is Level.ERROR] == ["D201", "D201"]      # one a page
    assert "--accept R0027" in said[0].hint() and not (tmp_path / "dist" / "wuzhou-package").exists()


def test_a_refused_package_leaves_the_earlier_one(pack):
    before = pack().archive.read_bytes()
    with pytest.raises(InputError):
        pack(press_pdf(2, words=("丁",)), found=[Found("R0027")])
    packed = pack()
    assert packed.archive.read_bytes() == before


def test_what_is_accepted_goes_out_and_the_ticket_says_so(pack):
    packed = pack(found=[Found("R0027"), Found("H01")], accept=["r0027", "H01", "R9999"])
    assert {d.code for d in packed.diagnostics} == {"D203", "D204"}
    job = json.loads((packed.folder / "job.json").read_text(encoding="utf-8"))
    assert [c["code"] for c in job["preflight"]["accepted_codes"]] == ["H01", "R0027"]
    assert "已认可 accepted R0027: R0027 有问题" in (packed.folder / "job.txt").read_text(encoding="utf-8")
    report = json.loads((packed.folder / "preflight.json").read_text(encoding="utf-8"))
    assert report["errors"] == 4 and report["accepted"] == 4
    assert report["accepted_codes"] == ["H01", "R0027"]
    assert [entry["file"] for entry in report["files"]] == list(packed.files)
    assert [f["rule"] for f in report["files"][0]["findings"]] == ["R0027", "H01"]


def test_accepting_one_rule_does_not_accept_another(pack):
    with pytest.raises(InputError) as error:
        pack(found=[Found("R0027"), Found("H01")], accept=["H01"])
    assert {d.values["rule"] for d in error.value.diagnostics if d.code == "D201"} == {"R0027"}


def test_warnings_go_out_but_not_under_strict(pack):
    found = [Found("R0026", Level.WARNING)]
    text = (pack(found=found).folder / "preflight.txt").read_text(encoding="utf-8")
    assert "warning[R0026] p1" in text and "未检查 not judged R0026: no gs" in text
    with pytest.raises(InputError):
        pack(found=found, strict=True)
    pack(found=found, strict=True, accept=["R0026"])


def test_a_bad_template_is_told_before_the_long_work(pack, edition, tmp_path):
    with pytest.raises(InputError):
        pack(shop_name=shop_file(edition, 'page_name = "{paper}.pdf"'))
    assert not (tmp_path / "dist").exists()


def test_a_paper_without_settings_takes_its_slug(pack, edition):
    (edition / "edition.toml").write_text("", encoding="utf-8")
    assert pack().files == ("wuzhou_p01.pdf", "wuzhou_p02.pdf")


def test_xjdf_has_the_structure_of_the_format(pack, edition):
    """Product with intents, then a run list with every file; attribute values of the format's types."""
    packed = pack(shop_name=shop_file(edition))
    root = xml.fromstring((packed.folder / xjdf.FILE).read_bytes())
    ns = f"{{{xjdf.NAMESPACE}}}"
    assert root.tag == f"{ns}XJDF" and root.get("Version") == "2.1" and root.get("Types") == "Product"
    assert [child.tag.removeprefix(ns) for child in root] == ["ProductList", "ResourceSet", "ResourceSet"]
    product, = root[0]
    assert product.get("ProductType") == "Newspaper" and product.get("Amount") == "3000"
    for intent in product:
        assert intent.tag == f"{ns}Intent" and [c.tag for c in intent] == [ns + intent.get("Name")]
    layout = product.find(f"{ns}Intent/{ns}LayoutIntent")
    assert [round(float(n)) for n in layout.get("FinishedDimensions").split()] == [260, 360, 0]
    assert layout.get("Sides") == "TwoSidedHeadToHead" and layout.get("Pages") == "2"
    assert product.find(f"{ns}Intent/{ns}MediaIntent").attrib == {"MediaType": "Paper", "Weight": "48"}
    assert [r.get("Name") for r in root[1:]] == ["Contact", "RunList"]
    specs = root.findall(f"{ns}ResourceSet/{ns}Resource/{ns}RunList/{ns}FileSpec")
    from urllib.parse import unquote
    for spec, name in zip(specs, packed.files, strict=True):
        content = (packed.folder / name).read_bytes()
        assert unquote(spec.get("URL")) == name and int(spec.get("FileSize")) == len(content)
        assert spec.get("CheckSum") == hashlib.md5(content, usedforsecurity=False).hexdigest().upper()


def test_checksums_read_back_what_they_write():
    sums = {"a.pdf": "0" * 64, "雾.pdf": "f" * 64}
    assert checksums.read(checksums.of(sums).decode()) == sums
    for bad in ("x  a", f"{'0' * 64}  a/b", f"{'0' * 64}  ", f"{'0' * 63}  a"):
        with pytest.raises(ValueError):
            checksums.read(bad)


def test_the_zip_opens_elsewhere(pack):
    """Python's own reader and the names' UTF-8 flag."""
    archive = zipfile.ZipFile(io.BytesIO(pack().archive.read_bytes()))
    assert all(e.flag_bits & 0x800 for e in archive.infolist() if not e.filename.isascii())
