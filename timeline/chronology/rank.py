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
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from timeline.chronology.headline import leans
from timeline.chronology.terms import terms_of, value
from timeline.civil import DAY, Grain
from timeline.model import Article, ArticleDigest, Event, Mention

KIND = {"happened": 1.0, "ongoing": 0.8, "planned": 0.7, "denied": 0.6, "stated": 0.45, "conditional": 0.35}
LOSS = 0.5
"""What a near-repetition of a higher event loses at most."""


def day_mentions(digests: Iterable[ArticleDigest], voice: Mapping[str, str]) -> Counter[int]:
    """For each day number, how many voices name it in an article of another day."""
    naming: defaultdict[int, set[str]] = defaultdict(set)
    for digest in digests:
        moment = digest.article.anchor.moment.start if digest.article.anchor else None
        own = moment // DAY if moment is not None else None
        for resolution in digest.resolutions:
            when = resolution.interval
            if when is None or when.start is None or when.grain > Grain.DAY:
                continue
            day = when.start // DAY
            if day != own:
                naming[day].add(voice[digest.article.id])
    return Counter({day: len(voices) for day, voices in naming.items()})


def ranked(
    events: Sequence[Event], digests: Sequence[ArticleDigest], voice: Mapping[str, str]
) -> tuple[Event, ...]:
    """The same events in the same order, each with its score."""
    named = day_mentions(digests, voice)
    central = _centrality(events)
    heads = {digest.article.id: _head(digest.article) for digest in digests}
    raw = [_raw(event, named, central, heads) for event in events]
    scores = _diverse(events, raw)
    top = max(scores, default=0.0) or 1.0
    return tuple(
        msgspec.structs.replace(event, score=1.0 if event.pinned else round(min(score / top, 0.999), 3))
        for event, score in zip(events, scores, strict=True)
    )


class _Head(NamedTuple):
    """What an article is about: the terms of its title, and how long it is in code points."""

    title: frozenset[str]
    length: int


def _head(article: Article) -> _Head:
    return _Head(frozenset(terms_of(article.title, article.lang)), max(len(article.text), 1))


def _raw(
    event: Event, named: Counter[int], central: Mapping[str, float], heads: Mapping[str, _Head]
) -> float:
    day = event.when.start // DAY if event.when is not None and event.when.start is not None else None
    from_other_days = named[day] if day is not None else 0
    terms = {term for mention in event.mentions for term in mention.terms}
    weight = sum(value(term) * central.get(term, 0.0) for term in terms) / (sum(map(value, terms)) or 1.0)
    own = any(not mention.inherited for mention in event.mentions) or not event.mentions
    score = (
        0.7 * math.log1p(from_other_days)
        + 1.2 * math.log1p(event.voices)
        + max((_news(mention, heads[mention.article]) for mention in event.mentions), default=0.0)
        + 1.0 * weight
    )
    told = (1.0 if own else 0.5) * (0.7 if leans(event.headline) else 1.0)
    return score * KIND[event.kind] * told * (0.85 if event.background else 1.0)


def _news(mention: Mention, head: _Head) -> float:
    """How much a mention is its article's news: it says what the title says, and stands at the top."""
    shared = sum(map(value, head.title.intersection(mention.terms)))
    return 1.5 * shared / (sum(map(value, head.title)) or 1.0) + math.exp(-8.0 * mention.start / head.length)


def _centrality(events: Sequence[Event]) -> dict[str, float]:
    """For each term, the share of events that it stands in, the commonest one being 1."""
    count = Counter(term for event in events for term in {t for m in event.mentions for t in m.terms})
    most = max(count.values(), default=1)
    return {term: math.log1p(number) / math.log1p(most) for term, number in count.items()}


def _diverse(events: Sequence[Event], raw: Sequence[float]) -> list[float]:
    """Scores in which an event loses by what a higher one has already told of the same days."""
    scores = list(raw)
    told: defaultdict[tuple[int, str], int] = defaultdict(int)
    for number in sorted(range(len(events)), key=lambda n: (-raw[n], events[n].id)):
        event = events[number]
        day = event.when.start // DAY if event.when is not None and event.when.start is not None else 0
        terms = {term for mention in event.mentions for term in mention.terms}
        weight = sum(map(value, terms)) or 1.0
        repeated = sum(value(term) for term in terms if told[day, term]) / weight
        scores[number] = raw[number] * (1.0 - LOSS * repeated)
        for term in terms:
            told[day, term] += 1
    return scores
