"""Holidays and feasts: the days they fall on.

Fixed days, days counted from Easter and n-th weekdays hold for every year. Feasts of the Islamic, Hebrew, Hindu and
Chinese calendars are a table made from the ``holidays`` library, from 1925 to 2070; in other years they have no day.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

from timeline.civil import days_from_civil, month_length, weekday

Span = tuple[int, int]

FIXED = {
    "new-year": (1, 1),
    "epiphany": (1, 6),
    "australia-day": (1, 26),
    "groundhog-day": (2, 2),
    "candlemas": (2, 2),
    "valentines-day": (2, 14),
    "womens-day": (3, 8),
    "st-patricks-day": (3, 17),
    "april-fools-day": (4, 1),
    "earth-day": (4, 22),
    "st-georges-day": (4, 23),
    "anzac-day": (4, 25),
    "may-day": (5, 1),
    "cinco-de-mayo": (5, 5),
    "juneteenth": (6, 19),
    "st-johns-day": (6, 24),
    "canada-day": (7, 1),
    "independence-day": (7, 4),
    "bastille-day": (7, 14),
    "assumption": (8, 15),
    "michaelmas": (9, 29),
    "halloween": (10, 31),
    "all-saints-day": (11, 1),
    "all-souls-day": (11, 2),
    "guy-fawkes-night": (11, 5),
    "armistice-day": (11, 11),
    "martinmas": (11, 11),
    "st-andrews-day": (11, 30),
    "christmas-eve": (12, 24),
    "christmas": (12, 25),
    "boxing-day": (12, 26),
    "new-years-eve": (12, 31),
}
FROM_EASTER = {
    "shrove-tuesday": -47,
    "ash-wednesday": -46,
    "palm-sunday": -7,
    "maundy-thursday": -3,
    "good-friday": -2,
    "holy-saturday": -1,
    "easter": 0,
    "easter-monday": 1,
    "ascension-day": 39,
    "pentecost": 49,
    "whit-monday": 50,
    "corpus-christi": 60,
}
NTH_WEEKDAY = {
    "martin-luther-king-day": (1, 1, 3),
    "presidents-day": (2, 1, 3),
    "mothers-day": (5, 7, 2),
    "memorial-day": (5, 1, -1),
    "fathers-day": (6, 7, 3),
    "labor-day": (9, 1, 1),
    "columbus-day": (10, 1, 2),
    "thanksgiving": (11, 4, 4),
    "black-friday": (11, 4, 4),
    "cyber-monday": (11, 4, 4),
    "election-day": (11, 1, 1),
}
"""Month, weekday, which (negative: from the end)."""
DAYS_AFTER = {"black-friday": 1, "cyber-monday": 4, "election-day": 1}
"""Counted from a day before: the Friday and the Monday after Thanksgiving, the Tuesday after the first Monday."""
LASTS = {"ramadan": 30, "hanukkah": 8, "passover": 8, "sukkot": 7}
"""Feasts of several days, Ramadan being a lunar month of 29 or 30."""


@lru_cache(4096)
def feast(name: str, year: int) -> Span | None:
    """First day and the day after the last, as day numbers; ``None`` where it is not known.

    >>> from timeline.civil import civil_from_days
    >>> [civil_from_days(feast(name, 2016)[0])[1:] for name in ("easter-monday", "labor-day", "eid-al-fitr")]
    [(3, 28), (9, 5), (7, 6)]
    """
    if name in FIXED:
        return _day(days_from_civil(year, *FIXED[name]))
    if name in FROM_EASTER:
        return _day(easter(year) + FROM_EASTER[name])
    if name in NTH_WEEKDAY:
        return _day(nth_weekday(year, *NTH_WEEKDAY[name]) + DAYS_AFTER.get(name, 0))
    return next((span for span in _of_other_calendars(name) if span[0] in _year(year)), None)


def _year(year: int) -> range:
    return range(days_from_civil(year, 1, 1), days_from_civil(year + 1, 1, 1))


def _day(number: int) -> Span:
    return number, number + 1


@lru_cache(1)
def _table() -> dict[str, str]:
    """What the ``holidays`` library was asked for once (``tools/feasts.py``)."""
    return tomllib.loads(files("timeline.temporal").joinpath("feasts.toml").read_text("utf-8"))


@lru_cache(64)
def _of_other_calendars(name: str) -> tuple[Span, ...]:
    firsts = (days_from_civil(*map(int, day.split("-"))) for day in _table().get(name, "").split())
    return tuple((first, first + LASTS.get(name, 1)) for first in firsts)


GREGORIAN = 1583
"""The first year that was dated by the new calendar anywhere."""


def easter(year: int) -> int:
    """The day number of Easter as it was dated in its year: by the Gregorian calendar from 1583 on, by the Julian before (Meeus).

    >>> from timeline.civil import civil_from_days
    >>> civil_from_days(easter(2016)), civil_from_days(easter(1282))
    ((2016, 3, 27), (1282, 3, 29))
    """
    if year < GREGORIAN:
        d = (19 * (year % 19) + 15) % 30
        month, day = divmod(d + (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7 + 114, 31)
        return days_from_civil(year, month, day + 1)
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return days_from_civil(year, month, day + 1)


def nth_weekday(year: int, month: int, number: int, which: int) -> int:
    """The day number of the n-th weekday of a month, from its end when negative."""
    first = days_from_civil(year, month, 1)
    if which > 0:
        return first + (number - weekday(first)) % 7 + 7 * (which - 1)
    last = first + month_length(year, month) - 1
    return last - (weekday(last) - number) % 7 + 7 * (which + 1)
