"""What an expression means beside a length of time, and before midnight.

"In *the three months to October*" is August to October, "in *the first nine months of 2015*" January to September; what was
"shortly before midnight on Sunday" was on Sunday.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec.structs import replace

from timeline.chronology.language.dating import range_of
from timeline.chronology.language.lexicon import Lexicon
from timeline.civil import DAY, Grain, Interval
from timeline.model import Resolution
from timeline.temporal.calendar import shift_day
from timeline.temporal.edtf import to_edtf

_LENGTH = re.compile(r"P(\d{1,3})([YMWD])")
_GRAINS = {"Y": Grain.YEAR, "M": Grain.MONTH, "W": Grain.WEEK, "D": Grain.DAY}
_MIDNIGHT = "T24:00"
_FAR = 16
"""So many characters stand between a length and its end, at most."""


def stretched(
    text: str, resolutions: Sequence[Resolution], dating: Iterable[Resolution], words: Lexicon
) -> list[Resolution]:
    """The expressions that date something, with the times that they mean; words and values stay as they were told."""
    before = {
        each.start: length for length, each in pairwise(resolutions) if length.type in ("DURATION", "DATE")
    }
    told = [_told(text, each, before.get(each.start), words) for each in dating]
    for n, (term, end) in enumerate(pairwise(told)):
        if end.start - term.end > _FAR:
            continue
        between = text[term.end : end.start].strip().lower()
        if between in words.roles.stretching and (length := _term_of(text, term, end, words)):
            told[n : n + 2] = _whole(term, _to_end(end, length))
        elif between in YEAR_AND_YEAR and term.grain is Grain.YEAR is end.grain:
            told[n : n + 2] = _whole(term, _both(term, end))
    return told


YEAR_AND_YEAR = ("/", "-", "–")
"""Between two years that are told as one: "2014/15"."""


def _term_of(text: str, term: Resolution, end: Resolution, words: Lexicon) -> str | None:
    """How long a time is that its last day or month tells: "*the year* to 30 June", "its *first quarter* ended 31 July"."""
    if text[term.start : term.end].lower() in words.roles.terms:
        return "P1Y"
    return "P3M" if term.grain is Grain.QUARTER and not _ends_with(term, end) else None


def _ends_with(term: Resolution, end: Resolution) -> bool:
    """Whether a time ends as another does: the quarter ended 30 September is one of the calendar."""
    one, other = term.interval, end.interval
    return one is not None and other is not None and one.end == other.end


def _whole(term: Resolution, whole: Resolution) -> tuple[Resolution, Resolution]:
    """A time and what tells of it beside it, both as the whole of it."""
    return replace(term, interval=whole.interval, edtf=whole.edtf), whole


def _both(first: Resolution, last: Resolution) -> Resolution:
    """The second of two years that are told as one, as both."""
    one, other = first.interval, last.interval
    if one is None or other is None or one.start is None or other.end is None or other.end <= one.start:
        return last
    return replace(
        last, interval=Interval(one.start, other.end, Grain.YEAR), edtf=range_of(first.edtf, last.edtf)
    )


def _told(text: str, date: Resolution, length: Resolution | None, words: Lexicon) -> Resolution:
    """An expression with the time that it means beside the length of time told before it, if any."""
    if length is not None and date.start - length.end <= _FAR:
        between = text[length.end : date.start].strip().lower()
        if length.type == "DATE":
            return _from_start(date, length, words) if between in words.roles.opening else date
        if between in words.roles.stretching:
            return _to_end(date, length.value)
        if between in words.roles.parting:
            first = length.text.lower().startswith(words.roles.first_of)
            last = length.text.lower().startswith(words.roles.last_of)
            return _part(date, length.value, first=first) if first or last else date
    if (date.value or "").endswith(_MIDNIGHT) and _is_up_to(text, date, words):
        return _of_its_day(date)
    return date


def _is_up_to(text: str, midnight: Resolution, words: Lexicon) -> bool:
    """Whether something was before a midnight: "shortly before midnight", "by midnight"."""
    before = text[max(0, midnight.start - _FAR) : midnight.start].lower().split()[-1:]
    return not {*words.roles.before, *words.clauses.open_until}.isdisjoint(before)


def _of_its_day(midnight: Resolution) -> Resolution:
    """A midnight as the day that it ends."""
    when = midnight.interval
    if when is None or when.start is None:
        return midnight
    day = Interval(when.start - DAY, when.start, Grain.DAY)
    return replace(midnight, interval=day, edtf=to_edtf(day))


def _to_end(end: Resolution, length: str | None) -> Resolution:
    """An expression with the whole length of time that it ends, where both are known."""
    told, when = _LENGTH.fullmatch(length or ""), end.interval
    if told is None or when is None or when.end is None:
        return end
    if when.grain not in (Grain.DAY, Grain.MONTH, Grain.YEAR) or when.grain > _GRAINS[told[2]]:
        return end
    begin = shift_day(when.end // DAY, _GRAINS[told[2]], -int(told[1])) * DAY
    return _as(end, begin, when.end, when.grain)


def _from_start(begin: Resolution, period: Resolution, words: Lexicon) -> Resolution:
    """A day with the whole year that it begins: "in the year *beginning 1 April*"."""
    when = begin.interval
    own = period.text.lower().split()[0] in words.clauses.determiner  # not "last year beginning in May"
    if (
        not own
        or period.grain is not Grain.YEAR
        or when is None
        or when.start is None
        or when.grain not in (Grain.DAY, Grain.MONTH)
    ):
        return begin
    return _as(begin, when.start, shift_day(when.start // DAY, Grain.YEAR, 1) * DAY, when.grain)


def _part(whole: Resolution, length: str | None, *, first: bool) -> Resolution:
    """A month or year with its first or last part of a length, where that is shorter than the whole."""
    told, when = _LENGTH.fullmatch(length or ""), whole.interval
    if told is None or when is None or when.start is None or when.end is None or whole.mod is not None:
        return whole
    grain, count = _GRAINS[told[2]], int(told[1])
    if grain >= when.grain or when.grain not in (Grain.MONTH, Grain.YEAR):
        return whole
    begin, end = when.start, when.end
    if first:
        end = shift_day(begin // DAY, grain, count) * DAY
    else:
        begin = shift_day(end // DAY, grain, -count) * DAY
    inside = when.start <= begin < end <= when.end
    return _as(whole, begin, end, Grain.MONTH if grain is Grain.MONTH else Grain.DAY) if inside else whole


def _as(told: Resolution, begin: int, end: int, grain: Grain) -> Resolution:
    when = Interval(begin, end, grain)
    return replace(told, interval=when, edtf=_from_to(when))


def _from_to(when: Interval) -> str | None:
    """The first and the last month or day of a time: the three months to August are no summer.

    >>> _from_to(Interval(Interval.of_day(2016, 6, 1).start, Interval.of_day(2016, 8, 31).end, Grain.MONTH))
    '2016-06/2016-08'
    """
    assert when.start is not None and when.end is not None
    ends = (when.start, when.start + DAY), (when.end - DAY, when.end)
    first, last = (to_edtf(Interval(start, end, Grain.DAY)) or "" for start, end in ends)
    if when.grain is Grain.YEAR:
        first, last = first[:-6], last[:-6]
    elif when.grain is Grain.MONTH:
        first, last = first.rpartition("-")[0], last.rpartition("-")[0]
    return range_of(first, last)
