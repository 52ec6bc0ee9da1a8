"""What the grammar's data cannot see: words that belong to another part of speech, and numerals that a scan has bent.

Each refiner is one function with one reason.
"""

from __future__ import annotations

import re

import msgspec

from timeline.temporal.expression import Every, Nearest, Next, Period, Reading
from timeline.temporal.tagger import Timex


def drop_bent(text: str, found: list[Timex]) -> list[Timex]:
    """A numeral that grows out of a letter is no date that one may trust: a scan's "l7 July" is not the 7th."""
    return [
        timex
        for timex in found
        if not (text[timex.start].isdigit() and timex.start and text[timex.start - 1].isalpha())
    ]


_WORD = len("over ")
"""So long are "last", "over" and "that", with the blank behind them."""


def _without_word(timex: Timex, reading: Reading | None = None) -> Timex:
    """The time behind the "last", "over" or "that" that seemed to belong to it."""
    return msgspec.structs.replace(timex, start=timex.start + _WORD, reading=reading or timex.reading)


_LASTS = re.compile(
    r"(?:(?<!\b[Tt]heir )(?<!\b[Ii]ts )(?<!\b[Hh]is )\b(?!(?:across|as|was|is|has|his|its|this|us|previous|various|les|vs|plus|its|las|los)\b)[a-z]{2,}[a-rt-z]s|\b(?:will|would|may|might|to)\b[^.,;:\n]{3,50}\band|\b(?:will|would|may|might|can|could|should|shall|must|to|not|did|does|do)|n['’]t) $",
    re.IGNORECASE,
)


def drop_verbs(text: str, found: list[Timex]) -> list[Timex]:
    """What "could last two weeks" names is two weeks, and not the last ones; "compared to last year" names last year."""
    return [
        _without_word(timex)
        if text.startswith("last ", timex.start)
        and isinstance(timex.reading.expression, Period)
        and _LASTS.search(text, max(0, timex.start - 60), timex.start)
        else timex
        for timex in found
    ]


_MORE = re.compile(
    r"(?:\b(?:for|in|within|after|of|lasts?|lasted|lasting|took|takes?|is|was|were|are|been|be|just|with|than|by|from|to|at|spent|waited|a|the|well|little|now|already|not)\s+|^)$",
    re.IGNORECASE,
)


_ENDED = re.compile(r"\b(?:was|were|is|are|be|been|all) $", re.IGNORECASE)


def drop_over(text: str, found: list[Timex]) -> list[Timex]:
    """ "Over" says how much more of a length that lasts ("for over two years"); not in "spread over two years", nor in
    "was over six days later".
    """
    return [
        _without_word(timex, msgspec.structs.replace(timex.reading, mod=None))
        if text.startswith("over ", timex.start) and _ended_or_spread(text, timex)
        else timex
        for timex in found
    ]


def _ended_or_spread(text: str, timex: Timex) -> bool:
    before = max(0, timex.start - 9), timex.start
    if isinstance(timex.reading.expression, Period):
        return not _MORE.search(text, *before)
    return _ENDED.search(text, *before) is not None


_OF_THAT_TIME = re.compile(
    r"(?:\b(?:on|in|of|by|since|until|till|during|before|after|and|from|late|early|later|for)|[.!?\n][\"”’]*|^)\s*$",
    re.IGNORECASE,
)


_PREDICATE = re.compile(r"['’]s\b|\s+(?:could|would|will|might|may|can|is|are|was|were|has|had)\b")


def drop_that(text: str, found: list[Timex]) -> list[Timex]:
    """What "worried that Friday could be bloody" names is Friday: here "that" only begins a clause."""
    return [
        _without_word(timex, timex.saying(Nearest(day.what)).reading)
        if text.startswith("that ", timex.start)
        and isinstance(day := timex.reading.expression, Next)
        and day.what.field == "weekday"
        and _PREDICATE.match(text, timex.end)
        and not _OF_THAT_TIME.search(text, max(0, timex.start - 12), timex.start)
        else timex
        for timex in found
    ]


_COUNTED = re.compile(
    r"(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|several)|\bmillion|\bbillion|\bdozens?|\bhundreds|\bthousands)(?: of)? (?:[a-z-]+ ){0,2}?(?:[a-z]{2,}s|people|men|women|children) $"
)


_GOES_ON_ELSE = re.compile(
    r"(?:\s+(?:after|before|ago|later|earlier|from|of|ahead|apart|into|since|behind|too|longer|(?:and|or) (?:an?|half|so|more|two))\b|['’-])",
    re.IGNORECASE,
)


def tell_rates(text: str, found: list[Timex]) -> list[Timex]:
    """What is counted "a day" comes round every day: "shows 100 million clips a day", but not "sold 40 cars a day later"."""
    return [
        msgspec.structs.replace(timex, reading=Reading("SET", Every(period.amount)))
        if timex.rule == "single duration"
        and isinstance(period := timex.reading.expression, Period)
        and text.startswith("a ", timex.start)
        and _COUNTED.search(text, max(0, timex.start - 50), timex.start)
        and not _GOES_ON_ELSE.match(text, timex.end)
        else timex
        for timex in found
    ]
