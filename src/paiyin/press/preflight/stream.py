"""One content stream being walked: its graphics state, its text position, its path."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from paiyin.press.operators import COLOURS, IDENTITY, SHOWS, STROKES, TEXT_FILLS, TEXT_STROKES, Matrix, at, scale, times
from paiyin.press.preflight.marks import Box, Colour, Path, Text
from paiyin.press.preflight.objects import box_of, floats, shared, table
from paiyin.press.preflight.typefaces import Face

if TYPE_CHECKING:
    from paiyin.press.preflight.walker import Walker

GRAY0 = Colour("/DeviceGray", (0.0,))
FIRST = {"/DeviceRGB": (0.0, 0.0, 0.0), "/DeviceCMYK": (0.0, 0.0, 0.0, 1.0), "/DeviceGray": (0.0,)}
ASCENT, DESCENT = 0.88, -0.12


@dataclass(frozen=True)
class State:
    """The graphics state as far as the rules ask for it."""

    matrix: Matrix
    fill: Colour = GRAY0
    stroke: Colour = GRAY0
    width: float = 1.0
    over_fill: bool = False
    over_stroke: bool = False
    opm: int = 0
    mode: int = 0
    font: Face | None = None
    size: float = 0.0
    leading: float = 0.0
    chars: float = 0.0
    words: float = 0.0
    across: float = 1.0
    rise: float = 0.0
    clip: Box | None = None


class Run:
    """One content stream being walked: its graphics state, text position and path."""

    def __init__(self, walker: "Walker", resources, state: State, depth: int):
        self._walker, self._resources, self._state, self._depth = walker, resources, state, depth
        self._stack: list[State] = []
        self._text: Matrix = IDENTITY
        self._line: Matrix = IDENTITY
        self._path: Box | None = None
        self._start: tuple[float, ...] = ()
        self._clipping = False

    def take(self, name: str, operands) -> None:
        if (way := _WAYS.get(name)) is not None:
            way(self, operands)
        elif name in STROKES:
            self._paint(*STROKES[name])
        elif name in SHOWS:
            self._show(name, operands)
        elif name in COLOURS:
            space, stroking = COLOURS[name]
            self._walker.odd("space", space)
            self._set(Colour(space, floats(operands)), stroking)
        elif name in ("cs", "CS"):
            space = self._walker.space(operands[0], self._spaces)
            self._set(Colour(space, FIRST.get(space, ())), name == "CS")
        elif name in ("sc", "scn", "SC", "SCN"):
            self._colour(operands, name.isupper())
        elif name in ("m", "l", "c", "v", "y", "re"):
            self._extend(name, floats(operands))

    def inline(self, image) -> None:
        self._walker.inline_image(image, self._state)

    @property
    def _spaces(self):
        return table(self._resources, "/ColorSpace")

    def _change(self, **parts) -> None:
        self._state = replace(self._state, **parts)

    def _set(self, colour: Colour, stroking: bool) -> None:
        self._change(**{"stroke" if stroking else "fill": colour})

    def _colour(self, operands, stroking: bool) -> None:
        from pikepdf import Name

        now = self._state.stroke if stroking else self._state.fill
        if len(operands) and isinstance(operands[-1], Name):
            self._set(Colour("/Pattern"), stroking)
            self._walker.pattern(table(self._resources, "/Pattern")[str(operands[-1])], self._state, self._depth)
        else:
            self._set(Colour(now.space, floats(operands)), stroking)

    def _extend(self, name: str, parts: tuple[float, ...]) -> None:
        if name == "m":
            self._start = parts         # counts when something is drawn from it
            return
        if name == "re":
            x, y, w, h = parts
            points = ((x, y), (x + w, y), (x, y + h), (x + w, y + h))
        else:
            parts, self._start = (*self._start, *parts), ()
            points = tuple(zip(parts[::2], parts[1::2], strict=True))
        for point in points:
            x, y = at(self._state.matrix, *point)
            box = self._path or (x, y, x, y)
            self._path = (min(box[0], x), min(box[1], y), max(box[2], x), max(box[3], y))

    def _paint(self, fills: bool, strokes: bool) -> None:
        state, box, self._path = self._state, self._path, None
        if box is None:
            return
        bar = min(box[2] - box[0], box[3] - box[1])
        over = state.over_stroke if strokes else state.over_fill
        width = state.width * scale(state.matrix) if strokes else bar
        self._walker.add(
            Path(
                self._walker.number,
                box,
                state.fill if fills else None,
                state.stroke if strokes else None,
                width,
                over,
                state.over_fill,
                state.opm,
            ),
            state.clip,
        )
        self._clip(box)

    def _drop_path(self, _) -> None:
        box, self._path = self._path, None
        self._clip(box)

    def _start_clip(self, _) -> None:
        self._clipping = True

    def _clip(self, box: Box | None) -> None:
        """Clip to a path's extent where a clip was asked for."""
        if self._clipping and box is not None:
            left = shared(box, self._state.clip)
            self._change(clip=left or (box[0], box[1], box[0], box[1]))
        self._clipping = False

    def _save(self, _) -> None:
        self._stack.append(self._state)

    def _restore(self, _) -> None:
        self._state = self._stack.pop()

    def _transform(self, operands) -> None:
        self._change(matrix=times(floats(operands), self._state.matrix))

    def _width(self, operands) -> None:
        self._change(width=float(operands[0]))

    def _settings(self, operands) -> None:
        found = table(self._resources, "/ExtGState")[str(operands[0])]
        if "/LW" in found:
            self._change(width=float(found.LW))
        if "/OP" in found:
            self._change(over_stroke=bool(found.OP), over_fill=bool(found.OP))
        if "/op" in found:
            self._change(over_fill=bool(found.get("/op")))
        if "/OPM" in found:
            self._change(opm=int(found.OPM))
        for key in ("/ca", "/CA"):
            if key in found and float(found[key]) < 1:
                self._walker.odd("transparency", f"opacity {float(found[key]):g}")
        if "/BM" in found and str(found.BM) not in ("/Normal", "/Compatible"):
            self._walker.odd("transparency", f"blend mode {found.BM}")
        if "/SMask" in found:
            self._walker.soft_mask(found.SMask, self._state, self._depth)
        if "/Font" in found:
            self._change(font=self._walker.face_of(found.Font[0]), size=float(found.Font[1]))

    def _place(self, operands) -> None:
        found = table(self._resources, "/XObject")[str(operands[0])]
        if str(found.get("/Subtype")) == "/Form":
            self._walker.form(found, self._resources, self._state, self._depth)
        elif str(found.get("/Subtype")) == "/Image":
            self._walker.image(found, self._resources, self._state)

    def _shade(self, operands) -> None:
        self._walker.shade(table(self._resources, "/Shading")[str(operands[0])], self._spaces, None)

    def _layer(self, operands) -> None:
        if str(operands[0]) == "/OC":
            self._walker.odd("layer", "content")

    # -- text

    def _begin(self, _) -> None:
        self._text = self._line = IDENTITY

    def _font(self, operands) -> None:
        found = table(self._resources, "/Font")[str(operands[0])]
        self._change(font=self._walker.face_of(found), size=float(operands[1]))

    def _set_matrix(self, operands) -> None:
        self._text = self._line = floats(operands)

    def _move(self, operands) -> None:
        self._text = self._line = times((1, 0, 0, 1, *floats(operands)), self._line)

    def _move_leading(self, operands) -> None:
        self._change(leading=-float(operands[1]))
        self._move(operands)

    def _next(self, _=None) -> None:
        self._move((0.0, -self._state.leading))

    def _show(self, name: str, operands) -> None:
        from pikepdf import Array, String

        if name in ("'", '"'):
            if name == '"':
                self._change(words=float(operands[0]), chars=float(operands[1]))
            self._next()
        state, font = self._state, self._state.font
        if font is None:
            return
        codes: list[int] = []
        advance, first = 0.0, self._text
        last = operands[-1]
        for part in (last if isinstance(last, Array) else [last]):
            if not isinstance(part, (String, str, bytes)):
                advance -= float(part) / 1000 * state.size * state.across
                continue
            for code in font.codes(bytes(part)):
                codes.append(code)
                gap = state.chars + (state.words if code == 32 and not font.wide else 0.0)
                advance += (font.width(code) / 1000 * state.size + gap) * state.across
        self._text = times((1, 0, 0, 1, advance, 0), first)
        if not codes or state.mode == 3 or state.mode == 7:
            return
        whole = times(first, state.matrix)
        low, high = (state.rise + state.size * share for share in (DESCENT, ASCENT))
        fills, strokes = state.mode in TEXT_FILLS, state.mode in TEXT_STROKES
        text = Text(
            self._walker.number,
            box_of(whole, (0, low, advance, high)),
            abs(state.size) * scale(whole),
            font.name,
            tuple(codes),
            state.fill if fills else None,
            state.stroke if strokes else None,
            state.over_fill if fills else state.over_stroke,
            state.opm,
        )
        self._walker.add(text, state.clip)


def _setter(name: str, factor: float = 1.0) -> Callable[[Run, object], None]:
    return lambda run, operands: run._change(**{name: float(operands[0]) * factor})


_WAYS: dict[str, Callable[[Run, object], None]] = {
    "q": Run._save,
    "Q": Run._restore,
    "cm": Run._transform,
    "w": Run._width,
    "gs": Run._settings,
    "Do": Run._place,
    "sh": Run._shade,
    "n": Run._drop_path,
    "W": Run._start_clip,
    "W*": Run._start_clip,
    "BDC": Run._layer,
    "BT": Run._begin,
    "Tf": Run._font,
    "Tm": Run._set_matrix,
    "Td": Run._move,
    "TD": Run._move_leading,
    "T*": Run._next,
    "Tc": _setter("chars"),
    "Tw": _setter("words"),
    "Tz": _setter("across", 0.01),
    "TL": _setter("leading"),
    "Ts": _setter("rise"),
    "Tr": lambda run, operands: run._change(mode=int(operands[0])),
}
