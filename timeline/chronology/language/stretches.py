"""Stretches of time that a date ends ("in *the three months to October*" is August to October), and the day before midnight."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec.structs import replace

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
    """The expressions that date something, those that end a length told before them with the whole of it.

    What was before midnight was on the day that it ends. Words and values stay as they were told.
    """
    lengths = {
        end.start: length.value
        for length, end in pairwise(resolutions)
        if length.type == "DURATION"
        and length.value is not None
        and end.start - length.end <= _FAR
        and text[length.end : end.start].strip().lower() in words.roles.stretching
    }
    told = (_to_end(each, lengths[each.start]) if each.start in lengths else each for each in dating)
    return [
        _of_its_day(each) if (each.value or "").endswith(_MIDNIGHT) and _is_up_to(text, each, words) else each
        for each in told
    ]


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


def _to_end(end: Resolution, length: str) -> Resolution:
    """An expression with the whole length of time that it ends, where both are known."""
    told, when = _LENGTH.fullmatch(length), end.interval
    if told is None or when is None or when.end is None or when.grain not in (Grain.DAY, Grain.MONTH):
        return end
    begin = shift_day(when.end // DAY, _GRAINS[told[2]], -int(told[1])) * DAY
    whole = Interval(begin, when.end, when.grain)
    return replace(end, interval=whole, edtf=to_edtf(whole))
