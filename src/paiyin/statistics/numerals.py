"""Numerals as Chinese newspapers write them, and what they are worth.

Arabic and full-width digits, grouped and decimal, Han numerals, magnitudes (2.3万, 1.47亿), percent (35%, 百分之三十五),
fractions (三分之一, 2/5), tenths (八成, 六成五). Values are exact where a float is: 2.3万 is 23000, not 22999.99.
"""

import re
from fractions import Fraction

DIGITS = "〇一二三四五六七八九"
_HAN_DIGIT = {c: i for i, c in enumerate(DIGITS)} | {"零": 0, "两": 2}
_HAN_UNIT = {"十": 10, "百": 100, "千": 1000}
_MAGNITUDE = {"百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8,
              "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12}
_NARROW = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")
MOST_DIGITS = 15        # a longer run of digits is an account or a serial number, and no longer exact as a float

ARABIC = r"[0-9０-９]+(?:,[0-9]{3}(?![0-9]))*(?:[.．][0-9０-９]+)?"
HAN = "[零〇一二三四五六七八九两十廿卅百千万亿]+"
HAN_DECIMAL = f"{HAN}(?:点[零〇一二三四五六七八九]+)?"
_SCORES = str.maketrans({"廿": "二十", "卅": "三十"})
MAGNITUDE = "万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?![克米瓦卡帕赫伏焦升牛])|百(?![帕分年])"


def arabic(text: str) -> Fraction | None:
    """Return the value of digits such as 1,200 or ３．５; None if they are too many to be a quantity."""
    plain = text.translate(_NARROW).replace(",", "")
    return Fraction(plain) if len(plain) <= MOST_DIGITS else None


def is_magnitude(text: str) -> bool:
    """Tell whether a word is a magnitude alone, such as 百亿."""
    return text in _MAGNITUDE


def magnitude(text: str) -> int:
    """Return what a magnitude word multiplies by; 1 for none."""
    return _MAGNITUDE[text] if text else 1


def _below_ten_thousand(text: str) -> int | None:
    """Return the value of a group such as 三千零二十五 or 十二; None where the order of its signs makes no number."""
    total, digit, last = 0, None, 10**4
    for i, sign in enumerate(text):
        if sign in _HAN_DIGIT:
            if digit:
                return None
            digit = _HAN_DIGIT[sign]
        else:
            unit = _HAN_UNIT[sign]
            if unit >= last or digit is None and (i or unit != 10):
                return None
            total, digit, last = total + (1 if digit is None else digit) * unit, None, unit
    if digit and text[-2:-1] in ("百", "千") and last > 10:
        digit *= last // 10             # 三百五 is 350
    return total + (digit or 0)


def han(text: str) -> Fraction | None:
    """Return the value of a Han numeral such as 二十三, 一百零八, 三万五千 or 二点五; None if it is not one number."""
    whole, _, decimals = text.translate(_SCORES).partition("点")
    if len(whole) > MOST_DIGITS or len(decimals) > MOST_DIGITS:
        return None
    total, rest, last = 0, whole, None
    for sign, factor in (("亿", 10**8), ("万", 10**4), ("", 1)):
        if sign:
            group, found, rest = rest.partition(sign) if sign in rest else ("", "", rest)
            if not found:
                continue
            if not group and not total:
                return None
        else:
            group = rest
            if not group:
                continue
        if "亿" in group or "万" in group:
            return None
        part = _below_ten_thousand(group)
        if part is None or not part and sign:
            return None
        if not sign and last and len(group) == 1 and group in DIGITS:
            part *= last // 10          # 三万五 is 35000
            factor = 1
        total, last = total + part * factor, factor
    value = Fraction(total)
    if decimals:
        value += Fraction(int("".join(str(_HAN_DIGIT[c]) for c in decimals)), 10 ** len(decimals))
    return value


def quantity(text: str) -> Fraction | None:
    """Return the value of a numeral in Arabic or Han signs."""
    return arabic(text) if text[0].translate(_NARROW).isascii() else han(text)


def percent_words(denominator: str, numerator: str) -> tuple[Fraction, str | None] | None:
    """Return (value, unit) of 百分之三十五 (35, %) or 三分之一 (1/3, None)."""
    below = Fraction(100) if denominator == "百" else {"十": Fraction(10), "千": Fraction(1000), "万": Fraction(10**4)}.get(
        denominator) or quantity(denominator)
    above = Fraction(100) if numerator == "百" else quantity(numerator)
    if not below or above is None:
        return None
    return (above, "%") if below == 100 else (above / below, None)


def tenths(text: str) -> Fraction:
    """Return the share that 八成 (0.8) or 六成五 (0.65) states."""
    whole, _, rest = text.partition("成")
    value = (quantity(whole) or Fraction(0)) / 10
    return value + (Fraction(_HAN_DIGIT.get(rest[0], 5), 100) if rest else 0)


def number(value: Fraction) -> int | float:
    """Return a value as an int where it is whole, as the nearest float where it is not."""
    return value.numerator if value.denominator == 1 else float(value)


FIGURE = re.compile(f"({ARABIC})(余|多|来)?({MAGNITUDE})?(余|多)?")
"""The head of a statistic as printed: digits, 余/多, magnitude, 余/多."""


def split_figure(text: str) -> tuple[str, str]:
    """Return the figure (2.3万) and what follows it (多项) of a statistic as printed; the figure may be empty."""
    found = FIGURE.match(text)
    if found is None:
        return "", text
    if found[2] and found[3]:           # 1100余万元: the magnitude cannot be parted from 余
        return text[:found.end(3)], text[found.end(3):]
    end = found.end(3) if found[3] else found.end(1)
    return text[:end], text[end:]
