"""What the words around a time say of the course of a text; their patterns are data (``course.toml``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from timeline.temporal.data import Table, fitted


class Phrases(Table, frozen=True):
    """The patterns of one language, each under its name in ``course.toml``, which says what it means."""

    relative_word: str
    relative: re.Pattern[str]
    had_word: str
    had: re.Pattern[str]
    had_in: re.Pattern[str]
    had_before: re.Pattern[str]
    than: re.Pattern[str]
    had_then: re.Pattern[str]
    on_had: re.Pattern[str]
    had_done: re.Pattern[str]
    then_had: re.Pattern[str]
    counted: re.Pattern[str]
    will_then: re.Pattern[str]
    then_comes: re.Pattern[str]
    inserted: re.Pattern[str]
    inserted_ends: re.Pattern[str]
    earlier_one: re.Pattern[str]
    that: re.Pattern[str]
    that_had: re.Pattern[str]
    that_did: re.Pattern[str]
    has: re.Pattern[str]
    before_then: re.Pattern[str]
    by_then: re.Pattern[str]
    died: re.Pattern[str]
    wintered: re.Pattern[str]
    defines: re.Pattern[str]
    until: re.Pattern[str]
    not_until: re.Pattern[str]
    looking_on: re.Pattern[str]
    came_of_it: re.Pattern[str]
    opening_clause: re.Pattern[str]
    of_year: re.Pattern[str]
    which_one: re.Pattern[str]
    is_named: re.Pattern[str]
    later_words: tuple[str, ...]
    from_later: re.Pattern[str]
    range_joins: re.Pattern[str]
    clause_ends: re.Pattern[str]
    since: str
    records: re.Pattern[str]
    record_since: re.Pattern[str]
    lasting: re.Pattern[str]
    then: tuple[str, ...]
    said: re.Pattern[str]
    then_said: re.Pattern[str]
    spoke_at: re.Pattern[str]
    to_now: re.Pattern[str]
    leading: re.Pattern[str]
    after_it: re.Pattern[str]
    fronted: re.Pattern[str]
    goes_on: re.Pattern[str]

    def compares(self, text: str, at: int) -> bool:
        """Whether something is compared with the time at a place: "was lower than *in January 2015*"."""
        return self.than.search(text, max(0, at - 40), at) is not None

    def marks_record(self, text: str, at: int) -> bool:
        """Whether something is the first or the worst of its kind since the time at a place: "the highest *since 2008*"."""
        since = text.find(self.since, max(0, at - 8), at) >= 0
        return since and self.record_since.search(text, max(0, at - 200), at) is not None


def phrases(data: Mapping[str, Any]) -> Phrases:
    """The patterns of a language from its data."""
    return fitted(data, Phrases)
