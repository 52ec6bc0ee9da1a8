"""From an expression and an anchor to a time: the calendar, and nothing of words.

>>> from timeline.temporal.expression import Last, Repeating
>>> sunday = Interval.of_day(2016, 12, 11)
>>> resolve(Nearest(Repeating("weekday", 4)), Situation(sunday, direction="past")).interval.earliest
'2016-12-08'
"""

from __future__ import annotations

import re
from typing import NamedTuple

from timeline.civil import (
    DAY,
    HOUR,
    MINUTE,
    Grain,
    Interval,
    civil_from_days,
    days_from_civil,
    month_length,
    weekday,
)
from timeline.config import DateOrder
from timeline.model import Direction
from timeline.temporal import calendar, timex3
from timeline.temporal.expression import (
    Between,
    Clock,
    Daypart,
    Dct,
    EraYear,
    Expression,
    Fixed,
    Last,
    Nearest,
    Next,
    Nth,
    Numeric,
    Previous,
    Repeating,
    Reported,
    ReportedIn,
    Running,
    Shift,
    This,
    Unit,
    Within,
    Years,
)

_WITHIN_WEEK = range(2, 6)
"""Tuesday to Friday: from Monday on a week's days are called by their names alone, and at its end it is over."""
PART_HOURS = {"MO": (6, 12), "MI": (12, 13), "AF": (12, 18), "EV": (18, 22), "NI": (18, 24), "DT": (6, 18)}
EARLY_HOURS = (0, 6)


class Mentions(NamedTuple):
    """The last times mentioned: the last of all, the last that is a month or finer, the last that is a day or finer."""

    any: Interval | None = None
    month: Interval | None = None
    day: Interval | None = None
    quarter: Interval | None = None
    hour: Interval | None = None
    """The last time of day mentioned, of the last day mentioned."""
    range: Interval | None = None
    """From the beginning to the end of a range, where its end was the last time mentioned."""

    @property
    def finest(self) -> Interval | None:
        """Where a story has come to: a wider time around the last one does not move it."""
        return self.day or self.month or self.any

    def within(self, grain: Grain) -> Interval | None:
        """The last time that is a grain or finer."""
        if grain > Grain.MONTH:
            return self.any
        if grain is Grain.WEEK and self.month and self.month.grain > Grain.WEEK:
            return self.day
        if grain < Grain.DAYPART and self.hour:
            return self.hour
        return self.month if grain > Grain.DAY else self.day

    def then(self, time: Interval) -> Mentions:
        """After one more time; a finer one that lies outside it is forgotten."""
        if time.grain <= Grain.DAY:
            near = self.hour if self.hour and self.hour.overlaps(time) else None
            return Mentions(time, time, time, self.quarter, time if time.grain < Grain.DAYPART else near)
        day = self.day if self.day and self.day.overlaps(time) else None
        hour = self.hour if day else None
        if time.grain <= Grain.QUARTER:
            return Mentions(time, time, day, self.quarter, hour)
        if time.grain > Grain.YEAR and self.month:
            return self._replace(any=time)  # no month is told from a decade
        month = self.month if self.month and _begins_in(self.month, time) else None
        return Mentions(time, month, day, self.quarter, hour)


def _of_next_year_named(what: Repeating, situation: Situation) -> Time | None:
    """What a story tells before it has named a year: of the first that it will name."""
    if (
        situation.mentions.any
        or situation.ahead is None
        or what.field in ("weekday", "weekend", "day_of_month")
    ):
        return None
    return _time(calendar.in_year(what, situation.ahead), calendar.GRAIN[what.field])


def _begins_in(time: Interval, whole: Interval) -> bool:
    """Whether a time begins inside another, as a winter does in its own year and not in the next."""
    if time.start is None or whole.start is None or whole.end is None:
        return time.overlaps(whole)
    return whole.start <= time.start < whole.end


class Situation(NamedTuple):
    """What an expression is told from: the anchor, the last time mentioned, and the side that context points to."""

    anchor: Interval | None
    mentions: Mentions = Mentions()
    direction: Direction = "past"
    order: DateOrder = "DMY"
    narrative: bool = False
    ahead: int | None = None
    """In a narrative, the next year that the text names."""
    order_said: bool = False
    """Whether other dates of the text can have no other order of day and month."""


class Time(NamedTuple):
    """A resolved time with what its value needs beside the interval."""

    interval: Interval
    part: str | None = None
    zone: str | None = None
    midnight: bool = False
    unsaid: str = ""
    """The value where the text leaves a part of it open: ``1915-XX-XX``, a day of that year."""

    @property
    def value(self) -> str:
        """The TIMEX3 value."""
        start, grain = self.interval.start, self.interval.grain
        assert start is not None
        if self.unsaid:
            return self.unsaid
        if self.midnight:
            return timex3.value(start - DAY, Grain.DAY) + "T24:00"
        return timex3.value(start, grain, self.part, self.zone)


def _time(span: calendar.Span | None, grain: Grain, part: str | None = None) -> Time | None:
    return Time(Interval(span[0] * DAY, span[1] * DAY, grain), part) if span else None


_MOST = 10_000
"""So many Sundays back or ahead nobody counts."""
_YEARS = 999_999_999
"""The years that EDTF can tell, before Christ and after."""
_FIRST, _LAST = days_from_civil(-_YEARS, 1, 1) * DAY, days_from_civil(_YEARS, 12, 31) * DAY


def tellable(time: Time | None) -> Time | None:
    """A time, unless it lies beyond all that a calendar tells: "in 9999999999 BC"."""
    bounds = (time.interval.start, time.interval.end) if time else ()
    return time if all(bound is None or _FIRST <= bound <= _LAST for bound in bounds) else None


def resolve(expression: Expression, situation: Situation) -> Time | None:  # noqa: PLR0912 - one arm an operator of the closed algebra
    """The time that an expression means in a situation; ``None`` where that needs an anchor that is not there."""
    match expression:
        case Fixed(year, None):
            return _time(calendar.months(year, 1, 12), Grain.YEAR)
        case Fixed(year, within):
            return _time(calendar.in_year(within, year), calendar.GRAIN[within.field]) if within else None
        case Years(first, grain) if first < 0:  # 300 to 201 BC: no rounding
            return _time(calendar.months(first, 1, calendar.MONTHS[grain]), grain)
        case Years(first, grain):
            return _time(calendar.unit_span(grain, days_from_civil(first, 1, 1)), grain)
        case Numeric(text):
            readings = numeric_readings(text, situation.order)
            return readings[0] if readings else None
        case Shift(_, _, Previous()) if some := _some(expression, situation):
            return some
        case Reported():
            if situation.mentions.quarter:
                return Time(situation.mentions.quarter)
            return resolve(Shift(Unit(Grain.QUARTER), -1), situation)
        case Dct() | Running():
            reference = (situation.mentions.finest if situation.narrative else None) or situation.anchor
            return Time(reference) if reference else None
        case Previous(grain):
            mention = situation.mentions.within(grain)
            reference = mention or (None if situation.narrative else situation.anchor)
            return Time(reference) if reference else None
        case Daypart(_, Previous(Grain.DAY)) | Clock(base=Previous(Grain.DAY)) if some := _some_day(
            situation
        ):
            return some._replace(unsaid=f"{some.unsaid}T{_of_day(expression)}")
        case Between(first, last):
            one, two = resolve(first, situation), resolve(last, situation)
            if not one or not two:
                return None
            return Time(
                Interval(one.interval.start, two.interval.end, min(one.interval.grain, two.interval.grain))
            )
    if isinstance(expression, Last | Next) and expression.count > _MOST:
        return None
    base = resolve(expression.base, situation) if hasattr(expression, "base") else None
    if base is None or base.interval.start is None or base.interval.end is None:
        return None
    return _from(base, expression, situation)


def _from(base: Time, expression: Expression, situation: Situation) -> Time | None:  # noqa: PLR0912 - as above
    """The time that an expression means, counted from another one."""
    start, end = _days(base)
    match expression:
        case Nearest(what):
            return _nearest(what, start, end, situation)
        case Last(what, _, count, included, before_week):
            if before_week and (today := weekday(start)) in _WITHIN_WEEK:
                start -= today - 1
            day, border = (end - 1, None) if included else (start - 1, start)
            return _counted(what, day, border, count, forward=False)
        case Next(what, Previous(), 1, True) if base.interval == situation.anchor:
            return _time(calendar.occurrence(what, end - 1, forward=False), calendar.GRAIN[what.field])
        case Next(what, _, count, included):
            day, border = (start, None) if included else (end, end)
            return _counted(what, day, border, count, forward=True)
        case Within(what):
            return _within(what, (start, end), base.interval.grain, expression.base, situation)
        case EraYear(number):
            year = 1 - number if civil_from_days(start)[0] < 1 else number
            return _time(calendar.months(year, 1, 12), Grain.YEAR)
        case ReportedIn(year):
            _, month, _ = civil_from_days(start)
            return _time(calendar.months(year, month, 3), Grain.QUARTER)
        case This(unit):
            if unit.grain < Grain.DAYPART:
                return base
            return _time(calendar.unit_span(unit.grain, _heart(base.interval)), unit.grain)
        case Shift(unit, count, Previous(), fine) if count > 0 and base.interval == situation.anchor:
            return _by_now(base.interval, unit.grain, count, fine)
        case Shift(unit, count, Previous(), fine) if count > 0 and _is_now(
            base.interval, unit, count, situation
        ):
            return _by_now(situation.anchor or base.interval, unit.grain, count, fine)
        case Shift(unit, count, _, fine):
            return _shift(base.interval, unit.grain, count, fine)
        case Nth(what, number, _, count):
            return _nth(what, number, count, start, end)
        case Daypart() | Clock() if base.unsaid:
            return base._replace(unsaid=f"{base.unsaid}T{_of_day(expression)}")
        case Daypart(part, _, through, early):
            low, high = EARLY_HOURS if early else PART_HOURS[part]
            begin = start * DAY
            return Time(
                Interval(begin + low * HOUR, begin + ((24 + 6) if through else high) * HOUR, Grain.DAYPART),
                part,
            )
        case Clock():
            return _clock(expression, start, situation)
    return None


def _days(time: Time) -> tuple[int, int]:
    """The first day of a time, and the first one behind it."""
    start, end = time.interval.start, time.interval.end
    return (start or 0) // DAY, -(-(end or 0) // DAY)


def _nearest(what: Repeating, start: int, end: int, situation: Situation) -> Time | None:
    """What repeats, in the direction in which a text tells: the next or the last Friday, in a story the one that follows."""
    if situation.narrative:
        if inside := _inside(situation.mentions.range, what):
            return inside
        if named := _of_next_year_named(what, situation):
            return named
        if situation.mentions.any:
            return _time(calendar.running(what, start, end, situation.ahead), calendar.GRAIN[what.field])
    ahead = situation.direction == "future"
    day = start if ahead else end - 1
    span = calendar.nearest_on_weekday(what, day) or calendar.occurrence(what, day, forward=ahead)
    return _time(span, calendar.GRAIN[what.field])


def _counted(what: Repeating, day: int, border: int | None, count: int, *, forward: bool) -> Time | None:
    """What repeats, so many times on from a day or back from it, and all of it on that side of a ``border``."""
    span = _beyond(what, day, border, forward=forward)
    for _ in range(count - 1):
        span = span and _following(what, span, forward=forward)
    return _time(span, calendar.GRAIN[what.field])


def _beyond(what: Repeating, day: int, border: int | None, *, forward: bool) -> calendar.Span | None:
    """The occurrence nearest to a day on one side of it that does not lie across a border."""
    span = calendar.occurrence(what, day, forward=forward)
    while span and border is not None and (span[0] < border if forward else span[1] > border):
        span = _following(what, span, forward=forward)
    return span


def _following(what: Repeating, span: calendar.Span, *, forward: bool) -> calendar.Span | None:
    return calendar.occurrence(what, span[1] if forward else span[0] - 1, forward=forward)


def _within(
    what: Repeating, days: calendar.Span, grain: Grain, of: Expression, situation: Situation
) -> Time | None:
    """What repeats, as it is in another time: "May of that year"."""
    start, end = days
    if what.field == "day" and what.day and grain is Grain.MONTH:
        return None
    if of == _THAT_YEAR and (span := _of_a_winter(what, situation.mentions.any)):
        return _time(span, calendar.GRAIN[what.field])
    span = _beyond(what, start, start, forward=True)
    if span is None or span[0] >= end:
        return None
    if what.field != "day" and _is_remembered(of, span, situation):  # but "on September 9 and 10"
        span = calendar.occurrence(what, start - 1, forward=False)
    return _time(span, calendar.GRAIN[what.field])


def _clock(time: Clock, day: int, situation: Situation) -> Time:
    """An hour of a day; "midnight" where the day of writing is told was the one that began it."""
    now = situation.anchor.start if situation.anchor else None
    if time.begun and now is not None and now // DAY == day:
        day -= 1
    begin = day * DAY + time.hour * HOUR + (time.minute or 0) * MINUTE + (time.second or 0)
    grain, length = (Grain.SECOND, 1) if time.second is not None else (Grain.MINUTE, MINUTE)
    return Time(Interval(begin, begin + length, grain), zone=time.zone, midnight=time.hour == 24)


_THAT_YEAR = This(Unit(Grain.YEAR), Previous(Grain.YEAR))


_FEBRUARY, _DECEMBER = 2, 12


def _of_a_winter(what: Repeating, told: Interval | None) -> calendar.Span | None:
    """What lies in a winter of two years: that winter, told from a January, began in December; that summer comes after it."""
    if told is None or told.start is None:
        return None
    start = told.start // DAY
    month = civil_from_days(start)[1]
    if what.value == "WI" and told.grain <= Grain.MONTH and month <= _FEBRUARY:
        return calendar.occurrence(what, start, forward=False)
    of_winter = told.grain is Grain.SEASON and month == _DECEMBER
    return calendar.occurrence(what, start, forward=True) if of_winter else None


def _is_remembered(base: Expression, span: calendar.Span, situation: Situation) -> bool:
    """Whether "that November" of a report that has told of nothing to come is the last one, and not one to come."""
    anchor, told = situation.anchor, situation.mentions.any
    if situation.narrative or base != _THAT_YEAR or anchor is None or anchor.end is None:
        return False
    over = told is None or (told.end is not None and told.end <= anchor.end)
    return over and span[0] * DAY >= anchor.end


def _inside(time: Interval | None, what: Repeating) -> Time | None:
    """What a story means that has told of a range: "from May to December. In June …" goes back into it.

    So it does to what led to it: "October 1943 – January 1944. Having landed in mid-September, they …".
    """
    if time is None or what.field not in ("month", "season", "day", "holiday"):
        return None
    assert time.start is not None and time.end is not None
    span = calendar.occurrence(what, time.start // DAY, forward=True)
    if span and not (time.start <= span[0] * DAY and span[1] * DAY <= time.end):
        before = calendar.occurrence(what, time.start // DAY - 1, forward=False)
        led_up = before and time.start // DAY - before[1] <= _LEADS_UP
        span = before if led_up and span[0] - time.end // DAY >= _LONG_AFTER else None
    return _time(span, calendar.GRAIN[what.field])


_LEADS_UP, _LONG_AFTER = 45, 150
"""So many days before a range lies what led to it, where the next one of its name is so far behind it."""


_SOME_DAY = {Grain.MONTH: "-XX", Grain.YEAR: "-XX-XX"}
_UNSAID = {Grain.DAY: "-XX-XX", Grain.WEEK: "-WXX", Grain.MONTH: "-XX"}


_A_YEAR = 12


def _some(expression: Shift, situation: Situation) -> Time | None:
    """Three days later, where the text has come to a month or year and no day: a day of that year; so are months, up to eleven.

    Told of a month it is so far from that month's days, but not behind the day of writing. Back from a whole year nothing
    is counted in days but in a narrative, which has nothing else to count from.
    """
    grain, count, time = expression.what.grain, expression.count, situation.mentions.any
    near = isinstance(expression.base, Previous) and situation.mentions.within(expression.base.grain)
    if grain not in _UNSAID or near or time is None or time.start is None or time.end is None:
        return None
    if count < 0 and time.grain < Grain.MONTH and not situation.narrative:
        return None  # "a day earlier" than now: a week that a report has named is hardly counted back from
    year = timex3.value((time.start + time.end) // 2, Grain.YEAR)
    if time.grain >= Grain.YEAR:
        if time.grain > Grain.YEAR or (count < 0 and not situation.narrative):
            return None
        if grain is not Grain.MONTH or count < _A_YEAR:
            return Time(time, unsaid=year + _UNSAID[grain])
    start, end = (calendar.shift_day(edge // DAY, grain, count) * DAY for edge in (time.start, time.end))
    if time.grain is Grain.YEAR:  # "was shut in 2006 and reopened 18 months later"
        return Time(
            Interval(start, end, Grain.YEAR),
            unsaid=timex3.value((start + end) // 2, Grain.YEAR) + _UNSAID[grain],
        )
    written = situation.anchor and situation.anchor.end
    if written and start < written:
        end = min(end, written)
    return Time(Interval(start, end, Grain.MONTH), unsaid=year + _UNSAID[grain])


def _some_day(situation: Situation) -> Time | None:
    """The day of an hour in a story that has come to a month or year and no day: a day of it."""
    time = situation.mentions.any
    if not situation.narrative or situation.mentions.day or time is None or time.start is None:
        return None
    if time.grain not in _SOME_DAY:
        return None
    return Time(time, unsaid=timex3.value(time.start, time.grain) + _SOME_DAY[time.grain])


def _of_day(time: Daypart | Clock) -> str:
    """What a value says of the day's part or hour."""
    return time.part if isinstance(time, Daypart) else f"{time.hour:02}:{time.minute or 0:02}"


def _heart(base: Interval) -> int:
    """The day that says which month and year a time belongs to: a week's Thursday (ISO 8601), else its first."""
    assert base.start is not None
    return base.start // DAY + (3 if base.grain is Grain.WEEK else 0)


def _shift(base: Interval, grain: Grain, count: int, fine: bool) -> Time | None:
    assert base.start is not None and base.end is not None
    if grain < Grain.DAYPART:
        length = {Grain.HOUR: HOUR, Grain.MINUTE: MINUTE, Grain.SECOND: 1}[grain]
        if base.grain >= Grain.DAYPART:
            return None
        begin = base.start + count * length
        return Time(Interval(begin, begin + MINUTE, Grain.MINUTE))
    day = calendar.shift_day(_heart(base), grain, count)
    if fine and base.grain < grain:
        return _time(calendar.unit_span(max(base.grain, Grain.DAY), day), max(base.grain, Grain.DAY))
    return _time(calendar.unit_span(grain, day), grain)


def _is_now(base: Interval, unit: Unit, count: int, situation: Situation) -> bool:
    """Whether years after what is over end behind the day of writing: those who say so count from something else, unless they
    look ahead."""
    anchor = situation.anchor
    if situation.narrative or unit.grain < Grain.YEAR or anchor is None or anchor.start is None:
        return False
    if situation.direction == "future":
        return False  # "ten years later she will retire"
    later = _shift(base, unit.grain, count, fine=False)
    over = base.end is not None and base.end <= anchor.start
    return (
        over
        and later is not None
        and later.interval.start is not None
        and later.interval.start > anchor.start
    )


def _by_now(anchor: Interval, grain: Grain, count: int, fine: bool) -> Time | None:
    """What came so long after something that the text does not date: years later is now, "60 years later, he still …"."""
    if grain < Grain.YEAR:
        return _shift(anchor, grain, count, fine)
    assert anchor.start is not None
    return _time(calendar.unit_span(grain, anchor.start // DAY), grain)


_HALF = 3
"""A week belongs to the month or year of its Thursday, which has most of its days."""


def _to_week_of(day: int, first: bool) -> int:
    """How many days off lies the first or last week of a time, where the week of its first or last day belongs to another."""
    middle = calendar.unit_span(Grain.WEEK, day)[0] + _HALF
    return 7 * (middle < day) if first else -7 * (middle > day)


def _nth(what: Unit | Repeating, number: int, count: int, start: int, end: int) -> Time | None:
    if isinstance(what, Unit):
        grain = what.grain
        spans = []
        day = start if number > 0 else end - 1
        if grain is Grain.WEEK:
            day += _to_week_of(day, number > 0)
        for _ in range(abs(number) - 1 + count):
            span = calendar.unit_span(grain, day)
            if span[0] >= end or span[1] <= start:
                return None
            spans.append(span)
            day = span[1] if number > 0 else span[0] - 1
        chosen = spans[abs(number) - 1 :]
        if not chosen:
            return None
        low, high = min(span[0] for span in chosen), max(span[1] for span in chosen)
        return _time((low, high), grain)
    found: calendar.Span | None = calendar.occurrence(
        what, start if number > 0 else end - 1, forward=number > 0
    )
    for _ in range(abs(number) - 1):
        found = found and calendar.occurrence(
            what, found[1] if number > 0 else found[0] - 1, forward=number > 0
        )
    return _time(found, calendar.GRAIN[what.field]) if found and start <= found[0] < end else None


_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?(.*))?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")


def numeric_readings(text: str, order: DateOrder) -> list[Time]:
    """The readings of a date in numerals, the configured order first.

    >>> [time.value for time in numeric_readings("11/12/2016", "DMY")]
    ['2016-12-11', '2016-11-12']
    """
    iso = _ISO.fullmatch(text.upper())
    if iso:
        year, month, day = int(iso[1]), int(iso[2]), int(iso[3])
        if not _exists(year, month, day):
            return []
        begin = days_from_civil(year, month, day) * DAY
        if iso[4] is None:
            return [Time(Interval(begin, begin + DAY, Grain.DAY))]
        begin += int(iso[4]) * HOUR + int(iso[5]) * MINUTE + int(iso[6] or 0)
        grain, length = (Grain.SECOND, 1) if iso[6] else (Grain.MINUTE, MINUTE)
        return [Time(Interval(begin, begin + length, grain), zone=iso[7] or None)]
    year_first = _YEAR_FIRST.fullmatch(text)
    if year_first:
        return numeric_readings("{}-{:0>2}-{:0>2}".format(*year_first.groups()), order)
    one, two, three = (int(part) for part in re.split(r"[/.-]", text))
    if len(re.split(r"[/.-]", text)[2]) == 2:
        three += 1900 if three >= 50 else 2000
    orders = [(three, two, one), (three, one, two)]
    if order == "MDY":
        orders.reverse()
    found: list[Time] = []
    for year, month, day in orders:
        if _exists(year, month, day):
            begin = days_from_civil(year, month, day) * DAY
            time = Time(Interval(begin, begin + DAY, Grain.DAY))
            if time not in found:
                found.append(time)
    return found


def only_order(text: str) -> DateOrder | None:
    """The order that the numerals of a date must have, if only one gives a day.

    >>> only_order("03/19/2014"), only_order("19.3.2014"), only_order("11/12/2016"), only_order("2016-12-11")
    ('MDY', 'DMY', None, None)
    """
    numerals = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d+", text)
    if not numerals:
        return None
    one, two = int(numerals[1]), int(numerals[2])
    if one <= 12 < two:
        return "MDY"
    return "DMY" if two <= 12 < one else None


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= month_length(year, month)
