"""The prices of the soft rules of composition, from ``layout/weights.toml``.

Guards against prices that are no numbers, names that mean nothing (a misspelt price would silently be the usual one).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import inf
from pathlib import Path

from paiyin import resources
from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import InputError

FILE = "layout/weights.toml"
HOUSE = "cuts"  # the table that is the house's: galleys are made with it once for all editions


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """Prices by table and name, as ``weights["feet", "spare"]``."""

    prices: Mapping[tuple[str, str], float]

    def __getitem__(self, name: tuple[str, str]) -> float:
        return self.prices[name]


@cache
def usual() -> Weights:
    """Return the house's own prices."""
    return Weights(_read(resources.root() / FILE))


def load(edition: Path | None = None) -> Weights:
    """Return the prices of an edition: the house's, and those that the edition's own file changes.

    Raises InputError for a file that cannot be read, an unknown name, or a price that is not a number of 0 or more.
    """
    if edition is None or not (edition / FILE).is_file():
        return usual()
    known = usual().prices
    try:
        own = _read(edition / FILE)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError, TypeError, ValueError, AttributeError) as error:
        raise InputError(Diagnostic("P007", {"file": FILE, "problem": str(error)})) from error
    for table, name in own:
        if (table, name) not in known or table == HOUSE:
            raise InputError(Diagnostic("P007", {"file": FILE, "problem": f"[{table}] {name}"}))
    return Weights({**known, **own})


def _read(path: Path) -> dict[tuple[str, str], float]:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    found = {}
    for table, prices in data.items():
        for name, price in prices.items():
            if isinstance(price, bool) or not isinstance(price, int | float) or not 0 <= price < inf:
                raise ValueError(f"[{table}] {name} = {price!r}")
            found[table, name] = price
    return found
