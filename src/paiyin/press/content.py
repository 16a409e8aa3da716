"""Content streams come to the plates: each operator is known, and either kept, converted, dropped or refused.

What a stream needs of resources is collected anew, so that nothing unconverted stays in the file. Overprint is set
here alone: black text of K 100, and black lines and bars under the condition's width (GWG 2022 R0009, R0010).
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from paiyin.press.colour import BLACK, Plates
from paiyin.press.operators import (
    COLOURS,
    COUNTS,
    IDENTITY,
    KEPT,
    MARKED,
    SHOWS,
    STROKES,
    TEXT_FILLS,
    TEXT_STROKES,
    Matrix,
    at,
    decimals,
    numbers,
    scale,
    times,
)
from paiyin.press.refusal import Refused
from paiyin.press.spaces import Space

if TYPE_CHECKING:
    from paiyin.press.document import Converter

UNCOLOURED, INLINE = "PaiyinPattern", "PaiyinInline"
NEITHER = (False, False)        # what is filled, what is stroked
NAMES = {NEITHER: "PaiyinKnock", (True, True): "PaiyinOver", (True, False): "PaiyinOverFill",
         (False, True): "PaiyinOverStroke"}


@dataclass(frozen=True)
class State:
    """The part of the graphics state that decides on colour and overprint. An ink of None is inherited, not known."""

    matrix: Matrix
    fill: tuple[float, ...] | None
    stroke: tuple[float, ...] | None
    fill_space: Space | None = None
    stroke_space: Space | None = None
    width: float = 1.0
    mode: int = 0
    over: tuple[bool, bool] = NEITHER


@dataclass
class Stream:
    """What becomes of one content stream: its bytes, the resources it needs, and what it places at which matrix."""

    data: bytes
    resources: object
    images: list[tuple[tuple[int, str], Matrix]]
    forms: list[tuple[tuple[int, str], Matrix]]


class Rewriter:
    """Rewrites one content stream. ``coloured`` is whether it starts from black of its own (pages, patterns, masks)."""

    def __init__(self, source, resources, plates: Plates, converter: "Converter", matrix: Matrix = IDENTITY,
                 coloured: bool = True):
        from pikepdf import Dictionary

        self._source, self._plates, self._converter = source, plates, converter
        self._given = resources if resources is not None else Dictionary()
        self._spaces = self._given.get("/ColorSpace")
        start = plates.black if coloured else None
        self._state, self._stack = State(matrix, start, start), []
        self._coloured = coloured
        self._out: list = []
        self._wanted: dict[str, dict[str, object]] = {}
        self._images: list[tuple[tuple[int, str], Matrix]] = []
        self._forms: list[tuple[tuple[int, str], Matrix]] = []
        self._inline = 0
        self._reset_path()

    def rewritten(self) -> Stream:
        """Return what the stream becomes. Raises Refused for what cannot be converted."""
        import pikepdf

        self._write = {name: pikepdf.Operator(name) for name in (*COUNTS, *STROKES, *SHOWS, "sc", "SC", "scn", "SCN")}
        try:
            instructions = pikepdf.parse_content_stream(self._source)
        except pikepdf.PdfError as error:
            raise Refused("operator", error) from error
        if self._coloured:
            self._paint_with(self._plates.black, False)
            self._paint_with(self._plates.black, True)
        for instruction in instructions:
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                self._place_inline(instruction.iimage)
                continue
            try:
                name = str(instruction.operator)
            except UnicodeDecodeError as error:
                raise Refused("operator", "no letters") from error
            self._take(name, instruction.operands)
        resources = pikepdf.Dictionary({f"/{kind}": pikepdf.Dictionary({f"/{name.lstrip('/')}": found
                                        for name, found in sorted(table.items())})
                                        for kind, table in sorted(self._wanted.items())})
        return Stream(pikepdf.unparse_content_stream(self._out), resources, self._images, self._forms)

    def _take(self, name: str, operands) -> None:
        if name in COUNTS and len(operands) != COUNTS[name]:
            raise Refused("operands", name)
        try:
            if name in STROKES:
                self._paint_path(name)
            elif name in SHOWS:
                self._show(name, operands)
            elif name in COLOURS:
                self._device_colour(name, operands)
            elif name in ("cs", "CS"):
                self._choose_space(operands[0], name == "CS")
            elif name in ("sc", "scn", "SC", "SCN"):
                self._colour(operands, name.isupper())
            elif name in MARKED:
                self._marked(name, operands)
            elif name in _HANDLED:
                getattr(self, _HANDLED[name])(operands)
            elif name in KEPT:
                self._keep(name, operands)
            else:
                raise Refused("operator", name)
        except ValueError as error:
            raise Refused("operands", name) from error

    def _emit(self, name: str, *operands) -> None:
        self._out.append((operands, self._write[name]))

    def _resource(self, kind: str, name):
        """Return what a name stands for among the stream's resources."""
        table = self._given.get(f"/{kind}")
        if table is None or str(name) not in table:
            raise Refused("resource", name)
        return table[str(name)]

    def _want(self, kind: str, name, found) -> None:
        self._wanted.setdefault(kind, {})[str(name)] = found

    # -- state

    def _save(self, _) -> None:
        self._stack.append(self._state)
        self._emit("q")

    def _restore(self, _) -> None:
        if not self._stack:
            raise Refused("operator", "Q without q")
        self._state = self._stack.pop()
        self._emit("Q")

    def _transform(self, operands) -> None:
        self._state = replace(self._state, matrix=times(numbers(operands), self._state.matrix))
        self._emit("cm", *operands)

    def _settings(self, operands) -> None:
        name = operands[0]
        made, width = self._converter.graphics_state(self._resource("ExtGState", name), self._plates)
        if width is not None:
            self._state = replace(self._state, width=width)
        if len(made):
            self._want("ExtGState", name, made)
            self._emit("gs", name)

    def _render_mode(self, operands) -> None:
        self._state = replace(self._state, mode=int(operands[0]))
        self._emit("Tr", *operands)

    def _font(self, operands) -> None:
        self._want("Font", operands[0], self._converter.font(self._resource("Font", operands[0])))
        self._emit("Tf", *operands)

    def _keep(self, name: str, operands) -> None:
        if name == "w":
            self._state = replace(self._state, width=numbers(operands)[0])
        elif name == "re":
            x, y, width, height = numbers(operands)
            for corner in ((x, y), (x + width, y), (x, y + height), (x + width, y + height)):
                self._touch(*corner)
        elif name == "m":
            self._start = numbers(operands)     # counts when something is drawn from it
        elif name in ("l", "c", "v", "y"):
            points = (*(self._start or ()), *numbers(operands))
            self._start = None
            for i in range(0, len(points), 2):
                self._touch(points[i], points[i + 1])
        elif name == "n":
            self._reset_path()
        self._emit(name, *operands)

    # -- colour

    def _device_colour(self, name: str, operands) -> None:
        space_name, stroking = COLOURS[name]
        space = self._converter.space(space_name, self._plates, self._spaces)
        self._set(space.to(numbers(operands)), space, stroking)

    def _choose_space(self, name, stroking: bool) -> None:
        space = self._converter.space(name, self._plates, self._spaces)
        if space.kind == "pattern":
            self._state = replace(self._state, **{"stroke_space" if stroking else "fill_space": space})
        else:
            self._set(space.to(space.first), space, stroking)

    def _colour(self, operands, stroking: bool) -> None:
        from pikepdf import Name

        space = self._state.stroke_space if stroking else self._state.fill_space
        if space is None:
            raise Refused("colour-space", "a colour without a space")
        parts = list(operands)
        if space.kind != "pattern":
            if len(parts) != space.components:
                raise Refused("operands", "scn")
            self._set(space.to(numbers(parts)), space, stroking)
            return
        if not parts or not isinstance(parts[-1], Name):
            raise Refused("pattern", "without a name")
        name = parts.pop()
        self._want("Pattern", name, self._converter.pattern(self._resource("Pattern", name), self._plates,
                                                            self._given))
        inks = space.to(numbers(parts)) if space.base else ()
        self._emit("CS" if stroking else "cs", self._pattern_space(bool(space.base)))
        self._emit("SCN" if stroking else "scn", *decimals(inks), name)
        self._state = replace(self._state, **{"stroke" if stroking else "fill": ()})

    def _pattern_space(self, uncoloured: bool):
        from pikepdf import Array, Name

        if not uncoloured:
            return Name.Pattern
        self._want("ColorSpace", UNCOLOURED, Array([Name.Pattern, Name(self._plates.name)]))
        return Name(f"/{UNCOLOURED}")

    def _set(self, inks: tuple[float, ...], space: Space, stroking: bool) -> None:
        part = "stroke" if stroking else "fill"
        self._state = replace(self._state, **{part: inks, f"{part}_space": space})
        self._paint_with(inks, stroking)

    def _paint_with(self, inks: tuple[float, ...], stroking: bool) -> None:
        self._emit(self._plates.stroke if stroking else self._plates.fill, *decimals(inks))

    # -- painting

    def _overprint(self, over: tuple[bool, bool]) -> None:
        """Set overprint where it is not yet so; masks and streams that inherit their colour have none."""
        if over == self._state.over or self._plates.components != 4:
            return
        from pikepdf import Name

        name = NAMES[over]
        self._want("ExtGState", name, self._converter.overprint(over))
        self._emit("gs", Name(f"/{name}"))
        self._state = replace(self._state, over=over)

    def _show(self, name: str, operands) -> None:
        state = self._state
        if state.mode in TEXT_FILLS or state.mode in TEXT_STROKES:
            self._overprint((state.mode in TEXT_FILLS and state.fill == BLACK,
                             state.mode in TEXT_STROKES and state.stroke == BLACK))
        self._emit(name, *operands)

    def _paint_path(self, name: str) -> None:
        fills, strokes = STROKES[name]
        state, limit = self._state, self._converter.thin
        line = strokes and state.stroke == BLACK and state.width * scale(state.matrix) < limit
        x0, y0, x1, y1 = self._path or (0.0, 0.0, limit, limit)
        bar = fills and not strokes and state.fill == BLACK and min(x1 - x0, y1 - y0) < limit
        self._overprint((bar, line))
        self._emit("f" if name == "F" else name)
        self._reset_path()

    def _shade(self, operands) -> None:
        self._overprint(NEITHER)
        found = self._resource("Shading", operands[0])
        self._want("Shading", operands[0], self._converter.shading(found, self._plates, self._spaces))
        self._emit("sh", *operands)

    def _place(self, operands) -> None:
        found, name = self._resource("XObject", operands[0]), operands[0]
        kind = str(found.get("/Subtype"))
        if kind == "/Image":
            key, made = self._converter.image(found, self._plates, self._given)
            self._images.append((key, self._state.matrix))
        elif kind == "/Form":
            self._overprint(NEITHER)
            key, made = self._converter.form(found, self._plates, self._given, self._state.matrix)
            self._forms.append((key, self._state.matrix))
        else:
            raise Refused("xobject", kind)
        self._want("XObject", name, made)
        self._emit("Do", name)

    def _place_inline(self, found) -> None:
        """Place an inline image as an image of its own, which presses read just as well."""
        self._inline += 1
        key, made = self._converter.inline_image(found, self._plates, self._given)
        self._images.append((key, self._state.matrix))
        name = f"/{INLINE}{self._inline}"
        self._want("XObject", name, made)
        self._emit("Do", _name(name))

    def _marked(self, name: str, operands) -> None:
        if name in ("BDC", "DP", "BMC") and len(operands) and str(operands[0]) == "/OC":
            raise Refused("layers")

    # -- the extent of the path at hand, in points

    def _reset_path(self) -> None:
        self._path: tuple[float, float, float, float] | None = None
        self._start: tuple[float, ...] | None = None

    def _touch(self, x: float, y: float) -> None:
        x, y = at(self._state.matrix, x, y)
        box = self._path or (x, y, x, y)
        self._path = (min(box[0], x), min(box[1], y), max(box[2], x), max(box[3], y))


def _name(name: str):
    from pikepdf import Name

    return Name(name)


_HANDLED = {"q": "_save", "Q": "_restore", "cm": "_transform", "gs": "_settings", "Tr": "_render_mode", "Tf": "_font",
            "sh": "_shade", "Do": "_place"}
