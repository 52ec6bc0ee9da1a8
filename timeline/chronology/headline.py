"""A headline from the article's own words: trimmed, joined, never paraphrased.

What goes: throat-clearing, the date (it stands beside the headline), asides, and clauses at the end that only add.
What stays: negation, hedges, numbers, and who says so. A clause that borrows its subject from the one before
("… but lost control") gets it back; so does one that hangs on a noun ("Moscow, which had trumpeted …").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.chronology.clauses import Clause, Sentence
from timeline.chronology.lexicon import Lexicon
from timeline.chronology.statements import Statement, is_saying

LENGTH = 110
"""Characters that a headline keeps under where its sentence allows."""

_KEEP_BEFORE = frozenset(
    ("since", "until", "till", "by", "from", "to", "between", "before", "after", "of", "for", "than")
)
_PARTICLES = frozenset(("up", "down", "off", "out", "away", "back"))
"""Behind a verb these belong to it: "broke down on Sunday"."""
_DROP_OPENERS = frozenset(
    ("after", "before", "when", "as", "while", "because", "although", "though", "since", "where", "whereas")
)
_DOUBLE = re.compile(r",(?:\s*,)+")
_TIGHT = re.compile(r"\s+([,;:.!?)%])")


def headline(
    text: str, sentence: Sentence, statement: Statement, words: Lexicon, antecedent: str | None = None
) -> str:
    """The headline of a statement.

    ``antecedent`` are the words of the sentence before that a pronoun as subject stands for, where they are known.
    """
    maker = _Maker(text, sentence, statement, words)
    full = maker.compose(maker.everything(), antecedent)
    if len(full) <= LENGTH:
        return full
    short = maker.compose(maker.core(), antecedent)
    return short if len(short.split()) > 2 else full


def subject_of(text: str, sentence: Sentence) -> str | None:
    """The subject of a sentence's main clause, for a pronoun in the next one."""
    main = sentence.clauses[0]
    tokens = [t for t in main.tokens if t < main.verb and sentence.tags[t] not in "at"]
    while tokens and sentence.tags[tokens[0]] in 'CpX,"':
        tokens.pop(0)
    run: list[int] = []
    for token in tokens:
        if run and (token != run[-1] + 1 or sentence.tags[token] in ",(-"):
            break
        run.append(token)
    if not run or sentence.tags[run[0]] in "nGRT":
        return None
    return text[sentence.starts[run[0]] : sentence.ends[run[-1]]]


def agrees(pronoun: str, noun: str) -> bool:
    """Whether a pronoun can stand for a noun phrase.

    >>> agrees("they", "The rebels"), agrees("it", "The rebels"), agrees("she", "Mayor Ana Hale")
    (True, False, True)
    """
    head = re.split(r" (?:of|in) ", noun, maxsplit=1)[0].rsplit(maxsplit=1)[-1]
    plural = " and " in noun or (head.endswith("s") and not head.endswith(("ss", "us", "is")))
    if pronoun == "they":
        return plural
    capital = head[:1].isupper()
    if pronoun in ("he", "she"):
        return not plural and capital and not noun.lower().startswith("the ")
    return not plural and (not capital or noun.lower().startswith("the "))


class _Maker:
    def __init__(self, text: str, sentence: Sentence, statement: Statement, words: Lexicon) -> None:
        self.text = text
        self.s = sentence
        self.statement = statement
        self.words = words

    # --- which words --------------------------------------------------------------------------------------

    def everything(self) -> list[int]:
        """The statement's words without asides and relative clauses between commas."""
        mine = set(self.statement.tokens)
        for clause in self.s.clauses:
            if clause is self.statement.clause or not mine.issuperset(clause.tokens):
                continue
            if clause.kind == "aside" or (clause.kind == "relative" and clause.comma):
                mine.difference_update(clause.tokens)
                mine.discard(clause.tokens[0] - 1)
                after = clause.tokens[-1] + 1
                if self.s.tags[after : after + 1] == ",":
                    mine.discard(after)
        tokens = sorted(mine)
        commas = [
            n for n in range(len(tokens) - 1) if self.s.tags[tokens[n]] == self.s.tags[tokens[n + 1]] == ","
        ]
        for number in reversed(commas):
            # What stood between them is gone.
            del tokens[number : number + 2]
        return tokens

    def core(self) -> list[int]:
        """The head clause, what was said in it, and restrictive clauses; nothing that only follows on."""
        keep = {id(self.statement.clause)}
        for clause in self.s.clauses:
            if clause.parent is not None and id(clause.parent) in keep:
                restrictive = clause.kind == "relative" and not clause.comma
                if clause.kind == "content" or restrictive:
                    keep.add(id(clause))
        own = set(self.statement.tokens)
        tokens = [t for t in self.everything() if id(self.s.of[t]) in keep and t in own]
        return tokens or self.everything()

    # --- words to text ------------------------------------------------------------------------------------

    def compose(self, tokens: list[int], antecedent: str | None) -> str:
        lead, tokens = self._lead(tokens)
        tokens = self._without_dates(tokens)
        tokens = self._without_throat(tokens) if not lead else tokens
        body = self._text(tokens)
        if not lead and antecedent and tokens and self.s.tags[tokens[0]] == "n":
            pronoun = self.s.words[tokens[0]]
            if pronoun in ("he", "she", "they", "it") and agrees(pronoun, antecedent):
                body = f"{antecedent} {self._text(tokens[1:])}"
        head = " ".join(part for part in (lead, body) if part)
        said = self._attribution(tokens)
        head = head.rstrip(" ,;:.") if said[1] else head
        head = (
            said[0]
            + (head[:1].lower() + head[1:] if said[0] and self._lowers(tokens, lead) else head)
            + said[1]
        )
        head = _DOUBLE.sub(",", head)
        head = _TIGHT.sub(r"\1", " ".join(head.split())).strip(" ,;:-–—.")
        head = _balanced(head)
        return head[:1].upper() + head[1:]

    def _lowers(self, tokens: Sequence[int], lead: str) -> bool:
        return not lead and bool(tokens) and self.s.tags[tokens[0]] in "dnp"

    def _lead(self, tokens: list[int]) -> tuple[str, list[int]]:
        """The subject that a clause borrows, and the clause without the word that opened it."""
        clause = self.statement.clause
        tags, words = self.s.tags, self.s.words
        if not tokens:
            return "", tokens
        first = tokens[0]
        if clause.kind == "relative" and words[first] in ("which", "who", "that") and clause.verb >= 0:
            noun = self._antecedent(first)
            if noun:
                return self._text(noun), tokens[1:]
        if clause.kind == "subordinate" and words[first] in _DROP_OPENERS and len(tokens) > 3:
            return "", tokens[1:]
        if clause.kind == "content" and words[first] == "that":
            return "", tokens[1:]
        if tags[first] == "C" and len(tokens) > 1:
            tokens = tokens[1:]
            while len(tokens) > 1 and tags[tokens[0]] in "T,":
                tokens = tokens[1:]
        if (
            clause.kind == "coordinate"
            and clause.verb >= 0
            and not any(tags[t] in "wWn0d" for t in tokens if t < clause.verb)
        ):
            return self._borrowed(clause), tokens
        return "", tokens

    def _borrowed(self, clause: Clause) -> str:
        """The subject of the clause that this one is joined to."""
        outer = clause.parent
        while outer is not None:
            subject = [t for t in outer.tokens if t < outer.verb]
            while subject and self.s.tags[subject[0]] in 'CT",at':
                subject.pop(0)
            subject = self._without_dates(subject)
            if any(self.s.tags[t] in "wWn0" for t in subject):
                if outer.kind == "relative" and self.s.tags[subject[0]] in "RT":
                    return self._text(self._antecedent(subject[0]))
                return self._text(subject)
            outer = outer.parent
        return ""

    def _antecedent(self, token: int) -> list[int]:
        """The noun phrase before a relative word."""
        at = token - 1
        while at >= 0 and self.s.tags[at] in ",p":
            at -= 1
        last = at
        while at >= 0 and (self.s.tags[at] in "dwWC0E'P" or (self.s.words[at] == "of")):
            at -= 1
        first = at + 1
        while first <= last and self.s.tags[first] in "C'":
            first += 1
        return list(range(first, last + 1))

    def _without_dates(self, tokens: list[int]) -> list[int]:
        """Without the statement's date, where it stands as an adverbial of its own."""
        out = list(tokens)
        tags, words = self.s.tags, self.s.words
        if self.statement.until is not None:
            return out
        for token in tokens:
            if tags[token] != "t" or words[token].endswith(("'s", "’s")) or token not in out:
                continue
            before, after = token - 1, token + 1
            particle = before > 0 and words[before] in _PARTICLES and tags[before - 1] not in "dp,"
            preposed = before >= 0 and tags[before] in "pX" and before in out and not particle
            if preposed and words[before] in _KEEP_BEFORE:
                continue
            follows = tags[after] if after < len(tags) else "."
            if (
                not preposed
                and follows in "wW0E"
                and not (tags[before : before + 1] in (",", "") or before < 0)
            ):
                continue
            if not preposed and not particle and before >= 0 and tags[before] in "dp":
                continue
            if token != self.statement.at:
                continue
            out.remove(token)
            if preposed:
                out.remove(before)
            if after in out and tags[after] == "," and (out[:1] == [after] or (before - preposed) not in out):
                out.remove(after)
        return out

    def _without_throat(self, tokens: list[int]) -> list[int]:
        """Without lead-in words at the head ("Meanwhile, …", "But …")."""
        changed = True
        while changed and tokens:
            changed = False
            if self.s.tags[tokens[0]] in ",;:-C.":
                tokens, changed = tokens[1:], True
                continue
            for phrase in self.words.lead_in.phrases:
                parts = phrase.split()
                n = len(parts)
                if [self.s.words[t] for t in tokens[:n]] == parts and len(tokens) > n + 2:
                    if self.s.tags[tokens[n]] == ",":
                        tokens, changed = tokens[n + 1 :], True
                        break
                    if self.s.tags[tokens[0]] in "C":
                        tokens, changed = tokens[n:], True
                        break
        return tokens

    def _attribution(self, tokens: Sequence[int]) -> tuple[str, str]:
        """Who says so, before or behind, in the sentence's own words; nothing where the statement holds it already."""
        source = self.statement.source
        if source is None or not tokens or any(t in tokens for t in range(source[0], source[1] + 1)):
            return "", ""
        clause = self.s.of[source[0]]
        noun = self.text[self.s.starts[source[0]] : self.s.ends[source[1]]]
        if clause.verb < 0 or not is_saying(self.s, self.words, clause):
            return "", f", according to {noun}"
        verb = self._text(
            [
                t
                for t in clause.tokens
                if clause.verb <= t <= clause.verb + 2
                and (self.s.tags[t] in "VEBHDaSP" or self.s.words[t] in self.words.reporting.verbs)
            ]
        )
        if source[0] > clause.tokens[0] and source[0] > clause.verb:
            return "", f", {verb} {noun}"
        if clause.tokens[0] > tokens[0]:
            return "", f", {noun} {verb}"
        return f"{noun} {verb} ", ""

    def _text(self, tokens: Sequence[int]) -> str:
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


def _balanced(words: str) -> str:
    """Without a quotation mark or bracket that has lost its other half."""
    for mark in ('"', "''"):
        if words.count(mark) == 1:
            words = words.replace(mark, "")
    for opening, closing in (("“", "”"), ("(", ")"), ("``", "''"), ("‘", "’ ")):
        if words.count(opening) and not words.count(closing):
            words = words.replace(opening, "")
        elif words.count(closing) and not words.count(opening):
            words = words.replace(closing, "")
    return words.strip(" ,;:-–—.")
