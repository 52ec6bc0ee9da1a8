"""Noun phrases: whether one names several, and which one a relative word or a participle hangs on."""

from __future__ import annotations

import re

from timeline.chronology.language.entities import demonyms
from timeline.chronology.language.lexicon import lexicon
from timeline.chronology.language.patterns import patterns
from timeline.chronology.language.telling import has_event
from timeline.chronology.language.tokens import Clause, Sentence

QUALIFIES_AND = re.compile("(?<=[wW])[EPVU](?:p?t|p[dwW0]+)+C")
"""The first of two participles that qualify a noun: "An audit *ordered in May and* completed in June"."""
FIRST_OF_TWO = re.compile(f"{QUALIFIES_AND.pattern}a*$")
"""The same, right before the second."""
_DONE = re.compile("[BHD]a*$")
_LISTED = re.compile("(?<![wW0E])(?:d?[wW]+,)+$")
_NAMED_APART = re.compile("(?P<name>W+),d[^,]*,$")
_PLACED_NAME = re.compile("(?P<name>WW+)(?:p[dwW]*W)+,$")
_NAMED_BEFORE = re.compile("(?P<name>W+|d[wW]+),(?:0,)?$")
"""A name that a noun stands beside."""


_NAMED_OF = re.compile("d?W+p$")


def is_plural_form(word: str) -> bool:
    """Whether a noun names several, as far as its form shows.

    >>> [word for word in ("rebels", "fishermen", "people", "bus", "crisis", "press") if is_plural_form(word)]
    ['rebels', 'fishermen', 'people']
    """
    return word in lexicon().roles.plurals or (
        word.endswith(("s", "men")) and not word.endswith(("ss", "us", "is", "'s", "’s"))
    )


def is_superlative(word: str) -> bool:
    """Whether a word says that something is the most of its kind.

    >>> [word for word in ("worst", "most", "driest", "forest", "best", "west", "arrest") if is_superlative(word)]
    ['worst', 'most', 'driest', 'best']
    """
    roles = lexicon().roles
    ends = len(word) > _SHORTEST and word.endswith("est") and word not in roles.no_superlatives
    return ends or word in roles.superlatives


_SHORTEST = 5
"""Letters of a word in -est that is likely a noun: "guest", "chest"."""


def is_doer(word: str) -> bool:
    """Whether a noun may name people: "owners", "members", and not "results"."""
    single = word.removesuffix("s")
    return word in lexicon().names.persons or single.endswith(patterns().endings.agents)


def antecedent(sentence: Sentence, token: int, *, far: bool = False) -> list[int]:
    """The tokens of the noun phrase before a relative word or a participle; ``far`` reaches over "of"."""
    tags, words = sentence.tags, sentence.words
    at = len(tags[:token].rstrip(",p")) - 1
    if tags[at - 2 : at + 1] == "(W)":
        at -= 3  # "the Support Group *(ISSG)*, which"
    while at > 0 and words[at] in ("aboard", "board") and "with" in words[:at]:
        # "*a bus* with 40 on board that left"
        at = len(tags[: at - words[at::-1].index("with")].rstrip(",p")) - 1
    last = at
    while (
        at >= 0
        and (
            tags[at] in "dwWC0E'P$£€"
            or tags[at - 1 : at + 1] in ("dG", "da")
            or tags[at - 2 : at + 1] == "dwG"
            or (
                tags[at : at + 2] == "Gw"
                and (
                    tags[at - 1] == "0"
                    or words[at - 1] in lexicon().numerals
                    or words[at - 1].capitalize() in demonyms()
                )
            )  # "two *polling* places", "Brazilian *mining* giant Vale"
            # "an emergency *meeting* of the council"
            or (tags[at] == "a" and tags[at + 1] in "0$£€")  # "worth *almost* $10 billion"
            or (
                tags[at] == "G" and (words[at - 1] == "of" or (at == 0 and tags[1] == "w"))
            )  # "*Mining unions*, who"
            or (
                tags[at] == "G" and at == last and words[at] in lexicon().nominals.events
            )  # "*fighting* that began"
            or (tags[at - 1 : at + 2] == "dtw" and words[at][-1:] == "s")  # "a *1920s* movie palace"
            or (far and words[at] == "of")
        )
        and words[at] not in lexicon().clauses.objective
    ):
        if tags[at] in "EP" and (sentence.finite[at] or _DONE.search(tags, 0, at)):
            break  # "had *replaced* the president, who …"
        if (
            tags[at : at + 2] in ("dw", "dW")
            and at
            and tags[at - 1] in "wW"
            and words[at] in ("a", "an", "the")
            and words[at - 1] not in lexicon().roles.halves
        ):
            at -= 1
            break  # "The fine ends *an investigation* that began in May": a verb that was not seen
        at -= 1
    first = at + 1
    while (
        first <= last
        and (
            tags[first] in "C'"
            or words[first] == "of"  # "but not *of* a letter from its chief, which"
            or words[first - 1 : first + 2] == ["as", "part", "of"]
            or (
                first
                and tags[first] == "w"
                and (words[first - 1] == "to" or tags[first - 1] in "MD")
                and words[first] not in lexicon().numerals
                and not is_plural_form(words[first])  # "referring to *elections* set for May"
            )
        )
    ):
        first += 1
    if first < last and "C" in tags[first:last] and (listed := _LISTED.search(tags, 0, first)):
        first = listed.start()  # "*Russia*, Turkey and Iran, which …"
    first -= first <= last and tags[max(0, first - 1) : first + 1] == "a0"  # "*about* 300 workers"
    if (
        first < last
        and words[first - 1] == "of"
        and tags[first] == "w"
        and not (far or is_plural_form(words[last]))
    ):
        return antecedent(sentence, token, far=True)  # "*the freedom of* movement accord"
    if first < last and words[first - 1] == "between" and "C" in tags[first:last]:
        # "*talks between* Orr and Hale, which"
        first = (antecedent(sentence, first - 1, far=True) or [first])[0]
    return list(range(first, last + 1))


def done_to(sentence: Sentence, clause: Clause) -> list[int]:
    """Whom or what a clause tells that its subject did something to, where that may do something in turn: no event and no place.

    >>> from timeline.chronology.language.clauses import parse
    >>> s = parse("The tanker hit the ferry off Lund", 0, 33, [])
    >>> [s.words[token] for token in done_to(s, s.clauses[0])]
    ['the', 'ferry']
    """
    done = _DONE_TO.match(sentence.tags, clause.verb) if clause.verb >= 0 else None
    if done is None or sentence.words[done.end() : done.end() + 1] == ["of"]:
        return []
    nominals, last = lexicon().nominals, sentence.words[done.end() - 1]
    acts = last not in nominals.events and last not in nominals.whereabouts
    named = done["named"] or is_plural_form(last)
    return [*range(*done.span("whom"))] if acts and named else []


_DONE_TO = re.compile("[VEU](?P<whom>(?P<named>d[wWE0]*[wW]|W+)|[wE0]*w)(?![wW])")


def is_object(sentence: Sentence, clause: Clause) -> bool:
    """Whether the noun of a relative clause is its object: "a radar, *which the operator had replaced*"."""
    first = clause.tokens[0] if clause.tokens else 0
    opened = clause.kind == "relative" and sentence.tags[first] in "RT" and sentence.words[first] != "whose"
    between = range(first + 1, clause.verb)
    return opened and any(
        sentence.tags[t] in "dwWn" and sentence.words[t] not in ("first", "last") for t in between
    )


def named_before(sentence: Sentence, noun: list[int], word: str) -> list[int]:
    """The name beside which a noun stands that a relative ``word`` follows: "*Carol Finch*, a welder who lives there"."""
    described = ("a", "an", "the", "his", "her", "its", "their") if word == "who" else ("a", "an")
    beside = bool(noun) and sentence.words[noun[0]] in described
    beside = beside and sentence.words[noun[-1]] not in lexicon().nominals.summing
    named = _NAMED_BEFORE.search(sentence.tags, 0, noun[0]) if beside else None
    if not named:
        return []
    first = named.start("name")
    longer = _NAMED_OF.search(sentence.tags, 0, first) if sentence.words[first - 1] == "of" else None
    # "the Sons of *the East*, a group which"
    return [*range(longer.start() if longer else first, named.end("name"))]


def _person_in(sentence: Sentence, noun: list[int], word: int, persons: frozenset[str]) -> list[int]:
    """Of a noun that is nobody the one before it, where "who" follows at once: "*an airman* on leave who had joined"."""
    tags, words = sentence.tags, sentence.words
    if words[word] == "which" and noun and words[noun[-1]] in persons and tags[noun[0] - 1] == "p":
        # "*a letter* from its chief, which had arrived"
        return antecedent(sentence, noun[0] - 1, far=True) or noun
    if (
        words[word] != "who"
        or len(noun) != 1
        or tags[noun[0]] not in "w0"
        or tags[noun[0] - 1] != "p"
        or noun[0] != word - 1
    ):
        return noun
    somebody = is_plural_form(words[noun[0]]) or words[noun[0]] in persons
    return noun if somebody else antecedent(sentence, noun[0] - 1, far=True) or noun


def _speaks(sentence: Sentence, clause: Clause, word: int) -> bool:
    """Whether the nearest noun says something: "the anger of *the Velden government*, which said"."""
    near = antecedent(sentence, word) if sentence.words[clause.verb] in lexicon().reporting.tag else []
    return bool(near) and (
        sentence.words[near[-1]] in lexicon().names.bodies or sentence.tags[near[-1]] == "W"
    )


def _first_of_two(sentence: Sentence, clause: Clause, word: int) -> tuple[Clause, int]:
    """The relative clause to which another one is joined, and its word: "*who* led it and who fled"."""
    if not word or sentence.tags[word - 1] != "C":
        return clause, word
    before = next(
        c for c in sentence.clauses if c.kind == "relative" and c.parent is clause.parent and c.tokens
    )
    return before, before.tokens[0] if before is not clause else word


def whose(sentence: Sentence, clause: Clause, word: int, persons: frozenset[str]) -> list[int]:
    """The noun phrase that the relative word of a clause stands for: "a collector in Texas, *who*" lives there.

    ``persons`` are the nouns that name people.
    """
    tags, words = sentence.tags, sentence.words
    clause, word = _first_of_two(sentence, clause, word)
    far = clause.comma and not _speaks(sentence, clause, word)
    noun = _person_in(sentence, antecedent(sentence, word, far=far), word, persons)
    within = [n for n, t in enumerate(noun) if words[t] == "of" and tags[t + 1 : t + 2] == "d"]
    if within and tags[noun[0]] == "w" and not is_plural_form(words[noun[0]]):
        noun = noun[within[-1] + 1 :]  # "in charge of *the census*, which was held in May"
    if noun and tags[noun[0]] == "0" and (named := _NAMED_BEFORE.search(tags, 0, noun[0])):
        return [*range(*named.span("name"))]  # "Berg, 67, who took over"
    if apart := named_before(sentence, noun, words[word]):
        return apart  # "Carol Finch, a welder who lives there"
    if clause.comma and len(noun) == 1 and tags[noun[0]] == "w" and noun[0] > 1 and tags[noun[0] - 1] == "p":
        outer = antecedent(sentence, noun[0] - 1, far=True)
        return [*outer, noun[0] - 1, *noun] if outer else noun  # "talks over pay, which had dragged on"
    if not clause.comma and noun and _belongs_to_outer(sentence, clause, word, noun):
        # "a school in Ashby that was due to close", "a convoy with blankets that left on Tuesday"
        outer = with_event(sentence, antecedent(sentence, noun[0] - 1, far=True))
        beside = named_before(sentence, outer, words[word])  # "Hans Reuter, an astronomer at Bonn who died"
        return beside or ([*outer, noun[0] - 1, *noun] if outer else noun)
    if not clause.comma or words[word] not in ("who", "whose"):
        return noun
    return _who(sentence, noun, word, persons)


def _belongs_to_outer(sentence: Sentence, clause: Clause, word: int, noun: list[int]) -> bool:
    """Whether a noun only tells which other one is meant of which a relative clause tells: "a hut *of corrugated iron* that came by boat"."""
    tags, words, roles = sentence.tags, sentence.words, lexicon().roles
    governs, thing = words[noun[0] - 1] if noun[0] else "", words[word] in ("that", "which")
    kinds = "".join([tags[t] for t in noun])
    if governs == "with" and not kinds.strip("w"):
        return True
    if thing and governs == "of" and not is_plural_form(words[noun[-1]]) and not kinds.strip("wE"):
        return True
    if thing and governs == "by" and (tags[noun[0] - 2] == "w" or not kinds.strip("W")):
        return True  # "a painting by *Jan Vermeyen* that was stolen", "a strike by *drivers* that began"
    # "a fire in *the granary which occurred* in May"
    happens = words[max(0, clause.verb)] in lexicon().verbs.happening
    events = lexicon().nominals
    itself = events.names(words[noun[-1]])
    if happens and governs in roles.holding and governs != "of" and not itself:
        return True
    # "a bridge across *the Harn Fjord that* is to open": what has a name is no "that"
    apart = (
        words[word] == "that"
        and kinds.startswith("d")
        and not kinds[1:].strip("W")
        and len(kinds) > len("dW")
    )
    if apart and words[noun[0]] == "the" and tags[noun[0] - 1] == "p" and tags[noun[0] - 2] in "wW":
        return True
    # "a warming of *the Pacific* that had begun"
    if not (kinds[-1] == "W" and not kinds.strip("wW")) and not (governs == "of" and kinds == "dW"):
        return False
    # "talks with *Sorland that* would end in May": a name is no "that"
    return words[noun[0] - 1] in roles.holding or (words[word] == "that" and tags[max(0, noun[0] - 1)] == "p")


def with_event(sentence: Sentence, noun: list[int]) -> list[int]:
    """A noun with what happened there, or to it, where that stands before it: "*a strike in the quarries*, which lasted three years", "*an
    attack on a hotel* by the guild that was ended"."""
    if not noun or noun[0] < 2 or sentence.words[noun[0] - 1] not in lexicon().roles.of_nouns:
        return noun
    outer = antecedent(sentence, noun[0] - 1, far=True)
    return [*outer, noun[0] - 1, *noun] if has_event(sentence, lexicon(), outer[-1:]) else noun


def _who(sentence: Sentence, noun: list[int], word: int, persons: frozenset[str]) -> list[int]:
    """Who is told of behind a comma, where a noun stands before it: "*Paul Mercer* of the University of Chicago, who wrote"."""
    tags, words, names = sentence.tags, sentence.words, lexicon().names
    placed = _PLACED_NAME.search(tags, 0, word)
    if placed and words[placed.end("name") - 1] not in names.bodies:
        return [*range(*placed.span("name"))]
    if noun:
        near = antecedent(sentence, word)
        above = words[near[0] - 2] if near and near[0] > 1 and words[near[0] - 1] == "of" else ""
        # "Gale of the Herald, who" and "the mayor of Tesk, who"; not "the Party of *Otto Brandl*, who"
        office = (bool(above) and tags[near[0] - 2] == "W" and above not in names.bodies) or (
            above in persons and words[near[0]] not in names.given_men | names.given_women
        )
        thing = (
            words[word] == "who" and bool(above) and is_plural_form(words[near[-1]]) and not is_doer(above)
        )
        if near and not office and (tags[near[-1]] == "W" or words[near[-1]] in persons or thing):
            noun = near  # "at the request of *its president*, who had fled", "the results of *30,000 pupils*, who sat again"
    if noun and tags[noun[-1]] != "W" and not is_plural_form(words[noun[-1]]):
        named = _NAMED_APART.search(tags, 0, word) if words[noun[-1]] not in persons else None
        if named:
            return [*range(*named.span("name"))]  # "Rosa Diaz, the first to lead the union, who was elected"
    return _with_its_place(sentence, noun, word, persons)


def _with_its_place(sentence: Sentence, noun: list[int], word: int, persons: frozenset[str]) -> list[int]:
    """A place with what is there, of which more is told: "*a collector in Texas*, who"; not "a service in *the chapel*, whose bell"."""
    tags, words, names = sentence.tags, sentence.words, lexicon().names
    first = noun[0] if noun else 0
    kin = names.men | names.women
    called = bool(noun) and words[noun[-1]] in persons | kin
    if called or first < 2 or words[first - 1] not in ("in", "at", "from") or tags[first - 2] not in "wW":
        return noun
    outer = antecedent(sentence, first - 1, far=True)
    things = bool(outer) and words[outer[-1]] not in persons | kin and words[first] == "the"
    owned = things and words[word] == "whose" and kin.isdisjoint(words[word + 1 : word + 2])
    return noun if owned else [*outer, first - 1, *noun]
