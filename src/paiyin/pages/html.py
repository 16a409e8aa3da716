"""Plan → HTML: one section a page, its rules first, then its frames in reading order.

Text and pictures are made here, furniture by the Jinja2 templates of ``layout/templates``. All text of an article comes
from strangers: it is escaped, and templates run in a sandbox.
"""

import os
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

from markupsafe import Markup

from paiyin import resources
from paiyin.composition.plan import Frame, Page, Plan, Rule
from paiyin.diagnostics import Diagnostics
from paiyin.fonts import FontBook
from paiyin.fonts.halfwidth import tie_face
from paiyin.pages.assets import Assets, slip_rows
from paiyin.pages.styles import BASE, TAGGED, Styles, number
from paiyin.pages.text import TABLE, TextPainter, escaped, typed
from paiyin.pages.theme import Theme
from paiyin.pages.ties import ties
from paiyin.script import in_script

FURNITURE = ("masthead", "dateline", "folio", "imprint", "continuation", "hole")
FIGURES = ("figure", "chart")
GROUND = "ground"  # the paper under a box of its own
# furniture whose lines are not read aloud
PASSED_OVER = ("folio", "imprint", "continuation", "hole", "figure", "chart")
TEXT_TAGS = {"caption": "figcaption"}
TREE_TAGS = {"divider": "aside", "table": TABLE}  # in a tagged document
LOW = 190  # points; a placeholder lower than this has room for the short slip only
NARROW = 240  # points that the short slip needs; a narrower placeholder has the full one if it is not lower than
FULL = 104  # points and not narrower than
FULL_WIDTH = 112
SLIPS = {"full": 76, "short": 27, "narrow": 46}  # their heights, points
THIN = 3.5  # points; what is thinner is drawn as a line
LINE = 1.2  # line box of furniture type, in em
LANGUAGE = re.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
OPENING, CLOSING = "“‘（《「『【〈", "”’）》」』】〉，。、；："
# Latin letters and digits that touch Han characters get a gap, as in the text.
HAN = "\u2e80-\u2fdf\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
WESTERN = re.compile(
    f"(?<=[{HAN}])([0-9A-Za-z]+(?:[.:/-][0-9A-Za-z]+)*)(?![0-9A-Za-z])|([0-9A-Za-z]+(?:[.:/-][0-9A-Za-z]+)*)(?=[{HAN}])"
)


class Document:
    """The markup of a plan and the assets that it shows."""

    def __init__(self, plan: Plan, theme: Theme, edition: Path | None, diagnostics: Diagnostics, tagged: bool = False):
        self.plan = plan
        self.theme = theme
        self.assets = Assets()
        self.assets.paper = theme.colours.get("paper", Assets.paper)
        self._edition = edition
        self._diagnostics = diagnostics
        self._drawn: list[Rule] = []
        self._tagged = tagged
        self._line_tag = "p"
        self._styles = Styles()
        self._fonts = FontBook.load(edition)
        for face in plan.faces.values():  # charts use faces of ours that no text of the plan may use
            self._styles.serve(face)
        self._tie = tie_face().ref()
        self._text = TextPainter({**plan.faces, self._tie.key: self._tie}, self._styles, diagnostics, tagged)
        self._templates = _environment(
            (*([edition / "layout/templates"] if edition is not None else ()), *theme.templates),
            {
                "theme": theme,
                "tagged": tagged,
                "rule": self._rule,
                "set_line": self._furniture_line,
                "pt": number,
                "say": partial(in_script, lang=str(plan.meta.get("language", ""))),
                "family": lambda role: self._fonts.chain(role).main.family,
            },
        )

    def html(self) -> str:
        """Return the whole document; its assets are complete afterwards."""
        pages = [self._page(page) for page in self.plan.pages]
        for name, file in self._styles.served().items():
            self.assets.file(name, file, "font/otf")
        css = f"{BASE}{TAGGED if self._tagged else ''}\n{self._sheet()}\n{self._styles.css()}\n{self.theme.css}"
        return str(
            self._templates.get_template("page.html.j2").render(
                pages=pages, css=Markup(css), meta=_properties(self.plan.meta)
            )
        )

    def _sheet(self) -> str:
        width, height = number(self.plan.width), number(self.plan.height)
        return (
            f"@page{{size:{width}pt {height}pt;margin:0}}html{{font-size:10pt}}"
            f"section{{width:{width}pt;height:{height}pt}}"
        )

    def _page(self, page: Page) -> Markup:
        self._drawn = list(page.rules)
        parts, open_figure = [], False
        group = "div" if self._tagged else "figure"  # WeasyPrint has no tag for figure
        for frame, after in zip(page.frames, (*page.frames[1:], None)):
            captioned = frame.kind in FIGURES and after is not None and after.kind == "caption"
            if not open_figure and (frame.kind == "group" or captioned):
                parts.append(f"<{group}>")
                open_figure = True
            parts.append(self._frame(frame))
            if open_figure and frame.kind == "caption":
                parts.append(f"</{group}>")
                open_figure = False
        parts += map(self._frame, ties(page, self._tie.key))
        return Markup(self._rules() + "".join(parts))

    def _rules(self) -> str:
        """Return the rules and tints of the page as one drawing, which lies under everything else."""
        if not self._drawn:
            return ""
        width, height = number(self.plan.width), number(self.plan.height)
        shapes = "".join(self._shape(rule) for rule in self._drawn)
        name = self.assets.drawing(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" '
            f'viewBox="0 0 {width} {height}">{shapes}</svg>'
        )
        image = f'<img src="asset:{name}" alt="" style="left:0;top:0;width:{width}pt;height:{height}pt">'
        return f"<aside>{image}</aside>" if self._tagged else image

    def _shape(self, rule: Rule) -> str:
        """Return a rule as a stroke, which viewers never round away, or a box as an area."""
        style = self.theme.rules.get(rule.role, {})
        usual = self.theme.colours["paper"] if rule.role == GROUND else "#000000"
        ink, x, y, width, height = style.get("ink", usual), rule.x, rule.y, rule.width, rule.height
        thick = style.get("thick") or min(width, height)
        if min(width, height) > THIN:
            return (
                f'<path fill="{ink}" d="M{number(x)} {number(y)}h{number(width)}v{number(height)}h{number(-width)}z"/>'
            )
        line = (
            f"M{number(x)} {number(y + thick / 2)}h{number(width)}"
            if width >= height
            else f"M{number(x + thick / 2)} {number(y)}v{number(height)}"
        )
        return f'<path fill="none" stroke="{ink}" stroke-width="{number(thick)}" d="{line}"/>'

    def _rule(self, role: str, x: float, y: float, width: float, height: float) -> str:
        """Add a rule of furniture to the page's drawing; templates print what this returns, which is nothing."""
        self._drawn.append(Rule(role, x, y, width, height))
        return ""

    def _frame(self, frame: Frame) -> Markup:
        self._line_tag = "aside" if self._tagged and frame.kind in PASSED_OVER else "p"
        if frame.kind in FURNITURE:
            return self._template(frame.kind, frame, data=frame.data)
        parts = [self._picture(frame)] if frame.picture is not None else []
        if frame.pieces:
            tags = TEXT_TAGS | TREE_TAGS if self._tagged else TEXT_TAGS
            parts.append(self._text.frame(frame, tags.get(frame.kind, "div")))
        return Markup("".join(parts))

    def _picture(self, frame: Frame) -> Markup:
        shown = self.assets.picture(frame.picture, frame, self._diagnostics)
        if shown is not None:
            return self._template("picture", frame, picture=frame.picture, shown=shown)
        slip = slip_of(frame.width, frame.height)
        values = {
            "picture": frame.picture,
            "data": frame.data,
            "slip": slip,
            "height": SLIPS[slip],
            "rows": slip_rows(frame.picture.slip) if frame.picture.slip else {},
        }
        drawing = self._templates.get_template("placeholder.svg.j2").render(frame=frame, **values)
        return self._template("placeholder", frame, ground=self.assets.drawing(drawing), **values)

    def _template(self, name: str, frame: Frame, **values: object) -> Markup:
        return Markup(self._templates.get_template(f"{name}.html.j2").render(frame=frame, **values))

    def _furniture_line(
        self,
        text: object,
        x: float,
        y: float,
        size: float,
        face: str = "hei",
        weight: int = 400,
        align: str = "left",
        width: float = 0,
        role: str = "",
        track: float = 0,
    ) -> Markup:
        """Return one line of furniture type with its baseline at ``y``.

        ``x`` is its left end, right end or middle as ``align`` says; ``track`` is in em.
        """
        text = str(text)
        chosen = self._fonts.chain(face, weight).main
        reach = width or 600.0
        left = {"left": x, "right": x - reach, "center": x - reach / 2}[align]
        margins = {
            "left": -0.5 * size * (text[:1] in OPENING and align == "left"),
            "right": -0.5 * size * (text[-1:] in CLOSING and align == "right"),
        }
        top = y - self._styles.baseline(chosen, size, size * LINE)
        style = self._styles.name(
            f"{self._styles.face(chosen)};font-size:{number(size)}pt;line-height:{number(size * LINE)}pt;"
            f"width:{number(reach)}pt;white-space:pre"
            + (f";text-align:{align}" if align != "left" else "")
            + (f";letter-spacing:{number(track)}em" if track else "")
        )
        left += margins["left"] - margins["right"]
        text = typed(text)
        spaced = WESTERN.sub(partial(_gapped, text=text), text)
        tag = self._line_tag
        place = f"left:{number(left)}pt;top:{number(top)}pt"
        return Markup(f'<{tag} class="w {escaped(role)} {style}" style="{place}">{spaced}</{tag}>')


def slip_of(width: float, height: float) -> str:
    """Return which order slip a placeholder of a size in points has room for."""
    if height >= LOW or width < NARROW and height >= FULL and width >= FULL_WIDTH:
        return "full"
    return "short" if width >= NARROW else "narrow"


def warm() -> None:
    """Load the template engine and compile the house's templates, which takes longer than using them."""
    house = _environment((), {})
    for template in sorted((resources.root() / "layout/templates").glob("*.j2")):
        house.get_template(template.name)


def _properties(meta: Mapping[str, str]) -> dict[str, str]:
    """Return the document's properties; its date is SOURCE_DATE_EPOCH's or the edition's, never the clock's."""
    found = {
        key: "".join(c for c in str(meta.get(key, "")) if c.isprintable())
        for key in ("title", "author", "subject", "keywords", "language")
    }
    found["language"] = found["language"] if LANGUAGE.fullmatch(found["language"]) else "zh-CN"
    epoch, date = os.environ.get("SOURCE_DATE_EPOCH", ""), str(meta.get("date", ""))
    if re.fullmatch("[0-9]{1,11}", epoch):
        found["created"] = datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    else:
        found["created"] = date if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])", date, re.ASCII) else ""
    return found


def _gapped(match: re.Match, text: str) -> str:
    before = match.start() > 0 and re.match(f"[{HAN}]", text[match.start() - 1]) is not None
    after = match.end() < len(text) and re.match(f"[{HAN}]", text[match.end()]) is not None
    return f'<i class="g{"l" * before}{"r" * after}">{match[0]}</i>'


@cache
def _compiled():
    """Return the memory for templates that were compiled once in this process: every document has its own environment."""
    from jinja2 import BytecodeCache

    class Compiled(BytecodeCache):
        def __init__(self):
            self._codes: dict[str, bytes] = {}

        def load_bytecode(self, bucket):
            if bucket.key + bucket.checksum in self._codes:
                bucket.bytecode_from_string(self._codes[bucket.key + bucket.checksum])

        def dump_bytecode(self, bucket):
            self._codes[bucket.key + bucket.checksum] = bucket.bytecode_to_string()

    return Compiled()


def _environment(folders: Sequence[Path], names: Mapping[str, object]):
    """Return the template environment: strict, escaping, sandboxed; templates of the given folders (the edition's own,
    then the theme's) come before the house's."""
    from jinja2 import FunctionLoader, StrictUndefined, TemplateNotFound
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    def load(name: str):
        path = next((folder / name for folder in folders if ".." not in name and (folder / name).is_file()), None)
        try:
            path = path or resources.find(f"layout/templates/{name}")
        except (FileNotFoundError, ValueError):
            raise TemplateNotFound(name) from None
        return path.read_text(encoding="utf-8"), str(path), lambda: True

    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_compiled(),
    )
    environment.globals.update(names)
    return environment
