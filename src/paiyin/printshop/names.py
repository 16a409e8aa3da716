"""File names from a template such as ``{paper}_{date}_p{page:02}.pdf``.

Guards against: templates that reach into objects, names that another system cannot hold or a shop's script would read
as something else, two files of one name. A field that is still empty is left out together with one separator.
"""

import datetime
import re
import string
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from paiyin.diagnostics import Diagnostic, Diagnostics
from paiyin.exceptions import InputError

LONGEST = 120       # bytes of UTF-8, so that a revision and a temporary suffix still fit into the 255 of file systems
TEXTS = ("paper", "code", "section", "number", "slug")
COUNTS = ("page", "pages")
FIELDS = (*TEXTS, "date", *COUNTS)
_UNSAFE = re.compile(r"[^\w.-]+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Issue:
    """What names are made of."""

    paper: str = ""
    code: str = ""
    section: str = ""
    number: str = ""
    slug: str = ""
    date: datetime.date | None = None
    pages: int = 1


def names(template: str, issue: Issue, pages: Sequence[int], diagnostics: Diagnostics,
          ascii_only: bool = False) -> list[str]:
    """Return one safe name for each page number, all different, also where case does not count.

    Raises InputError for a template that gives no such names; the diagnostic shows the names that it would give.
    """
    parts = _parsed(template)
    empty = [field for _, field, _ in parts if field in (*TEXTS, "date") and not getattr(issue, field)]
    found = [_name(parts, issue, page) for page in pages]
    preview = ", ".join(found[:3]) + (", …" if len(found) > 3 else "")
    for name in found:
        if problem := _problem(name):
            raise InputError(_bad(template, *problem, preview))
        if ascii_only and not name.isascii():
            raise InputError(Diagnostic("D113", {"name": name}))
    if len({name.casefold() for name in found}) != len(found):
        raise InputError(Diagnostic("D112", {"template": template, "preview": preview}))
    for field in dict.fromkeys(empty):
        diagnostics.add("D114", field=field, preview=preview)
    return found


def safe(text: str) -> str:
    """Return a text with all that is not a letter, digit, dot, hyphen or underscore as one hyphen."""
    return _UNSAFE.sub("-", unicodedata.normalize("NFC", text)).strip("-._")


def revised(name: str, revision: int) -> str:
    """Return the name of a revision: the first keeps the name, later ones get ``_r2``, ``_r3`` … before the suffix."""
    stem, dot, suffix = name.rpartition(".")
    if revision == 1:
        return name
    return f"{stem}_r{revision}.{suffix}" if dot and stem else f"{name}_r{revision}"


def _parsed(template: str) -> list[tuple[str, str, str]]:
    """Return (text before, field, format) of each part; the last may have no field."""
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError as error:
        raise InputError(_bad(template, str(error), "花括号不配对", "-")) from error
    for _, field, form, conversion in parts:
        if field is None:
            continue
        if field not in FIELDS or conversion:
            raise InputError(_bad(template, f"{{{field}}} is no field", f"没有 {{{field}}} 这个字段", "-"))
        pattern = r"0?\d{0,2}d?" if field in COUNTS else r"(?:%[YymdjU]|[-._])*" if field == "date" else ""
        if not re.fullmatch(pattern, form):
            raise InputError(_bad(template, f"{{{field}}} takes no format {form!r}",
                                  f"{{{field}}} 不能用格式“{form}”", "-"))
    return [(text, field or "", form or "") for text, field, form, _ in parts]


def _name(parts: Sequence[tuple[str, str, str]], issue: Issue, page: int) -> str:
    name, dropped = "", False
    for text, field, form in parts:
        name += re.sub(r"^[-_]", "", text) if dropped and not name else text
        value = _value(field, form, issue, page) if field else ""
        dropped = bool(field) and not value
        name = (re.sub(r"[-_.]$", "", name) if dropped else name) + value
    return name


def _value(field: str, form: str, issue: Issue, page: int) -> str:
    if field in COUNTS:
        return format(page if field == "page" else issue.pages, form)
    if field == "date":
        return issue.date.strftime(form or "%Y%m%d") if issue.date else ""
    return safe(getattr(issue, field))


def _problem(name: str) -> tuple[str, str] | None:
    """Return what is wrong with a name in English and Chinese, None if nothing is."""
    stem = name.removesuffix(".pdf")
    if stem == name:
        return "the name does not end in .pdf", "文件名不以 .pdf 结尾"
    if not stem or name[0] in ".-" or stem.endswith((".", " ")):
        return "nothing is left of the name, or it begins or ends with a mark", "文件名是空的，或首尾是符号"
    if _UNSAFE.search(name):
        return "letters, digits, dot, hyphen and underscore only", "文件名只能用文字、数字、点、连字符和下划线"
    if _RESERVED.fullmatch(stem):
        return "the name is reserved by Windows", "文件名是 Windows 的保留名"
    if len(name.encode()) > LONGEST:
        return f"the name is longer than {LONGEST} bytes", f"文件名超过 {LONGEST} 字节"
    return None


def _bad(template: str, problem_en: str, problem_zh: str, preview: str) -> Diagnostic:
    return Diagnostic("D111", {"template": template, "problem_en": problem_en, "problem_zh": problem_zh,
                               "preview": preview, "fields": ", ".join(FIELDS)})

