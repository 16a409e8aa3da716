"""Dates as a date line writes them: 2022年9月28日　星期三　壬寅年九月初三 (GB/T 15835-2011 §4.1, §4.2: the Gregorian
date in Arabic digits, weekday and lunar date in Han ones). The only importer of borax.
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
    """Return a date of the lunar calendar with its cyclic year, as 壬寅年九月初三, leap months as 闰二月; "" for one
    outside the almanac, which has the years 1900 to 2100."""
    from borax.calendars.lunardate import LunarDate

    try:
        found = LunarDate.from_solar(day)
    except ValueError:
        return ""
    return f"{found.gz_year}年{'闰' if found.leap else ''}{_MONTHS[found.month - 1]}月{found.cn_day}"


def iso(written: str) -> datetime.date | None:
    """Return the date that an article's front matter gives as 2022-09-28, None for anything else."""
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        return None
