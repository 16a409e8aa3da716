"""Walks the content of a stranger's page and records what it puts on paper. It judges nothing and raises nothing.

What is clipped away, stands outside the printed product or lies on a layer that is off is no element of the page
(GWG 2022, D0003 and D0030). Guards against: forms that call each other without end, and content of any length; both
are cut off and said.
"""

from dataclasses import replace

from paiyin.press.operators import IDENTITY, Matrix, sides, times
from paiyin.press.preflight.layers import Layers
from paiyin.press.preflight.marks import Box, Colour, Image, Odd, Shade
from paiyin.press.preflight.objects import (
    FAMILIES,
    Described,
    box_of,
    described,
    floats,
    given,
    is_array,
    shared,
    table,
)
from paiyin.press.preflight.pixels import bits_of, space_of
from paiyin.press.preflight.state import Pen, State
from paiyin.press.preflight.stream import NOWHERE, Run
from paiyin.press.preflight.typefaces import Face, face

DEEPEST = 20
MOST = 2_000_000            # instructions of a page
MOST_FORMS = 20_000         # forms, tiles and glyphs placed on a page


class Walker:
    """Walks one page. ``marks`` gets what is painted, in order; ``faces`` the fonts that set something.

    ``product`` is the box of what is printed and cut out, ``sheet`` that of the whole page.
    """

    def __init__(self, page: int, faces: dict[object, Face], marks: list, product: Box, sheet: Box, layers: Layers):
        self.number, self.sheet, self._product = page, sheet, product
        self._faces, self._marks, self._layers = faces, marks, layers
        self._left, self._forms_left = MOST, MOST_FORMS
        self._open: set = set()
        self._mask = ""
        self._seen: set = set()
        self._known: dict[object, Face] = {}

    def page(self, page) -> None:
        """Walk a page's content."""
        self.group(page.obj)
        try:
            resources = page.resources
        except Exception:       # pages without resources at all
            resources = {}
        if "/Contents" in page.obj:
            self._walk(page.obj, resources, State(IDENTITY), 0)

    def odd(self, kind: str, what: object, off: bool = False) -> None:
        """Note something that a page uses."""
        odd = Odd(self.number, kind, str(what)[:80], self._mask, off)
        if odd not in self._seen:
            self._seen.add(odd)
            self._marks.append(odd)

    def _walk(self, stream, resources, state: State, depth: int, coloured: bool = True) -> None:
        import pikepdf

        if depth > DEEPEST:
            self.odd("syntax", "forms nested too deeply")
            return
        try:
            instructions = pikepdf.parse_content_stream(stream)
        except Exception as error:
            self.odd("syntax", error)
            return
        run = Run(self, resources, state, depth, coloured)
        for instruction in instructions:
            self._left -= 1
            if self._left < 0:
                self.odd("syntax", "content without end")
                return
            where = "inline image"
            try:
                if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                    run.inline(instruction.iimage)
                else:
                    where = str(instruction.operator)
                    run.take(where, instruction.operands)
            except Exception as error:      # whatever a stranger's file does
                self.odd("syntax", f"{where}: {type(error).__name__} {error}")

    def _enter(self, key: object) -> bool:
        """Return whether a form, tile or glyph may be walked: not from within itself, and not without end."""
        self._forms_left -= 1
        if key in self._open or self._forms_left < 0:
            self.odd("syntax", "forms without end")
            return False
        self._open.add(key)
        return True

    # -- what operators refer to

    def face_of(self, font) -> Face:
        """Return what a font is."""
        key = _key(font)
        if key not in self._known:
            self._known[key] = face(font)
        return self._known[key]

    def sets(self, font) -> None:
        """Note that a font sets something."""
        self._faces.setdefault(_key(font), self.face_of(font))

    def is_off(self, layer) -> bool:
        """Return whether a layer or a combination of layers is off."""
        return layer is not None and self._layers.off(layer)

    def group(self, holder, mask: str = "") -> None:
        """Note a transparency group; ``mask`` is the kind of soft mask that it makes."""
        group = holder.get("/Group")
        if group is None or str(group.get("/S")) != "/Transparency":
            return
        self.odd("transparency", "group")
        if "/CS" in group:
            space = group.CS
            name = str(space if not is_array(space) else space[0])
            self._marks.append(Odd(self.number, "group", name, mask))

    def form(self, found, resources, state: State, depth: int, mask: str | None = None) -> None:
        """Walk a form where it is placed."""
        self.group(found, mask or "")
        if not self._enter(key := _key(found)):
            return
        matrix = times(floats(found.get("/Matrix", IDENTITY)), state.matrix)
        clip = state.clip
        if "/BBox" in found:
            clip = shared(box_of(matrix, floats(found.BBox)), clip) or NOWHERE
        self._walk(found, found.get("/Resources", resources), replace(state, matrix=matrix, clip=clip), depth + 1)
        self._open.discard(key)

    def soft_mask(self, mask, state: State, depth: int) -> None:
        """Walk what makes a soft mask; none of it is an element of the page."""
        from pikepdf import Name

        if isinstance(mask, Name):
            return
        self.odd("transparency", "soft mask")
        before, self._mask = self._mask, str(mask.get("/S", ""))[1:] or "?"
        start = len(self._marks)
        self.form(mask.G, {}, State(state.matrix), depth, self._mask)
        self._marks[start:] = [mark for mark in self._marks[start:] if isinstance(mark, Odd)]
        self._mask = before

    def pattern(self, found, under: Colour | None, base: Matrix, box: Box, state: State, depth: int) -> None:
        """Walk a pattern where ``box`` is painted with it; a tile's marks are told there, once a tile."""
        matrix = times(floats(found.get("/Matrix", IDENTITY)), base)
        if int(found.get("/PatternType", 1)) == 2:
            self.shade(found.Shading, None, box, state)
            return
        key = ("pattern", _key(found), under, state.hidden)
        if key in self._seen or state.hidden or not self._enter(key):
            return
        self._seen.add(key)
        pen = Pen(under) if under is not None else Pen()
        inner, start = State(matrix, pen, pen), len(self._marks)
        if "/BBox" in found:
            inner = replace(inner, clip=box_of(matrix, floats(found.BBox)))
        self._walk_tile(found, inner, depth, int(found.get("/PaintType", 1)) == 1)
        shown = shared(box, state.clip)
        self._marks[start:] = [mark if isinstance(mark, Odd) else replace(mark, box=shown)
                               for mark in self._marks[start:] if isinstance(mark, Odd) or shown is not None]
        self._open.discard(key)

    def _walk_tile(self, found, state: State, depth: int, coloured: bool) -> None:
        """Walk a tile. It is repeated all over the sheet, so that none of it is off the product."""
        product, self._product = self._product, (-1e9, -1e9, 1e9, 1e9)
        self._walk(found, found.get("/Resources", {}), state, depth + 1, coloured)
        self._product = product

    def glyphs(self, font, codes: set[int], matrix: Matrix, resources, state: State, depth: int) -> None:
        """Walk the drawings of a Type 3 font's glyphs, each once in each colour."""
        names = _encoded(font)
        matrix = times(floats(font.get("/FontMatrix", (0.001, 0, 0, 0.001, 0, 0))), matrix)
        for code in sorted(codes):
            drawing = font.CharProcs.get(names.get(code, ""))
            key = ("glyph", _key(font), code, state.fill.colour, state.fill.over, state.stroke.colour)
            if drawing is None or key in self._seen or not self._enter(key):
                continue
            self._seen.add(key)
            coloured = b"d1" not in drawing.read_bytes()[:400]
            self._walk(drawing, font.get("/Resources", resources), replace(state, matrix=matrix, mode=0), depth + 1,
                       coloured)
            self._open.discard(key)

    def shade(self, found, spaces, box: Box, state: State) -> None:
        """Note a gradient."""
        space = described(found.ColorSpace, spaces)
        self.uses(space, box, state)
        self.add(Shade(self.number, space.name, space.components, given(found.get("/Function")), box), state)

    def uses(self, space: Described, box: Box, state: State) -> None:
        """Note the spaces and inks of what is painted."""
        if state.hidden:
            return
        off = self._cut(box, state) is None
        if space.name not in FAMILIES:
            self.odd("syntax", f"a colour space that is none: {space.name}")
        for name, stands_in in space.spaces:
            self.odd("alternate" if stands_in else "space", name, off)
        for ink in space.inks:
            self.odd("spot", ink, off)

    def image(self, found, resources, state: State, run: Run, inline: bool = False) -> None:
        """Note an image where it is placed."""
        stencil = bool(found.get("/ImageMask", False))
        box = box_of(state.matrix, (0, 0, 1, 1))
        space = None
        if stencil:
            run.used(False, box)
        else:
            space = space_of(found, table(resources, "/ColorSpace"))
            self.uses(space, box, state)
        if alpha := "/SMask" in found:
            self.odd("transparency", "image with alpha")
        width, height = int(found.Width), int(found.Height)
        across, up = sides(state.matrix)
        ppi = min(width / across if across else 1e6, height / up if up else 1e6) * 72
        filters = str(found.get("/Filter", ""))
        self.add(Image(self.number, box, width, height, 1 if stencil else bits_of(found), stencil,
                       space.name if space else "", ppi, alpha, "/DCTDecode" in filters, inline,
                       state.painted(False) if stencil else None), state)

    def add(self, mark, state: State) -> None:
        """Record what is painted, as far as it can be seen on the printed product."""
        if state.hidden:
            return
        box = self._cut(mark.box, state)
        if box is not None:
            self._marks.append(mark if box == mark.box else replace(mark, box=box))

    def _cut(self, box: Box, state: State) -> Box | None:
        """Return the part of a box that the clip shows, None if that is wholly outside the product."""
        shown = shared(box, state.clip)
        return shown if shown is not None and shared(shown, self._product) is not None else None


def _key(found) -> object:
    """Return what tells an object from others."""
    return found.objgen if found.objgen != (0, 0) else found.unparse()


def _encoded(font) -> dict[int, str]:
    """Return the names of a Type 3 font's glyphs by code."""
    names, code = {}, 0
    encoding = font.get("/Encoding", {})
    for part in encoding.get("/Differences", []) if hasattr(encoding, "get") else []:
        try:
            code = int(part)
        except (TypeError, ValueError):
            names[code] = str(part)
            code += 1
    return names
