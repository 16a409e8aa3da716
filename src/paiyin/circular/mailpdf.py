"""The PDF that goes out with the mail: painted with tags, and no larger than the edition allows."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from paiyin.circular.photos import STEPS, Prints, prints, with_prints
from paiyin.composition.plan import Plan
from paiyin.diagnostics import Diagnostic, Diagnostics
from paiyin.exceptions import InputError

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class MailPdf:
    """The finished file, and the pixels per inch that its photos were kept at (None: it has none)."""

    data: bytes
    ppi: int | None


def make(plan: Plan, *, theme: str, edition: Path | None, most: float, diagnostics: Diagnostics) -> MailPdf:
    """Return the PDF for the mail, at most ``most`` megabytes: photos give way step by step, which is told (N201).

    Raises InputError (N202) if the smallest photos are still too many.
    """
    limit, fixed, photos = int(most * MEGABYTE), 0, {}
    data, taken = b"", STEPS[0]
    for step in STEPS:
        photos = prints(plan, step)
        if data and fixed + _bytes(photos) > limit and step is not STEPS[-1]:
            continue
        data, taken = _painted(plan, photos, theme, edition, diagnostics), step
        fixed = len(data) - _bytes(photos)
        if len(data) <= limit or not photos:
            break
    if len(data) > limit:
        raise InputError(Diagnostic("N202", {"size": _mb(len(data)), "limit": f"{most:g}", "fixed": _mb(fixed)}),
                         also=diagnostics)
    if photos and taken is not STEPS[0]:
        diagnostics.add("N201", ppi=taken.ppi, usual=STEPS[0].ppi, size=_mb(len(data)), limit=f"{most:g}")
    return MailPdf(data, taken.ppi if photos else None)


def _painted(plan: Plan, photos: Prints, theme: str, edition: Path | None, diagnostics: Diagnostics) -> bytes:
    from paiyin.circular.finish import finish
    from paiyin.pages import paint

    with TemporaryDirectory(prefix="paiyin-") as folder:
        painted = paint(with_prints(plan, photos, Path(folder)), theme=theme, edition=edition, diagnostics=diagnostics,
                        tagged=True)
    return finish(painted, plan)


def _bytes(photos: Prints) -> int:
    return sum(map(len, photos.values()))


def _mb(size: int) -> str:
    return f"{size / MEGABYTE:.2f}"
