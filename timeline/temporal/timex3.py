"""TIMEX3 values (TimeML 1.2.1): the calendar as ISO 8601 with the extensions news needs."""

from __future__ import annotations

from timeline.civil import DAY, HOUR, MINUTE, Grain, civil_from_days, days_from_civil, weekday

SEASONS = {12: "WI", 3: "SP", 6: "SU", 9: "FA"}


def year_value(year: int) -> str:
    """A year; those before Christ as TIMEX2 writes them, counted from 1 BC.

    >>> year_value(1998), year_value(-263)
    ('1998', 'BC0264')
    """
    return f"{year:04}" if year > 0 else f"BC{1 - year:04}"


def iso_week(day: int) -> tuple[int, int]:
    """ISO year and week of a day number.

    >>> iso_week(days_from_civil(2016, 12, 11))
    (2016, 49)
    """
    thursday = day - weekday(day) + 4
    year = civil_from_days(thursday)[0]
    return year, (thursday - days_from_civil(year, 1, 1)) // 7 + 1


def value(start: int, grain: Grain, part: str | None = None, zone: str | None = None) -> str:  # noqa: PLR0912 - one arm a grain
    """The TIMEX3 value of the time of one grain that begins at a civil second.

    >>> day = days_from_civil(2016, 12, 11)
    >>> value(day * DAY, Grain.DAY), value((day - 6) * DAY, Grain.WEEK), value(day * DAY, Grain.DAYPART, "MO")
    ('2016-12-11', '2016-W49', '2016-12-11TMO')
    >>> value(days_from_civil(1990, 1, 1) * DAY, Grain.DECADE)
    '199'
    """
    number, second = divmod(start, DAY)
    year, month, day = civil_from_days(number)
    match grain:
        case Grain.MILLENNIUM:
            return year_value(year)[:1]
        case Grain.CENTURY:
            return year_value(year)[:-2] if year > 0 else f"BC{-year // 100:02}"
        case Grain.DECADE:
            return year_value(year)[:-1]
        case Grain.YEAR:
            return year_value(year)
        case Grain.HALF:
            return f"{year_value(year)}-H{1 if month < 7 else 2}"
        case Grain.QUARTER:
            return f"{year_value(year)}-Q{(month + 2) // 3}"
        case Grain.SEASON:
            return f"{year_value(year)}-{SEASONS[month]}"
        case Grain.MONTH:
            return f"{year_value(year)}-{month:02}"
        case Grain.WEEK | Grain.WEEKEND:
            of_year, week = iso_week(number)
            return f"{year_value(of_year)}-W{week:02}{'-WE' if grain is Grain.WEEKEND else ''}"
    text = f"{year_value(year)}-{month:02}-{day:02}"
    match grain:
        case Grain.DAY:
            return text
        case Grain.DAYPART:
            return f"{text}T{part}"
        case Grain.HOUR:
            text += f"T{second // HOUR:02}"
        case Grain.MINUTE:
            text += f"T{second // HOUR:02}:{second % HOUR // MINUTE:02}"
        case _:
            text += f"T{second // HOUR:02}:{second % HOUR // MINUTE:02}:{second % MINUTE:02}"
    return text + (zone or "")
