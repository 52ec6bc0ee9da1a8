"""What the grammar's data cannot say: what is no time after all, and what times that stand together say of each other.

Each refiner is one function with one reason. They run in the order of :data:`REFINERS`.
"""

from __future__ import annotations

import re
from itertools import pairwise

import msgspec

from timeline.civil import Grain, month_length
from timeline.model import Direction
from timeline.temporal import stops
from timeline.temporal.calendar import SEASON_MONTH
from timeline.temporal.eras import years_of_an_era
from timeline.temporal.expression import (
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
    Numeric,
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
    is_earlier,
)
from timeline.temporal.joints import GAP, ON, joined, parted, ranged
from timeline.temporal.logs import read_hours, read_stamps
from timeline.temporal.numerals import drop_impossible
from timeline.temporal.operators import OVERNIGHT, from_last, hour_in
from timeline.temporal.stops import PARAGRAPH
from timeline.temporal.tagger import Timex

_SECOND_DAY = "last day of several"
"""The rule of the 5 in "August 4 and 5", which has its month and year from the first."""


def drop_bent(text: str, found: list[Timex]) -> list[Timex]:
    """A numeral that grows out of a letter is no date that one may trust: a scan's "l7 July" is not the 7th."""
    return [
        timex
        for timex in found
        if not (text[timex.start].isdigit() and timex.start and text[timex.start - 1].isalpha())
    ]


_LASTS = re.compile(
    r"(?:(?<!\b[Tt]heir )(?<!\b[Ii]ts )(?<!\b[Hh]is )\b(?!(?:across|as|was|is|has|his|its|this|us|previous|various|les|vs|plus|its|las|los)\b)[a-z]{2,}[a-rt-z]s|\b(?:will|would|may|might|to)\b[^.,;:\n]{3,50}\band|\b(?:will|would|may|might|can|could|should|shall|must|to|not|did|does|do)|n['’]t) $",
    re.IGNORECASE,
)


def drop_verbs(text: str, found: list[Timex]) -> list[Timex]:
    """What "could last two weeks" names is two weeks, and not the last ones; "compared to last year" names last year."""
    return [
        msgspec.structs.replace(timex, start=timex.start + 5)
        if text.startswith("last ", timex.start)
        and isinstance(timex.reading.expression, Period)
        and _LASTS.search(text, max(0, timex.start - 60), timex.start)
        else timex
        for timex in found
    ]


_MORE = re.compile(
    r"(?:\b(?:for|in|after|of|lasts?|lasted|lasting|took|takes?|is|was|were|are|been|be|just|with|than|by|from|to|at|spent|waited|a|the|well|little|now|already|not)\s+|^)$",
    re.IGNORECASE,
)


_ENDED = re.compile(r"\b(?:was|were|is|are|be|been|all) $", re.IGNORECASE)


def drop_over(text: str, found: list[Timex]) -> list[Timex]:
    """ "Over" says how much more of a length that lasts ("for over two years"); not in "spread over two years", nor in
    "was over six days later".
    """
    return [
        _without_over(timex)
        if text.startswith("over ", timex.start) and _ended_or_spread(text, timex)
        else timex
        for timex in found
    ]


def _ended_or_spread(text: str, timex: Timex) -> bool:
    before = max(0, timex.start - 9), timex.start
    if isinstance(timex.reading.expression, Period):
        return not _MORE.search(text, *before)
    return _ENDED.search(text, *before) is not None


def _without_over(timex: Timex) -> Timex:
    reading = msgspec.structs.replace(timex.reading, mod=None)
    return msgspec.structs.replace(timex, start=timex.start + 5, reading=reading)


_OF_THAT_TIME = re.compile(
    r"(?:\b(?:on|in|of|by|since|until|till|during|before|after|and|from|late|early|later|for)|[.!?\n][\"”’]*|^)\s*$",
    re.IGNORECASE,
)
_PREDICATE = re.compile(r"['’]s\b|\s+(?:could|would|will|might|may|can|is|are|was|were|has|had)\b")


def drop_that(text: str, found: list[Timex]) -> list[Timex]:
    """What "worried that Friday could be bloody" names is Friday: here "that" only begins a clause."""
    return [
        _without_that(timex)
        if text.startswith("that ", timex.start)
        and isinstance(timex.reading.expression, Next)
        and timex.reading.expression.what.field == "weekday"
        and _PREDICATE.match(text, timex.end)
        and not _OF_THAT_TIME.search(text, max(0, timex.start - 12), timex.start)
        else timex
        for timex in found
    ]


def _without_that(timex: Timex) -> Timex:
    day = timex.reading.expression
    assert isinstance(day, Next)
    return msgspec.structs.replace(timex.saying(Nearest(day.what)), start=timex.start + 5)


_COUNTED = re.compile(
    r"(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|several)|\bmillion|\bbillion|\bdozens?|\bhundreds|\bthousands)(?: of)? (?:[a-z-]+ ){0,2}?(?:[a-z]{2,}s|people|men|women|children) $"
)
_GOES_ON_ELSE = re.compile(
    r"(?:\s+(?:after|before|ago|later|earlier|from|of|ahead|apart|into|since|behind|too|longer|(?:and|or) (?:an?|half|so|more|two))\b|['’-])",
    re.IGNORECASE,
)


def tell_rates(text: str, found: list[Timex]) -> list[Timex]:
    """What is counted "a day" comes round every day: "shows 100 million clips a day", but not "sold 40 cars a day later"."""
    return [
        msgspec.structs.replace(timex, reading=Reading("SET", Every(period.amount)))
        if timex.rule == "single duration"
        and isinstance(period := timex.reading.expression, Period)
        and text.startswith("a ", timex.start)
        and _COUNTED.search(text, max(0, timex.start - 50), timex.start)
        and not _GOES_ON_ELSE.match(text, timex.end)
        else timex
        for timex in found
    ]


def _tells_hours(found: list[Timex]) -> bool:
    """Whether there is a time of day at all: many texts tell none."""
    return "TIME" in [timex.reading.type for timex in found]


def cross_midnight(text: str, found: list[Timex]) -> list[Timex]:
    """A range of hours may end on the next day: "from 9 p.m. to 5 a.m."; what begins today ends on the coming weekday."""
    if not _tells_hours(found):
        return found
    crossed = list(found)
    for index, (left, right) in enumerate(pairwise(found)):
        if right.start - left.end > GAP and right.reading.type != "TIME":
            continue
        first, last = left.reading.expression, right.reading.expression
        before = found[index - 1].reading.expression if index else None
        if isinstance(before, Clock) and before.base == first:
            first = before  # "from 9 p.m. on Friday to 5 a.m."
        if not ranged(text, left, right):
            if _goes_on_after_midnight(first, last) and not _COMES_BEFORE.search(text, left.end, right.start):
                crossed[index + 1] = right.saying(_on_day(last, _DAY_AFTER))
            continue
        day = _weekday(last)
        if isinstance(first, Clock) and isinstance(last, Clock):
            if (first.hour, first.minute or 0) <= (last.hour, last.minute or 0):
                continue
            if last.base == _UNDATED:
                crossed[index + 1] = right.saying(_on_day(last, _DAY_AFTER))
            elif first.base == last.base:
                crossed[index] = left.saying(_on_day(first, Shift(Unit(Grain.DAY), -1, last.base)))
        elif day and _is_of_now(first):
            crossed[index + 1] = right.saying(_on_day(last, Next(day.what, _UNDATED)))
    return crossed


_COMES_BEFORE = re.compile(
    r"\b(?:after|since|before|from|earlier|until|had|next|will)\b|[.!?]\s(?:.*[.!?]\s)|\n\s*\n", re.IGNORECASE
)


def _goes_on_after_midnight(first: Expression, last: Expression) -> bool:
    """Whether the small hours come after an evening: "was seen at 11 p.m. on Saturday. She died at 2 a.m."; so do
    they come after a night, which belongs to the day it begins on.
    """
    if not (isinstance(last, Clock) and last.hour < 6 and last.base == _UNDATED):
        return False
    late = isinstance(first, Clock) and 18 <= first.hour < 24
    return late or (isinstance(first, Daypart) and first.part == "NI" and not first.through)


def _is_of_now(expression: Expression) -> bool:
    """Whether an expression is a day told from the day of writing, or an hour or part of one."""
    day = _day_of(expression)
    if isinstance(day, Running | Dct):
        return isinstance(expression, Daypart | Clock)
    return isinstance(day, This | Shift) and day.what.grain is Grain.DAY and day.base == Dct()


_BEGUN = re.compile(
    r"(?:\bsince|(?<!\bbe )(?<!\bis )(?<!\bare )\b(?:\w+ed|began|came|went|took|fell|broke|rose|left|struck|ran out|flew|hit|shut|met|"
    r"(?:was|were) (?!due|set|scheduled|expected|planned|to\b)[a-z]+)\b"
    r"(?:\s+(?!to\b|for\b|until\b|till\b)\w+){0,3}?\s+(?:at|around|about|from|after|before))\s+$"
)


_AT_FIRST = re.compile(r"(?:^|[.!?\n][\"”’')]*\s+)(?:Just |Shortly )?(?:At|After)(?: the stroke of)? $")
_DONE = re.compile(
    r",?(?: [\w'’-]+){1,5}? (?:was|were|had|began|came|fell|rose|went|took|broke|left|\w+ed)\b"
)


def begin_at_midnight(text: str, found: list[Timex]) -> list[Timex]:
    """The midnight at which something began or ended is the last one: "a strike that began at midnight"."""
    if "idnight" not in text:
        return found
    return [
        timex.saying(msgspec.structs.replace(clock, begun=True))
        if isinstance(clock := timex.reading.expression, Clock)
        and clock.hour == 24
        and clock.base == _UNDATED
        and _is_over(text, timex)
        else timex
        for timex in found
    ]


def _is_over(text: str, timex: Timex) -> bool:
    """Whether what happened at a time has happened: "began at", "At … the talks ended"."""
    if _BEGUN.search(text, max(0, timex.start - 60), timex.start):
        return True
    opens = _AT_FIRST.search(text, max(0, timex.start - 24), timex.start) is not None
    return opens and _DONE.match(text, timex.end) is not None


_SAME_DAY = re.compile(r"\s*(?:\(|,|[-–—/]|and|or|to|until|till|local time \()\s*", re.IGNORECASE)
_UNDATED = Previous(Grain.DAY)
_COMING = re.compile(r"\b(?:will|would|expected|due|forecast|likely|could|may|should)\b[^.,;:\n]*$")


def look_to_the_night(text: str, found: list[Timex]) -> list[Timex]:
    """What "is expected overnight" comes in the night of today; "overnight" else is the last one."""
    if "vernight" not in text:
        return found
    return [
        timex.saying(msgspec.structs.replace(OVERNIGHT, base=This(Unit(Grain.DAY))))
        if timex.reading.expression == OVERNIGHT
        and not text.startswith("last", timex.start)
        and _COMING.search(text, max(0, timex.start - 60), timex.start)
        else timex
        for timex in found
    ]


_DAY_AFTER = Shift(Unit(Grain.DAY), 1, _UNDATED)


def share_days(text: str, found: list[Timex]) -> list[Timex]:
    """A clock time is of the day that follows: "at one o'clock on Thursday morning", "between 2 and 4 a.m. on Saturday"."""
    if not _tells_hours(found):
        return found
    shared = list(found)
    for index in range(len(shared) - 2, -1, -1):
        left, right = shared[index], shared[index + 1]
        clock, day = left.reading.expression, right.reading.expression
        if not isinstance(clock, Clock) or clock.base != _UNDATED:
            continue
        between = _SAME_DAY if isinstance(day, Clock) else ON
        if isinstance(day, Daypart):
            clock = msgspec.structs.replace(clock, hour=hour_in(day.part, clock.hour))
        day = _day_of(day)
        if _is_next(day) and between.fullmatch(text, left.end, right.start):
            shared[index] = left.saying(msgspec.structs.replace(clock, base=day))
            shared[index + 1] = right.saying(DAY_TOLD_OF)
        elif _is_day(day) and between.fullmatch(text, left.end, right.start):
            shared[index] = left.saying(msgspec.structs.replace(clock, base=day))
    return shared


def _is_next(day: Expression) -> bool:
    """ "The following day", "two days later": counted on from the last day told, and so behind an hour from the hour's own."""
    return isinstance(day, Shift) and day.what == Unit(Grain.DAY) and day.count > 0 and day.base == _UNDATED


_AT = re.compile(r"\s+(?:at|around|about|,)\s*(?:around |about )?", re.IGNORECASE)


def hours_of_parts(text: str, found: list[Timex]) -> list[Timex]:
    """A part of a day says in which half an hour right behind it lies: "Monday afternoon at 1:05"."""
    if not _tells_hours(found):
        return found
    told = list(found)
    for index, (left, right) in enumerate(pairwise(found)):
        part, hour = left.reading.expression, right.reading.expression
        if (
            isinstance(part, Daypart)
            and isinstance(hour, Clock)
            and right.rule == "clock"
            and hour.base == _UNDATED
            and _AT.fullmatch(text, left.end, right.start)
        ):
            clock = msgspec.structs.replace(hour, hour=hour_in(part.part, hour.hour), base=part.base)
            told[index + 1] = right.saying(clock)
    return told


_AGAIN = re.compile(r"\s*[(,/]\s*")


def tell_again(text: str, found: list[Timex]) -> list[Timex]:
    """An hour told again in another zone may be of another day: "10:15 p.m. EDT (0215 GMT Friday)" is of Thursday."""
    if not _tells_hours(found):
        return found
    told = list(found)
    for index, (left, right) in enumerate(pairwise(found)):
        first, again = left.reading.expression, right.reading.expression
        if not (
            isinstance(first, Clock)
            and isinstance(again, Clock)
            and _AGAIN.fullmatch(text, left.end, right.start)
        ):
            continue
        local = "local" in text[left.start : left.end]
        days = _days_from_local(first, again) if local else _days_apart(first, again)
        if days and again.base == _UNDATED:
            told[index + 1] = right.saying(_on_day(again, Shift(Unit(Grain.DAY), days, _UNDATED)))
        elif days and first.base == again.base:
            told[index] = left.saying(_on_day(first, Shift(Unit(Grain.DAY), -days, again.base)))
    return told


def _days_apart(first: Clock, again: Clock) -> int:
    """By how many days the date of an instant is another where it is told again."""
    if first.zone is None or again.zone is None:
        return 0
    days, rest = divmod(_minutes(first) - _minutes(again), MINUTES_OF_DAY)
    return 0 if rest else days


def _days_from_local(first: Clock, again: Clock) -> int:
    """The same where the first is told by a clock whose zone only its place tells: none is over 12 behind Greenwich or 14 ahead."""
    if again.zone is None:
        return 0
    ahead = _minutes(first) - _minutes(again)
    return -1 if ahead < -12 * 60 else 1 if ahead > 14 * 60 else 0


def _minutes(time: Clock) -> int:
    """The minute in Greenwich, told from the midnight of the time's own day."""
    hours, _, minutes = (time.zone or "").strip("Z+-").partition(":")
    offset = 60 * int(hours or 0) + int(minutes or 0)
    return 60 * time.hour + (time.minute or 0) - (-offset if (time.zone or "").startswith("-") else offset)


MINUTES_OF_DAY = 24 * 60


def _is_day(expression: Expression) -> bool:
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


def share_years(text: str, found: list[Timex]) -> list[Timex]:
    """In a list or range the year is said once: "March and April 2015", "5 May 1940 to 22 June"."""
    listed = [index for index, (left, right) in enumerate(pairwise(found)) if joined(text, left, right)]
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
            shared[index] = left.saying(_on_day(whole, day))
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


def order_ranges(text: str, found: list[Timex]) -> list[Timex]:
    """In news a range begins before it ends: "from October to March" in the October before that March.

    On which side of the day of writing it lies is said of its end: what "lasted from March to May" is over, what "will
    run from January to June" may have begun.
    """
    ordered = list(found)
    for index in range(len(ordered) - 1):
        left, right = ordered[index], ordered[index + 1]
        first, last = left.reading.expression, right.reading.expression
        if not (
            isinstance(first, Nearest)
            and isinstance(last, Nearest)
            and _same_kind(first.what, last.what)
            and ranged(text, left, right)
        ):
            continue
        if _place(first.what) != _place(last.what) and not first.what.weekday:
            ordered[index] = left.saying(Last(first.what, last))
    return ordered


def order_weekdays(text: str, left: Timex, following: list[Timex], direction: Direction) -> Timex:
    """A range of weekdays on the side where it lies: its first day; what follows is changed in place, the next one last.

    What will be shut "from 8 p.m. on Friday until 5 a.m. on Monday" opens on the Monday behind that Friday; what was shut
    "from Friday to Monday" was so from the Friday before that Monday.
    """
    right = following[-1] if following else left
    first, last = _weekday(left.reading.expression), _weekday(right.reading.expression)
    if first is None or last is None or first == last or not ranged(text, left, right):
        return left
    if direction == "past":
        return left.saying(_on_day(left.reading.expression, Last(first.what, last)))
    end = Next(last.what, first)
    following[-1] = right.saying(_on_day(right.reading.expression, end))
    again = following[-2] if len(following) > 1 else None  # the day behind its hour
    if again and again.reading.expression == last and ON.fullmatch(text, right.end, again.start):
        following[-2] = again.saying(end)
    return left


def _weekday(expression: Expression) -> Nearest | None:
    """The weekday that an expression is, or is an hour or a part of."""
    day = _day_of(expression)
    return day if isinstance(day, Nearest) and day.what.field == "weekday" else None


def _day_of(expression: Expression) -> Expression:
    """The day of an hour or of a part of the day; anything else is its own."""
    return expression.base if isinstance(expression, Clock | Daypart) else expression


def _on_day(expression: Expression, day: Expression) -> Expression:
    if isinstance(expression, Clock | Daypart):
        return msgspec.structs.replace(expression, base=day)
    return day


_BY_EVENT = "the day after an event"
_NTH_DAY = "nth day of an event"
_FROM_EVENT = re.compile(r"\s+(?:after|before|following)\s+(?!that\b|this\b|\d)", re.IGNORECASE)
_OWN_DATE = re.compile(
    r"(?:the\s+|his\s+|her\s+|their\s+|its\s+)?(?:[\w'’-]+\s+){1,5}(?:of|in|on)\s+(?:the\s+)?"
)
"""What stands between "after" and the date of the event that is counted from: "the pact of", "the king's death in"."""
_LASTING = re.compile(r"\b(?:for|in|within|over|of|until|till|up to|lasted|some)\s+$", re.IGNORECASE)
_STANDS_ALONE = re.compile(r"\s*[,.;:)]")
_APPOSED = re.compile(r"(?:,|\(|[-–—])\s*(?:only\s+|just\s+)?$", re.IGNORECASE)


def told_from_events(text: str, found: list[Timex], *, narrative: bool) -> list[Timex]:
    """Times told from an event: "the night before the vote"; in a story, "eight days after the surrender", too.

    Behind a date and a comma such words say that date again, and so does "four months later". "Three weeks after the
    election on 8 November" is counted from that day. Else a story has come to the event that it counts from, so the last
    time mentioned stands for it; what a report on news counts from, nobody knows here.
    """
    told = list(found)
    for index, timex in enumerate(found):
        by_event = timex.rule == _BY_EVENT
        if timex.rule == _NTH_DAY:
            told[index] = _of_event(text, found, index)
            continue
        if _is_later(timex.reading.expression) and index > 1 and _STANDS_ALONE.match(text, timex.end):
            told[index] = _said_again(text, told[index - 1], timex)
            continue
        if not by_event and not isinstance(timex.reading.expression, Period):
            continue
        after = _FROM_EVENT.match(text, timex.end)
        if not by_event and (after is None or _LASTING.search(text, max(0, timex.start - 8), timex.start)):
            continue
        years = isinstance(timex.reading.expression, Period) and timex.reading.expression.amount[-1] == "Y"
        own = _own_date(text, after.end(), found[index + 1 : index + 2], coarse=years) if after else None
        if not (by_event or narrative or own):
            continue
        left = told[index - 1] if index else None
        again = (
            left is not None
            and (isinstance(left.reading.expression, Fixed | EraYear) or _is_day(left.reading.expression))
            and timex.start - left.end < _SENTENCE_REACH
            and _APPOSED.search(text, left.end, timex.start) is not None
            and not parted(text, left, timex)
        )
        expression: Expression | None = timex.reading.expression
        if again and left and not isinstance(expression, Daypart):
            date = left.reading.expression
            expression = date if isinstance(date, Fixed | EraYear) else DAY_TOLD_OF
        elif by_event and not narrative:
            expression = Vague("")
        elif not by_event and after:
            sign = -1 if after[0].strip().lower() == "before" else 1
            expression = from_last(timex.reading, sign, own)
        if expression is not None:
            kind = timex.reading.type if by_event else "DATE"
            reading = msgspec.structs.replace(timex.reading, type=kind, expression=expression)
            told[index] = msgspec.structs.replace(timex, reading=reading)
    return told


def _own_date(text: str, start: int, following: list[Timex], *, coarse: bool) -> Expression | None:
    """The date that an event has been given right behind it: "three weeks after the election on 8 November".

    Years may be counted from a year; two days after a death in June are of nobody knows which day.
    """
    for own in following:
        date = own.reading.expression
        if (_is_day(date) or (coarse and isinstance(date, Fixed))) and _OWN_DATE.fullmatch(
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


def _of_event(text: str, found: list[Timex], index: int) -> Timex:
    """The third day of a siege: behind a date it says that date again; behind its second day it is the next one.

    Behind "22 and 23 October" the first day is the 22nd.
    """
    timex, left = found[index], found[index - 1] if index else found[index]
    days = timex.reading.expression
    assert isinstance(days, Shift)
    if left.rule == _NTH_DAY and left is not timex and isinstance(left.reading.expression, Shift):
        return timex.saying(msgspec.structs.replace(days, count=days.count - left.reading.expression.count))
    first = found[index - 2] if index > 1 else left
    if _is_day(first.reading.expression) and _is_day(left.reading.expression) and joined(text, first, left):
        return timex.saying(msgspec.structs.replace(days, base=first.reading.expression))
    return _said_again(text, left, timex)


def _said_again(text: str, left: Timex, timex: Timex) -> Timex:
    """What stands between commas behind a date says that date again: "On 10 December, four months later, it was signed"."""
    date, later = left.reading.expression, timex.reading.expression
    assert isinstance(later, Shift)
    fine = _is_day(date) or later.what.grain is Grain.YEAR
    fine = fine or (later.what.grain is Grain.MONTH and _is_month(date))
    if not (fine and isinstance(date, Fixed | Nearest) and _APPOSED.fullmatch(text, left.end, timex.start)):
        return timex
    return timex.saying(This(later.what, date))


_THAT_IS = re.compile(r",\s+(?:on\s+)?", re.IGNORECASE)


def say_what_day(text: str, found: list[Timex]) -> list[Timex]:
    """The date behind it says what day "the following day, on Dec. 31" was, or "Easter Monday, 24 April 1916"."""
    said = list(found)
    for index, (left, right) in enumerate(pairwise(found)):
        if right.start - left.end > GAP:
            continue
        whole, day = left.reading.expression, right.reading.expression
        counted = whole.base if isinstance(whole, Daypart) else whole
        if (
            ((isinstance(counted, Shift) and counted.base == _UNDATED) or _is_feast(counted))
            and _is_day(day)
            and not _is_feast(day)
            and _THAT_IS.fullmatch(text, left.end, right.start)
        ):
            said[index] = left.saying(_on_day(whole, day))
    return said


def _is_feast(expression: Expression) -> bool:
    return isinstance(expression, Nearest) and expression.what.field == "holiday"


_IN_IT = re.compile(
    r"(?:['’]s(?:\s+[a-z]+){1,3})?,\s+(?:(?:probably|possibly|perhaps|maybe|presumably|(?:most |very )?likely|as early as|around)\s+)?"
    r"(?:in|on|around)\s+",
    re.IGNORECASE,
)


def say_when_in_year(text: str, found: list[Timex]) -> list[Timex]:
    """What is added to a year lies in it: "early next year, probably in February", "last year's inspection, in March"."""
    said = list(found)
    for index in range(len(said) - 1):
        year, bare = said[index].reading.expression, said[index + 1].reading.expression
        if (
            isinstance(year, Shift | This)
            and year.what == Unit(Grain.YEAR)
            and year.base == Dct()
            and isinstance(bare, Nearest)
            and bare.what.field in ("month", "day", "season", "holiday")
            and _IN_IT.fullmatch(text, said[index].end, said[index + 1].start)
        ):
            said[index + 1] = said[index + 1].saying(Within(bare.what, year))
    return said


_SENTENCE_REACH = 300
"""So far a sentence goes on, at most."""
_WHEN = re.compile(r",? (?:when|where|in which)\b[^,;.!?\n]*", re.IGNORECASE)
_AHEAD_OF = re.compile(r"\b(?:will|would|may|next|this)\b", re.IGNORECASE)


def keep_years(text: str, found: list[Timex]) -> list[Timex]:
    """What a sentence goes on with lies in the year it has named, and a bare ordinal in the month named before it.

    "1998, when 101 people died on June 3"; "in 2008 … by the end of the year"; "began on 21 August. It had been called on
    the 12th".
    """
    kept = list(found)
    told: Timex | None = None
    """The last time before that says a year or a month, with nothing told from the day of writing behind it."""
    for index, inside in enumerate(kept):
        bare = inside.reading.expression
        if told and inside.start - told.end > _SENTENCE_REACH:
            told = None
        elif told and (isinstance(bare, Nearest) or bare == _THE_YEAR):
            expression = _kept(text, told, inside)
            kept[index] = inside.saying(expression) if expression else inside
        day = _day_of(bare)
        if isinstance(day, Fixed) or (isinstance(day, Nearest) and day.what.field in ("day", "month")):
            told = inside.saying(day)
        elif isinstance(bare, Shift) and isinstance(bare.base, Previous) and bare.what.grain >= Grain.MONTH:
            told = None  # the story has gone on
        elif told and _is_day(bare) and bare == kept[index].reading.expression:
            told = None
    return kept


def _kept(text: str, told: Timex, inside: Timex) -> Expression | None:
    """A bare time of the year or month that has been named before, if it is that."""
    left, bare = told.reading.expression, inside.reading.expression
    gap = told.end, inside.start
    if isinstance(bare, Nearest) and bare.what.field == "day_of_month":
        return (
            None if PARAGRAPH.search(text, *gap) else _of_month(left, bare.what, ranged(text, told, inside))
        )
    if parted(text, told, inside) or not isinstance(left, Fixed) or left.within is not None:
        return None
    if isinstance(bare, Nearest):
        when = bare.what.field in ("month", "day", "season") and _WHEN.fullmatch(text, *gap)
        return Fixed(left.year, bare.what) if when else None
    return _ITS_YEAR if bare == _THE_YEAR and not _AHEAD_OF.search(text, *gap) else None


DAY_TOLD_OF = This(Unit(Grain.DAY), Previous(Grain.DAY))
_THE_YEAR = This(Unit(Grain.YEAR), Running())
_ITS_YEAR = This(Unit(Grain.YEAR), Previous(Grain.YEAR))


def _of_month(time: Expression, day: Repeating, until: bool) -> Expression | None:
    """The 28th or the 3rd, behind 12 February: of the same month, or ``until`` it of the next one; of the year said before."""
    what = time.within if isinstance(time, Fixed) else time.what if isinstance(time, Nearest) else None
    if what is None or what.field not in ("day", "month"):
        return None
    month = int(what.value) + (until and int(day.value) <= what.day)
    if int(day.value) > month_length(2000, (month - 1) % 12 + 1):
        return None
    same = Repeating("day", (month - 1) % 12 + 1, int(day.value))
    return Fixed(time.year + month // 13, same) if isinstance(time, Fixed) else Nearest(same)


_THE_DAY = This(Unit(Grain.DAY), Running())


def day_told_of(text: str, found: list[Timex]) -> list[Timex]:
    """The day of "earlier in the day" is the one named in its sentence or in the one before, and else that of writing."""
    told = list(found)
    for index, timex in enumerate(found):
        if timex.reading.expression != _THE_DAY:
            continue
        for before in reversed(found[max(index - 2, 0) : index]):
            day = _day_of(before.reading.expression)
            near = timex.start - before.end < _SENTENCE_REACH
            if near and _is_day(day) and stops.count(text, before.end, timex.start) <= 1:
                told[index] = timex.saying(DAY_TOLD_OF)
                break
    return told


_NAME = re.compile(r"(?:\s+[A-Z]\w+){1,3}\s+(?:of|in)\s+(?:the\s+)?|(?:\s+[A-Z]\w+){1,3}\s+\(")
_SENTENCE = re.compile(r"[^.!?\n]*")


def date_names(text: str, found: list[Timex]) -> list[Timex]:
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
        if (other.within is None and _NAME.fullmatch(text, *gap)) or (
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


_MONEY = re.compile(
    r"[$£€#%]|\b(?:cents?|pence|percent|per cent|million|billion|profit|loss|earnings|earned|income|revenue|sales|net)\b",
    re.IGNORECASE,
)
_SAME_QUARTER = Shift(Unit(Grain.QUARTER), -4, Reported())
_SAME_MONTH = Shift(Unit(Grain.MONTH), -12, Previous(Grain.MONTH))
_YEAR_BEFORE = Shift(Unit(Grain.YEAR), -1)
_YEAR_EARLIER = Shift(Unit(Grain.YEAR), -1, Previous(Grain.YEAR))
_YEAR_AGO = (_YEAR_BEFORE, _YEAR_EARLIER)
_COMPARISONS = {*_YEAR_AGO, _SAME_QUARTER}


def compare_periods(text: str, found: list[Timex]) -> list[Timex]:
    """A report compares its period with the same one: "up from $10 million a year earlier", "9.9 % in May, a year ago"."""
    if not any(timex.reading.expression in _COMPARISONS for timex in found):
        return found
    reports = any(_is_quarter(timex.reading.expression) for timex in found)
    same = _SAME_QUARTER if reports else None
    compared: list[Timex] = []
    told: Timex | None = None
    """The last time before that compares nothing."""
    apart = False  # a month stands between that only compares
    ago = False
    for timex in found:
        expression = timex.reading.expression
        if reports and _is_quarter(expression):
            same = _SAME_QUARTER
        elif reports and isinstance(expression, Period) and expression.amount in _LONGER:
            same = _YEAR_BEFORE  # "in the nine months" compares with those of the year before
        comparison = _compared(text, timex, told, same)
        if ago and comparison.reading.expression == _YEAR_EARLIER:
            comparison = timex.saying(_YEAR_BEFORE)  # "5 a year ago … compared with a year earlier"
        if apart and told and comparison.reading.expression == _SAME_MONTH:
            month = _of_figures(told.reading.expression)
            comparison = timex.saying(msgspec.structs.replace(_SAME_MONTH, base=month))
        compared.append(comparison)
        ago = expression == _YEAR_BEFORE and text.endswith(" ago", timex.start, timex.end)
        # "2.8 percent the month before and 3 percent a year earlier" than the month told of
        if _is_compared(text, told, timex):
            apart = True
        elif not (expression in _COMPARISONS or is_earlier(expression)):
            told, apart = timex, False
    return compared


def _of_figures(month: Expression) -> Expression:
    """The month that figures are of, which is the latest of its name."""
    return Last(month.what, Dct(), included=True) if isinstance(month, Nearest) else month


_FROM = re.compile(
    r"(?:[^.;\n]|\.\d)*\b(?:from|than|against|compared (?:with|to))\b(?:(?:[^.,;\n]|[.,]\d)*\b(?:in|for))? "
)


def _is_compared(text: str, told: Timex | None, timex: Timex) -> bool:
    """Whether a month is only what another is compared with: "fell to 4 percent in May from 6 percent in April"."""
    return (
        told is not None
        and _is_month(told.reading.expression)
        and _is_month(timex.reading.expression)
        and _FROM.fullmatch(text, told.end, timex.start) is not None
    )


_LONGER = {"P6M", "P9M"}


def _compared(text: str, timex: Timex, before: Timex | None, same: Expression | None) -> Timex:
    expression = timex.reading.expression
    if expression not in _COMPARISONS:
        return timex
    words = text[timex.start : timex.end].lower()
    if expression in _YEAR_AGO and words.endswith(("ago", "earlier")):
        if not _MONEY.search(text, max(0, timex.start - 60), timex.start):
            return timex
        if before and _is_month(before.reading.expression) and not parted(text, before, timex):
            return timex.saying(_SAME_MONTH)
        if same:
            return timex.saying(same)
    elif expression == _SAME_QUARTER and same != _SAME_QUARTER and "quarter" not in words:
        return timex.saying(_YEAR_BEFORE)
    return timex


def _is_month(expression: Expression) -> bool:
    if isinstance(expression, Shift | This):
        return expression == msgspec.structs.replace(expression, what=Unit(Grain.MONTH), base=Dct())
    if isinstance(expression, Nearest):
        return expression.what.field == "month"
    if isinstance(expression, Fixed):
        return (
            expression.within is not None and expression.within.field == "month" and not expression.within.day
        )
    return False


def _is_quarter(expression: Expression) -> bool:
    if isinstance(expression, Nearest | Within):
        return expression.what.field == "quarter"
    if isinstance(expression, Fixed):
        return expression.within is not None and expression.within.field == "quarter"
    return isinstance(expression, Reported | ReportedIn)


_NEAR = 200
"""A bare half or quarter is one of a year where a sum stands so near: "profit in the first half rose to $3 million"."""
_GAME = re.compile(
    r"\b(?:touchdowns?|goals?|scor(?:e|ed|ing|er)|halftime|half-time|quarterback|coach|outscored|trail(?:ed|ing)|yards?|rebounds?|overtime|match|kick-?off|penalty|(?:the|this) game|\d{1,3}-\d{1,3} (?:lead|win|loss|victory|defeat))\b",
    re.IGNORECASE,
)


def drop_halves(text: str, found: list[Timex]) -> list[Timex]:
    """The second half is one of a year in a report on sums, and else one of a match; a quarter is one where a match is told of."""
    return [
        timex
        for timex in found
        if not (
            isinstance(what := timex.reading.expression, Nearest)
            and what.what.field in ("quarter", "half")
            and _of_a_game(text, timex, what.what)
        )
    ]


def _of_a_game(text: str, timex: Timex, what: Repeating) -> bool:
    around = max(0, timex.start - _NEAR), timex.end + _NEAR
    if text[timex.start] in "HhQq" or _MONEY.search(text, *around):
        return False
    return what.field == "half" or _GAME.search(text, *around) is not None


def count_from_figures(text: str, found: list[Timex]) -> list[Timex]:
    """ "A month earlier" is told from the month of the figures, and not from the day on which they came.

    "Jobs rose in July, the department said Friday, from 9.2 percent a month earlier."
    """
    counted = list(found)
    for index, timex in enumerate(found):
        if index < 2 or timex.reading.expression != _MONTH_EARLIER:
            continue
        figures, came = found[index - 2 : index]
        month = figures.reading.expression
        near = stops.count(text, figures.end, timex.start) <= 1
        if near and _is_month(month) and _weekday(came.reading.expression):
            counted[index] = timex.saying(msgspec.structs.replace(_MONTH_EARLIER, base=_of_figures(month)))
    return counted


_MONTH_EARLIER = Shift(Unit(Grain.MONTH), -1, Previous(Grain.MONTH))


REFINERS = (
    read_hours,
    drop_halves,
    years_of_an_era,
    drop_impossible,
    drop_bent,
    drop_verbs,
    drop_over,
    drop_that,
    tell_rates,
    share_years,
    keep_years,
    day_told_of,
    date_names,
    read_stamps,
    say_what_day,
    say_when_in_year,
    look_to_the_night,
    share_days,
    hours_of_parts,
    tell_again,
    cross_midnight,
    begin_at_midnight,
    compare_periods,
    count_from_figures,
)
