"""Numbers in tables: heads, the row's first cell and a column of units name what is counted, in what and when."""

import re
from collections.abc import Iterator
from dataclasses import replace

from paiyin import article as model
from paiyin.statistics import context, numerals, words
from paiyin.statistics.extract import Statistic, extract_text
from paiyin.statistics.reading import Reading

_HEAD = re.compile("(?P<name>[^（()）/]*?)\\s*(?:[（(/]\\s*(?:单位[:：])?(?P<unit>[^（）()]{1,12})[)）]?)?")
_CELL = re.compile(f"(?P<sign>[-−－﹣–+＋])?(?P<before>约|近|超|逾)?(?P<number>{numerals.ARABIC})"
                   f"(?P<magnitude>{numerals.MAGNITUDE})?"
                   "(?P<rest>[^0-9\\s]{0,10})")
_UNIT = re.compile(f"(?P<magnitude>{numerals.MAGNITUDE})?(?P<unit>.*)")
_MEASURED = re.compile(f"(?:{numerals.MAGNITUDE})?(?:{words.MEASURE.pattern})(?:/[^/]{{1,4}})?"
                       f"|(?:{numerals.MAGNITUDE})")
_YEAR = re.compile("((?:19|20)[0-9]{2})年?(?:度|底|末)?")
_ORDER = re.compile("序号|编号|名次|排名|时间|日期|电话|年份|年度|代码|房号|邮编|学号|型号|备注")
_TIMES = re.compile("日期|时间|月份|年份|年度|季度|时段|场次|轮次|届次|星期|時間|時段")     # what tells rows of one name apart
_UNITS = re.compile("(?:计量)?单位")
_GROWTH = re.compile("增|降|减|涨|跌|±|幅")
_QUALIFIERS = {"约": "about", "近": "nearly", "超": "over", "逾": "over"}


def read(table: model.Table, setting: context.Setting = context.NOTHING) -> Iterator[tuple[Statistic, model.Text]]:
    """Yield each statistic of a table with the cell that holds it; cells of words are read as sentences."""
    heads = [_HEAD.fullmatch(_folded(cell)) for cell in table.head]
    units = next((i for i, h in enumerate(heads) if h and _UNITS.fullmatch(h["name"])), None)
    times = next((i for i, h in enumerate(heads) if i and h and _TIMES.fullmatch(h["name"].strip())), None)
    for row in table.rows:
        cells = [model.plain(cell) for cell in row]
        time = cells[times].strip() if times is not None and times < len(cells) else ""
        first = _HEAD.fullmatch(Reading.of(cells[0].strip()).folded) if cells else None
        label = cells[0].strip() if cells else ""
        if first and first["unit"] and _MEASURED.fullmatch(first["unit"]):
            label = label[:len(first["name"])].strip()
        else:
            first = None
        line = " | ".join(c.strip() for c in cells)
        unit = cells[units].strip() if units is not None and units < len(cells) else first["unit"] if first else ""
        for column, cell in enumerate(row):
            head = heads[column] if column < len(heads) else None
            found = _CELL.fullmatch(Reading.of(cells[column].strip()).folded)
            if column == units:
                continue
            if found is None:
                yield from ((replace(one, words=line), cell) for one in extract_text(cells[column], setting))
            elif column and head is not None and not _ORDER.search(head["name"]) and (
                    made := _made(cells[column], found, head, label, line, unit, setting)):
                dated = _YEAR.fullmatch(time)
                yield replace(made, period=time, year=int(dated[1]) if dated else made.year), cell


def _folded(cell: model.Text) -> str:
    return Reading.of(model.plain(cell).strip()).folded


def _made(text: str, found: re.Match, head: re.Match, label: str, line: str, unit: str,
          setting: context.Setting) -> Statistic | None:
    value = numerals.arabic(found["number"])
    name = head["name"]
    own = found["rest"]
    known = head["unit"] and _MEASURED.fullmatch(head["unit"])
    stated = head["unit"] if known else ("%" if _GROWTH.search(name) and not own else unit)
    written = _UNIT.fullmatch(stated)
    if value is None or own and words.MEASURE.fullmatch(own) is None:
        return None
    scale = numerals.magnitude(found["magnitude"] or (written["magnitude"] if not own else "") or "")
    signed = found["sign"] not in (None, "+", "＋")
    value = (-value if signed else value) * scale
    digits = re.search("[0-9０-９]", text)
    start = digits.start() - signed
    end = max(m.end() for m in re.finditer("[0-9０-９]", text))
    year = _YEAR.fullmatch(label) or _YEAR.match(name)
    if _YEAR.fullmatch(label):
        subject = name
    else:
        subject = label if _YEAR.fullmatch(name) else label + name
    return Statistic(text=text.strip(), number=text[start:end], start=start, end=end, value=numerals.number(value),
                     unit=own or written["unit"] or None, qualifier=_QUALIFIERS.get(found["before"] or "", "exact"),
                     subject=subject, form=text[start:end], sentence=(0, len(text)),
                     year=int(year[1]) if year else setting.year, words=line, noun=subject)
