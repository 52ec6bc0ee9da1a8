"""All mentions together → the chronology: correct, merge, order, rank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import compress
from operator import not_
from typing import Protocol, TypeVar

import msgspec

from timeline.chronology import redact
from timeline.chronology.corrections import Corrections, HandMade, interval_of_edtf
from timeline.chronology.decide import Decided, decide
from timeline.chronology.furniture import finding, furniture
from timeline.chronology.headlines import leans, within
from timeline.chronology.language.entities import facets
from timeline.chronology.language.terms import once_told, referred
from timeline.chronology.likeness import repeated
from timeline.chronology.memo import Memo, Recall, Room
from timeline.chronology.merge import Merged, merge
from timeline.chronology.order import ordered
from timeline.chronology.rank import scores, with_pages
from timeline.chronology.voices import Telling, voices
from timeline.chronology.weighing import Weights
from timeline.civil import Interval, iso_day
from timeline.config import Config
from timeline.model import Article, ArticleDigest, Chronology, Conflict, Event, Link, Mention, Review

_TAGS = 8
"""Names beyond this many are no tags of an event."""


def chronicle(
    digests: Iterable[ArticleDigest],
    corrections: Corrections,
    config: Config,
    memo: Memo | Recall | None = None,
) -> Chronology:
    """The chronology of some articles.

    A pure function: the order of ``digests`` does not matter, nor what the articles' files are called, nor what
    ``memo`` holds of an earlier time.
    """
    kept = sorted((d for d in digests if d.article.status != "killed"), key=lambda digest: digest.article.id)
    decided = decide(kept, corrections)
    recall = memo if isinstance(memo, Recall) else Recall()
    recall.turn()
    makers = _Makers({digest.article.id: digest.article for digest in kept}, decided, facets(kept))
    makers.telling = Telling(makers.articles, voices(kept))
    makers.whole = config.full_text
    makers.known = recall.room("events", config.full_text, makers.names) if recall is memo else None
    common = furniture(decided.untouched(), makers.articles, makers.telling.voice)
    weights = Weights(kept, recall)
    merged = _merged(_without(decided.mentions, common), decided, memo, weights)
    if decided.suppressed:
        gone = redact.gone(merged.groups, decided.suppressed, makers.articles.values())
        merged = _left(merged, gone)
    events = [
        makers.event(group, reasons) for group, reasons in zip(merged.groups, merged.reasons, strict=True)
    ]
    events = _linked(events, merged.links) + [
        makers.hand_made(entry) for entry in corrections.events if entry.id not in decided.suppressed
    ]
    withdrawn, rest = _parted(events, decided.withdrawn)
    withdrawn.sort(key=lambda event: event.id)
    line = ordered(
        [event for event in rest if event.when is not None],
        _by_event(decided.earlier, rest),
        where=corrections.path,
        paths={identifier: article.path for identifier, article in makers.articles.items()},
    )
    ranks = scores(line.events, kept, makers.telling.voice, memo, weights)
    own = with_pages(line.events, ranks, len(kept))
    replace = msgspec.structs.replace
    return Chronology(
        events=tuple(
            [
                replace(event, why_here=why, score=score, page=event.id in own)
                for event, why, score in zip(line.events, line.reasons, ranks, strict=True)
            ]
        ),
        undated=tuple(sorted((e for e in rest if e.when is None), key=_narrative)),
        withdrawn=tuple(withdrawn),
        diagnostics=(
            *decided.diagnostics,
            *line.findings,
            *(finding(same, makers.articles) for same in common),
        ),
    )


def _merged(
    mentions: list[Mention],
    decided: Decided,
    memo: Memo | Recall | None = None,
    weights: Weights | None = None,
) -> Merged:
    """Mentions grouped by event, as people decided."""
    return merge(
        mentions,
        joined=decided.joined,
        together=decided.together,
        alone=decided.alone | decided.withdrawn,
        memo=memo,
        weights=weights,
    )


def _without(mentions: list[Mention], left_out: list[list[Mention]]) -> list[Mention]:
    """Mentions without some of them."""
    gone = {mention.id for same in left_out for mention in same}
    return [mention for mention in mentions if mention.id not in gone] if gone else mentions


def _left(merged: Merged, gone: redact.Gone) -> Merged:
    """What was merged, without what is gone."""
    groups = [redact.without(group, gone) for group in merged.groups]
    place = {number: at for at, number in enumerate(compress(range(len(groups)), groups))}
    return Merged(
        list(filter(None, groups)),
        list(compress(merged.reasons, groups)),
        [(place[a], place[b], why) for a, b, why in merged.links if a in place and b in place],
    )


def _parted(events: list[Event], identifiers: set[str]) -> tuple[list[Event], list[Event]]:
    """The events that some identifiers name, and the others."""
    if not identifiers:
        return [], events
    named = [not identifiers.isdisjoint((event.id, *event.aliases)) for event in events]
    return list(compress(events, named)), list(compress(events, map(not_, named)))


def _by_event(pairs: Iterable[tuple[str, str]], events: Sequence[Event]) -> list[tuple[str, str]]:
    """Pairs of mentions as pairs of the events that hold them."""
    if not pairs:
        return []
    of = {identifier: event.id for event in events for identifier in (event.id, *event.aliases)}
    return [(of[a], of[b]) for a, b in pairs if a in of and b in of]


class _Told(Protocol):
    """What was made of an article."""

    @property
    def article(self) -> Article: ...


T = TypeVar("T", bound=_Told)


def as_of(digests: Iterable[T], day: str) -> list[T]:
    """The articles that were published on a day (``2016-12-11``) or before: what was known then.

    An article without a date is left out, since nobody can say that it was known.
    """
    known = []
    for digest in digests:
        anchor = digest.article.anchor
        if anchor is not None and anchor.moment.start is not None and iso_day(anchor.moment.start) <= day:
            known.append(digest)
    return known


def suppressed(digests: Iterable[ArticleDigest], corrections: Corrections) -> list[ArticleDigest]:
    """The digests as they may be published: of a suppressed event neither a mention is left nor its words, and no
    article that was withdrawn.

    Offsets stay: what is gone is blacked out (█) in every article's text, and such an article's markup is left out.
    """
    kept, withdrawn = list(digests), corrections.withdrawn
    told = [digest for digest in kept if digest.article.id not in withdrawn]
    if not any(decision.suppress for decision in corrections.decisions):
        return told
    decided = decide(kept, corrections)
    if not decided.suppressed:
        return told
    merged = _merged(decided.mentions, decided)
    articles = [digest.article for digest in kept]
    gone = redact.gone(merged.groups, decided.suppressed, articles)

    def published(digest: ArticleDigest) -> ArticleDigest:
        spans = gone.spans.get(digest.article.id)
        if not spans:
            return digest
        return digest.but(
            article=redact.article_without(digest.article, gone),
            mentions=tuple(redact.without(digest.mentions, gone)),
            resolutions=tuple(
                r for r in digest.resolutions if not any(start <= r.start < end for start, end in spans)
            ),
        )

    return list(map(published, told))


def _narrative(event: Event) -> tuple[str, int, str]:
    first = event.mentions[0] if event.mentions else None
    return first.article if first else "", first.start if first else 0, event.id


def _holds(wide: Interval | None, narrow: Interval | None) -> bool:
    """Whether a time lies within another, or is the same."""
    if wide is None or narrow is None:
        return wide is narrow
    begins = wide.start is None or (narrow.start is not None and wide.start <= narrow.start)
    return begins and (wide.end is None or (narrow.end is not None and narrow.end <= wide.end))


class _Makers:
    """Groups of mentions → events."""

    def __init__(self, articles: Mapping[str, Article], decided: Decided, names: Mapping[str, str]) -> None:
        self.articles = articles
        self.decided, self.touched = decided, decided.touched
        self.names = names
        self.telling = Telling(articles, {})
        self.whole = False  # whether other people's words may stand in full
        self.known: Room[Event] | None = None

    def _told(self, mention: Mention) -> tuple[int, str, int, str]:
        """When and where a mention was published: the earliest one lends the event its id."""
        article = self.articles[mention.article]
        moment = article.anchor.moment.start if article.anchor else None
        return moment if moment is not None else 1 << 62, mention.article, mention.start, mention.id

    def event(self, group: Sequence[Mention], reasons: tuple[str, ...]) -> Event:
        """The event that a group of mentions tells."""
        if len(group) == 1 and group[0].id not in self.touched:
            if self.known is None:
                return self._alone(group[0])
            return self.known.of(group[0].id, group[0], self._alone)
        mentions = sorted(group, key=self._told)
        voice = self.telling.of(mentions)
        dated, conflicts = self._date(mentions, voice)
        again = {
            mentions[part].id: mentions[whole].headline
            for whole, part in repeated(mentions, range(len(mentions)))
        }
        best = min(mentions, key=lambda mention: self._rank(mention, dated, again))
        told = again.get(best.id, best.headline)
        told_by = set(voice.values())
        reviews = [self.decided.reviews[m.id] for m in mentions if m.id in self.decided.reviews]
        headline = next(
            (self.decided.headlines[m.id] for m in mentions if m.id in self.decided.headlines),
            told if self.whole else within(told),
        )
        return Event(
            id=mentions[0].id,
            headline=headline,
            kind=best.kind,
            mentions=(best, *(mention for mention in mentions if mention is not best)),
            when=dated.when,
            edtf=dated.edtf,
            aliases=tuple(mention.id for mention in mentions[1:]),
            asserted_by=best.asserted_by,
            background=all(mention.background for mention in mentions),
            confidence=round(_together([mention.confidence for mention in mentions]), 3),
            tags=self._tags(mentions),
            voices=len(told_by),
            copies=len(voice) - len(told_by),
            conflicts=conflicts,
            review=next((one for one in reversed(reviews) if one.state != "stale"), (*reviews, Review())[0]),
            pinned=any(mention.id in self.decided.pinned for mention in mentions),
            merged_because=reasons,
        )

    def _alone(self, mention: Mention) -> Event:
        """The event of a mention that nobody else tells, and about which nobody decided anything: most are such."""
        return Event(
            id=mention.id,
            headline=mention.headline if self.whole else within(mention.headline),
            kind=mention.kind,
            mentions=(mention,),
            when=mention.when,
            edtf=mention.edtf,
            asserted_by=mention.asserted_by,
            background=mention.background,
            confidence=mention.confidence,
            tags=self._tags((mention,)),
        )

    def _rank(self, mention: Mention, dated: Mention, again: Container[str]) -> tuple[object, ...]:
        """Which mention speaks for an event: one with its date, asserted outright, of its own time, named in full, told early."""
        return (
            mention.id not in self.decided.spoken,
            mention.edtf != dated.edtf,
            mention.kind == "stated" and mention.id in again,
            mention.inherited,
            mention.asserted_by is not None,
            leans(mention.headline),
            _only_refers(mention),
            -mention.confidence,
            *self._told(mention),
        )

    def _date(
        self, mentions: Sequence[Mention], voice: Mapping[str, str]
    ) -> tuple[Mention, tuple[Conflict, ...]]:
        """The mention whose date is the event's: corrected by hand, of most voices, finest; and the dates against it.

        Who says "in June" speaks for 25 June, too, where a person found both to be one, or both tell what happens but once;
        by itself it may tell of more.
        """
        by_date: defaultdict[str | None, list[Mention]] = defaultdict(list)
        for mention in mentions:
            by_date[mention.edtf].append(mention)
        own = {mention.id for mention in mentions}
        one_thing = any(one in own for one, _ in self.decided.joined) or any(
            once_told(m.terms) for m in mentions
        )
        support = {
            edtf: len(
                {
                    voice[mention.article]
                    for mention in (mentions if one_thing else same)
                    if not mention.inherited and _holds(mention.when, same[0].when)
                }
            )
            for edtf, same in by_date.items()
        }

        def weight(mention: Mention) -> tuple[object, ...]:
            return (
                not (mention.id in self.decided.reviews and mention.confidence == 1.0),
                mention.when is None or mention.when.start is None,
                -support[mention.edtf],
                mention.inherited,
                mention.when.grain if mention.when is not None else 99,
                *self._told(mention),
            )

        dated = min(mentions, key=weight)
        conflicts = [
            Conflict(
                about="date", edtf=edtf, mentions=tuple(mention.id for mention in others),
                reason=f"{len({voice[m.article] for m in others})} of {len(set(voice.values()))} reports say {edtf}",
            )
            for edtf, others in sorted(by_date.items(), key=lambda item: item[0] or "")
            if dated.when is not None and others[0].when is not None and not dated.when.overlaps(others[0].when)
        ]  # fmt: skip
        return dated, tuple(conflicts)

    def _tags(self, mentions: Sequence[Mention]) -> tuple[str, ...]:
        names, articles = self.names, self.articles
        tags: list[str] = []
        for mention in mentions:
            tags += articles[mention.article].tags
        for mention in mentions:
            if mention.entities:
                tags += [names[name] for name in mention.entities if name in names]
        return tuple(dict.fromkeys(tags))[:_TAGS] if tags else ()

    def hand_made(self, entry: HandMade) -> Event:
        """An event that a person added."""
        return Event(
            id=entry.id, headline=entry.headline, kind=entry.kind, mentions=(),
            when=interval_of_edtf(entry.date) if entry.date else None, edtf=entry.date,
            asserted_by=entry.asserted_by, tags=entry.tags, voices=0, pinned=entry.pin or entry.id in self.decided.pinned,
            review=Review(state="accepted", because=entry.because, by=entry.by, on=entry.on),
        )  # fmt: skip


def _only_refers(mention: Mention) -> bool:
    """Whether a mention only names an event, and not where it was: "The quake struck"."""
    if not referred(mention.terms):
        return False
    said = mention.headline.lower()
    return not any(term[0] == "=" and term[1:] in said for term in mention.terms)


def _together(confidences: Sequence[float]) -> float:
    """The confidence of an event that several mentions tell: one of them is right."""
    wrong = 1.0
    for confidence in confidences:
        wrong *= 1.0 - confidence
    return 1.0 - wrong if len(confidences) > 1 else confidences[0]


def _linked(events: list[Event], links: Sequence[tuple[int, int, str]]) -> list[Event]:
    """Plans tied to their fulfilment and claims to their denial."""
    added: defaultdict[int, list[Link]] = defaultdict(list)
    for one, other, reason in links:
        kinds = events[one].kind, events[other].kind
        first, second = (one, other) if kinds[0] in ("planned", "denied") else (other, one)
        if events[first].kind == "planned":
            added[second].append(Link(relation="fulfils", event=events[first].id, reason=reason))
            added[first].append(Link(relation="fulfilled_by", event=events[second].id, reason=reason))
        elif events[first].kind == "denied":
            added[first].append(Link(relation="denies", event=events[second].id, reason=reason))
            added[second].append(Link(relation="denied_by", event=events[first].id, reason=reason))
    return [
        msgspec.structs.replace(event, links=tuple(added[number])) if number in added else event
        for number, event in enumerate(events)
    ]
