"""Hours: on which day they lie, by what stands beside them.

Each refiner is one function with one reason.
"""

from __future__ import annotations

import re
from itertools import pairwise

import msgspec

from timeline.civil import Grain
from timeline.temporal.beside import Beside
from timeline.temporal.days import DAY_AFTER, DAY_TOLD_OF, UNDATED, day_of, is_day, on_day, weekday_of
from timeline.temporal.expression import (
    Clock,
    Daypart,
    Dct,
    Expression,
    Next,
    Reading,
    Running,
    Shift,
    This,
    Unit,
)
from timeline.temporal.joints import GAP, parted, ranged
from timeline.temporal.operators.hours import OVERNIGHT, hour_of_day_part
from timeline.temporal.tagger import Timex


def _tells_hours(found: list[Timex]) -> bool:
    """Whether there is a time of day at all: many texts tell none."""
    return "TIME" in [timex.reading.type for timex in found]


def cross_midnight(says: Beside, text: str, found: list[Timex]) -> list[Timex]:
    """A range of hours may end on the next day: "from 9 p.m. to 5 a.m."; what begins today ends on the coming weekday."""
    if not _tells_hours(found):
        return found
    crossed = list(found)
    for index, (left, right) in enumerate(pairwise(found)):
        if right.start - left.end > GAP and right.reading.type != "TIME":
            continue
        first, last = left.reading.expression, right.reading.expression
        before = found[index - 1].reading.expression if index else None
        if isinstance(before, Clock) and before.base == first:
            first = before  # "from 9 p.m. on Friday to 5 a.m."
        if not ranged(says.joints, text, left, right):
            last_night = text.startswith(says.hours.last, left.start)
            if _goes_on_after_midnight(
                first, last, last_night, one=not parted(text, left, right)
            ) and not says.hours.comes_before.search(text, left.end, _until(says, text, right)):
                crossed[index + 1] = right.saying(on_day(last, DAY_AFTER))
            continue
        day = weekday_of(last)
        if isinstance(first, Clock) and isinstance(last, Clock):
            if (first.hour, first.minute or 0) <= (last.hour, last.minute or 0):
                continue
            if last.base == UNDATED:
                crossed[index + 1] = right.saying(on_day(last, DAY_AFTER))
            elif first.base == last.base:
                crossed[index] = left.saying(on_day(first, Shift(Unit(Grain.DAY), -1, last.base)))
        elif day and _is_of_now(first):
            crossed[index + 1] = right.saying(on_day(last, Next(day.what, UNDATED)))
    return crossed


def _until(says: Beside, text: str, timex: Timex) -> int:
    """Where a time begins, with the "until" right before it."""
    until = text.endswith(says.hours.until, 0, timex.start)
    return timex.start - len(says.hours.until) if until else timex.start


_SMALL = 6
"""The small hours end with it."""


def _goes_on_after_midnight(first: Expression, last: Expression, last_night: bool, *, one: bool) -> bool:
    """Whether the small hours come after an evening: "was seen at 11 p.m. on Saturday. She died at 2 a.m."; so does
    a morning after a night, which belongs to the day it begins on, and in ``one`` sentence any hour before noon.
    """
    if not isinstance(last, Clock | Daypart) or last.base != UNDATED:
        return False
    if isinstance(first, Daypart) and last_night and isinstance(last, Clock):
        return last.hour < 18  # "broke down last night. … said at noon"
    if last.part != "MO" if isinstance(last, Daypart) else last.hour >= 12:
        return False
    if isinstance(first, Daypart):
        small = isinstance(last, Clock) and last.hour < _SMALL
        return (first.part == "NI" or (first.part == "EV" and small)) and not first.through
    same = one and isinstance(first, Clock) and isinstance(last, Clock) and first.zone == last.zone
    small = same or not isinstance(last, Clock) or last.hour < _SMALL
    return isinstance(first, Clock) and 18 <= first.hour <= 24 and small


def _is_of_now(expression: Expression) -> bool:
    """Whether an expression is a day told from the day of writing, or an hour or part of one."""
    day = day_of(expression)
    if isinstance(day, Running | Dct):
        return isinstance(expression, Daypart | Clock)
    return isinstance(day, This | Shift) and day.what.grain is Grain.DAY and day.base == Dct()


def begin_at_midnight(says: Beside, text: str, found: list[Timex]) -> list[Timex]:
    """The midnight at which something began or ended is the last one: "a strike that began at midnight"."""
    if says.hours.midnight not in text:
        return found
    return [
        timex.saying(msgspec.structs.replace(clock, begun=True))
        if isinstance(clock := timex.reading.expression, Clock)
        and clock.hour == 24
        and _is_over(says, text, timex)
        and not (before is not None and _is_its_night(text, before, timex))
        else timex
        for before, timex in zip((None, *found), found, strict=False)
    ]


def _is_its_night(text: str, before: Timex, midnight: Timex) -> bool:
    """Whether a midnight is that of a night told before it in its sentence: "died *Thursday night*, it was announced before midnight"."""
    night = before.reading.expression
    return isinstance(night, Daypart) and night.part in ("NI", "EV") and not parted(text, before, midnight)


def _is_over(says: Beside, text: str, timex: Timex) -> bool:
    """Whether what happened at a time has happened: "began at", "At … the talks ended"."""
    if says.hours.begun.search(text, max(0, timex.start - 110), timex.start):
        return True
    if says.hours.lasted.search(text, max(0, timex.start - 90), timex.start):
        return True
    opens = says.hours.at_first.search(text, max(0, timex.start - 24), timex.start) is not None
    return opens and says.hours.done.match(text, timex.end) is not None


_THE_YEAR = This(Unit(Grain.YEAR), Running())


def begin_next_year(says: Beside, text: str, found: list[Timex]) -> list[Timex]:
    """The beginning of a year that is to come is that of the next one: "will open by the beginning of the year"."""
    if says.hours.of_the_year not in text:
        return found
    return [
        timex.saying(Shift(Unit(Grain.YEAR), 1, Running()))
        if timex.reading.mod == "START"
        and timex.reading.expression == _THE_YEAR
        and says.hours.begins.search(text, max(0, timex.start - 80), timex.start)
        else timex
        for timex in found
    ]


def look_to_the_night(says: Beside, text: str, found: list[Timex]) -> list[Timex]:
    """What "is expected overnight" comes in the night of today, what "began late on Thursday and spread overnight" did in that of Thursday;
    "overnight" else is the last one.
    """
    if says.hours.overnight not in text:
        return found
    told = list(found)
    for index, timex in enumerate(found):
        if timex.reading.expression != OVERNIGHT or text.startswith(says.hours.last, timex.start):
            continue
        before = found[index - 1] if index else timex
        if _is_late(before.reading) and says.hours.then.fullmatch(text, before.end, timex.start):
            day = day_of(before.reading.expression)
        elif says.hours.coming.search(text, max(0, timex.start - 60), timex.start):
            day = This(Unit(Grain.DAY))
        else:
            continue
        told[index] = timex.saying(msgspec.structs.replace(OVERNIGHT, base=day))
    return told


def _is_late(reading: Reading) -> bool:
    """Whether a time is the end of a day, or one of its late parts: "late on Thursday", "Thursday evening"."""
    expression = reading.expression
    if isinstance(expression, Daypart):
        return expression.part in ("AF", "EV", "NI") and is_day(expression.base)
    return reading.mod == "END" and is_day(expression)


def share_days(says: Beside, text: str, found: list[Timex]) -> list[Timex]:
    """A clock time is of the day that follows: "at one o'clock on Thursday morning", "at 2 a.m., early on Sunday morning"."""
    if not _tells_hours(found):
        return found
    shared = list(found)
    for index in range(len(shared) - 2, -1, -1):
        left, right = shared[index], shared[index + 1]
        clock, day = left.reading.expression, right.reading.expression
        if not isinstance(clock, Clock) or clock.base != UNDATED:
            continue
        between = says.hours.same_day if isinstance(day, Clock) else says.joints.on
        part = day.part if isinstance(day, Daypart) else None
        day = day_of(day)
        again = part is not None and says.hours.said_again.fullmatch(text, left.end, right.start)
        beside = again or between.fullmatch(text, left.end, right.start)
        if not (_is_next(day) or is_day(day)) or not beside:
            continue
        shared[index] = left.saying(hour_of_day_part(clock, part, day))
        if _is_next(day):
            shared[index + 1] = right.saying(DAY_TOLD_OF)
    return shared


def _is_next(day: Expression) -> bool:
    """ "The following day", "two days later": counted on from the last day told, and so behind an hour from the hour's own."""
    return isinstance(day, Shift) and day.what == Unit(Grain.DAY) and day.count > 0 and day.base == UNDATED


def hours_of_parts(says: Beside, text: str, found: list[Timex]) -> list[Timex]:
    """A part of a day says in which half an hour right behind it lies: "Monday afternoon at 1:05"."""
    if not _tells_hours(found):
        return found
    told = list(found)
    for index, (left, right) in enumerate(pairwise(found)):
        part, hour = left.reading.expression, right.reading.expression
        if (
            isinstance(part, Daypart)
            and isinstance(hour, Clock)
            and right.rule in ("clock", "o'clock")
            and hour.base == UNDATED
            and says.hours.at.fullmatch(text, left.end, right.start)
        ):
            told[index + 1] = right.saying(hour_of_day_part(hour, part.part, part.base))
    return told


_REACH = 240
"""So far behind an hour or part of the day, at most, the hours that say no half are told from it."""
_EARLY = 6
"""Behind an hour of the morning, or noon, those before it are of the afternoon: "at 10:30 … at 1:15"."""
_EARLIEST = 5
"""Those before it are none of an evening: "at 10 p.m. … at two o'clock"."""
_EVENING = 20
"""From this hour on it is late."""


def carry_halves(says: Beside, text: str, found: list[Timex]) -> list[Timex]:
    """Hours that say no half of their day go on from what was told of it.

    "Took off at 3:26 p.m. … was down at 3:31"; "on the evening of 16 December … at 9:15"; "at 10:30 … at 1:15".
    """
    if not _tells_hours(found):
        return found
    told = list(found)
    early, late = -_REACH, -_REACH  # where the last hour of a morning ends, and that of an afternoon or night
    night = False
    for index, timex in enumerate(found):
        hour = timex.reading.expression
        if isinstance(hour, Daypart):
            early = -_REACH
            late = timex.end if hour.part in _LATE and not hour.through else -_REACH
            night = hour.part != "AF"
            continue
        if not isinstance(hour, Clock):
            if _tells_day(hour) and not (index and _has_day(found[index - 1], hour)):
                early, late = -_REACH, -_REACH
            continue
        if hour.base != UNDATED:
            early, late = -_REACH, -_REACH  # "at noon, and took effect at 11:00 on the following day"
        bare = hour.hour < 12 and says.hours.no_half.fullmatch(text, timex.start, timex.end) is not None
        if (
            bare
            and hour.zone is None
            and (
                (timex.start - late < _REACH and not (night and hour.hour < _EARLIEST))
                or (hour.hour < _EARLY and timex.start - early < _REACH)
            )
        ):
            hour = msgspec.structs.replace(hour, hour=hour.hour + 12)
            told[index] = timex.saying(hour)
        if hour.hour <= 12:
            early, late = timex.end if hour.hour >= _EARLY else -_REACH, -_REACH
        elif not says.hours.whole_day.search(text, timex.start, timex.end):
            late, night = timex.end, hour.hour >= _EVENING
    return told


_LATE = ("AF", "EV", "NI")


def _tells_day(expression: Expression) -> bool:
    """Whether an expression goes to a day: "20 July", "two days afterwards"."""
    counted = isinstance(expression, Shift) and expression.what.grain is Grain.DAY
    return counted or is_day(expression)


def _has_day(before: Timex, day: Expression) -> bool:
    """Whether a day is that of the hour before it: "at 3:26 p.m. on Tuesday"."""
    return day_of(before.reading.expression) in (day, DAY_TOLD_OF)


_AGAIN = re.compile(r"\s*[(,/]\s*")


def tell_again(says: Beside, text: str, found: list[Timex]) -> list[Timex]:
    """An hour told again in another zone may be of another day: "10:15 p.m. EDT (0215 GMT Friday)" is of Thursday."""
    if not _tells_hours(found):
        return found
    told = list(found)
    for index, (left, right) in enumerate(pairwise(found)):
        first, again = left.reading.expression, right.reading.expression
        if not (
            isinstance(first, Clock)
            and isinstance(again, Clock)
            and _AGAIN.fullmatch(text, left.end, right.start)
        ):
            continue
        local = says.hours.local in text[left.start : left.end]
        days = _days_from_local(first, again) if local else _days_apart(first, again)
        if days and again.base == UNDATED:
            told[index + 1] = right.saying(on_day(again, Shift(Unit(Grain.DAY), days, UNDATED)))
        elif days and first.base == again.base:
            told[index] = left.saying(on_day(first, Shift(Unit(Grain.DAY), -days, again.base)))
    return told


def _days_apart(first: Clock, again: Clock) -> int:
    """By how many days the date of an instant is another where it is told again."""
    if first.zone is None or again.zone is None:
        return 0
    days, rest = divmod(_minutes(first) - _minutes(again), MINUTES_OF_DAY)
    return 0 if rest else days


def _days_from_local(first: Clock, again: Clock) -> int:
    """The same where the first is told by a clock whose zone only its place tells: none is over 12 behind Greenwich or 14 ahead."""
    if again.zone is None:
        return 0
    ahead = _minutes(first) - _minutes(again)
    return -1 if ahead < -12 * 60 else 1 if ahead > 14 * 60 else 0


def _minutes(time: Clock) -> int:
    """The minute in Greenwich, told from the midnight of the time's own day."""
    hours, _, minutes = (time.zone or "").strip("Z+-").partition(":")
    offset = 60 * int(hours or 0) + int(minutes or 0)
    return 60 * time.hour + (time.minute or 0) - (-offset if (time.zone or "").startswith("-") else offset)


MINUTES_OF_DAY = 24 * 60
