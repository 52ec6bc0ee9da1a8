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

_TEXT = (
    "text",
    "body_text",
    "content_text",
    "body",
    "article_text",
    "fulltext",
    "full_text",
    "content",
    "maintext",
)
_HTML = ("body_html", "content_html", "html", "body_xhtml")
TEXTS = frozenset({*_TEXT, *_HTML})
"""Names of fields that hold the text of an article."""
_LOOKS_HTML = re.compile(r"<(?:p|div|br|h[1-6]|ul|ol|blockquote)\b[^>]*>", re.IGNORECASE)


def read_record(record: dict[str, Any], config: Config, where: str) -> Story | Diagnostic:
    """One record as a story; a ninjs item is read as such."""
    if ninjs.is_ninjs(record):
        return ninjs.read_ninjs(record, config, where)
    body = _body(record)
    if body is None:
        empty = next((name for name in (*_TEXT, *_HTML) if name in record), None)
        why = f"its {empty} is empty" if empty else f"its fields: {', '.join(list(record)[:6]) or 'none'}"
        return Diagnostic(
            where=where, code="no-text", message=f"the record has no text ({why})",
            hint="Put the article into a field named text.",
        )  # fmt: skip
    return with_dateline(fields.story(record, body, "record", config, where), config)


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
    if any(isinstance(found.get(name), str) for name in (*_TEXT, *_HTML)) or ninjs.is_ninjs(found):
        return [found]
    lists = (
        found.get(name)
        for name in (
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
    )
    return next(
        (
            value
            for value in lists
            if isinstance(value, list) and any(isinstance(item, dict) for item in value)
        ),
        [found],
    )


def _body(record: dict[str, Any]) -> Body | None:
    for name in _TEXT:
        value = record.get(name)
        if isinstance(value, str) and value.strip():
            if name in ("content", "body") and _LOOKS_HTML.search(value[:4096]):
                return markup.body_of(value)
            return Body(text=value, blocks=blocks_of(value))
    for name in _HTML:
        value = record.get(name)
        if isinstance(value, str) and value.strip():
            return markup.body_of(value)
    return None
