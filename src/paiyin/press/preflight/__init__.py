"""Preflight: what is wrong with a PDF for a press condition, whatever made it.

One file a rule in ``rules/``; ids are those of the GWG 2022 specification where it has the rule (R0026), the house's
own elsewhere (P01). This judge is written by the makers of the file: it is not a certificate.
"""

from pathlib import Path

from paiyin.press.conditions import DEFAULT, Condition, load
from paiyin.press.preflight.findings import Finding, Report

__all__ = ["Finding", "Report", "judge"]


def judge(pdf: Path | str | bytes, condition: Condition | str = DEFAULT, edition: Path | None = None, *,
          name: str | None = None, trim: tuple[float, float] | None = None, single_page: bool = False,
          separations: bool = True, renderers: bool = True) -> Report:
    """Return what preflight finds in a PDF.

    ``trim`` is the size in points that its pages must have; ``single_page`` that it must have one only;
    ``separations`` and ``renderers`` start Ghostscript and MuPDF, which a finding names where they are missing.
    Raises UsageError for an unknown condition and InputError (K301) for a file that is not a PDF at all.
    """
    from paiyin.press.preflight.judging import judged

    if isinstance(condition, str):
        condition = load(condition, edition, profile_needed=False)
    return judged(pdf, condition, name=name, trim=trim, single_page=single_page, separations=separations,
                  renderers=renderers)
