"""Feeds, sitemap, robots and the descriptions that machines read: Atom, JSON Feed, schema.org, Sitemaps 0.9."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import msgspec

from timeline.config import Config
from timeline.publishing.contexts import Entry
from timeline.publishing.text import line

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:T|$)", re.ASCII)
SITEMAP_MOST = 50_000
"""URLs that one sitemap may hold (sitemaps.org)."""


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a feed: an event as it was last told, or a change of one. ``updated`` is an ISO day or minute."""

    id: str
    href: str
    title: str
    summary: str
    published: str
    updated: str
    source: str
    lang: str


def absolute(base: str | None, path: str) -> str | None:
    """The public address of a path, when the project says where it will stand; folders lose ``index.html``.

    >>> absolute("https://example.org/t/", "events/a/index.html")
    'https://example.org/t/events/a/'
    """
    if not base:
        return None
    plain, hash_, fragment = path.partition("#")
    if plain == "index.html" or plain.endswith("/index.html"):
        plain = plain.removesuffix("index.html")
    return f"{base.rstrip('/')}/{plain}{hash_}{fragment}"


def stamp(value: str) -> str:
    """An ISO day or minute as RFC 3339.

    >>> stamp("2016-12-11"), stamp("2016-12-11T20:54"), stamp("2016-12-11T20:54:00+04:00")
    ('2016-12-11T00:00:00Z', '2016-12-11T20:54:00Z', '2016-12-11T20:54:00+04:00')
    """
    day, _, time = value.partition("T")
    if not time:
        return f"{day}T00:00:00Z"
    return value if len(time) > 5 else f"{day}T{time}:00Z"


def tag_uri(config: Config, kind: str, identifier: str) -> str:
    """A stable identifier that does not depend on where the site stands (RFC 4151 where a host is known)."""
    return f"urn:timeline:{kind}:{identifier}"


def atom(config: Config, items: Sequence[Item], updated: str) -> bytes:
    """The Atom feed (RFC 4287) of what was told last."""
    from timeline.publishing.urls import path_of

    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed", {"xml:lang": config.language})

    def add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
        element = ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
        element.text = text
        return element

    add(feed, "title", line(config.title))
    if config.deck:
        add(feed, "subtitle", line(config.deck))
    add(
        feed,
        "id",
        absolute(config.base_url, "index.html") or tag_uri(config, "feed", path_of(line(config.title))),
    )
    add(feed, "updated", stamp(updated))
    author = add(feed, "author")
    add(author, "name", line(config.author or config.title))
    if config.rights:
        add(feed, "rights", line(config.rights))
    for rel, path, kind in (
        ("self", "feed.xml", "application/atom+xml"),
        ("alternate", "index.html", "text/html"),
    ):
        href = absolute(config.base_url, path)
        if href:
            add(feed, "link", rel=rel, href=href, type=kind)
    for item in items:
        entry = add(feed, "entry")
        add(entry, "title", item.title)
        add(entry, "id", tag_uri(config, "event", item.id))
        add(entry, "published", stamp(item.published))
        add(entry, "updated", stamp(item.updated))
        href = absolute(config.base_url, item.href)
        if href:
            add(entry, "link", rel="alternate", href=href, type="text/html")
            add(entry, "summary", item.summary)
        else:  # without a link an entry needs content (RFC 4287, 4.1.2)
            add(entry, "content", item.summary, type="text")
        if item.source:
            add(add(entry, "contributor"), "name", item.source)
    ET.indent(feed)
    return _xml(feed)


def json_feed(config: Config, items: Sequence[Item]) -> bytes:
    """The same as JSON Feed 1.1."""
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": line(config.title),
        "language": config.language,
    }
    if config.deck:
        feed["description"] = line(config.deck)
    if config.base_url:
        feed["home_page_url"] = absolute(config.base_url, "index.html")
        feed["feed_url"] = absolute(config.base_url, "feed.json")
    if config.author:
        feed["authors"] = [{"name": line(config.author)}]
    feed["items"] = [
        {
            "id": tag_uri(config, "event", item.id),
            **({"url": absolute(config.base_url, item.href)} if config.base_url else {}),
            "title": item.title,
            "content_text": item.summary,
            "date_published": stamp(item.published),
            "date_modified": stamp(item.updated),
            **({"authors": [{"name": item.source}]} if item.source else {}),
        }
        for item in items
    ]
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def sitemap(config: Config, pages: Sequence[tuple[str, str]]) -> Iterable[tuple[str, bytes]]:
    """``sitemap.xml`` with the dates of the content; an index of several when there are many pages.

    A sitemap holds absolute addresses only, so there is one when the project says where it stands.
    """
    if not config.base_url:
        return
    ET.register_namespace("", SITEMAP)
    chunks = [pages[at : at + SITEMAP_MOST] for at in range(0, len(pages), SITEMAP_MOST)]
    for number, chunk in enumerate(chunks, 1):
        urlset = ET.Element(f"{{{SITEMAP}}}urlset")
        for path, modified in chunk:
            url = ET.SubElement(urlset, f"{{{SITEMAP}}}url")
            ET.SubElement(url, f"{{{SITEMAP}}}loc").text = absolute(config.base_url, path)
            if _DAY.match(modified):  # a person's own words may stand where a day should
                ET.SubElement(url, f"{{{SITEMAP}}}lastmod").text = modified[:10]
        yield ("sitemap.xml" if len(chunks) == 1 else f"sitemap-{number}.xml"), _xml(urlset)
    if len(chunks) > 1:
        index = ET.Element(f"{{{SITEMAP}}}sitemapindex")
        for number in range(1, len(chunks) + 1):
            one = ET.SubElement(index, f"{{{SITEMAP}}}sitemap")
            ET.SubElement(one, f"{{{SITEMAP}}}loc").text = absolute(config.base_url, f"sitemap-{number}.xml")
        yield "sitemap.xml", _xml(index)


def _xml(root: ET.Element) -> bytes:
    # Python's own serializer writes no character that XML forbids, but lone surrogates must not reach it.
    text: str = ET.tostring(root, encoding="unicode")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + text.encode("utf-8", "replace") + b"\n"


def robots(config: Config) -> bytes:
    """``robots.txt``: everything or nothing, and where the sitemap is."""
    if config.noindex:
        return b"User-agent: *\nDisallow: /\n"
    where = absolute(config.base_url, "sitemap.xml")
    return ("User-agent: *\nAllow: /\n" + (f"Sitemap: {where}\n" if where else "")).encode()


def headers(config: Config, font: str) -> bytes:
    """``_headers`` for hosts that read it: what a page cannot say of itself, and the font on its way early."""
    root = urlsplit(config.base_url or "").path.rstrip("/")
    rules = {
        "/*": [
            "Content-Security-Policy: frame-ancestors 'none'",
            "X-Content-Type-Options: nosniff",
            "Referrer-Policy: strict-origin-when-cross-origin",
            f"Link: <{root}/{font}>; rel=preload; as=font; type=font/woff2; crossorigin",
        ],
        "/embed/*": ["! Content-Security-Policy", "Access-Control-Allow-Origin: *"],
    }
    return "".join(
        f"{root}{path}\n" + "".join(f"  {row}\n" for row in rows) for path, rows in rules.items()
    ).encode()


def jsonld(value: Any) -> str:
    """JSON that may stand inside a ``<script>`` element: nothing in it can close it or start another.

    >>> jsonld("</script><b>&")
    '"\\\\u003c/script\\\\u003e\\\\u003cb\\\\u003e\\\\u0026"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def described_event(
    config: Config, entry: Entry, temporal: str | None, citations: Sequence[dict[str, Any]], path: str
) -> str:
    """An event for schema.org: a work about a time, based on its reports; it claims no more than they do."""
    value: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "headline": entry.headline[:110],
        "inLanguage": entry.lang or config.language,
        "isPartOf": {"@type": "WebSite", "name": line(config.title)},
    }
    url = absolute(config.base_url, path)
    if url:
        value["@id"] = value["url"] = url
    if temporal:
        value["temporalCoverage"] = temporal
    value["abstract"] = entry.words
    if citations:
        value["isBasedOn"] = list(citations)
    return jsonld(value)


def described_index(config: Config, entries: Sequence[Entry]) -> str:
    """The timeline for schema.org."""
    items = [
        {"@type": "ListItem", "position": number, "name": entry.headline, **_url(config, entry.href)}
        for number, entry in enumerate(entries, 1)
    ]
    value: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": line(config.title),
        "inLanguage": config.language,
        "mainEntity": {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items},
    }
    if config.deck:
        value["description"] = line(config.deck)
    value.update(_url(config, "index.html"))
    return jsonld(value)


def _url(config: Config, path: str) -> dict[str, str]:
    url = absolute(config.base_url, path)
    return {"url": url} if url else {}
