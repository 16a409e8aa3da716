"""What a rule gives: places where it is broken."""

from collections.abc import Mapping
from typing import NamedTuple

from paiyin.diagnostics import Level


class Found(NamedTuple):
    """A place where a rule is broken. ``values`` fill the rule's text; ``level`` None is the rule's own."""

    page: int | None = None
    where: tuple[float, float, float, float] | None = None
    values: Mapping[str, object] = {}
    level: Level | None = None


def found(page: int | None = None, where=None, level: Level | None = None, **values: object) -> Found:
    """Return a place where a rule is broken."""
    return Found(page, where, values, level)
