"""The chronology as data: one file a format.

An exporter turns a chronology into chunks of text or bytes. What its format cannot carry it leaves out, and says
so: as it ends, it puts one :class:`Loss` a reason into the list it was given.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import ModuleType
from typing import NamedTuple, Protocol, cast

from timeline.config import Config
from timeline.model import Article, Chronology, Event
from timeline.publishing.exports.records import event_record, event_records

__all__ = [
    "FORMATS",
    "Document",
    "Exporter",
    "Format",
    "Loss",
    "event_record",
    "event_records",
]


class Loss(NamedTuple):
    """What an export could not carry: how many events, and why."""

    events: int
    what: str


class Document(NamedTuple):
    """A format that tells one event after the other, each by itself."""

    head: bytes
    one: Callable[[Event], bytes]
    """What it says of an event; nothing of one that it cannot hold."""
    between: bytes = b""
    tail: bytes = b""

    def told(self, events: Iterable[Event]) -> bytes:
        """What it says of some events, without what stands around them."""
        return self.between.join(filter(None, map(self.one, events)))

    def pieces(self, chronology: Chronology) -> Iterator[bytes]:
        """All of it, event by event."""
        before = self.head
        for data in filter(None, map(self.one, (*chronology.events, *chronology.undated))):
            yield before
            yield data
            before = self.between
        if before is self.head:
            yield before
        yield self.tail


class Exporter(Protocol):
    """Writes a chronology in one format, lazily; ``losses`` receives what it could not carry."""

    def __call__(
        self,
        chronology: Chronology,
        articles: Mapping[str, Article],
        config: Config,
        losses: list[Loss] | None = None,
    ) -> Iterator[str | bytes]: ...


class Format(NamedTuple):
    """A format: its one-line description, the ending of its files, its media type and where its exporter lives."""

    help: str
    suffix: str
    media_type: str
    module: str

    def exporter(self) -> Exporter:
        """Import the format's module and give its ``export`` function."""
        return cast(Exporter, self._home().export)

    def document(self, articles: Mapping[str, Article], config: Config) -> Document:
        """How the format tells events; those formats have a ``document`` function that the site offers."""
        return cast(Document, self._home().document(articles, config))

    def _home(self) -> ModuleType:
        return importlib.import_module(f"timeline.publishing.exports.{self.module}")


FORMATS: Mapping[str, Format] = {
    "jsonl": Format("an event a line", ".jsonl", "application/jsonl", "jsonl"),
    "json": Format("one document with the project's title", ".json", "application/json", "json"),
    "csv": Format("a row an event, for spreadsheets", ".csv", "text/csv", "csv"),
    "timelinejs": Format("for Knight Lab's TimelineJS", ".json", "application/json", "timelinejs"),
    "ics": Format("a calendar of what is dated to the day", ".ics", "text/calendar", "ics"),
    "jsonld": Format("schema.org linked data", ".jsonld", "application/ld+json", "jsonld"),
    "timeml": Format("an archive of TimeML documents", ".zip", "application/zip", "timeml"),
    "sqlite": Format("a database, for SQL and Datasette", ".db", "application/vnd.sqlite3", "sqlite"),
}
