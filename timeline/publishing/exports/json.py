"""JSON: one document, ``{"title", "deck", "language", "base_url", "events": […]}``; an event is a line of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from timeline.config import Config
from timeline.model import Article, Chronology
from timeline.publishing.exports import Loss, Piece, Ready, never
from timeline.publishing.exports.records import encoded, event_record


def export(
    chronology: Chronology, articles: Mapping[str, Article], config: Config, losses: list[Loss] | None = None
) -> Iterator[bytes]:
    """Everything an event holds; nothing is lost."""
    for _, piece in pieces(chronology, articles, config):
        yield piece


def pieces(
    chronology: Chronology, articles: Mapping[str, Article], config: Config, ready: Ready = never
) -> Iterator[Piece]:
    """The same, event by event."""
    head = {
        "title": config.title,
        "deck": config.deck,
        "language": config.language,
        "base_url": config.base_url,
        "rights": config.rights,
    }
    between = encoded(head)[:-1] + b',"events":[\n'
    for event in (*chronology.events, *chronology.undated):
        yield None, between
        yield event, ready(event) or encoded(event_record(event, articles, config))
        between = b",\n"
    yield None, (b"" if between == b",\n" else between[:-1]) + b"\n]}\n"
