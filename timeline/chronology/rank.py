"""How much an event matters, from 0 to 1.

The strongest signal known for timelines is how many *articles name an event's day from another day*; then how many
independent voices tell the event itself, whether it is what their articles are about (their titles, their first
sentences), and how central its words are to the whole.
Copies raise nothing. Ten versions of one fact do not fill the front page: of events with much the same words, the
later ones in rank lose.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from timeline.chronology.headline import leans
from timeline.chronology.terms import terms_of, values
from timeline.civil import DAY, Grain
from timeline.model import Article, ArticleDigest, Event

KIND = {"happened": 1.0, "ongoing": 0.8, "planned": 0.7, "denied": 0.6, "stated": 0.45, "conditional": 0.35}
LOSS = 0.5
"""What a near-repetition of a higher event loses at most."""

NEAR = 0.5
"""How much of that it loses where the higher event lies a day before or after: what fell yesterday is in other hands today."""


def day_mentions(digests: Iterable[ArticleDigest], voice: Mapping[str, str]) -> Counter[int]:
    """For each day number, how many voices name it in an article of another day."""
    naming: defaultdict[int, set[str]] = defaultdict(set)
    for digest in digests:
        moment = digest.article.anchor.moment.start if digest.article.anchor else None
        own = moment // DAY if moment is not None else None
        days = {
            when.start // DAY
            for resolution in digest.resolutions
            if (when := resolution.interval) is not None
            and when.start is not None
            and when.grain <= Grain.DAY
        }
        for day in days:
            if day != own:
                naming[day].add(voice[digest.article.id])
    return Counter({day: len(voices) for day, voices in naming.items()})


def scores(
    events: Sequence[Event], digests: Sequence[ArticleDigest], voice: Mapping[str, str]
) -> list[float]:
    """The score of each event."""
    named = day_mentions(digests, voice)
    heads = {digest.article.id: _head(digest) for digest in digests}
    told = [_told(event) for event in events]
    central = _centrality(told)
    raw = [_raw(event, each, named, central, heads) for event, each in zip(events, told, strict=True)]
    diverse = _diverse(events, told, raw)
    top = max(diverse, default=0.0) or 1.0
    return [
        1.0 if event.pinned else round(min(score / top, 0.999), 3)
        for event, score in zip(events, diverse, strict=True)
    ]


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
    """What counts of an event: its day, its terms and their weight."""

    day: int | None
    terms: Set[str]
    weight: int


def _told(event: Event) -> _Told:
    when, mentions = event.when, event.mentions
    day = when.start // DAY if when is not None and when.start is not None else None
    terms = (
        frozenset(mentions[0].terms)
        if len(mentions) == 1
        else frozenset(chain.from_iterable([mention.terms for mention in mentions]))
    )
    return _Told(day, terms, sum(map(_WORTH, terms)) or 1)


_WORTH = values().__getitem__


def _raw(
    event: Event,
    told: _Told,
    named: Counter[int],
    central: Mapping[str, int],
    heads: Mapping[str, _Head],
) -> float:
    from_other_days = named[told.day] if told.day is not None else 0
    mentions = event.mentions
    news = 0.0
    own = not mentions
    for mention in mentions:
        terms = told.terms if len(mentions) == 1 else mention.terms
        news = max(news, _news(terms, mention.start, heads[mention.article]))
        own = own or not mention.inherited
    score = (
        0.7 * _log1p(from_other_days)
        + 1.2 * _log1p(event.voices)
        + news
        + sum(map(central.__getitem__, told.terms)) / (1000 * told.weight)
    )
    outright = (1.0 if own else 0.5) * (0.7 if leans(event.headline) else 1.0)
    return score * KIND[event.kind] * outright * (0.85 if event.background else 1.0)


_log1p = lru_cache(maxsize=1024)(math.log1p)


def _news(terms: Iterable[str], start: int, head: _Head) -> float:
    """How much a mention is its article's news: it says what the title says, and stands at the top."""
    shared = sum(map(_WORTH, head.title.intersection(terms)))
    return 1.5 * shared / head.weight + math.exp(-8.0 * start / head.length)


def _centrality(told: Iterable[_Told]) -> dict[str, int]:
    """For each term its weight times the share of events that it stands in, the commonest one's being 1000.

    Whole numbers, so that a sum does not depend on its order.
    """
    count = Counter(chain.from_iterable([each.terms for each in told]))
    most = math.log1p(max(count.values(), default=1))
    return {term: _WORTH(term) * round(1000 * math.log1p(number) / most) for term, number in count.items()}


def _diverse(events: Sequence[Event], told: Sequence[_Told], raw: Sequence[float]) -> list[float]:
    """Scores in which an event loses by what a higher one has already told of its day and those beside it."""
    diverse = list(raw)
    said: defaultdict[int, set[str]] = defaultdict(set)
    for number in sorted(range(len(events)), key=lambda n: (-raw[n], events[n].id)):
        each = told[number]
        day = each.day or 0
        same = each.terms & said[day]
        near = (each.terms & (said[day - 1] | said[day + 1])) - same
        repeated = (sum(map(_WORTH, same)) + NEAR * sum(map(_WORTH, near))) / each.weight
        diverse[number] = raw[number] * (1.0 - LOSS * repeated)
        said[day] |= each.terms
    return diverse
