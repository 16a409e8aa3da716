"""Colour spaces of PDF (ISO 32000-1, 8.6), each with the way of its colours to the plates."""

from collections.abc import Callable
from dataclasses import dataclass

from paiyin.press.colour import Plates
from paiyin.press.refusal import Refused

DEVICE = {"/DeviceGray": ("/DefaultGray", "gray", 1), "/DeviceRGB": ("/DefaultRGB", "rgb", 3),
          "/DeviceCMYK": ("/DefaultCMYK", "cmyk", 4)}
SHORT = {"/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK"}
ICC_MODES = {1: "L", 3: "RGB", 4: "CMYK"}


@dataclass(frozen=True)
class Space:
    """A colour space. ``to(components)`` gives the plates; ``kind`` is "gray", "rgb", "cmyk", "lab", "icc", "indexed"
    or "pattern"; ``profile`` is an ICC profile's bytes; ``table`` an indexed space's colours; ``base`` what lies under
    an indexed space or a pattern. ``first`` is the colour that the space starts with."""

    kind: str
    components: int
    to: Callable[[tuple[float, ...]], tuple[float, ...]]
    first: tuple[float, ...] = ()
    profile: bytes | None = None
    base: "Space | None" = None
    table: bytes = b""
    range: tuple[float, ...] = ()


def resolve(found, plates: Plates, resources=None) -> Space:
    """Return the space that a PDF object says. ``resources`` is the colour space dictionary at hand, or None.

    Raises Refused for spaces that cannot come to the plates.
    """
    name = str(found) if _is_name(found) else str(found[0])
    name = SHORT.get(name, name)
    if name in DEVICE:
        default, kind, count = DEVICE[name]
        if resources is not None and default in resources and not _is_name(resources[default]):
            return resolve(resources[default], plates)
        first = (0.0, 0.0, 0.0, 1.0) if count == 4 else (0.0,) * count
        return Space(kind, count, _device(plates, kind), first)
    if name == "/Pattern":
        under = resolve(found[1], plates, resources) if not _is_name(found) and len(found) > 1 else None
        return Space("pattern", under.components if under else 0, under.to if under else _none, base=under)
    if _is_name(found):
        if resources is None or name not in resources:
            raise Refused("resource", name)
        return resolve(resources[name], plates)
    if name == "/ICCBased":
        return _icc(found[1], plates)
    if name == "/Lab":
        return _lab(found[1], plates)
    if name in ("/Indexed", "/I"):
        return _indexed(found, plates, resources)
    if name in ("/Separation", "/DeviceN"):
        raise Refused("spot", found[1] if name == "/Separation" else ", ".join(map(str, found[1])))
    raise Refused("colour-space", name)


def _is_name(found) -> bool:
    from pikepdf import Name

    return isinstance(found, Name)


def _none(_: tuple[float, ...]) -> tuple[float, ...]:
    return ()


def _device(plates: Plates, kind: str) -> Callable[[tuple[float, ...]], tuple[float, ...]]:
    way, count = getattr(plates, kind), {"gray": 1, "rgb": 3, "cmyk": 4}[kind]

    def to(parts: tuple[float, ...]) -> tuple[float, ...]:
        if len(parts) != count:
            raise Refused("operands", f"{len(parts)} values for {count} components")
        return way(*parts)

    return to


def _icc(stream, plates: Plates) -> Space:
    from paiyin.press.profile import ProfileError, head

    count, data = int(stream.get("/N", 0)), stream.read_bytes()
    try:
        space = head(data).space
    except ProfileError as error:
        raise Refused("colour-space", f"ICCBased, {error}") from error
    if count not in ICC_MODES or {"GRAY": 1, "RGB": 3, "CMYK": 4}.get(space) != count:
        raise Refused("colour-space", f"ICCBased, {count} components, {space}")
    if "/Range" in stream and [float(v) for v in stream.Range] != [0.0, 1.0] * count:
        raise Refused("colour-space", "ICCBased with a range")
    mode = ICC_MODES[count]
    first = (0.0, 0.0, 0.0, 1.0) if count == 4 else (0.0,) * count
    if _is_srgb(data):
        return Space("rgb", 3, _device(plates, "rgb"), first)
    return Space("icc", count, lambda parts: plates.profiled(data, mode, *parts), first, profile=data)


def _is_srgb(data: bytes) -> bool:
    """Return whether a profile says that it is sRGB; its colours then take the exact pairs."""
    from paiyin.press.profile import head

    found = head(data)
    return found.space == "RGB" and "sRGB" in found.description


def _lab(settings, plates: Plates) -> Space:
    """CIE L*a*b*. The engine's white is D50; another white only shifts what white is, and paper is white here."""
    limits = tuple(float(v) for v in settings.get("/Range", [-100, 100, -100, 100]))

    def to(parts: tuple[float, ...]) -> tuple[float, ...]:
        a, b = (min(max(part, low), high) for part, low, high in zip(parts[1:], limits[::2], limits[1::2], strict=True))
        return plates.lab(min(100.0, max(0.0, parts[0])), a, b)

    return Space("lab", 3, to, (0.0, 0.0, 0.0), range=limits)


def _indexed(found, plates: Plates, resources) -> Space:
    from pikepdf import Stream

    base = resolve(found[1], plates, resources)
    if base.kind in ("indexed", "pattern"):
        raise Refused("colour-space", f"Indexed over {base.kind}")
    table = found[3].read_bytes() if isinstance(found[3], Stream) else bytes(found[3])
    count, high = base.components, int(found[2])
    if not 0 <= high <= 255 or len(table) < (high + 1) * count:
        raise Refused("colour-space", "Indexed with a short table")

    def to(parts: tuple[float, ...]) -> tuple[float, ...]:
        at = min(high, max(0, int(parts[0])))
        return base.to(decoded(base, table[at * count:(at + 1) * count]))

    return Space("indexed", 1, to, (0.0,), base=base, table=table[:(high + 1) * count])


def decoded(space: Space, bytes_: bytes) -> tuple[float, ...]:
    """Return the components that bytes stand for in a space's natural range (ISO 32000-1, table 90)."""
    if space.kind == "lab":
        limits = (0.0, 100.0, *space.range)
        return tuple(low + byte / 255 * (high - low)
                     for byte, low, high in zip(bytes_, limits[::2], limits[1::2], strict=True))
    return tuple(byte / 255 for byte in bytes_)
