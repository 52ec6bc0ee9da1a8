"""What a headline is made of: the sentence, the statement in it, and whom a pronoun stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from timeline.chronology.headlines.subjects import is_passive
from timeline.chronology.lexicon import Lexicon
from timeline.chronology.pronouns import POSSESSIVES, PRONOUNS
from timeline.chronology.statements import Statement
from timeline.chronology.tokens import Sentence

Antecedent = Callable[[str, bool], str | None]
"""For a pronoun, and whether something is done to it, the words of a sentence before that it stands for, if known."""


CLEFT = re.compile("nBp[dwn0]+(?:p[dwn])?T")
"""What stands before what is told: "*It was in one of these that* Marsh heard her"."""


class Frame(NamedTuple):
    """One statement in its sentence."""

    text: str
    s: Sentence
    statement: Statement
    words: Lexicon
    before: Antecedent

    def said(self, tokens: Sequence[int]) -> str:
        """The words of tokens; neighbours keep what stands between them."""
        parts: list[str] = []
        index = 0
        while index < len(tokens):
            last = index
            while last + 1 < len(tokens) and tokens[last + 1] == tokens[last] + 1:
                last += 1
            parts.append(self.text[self.s.starts[tokens[index]] : self.s.ends[tokens[last]]])
            index = last + 1
        return " ".join(parts)

    def owning(self, noun: str) -> str:
        """A noun as the owner of something, with the article's own apostrophe."""
        mark = "’" if "’" in self.text else "'"
        return noun + (mark if noun.endswith("s") else f"{mark}s")

    def in_full(self, noun: str) -> str | None:
        """A noun phrase with what the pronoun that it is, or the possessive that opens it, stands for, where that is known."""
        first, _, rest = noun.partition(" ")
        if not rest:
            return self.noun_for(noun.lower())
        owner = self.noun_for(first.lower()) if first.lower() in POSSESSIVES else None
        return f"{self.owning(owner)} {rest}" if owner else None

    def noun_for(self, pronoun: str) -> str | None:
        """What a pronoun stands for in the sentences before."""
        clause = self.statement.clause
        if pronoun not in PRONOUNS and pronoun not in POSSESSIVES:
            return None
        suffers = pronoun in ("it", "they") and clause is self.s.clauses[0] and is_passive(self.s, clause)
        return self.before(pronoun, suffers)


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
    named: bool
    """Whether a noun stands there for the pronoun that opens it."""
