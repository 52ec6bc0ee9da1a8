"""What a statement is about, as weighted terms: names and numbers weigh most, common words hardly anything.

Weights come from a shipped table of word frequencies and not from the articles at hand, so that one more article
changes no decision about the others.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain, pairwise
from typing import Any, NamedTuple

from timeline.chronology.language.lexicon import lexicon, listed

Piece = str | int
"""A term, or nothing, or a numeral."""
_BOUND, _WHERE = ">", "@"
_REFERENCE, _ONCE = "!", "+"
ABOUT = frozenset((_BOUND, _WHERE, _REFERENCE, _ONCE))
"""What a term begins with that only says something of others."""
_NEXT = 4
"""So many words behind "near", the name of a place may follow ("near the village of Karsa")."""
_TENS = frozenset(f"{tens}" for tens in range(20, 100, 10))
_FACTORS = frozenset((100, 1000, 10**6, 10**9, 10**12))
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
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
    """Words of a language that say one thing, from ``<lang>/synonyms.txt``."""

    groups: Mapping[str, str]
    """Stem → the stem that its group is known by."""
    weights: Mapping[str, float]
    """How much a group tells: as much as its commonest word."""
    deeds: frozenset[str]
    """The groups that tell what happened."""
    turning: frozenset[str]
    """Those that undo what is told beside them ("failed to win"), and words of a further one ("again")."""
    answers: frozenset[str]
    """Deeds that answer what another did ("condemned")."""
    usual: frozenset[str]
    """Who does what is done of that sort anyway ("police arrested"), and tells no event from another."""
    sided: frozenset[str]
    """Deeds that one does to another: it matters who is named first."""
    akin: Mapping[str, frozenset[str]]
    """Deeds that often tell the same, of each."""
    things: frozenset[str]
    """The groups that tell what or who it happened with: a capital makes no name of them ("the Ministry")."""
    places: Mapping[str, str]
    """A name → the name that it goes by ("iraqi" → "iraq")."""
    lands: frozenset[str]
    """The names that they go by ("=iraq")."""
    where: frozenset[str]
    """Words before the name of a place ("near")."""
    kinds: frozenset[str]
    """Words that may stand between ("the village of Karsa")."""
    bounds: frozenset[str]
    """Words before a number that is not exact ("at least")."""
    factors: Mapping[str, int]
    """Words behind a number that multiply it ("million")."""
    units: Mapping[str, str]
    """Stems of what is measured and not counted ("years", "km"), and the stem that each is known by."""
    ages: frozenset[str]
    """Stems behind a unit that make an age of it ("years old")."""
    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
    """First word → the words behind it, and the term that they make together; the longest first."""
    openings: frozenset[tuple[str, str]]
    """The first two words of each."""


_GROUPED = ("deeds", "turning", "further", "things", "forms")
"""Sections of words that mean the same, a group a line."""
_TABLES = ("places", "answers", "sided", "usual", "kinds", "where", "bounds", "factors", "units", "ages")
"""Sections of words of one kind, the first of a line for all of them."""


@dataclass
class _Lists:
    """The table of synonyms as it stands, by its sections."""

    groups: dict[str, str] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)
    heads: dict[str, set[str]] = field(default_factory=lambda: {name: set() for name in _GROUPED})
    tables: dict[str, dict[str, str]] = field(default_factory=lambda: {name: {} for name in _TABLES})
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    akin: dict[str, frozenset[str]] = field(default_factory=dict)


def _lists(lang: str) -> _Lists:
    out, section = _Lists(), ""
    for line in listed("synonyms", lang):
        words = line.split()
        if line.startswith("["):
            section = line.strip("[]")
        elif section == "akin":
            family = frozenset([stem(word, lang) for word in words])
            for deed in family:
                out.akin[deed] = out.akin.get(deed, frozenset()) | family
        elif section in out.tables:
            named = words[1:] if section == "factors" else words
            out.tables[section].update(dict.fromkeys(named, words[0]))
        else:
            _group(out, words, section, lang)
    return out


def _group(out: _Lists, words: list[str], section: str, lang: str) -> None:
    """Adds words that mean the same, and phrases that do ("took_over")."""
    head = _head_of(words[0], section, lang)
    single = {word if word[0] == "=" else stem(word, lang) for word in words if "_" not in word}
    if section in out.heads:
        out.heads[section].add(head)
        out.groups.update(dict.fromkeys(single, head))
        if single:
            out.weights[head] = min(weight(stem(each.lstrip("="), lang), lang) for each in single)
    for first, *rest in (word.split("_") for word in words if "_" in word):
        out.phrases.setdefault(first, []).append((tuple(rest), head))


@cache
def synonyms(lang: str = "en") -> Synonyms:
    """The groups of a language; none where it has no table.

    >>> synonyms().groups[stem("recaptured")] == synonyms().groups[stem("seized")]
    True
    """
    told = _lists(lang)
    tables, turning = told.tables, frozenset(told.heads["turning"])

    def group_of(word: str) -> str:
        stemmed = stem(word, lang)
        return told.groups.get(stemmed, stemmed)

    return Synonyms(
        groups=told.groups,
        weights=told.weights,
        deeds=turning | told.heads["deeds"],
        turning=turning | told.heads["further"],
        answers=frozenset([told.groups[stem(word, lang)] for word in tables["answers"]]),
        usual=frozenset(map(group_of, tables["usual"])),
        sided=frozenset(map(group_of, tables["sided"])),
        akin=told.akin,
        things=frozenset(told.heads["things"]),
        places=tables["places"],
        lands=frozenset([f"={land}" for land in tables["places"].values()]),
        where=frozenset(tables["where"]),
        kinds=frozenset(map(group_of, tables["kinds"])),
        bounds=frozenset(tables["bounds"]),
        factors={word: int(factor) for word, factor in tables["factors"].items()},
        units={stem(word, lang): stem(unit, lang) for word, unit in tables["units"].items()},
        ages=frozenset([stem(word, lang) for word in tables["ages"]]),
        phrases={first: sorted(found, key=lambda one: -len(one[0])) for first, found in told.phrases.items()},
        openings=frozenset([(first, rest[0]) for first, found in told.phrases.items() for rest, _ in found]),
    )


@cache
def titles(lang: str = "en") -> frozenset[str]:
    """The terms of words that stand before names ("president"): they tell who, and not what.

    >>> "presid" in titles()
    True
    """
    return frozenset(stem(word, lang) for title in lexicon(lang).names.titles for word in title.split())


def _head_of(word: str, section: str, lang: str) -> str:
    """The term that a group is known by."""
    if word[0] == "=":
        return word[1:]
    return {"names": f"={word}", "amounts": f"#{word}"}.get(section) or stem(word, lang)


def terms_of(words: str, lang: str = "en", named: Container[str] = ()) -> dict[str, None]:
    """The terms of some words in their order: stems, names (with a capital: ``=palmyra``) and numbers (``#300``).

    Words that say one thing are one term. A common word that opens a sentence is a name where it is among the ``named``.

    >>> sorted(terms_of("the army seized Palmyra, killing 300"))
    ['#300', '=palmyra', 'die', 'seiz', 'soldier']
    >>> sorted(terms_of("The minister stepped down"))
    ['minist', 'resign']
    >>> list(terms_of("Brown stepped down")), list(terms_of("Brown stepped down", named={"Brown"}))
    (['brown', 'resign'], ['=brown', 'resign'])
    """
    read, opening = _pieces(lang), _known(lang, opening=True)
    pieces = words.split()
    first = _WORD.search(words)
    if first is None:
        return {}
    said, found = zip(*chain.from_iterable(map(read.__getitem__, pieces)), strict=True)
    terms: list[Piece] = [*found]
    if not _opens_a_name(pieces, lang):
        term = opening[first[0]]
        if term != terms[0] and first[0] not in named:
            terms[0] = term
    if not synonyms(lang).openings.isdisjoint(pairwise(said)):
        terms = _joined(terms, said, lang)
    return _told(terms, lang)


def _opens_a_name(pieces: Sequence[str], lang: str) -> bool:
    """Whether a sentence begins with a first name: a capital behind it, and neither title nor possessive before that."""
    if len(pieces) < 2 or not pieces[1][0].isupper():
        return False
    first = pieces[0].lower()
    if not first.isalpha() or first in lexicon(lang).names.titles:
        return False
    known = synonyms(lang)
    return known.groups.get(f"={first}", known.groups.get(stem(first, lang))) not in known.things


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


def _joined(terms: Sequence[Piece], said: Sequence[str], lang: str) -> list[Piece]:
    """Terms, one for each lower-case word, in which those of a phrase have become one."""
    out = list(terms)
    for first, behind, term in _phrases(said, lang):
        out[first:behind] = [term, *("",) * (behind - first - 1)]
    return out


def _told(terms: Sequence[Piece], lang: str) -> dict[str, None]:
    """Terms among which are numbers, each with what multiplies it, and words that stand before numbers and places.

    What is measured ("18 days") is one term with its unit, and a year is one, too: they count nothing. Of a number that
    is not exact, there is a term beside it, with ``>``; of a name that is a place, one with ``@``.

    >>> list(_told([">", "#4", 1000, "die"], "en")), list(_told(["#18", "day", "@", "", "=karsa"], "en"))
    (['#4000', '>4000', 'die'], ['18_day', '@karsa', '=karsa'])
    """
    known, out = synonyms(lang), dict[str, None]()
    where = place = 0
    count = len(terms)
    while place < count:
        term = terms[place]
        place += 1
        if term in ("", _BOUND):
            continue
        if isinstance(term, int) or term[0] == "#":
            place = _number(terms, place, known, out)
            continue
        if term == _WHERE or term in known.kinds:
            where = place + _NEXT
        elif place <= where and term[0] == "=":
            out[f"@{term[1:]}"] = None
            where = place + 1
        else:
            where = 0
        if term != _WHERE:
            out[term] = None
    return out


def _number(terms: Sequence[Piece], place: int, known: Synonyms, out: dict[str, None]) -> int:
    """Puts down the number before a place, with what goes with it; the place behind that."""
    amount, bound = f"{terms[place - 1]}".lstrip("#"), place > 1 and terms[place - 2] == _BOUND
    while place < len(terms) and isinstance(behind := terms[place], int) and (more := _times(amount, behind)):
        amount = more
        place += 1
    unit = known.units.get(f"{terms[place]}", "") if place < len(terms) else ""
    if unit and place + 1 < len(terms) and terms[place + 1] in known.ages:
        place, unit = place + 2, ""  # "a boy of four" is four years old
    if unit:
        out[f"{amount}_{unit}"] = None
        return place + 1
    if amount != "1":
        out[f"#{amount}"] = None
        if bound:
            out[f">{amount}"] = None
    return place


def _times(amount: str, behind: int) -> str:
    """A number with what follows it, where that is its unit or its multiple ("twenty" "one", "26.2" "billion")."""
    if behind < 10:
        return f"{int(amount) + behind}" if amount in _TENS else ""
    try:
        return f"{round(float(amount) * behind)}" if behind in _FACTORS else ""
    except (ValueError, OverflowError):
        return ""


class _Known(dict[str, Piece]):
    """Raw words → their term: an empty one for what tells nothing, a number for a numeral.

    Of a word that opens a sentence the capital makes a name only where it is too rare to be another.
    """

    def __init__(self, lang: str, opening: bool) -> None:
        self.lang = lang
        self.opening = opening
        self.never = lexicon(lang).names.never
        self.known = synonyms(lang)
        self.numerals = {**lexicon(lang).numerals, **self.known.factors}

    def __missing__(self, raw: str) -> Piece:
        initials = len(raw) > 1 and raw.isupper()
        name = raw[0].isupper() and (initials or not (self.opening and self._is_common(_plain(raw))))
        term = self.term(raw, name)
        if len(self) < 200_000:
            self[raw] = term
        return term

    def _is_common(self, low: str) -> bool:
        if low in self.known.places:
            return False
        stemmed = stem(low, self.lang)
        groups = self.known.groups
        return stemmed in groups or f"={low}" in groups or weight(stemmed, self.lang) <= 2.2

    def term(self, raw: str, name: bool) -> Piece:
        low = _plain(raw)
        if low in self.numerals:
            return self.numerals[low]
        if low in self.known.bounds:
            return _BOUND
        if low in self.known.where and not name:
            return _WHERE
        if low[0].isdigit():
            return f"{low}_" if _YEAR.fullmatch(low) else "#" + low.replace(",", "")
        if len(low) == 1:
            return ""
        stemmed = stem(low, self.lang)
        stemmed = self.known.groups.get(f"={low}") or self.known.groups.get(stemmed, stemmed)
        if name and low in self.known.places:
            return "=" + self.known.places[low]
        if (
            name
            and (low not in self.never or (raw.isupper() and len(raw) > 2))
            and stemmed not in self.known.things
        ):
            return "=" + low
        return stemmed if values(self.lang)[stemmed] > 0 else ""


@cache
def _known(lang: str, opening: bool = False) -> _Known:
    return _Known(lang, opening)


class _Pieces(dict[str, tuple[tuple[str, Piece], ...]]):
    """What stands between two blanks → its words, in lower case, with their terms: no word holds a blank, and most pieces come
    again and again."""

    def __init__(self, lang: str) -> None:
        self.known = _known(lang)

    def __missing__(self, piece: str) -> tuple[tuple[str, Piece], ...]:
        read = tuple((word.lower(), self.known[word]) for word in _WORD.findall(piece))
        if len(self) < 200_000 and len(piece) <= _LONGEST:
            self[piece] = read
        return read


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
        if term[0] == "#" or term[0].isdigit():
            found = _NUMBER
        elif term[0] in ABOUT:
            found = 0.0
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


def statement_terms(
    headline: str, quote: str, timex: str = "", lang: str = "en", named: Container[str] = ()
) -> tuple[str, ...]:
    """The terms of a statement: of its headline, which has its subject, and its quotation, without its date.

    The ``named`` are what its article names.
    """
    if timex:
        headline, quote = headline.replace(timex, ""), quote.replace(timex, "")
    out = {} if headline[1:] in quote else terms_of(headline, lang, named)
    told = terms_of(quote, lang, named)
    named = {term[1:] for term in (*out, *told) if term[0] == "="}
    if named.isdisjoint(told):
        return tuple(out | told)
    for term in told:
        if "=" + term not in out:
            out[term] = None
    return tuple(out)


def referring(terms: tuple[str, ...], event: str) -> tuple[str, ...]:
    """The terms of a statement that does no more than name an event (``references``), with which one."""
    return (*terms, f"{_REFERENCE}{event}")


def referred(terms: tuple[str, ...]) -> str:
    """Which event a statement does no more than name; mostly none.

    >>> referred(referring(("earthquak", "=karsa"), "earthquak")), referred(("earthquak",))
    ('earthquak', '')
    """
    return terms[-1][1:] if terms and terms[-1][0] == _REFERENCE else ""


def done_once(terms: tuple[str, ...], deed: str) -> tuple[str, ...]:
    """The terms of a statement that tells what somebody did or met with but once (``deeds.once``), with that."""
    return (*terms, f"{_ONCE}{deed}")


def once_told(terms: tuple[str, ...]) -> str:
    """What somebody did or met with but once that a statement tells; mostly nothing.

    >>> once_told(done_once(("=hale", "resign"), "resign=hale")), once_told(("=hale", "resign"))
    ('resign=hale', '')
    """
    return terms[-1][1:] if terms and terms[-1][0] == _ONCE else ""


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
        for one, other in pairwise(said):
            for whole in _told((known[one], known[other]), lang) if known[one] and known[other] else ():
                seen.setdefault(whole, f"{one} {other}")
    return tuple(seen.get(term, term.lstrip("=#")) for term in terms)
