"""Numbers in tables: the column's head names what is counted and its unit, the row's first cell of what or when."""

import re
from collections.abc import Iterator
from dataclasses import replace

from paiyin import article as model
from paiyin.statistics import numerals, words
from paiyin.statistics.extract import Statistic, extract_text

_HEAD = re.compile("(?P<name>[^（()）/]*?)\\s*(?:[（(/]\\s*(?:单位[:：])?(?P<unit>[^（）()]{1,12})[)）]?)?")
_CELL = re.compile(f"(?P<sign>[-−－﹣–]?)(?P<number>{numerals.ARABIC})(?P<magnitude>{numerals.MAGNITUDE})?"
                   "(?P<rest>[^0-9\\s]{0,10})")
_UNIT = re.compile(f"(?P<magnitude>{numerals.MAGNITUDE})?(?P<unit>.*)")
_YEAR = re.compile("((?:19|20)[0-9]{2})年?(?:度)?")
_ORDER = re.compile("序号|编号|名次|排名|时间|日期|电话|年份|年度|代码|房号")


def read(table: model.Table) -> Iterator[tuple[Statistic, model.Text]]:
    """Yield each statistic of a table with the cell that holds it; cells of words are read as sentences."""
    heads = [_HEAD.fullmatch(model.plain(cell).strip()) for cell in table.head]
    for row in table.rows:
        cells = [model.plain(cell) for cell in row]
        label = cells[0].strip() if cells else ""
        line = " | ".join(c.strip() for c in cells)
        for column, cell in enumerate(row):
            head = heads[column] if column < len(heads) else None
            found = _CELL.fullmatch(cells[column].strip())
            if found is None:
                yield from ((replace(one, words=line), cell) for one in extract_text(cells[column]))
            elif column and head is not None and not _ORDER.search(head["name"]) and (
                    made := _made(cells[column], found, head, label, line)):
                yield made, cell


def _made(text: str, found: re.Match, head: re.Match, label: str, line: str) -> Statistic | None:
    value = numerals.arabic(found["number"])
    written = _UNIT.fullmatch(head["unit"] or "")
    own = found["rest"]
    if value is None or own and words.MEASURE.fullmatch(own) is None:
        return None
    scale = numerals.magnitude(found["magnitude"] or (written["magnitude"] if not own else "") or "")
    value = (-value if found["sign"] else value) * scale
    start = text.index(found["number"]) - len(found["sign"])
    year = _YEAR.fullmatch(label) or _YEAR.fullmatch(head["name"])
    if _YEAR.fullmatch(label):
        name = head["name"]
    else:
        name = label if year else label + head["name"]
    end = start + len(found["sign"]) + len(found["number"])
    return Statistic(text=text.strip(), number=text[start:end], start=start, end=end, value=numerals.number(value),
                     unit=own or written["unit"] or None, qualifier="exact", subject=name, form=text[start:end],
                     sentence=(0, len(text)), year=int(year[1]) if year else None, words=line, noun=name)
