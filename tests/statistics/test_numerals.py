"""Numerals: what Arabic and Han figures are worth, exactly."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paiyin.statistics import numerals

DIGITS = "零一二三四五六七八九"


def written(value: int) -> str:
    """Write a number below ten thousand in Han signs, as a school teaches it."""
    out, zero = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            out += ("零" if zero and out else "") + DIGITS[digit] + sign
            zero = False
        else:
            zero = True
    return out


@given(st.integers(1, 9999))
def test_han_numerals_round_trip(value):
    assert numerals.han(written(value)) == value


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_groups_of_ten_thousand_add_up(high, low):
    joined = written(high) + "万" + ("零" if low < 1000 else "") + written(low)
    assert numerals.han(joined) == high * 10**4 + low


@pytest.mark.parametrize("text, value", [
    ("二十三", 23), ("十二", 12), ("一百零八", 108), ("三百五", 350), ("三万五", 35000), ("两千", 2000), ("二点五", Fraction(5, 2)),
    ("一亿三千万", 130_000_000), ("四五六", None), ("十三五", None), ("万", None), ("三四", None)])
def test_han(text, value):
    assert numerals.han(text) == value


@pytest.mark.parametrize("text, value", [
    ("1,200", 1200), ("３．５", Fraction(7, 2)), ("2.48", Fraction(62, 25)), ("9" * 40, None)])
def test_arabic(text, value):
    assert numerals.arabic(text) == value


@pytest.mark.parametrize("text, value", [("八成", 0.8), ("六成五", 0.65), ("三成半", 0.35)])
def test_tenths(text, value):
    assert float(numerals.tenths(text)) == value


@pytest.mark.parametrize("text, parts", [
    ("2.3万名", ("2.3万", "名")), ("21万多项", ("21万", "多项")), ("1000余人", ("1000", "余人")),
    ("1100余万元", ("1100余万", "元")), ("没有", ("", "没有"))])
def test_split_figure_never_drops_a_character(text, parts):
    assert numerals.split_figure(text) == parts and "".join(parts) == text
