"""How much an event matters, from 0 to 1.

The strongest signal known for timelines is how many *articles name an event's day from another day*; then how many
independent voices tell the event itself, how many others tell of that day in its words, and whether it is what its articles
are about (their titles, their first sentences).
Copies raise nothing. Ten versions of one fact do not fill the front page: of events with much the same words, the
later ones in rank lose.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

from timeline.chronology.headlines import leans
from timeline.chronology.language.chatter import is_chatter
from timeline.chronology.language.terms import terms_of, values
from timeline.chronology.memo import Memo, Recall, Slot
from timeline.chronology.weighing import SIZE, Weights, counted, marked
from timeline.civil import DAY, Grain
from timeline.model import Article, ArticleDigest, Event

KIND = {"happened": 1.0, "ongoing": 0.8, "planned": 0.7, "denied": 0.6, "stated": 0.45, "conditional": 0.35}
NAMED = 1.0
"""What it counts that other articles name the day."""
TOLD = 1.2
"""What the voices count that tell the event."""
HEARD = 2.0
"""What it counts that others use its words of that day: "stepped down" on the day on which everyone says so."""
TITLE, TOP = 1.0, 0.75
"""What its words in the title of its article count, and its place at the top."""
BACKGROUND = 0.7
"""What an event counts that was over long before whoever tells it."""
GRACE = 1000
"""So much weight beside its own each event's words have to carry, some three words: "The debate" has no part in a day by itself."""
CHATTER = 0.6
"""What a headline in the first or second person, a question or a web page's furniture counts beside a report."""
LOSS = 0.5
"""What a near-repetition of a higher event loses at most."""

ADDED = 0.6
"""What an event has at least that somebody added by hand: they did so because the page lacked it."""

_DAYS = 8
"""Days whose events are held in their order."""

NEAR = 0.5
"""How much of that it loses where the higher event lies a day before or after: what fell yesterday is in other hands today."""


PAGES = 60
"""So many events at least, and one for ten articles, have pages of their own by their rank."""


def with_pages(events: Sequence[Event], ranks: Sequence[float], articles: int) -> set[str]:
    """The events that have pages of their own: told by several articles, touched by a person, or ranking."""
    by_rank = sorted(range(len(events)), key=lambda number: -ranks[number])
    ranking = (events[number] for number in by_rank[: max(PAGES, articles // 10)])
    told = (
        event
        for event in events
        if event.pinned
        or event.conflicts
        or event.links
        or event.review.state in ("accepted", "corrected")
        or (len(event.mentions) > 1 and len({mention.article for mention in event.mentions}) > 1)
    )
    return {event.id for event in (*ranking, *told) if event.mentions}


def day_mentions(named: Iterable[tuple[str, Iterable[int]]], voice: Mapping[str, str]) -> Counter[int]:
    """For each day number, how many voices name it in an article of another day."""
    naming: defaultdict[int, set[str]] = defaultdict(set)
    for article, days in named:
        for day in days:
            naming[day].add(voice[article])
    return Counter({day: len(voices) for day, voices in naming.items()})


def scores(
    events: Sequence[Event],
    digests: Sequence[ArticleDigest],
    voice: Mapping[str, str],
    memo: Memo | Recall | None = None,
    weights: Weights | None = None,
) -> list[float]:
    """The score of each event; ``memo`` keeps those of a day for as long as nothing of it and the days beside it changes."""
    weights = weights or Weights(digests)
    days: defaultdict[int | None, list[int]] = defaultdict(list)
    for number, event in enumerate(events):
        days[_day(event)].append(number)
    ranking = _Ranking(events, days, {digest.article.id: digest for digest in digests}, voice, weights)
    slot: Slot[list[float]] = Slot(memo, b"scores", list[float])
    raw = [0.0] * len(events)
    for day, numbers in days.items():
        beside = () if day is None else (day - 1, day + 1)
        key = ranking.key(day, *beside)
        scored = slot.get(key)
        if scored is None:
            found = _diverse([ranking.of(each) for each in (day, *beside)])
            scored = [found[events[number].id] for number in numbers]
        slot.put(key, scored)
        for number, score in zip(numbers, scored, strict=True):
            raw[number] = score
    slot.close()
    top = max(raw, default=0.0) or 1.0
    return [
        1.0
        if event.pinned
        else min(round(score / top if event.mentions else max(score / top, ADDED), 3), 0.999)
        for event, score in zip(events, raw, strict=True)
    ]


def _day(event: Event) -> int | None:
    when = event.when
    return when.start // DAY if when is not None and when.start is not None else None


class _Ranking:
    """The events of each day in the order of their rank, made for those days that are asked for."""

    def __init__(
        self,
        events: Sequence[Event],
        days: Mapping[int | None, Sequence[int]],
        digests: Mapping[str, ArticleDigest],
        voice: Mapping[str, str],
        weights: Weights,
    ) -> None:
        self._events, self._days, self._voice, self._weights = events, days, voice, weights
        self._named = day_mentions(weights.days(), voice)
        self._head = cache(lambda article: _head(digests[article]))
        self.of = lru_cache(_DAYS)(self._ranked)
        """A day's events in their order; days are asked for one after the other, each with its neighbours."""
        self._key = cache(self._marked)

    def key(self, *days: int | None) -> bytes:
        """The digest of all that the events of some days count by."""
        return b"".join(map(self._key, days))

    def _here(self, day: int | None) -> list[Event]:
        return [self._events[number] for number in self._days.get(day, ())]

    def _ranked(self, day: int | None) -> _Ranked:
        told = [_told(self._head, event) for event in self._here(day)]
        return _ranked(self._voice, told, self._named[day] if day is not None else 0)

    def _marked(self, day: int | None) -> bytes:
        if day not in self._days:
            return bytes(SIZE)
        events = self._here(day)
        voices = [self._voice[mention.article] for event in events for mention in event.mentions]
        return marked(list(map(self._mark, events)), voices, self._named[day] if day is not None else 0)

    def _mark(self, event: Event) -> Any:
        """What tells an event: the digests of its mentions, and what they do not say of it."""
        mentions = event.mentions
        told = b"".join([counted(self._weights.of(mention)) for mention in mentions])
        if len(mentions) == 1:
            [mention] = mentions
            if (event.headline, event.kind, event.background, event.voices) == (
                mention.headline, mention.kind, mention.background, 1,
            ) and event.when is mention.when:  # fmt: skip
                return told
        return told, event.id, event.headline, event.kind, event.background, event.voices, event.when


class _Head(NamedTuple):
    """What an article is about: the terms of its title with their weight, and how long it is in code points."""

    title: frozenset[str]
    weight: int
    length: int


def _head(digest: ArticleDigest) -> _Head:
    article = digest.article
    title = frozenset(digest.about or about(article))
    return _Head(title, sum(map(_WORTH, title)) or 1, max(len(article.text), 1))


def about(article: Article) -> tuple[str, ...]:
    """The terms of an article's title."""
    return tuple(terms_of(article.title, article.lang))


class _Told(NamedTuple):
    """What counts of an event by itself."""

    id: str
    day: int | None
    exact: bool
    """Whether the day is known."""
    voices: int
    terms: tuple[str, ...]
    """Each once."""
    weight: int
    news: float
    share: float
    """By how much all this counts."""
    said: tuple[tuple[str, tuple[str, ...]], ...]
    """Of each mention the article and the terms."""


def _told(head: Callable[[str], _Head], event: Event) -> _Told:
    when, mentions = event.when, event.mentions
    terms = (
        mentions[0].terms
        if len(mentions) == 1
        else tuple(dict.fromkeys(chain.from_iterable([mention.terms for mention in mentions])))
    )
    news = max([_news(each.terms, each.start, head(each.article)) for each in mentions], default=0.0)
    own = not mentions or not all(mention.inherited for mention in mentions)
    outright = (1.0 if own else 0.5) * (0.7 if leans(event.headline) else 1.0)
    chat = CHATTER if is_chatter(event.headline) else 1.0
    share = KIND[event.kind] * outright * chat * (BACKGROUND if event.background else 1.0)
    return _Told(
        id=event.id,
        day=_day(event),
        exact=when is not None and when.grain <= Grain.DAY,
        voices=event.voices,
        terms=terms,
        weight=sum(map(_WORTH, terms)) or 1,
        news=news,
        share=share,
        said=tuple([(mention.article, mention.terms) for mention in mentions]),
    )


_WORTH = values().__getitem__


_Ranked = tuple[tuple[float, str, _Told], ...]
"""Of a day's events what each counts, negative, its id, and it: in the order of their rank."""


def _ranked(voice: Mapping[str, str], told: Sequence[_Told], named: int) -> _Ranked:
    heard = _heard(told, voice)
    return tuple(sorted([(-_raw(each, named, heard), each.id, each) for each in told], key=itemgetter(0, 1)))


def _raw(told: _Told, named: int, heard: Mapping[str, int]) -> float:
    score = TOLD * _log1p(told.voices) + told.news
    if told.day is not None:
        shared = sum(map(heard.__getitem__, heard.keys() & told.terms))
        score += HEARD * shared / (1000 * (told.weight + GRACE))
        if told.exact:
            score += NAMED * _log1p(named)
    return score * told.share


_log1p = lru_cache(maxsize=1024)(math.log1p)


def _news(terms: Iterable[str], start: int, head: _Head) -> float:
    """How much a mention is its article's news: it says what the title says, and stands at the top."""
    shared = sum(map(_WORTH, head.title.intersection(terms)))
    return TITLE * shared / head.weight + TOP * math.exp(-8.0 * start / head.length)


def _heard(told: Iterable[_Told], voice: Mapping[str, str]) -> dict[str, int]:
    """Each term that several voices use of a day → its weight by how many others there are, in thousandths.

    Whole numbers, so that a sum does not depend on its order.
    """
    said: defaultdict[str, set[str]] = defaultdict(set)
    for each in told:
        for article, terms in each.said:
            said[voice[article]].update(terms)
    voices = Counter(chain.from_iterable(said.values()))
    return {term: _WORTH(term) * _thousandths(number) for term, number in voices.items() if number > 1}


@lru_cache(maxsize=1024)
def _thousandths(voices: int) -> int:
    return round(1000 * math.log(voices))


def _diverse(days: Sequence[_Ranked]) -> dict[str, float]:
    """Of a day and those beside it: the scores of its events, where each loses by what a higher one has told already."""
    here = days[0]
    day = here[0][2].day
    said: set[str] = set()
    near: set[str] = set()
    scored: dict[str, float] = {}
    for minus, identifier, each in sorted(chain.from_iterable(days), key=itemgetter(0, 1)):
        if each.day != day:
            near.update(each.terms)
            continue
        again, beside = said.intersection(each.terms), near.intersection(each.terms)
        lost = sum(map(_WORTH, again)) + NEAR * sum(map(_WORTH, beside - again))
        scored[identifier] = -minus * (1.0 - LOSS * (lost / each.weight))
        said.update(each.terms)
    return scored
