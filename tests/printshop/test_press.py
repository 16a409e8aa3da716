"""The package on the press stage itself."""

import json

import pytest

from paiyin.cli.new import start
from paiyin.diagnostics import Level
from paiyin.exceptions import UsageError
from paiyin.press import conditions
from paiyin.printshop.findings import counts, of
from paiyin.printshop.package import package
from paiyin.printshop.shop import Shop
from paiyin.printshop.split import split
from paiyin.printshop.stage import Press
from tests.printshop.conftest import PaperStage, press_pdf


def test_preflight_speaks_as_the_package_hears_it():
    """A hand-made page is no PDF/X: whatever is found has a code, a level and both languages."""
    single = split(press_pdf(1))[0]
    report = Press().judge("a.pdf", single, Shop("house"), None)
    found = of("a.pdf", report.findings)
    assert counts(found)["errors"] and all(f.code and f.message_en and f.message_zh for f in found)
    assert {f.level for f in found} <= set(Level) and json.loads(report.as_json())["findings"]


class Seen:
    """A press stage that keeps what shop it is asked for, and makes the whole edition only once it is wanted."""

    def __init__(self, make=None):
        self.stage, self.shops = make, []

    def make(self, source, out, shop, strict, progress):
        self.shops.append(shop)
        return self.stage.make(source, out, shop, strict, progress)

    def judge(self, name, pdf, shop, edition, single_page=False):
        self.shops.append(shop)
        return self.stage.judge(name, pdf, shop, edition, single_page)


def test_the_chosen_condition_reaches_the_press_and_its_judge(edition, tmp_path):
    """What the command line says is in place of the shop's; a profile of the shop is for the shop's own condition."""
    file = edition / "layout" / "printshop" / "mill.toml"
    file.parent.mkdir(parents=True)
    profile = conditions.load("newsprint").profile
    (file.parent / "mill.icc").write_bytes(profile)
    file.write_text('press = "newsprint"\nicc = "mill.icc"\n', encoding="utf-8")
    (tmp_path / "other.icc").write_bytes(profile)
    for changes, wanted in (({}, ("newsprint", file.parent / "mill.icc", "x4")),
                            ({"press": "coated"}, ("coated", None, "x4")),
                            ({"press": "uncoated", "icc": tmp_path / "other.icc", "pdfx": "x1a"},
                             ("uncoated", tmp_path / "other.icc", "x1a"))):
        seen = Seen(PaperStage(press_pdf(2)))
        packed = package(edition, tmp_path / "dist", shop_name="mill", changes=changes, stage=seen)
        assert {(shop.press, shop.icc, shop.pdfx) for shop in seen.shops} == {wanted}
        job = json.loads((packed.folder / "job.json").read_text(encoding="utf-8"))
        assert job["press"]["condition"] == wanted[0]


@pytest.mark.parametrize("changes", [{"press": "papyrus"}, {"press": "uncoated"}])
def test_a_condition_that_cannot_be_used_is_told_before_the_long_work(edition, tmp_path, changes):
    seen = Seen()
    with pytest.raises(UsageError):
        package(edition, tmp_path / "dist", changes=changes, stage=seen)
    assert not seen.shops


def test_a_real_edition_is_packed(tmp_path):
    """The sample of ``paiyin new`` through the press stage, for coated paper: preflight finds no error in what was
    split, and the files are for that paper."""
    start(tmp_path / "edition")
    packed = package(tmp_path / "edition", tmp_path / "dist", changes={"press": "coated"})
    assert counts(packed.findings)["errors"] == 0 and not [d for d in packed.diagnostics if d.severity is Level.ERROR]
    job = json.loads((packed.folder / "job.json").read_text(encoding="utf-8"))
    assert job["press"]["standard"] == "PDF/X-4" and job["product"]["trims_mm"] == [[270.0, 390.0]]
    assert len(packed.files) == job["product"]["pages"] and job["press"]["profile"]
    assert (job["press"]["condition"], job["press"]["profile"]) == ("coated", "CGATS TR 006")
    assert job["press"]["profile_sha256"] == conditions.load("coated").profile_hash
