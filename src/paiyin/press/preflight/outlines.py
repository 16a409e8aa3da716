"""A path while it is being drawn: its extent, and the thinnest bar in it."""

from math import dist, inf

from paiyin.press.operators import Matrix, at
from paiyin.press.preflight.marks import Box

CORNERS = 6         # points that are kept of one part of a path: enough to know a bar


class Outline:
    """A path on paper, in points."""

    def __init__(self):
        self.box: Box | None = None
        self.thinnest = inf
        self._points: list[tuple[float, float]] = []
        self._curved = False

    def extend(self, name: str, parts: tuple[float, ...], matrix: Matrix) -> None:
        """Draw on with an operator m, l, c, v, y, h or re."""
        if name == "re":
            x, y, w, h = parts
            self._end()
            self._points = [at(matrix, *p) for p in ((x, y), (x + w, y), (x + w, y + h), (x, y + h))]
            self._touch(self._points)
            self._end()
        elif name == "m":
            self._end()
            self._points = [at(matrix, *parts)]         # counts when something is drawn from it
        elif name != "h":
            drawn = [at(matrix, *point) for point in zip(parts[::2], parts[1::2], strict=True)]
            self._touch([*self._points[-1:], *drawn])
            self._curved = self._curved or name != "l"
            if len(self._points) < CORNERS:
                self._points += drawn

    def finish(self) -> None:
        """End the last part of the path."""
        self._end()

    def _touch(self, points) -> None:
        xs, ys = zip(*points, strict=True)
        box = self.box or (xs[0], ys[0], xs[0], ys[0])
        self.box = (min(box[0], *xs), min(box[1], *ys), max(box[2], *xs), max(box[3], *ys))

    def _end(self) -> None:
        """Take one part's measure: of four corners and no curve it is a bar as wide as its shorter side."""
        points, self._points = self._points, []
        if len(points) == 5 and dist(points[0], points[4]) < 1e-6:
            points = points[:4]
        if len(points) == 4 and not self._curved:
            sides = [dist(points[i], points[i - 1]) for i in range(4)]
            if max(abs(sides[0] - sides[2]), abs(sides[1] - sides[3])) < 0.01 + 0.02 * max(sides):
                self.thinnest = min(self.thinnest, sides[0], sides[1])
        self._curved = False
