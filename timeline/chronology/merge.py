"""Which mentions tell the same event: dates that agree, and words that agree.

Never on a date alone, never through an undated mention, and rather not than wrongly. Mentions are compared only
where they share a day (or a month, where one of them is that coarse) and two telling words, so the cost grows with
the mentions and not with their square. A plan and its fulfilment, a claim and its denial are linked, not merged.

What is found within a block (a day with the day before, a month) depends on the block's mentions alone, and can be
remembered by their digest: one changed article costs the blocks it has a part in.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence, Set
from hashlib import blake2b
from itertools import chain
from typing import TypeVar

import msgspec

from timeline.chronology.likeness import (
    FINE,
    NAMED,
    Subject,
    compare,
    days_of,
    reason_of,
    repeated,
    subject_on,
)
from timeline.chronology.memo import Memo, Recall, Slot
from timeline.chronology.weighing import Weight, Weights, key, said
from timeline.model import Mention

T = TypeVar("T")
COARSEST = 400
"""A date of more days than this is no date to merge by."""
_CELL = 30
"""Days of a block of coarse dates."""
_CROWD = 64
"""Of more statements of a block that share two telling terms with one, those are compared that share more."""

Found = tuple[int, int, float, bool]
"""Two places in a block, how alike the statements there are, and whether they are one event (else they are tied)."""


class Merged(msgspec.Struct):
    """Groups of mentions that tell one event each, with the reasons, and the ties between groups."""

    groups: list[list[Mention]]
    reasons: list[tuple[str, ...]]
    links: list[tuple[int, int, str]]
    """Plan or claim, fulfilment or denial (group numbers), and the reason."""


# --- which pairs ------------------------------------------------------------------------------------------

Spans = Mapping[int, tuple[int, int]]


class _Known:
    """What is merged: mentions by their number, their first and last day, and their subjects as they are needed.

    What two of them have to do with each other follows from their weights, and is remembered.
    """

    def __init__(
        self,
        mentions: Sequence[Mention],
        weights: Sequence[Weight],
        apart: Set[int],
        lang: str,
        memo: Memo | Recall | None,
    ) -> None:
        self.mentions, self.weights = mentions, weights
        self.keys = list(map(key, weights))
        self.lang = lang
        self.spans: dict[int, tuple[int, int]] = {
            number: days
            for number, mention in enumerate(mentions)
            if number not in apart and (days := days_of(mention.when)) is not None
        }
        self._subjects: dict[int, Subject] = {}
        self._copied: Slot[bool] = Slot(memo, b"copies", bool)
        self._reasons: Slot[str] = Slot(memo, b"reasons", str)
        self.copies = self._folded()

    def _folded(self) -> list[tuple[int, int]]:
        """Takes what says the same of the same time out, but for the first: a thousand copies cost what one does."""
        first: dict[bytes, int] = {}
        copies = []
        for number in self.spans:
            same = first.setdefault(said(self.weights[number]), number)
            if (
                same != number
                and self.mentions[number].terms
                and self._of_two(self._copied, same, number, _tell_the_same)
            ):
                copies.append((same, number))
        for _, number in copies:
            del self.spans[number]
        return copies

    def subject(self, number: int) -> Subject:
        """What is compared of a mention."""
        found = self._subjects.get(number)
        if found is None:
            mention = self.mentions[number]
            days = days_of(mention.when)
            assert days is not None
            found = self._subjects[number] = subject_on(mention, days, self.lang)
        return found

    def let_go(self, day: int) -> None:
        """Keeps of the subjects only those that are not over by a day: what is asked for again is made again."""
        self._subjects = {n: subject for n, subject in self._subjects.items() if subject.last >= day}

    def reason(self, one: int, other: int) -> str:
        """Why two mentions are one event, or tied."""
        return self._of_two(self._reasons, one, other, reason_of)

    def _of_two(self, slot: Slot[T], one: int, other: int, find: Callable[[Subject, Subject], T]) -> T:
        both = self.keys[one] + self.keys[other]
        found = slot.get(both)
        if found is None:
            found = find(self.subject(one), self.subject(other))
        slot.put(both, found)
        return found

    def close(self) -> None:
        """Keep what was found out."""
        self._copied.close()
        self._reasons.close()


def _tell_the_same(one: Subject, other: Subject) -> bool:
    return compare(one, other)[0] == "same"


class Block(msgspec.Struct, gc=False):
    """Mentions (by number) among which pairs are looked for: each of ``mine`` with those before it."""

    members: list[int]
    mine: int
    """The place of the first that looks for others."""
    at: int
    width: int
    """Number and length in days of the block's stretch of time, where a pair belongs that begins to overlap in it."""


def blocks(spans: Spans) -> Iterator[Block]:
    """Each day with the day before it, for dates of a few days; each stretch of 30 days with the coarse dates in it.

    They come in the order of time, a stretch behind its days, so that what is compared can be let go of again.
    """
    days: defaultdict[int, list[int]] = defaultdict(list)
    cells: defaultdict[int, list[int]] = defaultdict(list)
    for number, (first, last) in spans.items():
        if last - first <= FINE:
            for day in range(first, last + 1):
                days[day].append(number)
        elif last - first <= COARSEST:
            for cell in range(first // _CELL, last // _CELL + 1):
                cells[cell].append(number)
    of_cell: defaultdict[int, list[int]] = defaultdict(list)
    for day in sorted(days):
        of_cell[day // _CELL].append(day)
    for cell in sorted(cells.keys() | of_cell.keys()):
        for day in of_cell.get(cell, ()):
            members = days[day]
            before = [number for number in days.get(day - 1, ()) if spans[number][1] < day]
            if len(members) + len(before) > 1:
                yield Block([*before, *members], len(before), day, 1)
        if coarse := cells.get(cell):
            besides = sorted({number for day in of_cell.get(cell, ()) for number in days[day]})
            if len(coarse) + len(besides) > 1:
                yield Block(besides + coarse, len(besides), cell, _CELL)


def search(block: Block, known: _Known) -> list[Found]:
    """The pairs of a block that are one event, or tied.

    Whoever shares two of the weightiest terms is compared, if both do not name or count something else. For each
    term, one integer has a bit for every statement that has it: so those who share two are found without looking at each.
    """
    found: list[Found] = []
    having: dict[str, int] = {}
    named = counted = 0
    begun = (1 << block.mine) - 1 if block.width == 1 else 0
    """Who begins in this block, or lay before it: a pair of others has been looked at in an earlier one."""
    subjects = [known.subject(number) for number in block.members]
    for place, item in enumerate(subjects):
        bit = 1 << place
        begins = item.first // block.width == block.at
        if place >= block.mine:
            once = twice = 0
            for term in item.top:
                if others := having.get(term, 0):
                    twice |= once & others
                    once |= others
            if twice and not begins:
                twice &= begun
            if twice and item.names:
                twice &= _any(having, item.names) | ~named
            if twice and item.numbers:
                twice &= _any(having, item.near) | ~counted
            if twice.bit_count() > _CROWD:
                twice = _nearest(item, having, twice)
            while twice:
                lowest = twice & -twice
                twice ^= lowest
                other = lowest.bit_length() - 1
                verdict, score = compare(subjects[other], item)
                if verdict != "different":
                    found.append((other, place, score, verdict == "same"))
        for terms in (item.top, item.names, item.near):
            for term in terms:
                having[term] = having.get(term, 0) | bit
        begun |= bit if begins else 0
        named |= bit if item.names else 0
        counted |= bit if item.numbers else 0
    return found


def _any(having: Mapping[str, int], terms: Iterable[str]) -> int:
    """Who has one of the terms."""
    found = 0
    for term in terms:
        found |= having.get(term, 0)
    return found


def _nearest(item: Subject, having: Mapping[str, int], crowd: int) -> int:
    """Of a crowd, those that share as many of the weightiest terms as a bearable number does."""
    levels = [0] * len(item.top)
    for term in item.top:
        others = having.get(term, 0) & crowd
        for level in range(len(levels) - 1, 0, -1):
            levels[level] |= levels[level - 1] & others
        levels[0] |= others
    fits = next((level for level in levels if 0 < level.bit_count() <= _CROWD), 0)
    return fits or _first(next(level for level in reversed(levels) if level), _CROWD)


def _first(bits: int, count: int) -> int:
    """The lowest so many of some bits.

    >>> bin(_first(0b110101, 2))
    '0b101'
    """
    low, high = 0, bits.bit_length()
    while low < high:
        middle = (low + high) // 2
        if (bits & ((1 << middle) - 1)).bit_count() < count:
            low = middle + 1
        else:
            high = middle
    return bits & ((1 << low) - 1)


def _all_found(known: _Known, slot: Slot[list[Found]]) -> Iterator[Found]:
    """Every pair, by the mentions' numbers."""
    reached = None
    for block in blocks(known.spans):
        members = block.members
        if (day := block.at * block.width // _CELL * _CELL) != reached:
            known.let_go(day - 1)
            reached = day
        content = b"".join(map(known.keys.__getitem__, members))
        where = f"{block.mine} {block.at} {block.width}".encode()
        name = blake2b(content + where, digest_size=16).digest()
        remembered = slot.get(name)
        pairs = search(block, known) if remembered is None else remembered
        slot.put(name, pairs)
        for one, other, score, same in pairs:
            yield members[one], members[other], score, same


# --- groups -----------------------------------------------------------------------------------------------


def merge(
    mentions: Iterable[Mention],
    *,
    joined: Iterable[tuple[str, str]] = (),
    together: Iterable[tuple[str, str]] = (),
    alone: Iterable[str] = (),
    lang: str = "en",
    memo: Memo | Recall | None = None,
    weights: Weights | None = None,
) -> Merged:
    """Mentions grouped by event. By decision ``joined`` pairs are one event, ``together`` ones stay one, and ``alone`` ones
    are merged with none. ``weights`` are what their articles were kept with.
    """
    given = sorted(mentions, key=lambda mention: mention.id)
    places = {mention.id: number for number, mention in enumerate(given)}
    weight_of = (weights or Weights()).of
    known = _Known(
        given,
        list(map(weight_of, given)),
        {places[identifier] for identifier in alone if identifier in places},
        lang,
        memo,
    )
    clusters = _Clusters(len(given))
    again = list(repeated(given, known.spans))
    ties: list[tuple[int, int]] = []
    same: set[tuple[int, int]] = set()
    found: list[tuple[float, int, int]] = []
    slot: Slot[list[Found]] = Slot(memo, b"merge", list[Found])
    for one, other, score, is_same in _all_found(known, slot):
        pair = (one, other) if one < other else (other, one)
        if is_same:
            found.append((-score, *pair))
            same.add(pair)
        else:
            ties.append(pair)
    slot.close()
    by_hand, kept_so = (_placed(pairs, places) for pairs in (joined, together))
    clusters.take(by_hand, "merged by hand")
    for one, other in kept_so:
        clusters.join(one, other)
    for one, other in kept_so:
        if clusters.wants_reason(one):
            first, second = known.subject(one), known.subject(other)
            apart = first.first > second.last or second.first > first.last  # a date was put right
            clusters.explain(one, "merged by hand" if apart else known.reason(one, other))
    found.sort()
    for one, other in clusters.grow(found, same, known.copies):
        if clusters.wants_reason(one):
            clusters.explain(one, known.reason(one, other))
    clusters.take(again, "told in the same words")
    if decided := (*by_hand, *kept_so):  # whoever decided about an event saw all that it holds by itself
        itself = _Clusters(len(given))
        deque(itself.grow(found, same, known.copies), maxlen=0)
        for number in chain.from_iterable(decided):
            for fellow in itself.fellows(number):
                clusters.join(number, fellow)
    tied = [(one, other, known.reason(one, other)) for one, other in ties]
    known.close()
    return _collect(given, clusters, tied)


def _placed(pairs: Iterable[tuple[str, str]], places: Mapping[str, int]) -> list[tuple[int, int]]:
    return [(places[one], places[other]) for one, other in pairs if one in places and other in places]


class _Clusters:
    """Union-find that keeps members and reasons; two groups join only when most of their members agree."""

    def __init__(self, count: int) -> None:
        self.lead = list(range(count))
        self.members: dict[int, list[int]] = {}
        self.reasons: dict[int, dict[str, None]] = {}

    def root(self, number: int) -> int:
        while self.lead[number] != number:
            self.lead[number] = self.lead[self.lead[number]]
            number = self.lead[number]
        return number

    def grow(
        self,
        found: Iterable[tuple[float, int, int]],
        same: Container[tuple[int, int]],
        copies: Iterable[tuple[int, int]],
    ) -> Iterator[tuple[int, int]]:
        """Join what tells the same, the surest first; each pair that did it. What names one known event does surely."""
        for score, one, other in found:
            if score == -NAMED or self.may_join(one, other, same):
                self.join(one, other)
                yield one, other
        for one, other in copies:
            self.join(one, other)
            yield one, other

    def fellows(self, number: int) -> Sequence[int]:
        """All that are of one group with a mention."""
        return self.members.get(self.root(number), [number])

    def may_join(self, one: int, other: int, same: Container[tuple[int, int]]) -> bool:
        """No chaining: of every pair across the groups more than half must be the same event on their own.

        For a third to join two, one of them is enough.
        """
        first, second = self.root(one), self.root(other)
        if first == second:
            return False
        mine, theirs = self.members.get(first, [first]), self.members.get(second, [second])
        if len(mine) == len(theirs) == 1:
            return True
        pairs = [(a, b) if a < b else (b, a) for a in mine[:6] for b in theirs[:6]]
        agree = sum([pair in same for pair in pairs])
        return 2 * agree > len(pairs) or len(pairs) == 2 * agree == 2

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        if first != second:
            self.lead[second] = first
            self.members[first] = self.members.pop(first, [first]) + self.members.pop(second, [second])
            if second in self.reasons:
                self.reasons.setdefault(first, {}).update(self.reasons.pop(second))

    def take(self, pairs: Iterable[tuple[int, int]], reason: str) -> None:
        """Join pairs, all for one reason."""
        for one, other in pairs:
            self.join(one, other)
            self.explain(one, reason)

    def wants_reason(self, number: int) -> bool:
        return self.root(number) not in self.reasons

    def explain(self, number: int, reason: str) -> None:
        self.reasons.setdefault(self.root(number), {})[reason] = None


def _collect(known: list[Mention], clusters: _Clusters, ties: list[tuple[int, int, str]]) -> Merged:
    groups: list[list[Mention]] = []
    reasons: list[tuple[str, ...]] = []
    group_of: dict[int, int] = {}
    for number in range(len(known)):
        if clusters.lead[number] != number:  # the lowest of a group leads it
            continue
        group_of[number] = len(groups)
        members = clusters.members.get(number)
        groups.append([known[member] for member in sorted(members)] if members else [known[number]])
        reasons.append(tuple(clusters.reasons.get(number, ())))
    links: dict[tuple[int, int], str] = {}
    for one, other, reason in sorted(ties):
        first, second = group_of[clusters.root(one)], group_of[clusters.root(other)]
        if first != second:
            links.setdefault((min(first, second), max(first, second)), reason)
    return Merged(groups, reasons, [(a, b, reason) for (a, b), reason in sorted(links.items())])
