"""What a pronoun can stand for, and whether some words leave one without its noun."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from timeline.chronology.language.entities import demonyms
from timeline.chronology.language.lexicon import Lexicon, lexicon
from timeline.chronology.language.nouns import is_plural_form, is_superlative
from timeline.chronology.language.patterns import patterns
from timeline.chronology.language.tokens import in_quotation, is_genitive, tokenise
from timeline.reading.places import is_known

POSSESSIVES = {"his": "he", "her": "she", "its": "it", "their": "they"}
"""What a possessive stands for."""
PRONOUNS = frozenset(("he", "she", "it", "they"))
PERSONS = frozenset(("he", "she"))
_FORMS = {**POSSESSIVES, **{word: word for word in PRONOUNS}, "him": "he", "them": "they"}
FORMS = frozenset(_FORMS)
"""All forms of the pronouns."""
_HER = frozenset(("her", "him"))
_OBJECTS = frozenset(("it", "them", "him"))
_SURELY_OBJECTS = frozenset(("them", "him"))
_ELLIPTIC = frozenset(("own", "more", "both", "so"))
_ALWAYS = frozenset((*_FORMS, "there", "this", "these", "one", "neither", *_ELLIPTIC))
_VERBAL = frozenset("BHDMVESUan")
_BEING = frozenset("BHMSVEU")


@cache
def _counting() -> frozenset[str]:
    """Words that stand for some of what was named: "*The twelfth* was drowned"."""
    roles = lexicon().roles
    return roles.counting | roles.superlatives | roles.of_two | roles.ordinals | roles.several


@cache
def _watched() -> frozenset[str]:
    """Words that may need a noun before them."""
    return _ALWAYS | {"that"} | _counting()


@cache
def _any() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(_watched()))})\b", re.IGNORECASE)


def is_plural(noun: str, words: Lexicon) -> bool:
    """Whether a noun phrase names several, as far as its form shows.

    >>> is_plural("The two crews aboard", lexicon()), is_plural("The bus", lexicon())
    (True, False)
    """
    parts = head_of(noun).lower().removeprefix("the ").split()
    parts = parts[parts[:1] == ["only"] :]
    if not parts:
        return False
    if (
        len(parts) > 1
        and noun[:1].isupper()
        and (parts[0] in words.names.titles or parts[0] in words.names.persons or _is_given(parts[0], words))
        and noun.istitle()
    ):
        return False  # "Commander Luis Teles", "Eduard Bas"
    if noun[:1].isupper() and is_known(noun.removeprefix("The ").removeprefix("the ")):
        return False  # "The United States"
    counted = parts[0] in words.numerals and parts[0] not in ("one", "a", "an")
    last = parts[-1]
    if last in words.names.of_many and len(parts) > 1 and noun.istitle():
        return False  # "British Airlines"
    return (
        " and " in noun
        or counted
        or parts[0] in patterns().many
        or last in words.roles.uncertain
        or is_plural_form(last)
    )


_IN_SHORT = 2
"""Letters of a name in short, at least, that stands behind what it does."""


def agrees(pronoun: str, noun: str, words: Lexicon | None = None) -> bool:
    """Whether a pronoun can stand for a noun phrase.

    >>> agrees("they", "The rebels"), agrees("it", "The rebels"), agrees("she", "Mayor Ana Hale")
    (True, False, True)
    >>> agrees("he", "The army's spokesman"), agrees("its", "Islamic State"), agrees("it", "Ana Hale")
    (True, True, False)
    >>> agrees("it", "All five men aboard"), agrees("it", "The painter Ada Linke"), agrees("he", "Britain")
    (False, False, False)
    >>> agrees("he", "oil and gas together"), agrees("it", "German auditor TUV SUD"), agrees("he", "One of the groups")
    (False, True, False)
    """
    words = words or lexicon()
    pronoun = POSSESSIVES.get(pronoun, pronoun)
    plural = is_plural(noun, words)
    if pronoun == "they":
        return plural
    parts = head_of(noun).split()
    if other_gender(pronoun, parts, words):
        return False
    head, last = parts[-1], parts[-1].lower()
    if " ".join(parts[-2:]).lower() in words.names.bodies or (
        last in words.names.of_many and len(parts) > 1 and noun.istitle()
    ):
        return pronoun == "it"  # "the coast guard", "British Airlines"
    if "&" in parts:
        return pronoun == "it"  # "Hart & Lowe"
    in_short = len(head) >= _IN_SHORT and head.isupper() and set(head) - set("IVX")
    if in_short and any(part.islower() and part.endswith(patterns().endings.doers) for part in parts[:-1]):
        return pronoun == "it"  # "German auditor TUV SUD", not "the actor Hale III"
    if last == "one" and head != noun and is_plural_form(noun):  # "One of the groups", "One of the women"
        one_of = noun.rsplit(maxsplit=1)[-1].lower().removesuffix("s")
        return (pronoun in PERSONS) == (one_of in words.names.persons or one_of.endswith(("man", "men")))
    if last.endswith("-year-old"):
        return pronoun in PERSONS
    if pronoun in PERSONS and head[:1].isupper() and any(part.endswith("-year-old") for part in parts):
        return True  # "The 20-year-old Hale"
    capital, article = head[:1].isupper() or head.rpartition("-")[2][:1].isupper(), parts[0].lower() == "the"
    doers = (
        patterns().endings.agents if pronoun == "he" else patterns().endings.doers
    )  # a ship is "she" alone
    acts = pronoun in PERSONS and last.islower() and head.islower() and last.endswith(doers)
    person = (
        last in words.names.persons
        or (acts and last not in words.names.things)
        or any(
            part.lower() in words.names.persons
            or (part.islower() and part.endswith(patterns().endings.doers) and part not in words.names.things)
            for part in parts[:-1]
            if capital  # "The painter Ada Linke"
        )
    )
    # "Mount Tambora"
    placed = len(parts) > 1 and parts[0][:1].isupper() and parts[0].lower() in words.names.lands
    if pronoun in ("he", "she"):
        # "the Nigerian", "the Dutchman"
        if article and len(parts) == 2 and capital and not plural:
            return person or is_native(head) or last.endswith(("man", "woman"))
        named = (
            not placed and capital and last not in words.names.bodies and not article and not is_known(noun)
        )
        named = named and not is_genitive(last)  # "Brandon's"
        return person or (named and not plural)
    body = (
        placed or last in words.names.bodies or not capital or article or is_known(noun) or is_genitive(last)
    )
    return (
        body
        and not person
        and (not plural or (last in words.roles.uncertain and last not in words.roles.folk))
    )


def is_native(word: str) -> bool:
    """Whether a word alone names one who comes from somewhere: "the Nigerian", not "the French"."""
    return word.capitalize() in demonyms() and not word.endswith(("ish", "ese", "ss", "ch"))


def can_say(noun: str, pronoun: str) -> bool:
    """Whether that for which a pronoun may stand can say something: a person, a body or a paper, but no quantity.

    >>> can_say("The ministry", "it"), can_say("Foreign growth", "it"), can_say("Beef exports", "they")
    (True, False, False)
    >>> can_say("Norlink", "it"), can_say("A monitor based in Britain", "it"), can_say("The old bridge", "it")
    (True, True, False)
    """
    names, head = lexicon().names, head_of(noun).split()
    while len(head) > 1 and head[-1].endswith("ed"):
        head.pop()  # "a monitor *based* in Britain"
    last = head[-1].lower()
    if last in names.quantities:
        return False
    if POSSESSIVES.get(pronoun, pronoun) != "it":
        return True
    named = any(word[:1].isupper() for word in head[1:] or head)
    return named or last in names.saying or (last.endswith(("er", "or")) and last not in names.things)


def is_any(noun: str, speaks: bool = False) -> bool:
    """Whether a noun phrase tells nobody which is meant: "a man", not "a man from Tesk", nor a survivor who ``speaks``.

    >>> is_any("A man"), is_any("A man from Tesk"), is_any("The man"), is_any("")
    (True, False, False, True)
    """
    first, *rest = noun.split() or ("a",)  # of what only had marks nothing is left
    if speaks and head_word(noun) in lexicon().names.persons:
        return False
    if noun.lower() in lexicon().roles.counting:
        return True  # "*One* tells the story of a clerk"
    return first.lower() in ("a", "an", "another") and not any(part[:1].isupper() for part in rest)


def head_of(noun: str) -> str:
    """A noun phrase without what only says which is meant: "members of the crew"."""
    return patterns().goes_on.split(noun, maxsplit=1)[0]


def head_word(noun: str) -> str:
    """The last word of that, in lower case.

    >>> head_word("The Members of the crew")
    'members'
    """
    return head_of(noun).rsplit(maxsplit=1)[-1].lower()


def other_gender(pronoun: str, parts: Sequence[str], words: Lexicon) -> bool:
    """Whether words name a man where "she" is meant, or a woman where "he" is: "Ms Vale", "a spokeswoman"."""
    if pronoun not in ("he", "she"):
        return False
    names, suffix = (words.names.women, "woman") if pronoun == "he" else (words.names.men, "man")
    owners = [n for n, part in enumerate(parts) if is_genitive(part) and n + 1 < len(parts)]
    parts = parts[owners[-1] + 1 :] if owners else parts  # "Mrs Dowd's son"
    lower = [part.lower().rstrip(".") for part in parts]
    given = words.names.given_women if pronoun == "he" else words.names.given_men
    if len(parts) > 1 and any(part[:1].isupper() and part.lower() in given for part in parts[:-1]):
        return True
    # "a spokesman", "Chairman Diaz"; not "Ruth Abelman"
    kinds = [part[:1].islower() or (not n and len(parts) > 1) for n, part in enumerate(parts)]
    return any(
        part in names or (kind and part.endswith(suffix) and (pronoun == "he" or not part.endswith("woman")))
        for part, kind in zip(lower, kinds, strict=True)
    )


Tokens = tuple[Sequence[str], str]
"""Lower-case words, and a tag for each (``clauses``)."""


def tokens_of(words: str, lang: str = "en") -> Tokens:
    """Words with their tags."""
    sentence = tokenise(words, 0, len(words), [], lang)
    return sentence.words, sentence.tags


def dangling(words: str, lang: str = "en") -> frozenset[str]:
    """The pronouns in some words that stand before any noun that they could stand for.

    >>> [*dangling("They were freed on bail")], [*dangling("Police held two men. They were freed on bail")]
    (['they'], [])
    >>> [*dangling("The mayor vowed to rebuild it")], [*dangling("The tower fell, and the mayor vowed to rebuild it")]
    (['it'], [])
    >>> [*dangling("The army had retaken it")], [*dangling("The army took the town and held it")]
    (['it'], [])
    >>> [*dangling("It was not clear who had fired")], sorted(dangling("He died there"))
    ([], ['he', 'there'])
    """
    if _any().search(words) is None and not _opens_short(words.lower().split(None, 2)):
        return _NONE
    return lacking(tokens_of(words, lang), lexicon(lang))


def lacking(said: Tokens, words: Lexicon) -> frozenset[str]:
    """The pronouns among some tokens that stand before any noun that they could stand for."""
    return frozenset(found) if (found := first_lacking(said, words)) else _NONE


def first_lacking(said: Tokens, words: Lexicon) -> dict[str, int]:
    """These pronouns, and where each stands first."""
    tokens, tags = said
    out: dict[str, int] = {"speaker": 0} if tags[:1] == '"' and is_speech(tags) else {}
    if (
        tags[:2] == "dW"
        and tokens[0] == "the"
        and is_native(tokens[1])
        and not is_plural_form(tokens[1])
        and (tags[2:3] in _VERBAL or tags[2:4] == ",R")
    ):
        out["one"] = 0  # "*The Nigerian* joined in January": who is he?
    if is_genitive(tokens[0]) and (tags[1:2] in ("V", "B", "H", "D", "M") or tags[1:3] in ("E0", "U0")):
        out["one"] = 0  # "*Brenta's* rose by a fifth": what?
    if len(tokens) > _READABLE or not has_pronoun(tokens, tokens[:3]):
        return out
    watched = _watched()
    quoted = '"' in tags and not tags.count('"') % 2  # what is quoted whole may speak of what its speaker saw
    for at, word in enumerate(tokens):
        if (
            word in watched
            and (tags[at] != "W" or (not at and word in _counting() and word != "none"))
            and not (quoted and in_quotation(tags, at))
        ):
            wanted = _FORMS.get(word) or _pointing(word, tags, at, tokens)
            if wanted == "one" or (
                wanted
                and wanted not in out
                and (not _is_named(said, at, wanted, words) or (wanted == "it" and _is_his(said, at, words)))
            ):
                out.setdefault(wanted, at)
    return out


def _is_his(said: Tokens, at: int, words: Lexicon) -> bool:
    """Whether "it" stands behind nobody but a name for which "he" or "she" stands: "Krane said that he would challenge *it*"."""
    tokens, tags = said
    name = _OPENING_NAME.match(tags)
    if name is None or PERSONS.isdisjoint(tokens[name.end() : at]):
        return False
    rest = tokens[name.end() : at], tags[name.end() : at]
    return tokens[name.end() - 1] not in words.names.bodies and not offers(rest, "it", words)


_OPENING_NAME = re.compile("W{1,3}(?=[aBHDMVES])")


def is_speech(tags: str) -> bool:
    """Whether a sentence is a quotation and nothing else, so that it does not say who speaks."""
    return tags.count('"') == 1 or (tags.count('"') == 2 and tags.rstrip(".,!?")[-1:] == '"')


_END = 6
"""Words and marks at the end, among which "removed *that* in 1931" stands."""


def has_pronoun(tokens: Sequence[str], opening: Sequence[str]) -> bool:
    """Whether a pronoun is among lower-case words, or a word that points as one does where they open."""
    return (
        _opens_short(opening)
        or not (_ALWAYS.isdisjoint(tokens) and _watched().isdisjoint(opening))
        or "that" in tokens[-_END:]
        or "that" in tokens[1:_END]
    )


def _opens_short(opening: Sequence[str]) -> bool:
    """Whether words open with what may be a name cut short: "*Orr's* rose", "*the Nigerian* joined"."""
    first, *rest = opening or [""]
    return is_genitive(first) or (first == "the" and bool(rest) and is_native(rest[0]))


def _pointing(word: str, tags: str, at: int, tokens: Sequence[str]) -> str | None:
    """What a word needs that points to what was named: "died *there*", "*Neither* has replied"; else nothing."""
    first = tokens[0]
    before, behind = tags[max(0, at - 1) : at], tags[at + 1 : at + 2]
    if word in ("this", "these"):
        alone = tags[at] == "d" and behind not in _BEFORE_NOUN and not in_quotation(tags, at)
        return "this" if alone else None
    if word == "that" and before == "p" and behind in ("w", "B", "H", "M"):
        return "this"  # "A buyer was found for *that* plant"
    if word == "that":
        alone = at > 0 and tags[at - 1] in "VE" and _THAT.fullmatch(tags, at) is not None
        opens = not at and (
            tags[1:2] in _VERBAL or (tags[1:2] == "w" and (tags[0] == "d" or len(tags) < _SHORT))
        )
        alone = alone or (
            before in "VS" and behind in ("B", "H", "M", "D") and tokens[at - 1] in lexicon().reporting.tag
        )
        # "*That* could delay the landing", "removed *that* in 1931", "said *that* had saved lives"
        return "this" if opens or alone else None
    if word in _ELLIPTIC and at:
        return _left_out(word, tags, at, tokens)
    if word == "there":
        return "there" if behind not in _BEING or before in ("w", "W") else None
    if not at and word == "both" and tokens[1] in lexicon().roles.of_both:
        return "they"
    if not at and word == "one" and behind == "p" and tokens[1] != "of":
        return "one"  # "*One* for six houses was opposed"
    if word == "another":
        nearly = behind == "a" and tags[at + 2 : at + 3] in _VERBAL  # "Another *nearly crashed*"
        alone = not at and (behind in _BEING or behind == "," or nearly)
        return "this" if alone else "one" if at and before == "p" and behind in ("p", ".", "") else None
    if word == "one" and at:
        then = " ".join(tokens[at + 1 : at + 3]).startswith(
            patterns().times.relative
        )  # "an honorary one *last year*"
        dated = tags[at + 1 : at + 3] == "pt" or then  # "was refused one in 1959"
        held = before in ("V", "U") and behind == "p" and tokens[at + 1] != "of"  # "bought *one* for him"
        alone = dated or held or behind not in ("w", "W", "0", "p", "E", "G")
        alone = alone or (tags[at - 2 : at] in ("dG", "dE", "dw") and (dated or _ends_run(tags, at)))
        alone = alone and (before not in ("p", "d") or tokens[at - 1] in ("new", "old", "second", "third"))
        return "one" if alone and _BOUNDS_OF.isdisjoint(tags[:at]) else None  # "sent one himself"
    # "Neither was hit", "One exploded", "The rest were cast in concrete", "A third lost his leg"
    if word in ("those", "others"):
        return _some_of(word, tags, at, tokens)
    # "*A second*, which fights fires, left"
    apart = behind == "," and tags[at + 2 : at + 3] not in ("R", "p")
    opens = at == 0 or (at == 1 and before == "d" and (first == "the" or not apart))
    opens = opens or (word == "neither" and _TIMED.fullmatch(tags, 0, at) is not None)
    roles = lexicon().roles
    if not at and (word in roles.ordinals or (word in roles.some and tokens[1] in roles.thinking)):
        return None  # "*First* reports had reached him", "*Many* fear that it will return"
    counted = behind in ("B", "w") or _QUALIFIED_NOUN.match(tags, at + 1)
    if word in lexicon().roles.several and not (opens and at) and counted:
        return None  # "Five were wounded", "*Three injured* miners were flown out"
    several = "one" if first in ("a", "an") else "they"
    left = (
        word == "last" and first == "the" and behind == "p" and tokens[at + 1] != "of"
    )  # "*The last* in the park was in 2011"
    return (
        several if opens and (behind in _BEING or left or (behind == "," and (word == "one" or at))) else None
    )


def _ends_run(tags: str, at: int) -> bool:
    """Whether no noun follows a word: "ordered the neighbouring *one* to repay it"."""
    return tags[at + 1 : at + 2] not in ("w", "W", "0", "E", "G")


def _some_of(word: str, tags: str, at: int, tokens: Sequence[str]) -> str | None:
    """What "those" and "others" need: "*Those* hurt were flown out", "six *of those* reopened", "*two others* were absent"."""
    behind, numerals = tags[at + 1 : at + 2], lexicon().numerals
    if word == "those":
        some = at > 1 and tokens[at - 1] == "of" and tokens[at - 2] in numerals
        return "they" if (not at and behind == "w") or (some and behind in _BEING) else None
    counted = at == 1 and tokens[0] in numerals and behind in _BEING
    return "one" if counted else "they" if not at and behind in _BEING else None


def _left_out(word: str, tags: str, at: int, tokens: Sequence[str]) -> str | None:
    """What a word needs that stands without its noun: "none of its *own* had flown", "entered two *more* from the north"."""
    behind = tags[at + 1 : at + 2]
    if word == "own":
        alone = behind not in _BEFORE_NOUN and tokens[at - 1] in POSSESSIVES
        return "they" if alone and tokens[at - 2] != "on" else None  # not "set up on his own"
    if word == "both":  # "In a picture taken on 3 May *both* were still standing"
        return "they" if at > 1 and tags[at - 1] in "t0" and behind in ("B", "H", "M") else None
    if word == "so":  # "It did *so* in January"
        return "this" if tags[at - 1] == "D" and behind in ("p", "t", ".", "", "a") else None
    counted = at > 1 and tokens[at - 1] in lexicon().numerals
    return "one" if counted and behind in ("p", ".", "") and tokens[at + 1 : at + 2] != ["than"] else None


def _is_named(said: Tokens, at: int, wanted: str, words: Lexicon) -> bool:
    """Whether a noun before a pronoun may be what it stands for."""
    tokens, tags = said
    word = tokens[at]
    shown = at > 1 and tokens[at - 1] == "that" and tokens[at - 2] in words.roles.showing
    if shown and not words.roles.documents.isdisjoint(tokens[: at - 2]):
        return False  # "Tests showed that *they* were frogs"
    if tags[at - 1 : at] == '"' and tags[0] == '"' and tags[at + 1 : at + 2] in "VES":
        return False  # ""The dean was ill," *she* said": nobody of whom she spoke
    if wanted == "this":
        return _CLAUSE.search(tags, 0, at) is not None
    both = word == "they" and at > 1 and not _HER.isdisjoint(tokens[1:at]) and offers(said, "he", words, at)
    if both or (wanted in PERSONS and _OF_SOMEBODY.match(tags) and is_genitive(tokens[1])):
        return True  # "Orr married her, and *they* left"; "In Orr's letter, *he* told her"
    if _TOLD_THAT.fullmatch(tags, 0, at) or _FRONTED.fullmatch(tags, 0, at):
        return False  # "A note that *it* replaced", "Rebuilt in brick, *it* served as a prison", "Born in Graz, the daughter of a pilot, *she* sang"
    if (
        _is_ranked(tokens, at, words)
        or _is_around(said, at, wanted, words)
        or _is_owners(said, at, wanted, words)
    ):
        return True
    governed = is_governed(said, at)
    alone = word == "her" and tags[at + 1 : at + 2] not in _BEFORE_NOUN[:6]  # "arrested *her* in May"
    # "An attempt to sell *it* failed"
    suffers = governed and (
        word in _SURELY_OBJECTS
        or ((word in _OBJECTS or alone) and tags[at + 1 : at + 2] not in _VERBAL)
        or (word == "it" and at > 2 and tokens[at - 2] == "to" and tags[at - 3] == "w")
    )
    counted = at > 1 and tokens[at - 2] in words.numerals  # "shot two of them"
    halved = tokens[at - 1] == "of" and governed
    others = word in POSSESSIVES and _is_of_other_noun(said, at)
    belongs = _belongs(said, at) if word in _OBJECTS else at - 1 if others else -1
    if belongs > 0 and (belongs < at - 1 or not (counted or halved)):
        return offers(said, wanted, words, len(tags[:belongs].rstrip("wW0")))
    # Nobody is the object of his own verb: "The army had recaptured *it*".
    outside = max(tags.rfind(mark, 0, at) for mark in _BOUNDS) if suffers else at
    apposed = (
        outside > 0 and tags[outside + 1 : at] in ("V", "E") and _APPOSITION.search(tags, 0, outside + 1)
    )
    if apposed:  # "A missionary, Father Burke, taught *him*"
        opened = tags.rfind(",", 0, outside)
        outside = max(tags.rfind(mark, 0, max(opened, 0)) for mark in _BOUNDS)
    owner = max((t for t in range(at) if tokens[t].endswith(("'s", "s'")) or tags[t + 1] == "'"), default=-1)
    placed = (
        owner >= 0 and wanted in PERSONS and is_known(tokens[owner][:-2].capitalize())
    )  # "*Turkey's* minister"
    if suffers and owner >= 0 and not placed and offers(said, wanted, words, owner + 1):
        return True  # "Clara Weiss's parents sent *her* away"
    within = tags.rfind("R", 0, at)
    if suffers and within > 0 and wanted in PERSONS and _RELATED_NAME.search(tags, within, at):
        return True  # "The museum at which Prentice worked dismissed *him*"
    if suffers and word == "it" and tokens[at - 1] in words.reporting.verbs:
        # "The deal is off; his office denied *it*": what was said
        return _TELLS.search(tags, 0, max(outside, 0)) is not None
    # "A team of Uppsala University watched *it*": nobody's place is meant
    least = 2 + bool(apposed) + (word == "it") * len(_PLACED_NAME.findall(tags, max(outside, 0), at))
    if offers(said, wanted, words, outside) or (suffers and offers(said, wanted, words, at, least=least)):
        return True
    return word == "it" and is_nameless(tokens, at)


_OF_SOMEBODY = re.compile("pW[dwW0]+,")
"""What leads in by whose it is."""


def _is_ranked(tokens: Sequence[str], at: int, words: Lexicon) -> bool:
    """Whether a possessive beside what the subject did says which in a row it was: "Belmont lost at Thornaby, *their* first defeat there"."""
    ranked = tokens[at] in POSSESSIVES and tokens[at - 1] == "," and at + 1 < len(tokens)
    return ranked and (tokens[at + 1] in words.roles.ordinals or is_superlative(tokens[at + 1]))


def _is_given_to(said: Tokens, at: int) -> bool:
    """Whether something is given to whom a pronoun means, or taken from him: "took the title from *him*"."""
    tokens, tags = said
    paid = tokens[at - 1] == "for" and not lexicon().verbs.paying.isdisjoint(
        tokens[max(0, at - _END - 1) : at]
    )
    given = paid or tokens[at - 1] in ("from", "to", "against")
    return given and _DONE_TO.search(tags, 0, at - 1) is not None


def _is_owners(said: Tokens, at: int, wanted: str, words: Lexicon) -> bool:
    """Whether a possessive may go on with who owns the subject: "*Hale's* mother sold her house to pay for *his* appeal"."""
    tokens, tags = said
    named = tags[:1] == "W" and is_genitive(tokens[0]) and tokens[at] in POSSESSIVES
    return named and wanted in PERSONS and wanted in _stands_for((tokens[0][:-2],), True, False, words)


def _is_of_other_noun(said: Tokens, at: int) -> bool:
    """Whether what a possessive owns cannot be its own: "the *number* of its seats", or is done away with by whoever asks for that:
    "*A commission* recommended its abolition"."""
    tokens, tags = said
    inner = tags[at - 1 : at] == "p" and _OPENING_NOUN.fullmatch(tags, 0, at - 1)
    if inner and (tokens[at - 1] == "of" or tokens[at - 2] not in lexicon().names.bodies):
        return True
    known = lexicon()
    done = next((t for t in range(at + 1, min(at + 3, len(tokens))) if tags[t] == "w"), -1)
    asked = tokens[at - 1] if tags[at - 1 : at] not in ("p", "") else tokens[max(0, at - 2)]
    return done >= 0 and tokens[done] in known.nominals.undone and asked in known.verbs.demanding


def _belongs(said: Tokens, at: int) -> int:
    """Where what a pronoun belongs to goes on to it: "The first word *of* it", "Lawyers *for* 160 of them"; else -1."""
    tokens, tags = said
    if at > 3 and tokens[at - 1] == "of" and tags[at - 3] == "p" and tags[at - 4] in "wW":
        return at - 3
    if (at > 2 and tags[at - 2] == "w" and (tokens[at - 3] == "to" or tags[at - 3] in "MD")) or _is_given_to(
        said, at
    ):
        return -1  # "is due to *vote on it*"
    return at - 1 if at > 1 and tags[at - 1] == "p" and tags[at - 2] in "wW" else -1


def _is_around(said: Tokens, at: int, wanted: str, words: Lexicon) -> bool:
    """Whether a pronoun at the head stands for what follows it, or for a time: "In *its* best year, the yard employed 1,900",
    "Before New Year, or shortly after *it*, the arch fell"."""
    tokens, tags = said
    if tags[0] not in "pXG":
        return False
    if tokens[at] == "it":
        return tags[at - 1] in "pX" and tags[at + 1 : at + 2] == ","
    behind = _LED.match(tags, at + 1) if tags[0] == "X" and tokens[at] in POSSESSIVES else None
    if behind and offers((tokens[behind.end() :], tags[behind.end() : behind.end("who")]), wanted, words):
        return True  # "When *his* father fell ill, Hanak came home"
    ahead = _AHEAD.match(tags, at + 1) if tokens[at] in POSSESSIVES else None
    return ahead is not None and offers((tokens[ahead.end() :], tags[ahead.end() :]), wanted, words)


def form_of(word: str) -> str | None:
    """The pronoun whose form a word is: "they" of "them" and "their"."""
    return _FORMS.get(word)


def is_governed(said: Tokens, at: int) -> bool:
    """Whether a verb, or a preposition behind one, governs the pronoun at ``at``: "fell on *it*"."""
    tokens, tags = said
    if not at:
        return False
    if (
        tokens[at - 1] == "of"
        and at > 3
        and (tags[at - 3] in "VE" or tokens[at - 4] == "to" or tags[at - 4] in "MD")
    ):
        return True  # "shot two of *them*", "to pay some of *it* back"
    if tags[at - 1] in "VEPGU" or (at > 1 and tokens[at - 2] == "to"):
        return True
    if (
        tags[at - 1] == "p"
        and at > 2
        and tags[at - 2] == "w"
        and (tags[at - 3] in "MDBb" or tokens[at - 3] == "to")
    ):
        return True  # "will write to *them*", "is close to *it*"
    if _is_given_to(said, at):
        return True
    if at > 2 and tags[at - 1] == "p" and tags[at - 2] == "G" and tags[at - 3] in "VESp":
        return True  # "stopped buying from *it*"
    # "will sentence *him*"; "looked after *her*"; "fell on *it*"
    return at > 1 and (
        (tags[at - 1] == "w" and tags[at - 2] in "MD") or (tags[at - 1] in "Xp" and tags[at - 2] in "VE")
    )


def is_nameless(tokens: Sequence[str], at: int) -> bool:
    """Whether "it" at ``at`` stands for nothing that has a name: "it emerged that", "it was not until May that".

    >>> is_nameless("it snowed all night".split(), 0), is_nameless("it fell in May".split(), 0)
    (True, False)
    """
    return patterns().nameless.match(" ".join(tokens[at : at + 7]) + " ") is not None


def offers(
    said: Tokens, wanted: str, words: Lexicon, end: int | None = None, least: int = 1, *, surely: bool = False
) -> bool:
    """Whether a pronoun may stand for a noun among some tokens, or for one of those before ``end``.

    Generously, unless ``surely``: then only a noun that names people makes a person.
    """
    tokens, tags = said
    end = len(tags) if end is None else end
    if wanted == "there":
        return _names_place(said, end, words)
    if wanted in ("one", "this"):
        return True
    if wanted == "speaker":
        return '"' in tags and not words.reporting.verbs.isdisjoint(tokens)
    if wanted == "they" and (_names_couple(said, end, words) or _names_those(said, end)):
        return True
    for run in _NOUNS.finditer(tags, 0, max(end, 0)):
        if _may_be_meant(said, run.span(), wanted, words, end, surely=surely):
            least -= 1
            if not least:
                return True
    return False


def _names_place(said: Tokens, end: int, words: Lexicon) -> bool:
    """Whether some tokens, or those before ``end``, name a place: "*Karsa* fell", "*The Rialto* opened", "fought *in a mill*"."""
    tokens, tags = said
    named = tags[:1] == "W" and tags[1:2] not in ("W", ",", "") and not _is_given(tokens[0], words)
    if named and (not is_plural_form(tokens[0]) or is_known(tokens[0])):
        return True
    if tags[:2] == "dW" and tokens[0] == "the" and tags[2:3] in tuple("aBHDMVES"):
        return True
    return any(
        tags[at : at + 2] == "pW"
        or (
            tokens[at] in words.roles.of_place
            and tags[at + 1 : at + 2] in ("d", "w")
            and tokens[at + 1] not in words.roles.bounding
        )
        for at in range(end)
    )


def _may_be_meant(
    said: Tokens, run: tuple[int, int], wanted: str, words: Lexicon, end: int, *, surely: bool
) -> bool:
    """Whether a pronoun at ``end`` may stand for a run of nouns."""
    (tokens, tags), (first, behind) = said, run
    if wanted in PERSONS and tokens[max(0, first - 1) : first] == ["another"]:
        return False
    bare = (
        behind == first + 1 and tags[first] == "w" and first > 0 and tokens[first - 1] in words.roles.of_place
    )
    if wanted == "it" and bare and not is_plural_form(tokens[first]):
        return False  # "An alarm on *board* woke it"
    if _names_nobody(said, first, behind, words) or _is_other(said, behind, wanted, words):
        return False
    if _is_age(said, first, behind, words) or (wanted == "it" and _only_dates(said, first, behind, words)):
        return False
    behind -= behind - first > 1 and tokens[behind - 1] in ("first", "last")  # "Hale *last* sang in 2010"
    opens = behind == 1  # a sentence gives its first word a capital
    # "Bashar al-Assad"
    capital = tags[behind - 1] == "W" or ("-" in tokens[behind - 1] and "W" in tags[slice(*run)])
    capital = capital and not opens
    offered = _stands_for(tokens[first:behind], capital, tags[first - 1 : first] == "d", words)
    if opens and offered is _THING and tags[1:2] != "p":  # "Work on *his* palace began"
        offered = _THING if is_known(tokens[0]) and not _is_given(tokens[0], words) else _ANYBODY
    if opens and tags[0] == "W" and tokens[1:2] != [] and tokens[1] in _OF_ONE:
        offered = (*offered, *_ANYBODY)  # "*Aras* was held at his mother's house"
    if wanted in PERSONS and capital and first and tokens[first - 1] in words.roles.within:
        return False  # "At St Andrews *she* took a first"
    if offered is _ANYBODY and (surely or (capital and _is_place(said, first, behind, words))):
        offered = _THING  # "A journey to China and Korea changed *him*"
    if offered is _AGENT and surely:
        offered = _PERSON
    if wanted in offered:
        return True
    return tokens[end : end + 1] == ["it"] and "it" in _owner_in(said, first, behind, words)


def _owner_in(said: Tokens, first: int, behind: int, words: Lexicon) -> tuple[str, ...]:
    """The pronouns that may stand for the owner in a noun phrase: "*the army's* chief said that it would obey"."""
    tokens, tags = said
    owner = next((t for t in range(first, behind - 1) if is_genitive(tokens[t])), -1)
    parts = (*tokens[first:owner], tokens[owner][:-2])
    return _stands_for(parts, tags[owner] == "W" and owner > 0, True, words) if owner >= 0 else ()


def _is_other(said: Tokens, behind: int, wanted: str, words: Lexicon) -> bool:
    """Whether a first name beside a noun tells that a pronoun stands for somebody else: "An adviser, *Kate* Moll, said that he"."""
    tokens, tags = said
    named = _NAMED_BESIDE.match(tags, behind) if wanted in PERSONS and tags[behind - 1] == "w" else None
    given = words.names.given_women if wanted == "he" else words.names.given_men
    return named is not None and tokens[named.start("name")] in given


def _only_dates(said: Tokens, first: int, behind: int, words: Lexicon) -> bool:
    """Whether a noun phrase at the head only says when: "*After his death* his widow gave it away"."""
    tokens, tags = said
    opener = first - (tags[first - 1 : first] == "d") - 1
    return (
        opener == 0
        and tokens[0] in words.roles.before_events
        and tags[behind : behind + 1] not in tuple("BHDMVEUS")
    )


def _is_given(word: str, words: Lexicon) -> bool:
    """Whether a word is a first name."""
    return word in words.names.given_women or word in words.names.given_men


def _names_couple(said: Tokens, end: int, words: Lexicon) -> bool:
    """Whether "they" may stand for two that are named one by one: "She *married* him. Their son …", "His teacher persuaded him. They
    …", or for some of many."""
    tokens, tags = said
    kin = any(
        tokens[t] == "with" and tokens[t + 1] in POSSESSIVES and tags[t + 2] == "w" for t in range(end - 2)
    )  # "Harn was held with his wife when *they* went there"
    if kin or "married" in tokens[:end] or (tokens[:1] == ["his"] and "him" in tokens[:end]):
        return True
    named = [run for run in _FULL_NAME.finditer(tags, 0, end) if _is_given(tokens[run.start()], words)]
    if len(named) > 1:
        return True  # "*Ana Moor* beat the champion, *Olga Lind*. The two meet again in May"
    return _JOINED.search(tags, 0, end) is not None or _some_stand_alone(said, end, words)


def _names_those(said: Tokens, end: int) -> bool:
    """Whether some are named by what they do: "*Those who live downstream* were told that they may not return"."""
    tokens, tags = said
    return "those" in tokens and any(tokens[at] == "those" and tags[at + 1] == "R" for at in range(end - 1))


def _some_stand_alone(said: Tokens, end: int, words: Lexicon) -> bool:
    """Whether a word for some of many is a noun: "at which *many* burned their papers"."""
    (tokens, tags), some = said, words.roles.some
    return not some.isdisjoint(tokens) and any(
        tokens[at] in some and tags[at + 1 : at + 2] in _BEING for at in range(end - 1)
    )


def _is_place(said: Tokens, first: int, behind: int, words: Lexicon) -> bool:
    """Whether a name is that of a country or a city, and no first name that stands where anybody's may."""
    name = said[0][first]
    if said[0][behind : behind + 2] == [",", "where"]:
        return True  # "After Cambridge, where he took a first, *he* left"
    if not is_known(name):
        return False
    return _is_placed(said, first) or (behind == first + 1 and not _is_given(name, words))


def _is_placed(said: Tokens, first: int) -> bool:
    """Whether a name at ``first`` stands behind a preposition of place, or is joined to one that does."""
    tokens, tags = said
    if tags[max(0, first - 3) : first] == "pWC":
        first -= 2
    return first > 0 and tokens[first - 1] in ("in", "at", "near", "into", "across", "to", "from")


def _is_age(said: Tokens, at: int, end: int, words: Lexicon) -> bool:
    """Whether a run of nouns is a number alone behind "at": "left school at *fifteen*"."""
    tokens, _ = said
    return end == at + 1 and tokens[at] in words.numerals and tokens[max(0, at - 1)] in ("at", "aged")


def _names_nobody(said: Tokens, at: int, end: int, words: Lexicon) -> bool:
    """Whether a run of nouns is the verb behind "to" or an auxiliary, or the number of "nine of them"."""
    tokens, tags = said
    if tokens[end - 1] in words.roles.spans or (end == at + 1 and tokens[at] in words.roles.anyone):
        return True  # "*None* will be punished"
    if tokens[end : end + 2] in (["of", "them"], ["of", "it"], ["of", "those"]):
        return True
    if end > at + 1 or tags[at] != "w" or not at:
        return False
    if tags[at - 1] == "B" and tokens[end : end + 1] == ["to"]:
        return True  # "is *due* to vote on it"
    before = at - 2 if tags[at - 1] == "a" and at > 1 else at - 1
    return tokens[before] == "to" or tags[before] in "MD"


_QUALIFIED_NOUN = re.compile("Ew+(?:p[dwW0]+)*a*[BHMV]")
FRONTED = "EPGV"
"""Tags of a participle that opens a sentence."""
_FRONTED = re.compile("a?[EPGV][^,]*,(?:d[wWE0]+(?:pd?[wW]+)*,)?")
_AHEAD = re.compile("[^BHDMVESU,]*,(?=[dW])")
"""No verb before the comma behind which the noun stands that is meant."""
_LED = re.compile("[^,]*,(?=(?P<who>W+)[,aBHDMVESU])")
"""A clause at the head, behind which a name follows."""
_TELLS = re.compile("[BHDMVEUS]")
_TOLD_THAT = re.compile("d[wW]+[TR]")
_CLAUSE = re.compile("[BHDMVES].*[-,;:.CX]")
_BEFORE_NOUN = tuple("wWEGP0adt")
_NAMED_BESIDE = re.compile(",(?P<name>W)")
_NOUNS = re.compile("[wW0]+(?:S(?=[HBMV]))?|(?<=d)(?:S|G(?![wWdn]))")
_JOINED = re.compile("[wW0t],?C(?:.D)?d?[wW0]")
_DONE_TO = re.compile("(?:[VE]|(?<=p)w)d?[wE0]*[wW]$")
_OPENING_NOUN = re.compile("[XC]?d?[wE]*w")
_FULL_NAME = re.compile("(?<!W)W{2,3}(?!W)")
_TIMED = re.compile("p?t,?")
_SHORT = 20
"""Words below which "*That hope* weakened" may bring along the sentence that it speaks of."""
_THAT = re.compile("T(?:p?t)?[.,;]*")
_PLACED_NAME = re.compile("pW+")
_RELATED_NAME = re.compile("R[dw]*W+[VEBHMS][^,]*$")
_APPOSITION = re.compile(",p?[dwW0]+,$")
_READABLE = 300
"""Words beyond which something is a list without stops: nobody looks there for what a pronoun stands for."""
_BOUNDS_OF = frozenset(',;:.XTRC"')
_BOUNDS = ',;:.XTRC"'
_NONE: frozenset[str] = frozenset()
_PERSON, _THING, _MANY, _ANYBODY = ("he", "she"), ("it",), ("they",), ("he", "she", "it")
_OF_ONE = ("was", "is", "has")
"""Auxiliaries of one, by which a name in -s is no plural."""
_AGENT = (*_PERSON, "it")
"""A gardener, or a mower."""


def _gender_of(given: str, words: Lexicon) -> tuple[str, ...]:
    """The pronouns that may stand for a person of a first name."""
    he, she = given in words.names.given_men, given in words.names.given_women
    return _PERSON if he == she else ("he",) if he else ("she",)


def _stands_for(parts: Sequence[str], capital: bool, article: bool, words: Lexicon) -> tuple[str, ...]:
    """The pronouns that may stand for a run of nouns, generously."""
    last = parts[-1]
    names = words.names
    if last.endswith("-year-old"):
        return _PERSON
    if not last[0].isalpha():
        named = len(parts) > 1 and parts[-2][0].isalpha()  # "Unit 1"
        several = last.replace(",", "").isdigit() and (len(last) < 4 or "," in last)  # no year
        return _THING if named else _MANY if several else ()
    # "Tower Hill Partners", "Hart & Sons"
    firm = capital and len(parts) > 1 and not article and (last in names.of_many or "&" in parts)
    if firm or last in names.bodies:
        return _MANY if last == "police" else _THING
    if capital and len(parts) == 1 and (last in names.never or last.removesuffix("s") in names.never):
        return ()  # "in May"
    called = (
        capital
        and len(parts) > 2
        and (parts[0] in names.persons or parts[0].endswith(patterns().endings.agents))
    )
    if last in names.persons or called:  # "the painter Jonas Lie"
        told = _gender_of(parts[1], words) if called else _PERSON
        return tuple(p for p in told if not other_gender(p, parts[-1:], words))
    several = last in words.roles.hundreds or any(
        is_plural_form(part) for part in parts if part not in names.titles
    )  # "Ms Rowe"
    if last in words.roles.uncertain or parts[0] in words.numerals or several:
        if (capital and article) or (last in words.roles.uncertain and last not in words.roles.folk):
            return ("they", "it")  # "the Germans", "the works"
        return _MANY if not capital else ("they", "it", "he", "she")
    if capital and len(parts) > 1 and not article:
        given = next((part for part in parts[:-1] if _is_given(part, words)), parts[0])
        # "Board President *Susan* Lomax"
        return _THING if is_known(" ".join(parts)) else _gender_of(given, words)
    if capital and article and len(parts) == 1:
        # "the Indian"; "the Amish", "the Kremlin"
        return ("they", "it", "he", "she") if is_native(last) else ("they", "it")
    # not "the town's cemetery"
    owns = any(is_genitive(part) and part[:-2] not in names.of_kind for part in parts[:-1])
    if last in names.ships or (not capital and last.endswith(patterns().endings.ships)):
        return ("she", "it")
    if not capital and last.endswith(patterns().endings.agents) and last not in names.things:
        return tuple(form for form in _AGENT if not other_gender(form, [last], words))
    if capital or owns or (last.endswith(patterns().endings.doers) and last not in names.things):
        return _ANYBODY  # the clerk, the tower; "Ana Hale's party"
    return _THING
