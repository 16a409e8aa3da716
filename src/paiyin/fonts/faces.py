"""Faces: what a font file has and how wide it sets, measured with HarfBuzz over the very file that paints.

Guards against: measuring one file and painting another, advances that depend on the machine (everything is in font
units, unhinted), and opening font files that no text needs.
"""

from dataclasses import dataclass, field
from functools import cached_property

from paiyin.composition.plan import FaceRef
from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import MachineError
from paiyin.fonts.marks import WHOLE_MARKS

_REMEMBERED = 50_000


@dataclass(frozen=True)
class Face:
    """One face of one font file.

    ``key`` is unique, stable over machines with the same fonts, and safe in CSS and file names. ``family``, ``weight``
    (CSS) and ``slant`` select it for the painter; ``instance`` is the named instance of a variable font (0: none).
    ``served`` faces are made by Paiyin and not known to fontconfig: the painter declares them with ``@font-face``.
    ``donor`` lends the marks in ``borrowed`` that the face has no Chinese form of.
    """

    key: str
    family: str
    weight: int
    slant: str
    file: str
    index: int
    postscript: str
    instance: int = 0
    served: bool = False
    borrowed: str = ""
    donor: "Face | None" = field(default=None, repr=False)
    parent: "Face | None" = field(default=None, repr=False)

    @cached_property
    def font(self):
        """The HarfBuzz font, in font units; the file is mapped into memory, not read."""
        import uharfbuzz as hb

        try:
            face = hb.Face(hb.Blob.from_file_path(self.file), self.index)
        except (OSError, hb.HarfBuzzError) as error:
            raise MachineError(Diagnostic("F104", {"file": self.file, "reason": str(error)})) from error
        if not face.glyph_count or not face.upem:
            raise MachineError(Diagnostic("F104", {"file": self.file, "reason": "no glyphs"}))
        font = hb.Font(face)
        if self.instance:
            font.var_named_instance = self.instance - 1
        return font

    @property
    def upem(self) -> int:
        """Font units in an em."""
        return self.font.face.upem

    @cached_property
    def _has(self) -> dict[str, bool]:
        return {}

    @cached_property
    def _widths(self) -> dict[tuple[str, str], int]:
        return {}

    def has(self, char: str) -> bool:
        """Tell whether the face has a glyph for a character."""
        try:
            return self._has[char]
        except KeyError:
            found = self._has[char] = bool(self.font.get_nominal_glyph(ord(char)))
            return found

    def sets(self, text: str) -> bool:
        """Tell whether the face has all of a character with what joins it, composed or in parts."""
        return all(glyph for glyph, _, _ in self.glyphs(text))

    def width(self, text: str, lang: str = "zh-Hans") -> int:
        """Return the advance of shaped text in 1/1000 em, rounded half up."""
        try:
            return self._widths[text, lang]
        except KeyError:
            pass
        if len(self._widths) >= _REMEMBERED:
            self._widths.clear()
        advance = sum(position.x_advance for position in self._shape(text, lang).glyph_positions or ())
        upem = self.upem
        width = self._widths[text, lang] = (2000 * advance + upem) // (2 * upem)
        return width

    def glyphs(self, text: str, lang: str = "zh-Hans") -> tuple[tuple[int, int, int], ...]:
        """Return (glyph, advance in font units, cluster) of shaped text."""
        shaped = self._shape(text, lang)
        return tuple((info.codepoint, position.x_advance, info.cluster)
                     for info, position in zip(shaped.glyph_infos or (), shaped.glyph_positions or ()))

    def ink(self, char: str, lang: str = "zh-Hans") -> tuple[int, int, int, int] | None:
        """Return (xmin, ymin, xmax, ymax) of a character's ink in 1/1000 em, None if it has none."""
        if not self.has(char):
            return None
        extents = self.font.get_glyph_extents(self.glyphs(char, lang)[0][0])
        if extents is None or not extents.width:
            return None
        box = (extents.x_bearing, extents.y_bearing + extents.height,
               extents.x_bearing + extents.width, extents.y_bearing)
        return tuple(round(1000 * edge / self.upem) for edge in box)

    def _shape(self, text: str, lang: str):
        """Shape text as the painter does: in the script of its first letter, signs alone in the Chinese one, emoji as
        type (U+FE0E)."""
        import uharfbuzz as hb

        buffer = hb.Buffer()
        buffer.add_str(text.replace("\ufe0f", "\ufe0e"))
        buffer.guess_segment_properties()
        buffer.direction = "ltr"
        if buffer.script in (None, "Zyyy", "Zinh", "Zzzz") and not text.isascii():
            buffer.script = "Hani"
        buffer.language = lang
        hb.shape(self.font, buffer)
        return buffer

    @cached_property
    def whole(self) -> "Face | None":
        """The companion face of marks on a whole body (see ``halfwidth``), None if the face needs none."""
        from paiyin.fonts.halfwidth import whole_face

        return None if self.served else whole_face(self)

    @cached_property
    def _ref(self) -> FaceRef:
        from paiyin.fonts.halfwidth import companion

        half = companion(self.parent or self)
        return FaceRef(self.key, self.family, self.weight, self.file, self.index, self.postscript, self.slant,
                       str(half.path) if half else None, half.family if half else "")

    def ref(self) -> FaceRef:
        """Return the face as a plan names it; its half-width companion is made on the first call."""
        return self._ref

    def __reduce__(self):
        return Face, (self.key, self.family, self.weight, self.slant, self.file, self.index, self.postscript,
                      self.instance, self.served, self.borrowed, self.donor, self.parent)


class Chain:
    """A role's faces at one weight, in order of wish; the first is the main face.

    Marks whose own glyphs are not Chinese marks come from the main face's companion; Greek and Cyrillic from
    ``letters``, so that no word mixes two designs.
    """

    def __init__(self, role: str, weight: int, faces: tuple[Face, ...], letters: tuple[Face, ...] = (),
                 chinese: bool = True):
        self.role = role
        self.weight = weight
        self.faces = faces
        self.letters = letters
        self.chinese = chinese
        self.box: Face | None = None
        self._found: dict[str, Face | None] = {}

    @property
    def main(self) -> Face:
        return self.faces[0]

    def face_for(self, char: str) -> Face | None:
        """Return the face that sets a character, alone or with all that joins it; None if no face has it all."""
        try:
            return self._found[char]
        except KeyError:
            face = self._found[char] = self._search(char) if len(char) == 1 else self._search_cluster(char)
            return face

    def _search(self, char: str) -> Face | None:
        if self.chinese and char in WHOLE_MARKS:
            whole = self.main.whole
            if whole is not None and whole.has(char):
                return whole
        if "\u0370" <= char <= "\u052f" or "\u1f00" <= char <= "\u1fff":
            for face in self.letters:
                if face.has(char):
                    return face
        for face in self.faces:
            if face.has(char):
                return face
        return self.box if self.box is not None and self.box.has(char) else None

    def _search_cluster(self, cluster: str) -> Face | None:
        first = self.face_for(cluster[0])
        faces = (first, *self.letters, *self.faces, self.box)
        return next((face for face in faces if face is not None and face.sets(cluster)), None)

    def end_with(self, box: Face) -> None:
        """Set characters that no face has from ``box`` (see ``coverage.box_face``)."""
        self.box = box
        self._found = {char: face for char, face in self._found.items() if face is not None}

    def __repr__(self) -> str:
        return f"Chain({self.role!r}, {self.weight}, {self.faces[0].key})"
