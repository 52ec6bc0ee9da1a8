"""What a statement is about, as weighted terms: names and numbers weigh most, common words hardly anything.

Weights come from a shipped table of word frequencies and not from the articles at hand, so that one more article
changes no decision about the others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from timeline.chronology.lexicon import lexicon

_FOLDER = Path(__file__).with_name("languages")
_WORD = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)*")
_FLOOR = 2.6
"""A stem as common as this (one word in 400) says nothing."""
_RAREST = 6.0
_NAME = 1.6
_NUMBER = 2.5


@cache
def _frequencies(lang: str) -> Mapping[str, float]:
    path = _FOLDER / f"{lang}.frequencies.txt"
    if not path.is_file():
        return {}
    table: dict[str, float] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            rarity, *stems = line.split()
            for stem in stems:
                table[stem] = int(rarity) / 10
    return table


@cache
def _stemmer(lang: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer({"en": "english"}.get(lang, "porter"))


@lru_cache(maxsize=200_000)
def stem(word: str, lang: str = "en") -> str:
    """The stem of a lower-case word.

    >>> stem("captured") == stem("capture")
    True
    """
    result: str = _stemmer(lang).stemWord(word)
    return result


@lru_cache(maxsize=200_000)
def weight(stemmed: str, lang: str = "en") -> float:
    """How much a stem tells: 0 for the commonest words, 3.4 for those outside the table.

    >>> weight("the") < weight("citi") < weight("citadel")
    True
    """
    return max(0.0, _frequencies(lang).get(stemmed, _RAREST) - _FLOOR)


_NUMERALS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "dozen": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip


def terms_of(words: str, lang: str = "en") -> dict[str, None]:
    """The terms of some words in their order: stems, names (with a capital: ``=palmyra``) and numbers (``#300``).

    >>> sorted(terms_of("the army seized Palmyra, killing 300"))
    ['#300', '=palmyra', 'armi', 'kill', 'seiz']
    """
    out: dict[str, None] = {}
    never = lexicon(lang).names.never
    first, tens = True, 0
    for match in _WORD.finditer(words):
        raw = match.group()
        low = raw.lower()
        if low.endswith(("'s", "’s")):
            low = low[:-2]
        numeral = _NUMERALS.get(low)
        if numeral is not None:
            if tens and numeral < 10:
                out.pop(f"#{tens}", None)
                numeral += tens
            tens = numeral if numeral in range(20, 100, 10) else 0
            out[f"#{numeral}"] = None
        else:
            tens = 0
            if low[0].isdigit():
                out["#" + low.replace(",", "")] = None
            elif raw[0].isupper() and low not in never and (not first or _unknown(low, lang)):
                out["=" + low] = None
            elif weight(stemmed := stem(low, lang), lang) > 0:
                out[stemmed] = None
        first = False
    return out


@lru_cache(maxsize=500_000)
def value(term: str, lang: str = "en") -> float:
    """What a term weighs: a number and a name more than a plain word.

    >>> value("=palmyra") > value("#300") > value("armi")
    True
    """
    if term[0] == "#":
        return _NUMBER
    if term[0] == "=":
        return max(weight(stem(term[1:], lang), lang), 1.0) * _NAME
    return weight(term, lang)


def _unknown(word: str, lang: str) -> bool:
    """Whether a sentence's first word is too rare to be anything but a name."""
    return weight(stem(word, lang), lang) > 2.2


def statement_terms(headline: str, quote: str, timex: str = "", lang: str = "en") -> tuple[str, ...]:
    """The terms of a statement: of its headline, which has its subject, and its quotation, without its date."""
    if timex:
        headline, quote = headline.replace(timex, ""), quote.replace(timex, "")
    out = terms_of(headline, lang)
    for term in terms_of(quote, lang):
        if "=" + term not in out:
            out[term] = None
    return tuple(out)
