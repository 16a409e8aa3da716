"""Dates as a date line writes them: 2022年9月28日　星期三　壬寅年九月初三 (GB/T 15835-2011 §4.1, §4.2: the Gregorian
date in Arabic digits, weekday and lunar date in Han ones). The only importer of lunar_python.
"""

import datetime

WEEKDAYS = "一二三四五六日"
_MONTHS = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


def gregorian(day: datetime.date) -> str:
    """Return a date as 2022年9月28日."""
    return f"{day.year}年{day.month}月{day.day}日"


def weekday(day: datetime.date) -> str:
    """Return a date's weekday as 星期三."""
    return f"星期{WEEKDAYS[day.weekday()]}"


def lunar(day: datetime.date) -> str:
    """Return a date of the lunar calendar with its cyclic year, as 壬寅年九月初三; leap months as 闰二月."""
    from lunar_python import Solar

    found = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    month = found.getMonth()  # below 0: a leap month
    name = ("闰" if month < 0 else "") + _MONTHS[abs(month) - 1]
    return f"{found.getYearInGanZhi()}年{name}月{found.getDayInChinese()}"


def iso(written: str) -> datetime.date | None:
    """Return the date that an article's front matter gives as 2022-09-28, None for anything else."""
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        return None
