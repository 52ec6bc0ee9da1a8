"""Times told from an event: "two days after the surrender", "the third day of the siege"."""

from __future__ import annotations

import re

import msgspec

from timeline.civil import Grain
from timeline.temporal.beside import Beside
from timeline.temporal.days import DAY_TOLD_OF, SENTENCE_REACH, UNDATED, day_of, is_day, is_month
from timeline.temporal.expression import (
    Daypart,
    EraYear,
    Expression,
    Fixed,
    Nearest,
    Period,
    Previous,
    Shift,
    This,
    Vague,
)
from timeline.temporal.joints import joined, parted
from timeline.temporal.operators.shifts import from_last
from timeline.temporal.tagger import Timex

_BY_EVENT = "the day after an event"


_NTH_DAY = "nth day of an event"


_STANDS_ALONE = re.compile(r"\s*[,.;:)]")


def told_from_events(says: Beside, text: str, found: list[Timex], *, narrative: bool) -> list[Timex]:
    """Times told from an event: "the night before the vote"; in a story, "eight days after the surrender", too.

    Behind a date and a comma such words say that date again, and so does "four months later". "Three weeks after the
    election on 8 November" is counted from that day. Else a story has come to the event that it counts from, so the last
    time mentioned stands for it; what a report on news counts from, nobody knows here.
    """
    told = list(found)
    for index, timex in enumerate(found):
        by_event = timex.rule == _BY_EVENT
        if timex.rule == _NTH_DAY:
            told[index] = _of_event(says, text, found, index)
            continue
        if _is_later(timex.reading.expression) and index > 1 and _STANDS_ALONE.match(text, timex.end):
            told[index] = _said_again(says, text, told[index - 1], timex)
            continue
        if not by_event and not isinstance(timex.reading.expression, Period):
            continue
        after = says.events.from_event.match(text, timex.end)
        if not by_event and (
            after is None or says.events.lasting.search(text, max(0, timex.start - 8), timex.start)
        ):
            continue
        years = isinstance(timex.reading.expression, Period) and timex.reading.expression.amount[-1] == "Y"
        own = (
            _own_date(says, text, after.end(), found[index + 1 : index + 2], coarse=years) if after else None
        )
        if not (by_event or narrative or own):
            continue
        left = told[index - 1] if index else None
        again = (
            left is not None
            and _is_of_a_day_or_year(day_of(left.reading.expression))
            and timex.start - left.end < SENTENCE_REACH
            and says.events.apposed.search(text, left.end, timex.start) is not None
            and not parted(text, left, timex)
        )
        expression: Expression | None = timex.reading.expression
        if again and left and not isinstance(expression, Daypart):
            date = day_of(left.reading.expression)
            expression = date if isinstance(date, Fixed | EraYear) else DAY_TOLD_OF
        elif by_event and not narrative:
            expression = Vague("")
        elif not by_event and after:
            sign = -1 if after[0].strip().lower() == says.events.before else 1
            expression = from_last(timex.reading, sign, own)
        if expression is not None:
            kind = timex.reading.type if by_event else "DATE"
            reading = msgspec.structs.replace(timex.reading, type=kind, expression=expression)
            told[index] = msgspec.structs.replace(timex, reading=reading)
    return told


def _is_of_a_day_or_year(date: Expression) -> bool:
    """Whether words right behind a time may say its date again: "4 May", "1994", "the next day"."""
    match date:
        case Fixed() | EraYear():
            return True
        case Shift(what, _, Previous()) | This(what, Previous()):
            return what.grain is Grain.DAY
    return is_day(date) or date == UNDATED


def _own_date(
    says: Beside, text: str, start: int, following: list[Timex], *, coarse: bool
) -> Expression | None:
    """The date that an event has been given right behind it: "three weeks after the election on 8 November".

    Years may be counted from a year; two days after a death in June are of nobody knows which day.
    """
    for own in following:
        date = own.reading.expression
        if (is_day(date) or (coarse and isinstance(date, Fixed))) and says.events.own_date.fullmatch(
            text, start, own.start
        ):
            return date
    return None


def _is_later(expression: Expression) -> bool:
    """Four months later, the next year."""
    return (
        isinstance(expression, Shift)
        and isinstance(expression.base, Previous)
        and expression.count > 0
        and expression.what.grain >= Grain.DAY
    )


def _of_event(says: Beside, text: str, found: list[Timex], index: int) -> Timex:
    """The third day of a siege: behind a date it says that date again; behind its second day it is the next one.

    Behind "22 and 23 October" the first day is the 22nd.
    """
    timex, left = found[index], found[index - 1] if index else found[index]
    days = timex.reading.expression
    assert isinstance(days, Shift)
    if left.rule == _NTH_DAY and left is not timex and isinstance(left.reading.expression, Shift):
        return timex.saying(msgspec.structs.replace(days, count=days.count - left.reading.expression.count))
    first = found[index - 2] if index > 1 else left
    if (
        is_day(first.reading.expression)
        and is_day(left.reading.expression)
        and joined(says.joints, text, first, left)
    ):
        return timex.saying(msgspec.structs.replace(days, base=first.reading.expression))
    return _said_again(says, text, left, timex)


def _said_again(says: Beside, text: str, left: Timex, timex: Timex) -> Timex:
    """What stands between commas behind a date says that date again: "On 10 December, four months later, it was signed"."""
    date, later = left.reading.expression, timex.reading.expression
    assert isinstance(later, Shift)
    fine = is_day(date) or later.what.grain is Grain.YEAR
    fine = fine or (later.what.grain is Grain.MONTH and is_month(date))
    if not (
        fine
        and isinstance(date, Fixed | Nearest)
        and says.events.apposed.fullmatch(text, left.end, timex.start)
    ):
        return timex
    return timex.saying(This(later.what, date))
