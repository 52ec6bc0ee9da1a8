"""Numerals that look like a date's and are none: versions, references, days on no calendar.

What is on no calendar is no time at all: better nothing than a month that nobody meant.
"""

from __future__ import annotations

import re

from timeline.temporal.beside import Numerals
from timeline.temporal.tagger import Timex

_TOO_MANY = r"(?:3[2-9]|[4-9]\d)"
_AFTER_MONTH = re.compile(rf"\s+(?:{_TOO_MANY}(?:,\s*\d{{4}}\b|\s*$)|\d{{5,}}\b)")
_INSIDE_SLASHES_BEFORE = re.compile(r"\d/-?\d{1,2}/$")
_INSIDE_SLASHES_AFTER = re.compile(r"/-?\d{1,2}/\d")
_YEAR_AFTER = re.compile(r"[-–](\d{4})\b")
_YEAR_BEFORE = re.compile(r"\b(\d{4})[-–]$")
_SENTENCE_STARTS = re.compile(r"(?:^|[.!?:\n\"“‘'(]\s*)$")


def drop_impossible(says: Numerals, text: str, found: list[Timex]) -> list[Timex]:
    """Keep what can be a time by the numerals around it."""
    return [
        timex for timex in found if not (timex.rule in _DOUBTS and _DOUBTS[timex.rule](says, text, timex))
    ]


def _no_month(says: Numerals, text: str, timex: Timex) -> bool:
    """32 August, August 32, 2014; "May not be correct"."""
    before = text[max(0, timex.start - 12) : timex.start]
    if says.before_month.search(before) or _AFTER_MONTH.match(text, timex.end):
        return True
    if text[timex.start : timex.end] != says.may:
        return False
    return bool(says.may_be.match(text, timex.end) and _SENTENCE_STARTS.search(before))


def _no_date(says: Numerals, text: str, timex: Timex) -> bool:
    """Version 1.10.30."""
    return bool(says.version.search(text, max(0, timex.start - 12), timex.start))


def _no_year(_: Numerals, text: str, timex: Timex) -> bool:
    """2012/80/10; 2012-1400, since years go forward."""
    if _INSIDE_SLASHES_BEFORE.search(text, max(0, timex.start - 6), timex.start):
        return True
    if _INSIDE_SLASHES_AFTER.match(text, timex.end):
        return True
    words = text[timex.start : timex.end]
    if not words.isdecimal():
        return False
    after = _YEAR_AFTER.match(text, timex.end)
    before = _YEAR_BEFORE.search(text, max(0, timex.start - 6), timex.start)
    return bool((after and int(after[1]) < int(words)) or (before and int(before[1]) > int(words)))


_DOUBTS = {
    "month": _no_month,
    "month year": _no_month,
    "numeric date": _no_date,
    "year": _no_year,
}
