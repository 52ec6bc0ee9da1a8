"""Durations and sets."""

from __future__ import annotations

from timeline.civil import Grain
from timeline.temporal.expression import Every, Period, Reading
from timeline.temporal.feasts import FIXED
from timeline.temporal.operators.parts import (
    CLOCK_UNITS,
    HALVES,
    LETTERS,
    MULTIPLES,
    Number,
    amount_of,
    integer,
)


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


def and_more(first: Reading, second: Reading, third: Reading | None = None) -> Reading | None:
    """three hours and twenty minutes, two years and six months, two hours four minutes eleven seconds."""
    amount, before = "", None
    for each in filter(None, (first, second, third)):
        length = amount_of(each)
        if length is None or length[1] is Grain.WEEK or (before and before <= length[1]):
            return None
        assert isinstance(each.expression, Period)
        before, more = length[1], each.expression.amount
        amount += more.removeprefix("PT" if "T" in amount else "P" if amount else "")
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
    day: int | str | None = None,
    holiday: str | None = None,
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
        value = f"XXXX-{month:02}" + (f"-{integer(day):02}" if day else "")
    elif holiday is not None:  # a movable one only comes round
        value = "XXXX-{:02}-{:02}".format(*FIXED[holiday]) if holiday in FIXED else "P1Y"
    elif season is not None:
        value = f"XXXX-{season}"
    elif part is not None:
        value = f"XXXX-XX-XXT{part}"
    elif unit is not None:
        value = period_amount(number, unit)
    else:
        return None
    return Reading("SET", Every(value), None, quant, freq)
