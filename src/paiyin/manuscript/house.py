"""The house style of text, as ``layout/house/default.toml`` gives it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from paiyin import resources


@dataclass(frozen=True)
class House:
    """Which rules of normalisation apply, and their tables."""

    rules: frozenset[str]
    quotes: Mapping[str, str]       # script -> outer opening, outer closing, inner opening, inner closing
    radicals: Mapping[str, str]     # radical -> character


@cache
def load_house(edition: Path | None = None) -> House:
    """Read the house style; an edition's own file comes first."""
    path = resources.find("layout/house/default.toml", edition)
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    pairs = tables.get("radicals", {}).get("pairs", "").split()
    return House(
        rules=frozenset(name for name, wanted in tables.get("normalise", {}).items() if wanted),
        quotes=MappingProxyType(dict(tables.get("quotes", {}))),
        radicals=MappingProxyType({pair[0]: pair[1:] for pair in pairs}),
    )
