"""How expressions of time stand beside each other: in one list or range, in one sentence or in two."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.temporal.expression import Clock
from timeline.temporal.tagger import Timex

_JOINED = re.compile(r"\s*(?:[-–—/,]|and|or|to|into|until|till|through|,\s*and)\s*(?:the\s+)?", re.IGNORECASE)
_UP_TO = re.compile(r"\s*(?:to|into|until|till|through|[-–—])\s*(?:the\s+)?", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+(?:the\s+)?", re.IGNORECASE)
ON = re.compile(r"\s*\)?\s*,?\s+on\s+|\s*\)\s*,?\s+", re.IGNORECASE)
"""What stands between an hour and its day: "at 5 p.m. (1500 GMT) on Sunday"."""
PARAGRAPH = re.compile(r"\n\s*\n")
_STOP = re.compile(r"[.!?][\"”’')]*\s+[A-Z“\"]|" + PARAGRAPH.pattern)


GAP = 12
"""So much text stands between the times of one list or range, at most."""


def opens(text: str, timex: Timex) -> bool:
    """Whether a time only says when something began: "since late last year"."""
    return text[max(0, timex.start - 6) : timex.start].lower() == "since "


def joined(text: str, left: Timex, right: Timex) -> bool:
    """Whether two expressions stand in one list or range: "May 4 and 5", "from March to June"."""
    return right.start - left.end <= GAP and _JOINED.fullmatch(text, left.end, right.start) is not None


def parted(text: str, left: Timex, right: Timex) -> bool:
    """Whether a sentence ends between two expressions."""
    return next(_stops(text, left.end, right.start), None) is not None


def stops(text: str, low: int, high: int) -> int:
    """How many sentences or paragraphs end between two places.

    >>> stops("Gen. Lee left. He died.", 0, 20)
    1
    """
    return sum(1 for _ in _stops(text, low, high))


def _stops(text: str, low: int, high: int) -> Iterator[re.Match[str]]:
    return ends(_STOP, text, low, high + 1)


_SHORT = frozenset(
    [
        "Mr.",
        "Mrs.",
        "Ms.",
        "Messrs.",
        "Dr.",
        "Prof.",
        "Rev.",
        "Sen.",
        "Rep.",
        "Gov.",
        "Gen.",
        "Adm.",
        "Maj.",
        "Capt.",
        "Cmdr.",
        "Col.",
        "Lt.",
        "Sgt.",
        "St.",
        "Pres.",
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


def ranged(text: str, left: Timex, right: Timex) -> bool:
    """Whether one time is the beginning and the other the end of a range: "from March to June", "between May 4 and 6"."""
    if not joined(text, left, right):
        return False
    if _UP_TO.fullmatch(text, left.end, right.start):
        return True
    between = text[max(0, left.start - 12) : left.start].lower().split()[-1:] == ["between"]
    return between and _AND.fullmatch(text, left.end, right.start) is not None


def on_one_side(text: str, left: Timex, right: Timex) -> bool:
    """Whether what says on which side of the anchor one lies says it of the other: lists, and an hour with its day."""
    return joined(text, left, right) or (
        isinstance(left.reading.expression, Clock)
        and right.start - left.end <= GAP
        and ON.fullmatch(text, left.end, right.start) is not None
    )
