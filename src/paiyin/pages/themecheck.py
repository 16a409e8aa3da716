"""Checking a theme without an article: its file, its inks on newsprint, its roles, its CSS, its templates, its fonts.

Guards against what would show only on somebody's page or at the print shop: a misspelt role, a colour without its
CMYK pair, a template that fails, a rule that moves a line.
"""

import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path

from paiyin import resources
from paiyin.composition.plan import Frame, Page, Picture, Plan, Slip
from paiyin.composition.typography import FILE as TYPE_FILE
from paiyin.composition.typography import THEMED
from paiyin.diagnostics import Diagnostics
from paiyin.exceptions import InputError, MachineError
from paiyin.fonts import FontBook
from paiyin.pages import theme as themes
from paiyin.pages.theme import CSS, FILE, TEMPLATES, Theme

TABLES = ("title", "colours", "furniture", "rules", "roles", "charts")
NEEDED = ("ink", "grey", "tint", "paper")  # that pages and charts name themselves
RULES = (
    "box", "caption", "column", "end", "folio", "ground", "folio-tab", "hairline", "head", "masthead-rule", "scene", "section",
    "note", "panel", "tab", "table", "table-head", "tint", "top", "quote",
)
THICKEST = 5.0  # points; a thicker rule would reach into the line beside it
CLASSES = (  # that furniture's lines and pictures have, beside the type roles
    "ear-title", "folio-number", "masthead-name", "stamp", "stamp-text", "tag-text", "numeral", "end", "photo", "chart",
    "placeholder", "credit", "w", "t", "b", "text", "head", "figure", "table",
    "sidebar", "group", "repeated", "pull-quote", "table-note",
)
# CSS that leaves every line in its place.
INKS = frozenset("color background background-color fill stroke object-fit object-position text-decoration".split())
INK_FAMILIES = ("border", "text-decoration-", "outline")
CHART_KEYS = ("highlight", "tab", "numeral")


def check(name: str, edition: Path | None, diagnostics: Diagnostics, limit: float) -> Theme | None:
    """Check a theme by name or, if ``name`` is the path of a folder, that folder; say everything that is wrong with it.

    ``limit`` is the most ink in percent that a colour may take. Return the theme if it can be read at all.
    Raises UsageError (W401) if there is no such theme.
    """
    places = themes.folders(themes.reference(name, edition), edition)
    try:
        theme = themes.of_folders(places[0].name, places, diagnostics)
    except InputError as error:
        for found in error.diagnostics:
            diagnostics.add(found.code, found.span, **found.values)
        return None
    data = tomllib.loads(next(p / FILE for p in places if (p / FILE).is_file()).read_text(encoding="utf-8"))
    own = _sources(theme)
    _tables(data, own, diagnostics)
    _colours(data["colours"], limit, diagnostics)
    _roles(data.get("roles", {}), edition, diagnostics)
    _faces(data, edition, diagnostics)
    _css(places, own, edition, diagnostics)
    _templates(theme, edition, diagnostics)
    return theme


def _sources(theme: Theme) -> str:
    """Return the text of a theme's own templates, which may use rules and classes of their own."""
    return "\n".join(p.read_text(encoding="utf-8") for place in theme.templates for p in sorted(place.glob("*.j2")))


def _unknown(diagnostics: Diagnostics, file: str, key: str, last: str, known: Iterable[str]) -> None:
    near = get_close_matches(last, list(known), 1)
    diagnostics.add("W405", file=file, key=key, near=", ".join(near or sorted(known)))


def _tables(data: Mapping, own: str, diagnostics: Diagnostics) -> None:
    """Tell of keys that nothing reads."""
    house = {p.name.removesuffix(".html.j2") for p in (resources.root() / "layout" / "templates").glob("*.html.j2")}
    for key in data:
        if key not in TABLES:
            _unknown(diagnostics, FILE, key, key, TABLES)
    for key in data.get("furniture", {}):
        if key not in house and f"theme.furniture.{key}" not in own:
            _unknown(diagnostics, FILE, f"furniture.{key}", key, house)
    for key, value in data.get("rules", {}).items():
        if key not in RULES and f'rule("{key}"' not in own:
            _unknown(diagnostics, FILE, f"rules.{key}", key, RULES)
        if float(value.get("thick", 0)) > THICKEST:
            diagnostics.add("W409", file=FILE, key=f"rules.{key}.thick = {value['thick']}")
    for key in data.get("charts", {}):
        if key not in CHART_KEYS:
            _unknown(diagnostics, FILE, f"charts.{key}", key, CHART_KEYS)
    highlight = data.get("charts", {}).get("highlight", "red")
    for name in (*NEEDED, highlight):
        if name not in data["colours"]:
            diagnostics.add("W406", file=FILE, name=name)


def _colours(colours: Mapping, limit: float, diagnostics: Diagnostics) -> None:
    """Tell of colours without inks, over the ink limit, or with two different inks for one sRGB value."""
    seen: dict[str, tuple[str, tuple]] = {}
    for name, pair in colours.items():
        try:
            inks = tuple(float(part) for part in pair["cmyk"])
            if len(inks) != 4 or not all(0 <= part <= 100 for part in inks):
                raise ValueError
        except (KeyError, TypeError, ValueError):
            diagnostics.add("W407", file=FILE, name=name)
            continue
        if sum(inks) > limit + 1e-6:
            diagnostics.add("K104", file=FILE, name=name, sum=round(sum(inks)), limit=round(limit))
        srgb = pair["srgb"].upper()
        if seen.setdefault(srgb, (name, inks))[1] != inks:
            diagnostics.add("K103", file=FILE, name=name, colour=pair["srgb"])


def _roles(roles: Mapping, edition: Path | None, diagnostics: Diagnostics) -> None:
    """Tell of roles that there are not, and of those that a theme may not touch."""
    known = tomllib.loads(resources.find(TYPE_FILE, edition).read_text(encoding="utf-8"))
    for name, given in roles.items():
        if name not in known:
            _unknown(diagnostics, FILE, f"roles.{name}", name, THEMED)
        elif name not in THEMED:
            diagnostics.add("W409", file=FILE, key=f"roles.{name}")
        else:
            for key in given:
                if key not in ("face", "weight"):
                    diagnostics.add("W409", file=FILE, key=f"roles.{name}.{key}")


def _faces(data: Mapping, edition: Path | None, diagnostics: Diagnostics) -> None:
    """Tell of faces that the font catalogue or this machine lacks."""
    book = FontBook.load(edition)
    house = tomllib.loads(resources.find(TYPE_FILE, edition).read_text(encoding="utf-8"))
    asked = [(house.get(n, {}) | dict(r)) for n, r in data.get("roles", {}).items() if n in house]
    asked += [{"face": "song", "weight": 400} | dict(f) for f in data.get("furniture", {}).values() if "face" in f]
    for face, weight in dict.fromkeys((str(a["face"]), int(a["weight"])) for a in asked):
        try:
            book.chain(face, weight)
        except (InputError, MachineError) as error:
            for found in error.diagnostics:
                diagnostics.add(found.code, found.span, **found.values)
    for found in book.diagnostics:
        diagnostics.add(found.code, found.span, found.level, **found.values)


def _css(places: Iterable[Path], own: str, edition: Path | None, diagnostics: Diagnostics) -> None:
    """Tell of CSS that would move lines, loads files, or speaks of classes that nothing has."""
    import tinycss2

    path = next((place / CSS for place in places if (place / CSS).is_file()), None)
    if path is None:
        return
    roles = tomllib.loads(resources.find(TYPE_FILE, edition).read_text(encoding="utf-8"))
    known = {*roles, *CLASSES}
    for rule in tinycss2.parse_stylesheet(path.read_text(encoding="utf-8"), True, True):
        line = rule.source_line
        if rule.type == "error":
            diagnostics.add("W410", file=CSS, line=line, problem=rule.message)
        elif rule.type == "at-rule":
            diagnostics.add("W409", file=CSS, key=f"@{rule.at_keyword}")
        else:
            for name in _classes(rule.prelude):
                if name not in known and not name.startswith("s-") and name not in own:
                    _unknown(diagnostics, CSS, f".{name}", name, known)
            for declaration in tinycss2.parse_blocks_contents(rule.content, True, True):
                if declaration.type == "error":
                    diagnostics.add("W410", file=CSS, line=declaration.source_line, problem=declaration.message)
                elif declaration.type == "declaration" and not _an_ink(declaration.lower_name):
                    diagnostics.add("W409", file=CSS, key=declaration.name)


def _classes(prelude: list) -> list[str]:
    pairs = zip(prelude, prelude[1:])
    return [b.value for a, b in pairs if (a.type, b.type) == ("literal", "ident") and a.value == "."]


def _an_ink(name: str) -> bool:
    return name in INKS or name.startswith(INK_FAMILIES) and not name.endswith(("width", "spacing", "radius"))


def _templates(theme: Theme, edition: Path | None, diagnostics: Diagnostics) -> None:
    """Tell of templates that nothing uses or that fail; all furniture is made once, with and without what is
    optional."""
    from jinja2 import Environment, TemplateSyntaxError

    house = {p.name for p in (resources.root() / "layout" / "templates").glob("*.j2")}
    for path in (p for place in theme.templates for p in sorted(place.iterdir())):
        if path.name not in house:
            _unknown(diagnostics, TEMPLATES, path.name, path.name, house)
        try:
            Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
        except TemplateSyntaxError as error:
            diagnostics.add("W404", file=path.name, line=error.lineno, problem=str(error)[:200])
    from paiyin.pages import told
    from paiyin.pages.html import Document

    try:
        told(Document(specimen(), theme, edition, diagnostics).html)
    except InputError as error:
        for found in error.diagnostics:
            diagnostics.add(found.code, found.span, **found.values)


def specimen() -> Plan:
    """Return a plan with every piece of furniture, as a theme's templates may meet it."""
    ears = [{"title": "水渠修到地头", "page": "1版"}, {"title": "果子运进县城", "page": "2版"}]
    name = {"name": "样报", "size": 78.0, "width": 2.34, "drop": 0.0, "ears_title": "导　读", "ears_note": "共2版"}
    heads = (
        {**name, "track": 0.34, "stamp": "样张", "ears": ears, "ears_x": 391.5, "ears_width": 247.5, "ears_scale": 1.0},
        {**name, "stamp": "", "ears": [], "centred": True},
        {**name, "stamp": "样张", "ears": [], "number": "第1期", "publisher": "样报编辑部"},
    )
    dates = ({"left": "2030年5月1日", "middle": "样报编辑部", "right": "今日2版"},
             {"left": "", "middle": "样张", "right": "今日2版", "middle_x": 300.0, "middle_size": 7.0})
    folios = ({"number": "02", "section": "要闻", "date": "2030年5月1日", "name": "样报", "stamp": "样张"},
              {"number": "02", "section": "", "date": "", "name": ""})
    frames = [_furniture("masthead", data, 78.0) for data in heads] + [_furniture("dateline", d, 20.5) for d in dates]
    frames += [_furniture("folio", d, 17.0) for d in folios]
    frames += [_furniture("imprint", {"left": "责编 甲", "right": "样张"}, 20.0)]
    frames += [_furniture("continuation", {"title": "水渠修到地头", "jump": "（上接第1版）"}, 32.0)]
    for height, slip in ((80.0, _slip(80.0)), (260.0, _slip(260.0)), (260.0, None)):
        picture = Picture("placeholder", 1, None, "水渠", (0.5, 0.5), slip)
        frames.append(Frame("figure", 60.0, 400.0, 247.5, height, picture=picture, data={"column": 117.0}))
    return Plan("tabloid", 765.0, 1105.0, (Page(1, tuple(frames)),), {}, {"title": "样报", "language": "zh-Hans"})


def _furniture(kind: str, data: Mapping[str, object], height: float) -> Frame:
    return Frame(kind, 63.0, 62.0, 639.0, height, data=data)


def _slip(height: float) -> Slip:
    return Slip(1, 1, 2, int(height / 11.5), 87.3, height / 2.835, (690, 500), 200, 1)
