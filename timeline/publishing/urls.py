"""Where things stand: paths made of a strict alphabet, and links between them that work from any folder.

Every link is relative and names its file (``../index.html``), so a site works under any sub-path and when it
is opened from disk. A path is made from an identifier alone, never from a position or a date.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import urlsplit

_SAFE = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,78}[a-z0-9_-])?")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")
_OUTSIDE = {"http", "https", "mailto"}


@lru_cache(maxsize=65_536)
def slug(value: str) -> str:
    """One path segment for any text; what is not already safe gets a digest, so two never share one.

    >>> slug("2016-12-11-palmyra"), slug("Übung & Fälle")
    ('2016-12-11-palmyra', 'ubung-falle-8c2e53b7')
    >>> slug("..") == slug("") or "." in slug("..")
    False
    """
    if _SAFE.fullmatch(value) and ".." not in value and not _DEVICES.fullmatch(value):
        return value
    plain = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain)[:60].strip("-")
    digest = blake2b(value.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return f"{words}-{digest}" if words else f"x-{digest}"


def slugs(names: Iterable[str]) -> dict[str, str]:
    """A readable segment for each name; of two that would share one, the later in the alphabet gets a digest.

    >>> slugs(["Old City", "Zürich", "old city"])
    {'Old City': 'old-city', 'Zürich': 'zurich', 'old city': 'old-city-29f85fe8'}
    """
    found: dict[str, str] = {}
    taken: set[str] = {"index.html"}
    for name in sorted(names):
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        short = re.sub(r"[^a-z0-9]+", "-", plain)[:60].strip("-")
        if (
            not short
            or short in taken
            or short.isdigit()
            or not _SAFE.fullmatch(short)
            or _DEVICES.fullmatch(short)
        ):
            short = slug(f"{name} ")  # never equal to a plain one: it ends in a digest
        taken.add(short)
        found[name] = short
    return found


def path_of(identifier: str) -> str:
    """A path for an identifier that may hold slashes, each segment safe by itself.

    >>> path_of("levant-wire/2016-12-11")
    'levant-wire/2016-12-11'
    >>> path_of("../../etc/passwd").count("..")
    0
    """
    parts = identifier.split("/")
    if len(parts) > 6 or not all(parts):
        return slug(identifier)
    return "/".join(map(slug, parts))


def event_page(identifier: str) -> str:
    """Page of an event."""
    return f"events/{path_of(identifier)}/index.html"


def article_page(identifier: str) -> str:
    """Page of an article."""
    return f"articles/{path_of(identifier)}/index.html"


def anchor(prefix: str, identifier: str) -> str:
    """A fragment identifier: letters, digits, hyphens, dots and underscores only.

    >>> anchor("m", "a1-3")
    'm-a1-3'
    """
    return f"{prefix}-{slug(identifier)}"


def root_of(path: str) -> str:
    """The way from a page up to the site's root.

    >>> root_of("index.html"), root_of("events/a/index.html")
    ('', '../../')
    """
    return "../" * path.count("/")


def safe_link(url: str | None) -> str | None:
    """An address that may stand in a link: ``http``, ``https`` or ``mailto``, without control characters.

    >>> safe_link("https://example.org/a"), safe_link("javascript:alert(1)"), safe_link("java\\nscript:x")
    ('https://example.org/a', None, None)
    """
    if not url or any(ch <= " " or ch in '\\"<>' or ch == "\x7f" for ch in url) or has_bidi(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme.lower() not in _OUTSIDE or (parts.scheme.lower() != "mailto" and not parts.netloc):
        return None
    return url


def has_bidi(text: str) -> bool:
    """Whether a text holds characters that turn the direction of what is read."""
    return any(ch in _BIDI for ch in text)


_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def host_of(url: str | None) -> str | None:
    """The host of an address, without ``www.``: what stands for a source that has no name.

    >>> host_of("https://www.example.org/a?b")
    'example.org'
    """
    try:
        host = urlsplit(url).hostname if url else None
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
