"""The package for a print shop: press files, preflight report, job ticket and checksums, as a folder and as a zip.

It stands beside the build's own folder, ``OUT/<slug>-package`` and ``OUT/<slug>-package.zip``, because a build replaces
its folder whole. Nothing is written when preflight finds errors that were not accepted; the earlier package stays.
"""

import io
import os
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import md5, sha256
from pathlib import Path

from paiyin import edition as editions
from paiyin import output
from paiyin.build import Progress
from paiyin.diagnostics import Diagnostic, Diagnostics
from paiyin.edition import Edition
from paiyin.exceptions import InputError, MachineError
from paiyin.press import conditions
from paiyin.printshop import checksums, findings, names, shop, ticket, xjdf
from paiyin.printshop.shop import Shop
from paiyin.printshop.split import facts, split
from paiyin.printshop.stage import Made, Press, Stage
from paiyin.spans import Source

TICKET, TICKET_TEXT = "job.json", "job.txt"
REPORT, REPORT_TEXT = "preflight.json", "preflight.txt"
EPOCH = (1980, 1, 1, 0, 0, 0)       # the first time that a zip can tell


@dataclass(frozen=True)
class Packed:
    """A package: its folder, its zip, the press files' names, and what was said."""

    folder: Path
    archive: Path
    files: tuple[str, ...]
    findings: tuple[findings.Finding, ...]
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]


def package(source: Path, out: Path, *, shop_name: str | None = None, per_page: bool | None = None,
            accept: Iterable[str] = (), strict: bool = False, changes: Mapping[str, object] | None = None,
            stage: Stage | None = None, progress: Progress | None = None) -> Packed:
    """Build a source for the press and pack it as a print shop wants it.

    ``per_page`` None leaves that to the shop; ``changes`` are settings in place of the shop's (press, icc, pdfx).
    ``accept`` holds codes of preflight findings that may go out. Raises the
    exceptions of ``paiyin.exceptions``; nothing is then written to the package.
    """
    said = Diagnostics()
    edition = editions.load(Path(source), Diagnostics())        # the build says what is to be said of it
    wanted = _changed(shop.load(shop_name, edition.folder, said), changes or {})
    conditions.load(wanted.press, edition.folder, wanted.icc)       # before the long work
    single = wanted.split == "page" if per_page is None else per_page
    template = wanted.page_name if single else wanted.whole_name
    issue = names.Issue(edition.paper or "x", wanted.code, edition.section, edition.number, "x", edition.date)
    names.names(template, issue, (1, 2) if single else (1,), Diagnostics(), wanted.ascii)     # before the long work
    stage = stage or Press()
    made = stage.make(Path(source), Path(out), wanted, strict, progress)
    content = _press_files(made, edition, wanted, template, single, said)
    reports = _judge(stage, content, wanted, edition, progress)
    judged = [finding for name, report in reports.items() for finding in findings.of(name, report.findings)]
    found = findings.decide(judged, accept, said)
    diagnostics = (*made.report.diagnostics, *said)
    if said.errors or strict and said.warnings:
        raise InputError(*diagnostics)
    files = _with_papers(content, found, reports, made, edition, wanted)
    folder = Path(out) / f"{made.folder.name}-package"
    output.write(folder, files)
    archive = folder.with_name(f"{folder.name}.zip")
    _write(archive, zipped(folder.name, files))
    return Packed(folder, archive, tuple(name for name, _, _ in content), tuple(found), diagnostics,
                  made.report.sources)


def _changed(wanted: Shop, changes: Mapping[str, object]) -> Shop:
    """Return a shop with other settings; another press condition does not take the shop's profile along."""
    if changes.get("press", wanted.press) != wanted.press and "icc" not in changes:
        changes = {**changes, "icc": None}
    return replace(wanted, **changes)


def _press_files(made: Made, edition: Edition, wanted: Shop, template: str, single: bool,
                 said: Diagnostics) -> list[tuple[str, int | None, bytes]]:
    """Return (name, page or None, content) of each press file."""
    whole = made.press.read_bytes()
    pages = split(whole) if single else [whole]
    count = len(pages) if single else facts(whole).pages
    issue = names.Issue(edition.paper or made.folder.name, wanted.code, edition.section, edition.number,
                        made.folder.name, edition.date, count)
    found = names.names(template, issue, range(1, len(pages) + 1), said, wanted.ascii)
    return [(name, number if single else None, content)
            for number, (name, content) in enumerate(zip(found, pages, strict=True), 1)]


def _judge(stage: Stage, content: Sequence[tuple[str, int | None, bytes]], wanted: Shop, edition: Edition,
           progress: Progress | None) -> dict[str, findings.Judgement]:
    reports = {}
    for number, (name, page, pdf) in enumerate(content):
        if progress:
            progress("preflight", number, len(content))
        reports[name] = stage.judge(name, pdf, wanted, edition.folder, page is not None)
    return reports


def _with_papers(content: Sequence[tuple[str, int | None, bytes]], found: Sequence[findings.Finding],
                 reports: Mapping[str, findings.Judgement], made: Made, edition: Edition,
                 wanted: Shop) -> dict[str, bytes]:
    """Return the press files with report, ticket and checksums."""
    files = {name: pdf for name, _, pdf in content}
    delivered = [ticket.Delivered(name, sha256(pdf).hexdigest(), md5(pdf, usedforsecurity=False).hexdigest(), len(pdf),
                                  page, facts(pdf)) for name, page, pdf in content]
    number = names.safe("_".join(filter(None, (
        wanted.code or edition.paper or made.folder.name, edition.date and edition.date.strftime("%Y%m%d")))))
    job = ticket.job(number, _title(made), edition, wanted, facts(made.press.read_bytes()), delivered, found)
    files |= {REPORT: findings.as_json(found, reports), REPORT_TEXT: findings.as_text(found, reports),
              TICKET: ticket.as_json(job), TICKET_TEXT: ticket.as_text(job)}
    if wanted.xjdf:
        files[xjdf.FILE] = xjdf.of(job)
    return files | {checksums.FILE: checksums.of({n: sha256(c).hexdigest() for n, c in files.items()})}


def _title(made: Made) -> str:
    import json

    record = made.folder / "build.json"
    return json.loads(record.read_text(encoding="utf-8"))["title"] if record.is_file() else ""


def zipped(folder: str, files: Mapping[str, bytes]) -> bytes:
    """Return a zip of files under a folder: no times, no compression, so that all machines give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{folder}/{name}", EPOCH)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise MachineError(Diagnostic("X301", {"folder": str(path.parent),
                                               "problem": error.strerror or str(error)})) from error
