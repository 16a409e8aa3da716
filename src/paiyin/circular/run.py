"""The circular from its source to the drafts, or to the readers."""

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parseaddr
from pathlib import Path

from paiyin import build
from paiyin.article import Article
from paiyin.circular.letter import Letter, Writer, letter
from paiyin.circular.mailpdf import MailPdf, make
from paiyin.circular.message import Press, picture_id
from paiyin.circular.recipients import Recipient, recipients
from paiyin.circular.record import STATES, Entry, Record, usable
from paiyin.circular.settings import Settings, settings
from paiyin.diagnostics import Diagnostic, Diagnostics
from paiyin.edition import Edition
from paiyin.exceptions import DeliveryError, MachineError, UsageError
from paiyin.spans import Source

RECORD = "circular.sqlite"
HEAVY = 7_000_000           # bytes of the PDF; in base64 more than many servers take
CHINA = timezone(timedelta(hours=8))
TROUBLE = ("retry", "failed", "uncertain")


@dataclass(frozen=True)
class Outcome:
    """What a run made and what became of it. ``counts`` are the record's states, ``trouble`` who did not get it."""

    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]
    files: tuple[Path, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    trouble: tuple[Entry, ...] = ()
    recipients: int = 0


@dataclass(frozen=True, slots=True)
class _Issue:
    """An issue ready to be addressed."""

    name: str
    article: Article
    edition: Edition
    settings: Settings
    letter: Letter
    pdf: MailPdf
    press: Press


def circular(source: Path, to: Path | None, out: Path, *, preview: bool = False, smtp: str | None = None,
             record: Path | None = None, resend_uncertain: bool = False, strict: bool = False,
             over: Mapping[str, object] | None = None, missing_glyph: str = "error",
             progress: build.Progress | None = None) -> Outcome:
    """Write the messages of a source to ``out/<slug>.circular/``, or with ``smtp`` send them.

    Raises the exceptions of ``paiyin.exceptions``. What is sent is on the record, whatever is raised.
    """
    told = progress or build._silent
    desk, article = build._open(Path(source), None, None, told)
    chosen = settings(desk.edition.circular, desk.diagnostics, **(over or {}))
    server = _server(smtp, chosen) if smtp else None
    if to is None and not preview:
        raise UsageError(Diagnostic("N309"))
    first = next(_readers(to, Diagnostics())) if to is not None else None
    issue = _made(desk, article, chosen, missing_glyph, told)
    issue.press.message(first or Recipient("reader@example.org", {"name": ""}, 0), None)
    desk.stop_on_errors(strict and server is not None)
    if server is None:
        return _drafts(desk, issue, to, Path(out), preview, strict, told)
    return _sent(desk, issue, to, server, record, resend_uncertain, strict, told)


def status_of(source: Path, record: Path | None = None) -> Outcome:
    """Return what the record says of a source. Raises UsageError (N503) if there is none."""
    desk, article = build._open(Path(source), None, None, build._silent)
    file = record or _record_file(desk.edition)
    if not file.is_file():
        raise UsageError(Diagnostic("N503", {"file": str(file)}))
    with Record(file, issue_name(desk.edition, article)) as kept, usable(kept):
        return _outcome(desk, kept, ())


def issue_name(edition: Edition, article: Article) -> str:
    """Return the name that the record knows an issue by; it stays when words are corrected."""
    date = edition.date.isoformat() if edition.date else article.head.date
    return f"{article.slug}@{date}" if date else article.slug


def _record_file(edition: Edition) -> Path:
    """Return where the record lies: with the edition, because output folders come and go."""
    if edition.folder is not None:
        return edition.folder / RECORD
    return edition.manuscript.with_name(f"{edition.manuscript.stem}.{RECORD}")


def _made(desk, article: Article, chosen: Settings, missing_glyph: str, told: build.Progress) -> _Issue:
    """Compose, paint and write everything that the messages have in common."""
    from paiyin.circular.picture import first_page

    edition = desk.edition
    told("compose")
    plan, _ = build._compose(desk, missing_glyph)
    desk.stop_on_errors()
    told("paint")
    pdf = make(plan, theme=edition.theme, edition=edition.folder, most=chosen.max_mb, diagnostics=desk.diagnostics)
    desk.stop_on_errors()
    if len(pdf.data) > HEAVY:
        desk.diagnostics.add("N203", size=f"{len(pdf.data) / 1e6:.1f}")
    name = issue_name(edition, article)
    found = letter(article, edition, chosen, len(plan.pages), len(pdf.data))
    writer = Writer(found, edition.folder, picture_id(chosen, name))
    press = Press(found, writer, chosen, name, pdf.data, first_page(pdf.data))
    return _Issue(name, article, edition, chosen, found, pdf, press)


def _readers(to: Path, diagnostics: Diagnostics) -> Iterator[Recipient]:
    try:
        yield from recipients(to, diagnostics)
    except OSError as error:
        raise MachineError(Diagnostic("X131", {"file": str(to), "reason": error.strerror or str(error)})) from error


def _drafts(desk, issue: _Issue, to: Path | None, out: Path, preview: bool, strict: bool, told) -> Outcome:
    """Write messages as files, a whole new folder of them or none."""
    folder = out / f"{issue.article.slug}.circular"
    fresh = folder.with_name(f".{folder.name}.{os.getpid()}.new")
    nobody = Recipient("reader@example.org", {"name": ""}, 0)
    readers = _readers(to, desk.diagnostics) if to is not None else iter([nobody])
    date, written = _date(issue.edition, issue.article), []
    try:
        fresh.mkdir(parents=True)
        for number, reader in enumerate(readers, 1):
            name = "preview.eml" if preview else f"{number:05}-{_safe(reader.address)}.eml"
            (fresh / name).write_bytes(issue.press.message(reader, date).content)
            written.append(name)
            told("write", number)
            if preview:
                break
        desk.stop_on_errors(strict)
        (fresh / issue.letter.file).write_bytes(issue.pdf.data)
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)
    except OSError as error:
        problem = error.strerror or str(error)
        raise MachineError(Diagnostic("X301", {"folder": str(folder), "problem": problem})) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    files = (folder / issue.letter.file, *(folder / name for name in written))
    return Outcome(tuple(desk.diagnostics), desk.sources, files, recipients=len(written))


def _sent(desk, issue: _Issue, to: Path, server, record: Path | None, resend: bool, strict: bool, told) -> Outcome:
    """Send what the record does not hold as sent."""
    import time

    from paiyin.circular.send import Round
    from paiyin.circular.sign import signer

    sign = signer(issue.settings)
    with Record(record or _record_file(issue.edition), issue.name) as kept, usable(kept):
        kept.claim()
        now = time.time()
        if cut_off := kept.settle(now):
            desk.diagnostics.add("N504", count=cut_off)
        if resend:
            kept.release(now)
        if strict:
            for _ in _readers(to, desk.diagnostics):
                pass
            desk.stop_on_errors(strict)
        entered = kept.enter(_readers(to, desk.diagnostics))
        try:
            Round(kept, issue.press, server, issue.settings, desk.diagnostics, sign, told,
                  date=datetime.now().astimezone().replace(microsecond=0)).run()
        except DeliveryError as error:
            raise DeliveryError(*error.diagnostics, _summary(kept), also=desk.diagnostics) from error
        found = _outcome(desk, kept, (), entered)
    return found


def _summary(kept: Record) -> Diagnostic:
    counts = kept.counts()
    return Diagnostic("N614", {"sent": counts["sent"], "left": counts["pending"] + counts["retry"],
                               "failed": counts["failed"], "uncertain": counts["uncertain"]})


def _outcome(desk, kept: Record, files: tuple[Path, ...], entered: int = 0) -> Outcome:
    """Tell each recipient that did not get the message."""
    counts, trouble = kept.counts(), tuple(kept.entries(TROUBLE))
    codes = {"retry": "N615", "failed": "N616", "uncertain": "N617"}
    for entry in trouble:
        desk.diagnostics.add(codes[entry.state], address=entry.recipient.address, line=entry.recipient.line,
                             answer=f"{entry.code or ''} {entry.answer}".strip() or "-")
    return Outcome(tuple(desk.diagnostics), desk.sources, files, {s: counts[s] for s in STATES}, trouble, entered)


def _server(smtp: str, chosen: Settings):
    """Return the server to send by. Raises UsageError if something is missing that every message needs."""
    from paiyin.circular.server import Server, Where, credentials

    where = Where.of(smtp)
    if not parseaddr(chosen.sender)[1]:
        raise UsageError(Diagnostic("N618"))
    return Server(where, *credentials(where), chosen.per_connection)


def _date(edition: Edition, article: Article) -> datetime | None:
    """Return the date of drafts: SOURCE_DATE_EPOCH's or the issue's, never the clock's; None leaves it open."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if re.fullmatch("[0-9]{1,11}", epoch):
        return datetime.fromtimestamp(int(epoch), UTC)
    if edition.date is not None:
        return datetime(edition.date.year, edition.date.month, edition.date.day, 8, tzinfo=CHINA)
    try:
        return datetime.fromisoformat(article.head.date).replace(hour=8, tzinfo=CHINA)
    except ValueError:
        return None


def _safe(address: str) -> str:
    return re.sub("[^A-Za-z0-9._-]", "_", address.replace("@", "-at-"))[:100]

