"""Setting text: an article's runs in a type role become a paragraph of the line composer, with the way back to the
source. Settings hang on text, faces, size, measure and rules only, so equal ones are made once.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from paiyin.article import Run, Text
from paiyin.composition.plan import FaceRef
from paiyin.composition.typography import TypeRole
from paiyin.han import Chain, Paragraph, Rules, Styled
from paiyin.spans import Span
from paiyin.units import Milli, Pt


class PaintedFace(Protocol):
    key: str

    def ref(self) -> FaceRef: ...


class Fonts(Protocol):
    """What the composer needs of the fonts: chains by role and weight, and the faces of the keys in their segments."""

    def chain(self, role: str, weight: int = 400, lang: str = "zh-Hans") -> Chain: ...

    def face(self, key: str) -> PaintedFace: ...

    def rule(self) -> PaintedFace: ...


@dataclass(frozen=True, eq=False)
class SetText:
    """A paragraph ready to be set at ``role.size``, and where its characters come from. ``shift`` is how far it is set
    in from the left, in points."""

    paragraph: Paragraph
    role: TypeRole
    runs: Text
    shift: Pt = Pt(0.0)

    def span(self, start: int, end: int) -> Span | None:
        """Return the source span of a range of the paragraph's characters."""
        if not self.runs:
            return None
        offsets, at = [], 0
        for run in self.runs:
            offsets.append(at)
            at += len(run.text)
        first, last = bisect_right(offsets, start) - 1, bisect_right(offsets, max(start, end - 1)) - 1
        return replace(self._place(first, offsets, start, False), end=self._place(last, offsets, end, True).end)

    def _place(self, n: int, offsets: list[int], at: int, ends: bool) -> Span:
        run = self.runs[n]
        span = run.span
        if len(run.text) != span.end - span.start:
            return span
        inside = span.start + at - offsets[n]
        return Span(span.file, span.start, inside) if ends else Span(span.file, inside, span.end)


class Setter:
    """Makes paragraphs of a role; one a build."""

    def __init__(self, fonts: Fonts, roles: Mapping[str, TypeRole], lang: str, rules: Rules):
        self.fonts, self.roles, self.lang, self.rules = fonts, roles, lang, rules

    def text(self, runs: Text, role: str, rules: Rules | None = None, prefix: Text = ()) -> SetText:
        """Return a text in a role; ``prefix`` (a list's mark, a label) stands before it in the same line."""
        kind = self.roles[role]
        runs = (*prefix, *runs)
        return SetText(Paragraph([self._styled(r, kind) for r in runs], rules or self.rules, self.lang), kind, runs)

    def plain(self, text: str, role: str, rules: Rules | None = None) -> SetText:
        """Return a text of our own (a jump line, a label) in a role; it has no source."""
        kind = self.roles[role]
        styled = Styled(text, self.fonts.chain(kind.face, kind.weight, self.lang))
        return SetText(Paragraph([styled], rules or self.rules, self.lang), kind, ())

    def _styled(self, run: Run, kind: TypeRole) -> Styled:
        style, names = run.style, []
        role = kind
        for name, on in (("strong", style.strong), ("emphasis", style.emphasis), ("code", style.code)):
            if on:
                names.append(name)
                role = self.roles[name]
        if style.strike:
            names.append("strike")
        raised = style.superscript or style.note is not None
        scale = 600 if raised or style.subscript else 1000
        rise = Milli(350) if raised else Milli(-150) if style.subscript else Milli(0)
        if style.note is not None:
            names.append("note-mark")
        chain = self.fonts.chain(role.face, role.weight, self.lang)
        return Styled(run.text, chain, scale, rise, tuple(names), style.href or "")


FLAT = Rules(indent=Milli(0), hang_below=0)
CAPTION = Rules(indent=Milli(0))
