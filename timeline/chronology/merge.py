"""Which mentions tell the same event: dates that agree, and words that agree.

Never on a date alone, never through an undated mention, and rather not than wrongly. Mentions are compared only
where they share a day (or a month, where one of them is that coarse) and a telling word, so the cost grows with
the mentions and not with their square. A plan and its fulfilment, a claim and its denial are linked, not merged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence, Set
from itertools import combinations
from typing import Literal

import msgspec

from timeline.chronology.terms import as_written, statement_terms, value
from timeline.civil import DAY, Interval
from timeline.model import Mention

ENOUGH = 0.6
"""Similarity (the weight of what is shared, of seven parts the shorter statement and three the longer) from which two statements of one day are one event."""
ENOUGH_APART = 0.82
"""The same where their dates do not meet, though they are a day apart: a conflict, shown as one."""
ENOUGH_COARSE = 0.66
"""The same where one of the dates is a month or coarser."""
DOING = 0.4
"""Share of the plain words (neither names nor numbers) of the shorter statement that both must have."""
_INDEXED = 5
_CROWD = 24

Verdict = Literal["same", "linked", "different"]


class Subject(msgspec.Struct, gc=False):
    """A mention with what is compared of it."""

    mention: Mention
    terms: dict[str, float]
    total: float
    names: frozenset[str]
    numbers: frozenset[str]
    plain: float
    """The weight of its plain words, neither names nor numbers."""
    top: tuple[str, ...]
    first: int
    last: int
    """First and last day number."""


class Merged(msgspec.Struct):
    """Groups of mentions that tell one event each, with the reasons, and the ties between groups."""

    groups: list[list[Mention]]
    reasons: list[tuple[str, ...]]
    links: list[tuple[int, int, str]]
    """Plan or claim, fulfilment or denial (group numbers), and the reason."""


def subject(mention: Mention, lang: str = "en") -> Subject | None:
    """What is compared of a mention; ``None`` for one without a date, which is never merged."""
    days = _days(mention.when)
    if days is None:
        return None
    words = mention.terms or statement_terms(
        mention.headline, mention.quote, mention.timex.text if mention.timex else "", lang
    )
    terms = {term: value(term, lang) for term in words}
    names = frozenset([term for term in words if term[0] == "="])
    numbers = frozenset([term for term in words if term[0] == "#"])
    total = sum(terms.values())
    marked = sum([terms[term] for term in (*names, *numbers)])
    top = tuple(sorted(terms, key=terms.__getitem__, reverse=True)[:_INDEXED])
    return Subject(mention, terms, total, names, numbers, total - marked, top, *days)


def _days(when: Interval | None) -> tuple[int, int] | None:
    """First and last day; what is only known by a day is taken at that day and the one before."""
    if when is None or (when.start is None and when.end is None):
        return None
    if when.start is None:
        assert when.end is not None
        last = (when.end - 1) // DAY
        return last - 1, last
    if when.end is None:
        first = when.start // DAY
        return first, first
    return when.start // DAY, max(when.end - 1, when.start) // DAY


def compare(one: Subject, other: Subject) -> tuple[Verdict, float]:
    """Whether two statements tell one event, two events that are tied, or different ones; and their similarity."""
    shared = one.terms.keys() & other.terms.keys()
    if len(shared) < 2:
        return "different", 0.0
    least, most = (one.total, other.total) if one.total < other.total else (other.total, one.total)
    score = sum([one.terms[term] for term in shared]) / (0.7 * least + 0.3 * most)
    if score < ENOUGH:
        return "different", score
    if not (one.first <= other.last and other.first <= one.last):
        needed = ENOUGH_APART
    else:
        needed = ENOUGH_COARSE if max(one.last - one.first, other.last - other.first) > 3 else ENOUGH
    if score < needed or not _same_doing(one, other, shared):
        return "different", score
    return _tie(one.mention, other.mention), score


def reason_of(one: Subject, other: Subject) -> str:
    """Why two statements are one event, in words that stand on the page.

    ``same day, shares Palmyra, 300, militants``
    """
    shared = sorted(one.terms.keys() & other.terms.keys(), key=lambda term: (-one.terms[term], term))
    words = as_written(shared, f"{one.mention.headline} {one.mention.quote}")
    telling = list(dict.fromkeys(word for word in words if len(word) > 1))[:4]
    if not (one.first <= other.last and other.first <= one.last):
        day = "a day apart"
    else:
        day = "dates agree" if max(one.last - one.first, other.last - other.first) > 3 else "same day"
    return f"{day}, shares {', '.join(telling)}"


def _tie(one: Mention, other: Mention) -> Verdict:
    if one.kind == other.kind:
        return "same"
    kinds = {one.kind, other.kind}
    if kinds <= {"happened", "ongoing"}:
        return "same"
    if kinds in (
        {"planned", "happened"},
        {"planned", "ongoing"},
        {"denied", "happened"},
        {"denied", "ongoing"},
        {"denied", "stated"},
    ):
        return "linked"
    return "different"


def _same_doing(one: Subject, other: Subject, shared: Set[str]) -> bool:
    """Whether names, numbers and deeds speak for one event.

    If both count something, one number is the same; if both name somebody, half of the names are; and beyond who
    and where, a number or a telling part of the plain words is shared.
    """
    numbers = one.numbers & other.numbers
    if one.numbers and other.numbers and not numbers:
        return False
    if one.names and other.names and 2 * len(one.names & other.names) < min(len(one.names), len(other.names)):
        return False
    if numbers:
        return True
    plain = sum([one.terms[term] for term in shared if term[0] != "="])
    return plain >= DOING * min(one.plain, other.plain)


def candidates(subjects: Sequence[Subject]) -> set[int]:
    """Pairs worth a comparison, each as ``first * len(subjects) + second``.

    They share a day and two telling terms, or the two weightiest terms a day apart; or, where one of them is as
    coarse as a month, the month and one telling term.
    """
    fine = [number for number, item in enumerate(subjects) if item.last - item.first <= 3]
    pairs = _twice(_by_day(subjects, fine).values(), subjects)
    pairs |= _beside(subjects, fine)
    pairs |= _coarse(subjects, fine)
    return pairs


def _by_day(subjects: Sequence[Subject], fine: Sequence[int]) -> dict[tuple[int, str], list[int]]:
    days: dict[tuple[int, str], list[int]] = {}
    for number in fine:
        item = subjects[number]
        for day in range(item.first, item.last + 1):
            for term in item.top:
                days.setdefault((day, term), []).append(number)
    return days


def _beside(subjects: Sequence[Subject], fine: Sequence[int]) -> set[int]:
    """Pairs a day apart that share their two weightiest terms."""
    count = len(subjects)
    blocks: dict[tuple[int, str, str], list[int]] = {}
    for number in fine:
        item = subjects[number]
        if len(item.top) > 1:
            one, other = (
                (item.top[0], item.top[1]) if item.top[0] < item.top[1] else (item.top[1], item.top[0])
            )
            blocks.setdefault((item.first, one, other), []).append(number)
            blocks.setdefault((item.last + 1, one, other), []).append(number)
    return {
        one * count + other
        for members in blocks.values()
        if len(members) > 1
        for one, other in combinations(members[:_CROWD], 2)
        if one != other
    }


def _coarse(subjects: Sequence[Subject], fine: Sequence[int]) -> set[int]:
    """Pairs of which one is as coarse as a month, and that share it and a telling term."""
    count = len(subjects)
    months: dict[tuple[int, str], list[int]] = {}
    for number, item in enumerate(subjects):
        if 3 < item.last - item.first <= 400:
            for month in range(item.first // 30, item.last // 30 + 1):
                for term in item.top:
                    months.setdefault((month, term), []).append(number)
    pairs = {
        _code(one, other, count)
        for members in months.values()
        for one, other in combinations(members[:_CROWD], 2)
    }
    if months:
        for number in fine:
            item = subjects[number]
            for term in item.top:
                for other in months.get((item.first // 30, term), ())[:_CROWD]:
                    pairs.add(_code(number, other, count))
    return pairs


def _code(one: int, other: int, count: int) -> int:
    return one * count + other if one < other else other * count + one


def _twice(blocks: Iterable[list[int]], subjects: Sequence[Subject]) -> set[int]:
    """Pairs that stand together in at least two blocks; a crowded block is parted by a second term instead."""
    count = len(subjects)
    once: set[int] = set()
    twice: set[int] = set()
    for members in blocks:
        if len(members) < 2:
            continue
        if len(members) <= _CROWD:
            pairs = {one * count + other for one, other in combinations(members, 2)}
            twice |= once & pairs
            once |= pairs
            continue
        finer: defaultdict[str, list[int]] = defaultdict(list)
        for number in members:
            for second in subjects[number].top:
                finer[second].append(number)
        for group in finer.values():
            if len(group) < len(members):
                twice.update([one * count + other for one, other in combinations(group[:_CROWD], 2)])
    return twice


def merge(
    mentions: Iterable[Mention],
    *,
    joined: Iterable[tuple[str, str]] = (),
    alone: Iterable[str] = (),
    lang: str = "en",
) -> Merged:
    """Mentions grouped by event. ``joined`` pairs are one event and ``alone`` ones are merged with none, by decision."""
    known = sorted(mentions, key=lambda mention: mention.id)
    places = {mention.id: number for number, mention in enumerate(known)}
    apart = {places[identifier] for identifier in alone if identifier in places}
    subjects: list[Subject] = []
    numbers: list[int] = []
    for number, mention in enumerate(known):
        item = subject(mention, lang)
        if item is not None and number not in apart:
            subjects.append(item)
            numbers.append(number)
    clusters = _Clusters(len(known))
    ties: list[tuple[int, int, str]] = []
    same: set[tuple[int, int]] = set()
    found: list[tuple[float, int, int]] = []
    count = len(subjects)
    for pair in candidates(subjects):
        one, other = divmod(pair, count)
        verdict, score = compare(subjects[one], subjects[other])
        if verdict == "same":
            found.append((-score, numbers[one], numbers[other]))
            same.add((numbers[one], numbers[other]))
        elif verdict == "linked":
            ties.append((numbers[one], numbers[other], reason_of(subjects[one], subjects[other])))
    by_number = dict(zip(numbers, subjects, strict=True))
    for one_id, other_id in joined:
        if one_id in places and other_id in places:
            clusters.join(places[one_id], places[other_id])
            clusters.explain(places[one_id], "merged by hand")
    found.sort()
    for _, one, other in found:
        if clusters.may_join(one, other, same):
            clusters.join(one, other)
            if clusters.wants_reason(one):
                clusters.explain(one, reason_of(by_number[one], by_number[other]))
    return _collect(known, clusters, ties)


class _Clusters:
    """Union-find that keeps members and reasons; two groups join only when most of their members agree."""

    def __init__(self, count: int) -> None:
        self.lead = list(range(count))
        self.members: dict[int, list[int]] = {}
        self.reasons: dict[int, list[str]] = {}

    def root(self, number: int) -> int:
        while self.lead[number] != number:
            self.lead[number] = self.lead[self.lead[number]]
            number = self.lead[number]
        return number

    def may_join(self, one: int, other: int, same: Container[tuple[int, int]]) -> bool:
        """No chaining: of every pair across the groups more than half must be the same event on their own."""
        first, second = self.root(one), self.root(other)
        if first == second:
            return False
        mine, theirs = self.members.get(first, [first]), self.members.get(second, [second])
        if len(mine) == len(theirs) == 1:
            return True
        pairs = [(a, b) if a < b else (b, a) for a in mine[:6] for b in theirs[:6]]
        return 2 * sum([pair in same for pair in pairs]) > len(pairs)

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        if first != second:
            self.lead[second] = first
            self.members[first] = self.members.pop(first, [first]) + self.members.pop(second, [second])
            if second in self.reasons:
                self.reasons.setdefault(first, []).extend(self.reasons.pop(second))

    def wants_reason(self, number: int) -> bool:
        return self.root(number) not in self.reasons

    def explain(self, number: int, reason: str) -> None:
        reasons = self.reasons.setdefault(self.root(number), [])
        if reason not in reasons:
            reasons.append(reason)


def _collect(known: list[Mention], clusters: _Clusters, ties: list[tuple[int, int, str]]) -> Merged:
    groups: list[list[Mention]] = []
    reasons: list[tuple[str, ...]] = []
    group_of: dict[int, int] = {}
    for number, mention in enumerate(known):
        root = clusters.root(number)
        if root not in group_of:
            group_of[root] = len(groups)
            groups.append([])
            reasons.append(tuple(clusters.reasons.get(root, ())))
        groups[group_of[root]].append(mention)
    links: dict[tuple[int, int], str] = {}
    for one, other, reason in sorted(ties):
        first, second = group_of[clusters.root(one)], group_of[clusters.root(other)]
        if first != second:
            links.setdefault((min(first, second), max(first, second)), reason)
    return Merged(groups, reasons, [(a, b, reason) for (a, b), reason in sorted(links.items())])
