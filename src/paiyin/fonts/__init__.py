"""Fonts: the faces of the house, found on this machine and measured with HarfBuzz.

``FontBook.load(edition)`` is the way in; a ``Chain`` of it answers which ``Face`` sets a character.
"""

from paiyin.fonts.book import FontBook
from paiyin.fonts.faces import Chain, Face

__all__ = ["Chain", "Face", "FontBook"]
