"""What is a day among expressions, and what an hour is told from."""

from __future__ import annotations

import msgspec

from timeline.civil import Grain
from timeline.temporal.expression import (
    Clock,
    Daypart,
    Dct,
    Expression,
    Fixed,
    Last,
    Nearest,
    Next,
    Numeric,
    Previous,
    Shift,
    This,
    Unit,
    Within,
)

UNDATED = Previous(Grain.DAY)
"""The day of an hour that says none."""
DAY_AFTER = Shift(Unit(Grain.DAY), 1, UNDATED)
DAY_TOLD_OF = This(Unit(Grain.DAY), UNDATED)
# Unions would be built at each call.
_OF_A_DAY = (Clock, Daypart)
_COUNTED = (Shift, This)
SENTENCE_REACH = 300
"""So far a sentence goes on, at most."""


def is_day(expression: Expression) -> bool:
    """Whether an expression names a day by itself: "Thursday", "yesterday", "3 May 1911"."""
    match expression:
        case Numeric():
            return True
        case Nearest(what) | Last(what) | Next(what) | Within(what):
            return what.field in ("day", "weekday", "day_of_month", "holiday")
        case Fixed(_, within):
            return within is not None and within.field in ("day", "holiday")
        case This(unit, Dct()) | Shift(unit, _, Dct()):
            return unit.grain is Grain.DAY
    return False


def weekday_of(expression: Expression) -> Nearest | None:
    """The weekday that an expression is, or is an hour or a part of."""
    day = day_of(expression)
    return day if isinstance(day, Nearest) and day.what.field == "weekday" else None


def day_of(expression: Expression) -> Expression:
    """The day of an hour or of a part of the day; anything else is its own."""
    return expression.base if isinstance(expression, _OF_A_DAY) else expression


def on_day(expression: Expression, day: Expression) -> Expression:
    """An hour or part of the day on another day; of anything else, that day."""
    if isinstance(expression, _OF_A_DAY):
        return msgspec.structs.replace(expression, base=day)
    return day


def is_month(expression: Expression) -> bool:
    """Whether an expression names a month: "March", "May 2011", "last month"."""
    if isinstance(expression, _COUNTED):
        return expression.what == Unit(Grain.MONTH) and expression.base == Dct()
    if isinstance(expression, Nearest):
        return expression.what.field == "month"
    if isinstance(expression, Fixed):
        return (
            expression.within is not None and expression.within.field == "month" and not expression.within.day
        )
    return False
