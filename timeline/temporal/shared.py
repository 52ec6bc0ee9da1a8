"""Times that stand together lend each other their year, month or day.

Each refiner is one function with one reason.
"""

from __future__ import annotations

import re
from itertools import pairwise

import msgspec

from timeline.civil import Grain, month_length
from timeline.model import Direction
from timeline.temporal import stops
from timeline.temporal.beside import Beside
from timeline.temporal.calendar import SEASON_MONTH, THREE_WEEKS
from timeline.temporal.days import (
    DAY_TOLD_OF,
    SENTENCE_REACH,
    UNDATED,
    day_of,
    is_day,
    is_month,
    on_day,
    weekday_of,
)
from timeline.temporal.expression import (
    Daypart,
    Dct,
    EraYear,
    Expression,
    Fixed,
    Last,
    Nearest,
    Next,
    Nth,
    Previous,
    Repeating,
    Running,
    Shift,
    This,
    Unit,
    Within,
)
from timeline.temporal.joints import GAP, joined, parted, ranged
from timeline.temporal.stops import PARAGRAPH
from timeline.temporal.tagger import Timex

_SECOND_DAY = "last day of several"
"""The rule of the 5 in "August 4 and 5", which has its month and year from the first."""


def share_years(says: Beside, text: str, found: list[Timex]) -> list[Timex]:
    """In a list or range the year is said once: "March and April 2015", "5 May 1940 to 22 June"."""
    listed = [
        index for index, (left, right) in enumerate(pairwise(found)) if joined(says.joints, text, left, right)
    ]
    if not listed:
        return found
    shared = list(found)
    for index in reversed(listed):
        left, right = shared[index], shared[index + 1]
        whole, two = left.reading.expression, right.reading.expression
        one = whole.base if isinstance(whole, Daypart) else whole  # "the night of 25-26 December 1776"
        if (
            isinstance(one, Nearest)
            and isinstance(two, Fixed)
            and two.within
            and _same_kind(one.what, two.within)
        ):
            day = Fixed(two.year - (_place(one.what) > _place(two.within)), one.what)
            shared[index] = left.saying(on_day(whole, day))
        elif (
            isinstance(one, Nearest)
            and isinstance(two, Within)
            and right.rule != _SECOND_DAY
            and _same_kind(one.what, two.what)
        ):
            # "between June and October of that year"
            shared[index] = left.saying(Within(one.what, two.base))
    for index in listed:
        left, right = shared[index], shared[index + 1]
        one, two = left.reading.expression, right.reading.expression
        if (
            isinstance(two, Nearest)
            and isinstance(one, Fixed)
            and one.within
            and _same_kind(two.what, one.within)
        ):
            year = one.year + (_place(two.what) < _place(one.within))
            shared[index + 1] = right.saying(Fixed(year, two.what))
    return shared


def order_ranges(says: Beside, text: str, found: list[Timex]) -> list[Timex]:
    """In news a range begins before it ends: "from October to March" in the October before that March.

    On which side of the day of writing it lies is said of its end: what "lasted from March to May" is over, what "will
    run from January to June" may have begun.
    """
    ordered = list(found)
    for index in range(len(ordered) - 1):
        left, right = ordered[index], ordered[index + 1]
        first, last = left.reading.expression, right.reading.expression
        if right.rule == _SECOND_DAY and isinstance(last, Within) and isinstance(last.what, Repeating):
            last = Nearest(last.what)  # "September 8-12", written on the 9th
        if not (
            isinstance(first, Nearest)
            and isinstance(last, Nearest)
            and first.what != last.what
            and ranged(says.joints, text, left, right)
        ):
            continue
        holidays = first.what.field == last.what.field == "holiday"  # "between Christmas and New Year"
        if holidays or (_same_kind(first.what, last.what) and _is_another(first.what, last.what)):
            ordered[index], ordered[index + 1] = left.saying(Last(first.what, last)), right.saying(last)
    return ordered


def _is_another(one: Repeating, two: Repeating) -> bool:
    """Whether two times of a year are not at the same place of it."""
    return _place(one) != _place(two) and not one.weekday


def order_weekdays(
    says: Beside, text: str, left: Timex, following: list[Timex], direction: Direction
) -> Timex:
    """A range of weekdays on the side where it lies: its first day; what follows is changed in place, the next one last.

    What will be shut "from 8 p.m. on Friday until 5 a.m. on Monday" opens on the Monday behind that Friday; what was shut
    "from Friday to Monday" was so from the Friday before that Monday.
    """
    right = following[-1] if following else left
    if following and direction == "future" and _opens_and_closes(says, text, left, right):
        closes, opens = weekday_of(right.reading.expression), weekday_of(left.reading.expression)
        if closes and opens and closes != opens:
            following[-1] = right.saying(on_day(right.reading.expression, Next(closes.what, opens)))
        return left
    first, last = weekday_of(left.reading.expression), weekday_of(right.reading.expression)
    if first is None or last is None or first == last:
        return left
    if not ranged(says.joints, text, left, right):
        if direction == "future" and joined(says.joints, text, left, right):
            # "will meet on Thursday and Friday": the Friday behind that Thursday
            following[-1] = right.saying(on_day(right.reading.expression, Next(last.what, first)))
        return left
    if direction == "past":
        return left.saying(on_day(left.reading.expression, Last(first.what, last)))
    end = Next(last.what, first)
    following[-1] = right.saying(on_day(right.reading.expression, end))
    again = following[-2] if len(following) > 1 else None  # the day behind its hour
    if again and again.reading.expression == last and says.joints.on.fullmatch(text, right.end, again.start):
        following[-2] = again.saying(end)
    return left


def _opens_and_closes(says: Beside, text: str, left: Timex, right: Timex) -> bool:
    """Whether what begins on one day ends on the other: "opens on Tuesday *and closes on* Saturday"."""
    return says.shared.closes.fullmatch(text, left.end, right.start) is not None


def share_weekdays(says: Beside, text: str, found: list[Timex]) -> list[Timex]:
    """Two weekdays before two dates are of one each: "Saturday and Sunday, September 14 and 15", "Friday through Sunday, May 3-5"."""
    shared = found
    for index in range(1, len(found) - 1):
        left, date, right = found[index - 1 : index + 2]
        day, first = date.reading.expression, weekday_of(left.reading.expression)
        if (
            isinstance(day, Nearest)
            and day.what.weekday
            and first
            and right.rule == _SECOND_DAY
            and joined(says.joints, text, left, date)
            and joined(says.joints, text, date, right)
        ):
            of_it = Nearest(msgspec.structs.replace(day.what, weekday=int(first.what.value)))
            shared = [*shared[: index - 1], left.saying(of_it), date.saying(of_it), *shared[index + 1 :]]
    return shared


def say_what_day(says: Beside, text: str, found: list[Timex]) -> list[Timex]:
    """The date behind it says what day "the following day, on Dec. 31" was, or "Easter Monday, 24 April 1916", and the one in brackets what
    "this morning (Sunday)" was, in what was said before it was written."""
    said = list(found)
    for index, (left, right) in enumerate(pairwise(found)):
        if right.start - left.end > GAP:
            continue
        whole, day = left.reading.expression, right.reading.expression
        gap = left.end, right.start
        counted = whole.base if isinstance(whole, Daypart) else whole
        if (
            ((isinstance(counted, Shift) and counted.base == UNDATED) or _is_feast(counted))
            and is_day(day)
            and not _is_feast(day)
            and says.shared.that_is.fullmatch(text, *gap)
        ) or _told_in_brackets(text, left, right):
            said[index] = left.saying(on_day(whole, day))
        elif _is_years_off(counted) and says.shared.that_year.fullmatch(text, *gap):
            if isinstance(day, EraYear):
                said[index] = left.saying(day)
            elif isinstance(day, Fixed):
                said[index] = left.saying(Fixed(day.year, None))
    return said


def _told_in_brackets(text: str, left: Timex, right: Timex) -> bool:
    """Whether a day stands in brackets of its own right behind another one, or a part of one: "this morning (Sunday)"."""
    day = left.reading.expression
    named = is_day(day_of(day)) or (isinstance(day, Daypart) and isinstance(day.base, Running))
    apart = text[left.end : right.start] == " (" and text.startswith(")", right.end)
    return apart and named and is_day(right.reading.expression)


def _is_years_off(expression: Expression) -> bool:
    return (
        isinstance(expression, Shift)
        and expression.what == Unit(Grain.YEAR)
        and isinstance(expression.base, Previous)
    )


def _is_feast(expression: Expression) -> bool:
    return isinstance(expression, Nearest) and expression.what.field == "holiday"


_OF_NOW = (Shift, This)


def say_when_in_year(says: Beside, text: str, found: list[Timex]) -> list[Timex]:
    """What is added to a year lies in it: "early next year, probably in February", "last year's inspection, in March"."""
    said = list(found)
    for index in range(len(said) - 1):
        year, bare = said[index].reading.expression, said[index + 1].reading.expression
        if (
            isinstance(year, _OF_NOW)
            and year.what == Unit(Grain.YEAR)
            and year.base == Dct()
            and isinstance(bare, Nearest)
            and bare.what.field in ("month", "day", "season", "holiday")
            and says.shared.in_it.fullmatch(text, said[index].end, said[index + 1].start)
        ):
            said[index + 1] = said[index + 1].saying(Within(bare.what, year))
    return said


def year_of_month(says: Beside, text: str, found: list[Timex]) -> list[Timex]:
    """A month that says which thing something was is of the year that is said behind it: "its July sales in 2016", "the May storm of 2011"."""
    said = list(found)
    for index, (left, right) in enumerate(pairwise(found)):
        month, year = left.reading.expression, right.reading.expression
        if not (
            is_month(month) and isinstance(month, Nearest) and isinstance(year, Fixed) and not year.within
        ):
            continue
        if not says.shared.of_year.fullmatch(text, left.end, right.start):
            continue
        first = index
        if index and is_month(found[index - 1].reading.expression) and left.start - found[index - 1].end == 1:
            first -= 1  # "its October-December profit in 2017"
        if says.shared.shows.search(text, max(0, found[first].start - 12), found[first].start):
            for at in range(first, index + 1):
                bare = found[at].reading.expression
                said[at] = (
                    found[at].saying(Fixed(year.year, bare.what)) if isinstance(bare, Nearest) else said[at]
                )
    return said


def keep_years(says: Beside, text: str, found: list[Timex]) -> list[Timex]:
    """What a sentence goes on with lies in the year it has named, and a bare ordinal in the month named before it.

    "1998, when 101 people died on June 3"; "in 2008 … by the end of the year"; "began on 21 August. It had been called on
    the 12th".
    """
    kept = list(found)
    told: Timex | None = None
    """The last time before that says a year or a month, with nothing told from the day of writing behind it."""
    month: Timex | None = None
    """The one before it, if that says a year in passing ("on the 12th, by a man who took it for the comet of 1812")."""
    for index, inside in enumerate(kept):
        bare = inside.reading.expression
        day = day_of(bare)
        if isinstance(day, Nth):
            day = day.base  # "in the first week of January 1966 … on the 10th"
        of_month = isinstance(day, Nearest) and day.what.field == "day_of_month"
        before = (month if of_month else None) or told
        if told and before and inside.start - before.end > SENTENCE_REACH:
            told = month = None
        elif before and (isinstance(day, Nearest) or bare == _THE_YEAR):
            expression = _kept(says, text, before, inside if day is bare else inside.saying(day))
            kept[index] = inside.saying(on_day(bare, expression)) if expression else inside
        named = isinstance(day, Nearest) and day.what.field in ("day", "month")
        if isinstance(day, Fixed) or named or _is_month_of_a_year(day):
            passing = isinstance(day, Fixed) and day.within is None and not _opens(says, text, inside)
            month = (month or told) if passing else None
            told = inside.saying(day)
        elif _goes_on(bare) or (told and is_day(bare) and bare == kept[index].reading.expression):
            told = month = None
    return kept


def _goes_on(expression: Expression) -> bool:
    """Whether a text has gone on from the month that it named: "a month later", "the following September"."""
    match expression:
        case Shift(what, _, Previous()):
            return what.grain >= Grain.WEEK
        case Next(what, Previous()):
            return what.field in ("month", "season")
    return False


def _is_month_of_a_year(expression: Expression) -> bool:
    """Whether an expression is a month of a year that is told from another time: "in September of that year"."""
    what = expression.what if isinstance(expression, Within) else None
    return isinstance(what, Repeating) and what.field == "month"


def _kept(says: Beside, text: str, told: Timex, inside: Timex) -> Expression | None:
    """A bare time of the year or month that has been named before, if it is that."""
    left, bare = told.reading.expression, inside.reading.expression
    gap = told.end, inside.start
    if isinstance(bare, Nearest) and bare.what.field == "day_of_month":
        return (
            None
            if PARAGRAPH.search(text, *gap)
            else _of_month(
                left,
                bare.what,
                until=ranged(says.joints, text, told, inside),
                back=says.shared.by_then.search(text, *gap) is not None,
            )
        )
    if parted(text, told, inside) or not isinstance(left, Fixed) or left.within is not None:
        return None
    if isinstance(bare, Nearest):
        when = (
            bare.what.field in ("month", "day", "season")
            and says.shared.when.fullmatch(text, *gap) is not None
        )
        when = when or (bare.what.field in ("month", "day") and _opens_year(says, text, told, inside))
        return Fixed(left.year, bare.what) if when else None
    return _ITS_YEAR if bare == _THE_YEAR and not says.shared.ahead_of.search(text, *gap) else None


def _opens_year(says: Beside, text: str, year: Timex, inside: Timex) -> bool:
    """Whether a clause that a year opens tells its month or day: "In 1346 the fleet landed at Harn *on 12 July*"."""
    return (
        _opens(says, text, year) and says.shared.in_clause.fullmatch(text, year.end, inside.start) is not None
    )


def _opens(says: Beside, text: str, year: Timex) -> bool:
    """Whether a sentence begins with a year: "*In 1346* the fleet landed"."""
    return says.shared.in_year.search(text, max(0, year.start - 12), year.start) is not None


_THE_YEAR = This(Unit(Grain.YEAR), Running())


_ITS_YEAR = This(Unit(Grain.YEAR), Previous(Grain.YEAR))


def _of_month(time: Expression, day: Repeating, *, until: bool, back: bool) -> Expression | None:
    """The 28th or the 3rd, behind 12 February: of the same month, or of the next one where it is the end of a range or would
    lie three weeks back, unless it is told as over by then; of the year said before."""
    what = (
        time.within if isinstance(time, Fixed) else time.what if isinstance(time, Nearest | Within) else None
    )
    if not isinstance(what, Repeating) or what.field not in ("day", "month"):
        return None
    days = what.day - int(day.value)
    month = int(what.value) + ((days > THREE_WEEKS and not back) or (until and days >= 0))
    if int(day.value) > month_length(2000, (month - 1) % 12 + 1):
        return None
    same = Repeating("day", (month - 1) % 12 + 1, int(day.value))
    if isinstance(time, Within):
        now = isinstance(time.base, _OF_NOW) and time.base.base == Dct()
        return Within(same, time.base if now else _ITS_YEAR) if month <= 12 else None
    return Fixed(time.year + month // 13, same) if isinstance(time, Fixed) else Nearest(same)


_THE_DAY = This(Unit(Grain.DAY), Running())


def day_told_of(text: str, found: list[Timex]) -> list[Timex]:
    """The day of "earlier in the day" is the one named in its sentence or in the one before, and else that of writing."""
    told = list(found)
    for index, timex in enumerate(found):
        if timex.reading.expression != _THE_DAY:
            continue
        for before in reversed(found[max(index - 2, 0) : index]):
            day = day_of(before.reading.expression)
            near = timex.start - before.end < SENTENCE_REACH
            if near and is_day(day) and stops.count(text, before.end, timex.start) <= 1:
                told[index] = timex.saying(DAY_TOLD_OF)
                break
    return told


_SENTENCE = re.compile(r"[^.!?\n]*")


def date_names(says: Beside, text: str, found: list[Timex]) -> list[Timex]:
    """A season in the name of an event is of its year: "the Spring Offensive of 1918", "their summer attack in June 1942"."""
    dated = list(found)
    for index in range(len(dated) - 1):
        season, other = dated[index], dated[index + 1].reading.expression
        bare = season.reading.expression
        if not (
            isinstance(bare, Nearest)
            and bare.what.field in ("season", "holiday")
            and isinstance(other, Fixed)
        ):
            continue
        gap = season.end, dated[index + 1].start
        if (other.within is None and says.shared.name.fullmatch(text, *gap)) or (
            other.within is not None and _SENTENCE.fullmatch(text, *gap) and _holds(bare.what, other)
        ):
            dated[index] = season.saying(Fixed(other.year, bare.what))
    return dated


def _holds(season: Repeating, date: Fixed) -> bool:
    """Whether a date lies in a season of its own year."""
    if season.field != "season" or date.within is None or date.within.field not in ("month", "day"):
        return False
    return 0 <= int(date.within.value) - SEASON_MONTH[str(season.value)] < 3


def _same_kind(one: Repeating, two: Repeating) -> bool:
    yearly = ("month", "day", "season", "quarter", "half")
    return one.field in yearly and two.field in yearly


def _place(what: Repeating) -> tuple[int, int]:
    match what.field:
        case "quarter":
            return 3 * int(what.value) - 2, 0
        case "half":
            return 6 * int(what.value) - 5, 0
        case "season":
            return SEASON_MONTH[str(what.value)], 0
    return int(what.value), what.day
