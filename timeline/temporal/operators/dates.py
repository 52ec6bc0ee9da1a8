"""Dates: what the calendar names, and what is named by its place among them."""

from __future__ import annotations

from typing import TypedDict, Unpack

from timeline.civil import Grain, month_length
from timeline.model import TimexType
from timeline.temporal import tokens
from timeline.temporal.calendar import GRAIN
from timeline.temporal.expression import (
    Between,
    Daypart,
    Dct,
    EraYear,
    Every,
    Expression,
    Fixed,
    Last,
    Nearest,
    Next,
    Nth,
    Numeric,
    Part,
    Previous,
    Reading,
    Repeating,
    Reported,
    ReportedIn,
    Running,
    Shift,
    This,
    Unit,
    Vague,
    Within,
    Years,
)
from timeline.temporal.operators.parts import GRAINS, Number, base_of, date_of, integer, year_of


def date(
    month: int | None = None,
    day: int | str | None = None,
    year: int | str | None = None,
    weekday: int | None = None,
    season: str | None = None,
    quarter: int | str | None = None,
    half: int | None = None,
    holiday: str | None = None,
    weekend: str | None = None,
    era: str | None = None,
    mod: str | None = None,
) -> Reading | None:
    """A calendar date, as far as it is said: year, month, day; weekday; season; quarter; holiday."""
    what: Repeating | None = None
    if month is not None and day is not None:
        number = integer(day)
        if not 1 <= number <= (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]:
            return None
        what = Repeating("day", month, number, weekday or 0)
    elif day is not None:
        what = Repeating("day_of_month", integer(day))
    elif month is not None:
        what = Repeating("month", month)
    elif season is not None:
        what = Repeating("season", season)
    elif quarter is not None:
        if not 1 <= integer(quarter) <= 4:
            return None
        what = Repeating("quarter", integer(quarter))
    elif half is not None:
        what = Repeating("half", half)
    elif holiday is not None:
        what = Repeating("holiday", holiday)
    elif weekend is not None:
        what = Repeating("weekend", 6)
    elif weekday is not None:
        what = Repeating("weekday", weekday)
    if year is not None:
        return date_of(Fixed(year_of(year, era), what), mod)
    return date_of(Nearest(what), mod) if what else None


def quarter_of_months(first: int, last: int, year: int | str | None = None) -> Reading | None:
    """The July-September quarter; one that begins in another month than those of the calendar is none of them."""
    return date(quarter=last // 3, year=year) if last % 3 == 0 and first == last - 2 else None


def day_of_month(month: Reading, day: int | str) -> Reading | None:
    """June the fourth."""
    bare = month.expression
    return date(int(bare.what.value), day) if isinstance(bare, Nearest) else None


def day_of_history(on: int | str, month: int, day: int, year: int) -> Reading | None:
    """The Sept. 11 attacks: of that day of the month the year is known, of others not."""
    return date(month, on, year if integer(on) == day else None)


def numeric_date(text: str) -> Reading | None:
    """11/12/2016 and its kin: the configured order decides, said by the resolver; ISO dates are unambiguous."""
    return date_of(Numeric(text))


def era_year(number: str) -> Reading:
    """ "in 255", told of an age before Christ or long after."""
    return date_of(EraYear(integer(number)))


def years(
    decade: str | None = None,
    century: int | None = None,
    millennium: int | None = None,
    era: str | None = None,
    mod: str | None = None,
) -> Reading | None:
    """A decade ("the 1990s", "the '60s"), century or millennium."""
    if decade is not None:
        digits = tokens.number(decade)
        if digits < 100 and era is None:
            digits += 1900 if digits >= 20 else 2000
        # "The 1800s" are a hundred years, the 2000s so far ten.
        grain, length = (Grain.CENTURY, 100) if digits % 100 == 0 and digits < 2000 else (Grain.DECADE, 10)
        return date_of(Years(digits if era != "BC" else 2 - digits - length, grain), mod)
    for number, length, grain in ((century, 100, Grain.CENTURY), (millennium, 1000, Grain.MILLENNIUM)):
        if number is not None:
            first = 1 - length * number if era == "BC" else length * (number - 1)
            return date_of(Years(first, grain), mod)
    return None


def decade_by_name(decade: int, century: int = 19) -> Reading | None:
    """the nineties, the eighteen-nineties."""
    return date_of(Years(100 * century + decade % 100, Grain.DECADE)) if 10 <= century <= 20 else None


def unsaid() -> Reading:
    """this period, that time: a time that the text does not give borders to."""
    return date_of(Vague(""))


def vague(value: str, mod: str | None = None) -> Reading:
    """A time without borders: now, recently, in the future."""
    return date_of(Vague(value), mod)


class Named(TypedDict, total=False):
    """What comes again, by its name or number."""

    weekday: int | None
    month: int | None
    day: int | str | None
    season: str | None
    holiday: str | None
    quarter: int | str | None
    half: int | None


def repeating(**named: Unpack[Named]) -> Repeating:
    """What comes again: a weekday, a month, a season, a holiday or a quarter."""
    reading = date(**named)
    assert reading is not None and isinstance(reading.expression, Nearest)
    return reading.expression.what


def _whole(named: Named) -> Grain:
    """Of what the running one may be told from: a weekday's day, or the year of all else."""
    return Grain.YEAR if named.get("weekday") is None else Grain.DAY


def last(
    count: Number = 1,
    base: str = "dct",
    included: bool = False,
    mod: str | None = None,
    before_week: bool = False,
    **named: Unpack[Named],
) -> Reading | None:
    """last Friday, last March, last Dec. 31, last Christmas; ``before_week``: none of the running week, but at its end."""
    if date(**named) is None:
        return None
    number = int(count) if count != "X" else 1
    start = base_of(base, _whole(named))
    return date_of(Last(repeating(**named), start, number, included, before_week), mod)


def next_(
    count: Number = 1, base: str = "dct", beyond: int = 0, mod: str | None = None, **named: Unpack[Named]
) -> Reading:
    """next Friday, the coming spring; the first one that begins more than so many days ``beyond`` the base."""
    start = base_of(base, _whole(named))
    start = Shift(Unit(Grain.DAY), beyond, start) if beyond else start
    return date_of(Next(repeating(**named), start, int(count) if count != "X" else 1), mod)


def within(time: Reading, mod: str | None = None, **named: Unpack[Named]) -> Reading | None:
    """March of last year, Sunday of that week, the third quarter of 1990, last year's second half."""
    part = date(**named)
    if part is None or not isinstance(part.expression, Nearest):
        return None
    return _part_of(part.expression.what, time.expression, mod)


def _part_of(what: Repeating, whole: Expression, mod: str | None = None) -> Reading:
    """A part of a year that is said, or of any other time."""
    if isinstance(whole, Fixed) and whole.within is None:
        return date_of(Fixed(whole.year, what), mod)
    return date_of(Within(what, whole), mod)


def holiday_weekend(holiday: str) -> Reading:
    """Memorial Day weekend, the Easter weekend: the one right before a Monday's holiday, else at it or after."""
    day = Nearest(Repeating("holiday", holiday))
    return date_of(Last(Repeating("weekend", 6), Shift(Unit(Grain.DAY), 3, day), included=True))


def holiday_week(holiday: str) -> Reading:
    """Easter week, Christmas week: the one that holds the day."""
    return date_of(This(Unit(Grain.WEEK), Nearest(Repeating("holiday", holiday))))


def inside(part: Reading, time: Reading) -> Reading | None:
    """One reading inside another: "the third quarter" + "last year"; no date is inside a day, and no month inside a month."""
    whole = time.expression
    if not isinstance(part.expression, Nearest):
        return None
    dated = part.expression.what.field in ("month", "day", "season", "quarter")
    if isinstance(whole, This | Shift) and whole.what.grain <= (Grain.MONTH if dated else Grain.DAY):
        return None
    return _part_of(part.expression.what, whole, part.mod)


def nth(
    number: int,
    time: Reading,
    unit: str | None = None,
    weekday: Reading | None = None,
    count: Number = 1,
    mod: str | None = None,
) -> Reading | None:
    """the first week of March, the last Friday in May, the first two months of 1939."""
    if isinstance(count, str):
        return None
    what: Unit | Repeating = Unit(GRAINS[unit or "day"])
    if unit and weekday is None and not _holds(time.expression, unit, abs(number)):
        return None  # "for a 20th month in March", "its 70th year in 2004"
    if weekday is not None:
        if not isinstance(weekday.expression, Nearest):
            return None
        what = weekday.expression.what
    return date_of(Nth(what, number, time.expression, int(count)), mod)


def _holds(whole: Expression, unit: str, number: int) -> bool:
    """Whether a time may hold so many of a unit."""
    grain = _grain_of(whole)
    length, each = (_DAYS.get(grain) if grain else None), _DAYS.get(GRAINS[unit])
    return length is None or each is None or (each < length and (number - 1) * each < length)


_DAYS = {
    Grain.DAY: 1,
    Grain.WEEK: 7,
    Grain.MONTH: 31,
    Grain.QUARTER: 92,
    Grain.SEASON: 92,
    Grain.YEAR: 366,
    Grain.DECADE: 3660,
    Grain.CENTURY: 36600,
}
"""The days of a unit, roughly."""


def _grain_of(expression: Expression) -> Grain | None:
    """The grain of a time that says it."""
    match expression:
        case Fixed(_, None):
            return Grain.YEAR
        case Fixed(_, Repeating() as what) | Nearest(what) | Last(what) | Next(what) | Within(what):
            return GRAIN[what.field]
        case This(what) | Shift(what):
            return what.grain
        case Years(_, grain):
            return grain
    return None


def nth_told(number: int) -> Reading:
    """the third day of the siege: two days after the first, which is the last one mentioned."""
    return date_of(Shift(Unit(Grain.DAY), number - 1, Previous(Grain.DAY)))


def half_of(number: int, time: Reading) -> Reading | None:
    """The second half of this year is a calendar half; that of a decade or month is its end."""
    expression = time.expression
    what = Repeating("half", 2 if number in (2, -1) else 1)
    of_year = isinstance(expression, This | Shift) and expression.what.grain is Grain.YEAR
    if of_year or (isinstance(expression, Fixed) and expression.within is None):
        return _part_of(what, expression)
    return modified("END" if what.value == 2 else "START", time)


def quarter_of(part: Reading, time: Reading) -> Reading | None:
    """The first quarter of the 17th century: its beginning; in the middle of it the second and third."""
    what = getattr(part.expression, "what", None)
    if not isinstance(what, Repeating):
        return None
    return modified({1: "START", 4: "END"}.get(int(what.value), "MID"), time)


def weekend_of(time: Reading) -> Reading:
    """The weekend of 2 March."""
    return date_of(This(Unit(Grain.WEEKEND), time.expression))


def unit_of(whole: Reading, time: Reading) -> Reading | None:
    """The week of 6 March; the month of October, which is October."""
    return (
        date_of(This(whole.expression.what, time.expression)) if isinstance(whole.expression, This) else None
    )


def this_name(**named: Unpack[Named]) -> Reading:
    """this summer, this September: the one of the anchor's year; of this Friday and this winter the clause says on which side they lie."""
    what = repeating(**named)
    if what.field == "weekday" or what.value == "WI":
        return date_of(Nearest(what))
    return date_of(Within(what, This(Unit(Grain.YEAR))))


def that_name(**named: Unpack[Named]) -> Reading:
    """that Friday: the next one, told from the day that the text has come to; that spring: of the year."""
    what = repeating(**named)
    if what.field == "weekday":
        return date_of(Next(what, Previous(Grain.DAY), included=True))
    return date_of(Within(what, This(Unit(Grain.YEAR), Previous(Grain.YEAR))))


def old_style(day: int | str, count: int) -> Reading:
    """the 4th inst. (this month), ult. (last), prox. (next)."""
    what = Repeating("day_of_month", integer(day))
    return date_of(Within(what, Shift(Unit(Grain.MONTH), count) if count else This(Unit(Grain.MONTH))))


def early_hours(time: Reading) -> Reading:
    """the early hours of Thursday."""
    base = time.expression.base if isinstance(time.expression, Daypart) else time.expression
    return Reading("TIME", Daypart("MO", base, early=True), "START")


def next_part(part: Part) -> Reading:
    """the next morning: of the day after the last one mentioned."""
    return Reading("TIME", Daypart(part, Shift(Unit(Grain.DAY), 1, Previous(Grain.DAY))))


def reported() -> Reading:
    """The quarter, the latest quarter: the one that the report is about."""
    return date_of(Reported())


def quarter_ended(month: int, day: int | str | None = None, year: int | str | None = None) -> Reading | None:
    """The quarter ended 31 July: the one that has most of the three months up to that day."""
    last = date(month=month, day=day, year=year)
    if last is None:
        return None
    return date_of(This(Unit(Grain.QUARTER), Shift(Unit(Grain.DAY), -_HALF_A_QUARTER, last.expression)))


_HALF_A_QUARTER = 45


def year_ago(quarter: int | None = None) -> Reading:
    """The year-ago quarter: the one that the report is about, a year before."""
    if quarter is not None:
        return date_of(Within(Repeating("quarter", quarter), Shift(Unit(Grain.YEAR), -1)))
    return date_of(Shift(Unit(Grain.QUARTER), -4, Reported()))


def reported_in(year: int | str, quarter: bool = False) -> Reading:
    """The 1988 period, the 1988 quarter: what the report is about, in another year."""
    return date_of(ReportedIn(year_of(year))) if quarter else date_of(Fixed(year_of(year)))


def turn_of_year() -> Reading:
    """the turn of the year: the year that begins then."""
    return date_of(This(Unit(Grain.YEAR), Nearest(Repeating("holiday", "new-year"))), "START")


def year_end(unit: str = "year", mod: str | None = None) -> Reading:
    """year-end, the year's end, month's end."""
    return date_of(This(Unit(GRAINS[unit]), Running()), mod or "END")


def modified(mod: str, time: Reading) -> Reading:
    """early 1990, the end of March: the same time with a modifier."""
    return Reading(time.type, time.expression, mod, time.quant, time.freq)


def same(time: Reading, mod: str | None = None) -> Reading:
    """The same reading in a longer extent."""
    return modified(mod, time) if mod else time


def between(first: Reading, last: Reading) -> Reading:
    """From one time to another, as one expression."""
    return date_of(Between(first.expression, last.expression))


def begins(month: int, until: int, year: int | str, day: int | str | None = None) -> Reading | None:
    """The first time of a range that names the year of its last: November to March 1953 begins in 1952."""
    return date(month=month, day=day, year=year_of(year) - (month > until))


def several(month: int, day: int | str, last: int | str, year: int | str) -> Reading | None:
    """The first of March 5-9, 1918; nothing where the last is on no calendar."""
    known = date(month=month, day=last, year=year)
    if known is None or integer(last) > month_length(year_of(year), month):
        return None
    return date(month=month, day=day, year=year)


def goes_on(month: int, day: int | str, year: int | str | None = None) -> Reading | None:
    """The second day of "May 6 and 7": of the same month, and where no year is said of the first one's."""
    reading = date(month=month, day=day, year=year)
    if reading is None or not isinstance(reading.expression, Nearest):
        return reading
    return date_of(Within(reading.expression.what, This(Unit(Grain.YEAR), Previous())))


def year_after(first: int | str, last: int | str) -> Reading | None:
    """The last year of 1915-16 or 1836-7, where in one digit the next one or the one after; ``None`` where it would not come after the first."""
    begin, end = integer(first), integer(last)
    if len(str(last)) == 1:
        end += begin % 100 - begin % 10
        return date_of(Fixed(begin - begin % 100 + end)) if 0 < end - begin % 100 <= 2 else None
    return date_of(Fixed(begin - begin % 100 + end)) if begin % 100 < end else None


def month_year(text: str) -> Reading | None:
    """9/2012: a month and its year in numerals."""
    month, _, year = text.partition("/")
    return date(month=int(month), year=year)


def week_number(number: str, time: Reading | None = None, year: str | None = None) -> Reading | None:
    """week 31, week 3 of 2015: ISO 8601's, the first being that of 4 January."""
    if not number.isdecimal() or not 1 <= int(number) <= 53:
        return None
    if year is not None:
        base: Expression = Fixed(year_of(year))
    else:
        base = time.expression if time else This(Unit(Grain.YEAR), Dct())
    first = Fixed(base.year, _FOURTH) if isinstance(base, Fixed) else Within(_FOURTH, base)
    return date_of(Shift(Unit(Grain.WEEK), int(number) - 1, first))


_FOURTH = Repeating("day", 1, 4)


def week_of(week: Reading, time: Reading) -> Reading | None:
    """the week beginning April 11; a year that ends on a day is a length, and none of ours."""
    if not isinstance(week.expression, This) or week.expression.what.grain is not Grain.WEEK:
        return None
    return unit_of(week, time)


def told_twice(time: Reading, day: Reading) -> Reading | None:
    """this coming Sunday, March eighth: one day, said twice, and the year at most once; "March 8, March 9" are two.

    Of which week the day is, the date says best: "in this Tuesday, Oct. 2, photo" was months ago.
    """
    what, date = getattr(time.expression, "what", None), day.expression
    dated = isinstance(date, Fixed) or (isinstance(date, Nearest) and date.what.field == "day")
    if not (dated and isinstance(what, Repeating) and what.field == "weekday"):
        return None
    return time if isinstance(date, Nearest) and isinstance(time.expression, Last | Next) else day


def day_beside(time: Reading, day: int | str) -> Reading | None:
    """Friday 2, Friday the second: the day of the month, with the weekday beside it."""
    return date(day=day) if isinstance(time.expression, Nearest) else None


def new_year(mod: str | None = None) -> Reading:
    """in the new year: the year that begins with the nearer New Year's Day."""
    return date_of(This(Unit(Grain.YEAR), Nearest(Repeating("holiday", "new-year"))), mod)


def recurring(type: TimexType, value: str) -> Reading:
    """What comes round and is not counted: at night, on weekends."""
    return Reading(type, Every(value))
