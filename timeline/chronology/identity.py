"""Permanent ids."""

from __future__ import annotations

import hashlib


def mention_id(article: str, quote: str, occurrence: int) -> str:
    """A mention's permanent id: from article, quoted words (white space apart) and how often they came before.

    >>> mention_id("a", "It  rose", 0) == mention_id("a", "It rose", 0) != mention_id("a", "It rose", 1)
    True
    """
    seed = "\0".join((article, " ".join(quote.split()), str(occurrence)))
    return hashlib.sha256(seed.encode()).hexdigest()[:12]
