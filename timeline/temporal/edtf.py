"""EDTF (ISO 8601-2) level 1: what readers see of an interval, and what people write in corrections."""

from __future__ import annotations

import re
from functools import lru_cache

from timeline.civil import DAY, HOUR, MINUTE, Grain, Interval, civil_from_days, days_from_civil, month_length

_SEASONS = {3: 21, 6: 22, 9: 23, 12: 24}


@lru_cache(10_000)
def to_edtf(interval: Interval, *, approximate: bool = False, uncertain: bool = False) -> str | None:
    """The EDTF of an interval, at its grain; an interval that is open at both sides has none.

    What is finer than a day has the EDTF of its day: a time of day in EDTF is complete to the second, which nobody
    said, and stands in no interval (ISO 8601-2, level 1).

    >>> to_edtf(Interval.of_day(2016, 12, 11)), to_edtf(Interval.of_day(2016, 12, 11), approximate=True)
    ('2016-12-11', '2016-12-11~')
    >>> noon = days_from_civil(2016, 12, 11) * DAY + 12 * HOUR
    >>> to_edtf(Interval(noon, noon + MINUTE, Grain.MINUTE))
    '2016-12-11'
    >>> ten = days_from_civil(1990, 1, 1) * DAY, days_from_civil(2000, 1, 1) * DAY
    >>> to_edtf(Interval(*ten, Grain.DECADE)), to_edtf(Interval(ten[0], None, Grain.YEAR))
    ('199X', '1990/..')
    """
    doubt = {(False, False): "", (True, False): "~", (False, True): "?", (True, True): "%"}[
        approximate, uncertain
    ]
    start, end = interval.start, interval.end
    if start is None and end is None:
        return None
    if start is None:
        assert end is not None
        return f"../{_point(end - 1, interval.grain)}{doubt}"
    if end is None:
        return f"{_point(start, interval.grain)}{doubt}/.."
    whole = _whole(start, end)
    if whole is not None:
        return whole + doubt
    first, last = _point(start, interval.grain), _point(end - 1, interval.grain)
    return first + doubt if first == last else f"{first}{doubt}/{last}{doubt}"


def _year(year: int) -> str:
    if 0 <= year <= 9999:
        return f"{year:04}"
    if -9999 <= year < 0:
        return f"-{-year:04}"
    return f"Y{year}"


def _point(second: int, grain: Grain) -> str:
    year, month, day = civil_from_days(second // DAY)
    if grain in (Grain.YEAR, Grain.DECADE, Grain.CENTURY, Grain.MILLENNIUM):
        return _year(year)
    if grain in (Grain.MONTH, Grain.QUARTER, Grain.HALF):
        return f"{_year(year)}-{month:02}"
    return f"{_year(year)}-{month:02}-{day:02}"


def _whole(start: int, end: int) -> str | None:
    """The one date that covers exactly ``[start, end)``: a decade, year, season, month or day."""
    if start % DAY or end % DAY:
        return None
    (year, month, day), after = civil_from_days(start // DAY), civil_from_days(end // DAY)
    if end - start == DAY:
        return f"{_year(year)}-{month:02}-{day:02}"
    if day != 1 or after[2] != 1:
        return None
    months = (after[0] - year) * 12 + after[1] - month
    if months == 1:
        return f"{_year(year)}-{month:02}"
    if month != 1 or not 0 <= year <= 9999:
        return f"{_year(year)}-{_SEASONS[month]}" if months == 3 and month in _SEASONS else None
    if months == 12:
        return _year(year)
    if months == 120 and year % 10 == 0:
        return f"{year // 10:03}X"
    if months == 1200 and year % 100 == 0:
        return f"{year // 100:02}XX"
    return None


_DATE = re.compile(
    r"(?P<year>Y-?\d{5,9}|-?\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?"
    r"(?:T(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?:Z|[+-]\d\d(?::\d\d)?)?)?[?~%]?"
)


def parse_edtf(value: str) -> Interval:
    """The interval of an EDTF value of level 1; doubt (``?``, ``~``, ``%``) does not widen it.

    >>> parse_edtf("2016-03").earliest, parse_edtf("2016-03/..").latest, parse_edtf("199X").grain.label
    ('2016-03-01', None, 'decade')

    Raises :class:`ValueError` with a message for what is not EDTF level 1.
    """
    text = value.strip()
    if "/" in text:
        first, _, last = text.partition("/")
        sides = [None if side in ("", "..") else _one(side, value) for side in (first, last)]
        if sides == [None, None]:
            raise ValueError(f"{value!r} is open at both sides: give at least one date, as in '2016-03/..'")
        start, end = (sides[0].start if sides[0] else None), (sides[1].end if sides[1] else None)
        if start is not None and end is not None and end <= start:
            raise ValueError(f"{value!r} ends before it begins")
        return Interval(start, end, min(side.grain for side in sides if side))
    return _one(text, value)


def _one(text: str, value: str) -> Interval:
    found = _DATE.fullmatch(text)
    if not found:
        raise ValueError(
            f"{value!r} is not an EDTF date: write it as 2016, 2016-03, 2016-03-14, 2016-03~ or 2016-03/.."
        )
    year_text = found["year"].removeprefix("Y")
    if "X" in year_text:
        digits = year_text.rstrip("X")
        width = 10 ** (len(year_text) - len(digits))
        first = int(digits) * width
        grain = Grain.DECADE if width == 10 else Grain.CENTURY
        return Interval(_day(first, 1, 1), _day(first + width, 1, 1), grain)
    year = int(year_text)
    if found["month"] in (None, "XX"):
        return Interval(_day(year, 1, 1), _day(year + 1, 1, 1), Grain.YEAR)
    month = int(found["month"])
    if 21 <= month <= 24 and not found["day"]:
        begin = {21: 3, 22: 6, 23: 9, 24: 12}[month]
        return Interval(
            _day(year, begin, 1), _day(year + (begin + 3) // 13, (begin + 2) % 12 + 1, 1), Grain.SEASON
        )
    if not 1 <= month <= 12:
        raise ValueError(f"{value!r} has no month {month}: months are 01 to 12, seasons 21 to 24")
    if found["day"] in (None, "XX"):
        return Interval(_day(year, month, 1), _day(year + month // 12, month % 12 + 1, 1), Grain.MONTH)
    day = int(found["day"])
    if not 1 <= day <= month_length(year, month):
        raise ValueError(f"{value!r} has no day {day}: that month has {month_length(year, month)}")
    start = _day(year, month, day)
    if found["hour"] is None:
        return Interval(start, start + DAY, Grain.DAY)
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    if hour > 24 or minute > 59 or second > 59:
        raise ValueError(f"{value!r} has no such time of day")
    begin = start + hour * HOUR + minute * MINUTE + second
    return Interval(
        begin,
        begin + (MINUTE if found["second"] is None else 1),
        Grain.MINUTE if found["second"] is None else Grain.SECOND,
    )


def _day(year: int, month: int, day: int) -> int:
    return days_from_civil(year, month, day) * DAY
