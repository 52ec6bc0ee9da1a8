"""A headline from the article's own words: trimmed, joined, never paraphrased.

What goes: throat-clearing, the date (it stands beside the headline), asides, and clauses at the end that only add.
What stays: negation, hedges, numbers, and who says so. A clause that borrows its subject from the one before
("… but lost control") gets it back; so does one that hangs on a noun ("Moscow, which had trumpeted …").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.chronology.clauses import Clause, Sentence, antecedent
from timeline.chronology.lexicon import Lexicon, lexicon
from timeline.chronology.statements import Statement

LENGTH = 110
"""Characters that a headline keeps under where its sentence allows."""
QUOTE_WORDS = 50
"""How many words of an article a headline holds at most where ``full_text`` is off, as a quotation does."""

"""Behind a verb these belong to it: "broke down on Sunday"."""
_BEFORE_THAT = re.compile(r",(?= that\b)")
_DOUBLE = re.compile(r",(?:\s*,)+")
_OPENING = re.compile(r"(?:(?<=^[\"“])|(?<=``))\s+")
_STUMP = re.compile(
    r"(?:,\s+(?:(?:a|an|one|two|three|few|several|many|some|just|only|\d+)\s+){0,2}(?:minute|hour|day|week|month|year)s?|\s+(?:and|or|but))[\s,.]*$",
    re.IGNORECASE,
)
"""What is left of "…, a day after the troops had gone" or "… and" when the rest has been trimmed."""
_STUMPS = frozenset(
    ["and", "or", "but"]
    + [unit + s for unit in ("minute", "hour", "day", "week", "month", "year") for s in ("", "s")]
)
"""The last words of such stumps."""
_MARKS = frozenset("\"'“”()‘’`")
_TIGHT = re.compile(" (?=[,;:.!?)%])")


def headline(
    text: str, sentence: Sentence, statement: Statement, words: Lexicon, antecedent: str | None = None
) -> str:
    """The headline of a statement.

    ``antecedent`` are the words of the sentence before that a pronoun as subject stands for, where they are known.
    """
    maker = _Maker(text, sentence, statement, words)
    full = maker.compose(maker.everything(), antecedent)
    if len(full.split()) < 2 or (
        sentence.tags[statement.tokens[0]] == "p" and statement.clause.verb not in statement.tokens
    ):
        # A fragment: it is told from where its sentence begins.
        last = sentence.ends[statement.tokens[-1]]
        whole = " ".join(text[sentence.starts[0] : last].split()).strip(" ,;:-–—.")
        return whole if len(whole) <= 2 * LENGTH else full or whole
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
    >>> agrees("he", "The army's spokesman")
    True
    """
    head = re.split(r" (?:of|in) ", noun, maxsplit=1)[0].rsplit(maxsplit=1)[-1]
    plural = " and " in noun or (head.endswith("s") and not head.endswith(("ss", "us", "is")))
    if pronoun == "they":
        return plural
    capital = head[:1].isupper()
    if pronoun in ("he", "she"):
        person = head in lexicon().names.persons
        return not plural and (person or (capital and not noun.lower().startswith("the ")))
    return not plural and (not capital or noun.lower().startswith("the "))


def _throat(words: Lexicon) -> dict[str, list[list[str]]]:
    """Lead-in phrases by their first word."""
    known = _THROATS.get(id(words))
    if known is None:
        known = _THROATS[id(words)] = {}
        for phrase in words.lead_in.phrases:
            known.setdefault(phrase.split()[0], []).append(phrase.split())
    return known


_THROATS: dict[int, dict[str, list[list[str]]]] = {}


_LEANING = frozenset(
    (
        "he", "she", "it", "they", "this", "these", "his", "her", "its", "their", "there", "who", "which", "that",
        "where", "when", "after", "before", "until", "since", "and", "but",
    )
)  # fmt: skip


def within(headline: str, words: int = QUOTE_WORDS) -> str:
    """A headline within the cap for other people's words, cut after a word.

    >>> within("The harbour was closed for a day", words=4)
    'The harbour was closed…'
    """
    if len(headline) < 2 * words or len(headline.split()) <= words:
        return headline
    return " ".join(headline.split()[:words]).rstrip(" ,;:-–—.") + "…"


def leans(headline: str) -> bool:
    """Whether a headline leans on a sentence that the reader does not see.

    >>> leans("They had gone"), leans("The army had gone")
    (True, False)
    """
    return headline.partition(" ")[0].lower() in _LEANING


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
        head = self.statement.clause
        if head.kind == "participle" and self.s.tags[head.tokens[0]] == "G" and head.parent is not None:
            mine.update(head.parent.tokens)
        if head.verb >= 0 and head.verb not in mine:
            # "the seizure of the town on Sunday … showed how far he is": a noun alone, without what its verb says
            mine.difference_update(self._content_of(head))
        elif head.verb >= 0:
            # "The company announced on Monday" says nothing without what it announced.
            mine.update(self._content_of(head))
            alone = len(mine) == len(self.statement.tokens) and head.tokens[0] > 0
            if alone and self.statement.saying and head.kind in ("main", "coordinate"):
                mine.update(
                    t
                    for clause in self.s.clauses
                    if clause.tokens[0] < self.statement.tokens[0]
                    for t in clause.tokens
                )
        self._with_relatives(mine)
        for clause in self.s.clauses:
            if clause is self.statement.clause or not mine.issuperset(clause.tokens):
                continue
            if clause.kind == "aside" or (clause.kind == "relative" and clause.comma):
                mine.difference_update(clause.tokens)
                before, after = clause.tokens[0] - 1, clause.tokens[-1] + 1
                if self.s.tags[before] in ",-":
                    mine.discard(before)
                if self.s.tags[after : after + 1] in (",", "-"):
                    mine.discard(after)
        tokens = sorted(mine)
        tags = "".join([self.s.tags[token] for token in tokens])
        commas = [n for n in range(len(tokens) - 1) if tags[n] == tags[n + 1] == ","] if ",," in tags else []
        for number in reversed(commas):
            # What stood between them is gone.
            del tokens[number : number + 2]
        at = tokens.index(head.verb) if head.verb in tokens else 0
        if at > 1 and "".join(self.s.tags[t] for t in tokens[:at]).find(",") == at - 1:
            del tokens[at - 1]  # "The storm, reached the coast"
        return tokens

    def _content_of(self, head: Clause) -> set[int]:
        """The words of what a clause says, thinks or shows."""
        return {t for c in self.s.clauses if c.kind == "content" and c.parent is head for t in c.tokens}

    def _with_relatives(self, mine: set[int]) -> None:
        """Adds relative clauses that tell which is meant: "any party *that means to join* has until noon"."""
        for clause in self.s.clauses:
            mine_too = (
                clause.kind == "relative" and not clause.comma and clause.parent is self.statement.clause
            )
            if mine_too and mine and min(mine) < clause.tokens[0] and clause.tokens[-1] < max(mine):
                mine.update(clause.tokens)

    def core(self) -> list[int]:
        """The head clause, what was said in it, and restrictive clauses; nothing that only follows on."""
        keep = {id(self.statement.clause)}
        for clause in self.s.clauses:
            if clause.parent is not None and id(clause.parent) in keep:
                restrictive = clause.kind == "relative" and not clause.comma
                # "three days after …": without it the words before hang in the air
                measured = (
                    clause.kind == "subordinate"
                    and clause.tokens
                    and self.s.words[clause.tokens[0] - 1] in self.words.roles.units
                )
                if clause.kind == "content" or restrictive or measured:
                    keep.add(id(clause))
        if self.statement.saying and len(keep) == 1 and self.statement.clause.kind == "coordinate":
            keep.add(id(self.s.clauses[0]))  # a tag alone says nothing: "…, the radio said"
        tokens = [t for t in self.everything() if id(self.s.of[t]) in keep]
        held = set(tokens)
        commas = [t for t in range(1, len(self.s.tags)) if self.s.tags[t] == "," and {t - 1, t + 1} <= held]
        mine = self.statement.clause.tokens  # none where an insertion has them all
        before = mine[0] - 1 if mine else 0
        if self.statement.saying and before > 0 and self.s.tags[before] == "," and before + 1 in held:
            commas.append(before)  # "The arch is gone, the mayor said", without the clause between
        tokens = sorted(held.union(commas))
        return tokens or self.everything()

    # --- words to text ------------------------------------------------------------------------------------

    def compose(self, tokens: list[int], antecedent: str | None) -> str:
        lead, tokens = self._lead(tokens)
        if not lead.endswith(","):
            tokens = self._without_dates(tokens)
        tokens = self._without_throat(tokens) if not lead else tokens
        body = self._text(tokens)
        if lead and tokens and tokens[0] == 0:
            body = body[:1].lower() + body[1:]
        named = False
        clause = self.statement.clause
        if clause.kind == "subordinate" and tokens and self.s.tags[tokens[0]] == "n":
            # "The raiders wrecked the arch after they retook the town"
            outer = self._subject(clause.parent)
            antecedent = self._text(outer) if outer and self.s.tags[outer[0]] not in "nRT" else None
        if not lead and antecedent and tokens and self.s.tags[tokens[0]] == "n":
            pronoun = self.s.words[tokens[0]]
            if pronoun in ("he", "she", "they", "it") and agrees(pronoun, antecedent):
                body = f"{antecedent} {self._text(tokens[1:])}"
                named = True
        head = " ".join(part for part in (lead, body) if part)
        said = self._attribution(tokens)
        head = head.rstrip(" .,;:") if said[1] else head
        head = (
            said[0]
            + (head[:1].lower() + head[1:] if said[0] and not named and self._lowers(tokens, lead) else head)
            + said[1]
        )
        head = _tidy(head)
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
        if tags[first] in "EPV" and first != clause.verb and clause.kind in ("participle", "main"):
            outer = clause.parent or clause
            if clause.kind == "main" and clause.verb in tokens:
                return "", tokens  # "Angered by the vote, farmers blocked the bridge"
            # "An attempt to break in from the west, begun on Friday, failed": it is the attempt that was begun.
            inserted = (
                clause.kind == "participle" and clause.comma and outer.kind == "main" and outer.verb > first
            )
            near = [] if inserted else antecedent(self.s, first, far=True)
            noun = near or self._subject(outer)
            return (self._text(noun) + ",", tokens) if noun else ("", tokens)
        if clause.kind == "relative":
            return self._of_relative(clause, tokens)
        opened = clause.kind == "subordinate" or (tags[first] in "pX" and clause.verb not in tokens)
        if opened and words[first] in self.words.roles.dropped and len(tokens) > 2:
            return "", tokens[1:]
        if clause.kind == "content" and words[first] == "that":
            return "", tokens[1:]
        if tags[first] == "C" and len(tokens) > 1:
            tokens = tokens[1:]
            while len(tokens) > 1 and tags[tokens[0]] in "T,":
                tokens = tokens[1:]
        if first == clause.verb and clause.tokens[0] < first:
            # A later part of its clause, behind another date: the subject stands in the first part.
            return self._text(self._subject(clause)), tokens
        bare = not any(tags[t] in "wWn0d" for t in tokens if t < clause.verb)
        if clause.kind == "coordinate" and clause.verb >= 0 and bare:
            lead = self._borrowed(clause)
            return (lead, tokens) if lead else ("", [])
        return "", tokens

    def _of_relative(self, clause: Clause, tokens: list[int]) -> tuple[str, list[int]]:
        """ "Moscow, which had trumpeted …" → "Moscow had trumpeted …"."""
        word = self.s.words[tokens[0]]
        if word == "where" and len(tokens) > 3:
            return "", tokens[1:]
        if self.s.tags[tokens[0] - 1] == "p":
            return "", []  # "the law under which he was convicted": no part of it stands alone
        if clause.verb < 0 or word not in ("which", "who", "that", "whose"):
            return "", tokens
        noun = antecedent(self.s, tokens[0], far=clause.comma)
        if word != "whose" and not self._numbers_agree(noun, clause.verb):
            noun = antecedent(self.s, tokens[0], far=not clause.comma)
        if not noun or (word != "whose" and not self._numbers_agree(noun, clause.verb)):
            return "", []
        return self._text(noun) + ("’s" if word == "whose" else ""), tokens[1:]

    def _numbers_agree(self, noun: list[int], verb: int) -> bool:
        """Whether a noun phrase can be the subject of an auxiliary: no "air strikes was"."""
        word = self.s.words[verb]
        if not noun or word not in ("was", "is", "has", "were", "are", "have"):
            return True
        if self.s.words[noun[-1]] in self.words.roles.uncertain or self.s.tags[noun[-1]] in "0n":
            return True
        words = [self.s.words[t] for t in noun]
        head = words[words.index("of") - 1] if "of" in words[1:] else words[-1]
        plural = "and" in words or (head.endswith("s") and not head.endswith(("ss", "us", "is")))
        return plural == (word in ("were", "are", "have"))

    def _subject(self, clause: Clause | None) -> list[int]:
        """The words before a clause's verb, from the last comma on, without a date."""
        tokens = [t for t in clause.tokens if t < clause.verb] if clause else []
        while tokens and self.s.tags[tokens[-1]] in ",a":
            tokens.pop()
        while tokens and (
            self.s.tags[tokens[0]] in 'CT",a'
            or (clause and clause.kind == "subordinate" and self.s.words[tokens[0]] == clause.opener)
        ):
            tokens.pop(0)
        commas = [number for number, token in enumerate(tokens) if self.s.tags[token] == ","]
        if commas:
            fronted = self.s.tags[tokens[0]] in "GEPpXt" or self.s.words[tokens[0]] == "having"
            tokens = tokens[commas[-1] + 1 :] if fronted else tokens[: commas[0]]
        return self._without_dates(tokens, every=True)

    def _borrowed(self, clause: Clause) -> str:
        """The subject of the clause that this one is joined to."""
        outer = clause.parent
        while outer is not None:
            subject = self._subject(outer)
            if any(self.s.tags[t] in "wWn0" for t in subject) and self._numbers_agree(subject, clause.verb):
                if outer.kind == "relative" and self.s.tags[subject[0]] in "RT":
                    return self._text(antecedent(self.s, subject[0], far=outer.comma))
                return self._text(subject)
            outer = outer.parent
        return ""

    def _without_dates(self, tokens: list[int], *, every: bool = False) -> list[int]:
        """Without the statement's date, where it stands as an adverbial of its own."""
        out = list(tokens)
        tags, words = self.s.tags, self.s.words
        if self.statement.until is not None or (self.statement.clause.kind == "aside" and not every):
            return out
        for token in tokens:
            if tags[token] != "t" or words[token].endswith(("'s", "’s")) or token not in out:
                continue
            before, after = token - 1, token + 1
            preposed = before in out and words[before] in self.words.clauses.of_time
            if before in out and words[before] in self.words.roles.kept_before:
                continue
            subject = token == out[0] and token + 1 < len(tags) and self.s.finite[token + 1]
            if subject or ("B" in tags[max(0, before - 1) : token] and tags[after : after + 1] == "T"):
                continue  # "Thursday saw snow"; "It was on Monday that …"
            follows = tags[after] if after < len(tags) else "."
            if follows == "E" and not self.s.finite[after]:
                continue  # "in the quarter ended 30 September"
            if (
                not preposed
                and follows in "wW0E"
                and not (tags[before : before + 1] in (",", "") or before < 0)
            ):
                continue
            reduced = tags[before] == "E" and not self.s.finite[before] and tags[before - 1] not in "BHba"
            if not preposed and before >= 0 and (tags[before] == "d" or reduced):
                continue
            if token != self.statement.at and not every:
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
            for parts in _throat(self.words).get(self.s.words[tokens[0]], ()):
                n = len(parts)
                if len(tokens) <= n + 2 or [self.s.words[t] for t in tokens[:n]] != parts:
                    continue
                if self.s.tags[tokens[n]] == ",":
                    tokens, changed = tokens[n + 1 :], True
                    break
                if self.s.tags[tokens[0]] == "C":
                    tokens, changed = tokens[n:], True
                    break
        return tokens

    def _attribution(self, tokens: Sequence[int]) -> tuple[str, str]:
        """Who says so, before or behind, in the sentence's own words; nothing where the statement holds it already."""
        source = self.statement.source
        if (
            source is None
            or not tokens
            or self.statement.saying
            or any(t in tokens for t in range(source[0], source[1] + 1))
        ):
            return "", ""
        clause = self.statement.speech
        noun = self.text[self.s.starts[source[0]] : self.s.ends[source[1]]]
        if clause is None:
            return "", f", according to {noun}"
        verb = self._text(
            [
                t
                for t in clause.tokens
                if clause.verb <= t <= clause.verb + 2
                and (self.s.tags[t] in "VEBHDaSP" or self.s.words[t] in self.words.reporting.verbs)
            ]
        )
        heard = clause.verb + 1
        if verb == "told" and self.s.tags[heard : heard + 1] in ("w", "W", "n"):
            verb = self._text([clause.verb, heard])  # "residents told reporters"
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


def _tidy(head: str) -> str:
    """Without the marks that what was left out has left behind; most heads have none, so each is looked for first."""
    head = " ".join(head.split())
    if ", ," in head or ",," in head:
        head = _DOUBLE.sub(",", head)
    if head.rstrip(" ,.").rpartition(" ")[2].lower() in _STUMPS:
        head = _STUMP.sub("", head)
    head = _TIGHT.sub("", head)
    if ", that" in head:
        head = _BEFORE_THAT.sub("", head)
    head = head.strip(" ,;:-–—.")
    if not _MARKS.isdisjoint(head):
        head = _OPENING.sub("", head).replace(',",', '",').replace(",'',", "'',")
        head = _balanced(head)
    return head


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
