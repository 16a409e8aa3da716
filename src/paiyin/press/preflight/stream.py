"""One content stream being walked: its graphics state, its path, its layers."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from paiyin.press.operators import COLOURS, SHOWS, STROKES, scale, times
from paiyin.press.preflight import lettering
from paiyin.press.preflight.lettering import Lettering
from paiyin.press.preflight.marks import Box, Colour, Path
from paiyin.press.preflight.objects import described, floats, shared, table
from paiyin.press.preflight.outlines import Outline
from paiyin.press.preflight.state import NORMAL, State

if TYPE_CHECKING:
    from paiyin.press.preflight.walker import Walker

NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)


class Run:
    """One content stream being walked. ``coloured`` is whether it sets colours of its own (uncoloured tiles and glyphs
    take theirs from outside)."""

    def __init__(self, walker: "Walker", resources, state: State, depth: int, coloured: bool = True):
        self.walker, self.resources, self.state, self.depth = walker, resources, state, depth
        self.coloured = coloured
        self.letters = Lettering(self)
        self._base, self._outer_hidden = state.matrix, state.hidden
        self._stack: list[State] = []
        self._layers: list[bool] = []
        self._outline = Outline()
        self._clipping = False

    def take(self, name: str, operands) -> None:
        """Follow an operator."""
        if (way := _WAYS.get(name)) is not None:
            way(self, operands)
        elif name in STROKES:
            self._paint(*STROKES[name])
        elif name in SHOWS:
            self.letters.show(name, operands)
        elif name in COLOURS and self.coloured:
            space, stroking = COLOURS[name]
            found = described(_name(space), self._spaces)
            self._set(stroking, space=found, colour=found.coloured(floats(operands)), pattern=None)
        elif name in ("cs", "CS") and self.coloured:
            found = described(operands[0], self._spaces)
            self._set(name == "CS", space=found, colour=found.first(), pattern=None)
        elif name in ("sc", "scn", "SC", "SCN") and self.coloured:
            self._colour(operands, name.isupper())
        elif name in ("m", "l", "c", "v", "y", "h", "re"):
            self._outline.extend(name, floats(operands), self.state.matrix)

    def change(self, **parts) -> None:
        """Change the graphics state."""
        self.state = replace(self.state, **parts)

    def narrow(self, box: Box) -> None:
        """Clip to a box, besides what clips already."""
        self.change(clip=shared(box, self.state.clip) or NOWHERE)

    @property
    def _spaces(self):
        return table(self.resources, "/ColorSpace")

    def _set(self, stroking: bool, **parts) -> None:
        self.state = self.state.with_pen(stroking, **parts)

    def _colour(self, operands, stroking: bool) -> None:
        from pikepdf import Name

        space = self.state.pen(stroking).space
        if len(operands) and isinstance(operands[-1], Name):
            under = space.base.coloured(floats(operands[:-1])) if space.base is not None else None
            found = table(self.resources, "/Pattern")[str(operands[-1])]
            self._set(stroking, colour=Colour("/Pattern"), pattern=(found, under))
        else:
            self._set(stroking, colour=space.coloured(floats(operands)), pattern=None)

    # -- painting

    def used(self, stroking: bool, box: Box) -> None:
        """Note the spaces of what is painted now, and walk its pattern."""
        pen = self.state.pen(stroking)
        if pen.pattern is None:
            self.walker.uses(pen.space, box, self.state)
        else:
            if pen.space.base is not None:
                self.walker.uses(pen.space.base, box, self.state)
            self.walker.pattern(*pen.pattern, self._base, box, self.state, self.depth)

    def _paint(self, fills: bool, strokes: bool) -> None:
        state, outline = self.state, self._outline
        outline.finish()
        box, self._outline = outline.box, Outline()
        if box is None:
            self._clipping = False
            return
        pen = state.width * scale(state.matrix)
        width = pen + (outline.thinnest if fills and outline.thinnest < 2 else 0) if strokes else outline.thinnest
        for stroking, paints in ((False, fills), (True, strokes)):
            if paints:
                self.used(stroking, box)
        self.walker.add(Path(self.walker.number, box, state.painted(False) if fills else None,
                             state.painted(True) if strokes else None, width), state)
        self._clip(box)

    def _drop_path(self, _) -> None:
        box, self._outline = self._outline.box, Outline()
        self._clip(box)

    def _start_clip(self, _) -> None:
        self._clipping = True

    def _clip(self, box: Box | None) -> None:
        """Clip to a path's extent where a clip was asked for; an empty path shows nothing."""
        if self._clipping:
            self.narrow(box or NOWHERE)
        self._clipping = False

    def _place(self, operands) -> None:
        found = table(self.resources, "/XObject")[str(operands[0])]
        kind = str(found.get("/Subtype"))
        if "/OC" in found:
            self.walker.odd("layer", "form" if kind == "/Form" else "image")
        state = replace(self.state, hidden=self.state.hidden or self.walker.is_off(found.get("/OC")))
        if kind == "/Form":
            self.walker.form(found, self.resources, state, self.depth)
        elif kind == "/Image":
            self.walker.image(found, self.resources, state, self)
        else:
            self.walker.odd("form", kind.lstrip("/"))

    def inline(self, image) -> None:
        """Follow an inline image."""
        self.walker.image(image.obj, self.resources, self.state, self, inline=True)

    def _shade(self, operands) -> None:
        box = self.state.clip or self.walker.sheet
        self.walker.shade(table(self.resources, "/Shading")[str(operands[0])], self._spaces, box, self.state)

    # -- state

    def _save(self, _) -> None:
        self._stack.append(self.state)

    def _restore(self, _) -> None:
        self.state = replace(self._stack.pop(), hidden=self.state.hidden)

    def _transform(self, operands) -> None:
        self.change(matrix=times(floats(operands), self.state.matrix))

    def _settings(self, operands) -> None:
        found = table(self.resources, "/ExtGState")[str(operands[0])]
        if "/LW" in found:
            self.change(width=float(found.LW))
        if "/OP" in found:
            for stroking in (False, True):
                self._set(stroking, over=bool(found.OP))
        if "/op" in found:
            self._set(False, over=bool(found.get("/op")))
        if "/OPM" in found:
            self.change(opm=int(found.OPM))
        for key, stroking in (("/ca", False), ("/CA", True)):
            if key in found:
                self._set(stroking, faint=float(found[key]) < 1)
                if float(found[key]) < 1:
                    self.walker.odd("transparency", f"opacity {float(found[key]):g}")
        if "/BM" in found:
            mode = str(found.BM) if not isinstance(found.BM, list) else str(found.BM[0])
            self.change(blended=mode not in NORMAL)
            if mode not in NORMAL:
                self.walker.odd("transparency", f"blend mode {mode.lstrip('/')}")
        for key in ("/TR", "/TR2", "/HTO"):
            if key in found and str(found[key]) not in ("/Identity", "/Default"):
                self.walker.odd("form", f"{key[1:]} in a graphics state")
        if "/SMask" in found:
            self.walker.soft_mask(found.SMask, self.state, self.depth)
        if "/Font" in found:
            self.letters.choose(found.Font[0], float(found.Font[1]))

    # -- layers

    def _begin_marked(self, operands) -> None:
        off = False
        if len(operands) > 1 and str(operands[0]) == "/OC":
            self.walker.odd("layer", "content")
            off = self.walker.is_off(table(self.resources, "/Properties").get(str(operands[1])))
        self._layers.append(off)
        self._hide()

    def _end_marked(self, _) -> None:
        if self._layers:
            self._layers.pop()
        self._hide()

    def _hide(self) -> None:
        self.change(hidden=self._outer_hidden or any(self._layers))


def _name(space: str):
    from pikepdf import Name

    return Name(space)


def _setter(name: str, factor: float = 1.0) -> Callable[[Run, object], None]:
    return lambda run, operands: run.change(**{name: float(operands[0]) * factor})


_WAYS: dict[str, Callable[[Run, object], None]] = {
    "q": Run._save,
    "Q": Run._restore,
    "cm": Run._transform,
    "w": _setter("width"),
    "gs": Run._settings,
    "Do": Run._place,
    "sh": Run._shade,
    "n": Run._drop_path,
    "W": Run._start_clip,
    "W*": Run._start_clip,
    "BDC": Run._begin_marked,
    "BMC": Run._begin_marked,
    "EMC": Run._end_marked,
    **lettering.WAYS,
    **{name: _setter(field) for name, field in lettering.FIELDS.items()},
    "Tz": _setter("across", 0.01),
    "Tr": lambda run, operands: run.change(mode=int(operands[0])),
}
