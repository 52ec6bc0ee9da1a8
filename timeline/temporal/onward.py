"""News that goes on from a year long past: "He was arrested in May 2009 and released in June"."""

from __future__ import annotations

import re
from typing import NamedTuple

from timeline.civil import DAY, Grain, Interval
from timeline.temporal import calendar, stops
from timeline.temporal.days import UNDATED, day_of
from timeline.temporal.expression import (
    Expression,
    Fixed,
    Nearest,
    Next,
    Previous,
    Repeating,
    Shift,
    This,
)
from timeline.temporal.phrases import Phrases
from timeline.temporal.tagger import Timex

LONG_AGO = 360 * DAY
"""What is told of so many civil seconds before the day of writing may go on in its own year."""
FAR = 10 * 366 * DAY
"""From so long ago only a sentence that begins with its time or a pronoun goes on."""
YEAR = 366 * DAY
_REACH = 300
"""So many code points behind it, at most."""
_ASIDE = re.compile(r",[^,.;:\n]*$")


class LongTold(NamedTuple):
    """A month or day of a year that says when something was, and its words."""

    when: Interval
    timex: Timex


def goes_on(
    says: Phrases,
    text: str,
    past: LongTold | None,
    timex: Timex,
    undirected: Nearest | None,
    now: Interval | None,
) -> Interval | None:
    """The time from which a bare month or day is told, where that is long past and in the same sentence or the one before."""
    if past is None or undirected is None or undirected.what.field not in ("month", "day", "holiday"):
        return None
    if undirected.what.weekday:
        return None  # its weekday says which year it is of
    start = past.when.start
    if start is None or now is None or now.start is None or now.start - start < LONG_AGO:
        return None
    low, high = past.timex.end, timex.start
    if high - low > _REACH or stops.PARAGRAPH.search(text, low, high) or stops.count(text, low, high) > 1:
        return None
    if says.to_now.search(text, low, high) or says.then_had.match(text, timex.end):
        return None  # "In August he *had* said so": before now
    if stops.count(text, low, high) and calendar.is_of_late(undirected.what, now.start // DAY):
        # "It closed in May 2009. *On Nov. 30* a judge …", written in December
        return past.when if _begins(says, text, timex) else None
    if now.start - start > FAR and stops.count(text, low, high) and not _begins(says, text, timex):
        return None
    return past.when if _lies_ahead(past.when, undirected.what) else None


def _begins(says: Phrases, text: str, timex: Timex) -> bool:
    """Whether a sentence goes on from the one before: it begins with its time or a pronoun, "In August he was sent to sea"."""
    return says.goes_on.search(text, max(0, timex.start - 200), timex.start) is not None


def _lies_ahead(when: Interval, what: Repeating) -> bool:
    """Whether what a text goes on to lies behind what it goes on from: "in September 2009 one turned back, in August another"."""
    assert when.start is not None and when.end is not None
    start = when.start // DAY
    span = calendar.running(what, start, when.end // DAY)
    return span is None or span[0] >= start


def long_told(
    says: Phrases, text: str, timex: Timex, told: Interval | None, past: LongTold | None, onward: bool
) -> LongTold | None:
    """What may be gone on from behind a time: itself, where it says a season, month or day of a year outright, or goes on from one.

    A time that is told from the day of writing ends it, and so does one that only qualifies a noun or stands in an aside
    ("the May 2009 vote"; "the firm, founded in May 2009, says …").
    """
    if told is None or told.start is None:
        return past
    expression = timex.reading.expression
    outright = isinstance(expression, Fixed) and expression.within is not None and told.grain <= Grain.SEASON
    if onward or (outright and _tells_when(says, text, timex)) or _counts_on(expression, told, past):
        return LongTold(told, timex)
    return None


def _counts_on(expression: Expression, told: Interval, past: LongTold | None) -> bool:
    """Whether a time is counted on from the one before: "It fell on 1 June 2009, and the next day …"."""
    if past is None or past.when.start is None or told.start is None or told.grain > Grain.MONTH:
        return False
    day = day_of(expression)
    if day == UNDATED:
        return True  # an hour of its day
    running = isinstance(day, Next | Shift | This) and isinstance(day.base, Previous)
    return running and 0 <= told.start - past.when.start < YEAR


def _has_lasted(says: Phrases, text: str, timex: Timex) -> bool:
    """Whether something "has" been so since a time, which is told of today: "has lost $10 billion since January 2009"."""
    if text.find(says.since, max(0, timex.start - 40), timex.start) < 0:
        return False
    lasts = says.lasting.search(text, max(0, timex.start - 150), timex.start) is not None
    return lasts and not text.startswith(says.then, timex.end)


def _tells_when(says: Phrases, text: str, timex: Timex) -> bool:
    low = max(0, timex.start - 200)
    if says.compares(text, timex.start):
        return False
    if says.marks_record(text, timex.start) or _has_lasted(says, text, timex):
        return False
    if says.after_it.search(text, max(0, timex.start - 90), timex.start):
        return True
    aside = text.startswith(",", timex.end) and (
        _ASIDE.search(text, low, timex.start)
        or says.fronted.search(text, max(0, timex.start - 90), timex.start)
    )
    return not aside and says.leading.search(text, max(0, timex.start - 24), timex.start) is not None
