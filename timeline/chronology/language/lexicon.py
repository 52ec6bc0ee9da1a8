"""What the words of a language do in a clause: data from ``<lang>/lexicon.toml``, validated when it is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from timeline.errors import Diagnostic, LanguageDataError

_FOLDER = Path(__file__).parent

Words = frozenset[str]


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of word lists; every key must be there, and none else."""


class Verbs(_Part, frozen=True):
    """Forms that tell a finite verb from the rest."""

    be_past: Words
    be_present: Words
    be_other: Words
    have: Words
    able: Words
    turned: Words
    coming: Words
    do: Words
    future: Words
    foretelling: Words
    awaiting: Words
    modal: Words
    past: Words
    both: Words
    intransitive: Words
    acting: tuple[str, ...]
    alone: Words
    unchanged: Words
    participle: Words
    present: Words
    intending: Words
    several: Words
    together: Words
    leaving: Words
    proving: tuple[str, ...]
    linking: Words
    telling: Words
    dubbing: Words
    dwelling: Words
    becoming: Words
    beside: Words
    wanting: Words
    having_done: Words
    not_past: Words
    things: Words
    objects: Words
    bidding: Words
    demanding: Words
    charging: Words
    noticing: Words
    keeping: Words
    paying: Words
    counted: Words
    nouns: Words
    stative: Words
    once: Words
    happening: Words


class Reporting(_Part, frozen=True):
    """Words that lead in a source."""

    verbs: Words
    hearing: Words
    explaining: Words
    tag: Words
    pointing: Words
    doing: Words
    parting: Words
    topics: Words
    denial: Words
    spoke: str
    unnamed: Words
    according: tuple[str, ...]
    citing: Words
    deeds: Words
    judging: Words
    media: tuple[str, ...]
    outlets: tuple[str, ...]
    contested: Words


class Clauses(_Part, frozen=True):
    """Words that open, join or bound a clause."""

    relative: Words
    subordinate: Words
    set_phrases: Words
    coordinate: Words
    complement: Words
    meanings: Words
    asking: Words
    open_from: Words
    open_until: Words
    due: Words
    about_then: Words
    meant: Words
    fixing: Words
    of_time: Words
    nearly: Words
    determiner: Words
    preposition: Words
    pronoun: Words
    objective: Words
    subjective: Words
    companions: Words
    owners: Words
    reflexive: Words
    spanning: Words
    going_on: Words
    governing: Words
    not_adverb: Words
    adverb: Words
    inner: Words
    as_as: Words
    as_with: Words
    as_number: Words
    conceding: Words
    floating: Words
    sharing: Words
    before_to: Words
    interjections: Words
    pictured: Words


class Modality(_Part, frozen=True):
    """Words and phrases that tell what is planned or untrue from what happened."""

    planned: tuple[str, ...]
    committed: Words
    sensed: tuple[str, ...]
    negation: tuple[str, ...]
    not_denied: Words
    due_not_until: Words
    plans: Words


class Nominals(_Part, frozen=True):
    """Nouns that name what happens."""

    events: Words
    endings: tuple[str, ...]
    not_events: Words
    definite: Words
    indefinite: Words
    happens: Words
    whereabouts: Words
    undone: Words
    empty: Words
    summing: Words

    def names(self, word: str) -> bool:
        """Whether a noun is one of what happens, or has the ending of such: "flood", "evacuation"."""
        return word in self.events or word.endswith(self.endings)


class LeadIn(_Part, frozen=True):
    """Throat-clearing at the head of a sentence."""

    phrases: tuple[str, ...]
    timed: tuple[str, ...]


class Names(_Part, frozen=True):
    """Capitalised words that name nobody, and those that come before a name."""

    never: Words
    compounds: Words
    short: Words
    titles: Words
    bodies: Words
    saying: Words
    quantities: Words
    things: Words
    given_women: Words
    given_men: Words
    ships: Words
    lands: Words
    of_firms: Words
    of_many: Words
    of_kind: Words
    made: Words
    trading: Words
    address_men: Words
    address_women: Words
    women: Words
    men: Words
    persons: Words


class Condense(_Part, frozen=True):
    """Words that tell nothing of the story."""

    common: Words
    chatter: tuple[str, ...]
    leaning: Words


class Roles(_Part, frozen=True):
    """What words do beyond opening clauses: in ranges, noun phrases, headlines and the order."""

    kept_before: Words
    delimiting: Words
    adding: Words
    commissioned: Words
    reckoning: Words
    outgrowing: Words
    following_on: Words
    as_then: Words
    pairs: dict[str, str]
    barely: Words
    back_then: Words
    likening: Words
    onward: tuple[str, ...]
    dropped: Words
    joining: Words
    binding: Words
    units: Words
    long_units: Words
    nights: Words
    take_over: Words
    comparing: Words
    particles: Words
    spans: Words
    term_ends: Words
    term_begins: Words
    zones: Words
    bare: Words
    showing: Words
    declaring: Words
    enacted: Words
    of_topics: Words
    documents: Words
    plurals: Words
    qualities: Words
    kinds: Words
    uncertain: Words
    cutters: Words
    recurring: Words
    any_one: Words
    some: Words
    anyone: Words
    singling: Words
    placing: Words
    stretching_on: Words
    changes: Words
    no_changes: Words
    changing: Words
    measuring: Words
    minded: Words
    only_thought: Words
    thinking: Words
    regarding: Words
    grounding: Words
    states: Words
    of_place: Words
    within: Words
    holding: Words
    folk: Words
    of_both: Words
    hundreds: Words
    bounding: Words
    asking_who: Words
    halves: Words
    needing: Words
    afterwards: Words
    counted: Words
    outlooks: Words
    topic: Words
    opening: Words
    stretching: Words
    parting: Words
    recalling: Words
    traded: Words
    nearly: Words
    first_of: tuple[str, ...]
    last_of: tuple[str, ...]
    repeated: Words
    rates: Words
    debts: Words
    payments: Words
    beside_level: Words
    surpassing: Words
    bests: Words
    lengths: Words
    lengths_so_far: Words
    deictic: Words
    terming: Words
    adjectival: Words
    times_named: Words
    involved: Words
    works: Words
    follows: Words
    leading_up: tuple[str, ...]
    referring: Words
    referring_to: Words
    comparing_with: Words
    scales: Words
    naming: Words
    ruling: Words
    addressed: Words
    furniture: Words
    page: tuple[str, ...]
    credits: tuple[str, ...]
    photographs: tuple[str, ...]
    lifelong: tuple[str, ...]
    aims: Words
    ends: Words
    births: Words
    about: Words
    quoted: Words
    harms: Words
    linking: Words
    reactions: Words
    bases: Words
    moving: Words
    made: Words
    level: Words
    extremes: Words
    fronting: Words
    rivalling: Words
    fractions: Words
    spanning: Words
    arranged: Words
    measures: Words
    before_events: Words
    up_to: Words
    range_links: Words
    of_nouns: Words
    for_events: Words
    same_time: Words
    shortly: Words
    hung: Words
    ranks: Words
    ordinals: Words
    of_two: Words
    superlatives: Words
    likes: Words
    links: Words
    which: Words
    rounds: Words
    no_superlatives: Words
    several: Words
    counting: Words
    staging: Words
    ergative: Words
    lasting: Words
    enduring: Words
    terms: Words
    phases: Words
    stretches: Words
    occurring: Words
    of_bodies: Words
    periods: tuple[str, ...]
    throughout: Words
    marks: Words
    bearing: Words
    dating: Words
    reaching: Words
    nobody: Words
    later: tuple[str, ...]
    earlier: tuple[str, ...]
    after: tuple[str, ...]
    before: tuple[str, ...]


class Lexicon(_Part, frozen=True):
    """All of a language's clause words."""

    verbs: Verbs
    reporting: Reporting
    clauses: Clauses
    modality: Modality
    nominals: Nominals
    lead_in: LeadIn
    names: Names
    condense: Condense
    roles: Roles
    numerals: dict[str, int]
    short_forms: dict[str, str]


def parse_lexicon(data: bytes, where: str) -> Lexicon:
    """A lexicon from TOML.

    Raises :class:`~timeline.errors.LanguageDataError` that names the file, the key, and the word at fault.
    """
    import tomllib

    def fault(message: str, hint: str) -> Diagnostic:
        return Diagnostic(where=where, code="lexicon-invalid", message=message, hint=hint, level="error")

    try:
        raw = tomllib.loads(data.decode())
        lexicon = msgspec.convert(raw, Lexicon)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise LanguageDataError(fault(str(error), "Mend the key that is named.")) from error
    faults = [
        fault(f"{table}.{key} holds {word!r} {why}", "Remove it or write it in lower case.")
        for table, lists in raw.items()
        for key, words in lists.items()
        if isinstance(words, list)
        for word, why in _faults_of(words)
    ]
    if faults:
        raise LanguageDataError(faults)
    return lexicon


def _faults_of(words: list[str]) -> Iterator[tuple[str, str]]:
    """The words of a list that should not stand there as they do, and why."""
    seen: set[str] = set()
    for word in words:
        if word != word.lower():
            yield word, "in upper case"
        if word in seen:
            yield word, "twice"
        if not word.isalpha() and word != " ".join(word.split()):
            yield word, "with stray space"
        seen.add(word)


def listed(name: str, lang: str) -> Iterator[str]:
    """The lines of a language's word list, without remarks; none where it has no such list."""
    path = _FOLDER / lang / f"{name}.txt"
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        if line and not line.startswith("#"):
            yield line


@cache
def lexicon(lang: str = "en") -> Lexicon:
    """The lexicon of a language; English where there is none of its own.

    >>> "said" in lexicon().reporting.verbs
    True
    """
    path = file_of(lang, "lexicon.toml")
    return parse_lexicon(path.read_bytes(), path.name)


def file_of(lang: str, name: str) -> Path:
    """A data file of a language; the English one where it has none of its own."""
    own = _FOLDER / lang / name
    return own if own.is_file() else _FOLDER / "en" / name
