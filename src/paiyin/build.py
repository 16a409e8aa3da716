"""The pipeline: a source goes in, the stages run in their one direction, everything that a build leaves comes out."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from paiyin import edition as editions
from paiyin.article import Article, Chart, runs_of
from paiyin.diagnostics import Diagnostic, Diagnostics
from paiyin.edition import Edition
from paiyin.exceptions import InputError
from paiyin.spans import Source

if TYPE_CHECKING:
    from paiyin.press.target import Order


class Progress(Protocol):
    """Told of each stage; shows it where somebody looks."""

    def __call__(self, stage: str, done: int = 0, total: int = 0) -> None: ...


def _silent(stage: str, done: int = 0, total: int = 0) -> None:
    """Say nothing of a stage."""


@dataclass(frozen=True)
class Report:
    """What a run found and wrote. ``sources`` holds the files that diagnostics point into, by name."""

    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]
    files: tuple[Path, ...] = ()
    pages: int = 0
    rows: tuple[Mapping[str, object], ...] = ()
    blocks: tuple[str, ...] = ()


@dataclass
class _Desk:
    """One run: the edition, its articles in the editor's order, and what is said on the way."""

    edition: Edition
    diagnostics: Diagnostics
    sources: dict[str, Source] = field(default_factory=dict)
    articles: tuple[Article, ...] = ()

    @property
    def paths(self) -> tuple[Path, ...]:
        """The manuscripts, one for each article."""
        return tuple(listed.path for listed in self.edition.articles) or (self.edition.manuscript,)

    @property
    def slug(self) -> str:
        """The name of what is built: the article's, or the edition folder's where there are several."""
        from paiyin.manuscript.head import slug_of

        if len(self.articles) > 1:
            return slug_of(self.edition.folder.resolve().name)
        return self.articles[0].slug

    def stop_on_errors(self, strict: bool = False) -> None:
        if self.diagnostics.errors or strict and self.diagnostics.warnings:
            raise InputError(*self.diagnostics)


def build(
    source: Path,
    out: Path,
    *,
    sheet: str | None = None,
    theme: str | None = None,
    targets: Iterable[str] = ("screen",),
    missing_glyph: str = "box",
    lang: str = "en",
    strict: bool = False,
    progress: Progress | None = None,
    order: "Order | None" = None,
) -> Report:
    """Build a source into ``out/<slug>/``: screen.pdf, plan.txt, charts/*.svg, stats.json, build.json.

    The target "press" adds press.pdf, as ``order`` says, and preflight.json; its findings are diagnostics.
    ``missing_glyph`` is "box" or "error"; a press file never has boxes.
    Raises the exceptions of ``paiyin.exceptions``; nothing is then written.
    """
    from paiyin import output, record
    from paiyin.composition.plantext import text_of
    from paiyin.pages.painter import Painter

    told = progress or _silent
    with Painter() as painter:
        desk, _ = _open(Path(source), sheet, theme, told)
        told("compose")
        plan, charts = _compose(desk, "error" if "press" in targets else missing_glyph)
        desk.stop_on_errors(strict)
        told("paint")
        screen = painter.paint(
            plan, theme=desk.edition.theme, edition=desk.edition.folder, diagnostics=desk.diagnostics
        )
        desk.stop_on_errors(strict)
    statistics = _json({"statistics": _statistics(desk)})
    files = {"screen.pdf": screen}
    if "press" in targets:
        from paiyin.press import target

        told("press")
        files |= target.files(screen, plan, desk.edition, order or target.Order(), desk.diagnostics)
    told("write")
    files |= {"plan.txt": text_of(plan).encode(), "stats.json": statistics}
    files |= {f"charts/{name}.svg": svg.encode() for name, svg in charts.items()}
    files["build.json"] = _json(record.of(desk, plan, files))
    written = output.write(Path(out) / desk.slug, files)
    return Report(tuple(desk.diagnostics), desk.sources, tuple(written), len(plan.pages))


def check(
    source: Path,
    *,
    sheet: str | None = None,
    theme: str | None = None,
    missing_glyph: str = "box",
    lang: str = "en",
    progress: Progress | None = None,
) -> Report:
    """Say everything there is to say about a source: read and compose it, write nothing."""
    from paiyin.pages.theme import load

    desk, _ = _open(Path(source), sheet, theme, progress or _silent)
    load(desk.edition.theme, desk.edition.folder, desk.diagnostics)
    try:
        pages = len(_compose(desk, missing_glyph)[0].pages)
    except InputError:
        pages = 0
    return Report(tuple(desk.diagnostics), desk.sources, (), pages)


def check_theme(theme: str, source: Path | None = None) -> Report:
    """Say everything there is to say about a theme, by its name or its folder; ``source`` may be an edition folder
    that holds it. Raises UsageError if there is no such theme."""
    from paiyin.pages import themecheck
    from paiyin.press import conditions

    diagnostics = Diagnostics()
    edition = source if source is not None and source.is_dir() else None
    limit = conditions.load(edition=edition, profile_needed=False).ink.target
    themecheck.check(theme, edition, diagnostics, limit)
    return Report(tuple(diagnostics), {})


def stats(source: Path, *, lang: str = "en") -> Report:
    """Return the statistics of a source as rows."""
    desk, _ = _open(Path(source), None, None, _silent)
    found = tuple(_statistics(desk))
    return Report(tuple(desk.diagnostics), desk.sources, rows=found)


def charts(source: Path, *, write: bool = False, lang: str = "en") -> Report:
    """Return the charts that a source's numbers support as Markdown blocks; ``write`` puts them into the manuscript.

    Raises UsageError when asked to write into a manuscript that is not Markdown.
    """
    from paiyin.charts.choose import MOST_CHARTS, choose
    from paiyin.charts.fenced import block, writable, write_into

    desk, _ = _open(Path(source), None, None, _silent)
    most = max(desk.edition.most_charts, MOST_CHARTS)
    chosen = [choose(article, diagnostics=desk.diagnostics, most=most) for article in desk.articles]
    files = [path for path, choices in zip(desk.paths, chosen) if write and choices]
    for path in files:
        writable(path)
    for article, path, choices in zip(desk.articles, desk.paths, chosen):
        if path in files:
            write_into(path, desk.sources[article.file], article, choices)
    blocks = [block(c.chart) for choices in chosen for c in choices]
    return Report(tuple(desk.diagnostics), desk.sources, tuple(files), blocks=tuple(blocks))


def gallery(out: Path, *, theme: str = "party") -> Path:
    """Write a PDF with one chart of every kind at print size; return its path."""
    from paiyin.charts.gallery import gallery as drawn

    pdf = drawn(theme, Diagnostics())
    fresh = out.with_name(f".{out.name}.new")
    fresh.write_bytes(pdf)
    fresh.replace(out)
    return out


def _open(source: Path, sheet: str | None, theme: str | None, progress: Progress) -> tuple[_Desk, Article]:
    """Read settings and manuscripts; return the desk and its first article."""
    from paiyin.manuscript import load_house, numberstyle, read_manuscript, read_source

    progress("read")
    diagnostics = Diagnostics()
    edition = editions.load(source, diagnostics)
    edition = replace(edition, sheet=sheet or edition.sheet)
    if theme:
        from paiyin.pages.theme import reference

        edition = replace(edition, theme=reference(theme, edition.folder))
    desk = _Desk(edition, diagnostics)
    articles: list[Article] = []
    for path in desk.paths:
        article = read_manuscript(path, diagnostics, house=load_house(edition.folder))
        same = sum(one.slug == article.slug for one in articles)
        articles.append(replace(article, slug=f"{article.slug}-{same + 1}") if same else article)
        found = read_source(path)
        desk.sources[found.file] = found
        numberstyle.tell(articles[-1], diagnostics, edition.folder)
    desk.articles = tuple(articles)
    return desk, articles[0]


def _compose(desk: _Desk, missing_glyph: str):
    """Return the plan of the desk's articles and the charts' SVG by name. An error tells all that was found before it."""
    try:
        return _plan(desk, missing_glyph)
    except InputError as error:
        for said in error.diagnostics:
            desk.diagnostics.add(said.code, said.span, said.level, **said.values)
        raise InputError(*desk.diagnostics) from error


def _plan(desk: _Desk, missing_glyph: str):
    from paiyin.charts import Grid, height_lines, render, widths
    from paiyin.composition.compose import Drawn, Material, compose
    from paiyin.composition.furniture import Issue, tell_shortened
    from paiyin.composition.sheet import load as load_sheet
    from paiyin.composition.typography import load as load_roles
    from paiyin.fonts import FontBook
    from paiyin.photos import find

    _look_at_theme(desk)
    edition, diagnostics = desk.edition, desk.diagnostics
    sheet = load_sheet(edition.sheet, edition.folder, diagnostics)
    roles = load_roles(sheet, edition.folder, edition.theme)
    book = FontBook.load(edition.folder)
    grid = Grid(body=sheet.body, step=sheet.step, measure=sheet.measure, gutter=sheet.gutter)
    drawn: dict[str, str] = {}

    def material(shown: Article, path: Path) -> Material:
        name = f"{shown.slug}-" if len(desk.articles) > 1 else ""

        def draw(chart: Chart, columns: int) -> Drawn:
            drawing = render(chart, columns, grid, edition.theme, book, diagnostics=diagnostics,
                             edition=edition.folder, lang=shown.lang)
            svg = drawing.svg.decode()
            drawn[f"{name}{chart.number:02}"] = svg
            return Drawn(svg, drawing.alt, drawing.served)

        photos = find(shown.figures(), path.parent, diagnostics)
        return Material(
            photos,
            lambda chart, columns: height_lines(chart, columns, grid, edition.folder),
            draw,
            lambda chart: widths(chart, grid, sheet.columns, edition.folder),
        )

    issue = Issue(
        edition.paper,
        edition.section,
        edition.publisher,
        edition.date,
        edition.number,
        edition.editor,
        edition.layout,
        edition.proof,
        edition.final,
    )
    articles = [_with_charts(desk, one) for one in desk.articles]
    for one in articles:
        _look_for_glyphs(one, book, diagnostics, missing_glyph)
    if missing_glyph == "error":        # else the painter tells of its boxes
        _look_at_settings(edition, book, diagnostics)
    if edition.packed:
        from paiyin.composition.packing import Entry, compose_edition

        pages = [listed.page for listed in edition.articles] or [0]
        entries = [Entry(a, material(a, path), page) for a, path, page in zip(articles, desk.paths, pages)]
        plan = compose_edition(
            entries, edition.holes, sheet, roles, book, issue, diagnostics, _wishes(edition)
        )
    else:
        made = material(articles[0], edition.manuscript)
        plan = compose(articles[0], sheet, roles, book, issue, made, diagnostics, _wishes(edition))
    tell_shortened((frame for page in plan.pages for frame in page.frames), issue, diagnostics)
    for said in book.diagnostics:
        diagnostics.add(said.code, said.span, said.level, **said.values)
    return plan, drawn


def _look_at_theme(desk: _Desk) -> None:
    """See that there is the theme; one that is named by its folder is checked as ``check_theme`` does."""
    from paiyin.pages.theme import folders

    edition = desk.edition
    folders(edition.theme, edition.folder)
    if Path(edition.theme).is_absolute():
        for said in check_theme(edition.theme, edition.folder).diagnostics:
            desk.diagnostics.add(said.code, said.span, said.level, **said.values)
        desk.stop_on_errors()


def _wishes(edition: Edition):
    """Return what the editor wishes of the pages."""
    from paiyin.composition import pins, weights
    from paiyin.composition.fit import Pages, Wishes

    patterns = {page: pins.pattern(name, edition.folder) for page, name in edition.patterns.items()}
    pages = Pages(*edition.pages) if edition.pages else None
    return Wishes(pages, patterns, weights.load(edition.folder))


def _look_at_settings(edition: Edition, book, diagnostics: Diagnostics) -> None:
    """Say which characters of names and numbers in edition.toml no face has."""
    from paiyin.fonts.coverage import missing, report

    printed = (edition.paper, edition.section, edition.publisher, edition.number)
    printed += (edition.editor, edition.layout, edition.proof)
    report(missing([("".join(printed), 0)], book.chain("song", 400)), book, diagnostics)


def _look_for_glyphs(article: Article, book, diagnostics: Diagnostics, missing_glyph: str) -> None:
    """Say which characters no face has, at their lines."""
    from paiyin.fonts.coverage import missing, report

    chain = book.chain("song", 400, article.lang)
    lacking = {m.char for m in missing([("".join({c for run in runs_of(article) for c in run.text}), 0)], chain)}
    if not lacking:
        return
    for run in runs_of(article):
        if lacking.intersection(run.text):
            exact = len(run.text) == run.span.end - run.span.start
            report(
                missing([(run.text, 0)], chain),
                book,
                diagnostics,
                missing_glyph=missing_glyph,
                span_of=lambda at, run=run, exact=exact: (
                    replace(run.span, start=run.span.start + at, end=run.span.start + at + 1) if exact else run.span
                ),
            )


def _with_charts(desk: _Desk, article: Article) -> Article:
    """Return the article with the charts that the edition asks for; its own are held against its text."""
    from paiyin.charts.check import check as check_charts
    from paiyin.statistics import checks, extract

    ledger = extract(article, desk.diagnostics)
    checks.check(ledger, desk.diagnostics)
    if desk.edition.charts == "none":
        return replace(article, blocks=tuple(b for b in article.blocks if not isinstance(b, Chart)))
    check_charts(article, ledger, desk.diagnostics, desk.edition.folder)
    if article.charts() or desk.edition.charts == "declared":
        return article
    from paiyin.charts.choose import choose, how_many

    blocks, most = list(article.blocks), how_many(article, desk.edition.most_charts)
    for choice in sorted(choose(article, ledger, most=most), key=lambda c: -c.after):
        blocks.insert(choice.after + 1, choice.chart)
        desk.diagnostics.add(
            "C301", choice.chart.span, title=choice.chart.title, why_en=choice.reason["en"], why_zh=choice.reason["zh"]
        )
    return replace(article, blocks=tuple(blocks))


def _statistics(desk: _Desk) -> list[dict[str, object]]:
    """Return the ledger of every article as rows; where there are several, each row names its file."""
    from paiyin.statistics import extract, rows

    several, found = len(desk.articles) > 1, []
    for article, path in zip(desk.articles, desk.paths):
        own = rows(extract(article, desk.diagnostics), desk.sources[article.file], path)
        found += [{"file": article.file} | row for row in own] if several else own
    return found


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
