"""Gradients come to the plates: their colour functions (ISO 32000-1, 7.10) are made anew over inks.

Axial and radial gradients are what painters draw. Mesh and function-based ones, and functions written in PostScript,
are refused.
"""

from collections.abc import Callable

from paiyin.press.colour import Plates
from paiyin.press.operators import decimals
from paiyin.press.refusal import Refused
from paiyin.press.spaces import Space, resolve

KINDS = {1: "function-based", 4: "free-form mesh", 5: "lattice mesh", 6: "Coons mesh", 7: "tensor mesh"}
SAMPLES = 257
Function = Callable[[float], tuple[float, ...]]


def converted(pdf, found, plates: Plates, spaces):
    """Return a shading in the plates' space. Raises Refused for kinds that are not converted."""
    from pikepdf import Dictionary, Name

    kind = int(found.get("/ShadingType", 0))
    if kind not in (2, 3):
        raise Refused("shading", KINDS.get(kind, kind))
    space = resolve(found.ColorSpace, plates, spaces)
    if space.kind in ("pattern", "indexed"):
        raise Refused("shading", f"over {space.kind}")
    made = Dictionary(ShadingType=kind, ColorSpace=Name(plates.name), Coords=found.Coords)
    for key in ("/Domain", "/Extend", "/BBox", "/AntiAlias"):
        if key in found:
            made[key] = found[key]
    if "/Background" in found:
        made.Background = _array(space.to(tuple(float(part) for part in found.Background)))
    made.Function = _ramp(pdf, found.Function, space)
    return made


def _array(parts: tuple[float, ...]):
    from pikepdf import Array

    return Array(decimals(parts))


def _ramp(pdf, function, space: Space):
    """Return a colour function over inks: straight ramps stay straight, others are sampled."""
    from pikepdf import Array, Dictionary

    single = function[0] if isinstance(function, Array) and len(function) == 1 else function
    if not isinstance(single, Array):
        kind = _kind(single)
        if kind == 2 and float(single.N) == 1:
            return Dictionary(FunctionType=2, Domain=single.Domain, N=1,
                              C0=_array(space.to(_ends(single, "/C0", (0.0,)))),
                              C1=_array(space.to(_ends(single, "/C1", (1.0,)))))
        if kind == 3:
            return Dictionary(FunctionType=3, Domain=single.Domain, Bounds=single.Bounds, Encode=single.Encode,
                              Functions=Array([_ramp(pdf, part, space) for part in single.Functions]))
    return _sampled(pdf, single, space)


def _kind(function) -> int:
    kind = int(function.get("/FunctionType", -1))
    if kind not in (0, 2, 3):
        raise Refused("function", "PostScript" if kind == 4 else kind)
    return kind


def _ends(function, key: str, usual: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(float(part) for part in function.get(key, usual))


def _sampled(pdf, function, space: Space):
    """Return a function of 257 samples of what ``function`` gives."""
    from pikepdf import Array, Stream

    parts = list(function) if isinstance(function, Array) else [function]
    domain = [float(part) for part in parts[0].Domain]
    if len(domain) != 2:
        raise Refused("function", f"{len(domain) // 2} inputs")
    evaluated = [evaluator(part) for part in parts]
    data = bytearray()
    for i in range(SAMPLES):
        x = domain[0] + (domain[1] - domain[0]) * i / (SAMPLES - 1)
        colour = tuple(value for way in evaluated for value in way(x))
        if len(colour) != space.components:
            raise Refused("function", f"{len(colour)} values for {space.components} components")
        inks = space.to(colour)
        data += bytes(round(ink * 255) for ink in inks)
    return Stream(pdf, bytes(data), FunctionType=0, Domain=Array(parts[0].Domain), Range=Array([0, 1] * len(inks)),
                  Size=Array([SAMPLES]), BitsPerSample=8)


def evaluator(function) -> Function:
    """Return a function of one input as a Python function."""
    kind = _kind(function)
    low, high = (float(part) for part in function.Domain)
    if kind == 2:
        c0, c1, n = _ends(function, "/C0", (0.0,)), _ends(function, "/C1", (1.0,)), float(function.N)
        return lambda x: tuple(a + min(max(x, low), high) ** n * (b - a) for a, b in zip(c0, c1, strict=True))
    return _stitched(function, low, high) if kind == 3 else _table(function, low, high)


def _stitched(function, low: float, high: float) -> Function:
    parts = [evaluator(part) for part in function.Functions]
    bounds = [low, *(float(bound) for bound in function.Bounds), high]
    encode = [float(part) for part in function.Encode]

    def value(x: float) -> tuple[float, ...]:
        x = min(max(x, low), high)
        i = max(0, min(len(parts) - 1, sum(x >= bound for bound in bounds[1:-1])))
        span = bounds[i + 1] - bounds[i]
        share = (x - bounds[i]) / span if span else 0.0
        return parts[i](encode[2 * i] + share * (encode[2 * i + 1] - encode[2 * i]))

    return value


def _table(function, low: float, high: float) -> Function:
    bits, size = int(function.BitsPerSample), [int(part) for part in function.Size]
    limits = [float(part) for part in function.Range]
    if bits not in (8, 16) or len(size) != 1:
        raise Refused("function", f"{bits} bits, {len(size)} inputs")
    count, step, data = len(limits) // 2, bits // 8, function.read_bytes()
    if len(data) < size[0] * count * step:
        raise Refused("function", "too few samples")
    decode = [float(part) for part in function.get("/Decode", limits)]
    encode = [float(part) for part in function.get("/Encode", [0, size[0] - 1])]

    def sample(i: int) -> list[float]:
        raw = [int.from_bytes(data[(i * count + j) * step:(i * count + j + 1) * step]) for j in range(count)]
        return [
            decode[2 * j] + part / (2**bits - 1) * (decode[2 * j + 1] - decode[2 * j]) for j, part in enumerate(raw)
        ]

    def value(x: float) -> tuple[float, ...]:
        share = (min(max(x, low), high) - low) / (high - low)
        place = min(max(encode[0] + share * (encode[1] - encode[0]), 0.0), size[0] - 1.0)
        first = int(place)
        left, right = sample(first), sample(min(first + 1, size[0] - 1))
        return tuple(a + (place - first) * (b - a) for a, b in zip(left, right, strict=True))

    return value
