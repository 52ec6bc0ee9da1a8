"""Dates in words, in the page's language, with the precision of the text and not a day more.

Babel knows the calendar's words; what it has no words for ("early June", "week of", "about") are interface
strings. Years outside 1000 to 9999 are written by way of a year with the same calendar, 400 years being one
turn of it.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cached_property
from gettext import NullTranslations
from typing import Literal

import msgspec

from timeline.civil import (
    DAY,
    HOUR,
    Grain,
    Interval,
    civil_from_days,
    days_from_civil,
    iso_day,
    iso_year,
    weekday,
)
from timeline.publishing.i18n import catalogue, locale_name
from timeline.publishing.text import line

Shape = Literal["dot", "bar", "long", "since", "by"]
Part = Literal["", "early", "mid", "late"]


class When(msgspec.Struct, frozen=True, kw_only=True, cache_hash=True):
    """A date as a page shows it.

    ``words`` is the date in full, ``short`` the form for a margin. ``datetime`` is a value that HTML's ``<time>``
    can hold, or ``None``; ``edtf`` what it cannot. ``shape`` is the mark on the spine: a dot for a moment or a
    day, a bar for a week or month, a long one for what is coarser, ``since`` and ``by`` for open ends; ``soft``
    is "about".
    """

    words: str
    short: str
    datetime: str | None
    edtf: str | None
    shape: Shape
    soft: bool
    dated: bool = True
    """Whether there is a date at all."""


class Dates:
    """Writes dates in one language; every answer is remembered, since events share their days.

    >>> dates = Dates("en")
    >>> dates.when(Interval.of_day(2016, 12, 11), "2016-12-11").words
    'Sunday 11 December 2016'
    >>> dates.when(Interval(None, Interval.of_day(2016, 12, 11).end, Grain.DAY), "../2016-12-11").words
    'by Sunday 11 December 2016'
    """

    def __init__(self, language: str, strings: NullTranslations | None = None) -> None:
        from babel import Locale

        self._locale = Locale.parse(locale_name(language))
        strings = strings or catalogue(language)
        self._, self._in = strings.gettext, strings.pgettext
        self._memo: dict[tuple[Interval | None, str | None], When] = {}
        self._formatted: dict[tuple[str, int, str | None], str] = {}

    def when(self, interval: Interval | None, edtf: str | None) -> When:
        """The date of an event or mention. ``edtf`` adds its qualifiers: ``~`` is about, ``?`` is perhaps."""
        found = self._memo.get((interval, edtf))
        if found is None:
            found = self._memo[interval, edtf] = self._when(interval, line(edtf) if edtf else None)
        return found

    def day(self, second: int, *, short: bool = False) -> str:
        """One civil day: ``Sunday 11 December 2016`` or ``Sun 11 Dec 2016``."""
        number = second // DAY
        if number < GREGORIAN:
            return self._format(self._patterns["short day" if short else "long"], number)
        return self._format(self._patterns["short" if short else "full"], number)

    def iso(self, value: str, *, short: bool = False) -> str:
        """A day or minute in ISO 8601 (as ``Article.modified`` has it) in words; itself where it is none."""
        match = re.match(r"(\d{4})-(\d\d)-(\d\d)", value)
        if not match:
            return line(value)
        year, month, day = map(int, match.groups())
        try:
            dt.date(year, month, day)
        except ValueError:
            return line(value)
        return self.day(days_from_civil(year, month, day) * DAY, short=short)

    def month(self, year: int, month: int) -> str:
        """``March 2015``."""
        return self._format(self._patterns["month"], days_from_civil(year, month, 1))

    def month_name(self, month: int) -> str:
        """``March``, as it stands alone under its year."""
        return str(self._locale.months["stand-alone"]["wide"][month])

    def month_in_brief(self, month: int) -> str:
        """``Mar``."""
        return str(self._locale.months["stand-alone"]["abbreviated"][month])

    def day_of_year(self, number: int) -> str:
        """A day number without its year: ``11 Dec``."""
        return self._format(self._patterns["short day of year"], number)

    def year(self, year: int) -> str:
        """``2015``, ``AD 79``, ``500 BC``."""
        return self._with_era(str(year if year > 0 else 1 - year), year)

    def years(self, first: int, last: int) -> str:
        """``1914–1918``, ``AD 66–70``, ``50–44 BC``, ``27 BC – AD 14``."""
        if first == last:
            return self.year(first)
        if first <= 0 < last:
            return f"{self.year(first)} – {self.year(last)}"
        return self._with_era(f"{first}–{last}" if first > 0 else f"{1 - first}–{1 - last}", first)

    # --- how it is done ---

    @cached_property
    def _patterns(self) -> dict[str, str]:
        locale = self._locale
        skeletons = locale.datetime_skeletons
        full, long = str(locale.date_formats["full"].pattern), str(locale.date_formats["long"].pattern)
        short = str(skeletons["yMMMEd"].pattern)
        if locale.language == "en":  # a margin and a sentence read better without this comma
            full, short = full.replace("EEEE, d", "EEEE d"), short.replace("E, d", "E d")
        return {
            "full": full,
            "long": long,
            "short": short,
            "short day": str(skeletons["yMMMd"].pattern),
            "month": str(skeletons["yMMMM"].pattern),
            "short month": str(skeletons["yMMM"].pattern),
            "day of year": str(skeletons.get("MMMMd", skeletons["MMMd"]).pattern),
            "short day of year": str(skeletons["MMMd"].pattern),
            "month of year": "MMMM",
            "short month of year": "MMM",
            "quarter": str(skeletons["yQQQQ"].pattern),
        }

    @cached_property
    def _eras(self) -> tuple[str, str]:
        """Before Christ, and after."""
        eras = self._locale.eras["abbreviated"]
        return str(eras[0]), str(eras[1])

    def _with_era(self, numbers: str, year: int) -> str:
        """A year, or several, with the era: nobody doubts it from 1000 on. English puts AD first."""
        if year >= 1000:
            return numbers
        before, after = self._eras
        if year <= 0:
            return f"{numbers} {before}"
        return f"{after} {numbers}" if self._locale.language == "en" else f"{numbers} {after}"

    def _format(self, pattern: str, number: int, *, day: str | None = None) -> str:
        """A day number by a CLDR pattern; ``day`` stands in for the day of the month (``10–11``)."""
        key = pattern, number, day
        found = self._formatted.get(key)
        if found is None:
            found = self._formatted[key] = self._write(*key)
        return found

    def _write(self, pattern: str, number: int, day: str | None) -> str:
        from babel.dates import format_date

        year, month, of_month = civil_from_days(number)
        if day is None and of_month == 1 and self._first_of(1) != "1":
            day = self._first_of(1)
        if day is not None:
            pattern = _DAY_FIELD.sub(lambda m: "'" + day.replace("'", "''") + "'", pattern, count=1)
        if 1000 <= year <= 9999:
            return str(format_date(dt.date(year, month, of_month), pattern, locale=self._locale))
        proxy = dt.date(6000 + year % 400, month, of_month)
        return str(format_date(proxy, pattern, locale=self._locale)).replace(str(proxy.year), self.year(year))

    def _first_of(self, of_month: int) -> str:
        """A day of a month as it is written; French tells the first from the others."""
        return "1er" if of_month == 1 and self._locale.language == "fr" else str(of_month)

    def _when(self, interval: Interval | None, edtf: str | None) -> When:
        _ = self._
        if interval is None or (interval.start is None and interval.end is None):
            return When(
                words=_("no date"),
                short=_("no date"),
                datetime=None,
                edtf=None,
                shape="dot",
                soft=False,
                dated=False,
            )
        if interval.start is None or interval.end is None:
            return self._open(interval, edtf)
        words, short = self._span(interval, edtf), self._span(interval, edtf, short=True)
        about, perhaps = _qualifiers(edtf)
        if about and not _is_part(interval):  # "early June" says it already
            words, short = _("about %s") % words, _("about %s") % short
        if perhaps:
            words, short = _("perhaps %s") % words, _("perhaps %s") % short
        value = None if about or perhaps else html_value(interval)
        return When(
            words=words,
            short=short,
            datetime=value,
            edtf=None if value else edtf,
            shape=_shape(interval),
            soft=about or perhaps,
        )

    def _open(self, interval: Interval, edtf: str | None) -> When:
        """A date that is open on one side: since its first unit, or by its last one."""
        _, by = self._, interval.start is None
        bound = (edtf or "").split("/")[-1 if by else 0]
        vague = _qualifiers(bound)[0] and interval.grain <= Grain.YEAR
        unit = _last(interval, vague=vague) if by else _first(interval, vague=vague)
        if interval.grain >= Grain.CENTURY:
            form = _("by the %s") if by else _("since the %s")
        elif vague and not _is_part(unit):
            form = _("by about %s") if by else _("since about %s")
        else:
            form = _("by %s") if by else _("since %s")
        return When(
            words=form % self._span(unit, bound),
            short=form % self._span(unit, bound, short=True),
            datetime=None,
            edtf=edtf,
            shape="by" if by else "since",
            soft=False,
        )

    def _span(self, interval: Interval, edtf: str | None, *, short: bool = False) -> str:
        """A closed interval in the words of its grain."""
        start, end, grain = interval.start, interval.end, interval.grain
        assert start is not None and end is not None
        if grain < Grain.DAYPART:
            return self._clock(start, end, grain, short)
        if grain == Grain.DAYPART:
            return self._daypart(start, end, short)
        first, last = start // DAY, (end - 1) // DAY
        if grain == Grain.DAY:
            return self._days(first, last, short)
        if grain == Grain.WEEK and last - first == 6:
            return self._("week of %s") % self._days(first, last, short, self._in("week", "–"))
        if grain == Grain.WEEKEND and first < last:
            return self._("weekend of %s") % self._days(first, last, short, self._in("week", "–"))
        if grain <= Grain.WEEK:
            return self._days(first, last, short)
        return self._coarse(first, last, grain, edtf, short)

    def _coarse(self, first: int, last: int, grain: Grain, edtf: str | None, short: bool) -> str:
        """Months and what is longer."""
        from_year, from_month, from_day = civil_from_days(first)
        to_year, to_month, _to_day = civil_from_days(last)
        whole_months = from_day == 1 and civil_from_days(last + 1)[2] == 1
        if grain == Grain.MONTH:
            pattern = self._patterns["short month" if short else "month"]
            one = self._format(pattern, first)
            if (from_year, from_month) == (to_year, to_month):
                return one if whole_months else self._early_or_late(one, _part_of(first, last, grain))
            if from_year == to_year:
                one = self._format(self._patterns["short month of year" if short else "month of year"], first)
            return f"{one} – {self._format(pattern, last)}"
        if grain == Grain.SEASON:
            return self._season(from_year, from_month, to_year, edtf)
        if grain == Grain.QUARTER and whole_months and last - first < 93:
            return self._format(self._patterns["quarter"], first)
        if grain == Grain.HALF and whole_months and last - first < 185:
            half = self._("first half of %s") if from_month == 1 else self._("second half of %s")
            return half % self.year(from_year)
        return self._years(first, last, grain)

    def _years(self, first: int, last: int, grain: Grain) -> str:
        """A year, a decade, a century, a millennium, a part of one, or a run of several."""
        length = _YEARS.get(grain, 1)
        from_year, to_year = civil_from_days(first)[0], civil_from_days(last)[0]
        base = _frame(from_year, to_year, length)
        if base is None or (length == 10 and -9 < base < 10):  # no decade is called "the 0s"
            return self.years(from_year, to_year)
        part = _part_of(first, last, grain)
        if length == 1:
            return self._early_or_late(self.year(base), part)
        name = self._period(base, length, part)
        last_year = base + length - 1
        return name if last_year >= 1000 else f"{name} {self._eras[last_year > 0]}"

    def _period(self, base: int, length: int, part: Part) -> str:
        """A decade, century or millennium, or a part of it, without its era."""
        _, language = self._, self._locale.language
        if length == 10:
            decade = base if base > 0 else (1 - base) // 10 * 10
            decades = {"": _("the %ss"), "early": _("early %ss"), "mid": _("mid-%ss"), "late": _("late %ss")}
            return decades[part] % (_decade(decade) if language == "ar" else decade)
        number = (base if base >= 0 else -base) // length + 1
        if length == 100:
            centuries = {
                "": _("%s century"),
                "early": _("early %s century"),
                "mid": _("mid-%s century"),
                "late": _("late %s century"),
            }
            return centuries[part] % _ordinal(number, language)
        return self._early_or_late(_("%s millennium") % _ordinal(number, language), part)

    def _early_or_late(self, name: str, part: Part) -> str:
        _ = self._
        return {"": "%s", "early": _("early %s"), "mid": _("mid-%s"), "late": _("late %s")}[part] % name

    def _season(self, year: int, month: int, to_year: int, edtf: str | None) -> str:
        coded = re.match(r"-?\d{4,}-(2[1-4])", edtf or "")
        index = int(coded[1]) - 21 if coded else {3: 0, 4: 0, 6: 1, 7: 1, 9: 2, 10: 2}.get(month, 3)
        _ = self._
        names = (_("spring %s"), _("summer %s"), _("autumn %s"), _("winter %s"))
        if year >= 1000 and to_year != year and to_year % 100:
            return names[index] % f"{year}/{to_year % 100:02}"
        return names[index] % self.years(year, to_year)

    def _days(self, first: int, last: int, short: bool, joint: str = "–") -> str:
        """One day, or days from one to another, said with what joins them: ``5–11 May``, ``du 5 au 11 mai``."""
        if first == last:
            return self.day(first * DAY, short=short)
        long = self._patterns["short day" if short else "long"]
        from_year, from_month, from_day = civil_from_days(first)
        to_year, to_month, to_day = civil_from_days(last)
        if (from_year, from_month) == (to_year, to_month):
            dot = "." if "d." in long else ""
            return self._format(long, last, day=f"{self._first_of(from_day)}{dot}{joint}{to_day}")
        opening = (
            self._patterns["short day of year" if short else "day of year"] if from_year == to_year else long
        )
        joint = joint if joint != "–" else " – "
        return f"{self._format(opening, first)}{joint}{self._format(long, last)}"

    def _clock(self, start: int, end: int, grain: Grain, short: bool) -> str:
        from babel.dates import format_time

        def at(second: int) -> str:
            minutes = second % DAY // 60
            return str(format_time(dt.time(minutes // 60, minutes % 60), "short", locale=self._locale))

        day = self._days(start // DAY, start // DAY, short)
        timed = self._("%(day)s, %(time)s")
        span = {Grain.SECOND: 60, Grain.MINUTE: 60, Grain.HOUR: HOUR}[grain]
        if end - start <= span:
            return timed % {"day": day, "time": at(start)}
        if (end - 1) // DAY == start // DAY or end - start <= DAY // 2:
            return timed % {"day": day, "time": f"{at(start)}–{at(end % DAY)}"}
        until = timed % {"day": self._days(end // DAY, end // DAY, short), "time": at(end)}
        return f"{timed % {'day': day, 'time': at(start)}} – {until}"

    def _daypart(self, start: int, end: int, short: bool) -> str:
        first, last, _ = start // DAY, (end - 1) // DAY, self._
        if first != last:
            return _("night of %s") % self._days(first, last, short, self._in("night", "–"))
        day, opens, closes = self._days(first, first, short), start % DAY // HOUR, (end - first * DAY) / HOUR
        middle = (opens + closes) / 2
        if closes - opens > 14:
            return day
        for until, part in (
            (5.6, _("%s, in the night")),
            (11.8, _("%s, morning")),
            (13.1, _("%s, midday")),
            (17.6, _("%s, afternoon")),
            (20.9, _("%s, evening")),
        ):
            if middle <= until:
                return part % day
        return _("%s, night") % day


GREGORIAN = days_from_civil(1582, 10, 15)
"""Before this day the world had other weekdays than this calendar, carried back, gives: none is named."""
_DAY_FIELD = re.compile(r"(?<![A-Za-z'])d+(?![A-Za-z'])")


def _part(offset: int, span: int, whole: int) -> Part:
    """Early, mid or late, by where a part lies in its whole; nothing where it is nearly all of it.

    >>> _part(0, 10, 31), _part(0, 31, 31)
    ('early', '')
    """
    middle = (offset + span / 2) / whole
    if span / whole > 0.8:
        return ""
    return "early" if middle < 0.4 else "late" if middle > 0.6 else "mid"


def _qualifiers(edtf: str | None) -> tuple[bool, bool]:
    """Approximate and uncertain, as EDTF marks them."""
    value = edtf or ""
    return "~" in value or "%" in value, "?" in value or "%" in value


def _part_of(first: int, last: int, grain: Grain) -> Part:
    """Which part of its month, or of its year, decade, century or millennium, a run of days is."""
    span = last - first + 1
    if grain == Grain.MONTH:
        return _part(civil_from_days(first)[2] - 1, span, 31)
    length = _YEARS.get(grain, 1)
    base = _frame(civil_from_days(first)[0], civil_from_days(last)[0], length)
    if base is None:
        return ""
    opens, closes = days_from_civil(base, 1, 1), days_from_civil(base + length, 1, 1)
    return _part(first - opens, span, closes - opens)


def _is_part(interval: Interval) -> bool:
    """Whether an interval is told as the early, middle or late part of something.

    >>> _is_part(Interval.of_day(2016, 12, 11))
    False
    """
    assert interval.start is not None and interval.end is not None
    if interval.grain not in (Grain.MONTH, Grain.YEAR, *_YEARS):
        return False
    first, last = interval.start // DAY, (interval.end - 1) // DAY
    if interval.grain == Grain.MONTH and civil_from_days(first)[:2] != civil_from_days(last)[:2]:
        return False
    return bool(_part_of(first, last, interval.grain))


def _first(interval: Interval, *, vague: bool) -> Interval:
    """The first unit of an interval whose end is open; of a vague one that begins within a month or a year, the third
    of it that begins there.
    """
    start, grain = interval.start, interval.grain
    assert start is not None
    if length := _YEARS.get(grain):
        return _turn(civil_from_days(start // DAY)[0], length, grain)
    whole = _whole(start, grain)
    if vague and whole and whole[0] < start:
        return Interval(start, min(start + _THIRDS[grain] * DAY, whole[1]), grain)
    return Interval(start, _unit_end(start, grain), grain)


def _last(interval: Interval, *, vague: bool) -> Interval:
    """The last unit of an interval whose start is unknown; of a vague one that ends within a month or a year, the third
    of it that ends there.
    """
    assert interval.end is not None
    last, grain = (interval.end - 1) // DAY, interval.grain
    year, month, _ = civil_from_days(last)
    whole = _whole(interval.end - 1, grain)
    if vague and whole and interval.end < whole[1]:
        return Interval(max(interval.end - _THIRDS[grain] * DAY, whole[0]), interval.end, grain)
    if length := _YEARS.get(grain):
        return _turn(year, length, grain)
    if months := _MONTHS.get(grain):
        year, month = divmod(year * 12 + month - months, 12)
        return Interval(days_from_civil(year, month + 1, 1) * DAY, interval.end, grain)
    if days := _DAYS.get(grain):
        return Interval((last + 1 - days) * DAY, (last + 1) * DAY, grain)
    return Interval(last * DAY, (last + 1) * DAY, Grain.DAY)


_THIRDS = {Grain.MONTH: 10, Grain.YEAR: 121}
"""Days of the early, the middle and the late part."""


def _whole(second: int, grain: Grain) -> tuple[int, int] | None:
    """Where the month or year that holds a moment begins and ends; nothing for other grains."""
    if grain not in _THIRDS:
        return None
    year, month, _ = civil_from_days(second // DAY)
    start = days_from_civil(year, month if grain == Grain.MONTH else 1, 1) * DAY
    return start, _unit_end(start, grain)


_DAYS = {Grain.WEEKEND: 2, Grain.WEEK: 7}
_MONTHS = {Grain.MONTH: 1, Grain.SEASON: 3, Grain.QUARTER: 3, Grain.HALF: 6, Grain.YEAR: 12}
_YEARS = {Grain.DECADE: 10, Grain.CENTURY: 100, Grain.MILLENNIUM: 1000}


def _unit_end(start: int, grain: Grain) -> int:
    if months := _MONTHS.get(grain):
        year, month, _ = civil_from_days(start // DAY)
        year, month = divmod(year * 12 + month - 1 + months, 12)
        return days_from_civil(year, month + 1, 1) * DAY
    if grain < Grain.DAYPART:
        return start + 60
    return (start // DAY + _DAYS.get(grain, 1)) * DAY


def _frame(from_year: int, to_year: int, length: int) -> int | None:
    """The first year of the decade, century or millennium that holds all these years; nothing where none does.

    Centuries are said both ways, 1801 to 1900 and 1800 to 1899, but before Christ one way: 500 to 401 BC is the 5th
    century, 499 to 490 BC are the 490s.

    >>> _frame(1867, 1900, 100), _frame(-499, -400, 100), _frame(-498, -489, 10), _frame(-49, 50, 100)
    (1801, -499, -498, None)
    """
    shifts = (2 if length == 10 else 1,) if to_year <= 0 else (0,) if length == 10 else (0, 1)
    bases = [(from_year - shift) // length * length + shift for shift in shifts]
    return next((base for base in bases if to_year < base + length), None)


def _turn(year: int, length: int, grain: Grain) -> Interval:
    """The whole decade, century or millennium that holds a year."""
    base = _frame(year, year, length)
    assert base is not None
    return Interval(days_from_civil(base, 1, 1) * DAY, days_from_civil(base + length, 1, 1) * DAY, grain)


def _shape(interval: Interval) -> Shape:
    assert interval.start is not None and interval.end is not None
    days = (interval.end - interval.start) / DAY
    if interval.grain <= Grain.DAY and days <= 2:
        return "dot"
    return "bar" if days <= 31 else "long"


def html_value(interval: Interval) -> str | None:
    """What ``<time datetime>`` can hold, exactly: a minute, a day, a month, a year; ``None`` otherwise.

    >>> html_value(Interval.of_day(2016, 12, 11)), html_value(Interval.of_day(-499, 3, 1))
    ('2016-12-11', None)
    """
    start, end = interval.start, interval.end
    if start is None or end is None:
        return None
    year, month, day = civil_from_days(start // DAY)
    if not 1000 <= year <= 9999:  # HTML asks for four digits, and validators doubt what begins with nought
        return None
    if interval.grain in (Grain.MINUTE, Grain.SECOND) and end - start <= 60:
        return f"{iso_day(start)}T{start % DAY // HOUR:02}:{start % HOUR // 60:02}"
    if start % DAY or end % DAY:
        return None
    days = (end - start) // DAY
    if days == 1:
        return iso_day(start)
    if days == 7 and interval.grain == Grain.WEEK and weekday(start // DAY) == 1:
        iso = dt.date(year, month, day).isocalendar()
        return f"{iso.year:04}-W{iso.week:02}"
    if day == 1 and interval.grain == Grain.MONTH and end == _unit_end(start, Grain.MONTH):
        return f"{iso_year(year)}-{month:02}"
    if (month, day) == (1, 1) and interval.grain == Grain.YEAR and end == _unit_end(start, Grain.YEAR):
        return iso_year(year)
    return None


def _ordinal(number: int, language: str) -> str:
    """A century's number as the language writes it: 19th, 19., XIXe, XIX."""
    if language == "en":
        suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{suffix}"
    if language == "de":
        return f"{number}."
    if language in ("fr", "es") and number > 0:
        roman = _roman(number)
        return roman if language == "es" else "Ier" if number == 1 else f"{roman}e"
    if language == "ar" and 0 < number <= len(_ARABIC):
        return _ARABIC[number - 1]
    return str(number)


_UNITS = ("الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع")
_ARABIC = (
    *_UNITS,
    "العاشر",
    "الحادي عشر",
    *(f"{unit} عشر" for unit in _UNITS[1:]),
    "العشرين",
    *(f"{unit} والعشرين" for unit in ("الحادي", *_UNITS[1:])),
)
"""Arabic writes the number of a century in words."""
_TENS = ("عشرينيات", "ثلاثينيات", "أربعينيات", "خمسينيات", "ستينيات", "سبعينيات", "ثمانينيات", "تسعينيات")


def _decade(year: int) -> str:
    """A decade in Arabic: the nineties of the twentieth century; the first two of a century are numbered.

    >>> _decade(1990), _decade(2010)
    ('تسعينيات القرن العشرين', 'العقد الثاني من القرن الحادي والعشرين')
    """
    number = year % 100 // 10
    named = _TENS[number - 2] if number > 1 else f"العقد {_UNITS[number]} من"
    return f"{named} القرن {_ordinal(year // 100 + 1, 'ar')}"


def _roman(number: int) -> str:
    """Roman numerals.

    >>> _roman(19), _roman(4)
    ('XIX', 'IV')
    """
    out = ""
    for value, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            out, number = out + sign, number - value
    return out
