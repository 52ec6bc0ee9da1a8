"""A total order of events, and for each the reason that it stands where it does.

By earliest start, then earliest end, then finer grain; within that, what the text says ("before", "after", "then")
and what a person decided; then the place in the leading article; then the id. What is only known by a day stands
at the end of that day.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

import msgspec

from timeline.chronology.lexicon import lexicon
from timeline.civil import DAY, Interval
from timeline.errors import Diagnostic
from timeline.model import Event, Mention

Key = tuple[int, int, int, str, int, str]


@cache
def _after(lang: str = "en") -> re.Pattern[str]:
    """How a statement begins that comes after the one before it."""
    words = lexicon(lang)
    joints = "|".join(sorted(words.clauses.coordinate))
    return re.compile(rf"(?:(?:{joints}) )?(?:{'|'.join(words.roles.later)})\b", re.IGNORECASE)


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


def said_order(events: Iterable[Event]) -> list[tuple[str, str]]:
    """Pairs (earlier, later) that one article's own words give, for events of the same time in neighbouring clauses."""
    mentions: list[tuple[Mention, str]] = sorted(
        ((m, event.id) for event in events for m in event.mentions), key=lambda pair: (pair[0].article, pair[0].start, pair[0].id)
    )  # fmt: skip
    return [
        (before_id, after_id)
        for (before, before_id), (after, after_id) in pairwise(mentions)
        if before.article == after.article and before_id != after_id and _after().match(after.quote)
    ]


def ordered(
    events: Iterable[Event], earlier: Sequence[tuple[str, str]] = (), *, where: str = "corrections.toml"
) -> tuple[tuple[Event, ...], list[Diagnostic]]:
    """The dated events in the order of the chronology, each with ``why_here``; and what contradicts.

    ``earlier`` are a person's pairs (earlier, later) of event ids; they and the text's own order words count only
    among events that begin on the same day. A pair that would close a circle is left out and reported.
    """
    known = sorted(events, key=key)
    places = {event.id: number for number, event in enumerate(known)}
    rules: dict[tuple[int, int], str] = {}
    findings: list[Diagnostic] = []
    follows: dict[int, set[int]] = {}
    pairs = [(pair, "a person put it after") for pair in earlier]
    pairs += [(pair, "the text puts it after") for pair in said_order(known)]
    for (one, other), reason in pairs:
        if one not in places or other not in places:
            continue
        first, second = places[one], places[other]
        by_hand = reason.startswith("a person")
        if not _same_day(known[first], known[second]):
            if by_hand:
                findings.append(
                    _contradiction(where, known[first], known[second], "they do not lie on the same day")
                )
            continue
        if first == second or _reaches(follows, second, first):
            if by_hand:
                findings.append(
                    _contradiction(where, known[first], known[second], "other decisions say the contrary")
                )
            continue
        follows.setdefault(first, set()).add(second)
        rules[first, second] = reason
    line = _topological(len(known), follows)
    out: list[Event] = []
    for place, number in enumerate(line):
        before = out[-1] if out else None
        said = rules.get((line[place - 1], number)) if place else None
        out.append(msgspec.structs.replace(known[number], why_here=_why(before, known[number], said)))
    return tuple(out), findings


def _same_day(one: Event, other: Event) -> bool:
    assert one.when is not None and other.when is not None
    first, second = bounds(one.when), bounds(other.when)
    return first[0] // DAY == second[0] // DAY or (first[0] < second[1] and second[0] < first[1])


def _reaches(follows: dict[int, set[int]], start: int, goal: int) -> bool:
    seen, todo = set(), [start]
    while todo:
        number = todo.pop()
        if number == goal:
            return True
        if number not in seen:
            seen.add(number)
            todo.extend(follows.get(number, ()))
    return False


def _topological(count: int, follows: dict[int, set[int]]) -> list[int]:
    """The numbers 0 … count - 1 in their order, but none before what it follows."""
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


def _why(before: Event | None, event: Event, said: str | None) -> str:
    """Why an event stands after the one before it."""
    if before is None:
        return "first: nothing begins earlier"
    if said:
        return said
    one, other = key(before), key(event)
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


def _contradiction(where: str, one: Event, other: Event, reason: str) -> Diagnostic:
    return Diagnostic(
        where=where, code="order-contradiction",
        message=f"“{one.headline}” cannot stand before “{other.headline}”: {reason}",
        hint="Remove or turn round one of the decisions `before` and `after`, or correct a date.",
    )  # fmt: skip
