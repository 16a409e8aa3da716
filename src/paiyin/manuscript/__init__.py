"""Manuscripts: from a file as an editor or a newsroom system left it to an ``Article``."""

from pathlib import Path

from paiyin.article import Article
from paiyin.diagnostics import Diagnostics
from paiyin.manuscript.desk import Desk
from paiyin.manuscript.fair import FairCopy
from paiyin.manuscript.frontmatter import Field, read_front_matter
from paiyin.manuscript.head import slug_of
from paiyin.manuscript.house import House, load_house
from paiyin.manuscript.reading import read_source
from paiyin.manuscript.script import has_han, language_of

__all__ = ["House", "load_house", "read_manuscript", "read_source", "slug_of"]

MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")


def read_manuscript(path: Path, diagnostics: Diagnostics, *, house: House | None = None) -> Article:
    """Read a manuscript, Markdown by its suffix (.md) and plain text else; what was guessed goes to ``diagnostics``.

    Raises InputError for a file that is missing, too big, empty, blank or no text.
    """
    path = Path(path)
    source = read_source(path)
    if source.encoding != "utf-8":
        guessed = source.encoding in ("gb18030", "big5hkscs")
        diagnostics.add("M108" if guessed else "M109", source.span(0, 0), encoding=source.encoding.upper())
    desk = Desk(FairCopy(source, diagnostics), path.parent, house or load_house(), diagnostics)
    fields, body = read_front_matter(desk)
    desk.lang = _language(desk, fields)
    slug = _slug(desk, fields, path)
    if path.suffix.lower() in MARKDOWN:
        from paiyin.manuscript.markdown import read_markdown as read
    else:
        from paiyin.manuscript.plaintext import read_plaintext as read
    article = read(desk, fields, body, slug)
    desk.changes.tell(desk.copy, diagnostics)
    if not article.blocks:
        diagnostics.add("M136", None, file=source.file)
    return article


def _language(desk: Desk, fields: dict[str, Field]) -> str:
    found, simplified, traditional = language_of(desk.copy.text)
    if "lang" in fields:
        field = fields["lang"]
        written = field.text.strip().lower().replace("_", "-")
        if written.startswith("zh"):
            return "zh-Hant" if written in ("zh-hant", "zh-tw", "zh-hk", "zh-mo") or "hant" in written else "zh-Hans"
        desk.say("M126", field.start, field.end, value=field.text[:20])
    elif has_han(desk.copy.text):
        desk.diagnostics.add("M114", None, lang=found, simplified=simplified, traditional=traditional)
    return found


def _slug(desk: Desk, fields: dict[str, Field], path: Path) -> str:
    if "slug" not in fields:
        return slug_of(path.stem)
    field = fields["slug"]
    slug = slug_of(field.text)
    if slug != field.text:
        desk.say("M127", field.start, field.end, value=field.text[:40], slug=slug)
    return slug
