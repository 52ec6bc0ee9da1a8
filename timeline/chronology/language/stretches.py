"""Stretches of time that a date ends: "in *the three months to October*" is August to October."""

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
_FAR = 16
"""So many characters stand between a length and its end, at most."""


def stretched(
    text: str, resolutions: Sequence[Resolution], dating: Iterable[Resolution], words: Lexicon
) -> list[Resolution]:
    """The expressions that date something, those that end a length told before them with the whole of it.

    Their words and values stay those of the end.
    """
    lengths = {
        end.start: length.value
        for length, end in pairwise(resolutions)
        if length.type == "DURATION"
        and length.value is not None
        and end.start - length.end <= _FAR
        and text[length.end : end.start].strip().lower() in words.roles.stretching
    }
    return [_to_end(each, lengths[each.start]) if each.start in lengths else each for each in dating]


def _to_end(end: Resolution, length: str) -> Resolution:
    """An expression with the whole length of time that it ends, where both are known."""
    told, when = _LENGTH.fullmatch(length), end.interval
    if told is None or when is None or when.end is None or when.grain not in (Grain.DAY, Grain.MONTH):
        return end
    begin = shift_day(when.end // DAY, _GRAINS[told[2]], -int(told[1])) * DAY
    whole = Interval(begin, when.end, when.grain)
    return replace(end, interval=whole, edtf=to_edtf(whole))
