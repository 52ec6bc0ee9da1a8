"""What the words of a language do where they stand together: data from ``<lang>/patterns.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from timeline.chronology.language.lexicon import file_of
from timeline.temporal.data import Table, fitted


class Borders(Table, frozen=True):
    """Where sentences end."""

    openers: frozenset[str]
    articles: frozenset[str]
    afresh: frozenset[str]
    hour_fronts: frozenset[str]
    goes_on: re.Pattern[str]
    initials: re.Pattern[str]
    spoken: re.Pattern[str]


class Stumps(Table, frozen=True):
    """What is left at the end of a headline when the rest has been trimmed."""

    words: frozenset[str]
    pattern: re.Pattern[str]


class Times(Table, frozen=True):
    """What a time begins with."""

    wholes: tuple[str, ...]
    same: tuple[str, ...]
    never_in: tuple[str, ...]
    counted: tuple[str, ...]
    plain_days: tuple[str, ...]
    ahead: tuple[str, ...]
    relative: tuple[str, ...]


class Endings(Table, frozen=True):
    """How nouns end for whom pronouns may stand."""

    agents: tuple[str, ...]
    ships: tuple[str, ...]
    doers: tuple[str, ...]


class Days(Table, frozen=True):
    """How a time is told that only says how far it is from the day of writing."""

    near: re.Pattern[str]
    hour: re.Pattern[str]
    keeping: frozenset[str]
    yielding: frozenset[str]
    prepositions: frozenset[str]
    singled: re.Pattern[str]
    shared: re.Pattern[str]
    ages: frozenset[str]
    called: re.Pattern[str]
    stressing: frozenset[str]
    of_day: frozenset[str]
    which: frozenset[str]
    bare: str
    open: re.Pattern[str]
    apart: frozenset[str]
    months: tuple[str, ...]
    parts: dict[str, str]
    day_first: str
    month_first: str
    told: dict[str, tuple[str, str, str]]


class Names(Table, frozen=True):
    """What stands around a name and tells whose it is."""

    of_whom: re.Pattern[str]
    who_died: re.Pattern[str]
    owning: re.Pattern[str]
    whose_or_done: re.Pattern[str]
    as_many: re.Pattern[str]
    kin: re.Pattern[str]
    calling: re.Pattern[str]
    speaking: re.Pattern[str]
    personal: re.Pattern[str]
    told_as: re.Pattern[str]


class Patterns(Table, frozen=True):
    """All of them; the file says what each is for."""

    borders: Borders
    nameless: re.Pattern[str]
    goes_on: re.Pattern[str]
    many: frozenset[str]
    hanging: frozenset[str]
    stumps: Stumps
    times: Times
    endings: Endings
    days: Days
    names: Names


@cache
def patterns(lang: str = "en") -> Patterns:
    """The patterns of a language; English where there is none of its own.

    >>> "The" in patterns().borders.articles
    True
    """
    return fitted(tomllib.loads(file_of(lang, "patterns.toml").read_text("utf-8")), Patterns)
