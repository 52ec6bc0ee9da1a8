"""The words and weights of ``direction.toml`` as the weighing of sides reads them; what they mean is said there."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from timeline.temporal.data import Table, fitted, read

Words = frozenset[str]


class Listed(Table, frozen=True):
    """A table with nothing but its words."""

    words: Words


class NoPast(Table, frozen=True):
    after: Words
    between: Words
    near: Words
    makes: Words
    joined: Words


class PutOff(Table, frozen=True):
    weight: dict[str, float]
    moved: Words
    fixed: Words
    sets: Words
    set_for: Words
    by_whom: Words
    dates: Words
    going_on: Words
    stops: Words
    open_ends: Words
    deadlines: Words
    between: Words


class Asked(Table, frozen=True):
    words: Words
    only: dict[str, Words]
    fixed: Words
    promised: Words
    plans: Words
    announced: Words
    told_so: Words
    against: str
    bidden: Words
    until: Words
    resolved: Words
    demanded_by: str
    demanded: Words
    days: Words
    limits: Words
    calls: Words
    called_for: Words
    together: Words
    awaits: Words
    to_be: Words


class ToBe(Table, frozen=True):
    not_behind: Words
    was_to: Words


class Obliged(Table, frozen=True):
    words: Words
    by: Words
    weight: float


class Done(Table, frozen=True):
    words: Words
    first: Words
    did: Words
    could: Words
    not_: Words = msgspec.field(name="not")
    times: Words
    proposing: Words
    known: Words
    to_do: Words


class Told(Table, frozen=True):
    words: Words
    hearers: Words
    at: Words
    statements: Words
    between: Words


class Never(Table, frozen=True):
    weight: float
    instead: Words
    between: Words
    off: tuple[str, ...]
    words: tuple[str, ...]


class Surely(Table, frozen=True):
    plainly: Words
    helped: Words
    words: Words
    foretold: Words


class Due(Table, frozen=True):
    owed: Words
    words: Words
    since: float = msgspec.field(name="from")
    between: Words
    there: Words
    forms: Words
    now: Words


class LeadsUp(Table, frozen=True):
    words: tuple[str, ...]
    behind: Words
    called_off: Words
    off: str
    called: Words
    on: Words
    planned: Words
    determiners: Words
    terms: Words
    payable: Words
    prepared: Words
    to_come: Words


class Subject(Table, frozen=True):
    behind: Words
    is_: Words = msgspec.field(name="is")
    said: Words
    what: Words


class Blamed(Table, frozen=True):
    words: Words
    behind: Words
    punished: Words
    deed: Words


class CameBefore(Table, frozen=True):
    words: Words
    ever: Words
    then: str
    wake: tuple[str, ...]
    whose: Words
    held: Words


class Noun(Table, frozen=True):
    behind_of: Words
    last: Words
    before: Words
    behind: Words
    relative: Words
    several: Words


class Perfect(Table, frozen=True):
    words: Words
    have: Words
    given: Words


class Once(Table, frozen=True):
    words: Words
    opening: Words
    meant: Words
    first: Words


class Compared(Table, frozen=True):
    words: Words
    not_behind: Words


class Figures(Table, frozen=True):
    words: Words
    of: Words
    over: Words


class Plural(Table, frozen=True):
    words: Words
    behind: Words


class Traded(Table, frozen=True):
    words: Words
    alone: Words
    signed: Words
    goods: Words
    told_in: Words


class Unforeseen(Table, frozen=True):
    words: Words
    of: str


class Booked(Table, frozen=True):
    words: Words
    bare: Words
    to: str
    events: Words
    whom: Words


class Distance(Table, frozen=True):
    weight: float


class Clauses(Table, frozen=True):
    new: re.Pattern[str]
    aside: re.Pattern[str]
    inserted_word: str
    inserted: re.Pattern[str]
    hanging_word: str
    hanging: re.Pattern[str]
    relative: tuple[str, ...]
    headline_word: str
    headline: re.Pattern[str]
    headline_ends: re.Pattern[str]
    headline_weight: float
    due: re.Pattern[str]


class Causes(Table, frozen=True):
    """``causes.toml``"""

    words: Words
    endings: tuple[str, ...]
    done: Words

    def hold(self, thing: str) -> bool:
        """Whether what is "due to" a thing came from it: "losses", not "open"."""
        return thing in self.words or (thing.endswith(self.endings) and thing not in self.done)


@cache
def causes(lang: str = "en") -> Causes:
    """The causes of a language."""
    return fitted(read(lang, "causes"), Causes)


class Cues(Table, frozen=True):
    """The whole file, a field a table."""

    words: dict[str, tuple[str, ...]]
    nearest: dict[str, float]
    before: dict[str, float]
    after: dict[str, float]
    opening: dict[str, float]
    openers: Listed
    preposition: dict[str, float]
    bias: dict[str, float]
    distance: Distance
    no_past: NoPast
    put_off: PutOff
    asked: Asked
    to_be: ToBe
    obliged: Obliged
    done: Done
    arranged: Listed
    told: Told
    never: Never
    surely: Surely
    due: Due
    leads_up: LeadsUp
    subject: Subject
    blamed: Blamed
    unforeseen: Unforeseen
    came_before: CameBefore
    with_object: dict[str, Words]
    particles: dict[str, Words]
    noun: Noun
    perfect: Perfect
    once: Once
    figures: Figures
    plural: Plural
    traded: Traded
    booked: Booked
    compared: Compared
    effect: Listed
    onto: Listed
    clauses: Clauses
