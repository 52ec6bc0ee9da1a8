"""CSV (RFC 4180): a row an event, for spreadsheets.

Cells that a spreadsheet would take for a formula begin with an apostrophe, since article text is untrusted.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from timeline.config import Config
from timeline.model import Article, Chronology, Event
from timeline.publishing.exports import Document, Loss
from timeline.publishing.exports.records import capped

COLUMNS = (
    "id", "edtf", "earliest", "latest", "grain", "kind", "asserted_by", "background", "headline", "score", "tags",
    "quote", "expression", "source", "published", "article", "url", "mentions", "voices", "copies", "confidence", "review",
)  # fmt: skip


def export(
    chronology: Chronology, articles: Mapping[str, Article], config: Config, losses: list[Loss] | None = None
) -> Iterator[bytes]:
    """One row an event, with its first mention; the other mentions are counted, not written."""
    yield from document(articles, config).pieces(chronology)
    events = (*chronology.events, *chronology.undated)
    shortened = sum(1 for event in events if len(event.mentions) > 1)
    if losses is not None and shortened:
        losses.append(
            Loss(shortened, "events are told more than once; only the first mention of each is in the row")
        )


def document(articles: Mapping[str, Article], config: Config) -> Document:
    """The same, row by row."""
    rows = _Rows()
    return Document(rows.write(COLUMNS), lambda event: rows.write(_cells(event, articles, config)))


def _cells(event: Event, articles: Mapping[str, Article], config: Config) -> Iterator[object]:
    """The cells of one event, in the order of the columns."""
    when = event.when
    yield from (event.id, event.edtf, when and when.earliest, when and when.latest, when and when.grain.label)
    yield from (
        event.kind,
        event.asserted_by,
        str(event.background).lower(),
        event.headline,
        round(event.score, 6),
    )
    yield "; ".join(event.tags)
    if event.mentions:
        mention = event.mentions[0]
        article = articles.get(mention.article)
        yield from (
            capped(mention, config)[0],
            mention.timex and mention.timex.text,
            article and article.source,
        )
        yield article.anchor.moment.earliest if article and article.anchor else None
        yield from (mention.article, article and article.url)
    else:
        yield from (None,) * 6
    yield from (
        len(event.mentions),
        event.voices,
        event.copies,
        round(event.confidence, 4),
        event.review.state,
    )


class _Rows:
    """Writes one row at a time."""

    def __init__(self) -> None:
        self._buffer = io.StringIO()
        self._writer = csv.writer(self._buffer, lineterminator="\r\n")

    def write(self, row: Iterable[object]) -> bytes:
        self._buffer.seek(0)
        self._buffer.truncate()
        self._writer.writerow(map(_safe, row))
        return self._buffer.getvalue().encode("utf-8", "replace")


def _safe(value: object) -> object:
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return "'" + value
    return "" if value is None else value
