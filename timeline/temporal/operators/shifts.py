"""Times counted from other times: units that are this one, or so many before or after."""

from __future__ import annotations

from timeline.civil import Grain
from timeline.temporal.expression import (
    Daypart,
    Dct,
    Expression,
    Last,
    Nearest,
    Next,
    Part,
    Previous,
    Reading,
    Repeating,
    Shift,
    This,
    Unit,
    Vague,
    Within,
)
from timeline.temporal.operators.parts import (
    CLOCK_UNITS,
    GRAINS,
    MULTIPLES,
    Number,
    amount_of,
    base_of,
    date_of,
)


def relative_day(offset: int) -> Reading:
    """today, yesterday, tomorrow."""
    return date_of(Shift(Unit(Grain.DAY), offset) if offset else This(Unit(Grain.DAY)))


def this_unit(unit: str, base: str = "dct", mod: str | None = None) -> Reading:
    """this week, the current quarter; "that year" with base "previous"."""
    return date_of(This(Unit(GRAINS[unit]), base_of(base, GRAINS[unit])), mod)


def shift_unit(unit: str, count: int, base: str = "dct", mod: str | None = None) -> Reading:
    """last week (-1), next year (1)."""
    return date_of(Shift(Unit(GRAINS[unit]), count, base_of(base, GRAINS[unit])), mod)


AGES = 100_000
"""So many years are no date: 66 million years ago is an age of the earth, told to the million."""


def shift_number(
    unit: str, sign: int, number: Number = 1, base: str = "dct", mod: str | None = None, more: float = 0
) -> Reading:
    """three weeks ago, two days later, a year and a half ago. A vague number makes a vague past or future."""
    if number == "X":
        return date_of(Vague("PAST_REF" if sign < 0 else "FUTURE_REF"), mod)
    assert not isinstance(number, str)
    amount: float = number + more
    if unit in ("decade", "century", "fortnight"):
        amount, unit = amount * MULTIPLES[unit], "week" if unit == "fortnight" else "year"
    if unit == "year" and amount >= AGES:
        return date_of(Vague("PAST_REF" if sign < 0 else "FUTURE_REF"), mod)
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
            return date_of(Vague("PAST_REF" if sign < 0 else "FUTURE_REF"), mod)
        unit, amount = finer[0], round(amount * finer[1])
    if unit == "hour" and amount % 24 == 0:
        unit, amount = "day", amount // 24  # "took effect 24 hours later"
    if unit in CLOCK_UNITS:
        return Reading(
            "TIME", Shift(Unit(GRAINS[unit]), sign * int(amount), base_of(base, GRAINS[unit])), mod
        )
    if unit == "weekend":
        return date_of(Shift(Unit(Grain.WEEKEND), sign * int(amount), base_of(base, GRAINS[unit])), mod)
    return date_of(Shift(Unit(GRAINS[unit]), sign * int(amount), base_of(base, GRAINS[unit])), mod)


_FINER = {
    (Grain.YEAR, Grain.MONTH): 12,
    (Grain.WEEK, Grain.DAY): 7,
    (Grain.HOUR, Grain.MINUTE): 60,
    (Grain.MINUTE, Grain.SECOND): 60,
}
"""How many of the second unit the first one has."""


def and_shift(first: Reading, then: Reading) -> Reading | None:
    """three hours and 54 minutes later, two years and six months ago."""
    whole, rest = amount_of(first), then.expression
    if whole is None or not isinstance(rest, Shift) or not isinstance(rest.what, Unit):
        return None
    sign = 1 if rest.count > 0 else -1
    if each := _FINER.get((whole[1], rest.what.grain)):
        return Reading(then.type, Shift(rest.what, rest.count + sign * each * whole[0], rest.base), first.mod)
    if whole[1] <= rest.what.grain or rest.what.grain < Grain.DAY:
        return None
    by_then = Shift(Unit(whole[1]), sign * whole[0], rest.base, fine=True)
    return Reading(then.type, Shift(rest.what, rest.count, by_then), first.mod)


def ago_within(ago: Reading, here: Reading) -> Reading | None:
    """fifty years ago this month, a year ago today: as far back as the first says, as fine as the second."""
    far, near = ago.expression, here.expression
    finer = isinstance(near, Within) or (isinstance(near, This | Shift) and near.what.grain < Grain.YEAR)
    today = isinstance(near, This) and near.what.grain is Grain.DAY
    coarser = isinstance(far, Shift) and (
        far.what.grain is Grain.YEAR or (today and far.what.grain is Grain.MONTH)
    )
    if finer and coarser and isinstance(far, Shift):
        return date_of(Shift(far.what, far.count, near, fine=True), ago.mod)
    return None


def ago_day(number: Number, weekday: int | None = None, offset: int = 0, mod: str | None = None) -> Reading:
    """a week ago Sunday, two weeks ago today: so many weeks before today, or before the latest day of that name."""
    if number == "X":
        return date_of(Vague("PAST_REF"), mod)
    day = relative_day(offset).expression
    if weekday:
        day = Last(Repeating("weekday", weekday), Dct(), included=True)
    return date_of(Shift(Unit(Grain.WEEK), -int(number), day, fine=True), mod)


def shift_from(duration: Reading, sign: int, time: Reading, mod: str | None = None) -> Reading | None:
    """two days before Christmas, a week after the 3rd of May."""
    amount = amount_of(duration)
    if amount is None:
        return None
    count, unit = amount
    return Reading("DATE", Shift(Unit(unit), sign * count, time.expression, fine=True), mod)


def so_far_from(duration: Reading, time: Reading) -> Reading | None:
    """a week from Friday, two weeks from tomorrow: from the day to come."""
    day = time.expression
    if isinstance(day, Nearest):
        if amount_of(duration) not in ((1, Grain.WEEK), (1, Grain.MONTH)):
            return None  # "two weeks from Monday" may last from then on
        time = date_of(Next(day.what, Dct()))
    elif not isinstance(day, This | Shift):
        return None
    return shift_from(duration, 1, time)


def from_day(time: Reading, sign: int) -> Reading:
    """the day before yesterday, the day after tomorrow."""
    return date_of(Shift(Unit(Grain.DAY), sign, time.expression))


def unit_from(whole: Reading, time: Reading, sign: int) -> Reading | None:
    """the week before Christmas, the day after Easter."""
    unit = whole.expression
    return date_of(Shift(unit.what, sign, time.expression)) if isinstance(unit, This) else None


def weekday_from(weekday: Reading, time: Reading, sign: int) -> Reading | None:
    """the Tuesday after Easter, the Sunday before Christmas."""
    day = weekday.expression
    if not isinstance(day, Nearest) or time.expression == day:
        return None
    return date_of((Next if sign > 0 else Last)(day.what, time.expression))


def by_event(sign: int, unit: str | None = None, part: Part | None = None) -> Reading:
    """the day after the battle, the night before the vote: counted from the last day mentioned."""
    if part is not None:
        return Reading("TIME", Daypart(part, Shift(Unit(Grain.DAY), sign, Previous(Grain.DAY))))
    assert unit is not None
    return date_of(Shift(Unit(GRAINS[unit]), sign, base_of("previous", GRAINS[unit])))


def from_last(duration: Reading, sign: int, base: Expression | None = None) -> Expression | None:
    """Eight days after the surrender: so far from the last time mentioned, or from the surrender's own date."""
    amount = amount_of(duration)
    if amount is None or amount[1] < Grain.DAY:
        return None
    count, unit = amount
    return Shift(Unit(unit), sign * count, base or base_of("previous", unit), fine=unit < Grain.YEAR)
