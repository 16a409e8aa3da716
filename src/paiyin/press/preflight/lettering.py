"""Type on a page that is being walked: where it stands, how large it is, what it is painted with."""

from typing import TYPE_CHECKING

from paiyin.press.operators import IDENTITY, TEXT_FILLS, TEXT_STROKES, Matrix, scale, times
from paiyin.press.preflight.marks import Box, Text
from paiyin.press.preflight.objects import box_of, floats, table

if TYPE_CHECKING:
    from paiyin.press.preflight.stream import Run

ASCENT, DESCENT = 0.88, -0.12
CLIPS = (4, 5, 6, 7)            # text rendering modes that clip (ISO 32000-1, table 106)
UNSEEN = 3
FIELDS = {"Tc": "chars", "Tw": "words", "TL": "leading", "Ts": "rise"}


class Lettering:
    """The text position of a content stream, and what its type does."""

    def __init__(self, run: "Run"):
        self._run = run
        self._text: Matrix = IDENTITY
        self._line: Matrix = IDENTITY
        self._clip: Box | None = None

    def begin(self, _) -> None:
        self._text = self._line = IDENTITY
        self._clip = None

    def end(self, _) -> None:
        if self._clip is not None:
            self._run.narrow(self._clip)
        self._clip = None

    def font(self, operands) -> None:
        self.choose(table(self._run.resources, "/Font")[str(operands[0])], float(operands[1]))

    def choose(self, found, size: float) -> None:
        """Set in a font from here on."""
        self._run.change(font=self._run.walker.face_of(found), font_object=found, size=size)

    def matrix(self, operands) -> None:
        self._text = self._line = floats(operands)

    def move(self, operands) -> None:
        self._text = self._line = times((1, 0, 0, 1, *floats(operands)), self._line)

    def move_leading(self, operands) -> None:
        self._run.change(leading=-float(operands[1]))
        self.move(operands)

    def next(self, _=None) -> None:
        self.move((0.0, -self._run.state.leading))

    def show(self, name: str, operands) -> None:
        """Follow Tj, TJ, ' or \"."""
        if name in ("'", '"'):
            if name == '"':
                self._run.change(words=float(operands[0]), chars=float(operands[1]))
            self.next()
        run, state = self._run, self._run.state
        if state.font is None:
            return
        first = self._text
        codes, advance = self._set(operands[-1])
        self._text = times((1, 0, 0, 1, advance, 0), first)
        if not codes or state.mode == UNSEEN:
            return
        whole = times(first, state.matrix)
        low, high = (state.rise + state.size * share for share in (DESCENT, ASCENT))
        box = box_of(whole, (0, low, advance, high))
        if state.mode in CLIPS:
            self._clip = _around(self._clip, box)
        if not state.hidden:
            run.walker.sets(state.font_object)
        fills, strokes = state.mode in TEXT_FILLS, state.mode in TEXT_STROKES
        if state.font.kind == "/Type3" and not state.hidden:
            glyph = times((state.size * state.across, 0, 0, state.size, 0, state.rise), whole)
            run.walker.glyphs(state.font_object, set(codes), glyph, run.resources, state, run.depth)
        if not (fills or strokes):
            return
        for stroking, paints in ((False, fills), (True, strokes)):
            if paints:
                run.used(stroking, box)
        run.walker.add(Text(run.walker.number, box, abs(state.size) * scale(whole), state.font.name, tuple(codes),
                            state.painted(False) if fills else None, state.painted(True) if strokes else None), state)

    def _set(self, shown) -> tuple[list[int], float]:
        """Return the codes of what is shown, and how far it runs."""
        from pikepdf import Array, String

        state, font = self._run.state, self._run.state.font
        codes: list[int] = []
        advance = 0.0
        for part in (shown if isinstance(shown, Array) else [shown]):
            if not isinstance(part, (String, str, bytes)):
                advance -= float(part) / 1000 * state.size * state.across
                continue
            for code in font.codes(bytes(part)):
                codes.append(code)
                gap = state.chars + (state.words if code == 32 and not font.wide else 0.0)
                advance += (font.width(code) / 1000 * state.size + gap) * state.across
        return codes, advance


def _around(one: Box | None, other: Box) -> Box:
    if one is None:
        return other
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


WAYS = {
    "BT": lambda run, operands: run.letters.begin(operands),
    "ET": lambda run, operands: run.letters.end(operands),
    "Tf": lambda run, operands: run.letters.font(operands),
    "Tm": lambda run, operands: run.letters.matrix(operands),
    "Td": lambda run, operands: run.letters.move(operands),
    "TD": lambda run, operands: run.letters.move_leading(operands),
    "T*": lambda run, operands: run.letters.next(operands),
}
