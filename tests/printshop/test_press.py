"""The package on the press stage itself."""

import json

from paiyin.cli.new import start
from paiyin.diagnostics import Level
from paiyin.printshop.findings import counts, of
from paiyin.printshop.package import package
from paiyin.printshop.shop import Shop
from paiyin.printshop.split import split
from paiyin.printshop.stage import Press
from tests.printshop.conftest import press_pdf


def test_preflight_speaks_as_the_package_hears_it():
    """A hand-made page is no PDF/X: whatever is found has a code, a level and both languages."""
    single = split(press_pdf(1))[0]
    report = Press().judge("a.pdf", single, Shop("house"), None)
    found = of("a.pdf", report.findings)
    assert counts(found)["errors"] and all(f.code and f.message_en and f.message_zh for f in found)
    assert {f.level for f in found} <= set(Level) and json.loads(report.as_json())["findings"]


def test_a_real_edition_is_packed(tmp_path):
    """The sample of ``paiyin new`` through the press stage: preflight finds no error in what was split."""
    start(tmp_path / "edition")
    packed = package(tmp_path / "edition", tmp_path / "dist")
    assert counts(packed.findings)["errors"] == 0 and not [d for d in packed.diagnostics if d.severity is Level.ERROR]
    job = json.loads((packed.folder / "job.json").read_text(encoding="utf-8"))
    assert job["press"]["standard"] == "PDF/X-4" and job["product"]["trims_mm"] == [[270.0, 390.0]]
    assert len(packed.files) == job["product"]["pages"] and job["press"]["profile"]
