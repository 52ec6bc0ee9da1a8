"""IPTC ninjs, 1.x to 3.x: news in JSON (names of fields are compared without case and underscores)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from timeline.config import Config
from timeline.errors import Diagnostic
from timeline.reading import fields, markup
from timeline.reading.story import Body, Story
from timeline.reading.text import with_dateline
from timeline.reading.wrapping import blocks_of

_SIGNS = frozenset(
    {"bodies", "headlines", "pubstatus", "versioncreated", "bodyxhtml", "infosources", "contentcreated"}
)


def is_ninjs(record: Mapping[str, Any]) -> bool:
    """Whether a JSON object is a ninjs item: by its declared standard, or a uri with two of its own fields."""
    names = {_plain(name) for name in record}
    standard = record.get("standard")
    if isinstance(standard, Mapping) and "ninjs" in str(standard.get("name", "")).lower():
        return True
    return "uri" in names and len(_SIGNS & names) >= 2


def read_ninjs(record: Mapping[str, Any], config: Config, where: str) -> Story | Diagnostic:
    """One ninjs item as a story."""
    item = {_plain(name): value for name, value in record.items()}
    body = _body(item)
    if body is None:
        return Diagnostic(
            where=where, code="no-text", message="the ninjs item has no text body",
            hint="Export it with bodies (or body_text); pictures and packages hold no article.",
        )  # fmt: skip
    rights = item.get("rightsinfo")
    rights = rights if isinstance(rights, Mapping) else {}
    said: dict[str, Any] = {
        "story": item.get("uri"),
        "title": _roled(item.get("headlines")) or item.get("headline") or item.get("title"),
        "deck": _roled(item.get("descriptions"), "summary", "abstract"),
        "byline": item.get("byline") or item.get("by") or item.get("authors"),
        "date": item.get("contentcreated") or item.get("firstcreated") or item.get("versioncreated"),
        "modified": item.get("versioncreated"),
        "source": item.get("infosources") or item.get("infosource") or item.get("source"),
        "places": item.get("places") or item.get("place") or item.get("located"),
        "tags": item.get("subjects") or item.get("subject") or item.get("keywords"),
        "url": item.get("canonicalurl") or item.get("url") or item.get("uri"),
        "lang": item.get("language"),
        "rights": item.get("copyrightnotice") or rights.get("copyrightnotice") or item.get("usageterms"),
        "embargo": item.get("embargoed"),
        "pubstatus": item.get("pubstatus"),
        "version": item.get("version"),
    }
    story = fields.story(said, body, "metadata", config, where)
    return with_dateline(story, config)


def _plain(name: str) -> str:
    return name.lower().replace("_", "")


def _body(item: Mapping[str, Any]) -> Body | None:
    bodies = item.get("bodies")
    for part in bodies if isinstance(bodies, list) else ():
        if isinstance(part, Mapping) and isinstance(part.get("value"), str) and part["value"].strip():
            kind = str(part.get("contentType") or part.get("contenttype") or "")
            return markup.body_of(part["value"]) if "html" in kind else _plain_body(part["value"])
    text = item.get("bodytext")
    if isinstance(text, str) and text.strip():
        return _plain_body(text)
    for name in ("bodyxhtml", "bodyhtml", "body_html"):
        html = item.get(name)
        if isinstance(html, str) and html.strip():
            return markup.body_of(html)
    return None


def _plain_body(text: str) -> Body:
    return Body(text=text, blocks=blocks_of(text))


def _roled(values: object, *roles: str) -> str | None:
    """The value of the wanted role (``main`` unless said), else the first one."""
    if not isinstance(values, list):
        return None
    known = [(str(item.get("role", "")), item.get("value")) for item in values if isinstance(item, Mapping)]
    said = [(role, value) for role, value in known if isinstance(value, str) and value.strip()]
    wanted = roles or ("main",)
    chosen = [value for role, value in said if any(role.endswith(name) for name in wanted)]
    return chosen[0] if chosen else said[0][1] if said and not roles else None
