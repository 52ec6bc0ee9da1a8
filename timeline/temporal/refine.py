"""What the grammar's data cannot say: what is no time after all, and which side of the anchor a time lies on.

Each refiner is one function with one reason. They run in the order of :data:`REFINERS`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise, zip_longest
from typing import Any, NamedTuple

import msgspec

from timeline.civil import Grain, month_length
from timeline.model import Direction
from timeline.temporal.expression import (
    Clock,
    Daypart,
    Dct,
    EraYear,
    Expression,
    Fixed,
    Last,
    Nearest,
    Next,
    Numeric,
    Period,
    Previous,
    Repeating,
    Reported,
    ReportedIn,
    Running,
    Shift,
    This,
    Unit,
    Vague,
    Within,
)
from timeline.temporal.logs import read_hours, read_stamps
from timeline.temporal.numerals import drop_impossible
from timeline.temporal.operators import from_last, hour_in
from timeline.temporal.tagger import Timex

_JOINED = re.compile(r"\s*(?:[-–—/,]|and|or|to|into|until|till|through|,\s*and)\s*(?:the\s+)?", re.IGNORECASE)


_GAP = 12
"""So much text stands between the times of one list or range, at most."""
_SECOND_DAY = "last day of several"
"""The rule of the 5 in "August 4 and 5", which has its month and year from the first."""


def opens(text: str, timex: Timex) -> bool:
    """Whether a time only says when something began: "since late last year"."""
    return text[max(0, timex.start - 6) : timex.start].lower() == "since "


def joined(text: str, left: Timex, right: Timex) -> bool:
    """Whether two expressions stand in one list or range: "May 4 and 5", "from March to June"."""
    return right.start - left.end <= _GAP and _JOINED.fullmatch(text, left.end, right.start) is not None


def parted(text: str, left: Timex, right: Timex) -> bool:
    """Whether a sentence ends between two expressions."""
    return any(True for _ in _ends(_STOP, text, left.end, right.start + 1))


_SHORT = frozenset(
    [
        "Mr.",
        "Mrs.",
        "Ms.",
        "Messrs.",
        "Dr.",
        "Prof.",
        "Rev.",
        "Sen.",
        "Rep.",
        "Gov.",
        "Gen.",
        "Adm.",
        "Maj.",
        "Capt.",
        "Cmdr.",
        "Col.",
        "Lt.",
        "Sgt.",
        "St.",
        "Pres.",
        "Jan.",
        "Feb.",
        "Mar.",
        "Apr.",
        "Jun.",
        "Jul.",
        "Aug.",
        "Sep.",
        "Sept.",
        "Oct.",
        "Nov.",
        "Dec.",
        "No.",
        "vs.",
        "U.S.",
        "U.N.",
        "U.K.",
    ]
)
_HOUR = ("a.m.", "p.m.")
_OF_HOUR = re.compile(r"\s+(?:Mon|Tues?|Wed|Thu|Fri|Sat|Sun|[A-Z]{2,4}\b|Eastern|Central|Pacific)")


def _ends(stop: re.Pattern[str], text: str, low: int, high: int) -> Iterator[re.Match[str]]:
    """The ends of sentences: no title, initial, month or hour that is written short ("Gen. Lee", "3 p.m. Monday") is one."""
    for end in stop.finditer(text, low, high):
        at = end.start() + 1
        word = text[max(at - 8, 0) : at].rsplit(maxsplit=1)[-1] if text[at - 1] == "." else ""
        short = word in _SHORT or (len(word) == 2 and word[0].isupper())
        if not short and not (word in _HOUR and _OF_HOUR.match(text, at)):
            yield end


def ranged(text: str, left: Timex, right: Timex) -> bool:
    """Whether one time is the beginning and the other the end of a range: "from March to June", "between May 4 and 6"."""
    if not joined(text, left, right):
        return False
    if _UP_TO.fullmatch(text, left.end, right.start):
        return True
    between = text[max(0, left.start - 12) : left.start].lower().split()[-1:] == ["between"]
    return between and _AND.fullmatch(text, left.end, right.start) is not None


def on_one_side(text: str, left: Timex, right: Timex) -> bool:
    """Whether what says on which side of the anchor one lies says it of the other: lists, and an hour with its day."""
    return joined(text, left, right) or (
        isinstance(left.reading.expression, Clock)
        and right.start - left.end <= _GAP
        and _ON.fullmatch(text, left.end, right.start) is not None
    )


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


def _tells_hours(found: list[Timex]) -> bool:
    """Whether there is a time of day at all: many texts tell none."""
    return "TIME" in [timex.reading.type for timex in found]


def cross_midnight(text: str, found: list[Timex]) -> list[Timex]:
    """A range of hours may end on the next day: "from 9 p.m. to 5 a.m."; what begins today ends on the coming weekday."""
    if not _tells_hours(found):
        return found
    crossed = list(found)
    for index, (left, right) in enumerate(pairwise(found)):
        if right.start - left.end > _GAP and right.reading.type != "TIME":
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
            if first.hour < last.hour or (first.hour, first.minute or 0) <= (last.hour, last.minute or 0):
                continue
            if last.base == _UNDATED:
                crossed[index + 1] = right.saying(_on_day(last, _DAY_AFTER))
            elif first.base == last.base:
                crossed[index] = left.saying(_on_day(first, Shift(Unit(Grain.DAY), -1, last.base)))
        elif day and _is_of_now(first):
            crossed[index + 1] = right.saying(_on_day(last, Next(day.what, _UNDATED)))
    return crossed


_COMES_BEFORE = re.compile(r"\b(?:after|since|before|from|earlier|until)\b|[.!?\n]\s", re.IGNORECASE)


def _goes_on_after_midnight(first: Expression, last: Expression) -> bool:
    """Whether the small hours come after an evening: "was seen at 11 p.m. and died at 2 a.m."."""
    if not (isinstance(first, Clock) and isinstance(last, Clock)):
        return False
    return first.hour >= 18 and last.hour < 6 and last.base == _UNDATED


def _is_of_now(expression: Expression) -> bool:
    """Whether an expression is a day told from the day of writing, or an hour or part of one."""
    day = expression.base if isinstance(expression, Clock | Daypart) else expression
    if isinstance(day, Running | Dct):
        return isinstance(expression, Daypart | Clock)
    return isinstance(day, This | Shift) and day.what.grain is Grain.DAY and day.base == Dct()


_BEGUN = re.compile(
    r"(?:\bsince|(?<!\bbe )(?<!\bis )(?<!\bare )\b(?:\w+ed|began|came|went|took|fell|broke|rose|left|struck|ran out|flew|hit|shut|met)\b"
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
        and (
            _BEGUN.search(text, max(0, timex.start - 60), timex.start)
            or (
                _AT_FIRST.search(text, max(0, timex.start - 24), timex.start) and _DONE.match(text, timex.end)
            )
        )
        else timex
        for timex in found
    ]


_ON = re.compile(r"\s*\)?\s*,?\s+on\s+|\s*\)\s*,?\s+", re.IGNORECASE)
_SAME_DAY = re.compile(r"\s*(?:\(|,|[-–—/]|and|or|to|until|till|local time \()\s*", re.IGNORECASE)
_UNDATED = Previous(Grain.DAY)
_OVERNIGHT = Daypart("NI", Shift(Unit(Grain.DAY), -1), through=True)
_COMING = re.compile(r"\b(?:will|expected|due|forecast|likely|could|may|should)\b[^.,;:\n]*$")


def look_to_the_night(text: str, found: list[Timex]) -> list[Timex]:
    """What "is expected overnight" comes in the night of today; "overnight" else is the last one."""
    if "vernight" not in text:
        return found
    return [
        timex.saying(msgspec.structs.replace(_OVERNIGHT, base=This(Unit(Grain.DAY))))
        if timex.reading.expression == _OVERNIGHT
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
        between = _SAME_DAY if isinstance(day, Clock) else _ON
        if isinstance(day, Daypart):
            clock = msgspec.structs.replace(clock, hour=hour_in(day.part, clock.hour))
        if isinstance(day, Clock | Daypart):
            day = day.base
        if _is_day(day) and between.fullmatch(text, left.end, right.start):
            shared[index] = left.saying(msgspec.structs.replace(clock, base=day))
    return shared


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
    listed = [
        index
        for index, (left, right) in enumerate(pairwise(found))
        if right.start - left.end <= _GAP and joined(text, left, right)
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
            night = msgspec.structs.replace(whole, base=day) if isinstance(whole, Daypart) else day
            shared[index] = left.saying(night)
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


_AND = re.compile(r"\s+and\s+(?:the\s+)?", re.IGNORECASE)
_UP_TO = re.compile(r"\s*(?:to|into|until|till|through|[-–—])\s*(?:the\s+)?", re.IGNORECASE)


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
    if again and again.reading.expression == last and _ON.fullmatch(text, right.end, again.start):
        following[-2] = again.saying(end)
    return left


def _weekday(expression: Expression) -> Nearest | None:
    """The weekday that an expression is, or is an hour or a part of."""
    if isinstance(expression, Clock | Daypart):
        expression = expression.base
    return expression if isinstance(expression, Nearest) and expression.what.field == "weekday" else None


def _on_day(expression: Expression, day: Expression) -> Expression:
    if isinstance(expression, Clock | Daypart):
        return msgspec.structs.replace(expression, base=day)
    return day


_BY_EVENT = "the day after an event"
_FROM_EVENT = re.compile(r"\s+(?:after|before|following)\s+(?!that\b|this\b|\d)", re.IGNORECASE)
_OWN_DATE = re.compile(
    r"(?:the\s+|his\s+|her\s+|their\s+|its\s+)?(?:[\w'’-]+\s+){1,5}(?:of|in|on)\s+(?:the\s+)?"
)
"""What stands between "after" and the date of the event that is counted from: "the pact of", "the king's death in"."""
_LASTING = re.compile(r"\b(?:for|in|within|over|of|until|till|up to|lasted|some)\s+$", re.IGNORECASE)
_APPOSED = re.compile(r"(?:,|\(|[-–—])\s*(?:only\s+|just\s+)?$", re.IGNORECASE)
_SAID_AGAIN = This(Unit(Grain.DAY), Previous(Grain.DAY))


def told_from_events(text: str, found: list[Timex], *, narrative: bool) -> list[Timex]:
    """Times told from an event: "the night before the vote"; in a story, "eight days after the surrender", too.

    Behind a date and a comma such words say that date again. A story has come to the event that it counts from, so the last
    time mentioned stands for it; what a report on news counts from, nobody knows here.
    """
    told = list(found)
    for index, timex in enumerate(found):
        by_event = timex.rule == _BY_EVENT
        if not by_event and not (narrative and isinstance(timex.reading.expression, Period)):
            continue
        after = _FROM_EVENT.match(text, timex.end)
        if not by_event and (after is None or _LASTING.search(text, max(0, timex.start - 8), timex.start)):
            continue
        left = told[index - 1] if index else None
        again = (
            left is not None
            and (isinstance(left.reading.expression, Fixed) or _is_day(left.reading.expression))
            and timex.start - left.end < _SENTENCE_REACH
            and _APPOSED.search(text, left.end, timex.start) is not None
            and not parted(text, left, timex)
        )
        expression: Expression | None = timex.reading.expression
        if again and left and not isinstance(expression, Daypart):
            date = left.reading.expression
            expression = date if isinstance(date, Fixed) else _SAID_AGAIN
        elif by_event and not narrative:
            expression = Vague("")
        elif not by_event and after:
            sign = -1 if after[0].strip().lower() == "before" else 1
            own = found[index + 1] if index + 1 < len(found) else None
            dated = own and _OWN_DATE.fullmatch(text, after.end(), own.start)
            base = own.reading.expression if own and dated else None
            expression = from_last(timex.reading, sign, base if isinstance(base, Fixed) else None)
        if expression is not None:
            kind = timex.reading.type if by_event else "DATE"
            reading = msgspec.structs.replace(timex.reading, type=kind, expression=expression)
            told[index] = msgspec.structs.replace(timex, reading=reading)
    return told


_THAT_IS = re.compile(r",\s+(?:on\s+)?", re.IGNORECASE)


def say_what_day(text: str, found: list[Timex]) -> list[Timex]:
    """The date behind it says what day "the following day, on Dec. 31" was, or "Easter Monday, 24 April 1916"."""
    said = list(found)
    for index, (left, right) in enumerate(pairwise(found)):
        if right.start - left.end > _GAP:
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
            isinstance(year, Shift)
            and year.what == Unit(Grain.YEAR)
            and year.base == Dct()
            and isinstance(bare, Nearest)
            and bare.what.field in ("month", "day", "season", "holiday")
            and _IN_IT.fullmatch(text, said[index].end, said[index + 1].start)
        ):
            said[index + 1] = said[index + 1].saying(Within(bare.what, year))
    return said


_STOP = re.compile(r"[.!?][\"”’')]*\s+[A-Z“\"]|\n\s*\n")
_PARAGRAPH = re.compile(r"\n\s*\n")
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
        if isinstance(bare, Fixed) or (isinstance(bare, Nearest) and bare.what.field in ("day", "month")):
            told = inside
        elif told and _is_day(bare) and bare == kept[index].reading.expression:
            told = None
    return kept


def _kept(text: str, told: Timex, inside: Timex) -> Expression | None:
    """A bare time of the year or month that has been named before, if it is that."""
    left, bare = told.reading.expression, inside.reading.expression
    gap = told.end, inside.start
    if isinstance(bare, Nearest) and bare.what.field == "day_of_month":
        return (
            None if _PARAGRAPH.search(text, *gap) else _of_month(left, bare.what, ranged(text, told, inside))
        )
    if parted(text, told, inside) or not isinstance(left, Fixed) or left.within is not None:
        return None
    if isinstance(bare, Nearest):
        when = bare.what.field in ("month", "day", "season") and _WHEN.fullmatch(text, *gap)
        return Fixed(left.year, bare.what) if when else None
    return _ITS_YEAR if bare == _THE_YEAR and not _AHEAD_OF.search(text, *gap) else None


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
    return 0 <= int(date.within.value) - _MONTHS[str(season.value)] < 3


_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


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
            return _MONTHS[str(what.value)], 0
    return int(what.value), what.day


_MONEY = re.compile(
    r"[$£€#%]|\b(?:cents?|pence|percent|per cent|million|billion|profit|loss|earnings|earned|income|revenue|sales|net)\b",
    re.IGNORECASE,
)
_SAME_QUARTER = Shift(Unit(Grain.QUARTER), -4, Reported())
_SAME_MONTH = Shift(Unit(Grain.MONTH), -12, Previous(Grain.MONTH))
_YEAR_BEFORE = Shift(Unit(Grain.YEAR), -1)
_YEAR_AGO = (
    _YEAR_BEFORE,
    Shift(Unit(Grain.YEAR), -1, Previous(Grain.YEAR)),
)
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
    ago = False
    for timex in found:
        expression = timex.reading.expression
        if reports and _is_quarter(expression):
            same = _SAME_QUARTER
        elif reports and isinstance(expression, Period) and expression.amount in _LONGER:
            same = _YEAR_BEFORE  # "in the nine months" compares with those of the year before
        comparison = _compared(text, timex, told, same)
        if ago and comparison.reading.expression == _YEAR_AGO[1]:
            comparison = timex.saying(_YEAR_BEFORE)  # "5 a year ago … compared with a year earlier"
        compared.append(comparison)
        ago = expression == _YEAR_BEFORE and text.endswith(" ago", timex.start, timex.end)
        told = told if expression in _COMPARISONS or _looks_back(expression) else timex
    return compared


def _looks_back(expression: Expression) -> bool:
    """ "2.8 percent the month before and 3 percent a year earlier" than the month told of."""
    return isinstance(expression, Shift) and expression.count < 0 and isinstance(expression.base, Previous)


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
            and what.what.field in _REPORTED
            and _of_a_game(text, timex, what.what)
        )
    ]


def _of_a_game(text: str, timex: Timex, what: Repeating) -> bool:
    around = max(0, timex.start - _NEAR), timex.end + _NEAR
    if text[timex.start] in "HhQq" or _MONEY.search(text, *around):
        return False
    return what.field == "half" or _GAME.search(text, *around) is not None


_ITS_ERA_YEAR = re.compile(r"\s+(?:of\s+)?(\d{3})\b(?!\s*(?:[A-Z]\.?[CDE]|[\d/–-]|\w+s\b))")


def years_of_an_era(text: str, found: list[Timex]) -> list[Timex]:
    """A year of two or three digits is one only where eras are named: "264 BC … in 255 … in the spring of 241".

    Before the first of them is named, its era is that of the text.
    """
    named = next((timex.reading.expression for timex in found if _is_of_an_era(timex)), None)
    if named is None:
        if any(isinstance(timex.reading.expression, EraYear) for timex in found):
            return [timex for timex in found if not isinstance(timex.reading.expression, EraYear)]
        return found
    old = isinstance(named, Fixed) and named.year < 1
    told: list[Timex] = []
    for timex, following in zip_longest(found, found[1:]):
        expression = timex.reading.expression
        until = following.start if following else len(text)
        if named is not None and isinstance(expression, EraYear) and old:
            told.append(timex.saying(Fixed(1 - expression.number)))
        elif (
            old and isinstance(expression, Nearest) and (year := _ITS_ERA_YEAR.match(text, timex.end, until))
        ):
            dated = timex.saying(Within(expression.what, EraYear(int(year[1]))))
            told.append(msgspec.structs.replace(dated, end=year.end()))
        else:
            told.append(timex)
        if expression == named:
            named = None
    return told


def _is_of_an_era(timex: Timex) -> bool:
    return "era" in timex.rule and not isinstance(timex.reading.expression, EraYear)


REFINERS = (
    read_hours,
    drop_halves,
    years_of_an_era,
    drop_impossible,
    drop_bent,
    drop_verbs,
    drop_over,
    share_years,
    keep_years,
    date_names,
    read_stamps,
    say_what_day,
    say_when_in_year,
    look_to_the_night,
    share_days,
    cross_midnight,
    begin_at_midnight,
    compare_periods,
)


class Side(NamedTuple):
    """The side of the anchor that context points to, the words that say so, and how sure that is (0.5 to 1)."""

    direction: Direction
    reason: str
    sure: float


# It begins with one set of characters, so that the search runs over the rest at the speed of a loop in C.
_SENTENCE_END = re.compile(
    r"[.!?\n;:'](?:(?<=[.!?])['\"”’)]*\s+(?=[A-Z\"“‘'(`])|(?<=\n)\s*\n|(?<=[;:])\s|(?<=[,.!?]')'|(?<=[,.!?] ')')"
)
_OWNED = re.compile(r" ?['’]s\b")
_WORD = re.compile(r"'?[^\W\d_]+(?:'t)?")
Cues = Mapping[str, Any]


_CLOSE = 4
"""A verb so many words before an expression, at most, surely governs it."""
_GOVERNED = 8
"""So far a clause goes on with what will be, at most: "is expected to vote on the bill in January"."""
_REACH = 3
"""A participle stands so many words behind its "be", at most: "to be formally charged"."""
_MOVING = 6
"""A verb that moves something "to" a time stands among so many words before it: "had extended the deadline again to June"."""
_AHEAD = {"will", "would", "plan", "term", "meets", "if"}
_REPORTED = {"quarter", "half"}
"""A report on one of them follows it: “will publish third-quarter results”."""
_PLANS = {"plan", "term", "meets"}
_LOOKS_AHEAD = {"will", "would", "plan"}
_HINTS = {"term", "if", "meets"}
"""The kinds of cue that are no verb, or may be none ("the votes")."""
_UNTIL = {"until", "till", "by"}
_WEEKLY = {"weekday", "weekend"}
_WAS_TO = {"was", "were"}
_TENSES = {"will", "past", "said"}
"""The kinds of cue that settle a clause: nothing behind the expression outweighs them."""


class Directions:
    """The weighing of direction for one language: its words and weights are data (``direction.toml``)."""

    def __init__(self, cues: Cues) -> None:
        self.kind_of = {
            word: kind for kind, words in cues["words"].items() if kind != "not_past" for word in words
        }
        self.not_past = frozenset(cues["words"]["not_past"])
        self.nearest, self.before = cues["nearest"], cues["before"]
        self.after, self.opening = cues["after"], cues["opening"]
        self.preposition, self.bias = cues["preposition"], cues["bias"]
        self.no_past_after = frozenset(cues["no_past"]["after"])
        self.no_past_near = frozenset(cues["no_past"]["near"])
        self.put_off: Mapping[str, float] = cues["put_off"]["weight"]
        self.going_on = frozenset(cues["put_off"]["going_on"])
        self.moved = frozenset(cues["put_off"]["moved"])
        self.fixed = frozenset(cues["put_off"]["fixed"])
        self.to_be_behind = frozenset(cues["to_be"]["not_behind"])
        self.done = frozenset(cues["done"]["words"])
        self.told_until = frozenset(cues["asked"]["until"])
        self.asked = frozenset(cues["asked"]["words"])
        self.arranged = frozenset(cues["arranged"]["words"])
        self.between = frozenset(cues["put_off"]["between"])
        self.surely = frozenset(cues["surely"]["words"])
        self.told = frozenset(cues["told"]["words"])
        self.due = frozenset(cues["due"]["words"])
        self.due_between = frozenset(cues["due"]["between"])
        self.noun_last = frozenset(cues["noun"]["last"])
        self.noun_behind = frozenset(cues["noun"]["behind"])
        self.perfect = frozenset(cues["perfect"]["words"])
        self.once = frozenset(cues["once"]["words"])
        self.leads_up = tuple(f" {words}" for words in cues["leads_up"]["words"])
        self.prepared = frozenset(cues["leads_up"]["prepared"])
        self.to_come = frozenset(cues["leads_up"]["to_come"])
        self.now = frozenset(cues["due"]["now"])
        self.done_to_be = frozenset(cues["due"]["forms"])
        self.with_object: Mapping[str, Any] = cues["with_object"]
        self.distance: float = cues["distance"]["weight"]
        self._cues = self.told.union(self.kind_of, self.with_object, ("set",))

    def _kind(self, word: str, following: str = "") -> str | None:
        kind = self.kind_of.get(word)
        if word == "set" and following not in ("to", "for"):
            return "past"  # "set out", "set fire to"
        if kind is None and following in self.with_object.get(word, ()):
            return "plan"  # "reports earnings on Sunday"
        if kind == "present" and (following == "to" or following in self.arranged):
            return "will" if following == "to" else "plan"  # "are to meet", "are meeting"
        if kind == "would" and following == "have":
            return "past"  # "may have left"
        if kind is None and word.endswith("ed") and len(word) > 3 and word not in self.not_past:
            return "past"
        return kind

    def _nearest(self, kind: str, before: list[str], at: int, field: str) -> str:
        """What the cue nearest to a time is there: "the vote is on Friday", "they had agreed in January"."""
        behind = before[at + 1 :]
        if kind == "meets" and before[at] in self.now and self.due_between.issuperset(behind[:2]):
            return "plan" if len(behind) <= 1 else kind
        if before[at] in self.with_object and behind == ["on"]:
            return ""  # "the new rules on Monday"
        if behind[:1] == ["to"] and before[at] in _WAS_TO and field not in _WEEKLY:
            return "plan"  # "was to be tried in May"; on which side a weekday is, it does not say
        done = int(self._is_done(behind[:1]))
        if before[at] in self.due and len(behind) <= 1 + done and self.due_between.issuperset(behind[done:]):
            return "will"
        if (
            kind in _PLANS
            and before[at - 1 : at] == ["to"]
            and not self.done.isdisjoint(before[at - 2 : at - 1])
        ):
            return "past"
        if kind == "plan" and (
            not self.once.isdisjoint(before[max(at - 1, 0) : at])
            or (field in _WEEKLY and not self.perfect.isdisjoint(before[max(at - 2, 0) : at]))
        ):
            return "past"  # "originally due on Monday"; "had been due on Monday"
        asked = before[at] in self.asked or (before[at] in self.told_until and before[-1] in _UNTIL)
        if asked and "to" in behind[-_MOVING:]:
            return "plan"
        if kind == "said" and "to" not in behind and not self.perfect.isdisjoint(before[max(at - 2, 0) : at]):
            return "past"
        return kind

    def _cued(self, words: list[str]) -> list[int]:
        """Where words stand that may tell a direction."""
        return [
            at
            for at, word in enumerate(words)
            if word.endswith("ed")
            or (
                word in self._cues
                and not (at + 1 == len(words) and word in self.noun_last)
                and not (at and words[at - 1] == "to" and word in self.with_object)
                and not (self.kind_of.get(word) == "meets" and at and words[at - 1] in self.noun_behind)
            )
        ]

    def _no_past(self, before: list[str], at: int) -> bool:
        """Whether a form like "cut" or "charged" is no past where it stands: "will cut", "to be formally charged"."""
        return (at > 0 and before[at - 1] in self.no_past_after) or not self.no_past_near.isdisjoint(
            before[max(at - _REACH, 0) : at]
        )

    def _is_to_be(self, before: list[str], at: int) -> bool:
        """Whether a participle is of what is to be done: "the talks, to be held Thursday", but not "had to be held"."""
        return before[max(at - 2, 0) : at] == ["to", "be"] and (
            at < 3 or before[at - 3] not in self.to_be_behind
        )

    def _is_done(self, words: list[str]) -> bool:
        """Whether what stands behind "is" or "are" is what is done: "the figures are published on Friday"."""
        return any(
            word in self.done_to_be or (word.endswith("ed") and word not in self.not_past) for word in words
        )

    def _surely(self, kind: str, before: list[str], at: int) -> bool:
        """Whether the nearest verb leaves no doubt of what lies ahead: "will be held in Lima in November"."""
        behind = before[at + 1 :]
        if before[at] in self.surely and len(behind) < _CLOSE:
            return True
        if kind == "plan" and before[at] in self.due:
            return True  # "are getting married in May"
        planned = kind == self.kind_of.get(before[at]) == "plan" and "to" in behind
        return len(behind) < _GOVERNED and (planned or kind == "will")

    def _planned(self, text: str, low: int, start: int) -> bool:
        """Whether a word that looks ahead stands in the same part of the sentence as what follows it."""
        part = max(text.rfind(",", low, start), low)
        return any(self.kind_of.get(word.lower()) in _PLANS for word in _WORD.findall(text, part, start))

    def side(self, text: str, timex: Timex, field: str, back: int, ahead: int) -> Side:
        """Weighs an expression's clause; ``back`` and ``ahead`` are the distances of its two readings, in days."""
        low = max(0, timex.start - 150)
        for end in _ends(_SENTENCE_END, text, low, timex.start + 1):
            low = end.end()
        before = [word.lower() for word in _WORD.findall(text, low, timex.start) if word != "May"]
        if field in _WEEKLY and self._leads_up(text, timex, before):
            to_come = any(self.kind_of.get(word) in _LOOKS_AHEAD or word in self.to_come for word in before)
            nearer = self._gap(back, ahead, False, False) + to_come
            return self._side(nearer, [(nearer, "")], back, ahead)
        return self._weighed(text, timex, field, back, ahead, low, before)

    def _weighed(
        self, text: str, timex: Timex, field: str, back: int, ahead: int, low: int, before: list[str]
    ) -> Side:
        """The sum of what a clause says, which begins at ``low`` with the words ``before``."""
        score: float = self.bias.get(field, self.bias["other"])
        reasons: list[tuple[float, str]] = []
        seen: set[str] = set()
        tense = ""
        close, sure, verb = False, False, ""
        for at in reversed(self._cued(before)):
            word = before[at]
            made = word in self.told and before[at + 1 :] in ([], ["on"])  # "promised on Monday to resign"
            kind = "said" if made else self._kind(word, *before[at + 1 : at + 2])
            if not tense and kind is not None:
                kind = self._nearest(kind, before, at, field)
            if kind == "past" and self._no_past(before, at):
                kind = "plan" if self._is_to_be(before, at) else None
            if kind is None or kind in seen:
                continue
            sure = sure or (not tense and self._surely(kind, before, at))
            # A noun that hints ("deadline") leaves the place of the nearest verb to the verb.
            weight = (self.before if tense else self.nearest).get(kind, 0)
            if back == 0 and (kind == "meets" or word in self.due):
                weight = 0  # "is meeting on Sunday", written on a Sunday
            score += weight
            seen.add(kind)
            if not tense and kind not in _HINTS:
                tense, close, verb = kind, len(before) - at <= _CLOSE, word
            reasons.append((weight, word))
        # What comes behind tells only where nothing before has told: "On Monday talks will begin".
        opens = len(before) <= 1
        settled = seen & _TENSES or (tense == "plan" and close)
        told = None if settled else self._behind(text, timex, low, seen, opens=opens)
        if told:
            score += told[0]
            reasons.append(told)
        preposition = next((word for word in reversed(before) if word not in self.between), "")
        if preposition in self.preposition or preposition in self.put_off:
            weight = self.preposition.get(preposition, 0.0)
            if self._put_off(preposition, tense, verb, before):
                weight = self.put_off[preposition]
            score += weight
            reasons.append((weight, preposition))
        if field not in _WEEKLY:
            looks_back = tense == "past" and close and not seen & _AHEAD
            if opens and told and told[0] == self.opening["past"]:
                looks_back = True  # "In the third quarter sales rose"
            gap = self._gap(back, ahead, looks_back, sure and field not in _REPORTED)
            score += gap
            reasons.append((gap, ""))
        return self._side(score, reasons, back, ahead)

    def _leads_up(self, text: str, timex: Timex, before: list[str]) -> bool:
        """Whether something came "before Sunday's vote": that its verb is past does not say that the vote is over."""
        owned = _OWNED.match(text, timex.end) is not None
        if not owned:
            return False
        prepared = before[-1:] == ["for"] and not self.prepared.isdisjoint(before[-_MOVING:])
        return prepared or " ".join(["", *before[-3:]]).endswith(self.leads_up)

    def _put_off(self, preposition: str, tense: str, verb: str, before: list[str]) -> bool:
        """Whether a verb in the past puts its time ahead: "was put off until Monday", "had moved the vote to Thursday"."""
        if preposition in ("to", "for"):
            verbs = self.moved if preposition == "to" else self.fixed
            near = before[-_MOVING:]
            return tense in ("past", "said") and not verbs.isdisjoint(near) and self.once.isdisjoint(near)
        if tense != "past" or preposition not in self.put_off:
            return False
        return verb not in self.going_on or before[-2:-1] == ["had"]  # "they had until Sunday to pay"

    def _behind(
        self, text: str, timex: Timex, low: int, seen: set[str], *, opens: bool
    ) -> tuple[float, str] | None:
        """What the first cue behind an expression says: its weight and the word. A noun that hints leaves the place to the verb."""
        stop = next(_ends(_SENTENCE_END, text, timex.end, timex.end + 100), None)
        high = stop.start() if stop else timex.end + 100
        words = [word.lower() for word in _WORD.findall(text, timex.end, high)]
        hint: tuple[float, str] | None = None
        for at in self._cued(words):
            kind = self._kind(words[at], *words[at + 1 : at + 2])
            if kind is None or (kind in _PLANS and words[at - 1 : at] == ["to"]):
                continue  # "during a call Monday to prepare for the summit, there were"
            if words[at] in self.told:
                kind = "said"
            if kind == "past" and seen & _PLANS and self._planned(text, low, timex.start):
                break
            if kind == "present" and self.kind_of.get("".join(words[at + 1 : at + 2])) == "plan":
                kind = "plan"  # "are due to"
            told = (self.opening if opens else self.after).get(kind, 0), words[at]
            if not (opens and kind in _HINTS):
                return told
            hint = hint or told
        return hint

    def _gap(self, back: int, ahead: int, looks_back: bool, looks_ahead: bool) -> float:
        """What the distances of the two readings say, unless the clause is sure of the farther one."""
        gap = self.distance * math.log((back + 5) / (ahead + 5))
        if looks_back:
            return min(gap, 0.0)  # "played there in May" looks back, however near the next May is
        return max(gap, 0.0) if looks_ahead else gap  # "will open before May", however near the last May is

    @staticmethod
    def _side(score: float, reasons: list[tuple[float, str]], back: int, ahead: int) -> Side:
        future = score > 0
        weight, word = max(reasons, key=lambda each: each[0] if future else -each[0], default=(0.0, ""))
        sure = round(1 / (1 + math.exp(-abs(score))), 1)
        if weight == 0 or (weight > 0) != future:
            reason = "news means the latest one up to its own day"
        elif word:
            reason = f"the clause looks {'ahead' if future else 'back'}: “{word.lower()}”"
        else:
            reason = f"the nearer one: {abs(back)} days back, {abs(ahead)} ahead"
        return Side("future" if future else "past", reason, sure)
