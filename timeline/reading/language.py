"""Which language a text is in, where neither it nor its file says: told by its little words."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]+(?:['’]\w+)?")
_SHARE = 0.08
"""So large a part of a text's words are little words of its language: news has twice as many, a neighbour's text hardly any."""
_ENOUGH = 2_000
"""Characters that tell."""


def base(tag: str) -> str:
    """The language of a tag: ``en`` of ``en-GB``."""
    return re.split(r"[-_]", tag)[0].lower()


def language_of(text: str, otherwise: str) -> str:
    """``otherwise`` where it has a grammar; else the language with one that a text is in, if it is.

    >>> language_of("The bridge fell on Sunday, and the road to the harbour was closed.", "de")
    'en'
    >>> language_of("Die Brücke fiel am Sonntag, und die Straße in den Hafen war gesperrt.", "de")
    'de'
    """
    if otherwise in _little_words():
        return otherwise
    words = [word.lower() for word in _WORD.findall(text[:_ENOUGH])]
    shares = {lang: sum(word in little for word in words) for lang, little in _little_words().items()}
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] > _SHARE * len(words) else otherwise


@lru_cache(maxsize=1)
def _little_words() -> dict[str, frozenset[str]]:
    known = tomllib.loads(files("timeline.reading").joinpath("languages.toml").read_text("utf-8"))
    return {lang: frozenset(words) for lang, words in known.items()}
