"""The operators of a content stream (ISO 32000-1, annex A) by what the press pass does with them."""

from decimal import Decimal

KEPT = frozenset("w J j M d ri i m l c v y h re W W* n BT ET Tc Tw Tz TL Ts Td TD Tm T*".split())
STROKES = {"S": (False, True), "s": (False, True), "B": (True, True), "B*": (True, True), "b": (True, True),
           "b*": (True, True), "f": (True, False), "F": (True, False), "f*": (True, False)}     # fills, strokes
SHOWS = frozenset(("Tj", "TJ", "'", '"'))
COLOURS = {"g": ("/DeviceGray", False), "G": ("/DeviceGray", True), "rg": ("/DeviceRGB", False),
           "RG": ("/DeviceRGB", True), "k": ("/DeviceCMYK", False), "K": ("/DeviceCMYK", True)}
MARKED = frozenset("MP DP BMC BDC EMC BX EX".split())
COUNTS = {"g": 1, "G": 1, "rg": 3, "RG": 3, "k": 4, "K": 4, "w": 1, "cm": 6, "re": 4, "m": 2, "l": 2, "c": 6, "v": 4,
          "y": 4, "h": 0, "Tr": 1, "gs": 1, "Do": 1, "sh": 1, "Tf": 2, "cs": 1, "CS": 1, "Tm": 6, "Td": 2, "TD": 2,
          "q": 0, "Q": 0, "BT": 0, "ET": 0, "Tj": 1, "TJ": 1, "'": 1, '"': 3, "J": 1, "j": 1, "M": 1, "d": 2, "ri": 1,
          "i": 1, "Tc": 1, "Tw": 1, "Tz": 1, "TL": 1, "Ts": 1, "T*": 0, "n": 0, "W": 0, "W*": 0}
TEXT_FILLS, TEXT_STROKES = frozenset((0, 2, 4, 6)), frozenset((1, 2, 5, 6))

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def times(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that does ``first``, then ``then``."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def scale(matrix: Matrix) -> float:
    """Return by how much a matrix makes lengths longer, the mean of its directions."""
    return abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5


def at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return where a matrix puts a point."""
    return matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]


def sides(matrix: Matrix) -> tuple[float, float]:
    """Return the width and height that a matrix gives the unit square."""
    return (matrix[0] ** 2 + matrix[1] ** 2) ** 0.5, (matrix[2] ** 2 + matrix[3] ** 2) ** 0.5


def decimals(parts: tuple[float, ...]) -> list[Decimal]:
    """Return inks as short decimals."""
    return [Decimal(int(part)) if part in (0.0, 1.0) else Decimal(f"{part:.4f}").normalize() for part in parts]


def numbers(operands) -> tuple[float, ...]:
    """Return operands as numbers. Raises ValueError if one is none."""
    try:
        return tuple(float(value) for value in operands)
    except TypeError as error:
        raise ValueError(str(error)) from error
