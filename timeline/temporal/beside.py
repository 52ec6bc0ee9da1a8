"""What the words beside a time say of it; they are data (``beside.toml``), which says what they mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from timeline.temporal.data import Table, fitted


class Misread(Table, frozen=True):
    last: str
    than: tuple[str, ...]
    by_how_much: re.Pattern[str]
    over: str
    that: str
    a: str
    lasts: re.Pattern[str]
    more: re.Pattern[str]
    ended: re.Pattern[str]
    of_that_time: re.Pattern[str]
    predicate: re.Pattern[str]
    counted: re.Pattern[str]
    of_things: re.Pattern[str]
    no_rate: re.Pattern[str]


class Numerals(Table, frozen=True):
    before_month: re.Pattern[str]
    version: re.Pattern[str]
    may: str
    may_be: re.Pattern[str]


class Hours(Table, frozen=True):
    comes_before: re.Pattern[str]
    until: str
    last: str
    midnight: str
    begun: re.Pattern[str]
    at_first: re.Pattern[str]
    done: re.Pattern[str]
    lasted: re.Pattern[str]
    same_day: re.Pattern[str]
    of_the_year: str
    begins: re.Pattern[str]
    overnight: str
    coming: re.Pattern[str]
    then: re.Pattern[str]
    said_again: re.Pattern[str]
    at: re.Pattern[str]
    no_half: re.Pattern[str]
    whole_day: re.Pattern[str]
    local: str


class Logs(Table, frozen=True):
    perfect: re.Pattern[str]
    no_entry: re.Pattern[str]
    update: str
    updated: re.Pattern[str]


class Figures(Table, frozen=True):
    money: re.Pattern[str]
    game: re.Pattern[str]
    short: str
    quarter: str
    ended: re.Pattern[str]
    during: re.Pattern[str]
    compared: re.Pattern[str]
    foretold: re.Pattern[str]
    foretells: re.Pattern[str]
    ago: str
    then_earlier: tuple[str, ...]
    earlier: tuple[str, ...]


class Eras(Table, frozen=True):
    its_year: re.Pattern[str]
    no_number: re.Pattern[str]


class Shared(Table, frozen=True):
    closes: re.Pattern[str]
    that_is: re.Pattern[str]
    that_year: re.Pattern[str]
    in_it: re.Pattern[str]
    of_year: re.Pattern[str]
    shows: re.Pattern[str]
    when: re.Pattern[str]
    ahead_of: re.Pattern[str]
    in_year: re.Pattern[str]
    in_clause: re.Pattern[str]
    by_then: re.Pattern[str]
    name: re.Pattern[str]


class Events(Table, frozen=True):
    from_event: re.Pattern[str]
    before: str
    own_date: re.Pattern[str]
    lasting: re.Pattern[str]
    apposed: re.Pattern[str]


class Entries(Table, frozen=True):
    greets: re.Pattern[str]
    of_mine: re.Pattern[str]


class Joints(Table, frozen=True):
    since: str
    joined: re.Pattern[str]
    up_to: re.Pattern[str]
    between: str
    both: re.Pattern[str]
    on: re.Pattern[str]
    to_come: re.Pattern[str]
    listed: re.Pattern[str]


class Genres(Table, frozen=True):
    speech: tuple[str, ...]
    said: str
    old_year: re.Pattern[str]


class Beside(Table, frozen=True):
    """The whole file, a field a table."""

    misread: Misread
    numerals: Numerals
    hours: Hours
    logs: Logs
    figures: Figures
    eras: Eras
    shared: Shared
    events: Events
    entries: Entries
    joints: Joints
    genre: Genres


def beside(data: Mapping[str, Any]) -> Beside:
    """The words and patterns of a language from its data."""
    return fitted(data, Beside)
