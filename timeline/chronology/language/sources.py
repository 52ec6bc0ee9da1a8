"""Who says what a sentence states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from timeline.chronology.language.belonging import Belonging
from timeline.chronology.language.cutting import STOP
from timeline.chronology.language.nouns import is_object, whose
from timeline.chronology.language.statement import Statement
from timeline.chronology.language.telling import is_saying
from timeline.chronology.language.tokens import Clause, in_quotation
from timeline.model import Resolution

_DOER = re.compile("(?<=w)(?:W+|dw*[wW])$")
_TAGGED = re.compile(",(?P<who>n|[dwW0EG]+(?:p[dwW]+)*)(?:[(]W+[)])?a*$")
"""Who is named behind a comma, right before a verb."""
_NAME_FIRST = re.compile("[dwW]+W,")
_ENDS = re.compile('(?:p?t|a|p[dwW0]+)*[."]*')
_WHEN = re.compile("(?<=[wW])[wW]t(?=p|$)")
_DATED = re.compile("p?t")


_NOBODY = (["it"], ["there"])


@dataclass(eq=False)
class Sources(Belonging):
    """A sentence with who says what it states."""

    of: dict[Clause, list[Statement]] = field(init=False, default_factory=dict)
    """The statements whose head is a clause."""
    out: list[Statement] = field(init=False, default_factory=list)
    """All of them, in the order in which they were found."""

    tags: set[Clause] = field(init=False)
    """Clauses that only name the speaker: "…, she said"."""
    citation: tuple[int, int] | None = field(init=False)
    """Where "according to" stands, and what is behind it begins."""
    cited: set[int] = field(init=False)
    """The expressions that date only what a statement rests on."""

    def __post_init__(self, resolutions: Sequence[Resolution]) -> None:
        super().__post_init__(resolutions)
        self.tags = {clause for clause in self.s.clauses if self._is_tag(clause)}
        self.citation = self._citation()
        self.cited = self._cited()

    def _is_tag(self, clause: Clause) -> bool:
        """Whether a clause only names who says what stands before it."""
        if self._hears(clause):
            return True
        if clause.kind in ("content", "relative") or not is_saying(self.s, self.words, clause):
            return False
        if not any(self.s.words[t] in self.words.reporting.tag for t in clause.tokens if t >= clause.verb):
            return False
        if any(child.parent is clause and child.kind == "content" for child in self.s.clauses):
            return False
        behind = self.s.words[clause.verb + 1 : clause.verb + 2]
        if self.s.tags[clause.verb + 1 : clause.verb + 2] in ("$", "0") or not (
            self.words.reporting.topics.isdisjoint(behind)
            or self.s.tags[clause.verb + 2 : clause.verb + 3] == "t"
        ):
            return False  # "added $20 million", "warned of floods"
        joined = clause.opener in ("and", "but")
        told = self.s.tags[clause.verb + 1 : clause.verb + 2] in tuple("dwW")
        if joined and (told or "T" in self.s.tags[clause.tokens[0] : clause.verb]):
            return False  # "and the two announced the rift", "and that he said so"
        if clause.kind == "subordinate" and told:
            return False  # "when a laboratory reported the results"
        if clause.kind == "subordinate" and "G" in [self.s.tags[t] for t in clause.tokens]:
            return False  # "his atlas, as others insisted on calling it"
        first = clause.tokens[0]
        if first == 0:
            # "Hale said." alone tags the quotation before the sentence; a first clause is no tag of its own.
            return all(other is clause for other in self.s.clauses)
        return self.s.tags[first - 1] in ',"-' or self.s.tags[first] in '"-,'

    def _hears(self, clause: Clause) -> bool:
        """Whether a clause only names who was told what stands before it: "…, an inquiry heard on Thursday"."""
        s, verb = self.s, clause.verb
        told = s.tags[verb] == "B" and s.words[verb + 1 : verb + 2] == ["told"]  # "…, a court *was told*"
        hears = told or s.words[verb] in self.words.reporting.hearing
        if verb <= 0 or clause.kind != "coordinate" or not hears:
            return False
        alone = not s.tags[verb + 1 + told : clause.tokens[-1] + 1].replace("pt", "").strip("t,.")
        return alone and not clause.opener and s.tags[clause.tokens[0] - 1] == ","

    def _source(self, statement: Statement) -> tuple[int, int] | None:
        """The words that name who says so; also sets ``statement.speech``."""
        clause: Clause | None = statement.clause
        # not within a quotation that has its speaker beside it: ""We had warned them," …"
        if statement.saying and not (self.tags and in_quotation(self.s.tags, statement.clause.verb)):
            return self._said_by(statement, statement.clause)
        while clause is not None and clause.opener != ";":  # "said it had fallen; *nobody knew why*"
            if clause.opener == "but" and self.tags:
                break  # "The firm had said it fell, *but the map showed that it rose*, Orr said"
            if (
                clause.kind == "content"
                and clause.parent is not None
                and is_saying(self.s, self.words, clause.parent)
            ):
                if self.tags and in_quotation(self.s.tags, clause.parent.verb):
                    break  # ""We warned them in 2015," said Carol Haynes"
                if self._is_past_saying(statement, clause.parent):
                    return None
                return self._said_by(statement, clause.parent)
            clause = clause.parent
        last = statement.tokens[-1]
        for other in self.s.clauses if self.tags else ():
            if other in self.tags and other.tokens[0] > statement.tokens[0]:
                turns = any(
                    s.kind == "coordinate"
                    and s.opener in ("but", ";", ":")
                    and last < s.tokens[0] < other.tokens[0]
                    for s in self.s.clauses
                )
                return None if turns else self._said_by(statement, other)
        return self._according(statement)

    def _is_past_saying(self, statement: Statement, saying: Clause) -> bool:
        """Whether something was done after it was said, and so is not part of it: "It reported in May that …, and *in June a
        guard was suspended*"."""
        said = self.of.get(saying, ())
        when, then = (
            (each.time and each.time.interval for each in (said[0], statement)) if said else (None, None)
        )
        clause = statement.clause
        joined = clause.kind == "coordinate" and self.s.tags[clause.tokens[0] : clause.tokens[0] + 2] != "CT"
        if statement.how != "own" or not (when and then and joined) or self._is_ahead(statement.at):
            return False
        later = when.end is not None and then.start is not None and when.end <= then.start
        return later and clause.verb >= 0 and self._same_time(clause)

    def _said_by(self, statement: Statement, clause: Clause) -> tuple[int, int] | None:
        statement.speech = clause
        subject = self._named_last(clause) or self._subject(clause)
        first, tag = (self.s.words[subject[0]], self.s.tags[subject[0]]) if subject else ("", "")
        whom = tag != "W" and first in self.words.clauses.objective
        if tag in ("R", "T", "Q") or first in self.words.reporting.unnamed or whom:
            return None  # "*Which* explains how they came", "told *me* to go"
        return self._without_date(*subject) if subject else None

    def _named_last(self, clause: Clause) -> tuple[int, int] | None:
        """Who is named right before the verb that ends a sentence whose own verb was not seen: "Both mines produce tin, *a paper* said"."""
        tags, verb = self.s.tags, clause.verb
        if clause.kind not in ("main", "participle") or self.s.words[verb] not in self.words.reporting.tag:
            return None
        # "Year to date, *Dun* said, sales fell"; not "Ann Orr, clerk of the court said"
        once = tags.count(",", 0, verb) == 1 and not _NAME_FIRST.match(tags)
        who = _TAGGED.search(tags, 0, verb) if once or _ENDS.fullmatch(tags, verb + 1) else None
        return (who.start("who"), who.end("who") - 1) if who else None

    def _without_date(self, first: int, last: int) -> tuple[int, int]:
        """A source without when it spoke: "Chairman Orr *today in a statement*", "a report *published* in May"."""
        tags = self.s.tags
        dated = _WHEN.search(tags, first, last + 1)
        last = dated.start() if dated else last
        while last > first + (tags[first] == "d") and (
            tags[last] in "pd" or (tags[last] == "E" and _DATED.match(tags, last + 1))
        ):
            last -= 1
        return first, last

    def _according(self, statement: Statement) -> tuple[int, int] | None:
        """Who is named behind "according to", where that speaks of a statement."""
        if self.citation is None:
            return None
        at, first = self.citation
        last = first
        while (
            last < len(self.s.words)
            and self.s.tags[last] not in ',;.:"t-RT'
            and not (self.s.tags[last] in "BHDMVEPU" and last > first and self.s.tags[last - 1] not in "dp")
        ):
            last += 1
        return (first, last - 1) if last > first and self._reaches(statement, at, last) else None

    def _citation(self) -> tuple[int, int] | None:
        """Where "according to" stands, and what is behind it begins."""
        words = self.s.words
        held = {*words}
        for parts in _in_words(self.words.reporting.according):
            if not held.issuperset(parts):
                continue
            for at in range(len(words) - len(parts)):
                if words[at] == parts[0] and words[at : at + len(parts)] == parts:
                    return at, at + len(parts)
        return None

    def _cited(self) -> set[int]:
        """The expressions that date only what a statement rests on: "according to *a letter written on Tuesday*"."""
        if self.citation is None:
            return set()
        first = self.citation[1]
        stop = STOP.search(self.s.tags, first)
        return {token for token in self.times if first <= token < (stop.start() if stop else token + 1)}

    def _reaches(self, statement: Statement, first: int, end: int) -> bool:
        """Whether "according to …" speaks of a statement: one that holds it, or any where it opens or closes."""
        inside = statement.tokens[0] <= first <= statement.tokens[-1] + 2
        closes = self.s.tags[end : end + 1] in ("", ".") or self.s.tags[end : end + 2] == ",R"
        return inside or first == 0 or closes

    def _subject(self, clause: Clause) -> tuple[int, int] | None:
        """The words before a verb of saying that name its subject, or behind it ("said the governor")."""
        s = self.s
        before = self._before(clause)
        passive = s.tags[clause.verb] == "B" or s.tags.startswith("HbET", clause.verb)
        if (passive or s.words[clause.verb] == "emerged") and [s.words[t] for t in before[-1:]] in _NOBODY:
            return None  # "it was reported that", "at the inquest, it has been disclosed that"
        if before:
            last = before[0]
            for number, token in enumerate(before[1:], 1):
                named = s.tags[token] == "," and {s.tags[t] for t in before[number + 1 :]} == {"W"}
                if token != last + 1 or (s.tags[token] in ",(-" and not named):
                    break
                last = token
            return before[0], last
        if (
            clause.kind == "coordinate"
            and clause.parent is not None
            and (clause.opener in ("and", "but", "or", "then") or self._is_listed(clause))
        ):
            return self._subject(clause.parent)
        if clause not in self.tags:
            return None
        after = [t for t in clause.tokens if t > clause.verb]
        while after and s.tags[after[0]] in "at":
            after.pop(0)
        if not after or s.tags[after[0]] not in "dwWn0":
            return None
        last = after[0]
        for token in after[1:]:
            if token != last + 1 or s.tags[token] in ',;.:"tTRX-(' or s.tags[token] in "BHDM":
                break
            last = token
        if s.tags[last] == "p" and last > after[0]:
            last -= 1  # "said *Orr* on Monday"
        return after[0], last

    def _is_listed(self, clause: Clause) -> bool:
        """Whether a clause without a subject is one of several behind commas: "denied it, *warned of floods* and left"."""
        first = clause.tokens[0]
        bare = not clause.opener and clause not in self.tags and first == clause.verb
        return bare and self.s.tags[first - 1 : first] == ","

    def _before(self, clause: Clause) -> list[int]:
        """The tokens before a clause's verb that may name its subject."""
        s = self.s
        before = [t for t in clause.tokens if t < clause.verb]
        while before and (
            (s.tags[before[0]] in ',"C-at;:)' and s.tags[before[0] + 1] != "0")
            or (s.words[before[0]] == clause.opener and clause.kind in ("subordinate", "content"))
        ):
            before.pop(0)
        while before and s.tags[before[-1]] in ',"-at':
            before.pop()
        if before and s.tags[before[-1] : before[-1] + 2] == "pt":
            before.pop()  # "An inquest *in* June 2018 concluded"
        quoted = in_quotation(s.tags, clause.verb)
        closed = -1 if quoted else s.tags.rfind('"', 0, clause.verb)
        before = [t for t in before if t > closed] or before  # ""I saw it," said Hale"
        if before and s.tags[before[0]] in "RT" and clause.kind == "relative":
            if is_object(s, clause):
                return before[1:]  # "a radar, which *the operator* said it had replaced"
            if s.words[before[0]] == "whose" and (doer := _DOER.search(s.tags, before[0], clause.verb)):
                return [*range(*doer.span())]  # "whose arrest *the rebels* had announced"
            before = whose(s, clause, before[0], self.words.names.persons)
        return self._trim_lead(before)

    def _trim_lead(self, tokens: list[int]) -> list[int]:
        """ "In a statement on Sunday, the ministry said": the subject stands behind the last comma of a lead-in."""
        s = self.s
        if tokens and s.tags[tokens[0]] in "pGX":
            for index in range(len(tokens) - 1, -1, -1):
                if s.tags[tokens[index]] == "," and index + 2 == len(tokens) and s.tags[tokens[-1]] == "0":
                    return self._trim_lead(tokens[:index])  # "In a letter, Orr, 49, said"
                if s.tags[tokens[index]] == ",":
                    return self._before_inserted(tokens, index + 1)
                if s.tags[tokens[index]] == "t" and index + 1 < len(tokens):
                    return tokens[index + 1 :]
            return []
        return tokens

    def _before_inserted(self, tokens: list[int], last: int) -> list[int]:
        """A subject behind a lead-in, before what is inserted: "On Monday, *Orr*, in a speech to bankers, said"."""
        tags = self.s.tags
        if last == len(tokens) or tags[tokens[last]] != "p":
            return tokens[last:]
        commas = [n for n in range(last - 1) if tags[tokens[n]] == ","]
        named = commas and tags[tokens[commas[-1] + 1]] in "dwW0"
        return tokens[commas[-1] + 1 : last - 1] if named else tokens[last:]

    def _same_time(self, clause: Clause) -> bool:
        """Whether a hanging clause may stand in the quotation of a dated one: not where its tense is another."""
        tag, word = self.s.tags[clause.verb], self.s.words[clause.verb]
        return tag in "VEUBDM" and word not in self.words.verbs.be_present


@cache
def _in_words(phrases: tuple[str, ...]) -> tuple[list[str], ...]:
    return tuple(phrase.split() for phrase in phrases)
