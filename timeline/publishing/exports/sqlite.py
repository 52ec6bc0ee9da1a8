"""SQLite: tables of events, mentions, articles and tags with full-text search, to be queried or opened in Datasette.

Columns with few values (``kind``, ``grain``, ``year``, ``source``, ``review``) are indexed, and are what Datasette
then offers as facets. Needs the extra ``sqlite``.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from timeline.config import Config
from timeline.errors import Diagnostic, MissingExtraError
from timeline.model import Article, Chronology
from timeline.publishing.exports import Loss
from timeline.publishing.exports.records import event_records

_EVENT_COLUMNS = (
    "id", "edtf", "earliest", "latest", "grain", "kind", "asserted_by", "background", "headline", "score", "confidence",
    "voices", "copies", "pinned", "why_here",
)  # fmt: skip
_MENTION_COLUMNS = (
    "id", "article", "quote", "start", "end", "kind", "asserted_by", "edtf", "earliest", "latest", "inherited",
    "background", "confidence",
)  # fmt: skip


def export(
    chronology: Chronology, articles: Mapping[str, Article], config: Config, losses: list[Loss] | None = None
) -> Iterator[bytes]:
    """The whole database; nothing of the record is lost."""
    try:
        import sqlite_utils
    except ImportError as error:
        raise MissingExtraError(Diagnostic(where="export", code="missing-extra", level="error",
                                           message="SQLite needs the optional extra 'sqlite'",
                                           hint="Install it: pip install 'timeline[sqlite]'.")) from error  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "timeline.db"
        database = sqlite_utils.Database(path)
        _fill(database, chronology, articles, config)
        database.vacuum()
        database.close()
        yield path.read_bytes()


def _fill(database: Any, chronology: Chronology, articles: Mapping[str, Article], config: Config) -> None:
    records = list(event_records(chronology, articles, config))
    database["articles"].create(_ARTICLE_TYPES, pk="id")
    database["articles"].insert_all(_article(article) for _, article in sorted(articles.items()))
    database["events"].create(_EVENT_TYPES, pk="id")
    database["events"].insert_all(_event(position, record) for position, record in enumerate(records, 1))
    database["mentions"].create(
        _MENTION_TYPES, pk="id", foreign_keys=[("event", "events", "id"), ("article", "articles", "id")]
    )
    database["mentions"].insert_all(
        (_mention(record["id"], mention) for record in records for mention in record["mentions"]), ignore=True
    )
    tags = ("event", str), ("tag", str)
    database["tags"].create(dict(tags), pk=("event", "tag"), foreign_keys=[("event", "events", "id")])
    database["tags"].insert_all(
        ({"event": r["id"], "tag": tag} for r in records for tag in r["tags"]), ignore=True
    )
    database["aliases"].create(
        {"alias": str, "event": str}, pk="alias", foreign_keys=[("event", "events", "id")]
    )
    database["aliases"].insert_all(
        ({"alias": alias, "event": r["id"]} for r in records for alias in r["aliases"]), ignore=True
    )
    for table, columns in (("events", ("position", "kind", "grain", "year", "review")), ("mentions", ("event", "article")),
                           ("articles", ("source",))):  # fmt: skip
        for column in columns:
            database[table].create_index([column])
    database["events"].enable_fts(["headline"])
    database["mentions"].enable_fts(["quote"])


_TEXT_OR_NUMBER = {"background": int, "inherited": int, "pinned": int, "score": float, "confidence": float,
                   "voices": int, "copies": int, "start": int, "end": int}  # fmt: skip
_EVENT_TYPES = {
    **{name: _TEXT_OR_NUMBER.get(name, str) for name in _EVENT_COLUMNS},
    "position": int, "year": int, "review": str, "conflicts": str, "links": str,
}  # fmt: skip
_MENTION_TYPES = {
    **{name: _TEXT_OR_NUMBER.get(name, str) for name in _MENTION_COLUMNS},
    "event": str, "expression": str, "value": str, "why": str,
}  # fmt: skip
_ARTICLE_TYPES = {
    "id": str,
    "title": str,
    "source": str,
    "published": str,
    "url": str,
    "rights": str,
    "lang": str,
    "path": str,
}


def _event(position: int, record: dict[str, Any]) -> dict[str, Any]:
    row = {name: record[name] for name in _EVENT_COLUMNS}
    day = record["earliest"] or record["latest"]
    row |= {
        "position": position,
        "year": int(day[: day.index("-", 1)]) if day else None,
        "review": record["review"]["state"],
        "conflicts": record["conflicts"],
        "links": record["links"],
    }
    return row


def _mention(event: str, record: dict[str, Any]) -> dict[str, Any]:
    timex = record["timex"] or {}
    row = {name: record[name] for name in _MENTION_COLUMNS}
    return row | {
        "event": event,
        "expression": timex.get("text"),
        "value": timex.get("value"),
        "why": "\n".join(record["why"]),
    }


def _article(article: Article) -> dict[str, Any]:
    published = article.anchor.moment.earliest if article.anchor else None
    return {"id": article.id, "title": article.title, "source": article.source, "published": published,
            "url": article.url, "rights": article.rights, "lang": article.lang, "path": article.path}  # fmt: skip
