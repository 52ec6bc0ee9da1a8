"""The stack of clauses that are open where a sentence is cut, and how one is cut off another."""

from __future__ import annotations

import re
from bisect import bisect_left

from timeline.chronology.language.lexicon import Lexicon
from timeline.chronology.language.tokens import Clause, ClauseKind, Sentence

STOP = re.compile("[-,;:.]")


class Cutter:
    """The clauses of a sentence so far, the innermost open one on top."""

    def __init__(self, sentence: Sentence, finite: list[bool], words: Lexicon) -> None:
        self.s = sentence
        self.finite = finite
        self.lexicon = words
        self.verbs = [index for index, is_finite in enumerate(finite) if is_finite]
        self.top = Clause("main", None)
        sentence.clauses.append(self.top)

    def next_finite(self, index: int) -> int:
        """The next finite verb from a token on, before any stop (``, ; : .`` or a dash), else -1."""
        following = bisect_left(self.verbs, index)
        if following == len(self.verbs) or STOP.search(self.s.tags, index, self.verbs[following]):
            return -1
        return self.verbs[following]

    def next_verb(self, index: int) -> int:
        """The next finite verb from a token on, whatever stands between, else -1."""
        following = bisect_left(self.verbs, index)
        return self.verbs[following] if following < len(self.verbs) else -1

    def push(self, kind: ClauseKind, opener: str, parent: Clause | None, comma: bool = False) -> None:
        self.top = Clause(kind, parent, opener, comma)
        self.s.clauses.append(self.top)

    def pop(self) -> None:
        if self.top.parent is not None:
            self.top = self.top.parent

    def _take_back(self, first: int, clause: Clause) -> None:
        """Opens a clause that begins at ``first``, before the word that opens it: "…, *two of* which were lost"."""
        self._cut_off(self.top, first, clause)
        self.s.clauses.append(clause)
        self.top = clause

    def _cut_off(self, outer: Clause, first: int, clause: Clause) -> None:
        """Gives the words of a clause from ``first`` on to another one."""
        clause.tokens = [token for token in outer.tokens if token >= first]
        outer.tokens = [token for token in outer.tokens if token < first]
        for token in clause.tokens:
            self.s.of[token] = clause

    def _is_saying(self, verb: int) -> bool:
        return self.s.says and not self.lexicon.reporting.verbs.isdisjoint(self.s.words[verb : verb + 3])

    def _holder(self) -> Clause:
        top = self.top
        while top.kind == "participle" and top.parent is not None:
            top = top.parent
        return top
