"""The course of a report: which of the times it names it goes to, and which it only compares with or says when somebody spoke."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.civil import DAY, Grain, Interval
from timeline.temporal.days import day_of, weekday_of
from timeline.temporal.expression import (
    Clock,
    Dct,
    Expression,
    Fixed,
    Last,
    Nearest,
    Previous,
    Shift,
    This,
    is_earlier,
)
from timeline.temporal.joints import parted
from timeline.temporal.operators.hours import OVERNIGHT
from timeline.temporal.phrases import Phrases
from timeline.temporal.resolver import Situation, resolve
from timeline.temporal.story import (
    NO_COURSE,
    Course,
    counted_from,
    had,
    had_in_passing,
    looks_back,
    opens_sentence,
)
from timeline.temporal.tagger import Timex

_BARE_DAY = "since September 11"
"""The rule of a day that is known without its year, but to those who write soon after another day of that name."""
_SOON = 60 * DAY


def of_history(found: list[Timex], anchor: Interval | None, *, narrative: bool) -> list[Timex]:
    """A day of history without its year is one of the running year in a story, and in what is written soon after such a day."""
    if _BARE_DAY not in [timex.rule for timex in found]:
        return found
    return [
        timex.saying(Nearest(day.within))
        if timex.rule == _BARE_DAY
        and isinstance(day := timex.reading.expression, Fixed)
        and day.within is not None
        and (narrative or _is_near(day, anchor))
        else timex
        for timex in found
    ]


def _is_near(day: Fixed, anchor: Interval | None) -> bool:
    """Whether a text was written before a day of history, or soon after the last day of that name."""
    when = resolve(day, Situation(None))
    if anchor is None or anchor.start is None or when is None or when.interval.start is None:
        return False
    if day.within is None or anchor.start <= when.interval.start:
        return True
    last = resolve(Nearest(day.within), Situation(anchor))
    return last is None or last.interval.start is None or anchor.start - last.interval.start < _SOON


def course(says: Phrases, text: str, found: Sequence[Timex]) -> Course:
    """The course of a report: what it compares with moves nothing.

    "5 percent a year earlier … 3 percent a year earlier"; "the lowest since 1910"; "was shot on Sunday, police said on Monday".
    """
    back = [
        index
        for index, timex in enumerate(found)
        if (
            isinstance(shift := timex.reading.expression, Shift)
            and shift.what.grain >= Grain.WEEK
            and is_earlier(shift)
        )
        or (
            _is_since(says, text, timex)
            # "has been in custody since June 20, was taken to court at 3 p.m."
            and (
                text.startswith(",", timex.end)
                or not counted_from(says, text, timex, found[index + 1 : index + 2])
            )
        )
        or _is_overnight(text, timex)
        or (
            looks_back(timex.reading.expression)
            and (had(says, text, timex) or _opens_look_back(says, text, timex) or _is_compared(text, timex))
        )
        or _is_inserted(says, text, timex)
        or _is_earlier_one(says, text, timex)
        or _says_which(says, text, found[index - 1] if index else None, timex)
        or (index and had_in_passing(says, text, timex, found[index + 1 : index + 2]))
    ]
    back += _of_saying(says, text, found)
    return Course(frozenset(back), {}) if back else NO_COURSE


def _is_inserted(says: Phrases, text: str, timex: Timex) -> bool:
    """Whether a date is told between commas of what was done before: "His bakery, *founded by his grandfather in 1903*, employed"."""
    if not _is_date(timex.reading.expression) or not says.inserted_ends.match(text, timex.end):
        return False
    return says.inserted.search(text, max(0, timex.start - 90), timex.start) is not None


def _is_earlier_one(says: Phrases, text: str, timex: Timex) -> bool:
    """Whether a date is that of something with which the news is compared: "The previous record was set *on 12 September 2001*"."""
    if not _is_date(timex.reading.expression):
        return False
    return says.earlier_one.search(text, max(0, timex.start - 120), timex.start) is not None


def _says_which(says: Phrases, text: str, before: Timex | None, timex: Timex) -> bool:
    """Whether a time only says which one is meant.

    "Was chosen on Wednesday by a conclave *that had begun on Tuesday*"; "the cuts *that began on March 1* have hardly been felt".
    """
    low, start = max(0, timex.start - 90), timex.start
    if says.that.search(text, low, start) is None:
        return False
    if before and _is_a_day(before.reading.expression) and not parted(text, before, timex):
        return says.that_had.search(text, low, start) is not None
    return says.has.match(text, timex.end) is not None and says.that_did.search(text, low, start) is not None


def _opens_look_back(says: Phrases, text: str, timex: Timex) -> bool:
    """Whether a time opens a look back from the one before: "*The day before*, surfers had ridden the waves"."""
    day = day_of(timex.reading.expression)
    before = isinstance(day, Shift | Last) and isinstance(day.base, Previous)
    return before and says.then_had.match(text, timex.end) is not None


def _is_compared(text: str, timex: Timex) -> bool:
    """Whether a day is only that before the day told of, in the course of a sentence: "lent $8 billion, after $15 billion *the day before*"."""
    day = day_of(timex.reading.expression)
    before = isinstance(day, Shift) and day.what.grain is Grain.DAY and isinstance(day.base, Previous)
    return before and not opens_sentence(text, timex.start)


def _is_overnight(text: str, timex: Timex) -> bool:
    """Whether a time is "overnight", which lies on two days: what comes "at 4 p.m." behind it is of today."""
    return text[timex.start] in "oO" and timex.reading.expression == OVERNIGHT


def _is_since(says: Phrases, text: str, timex: Timex) -> bool:
    """Whether a time is only that since which something is the most, or has been so, which is told of today."""
    start = timex.start
    if text.find(says.since, max(0, start - 100), start) < 0:
        return False
    told = timex.reading.expression
    if not (weekday_of(told) or _is_date(told) or _is_days_ago(told)):
        return False
    if says.records.search(text, max(0, start - 190), start):
        return True
    lasts = says.lasting.search(text, max(0, start - 150), start) is not None
    return lasts and not text.startswith(says.then, timex.end)


def _is_days_ago(expression: Expression) -> bool:
    """Whether a day is counted back from the day of writing: "since the race began three days ago"."""
    if not isinstance(expression, Shift) or expression.base != Dct():
        return False
    return expression.count < 0 and expression.what.grain is Grain.DAY


def _is_date(expression: Expression) -> bool:
    """Whether an expression names a year, or a month or a day by its date."""
    bare = isinstance(expression, Nearest) and expression.what.field in ("month", "day")
    return bare or isinstance(expression, Fixed)


def _of_saying(says: Phrases, text: str, found: Sequence[Timex]) -> list[int]:
    """The days on which somebody spoke of what a day before was the day of: "was shot on Sunday, police said on Monday", "was shot on
    Sunday. At an inquest on Monday, the court heard that …".
    """
    days = [index for index, timex in enumerate(found) if _is_a_day(timex.reading.expression)]
    return [
        index
        for index in days[1:]
        if (
            says.said.search(text, max(0, found[index].start - 60), found[index].start)
            or says.then_said.match(text, found[index].end)
        )
        and not _is_told_by(text, found, index)
    ]


def _is_told_by(text: str, found: Sequence[Timex], index: int) -> bool:
    """Whether the next time of its sentence is told from a time: "said on Thursday that they had been shot *a day earlier*"."""
    for after in found[index + 1 : index + 2]:
        day = day_of(after.reading.expression)
        from_before = isinstance(day, Previous) or isinstance(getattr(day, "base", None), Previous)
        return (
            from_before
            and not isinstance(after.reading.expression, Clock)
            and not parted(text, found[index], after)
        )
    return False


def _is_a_day(expression: Expression) -> bool:
    """Whether an expression is a day near the day of writing or the one before, or an hour or part of one: "Sunday", "yesterday
    morning", "a day later"."""
    match day_of(expression):
        case Nearest(what) | Last(what):
            return what.field == "weekday"
        case This(what, Dct()) | Shift(what, _, Dct() | Previous()):
            return what.grain is Grain.DAY
    return False
