"""An event as the record that ``timeline export`` writes: a contract, to which fields may be added, never retyped.

``docs/schema/event.schema.json`` describes it for other programs, and a test holds the two together.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

import msgspec

from timeline.config import Config
from timeline.model import Article, Chronology, Conflict, Event, Mention, Review
from timeline.publishing.urls import event_page

QUOTE_WORDS = 50
"""How many words of other people's are quoted at most where ``full_text`` is off."""


def event_record(event: Event, articles: Mapping[str, Article], config: Config) -> dict[str, Any]:
    """The fields of one event in the order of the contract.

    ``earliest`` and ``latest`` are the first and the last local civil day (or minute), inclusive, in ISO 8601,
    ``null`` where open or unknown. ``start`` and ``end`` are code points of the article's text; where the cap
    shortens a quotation, they are those of what is left.
    """
    return {
        "id": event.id,
        "aliases": event.aliases,
        "edtf": event.edtf,
        "earliest": event.when.earliest if event.when else None,
        "latest": event.when.latest if event.when else None,
        "grain": event.when.grain.label if event.when else None,
        "kind": event.kind,
        "asserted_by": event.asserted_by,
        "background": event.background,
        "headline": event.headline,
        "score": round(event.score, 6),
        "tags": event.tags,
        "mentions": [_mention(m, articles.get(m.article), config) for m in event.mentions],
        "conflicts": [_conflict(conflict) for conflict in event.conflicts],
        "review": _review(event.review),
        "confidence": round(event.confidence, 4),
        "voices": event.voices,
        "copies": event.copies,
        "links": [
            {"relation": link.relation, "event": link.event, "reason": link.reason} for link in event.links
        ],
        "pinned": event.pinned,
        "why_here": event.why_here,
        "merged_because": event.merged_because,
        "page": event_page(event.id) if event.page else None,
    }


def encoded(value: Any) -> bytes:
    """A value as JSON in UTF-8; half a surrogate pair, which UTF-8 cannot hold, becomes a question mark."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        plain = json.dumps(msgspec.to_builtins(value), ensure_ascii=False, separators=(",", ":"))
        return plain.encode("utf-8", "replace")


def event_records(
    chronology: Chronology, articles: Mapping[str, Article], config: Config
) -> Iterable[dict[str, Any]]:
    """Every event in chronology order, undated ones last."""
    for event in (*chronology.events, *chronology.undated):
        yield event_record(event, articles, config)


def capped(mention: Mention, config: Config) -> tuple[str, int]:
    """A mention's quotation within the cap, and where it ends in the article's text.

    A cut falls after a whole word and adds nothing, so the quotation stays the article's words to the letter.
    """
    if config.full_text or len(mention.quote.split()) <= QUOTE_WORDS:
        return mention.quote, mention.end
    last = next(islice(re.finditer(r"\S+", mention.quote), QUOTE_WORDS - 1, None))
    return mention.quote[: last.end()], mention.start + last.end()


def _mention(mention: Mention, article: Article | None, config: Config) -> dict[str, Any]:
    quote, end = capped(mention, config)
    timex = mention.timex
    return {
        "article": mention.article,
        "title": article.title if article else None,
        "source": article.source if article else None,
        "published": article.anchor.moment.earliest if article and article.anchor else None,
        "url": article.url if article else None,
        "quote": quote,
        "start": mention.start,
        "end": end,
        "inherited": mention.inherited,
        "timex": {
            "start": timex.start,
            "end": timex.end,
            "text": timex.text,
            "type": timex.type,
            "value": timex.value,
        }
        if timex
        else None,
        "confidence": round(mention.confidence, 4),
        "why": mention.why,
        "id": mention.id,
        "kind": mention.kind,
        "asserted_by": mention.asserted_by,
        "edtf": mention.edtf,
        "earliest": mention.when.earliest if mention.when else None,
        "latest": mention.when.latest if mention.when else None,
        "background": mention.background,
        "rights": article.rights if article else None,
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {
        "about": conflict.about,
        "edtf": conflict.edtf,
        "mentions": conflict.mentions,
        "reason": conflict.reason,
    }


def _review(review: Review) -> dict[str, Any]:
    return {"state": review.state, "because": review.because, "by": review.by, "on": review.on}
