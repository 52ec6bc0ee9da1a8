"""The words and weights of ``direction.toml`` as the weighing of sides reads them; what they mean is said there."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from timeline.temporal.data import fitted, read

Words = frozenset[str]


class Listed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table with nothing but its words."""

    words: Words


class NoPast(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[no_past]``"""

    after: Words
    between: Words
    near: Words
    makes: Words


class PutOff(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[put_off]``"""

    weight: dict[str, float]
    moved: Words
    fixed: Words
    going_on: Words
    open_ends: Words
    deadlines: Words
    between: Words


class Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[asked]``"""

    words: Words
    bidden: Words
    until: Words
    limits: Words
    calls: Words
    together: Words
    awaits: Words
    to_be: Words


class ToBe(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[to_be]``"""

    not_behind: Words
    was_to: Words


class Obliged(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[obliged]``"""

    words: Words
    by: Words
    weight: float


class Done(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[done]``"""

    words: Words
    did: Words
    could: Words
    not_: Words = msgspec.field(name="not")


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[told]``"""

    words: Words
    at: Words
    statements: Words
    between: Words


class Never(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[never]``"""

    weight: float
    instead: Words
    off: tuple[str, ...]
    words: tuple[str, ...]


class Surely(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[surely]``"""

    words: Words
    foretold: Words


class Due(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[due]``"""

    owed: Words
    words: Words
    since: float = msgspec.field(name="from")
    between: Words
    there: Words
    forms: Words
    now: Words


class LeadsUp(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[leads_up]``"""

    words: tuple[str, ...]
    behind: Words
    called_off: Words
    off: str
    called: Words
    on: Words
    planned: Words
    determiners: Words
    terms: Words
    prepared: Words
    to_come: Words


class Subject(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[subject]``"""

    behind: Words
    is_: Words = msgspec.field(name="is")


class Blamed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[blamed]``"""

    words: Words
    behind: Words
    punished: Words
    deed: Words


class Noun(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[noun]``"""

    behind_of: Words
    last: Words
    before: Words
    behind: Words
    relative: Words


class Perfect(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[perfect]``"""

    words: Words
    have: Words
    given: Words


class Once(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[once]``"""

    words: Words
    first: Words


class Compared(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[compared]``"""

    words: Words
    not_behind: Words


class Figures(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[figures]``"""

    words: Words
    of: Words
    over: Words


class Plural(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[plural]``"""

    words: Words
    behind: Words


class Traded(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[traded]``"""

    words: Words
    weight: float


class Distance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[distance]``"""

    weight: float


class Clauses(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[clauses]``"""

    new: re.Pattern[str]
    inserted_word: str
    inserted: re.Pattern[str]
    hanging_word: str
    hanging: re.Pattern[str]
    relative: tuple[str, ...]
    due: re.Pattern[str]


class Causes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
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


class Cues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
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
    unforeseen: Listed
    with_object: dict[str, Words]
    particles: dict[str, Words]
    noun: Noun
    perfect: Perfect
    once: Once
    figures: Figures
    plural: Plural
    traded: Traded
    compared: Compared
    effect: Listed
    clauses: Clauses
