"""How alike two statements are, and whether they tell one event: by who did what, where, when and to how many.

Rather not than wrongly: what each counts, names or does otherwise keeps two statements apart (docs/chronology.md).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache, lru_cache
from itertools import chain, pairwise, permutations
from typing import Literal

import msgspec

from timeline.chronology.language.deeds import being
from timeline.chronology.language.references import terms_told
from timeline.chronology.language.terms import (
    ABOUT,
    Values,
    as_written,
    once_told,
    referred,
    synonyms,
    terms_of,
    titles,
    values,
)
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
NAMED = 2.0
"""What two statements are alike that name one known event: surer than any likeness."""
COPIED = 0.95
"""So alike, two statements are one however little they say."""
NEVER = 9.0
"""No likeness is enough."""
FINE = 3
"""A date of so many days, besides its first, is compared by the day."""
MONTH = 31
"""A date of no more days may name the month of another."""

_INDEXED = 5
"""So many of its weightiest terms a statement is found by."""

Verdict = Literal["same", "linked", "different"]


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
    once: str
    """What somebody did or met with but once, that it tells; mostly nothing."""
    source: frozenset[str]
    """What names who says so."""
    first: int
    last: int
    """First and last day number."""
    worth: Values
    lang: str


def subject(mention: Mention, lang: str = "en") -> Subject | None:
    """What is compared of a mention; ``None`` for one without a date, which is never merged."""
    days = days_of(mention.when)
    return None if days is None else subject_on(mention, days, lang)


def subject_on(mention: Mention, days: tuple[int, int], lang: str) -> Subject:
    """What is compared of a mention whose first and last day are known."""
    words = _words(mention, lang)
    reference = referred(words)
    deed = once_told(words)
    words = words[:-1] if reference or deed else words
    known, worth = synonyms(lang), values(lang)
    names = tuple([term for term in words if term[0] == "="])
    numbers = tuple([term for term in words if term[0] == "#"])
    deeds = tuple([term for term in words if term in known.deeds])
    top = sorted(words, key=worth.__getitem__, reverse=True)[:_INDEXED]
    if deeds and deeds[0] not in top:
        top.append(deeds[0])
    if deed:
        top.append(_by_surname(deed))
    akin, answers = _akin(deeds, lang)
    terms = frozenset(words)
    return Subject(
        mention, terms, sum(map(worth.__getitem__, words)), sum(map(_rest_of(lang).__getitem__, words)), tuple(top), names,
        numbers, deeds, tuple([size for number in numbers for size in size_of(number, f">{number[1:]}" not in terms)]), akin, answers,
        terms & known.turning, reference, deed, _source(mention.asserted_by, lang), *days, worth, lang,
    )  # fmt: skip


def _words(mention: Mention, lang: str) -> tuple[str, ...]:
    return mention.terms or terms_told(
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
        named = term[0] in "=#" or term[0].isdigit() or term[0] in ABOUT
        plain = not named and term not in self.others
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


def days_of(when: Interval | None) -> tuple[int, int] | None:
    """First and last day number; what is only known by a day is taken at that day and the one before."""
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
        return (_tie(one.mention, other.mention) if _known_alike(one, other) else "different"), NAMED
    if one.once and _done_alike(one, other):
        return _tie(one.mention, other.mention), COPIED
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
        and one.reference == other.reference
        and not set(one.names).isdisjoint(other.names)
        and not _of_one_sentence(one.mention, other.mention)
    )


def _done_alike(one: Subject, other: Subject) -> bool:
    """Whether two statements tell of one day, or of it and its month, what somebody does but once: "Hale stepped down"."""
    return (
        _is_one(one.once, other.once)
        and _within(one, other)
        and not _contradict(one, other, one.terms & other.terms)
        and not _rivals(one, other)
        and not _of_one_sentence(one.mention, other.mention)
    )


def _is_one(deed: str, another: str) -> bool:
    """Whether two single deeds are one, of somebody whom one of them may call by the surname."""
    return deed == another or (
        _by_surname(deed) == _by_surname(another) and " " not in min(deed, another, key=len)
    )


def _by_surname(deed: str) -> str:
    """A single deed with the surname alone: "resign=ana hale" as "resign=hale"."""
    done, _, name = deed.partition("=")
    return f"{done}={name.rpartition(' ')[2]}"


def _within(one: Subject, other: Subject) -> bool:
    """Whether the dates are the same, or one lies within the other, which is no coarser than a month."""
    first, last = max(one.first, other.first), min(one.last, other.last)
    longest = max(one.last - one.first, other.last - other.first)
    return (first, last) in ((one.first, one.last), (other.first, other.last)) and longest <= MONTH


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
        [term for term in one.terms & other.terms if term[0] not in ABOUT],
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


def repeated(mentions: Sequence[Mention], numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Of some mentions, by their number, those that tell another part of their sentence and its day again, and that part."""
    parts: defaultdict[tuple[str, tuple[int, int]], list[int]] = defaultdict(list)
    for number in numbers:
        mention = mentions[number]
        parts[mention.article, mention.sentence].append(number)
    for one, other in chain.from_iterable(permutations(fellows, 2) for fellows in parts.values()):
        whole, part = mentions[one], mentions[other]
        if days_of(whole.when) == days_of(part.when) and _repeats(whole, part):
            yield one, other


def _repeats(one: Mention, other: Mention) -> bool:
    """Whether the headline of one part of a sentence tells another part, too: all its words, and maybe more.

    The sentence stands whole where a part of it cannot stand by itself. Of two with the same words, what was said tells
    that it was said.
    """
    whole, part = one.headline, other.headline.rstrip(".…")
    if not whole.startswith(part) or _is_torn(whole, len(part)):
        return False
    if _tie(one, other) == "same":
        return len(whole) > len(part) or one.start < other.start
    return other.kind == "stated" and len(whole) == len(part)


def _is_torn(words: str, at: int) -> bool:
    """Whether a place lies within a word."""
    return words[at : at + 1].isalnum() and words[at - 1 : at].isalnum()


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
    if one.turned != other.turned or _turned_round(one, other, shared):
        return True
    if 2 * len(shared.intersection(one.names)) < min(len(one.names), len(other.names)):
        return True
    if not one.numbers or not other.numbers or shared.intersection(one.numbers):
        return False
    return not any(_near(a, b, one, other) or far(a, b) for a in one.numbers for b in other.numbers)


def _turned_round(one: Subject, other: Subject, shared: frozenset[str]) -> bool:
    """Whether one does to another what the other statement tells the other way round: "Ana beat Mia", "Mia beat Ana"."""
    deed = next((deed for deed in one.deeds if deed in shared and deed in synonyms(one.lang).sided), "")
    if not deed:
        return False
    both = {name for name in one.names if name in shared and f"@{name[1:]}" not in one.terms | other.terms}
    mine, theirs = _doers(one, both, deed), _doers(other, both, deed)
    return bool(mine) and bool(theirs) and mine.isdisjoint(theirs)


def _doers(subject: Subject, names: Set[str], deed: str) -> Set[str]:
    """Those of some names who do a deed: they stand before it, or behind it where it is done "by" them."""
    told = _words(subject.mention, subject.lang)
    before = {name for name in names if told.index(name) < told.index(deed)}
    words = subject.mention.headline.split()
    suffered = "by" in words and not being(subject.lang).isdisjoint(words)
    return names - before if suffered else before


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
    """Whether each names somebody whom the other does not name, or begins with a land that the other does not name."""
    if _begins_with_land(one, other) and _begins_with_land(other, one):
        return True
    mine = {name for name in one.names if name not in other.terms and not _is_place(name, one, other)}
    theirs = {name for name in other.names if name not in one.terms and not _is_place(name, one, other)}
    if not mine or not theirs:
        return False
    known, besides = _fuller(one, mine), _fuller(other, theirs)
    return any(name not in known or known[name] in besides.values() for name in mine) and any(
        name not in besides or besides[name] in known.values() for name in theirs
    )


def _begins_with_land(subject: Subject, other: Subject) -> bool:
    """Whether a statement begins with a land that the other does not name: "the French minister"."""
    words = _words(subject.mention, subject.lang)
    return bool(words) and words[0] in synonyms(subject.lang).lands and words[0] not in other.terms


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
