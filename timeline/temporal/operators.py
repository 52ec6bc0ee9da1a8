"""The closed registry: what a rule may build from the values of its words. No calendar arithmetic happens here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from timeline.civil import Grain, month_length
from timeline.model import TimexType
from timeline.temporal import tokens
from timeline.temporal.expression import (
    Between,
    Clock,
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
    Period,
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

Table = Mapping[str, Mapping[str, Any]]
Number = int | float | str
"""A count; ``X`` where the text is vague ("several")."""

LETTERS = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y",
    "decade": "Y", "century": "Y", "millennium": "Y", "fortnight": "W", "weekend": "WE",
}  # fmt: skip
MULTIPLES = {"decade": 10, "century": 100, "millennium": 1000, "fortnight": 2}
HALVES = {"year": (6, "month"), "day": (12, "hour")}
CLOCK_UNITS = ("hour", "minute", "second")
GRAINS = {name: Grain[name.upper()] for name in LETTERS if name != "fortnight"} | {
    "fortnight": Grain.WEEK,
    "half": Grain.HALF,
}


# --- readers of phrases -----------------------------------------------------------------------------------


def read_number(words: tuple[str, ...], table: Table) -> Number | None:
    """Digits, decimals, fractions and words: "2 1/2", "twenty-five", "two and a half", "several" (``X``)."""
    total: float = 0
    group: float = 0
    seen = False
    cardinals, vague = table["cardinal"], table["vague"]
    for word in words:
        if vague.get(word) == "X":
            return "X"
        thousands = table["million"].get(word) or cardinals.get(word, 0)
        if thousands >= 1000:
            total, group, seen = total + (group or 1) * thousands, 0, True
            continue
        value = 100 if cardinals.get(word) == 100 else 12 if word == "dozen" else 0
        if value:
            group, seen = (group or 1) * value, True
            continue
        addend = _addend(word, words, cardinals, vague)
        if addend is not None:
            group, seen = group + addend, True
    if not seen:
        return None
    total += group
    return int(total) if total == int(total) else total


def _addend(
    word: str, words: tuple[str, ...], cardinals: Mapping[str, int], vague: Mapping[str, Any]
) -> float | None:
    if word in vague:
        return float(vague[word])
    if word in cardinals:
        return cardinals[word]
    if word == "half":
        return 0.5
    if "/" in word and len(word) > 1:
        above, _, below = word.partition("/")
        return int(above) / int(below) if int(below) else None
    if word[0].isdigit():
        return float(word) if "." in word else tokens.number(word)
    return 1 if words in (("a",), ("an",)) else None


def read_ordinal(words: tuple[str, ...], table: Table) -> int | None:
    """ "third", "21st", "twenty-first"; "last" is -1."""
    total = 0
    for word in words:
        if word[0].isdigit():
            total += tokens.number(word)
        elif word in table["ordinal"]:
            total += table["ordinal"][word]
        elif word in table["cardinal"]:
            total += table["cardinal"][word]
    return total or None


def read_year(words: tuple[str, ...], table: Table) -> int | None:
    """A year in digits or in words: "nineteen ninety-seven", "two thousand and four", "nineteen hundred"."""
    if len(words) == 1 and words[0].isdecimal():
        return int(words[0])
    values = [table["cardinal"][word] for word in words if word in table["cardinal"]]
    if not values:
        return None
    if 1000 in values:
        at = values.index(1000)
        year = sum(values[:at]) * 1000 + sum(values[at + 1 :])
    elif 100 in values:
        at = values.index(100)
        year = sum(values[:at]) * 100 + sum(values[at + 1 :])
    elif len(values) >= 2 and 10 <= values[0] <= 20 and (sum(values[1:]) >= 10 or values[1] == 0):
        year = values[0] * 100 + sum(values[1:])
    else:
        return None
    return year if 1000 <= year <= 2100 else None


def read_day(words: tuple[str, ...], table: Table) -> int | None:
    """A day of the month in words: "twenty-nine", "thirty first"."""
    day = read_ordinal(words, table)
    return day if day is not None and 20 < day <= 31 else None


READERS: dict[str, Callable[[tuple[str, ...], Table], Any]] = {
    "number": read_number,
    "mixednumber": read_number,
    "ordinalnumber": read_ordinal,
    "yearnumber": read_year,
    "daywords": read_day,
}


# --- dates ------------------------------------------------------------------------------------------------


def _int(word: int | str) -> int:
    return word if isinstance(word, int) else tokens.number(word)


def _year(year: int | str, era: str | None = None) -> int:
    number = _int(year)
    if era == "BC":
        return 1 - number
    if era is not None:
        return number
    if isinstance(year, str) and year[0] in "'’" and number < 100:
        return number + (1900 if number >= 30 else 2000)
    if isinstance(year, str) and len(year) == 2:
        return number + (1900 if number >= 30 else 2000)
    return number


def _date(expression: Expression, mod: str | None = None) -> Reading:
    return Reading("DATE", expression, mod)


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
        number = _int(day)
        if not 1 <= number <= (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]:
            return None
        what = Repeating("day", month, number, weekday or 0)
    elif day is not None:
        what = Repeating("day_of_month", _int(day))
    elif month is not None:
        what = Repeating("month", month)
    elif season is not None:
        what = Repeating("season", season)
    elif quarter is not None:
        if not 1 <= _int(quarter) <= 4:
            return None
        what = Repeating("quarter", _int(quarter))
    elif half is not None:
        what = Repeating("half", half)
    elif holiday is not None:
        what = Repeating("holiday", holiday)
    elif weekend is not None:
        what = Repeating("weekend", 6)
    elif weekday is not None:
        what = Repeating("weekday", weekday)
    if year is not None:
        return _date(Fixed(_year(year, era), what), mod)
    return _date(Nearest(what), mod) if what else None


def quarter_of_months(first: int, last: int, year: int | str | None = None) -> Reading | None:
    """The July-September quarter; one that begins in another month than those of the calendar is none of them."""
    return date(quarter=last // 3, year=year) if last % 3 == 0 and first == last - 2 else None


def day_of_month(month: Reading, day: int | str) -> Reading | None:
    """June the fourth."""
    bare = month.expression
    return date(int(bare.what.value), day) if isinstance(bare, Nearest) else None


def day_of_history(on: int | str, month: int, day: int, year: int) -> Reading | None:
    """The Sept. 11 attacks: of that day of the month the year is known, of others not."""
    return date(month, on, year if _int(on) == day else None)


def numeric_date(text: str) -> Reading | None:
    """11/12/2016 and its kin: the configured order decides, said by the resolver; ISO dates are unambiguous."""
    return _date(Numeric(text))


def era_year(number: str) -> Reading:
    """ "in 255", told of an age before Christ or long after."""
    return _date(EraYear(_int(number)))


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
        return _date(Years(digits if era != "BC" else 2 - digits - length, grain), mod)
    for number, length, grain in ((century, 100, Grain.CENTURY), (millennium, 1000, Grain.MILLENNIUM)):
        if number is not None:
            first = 1 - length * number if era == "BC" else length * (number - 1)
            return _date(Years(first, grain), mod)
    return None


def decade_by_name(decade: int, century: int = 19) -> Reading | None:
    """the nineties, the eighteen-nineties."""
    return _date(Years(100 * century + decade % 100, Grain.DECADE)) if 10 <= century <= 20 else None


def unsaid() -> Reading:
    """this period, that time: a time that the text does not give borders to."""
    return _date(Vague(""))


def vague(value: str, mod: str | None = None) -> Reading:
    """A time without borders: now, recently, in the future."""
    return _date(Vague(value), mod)


def relative_day(offset: int) -> Reading:
    """today, yesterday, tomorrow."""
    return _date(Shift(Unit(Grain.DAY), offset) if offset else This(Unit(Grain.DAY)))


_NEAR = (
    (Grain.HOUR, Grain.HOUR),
    (Grain.DAY, Grain.DAY),
    (Grain.WEEK, Grain.WEEK),
    (Grain.QUARTER, Grain.MONTH),
)
"""From how fine a time a unit is counted, by the coarsest unit that is so; years are from any."""


def _base(base: str, grain: Grain = Grain.DAY) -> Expression:
    """What a rule's ``base`` names; a day is counted from a day, a year from any time."""
    match base:
        case "previous" if grain is Grain.QUARTER:
            return Reported()
        case "previous":
            return Previous(next((near for most, near in _NEAR if grain <= most), Grain.YEAR))
        case "running":
            return Running()
        case "week":
            return This(Unit(Grain.WEEK))
    return Dct()


def this_unit(unit: str, base: str = "dct", mod: str | None = None) -> Reading:
    """this week, the current quarter; "that year" with base "previous"."""
    return _date(This(Unit(GRAINS[unit]), _base(base, GRAINS[unit])), mod)


def shift_unit(unit: str, count: int, base: str = "dct", mod: str | None = None) -> Reading:
    """last week (-1), next year (1)."""
    return _date(Shift(Unit(GRAINS[unit]), count, _base(base, GRAINS[unit])), mod)


AGES = 100_000
"""So many years are no date: 66 million years ago is an age of the earth, told to the million."""


def shift_number(
    unit: str, sign: int, number: Number = 1, base: str = "dct", mod: str | None = None, more: float = 0
) -> Reading:
    """three weeks ago, two days later, a year and a half ago. A vague number makes a vague past or future."""
    if number == "X":
        return _date(Vague("PAST_REF" if sign < 0 else "FUTURE_REF"), mod)
    assert not isinstance(number, str)
    amount: float = number + more
    if unit in ("decade", "century", "fortnight"):
        amount, unit = amount * MULTIPLES[unit], "week" if unit == "fortnight" else "year"
    if unit == "year" and amount >= AGES:
        return _date(Vague("PAST_REF" if sign < 0 else "FUTURE_REF"), mod)
    if amount != int(amount):
        finer = {
            "year": ("month", 12),
            "month": ("week", 4),
            "week": ("day", 7),
            "day": ("hour", 24),
            "hour": ("minute", 60),
            "decade": ("year", 10),
            "century": ("year", 100),
        }.get(unit)
        if finer is None:
            return _date(Vague("PAST_REF" if sign < 0 else "FUTURE_REF"), mod)
        unit, amount = finer[0], round(amount * finer[1])
    if unit in CLOCK_UNITS:
        return Reading("TIME", Shift(Unit(GRAINS[unit]), sign * int(amount), _base(base, GRAINS[unit])), mod)
    if unit == "weekend":
        return _date(Shift(Unit(Grain.WEEKEND), sign * int(amount), _base(base, GRAINS[unit])), mod)
    return _date(Shift(Unit(GRAINS[unit]), sign * int(amount), _base(base, GRAINS[unit])), mod)


def ago_within(ago: Reading, here: Reading) -> Reading | None:
    """fifty years ago this month, a year ago today: as far back as the first says, as fine as the second."""
    far, near = ago.expression, here.expression
    finer = isinstance(near, Within) or (isinstance(near, This | Shift) and near.what.grain < Grain.YEAR)
    today = isinstance(near, This) and near.what.grain is Grain.DAY
    coarser = isinstance(far, Shift) and (
        far.what.grain is Grain.YEAR or (today and far.what.grain is Grain.MONTH)
    )
    if finer and coarser and isinstance(far, Shift):
        return _date(Shift(far.what, far.count, near, fine=True), ago.mod)
    return None


def ago_day(number: Number, weekday: int | None = None, offset: int = 0, mod: str | None = None) -> Reading:
    """a week ago Sunday, two weeks ago today: so many weeks before today, or before the latest day of that name."""
    if number == "X":
        return _date(Vague("PAST_REF"), mod)
    day = relative_day(offset).expression
    if weekday:
        day = Last(Repeating("weekday", weekday), Dct(), included=True)
    return _date(Shift(Unit(Grain.WEEK), -int(number), day, fine=True), mod)


def _repeating(
    weekday: int | None,
    month: int | None,
    season: str | None,
    holiday: str | None,
    quarter: int | None,
    day: int | str | None = None,
) -> Repeating:
    reading = date(month=month, day=day, weekday=weekday, season=season, holiday=holiday, quarter=quarter)
    assert reading is not None and isinstance(reading.expression, Nearest)
    return reading.expression.what


def last(
    weekday: int | None = None,
    month: int | None = None,
    season: str | None = None,
    holiday: str | None = None,
    quarter: int | None = None,
    count: Number = 1,
    base: str = "dct",
    included: bool = False,
    day: int | str | None = None,
    mod: str | None = None,
    before_week: bool = False,
) -> Reading | None:
    """last Friday, last March, last Dec. 31, last Christmas; ``before_week``: none of the running week, but at its end."""
    if month and day and date(month, day) is None:
        return None
    return _date(
        Last(
            _repeating(weekday, month, season, holiday, quarter, day),
            _base(base, Grain.YEAR if weekday is None else Grain.DAY),
            int(count) if count != "X" else 1,
            included,
            before_week,
        ),
        mod,
    )


def next_(
    weekday: int | None = None,
    month: int | None = None,
    season: str | None = None,
    holiday: str | None = None,
    quarter: int | None = None,
    count: Number = 1,
    base: str = "dct",
    beyond: int = 0,
    mod: str | None = None,
) -> Reading:
    """next Friday, the coming spring; the first one that begins more than so many days ``beyond`` the base."""
    start = _base(base, Grain.YEAR if weekday is None else Grain.DAY)
    return _date(
        Next(
            _repeating(weekday, month, season, holiday, quarter),
            Shift(Unit(Grain.DAY), beyond, start) if beyond else start,
            int(count) if count != "X" else 1,
        ),
        mod,
    )


def within(
    time: Reading,
    month: int | None = None,
    weekday: int | None = None,
    season: str | None = None,
    holiday: str | None = None,
    quarter: int | None = None,
    half: int | None = None,
    day: int | str | None = None,
    mod: str | None = None,
) -> Reading | None:
    """March of last year, Sunday of that week, the third quarter of 1990, last year's second half."""
    part = date(
        month=month, weekday=weekday, season=season, holiday=holiday, quarter=quarter, half=half, day=day
    )
    if part is None or not isinstance(part.expression, Nearest):
        return None
    what = part.expression.what
    if isinstance(time.expression, Fixed) and time.expression.within is None:
        return _date(Fixed(time.expression.year, what), mod)
    return _date(Within(what, time.expression), mod)


def holiday_weekend(holiday: str) -> Reading:
    """Memorial Day weekend, the Easter weekend: the one right before a Monday's holiday, else at it or after."""
    day = Nearest(Repeating("holiday", holiday))
    return _date(Last(Repeating("weekend", 6), Shift(Unit(Grain.DAY), 3, day), included=True))


def holiday_week(holiday: str) -> Reading:
    """Easter week, Christmas week: the one that holds the day."""
    return _date(This(Unit(Grain.WEEK), Nearest(Repeating("holiday", holiday))))


def inside(part: Reading, time: Reading) -> Reading | None:
    """One reading inside another: "the third quarter" + "last year"; no date is inside a day, and no month inside a month."""
    whole = time.expression
    if not isinstance(part.expression, Nearest):
        return None
    dated = part.expression.what.field in ("month", "day", "season", "quarter")
    if isinstance(whole, This | Shift) and whole.what.grain <= (Grain.MONTH if dated else Grain.DAY):
        return None
    what = part.expression.what
    if isinstance(time.expression, Fixed) and time.expression.within is None:
        return _date(Fixed(time.expression.year, what), part.mod)
    return _date(Within(what, time.expression), part.mod)


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
    if weekday is not None:
        if not isinstance(weekday.expression, Nearest):
            return None
        what = weekday.expression.what
    return _date(Nth(what, number, time.expression, int(count)), mod)


def nth_told(number: int) -> Reading:
    """the third day of the siege: two days after the first, which is the last one mentioned."""
    return _date(Shift(Unit(Grain.DAY), number - 1, Previous(Grain.DAY)))


def half_of(number: int, time: Reading) -> Reading | None:
    """The second half of this year is a calendar half; that of a decade or month is its end."""
    expression = time.expression
    what = Repeating("half", 2 if number in (2, -1) else 1)
    if isinstance(expression, Fixed) and expression.within is None:
        return _date(Fixed(expression.year, what))
    if isinstance(expression, This | Shift) and expression.what.grain is Grain.YEAR:
        return _date(Within(what, expression))
    return modified("END" if what.value == 2 else "START", time)


def quarter_of(part: Reading, time: Reading) -> Reading | None:
    """The first quarter of the 17th century: its beginning; in the middle of it the second and third."""
    what = getattr(part.expression, "what", None)
    if not isinstance(what, Repeating):
        return None
    return modified({1: "START", 4: "END"}.get(int(what.value), "MID"), time)


def weekend_of(time: Reading) -> Reading:
    """The weekend of 2 March."""
    return _date(This(Unit(Grain.WEEKEND), time.expression))


def unit_of(whole: Reading, time: Reading) -> Reading | None:
    """The week of 6 March; the month of October, which is October."""
    return _date(This(whole.expression.what, time.expression)) if isinstance(whole.expression, This) else None


_OF_NEW_YEAR = 2
"""Months of a winter that lie in the year after the one that it is known by."""


def this_name(
    weekday: int | None = None,
    month: int | None = None,
    season: str | None = None,
    quarter: int | None = None,
) -> Reading:
    """this summer, this September: the one of the anchor's year; this Friday: the one that comes.

    This winter, said in January, began in the year before: a winter is known by the year of its December.
    """
    what = _repeating(weekday, month, season, None, quarter)
    if weekday is not None:
        return _date(Next(what, included=True))
    begun = Shift(Unit(Grain.MONTH), -_OF_NEW_YEAR) if season == "WI" else Dct()
    return _date(Within(what, This(Unit(Grain.YEAR), begun)))


def that_name(
    weekday: int | None = None,
    month: int | None = None,
    season: str | None = None,
    quarter: int | None = None,
) -> Reading:
    """that Friday: the next one, told from the day that the text has come to; that spring: of the year."""
    what = _repeating(weekday, month, season, None, quarter)
    if weekday is not None:
        return _date(Next(what, Previous(Grain.DAY), included=True))
    return _date(Within(what, This(Unit(Grain.YEAR), Previous(Grain.YEAR))))


def old_style(day: int | str, count: int) -> Reading:
    """the 4th inst. (this month), ult. (last), prox. (next)."""
    what = Repeating("day_of_month", _int(day))
    return _date(Within(what, Shift(Unit(Grain.MONTH), count) if count else This(Unit(Grain.MONTH))))


def early_hours(time: Reading) -> Reading:
    """the early hours of Thursday."""
    base = time.expression.base if isinstance(time.expression, Daypart) else time.expression
    return Reading("TIME", Daypart("MO", base), "START")


def next_part(part: Part) -> Reading:
    """the next morning: of the day after the last one mentioned."""
    return Reading("TIME", Daypart(part, Shift(Unit(Grain.DAY), 1, Previous(Grain.DAY))))


def reported() -> Reading:
    """The quarter, the latest quarter: the one that the report is about."""
    return _date(Reported())


def year_ago(quarter: int | None = None) -> Reading:
    """The year-ago quarter: the one that the report is about, a year before."""
    if quarter is not None:
        return _date(Within(Repeating("quarter", quarter), Shift(Unit(Grain.YEAR), -1)))
    return _date(Shift(Unit(Grain.QUARTER), -4, Reported()))


def reported_in(year: int | str, quarter: bool = False) -> Reading:
    """The 1988 period, the 1988 quarter: what the report is about, in another year."""
    return _date(ReportedIn(_year(year))) if quarter else _date(Fixed(_year(year)))


def turn_of_year() -> Reading:
    """the turn of the year: the year that begins then."""
    return _date(This(Unit(Grain.YEAR), Nearest(Repeating("holiday", "new-year"))), "START")


def year_end(unit: str = "year", mod: str | None = None) -> Reading:
    """year-end, the year's end, month's end."""
    return _date(This(Unit(GRAINS[unit]), Running()), mod or "END")


def modified(mod: str, time: Reading) -> Reading:
    """early 1990, the end of March: the same time with a modifier."""
    return Reading(time.type, time.expression, mod, time.quant, time.freq)


def same(time: Reading, mod: str | None = None) -> Reading:
    """The same reading in a longer extent."""
    return modified(mod, time) if mod else time


def shift_from(duration: Reading, sign: int, time: Reading, mod: str | None = None) -> Reading | None:
    """two days before Christmas, a week after the 3rd of May."""
    amount = _amount(duration)
    if amount is None:
        return None
    count, unit = amount
    return Reading("DATE", Shift(Unit(unit), sign * count, time.expression, fine=True), mod)


def so_far_from(duration: Reading, time: Reading) -> Reading | None:
    """a week from Friday, two weeks from tomorrow: from the day to come."""
    day = time.expression
    if isinstance(day, Nearest):
        if _amount(duration) not in ((1, Grain.WEEK), (1, Grain.MONTH)):
            return None  # "two weeks from Monday" may last from then on
        time = _date(Next(day.what, Dct()))
    elif not isinstance(day, This | Shift):
        return None
    return shift_from(duration, 1, time)


def from_day(time: Reading, sign: int) -> Reading:
    """the day before yesterday, the day after tomorrow."""
    return _date(Shift(Unit(Grain.DAY), sign, time.expression))


def by_event(sign: int, unit: str | None = None, part: Part | None = None) -> Reading:
    """the day after the battle, the night before the vote: counted from the last day mentioned."""
    if part is not None:
        return Reading("TIME", Daypart(part, Shift(Unit(Grain.DAY), sign, Previous(Grain.DAY))))
    assert unit is not None
    return _date(Shift(Unit(GRAINS[unit]), sign, _base("previous", GRAINS[unit])))


def from_last(duration: Reading, sign: int, base: Expression | None = None) -> Expression | None:
    """Eight days after the surrender: so far from the last time mentioned, or from the surrender's own date."""
    amount = _amount(duration)
    if amount is None or amount[1] < Grain.DAY:
        return None
    count, unit = amount
    return Shift(Unit(unit), sign * count, base or _base("previous", unit), fine=unit < Grain.YEAR)


def _amount(duration: Reading) -> tuple[int, Grain] | None:
    if not isinstance(duration.expression, Period):
        return None
    text = duration.expression.amount.removeprefix("P")
    clock = text.startswith("T")
    digits, letter = text.removeprefix("T")[:-1], text[-1]
    if not digits.isdecimal():
        return None
    grain = {
        "Y": Grain.YEAR,
        "Q": Grain.QUARTER,
        "W": Grain.WEEK,
        "D": Grain.DAY,
        "H": Grain.HOUR,
        "S": Grain.SECOND,
        "M": Grain.MINUTE if clock else Grain.MONTH,
    }[letter]
    return int(digits), grain


# --- times of day -----------------------------------------------------------------------------------------


def daypart(
    part: Part | Reading,
    time: Reading | None = None,
    mod: str | None = None,
    days: int = 0,
    base: str = "previous",
    sign: int = 1,
) -> Reading | None:
    """morning, on the morning of 3 May, Sunday night; "in the evening" of the last day mentioned, or the one before (-1)."""
    told = time.expression if time else _base(base)
    base_day = Shift(Unit(Grain.DAY), sign * days, told) if days else told
    if isinstance(part, Reading):
        if not isinstance(part.expression, Daypart):
            return None
        part = part.expression.part
    return Reading("TIME", Daypart(part, base_day), mod or (time.mod if time else None))


def night_between(part: Part, days: str, month: int, year: int | str | None = None) -> Reading | None:
    """The night of 3/4 June: that of the 3rd."""
    first, _, second = days.partition("/")
    if int(second) not in (int(first) + 1, 1):
        return None
    day = date(month=month, day=first, year=year)
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
        h, m = _int(hour), None if minute is None else _int(minute)
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

    >>> hour_in("EV", 10), hour_in("NI", 2), hour_in("MO", 12), hour_in(None, 10)
    (22, 2, 0, 10)
    """
    if half in ("pm", "AF", "EV", "NI") and hour < 12 and not (half == "NI" and hour < 5):
        return hour + 12
    return 0 if half in ("am", "MO") and hour == 12 else hour


def _offset(text: str) -> str:
    """+2, +0530, +05:30 in ISO 8601."""
    hours, _, minutes = text[1:].partition(":")
    if not minutes and len(hours) > 2:
        hours, minutes = hours[:-2], hours[-2:]
    return f"{text[0]}{hours:0>2}" + (f":{minutes}" if minutes else "")


def clock_of_day(clocktime: Reading, time: Reading, half: str | None = None) -> Reading | None:
    """9 a.m. Tuesday, 6:15 Saturday evening, 10:30 that night: a clock time on a day, or in a part of one."""
    hour, day = clocktime.expression, time.expression
    if not isinstance(hour, Clock) or (isinstance(day, This | Shift) and day.what.grain is not Grain.DAY):
        return None
    if isinstance(day, Daypart):
        half = half or day.part
        day = day.base
    told = msgspec.structs.replace(hour, hour=hour_in(half, hour.hour), base=day)
    return Reading("TIME", told, clocktime.mod)


def hour_of_part(hour: int | str, time: Reading, half: str | None = None) -> Reading | None:
    """ "At nine that night", "at 8 Saturday evening": a bare number is an hour because a part of the day follows."""
    clock = clock_time(hour=hour) if 1 <= _int(hour) <= 12 else None
    return clock and clock_of_day(clock, time, half)


# --- durations and sets -----------------------------------------------------------------------------------


def period_amount(number: Number, unit: str) -> str:
    """The ISO 8601 duration of a number and a unit."""
    letter = LETTERS[unit]
    clock = "T" if unit in CLOCK_UNITS else ""
    if number == "X":
        return f"P{clock}X{'E' if unit == 'decade' else 'C' if unit == 'century' else letter}"
    assert not isinstance(number, str)
    amount = number * MULTIPLES.get(unit, 1)
    whole = int(amount)
    if amount == whole:
        return f"P{clock}{whole}{letter}"
    rest = amount - whole
    finer = {"year": (12, "M", ""), "hour": (60, "M", ""), "minute": (60, "S", "")}.get(unit)
    if finer and abs(rest * finer[0] - round(rest * finer[0])) < 1e-6:
        head = f"P{clock}{whole}{letter}" if whole else f"P{clock}"
        return f"{head}{round(rest * finer[0])}{finer[1]}"
    return f"P{clock}{amount:g}{letter}"


def duration(unit: str, number: Number = 1, mod: str | None = None, more: float = 0) -> Reading:
    """three days, several years, half an hour."""
    if more and not isinstance(number, str):
        number += more
    return Reading("DURATION", Period(period_amount(number, unit)), mod)


def and_more(first: Reading, second: Reading) -> Reading | None:
    """three hours and twenty minutes, two years and six months."""
    whole, rest = _amount(first), _amount(second)
    if whole is None or rest is None or whole[1] <= rest[1] or Grain.WEEK in (whole[1], rest[1]):
        return None
    assert isinstance(first.expression, Period) and isinstance(second.expression, Period)
    more = second.expression.amount.removeprefix("P")
    clock = "T" in first.expression.amount
    amount = first.expression.amount + (more.removeprefix("T") if clock else more)
    return Reading("DURATION", Period(amount), first.mod)


def length(value: str, mod: str | None = None) -> Reading:
    """A duration that the data spells out: a while (PXX)."""
    return Reading("DURATION", Period(value), mod)


def every(
    unit: str | None = None,
    number: Number = 1,
    weekday: int | None = None,
    month: int | None = None,
    season: str | None = None,
    part: str | None = None,
    quant: str | None = None,
    times: Number | None = None,
    half: bool = False,
) -> Reading | None:
    """every day, each Friday, twice a week, annually, half-yearly."""
    value: str
    freq = None if times is None else f"{times}X"
    if unit == "weekend" and number == 1:
        return Reading("SET", Every("XXXX-WXX-WE"), None, quant, freq)
    if half and unit in HALVES:
        number, unit = HALVES[unit]
    if weekday is not None:
        value = f"XXXX-WXX-{weekday}" + (f"T{part}" if part else "")
    elif month is not None:
        value = f"XXXX-{month:02}"
    elif season is not None:
        value = f"XXXX-{season}"
    elif part is not None:
        value = f"XXXX-XX-XXT{part}"
    elif unit is not None:
        value = period_amount(number, unit)
    else:
        return None
    return Reading("SET", Every(value), None, quant, freq)


def between(first: Reading, last: Reading) -> Reading:
    """From one time to another, as one expression."""
    return _date(Between(first.expression, last.expression))


def begins(month: int, until: int, year: int | str, day: int | str | None = None) -> Reading | None:
    """The first time of a range that names the year of its last: November to March 1953 begins in 1952."""
    return date(month=month, day=day, year=_year(year) - (month > until))


def several(month: int, day: int | str, last: int | str, year: int | str) -> Reading | None:
    """The first of March 5-9, 1918; nothing where the last is on no calendar."""
    known = date(month=month, day=last, year=year)
    if known is None or _int(last) > month_length(_year(year), month):
        return None
    return date(month=month, day=day, year=year)


def goes_on(month: int, day: int | str, year: int | str | None = None) -> Reading | None:
    """The second day of "May 6 and 7": of the same month, and where no year is said of the first one's."""
    reading = date(month=month, day=day, year=year)
    if reading is None or not isinstance(reading.expression, Nearest):
        return reading
    return _date(Within(reading.expression.what, This(Unit(Grain.YEAR), Previous())))


def year_after(first: int | str, last: int | str) -> Reading | None:
    """The last year of 1915-16, in two digits; ``None`` where it would not come after the first."""
    begin, end = _int(first), _int(last)
    return _date(Fixed(begin - begin % 100 + end)) if begin % 100 < end else None


def hour_before(
    half: str, clock: str | None = None, hour: int | str | None = None, until: int | str | None = None
) -> Reading | None:
    """The first hour of "10-4 p.m.": of the same half of the day if that is earlier, else of the other."""
    begin = int(clock.split(":")[0]) if clock else _int(hour) if hour is not None else 0
    end = int(until.split(":")[0]) if isinstance(until, str) else 12 if until is None else until
    if until is not None and begin % 12 > end % 12:
        half = "am" if half == "pm" else "pm"
    return clock_time(hour=hour, clock=clock, half=half)


def month_year(text: str) -> Reading | None:
    """9/2012: a month and its year in numerals."""
    month, _, year = text.partition("/")
    return date(month=int(month), year=year)


def stamp(month: int, day: int | str, year: int | str, clock: str, zone: str | None = None) -> Reading | None:
    """Oct 26 11:00:09 2015: what machines write."""
    day_said = date(month=month, day=day, year=year)
    return clock_time(clock=clock, zone=zone, time=day_said) if day_said else None


def week_number(number: str, time: Reading | None = None, year: str | None = None) -> Reading | None:
    """week 31, week 3 of 2015: ISO 8601's, the first being that of 4 January."""
    if not number.isdecimal() or not 1 <= int(number) <= 53:
        return None
    if year is not None:
        base: Expression = Fixed(_year(year))
    else:
        base = time.expression if time else This(Unit(Grain.YEAR), Dct())
    first = Fixed(base.year, _FOURTH) if isinstance(base, Fixed) else Within(_FOURTH, base)
    return _date(Shift(Unit(Grain.WEEK), int(number) - 1, first))


_FOURTH = Repeating("day", 1, 4)


def past_hour(
    hour: int | str, part: int | str = 30, side: int = 1, half: str | None = None
) -> Reading | None:
    """half past seven, a quarter to nine, ten past four."""
    minutes = side * _int(part)
    if not 0 < abs(minutes) < 60:
        return None
    return clock_time(hour=_int(hour) - (side < 0), minute=minutes % 60, half=half)


def week_of(week: Reading, time: Reading) -> Reading | None:
    """the week beginning April 11; a year that ends on a day is a length, and none of ours."""
    if not isinstance(week.expression, This) or week.expression.what.grain is not Grain.WEEK:
        return None
    return unit_of(week, time)


def told_twice(time: Reading, day: Reading) -> Reading | None:
    """this coming Sunday, March eighth: one day, said twice, and the year at most once; "March 8, March 9" are two."""
    what, date = getattr(time.expression, "what", None), day.expression
    dated = isinstance(date, Fixed) or (isinstance(date, Nearest) and date.what.field == "day")
    if not (dated and isinstance(what, Repeating) and what.field == "weekday"):
        return None
    return day if isinstance(date, Fixed) else time


def day_beside(time: Reading, day: int | str) -> Reading | None:
    """Friday 2, Friday the second: the day of the month, with the weekday beside it."""
    return date(day=day) if isinstance(time.expression, Nearest) else None


def new_year(mod: str | None = None) -> Reading:
    """in the new year: the year that begins with the nearer New Year's Day."""
    return _date(This(Unit(Grain.YEAR), Nearest(Repeating("holiday", "new-year"))), mod)


def recurring(type: TimexType, value: str) -> Reading:
    """What comes round and is not counted: at night, on weekends."""
    return Reading(type, Every(value))


OPERATORS: dict[str, Callable[..., Reading | None]] = {
    "date": date,
    "numeric-date": numeric_date,
    "years": years,
    "era-year": era_year,
    "decade-by-name": decade_by_name,
    "vague": vague,
    "unsaid": unsaid,
    "relative-day": relative_day,
    "this-unit": this_unit,
    "shift-unit": shift_unit,
    "shift-number": shift_number,
    "ago-within": ago_within,
    "ago-day": ago_day,
    "and-more": and_more,
    "last": last,
    "next": next_,
    "within": within,
    "holiday-weekend": holiday_weekend,
    "holiday-week": holiday_week,
    "quarter-of-months": quarter_of_months,
    "day-of-month": day_of_month,
    "day-of-history": day_of_history,
    "inside": inside,
    "nth": nth,
    "half-of": half_of,
    "nth-told": nth_told,
    "quarter-of": quarter_of,
    "unit-of": unit_of,
    "weekend-of": weekend_of,
    "this-name": this_name,
    "next-part": next_part,
    "that-name": that_name,
    "old-style": old_style,
    "early-hours": early_hours,
    "reported": reported,
    "year-ago": year_ago,
    "reported-in": reported_in,
    "year-end": year_end,
    "turn-of-year": turn_of_year,
    "modified": modified,
    "same": same,
    "shift-from": shift_from,
    "from-day": from_day,
    "so-far-from": so_far_from,
    "by-event": by_event,
    "daypart": daypart,
    "night-between": night_between,
    "overnight": overnight,
    "clock": clock_time,
    "clock-of-day": clock_of_day,
    "hour-of-part": hour_of_part,
    "duration": duration,
    "length": length,
    "every": every,
    "between": between,
    "begins": begins,
    "past-hour": past_hour,
    "recurring": recurring,
    "day-beside": day_beside,
    "told-twice": told_twice,
    "week-of": week_of,
    "month-year": month_year,
    "stamp": stamp,
    "week-number": week_number,
    "goes-on": goes_on,
    "several": several,
    "year-after": year_after,
    "new-year": new_year,
    "hour-before": hour_before,
}
