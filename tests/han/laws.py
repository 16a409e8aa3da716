"""The laws of set lines, checked from the outside: with the paragraph's text, its rules, and a second measurement."""

import re
import unicodedata
from collections.abc import Callable

from paiyin.han import Line, Segment, Setting

NO_START = frozenset("、，。．：；！？”’）》〉】〗〕］｝」』〙〟·‧・•–～／％‰℃°々〻ー⁇‼⁈⁉")
NO_END = frozenset("“‘（《〈【〖〔［｛「『〘〝／￥")
BLANKS = frozenset(" \t\n\u00a0\u202f\u3000")
SHORT = 3_000_000       # the cost of a line that no way makes flush


def seen(text: str) -> str:
    """Return what of a text a reader can see: no blanks, nothing that is format or control."""
    return "".join(c for c in text if c not in BLANKS and not c.isspace()
                   and unicodedata.category(c) not in ("Cf", "Cc", "Cs"))


def check_text(text: str, setting: Setting) -> None:
    """Every character but blanks stands exactly once, in order; what a line adds is a hyphen at its end."""
    shown, at = [], 0
    for line in setting.lines:
        assert line.segments, "a line without anything in it"
        for n, segment in enumerate(line.segments):
            assert segment.start >= at and segment.end > segment.start
            assert not seen(text[at:segment.start])
            at = segment.end
            own, source = seen(segment.text), seen(text[segment.start:segment.end])
            if n == len(line.segments) - 1 and own == source + "-":
                own = source
            assert own == source
            shown.append(own)
        assert line.start <= line.segments[0].start and line.segments[-1].end == line.end
    assert "".join(shown) == seen(text)


def check_widths(setting: Setting, measure: int, width_of: Callable[[Segment], int]) -> None:
    """Segments are as wide as shaping says, and a flush line's leads and widths sum to the measure."""
    for n, line in enumerate(setting.lines):
        total = 0
        for segment in line.segments:
            assert segment.width == width_of(segment), segment
            total += segment.lead + segment.width
        assert total - line.segments[-1].track == line.width
        assert line.measure == measure and line.final == (n == len(setting.lines) - 1)
        if line.flush:
            assert line.width == measure + line.hang
        if setting.cost < SHORT:
            assert line.hang in (0, 500) or line.final and line.hang < 500
            assert line.flush or line.final and line.width <= measure + line.hang, line


def check_kinsoku(text: str, setting: Setting) -> None:
    """No line starts or ends with what GB/T 15834 bars there, unless the setting says that it had to."""
    if setting.broken:
        return
    for line, after in zip(setting.lines, setting.lines[1:]):
        first, last = text[after.start], text[line.end - 1]
        run = re.match("[—―─]*", text[after.start:]).end()
        assert first not in NO_START, (line.text, after.text)
        assert run == 0 or run >= 2 or text[after.start - 1] in "—―─", (line.text, after.text)
        assert last not in NO_END, (line.text, after.text)


UNITS = re.compile(r"[0-9][0-9,.]*[0-9]%?|[0-9][%‰℃]|(?<![—―─⸺])(?:——)+|(?:……)+|[？！]{2,3}")


def check_units(text: str, setting: Setting) -> None:
    """No line ends inside a number, a dash, an ellipsis or ？！, unless the setting says that it had to."""
    if setting.broken or setting.torn:
        return
    ends = [line.end for line in setting.lines[:-1]]
    for m in UNITS.finditer(text):
        step = 2 if m.group()[0] in "—…" else len(m.group())
        if m.group()[0] in "？！" and (text[m.end():m.end() + 1] or "x") in "？！":
            continue
        for at in range(m.start(), m.end(), step):
            assert not any(at < end < min(at + step, m.end()) for end in ends), m.group()


def check_evenness(setting: Setting) -> None:
    """Inside a line, even stretching differs by one Milli at most, and nothing is tracked that is a word or number."""
    for line in setting.lines:
        tracks = {s.track for s in line.segments if len(s.text) > 1 and s.track}
        assert not tracks or max(tracks) - min(tracks) <= 1
        assert all(not s.track for s in line.segments if s.text.isascii() and len(s.text) > 1)


def check(text: str, setting: Setting, measure: int, width_of: Callable[[Segment], int]) -> None:
    """All laws."""
    check_text(text, setting)
    check_widths(setting, measure, width_of)
    check_kinsoku(text, setting)
    check_units(text, setting)
    check_evenness(setting)


def lines_shown(lines: tuple[Line, ...]) -> str:
    return "\n".join(line.text for line in lines)
