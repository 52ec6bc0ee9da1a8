"""Where sentences end, by the text alone; a word that is written short ends none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from timeline.temporal.data import Table, fitted, read

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


class Short(Table, frozen=True):
    """``short.toml``, which says what its words are."""

    titles: frozenset[str]
    capitals: frozenset[str]
    others: frozenset[str]
    words: frozenset[str]
    hours: frozenset[str]
    of_hour: re.Pattern[str]


@cache
def short(lang: str = "en") -> Short:
    """What a language writes short."""
    return fitted(read(lang, "short"), Short)


@cache
def _before_names() -> frozenset[str]:
    return short().others | {f"{title.capitalize()}." for title in short().titles}


def ends(stop: re.Pattern[str], text: str, low: int, high: int) -> Iterator[re.Match[str]]:
    """The ends of sentences: no title, initial, month or hour that is written short ("Gen. Lee", "3 p.m. Monday") is one."""
    for end in stop.finditer(text, low, high):
        at = end.start() + 1
        word = text[max(at - 8, 0) : at].rsplit(maxsplit=1)[-1] if text[at - 1] == "." else ""
        if word in _before_names() or (len(word) == 2 and word[0].isupper()):
            continue
        if not (word in short().hours and short().of_hour.match(text, at)):
            yield end
