"""Fonts of a PDF as preflight needs them: embedded or not, what their codes mean, how wide glyphs run."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from paiyin.press.cff import CffError, bare, is_identity


@dataclass(frozen=True)
class Face:
    """A font. ``program`` is "CFF", "TrueType", "Type1" or empty when nothing is embedded; ``odd_cids`` says that its
    CFF program finds glyphs by CIDs that are not their numbers while the codes are numbers; ``by_glyph`` that code 0 is
    the glyph that stands for missing ones."""

    name: str
    kind: str
    program: str
    wide: bool
    unicode: bool
    subset: bool
    odd_cids: bool = False
    broken: str = ""
    default: float = 1000.0
    widths: dict[int, float] = field(default_factory=dict)
    by_glyph: bool = False

    def codes(self, text: bytes) -> Iterator[int]:
        """Give the codes of a string."""
        if not self.wide:
            yield from text
            return
        yield from (text[i] << 8 | text[i + 1] for i in range(0, len(text) - 1, 2))

    def width(self, code: int) -> float:
        """Return a glyph's advance in 1/1000 of the size."""
        return self.widths.get(code, self.default)


def face(font) -> Face:
    """Return what a PDF font is; a broken one says so."""
    kind, name = str(font.get("/Subtype", "")), str(font.get("/BaseFont", font.get("/Name", ""))).lstrip("/")
    wide = kind == "/Type0"
    subset = len(name) > 7 and name[6] == "+" and name[:6].isalpha() and name[:6].isupper()
    try:
        inner = font.DescendantFonts[0] if wide else font
        descriptor = inner.get("/FontDescriptor")
        program, odd, broken = _program(inner, descriptor, wide)
        widths = _wide_widths(inner) if wide else _narrow_widths(font)
        default = float(inner.get("/DW", 1000)) if wide else 500.0
    except Exception as error:      # whatever a stranger's file does
        return Face(name, kind, "", wide, "/ToUnicode" in font, subset, broken=f"{type(error).__name__}: {error}"[:80])
    return Face(name, kind, program, wide, "/ToUnicode" in font, subset, odd, broken, default, widths,
                wide and _by_glyph(font, inner))


def _by_glyph(font, inner) -> bool:
    """Return whether the codes of a composite font are glyph numbers, or CIDs that begin with the missing glyph."""
    from pikepdf import Name

    mapped = inner.get("/CIDToGIDMap", Name.Identity)
    return str(font.get("/Encoding", "")) in ("/Identity-H", "/Identity-V") and isinstance(mapped, Name)


def _program(font, descriptor, wide: bool) -> tuple[str, bool, str]:
    """Return what is embedded, whether its CIDs are odd, and what is broken."""
    if descriptor is None:
        return "", False, ""
    if "/FontFile2" in descriptor:
        return "TrueType", False, ""
    if "/FontFile" in descriptor:
        return "Type1", False, ""
    if "/FontFile3" not in descriptor:
        return "", False, ""
    if not wide or str(font.Subtype) != "/CIDFontType0":
        return "CFF", False, ""
    try:
        data = bare(descriptor.FontFile3.read_bytes())
        by_number = "/CIDToGIDMap" in font
        return "CFF", by_number and not is_identity(data), ""
    except CffError as error:
        return "CFF", False, str(error)


def _narrow_widths(font) -> dict[int, float]:
    first = int(font.get("/FirstChar", 0))
    return {first + i: float(width) for i, width in enumerate(font.get("/Widths", []))}


def _wide_widths(font) -> dict[int, float]:
    from pikepdf import Array

    widths: dict[int, float] = {}
    given, i = list(font.get("/W", [])), 0
    while i + 1 < len(given):
        first = int(given[i])
        if isinstance(given[i + 1], Array):
            widths.update((first + j, float(width)) for j, width in enumerate(given[i + 1]))
            i += 2
        else:
            last = min(int(given[i + 1]), first + 65535)
            widths.update(dict.fromkeys(range(first, last + 1), float(given[i + 2])))
            i += 3
    return widths
