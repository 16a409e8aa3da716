"""Walks the content of a stranger's page and records what it puts on paper. It judges nothing and raises nothing.

Guards against: forms that call each other without end, and content of any length; both are cut off and said.
"""

from dataclasses import replace

from paiyin.press.operators import IDENTITY, sides, times
from paiyin.press.preflight.marks import Box, Image, Odd, Shade
from paiyin.press.preflight.objects import box_of, components, given, is_array, kind_of, looked_up, shared, table
from paiyin.press.preflight.stream import Run, State
from paiyin.press.preflight.typefaces import Face, face

DEEPEST = 20
MOST = 2_000_000            # instructions of a page
MOST_FORMS = 20_000         # forms placed on a page


class Walker:
    """Walks one page. ``marks`` gets what is painted, in order."""

    def __init__(self, page: int, faces: dict[object, Face], marks: list):
        self._page, self._faces, self._marks = page, faces, marks
        self._left, self._forms_left = MOST, MOST_FORMS
        self._open: set = set()
        self._mask = False
        self._seen: set = set()

    def page(self, page) -> None:
        """Walk a page's content."""
        self._group(page.obj)
        try:
            resources = page.resources
        except Exception:       # pages without resources at all
            resources = {}
        self._walk(page.obj, resources, State(IDENTITY), 0)

    def odd(self, kind: str, what: object) -> None:
        odd = Odd(self._page, kind, str(what)[:80], self._mask)
        if odd not in self._seen:
            self._seen.add(odd)
            self._marks.append(odd)

    def _walk(self, stream, resources, state: State, depth: int) -> None:
        import pikepdf

        if depth > DEEPEST:
            self.odd("syntax", "forms nested too deeply")
            return
        try:
            instructions = pikepdf.parse_content_stream(stream)
        except Exception as error:
            self.odd("syntax", error)
            return
        run = Run(self, resources, state, depth)
        for instruction in instructions:
            self._left -= 1
            if self._left < 0:
                self.odd("syntax", "content without end")
                return
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                run.inline(instruction.iimage)
                continue
            try:
                run.take(str(instruction.operator), instruction.operands)
            except Exception as error:      # whatever a stranger's file does
                self.odd("syntax", f"{instruction.operator}: {type(error).__name__} {error}")

    # -- what operators refer to

    def face_of(self, font) -> Face:
        key = font.objgen if font.objgen != (0, 0) else font.unparse()
        if key not in self._faces:
            self._faces[key] = face(font)
        return self._faces[key]

    def _group(self, holder) -> None:
        group = holder.get("/Group")
        if group is None or str(group.get("/S")) != "/Transparency":
            return
        self.odd("transparency", "group")
        if "/CS" in group:
            space = group.CS
            self.odd("group", space if not is_array(space) else space[0])

    def form(self, found, resources, state: State, depth: int) -> None:
        self._group(found)
        if "/OC" in found:
            self.odd("layer", "form")
        self._forms_left -= 1
        if found.objgen in self._open or self._forms_left < 0:
            self.odd("syntax", "forms without end")
            return
        matrix = times(tuple(float(part) for part in found.get("/Matrix", IDENTITY)), state.matrix)
        clip = state.clip
        if "/BBox" in found:
            x0, y0, x1, y1 = (float(part) for part in found.BBox)
            box = box_of(matrix, (x0, y0, x1, y1))
            clip = shared(box, clip) or (box[0], box[1], box[0], box[1])
        self._open.add(found.objgen)
        self._walk(found, found.get("/Resources", resources), replace(state, matrix=matrix, clip=clip), depth + 1)
        self._open.discard(found.objgen)

    def soft_mask(self, mask, state: State, depth: int) -> None:
        from pikepdf import Name

        if isinstance(mask, Name):
            return
        self.odd("transparency", "soft mask")
        before, self._mask = self._mask, True
        start = len(self._marks)
        self.form(mask.G, {}, State(state.matrix), depth)
        self._marks[start:] = [mark for mark in self._marks[start:] if isinstance(mark, Odd)]
        self._mask = before

    def pattern(self, found, state: State, depth: int) -> None:
        key = ("pattern", found.objgen)
        if found.objgen != (0, 0) and key in self._seen:
            return
        self._seen.add(key)
        if int(found.get("/PatternType", 1)) == 2:
            self.shade(found.Shading, None, None)
            return
        start = len(self._marks)
        self._walk(found, found.get("/Resources", {}), State(IDENTITY), depth + 1)
        self._marks[start:] = [mark for mark in self._marks[start:] if isinstance(mark, (Odd, Shade))]  # no one place

    def shade(self, found, spaces, box: Box | None) -> None:
        space = found.ColorSpace
        name = self.space(space, spaces)
        self._marks.append(Shade(self._page, name, components(space, spaces), given(found.get("/Function")), box))

    def space(self, found, spaces) -> str:
        """Return the name of a space, and note what kind lies under it."""
        name = kind_of(found, spaces)
        self.odd("space", name)
        if name in ("/Indexed", "/Pattern", "/Separation", "/DeviceN"):
            found = looked_up(found, spaces)
            if is_array(found) and name in ("/Indexed", "/Pattern") and len(found) > 1:
                return self.space(found[1], spaces)
            if is_array(found) and len(found) > 1:
                names = [found[1]] if name == "/Separation" else list(found[1])
                for ink in names:
                    self.odd("spot", str(ink).lstrip("/"))
        return name

    def image(self, found, resources, state: State) -> None:
        stencil = bool(found.get("/ImageMask", False))
        space = "/DeviceGray"
        if not stencil and "/ColorSpace" in found:
            space = self.space(found.ColorSpace, table(resources, "/ColorSpace"))
        alpha = "/SMask" in found
        if alpha:
            self.odd("transparency", "image with alpha")
            before, self._mask = self._mask, True
            self.space(found.SMask.get("/ColorSpace", "/DeviceGray"), None)
            self._mask = before
        width, height = int(found.Width), int(found.Height)
        self._add_image(width, height, 1 if stencil else int(found.get("/BitsPerComponent", 8)), stencil, space, state,
                        alpha, "/DCTDecode" in str(found.get("/Filter", "")), False)

    def _add_image(self, width: int, height: int, bits: int, stencil: bool, space: str, state: State, alpha: bool,
                   lossy: bool, inline: bool) -> None:
        across, up = sides(state.matrix)
        ppi = min(width / across if across else 1e6, height / up if up else 1e6) * 72
        self.add(
            Image(
                self._page,
                box_of(state.matrix, (0, 0, 1, 1)),
                width,
                height,
                bits,
                stencil,
                space,
                ppi,
                alpha,
                lossy,
                inline,
            ),
            state.clip,
        )

    def inline_image(self, found, state: State) -> None:
        try:
            space = str(found.colorspace or "/DeviceGray")
            self.odd("space", space)
            self._add_image(
                found.width,
                found.height,
                int(found.bits_per_component or 8),
                bool(found.image_mask),
                space,
                state,
                False,
                False,
                True,
            )
        except Exception as error:
            self.odd("syntax", f"inline image: {error}")

    def add(self, mark, clip: Box | None) -> None:
        """Record what is painted, as far as the clip shows it."""
        box = shared(mark.box, clip)
        if box is not None:
            self._marks.append(mark if box == mark.box else replace(mark, box=box))

    @property
    def number(self) -> int:
        return self._page
