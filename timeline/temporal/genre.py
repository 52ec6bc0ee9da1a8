"""News or narrative: what a bare month or weekday is told from.

News is written within days of what it tells, so its times are told from the day of writing. A narrative (history,
an encyclopaedia, minutes of long ago) tells of years gone by, and its times are told from the last one mentioned:
"On 6 June …" is the June of the year the story has come to.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import lru_cache

from timeline.civil import DAY, Grain, Interval, civil_from_days
from timeline.model import Genre
from timeline.temporal.beside import Genres
from timeline.temporal.calendar import is_of_late
from timeline.temporal.expression import (
    Clock,
    Daypart,
    Dct,
    Every,
    Expression,
    Fixed,
    Last,
    Nearest,
    Next,
    Period,
    Previous,
    Running,
    Shift,
    This,
    Unit,
    Vague,
)

LONG_AGO = 2
"""A year this many years before the day of writing is no longer news."""
ENOUGH = 3
"""So many mentions of long-gone years make a story of them, if nothing is told from the day of writing and nobody speaks."""
OUTWEIGHS = 5
"""So many more are needed for each time that is: a profile in a newspaper looks back as well."""
OF_OLD = 2
"""So many where nobody speaks and nothing is near: "the next century" is told from the story."""
FAR = 10
"""A single year so far back makes a story of a text that names no newer one and in which nobody speaks."""

MEMO = 1 << 12
"""Of so many expressions it is remembered what they are told from."""

_UNDATED = (Period, Every, Vague)
_TODAY = This(Unit(Grain.DAY))
_GOES_ON = re.compile(r"[.!?][\"'”’)]*\s+\S")
"""A story comes to a time in one sentence and goes on from it in another; one sentence alone is none."""


def decide(says: Genres, expressions: Iterable[Expression], anchor: Interval | None, text: str = "") -> Genre:
    """Which of the two a text is, from what it mentions: long-gone years against weekdays, "today", "last week".

    >>> from timeline.temporal.expression import Repeating
    >>> from timeline.temporal.grammar import load
    >>> says = load("en").beside.genre
    >>> today = Interval.of_day(2016, 12, 11)
    >>> decide(says, [Fixed(1914, Repeating("month", 8)), Nearest(Repeating("month", 5))], today, "It began. Soon …")
    'narrative'
    >>> decide(says, [Nearest(Repeating("weekday", 5)), Fixed(1915), Nearest(Repeating("weekday", 7))], today)
    'news'
    >>> decide(says, [Fixed(1911), Fixed(1953)], today, "Opened in 1911 and rebuilt in 1953, it closed in June.")
    'news'
    >>> decide(says, [Fixed(1914)], today, "The society, founded in 1914, said it will …")
    'news'
    >>> decide(says, [Fixed(2008), Fixed(2010), Fixed(2012)], today, "The bank, which lost … in 2012, will say …")
    'news'

    A short history goes on by weekdays:

    >>> monday = Fixed(1956, Repeating("day", 10, 22))
    >>> then = [Nearest(Repeating("weekday", 3)), Nearest(Repeating("weekday", 4))]
    >>> decide(says, [monday, *then], today, "It began … On Wednesday … On Thursday …. It ended.")
    'narrative'

    What begins with a day of this week is news, however much it looks back:

    >>> decide(says, [Nearest(Repeating("weekday", 2)), *map(Fixed, range(1925, 1993, 4))], today, "She died on Tuesday. …")
    'news'

    A chronicle tells under its years:

    >>> decide(says, [Fixed(2015), Fixed(2016)], today, "2015\\n\\n3 May: The port closes.\\n\\n2016\\n\\nJune: It opens again.")
    'narrative'

    Of a text whose day of writing nobody knows, every year that it names may be long gone:

    >>> decide(says, [Fixed(2015, Repeating("month", 8)), Fixed(2015), Nearest(Repeating("month", 5)), Fixed(2016)], None)
    'narrative'
    """
    seen = list(expressions)
    years = sum(isinstance(one, Fixed) and one.within is None for one in seen)
    if years > 1 and len(_UNDER_YEARS.findall(text)) > 1:
        return "narrative"
    first = next((one for one in seen if not isinstance(one, _UNDATED)), None)
    if anchor and first and (_told_from_now(first) or _is_bare_hour(first)):
        return "news"  # no story begins on a day that only its own date tells
    if anchor and anchor.start is not None and _tells_of_late(seen, anchor.start // DAY):
        return "news"
    written = civil_from_days(anchor.start // DAY)[0] if anchor and anchor.start is not None else math.inf
    long_ago = far = near = told_from_now = 0
    for expression in seen:
        dated = _dated(expression)
        if dated is not None:
            long_ago += dated.year <= written - LONG_AGO
            far += dated.year <= written - FAR
            near += dated.year > written - LONG_AGO
        elif expression == _TODAY:
            near += 1  # a historian's "today" tells nothing from the day of writing
        else:
            from_now = _told_from_now(expression)
            told_from_now += from_now
            near += from_now and isinstance(expression, Last)  # no history says "last autumn"
    spoken = sum(map(text.count, says.speech)) if anchor and (far or long_ago >= ENOUGH) else 0
    if long_ago >= ENOUGH + OUTWEIGHS * told_from_now + spoken:
        return "narrative"
    if anchor is None and long_ago > 1 and not told_from_now:
        return "narrative"  # news would leave undated what "6 May" means behind "3 May 1863"
    if anchor and not (spoken or near) and _goes_on_by_weekday(seen, written - FAR):
        told_from_now = 0
    if anchor and not (near or told_from_now) and _goes_on_by_date(seen, written - FAR) > 2 * spoken:
        return "narrative"
    weight = OUTWEIGHS if spoken or near else OF_OLD
    looks_back = anchor and far > near + weight * told_from_now
    if looks_back and 2 * spoken <= far and _GOES_ON.search(text):
        return "narrative"
    return "news"


_UNDER_YEARS = re.compile(
    r"^[^\w\n]{0,8}(?:1[5-9]|20)\d\d[^\w\n]{0,8}\n(?=\s*+[^\n]*?[a-z]{3})", re.MULTILINE
)
"""A year that stands by itself over what happened in it, as in a chronicle."""


def _goes_on_by_weekday(expressions: list[Expression], long_gone: float) -> bool:
    """Whether a text begins on a day long gone, and all that it tells from elsewhere are weekdays, two at least.

    So a short history goes on: "On Monday, 23 October 1956 … On Wednesday … On Thursday …".
    """
    first = next((day for one in expressions if (day := _dated(one)) or _told_from_now(one)), None)
    if first is None or first.within is None or first.within.field != "day" or first.year > long_gone:
        return False
    weekdays = [at for at, one in enumerate(expressions) if _is_weekday(one)]
    if not 2 <= len(weekdays) == sum(map(_told_from_now, expressions)):
        return False
    days = map(_dated, expressions[: weekdays[-1]])
    return all(day.year <= first.year + 1 for day in days if day)  # a life goes on, a story stays there


def _goes_on_by_date(expressions: list[Expression], long_gone: float) -> int:
    """How many months and days without a year follow a day long gone with which a text begins.

    So does a short history of one year: "On 30 January 1968 … on 2 March … on 31 March the president said …".
    """
    first = next((day for one in expressions if (day := _dated(one)) or _is_bare(one)), None)
    if first is None or first.within is None or first.within.field != "day" or first.year > long_gone:
        return 0
    return sum(map(_is_bare, expressions))


def _tells_of_late(expressions: list[Expression], today: int) -> bool:
    """Whether two days without a year at least, and half of all, lie in the fortnight of writing, and no day is told with its year.

    So does a report on a court: "He pleaded guilty on Oct. 29 … a judge dropped the rest on Oct. 30", on the 3rd of November.
    """
    if any(
        day.within is not None and day.within.field == "day" for one in expressions if (day := _dated(one))
    ):
        return False
    days = [one.what for one in expressions if isinstance(one, Nearest) and one.what.field == "day"]
    late = {day for day in days if is_of_late(day, today)}
    return len(late) > 1 and 2 * len(late) >= len(set(days))


def _is_bare(expression: Expression) -> bool:
    return isinstance(expression, Nearest) and expression.what.field in ("month", "day")


def _is_bare_hour(expression: Expression) -> bool:
    return isinstance(expression, Clock) and isinstance(expression.base, Previous)


def _is_weekday(expression: Expression) -> bool:
    return isinstance(expression, Nearest) and expression.what.field == "weekday"


@lru_cache(MEMO)
def _dated(expression: Expression) -> Fixed | None:
    """The date with a year that a time is part of: "dawn on 4 March 1871"."""
    inside: Expression | None = expression
    while inside is not None and not isinstance(inside, Fixed):
        inside = getattr(inside, "base", None)
    return inside


@lru_cache(MEMO)
def _told_from_now(expression: Expression) -> bool:
    match expression:
        case Nearest(what, Dct() | Running()):
            return what.field in ("weekday", "quarter")  # no history tells of "the fourth quarter"
        case Daypart(_, Running()) | This(_, Dct()) | Shift(_, _, Dct()) | Last(_, Dct()) | Next(_, Dct()):
            return True
    base = getattr(expression, "base", None)
    return base is not None and _told_from_now(base)


_YEAR_OF_OURS = re.compile(r"\b(?:1\d|20)\d\d\b")
ENOUGH_OLD = 2
"""So many different years of three digits make a text one that tells of them."""


def tells_of_old(says: Genres, text: str) -> bool:
    """Whether a text tells of years of three digits without naming an era; what tells of as many later years or lets somebody speak does not.

    >>> from timeline.temporal.grammar import load
    >>> says = load("en").beside.genre
    >>> tells_of_old(says, "In 410 the city was sacked. In 476, its last emperor fled.")
    True
    >>> tells_of_old(says, "It fell in 476.")
    False
    """
    if says.said in text:
        return False
    old = len({year[1] for year in says.old_year.finditer(text)})
    if old < ENOUGH_OLD:
        return False
    ours = len(set(_YEAR_OF_OURS.findall(text)))
    return not ours or (old > ENOUGH_OLD and old > ours)
