"""What a statement is about, as weighted terms: names and numbers weigh most, common words hardly anything.

Weights come from a shipped table of word frequencies and not from the articles at hand, so that one more article
changes no decision about the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import Any, NamedTuple

from timeline.chronology.lexicon import lexicon, listed

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
    table: dict[str, float] = {}
    for line in listed("frequencies", lang):
        rarity, *stems = line.split()
        for stem in stems:
            table[stem] = int(rarity) / 10
    return table


@cache
def _stemmer(lang: str) -> Any:
    import Stemmer

    return Stemmer.Stemmer({"en": "english"}.get(lang, "porter"), 0)


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
    """How much a stem tells: 0 for the commonest words and for single letters, 3.4 for those outside the table.

    >>> weight("the") < weight("citi") < weight("citadel")
    True
    """
    return max(0.0, _frequencies(lang).get(stemmed, _RAREST) - _FLOOR) if len(stemmed) > 1 else 0.0


class Synonyms(NamedTuple):
    """Words of a language that say one thing, from ``languages/<lang>.synonyms.txt``."""

    groups: Mapping[str, str]
    """Stem → the stem that its group is known by."""
    weights: Mapping[str, float]
    """How much a group tells: as much as its commonest word."""
    deeds: frozenset[str]
    """The groups that tell what happened."""
    turning: frozenset[str]
    """Those that undo what is told beside them ("failed to win")."""
    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
    """First word → the words behind it, and the term that they make together; the longest first."""


@cache
def synonyms(lang: str = "en") -> Synonyms:
    """The groups of a language; none where it has no table.

    >>> synonyms().groups[stem("recaptured")] == synonyms().groups[stem("seized")]
    True
    """
    groups: dict[str, str] = {}
    weights: dict[str, float] = {}
    sections: dict[str, set[str]] = {"deeds": set(), "turning": set(), "things": set(), "forms": set()}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    section = ""
    for line in listed("synonyms", lang):
        if line.startswith("["):
            section = line.strip("[]")
        else:
            words = line.split()
            head = _head_of(words[0], section, lang)
            single = {stem(word, lang) for word in words if "_" not in word}
            if section in sections:
                sections[section].add(head)
                groups.update(dict.fromkeys(single, head))
                weights[head] = min(weight(each, lang) for each in single)
            for first, *rest in (word.split("_") for word in words if "_" in word):
                phrases.setdefault(first, []).append((tuple(rest), head))
    longest = {first: sorted(found, key=lambda one: -len(one[0])) for first, found in phrases.items()}
    turning = frozenset(sections["turning"])
    return Synonyms(groups, weights, turning | sections["deeds"], turning, longest)


@cache
def titles(lang: str = "en") -> frozenset[str]:
    """The terms of words that stand before names ("president"): they tell who, and not what.

    >>> "presid" in titles()
    True
    """
    return frozenset(stem(word, lang) for title in lexicon(lang).names.titles for word in title.split())


def _head_of(word: str, section: str, lang: str) -> str:
    """The term that a group is known by."""
    return {"names": f"={word}", "amounts": f"#{word}"}.get(section) or stem(word, lang)


def terms_of(words: str, lang: str = "en") -> dict[str, None]:
    """The terms of some words in their order: stems, names (with a capital: ``=palmyra``) and numbers (``#300``).

    Words that say one thing are one term.

    >>> sorted(terms_of("the army seized Palmyra, killing 300"))
    ['#300', '=palmyra', 'die', 'seiz', 'soldier']
    >>> sorted(terms_of("The minister stepped down"))
    ['minist', 'resign']
    """
    read, opening = _pieces(lang), _known(lang, opening=True)
    pieces = words.split()
    terms = [*chain.from_iterable(map(read.__getitem__, pieces))]
    if (first := _WORD.search(words)) and not _opens_a_name(pieces, lang):
        terms[0] = opening[first[0]]
    if not synonyms(lang).phrases.keys().isdisjoint(words.lower().replace("-", " ").split()):
        terms = _joined(terms, words, lang)
    if opening.numbers.isdisjoint(terms):
        plain = dict.fromkeys(terms)
        plain.pop("", None)
        return plain  # type: ignore[return-value]  # numerals are the only ones that are no strings
    return _with_numbers(terms)


def _opens_a_name(pieces: Sequence[str], lang: str) -> bool:
    """Whether a sentence begins with a first name: a capital behind it, and neither title nor possessive before that."""
    if len(pieces) < 2 or not pieces[1][0].isupper():
        return False
    first = pieces[0].lower()
    return first.isalpha() and first not in lexicon(lang).names.titles


def _phrases(said: Sequence[str], lang: str) -> Iterator[tuple[int, int, str]]:
    """Where the phrases of a language stand among some lower-case words: first word, the one behind, the term."""
    known = synonyms(lang).phrases
    place = 0
    while place < len(said):
        behind = place + 1
        for rest, term in known.get(said[place], ()):
            if tuple(said[behind : behind + len(rest)]) == rest:
                behind += len(rest)
                yield place, behind, term
                break
        place = behind


def _joined(terms: Sequence[str | int], words: str, lang: str) -> list[str | int]:
    """Terms, one for each word, in which those of a phrase have become one."""
    out = list(terms)
    for first, behind, term in _phrases([word.lower() for word in _WORD.findall(words)], lang):
        out[first:behind] = [term, *("",) * (behind - first - 1)]
    return out


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
        self.groups = synonyms(lang).groups

    def __missing__(self, raw: str) -> str | int:
        name = raw[0].isupper() and not (self.opening and self._is_common(stem(_plain(raw), self.lang)))
        term = self.term(raw, name)
        if len(self) < 200_000:
            self[raw] = term
        return term

    def _is_common(self, stemmed: str) -> bool:
        return stemmed in self.groups or weight(stemmed, self.lang) <= 2.2

    def term(self, raw: str, name: bool) -> str | int:
        low = _plain(raw)
        if low in self.numerals:
            return self.numerals[low]
        if low[0].isdigit():
            return "#" + low.replace(",", "")
        if len(low) == 1:
            return ""
        if name and low not in self.never:
            return "=" + low
        stemmed = stem(low, self.lang)
        stemmed = self.groups.get(stemmed, stemmed)
        return stemmed if values(self.lang)[stemmed] > 0 else ""


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
        self.groups = synonyms(lang).weights

    def __missing__(self, term: str) -> int:
        if term[0] == "#":
            found = _NUMBER
        elif term[0] == "=":
            found = max(weight(stem(term[1:], self.lang), self.lang), 1.0) * _NAME
        else:
            found = self.groups.get(term, weight(term, self.lang))
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

    >>> as_written(["=palmyra", "seiz", "#300"], "He captured Palmyra's castle, killing 300")
    ('Palmyra', 'captured', '300')
    """
    known = _known(lang)
    seen: dict[str, str] = {}
    said = _WORD.findall(words)
    for raw in dict.fromkeys(said):
        shown = raw[: len(_plain(raw))]
        for term in (known[raw], known.term(raw, name=False)) if raw[0].isupper() else (known[raw],):
            seen.setdefault(f"#{term}" if isinstance(term, int) else term, shown)
    terms = tuple(terms)
    if not seen.keys() >= set(terms):
        for first, behind, whole in _phrases([word.lower() for word in said], lang):
            seen[whole] = " ".join(said[first:behind])
    return tuple(seen.get(term, term.lstrip("=#")) for term in terms)
