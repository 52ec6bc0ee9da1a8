"""Civil time: the calendar and half-open intervals on it, without zones and without a clock.

Time is counted in civil seconds from 0001-01-01T00:00 of the proleptic Gregorian calendar with astronomical
year numbers (year 0 is 1 BC), as ISO 8601 counts years. Plain integers reach from the Stone Age to any future,
which :class:`datetime.date` (years 1 to 9999) does not. The day arithmetic is Howard Hinnant's, "chrono-Compatible
Low-Level Date Algorithms" (2013).
"""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache

import msgspec

DAY = 86_400
HOUR = 3_600
MINUTE = 60


class Grain(IntEnum):
    """The unit a text speaks in, from fine to coarse (so ``Grain.DAY < Grain.MONTH``).

    >>> Grain.DAY < Grain.MONTH, Grain.YEAR.name.lower()
    (True, 'year')
    """

    SECOND = 0
    MINUTE = 1
    HOUR = 2
    DAYPART = 3
    DAY = 4
    WEEKEND = 5
    WEEK = 6
    MONTH = 7
    SEASON = 8
    QUARTER = 9
    HALF = 10
    YEAR = 11
    DECADE = 12
    CENTURY = 13
    MILLENNIUM = 14

    @property
    def label(self) -> str:
        """The word that exports use: ``day``, ``month``, ``daypart``…"""
        return self.name.lower()


def days_from_civil(year: int, month: int, day: int) -> int:
    """The number of the day, 0001-01-01 being 0; exact for every year, negative ones too.

    >>> days_from_civil(1, 1, 1), days_from_civil(1970, 1, 1), days_from_civil(-499, 3, 1)
    (0, 719162, -182563)
    """
    year -= month <= 2
    era, of_era = divmod(year, 400)
    day_of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + day_of_year - 306


@lru_cache(1 << 14)
def civil_from_days(number: int) -> tuple[int, int, int]:
    """Year, month, day of a day number: the inverse of :func:`days_from_civil`.

    >>> civil_from_days(0), civil_from_days(719162), civil_from_days(-182563)
    ((1, 1, 1), (1970, 1, 1), (-499, 3, 1))
    """
    era, rest = divmod(number + 306, 146_097)
    of_era = (rest - rest // 1_460 + rest // 36_524 - rest // 146_096) // 365
    day_of_year = rest - (365 * of_era + of_era // 4 - of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    return era * 400 + of_era + (month <= 2), month, day_of_year - (153 * shifted + 2) // 5 + 1


def month_length(year: int, month: int) -> int:
    """Days of a month.

    >>> month_length(2016, 2), month_length(1900, 2), month_length(2016, 12)
    (29, 28, 31)
    """
    return days_from_civil(year + month // 12, month % 12 + 1, 1) - days_from_civil(year, month, 1)


def weekday(number: int) -> int:
    """ISO weekday of a day number, Monday 1 to Sunday 7.

    >>> weekday(days_from_civil(2016, 12, 11))
    7
    """
    return number % 7 + 1


def iso_year(year: int) -> str:
    """A year in ISO 8601: four digits, longer or negative ones with a sign.

    >>> iso_year(2016), iso_year(-499), iso_year(12016)
    ('2016', '-0499', '+12016')
    """
    if 0 <= year <= 9999:
        return f"{year:04}"
    return f"{'-' if year < 0 else '+'}{abs(year):04}"


def iso_day(second: int) -> str:
    """The civil day that a civil second lies in, in ISO 8601.

    >>> iso_day(days_from_civil(2016, 12, 11) * DAY + 20 * HOUR)
    '2016-12-11'
    """
    return _iso_day(second // DAY)


@lru_cache(maxsize=8192)
def _iso_day(number: int) -> str:
    year, month, day = civil_from_days(number)
    return f"{iso_year(year)}-{month:02}-{day:02}"


def iso_minute(second: int) -> str:
    """The civil minute of a civil second, in ISO 8601.

    >>> iso_minute(days_from_civil(2016, 12, 11) * DAY + 20 * HOUR + 54 * MINUTE)
    '2016-12-11T20:54'
    """
    of_day = second % DAY
    return f"{iso_day(second)}T{of_day // HOUR:02}:{of_day % HOUR // MINUTE:02}"


class Interval(msgspec.Struct, frozen=True, cache_hash=True, gc=False):
    """Half-open civil time ``[start, end)`` in civil seconds, with the grain the text speaks in.

    ``None`` at either side is open or unknown. Outside the program only :attr:`earliest` and :attr:`latest`
    are seen: the first and the last day (or minute), both inclusive.

    >>> day = Interval.of_day(2016, 12, 11)
    >>> day.earliest, day.latest, day.grain.label
    ('2016-12-11', '2016-12-11', 'day')
    """

    start: int | None
    end: int | None
    grain: Grain

    @classmethod
    def of_day(cls, year: int, month: int, day: int) -> Interval:
        """The whole of one civil day."""
        start = days_from_civil(year, month, day) * DAY
        return cls(start, start + DAY, Grain.DAY)

    @property
    def earliest(self) -> str | None:
        """First civil day, or minute where the grain is finer than a part of day; ``None`` when open."""
        if self.start is None:
            return None
        return iso_minute(self.start) if self.grain < Grain.DAYPART else iso_day(self.start)

    @property
    def latest(self) -> str | None:
        """Last civil day, or minute where the grain is finer than a part of day; ``None`` when open."""
        if self.end is None:
            return None
        last = max(self.end - 1, self.start if self.start is not None else self.end - 1)
        return iso_minute(last) if self.grain < Grain.DAYPART else iso_day(last)

    def overlaps(self, other: Interval) -> bool:
        """Whether the two share a moment; open sides reach for ever.

        >>> Interval.of_day(2016, 12, 11).overlaps(Interval(None, 0, Grain.DAY))
        False
        """
        return (self.start is None or other.end is None or self.start < other.end) and (
            other.start is None or self.end is None or other.start < self.end
        )
