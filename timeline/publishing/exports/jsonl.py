"""JSON lines: an event a line, in chronology order, undated ones last."""

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
    for record in event_records(chronology, articles, config):
        yield encoded(record) + b"\n"
