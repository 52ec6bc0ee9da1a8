"""Which language a text is in, where neither it nor its file says: told by its little words."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

_WORD = re.compile(r"[^\W\d_]+(?:['’]\w+)?")
_LETTER = re.compile(r"[^\W\d_]")
_SHARE = 0.08
"""So large a part of a text's words are little words of its language: news has twice as many, a neighbour's text hardly any."""
_ENOUGH = 2_000
"""Characters that tell."""
_SCRIPT = 0.1
"""So large a part of a text's letters are of its script: Japanese has fewer kana than characters."""


def base(tag: str) -> str:
    """The language of a tag: ``en`` of ``en-GB``."""
    return re.split(r"[-_]", tag)[0].lower()


def language_of(text: str, otherwise: str) -> str:
    """By its letters, where ``otherwise`` is not written in them; ``otherwise`` where it has a grammar; else the language
    with one that a text is in, if it is.

    >>> language_of("The bridge fell on Sunday, and the road to the harbour was closed.", "de")
    'en'
    >>> language_of("Die Brücke fiel am Sonntag, und die Straße in den Hafen war gesperrt.", "de")
    'de'
    >>> language_of("Мост рухнул в воскресенье.", "en")
    'und-Cyrl'
    """
    text = text[:_ENOUGH]
    script = None if text.isascii() else _script(text)
    if script and script != _known()["written"].get(otherwise):
        return script
    if otherwise in _little_words():
        return otherwise
    words = [word.lower() for word in _WORD.findall(text)]
    shares = {lang: sum(word in little for word in words) for lang, little in _little_words().items()}
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] > _SHARE * len(words) else otherwise


def _script(text: str) -> str | None:
    """The tag of the letters that most of a text is in, where they are not Latin."""
    theirs = len(_any_script().findall(text))
    total = len(_LETTER.findall(text)) if theirs else 0
    if theirs <= total / 2:
        return None
    return next(
        (tag for tag, letters in _scripts().items() if len(letters.findall(text)) > _SCRIPT * total), None
    )


@lru_cache(maxsize=1)
def _little_words() -> dict[str, frozenset[str]]:
    return {lang: frozenset(words) for lang, words in _known()["words"].items()}


@lru_cache(maxsize=1)
def _scripts() -> dict[str, re.Pattern[str]]:
    return {tag: re.compile(f"[{ranges}]") for tag, ranges in _known()["letters"].items()}


@lru_cache(maxsize=1)
def _any_script() -> re.Pattern[str]:
    return re.compile(f"[{''.join(_known()['letters'].values())}]")


@lru_cache(maxsize=1)
def _known() -> dict[str, Any]:
    return tomllib.loads(files("timeline.reading").joinpath("languages.toml").read_text("utf-8"))
