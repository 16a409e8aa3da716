"""Plan → HTML → PDF: finished lines painted where the plan has them."""

from pathlib import Path

from paiyin.composition.plan import Plan
from paiyin.diagnostics import Diagnostics

__all__ = ["paint", "to_html"]


def paint(plan: Plan, *, theme: str, edition: Path | None, diagnostics: Diagnostics, tagged: bool = False) -> bytes:
    """Return the screen PDF of a plan in a theme; ``tagged`` gives one with a structure tree, as PDF/UA-1 starts from.

    In its tree, what readers should pass over stands as NonStruct in a Sect or Div. A paragraph that goes on in another
    frame is a BlockQuote there, and each of its further parts a Span in a Div. A table is a Part, its rows are Art, the
    cells of its head BlockQuote and the others P.
    Raises UsageError for an unknown theme, InputError for a broken theme or template, MachineError without WeasyPrint.
    """
    from paiyin.pages import weasy

    with weasy.no_collection():
        document = _document(plan, theme, edition, diagnostics, tagged)
        return weasy.paint(told(document.html), document.assets, diagnostics, tagged)


def to_html(plan: Plan, *, theme: str, edition: Path | None, diagnostics: Diagnostics) -> str:
    """Return the HTML of a plan in a theme; pictures in it are named by ``asset:`` addresses."""
    return told(_document(plan, theme, edition, diagnostics).html)


def _document(plan: Plan, theme: str, edition: Path | None, diagnostics: Diagnostics, tagged: bool = False):
    from paiyin.pages.html import Document
    from paiyin.pages.theme import load

    return Document(plan, load(theme, edition, diagnostics), edition, diagnostics, tagged)


def told(make) -> str:
    """Make the markup; tell of a template that fails as an input error."""
    from jinja2 import TemplateError

    from paiyin.diagnostics import Diagnostic
    from paiyin.exceptions import InputError

    try:
        return make()
    except TemplateError as error:
        name, line = getattr(error, "name", None), getattr(error, "lineno", None)
        at = error.__traceback__
        while at is not None:       # the templates' own frames stand in the traceback
            if at.tb_frame.f_code.co_filename.endswith(".j2"):
                name, line = Path(at.tb_frame.f_code.co_filename).name, at.tb_lineno
            at = at.tb_next
        found = Diagnostic("W404", {"file": name or "?", "line": line or 0, "problem": str(error)[:200]})
        raise InputError(found) from error
