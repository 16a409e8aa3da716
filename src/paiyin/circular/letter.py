"""The letter: what the mail says, taken from the article, and its two forms by ``layout/templates/mail``.

Templates run in a sandbox; what an article or a list says is text to them. Figures are quoted with the clause that
states them, and never the ones that the article itself denies.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from math import log10
from pathlib import Path

from paiyin import resources
from paiyin.article import Article, Paragraph, plain
from paiyin.circular.settings import Settings
from paiyin.composition import dates
from paiyin.diagnostics import Diagnostic
from paiyin.edition import Edition
from paiyin.exceptions import InputError
from paiyin.script import in_script, traditional
from paiyin.statistics import Statistic, extract

MOST_FIGURES = 5
CLAUSES = re.compile("(?<=[^\x21-\x7e]) (?=[^\x21-\x7e])")        # blanks that are no gap beside Latin or digits
NUMERALS = re.compile("[0-9.,%％〇零一二三四五六七八九十百千万亿萬億两兩]+")
SALUTATION = re.compile("[^。！？]{1,20}[：:]")
CLAUSE = re.compile("[^，。；！？：、…,;!?:\n]+")
SHORT, LONG = 7, 26             # characters of a clause that says enough and not too much
SHORTEST_LABEL = 3
OPENING_LENGTH = 180            # characters of the first paragraph that the letter quotes
SENTENCE = re.compile("[^。！？!?]*[。！？!?]+[”’」』）]*")
MARKS = (("“", "”"), ("（", "）"), ("《", "》"), ("「", "」"), ("‘", "’"))
PREHEADER = 90
FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]|\s+')
NAME_LENGTH = 24


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure as the article prints it, with its unit, and the clause that states it."""

    figure: str
    clause: str

    @property
    def label(self) -> str:
        """The clause without the figure that it ends with, for a row of a table; the clause if too little is left."""
        rest = self.clause.removesuffix(self.figure)
        return rest if len(rest) >= SHORTEST_LABEL else self.clause


@dataclass(frozen=True, slots=True)
class Letter:
    """What the mail says; empty strings are left out. ``file`` is the name of the attached PDF."""

    subject: str
    preheader: str
    title: str
    kicker: str = ""
    deck: str = ""
    byline: str = ""
    opening: str = ""
    figures: tuple[KeyFigure, ...] = ()
    paper: str = ""
    date: str = ""
    issue: str = ""
    online: str = ""
    unsubscribe: str = ""
    sender: str = ""
    file: str = ""
    pages: int = 1
    size: str = ""
    picture: str = ""           # what the picture of page 1 shows
    lang: str = "zh-CN"

    @property
    def clauses(self) -> tuple[str, ...]:
        """The parts of the headline between which it breaks."""
        return tuple(CLAUSES.split(self.title))

    @property
    def traditional(self) -> bool:
        return traditional(self.lang)


def letter(article: Article, edition: Edition, settings: Settings, pages: int = 1, size: int = 0) -> Letter:
    """Return the letter of an edition's article; ``size`` is that of the PDF in bytes."""
    head = article.head
    title = one_line(plain(head.title)) or edition.manuscript.stem
    issue = "　".join(one_line(part) for part in (edition.number, edition.section) if part)
    opening = _opening(article)
    figures = key_figures(article)
    found = Letter(
        subject=subject(title, edition, settings), preheader=(opening or title)[:PREHEADER], title=title,
        kicker=one_line(plain(head.kicker)), deck=one_line(plain(head.deck)), byline=one_line(plain(head.byline)),
        opening=opening, figures=figures, paper=one_line(edition.paper), date=_date(edition, head.date), issue=issue,
        online=settings.online, unsubscribe=settings.unsubscribe or _mailto(settings), sender=settings.sender,
        pages=pages, size=f"{size / 1e6:.1f} MB" if size else "", file=file_name(title, edition, article, settings),
        lang=article.lang if traditional(article.lang) else "zh-CN")
    first = f"《{found.paper}》第1版" if found.paper else "第1版"
    return replace(found, picture=f"{first}：{title}")


def _date(edition: Edition, written: str) -> str:
    """Return the date of the issue as a date line writes it, or the article's as it is written."""
    try:
        day = edition.date or date.fromisoformat(written)
    except ValueError:
        return one_line(written)
    return "　".join((dates.gregorian(day), dates.weekday(day)))


def subject(title: str, edition: Edition, settings: Settings) -> str:
    """Return the subject; commercial mail says so first (广告), as Chinese rules demand."""
    text = one_line(settings.subject or (f"《{edition.paper}》{title}" if edition.paper else title))
    return f"【广告】{text}" if settings.commercial and not text.startswith(("【广告】", "广告", "AD")) else text


def file_name(title: str, edition: Edition, article: Article, settings: Settings) -> str:
    """Return the name of the attached PDF: short enough for every client, without characters that systems refuse."""
    day = edition.date.isoformat() if edition.date else ""
    if settings.ascii_filename:
        stem = re.sub("[^A-Za-z0-9._-]+", "-", f"{article.slug}-{day}").strip("-.") or "circular"
        return f"{stem[:NAME_LENGTH + 12]}.pdf"
    stem = FORBIDDEN.sub("", "".join(c for c in (edition.paper + day or title) if c.isprintable())).strip(".")
    return f"{_shortened(stem, NAME_LENGTH - 4) or 'circular'}.pdf"


def _shortened(stem: str, most: int) -> str:
    """Return the first characters of a name, without the half of a Latin word that they end with."""
    kept = stem[:most]
    whole = re.sub("[A-Za-z]+$", "", kept) if re.match("[A-Za-z]{2}", stem[most - 1:]) else kept
    return whole if len(whole) > most / 2 else kept


def key_figures(article: Article) -> tuple[KeyFigure, ...]:
    """Return the telling figures of an article in reading order: at most one of each paragraph and of each thing."""
    best: dict[int, tuple[float, KeyFigure]] = {}
    for one in extract(article):
        block = article.blocks[one.block]
        if one.disputed or not one.unit or one.qualifier == "atmost" or not isinstance(block, Paragraph):
            continue
        clause = _clause(plain(block.text), one)
        if clause is None:
            continue
        score = _weight(one) + (len(clause) >= 10) + 2 * clause.endswith(f"{one.form}{one.unit}")
        if one.block not in best or score > best[one.block][0]:
            best[one.block] = score, KeyFigure(f"{one.form}{one.unit}", clause)
    chosen: dict[str, int] = {}         # the paragraph by what it counts
    for block in sorted(best, key=lambda b: (-best[b][0], b)):
        chosen.setdefault(NUMERALS.sub("", best[block][1].label), block)
    return tuple(best[b][1] for b in sorted(list(chosen.values())[:MOST_FIGURES]))


def _weight(one: Statistic) -> float:
    return 4.0 if one.unit in ("%", "％") else log10(max(abs(float(one.value)), 1))


def _clause(text: str, one: Statistic) -> str | None:
    """Return the clause that states a figure, None if it does not stand by itself."""
    for match in CLAUSE.finditer(text, *one.sentence):
        if match.start() <= one.start < match.end():
            clause = match[0].strip(" 　—")
            whole = all(clause.count(a) == clause.count(b) for a, b in MARKS)
            holds = f"{one.form}{one.unit}" in clause
            return clause if whole and holds and SHORT <= len(clause) <= LONG else None
    return None


def _opening(article: Article) -> str:
    """Return the standfirst, or the first sentences of the first paragraph that is no mere salutation (各位代表：)."""
    paragraphs = [b for b in article.blocks if isinstance(b, Paragraph) and not b.label]
    lead = [b for b in paragraphs if b.lead]
    if lead:
        return one_line(" ".join(plain(b.text) for b in lead))
    texts = [one_line(plain(p.text)) for p in paragraphs]
    text = next((t for t in texts if not SALUTATION.fullmatch(t)), texts[0] if texts else "")
    if len(text) <= OPENING_LENGTH:
        return text
    kept = ""
    for sentence in SENTENCE.findall(text):
        if kept and len(kept) + len(sentence) > OPENING_LENGTH:
            break
        kept += sentence
    return kept if 0 < len(kept) <= 2 * OPENING_LENGTH else f"{text[:OPENING_LENGTH]}……"


def one_line(text: str) -> str:
    """Return a text as one line without control characters."""
    return " ".join("".join(c if c.isprintable() or c.isspace() else "" for c in text).split())


def _mailto(settings: Settings) -> str:
    return f"mailto:{settings.unsubscribe_mail}?subject=unsubscribe" if settings.unsubscribe_mail else ""


class _Fields:
    """The columns of one recipient for a template: ``to.name``, ``to["部门"]``."""

    __slots__ = ("_of",)

    def __init__(self, fields: Mapping[str, str]):
        self._of = fields

    def __getitem__(self, name: str) -> str:
        return self._of[name]


class Writer:
    """Writes the letter for one recipient after another."""

    def __init__(self, found: Letter, edition: Path | None, cid: str):
        self._letter = found
        self._cid = cid
        html = _environment(edition, escape=True)
        self._html = _template(html, "letter.html.j2")
        self._text = _template(_environment(edition, escape=False), "letter.txt.j2")
        from css_inline import CSSInliner

        self._inliner = CSSInliner(load_remote_stylesheets=False, keep_style_tags=False, keep_at_rules=True,
                                   remove_inlined_selectors=True)

    def write(self, fields: Mapping[str, str]) -> tuple[str, str]:
        """Return the plain text and the HTML.

        Raises InputError if a template fails; N401 if it asks for a column that the list does not have.
        """
        values = {"letter": self._letter, "to": _Fields({"name": "", **fields}), "cid": self._cid,
                  "say": partial(in_script, lang=self._letter.lang)}
        text = _rendered(self._text, values, fields)
        html = self._inliner.inline(_rendered(self._html, values, fields))
        return re.sub("\n{3,}", "\n\n", text).strip() + "\n", html


def _rendered(template, values: Mapping[str, object], fields: Mapping[str, str]) -> str:
    from jinja2 import TemplateError, UndefinedError

    try:
        return template.render(values)
    except UndefinedError as error:
        asked = re.search(r"has no (?:attribute|element) '?([^']+)'?", str(error))
        if asked and "_Fields" in str(error):
            columns = ", ".join(sorted(fields)) or "-"
            missing = Diagnostic("N401", {"field": asked[1], "template": template.name, "columns": columns})
            raise InputError(missing) from error
        raise InputError(_broken(template.name, error)) from error
    except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise InputError(_broken(template.name, error)) from error


def _broken(name: str | None, error: Exception) -> Diagnostic:
    return Diagnostic("N402", {"template": name or "?", "problem": str(error)[:200]})


def _template(environment, name: str):
    from jinja2 import TemplateError

    try:
        return environment.get_template(f"mail/{name}")
    except TemplateError as error:
        raise InputError(_broken(name, error)) from error


def _environment(edition: Path | None, escape: bool):
    """Return a strict, sandboxed environment; the edition's own templates come first."""
    from jinja2 import FunctionLoader, StrictUndefined, TemplateNotFound
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    def load(name: str) -> str:
        try:
            return resources.find(f"layout/templates/{name}", edition).read_text(encoding="utf-8")
        except (FileNotFoundError, ValueError, UnicodeDecodeError):
            raise TemplateNotFound(name) from None

    return ImmutableSandboxedEnvironment(loader=FunctionLoader(load), autoescape=escape, undefined=StrictUndefined,
                                         trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
