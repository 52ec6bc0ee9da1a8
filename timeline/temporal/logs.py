"""The hours of a log: "1839 Diplomats are racing home. 1852 A second quake …" counts the minutes of one day.

Live reports, ships' logs and minutes begin each entry with a time of day in four digits, which by itself reads as a
year. A chronicle begins its entries with years. Three things tell them apart: among years some end in 60 to 99, none
begins with a nought, and nobody "has" done in 1005 what a chronicle tells.
"""

from __future__ import annotations

import re

import msgspec

from timeline.civil import Grain
from timeline.temporal.beside import Logs
from timeline.temporal.expression import Clock, Dct, Previous, Reading
from timeline.temporal.tagger import Timex

ENOUGH = 4
"""So many entries make a log, where one of them cannot be a year, or some tell what has just been done."""
MANY = 9
"""So many do where each could be one: years would end in 60 to 99 somewhere."""

# A scan, or a page that was cut up, may have lost the blank behind the hour.
_ENTRY = re.compile(r"(\d\d{3})(?::? *(?=[\"'“‘`(A-Z])| ?[-–—] )")
_BEGINS = re.compile(r"(?:^|\n|[.!?]['\"”’)]{0,6}\s)[ \t]{0,8}$")
# Behind the caption of a picture, which ends without a stop, an entry begins all the same.
_BEHIND = re.compile(r"(?<=[a-z'’] )(\d{4})(?= [A-Z\"“‘`])")


def read_hours(says: Logs, text: str, found: list[Timex]) -> list[Timex]:
    """Years that begin the entries of a log are hours of the day on which it was written.

    >>> from timeline.temporal import tag
    >>> log = "0958 The pit is closed. 1004 Two men are out. 1011Pumps start. 1123 All are safe."
    >>> [found.value for found in tag(log, "2016-12-11")]
    ['2016-12-11T09:58', '2016-12-11T10:04', '2016-12-11T10:11', '2016-12-11T11:23']
    >>> log = "1005 Aid has come. 1024 It rains. 1338 Two have been found. 1446 It is over."
    >>> [found.value for found in tag(log, "2016-12-11")][:2]
    ['2016-12-11T10:05', '2016-12-11T10:24']
    """
    if sum(timex.rule == "year" for timex in found) < 2:
        return found
    entries = {
        match.start(): match[1]
        for match in _ENTRY.finditer(text)
        if _BEGINS.search(text, max(0, match.start() - 16), match.start())
    }
    now = sum(says.perfect.match(text, start) is not None for start in entries) > 1
    if not _is_log(list(entries.values()), now):
        return found
    entries |= {
        match.start(1): match[1]
        for match in _BEHIND.finditer(text)
        if _is_hour(match[1]) and not says.no_entry.search(text, max(0, match.start() - 9), match.start())
    }
    others = [timex for timex in found if timex.start not in entries]
    return sorted(
        (*others, *(_hour(start, entry) for start, entry in entries.items())), key=lambda timex: timex.start
    )


def _is_log(entries: list[str], now: bool) -> bool:
    no_year = now or any(entry < "1000" or entry > "2100" for entry in entries)
    return len(entries) >= (ENOUGH if no_year else MANY) and all(map(_is_hour, entries))


def _is_hour(entry: str) -> bool:
    return entry < "2400" and entry[2] < "6"


def _hour(start: int, entry: str) -> Timex:
    clock = Clock(int(entry[:2]), int(entry[2:]), base=Dct())
    return Timex(start, start + 4, "hour of a log", Reading("TIME", clock))


_LINE = re.compile(r"(?:^|\n)[ \t]*$")
_RUNNING = Previous(Grain.DAY)
STAMPS = 3
"""So many lines that begin with a time of day are the entries of a report on the day on which it was written."""


def read_stamps(says: Logs, text: str, found: list[Timex]) -> list[Timex]:
    """The hours that begin the lines of live reports are those of its own day, whatever day a line tells of.

    So is the hour of an update: "(Updated 9:02 a.m.)".

    >>> from timeline.temporal import tag
    >>> log = "09:15 The court will rule on Friday.\\n09:40 Rain.\\n10:05 It is adjourned."
    >>> [found.value for found in tag(log, "2016-12-11")]
    ['2016-12-11T09:15', '2016-12-16', '2016-12-11T09:40', '2016-12-11T10:05']
    """
    hours = [
        index
        for index, timex in enumerate(found)
        if isinstance(timex.reading.expression, Clock) and timex.reading.expression.base == _RUNNING
    ]
    lines = {
        index for index in hours if _LINE.search(text, max(0, found[index].start - 8), found[index].start)
    }
    stamps = lines if len(lines) >= STAMPS else set()
    if says.update in text:
        stamps |= {
            index
            for index in hours
            if says.updated.search(text, max(0, found[index].start - 20), found[index].start)
        }
    if not stamps:
        return found
    return [_of_today(timex) if index in stamps else timex for index, timex in enumerate(found)]


def _of_today(timex: Timex) -> Timex:
    return timex.saying(msgspec.structs.replace(timex.reading.expression, base=Dct()))
