"""A headline from the article's own words: trimmed, joined, never paraphrased.

What goes: throat-clearing, the date (it stands beside the headline), asides, and clauses at the end that only add.
What stays: negation, hedges, numbers, and who says so. A clause that borrows its subject from the one before
("… but lost control") gets it back; so does one that hangs on a noun ("Moscow, which had trumpeted …"). A participle
gets the verb that it stands for: "The club, founded in 1899, …" is "The club was founded".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from timeline.chronology.clauses import Clause, Sentence, antecedent, is_plural_form
from timeline.chronology.lexicon import Lexicon, lexicon
from timeline.chronology.pronouns import (
    POSSESSIVES,
    PRONOUNS,
    agrees,
    dangling,
    has_pronoun,
    lacking,
    tokens_of,
)
from timeline.chronology.statements import Statement, has_event
from timeline.civil import Grain

LENGTH = 110
"""Characters that a headline keeps under where its sentence allows."""
MOST = 2 * LENGTH
"""Characters that it holds at most where another sentence must come along."""
QUOTE_WORDS = 50
"""How many words of an article a headline holds at most where ``full_text`` is off, as a quotation does."""
_VERB = 6
"""Words of a verb of thinking that a headline keeps before what is thought."""
_WAS, _WERE = "was", "were"
"""What a participle needs to be a sentence; the only words that a headline has of its own."""
_BEFORE_THAT = re.compile(r",(?= that\b)")
_DOUBLE = re.compile(r",(?:\s*,)+")
_OPENING = re.compile(r"(?:(?<=^[\"“])|(?<=``))\s+")
_TAIL = re.compile(r"(?<=\w) (?:only|just|even|also|that)$")
"""An adverb behind a verb of saying, which belongs to what follows: "said only hours after …"."""
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


class Title(NamedTuple):
    """A headline, and what else is known of it."""

    words: str
    own: str
    """The statement's words alone, where the headline had to be the whole sentence: a stump may do to compare them."""
    lacking: frozenset[str]
    """The pronouns before which no noun stands that they could stand for."""


Antecedent = Callable[[str, bool], str | None]


def headline(
    text: str,
    sentence: Sentence,
    statement: Statement,
    words: Lexicon,
    antecedent: Antecedent = lambda pronoun, suffers: None,
) -> Title:
    """The headline of a statement.

    ``antecedent`` gives for a pronoun, and whether something is done to it, the words of a sentence before that it stands for, where they are known.
    """
    maker = _Maker(text, sentence, statement, words, antecedent)
    own = maker.compose(maker.everything())
    stands = maker.stands()
    if len(own) > LENGTH:
        core = _Maker(text, sentence, statement, words, antecedent)
        short = core.compose(core.core())
        if len(short.split()) > 2 and (core.stands() or not stands):
            maker, own, stands = core, short, core.stands()
    if not stands:
        return Title(maker.whole(), own, lacking((sentence.words, sentence.tags), words))
    if not has_pronoun(sentence.words, own.lower().split(None, 2)[:2]):
        return Title(own, own, frozenset())
    if not maker.plain:
        return Title(own, own, dangling(own))
    kept = [sentence.words[t] for t in maker.kept]
    return Title(own, own, lacking((kept, "".join([sentence.tags[t] for t in maker.kept])), words))


def subject_of(text: str, sentence: Sentence, pronoun: str = "it") -> str | None:
    """The subject of a sentence's main clause, for a pronoun in a later one; ``None`` where it is not plain.

    >>> from timeline.chronology.clauses import parse
    >>> s = "In May the army, which had rested, took the town"
    >>> subject_of(s, parse(s, 0, len(s), [(3, 6)]))
    'the army'
    """
    tags, main = sentence.tags, sentence.clauses[0]
    if named := _speaker(sentence):
        return text[sentence.starts[named[0]] : sentence.ends[named[-1]]]
    tokens = [t for t in main.tokens if t < main.verb or (main.verb < 0 and tags[t] != "p")]
    while tokens and tags[tokens[0]] in 'Ca"':
        tokens.pop(0)
    if tokens and tags[tokens[0]] in "pGEPXt":
        # "In the first weeks, the rulers": the subject stands behind what leads in.
        begun = [
            n for n in range(1, len(tokens)) if tags[tokens[n - 1]] in ",t" and tags[tokens[n]] in "dwW0"
        ]
        tokens = tokens[begun[0] :] if begun else []
    run: list[int] = []
    listed = _LISTED.match(tags, tokens[0]) if tokens else None  # "Russia, Turkey and Iran"
    for token in tokens:
        within = listed is not None and token < listed.end()
        if (tags[token] in ",(-at" and not within) or (run and token != run[-1] + 1):
            break
        run.append(token)
    while run and sentence.words[run[-1]] == "first":
        run.pop()  # "the army first took it"
    behind = tags[run[-1] + 1 : run[-1] + 3] if run else ""
    if behind[:1] == "," and behind[1:] not in tuple("RdWEPGX0"):
        return None  # "The deal cuts a third, less than …": no subject
    if run and sentence.words[run[0]] in ("no", "none", "nobody", "nothing"):
        return None
    if not run or tags[run[0]] in "nGRT" or sentence.words[run[-1]] in lexicon().roles.units:
        return None
    if pronoun in POSSESSIVES and not {"W", "d"}.isdisjoint(tags[run[-1] + 1 :]):
        return None  # "Putin met Assad. His army": whose?
    if apposed := _NAME.match(tags, run[-1] + 1):
        run = [*range(*apposed.span("name"))]  # "The pilot, Rosa Meng, had been told"
    return text[sentence.starts[run[0]] : sentence.ends[run[-1]]]


def is_passive(sentence: Sentence, clause: Clause) -> bool:
    """Whether something is done to the subject of a clause."""
    return clause.verb >= 0 and _PASSIVE.match(sentence.tags, clause.verb) is not None


_GOVERNED = re.compile("a?(?:pd?(?:[wGE]+|W+|t))+,?")
_GOES_ON = re.compile("(?<=.)p|(?<=.)wd")
"""What only says which noun is meant: "members *of the crew*", "the ring *round the districts*"."""
_AND_NOUN = re.compile("Cd[wW]+$")
_GOVERNS = {"p": frozenset("dwW0nRQGE"), "a": frozenset("dwW0n"), "0": frozenset("dwW0n")}
"""What a preposition, an adverb and a number may not be cut from."""
_LOOSE = re.compile("(?:,C|;)[dwWE,]+$")
_SHARED = re.compile("C[VEU]n")
_DATED = 3
"""Words of a date with its preposition and comma."""
_SUBJECT = frozenset("wWn0dG'")
_NOUN_PHRASE = re.compile("[adwW0Gt][adwW0pGEt'C\"]*")
_NAME = re.compile(",(?P<name>W+),")
_PASSIVE = re.compile("(?:Ba*b?|Ha*ba*)[EPVU]")
_LISTED = re.compile("[dwW0]+(?:p[dwW0]+)*(?:,[wW]+)+,?C[wW]+(?=[aBHDMVEUS])")


def _speaker(sentence: Sentence) -> range | None:
    """Who is named behind a quotation, by the name if there is one: ""…," said the operator, *Hanno Wirt*, who …"."""
    found = _SAID.search(sentence.tags)
    if found is None or sentence.words[found.start("verb")] not in lexicon().reporting.verbs:
        return None
    return range(*found.span("name" if found["name"] else "who"))


_SAID = re.compile('"(?P<verb>[VES])(?P<who>[dwW]+)(?:,(?P<name>W+)[,.])?')


def _opening(sentence: Sentence, tokens: Sequence[int]) -> int:
    """The token of the pronoun, or possessive, that opens a statement, behind a joining word or a date at most.

    -1 where another word opens it, or where it stands in a quotation.
    """
    tags, words = sentence.tags, sentence.words
    for token in tokens:
        if tags[token] in "Ct,aX" or tags[token : token + 2] == "pt":
            continue
        owns = words[token] in POSSESSIVES
        if not owns and words[token] not in POSSESSIVES.values():
            return -1
        if words[token] == "it" and _NAMELESS.match(tags, token + 1):
            return -1  # "It was a Sunday", "it is said that": nothing that has a name
        return -1 if tags[:token].count('"') % 2 else token
    return -1


_NAMELESS = re.compile('B(?:[dwW"0t]|pt)')


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


JOINT = ". "
"""What parts a headline from the sentence before it that it needs."""


def within(headline: str, words: int = QUOTE_WORDS) -> str:
    """A headline within the cap for other people's words, cut after a word.

    >>> within("The harbour was closed for a day", words=4)
    'The harbour was closed…'
    """
    if len(headline) < 2 * words or len(headline.split()) <= words:
        return headline
    return " ".join(headline.split()[:words]).rstrip(" ,;:-–—.") + "…"


def shortened(words: str, length: int = MOST) -> str:
    """Words of at most ``length`` characters, cut at a mark that parts two clauses, with an ellipsis.

    >>> shortened("The dam broke, and the town, which lies below it, was lost", 40)
    'The dam broke, and the town…'
    """
    if len(words) <= length:
        return words
    cut = max(words.rfind(mark, 0, length) for mark in (", ", "; ", " – ", " — ", ": "))
    kept = words[: cut if cut > length // 3 else words.rfind(" ", 0, length)].split()
    while kept and tokens_of(kept[-1])[1] in "dpCTXRM":
        kept.pop()
    return " ".join(kept).rstrip(" ,;:-–—") + "…"


def leans(headline: str) -> bool:
    """Whether a headline leans on another sentence: one that the reader does not see, or that it had to bring along.

    >>> leans("They had gone"), leans("The army had gone"), leans("The army was beaten. It had gone")
    (True, False, True)
    """
    return any(part.partition(" ")[0].lower() in _LEANING for part in headline.split(JOINT))


class _Maker:
    def __init__(
        self,
        text: str,
        sentence: Sentence,
        statement: Statement,
        words: Lexicon,
        antecedent: Antecedent,
    ) -> None:
        self.before = antecedent
        self.text = text
        self.s = sentence
        self.statement = statement
        self.words = words
        self.kept: list[int] = []
        """The tokens of what was composed last, without what it borrows, and then what that is."""
        self.lead = ""
        self.attributed = False
        """Whether it says who says so."""
        self.plain = True
        """Whether nothing else stands in it."""
        self.named = False
        """Whether a noun stands there for the pronoun that opens it."""

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
            told = sum(self.s.tags[t] in "dwW0GEVPTn" for t in head.tokens if t > head.verb)
            if alone and told < 3 and self.statement.saying and head.kind in ("main", "coordinate"):
                mine.update(
                    t
                    for clause in self.s.clauses
                    if clause.tokens[0] < self.statement.tokens[0]
                    for t in clause.tokens
                )
        self._with_relatives(mine)
        for clause in self.s.clauses:
            if self._is_measured(clause) and clause.tokens[0] - 1 in mine:
                mine.update(clause.tokens)
        for clause in self.s.clauses:
            if clause is self.statement.clause or not mine.issuperset(clause.tokens):
                continue
            if clause.kind == "aside" or (clause.kind == "relative" and clause.comma):
                mine.difference_update(clause.tokens, self._content_of(clause), self._hung_on(clause))
                before, after = clause.tokens[0] - 1, clause.tokens[-1] + 1
                # "General Brand, her predecessor, who is in prison, wrote": the apposition keeps its comma
                apposed = self.s.tags[before] == "," and "," in [self.s.tags[t] for t in mine if t < before]
                if self.s.tags[before] in ",-" and not (
                    apposed and self.s.finite[after + 1 : after + 2] == [True]
                ):
                    mine.discard(before)
                if self.s.tags[after : after + 1] in (",", "-"):
                    mine.discard(after)
        tokens = sorted(mine)
        tags = "".join([self.s.tags[token] for token in tokens])
        commas = [n for n in range(len(tokens) - 1) if tags[n] == tags[n + 1] == ","] if ",," in tags else []
        for number in reversed(commas):
            # What stood between them is gone; "General Brand, her predecessor, wrote" keeps one.
            apposed = "," in tags[:number] and tokens[number + 2 : number + 3] == [head.verb]
            del tokens[number : number + 2 - apposed]
        return self._tidied(tokens)

    def _tidied(self, tokens: list[int]) -> list[int]:
        """Without a comma that parts the subject from its verb alone: "The storm, reached the coast"."""
        head = self.statement.clause
        if "," not in self.s.tags or head.verb not in tokens:
            return tokens
        at = tokens.index(head.verb)
        before = "".join(self.s.tags[t] for t in tokens[:at])
        subject = before.rstrip(",")
        if subject and "," not in subject:
            del tokens[len(subject) : at]
        return tokens

    def _is_measured(self, clause: Clause) -> bool:
        """ "three days *after it had opened*": without it the words before hang in the air."""
        return (
            clause.kind == "subordinate"
            and bool(clause.tokens)
            and clause.tokens[0] > 0
            and self.s.words[clause.tokens[0] - 1] in self.words.roles.units
        )

    def _hung_on(self, outer: Clause) -> set[int]:
        """The words of what tells when or why of a relative clause, with which it goes."""
        hung = [c for c in self.s.clauses if c.parent is outer and c.kind == "subordinate"]
        return {t for c in hung for t in c.tokens} if outer.kind == "relative" else set()

    def _content_of(self, head: Clause) -> set[int]:
        """The words of what a clause says, thinks or shows."""
        said = [c for c in self.s.clauses if c.kind == "content" and c.parent is head]
        bound = [
            c
            for c in self.s.clauses
            if c.kind == "subordinate" and c.parent in said and c.opener in self.words.roles.binding
        ]
        return {t for c in (*said, *bound) for t in c.tokens}

    def _with_relatives(self, mine: set[int]) -> None:
        """Adds relative clauses that tell which is meant: "any party *that means to join* has until noon"."""
        for clause in self.s.clauses:
            mine_too = (
                clause.kind == "relative"
                and not clause.comma
                and clause.parent is not None
                and mine.issuperset(clause.parent.tokens)
            )
            if mine_too and mine and min(mine) < clause.tokens[0] and clause.tokens[-1] < max(mine):
                mine.update(clause.tokens)

    def core(self) -> list[int]:
        """The head clause, what was said in it, and restrictive clauses; nothing that only follows on."""
        keep = {id(self.statement.clause)}
        for clause in self.s.clauses:
            if clause.parent is not None and id(clause.parent) in keep:
                restrictive = clause.kind == "relative" and not clause.comma
                measured = self._is_measured(clause)
                bound = clause.kind == "subordinate" and clause.opener in self.words.roles.binding
                if clause.kind == "content" or restrictive or measured or bound:
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
        tokens = self._tidied(sorted(held.union(commas)))
        return tokens or self.everything()

    # --- does it stand alone ------------------------------------------------------------------------------

    def stands(self) -> bool:
        """Whether what was composed last is a sentence, or the noun phrase of an event: no stump of one."""
        s, tokens, clause = self.s, self.kept, self.statement.clause
        if not tokens:
            return bool(self.lead)
        if tokens[-1] - tokens[0] == len(s.tags) - 1 <= len(tokens) + _DATED and len(tokens) > _DATED:
            return True  # the whole sentence but its date
        if (
            len(s.clauses) == 1
            and s.tags[tokens[0]] in _SUBJECT
            and s.tags[tokens[-1]] == "."
            and clause.verb > 0
        ):
            return not self._says_nothing(clause.verb)  # most sentences that are short
        verbs = [t for t in tokens if s.finite[t] and (s.of[t] is clause or self._is_free(s.of[t]))]
        if self.lead.endswith((f" {_WAS}", f" {_WERE}")):
            return not self._is_cut(tokens[-1])
        if not verbs:
            # "The resignation of the prime minister"
            bare = not self.lead and _NOUN_PHRASE.fullmatch("".join([s.tags[t] for t in tokens]))
            return bool(bare) and len(tokens) > 1 and has_event(s, self.words, tokens)
        if self._is_torn() or self._is_cut(tokens[-1]):
            return False
        if not self._tells_who(verbs[0]):
            return False
        if clause.kind == "relative" and not clause.opener:
            return False  # "a place many had reason to hate"
        if len(verbs) > 1:
            return not self._run_together(verbs)
        if '"' in s.tags and not self.attributed and all(s.tags[:verb].count('"') % 2 for verb in verbs):
            return False  # words without their speaker
        return not self._says_nothing(verbs[0])

    def _is_torn(self) -> bool:
        """Whether a word has lost what it belongs to: no noun before a relative clause, no verb in what was said."""
        s, tokens, clause = self.s, self.kept, self.statement.clause
        first = tokens[0]
        if s.tags[first] == "t" and s.tags[first - 1 : first] in ("p", "X"):
            return True  # "Until *1973 they met there*"
        for said in s.clauses:
            if said.kind == "content" and said.parent is clause and said.verb not in tokens:
                # "Analysts said that rivals", …, had reason to worry
                return not set(said.tokens).isdisjoint(tokens)
        if s.tags[first] in "RTQ" and (not self.lead or clause.kind == "relative"):
            return True  # "A plan that half of them are exempt from", "Where they filmed it"
        return "R" in s.tags and any(
            s.tags[b] == "R" and b - a > 1 and s.tags[b - 1] != "," for a, b in pairwise(tokens)
        )

    def _is_free(self, clause: Clause) -> bool:
        return clause.kind in ("main", "coordinate", "content")

    def _tells_who(self, verb: int) -> bool:
        """Whether the first verb has a subject: no "In Palmyra have fled", nor "It reopened" cut from its sentence."""
        tags, first = self.s.tags, self.kept[0]
        if self.lead:
            return self.lead.partition(" ")[0].lower() not in self.words.verbs.past
        if self.statement.clause.kind == "subordinate" and not self.named and self.s.words[first] in PRONOUNS:
            return False
        if tags[first] in _SUBJECT and first < verb:
            return True
        before = "".join([tags[t] for t in self.kept if t < verb])
        if _SUBJECT.isdisjoint(before):
            return False
        behind = tags[verb + 1 :].lstrip("abEPV")[:1]
        return behind in ("d", "w", "W", "0") or _GOVERNED.fullmatch(before) is None

    def _is_cut(self, last: int) -> bool:
        """Whether the words end before what their last one needs: "were buried *where*", "said *only*"."""
        tags, words = self.s.tags, self.s.words
        if tags[last] == ".":
            return False
        if tags[last] in "wWn" and self.s.finite[last + 1 : last + 2] == [True]:
            return True  # "will report on why nobody"
        behind = last + 1
        while behind < len(tags) and (tags[behind] in "t" or tags[behind : behind + 2] == "pt"):
            behind += 1
        more = tags[behind : behind + 1] not in ("", *',.;:"-)C')
        if tags[last] in "dCTXRQ" or (
            tags[last] in "pa0" and tags[last + 1 : last + 2] in _GOVERNS[tags[last]]
        ):
            return True
        if more and (
            words[last] in ("told", "say", "tell")
            or (words[behind] in ("to", "that") and tags[last] in "VES")
        ):
            return True  # "The council agreed", "The committee will say"
        more_verbs = tags[last] in "wWE" and True in self.s.finite[behind:]
        if tags[behind : behind + 1] in ("R", "T") and _AND_NOUN.search(
            "".join([tags[t] for t in self.kept])
        ):
            return True  # "cleared the ruins and an orchestra", which played there
        if more_verbs and _LOOSE.search("".join([tags[t] for t in self.kept])):
            return True  # "A line was opened, and the fishermen", who sell by it
        # "cleared and restored it"
        shared = _SHARED.match(tags, behind) is not None
        return shared and behind == last + 1 and tags[last] in "VE" and self.s.finite[last]

    def _run_together(self, verbs: list[int]) -> bool:
        """Whether two clauses stand side by side without the word that joined them."""
        of, tags = self.s.of, self.s.tags
        for one, two in pairwise(verbs):
            between = [tags[t] for t in self.kept if one < t < two]
            if tags[two - 1] == "," and "C" not in [tags[t] for t in self.kept if t > two]:
                return True  # "put out the lights, drowned the tunnels"
            if of[one] is not of[two] and of[two].kind != "content" and set(between).isdisjoint('C,;:TXRQ"-'):
                return True
        return False

    def _says_nothing(self, verb: int) -> bool:
        """Whether the only verb is one of saying, and nothing stands behind it: "Results showed"."""
        word = self.s.words[verb]
        said = word in self.words.reporting.verbs or word in self.words.roles.showing
        behind = [t for t in self.kept if t > verb]
        if said and behind and self.s.tags[behind[0]] == ",":
            return True  # "The speaker said, having spoken to him"
        return said and all(t <= verb or self.s.tags[t] in "ta" for t in self.kept)

    def whole(self) -> str:
        """The sentence as it stands, without its throat-clearing; a very long one is cut where a clause ends."""
        tokens = self._without_throat(list(range(len(self.s.tags))))
        head = _tidy(self._text(tokens))
        head = head[:1].upper() + head[1:]
        return shortened(head)

    # --- words to text ------------------------------------------------------------------------------------

    def compose(self, tokens: list[int]) -> str:
        lead, tokens = self._lead(tokens)
        if not lead.endswith(","):
            tokens = self._tidied(self._without_dates(tokens))
        tokens = self._without_throat(tokens) if not lead else tokens
        tokens = self._without_tail(tokens)
        self.kept, self.lead = tokens, lead
        body = self._text(tokens)
        if lead and tokens and tokens[0] == 0:
            body = body[:1].lower() + body[1:]
        self.named, noun = False, None
        at = _opening(self.s, tokens) if not lead else -1
        if noun := self._noun_for_lead(lead.rstrip(",")):
            lead = noun + lead[len(lead.rstrip(",")) :]
        elif at >= 0 and (noun := self._noun_at(at)):
            body = self._named(tokens, at, noun)
            self.named = tokens[0] == at
        head = " ".join(part for part in (lead, body) if part)
        said = self._attribution(tokens)
        self.attributed = bool(said[0] or said[1])
        self.plain = not (lead or noun or self.attributed)
        head = head.rstrip(" .,;:") if said[1] else head
        head = (
            said[0]
            + (
                head[:1].lower() + head[1:]
                if said[0] and not self.named and self._lowers(tokens, lead)
                else head
            )
            + said[1]
        )
        head = _tidy(head)
        return head[:1].upper() + head[1:]

    def _noun_for(self, pronoun: str) -> str | None:
        """What a pronoun stands for in the sentences before."""
        clause = self.statement.clause
        if pronoun not in PRONOUNS and pronoun not in POSSESSIVES:
            return None
        suffers = pronoun in ("it", "they") and clause is self.s.clauses[0] and is_passive(self.s, clause)
        return self.before(pronoun, suffers)

    def _noun_for_lead(self, lead: str) -> str | None:
        """What a pronoun stands for that a clause borrows from the beginning of its sentence."""
        if lead.lower() not in POSSESSIVES.values():
            return None
        first = self._subject(self.s.clauses[0])
        return self._noun_for(lead.lower()) if first and lead == self._text(first) else None

    def _noun_at(self, pronoun: int) -> str | None:
        """What a pronoun of this sentence stands for: the subject of an earlier clause, or one before the sentence."""
        clause, main = self.statement.clause, self.s.clauses[0]
        word = self.s.words[pronoun]
        outer = clause.parent if clause.kind == "subordinate" else main
        subject = self._subject(outer) if outer is not clause else []
        source = self.statement.source
        if source is not None and self.s.words[source[0]] == word and source[0] != pronoun:
            return None  # "They have said that they …"
        same = bool(subject) and self.s.words[subject[0]] == word
        if same and clause.kind == "subordinate":
            return None  # "It was the second blast since it was laid"
        if not subject or subject[0] > pronoun or same:
            return self._noun_for(word)
        says = source is not None and source[0] <= subject[0] <= source[1]
        # "The raiders wrecked the arch after they retook the town"; not "She told the court that she …"
        if says or word in POSSESSIVES or clause.kind == "content" or self.s.tags[subject[0]] in "nRT":
            return None
        noun = subject_of(self.text, self.s, word) if outer is main else self._text(subject)
        return noun if noun and agrees(word, noun, self.words) else None

    def _named(self, tokens: Sequence[int], at: int, noun: str) -> str:
        """The words with a noun phrase in the place of the pronoun at ``at``."""
        number = list(tokens).index(at)
        if (
            number
            and self.s.tags[tokens[0]] != "W"
            and noun.partition(" ")[0].lower() in self.words.clauses.determiner
        ):
            noun = noun[:1].lower() + noun[1:]
        owns = self.s.words[at] in POSSESSIVES
        noun += ("'" if noun.endswith("s") else "'s") if owns else ""
        return " ".join(
            part for part in (self._text(tokens[:number]), noun, self._text(tokens[number + 1 :])) if part
        )

    def _lowers(self, tokens: Sequence[int], lead: str) -> bool:
        return not lead and bool(tokens) and self.s.tags[tokens[0]] in "dnp"

    def _lead(self, tokens: list[int]) -> tuple[str, list[int]]:
        """The subject that a clause borrows, and the clause without the word that opened it."""
        clause = self.statement.clause
        tags, words = self.s.tags, self.s.words
        if not tokens:
            return "", tokens
        joined = tags[tokens[0]] == "C" and len(tokens) > 1
        if joined and (
            clause.kind == "participle"
            or (clause.kind == "main" and tags[tokens[1]] in "EP" and clause.verb not in tokens)
        ):
            # "built in 1974 and sold in 2008"; "was proposed in 2004 and rejected in 2005"
            tokens = tokens[1:]
        first = tokens[0]
        if tags[first] in "EPV" and first != clause.verb and clause.kind in ("participle", "main"):
            return self._of_participle(clause, tokens)
        if clause.kind == "relative":
            return self._of_relative(clause, tokens)
        opened = clause.kind == "subordinate" or (tags[first] in "pX" and clause.verb not in tokens)
        if opened and words[first] in self.words.roles.hung:
            return "", []  # "if she was not freed by May": told with what depends on it
        if opened and words[first] in self.words.roles.dropped and len(tokens) > 2:
            return "", self._before_inserted(tokens[1:])
        if (
            clause.kind == "content"
            and clause.parent is not None
            and (held := self._held(clause.parent, first))
        ):
            return held, tokens
        if clause.kind == "content" and words[first] == "that":
            return "", tokens[1:]
        if tags[first] == "C" and len(tokens) > 1:
            tokens = tokens[1:]
            while len(tokens) > 1 and tags[tokens[0]] in "T,":
                tokens = tokens[1:]
        if first == clause.verb and clause.tokens[0] < first:
            # A later part of its clause, behind another date: the subject stands in the first part.
            return self._text(self._subject(clause)), tokens
        so = words[tokens[0]] == "so" and clause.verb == tokens[0] + 1  # "and so did the minister"
        bare = not any(tags[t] in "wWn0d" for t in tokens if t < clause.verb)
        if clause.kind == "coordinate" and clause.verb >= 0 and bare:
            lead = self._borrowed(clause)
            under = clause.parent is not None and clause.parent.kind == "subordinate"
            # "as the sentence was read and was led away": the one or the other
            either = self._passive(clause) or (under and tags[clause.verb] == "B")
            return (lead, tokens) if lead and not (either or so) else ("", [])
        return "", tokens

    def _before_inserted(self, tokens: list[int]) -> list[int]:
        """A subordinate clause up to a date between commas, behind which the outer clause goes on.

        "put the dead since *the offensive began*, about three weeks ago, at 400".
        """
        at, tags = self.statement.at, self.s.tags
        if at not in tokens or tags[at + 1 : at + 2] != "," or "," not in tags[tokens[0] : at]:
            return tokens
        comma = tags.rindex(",", 0, at)
        return [t for t in tokens if t < comma] if not tags[comma + 1 : at].strip("ap") else tokens

    def _who(self, clause: Clause, word: int) -> list[int]:
        """The noun phrase that the relative word of a clause stands for: "a collector in Texas, *who*" lives there."""
        noun = antecedent(self.s, word, far=clause.comma)
        if clause.comma and self.s.words[word] in ("who", "whose") and noun:
            near = antecedent(self.s, word)
            if near and (self.s.tags[near[-1]] == "W" or self.s.words[near[-1]] in self.words.names.persons):
                noun = near  # "at the request of *its president*, who had fled"
        first = noun[0] if noun else 0
        place = (
            first > 1 and self.s.words[first - 1] in ("in", "at", "from") and self.s.tags[first - 2] in "wW"
        )
        if not place or not clause.comma or self.s.words[word] not in ("who", "whose"):
            return noun
        return [*antecedent(self.s, first - 1, far=True), first - 1, *noun]

    def _names_place(self, noun: list[int]) -> bool:
        """Whether a name stands behind "in" and a noun."""
        first = noun[0] if noun else 0
        return (
            first > 1
            and self.s.words[first - 1] in ("in", "at", "near")
            and self.s.tags[first - 2] in "wW"
            and all(self.s.tags[t] == "W" for t in noun)
        )

    def _held(self, outer: Clause, first: int) -> str:
        """Who thinks or shows what begins at ``first``, with the verb, where that is no saying: "Engineers judged"."""
        if self.statement.source is not None or outer.verb < 0:
            return ""
        verb = self._without_dates([t for t in outer.tokens if outer.verb <= t < first], every=True)
        who = self._text(self._subject(outer)) or self._borrowed(outer)
        who = self._noun_for(who.lower()) or who
        return f"{who} {self._text(verb)}" if who and len(verb) <= _VERB else ""

    def _passive(self, clause: Clause) -> bool:
        """Whether a joined clause may borrow "was" with its subject: "was seized in May and *retaken* in June"."""
        outer = clause.parent
        return (
            outer is not None
            and outer.verb >= 0
            and self.s.tags[outer.verb] == "B"
            and (self.s.tags[clause.verb] in "EPU" or self.s.words[clause.verb] in self.words.verbs.both)
            and self.s.tags[clause.verb + 1 : clause.verb + 2] not in ("d", "n", "0")
        )

    def _of_participle(self, clause: Clause, tokens: list[int]) -> tuple[str, list[int]]:
        """ "the arch, *destroyed in October*" as the sentence that it stands for: "The arch was destroyed"."""
        tags, first = self.s.tags, tokens[0]
        if clause.kind == "main" and clause.verb in tokens:
            return "", tokens  # "Angered by the vote, farmers blocked the bridge"
        outer = clause.parent or clause
        if outer is clause and tags[clause.verb] == "B":
            # "It was encircled in July, *relieved in August*": what it borrows is a whole verb
            auxiliary = self.s.words[clause.verb]
            noun = self._subject(clause) if auxiliary in (_WAS, _WERE) and self._is_passive_at(first) else []
            return (f"{self._text(noun)} {auxiliary}", tokens) if noun else ("", [])
        # "An attempt to break in from the west, begun on Friday, failed": it is the attempt that was begun; not so
        # "In Tesk, retaken in May, residents fled".
        inserted = (
            clause.kind == "participle" and clause.comma and outer.kind == "main" and outer.verb > first
        )
        inserted = inserted and tags[outer.tokens[0]] != "p"
        near = [] if inserted else antecedent(self.s, first, far=True)
        noun = near or self._subject(outer)
        if noun and self.s.words[noun[0]] == "where":
            noun = noun[1:]  # "where the ring was closed in July, *broken in August*"
        if not noun:
            return "", tokens
        if not self._is_passive_at(first):
            return self._text(noun) + ",", tokens  # "captured the hill": who knows whether it did
        return f"{self._text(noun)} {_WERE if self._is_plural(noun) else _WAS}", tokens

    def _is_passive_at(self, participle: int) -> bool:
        """Whether no object follows a participle, so that something was done to its noun."""
        behind = self.s.tags[participle + 1 : participle + 2]
        return not behind or behind in "pta,.;:)"

    def _of_relative(self, clause: Clause, tokens: list[int]) -> tuple[str, list[int]]:
        """ "Moscow, which had trumpeted …" → "Moscow had trumpeted …"."""
        word = self.s.words[tokens[0]]
        if word == "where" and len(tokens) > 3:
            return "", tokens[1:]
        if self.s.tags[tokens[0] - 1] == "p" or word == "whom" or not clause.opener:
            return "", []  # "the law under which he was convicted": no part of it stands alone
        if clause.verb < 0 or word not in ("which", "who", "that", "whose"):
            return "", tokens
        if word == "that" and tokens[0] + 1 < clause.verb and self.s.tags[tokens[0] + 1] in "dwWn":
            noun = antecedent(self.s, tokens[0], far=True)  # "a deal that ministers reached"
            return (self._text(noun), tokens) if noun else ("", [])
        if word != "whose" and any(tags in "dwWn" for tags in self.s.tags[tokens[0] + 1 : clause.verb]):
            return "", []  # "which the rebels took": its noun is no subject
        noun = self._who(clause, tokens[0])
        if word == "which" and clause.comma and self._names_place(noun):
            return "", []  # "the bank in Lerum, which had been robbed": the bank or the town
        joins = [n for n, t in enumerate(noun) if self.s.tags[t] == "C" and self.s.tags[t + 1] == "d"]
        if joins and not clause.comma:
            noun = noun[joins[-1] + 1 :]  # "the army and *the group that called itself* …"
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
        return self._is_plural(noun) == (word in ("were", "are", "have"))

    def _is_plural(self, noun: list[int]) -> bool:
        """Whether a noun phrase names several: "the dam and the mill", "members of the crew", "all three"."""
        tags = "".join([self.s.tags[t] for t in noun])
        behind = _GOES_ON.search(tags)
        head = [self.s.words[t] for t in noun[: behind.start() if behind else None]]
        return self.s.tags[noun[-1]] == "0" or "and" in head or is_plural_form(head[-1])

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
            if outer.kind == "relative" and subject and self.s.tags[subject[0]] in "RT":
                subject = self._who(outer, subject[0])
            if any(self.s.tags[t] in "wWn0" for t in subject) and self._numbers_agree(subject, clause.verb):
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
            preposed = preposed and not (
                words[before] == "in" and (self._is_day(token) or words[token].endswith(" ago"))
            )  # "was sworn in that day"
            if before in out and words[before] in self.words.roles.kept_before:
                continue
            if before in out and tags[before] == "C" and tags[before - 1] in "wt":
                continue  # "through that summer and autumn"
            subject = token == out[0] and token + 1 < len(tags) and self.s.finite[token + 1]
            if subject or ("B" in tags[max(0, before - 1) : token] and tags[after : after + 1] in ("T", "X")):
                continue  # "It was the next spring before they came"; "Thursday saw snow"; "It was on Monday that …"
            follows = tags[after] if after < len(tags) else "."
            if self._needed(token, before - preposed, out):
                continue
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
            gone = range(before if preposed else token, after)
            gone = range(gone.start - (words[gone.start - 1] == "only" and gone.start > 0), after)
            out = [t for t in out if t not in gone]
            if after in out and tags[after] == "," and (out[:1] == [after] or (before - preposed) not in out):
                out.remove(after)
        return out

    def _without_tail(self, tokens: list[int]) -> list[int]:
        """Without an apposition at the end whose relative clause is cut: "…, *a statement* that caused uproar"."""
        tags = self.s.tags
        if not tokens or tags[tokens[-1] + 1 : tokens[-1] + 2] not in ("R", "T"):
            return tokens
        end = len(tokens)
        while end and tags[tokens[end - 1]] in "dwW0":
            end -= 1
        cut = 1 < end < len(tokens) and tags[tokens[end - 1]] == "," and tags[tokens[end]] == "d"
        return tokens[: end - 1] if cut else tokens

    def _is_day(self, token: int) -> bool:
        """Whether the statement's own expression at a token names a day, before which "in" belongs to a verb."""
        time = self.statement.time
        return token == self.statement.at and time is not None and time.grain is Grain.DAY

    def _qualifies(self, token: int) -> bool:
        """Whether a participle only qualifies the noun before it: "in a ruling *published* on Friday"."""
        tags = self.s.tags
        return tags[token] == "E" and not self.s.finite[token] and tags[token - 1] in "wWG"

    def _needed(self, token: int, before: int, kept: Sequence[int]) -> bool:
        """Whether the words beside a date say nothing without it; ``before`` stands before its preposition.

        "on Sunday and Monday"; "a picture taken on Monday showed"; "the last flood was in 1953"; "on the first Sunday";
        "in 1971, when the keeper left".
        """
        tags, verb = self.s.tags, self.statement.clause.verb
        behind = tags[token + 1 : token + 5]
        paired = behind[:1] == "C" and behind[1:].lstrip("pa")[:1] == "t"
        hangs = token < verb and before > 0 and (tags[before] == "P" or self._qualifies(before))
        says_all = 0 <= verb < token and tags[verb] == "B" and not tags[verb + 1 : token].strip("pa")
        ranked = before == token - 1 and self.s.words[before] in ("first", "second", "third", "last", "final")
        told = behind[:1] == "," and token + 2 in kept and self.s.words[token + 2] == "when"
        lately = self.s.words[before : before + 1] in (["lately"], ["recently"])  # "most lately in 1949"
        return paired or hangs or ranked or told or lately or (says_all and behind[:1] in ("", ",", ".", ";"))

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
            or (self.statement.saying and self.statement.speech is self.statement.clause)
            or any(t in tokens for t in range(source[0], source[1] + 1))
        ):
            return "", ""
        clause = self.statement.speech
        noun = self.text[self.s.starts[source[0]] : self.s.ends[source[1]]]
        noun = self._noun_for(noun.lower()) or noun
        if clause is None:
            return "", f", according to {noun}"
        spoken = clause.verb
        while spoken <= clause.verb + 2 and spoken in clause.tokens and self._speaks(spoken):
            spoken += 1
        verb = self._text(range(clause.verb, spoken))
        verb = _TAIL.sub("", verb)
        heard = clause.verb + 1
        if verb == "told":
            while heard < len(self.s.tags) and self.s.tags[heard] in "dwWn0" and self.s.of[heard] is clause:
                heard += 1
            verb = self._text(range(clause.verb, heard))  # "residents told the court"
        if source[0] > clause.tokens[0] and source[0] > clause.verb:
            return "", f", {verb} {noun}"
        if clause.tokens[0] > tokens[0]:
            return "", f", {noun} {verb}"
        return f"{noun} {verb} ", ""

    def _speaks(self, token: int) -> bool:
        """Whether a word belongs to a verb of saying: "had also said"."""
        return self.s.tags[token] in "VEBHDaSP" or self.s.words[token] in self.words.reporting.verbs

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
