"""Years of two or three digits: a year only where a text names eras, or tells of such years all along."""

from __future__ import annotations

import re
from itertools import zip_longest

import msgspec

from timeline.temporal.beside import Beside
from timeline.temporal.expression import EraYear, Fixed, Nearest, Repeating, Within
from timeline.temporal.genre import tells_of_old
from timeline.temporal.tagger import Timex

_DIGITS = 3


def years_of_an_era(says: Beside, text: str, found: list[Timex]) -> list[Timex]:
    """A year of two or three digits is one only where eras are named: "264 BC … in 255 … in the spring of 241"; or where
    the text tells of such years without one: "in 410 … in 476".

    Before the first of them is named, its era is that of the text.
    """
    named = next((timex.reading.expression for timex in found if _is_of_an_era(timex)), None)
    ours = False
    if named is None:
        if not any(isinstance(timex.reading.expression, EraYear) for timex in found):
            return found
        ours = tells_of_old(says.genre, text)
        if not ours:
            return [timex for timex in found if not isinstance(timex.reading.expression, EraYear)]
    old = isinstance(named, Fixed) and named.year < 1
    told: list[Timex] = []
    for timex, following in zip_longest(found, found[1:]):
        expression = timex.reading.expression
        until = following.start if following else len(text)
        if isinstance(expression, EraYear) and (ours or (old and named is not None)):
            told.append(timex.saying(Fixed(1 - expression.number if old else expression.number)))
        elif (
            (old or ours)
            and isinstance(expression, Nearest)
            and (year := says.eras.its_year.match(text, timex.end, until))
            and (old or len(year[1]) == _DIGITS)
        ):
            told.append(_of_its_year(says, text, timex, expression.what, year, old=old))
        else:
            told.append(timex)
        if expression == named:
            named = None
    return told


def _of_its_year(
    says: Beside, text: str, timex: Timex, what: Repeating, year: re.Match[str], *, old: bool
) -> Timex:
    """A time and the year behind it: "the spring of 241", "24 August 410"; not what a number counts."""
    number = int(year[1])
    if old:
        dated = timex.saying(Within(what, EraYear(number)))
    elif says.eras.no_number.match(text, year.end()):
        dated = timex.saying(Fixed(number, what))
    else:
        return timex
    return msgspec.structs.replace(dated, end=year.end())


def _is_of_an_era(timex: Timex) -> bool:
    return "era" in timex.rule and not isinstance(timex.reading.expression, EraYear)
