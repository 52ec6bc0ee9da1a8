"""A total order of events, and for each the reason that it stands where it does.

By earliest start, then earliest end, then finer grain; within that, what the text says ("before", "after", "then")
and what a person decided; then the place in the leading article; then the id. What is only known by a day stands
at the end of that day.
"""

from __future__ import annotations

import heapq
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from operator import itemgetter
from typing import Literal, NamedTuple

from timeline.chronology.language.lexicon import lexicon
from timeline.civil import DAY, Interval
from timeline.errors import Diagnostic
from timeline.model import Event, Mention

Key = tuple[int, int, int, str, int, str]


class Rule(NamedTuple):
    """One event comes before another because somebody says so."""

    earlier: str
    later: str
    words: str = ""
    """The text's own; none where a person decided."""
    where: str = ""
    """The article that says it."""

    @property
    def who(self) -> str:
        """Who puts the one after the other."""
        return "the text puts it after" if self.words else "a person put it after"


class Ordered(NamedTuple):
    """Events in their order, why each stands behind the one before it, and what contradicts."""

    events: list[Event]
    reasons: list[str]
    findings: list[Diagnostic]


class _Words(NamedTuple):
    later: re.Pattern[str]
    earlier: re.Pattern[str]
    joint: re.Pattern[str]
    any: re.Pattern[str]
    """Each of these."""


@cache
def _words(lang: str = "en") -> _Words:
    """How a statement begins that comes after, or before, the one that is told before it."""
    words = lexicon(lang)
    joints = "|".join(sorted(words.clauses.coordinate))
    lead = rf"(?:(?:{joints}),? )?"
    later, earlier = (rf"{lead}(?:{'|'.join(said)})\b" for said in (words.roles.later, words.roles.earlier))
    joint = rf"(?:{'|'.join((*words.roles.after, *words.roles.before))})\b"
    return _Words(
        *(re.compile(said, re.IGNORECASE) for said in (later, earlier, joint, f"{later}|{earlier}|{joint}"))
    )


def bounds(when: Interval) -> tuple[int, int]:
    """Where an interval begins and ends for the order; what is only known by a day is placed at its end."""
    if when.start is None:
        assert when.end is not None
        return when.end - 1, when.end
    return when.start, when.end if when.end is not None else when.start + DAY


def key(event: Event) -> Key:
    """Earliest start, earliest end, finer grain, leading article, place in it, id."""
    assert event.when is not None
    start, end = bounds(event.when)
    first = event.mentions[0] if event.mentions else None
    return start, end, event.when.grain, first.article if first else "", first.start if first else 0, event.id


def said_order(events: Sequence[Event]) -> Iterator[Rule]:
    """What the articles' own words say of neighbouring statements: "then", "hours earlier", "after the dam had broken"."""
    says = _words().any.match
    saying = {mention.article for event in events for mention in event.mentions if says(mention.quote)}
    by_article: defaultdict[str, list[tuple[int, str, Mention, str]]] = defaultdict(list)
    for event in events:
        for mention in event.mentions:
            if mention.article in saying:
                by_article[mention.article].append((mention.start, mention.id, mention, event.id))
    for _, told in sorted(by_article.items()):
        told.sort(key=itemgetter(0, 1))
        for (_, _, one, first), (_, _, other, second) in pairwise(told):
            if first == second:
                continue
            how, words = _opening(other.quote)
            if how == "later":
                yield Rule(first, second, words, one.article)
            elif how == "earlier":
                yield Rule(second, first, words, one.article)
            elif one.sentence == other.sentence:
                yield from _joined(one, other, first, second)


def _opening(quote: str) -> tuple[Literal["later", "earlier", ""], str]:
    """How a statement says first that it comes after, or before, the one that is told before it; and in which words.

    >>> _opening("Hours later he was freed"), _opening("He was freed")
    (('later', 'Hours later'), ('', ''))
    """
    words = _words()
    if said := words.later.match(quote):
        return "later", said.group()
    if said := words.earlier.match(quote):
        return "earlier", said.group()
    return "", ""


def _joined(one: Mention, other: Mention, first: str, second: str) -> Iterator[Rule]:
    """What "after" and "before" say of two clauses of one sentence."""
    joint = _words().joint
    if said := joint.match(other.quote):
        behind = said.group().lower() in lexicon().roles.before
        yield Rule(*((first, second) if behind else (second, first)), said.group(), one.article)
    elif one.start == one.sentence[0] and (said := joint.match(one.quote)):
        behind = said.group().lower() in lexicon().roles.before
        yield Rule(*((second, first) if behind else (first, second)), said.group(), one.article)


def ordered(
    events: Iterable[Event],
    earlier: Sequence[tuple[str, str]] = (),
    *,
    where: str = "corrections.toml",
    paths: Mapping[str, str] | None = None,
) -> Ordered:
    """The dated events in the order of the chronology.

    ``earlier`` are a person's pairs (earlier, later) of event ids; they and the text's own order words count only
    among events that begin on the same day. A pair that would close a circle is left out and reported, at ``where`` or
    at the article's path (``paths``, by article id).
    """
    keyed = sorted([(key(event), event) for event in events], key=itemgetter(0))
    known = [event for _, event in keyed]
    places = {event.id: number for number, event in enumerate(known)}
    rules: dict[tuple[int, int], Rule] = {}
    findings: list[Diagnostic] = []
    follows: dict[int, set[int]] = {}
    for rule in (*(Rule(*pair) for pair in earlier), *said_order(known)):
        first, second = places.get(rule.earlier), places.get(rule.later)
        if first is None or second is None:
            continue
        if fault := _fault(rule, known[first], known[second], _reaches(follows, second, first)):
            path = (paths or {}).get(rule.where, rule.where) if rule.words else where
            findings.append(_contradiction(path, rule, known[first], known[second], fault))
        elif _same_day(known[first], known[second]):
            follows.setdefault(first, set()).add(second)
            rules.setdefault((first, second), rule)
    line = _topological(len(known), follows)
    reasons = ["first: nothing begins earlier"] if line else []
    behind = {second for _, second in rules}
    for before, number in pairwise(line):
        if number in behind and (rule_here := rules.get((before, number))):
            reasons.append(_said(rule_here))
        elif number < before and (other := _held_up_by(number, rules)) is not None:
            reasons.append(_said(rules[other, number], known[other]))
        else:
            reasons.append(_why(keyed[before][0], keyed[number][0], known[number]))
    return Ordered([known[number] for number in line], reasons, findings)


def _fault(rule: Rule, one: Event, other: Event, circle: bool) -> str | None:
    """Why a rule cannot hold, if so."""
    if one is other:
        return "they are one event" if not rule.words else None
    assert one.when is not None and other.when is not None
    if not _same_day(one, other):
        late = bounds(one.when)[0] >= bounds(other.when)[1]
        return "they do not lie on the same day" if not rule.words or late else None
    return "what was said before says the contrary" if circle else None


def _held_up_by(number: int, rules: Mapping[tuple[int, int], Rule]) -> int | None:
    """The event that an event had to wait for: the last in the order of dates."""
    return max((first for first, second in rules if second == number), default=None)


def _said(rule: Rule, other: Event | None = None) -> str:
    """Who puts an event after the one before it, or after another one, and with which words.

    >>> _said(Rule("a", "b", "and then"))
    'the text puts it after: “and then”'
    """
    after = f" “{other.headline}”" if other is not None else ""
    return f"{rule.who}{after}" + (f": “{rule.words}”" if rule.words else "")


def _same_day(one: Event, other: Event) -> bool:
    assert one.when is not None and other.when is not None
    first, second = bounds(one.when), bounds(other.when)
    return first[0] // DAY == second[0] // DAY or (first[0] < second[1] and second[0] < first[1])


def _reaches(follows: Mapping[int, set[int]], start: int, goal: int) -> bool:
    seen, todo = set(), [start]
    while todo:
        number = todo.pop()
        if number == goal:
            return True
        if number not in seen:
            seen.add(number)
            todo.extend(follows.get(number, ()))
    return False


def _topological(count: int, follows: Mapping[int, set[int]]) -> list[int]:
    """The numbers 0 … count - 1 in their order, but none before what it follows."""
    if not follows:
        return list(range(count))
    waits = [0] * count
    for laters in follows.values():
        for later in laters:
            waits[later] += 1
    ready = [number for number in range(count) if not waits[number]]
    heapq.heapify(ready)
    line: list[int] = []
    while ready:
        number = heapq.heappop(ready)
        line.append(number)
        for later in follows.get(number, ()):
            waits[later] -= 1
            if not waits[later]:
                heapq.heappush(ready, later)
    return line


def _why(one: Key, other: Key, event: Event) -> str:
    """Why an event stands after the one before it."""
    if one[0] != other[0]:
        assert event.when is not None
        return "known only by then" if event.when.start is None else "begins later"
    if one[1] != other[1]:
        return "begins at the same time, ends later"
    if one[2] != other[2]:
        return "same time, told less exactly"
    if one[3] == other[3]:
        return "same time, told later in the article"
    return "same time; by the articles' ids"


def _contradiction(where: str, rule: Rule, one: Event, other: Event, reason: str) -> Diagnostic:
    if rule.words:
        return Diagnostic(
            where=where, code="order-contradiction", level="note",
            message=f"“{rule.words}” puts “{one.headline}” before “{other.headline}”, but {reason}",
            hint="Look at the two dates; correct the one that is wrong, or say the order with `after` or `before`.",
        )  # fmt: skip
    return Diagnostic(
        where=where, code="order-contradiction",
        message=f"“{one.headline}” cannot stand before “{other.headline}”: {reason}",
        hint="Remove or turn round one of the decisions `before` and `after`, or correct a date.",
    )  # fmt: skip
