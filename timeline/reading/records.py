"""JSON: one record a line, or a file of one or many; the text of a record is kept to the letter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from timeline.config import Config
from timeline.errors import Diagnostic
from timeline.reading import fields, markup, ninjs
from timeline.reading.story import Body, Story
from timeline.reading.text import with_dateline
from timeline.reading.wrapping import blocks_of

_TEXT = ("text", "bodytext", "contenttext", "body", "articletext", "fulltext", "content", "maintext")
_HTML = ("bodyhtml", "contenthtml", "html", "bodyxhtml")
TEXTS = frozenset({*_TEXT, *_HTML})
"""Names of fields that hold the text of an article, as :func:`fields.key` spells them."""
_LISTS = (
    "articles",
    "items",
    "entries",
    "stories",
    "documents",
    "docs",
    "records",
    "results",
    "data",
    "posts",
)
_WITHIN = ("attributes", "_source", "fields", "node")
"""Where a record's fields stand that are not its own: JSON:API, Elasticsearch, The Guardian, GraphQL."""
_VALUES = ("rendered", "processed", "value")
"""Where a field's value stands that is not its own: WordPress, Drupal."""
_DEEP = 6
"""How deep in an object its list of records may stand."""
_LOOKS_HTML = re.compile(r"<(?:p|div|br|h[1-6]|ul|ol|blockquote)\b[^>]*>", re.IGNORECASE)


def read_record(record: dict[str, Any], config: Config, where: str) -> Story | Diagnostic:
    """One record as a story; a ninjs item is read as such."""
    if ninjs.is_ninjs(record):
        return ninjs.read_ninjs(record, config, where)
    known = _laid_open(record)
    body = _body(known)
    if body is None:
        empty = next((name for name in record if fields.key(name) in TEXTS), None)
        why = f"its {empty} is empty" if empty else f"its fields: {', '.join(list(record)[:6]) or 'none'}"
        return Diagnostic(
            where=where, code="no-text", message=f"the record has no text ({why})",
            hint="Put the article into a field named text.",
        )  # fmt: skip
    return with_dateline(fields.story(known, body, "record", config, where), config)


def read_json(text: str, config: Config, where: str, id: str) -> list[Story | Diagnostic]:
    """A JSON file: one record, a list of them, or an object that holds the list (JSON Feed's ``items``…)."""
    try:
        found = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        return [
            Diagnostic(
                where=where,
                code="bad-json",
                message=f"it is not JSON: {error}",
                hint="Export it again, whole.",
            )
        ]
    records = _records(found)
    if records is None:
        return [Diagnostic(
            where=where, code="bad-json", message="it holds no article: neither a record nor a list of records",
            hint='Write {"date": …, "title": …, "text": …}, or a list of such records.',
        )]  # fmt: skip
    if isinstance(found, dict) and records == [found]:
        return [read_record(found, config, where)]
    return read_records(enumerate(records, 1), config, where, id)


def read_records(
    records: Iterable[tuple[int, Any]], config: Config, where: str, id: str
) -> list[Story | Diagnostic]:
    """The stories of numbered records that one file holds."""
    stories: list[Story | Diagnostic] = []
    for number, record in records:
        place = f"{where}:{number}"
        if not isinstance(record, dict):
            stories.append(Diagnostic(
                where=place, code="bad-json", message="this item of the list is no record", hint="Remove it, or make it an object.",
            ))  # fmt: skip
            continue
        story = read_record(record, config, place)
        if isinstance(story, Story):
            story = msgspec.structs.replace(story, id=story.id or f"{id}:{number}", path=place)
        stories.append(story)
    return stories


def _records(found: Any) -> list[Any] | None:
    if isinstance(found, list):
        return found if any(isinstance(item, dict) for item in found) else None
    if not isinstance(found, dict):
        return None
    if _has_text(_laid_open(found)) or ninjs.is_ninjs(found):
        return [found]
    lists = [value for name in _LISTS if isinstance(value := found.get(name), list)]
    listed = next((value for value in lists if any(isinstance(item, dict) for item in value)), None)
    if listed and any(_has_text(_laid_open(item)) for item in listed if isinstance(item, dict)):
        return listed
    return _nested(found) or listed or [found]


def _nested(found: dict[str, Any]) -> list[Any] | None:
    """The first list of articles, wherever in an object it stands: the dump of a CMS, an answer of an API."""
    level: list[Any] = [found]
    for _ in range(_DEEP):
        level = [value for item in level for value in (item.values() if isinstance(item, dict) else item)]
        level = [value for value in level if isinstance(value, dict | list)]
        if listed := next(
            (value for value in level if isinstance(value, list) and _holds_articles(value)), None
        ):
            return listed
    return None


def _holds_articles(items: list[Any]) -> bool:
    """Whether any of these has a text and a title: remarks and paragraphs have none."""
    known = (_laid_open(item) for item in items if isinstance(item, dict))
    return any(_has_text(record) and not fields.TITLES.isdisjoint(record) for record in known)


def _has_text(known: dict[str, Any]) -> bool:
    return any(isinstance(value := known.get(name), str) and value.strip() for name in TEXTS)


def _laid_open(record: dict[str, Any]) -> dict[str, Any]:
    """The fields of a record, each under its one spelling, out of their wrapping; where none is its text, those within it, too."""
    own = _own(record)
    if _has_text(own):
        return own
    within = next((inner for name in _WITHIN if isinstance(inner := record.get(name), dict)), {})
    return {**_own(within), **own}


def _own(record: dict[str, Any]) -> dict[str, Any]:
    known = ((fields.key(name), value) for name, value in record.items() if value is not None)
    return {name: _unwrapped(name, value) if isinstance(value, dict) else value for name, value in known}


def _unwrapped(name: str, value: dict[str, Any]) -> object:
    """``{"rendered": "…"}`` is the HTML in it: as it stands for a text, as words for a title."""
    said = next((value[key] for key in _VALUES if isinstance(value.get(key), str)), None)
    if said is None:
        return value
    return said if name in TEXTS or "rendered" not in value else markup.body_of(said).text


def _body(known: dict[str, Any]) -> Body | None:
    for name in _TEXT:
        value = known.get(name)
        if isinstance(value, str) and value.strip():
            if name in ("content", "body") and _LOOKS_HTML.search(value[:4096]):
                return markup.body_of(value)
            return Body(text=value, blocks=blocks_of(value))
    for name in _HTML:
        value = known.get(name)
        if isinstance(value, str) and value.strip():
            return markup.body_of(value)
    return None
