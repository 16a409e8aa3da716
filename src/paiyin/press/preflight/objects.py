"""Small readings of a stranger's PDF objects: numbers, boxes, colour spaces, functions."""

from paiyin.press.operators import Matrix, at
from paiyin.press.preflight.marks import Box


def floats(operands) -> tuple[float, ...]:
    """Return operands as numbers."""
    return tuple(float(part) for part in operands)


def box_of(matrix: Matrix, box: Box) -> Box:
    """Return the box that a matrix makes of a box."""
    points = [at(matrix, x, y) for x in box[::2] for y in box[1::2]]
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def shared(box: Box, clip: Box | None) -> Box | None:
    """Return the part of a box that a clip leaves, None if it leaves nothing."""
    if clip is None:
        return box
    left = (max(box[0], clip[0]), max(box[1], clip[1]), min(box[2], clip[2]), min(box[3], clip[3]))
    return left if left[0] <= left[2] and left[1] <= left[3] else None


def is_array(found) -> bool:
    """Return whether an object is an array."""
    from pikepdf import Array

    return isinstance(found, Array)


def table(resources, kind: str):
    """Return one kind of resources."""
    return resources.get(kind, {}) if resources is not None else {}


def looked_up(found, spaces):
    """Return the space that a name stands for among the resources, or the space itself."""
    name = str(found) if not is_array(found) else None
    return spaces[name] if name is not None and spaces is not None and name in spaces else found


def kind_of(found, spaces) -> str:
    """Return the name of a space's family."""
    found = looked_up(found, spaces)
    return str(found[0]) if is_array(found) else str(found)


def components(found, spaces) -> int:
    """Return how many components a space has, 0 if that is not known."""
    found = looked_up(found, spaces)
    name = str(found[0]) if is_array(found) else str(found)
    if name == "/ICCBased":
        return int(found[1].get("/N", 0))
    if name == "/DeviceN":
        return len(found[1])
    return {"/DeviceGray": 1, "/CalGray": 1, "/Separation": 1, "/Indexed": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/Lab": 3,
            "/DeviceCMYK": 4}.get(name, 0)


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
