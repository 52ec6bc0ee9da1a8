"""Occurrences of what repeats: the arithmetic of months, weekdays, seasons, quarters and holidays.

Everything works on day numbers of :mod:`timeline.civil`, so it holds for every year, and moving a question by 400
years (146,097 days) moves its answer by as much.
"""

from __future__ import annotations

from functools import lru_cache

from timeline.civil import Grain, civil_from_days, days_from_civil, month_length, weekday
from timeline.temporal.expression import Repeating
from timeline.temporal.feasts import feast

SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
GRAIN = {
    "month": Grain.MONTH,
    "day": Grain.DAY,
    "weekday": Grain.DAY,
    "weekend": Grain.WEEKEND,
    "quarter": Grain.QUARTER,
    "half": Grain.HALF,
    "season": Grain.SEASON,
    "holiday": Grain.DAY,
    "day_of_month": Grain.DAY,
}
Span = tuple[int, int]
"""First day and the day after the last, as day numbers."""


def months(year: int, month: int, count: int) -> Span:
    """The span of ``count`` months from a month on; ``month`` may lie outside 1 to 12.

    >>> months(2016, 12, 3) == (days_from_civil(2016, 12, 1), days_from_civil(2017, 3, 1))
    True
    """
    return _first(year, month), _first(year, month + count)


def _first(year: int, month: int) -> int:
    more, zero_based = divmod(month - 1, 12)
    return days_from_civil(year + more, zero_based + 1, 1)


@lru_cache(4096)
def in_year(what: Repeating, year: int) -> Span | None:
    """Where something that comes once a year falls in a year; ``None`` where it does not (29 February)."""
    match what.field:
        case "month":
            return months(year, int(what.value), 1)
        case "day":
            month = int(what.value)
            if what.day > month_length(year, month):
                return None
            first = days_from_civil(year, month, what.day)
            return first, first + 1
        case "quarter":
            return months(year, 3 * int(what.value) - 2, 3)
        case "half":
            return months(year, 6 * int(what.value) - 5, 6)
        case "season":
            return months(year, SEASON_MONTH[str(what.value)], 3)
        case "holiday":
            return feast(str(what.value), year)
    return None


def occurrence(what: Repeating, day: int, *, forward: bool) -> Span | None:
    """The latest occurrence that begins on or before a day, or the first that ends after it (``forward``)."""
    match what.field:
        case "weekday":
            number = int(what.value)
            first = day + (number - weekday(day)) % 7 if forward else day - (weekday(day) - number) % 7
            return first, first + 1
        case "weekend":
            first = day - (weekday(day) - 6) % 7
            if forward and first + 2 <= day:
                first += 7
            return first, first + 2
        case "day_of_month":
            year, month, _ = civil_from_days(day)
            for step in range(4):
                first = _first(year, month + step if forward else month - step)
                length = _first(year, month + (step if forward else -step) + 1) - first
                if (what.day and what.day > length) or int(what.value) > length:
                    continue
                found = first + int(what.value) - 1
                if (found >= day) if forward else (found <= day):
                    return found, found + 1
            return None
    year = civil_from_days(day)[0]
    years = range(year - 1, year + 9) if forward else range(year + 1, year - 9, -1)
    for candidate in years:
        span = in_year(what, candidate)
        if span and (span[1] > day if forward else span[0] <= day):
            return span
    return None


def is_of_late(what: Repeating, today: int) -> bool:
    """Whether a day of a month was within the fortnight up to and including today.

    >>> today = days_from_civil(2016, 12, 14)
    >>> [is_of_late(Repeating("day", month, day), today) for month, day in ((12, 14), (12, 1), (11, 20), (12, 15))]
    [True, True, False, False]
    """
    last = occurrence(what, today, forward=False) if what.field == "day" else None
    return last is not None and today - last[0] <= _LATELY


_LATELY = 14
"""Days of which news tells without their year."""


def nearest_on_weekday(what: Repeating, day: int) -> Span | None:
    """The occurrence nearest to a day that falls on the weekday said with the date, if one is: "Sunday, 25 May"."""
    if not what.weekday:
        return None
    year = civil_from_days(day)[0]
    told = [
        span
        for candidate in range(year - 5, year + 6)
        if (span := in_year(what, candidate)) and weekday(span[0]) == what.weekday
    ]
    return min(told, key=lambda span: abs(span[0] - day), default=None)


_HALF_A_YEAR = 183
_FOUR_MONTHS = 120
_A_FORTNIGHT = 14
THREE_WEEKS = 20
"""So far back, at most, a story goes to a day of the month it has come to."""


def running(what: Repeating, start: int, end: int, ahead: int | None = None) -> Span | None:
    """The occurrence that a story means which has come to the days from ``start`` to ``end``.

    ``ahead`` is the next year that the story names: it is not overtaken.

    A month or day of the year is that of the year reached; after a time within that year, one that lies more than
    four months back is the next year's, since stories go on. A weekday is the first from there on, a day of the month that of the month, or
    of the next one where it would lie three weeks back: behind 27 September the 3rd is one of October.

    >>> november = months(1941, 11, 1)
    >>> [civil_from_days(running(Repeating("month", m), *november)[0])[:2] for m in (12, 9, 2)]
    [(1941, 12), (1941, 9), (1942, 2)]
    """
    year, month, _ = civil_from_days(start)
    match what.field:
        case "weekday" | "weekend":
            return occurrence(what, start, forward=True)
        case "day_of_month":
            first, last = months(year, month, 1)
            day = first + int(what.value) - 1
            within = day < last and start - day <= THREE_WEEKS
            return (day, day + 1) if within else occurrence(what, start, forward=True)
    whole_year = end - start > _HALF_A_YEAR
    not_overtaken = ahead is None or not year - 1 <= ahead <= year
    span = in_year(what, year)
    # A feast is come to, and seldom gone back to.
    back = _A_FORTNIGHT if what.field == "holiday" else _FOUR_MONTHS
    if span and not whole_year and start - span[0] > back and not_overtaken:
        return in_year(what, year + 1)
    return span or nearest_on_weekday(what, start) or occurrence(what, start, forward=True)


def unit_span(grain: Grain, day: int) -> Span:
    """The calendar unit that holds a day."""
    year, month, _ = civil_from_days(day)
    match grain:
        case Grain.WEEK:
            first = day - weekday(day) + 1
            return first, first + 7
        case Grain.WEEKEND:
            first = day - weekday(day) + 6
            return first, first + 2
        case Grain.MONTH:
            return months(year, month, 1)
        case Grain.QUARTER:
            return months(year, month - (month - 1) % 3, 3)
        case Grain.HALF:
            return months(year, month - (month - 1) % 6, 6)
        case Grain.SEASON:
            return months(year, month - month % 3, 3)
        case Grain.YEAR:
            return months(year, 1, 12)
        case Grain.DECADE:
            return months(year - year % 10, 1, 120)
        case Grain.CENTURY:
            return months(year - year % 100, 1, 1200)
        case Grain.MILLENNIUM:
            return months(year - year % 1000, 1, 12000)
    return day, day + 1


MONTHS = {
    Grain.MONTH: 1,
    Grain.QUARTER: 3,
    Grain.SEASON: 3,
    Grain.HALF: 6,
    Grain.YEAR: 12,
    Grain.DECADE: 120,
    Grain.CENTURY: 1200,
    Grain.MILLENNIUM: 12000,
}
"""The length of a unit that is counted in months."""
_DAYS = {Grain.DAY: 1, Grain.DAYPART: 1, Grain.WEEK: 7, Grain.WEEKEND: 7}


def shift_day(day: int, grain: Grain, count: int) -> int:
    """A day moved by units; a day that the month does not have becomes its last.

    >>> civil_from_days(shift_day(days_from_civil(2016, 1, 31), Grain.MONTH, 1))
    (2016, 2, 29)
    """
    if grain in _DAYS:
        return day + count * _DAYS[grain]
    year, month, of_month = civil_from_days(day)
    first = _first(year, month + count * MONTHS[grain])
    year, month, _ = civil_from_days(first)
    return first + min(of_month, month_length(year, month)) - 1
