"""Diagnostics: what Paiyin has to say about its input, with a stable code, a place and a hint.

Every code stands in a file of ``messages/`` beside this module, one file a stage, with its wording in English and
Chinese, why it matters and how to mend it; ``paiyin explain CODE`` prints that entry. A stage never prints: it adds
to a ``Diagnostics``.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from paiyin.spans import Span

LANGUAGES = ("en", "zh")


class Level(StrEnum):
    """How grave a diagnostic is: errors stop the build, warnings do under ``--strict``, notes tell of a guess."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Entry:
    """A diagnostic code as ``messages/`` describes it; texts are keyed by language (``en``, ``zh``)."""

    code: str
    level: Level
    message: Mapping[str, str]
    hint: Mapping[str, str]
    why: Mapping[str, str]
    mend: Mapping[str, str]


@cache
def catalogue() -> Mapping[str, Entry]:
    """Return every diagnostic code with its entry, ordered by stage file and place in it."""
    entries = {}
    folder = files("paiyin").joinpath("messages")
    stages = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    for code, fields in ((c, f) for s in stages for c, f in tomllib.loads(s.read_text(encoding="utf-8")).items()):
        texts = {
            kind: MappingProxyType({lang: fields.get(f"{kind}_{lang}", "") for lang in LANGUAGES})
            for kind in ("message", "hint", "why", "mend")
        }
        entries[code] = Entry(code=code, level=Level(fields["level"]), **texts)
    return MappingProxyType(entries)


@dataclass(frozen=True)
class Diagnostic:
    """One finding. ``values`` fill the placeholders of the code's message and hint."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    span: Span | None = None
    level: Level | None = None  # None: the level of the code

    @property
    def severity(self) -> Level:
        return self.level or catalogue()[self.code].level

    def text(self, lang: str = "en") -> str:
        """Return the message in ``en`` or ``zh``."""
        return catalogue()[self.code].message[lang].format_map(self.values)

    def hint(self, lang: str = "en") -> str:
        """Return the hint in ``en`` or ``zh``, empty if the code has none."""
        return catalogue()[self.code].hint[lang].format_map(self.values)


class Diagnostics:
    """The diagnostics of one run, in the order found. Equal ones are kept once."""

    def __init__(self):
        self._found: dict[tuple, Diagnostic] = {}

    def add(self, code: str, span: Span | None = None, level: Level | None = None, **values: object) -> Diagnostic:
        """Record a finding; return it."""
        found = Diagnostic(code, values, span, level)
        return self._found.setdefault((code, span, tuple(sorted((k, str(v)) for k, v in values.items()))), found)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self._found.values())

    def __len__(self) -> int:
        return len(self._found)

    def at(self, level: Level) -> list[Diagnostic]:
        """Return the findings of one level."""
        return [d for d in self if d.severity is level]

    @property
    def errors(self) -> list[Diagnostic]:
        return self.at(Level.ERROR)

    @property
    def warnings(self) -> list[Diagnostic]:
        return self.at(Level.WARNING)
