"""JSON-LD in the vocabulary of schema.org: an ``ItemList`` of what happened and of what was claimed.

What happened, goes on or is planned is an ``Event``; what was only said, denied or made to depend on something is a
``Claim``, with the time it speaks of as ``temporalCoverage``. Dates keep their precision (``2016-12``), and no
midnight is added. What is approximate has no ``startDate``, which could not say so; the EDTF value of every event
is a ``PropertyValue`` of its ``identifier``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from timeline.civil import Grain, Interval
from timeline.config import Config
from timeline.model import Article, Chronology, Event, Mention
from timeline.publishing.exports import Loss
from timeline.publishing.exports.records import capped, encoded
from timeline.publishing.urls import safe_link

CONTEXT = "https://schema.org"


def export(
    chronology: Chronology, articles: Mapping[str, Article], config: Config, losses: list[Loss] | None = None
) -> Iterator[bytes]:
    """Every event, undated ones last and without a date; derivations and conflicts are left out."""
    document = item_list([*chronology.events, *chronology.undated], articles, config)
    yield msgspec.json.format(encoded({"@context": CONTEXT} | document), indent=1) + b"\n"
    conflicts = sum(1 for event in chronology.events if event.conflicts)
    if losses is not None and conflicts:
        losses.append(Loss(conflicts, "sources disagree, and the vocabulary has no place for that"))


def item_list(events: list[Event], articles: Mapping[str, Article], config: Config) -> dict[str, Any]:
    """The list without its context, so that a page can embed it in a graph of its own."""
    return _without_nothing(
        {
            "@type": "ItemList",
            "name": config.title,
            "description": config.deck or None,
            "url": config.base_url,
            "numberOfItems": len(events),
            "itemListOrder": "https://schema.org/ItemListOrderAscending",
            "itemListElement": [
                {"@type": "ListItem", "position": position, "item": thing(event, articles, config)}
                for position, event in enumerate(events, 1)
            ],
        }
    )


def thing(event: Event, articles: Mapping[str, Article], config: Config) -> dict[str, Any]:
    """One event as an ``Event`` or a ``Claim``."""
    about: dict[str, Any] = {
        "@id": f"urn:timeline:{event.id}",
        "name": event.headline,
        "keywords": ", ".join(event.tags) or None,
    }
    if event.edtf:
        about["identifier"] = {"@type": "PropertyValue", "propertyID": "EDTF", "value": event.edtf}
    reports = [_report(mention, articles.get(mention.article), config) for mention in event.mentions]
    start, end = _bounds(event)
    if event.kind in ("happened", "ongoing", "planned"):
        about |= {"@type": "Event", "startDate": start, "endDate": end, "subjectOf": reports}
        if event.kind == "planned":
            about["eventStatus"] = "https://schema.org/EventScheduled"
    else:
        coverage = f"{start or '..'}/{end or '..'}" if start != end else start
        about |= {"@type": "Claim", "temporalCoverage": coverage, "appearance": reports}
        if event.asserted_by:
            about["creator"] = {"@type": "Thing", "name": event.asserted_by}
    return _without_nothing(about)


def _bounds(event: Event) -> tuple[str | None, str | None]:
    when = event.when
    if when is None or any(mark in (event.edtf or "") for mark in "~?%"):
        return None, None
    return _part(when, when.earliest), _part(when, when.latest)


def _part(when: Interval, day: str | None) -> str | None:
    """A day or minute shortened to what the grain knows: ``2016-12-01`` of a month is ``2016-12``."""
    if day is None or when.grain <= Grain.WEEK:
        return day
    year, month, _ = day.rsplit("-", 2)
    return year if when.grain >= Grain.YEAR else f"{year}-{month}"


def _report(mention: Mention, article: Article | None, config: Config) -> dict[str, Any]:
    quote = {"@type": "Quotation", "text": capped(mention, config)[0]}
    if article is None:
        return quote
    publisher = {"@type": "Organization", "name": article.source} if article.source else None
    report = {
        "@type": "NewsArticle",
        "headline": article.title or None,
        "url": safe_link(article.url),
        "datePublished": article.anchor.moment.earliest if article.anchor else None,
        "publisher": publisher,
        "inLanguage": article.lang,
        "hasPart": quote,
    }
    return _without_nothing(report)


def _without_nothing(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value is not None}
