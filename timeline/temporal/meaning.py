"""What the words of a time mean, wherever they stand: the interval that is meant, its EDTF, what is said of it and what implied."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from timeline.civil import DAY, Grain, Interval, civil_from_days, days_from_civil, iso_year, month_length
from timeline.model import Alternative, Direction, Resolution
from timeline.temporal.edtf import to_edtf
from timeline.temporal.expression import (
    Clock,
    Daypart,
    Expression,
    Fixed,
    Nearest,
    Numeric,
    Period,
    Reading,
    Repeating,
    Shift,
    This,
    Years,
)
from timeline.temporal.resolver import Time
from timeline.temporal.tagger import Timex

_GOING_ON = "year-long"
"""The rule of lengths that qualify a noun: "the six-year conflict"."""


class Meaning(NamedTuple):
    """Everything about a resolution that does not depend on where the words stand."""

    reading: Reading
    value: str | None
    why: tuple[str, ...]
    confidence: float
    interval: Interval | None = None
    told: Interval | None = None
    """The whole time that the words name; ``interval`` is the part of it that a modifier or "since" means."""
    edtf: str | None = None
    direction: Direction = "none"
    said: tuple[str, ...] = ()
    implied: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    day_confidence: float | None = None


def resolution_of(timex: Timex, meaning: Meaning, words: str, anchor: Interval | None) -> Resolution:
    """An expression's words with what they mean."""
    reading, alternatives = meaning.reading, meaning.alternatives
    if timex.rule == _GOING_ON and anchor and isinstance(reading.expression, Period):
        alternatives = _derived_start(reading.expression.amount, reading.mod, anchor)
    return Resolution(
        start=timex.start,
        end=timex.end,
        text=words,
        type=reading.type,
        rule=timex.rule,
        value=meaning.value,
        mod=reading.mod,
        quant=reading.quant,
        freq=reading.freq,
        interval=meaning.interval,
        edtf=meaning.edtf,
        direction=meaning.direction,
        confidence=meaning.confidence,
        said=meaning.said,
        implied=meaning.implied,
        alternatives=alternatives,
        why=meaning.why,
        day_confidence=meaning.day_confidence,
    )


def day_begun(time: Time) -> Interval:
    """What readers are shown of a time; midnight is shown as the day that it begins."""
    start = time.interval.start
    return Interval(start, start + DAY, Grain.DAY) if time.midnight and start is not None else time.interval


@lru_cache(1_000)
def _derived_start(amount: str, mod: str | None, anchor: Interval) -> tuple[Alternative, ...]:
    """When what has lasted so long began, counted back from the day of writing: derived, so only a runner-up.

    >>> [(a.value, a.edtf) for a in _derived_start("P6Y", "LESS_THAN", Interval.of_day(2016, 12, 11))]
    [('2011', '2011~')]
    """
    found = re.fullmatch(r"P(\d+)([YM])", amount)
    if not found or anchor.start is None:
        return ()
    months = int(found[1]) * (12 if found[2] == "Y" else 1)
    months = round(months * {"LESS_THAN": 11 / 12, "MORE_THAN": 13 / 12}.get(mod or "", 1))
    year, month, _ = civil_from_days(anchor.start // DAY)
    year, month = divmod(year * 12 + month - 1 - months, 12)
    if found[2] == "Y":
        start, end, grain = days_from_civil(year, 1, 1), days_from_civil(year + 1, 1, 1), Grain.YEAR
    else:
        start, grain = days_from_civil(year, month + 1, 1), Grain.MONTH
        end = start + month_length(year, month + 1)
    began = Interval(start * DAY, end * DAY, grain)
    value = iso_year(year) if grain is Grain.YEAR else f"{iso_year(year)}-{month + 1:02}"
    why = "where it means what goes on still: about then it began, counted back from the day of writing"
    return (
        Alternative(
            value=value,
            interval=began,
            edtf=to_edtf(began, approximate=True),
            direction="past",
            confidence=0.1,
            why=why,
        ),
    )


def alternative(time: Time, direction: Direction, confidence: float, why: str) -> Alternative:
    return Alternative(
        value=time.value,
        interval=time.interval,
        edtf=to_edtf(time.interval),
        direction=direction,
        confidence=round(confidence, 2),
        why=why,
    )


def narrowed(interval: Interval, mod: str | None) -> Interval:
    """The third of a time that "early", "mid" and "late" speak of; the grain stays the one that was said."""
    if mod not in ("START", "MID", "END") or interval.start is None or interval.end is None:
        return interval
    days = (interval.end - interval.start) // DAY
    if days < 3:
        return interval
    third = days // 3 * DAY
    match mod:
        case "START":
            return Interval(interval.start, interval.start + third, interval.grain)
        case "MID":
            return Interval(interval.start + third, interval.end - third, interval.grain)
    return Interval(interval.end - third, interval.end, interval.grain)


@lru_cache(10_000)
def parts_of(expression: Expression) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which fields the words give, and which come from the anchor or the running reference."""
    match expression:
        case Fixed(_, None):
            return ("year",), ()
        case Fixed(_, within):
            assert within is not None
            return ("year", *_fields(within.field)), ()
        case Years():
            return ("year",), ()
        case Numeric():
            return ("year", "month", "day"), ()
        case Nearest(what):
            said = _fields(what.field)
            return said, _above(said)
        case Daypart(_, base):
            said, implied = parts_of(base)
            return (*said, "daypart"), implied or (() if said else ("day",))
        case Clock(_, minute, _, _, base):
            said, implied = parts_of(base)
            return (*said, "hour", *(("minute",) if minute is not None else ())), implied or (
                () if said else ("day",)
            )
        case This() | Shift():
            return (), (expression.what.grain.label,)
    inner: Expression | None = getattr(expression, "base", None)
    repeating: Expression | None = getattr(expression, "what", None)
    said, implied = parts_of(inner) if inner is not None else ((), ())
    if isinstance(repeating, Repeating):
        said = (*said, *_fields(repeating.field))
    return said, implied or ("year",)


def _fields(field: str) -> tuple[str, ...]:
    return ("month", "day") if field == "day" else ("day",) if field == "day_of_month" else (field,)


def _above(said: tuple[str, ...]) -> tuple[str, ...]:
    if said == ("day",):
        return ("year", "month")
    if said in (("weekday",), ("weekend",)):
        return ("year", "month", "day")
    return ("year",)
