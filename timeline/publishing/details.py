"""One event, one article."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import msgspec

from timeline.civil import iso_day
from timeline.model import Article, ArticleDigest, Event, Mention
from timeline.publishing import feeds, urls
from timeline.publishing.contexts import (
    ArticlePage,
    Block,
    Entry,
    EventPage,
    Link,
    Part,
    Passage,
    PlainPage,
    Telling,
)
from timeline.publishing.entries import Card
from timeline.publishing.marks import Wording, linked
from timeline.publishing.outline import place_of, year_path
from timeline.publishing.phrasing import phrases
from timeline.publishing.reasons import rule_of
from timeline.publishing.shared import INDEX_MOST, Shared, TemplatePage, numbered
from timeline.publishing.strip import shorten
from timeline.publishing.text import line, typeset
from timeline.publishing.timelines import month_path
from timeline.reading.treebank import mended


def events(s: Shared) -> Iterator[TemplatePage]:
    """A page for each event that several tell or that ranks, and a signpost at each of its former addresses."""
    all_events = s.chronology.events
    for at, event in enumerate(all_events):
        if event.aliases:
            yield from _signposts(s, event)
        if not event.page:
            continue
        after = all_events[at + 1] if at + 1 < len(all_events) else None
        before = all_events[at - 1] if at else None
        path = urls.event_page(event.id)
        yield TemplatePage(
            path,
            "event.html",
            partial(_event, s, path, event, before, after),
            s.day_of([event]),
            follows_from=partial(_event_facts, s, event, before, after),
            near=partial(int, at),
        )


def _signposts(s: Shared, event: Event) -> Iterator[TemplatePage]:
    """At each address that an event had: by another of its mentions, or before its words were edited."""
    mentions = () if event.page else {mention.id for mention in event.mentions}
    for alias in event.aliases:
        if alias != event.id and alias not in mentions:
            former = urls.event_page(alias)
            yield TemplatePage(
                former,
                "moved.html",
                partial(_moved, s, former, event),
                listed=False,
                follows_from=partial(s.facts_of.events, [event]),
                near=partial(s.near, [event]),
            )


def _event_facts(s: Shared, event: Event, before: Event | None, after: Event | None) -> Any:
    shown = s.facts_of.events(filter(None, (event, before, after)))
    tags = list(map(s.tag_link, map(line, event.tags)))
    return shown, event.why_here, before is None, tags, _place(s, event)


def _moved(s: Shared, path: str, event: Event) -> PlainPage:
    entry = s.entries[event.id]
    meta = s.meta(path, entry.headline, entry.when.words, noindex=True)
    return PlainPage(site=s.site, page=meta, entries=(entry,))


def _event(s: Shared, path: str, event: Event, before: Event | None, after: Event | None) -> EventPage:
    entry, teller = s.entries[event.id], s.teller
    quote = entry.words
    cards = [s.cards[mention.article] for mention in event.mentions if mention.article in s.cards]
    ways = _neighbour(s, before), _neighbour(s, after)
    return EventPage(
        site=s.site,
        page=s.meta(
            path,
            entry.headline,
            f"{entry.when.words}: {quote}",
            scripted=True,
            jsonld=feeds.described_event(
                s.config, entry, _coverage(event), list(map(_citation, cards)), path
            ),
            previous=ways[0],
            next=ways[1],
        ),
        entry=msgspec.structs.replace(entry, reports=s.teller.counted(event)),
        tellings=tuple(_tellings(s, event)),
        articles=len({mention.article for mention in event.mentions}),
        disagreements=tuple(teller.disagreements(event)),
        ties=tuple(_ties(s, event)),
        facts=tuple(_facts(s, event, entry)),
        merged=tuple(teller.reasons.say(line(reason)) for reason in event.merged_because),
        tags=tuple(map(s.tag_link, entry.tags)),
        before=ways[0],
        after=ways[1],
        place=_place(s, event),
    )


def _tellings(s: Shared, event: Event) -> Iterator[Telling]:
    """Its tellings, those of one article together; only the first of them names it."""
    articles = list(dict.fromkeys(mention.article for mention in event.mentions))
    before = ""
    for mention in sorted(event.mentions, key=lambda mention: articles.index(mention.article)):
        telling = s.teller.telling(mention, event)
        if telling:
            yield msgspec.structs.replace(telling, again=mention.article == before)
            before = mention.article


def _neighbour(s: Shared, event: Event | None) -> Link | None:
    if event is None:
        return None
    entry = s.entries[event.id]
    return Link(text=shorten(entry.headline, 90), href=entry.href, note=entry.when.short)


def _place(s: Shared, event: Event) -> Link:
    """Where it stands in the timeline: on the index, on its year's page, or on a page of its month."""
    href = "index.html"
    if s.split and event.when:
        year, month = place_of(event.when)
        if len(s.years[year]) <= INDEX_MOST:
            href = numbered(year_path(year), 1)
        else:
            href = month_path(year, month, s.leaf[event.id])
    return Link(text=s._("In the timeline"), href=f"{href}#{urls.anchor('e', event.id)}")


def _ties(s: Shared, event: Event) -> Iterator[Link]:
    for tie in event.links:
        if tie.event in s.teller.events:
            words = s.teller.tie(tie.relation) % s.teller.headlines[tie.event]
            yield Link(
                text=words, href=s.teller.hrefs[tie.event], note=s.teller.reasons.say(line(tie.reason))
            )


def _facts(s: Shared, event: Event, entry: Entry) -> Iterator[tuple[str, str]]:
    _ = s._
    if event.edtf:
        yield "EDTF", line(event.edtf)
    if entry.reported:
        yield _("First reported"), entry.reported
    if event.why_here:
        yield _("Why it stands here"), s.teller.reasons.say(line(event.why_here))
    rules = filter(None, map(rule_of, event.mentions[0].why if event.mentions else ()))
    if rule := next(rules, ""):
        yield _("Rule"), line(rule)
    yield _("Identifier"), line(event.id)


def _coverage(event: Event) -> str | None:
    """An interval as ISO 8601 has it, for ``temporalCoverage``."""
    when = event.when
    if when is None or (when.start is None and when.end is None):
        return None
    first, last = when.earliest or "..", when.latest or ".."
    return first if first == last else f"{first}/{last}"


def _citation(card: Card) -> dict[str, str]:
    value = {"@type": "NewsArticle", "headline": card.title[:110]}
    if card.url:
        value["url"] = card.url
    if card.day is not None:
        value["datePublished"] = iso_day(card.day)
    return value


# --- articles ---


def articles(s: Shared) -> Iterator[TemplatePage]:
    """A page for each article: whole where the project may show it, else what it was quoted for."""
    for digest in s.digests:
        card = s.cards[digest.article.id]
        day = iso_day(card.day) if card.day is not None else ""
        yield TemplatePage(
            card.href,
            "article.html",
            partial(_article, s, digest, card),
            day,
            follows_from=partial(_article_facts, s, digest),
            near=partial(_near, s, digest.article),
        )


def _near(s: Shared, article: Article) -> int:
    """Where in the chronology an article stands."""
    return s.near([event for _, event in s.told.get(article.id, ())])


def _article_facts(s: Shared, digest: ArticleDigest) -> Any:
    told = s.told.get(digest.article.id, ())
    shown = s.facts_of.events([event for _, event in told])
    return s.facts_of.article(digest), shown, [mention.id for mention, _ in told], _later(s, digest.article)


def _later(s: Shared, article: Article) -> Link | None:
    card = s.cards.get(article.superseded_by or "")
    return Link(text=card.title, href=card.href) if card else None


def _article(s: Shared, digest: ArticleDigest, card: Card) -> ArticlePage:
    teller = s.teller
    lang, dir_ = teller.foreign(card.lang)
    dated: list[Telling] = []
    undated: list[Telling] = []
    told = sorted(s.told.get(card.id, ()), key=lambda pair: (pair[0].start, pair[0].end))
    for mention, event in told:
        telling = teller.telling(mention, event)
        if telling:
            href = teller.hrefs[event.id] if event.page else ""
            telling = msgspec.structs.replace(telling, href=href)
            (dated if event.when is not None else undated).append(telling)
    published = s.dates.day(card.day) if card.day is not None else ""
    about = " · ".join(filter(None, (card.source, published)))
    blocks = tuple(_blocks(s, digest, told)) if s.config.full_text else ()
    return ArticlePage(
        site=s.site,
        page=s.meta(card.href, card.title, f"{about}: {card.title}" if about else card.title, scripted=True),
        title=card.title,
        lang=lang,
        dir=dir_,
        source=card.source,
        byline=card.byline,
        published=published,
        published_datetime=iso_day(card.day) if card.day is not None and card.day >= 0 else None,
        evidence=card.evidence,
        places=card.places,
        rights=card.rights,
        url=card.url,
        deck=card.deck,
        full=bool(blocks),
        blocks=blocks,
        later=_later(s, digest.article),
        tellings=tuple(dated),
        undated=tuple(undated),
    )


Place = tuple[int, int, Part]
"""Where a text is linked, and with what."""


def _blocks(s: Shared, digest: ArticleDigest, told: Sequence[tuple[Mention, Event]]) -> Iterator[Block]:
    """The text of an article with its time expressions marked, those that date an event linked to it."""
    article = digest.article
    dating: dict[tuple[int, int], str] = {}
    for mention, _ in told:
        if mention.timex is not None and not mention.inherited:
            dating.setdefault((mention.timex.start, mention.timex.end), urls.anchor("m", mention.id))
    links = []
    for resolution in sorted(digest.resolutions, key=lambda r: (r.start, -r.end)):
        anchor = dating.get((resolution.start, resolution.end))
        words = s.dates.when(resolution.interval, resolution.edtf).words if resolution.interval else ""
        text = typeset(line(article.text[resolution.start : resolution.end]), article.lang)
        part = Part(text=text, marked=True, href=f"#{anchor}" if anchor else "", title=words)
        links.append((resolution.start, resolution.end, part))
    starts = [link[0] for link in links]
    found = phrases(article)
    wording, verbatim = Wording(found), any(phrase.name == "code" for phrase in found)
    cut = s.cards[article.id].cut and not found
    for block in article.blocks:
        text, offset = article.text[block.start : block.end], block.start
        if text.strip():
            inside = links[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
            if cut:
                text, inside, offset = *_as_written(text, offset, inside, article.lang), 0
            if not verbatim and block.kind != "preformatted":
                text = typeset(text, article.lang)  # sign for sign, so that places stay
            parts = linked(text, offset, inside, wording)
            yield Block(kind=block.kind, level=block.level, passage=Passage(parts=parts))


def _as_written(text: str, offset: int, links: Sequence[Place], lang: str) -> tuple[str, list[Place]]:
    """A block of a text that a corpus cut into words, as it was written, with its links where they stand now."""
    whole = mended(text)
    moved = []
    for start, end, part in links:
        low, high = whole.here(start - offset, end - offset)
        words = typeset(line(whole.text[low:high]), lang)
        moved.append((low, high, msgspec.structs.replace(part, text=words)))
    return whole.text, moved
