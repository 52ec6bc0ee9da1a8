"""What the grammar's data cannot see: words that belong to another part of speech, and numerals that a scan has bent.

Each refiner is one function with one reason.
"""

from __future__ import annotations

import msgspec

from timeline.temporal.beside import Misread
from timeline.temporal.expression import Every, Fixed, Nearest, Next, Period, Reading, Shift
from timeline.temporal.tagger import Timex


def drop_bent(text: str, found: list[Timex]) -> list[Timex]:
    """A numeral that grows out of a letter is no date that one may trust: a scan's "l7 July" is not the 7th."""
    return [
        timex
        for timex in found
        if not (text[timex.start].isdigit() and timex.start and text[timex.start - 1].isalpha())
    ]


def _without(text: str, word: str, timex: Timex, reading: Reading | None = None) -> Timex:
    """The time behind the "last", "over" or "that" that seemed to belong to it, and behind the blanks between them."""
    rest = text[timex.start + len(word) : timex.end].lstrip()
    return msgspec.structs.replace(timex, start=timex.end - len(rest), reading=reading or timex.reading)


def drop_verbs(says: Misread, text: str, found: list[Timex]) -> list[Timex]:
    """What "could last two weeks" names is two weeks, and not the last ones; "compared to last year" names last year."""
    return [
        _without(text, says.last, timex)
        if text.startswith(says.last, timex.start)
        and isinstance(timex.reading.expression, Period)
        and says.lasts.search(text, max(0, timex.start - 60), timex.start)
        else timex
        for timex in found
    ]


def drop_over(says: Misread, text: str, found: list[Timex]) -> list[Timex]:
    """ "Over" says how much more of a length that lasts ("for over two years"); not in "spread over two years", nor in
    "was over six days later".
    """
    return [
        _without(text, says.over, timex, msgspec.structs.replace(timex.reading, mod=None))
        if text.startswith(says.over, timex.start) and _ended_or_spread(says, text, timex)
        else timex
        for timex in found
    ]


def _ended_or_spread(says: Misread, text: str, timex: Timex) -> bool:
    before = max(0, timex.start - 9), timex.start
    if isinstance(timex.reading.expression, Period):
        return not says.more.search(text, *before)
    return says.ended.search(text, *before) is not None


def drop_than(says: Misread, text: str, found: list[Timex]) -> list[Timex]:
    """What costs "28% more than a year earlier" is compared with a year earlier, and not with more than that."""
    return [
        _without(text, word, timex, msgspec.structs.replace(timex.reading, mod=None))
        if isinstance(timex.reading.expression, Shift)
        and (word := next(filter(lambda word: text.startswith(word, timex.start), says.than), ""))
        and says.by_how_much.search(text, max(0, timex.start - 12), timex.start)
        else timex
        for timex in found
    ]


def drop_that(says: Misread, text: str, found: list[Timex]) -> list[Timex]:
    """What "sure that Friday could be wet" names is Friday: here "that" only begins a clause."""
    return [
        _without(text, says.that, timex, timex.saying(Nearest(day.what)).reading)
        if text.startswith(says.that, timex.start)
        and isinstance(day := timex.reading.expression, Next)
        and day.what.field == "weekday"
        and says.predicate.match(text, timex.end)
        and not says.of_that_time.search(text, max(0, timex.start - 12), timex.start)
        else timex
        for timex in found
    ]


_SHORT = "date with a short year"


def drop_counts(says: Misread, text: str, found: list[Timex]) -> list[Timex]:
    """What "on October 9, 80 workers" numbers are the workers: the date ends before them."""
    return [
        Timex(timex.start, comma, "month day", Reading("DATE", Nearest(date.within)))
        if timex.rule == _SHORT
        and (comma := text.rfind(",", timex.start, timex.end)) > 0
        and isinstance(date := timex.reading.expression, Fixed)
        and date.within
        and says.of_things.match(text, timex.end)
        else timex
        for timex in found
    ]


def tell_rates(says: Misread, text: str, found: list[Timex]) -> list[Timex]:
    """What is counted "a day" comes round every day: "shows 100 million clips a day", but not "sold 40 cars a day later"."""
    return [
        msgspec.structs.replace(timex, reading=Reading("SET", Every(period.amount)))
        if timex.rule == "single duration"
        and isinstance(period := timex.reading.expression, Period)
        and text.startswith(says.a, timex.start)
        and says.counted.search(text, max(0, timex.start - 50), timex.start)
        and not says.no_rate.match(text, timex.end)
        else timex
        for timex in found
    ]
