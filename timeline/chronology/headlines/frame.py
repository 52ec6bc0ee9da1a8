"""What a headline is made of: the sentence, the statement in it, and whom a pronoun stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from typing import NamedTuple

from timeline.chronology.headlines.capitals import capitals
from timeline.chronology.headlines.subjects import suffers_there
from timeline.chronology.language.entities import demonyms
from timeline.chronology.language.lexicon import Lexicon, lexicon
from timeline.chronology.language.nouns import is_plural_form
from timeline.chronology.language.pronouns import POSSESSIVES, PRONOUNS, head_word
from timeline.chronology.language.statement import Statement
from timeline.chronology.language.tokens import Sentence, is_genitive
from timeline.reading.places import is_known


class Role(Enum):
    """What a pronoun does in its clause."""

    SUBJECT = "does or is"
    SUFFERER = "something is done to it, though it is the subject"
    INNER = "is the subject of a clause that it does not open"
    OBJECT = "something is done to it"
    OWNER = "something is its own"
    BODY = "people or money are its own"
    SPEAKER = "says so"
    COUNTED = "is one of several: the first"


Antecedent = Callable[[str, Role, Sequence[str]], str | None]
"""For a pronoun, what it does, and the words before it, the words of a sentence before that it stands for, if known."""


CLEFT = re.compile("nBa?(?:p[dwn]+,?p?t,?|p?t(?:,[pX][dwW]+,)?|p[dwn0]+(?:p[dwn])?)T")
"""What stands before what is told: "*It was in one of these that* Marsh heard her"."""


class Frame(NamedTuple):
    """One statement in its sentence."""

    text: str
    s: Sentence
    statement: Statement
    words: Lexicon
    before: Antecedent

    def tagged(self, tokens: Iterable[int]) -> str:
        """The tags of tokens, side by side."""
        return "".join(map(self.s.tags.__getitem__, tokens))

    def said(self, tokens: Sequence[int]) -> str:
        """The words of tokens; neighbours keep what stands between them, and what has lost its "he" is "is" for "'s"."""
        parts: list[str] = []
        if tokens and self.s.words[tokens[0]] == "'s":
            parts.append(is_or_has(self.s, tokens[0]))
            tokens = tokens[1:]
        first = last = -1
        for token in tokens:
            if token != last + 1 or first < 0:
                if first >= 0:
                    parts.append(self.text[self.s.starts[first] : self.s.ends[last]])
                first = token
            last = token
        if first >= 0:
            parts.append(self.text[self.s.starts[first] : self.s.ends[last]])
        return " ".join(parts)

    def owning(self, noun: str) -> str:
        """A noun as the owner of something, with the article's own apostrophe."""
        return possessive(noun, self.text)

    def in_full(self, noun: str, role: Role = Role.SUBJECT) -> str | None:
        """A noun phrase with what the pronoun that it is, or the possessive that opens it, stands for, where that is known."""
        first, _, rest = noun.partition(" ")
        if not rest:
            return self.noun_for(noun.lower(), role)
        owned = owned_by(rest.lower().split(), self.words)
        owner = self.noun_for(first.lower(), owned) if first.lower() in POSSESSIVES else None
        called = owner is not None and not self.words.verbs.dubbing.isdisjoint(owner.split())
        # "two brothers named Gale" own nothing by that name
        return f"{self.owning(owner)} {rest}" if owner and not called and not owns(owner) else None

    def noun_for(self, pronoun: str, role: Role = Role.SUBJECT) -> str | None:
        """What a pronoun that opens a clause stands for in the sentences before."""
        clause = self.statement.clause
        if pronoun not in PRONOUNS and pronoun not in POSSESSIVES:
            return None
        main = self.s.clauses[0]
        does = clause.verb >= 0 and self.s.words[clause.verb] in self.words.verbs.intransitive
        joined = clause.kind == "coordinate" and clause.parent is main and not does
        suffers = pronoun in ("it", "they") and (clause is main or joined) and suffers_there(self.s)
        if role is Role.SUBJECT:
            says = clause.verb >= 0 and self.s.words[clause.verb] in self.words.reporting.verbs
            role = Role.SPEAKER if says else role
            role = Role.OWNER if pronoun in POSSESSIVES else Role.SUFFERER if suffers else role
        return self.before(pronoun, role, ())

    def noun_in(self, pronoun: str, role: Role, before: Sequence[str]) -> str | None:
        """What a pronoun of a headline stands for in the sentences before, by what it does and the words before it."""
        return self.before(pronoun, role, before)


def possessive(noun: str, text: str) -> str:
    """A noun as the owner of something, with a text's own apostrophe, and without where it is.

    >>> possessive("The last station in the south", ""), possessive("Ruiz", "don’t"), possessive("the Bank of Orr", "")
    ("The last station's", 'Ruiz’s', "the Bank of Orr's")
    """
    written = capitals(text)
    mark = written.apostrophe
    head = _PLACED.split(noun, maxsplit=1)[0]
    noun = head if " " in head else noun
    bare = noun.endswith("s") and not written.has_owner(noun.rpartition(" ")[2])  # "Moss's mare"
    return noun + (mark if bare else f"{mark}s")


_OF_COMMON = re.compile("^(?:[A-Z]|[Tt]he)?[a-z ]+s of (?:the|a|an|his|her|its|their|[a-z]+) ")
"""Several of something, to which nothing can belong but with an "of" of its own."""
_PLACED = re.compile(" (?:in|at|on|near|from) | of (?=[0-9])")


def owns(noun: str) -> bool:
    """Whether a noun phrase names its owner: "the army's chief", which is nobody's in turn."""
    if _OF_COMMON.search(noun) or " of a " in noun or " of an " in noun:
        return True  # "members of the crew"
    placed = _PLACED.search(noun)
    done = noun[: placed.start()].rpartition(" ")[2] if placed else ""
    if done.endswith("ed") or done in lexicon().verbs.participle:
        return True  # "samples taken from a leg"
    *words, last = noun.split() or [""]
    # not "St Brannock's", nor "the Swiss People's Party"
    part = words[:1] in (["the"], ["The"]) and last[:1].isupper()
    return any(is_genitive(word) for word in words if not (part and word[:1].isupper()))


def owned_by(words: Sequence[str], lexis: Lexicon) -> Role:
    """What owns something: a body has a director, shares and soldiers."""
    people_or_money = any(word in lexis.names.persons or word in lexis.roles.of_bodies for word in words)
    return Role.BODY if people_or_money else Role.OWNER


def is_or_has(sentence: Sentence, at: int) -> str:
    """The whole word for the "'s" of "he's"."""
    return lexicon().short_forms["'s done" if sentence.tags[at] == "H" else "'s"]


def is_body(noun: str, lexis: Lexicon) -> bool:
    """Whether a noun phrase is a body that has a director and shares, or a country."""
    kinds = (head_word(noun), *noun.lower().split()[:2])
    bodies, of_kind = lexis.names.bodies, lexis.names.of_kind
    return any(kind in bodies or kind in of_kind for kind in kinds) or is_known(noun)


class Draft(NamedTuple):
    """What was composed of some of a sentence's tokens."""

    words: str
    kept: list[int]
    """Its tokens, without what it borrows."""
    lead: str
    """What it borrows: a subject, and "was" at times."""
    attributed: bool
    """Whether it says who says so."""
    plain: bool
    """Whether nothing else stands in it."""
    named: str
    """The noun that stands there for the pronoun that opens it."""


def is_plain(noun: str, words: Lexicon, text: str) -> bool:
    """Whether a noun phrase of a text has its capital only from the beginning of its sentence: "Owner Tony Russo".

    >>> from timeline.chronology.language.lexicon import lexicon
    >>> told = "Government troops left. Government officials said that Tesk residents had followed"
    >>> [is_plain(noun, lexicon(), told) for noun in ("Government troops", "Tesk residents", "Polish residents")]
    [True, False, False]
    """
    return _looks_plain(noun, words, text) and not capitals(text).is_called(noun)


def _looks_plain(noun: str, words: Lexicon, text: str) -> bool:
    """Whether the first word of a noun phrase is no name by itself, nor one that the text has within a sentence."""
    first, _, rest = noun.partition(" ")
    if first.lower() in words.clauses.determiner or (
        first.lower() in words.clauses.inner and rest[:1].isdigit()
    ):
        return True  # "About 300 workers"
    if first.lower().removesuffix("s") in words.roles.hundreds and rest.startswith("of "):
        return True  # "Hundreds of Rohingya fishermen"
    called = first.lower() in words.names.persons and first.lower() not in words.names.titles
    if called and rest[:1].isupper():
        return True
    alone = not rest and is_plural_form(first.lower())
    several = is_plural_form(first.lower()) and rest.startswith("of the ")  # "Envoys of the government"
    alone = alone or several
    if first[1:2].isupper():
        return False  # "DNA"
    if not first[:1].isupper() or not (alone or (rest[:1].islower() and not rest.startswith("of "))):
        return False
    named = first in demonyms() or is_known(first) or first.endswith(_OWNS)
    return not (named or capitals(text).has_within(first))


_OWNS = ("'s", "’s", "'", "’")
