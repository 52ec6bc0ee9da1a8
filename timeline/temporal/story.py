"""The course of a narrative: which of the times it names it goes to, and which it only mentions.

A narrative's bare months and days are told from where it has come to (:mod:`timeline.temporal.genre`). So it matters
what moves it: not an aside, not what is recalled, not what only orders its events.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeGuard

import msgspec

from timeline.civil import Grain, civil_from_days, days_from_civil
from timeline.temporal.days import SENTENCE_REACH, UNDATED, day_of, is_day, on_day
from timeline.temporal.expression import (
    Clock,
    Daypart,
    Expression,
    Fixed,
    Last,
    Nearest,
    Next,
    Period,
    Previous,
    Reading,
    Repeating,
    Running,
    Shift,
    This,
    Unit,
    Vague,
    Within,
    Years,
)
from timeline.temporal.joints import parted
from timeline.temporal.phrases import Phrases
from timeline.temporal.stops import PARAGRAPH
from timeline.temporal.tagger import Timex

SURELY = 3
"""So many years are named by a text that is surely a story, so that what it tells before the first is of that year."""
FAR = 2
"""A leap of so many years may be an aside."""
LIFETIME = 50
"""No story goes so many years on or back; what it names twice there is still an aside."""
LOOK_ON = 4
"""So many years that are named next may tell: asides come together ("born in 1892, he had served from 1912 to 1926")."""


_TODAY = This(Unit(Grain.DAY))
_NOWADAYS = Reading("DATE", Vague("PRESENT_REF"))


def nowadays(timex: Timex) -> Timex:
    """ "Today" in a story is the present of those who tell it, not the day that the story has come to."""
    is_today = timex.rule == "today" and timex.reading.expression == _TODAY
    return msgspec.structs.replace(timex, reading=_NOWADAYS) if is_today else timex


def present(text: str, timex: Timex) -> int:
    """Up to where a story tells of the present of those who tell it: to the end of a paragraph that "today" opens; else nowhere.

    >>> told = "It fell in 1948.\\n\\nToday it is a park. A bridge will open next spring.\\n\\nIn 1950 …"
    >>> said = Timex(start=18, end=23, rule="today", reading=_NOWADAYS)
    >>> told[18:present(told, said)]
    'Today it is a park. A bridge will open next spring.'
    """
    opens = timex.start == 0 or text.startswith("\n\n", timex.start - 2)
    if timex.reading is not _NOWADAYS or not opens:
        return 0
    end = text.find("\n\n", timex.end)
    return len(text) if end < 0 else end


_SHORT_YEAR = re.compile(r"['’]\d\d\b")


def leaves_century(text: str, timex: Timex) -> bool:
    """Whether a year is said in two digits, of whatever century the text tells of."""
    if not isinstance(timex.reading.expression, Fixed):
        return False
    short = _SHORT_YEAR.search(text, timex.start, timex.end) is not None
    return short or timex.rule == "date with a short year"


_GOES_ON = re.compile(r"[^.;:\n]{0,90}?,\s")


def in_passing(says: Phrases, text: str, timex: Timex) -> bool:
    """Whether a time only says who somebody is: "Lund, who in 1958 found the tomb, died on 2 December"."""
    fixed = isinstance(timex.reading.expression, Fixed)
    return fixed and _in_relative(says, text, timex) and _GOES_ON.match(text, timex.end) is not None


_ENDS = re.compile(r"[.;]\s|[.;]?$")


def _ends_relative(says: Phrases, text: str, timex: Timex) -> bool:
    """Whether a year ends a relative clause and its sentence: "came to Port Ebb, *where a party had wintered in 1899*."."""
    fixed = isinstance(timex.reading.expression, Fixed)
    return fixed and _ENDS.match(text, timex.end) is not None and _in_relative(says, text, timex)


def _in_relative(says: Phrases, text: str, timex: Timex) -> bool:
    """Whether a time stands in a relative clause: "Lund, who had come two days before, left"."""
    low = max(0, timex.start - 90)
    relative = text.find(says.relative_word, low, timex.start) >= 0
    return relative and says.relative.search(text, low, timex.start) is not None


def in_its_century(text: str, found: Sequence[Timex]) -> list[Timex]:
    """The century that a story tells of is not said again: after 1798 the men of '98 are those of 1798."""
    told: list[Timex] = []
    here: int | None = None
    for timex in found:
        expression = timex.reading.expression
        if here is not None and isinstance(expression, Fixed) and leaves_century(text, timex):
            expression = msgspec.structs.replace(expression, year=_nearest(expression.year, here))
        elif (
            here is not None
            and isinstance(expression, Years)
            and _APOSTROPHE.search(text, timex.start, timex.end)
        ):
            expression = msgspec.structs.replace(expression, first=_nearest(expression.first, here))
        elif isinstance(expression, Fixed):
            here = expression.year
        if expression is not timex.reading.expression:
            told.append(timex.saying(expression))
        else:
            told.append(timex)
    return told


AHEAD = 20
"""No report tells in two digits of a year so far ahead."""


def before_long(text: str, found: Sequence[Timex], year: int) -> list[Timex]:
    """In a report written in ``year``, "the campaign of '54" is the last year of those digits that is not far ahead."""
    return [
        timex.saying(msgspec.structs.replace(expression, year=expression.year - 100))
        if isinstance(expression := timex.reading.expression, Fixed)
        and expression.year > year + AHEAD
        and leaves_century(text, timex)
        else timex
        for timex in found
    ]


_APOSTROPHE = re.compile(r"['’]\d0s")


def _nearest(year: int, here: int) -> int:
    """The year with the same last two digits that lies nearest to another; before Christ, that very year."""
    if here < 1:
        return 1 - year % 100
    return year + 100 * round((here - year) / 100)


def recalled(says: Phrases, text: str, found: Sequence[Timex], *, narrative: bool) -> list[Timex]:
    """What "had" happened in a month was over by then: behind March 1846, "she had died in November" is of 1845.

    A story counts back from where it is, a report from the month or day with a year that is the last time before.
    """
    if not says.had_then.search(text):
        return list(found)
    told = list(found)
    then: Expression | None = None
    before: Timex | None = None
    for index, timex in enumerate(found):
        bare = timex.reading.expression
        if before and not narrative and parted(text, before, timex):
            then = None  # another sentence of a report looks back from its news
        before = timex
        if then and isinstance(bare, Nearest) and _is_recalled_there(says, text, timex, bare.what):
            told[index] = timex.saying(Last(bare.what, then, included=True))
        if says.compares(text, timex.start):
            continue  # "was lower than in January 2015, and had been overcome in March"
        if isinstance(bare, Fixed):
            then = Running() if narrative else bare if bare.within else None
        elif not narrative:
            then = None
    return told


def counted_out(says: Phrases, text: str, found: Sequence[Timex]) -> list[Timex]:
    """A day that is counted from the last whole date of a report is of that date's year, however long ago that was:
    "came on 26 February 2017. … Two days after the raid, on 28 February, …".
    """
    told = list(found)
    then: Fixed | None = None
    for index, timex in enumerate(found):
        day = timex.reading.expression
        if then and then.within and isinstance(day, Nearest) and day.what.field == "day":
            start = days_from_civil(then.year, int(then.within.value), then.within.day)
            for count in _counts(says, text, found, index):
                year, *rest = civil_from_days(start + count)
                if rest == [day.what.value, day.what.day]:
                    day = Fixed(year, day.what)
                    told[index] = timex.saying(day)
                    break
        if isinstance(day, Fixed) and day.within and day.within.field == "day":
            then = day
    return told


def _counts(says: Phrases, text: str, found: Sequence[Timex], index: int) -> Iterator[int]:
    """How many days on from another a day is told to be, by a length right before or behind it in its sentence."""
    timex = found[index]
    for other in (*found[max(0, index - 1) : index], *found[index + 1 : index + 2]):
        if parted(text, *sorted((other, timex), key=lambda each: each.start)):
            continue
        expression = other.reading.expression
        if isinstance(expression, Shift) and expression.what.grain in _DAYS:
            yield expression.count * _DAYS[expression.what.grain]  # "three days later, on 1 March"
            continue
        amount = expression.amount if isinstance(expression, Period) else "P1D"
        length = _IN_DAYS.fullmatch(amount)
        if length and (counted := says.counted.match(text, other.end)):
            days = int(length[1]) * (7 if length[2] == "W" else 1)
            yield days if counted["after"] else -days


_DAYS = {Grain.DAY: 1, Grain.WEEK: 7}
_IN_DAYS = re.compile(r"P(\d{1,3})([DW])")


def _is_recalled_there(says: Phrases, text: str, timex: Timex, what: Repeating) -> bool:
    yearly = what.field in ("month", "day", "season")
    return (
        yearly
        and says.had_in.search(text, max(0, timex.start - 90), timex.start) is not None
        and had(says, text, timex)
    )


class Course(NamedTuple):
    """How the years of a story follow each other: by index of the time expression."""

    asides: frozenset[int]
    """Times that the story mentions without going there."""
    ahead: dict[int, int]
    """The next year that the text names, for each time that names none."""


NO_COURSE = Course(frozenset(), {})


def course(says: Phrases, text: str, found: Sequence[Timex]) -> Course:
    """The course of a story, from the years that it names.

    A year is an aside when the next year named is back where the story was and the year is far off ("the paper,
    declassified in 2005, …") or named in the middle of a sentence ("which held out until February 1945").
    """
    return _Course(says, text, found).run()


class _Course:
    """Goes from year to year."""

    def __init__(self, says: Phrases, text: str, found: Sequence[Timex]) -> None:
        self.says, self.text, self.found = says, text, found
        self.years = [
            (index, date.year)
            for index, timex in enumerate(found)
            if isinstance(date := day_of(timex.reading.expression), Fixed)
        ]
        self.foretold = {
            index
            for index, timex in enumerate(found)
            if _tells_what_came_of_it(says, text, timex) and not _names_its_year(self._next(index))
        }
        self.passing = {
            index: told
            for index, _ in self.years
            if (told := _is_in_passing(says, text, found[index], self._next(index))) is not None
        }
        """Years that only say who or which one is meant, and whether they may be ones to come."""

    def _next(self, index: int) -> Sequence[Timex]:
        """What follows an expression, if anything does."""
        return self.found[index + 1 : index + 2]

    def run(self) -> Course:
        """The asides, and the next year for what names none."""
        out = self.foretold | {
            index for index, timex in enumerate(self.found) if self._is_beside(timex, self._next(index))
        }
        telling = [year for index, year in self.years if index not in self.passing]
        ahead: dict[int, int] = {}
        here: int | None = None
        done = told_of = last = 0
        for place, (index, year) in enumerate(self.years):
            if here is not None:
                here += _years_on(self.found[last + 1 : index])
            last = index
            told_of += index not in self.passing
            if self._ends_range(index):
                out.add(index)
            if here is not None and self._stays(place, here, telling[told_of : told_of + LOOK_ON]):
                out.add(index)
            else:
                here = year
            if index in out:
                continue
            if done or len(self.years) >= SURELY:  # a text that names a year or two may yet be no story
                ahead.update(dict.fromkeys(range(done, index), year))
            elif index and not parted(self.text, self.found[index - 1], self.found[index]):
                ahead[index - 1] = year  # "under siege since 18 May when it fell on 4 July 1863"
            done = index
        return Course(frozenset(out), ahead)

    def _is_beside(self, timex: Timex, following: Sequence[Timex]) -> bool:
        """Whether a time only tells what was before where the story is."""
        says, text, expression = self.says, self.text, timex.reading.expression
        if looks_back(expression):
            related = text.startswith(",", timex.end) and _in_relative(says, text, timex)
            if related or not counted_from(says, text, timex, following):
                return True
        return (
            (isinstance(expression, Years) and had(says, text, timex))
            or _had_been_done(says, text, timex, following)
            or _is_term(says, text, timex, following)
        )

    def _ends_range(self, index: int) -> bool:
        """Whether a year names the end of what follows, which begins with the year before it: "1914-*18*"."""
        before, timex = self.found[index - 1] if index else None, self.found[index]
        ranged = before and before.rule == "year" and self.text[before.end : timex.start] in ("-", "–", "—")
        return bool(ranged) and timex.rule in ("year", "last year of several")

    def _stays(self, place: int, here: int, later: list[int]) -> bool:
        """Whether a story that has come to ``here`` only mentions a year; ``later`` are the next ones that tell."""
        index, year = self.years[place]
        timex, following = self.found[index], self._next(index)
        if _heads_entry(self.text, timex):
            return False
        if index in self.foretold or (index in self.passing and (year < here or self.passing[index])):
            return True
        if any(_is_years_later(each.reading.expression) for each in following):
            return False
        if _names_its_year(following) and not parted(self.text, timex, following[0]):
            return False  # "sold abroad from 1855 and won a prize *that year*"
        if abs(year - here) > LIFETIME:
            later = [told for told in later if told != year]  # "as in 1614. The rules of 1614 …"
        after, goes_on = _after(here, year, later), self._goes_on(index, back=year < here)
        if after is None:
            return not goes_on and _is_far_end(self.says, self.text, timex, year - here)
        if not _is_aside(here, year, after, goes_on) or _begins_chapter(self.text, timex, following):
            return False
        goes_back = _goes_back(year, here, later) and _opens_clause(self.says, self.text, timex.start)
        return not goes_back and not self._is_inside(place)

    def _goes_on(self, index: int, *, back: bool) -> bool:
        """Whether a year opens its sentence, or what follows is told from it; not one that is gone ``back`` to and says which is meant."""
        timex = self.found[index]
        if back and self.says.of_year.search(self.text, max(0, timex.start - 4), timex.start):
            return False  # "the border of 1941 was reached on 26 March"
        return opens_sentence(self.text, timex.start) or _is_followed(self.text, timex, self._next(index))

    def _is_inside(self, place: int) -> bool:
        """Whether a year lies within a range of two that stands before it: "from 1912 to 1926 … in 1920"."""
        if place < _RANGE or not self.years[place - 2][1] < self.years[place][1] < self.years[place - 1][1]:
            return False
        (first, _), (last, _) = self.years[place - 2 : place]
        joint = self.found[first].end, self.found[last].start
        return self.says.range_joins.fullmatch(self.text, *joint) is not None


_RANGE = 2
"""Times that a range has."""


def sums_up(says: Phrases, text: str, first: Timex, last: Timex) -> bool:
    """Whether a sentence that says what something was tells of all its time: "*The mutiny was a revolt* that broke out in February 1919 and
    was put down in the autumn. On 3 February …".
    """
    if not isinstance(first.reading.expression, Fixed) or parted(text, first, last):
        return False
    return says.defines.search(text, max(0, first.start - 200), first.start) is not None


def wintered(says: Phrases, text: str, found: Sequence[Timex]) -> list[Timex]:
    """What comes behind a winter is of the next year: "came on 8 July 1932 and wintered there. In April …"."""
    told = list(found)
    for index in range(1, len(found)):
        bare = found[index].reading.expression
        gap = found[index - 1].end, found[index].start
        if not isinstance(bare, Nearest) or bare.what.field not in ("month", "day"):
            continue
        if gap[1] - gap[0] < SENTENCE_REACH and says.wintered.search(text, *gap):
            told[index] = found[index].saying(Next(bare.what, Running()))
    return told


_FIRST = 3
"""Among so many times, at most, is the day that a story is about."""
_ABOUT = 14
"""So many days before or behind it lies what is told of it by the day alone."""


def back_to_lead(text: str, found: Sequence[Timex]) -> list[Timex]:
    """A day that opens a section, and lies about the day that the whole story is about, is of its year, when what came before told of
    what led to it: "On 17 August 1954 the dam broke. … In 1949 … ¶ It began to rain on 14 August".
    """
    told = list(found)
    days = (each.reading.expression for each in found[:_FIRST])
    lead = next((day for day in map(day_of, days) if isinstance(day, Fixed) and is_day(day)), None)
    if lead is None:
        return told
    here = lead.year
    for index in range(1, len(found)):
        day = day_of(found[index].reading.expression)
        if isinstance(day, Fixed):
            here = day.year
        elif (
            isinstance(day, Nearest)
            and here < lead.year
            and PARAGRAPH.search(text, found[index - 1].end, found[index].start)
            and _is_about(lead, day.what)
        ):
            here = lead.year
            told[index] = found[index].saying(on_day(found[index].reading.expression, Fixed(here, day.what)))
    return told


def _is_about(lead: Fixed, what: Repeating) -> bool:
    """Whether a day lies within a fortnight of another, in its year."""
    if what.field != "day" or lead.within is None or not lead.within.day or not what.day:
        return False
    one, two = (days_from_civil(lead.year, int(day.value), day.day) for day in (lead.within, what))
    return abs(one - two) <= _ABOUT


def _years_on(found: Sequence[Timex]) -> int:
    """So many years a story goes on that names none: "four years later", "the following year"."""
    return sum(shift.count for timex in found if _is_years_later(shift := timex.reading.expression))


def _is_years_later(expression: Expression) -> TypeGuard[Shift]:
    """Whether a time is years on from the one before it: "two years later", "the following year"."""
    return isinstance(expression, Shift) and is_later(expression) and expression.what == _YEAR


_YEAR = Unit(Grain.YEAR)


def _is_in_passing(says: Phrases, text: str, timex: Timex, following: Sequence[Timex]) -> bool | None:
    """Whether a year that only says who or which one is meant may be one to come; ``None`` where it tells more.

    Of the past alone are "the treaty *of 1839*", "a veteran of *the 1833 campaign*", "the worst storm *since 1801*", "Brill
    (*1887*-1936)" and what "had" been. "The last of them, *who died in 1894*, left a diary" may tell what is to come.
    """
    later = _only_says_which(says, text, timex, following)
    return None if later is not None and counted_from(says, text, timex, following) else later


def _only_says_which(says: Phrases, text: str, timex: Timex, following: Sequence[Timex]) -> bool | None:
    """The same, whatever is counted on from it."""
    if in_passing(says, text, timex):
        return True
    if _ends_relative(says, text, timex):
        return False
    low = max(0, timex.start - 80)
    if any(text.find(word, low, timex.start) >= 0 for word in says.later_words) and says.from_later.search(
        text, low, timex.start
    ):
        return True
    which = says.which_one.search(text, max(0, timex.start - 16), timex.start)
    if which and (which["it"] or says.is_named.match(text, timex.end)):
        return False
    inserted = says.inserted_ends.match(text, timex.end) and says.inserted.search(
        text, max(0, timex.start - 90), timex.start
    )
    return False if inserted or _is_recalled(says, text, timex, following) else None


def _is_far_end(says: Phrases, text: str, timex: Timex, leap: int) -> bool:
    """Whether the last year that a text names lies far back, or is how long something lasted: "which stood until 1995"."""
    if leap < -FAR:
        return True
    if text.startswith(says.then, timex.end):
        return False  # "until 1995, when it was pulled down"
    if says.not_until.search(text, max(0, timex.start - 90), timex.start):
        return False  # "was not rebuilt until 1851"
    return leap > FAR and says.until.search(text, max(0, timex.start - 20), timex.start) is not None


def _tells_what_came_of_it(says: Phrases, text: str, timex: Timex) -> bool:
    """Whether a clause looks ahead of its story, or is true at any time.

    "Vost, who was to die in 1920"; "agreed that it would end on 11 November"; "the season, which begins in October".
    """
    low = max(0, timex.start - 120)
    return bool(
        says.looking_on.search(text, low, timex.start) and says.came_of_it.search(text, low, timex.start)
    )


_OPENING = re.compile(r"(?:^|[.!?][\"'”’)]*\s+|\n\s*)(?:[A-Z]\w*\s+)?(?:\w+\s+)?$")


def opens_sentence(text: str, start: int) -> bool:
    """Whether a time opens its sentence: "In 1943, …"; there a story goes to it."""
    return _OPENING.search(text, max(0, start - 24), start) is not None


def _opens_clause(says: Phrases, text: str, start: int) -> bool:
    """Whether a time opens its sentence or a clause of it: "…, and in 1904 a commission gave them away"."""
    return (
        opens_sentence(text, start) or says.opening_clause.search(text, max(0, start - 24), start) is not None
    )


_CHAPTER = re.compile(r"\n\s*(?:[A-Z]\w*\s+)?$")


def _begins_chapter(text: str, timex: Timex, following: Sequence[Timex]) -> bool:
    """Whether a paragraph begins with a time and goes on from it: "In 1914 the fleet lay in harbour. In December …"."""
    return any(
        isinstance(after.reading.expression, Nearest) and not PARAGRAPH.search(text, timex.end, after.start)
        for after in following
    ) and bool(_CHAPTER.search(text, max(0, timex.start - 12), timex.start))


_ENTRY = re.compile(r"(?:^|\n)[^\w\n]{0,4}$")
_ENTRY_ENDS = re.compile(r"[ *_)\]]{0,3}(?:[.:–—]|-(?!\d))\s|[^\w\n]{0,2}\n")


def _heads_entry(text: str, timex: Timex) -> bool:
    """Whether a year stands over an entry of a chronicle, which tells of that year: "1871. Chicago. On 8 October …"."""
    if timex.rule != "year" or not _ENTRY_ENDS.match(text, timex.end):
        return False
    return _ENTRY.search(text, max(0, timex.start - 5), timex.start) is not None


def _is_followed(text: str, timex: Timex, following: Sequence[Timex]) -> bool:
    """Whether what follows is told from a time.

    "Encouraged by April 1915, they joined on May 23"; "in autumn 1876, and again the following January"; "in May of that
    year".
    """
    return any(
        (_is_told_on(after.reading.expression) and not parted(text, timex, after))
        or _is_of_that_year(after.reading.expression)
        or (_is_day(timex.reading.expression) and _is_counted_on(after.reading.expression))
        for after in following
    )


def _is_told_on(expression: Expression) -> bool:
    """Whether a time may be told from the one before it: "May 23", "the following January", "six years later"."""
    return is_later(expression) or isinstance(expression, Nearest | Next)


def counted_from(says: Phrases, text: str, timex: Timex, following: Sequence[Timex]) -> bool:
    """Whether the same sentence counts on from a time: "had marched in May and joined them *a month later*"."""
    return any(
        (is_later(after.reading.expression) or _is_hour_of(says, text, timex, after))
        and not parted(text, timex, after)
        for after in following
    )


def counts_on(text: str, timex: Timex, after: Timex) -> bool:
    """Whether a time is told from the one before it in its sentence: "came in 1928; it was handed back *the following year*".

    Nothing is from a decade: "had built two in the 1860s and promised a third by the following year".
    """
    from_decade = isinstance(timex.reading.expression, Years)
    return is_later(after.reading.expression) and not from_decade and not parted(text, timex, after)


def _is_hour_of(says: Phrases, text: str, timex: Timex, after: Timex) -> bool:
    """Whether an hour is one of the day that its clause has named: "had begun nineteen days earlier, on a feast, *at 2 p.m.*"."""
    hour = after.reading.expression
    undated = isinstance(hour, Clock | Daypart) and hour.base == UNDATED
    return undated and says.clause_ends.search(text, timex.end, after.start) is None


def is_later(expression: Expression) -> bool:
    """Whether a time is counted on from another: "six years later"."""
    return isinstance(expression, Shift) and expression.count > 0 and isinstance(expression.base, Previous)


def had(says: Phrases, text: str, timex: Timex) -> bool:
    """Whether a past perfect tells a time: "the lower house had passed it the previous Thursday"."""
    low = max(0, timex.start - 90)
    if text.find(says.had_word, low, timex.start) < 0:
        return False
    return says.had.search(text, low, timex.start) is not None and not says.had_before.search(
        text, low, timex.start
    )


def _is_term(says: Phrases, text: str, timex: Timex, following: Sequence[Timex]) -> bool:
    """Whether a time only says before when something was done, or was to be: "had orders to take the town *before the new year*".

    But what opens its sentence tells when: "Before 1914 the town was rich. In August …".
    """
    if opens_sentence(text, timex.start):
        return False
    before = says.before_then.search(text, max(0, timex.start - 24), timex.start) is not None
    return before and not counted_from(says, text, timex, following)


def _had_been_done(says: Phrases, text: str, timex: Timex, following: Sequence[Timex]) -> bool:
    """Whether a day or month opens what had been done by then: "On 1 September the tanks had taken a town".

    Unless its paragraph counts on from it: "On 1 September they had taken a town. The next day …".
    """
    bare = timex.reading.expression
    if not isinstance(bare, Nearest) or not says.had_done.match(text, timex.end):
        return False
    if not says.on_had.search(text, max(0, timex.start - 12), timex.start):
        return False
    return not any(
        is_later(day_of(after.reading.expression)) and not PARAGRAPH.search(text, timex.end, after.start)
        for after in following
    )


def had_in_passing(says: Phrases, text: str, timex: Timex, following: Sequence[Timex]) -> bool:
    """Whether a past perfect only says who somebody is: "The council, which had bought the block in 1986, …".

    What its sentence counts on from that time goes on from there: "which had left in 1904, returned two years later".
    """
    if not in_passing(says, text, timex) or not had(says, text, timex):
        return False
    return all(
        "," in text[timex.end : after.start]
        and (parted(text, timex, after) or not isinstance(after.reading.expression, Shift))
        for after in following
    )


def _is_recalled(says: Phrases, text: str, timex: Timex, following: Sequence[Timex]) -> bool:
    """Whether a past perfect tells a time that nothing is counted on from: "the fleet had left in October 1904, and was …"."""
    if had_in_passing(says, text, timex, following):
        return True
    if any(
        (_is_counted_on(after.reading.expression) and _may_count(timex, after))
        or _is_of_that_year(after.reading.expression)
        for after in following
    ):
        return False
    if counted_from(says, text, timex, following):
        return False
    return had(says, text, timex)


def _may_count(timex: Timex, after: Timex) -> bool:
    """Whether a time may be counted on from another: days are counted from a day."""
    return isinstance(after.reading.expression, Next) or _is_day(timex.reading.expression)


def _is_day(expression: Expression) -> bool:
    date = day_of(expression)
    return isinstance(date, Fixed) and date.within is not None and date.within.field == "day"


def _is_counted_on(expression: Expression) -> bool:
    """ "two days later", "the next day": of the day named before; "the following January": of any time."""
    if isinstance(expression, Next):
        return isinstance(expression.base, Previous)
    return isinstance(expression, Shift) and expression.base == Previous(Grain.DAY) and expression.count > 0


def _names_its_year(following: Sequence[Timex]) -> bool:
    """Whether what follows goes on in the year of a time: "where it smouldered until 1930. *In that year* …"."""
    return any(_is_of_that_year(after.reading.expression) for after in following)


def _is_of_that_year(expression: Expression) -> bool:
    match expression:
        case This(Unit(Grain.YEAR), Previous()):
            return True
        case Within(_, base):
            return _is_of_that_year(base)
    return False


def _after(here: int | None, year: int, following: list[int]) -> int | None:
    """The next year that tells whether a story has leapt to a year or stays where it was; else the very next one."""
    if here is not None and abs(year - here) > FAR:
        for later in following:
            if year <= later <= year + FAR or here <= later <= here + FAR:
                return later
    return following[0] if following else None


def _goes_back(year: int, here: int, following: list[int]) -> bool:
    """Whether a story takes up what led to where it is: "In 1904 …. In 1909 …" behind a first look at the war of 1912."""
    return year < here - FAR and following[:1] != [] and year < following[0] < here


def _is_aside(here: int, year: int, after: int, goes_on: bool) -> bool:
    """A year that the story leaves again for the one it was in: a far leap, or one in the middle of a sentence."""
    if abs(year - here) > FAR and abs(after - here) < abs(after - year):
        return True
    return not goes_on and (here <= after < year or year < here <= after)


_MAY_LOOK_BACK = (Last, Shift, Daypart)


def looks_back(expression: Expression) -> bool:
    """ "two years earlier", "the previous April": what came before is recalled, and the story stays where it is."""
    if not isinstance(expression, _MAY_LOOK_BACK):
        return False
    if isinstance(expression, Daypart):  # "the night before the battle"
        expression = expression.base
    if isinstance(expression, Shift):  # "three days before 24 April 1916" is told outright
        return expression.count < 0 and not isinstance(expression.base, Fixed)
    return isinstance(expression, Last)
