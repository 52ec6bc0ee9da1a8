"""Which expressions of a clause name one time: a range, an hour and its day, a time said twice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.chronology.language.kinds import is_to_be_done
from timeline.chronology.language.sources import Sources
from timeline.chronology.language.statement import Statement
from timeline.chronology.language.telling import has_event
from timeline.chronology.language.tokens import Clause
from timeline.civil import DAY, Grain
from timeline.model import Resolution

_UNTIL = ("until", "till", "to")
_NOUN_AT = re.compile("d?[wW]+p")


class Ranges(Sources):
    """A sentence whose expressions are joined where they name one time."""

    def _groups(self, times: list[int]) -> list[tuple[int, int]]:
        """Ranges joined ("from Monday to Friday"), and of two that name one time the finer."""
        groups: list[tuple[int, int]] = []
        for token in times:
            if groups:
                last = groups[-1][0]
                between = range(max(groups[-1]) + 1, token)
                words = self._linking(between)
                here, there = self.times[last], self.times[token]
                if here.grain is not None and here.grain < Grain.DAY and self._is_zone(words):
                    groups[-1] = (token, -1)  # "at 10.45 p.m. *local time on* Friday": some hour of Friday
                    continue
                if (here.value == there.value and here.value is not None) or " ".join(
                    words
                ) in self.words.roles.term_ends:
                    continue
                if " ".join(words) in self.words.roles.term_begins and here.grain is not None:
                    groups[-1] = (token, -1)  # "in *the year beginning 1 April*"
                    continue
                if (
                    words
                    and len(words) <= 2
                    and all(w in self.words.roles.range_links for w in words)
                    and not _is_backwards(here, there)
                    and self._opens_range(last, words)
                ):
                    groups[-1] = (last, token)
                    continue
                if self._ends_apart(last, token):
                    groups[-1] = (last, token)
                    continue
                if words and words[0] in _UNTIL and self._ends_range(last, token):
                    groups[-1] = (last, token)
                    self._attribute_of(range(token - len(words) + 1, token + 1), token)
                    continue
                apart = len(words) > 1 and any(self.s.tags[t] not in ",p" for t in between)
                if not apart and (inner := finer(here, there)) is not None:
                    groups[-1] = (last if inner is here else token, -1)
                    continue
                if words == ["on"] and here.grain is not None and here.grain < Grain.DAY:
                    # "at one o'clock *on* Thursday morning"
                    groups[-1] = (last if _is_before_end(here, there) else token, -1)
                    continue
            groups.append((token, -1))
        return groups

    def _linking(self, between: Sequence[int]) -> list[str]:
        """The words between two expressions, without those that say how nearly the second is meant: "until *at least*"."""
        words = [self.s.words[t] for t in between]
        loose = " ".join(words[1:]) in self.words.roles.nearly
        return words[:1] if loose else words

    def _opens_range(self, token: int, links: list[str]) -> bool:
        opener = self.s.words[token - 1] if token else ""
        return opener in ("between", "from") or links[-1] in self.words.roles.up_to

    def _is_zone(self, words: list[str]) -> bool:
        """Whether nothing but the zone of an hour stands between it and its day."""
        words = words[: -1 if words[-1:] == ["on"] else None]
        return words[1:] == ["time"] or (len(words) == 1 and words[0] in self.words.roles.zones)

    def _ends_range(self, first: int, token: int) -> bool:
        """Whether an expression dates the noun up to which something lasts: "from 1955 *until her death in 1987*"."""
        s = self.s
        return s.words[first - 1] == "from" and _NOUN_AT.fullmatch(s.tags, first + 2, token) is not None

    def _ends_apart(self, first: int, token: int) -> bool:
        """Whether only other clauses stand within a range: "between 1994, *when his wife died*, and 2009"."""
        if self._begun_before(token) == first != token:
            return True
        s = self.s
        own = [t for t in range(first + 1, token) if s.of[t] is s.of[first] and s.tags[t] != ","]
        apart = [s.words[t] for t in own] == ["and"] and token - first > len(own) + 1
        return apart and s.words[first - 1] == "between"

    def _begun_before(self, token: int) -> int:
        """The expression with which a range begins that another clause parts from its end, or the expression itself.

        "From *1968*, when the war began, until 1989".
        """
        s = self.s
        if s.words[token - 1] not in _UNTIL or s.tags[token - 2] != ",":
            return token
        first = max((t for t in self.times if t < token), default=0)
        begins = first > 0 and s.words[first - 1] == "from" and s.tags[first + 1] == ","
        return first if begins and "," not in s.tags[first + 2 : token - 2] else token

    def _attribute_of(self, tokens: Sequence[int], token: int) -> None:
        """Some words as a statement of their own, if they tell an event."""
        done = any(self.s.tags[t] in "EPU" for t in tokens)  # "a stone building *finished* in 1904"
        first = tokens[0]
        due = self.s.words[first : first + 2] == ["due", "to"] and is_to_be_done(self.s, first + 2)
        if done or due or has_event(self.s, self.words, tokens):
            self._phrase(tokens, token)

    def _phrase(self, tokens: Sequence[int], token: int) -> None:
        """Some words of a clause as a statement of their own, dated by the expression at ``token``."""
        phrase = Clause("aside", self.s.of[token])
        phrase.tokens = list(tokens)
        first = self._first_of_two(token)
        until = self.times[token] if first < token else None
        self.out.append(
            Statement(
                clause=phrase, tokens=list(tokens), how="own", time=self.times[first], until=until, at=first
            )
        )

    def _give(self, tokens: Sequence[int], clause: Clause) -> None:
        """Gives a clause the words of another."""
        for token in tokens:
            self.s.of[token].tokens.remove(token)
            self.s.of[token] = clause
        clause.tokens = sorted((*clause.tokens, *tokens))


def finer(one: Resolution, other: Resolution) -> Resolution | None:
    """The one that lies within the other, or ``None``: "at 8 a.m. … Sunday" names one time twice."""
    for inner, outer in ((one, other), (other, one)):
        a, b = inner.interval, outer.interval
        if a is None or b is None or a.start is None or a.end is None or b.start is None or b.end is None:
            continue
        if b.start <= a.start and a.end <= b.end:
            return inner
    return None


def _is_backwards(first: Resolution, last: Resolution) -> bool:
    """Whether of two expressions that could be a range the second one is over before the first: "the cuts planned *for 1988* to *1987*".

    Days of the week may be of another week.
    """
    one, other = first.interval, last.interval
    if one is None or other is None or one.start is None or other.end is None or one.grain <= Grain.DAY:
        return False
    return other.end <= one.start


def _is_before_end(hour: Resolution, day: Resolution) -> bool:
    """Whether an hour lies on the day of another expression, and before its end."""
    one, other = hour.interval, day.interval
    if one is None or other is None or one.start is None or other.start is None or other.end is None:
        return False
    return one.start // DAY == other.start // DAY and one.start < other.end
