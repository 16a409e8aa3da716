"""Packing: an edition of several articles as modules on shared pages."""

from paiyin.composition.packing.edition import Entry, compose_edition

__all__ = ["Entry", "compose_edition"]
