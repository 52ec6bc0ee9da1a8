"""Parts of the day and the hours in it."""

from __future__ import annotations

import msgspec

from timeline.civil import Grain
from timeline.temporal.expression import (
    Clock,
    Daypart,
    Expression,
    Part,
    Previous,
    Reading,
    Shift,
    This,
    Unit,
)
from timeline.temporal.operators.dates import date
from timeline.temporal.operators.parts import base_of, integer


def daypart(
    part: Part | Reading,
    time: Reading | None = None,
    mod: str | None = None,
    days: int = 0,
    base: str = "previous",
    sign: int = 1,
) -> Reading | None:
    """morning, on the morning of 3 May, Sunday night; "in the evening" of the last day mentioned, or the one before (-1)."""
    told = time.expression if time else base_of(base)
    base_day = Shift(Unit(Grain.DAY), sign * days, told) if days else told
    if isinstance(part, Reading):
        if not isinstance(part.expression, Daypart):
            return None
        part = part.expression.part
    return Reading("TIME", Daypart(part, base_day), mod or (time.mod if time else None))


def night_between(
    part: Part,
    month: int,
    days: str | None = None,
    first: int | str = "",
    last: int | str = "",
    year: int | str | None = None,
    era: str | None = None,
) -> Reading | None:
    """The night of 3/4 June, of 3 to 4 June: that of the 3rd."""
    if days:
        first, _, last = days.partition("/")
    if integer(last) not in (integer(first) + 1, 1):
        return None
    day = date(month=month, day=first, year=year, era=era)
    return daypart(part, day) if day else None


OVERNIGHT = Daypart("NI", Shift(Unit(Grain.DAY), -1), through=True)


def overnight(mod: str | None = None) -> Reading:
    """overnight, last night: the night before the anchor's day."""
    return Reading("TIME", OVERNIGHT, mod)


def clock_time(
    hour: int | str | None = None,
    clock: str | None = None,
    military: str | None = None,
    half: str | None = None,
    minute: int | str | None = None,
    zone: str | None = None,
    time: Reading | None = None,
    mod: str | None = None,
    said: str | None = None,
) -> Reading | None:
    """A time of day: 10:35 a.m., 0900 GMT, noon, four in the morning."""
    second: int | None = None
    m: int | None
    base = time.expression if time else Previous(Grain.DAY)
    if clock is not None:
        parts = [int(part) for part in clock.replace(".", ":").split(":")]
        h, m = parts[0], parts[1]
        second = parts[2] if len(parts) > 2 else None
    elif military is not None:
        h, m = int(military[:2]), int(military[2:])
    elif hour is not None:
        h, m = integer(hour), None if minute is None else integer(minute)
    else:
        return None
    if zone is not None and zone[:3] in ("gmt", "utc") and len(zone) > 3:
        zone = _offset(zone[3:])
    if half in ("am", "pm") and clock is None and h > 12:
        return None
    h = hour_in(half, h)
    if h > 24 or (m or 0) > 59:
        return None
    return Reading("TIME", Clock(h, m, second, zone, base), mod)


def hour_in(half: str | None, hour: int) -> int:
    """The hour of the day that ten is in the evening, or two at night.

    >>> hour_in("EV", 10), hour_in("NI", 2), hour_in("MO", 12), hour_in("NI", 12), hour_in(None, 10)
    (22, 2, 0, 0, 10)
    """
    if half in ("pm", "AF", "EV", "NI") and hour < 12 and not (half == "NI" and hour < 5):
        return hour + 12
    return 0 if half in ("am", "MO", "NI") and hour == 12 else hour


_SMALL = 5


def hour_of_day_part(clock: Clock, part: str | None, day: Expression) -> Clock:
    """An hour of a part of a day; the small hours of a night are those of the next day: "at two on Friday night"."""
    hour = hour_in(part, clock.hour)
    if part == "NI" and hour < _SMALL:
        day = Shift(Unit(Grain.DAY), 1, day)
    return msgspec.structs.replace(clock, hour=hour, base=day)


def _offset(text: str) -> str:
    """+2, +0530, +05:30 in ISO 8601."""
    hours, _, minutes = text[1:].partition(":")
    if not minutes and len(hours) > 2:
        hours, minutes = hours[:-2], hours[-2:]
    return f"{text[0]}{hours:0>2}" + (f":{minutes}" if minutes else "")


_MIDNIGHT = 24


def clock_of_day(
    clocktime: Reading, time: Reading, half: str | None = None, past: bool = False
) -> Reading | None:
    """9 a.m. Tuesday, 6:15 Saturday evening, 10:30 that night: a clock time on a day, or in a part of one; ``past`` midnight
    it has just begun."""
    hour, day = clocktime.expression, time.expression
    if not isinstance(hour, Clock) or (isinstance(day, This | Shift) and day.what.grain is not Grain.DAY):
        return None
    if isinstance(day, Daypart):
        half = half or day.part
        day = day.base
    if half == "NI":
        return Reading("TIME", hour_of_day_part(hour, half, day), clocktime.mod)
    number = 0 if past and hour.hour == _MIDNIGHT else hour_in(half, hour.hour)
    return Reading("TIME", msgspec.structs.replace(hour, hour=number, base=day), clocktime.mod)


def hour_of_part(hour: int | str, time: Reading, half: str | None = None) -> Reading | None:
    """ "At nine that night", "at 8 Saturday evening": a bare number is an hour because a part of the day follows."""
    clock = clock_time(hour=hour) if 1 <= integer(hour) <= 12 else None
    return clock and clock_of_day(clock, time, half)


def hour_before(
    half: str, clock: str | None = None, hour: int | str | None = None, until: int | str | None = None
) -> Reading | None:
    """The first hour of "10-4 p.m.": of the same half of the day if that is earlier, else of the other."""
    begin = int(clock.split(":")[0]) if clock else integer(hour) if hour is not None else 0
    end = int(until.split(":")[0]) if isinstance(until, str) else 12 if until is None else until
    if until is not None and begin % 12 > end % 12:
        half = "am" if half == "pm" else "pm"
    return clock_time(hour=hour, clock=clock, half=half)


def stamp(month: int, day: int | str, year: int | str, clock: str, zone: str | None = None) -> Reading | None:
    """Oct 26 11:00:09 2015: what machines write."""
    day_said = date(month=month, day=day, year=year)
    return clock_time(clock=clock, zone=zone, time=day_said) if day_said else None


def past_hour(
    hour: int | str, part: int | str = 30, side: int = 1, half: str | None = None
) -> Reading | None:
    """half past seven, a quarter to nine, ten past four, ten to midnight."""
    minutes = side * integer(part)
    if not 0 < abs(minutes) < 60:
        return None
    before = integer(hour) - (side < 0)
    # "a quarter to one" that says no half of the day is noon's
    return clock_time(hour=before % 24 if before else 12, minute=minutes % 60, half=half)
