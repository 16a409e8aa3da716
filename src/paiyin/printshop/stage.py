"""The stages before the print shop, as it sees them: a press file, and the judge of press files."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from paiyin.build import Progress, Report
from paiyin.printshop.findings import Judgement
from paiyin.printshop.shop import Shop


@dataclass(frozen=True, slots=True)
class Made:
    """What the press stage gives: the build's folder, its press file, and what was said on the way."""

    folder: Path
    press: Path
    report: Report


class Stage(Protocol):
    """Makes press files and judges them, as a shop's press condition wants them."""

    def make(self, source: Path, out: Path, shop: Shop, strict: bool, progress: Progress | None) -> Made: ...

    def judge(self, name: str, pdf: bytes, shop: Shop, edition: Path | None, single_page: bool = False) -> Judgement:
        """Judge a file; ``single_page`` is whether it must be of one page."""
        ...


class Press:
    """The press stage of Paiyin."""

    def make(self, source: Path, out: Path, shop: Shop, strict: bool, progress: Progress | None) -> Made:
        from paiyin.build import build
        from paiyin.press.target import PRESS, Order

        order = Order(shop.press, shop.icc, shop.pdfx)
        report = build(source, out, targets=("screen", "press"), order=order, strict=strict, progress=progress)
        press = next(file for file in report.files if file.name == PRESS)
        # what preflight says of the whole is left out: the files of the package are judged each by itself
        said = tuple(d for d in report.diagnostics if d.code != "K310")
        return Made(press.parent, press, replace(report, diagnostics=said))

    def judge(self, name: str, pdf: bytes, shop: Shop, edition: Path | None, single_page: bool = False) -> Judgement:
        from paiyin.press import conditions, preflight

        return preflight.judge(pdf, conditions.load(shop.press, edition, shop.icc), name=name,
                               single_page=single_page)
