"""Where sentences end, by the text alone; a word that is written short ends none."""

from __future__ import annotations

import re
from collections.abc import Iterator

PARAGRAPH = re.compile(r"\n\s*\n")
_STOP = re.compile(r"[.!?][\"”’')]*\s+[A-Z“\"]|" + PARAGRAPH.pattern)


def between(text: str, low: int, high: int) -> bool:
    """Whether a sentence or paragraph ends between two places."""
    return next(_stops(text, low, high), None) is not None


def count(text: str, low: int, high: int) -> int:
    """How many sentences or paragraphs end between two places.

    >>> count("Gen. Lee left. He died.", 0, 20)
    1
    """
    return sum(1 for _ in _stops(text, low, high))


def _stops(text: str, low: int, high: int) -> Iterator[re.Match[str]]:
    return ends(_STOP, text, low, high + 1)


TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "st",
        "gen",
        "col",
        "maj",
        "sgt",
        "capt",
        "cmdr",
        "adm",
        "lt",
        "rev",
        "prof",
        "sen",
        "rep",
        "gov",
        "messrs",
        "pres",
        "hon",
        "mt",
        "ft",
    ]
)
"""What is written short before a name, in small letters and without its stop."""
_SHORT = frozenset(f"{title.capitalize()}." for title in TITLES).union(
    [
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


def ends(stop: re.Pattern[str], text: str, low: int, high: int) -> Iterator[re.Match[str]]:
    """The ends of sentences: no title, initial, month or hour that is written short ("Gen. Lee", "3 p.m. Monday") is one."""
    for end in stop.finditer(text, low, high):
        at = end.start() + 1
        word = text[max(at - 8, 0) : at].rsplit(maxsplit=1)[-1] if text[at - 1] == "." else ""
        short = word in _SHORT or (len(word) == 2 and word[0].isupper())
        if not short and not (word in _HOUR and _OF_HOUR.match(text, at)):
            yield end
