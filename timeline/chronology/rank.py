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
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache, partial
from itertools import chain
from typing import NamedTuple

from timeline.chronology.headlines import leans
from timeline.chronology.language.chatter import is_chatter
from timeline.chronology.language.terms import terms_of, values
from timeline.chronology.memo import Recall
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
GRACE = 1000
"""So much weight beside its own each event's words have to carry, some three words: "The debate" has no part in a day by itself."""
CHATTER = 0.6
"""What a headline in the first or second person, a question or a web page's furniture counts beside a report."""
LOSS = 0.5
"""What a near-repetition of a higher event loses at most."""

ADDED = 0.6
"""What an event has at least that somebody added by hand: they did so because the page lacked it."""

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
        or len({mention.article for mention in event.mentions}) > 1
    )
    return {event.id for event in (*ranking, *told) if event.mentions}


def day_mentions(articles: Iterable[_Article], voice: Mapping[str, str]) -> Counter[int]:
    """For each day number, how many voices name it in an article of another day."""
    naming: defaultdict[int, set[str]] = defaultdict(set)
    for article in articles:
        for day in article.days:
            naming[day].add(voice[article.id])
    return Counter({day: len(voices) for day, voices in naming.items()})


def scores(
    events: Sequence[Event],
    digests: Sequence[ArticleDigest],
    voice: Mapping[str, str],
    recall: Recall | None = None,
) -> list[float]:
    """The score of each event; ``recall`` keeps what follows from an article or from an event's mentions alone."""
    recall = recall or Recall()
    known = recall.room("articles").of
    articles = [known(digest.article.id, digest, _article) for digest in digests]
    named = day_mentions(articles, voice)
    heads = {article.id: article.head for article in articles}
    known = recall.room("told").of
    told_of = partial(_told, heads)
    told = [known(event.id, event, told_of) for event in events]
    heard = _heard(events, told, voice)
    raw = [_raw(event, each, named, heard) for event, each in zip(events, told, strict=True)]
    diverse = _diverse(events, told, raw)
    top = max(diverse, default=0.0) or 1.0
    return [
        1.0 if event.pinned else round(min(max(score / top, 0.0 if event.mentions else ADDED), 0.999), 3)
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


class _Article(NamedTuple):
    """What counts of an article: the days that it names beside its own, and what it is about."""

    id: str
    days: frozenset[int]
    head: _Head


def _article(digest: ArticleDigest) -> _Article:
    article = digest.article
    moment = article.anchor.moment.start if article.anchor else None
    days = {
        when.start // DAY
        for resolution in digest.resolutions
        if (when := resolution.interval) is not None and when.start is not None and when.grain <= Grain.DAY
    }
    own = {moment // DAY} if moment is not None else set()
    return _Article(article.id, frozenset(days - own), _head(digest))


class _Told(NamedTuple):
    """What counts of an event by itself: its day, its terms and their weight, its news, and by how much all this counts."""

    day: int | None
    terms: Set[str]
    weight: int
    news: float
    share: float


def _told(heads: Mapping[str, _Head], event: Event) -> _Told:
    when, mentions = event.when, event.mentions
    day = when.start // DAY if when is not None and when.start is not None else None
    terms = (
        frozenset(mentions[0].terms)
        if len(mentions) == 1
        else frozenset(chain.from_iterable([mention.terms for mention in mentions]))
    )
    news = max([_news(each.terms, each.start, heads[each.article]) for each in mentions], default=0.0)
    own = not mentions or not all(mention.inherited for mention in mentions)
    outright = (1.0 if own else 0.5) * (0.7 if leans(event.headline) else 1.0)
    chat = CHATTER if is_chatter(event.headline) else 1.0
    share = KIND[event.kind] * outright * chat * (0.85 if event.background else 1.0)
    return _Told(day, terms, sum(map(_WORTH, terms)) or 1, news, share)


_WORTH = values().__getitem__


_NOBODY: Mapping[str, int] = {}


def _raw(
    event: Event, told: _Told, named: Mapping[int, int], heard: Mapping[int, Mapping[str, int]]
) -> float:
    score = TOLD * _log1p(event.voices) + told.news
    if told.day is not None:
        by_others = heard.get(told.day, _NOBODY)
        shared = sum(map(by_others.__getitem__, by_others.keys() & told.terms))
        score += HEARD * shared / (1000 * (told.weight + GRACE))
        if event.when is not None and event.when.grain <= Grain.DAY:
            score += NAMED * _log1p(named.get(told.day, 0))
    return score * told.share


_log1p = lru_cache(maxsize=1024)(math.log1p)


def _news(terms: Iterable[str], start: int, head: _Head) -> float:
    """How much a mention is its article's news: it says what the title says, and stands at the top."""
    shared = sum(map(_WORTH, head.title.intersection(terms)))
    return TITLE * shared / head.weight + TOP * math.exp(-8.0 * start / head.length)


def _heard(
    events: Iterable[Event], told: Iterable[_Told], voice: Mapping[str, str]
) -> dict[int, dict[str, int]]:
    """Day → term that several voices use of it → its weight by how many others there are, in thousandths.

    Whole numbers, so that a sum does not depend on its order.
    """
    said: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    for event, each in zip(events, told, strict=True):
        if each.day is not None:
            for mention in event.mentions:
                said[each.day, voice[mention.article]].update(mention.terms)
    voices: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for (day, _), terms in said.items():
        voices[day].update(terms)
    return {
        day: {term: _WORTH(term) * _thousandths(number) for term, number in counted.items() if number > 1}
        for day, counted in voices.items()
    }


@lru_cache(maxsize=1024)
def _thousandths(voices: int) -> int:
    return round(1000 * math.log(voices))


def _diverse(events: Sequence[Event], told: Sequence[_Told], raw: Sequence[float]) -> list[float]:
    """Scores in which an event loses by what a higher one has already told of its day and those beside it."""
    diverse = list(raw)
    said: defaultdict[int, set[str]] = defaultdict(set)
    for number in sorted(range(len(events)), key=lambda n: (-raw[n], events[n].id)):
        each = told[number]
        day = each.day or 0
        here, before, after = said[day], said.get(day - 1, ()), said.get(day + 1, ())
        same = near = 0
        for term in each.terms:
            if term in here:
                same += _WORTH(term)
            elif term in before or term in after:
                near += _WORTH(term)
        diverse[number] = raw[number] * (1.0 - LOSS * ((same + NEAR * near) / each.weight))
        here |= each.terms
    return diverse
