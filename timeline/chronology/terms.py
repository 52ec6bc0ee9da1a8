"""What a statement is about, as weighted terms: names and numbers weigh most, common words hardly anything.

Weights come from a shipped table of word frequencies and not from the articles at hand, so that one more article
changes no decision about the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from timeline.chronology.lexicon import lexicon

_FOLDER = Path(__file__).with_name("languages")
_WORD = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)*")
_LONGEST = 60
"""Longer pieces without a blank seldom come again, and may be whole texts."""
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


def terms_of(words: str, lang: str = "en") -> dict[str, None]:
    """The terms of some words in their order: stems, names (with a capital: ``=palmyra``) and numbers (``#300``).

    >>> sorted(terms_of("the army seized Palmyra, killing 300"))
    ['#300', '=palmyra', 'armi', 'kill', 'seiz']
    """
    read, opening = _pieces(lang), _known(lang, opening=True)
    terms = [*chain.from_iterable(map(read.__getitem__, words.split()))]
    if first := _WORD.search(words):
        terms[0] = opening[first[0]]
    if opening.numbers.isdisjoint(terms):
        plain = dict.fromkeys(terms)
        plain.pop("", None)
        return plain  # type: ignore[return-value]  # numerals are the only ones that are no strings
    return _with_numbers(terms)


def _with_numbers(terms: Iterable[str | int]) -> dict[str, None]:
    """Terms among which are numerals: a number in tens takes the unit behind it ("twenty-one")."""
    out: dict[str, None] = {}
    tens = 0
    for term in terms:
        if isinstance(term, str):
            tens = 0
            if term:
                out[term] = None
            continue
        number = term
        if tens and number < 10:
            out.pop(f"#{tens}", None)
            number += tens
        tens = number if number in range(20, 100, 10) else 0
        out[f"#{number}"] = None
    return out


class _Known(dict[str, str | int]):
    """Raw words → their term: an empty one for what tells nothing, a number for a numeral.

    Of a word that opens a sentence the capital makes a name only where it is too rare to be another.
    """

    def __init__(self, lang: str, opening: bool) -> None:
        self.lang = lang
        self.opening = opening
        self.never = lexicon(lang).names.never
        self.numerals = lexicon(lang).numerals
        self.numbers = frozenset(self.numerals.values())

    def __missing__(self, raw: str) -> str | int:
        name = raw[0].isupper() and (
            not self.opening or weight(stem(_plain(raw), self.lang), self.lang) > 2.2
        )
        term = self.term(raw, name)
        if len(self) < 200_000:
            self[raw] = term
        return term

    def term(self, raw: str, name: bool) -> str | int:
        low = _plain(raw)
        if low in self.numerals:
            return self.numerals[low]
        if low[0].isdigit():
            return "#" + low.replace(",", "")
        if name and low not in self.never:
            return "=" + low
        stemmed = stem(low, self.lang)
        return stemmed if weight(stemmed, self.lang) > 0 else ""


@cache
def _known(lang: str, opening: bool = False) -> _Known:
    return _Known(lang, opening)


class _Pieces(dict[str, tuple[str | int, ...]]):
    """What stands between two blanks → its terms: no term holds a blank, and most pieces come again and again."""

    def __init__(self, lang: str) -> None:
        self.known = _known(lang)

    def __missing__(self, piece: str) -> tuple[str | int, ...]:
        terms = tuple(map(self.known.__getitem__, _WORD.findall(piece)))
        if len(self) < 200_000 and len(piece) <= _LONGEST:
            self[piece] = terms
        return terms


@cache
def _pieces(lang: str) -> _Pieces:
    return _Pieces(lang)


def _plain(raw: str) -> str:
    low = raw.lower()
    return low[:-2] if low.endswith(("'s", "’s")) and len(low) > 2 else low


class Values(dict[str, int]):
    """Terms → what they weigh, in hundredths. Whole numbers, so that a sum does not depend on its order."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __missing__(self, term: str) -> int:
        if term[0] == "#":
            found = _NUMBER
        elif term[0] == "=":
            found = max(weight(stem(term[1:], self.lang), self.lang), 1.0) * _NAME
        else:
            found = weight(term, self.lang)
        worth = self[term] = round(100 * found)
        return worth


@cache
def values(lang: str = "en") -> Values:
    """What the terms of a language weigh: a number and a name more than a plain word.

    >>> values()["=palmyra"] > values()["#300"] > values()["armi"]
    True
    """
    return Values(lang)


def statement_terms(headline: str, quote: str, timex: str = "", lang: str = "en") -> tuple[str, ...]:
    """The terms of a statement: of its headline, which has its subject, and its quotation, without its date."""
    if timex:
        headline, quote = headline.replace(timex, ""), quote.replace(timex, "")
    out = {} if headline[1:] in quote else terms_of(headline, lang)
    told = terms_of(quote, lang)
    named = {term[1:] for term in (*out, *told) if term[0] == "="}
    if named.isdisjoint(told):
        return tuple(out | told)
    for term in told:
        if "=" + term not in out:
            out[term] = None
    return tuple(out)


def as_written(terms: Iterable[str], words: str, lang: str = "en") -> tuple[str, ...]:
    """Terms as a reader sees them in some words: a stem by the word it was taken from.

    >>> as_written(["=palmyra", "captur", "#300"], "He captured Palmyra's castle, killing 300")
    ('Palmyra', 'captured', '300')
    """
    known = _known(lang)
    seen: dict[str, str] = {}
    for raw in dict.fromkeys(_WORD.findall(words)):
        shown = raw[: len(_plain(raw))]
        for term in (known[raw], known.term(raw, name=False)) if raw[0].isupper() else (known[raw],):
            seen.setdefault(f"#{term}" if isinstance(term, int) else term, shown)
    return tuple(seen.get(term, term.lstrip("=#")) for term in terms)
