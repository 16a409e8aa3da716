"""Small readings of a stranger's PDF objects: numbers, boxes, colour spaces, functions."""

from collections.abc import Iterator
from dataclasses import dataclass

from paiyin.press.operators import Matrix, at
from paiyin.press.preflight.marks import Box, Colour

COMPONENTS = {"/DeviceGray": 1, "/CalGray": 1, "/Separation": 1, "/Indexed": 1, "/DeviceRGB": 3, "/CalRGB": 3,
              "/Lab": 3, "/DeviceCMYK": 4}
FAMILIES = frozenset((*COMPONENTS, "/ICCBased", "/DeviceN", "/Pattern"))
DEFAULTS = {"/DeviceGray": "/DefaultGray", "/DeviceRGB": "/DefaultRGB", "/DeviceCMYK": "/DefaultCMYK"}
SHORT = {"/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK", "/I": "/Indexed"}
DEEPEST = 8


def floats(operands) -> tuple[float, ...]:
    """Return operands as numbers."""
    return tuple(float(part) for part in operands)


def box_of(matrix: Matrix, box: Box) -> Box:
    """Return the box that a matrix makes of a box."""
    points = [at(matrix, x, y) for x in box[::2] for y in box[1::2]]
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def shared(box: Box, clip: Box | None) -> Box | None:
    """Return the part of a box that a clip leaves, None if it leaves nothing to be seen."""
    if clip is None:
        return box
    left = (max(box[0], clip[0]), max(box[1], clip[1]), min(box[2], clip[2]), min(box[3], clip[3]))
    for low, high in ((0, 2), (1, 3)):
        if left[low] > left[high] or left[low] == left[high] and box[low] < box[high]:
            return None         # beside it, or touching its edge
    return left if clip[0] < clip[2] and clip[1] < clip[3] else None


def is_array(found) -> bool:
    """Return whether an object is an array."""
    from pikepdf import Array

    return isinstance(found, Array)


def table(resources, kind: str):
    """Return one kind of resources."""
    return resources.get(kind, {}) if resources is not None else {}


@dataclass(frozen=True, slots=True)
class Described:
    """A colour space: the name of its family, its components, its inks' names, what stands in for them (``alternate``)
    or lies under it (``base``), and an indexed space's ``table``."""

    name: str
    components: int
    names: tuple[str, ...] = ()
    alternate: "Described | None" = None
    base: "Described | None" = None
    table: bytes = b""

    @property
    def spaces(self) -> Iterator[tuple[str, bool]]:
        """Yield (name, whether it stands in) of every space that colours of this one may be in."""
        yield self.name, False
        if self.base is not None:
            yield from self.base.spaces
        if self.alternate is not None:
            yield from ((name, True) for name, _ in self.alternate.spaces)

    @property
    def inks(self) -> tuple[str, ...]:
        """The names of its inks, or of those of the space under it."""
        return self.names or (self.base.inks if self.base is not None else ())

    def first(self) -> Colour:
        """Return the colour that the space starts with (ISO 32000-1, 8.6)."""
        if self.base is not None:
            return self.coloured((0.0,)) if self.table else Colour(self.name)
        parts = (1.0,) * self.components if self.names else (0.0,) * self.components
        return self.coloured((0.0, 0.0, 0.0, 1.0) if self.name == "/DeviceCMYK" else parts)

    def coloured(self, parts: tuple[float, ...]) -> Colour:
        """Return a colour of the space; one of an indexed space is looked up."""
        if self.table and self.base is not None:
            count, at_ = self.base.components, int(parts[0]) if parts else 0
            found = self.table[at_ * count:(at_ + 1) * count]
            return self.base.coloured(tuple(byte / 255 for byte in found))
        others = tuple(name for name, _ in self.spaces)[1:]
        return Colour(self.name, parts, self.names, others)


def described(found, spaces, depth: int = 0) -> Described:
    """Return what a colour space is; ``spaces`` are the resources that its name is looked up in."""
    name = str(found) if not is_array(found) else str(found[0])
    name = SHORT.get(name, name)
    if depth > DEEPEST:
        return Described(name, 0)
    if not is_array(found):
        default = DEFAULTS.get(name)
        if default and spaces and default in spaces and is_array(spaces[default]):
            return described(spaces[default], None, depth + 1)
        if name not in COMPONENTS and name != "/Pattern" and spaces and name in spaces:
            return described(spaces[name], spaces if str(spaces[name]) != name else None, depth + 1)
        return Described(name, COMPONENTS.get(name, 0))
    if name == "/ICCBased":
        return Described(name, int(found[1].get("/N", 0)))
    if name == "/Separation":
        return Described(name, 1, (str(found[1])[1:],), described(found[2], spaces, depth + 1))
    if name == "/DeviceN":
        names = tuple(str(ink)[1:] for ink in found[1])
        return Described(name, len(names), names, described(found[2], spaces, depth + 1))
    if name == "/Indexed":
        return Described(name, 1, base=described(found[1], spaces, depth + 1), table=_bytes(found[3]))
    if name == "/Pattern" and len(found) > 1:
        base = described(found[1], spaces, depth + 1)
        return Described(name, base.components, base=base)
    return Described(name, COMPONENTS.get(name, 0))


def _bytes(found) -> bytes:
    from pikepdf import Stream

    return found.read_bytes() if isinstance(found, Stream) else bytes(found)


def given(function) -> int | None:
    """Return how many values a colour function gives."""
    if function is None:
        return None
    if is_array(function):
        counts = [given(part) for part in function]
        return None if None in counts else sum(counts)
    if "/Range" in function:
        return len(function.Range) // 2
    if int(function.get("/FunctionType", -1)) == 2:
        return len(function.get("/C0", [0]))
    if int(function.get("/FunctionType", -1)) == 3:
        return given(function.Functions[0])
    return None
