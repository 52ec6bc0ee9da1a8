"""The servers' own files (``templates/preview/``): one script and one style sheet, never part of a published site."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b

from timeline.publishing.render import shipped

TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
LASTING = {"cache-control": "max-age=31536000, immutable"}
"""What is asked for by its digest never changes: a page that is loaded again need not wait for it."""

_WITH_DIGEST = re.compile(r"assets/.*-[0-9a-f]{8}\.(?:css|js)")


@lru_cache(maxsize=8)
def asset(name: str) -> bytes:
    """The bytes of one of the known files."""
    return (shipped() / "preview" / name).read_bytes()


@lru_cache(maxsize=8)
def version(name: str) -> str:
    """The digest of one of the known files, with which a page asks for it."""
    return blake2b(asset(name), digest_size=4).hexdigest()


def lasts(path: str) -> bool:
    """Whether a file of the site carries its digest in its name.

    >>> lasts("assets/style-72e3465f.css"), lasts("index.html")
    (True, False)
    """
    return _WITH_DIGEST.fullmatch(path) is not None
