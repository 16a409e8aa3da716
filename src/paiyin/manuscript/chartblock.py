"""Chart blocks: ```` ```chart ```` with ``key: value`` lines and one ``label: number`` line a datum.

In a chart of several series the line is ``label | series: number``.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from paiyin.article import Chart, Datum
from paiyin.manuscript.desk import Desk
from paiyin.manuscript.figures import columns_of

KEYS = ("title", "unit", "kind", "note", "source", "span", "columns", "id")
OWN_UNITS = ("numbers", "number", "数说", "数字", "table", "表格", "小表", "表")      # kinds whose values state their own units
LINE_MAX = 400          # characters
LINE = re.compile(r"(?P<label>[^:：]+?)[ \t]*[:：][ \t]*(?P<value>.*)$")
DATUM = re.compile(r"(?P<label>.+?)[ \t]*[:：][ \t]*(?P<value>[^:：]*)$")
NUMBER = re.compile(
    r"(?:近|约|超过?|逾|突破|接近|将近|不足|不到|至少|[¥￥])?(?P<sign>[-+−–－＋]?) ?"
    r"(?P<digits>\d{1,3}(?:[,，]\d{3})+|\d{1,18})(?P<part>\.\d{1,12})?"
    r"[余多]? ?(?P<scale>万亿|[十百千万亿萬億]?)[余多]? ?(?P<rest>%|％|‰|[^\d\s]{0,12}?)(?:以上|左右|以内)?", re.ASCII)
SCALES = {"": 1, "十": 10, "百": 100, "千": 10**3, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "万亿": 10**12}
WIDTH = {c: c - 0xFEE0 for c in (*range(0xFF10, 0xFF1A), 0xFF0E, 0xFF0C)}


def number_of(written: str, unit: str | None = "") -> float | None:
    """Return the number that a manuscript writes (1,200, 2.48万余, 近12.5%, −3); per cent stay percent points.

    None if it is no number, or something other than the chart's ``unit`` stands after it; with ``unit`` None each
    value has its own.
    """
    match = NUMBER.fullmatch(written.strip().translate(WIDTH))
    if not match or unit is not None and match["rest"] not in ("", "%", "％", "‰", unit):
        return None
    value = Decimal(re.sub("[,，]", "", match["digits"]) + (match["part"] or "")) * SCALES[match["scale"]]
    return float(-value if match["sign"] in ("-", "−", "–", "－") else value)


def chart_from(desk: Desk, lines: Sequence[tuple[str, int]], start: int, end: int, number: int) -> Chart:
    """Return the chart of a block; ``lines`` are its inner lines with their places in the fair copy."""
    settings: dict[str, str] = {}
    rows = []
    for line, at in lines:
        text = line.strip()
        place = at + len(line) - len(line.lstrip())
        if not text or text.startswith("#"):
            continue
        entry = LINE.match(text) if len(text) <= LINE_MAX else None
        key = entry["label"].lower() if entry else ""
        if key not in KEYS:
            rows.append((text, place))
        elif key in settings:
            desk.say("M503", place, place + len(text), label=key)
        else:
            settings[key] = _unquoted(entry["value"])
    own = settings.get("kind", "").strip().lower() in OWN_UNITS and "unit" not in settings
    data = _data(desk, rows, None if own else settings.get("unit", ""))
    if not data:
        desk.say("M504", start, end)
    return Chart(
        data=tuple(data), span=desk.span(start, end), number=number, kind=settings.get("kind", "").strip() or "bar",
        title=desk.words(settings.get("title", "")), unit=desk.words(settings.get("unit", "")),
        note=desk.words(settings.get("note", "")), source=desk.words(settings.get("source", "")),
        id=settings.get("id", "").lstrip("#"), columns=_columns(desk, settings, start, end))


def _data(desk: Desk, rows: Sequence[tuple[str, int]], unit: str | None) -> list[Datum]:
    data, seen = [], set()
    for text, place in rows:
        match = DATUM.match(text) if len(text) <= LINE_MAX else None
        value = number_of(match["value"], unit) if match else None
        if value is None:
            code = "M501" if match else "M502"
            desk.say(code, place, place + len(text), line=text[:60], value=match["value"][:40] if match else "")
            continue
        label, series = (desk.words(_unquoted(part.strip())) for part in _parts(match["label"]))
        if (label, series) in seen:
            desk.say("M503", place, place + len(text), label=match["label"].strip())
        seen.add((label, series))
        data.append(Datum(label, value, match["value"].strip(), desk.span(place, place + len(text)), series))
    return data


def _parts(label: str) -> tuple[str, str]:
    """Return the label and the series that a bar parts; a label in quotation marks is whole."""
    if label[:1] in "\"'":
        return label, ""
    name, _, series = label.partition("|") if "|" in label else label.partition("｜")
    return name, series


def _unquoted(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _columns(desk: Desk, settings: dict[str, str], start: int, end: int) -> int | None:
    written = settings.get("columns", settings.get("span"))
    if written is None:
        return None
    columns = columns_of(written)
    if columns is None:
        desk.say("M404", start, end, key="span", value=written[:40])
    return columns
