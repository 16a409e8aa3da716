"""One press job: the document is made anew, page by page, from what the pass understands."""

from collections.abc import Mapping
from io import BytesIO

from paiyin.diagnostics import Diagnostic, Diagnostics
from paiyin.exceptions import InputError
from paiyin.press import Ink, Meta, Triple, boxes, fonts, images, intent, shadings
from paiyin.press.colour import Colours, Luminosity, Plates
from paiyin.press.conditions import Condition
from paiyin.press.content import Rewriter, Stream
from paiyin.press.operators import IDENTITY, Matrix, decimals, sides, times
from paiyin.press.refusal import Refused
from paiyin.press.spaces import Space, resolve

DEEPEST = 24
BLENDS = frozenset(("/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten", "/ColorDodge",
                    "/ColorBurn", "/HardLight", "/SoftLight", "/Difference", "/Exclusion", "/Hue", "/Saturation",
                    "/Color", "/Luminosity"))
STATE_KEPT = ("/LW", "/LC", "/LJ", "/ML", "/D", "/RI", "/FL", "/SM", "/SA", "/CA", "/ca", "/AIS", "/TK")
STATE_DROPPED = ("/Type", "/OP", "/op", "/OPM")      # overprint is set by the pass alone
STATE_USUAL = {"/BG2": "/Default", "/UCR2": "/Default", "/TR2": "/Default", "/TR": "/Identity", "/HT": "/Default"}
MALFORMED = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)   # odd objects
Key = tuple[object, str]


class Converter:
    """Converts what content refers to, each thing once for each kind of plates."""

    def __init__(self, pdf, colours: Colours, condition: Condition):
        self.thin = condition.lines.overprint
        self.ppi = condition.images.target
        self.plates, self.mask = Plates(colours), Luminosity(colours)
        self.transparency: list[str] = []
        self._pdf = pdf
        self._made: dict[tuple, object] = {}
        self._uses: dict[Key, list[tuple[str, Key, Matrix]]] = {}
        self._images: dict[Key, tuple] = {}
        self._over: dict[tuple[bool, bool], object] = {}
        self._depth = 0
        self._spaces: dict[tuple, Space] = {}
        self.groups: list[object] = []
        self._held: list[object] = []           # inline images, so that their numbers are not given away again

    def overprint(self, over: tuple[bool, bool]):
        """Return the graphics state in which what is filled, and what is stroked, prints over what lies beneath."""
        from pikepdf import Dictionary, Name

        if over not in self._over:
            self._over[over] = self._pdf.make_indirect(Dictionary(Type=Name.ExtGState, op=over[0], OP=over[1], OPM=1))
        return self._over[over]

    def space(self, name, plates: Plates, spaces) -> Space:
        """Return a colour space by name."""
        key = (str(name), plates.name, _identity(spaces) if spaces is not None else None)
        if key not in self._spaces:
            from pikepdf import Name
            self._spaces[key] = resolve(Name(str(name)), plates, spaces)
        return self._spaces[key]

    def font(self, found):
        """Return a font for the press."""
        return self._once("font", found, self.plates, lambda: fonts.converted(self._pdf, found))

    def shading(self, found, plates: Plates, spaces):
        """Return a gradient on the plates."""
        return self._once("shading", found, plates, lambda: self._pdf.make_indirect(
            shadings.converted(self._pdf, found, plates, spaces)))

    def pattern(self, found, plates: Plates, resources):
        """Return a pattern on the plates."""
        return self._once("pattern", found, plates, lambda: self._pattern(found, plates, resources))

    def _pattern(self, found, plates: Plates, resources):
        from pikepdf import Dictionary

        kind = int(found.get("/PatternType", 0))
        kept = {key: found[key] for key in ("/PatternType", "/Matrix", "/PaintType", "/TilingType", "/BBox", "/XStep",
                                            "/YStep") if key in found}
        if kind == 2:
            made = Dictionary(kept)
            made.Shading = self.shading(found.Shading, plates, resources.get("/ColorSpace"))
            if "/ExtGState" in found:
                made.ExtGState, _ = self.graphics_state(found.ExtGState, plates)
            return self._pdf.make_indirect(made)
        if kind != 1:
            raise Refused("pattern", kind)
        matrix = tuple(float(part) for part in found.get("/Matrix", IDENTITY))
        return self._stream(("pattern", plates.name, _identity(found)), found, kept, plates, resources, matrix,
                            int(found.get("/PaintType", 1)) == 1)

    def graphics_state(self, found, plates: Plates):
        """Return a graphics state without what the pass sets itself, and its line width if it has one."""
        made = self._once("state", found, plates, lambda: self._graphics_state(found, plates))
        return made, float(found.LW) if "/LW" in found else None

    def _graphics_state(self, found, plates: Plates):
        from pikepdf import Dictionary

        made = Dictionary()
        for key in sorted(found.keys()):
            value = found[key]
            if key in STATE_DROPPED or STATE_USUAL.get(key) == str(value):
                continue
            if key == "/SMask":
                made[key] = self._soft_mask(value)
            elif key == "/BM":
                if str(value) not in BLENDS:
                    raise Refused("graphics-state", f"BM {value}")
                made[key] = value
                self._note(str(value) not in ("/Normal", "/Compatible"), f"blend mode {str(value)[1:]}")
            elif key in STATE_KEPT:
                made[key] = value
                self._note(key in ("/CA", "/ca") and float(value) < 1, f"opacity {value}")
            else:
                raise Refused("graphics-state", key)
        return made

    def _note(self, seen: bool, what: str) -> None:
        if seen and what not in self.transparency:
            self.transparency.append(what)

    def _soft_mask(self, found):
        from pikepdf import Array, Dictionary, Name

        if isinstance(found, Name):
            return found
        kind = str(found.get("/S"))
        if kind not in ("/Luminosity", "/Alpha") or str(found.get("/TR", "/Identity")) != "/Identity":
            raise Refused("soft-mask", kind if "/TR" not in found else "TR")
        self._note(True, "soft mask")
        plates = self.mask if kind == "/Luminosity" else self.plates
        _, group = self.form(found.G, plates, None, IDENTITY)
        made = Dictionary(Type=Name.Mask, S=Name(kind), G=group)
        if "/BC" in found:
            space = resolve(found.G.Group.get("/CS", Name.DeviceGray), plates)
            made.BC = Array(decimals(space.to(tuple(float(part) for part in found.BC))))
        return made

    def form(self, found, plates: Plates, resources, matrix: Matrix):
        """Return (key, stream) of a form; ``resources`` serve where it has none of its own."""
        from pikepdf import Dictionary, Name

        key = ("form", plates.name, _identity(found))
        if key in self._made:
            return key, self._made[key]
        for odd in ("/OC", "/Ref", "/OPI", "/PS"):
            if odd in found:
                raise Refused("layers" if odd == "/OC" else "xobject", odd.lstrip("/"))
        kept = {"/Type": Name.XObject, "/Subtype": Name.Form} | {
            name: found[name] for name in ("/BBox", "/Matrix") if name in found}
        if "/Group" in found:
            group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name(plates.name))
            for flag in ("/I", "/K"):
                if flag in found.Group:
                    group[flag] = found.Group[flag]
            kept["/Group"] = group
        own = tuple(float(part) for part in found.get("/Matrix", IDENTITY))
        made = self._stream(key, found, kept, plates, resources, times(own, matrix), plates.components == 1, matrix)
        if "/Group" in made:
            self.groups.append(made)
        return key, made

    def _stream(self, key: tuple, found, kept: dict, plates: Plates, resources, matrix: Matrix, coloured: bool,
                outer: Matrix = IDENTITY):
        """Return a form's or pattern's stream, rewritten; ``outer`` is the part of its matrix that is not its own."""
        if self._depth >= DEEPEST:
            raise Refused("depth")
        from pikepdf import Dictionary
        from pikepdf import Stream as PdfStream

        self._made[key] = made = self._pdf.make_indirect(PdfStream(self._pdf, b""))
        self._depth += 1
        done = self._rewrite(key, found, found.get("/Resources", resources), plates, matrix, coloured, outer)
        self._depth -= 1
        made.stream_dict = Dictionary(kept)
        made.Resources = done.resources
        made.write(done.data)
        return made

    def _rewrite(self, key: Key, source, resources, plates: Plates, matrix: Matrix, coloured: bool,
                 outer: Matrix = IDENTITY) -> Stream:
        done = Rewriter(source, resources, plates, self, matrix, coloured).rewritten()
        inverse = _inverse(outer)
        self._uses[key] = [
            (kind, at, times(placed, inverse))
            for kind, found in (("image", done.images), ("form", done.forms))
            for at, placed in found
        ]
        return done

    def page(self, page) -> Stream:
        """Return what a page's content becomes."""
        return self._rewrite(("page", _identity(page.obj)), page.obj, page.resources, self.plates, IDENTITY, True)

    def image(self, found, plates: Plates, resources):
        """Return (key, stream) of an image; ``finish`` fills it when all its places are known."""
        from pikepdf import Stream as PdfStream

        key = ("image", plates.name, _identity(found))
        if key not in self._made:
            self._made[key] = made = self._pdf.make_indirect(PdfStream(self._pdf, b""))
            self._images[key] = (found, made, plates, resources)
            self._note("/SMask" in found, "image with alpha")
        return key, self._made[key]

    def inline_image(self, found, plates: Plates, resources):
        """Return (key, stream) of an inline image. Raises Refused if its head cannot be read."""
        from pikepdf import Dictionary, PdfError, Stream

        try:
            head, data = dict(found.obj.items()), found.read_raw_bytes()
        except (PdfError, ValueError, TypeError) as error:
            raise Refused("inline-image", error) from error
        given = self._pdf.make_indirect(Stream(self._pdf, data, Dictionary(head)))
        self._held.append(given)
        return self.image(given, plates, resources)

    def finish(self) -> None:
        """Convert the images, each at the largest size that it is drawn at."""
        sizes: dict[Key, tuple[float, float]] = {}
        for key in [key for key in self._uses if key[0] != "form"]:
            self._sizes(key, IDENTITY, sizes, 0)
        for key, (found, made, plates, resources) in self._images.items():
            images.converted(self._pdf, found, made, plates, resources, sizes.get(key), self.ppi)

    def _sizes(self, key: Key, matrix: Matrix, sizes: dict, depth: int) -> None:
        for kind, used, placed in self._uses.get(key, ()):
            total = times(placed, matrix)
            if kind == "image":
                drawn, before = sides(total), sizes.get(used, (0.0, 0.0))
                sizes[used] = (max(drawn[0], before[0]), max(drawn[1], before[1]))
            elif depth < DEEPEST:
                self._sizes(used, total, sizes, depth + 1)

    def _once(self, kind: str, found, plates: Plates, make):
        key = (kind, plates.name, _identity(found))
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]


def _identity(found) -> object:
    """Return what tells an object from others: its number, or its text where it has none."""
    return found.objgen if found.objgen != (0, 0) else found.unparse(resolved=False)


def _inverse(matrix: Matrix) -> Matrix:
    a, b, c, d, e, f = matrix
    det = a * d - b * c
    if abs(det) < 1e-12:
        return IDENTITY
    return (d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det)


class Job:
    """One press job; ``made`` does it. Arguments as of ``paiyin.press.make``."""

    def __init__(self, screen_pdf: bytes, condition: Condition, theme_colours: Mapping[Triple, Ink], meta: Meta,
                 trim: tuple[float, float] | None, diagnostics: Diagnostics, pdfx: str, marks: bool):
        self._screen, self._condition, self._colours = screen_pdf, condition, theme_colours
        self._meta, self._trim, self._diagnostics = meta, trim, diagnostics
        self._pdfx, self._marks = pdfx, marks

    def made(self) -> bytes:
        """Return the press PDF."""
        import pikepdf

        try:
            with pikepdf.open(BytesIO(self._screen)) as pdf:
                return self._made(pdf)
        except pikepdf.PasswordError as error:
            raise InputError(Diagnostic("K106", {"problem": "password"})) from error
        except pikepdf.PdfError as error:
            raise InputError(Diagnostic("K106", {"problem": str(error)[:160]})) from error
        except MALFORMED as error:
            problem = f"{type(error).__name__}: {error}"[:160]
            raise InputError(Diagnostic("K106", {"problem": problem})) from error

    def _made(self, pdf) -> bytes:
        from pikepdf import Dictionary, Name, Stream

        converter = Converter(pdf, Colours(self._condition.profile, self._colours), self._condition)
        done, number = [], 0
        try:
            if "/OCProperties" in pdf.Root:
                raise Refused("layers")
            for number, page in enumerate(pdf.pages, 1):
                edges = boxes.of(page, number, self._trim, self._condition, self._marks)
                done.append((page, edges, converter.page(page)))
            number = 0
            converter.finish()
        except Refused as refused:
            raise InputError(Diagnostic("K101", {"page": number or "–", "what_en": refused.text("en"),
                                                 "what_zh": refused.text("zh")})) from refused
        if self._pdfx == "x1a" and converter.transparency:
            raise InputError(Diagnostic("K102", {"what": ", ".join(converter.transparency)}))
        if not converter.transparency:
            for made in converter.groups:
                del made["/Group"]
        for page, edges, content in done:
            resources = boxes.shifted(pdf, content.resources, edges.shift)
            fresh = Dictionary(Type=Name.Page, MediaBox=edges.media, TrimBox=edges.trim, Resources=resources,
                               Contents=pdf.make_indirect(Stream(pdf, edges.before + content.data + edges.after)))
            if edges.bleed is not None:
                fresh.BleedBox = edges.bleed
            if converter.transparency:
                fresh.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK, I=True)
            for key in list(page.obj.keys()):
                if key != "/Parent":
                    del page.obj[key]
            for key, value in fresh.items():
                page.obj[key] = value
        return intent.saved(pdf, self._condition, self._meta, self._pdfx)
