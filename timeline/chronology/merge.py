"""Which mentions tell the same event: dates that agree, and words that agree.

Never on a date alone, never through an undated mention, and rather not than wrongly. Mentions are compared only
where they share a day (or a month, where one of them is that coarse) and two telling words, so the cost grows with
the mentions and not with their square. A plan and its fulfilment, a claim and its denial are linked, not merged.

What is found within a block (a day with the day before, a month) depends on the block's mentions alone, and can be
remembered by their digest: one changed article costs the blocks it has a part in.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import Literal

import msgspec

from timeline.chronology.language.terms import (
    Values,
    as_written,
    referred,
    statement_terms,
    synonyms,
    terms_of,
    titles,
    values,
)
from timeline.chronology.memo import Memo, Recall, Slot
from timeline.civil import DAY, Interval
from timeline.model import Mention

ENOUGH = 0.45
"""Similarity (the weight of what is shared, of seven parts the shorter statement and three the longer) from which two statements of one day are one event, where each tells the deed that the other tells first."""
ENOUGH_COUNTED = 0.4
"""The same where they count the same besides."""
ENOUGH_DEED = 0.64
"""The same where they tell one deed, or deeds that are akin, in another order."""
ENOUGH_NUMBER = 0.55
"""The same where they count the same, and tell no deed in common."""
ENOUGH_WORDS = 0.66
"""The same where neither tells a known deed."""
ENOUGH_ONE = 0.8
"""The same where one tells a known deed."""
ENOUGH_APART = 0.82
"""The same where each names somebody else; or where the dates do not meet, though they are a day apart: a conflict, shown as one."""
ENOUGH_COARSE = 0.66
"""No less is enough where one of the dates is a month or coarser."""
REST = 0.25
"""Share of what else is said (no name, number, title or deed) that both must have; """
REST_UNKNOWN = 0.45
"""more where they tell no deed in common."""
LITTLE, NOTHING = 250, 50
"""Whoever says no more than so much besides says nothing else: about somebody named, about a place."""
TOO_LITTLE = 500
"""Weight of what is shared below which two statements say too little ("they were released")."""
TELLING = 13
"""A smaller number than this tells little: there are two of many things."""
NEAR = 0.85
"""Two numbers of which the smaller is so much of the greater do not contradict each other: a toll, and a later one."""
BOUND = 0.6
"""The same where the smaller number is said to be no exact one."""
FAR = 50
"""Of two numbers of which one is so many times the other, each counts something else."""
COPIED = 0.95
"""So alike, two statements are one however little they say."""
NEVER = 9.0
"""No likeness is enough."""
FINE = 3
"""A date of so many days, besides its first, is compared by the day."""
COARSEST = 400
"""A date of more days than this is no date to merge by."""
_INDEXED = 5
_CELL = 30
"""Days of a block of coarse dates."""
_CROWD = 64
"""Of more statements of a block that share two telling terms with one, those are compared that share more."""

Verdict = Literal["same", "linked", "different"]
Found = tuple[int, int, float, bool]
"""Two places in a block, how alike the statements there are, and whether they are one event (else they are tied)."""


class Subject(msgspec.Struct, gc=False):
    """A mention with what is compared of it."""

    mention: Mention
    terms: frozenset[str]
    total: int
    """The weight of its terms."""
    rest: int
    """The weight of those that tell neither who, where, how many nor what was done, and are no titles."""
    top: tuple[str, ...]
    """The weightiest, and what it tells first that was done."""
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    deeds: tuple[str, ...]
    """What it tells that was done, in its order."""
    near: tuple[str, ...]
    """What its numbers are found by, and those near them."""
    akin: frozenset[str]
    """Its deeds, and those that often tell the same."""
    answers: frozenset[str]
    """What it tells first, where that answers what another did."""
    turned: frozenset[str]
    """Deeds that undo what is told beside them."""
    reference: str
    """The event of which it only says that it was, as of a known one; mostly none."""
    source: frozenset[str]
    """What names who says so."""
    first: int
    last: int
    """First and last day number."""
    worth: Values
    lang: str


class Merged(msgspec.Struct):
    """Groups of mentions that tell one event each, with the reasons, and the ties between groups."""

    groups: list[list[Mention]]
    reasons: list[tuple[str, ...]]
    links: list[tuple[int, int, str]]
    """Plan or claim, fulfilment or denial (group numbers), and the reason."""


def subject(mention: Mention, lang: str = "en") -> Subject | None:
    """What is compared of a mention; ``None`` for one without a date, which is never merged."""
    days = _days(mention.when)
    return None if days is None else _subject(mention, days, lang)


def _subject(mention: Mention, days: tuple[int, int], lang: str) -> Subject:
    words = _words(mention, lang)
    reference = referred(words)
    words = words[:-1] if reference else words
    known, worth = synonyms(lang), values(lang)
    names = tuple([term for term in words if term[0] == "="])
    numbers = tuple([term for term in words if term[0] == "#"])
    deeds = tuple([term for term in words if term in known.deeds])
    top = sorted(words, key=worth.__getitem__, reverse=True)[:_INDEXED]
    if deeds and deeds[0] not in top:
        top.append(deeds[0])
    akin, answers = _akin(deeds, lang)
    terms = frozenset(words)
    return Subject(
        mention, terms, sum(map(worth.__getitem__, words)), sum(map(_rest_of(lang).__getitem__, words)), tuple(top), names,
        numbers, deeds, tuple([size for number in numbers for size in size_of(number, f">{number[1:]}" not in terms)]), akin, answers,
        terms & known.turning, reference, _source(mention.asserted_by, lang), *days, worth, lang,
    )  # fmt: skip


def _words(mention: Mention, lang: str) -> tuple[str, ...]:
    return mention.terms or statement_terms(
        mention.headline, mention.quote, mention.timex.text if mention.timex else "", lang
    )


class _Rest(dict[str, int]):
    """Terms → what they weigh, those that tell who, where, how many or what was done, and titles, nothing."""

    def __init__(self, lang: str) -> None:
        self.worth, self.others = (
            values(lang),
            synonyms(lang).deeds | synonyms(lang).usual | synonyms(lang).kinds | titles(lang),
        )

    def __missing__(self, term: str) -> int:
        plain = term[0] not in "=#@>!" and not term[0].isdigit() and term not in self.others
        weight = self[term] = self.worth[term] if plain else 0
        return weight


@cache
def _rest_of(lang: str) -> _Rest:
    return _Rest(lang)


@lru_cache(maxsize=50_000)
def _akin(deeds: tuple[str, ...], lang: str) -> tuple[frozenset[str], frozenset[str]]:
    """Deeds with those that often tell the same; and the first, where it answers what another did."""
    known = synonyms(lang)
    others = [known.akin[deed] for deed in deeds if deed in known.akin]
    return frozenset(deeds).union(*others), known.answers.intersection(deeds[:1])


@lru_cache(maxsize=10_000)
def _source(said_by: str | None, lang: str) -> frozenset[str]:
    return frozenset(terms_of(said_by, lang)) if said_by else frozenset()


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
    """Whether two statements tell one event, two events that are tied, or different ones; and their similarity.

    That one source says both is no likeness of what it says.
    """
    if one.reference and other.reference:
        return (_tie(one.mention, other.mention) if _known_alike(one, other) else "different"), COPIED
    shared = told = one.terms & other.terms
    least, most = (one.total, other.total) if one.total < other.total else (other.total, one.total)
    if one.source and not one.source.isdisjoint(other.source):
        said = shared & one.source & other.source
        told = shared - said
        weight = sum(map(one.worth.__getitem__, said))
        least, most = least - weight, most - weight
    if len(told) < 2:
        return "different", 0.0
    weight = sum(map(one.worth.__getitem__, told))
    score = weight / (0.7 * least + 0.3 * most)
    if score < (ENOUGH_COUNTED if weight >= TOO_LITTLE else COPIED):
        return "different", score
    apart = max(one.first, other.first) - min(one.last, other.last)
    coarse = max(one.last - one.first, other.last - other.first) > FINE
    if apart > (0 if coarse else 1) or _contradict(one, other, shared):
        return "different", score
    if apart > 0 and not (_agree(one, other) or not (one.deeds or other.deeds)):
        return "different", score  # he died at home; on the next day flowers were laid there
    needed = COPIED if score >= COPIED else _needed(one, other, told)
    if apart > 0:
        needed = max(needed, ENOUGH_APART)
    elif coarse:
        needed = max(needed, ENOUGH_COARSE)
    if score < needed or _of_one_sentence(one.mention, other.mention):
        return "different", score
    return _tie(one.mention, other.mention), score


def _known_alike(one: Subject, other: Subject) -> bool:
    """Whether two statements that only name an event name that of one day and place: "Tuesday's quake", "the Karsa quake"."""
    same_day = (one.first, one.last) == (other.first, other.last)
    return (
        same_day
        and not set(one.names).isdisjoint(other.names)
        and not _of_one_sentence(one.mention, other.mention)
    )


def _needed(one: Subject, other: Subject, told: frozenset[str]) -> float:
    """How alike two statements of one day must be to tell one event: less, the more of who did what, where and to how many agrees."""
    counted = _count_alike(one, other, told)
    agree = _agree(one, other)
    who = _who(one, other, told)
    besides = _besides(one, other, told)
    alike = (
        besides >= REST or min(one.rest, other.rest) <= (LITTLE if who else NOTHING) or (agree and who > 1)
    )
    if one.answers != other.answers:
        return NEVER
    if not counted and _rivals(one, other):
        return ENOUGH_APART if alike else NEVER
    if agree:
        if counted:
            return ENOUGH_COUNTED
        if alike or (who and not told.isdisjoint(one.numbers)):
            return ENOUGH if who or besides >= REST_UNKNOWN or not _names_more(one, other) else ENOUGH_DEED
        return ENOUGH_ONE if who else NEVER
    if not alike:
        return NEVER
    akin = not one.akin.isdisjoint(other.deeds)
    if akin and (counted or besides >= REST or not told.isdisjoint(one.deeds)):
        return ENOUGH if counted or _lead(one, other) else ENOUGH_DEED
    if counted:
        return ENOUGH_NUMBER
    if (one.deeds and other.deeds) or besides < REST_UNKNOWN or _plain(one, told) < 2:
        return NEVER
    return ENOUGH_WORDS if who or not (one.deeds or other.deeds) else ENOUGH_ONE


def reason_of(one: Subject, other: Subject) -> str:
    """Why two statements are one event, in words that stand on the page.

    ``same day, shares Palmyra, 300, militants``
    """
    shared = sorted(
        [term for term in one.terms & other.terms if term[0] not in "@>!"],
        key=lambda term: (-one.worth[term], term),
    )
    words = _written(tuple(shared), one.mention.headline, one.mention.quote)
    telling = list(dict.fromkeys(word for word in words if len(word) > 1))[:4]
    if not (one.first <= other.last and other.first <= one.last):
        day = "a day apart"
    else:
        day = "dates agree" if max(one.last - one.first, other.last - other.first) > FINE else "same day"
    return f"{day}, shares {', '.join(telling)}"


def _of_one_sentence(one: Mention, other: Mention) -> bool:
    """A sentence tells nothing twice; its parts share the source that says them."""
    return one.article == other.article and one.sentence == other.sentence


@lru_cache(maxsize=4096)
def _written(terms: tuple[str, ...], headline: str, quote: str) -> tuple[str, ...]:
    return as_written(terms, f"{headline} {quote}")


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


def _contradict(one: Subject, other: Subject, shared: frozenset[str]) -> bool:
    """Whether both count something, and count otherwise; name somebody, and less than half are the same; or one undoes.

    "Failed to win" is no winning.
    """
    if one.turned != other.turned:
        return True
    if 2 * len(shared.intersection(one.names)) < min(len(one.names), len(other.names)):
        return True
    if not one.numbers or not other.numbers or shared.intersection(one.numbers):
        return False
    return not any(_near(a, b, one, other) or far(a, b) for a in one.numbers for b in other.numbers)


def _count_alike(one: Subject, other: Subject, told: frozenset[str]) -> bool:
    """Whether a telling number is shared, or one near to it."""
    if any(map(_is_telling, told)):
        return True
    if len(one.numbers) != 1 and len(other.numbers) != 1:
        return False
    return any(_near(a, b, one, other) and _amount(a) >= TELLING for a in one.numbers for b in other.numbers)


@lru_cache(maxsize=50_000)
def _is_telling(term: str) -> bool:
    """Whether a term is a number, or what is measured, of which there are not many; a year is none."""
    counts = term[0] == "#" or (term[0].isdigit() and term[-1] != "_")
    return counts and (_amount(term) >= TELLING or "." in term)


def _rivals(one: Subject, other: Subject) -> bool:
    """Whether each names somebody whom the other does not name."""
    mine = {name for name in one.names if name not in other.terms and not _is_place(name, one, other)}
    theirs = {name for name in other.names if name not in one.terms and not _is_place(name, one, other)}
    if not mine or not theirs:
        return False
    known, besides = _fuller(one, mine), _fuller(other, theirs)
    return any(name not in known or known[name] in besides.values() for name in mine) and any(
        name not in besides or besides[name] in known.values() for name in theirs
    )


def _fuller(subject: Subject, names: Set[str]) -> dict[str, str]:
    """Names that make another one fuller ("Rafa" of "Rafa Soler"), and that one."""
    told = [term for term in _words(subject.mention, subject.lang) if term[0] != "@"]
    return {
        first: second
        for first, second in (*pairwise(told), *pairwise(reversed(told)))
        if first in names and second[0] == "=" and second not in names
    }


def _agree(one: Subject, other: Subject) -> bool:
    """Whether each tells what the other tells first."""
    return (
        bool(one.deeds) and bool(other.deeds) and one.deeds[0] in other.deeds and other.deeds[0] in one.deeds
    )


def _lead(one: Subject, other: Subject) -> bool:
    """Whether each tells what the other tells first, or a deed that is akin."""
    return one.deeds[0] in other.akin and other.deeds[0] in one.akin


def _who(one: Subject, other: Subject, told: frozenset[str]) -> int:
    """How many names both say that are not only those of places."""
    return sum([name in told and not _is_place(name, one, other) for name in one.names])


def _is_place(name: str, one: Subject, other: Subject) -> bool:
    """Whether one of the statements names it as a place ("in Karsa")."""
    mark = f"@{name[1:]}"
    return mark in one.terms or mark in other.terms or name in synonyms(one.lang).lands


def _names_more(one: Subject, other: Subject) -> bool:
    """Whether one of the statements names somebody whom the other does not name."""
    return any(
        name not in two.terms and not _is_place(name, one, other)
        for two, names in ((one, other.names), (other, one.names))
        for name in names
    )


def _besides(one: Subject, other: Subject, told: frozenset[str]) -> float:
    """How much of what the one says besides who, where, how many and what was done, the other says too."""
    weight = sum(map(_rest_of(one.lang).__getitem__, told))
    return weight / min(one.rest, other.rest) if weight > NOTHING else 0.0


def _plain(one: Subject, told: frozenset[str]) -> int:
    """How many words of what else is said both say."""
    return sum(map(bool, map(_rest_of(one.lang).__getitem__, told)))


@lru_cache(maxsize=50_000)
def size_of(term: str, exact: bool = True) -> tuple[str, ...]:
    """What a number is found by, and for a telling one what those near to it are found by too.

    >>> size_of("#7"), size_of("#100"), size_of("#110")
    (('#7',), ('~28', '~27', '~29'), ('~28', '~27', '~29'))
    """
    amount = _amount(term)
    if amount < TELLING:
        return (term,)
    step = int(math.log(amount) / -math.log(NEAR))
    return (f"~{step}", f"~{step - 1}", f"~{step + 1}", *([] if exact else [f"~{step + 2}", f"~{step + 3}"]))


@lru_cache(maxsize=50_000)
def _amount(term: str) -> float:
    """The number of a term."""
    try:
        return min(float(term.lstrip("#").partition("_")[0]), 1e300)
    except ValueError:
        return 0.0


def near(one: str, other: str, exact: bool = True) -> bool:
    """Whether two numbers may count the same thing; the smaller may be much smaller where it is no exact one ("at least").

    >>> near("#21", "#23"), near("#4", "#5"), near("#700", "#717")
    (True, False, True)
    >>> near("#200", "#276"), near("#200", "#276", exact=False)
    (False, True)
    """
    least, most = sorted((_amount(one), _amount(other)))
    return one == other or TELLING <= least >= (NEAR if exact else BOUND) * most


def _near(number: str, another: str, one: Subject, other: Subject) -> bool:
    """Whether a number of one statement may count what one of the other does."""
    exact = (
        f">{number[1:]}" not in one.terms
        if _amount(number) < _amount(another)
        else f">{another[1:]}" not in other.terms
    )
    return near(number, another, exact)


def far(one: str, other: str) -> bool:
    """Whether two numbers are so unlike that they cannot count the same thing: 9,000 passengers, 300 million euros."""
    least, most = sorted((_amount(one), _amount(other)))
    return least * FAR < most


# --- which pairs ------------------------------------------------------------------------------------------

Spans = Mapping[int, tuple[int, int]]


class _Facts(msgspec.Struct, gc=False):
    """What a mention is merged by: its first and last day, and what tells it from others."""

    days: tuple[int, int] | None
    said: bytes
    """What it says of which time, and who says so: two that have this in common tell the same."""
    key: bytes
    """The digest of all that is compared of it."""


def _facts(mention: Mention) -> _Facts:
    date = mention.timex.text if mention.timex and not mention.terms else ""
    said = _encoded((mention.terms, mention.when, mention.kind, mention.asserted_by))
    rest = _encoded((mention.id, mention.article, mention.sentence, mention.headline, date))
    return _Facts(_days(mention.when), said, blake2b(said + rest, digest_size=16).digest())


_encoded = msgspec.msgpack.Encoder().encode


class _Known:
    """What is merged: mentions by their number, their first and last day, and their subjects as they are needed."""

    def __init__(
        self, mentions: Sequence[Mention], facts: Sequence[_Facts], apart: Set[int], lang: str
    ) -> None:
        self.mentions, self.facts = mentions, facts
        self.lang = lang
        self.spans: dict[int, tuple[int, int]] = {
            number: fact.days
            for number, fact in enumerate(facts)
            if fact.days is not None and number not in apart
        }
        self._subjects: dict[int, Subject] = {}
        self.copies = self._folded()

    def _folded(self) -> list[tuple[int, int]]:
        """Takes what says the same of the same time out, but for the first: a thousand copies cost what one does."""
        first: dict[bytes, int] = {}
        copies = []
        for number in self.spans:
            same = first.setdefault(self.facts[number].said, number)
            if (
                same != number
                and self.mentions[number].terms
                and compare(self.subject(same), self.subject(number))[0] == "same"
            ):
                copies.append((same, number))
        for _, number in copies:
            del self.spans[number]
        return copies

    def subject(self, number: int) -> Subject:
        """What is compared of a mention."""
        found = self._subjects.get(number)
        if found is None:
            found = _subject(self.mentions[number], self.spans[number], self.lang)
            self._subjects[number] = found
        return found


class Block(msgspec.Struct, gc=False):
    """Mentions (by number) among which pairs are looked for: each of ``mine`` with those before it."""

    members: list[int]
    mine: int
    """The place of the first that looks for others."""
    at: int
    width: int
    """Number and length in days of the block's stretch of time, where a pair belongs that begins to overlap in it."""


def blocks(spans: Spans) -> Iterator[Block]:
    """Each day with the day before it, for dates of a few days; each stretch of 30 days with the coarse dates in it."""
    days: defaultdict[int, list[int]] = defaultdict(list)
    cells: defaultdict[int, list[int]] = defaultdict(list)
    for number, (first, last) in spans.items():
        if last - first <= FINE:
            for day in range(first, last + 1):
                days[day].append(number)
        elif last - first <= COARSEST:
            for cell in range(first // _CELL, last // _CELL + 1):
                cells[cell].append(number)
    for day, members in days.items():
        before = [number for number in days.get(day - 1, ()) if spans[number][1] < day]
        if len(members) + len(before) > 1:
            yield Block([*before, *members], len(before), day, 1)
    fine: defaultdict[int, dict[int, None]] = defaultdict(dict)
    for day, members in days.items():
        if day // _CELL in cells:
            fine[day // _CELL].update(dict.fromkeys(members))
    for cell, members in cells.items():
        besides = sorted(fine.get(cell, ()))
        if len(members) + len(besides) > 1:
            yield Block(besides + members, len(besides), cell, _CELL)


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
    for block in blocks(known.spans):
        members = block.members
        content = b"".join([known.facts[number].key for number in members])
        where = f"{block.mine} {block.at} {block.width}".encode()
        key = blake2b(content + where, digest_size=16).digest()
        remembered = slot.get(key)
        pairs = search(block, known) if remembered is None else remembered
        slot.put(key, pairs)
        for one, other, score, same in pairs:
            yield members[one], members[other], score, same


# --- groups -----------------------------------------------------------------------------------------------


def merge(
    mentions: Iterable[Mention],
    *,
    joined: Iterable[tuple[str, str]] = (),
    alone: Iterable[str] = (),
    lang: str = "en",
    memo: Memo | Recall | None = None,
) -> Merged:
    """Mentions grouped by event. ``joined`` pairs are one event and ``alone`` ones are merged with none, by decision."""
    given = sorted(mentions, key=lambda mention: mention.id)
    places = {mention.id: number for number, mention in enumerate(given)}
    kept = (memo if isinstance(memo, Recall) else Recall()).room("merge").of
    facts = [kept(mention.id, mention, _facts) for mention in given]
    known = _Known(given, facts, {places[identifier] for identifier in alone if identifier in places}, lang)
    clusters = _Clusters(len(given))
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
    for one_id, other_id in joined:
        if one_id in places and other_id in places:
            clusters.join(places[one_id], places[other_id])
            clusters.explain(places[one_id], "merged by hand")
    found.sort()
    for _, one, other in found:
        if clusters.may_join(one, other, same):
            clusters.join(one, other)
            if clusters.wants_reason(one):
                clusters.explain(one, reason_of(known.subject(one), known.subject(other)))
    for one, other in known.copies:
        clusters.join(one, other)
        if clusters.wants_reason(one):
            clusters.explain(one, reason_of(known.subject(one), known.subject(other)))
    tied = [(one, other, reason_of(known.subject(one), known.subject(other))) for one, other in ties]
    return _collect(given, clusters, tied)


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
    for number in range(len(known)):
        root = clusters.lead[number] if clusters.lead[number] == number else clusters.root(number)
        if root not in group_of:
            group_of[root] = len(groups)
            groups.append([known[member] for member in sorted(clusters.members.get(root, (root,)))])
            reasons.append(tuple(clusters.reasons.get(root, ())))
    links: dict[tuple[int, int], str] = {}
    for one, other, reason in sorted(ties):
        first, second = group_of[clusters.root(one)], group_of[clusters.root(other)]
        if first != second:
            links.setdefault((min(first, second), max(first, second)), reason)
    return Merged(groups, reasons, [(a, b, reason) for (a, b), reason in sorted(links.items())])
