"""A headline from the article's own words: trimmed, never paraphrased."""

from __future__ import annotations


def headline(quote: str) -> str:
    """The quotation as a headline."""
    return quote[:1].upper() + quote[1:]
