"""JSON: one document, ``{"title", "deck", "language", "base_url", "events": […]}``; an event is a line of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from timeline.config import Config
from timeline.model import Article, Chronology
from timeline.publishing.exports import Document, Loss
from timeline.publishing.exports.records import encoded, event_record


def export(
    chronology: Chronology, articles: Mapping[str, Article], config: Config, losses: list[Loss] | None = None
) -> Iterator[bytes]:
    """Everything an event holds; nothing is lost."""
    yield from document(articles, config).pieces(chronology)


def document(articles: Mapping[str, Article], config: Config) -> Document:
    """The same, event by event."""
    head = {
        "title": config.title,
        "deck": config.deck,
        "language": config.language,
        "base_url": config.base_url,
        "rights": config.rights,
    }
    return Document(
        encoded(head)[:-1] + b',"events":[',
        lambda event: b"\n" + encoded(event_record(event, articles, config)),
        between=b",",
        tail=b"\n]}\n",
    )
