"""TIMEX3 values (TimeML 1.2.1): the calendar as ISO 8601 with the extensions news needs."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

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
    >>> value(days_from_civil(1990, 1, 1) * DAY, Grain.DECADE), value(days_from_civil(0, 1, 1) * DAY, Grain.CENTURY)
    ('199', '00')
    """
    number, second = divmod(start, DAY)
    year, month, day = civil_from_days(number)
    match grain:
        case Grain.MILLENNIUM:
            return f"{year // 1000}" if year >= 0 else f"BC{-year // 1000}"
        case Grain.CENTURY:
            return f"{year // 100:02}" if year >= 0 else f"BC{-year // 100:02}"
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


_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip
_PARTS = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}
_SEASON_WORDS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_MODIFIED = {"START": "early in {}", "MID": "the middle of {}", "END": "late in {}", "APPROX": "about {}"}
_VALUE = re.compile(
    r"(?P<bc>BC)?(?P<year>\d+)(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|W(?P<week>\d\d)(?P<weekend>-WE)?"
    r"|(?P<season>SP|SU|FA|WI)|(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T(?P<time>.+))?)?))?$"
)


_OPEN = re.compile(r"-(?:XX-XX|WXX)(?:T.+)?$")
"""A day or week of a year that the text does not tell, or an hour of such a day."""


@lru_cache(20_000)
def in_words(value: str, mod: str | None = None) -> str:
    """A TIMEX3 date or time with its modifier as a reader says it; a value of another form as it stands.

    >>> in_words("2015-05-20TMO"), in_words("2016-W49"), in_words("2016-12-10T24:00")
    ('the morning of 20 May 2015', 'the week of 5 December 2016', 'the end of 10 December 2016')
    >>> in_words("2015-03", "END"), in_words("199"), in_words("BC0264"), in_words("2015-WI"), in_words("2016-Q4")
    ('late in March 2015', 'the 1990s', '264 BC', 'the winter of 2015 to 2016', 'the fourth quarter of 2016')
    >>> in_words("2016-12-11T20:54+04:00"), in_words("18"), in_words("BC1"), in_words("2016-12-11", "START")
    ('20:54+04:00 on 11 December 2016', 'the 19th century', 'the 2nd millennium BC', 'early on 11 December 2016')
    """
    found = _VALUE.match(_OPEN.sub("", value))
    if found is None:
        return value
    words, modified = _words(found), _MODIFIED.get(mod or "", "{}")
    return (modified.replace(" in ", " on ") if words[0].isdigit() and found["day"] else modified).format(
        words
    )


def _words(found: re.Match[str]) -> str:
    digits = found["year"]
    if len(digits) < 4:
        return _span_of_years(digits, found["bc"])
    year = f"{int(digits)} BC" if found["bc"] else str(int(digits))
    if found["quarter"]:
        return f"the {('first', 'second', 'third', 'fourth')[int(found['quarter']) - 1]} quarter of {year}"
    if found["half"]:
        return f"the {('first', 'second')[int(found['half']) - 1]} half of {year}"
    if found["season"]:
        over = f" to {int(digits) + 1}" if found["season"] == "WI" and not found["bc"] else ""
        return f"the {_SEASON_WORDS[found['season']]} of {year}{over}"
    if found["week"]:
        return _week(int(digits), int(found["week"]), found["weekend"]) or found[0]
    if not found["month"]:
        return year
    month = f"{_MONTHS[int(found['month']) - 1]} {year}"
    if not found["day"]:
        return month
    day = f"{int(found['day'])} {month}"
    time = found["time"]
    if not time:
        return day
    if time in _PARTS:
        return f"the {_PARTS[time]} of {day}"
    return f"the end of {day}" if time == "24:00" else f"{time} on {day}"


def _span_of_years(digits: str, before_christ: str | None) -> str:
    """A decade ("199"), a century ("18") or a millennium ("1")."""
    if len(digits) == 3:
        return f"the {int(digits)}0s" + (" BC" if before_christ else "")
    if len(digits) == 1 and not before_christ and digits != "0":
        return f"the years {digits}000 to {digits}999"
    number = int(digits) + 1
    ending = "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    unit = "millennium" if len(digits) == 1 else "century"
    return f"the {number}{ending} {unit}" + (" BC" if before_christ else "")


def _week(year: int, week: int, weekend: str | None) -> str | None:
    try:
        first = date.fromisocalendar(year, week, 6 if weekend else 1)
    except ValueError:
        return None
    kind = "weekend" if weekend else "week"
    return f"the {kind} of {first.day} {_MONTHS[first.month - 1]} {first.year}"
