"""RSS and Atom files: every entry that carries its whole text is an article."""

from __future__ import annotations

import io
import re
from typing import Any

import msgspec

from timeline.config import Config
from timeline.errors import Diagnostic
from timeline.reading import fields, markup
from timeline.reading.story import Body, Story
from timeline.reading.text import with_dateline
from timeline.reading.wrapping import blocks_of

_EXCERPT = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|&hellip;|read more|continue reading|weiterlesen|lire la suite)\W*(?:</\w+>\s*)*$",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"attachment|revision|nav_menu_item|custom_css|customize_changeset|oembed_cache|wp_\w+")
"""What an export of WordPress holds beside its posts and pages."""
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_WHOLE = 500
"""A description of so many characters that does not break off is taken for the whole text."""


def read_feed(text: str, config: Config, where: str, id: str) -> list[Story | Diagnostic]:
    """The entries of a feed, in its order."""
    import feedparser

    try:
        feed = feedparser.parse(
            io.BytesIO(_DECLARATION.sub("", text).encode()), sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # the library forgives much, and raises anything for the rest
        return [Diagnostic(
            where=where, code="damaged-file", message=f"the feed is damaged ({type(error).__name__})", hint="Save the feed again.",
        )]  # fmt: skip
    if not feed.entries:
        return [Diagnostic(
            where=where, code="empty-feed", message="the feed has no entries", hint="Save the feed again, or remove it.",
        )]  # fmt: skip
    found: list[Story | Diagnostic] = []
    beside = 0
    for number, entry in enumerate(feed.entries, 1):
        if _BESIDE.fullmatch(entry.get("wp_post_type", "")):
            beside += 1
        else:
            found.append(_entry(entry, feed.feed, config, f"{where}:{number}", id))
    if beside:
        found.append(Diagnostic(
            where=where, code="not-articles", message=f"passed over: {beside} of its entries (attachments, menus and the like)",
            hint="Nothing needs to be done.", level="note",
        ))  # fmt: skip
    return found


def _entry(entry: Any, feed: Any, config: Config, where: str, id: str) -> Story | Diagnostic:
    body = _body(entry)
    title = str(entry.get("title") or "")
    if body is None:
        return Diagnostic(
            where=where, code="excerpt-only", message=f"{f'the entry “{title[:80]}”' if title else 'an entry without a title'} holds only an excerpt",
            hint="Save the article's own page, or use a feed with full content.",
        )  # fmt: skip
    key = str(entry.get("id") or entry.get("link") or title)
    said = {
        "id": f"{id}/{_slug(key)}" if key else None,
        "title": title,
        "byline": entry.get("author"),
        "date": entry.get("published") or entry.get("created") or dict.get(entry, "updated"),
        "modified": dict.get(entry, "updated"),  # not its own get, which warns where there is none
        "url": entry.get("link"),
        "tags": [tag.get("term") for tag in entry.get("tags", [])],
        "source": (entry.get("source") or {}).get("title") or feed.get("title"),
        "rights": entry.get("rights") or feed.get("rights"),
        "lang": _language(entry) or feed.get("language"),
        "status": entry.get("wp_status"),
        "draft": entry.get("app_draft") or bool(entry.get("wp_post_password")),
    }
    story = fields.story(said, body, "metadata", config, where)
    return with_dateline(msgspec.structs.replace(story, path=where), config)


def _body(entry: Any) -> Body | None:
    for content in entry.get("content", []):
        value = content.get("value") or ""
        if value.strip():
            return _of(value, str(content.get("type") or ""))
    value = entry.get("summary") or ""
    whole = len(value) >= _WHOLE and not _EXCERPT.search(value.strip())
    return _of(value, str((entry.get("summary_detail") or {}).get("type") or "")) if whole else None


def _of(value: str, kind: str) -> Body:
    if kind == "text/plain" and "<" not in value:
        return Body(text=value, blocks=blocks_of(value))
    return markup.body_of(value)


def _language(entry: Any) -> str | None:
    return next(
        (content.get("language") for content in entry.get("content", []) if content.get("language")), None
    )


def _slug(key: str) -> str:
    """What tells an entry from the others of its feed, short and readable: the last words of its id or link.

    >>> _slug("https://news.example/2017/03/03/palmyra/"), _slug("tag:news.example,2017:0303-palmyra")
    ('palmyra', '0303-palmyra')
    """
    tail = re.split(r"[/:?#=]", key.rstrip("/:"))[-1]
    return re.sub(r"[^\w.-]+", "-", tail).strip("-.")[:80] or "entry"
