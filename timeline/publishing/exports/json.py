"""JSON: one document, ``{"title", "deck", "language", "base_url", "events": […]}``; an event is a line of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from timeline.config import Config
from timeline.model import Article, Chronology
from timeline.publishing.exports import Loss
from timeline.publishing.exports.records import encoded, event_records


def export(
    chronology: Chronology, articles: Mapping[str, Article], config: Config, losses: list[Loss] | None = None
) -> Iterator[bytes]:
    """Everything an event holds; nothing is lost."""
    head = {
        "title": config.title,
        "deck": config.deck,
        "language": config.language,
        "base_url": config.base_url,
        "rights": config.rights,
    }
    yield encoded(head)[:-1] + b',"events":['
    comma = b"\n"
    for record in event_records(chronology, articles, config):
        yield comma + encoded(record)
        comma = b",\n"
    yield b"\n]}\n"
