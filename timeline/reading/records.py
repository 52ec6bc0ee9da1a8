"""JSON: one record a line, or a file of one or many; the text of a record is kept to the letter."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from timeline.config import Config
from timeline.errors import Diagnostic
from timeline.model import Block
from timeline.reading import fields, markup
from timeline.reading.story import Body, Story
from timeline.reading.text import placed
from timeline.reading.wrapping import is_wrapped

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
_LOOKS_HTML = re.compile(r"<(?:p|div|br|h[1-6]|ul|ol|blockquote)\b[^>]*>", re.IGNORECASE)


def read_record(record: dict[str, Any], config: Config, where: str) -> Story | Diagnostic:
    """One record as a story."""
    body = _body(record)
    if body is None:
        keys = ", ".join(list(record)[:6]) or "none"
        return Diagnostic(
            where=where, code="no-text", message=f"the record has no text (its fields: {keys})",
            hint="Put the article into a field named text.",
        )  # fmt: skip
    place = placed(body, config)
    story = fields.story(record, place.body, "record", config, where)
    return msgspec.structs.replace(
        story,
        places=story.places or place.places,
        source=story.source or place.source,
        claims=(*story.claims, *place.claims),
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


def blocks_of(text: str) -> tuple[Block, ...]:
    """The paragraphs of a text to the letter: apart by empty lines, or one a line where lines were not wrapped.

    >>> [(b.start, b.end) for b in blocks_of("One.\\n\\nTwo.\\n")]
    [(0, 4), (6, 10)]
    """
    lines = text.split("\n")
    wrapped = is_wrapped(lines)
    found: list[Block] = []
    at = 0
    start: int | None = None
    end = 0
    for line in lines:
        core = line.strip()
        if core:
            begin = at + line.index(core[0])
            if start is not None and not wrapped:
                found.append(Block(kind="paragraph", start=start, end=end))
                start = None
            if start is None:
                start = begin
            end = begin + len(core)
        elif start is not None:
            found.append(Block(kind="paragraph", start=start, end=end))
            start = None
        at += len(line) + 1
    if start is not None:
        found.append(Block(kind="paragraph", start=start, end=end))
    return tuple(found)
