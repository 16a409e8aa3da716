"""The ledger as rows for programs and tables, with offsets into the file as it lies on the disk."""

import codecs
from collections.abc import Iterable
from pathlib import Path

from paiyin.spans import Source
from paiyin.statistics.extract import Statistic

LONGEST_NUMBER = 40     # characters; a span that covers more is a whole run whose characters do not correspond


def rows(statistics: Iterable[Statistic], source: Source, path: Path) -> list[dict[str, object]]:
    """Return one row a statistic.

    ``offset`` and ``end`` count the code points of the file decoded as it stands, newlines untranslated. A byte order
    mark of UTF-8 is a character of that text (offsets start at 1 behind it); those of UTF-16 and UTF-32 belong to the
    encoding and are not counted. ``number`` is what the file has there, ``sentence`` the sentence as it is set.
    """
    mark = _marked(path)
    found = []
    for one in statistics:
        if one.span is None:
            continue
        written = source.text[one.span.start:one.span.end]
        found.append({
            "text": one.text, "number": written if len(written) <= LONGEST_NUMBER else one.number,
            "offset": one.span.start + mark, "end": one.span.end + mark, "value": one.value, "value_max": one.value_max,
            "unit": one.unit, "qualifier": one.qualifier, "subject": one.subject, "year": one.year,
            "disputed": one.disputed, "line": source.line_of(one.span.start), "sentence": one.words or one.text})
    return found


def _marked(path: Path) -> int:
    with path.open("rb") as file:
        return int(file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8)
