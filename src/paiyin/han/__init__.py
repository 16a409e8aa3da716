"""Chinese line composition: styled text in, justified lines out. Knows nothing of pages, HTML or PDF.

    >>> from paiyin.han import Paragraph, Rules, Styled
    >>> lines = Paragraph([Styled(text, chain)], Rules()).best(13_000).lines

``chain`` is anything with ``face_for(char)`` that returns a face with ``key`` and ``width(text, lang)``.
"""

from paiyin.han.items import Chain, Face, Styled
from paiyin.han.line import Line, Segment
from paiyin.han.paragraph import Paragraph, Setting, break_offsets
from paiyin.han.rules import Level, Region, Rules, Style

__all__ = ["Chain", "Face", "Level", "Line", "Paragraph", "Region", "Rules", "Segment", "Setting", "Style", "Styled",
           "break_offsets"]
