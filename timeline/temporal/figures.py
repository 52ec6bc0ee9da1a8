"""What a report on sums compares: its quarter, and the same one of the year before.

Each refiner is one function with one reason.
"""

from __future__ import annotations

from itertools import pairwise

import msgspec

from timeline.civil import Grain
from timeline.temporal import stops
from timeline.temporal.beside import Figures
from timeline.temporal.days import is_month, weekday_of
from timeline.temporal.expression import (
    Dct,
    Expression,
    Fixed,
    Last,
    Nearest,
    Period,
    Previous,
    Repeating,
    Reported,
    ReportedIn,
    Running,
    Shift,
    This,
    Unit,
    Within,
    is_earlier,
)
from timeline.temporal.joints import parted
from timeline.temporal.tagger import Timex

_SAME_QUARTER = Shift(Unit(Grain.QUARTER), -4, Reported())


_SAME_MONTH = Shift(Unit(Grain.MONTH), -12, Previous(Grain.MONTH))


_YEAR_BEFORE = Shift(Unit(Grain.YEAR), -1)


_YEAR_EARLIER = Shift(Unit(Grain.YEAR), -1, Previous(Grain.YEAR))


_YEAR_AGO = (_YEAR_BEFORE, _YEAR_EARLIER)


_COMPARISONS = {*_YEAR_AGO, _SAME_QUARTER}


def compare_periods(says: Figures, text: str, found: list[Timex]) -> list[Timex]:
    """A report compares its period with the same one: "up from $10 million a year earlier", "9.9 % in May, a year ago"."""
    if not any(
        timex.reading.expression in _COMPARISONS or timex.rule in (_OF_YEAR, _MONTH_OF_YEAR)
        for timex in found
    ):
        return found
    quarters = [timex.start for timex in found if _is_quarter(timex.reading.expression)]
    reports = bool(quarters)
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
        near = same != _SAME_QUARTER or any(abs(timex.start - at) < _REPORTED_NEAR for at in quarters)
        comparison = _compared(says, text, timex, told, same if near else None)
        if ago and comparison.reading.expression == _YEAR_EARLIER:
            comparison = timex.saying(_YEAR_BEFORE)  # "5 a year ago … compared with a year earlier"
        if apart and told and comparison.reading.expression == _SAME_MONTH:
            month = _of_figures(told.reading.expression)
            comparison = timex.saying(msgspec.structs.replace(_SAME_MONTH, base=month))
        compared.append(comparison)
        ago = expression == _YEAR_BEFORE and text.endswith(says.ago, timex.start, timex.end)
        # "2.8 percent the month before and 3 percent a year earlier" than the month told of
        if _is_compared(says, text, told, timex):
            apart = True
        elif not (expression in _COMPARISONS or is_earlier(expression)):
            told, apart = timex, False
    return compared


def _of_figures(month: Expression) -> Expression:
    """The month that figures are of, which is the latest of its name."""
    return Last(month.what, Dct(), included=True) if isinstance(month, Nearest) else month


def _is_compared(says: Figures, text: str, told: Timex | None, timex: Timex) -> bool:
    """Whether a month is only what another is compared with: "fell to 4 percent in May from 6 percent in April"."""
    return (
        told is not None
        and is_month(told.reading.expression)
        and is_month(timex.reading.expression)
        and says.compared.fullmatch(text, told.end, timex.start) is not None
    )


_OF_YEAR = "the period of a year"
_MONTH_OF_YEAR = "the same month of a year"
_LONGER = {"P6M", "P9M"}


def _compared(says: Figures, text: str, timex: Timex, before: Timex | None, same: Expression | None) -> Timex:
    expression = timex.reading.expression
    if timex.rule == _MONTH_OF_YEAR and before and isinstance(expression, Fixed):
        month = before.reading.expression
        return (
            timex.saying(Fixed(expression.year, month.what))
            if isinstance(month, Nearest) and is_month(month)
            else timex
        )
    if timex.rule == _OF_YEAR and same == _SAME_QUARTER and isinstance(expression, Fixed):
        return timex.saying(ReportedIn(expression.year))
    if expression not in _COMPARISONS:
        return timex
    words = text[timex.start : timex.end].lower()
    if expression in _YEAR_AGO and words.endswith(says.earlier):
        if not says.money.search(text, max(0, timex.start - 60), timex.start):
            return timex
        if before and is_month(before.reading.expression) and not parted(text, before, timex):
            return timex.saying(_SAME_MONTH)
        years = expression == _YEAR_EARLIER and before and _is_year(before.reading.expression)
        if years and before and not parted(text, before, timex):
            return timex  # "a loss of 93 million for 2012, against a profit of 41 million a year earlier"
        if same:
            return timex.saying(same)
    elif expression == _SAME_QUARTER and same != _SAME_QUARTER and says.quarter not in words:
        return timex.saying(_YEAR_EARLIER if words.endswith(says.then_earlier) else _YEAR_BEFORE)
    return timex


def _is_year(expression: Expression) -> bool:
    return isinstance(expression, Fixed) and expression.within is None


_REPEATING = (Nearest, Within)
_REPORTED = (Reported, ReportedIn)


def _is_quarter(expression: Expression) -> bool:
    if isinstance(expression, _REPEATING):
        return expression.what.field == "quarter"
    if isinstance(expression, Fixed):
        return expression.within is not None and expression.within.field == "quarter"
    return isinstance(expression, _REPORTED)


_REPORTED_NEAR = 800
"""So far off, at most, stands the quarter that a sum "a year ago" is of."""
_NEAR = 200
"""A bare half or quarter is one of a year where a sum stands so near: "profit in the first half rose to $3 million"."""


def drop_halves(says: Figures, text: str, found: list[Timex]) -> list[Timex]:
    """The second half is one of a year in a report on sums, and else one of a match; a quarter is one where a match is told of."""
    return [
        timex
        for timex in found
        if not (
            isinstance(what := timex.reading.expression, Nearest)
            and what.what.field in ("quarter", "half")
            and _of_a_game(says, text, timex, what.what)
        )
    ]


def _of_a_game(says: Figures, text: str, timex: Timex, what: Repeating) -> bool:
    around = max(0, timex.start - _NEAR), timex.end + _NEAR
    if text[timex.start] in says.short or says.money.search(text, *around):
        return False
    return what.field == "half" or says.game.search(text, *around) is not None


_THE_YEAR = This(Unit(Grain.YEAR), Running())


_ENDED = "the quarter that ended"


def keep_quarter(text: str, found: list[Timex]) -> list[Timex]:
    """Where a report has named its quarter by number, "the quarter ended 31 July" is that one, of the firm's own year."""
    if _ENDED not in [timex.rule for timex in found]:
        return found
    first = next((timex.start for timex in found if _is_quarter(timex.reading.expression)), len(text))
    return [
        timex.saying(Reported()) if timex.rule == _ENDED and timex.start > first else timex for timex in found
    ]


def year_of_its_day(says: Figures, text: str, found: list[Timex]) -> list[Timex]:
    """A quarter that a firm numbers is one of the year of its last day: "the fiscal fourth quarter ended June 30", told in July."""
    told = list(found)
    for index, (timex, after) in enumerate(pairwise(found)):
        quarter, day = timex.reading.expression, after.reading.expression
        if not isinstance(quarter, Nearest) or quarter.what.field != "quarter":
            continue
        if not says.ended.fullmatch(text, timex.end, after.start):
            continue
        if isinstance(day, Fixed):
            told[index] = timex.saying(Fixed(day.year, quarter.what))
        elif isinstance(day, Nearest) and day.what.field in ("day", "month"):
            year = This(Unit(Grain.YEAR), Last(day.what, Dct(), included=True))
            told[index] = timex.saying(Within(quarter.what, year))
    return told


def is_of_firm(expression: Expression) -> bool:
    """Whether a time is a quarter of a firm's own year, which may have a number that the calendar has yet to come to."""
    return isinstance(expression, Within) and expression.what.field == "quarter"


def year_of_figures(says: Figures, text: str, found: list[Timex]) -> list[Timex]:
    """The year of a report on its last quarter is that of the quarter, but for what is foretold: "For *the year*, sales fell"."""
    if _THE_YEAR not in [timex.reading.expression for timex in found]:
        return found
    told: Timex | None = None
    years = list(found)
    for index, timex in enumerate(found):
        expression = timex.reading.expression
        if _is_quarter(expression) and not (told and is_earlier(expression)):
            told = timex
        elif told and expression == _THE_YEAR and timex.start - told.end < _REPORTED_NEAR:
            ahead = says.foretold.search(text, max(0, timex.start - _NEAR), timex.start)
            if not (ahead or says.foretells.match(text, timex.end, timex.end + _NEAR)):
                years[index] = timex.saying(_year_of(told.reading.expression))
    return years


def _year_of(quarter: Expression) -> Expression:
    """The year in which a quarter lies."""
    if isinstance(quarter, Fixed):
        return Fixed(quarter.year, None)
    named = Last(quarter.what, Dct(), included=True) if isinstance(quarter, Nearest) else quarter
    return This(Unit(Grain.YEAR), named)


def time_told_of(says: Figures, text: str, found: list[Timex]) -> list[Timex]:
    """What happened "during the year" or "for the month" is of the year or month told of right before, if that is over: "sold 54 in 2019.
    Costs rose during the year".
    """
    if {_THE_YEAR, _THE_MONTH}.isdisjoint(timex.reading.expression for timex in found):
        return found
    told = list(found)
    before: Timex | None = None
    """The last time before that compares nothing."""
    for index, timex in enumerate(found):
        last = before
        if not (timex.reading.expression in _COMPARED_WITH or is_earlier(timex.reading.expression)):
            before = timex
        if last is None or timex.start - last.end > _TOLD or stops.count(text, last.end, timex.start) > 1:
            continue
        then = _told_before(timex.reading.expression, last.reading.expression)
        during = then and says.during.search(text, max(0, timex.start - 12), timex.start)
        if not during or says.compared.search(text, max(0, last.start - 40), last.start):
            continue
        ahead = says.foretold.search(text, max(0, timex.start - _NEAR), timex.start)
        if then and not (ahead or says.foretells.match(text, timex.end, timex.end + _NEAR)):
            told[index] = timex.saying(then)
    return told


def _told_before(whole: Expression, before: Expression) -> Expression | None:
    """The year or month that the time before says, where the other is "the year" or "the month"."""
    if whole == _THE_YEAR and isinstance(before, Fixed):
        return Fixed(before.year, None)
    if whole == _THE_YEAR:
        return before if before == _YEAR_BEFORE else None
    if whole != _THE_MONTH:
        return None
    return _of_figures(before) if is_month(before) or before == _MONTH_BEFORE else None


_COMPARED_WITH = (_YEAR_EARLIER, _SAME_QUARTER, _SAME_MONTH, Shift(Unit(Grain.MONTH), -12))
_TOLD = 300
"""So far off, at most, stands the year or month that goes on."""
_THE_MONTH = This(Unit(Grain.MONTH), Running())
_MONTH_BEFORE = Shift(Unit(Grain.MONTH), -1)


def count_from_figures(text: str, found: list[Timex]) -> list[Timex]:
    """ "A month earlier" is told from the month of the figures, and not from the day on which they came; so is "the prior week".

    "Jobs rose in July, the department said Friday, from 9.2 percent a month earlier."
    """
    counted = list(found)
    for index, timex in enumerate(found):
        if index < 2:
            continue
        if timex.reading.expression == _WEEK_BEFORE and (week := _week_of_figures(text, found[:index])):
            counted[index] = timex.saying(msgspec.structs.replace(_WEEK_BEFORE, base=week))
        if timex.reading.expression != _MONTH_EARLIER:
            continue
        figures, came = found[index - 2 : index]
        month = figures.reading.expression
        near = stops.count(text, figures.end, timex.start) <= 1
        if near and is_month(month) and weekday_of(came.reading.expression):
            counted[index] = timex.saying(msgspec.structs.replace(_MONTH_EARLIER, base=_of_figures(month)))
    return counted


def _week_of_figures(text: str, found: list[Timex]) -> Expression | None:
    """The week of the sentence that ends with the day on which its figures came, if any."""
    *before, came = found[-_LOOKS_BACK:]
    if not weekday_of(came.reading.expression):
        return None
    weeks = (
        figures.reading.expression
        for figures in reversed(before)
        if not parted(text, figures, came) and _is_week(figures.reading.expression)
    )
    return next(weeks, None)


def _is_week(expression: Expression) -> bool:
    return isinstance(expression, Shift | This) and expression.what == Unit(Grain.WEEK)


_LOOKS_BACK = 4
"""Among so many times are those of the sentence before."""
_WEEK_BEFORE = Shift(Unit(Grain.WEEK), -1, Previous(Grain.WEEK))
_MONTH_EARLIER = Shift(Unit(Grain.MONTH), -1, Previous(Grain.MONTH))
