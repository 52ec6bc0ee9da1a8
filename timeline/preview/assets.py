"""The servers' own files (``templates/preview/``): one script and one style sheet, never part of a published site."""

from __future__ import annotations

from functools import lru_cache

from timeline.publishing.render import shipped

TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}


@lru_cache(maxsize=8)
def asset(name: str) -> bytes:
    """The bytes of one of the known files."""
    return (shipped() / "preview" / name).read_bytes()
