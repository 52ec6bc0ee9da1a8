"""A sentence cut into its clauses, from the words of the lexicon alone.

This is not a parser: ``tokens`` gives every word a letter, ``finite`` finds the finite verbs, and here a clause is opened
at what subordinates, joins or quotes, and closed where a comma or a second finite verb gives the word back to the clause
around it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from timeline.chronology.language.cutting import STOP
from timeline.chronology.language.finite import finite_verbs
from timeline.chronology.language.lexicon import Lexicon, lexicon
from timeline.chronology.language.spoken import Spoken
from timeline.chronology.language.tokens import (
    Clause,
    Sentence,
    in_quotation,
    is_adverb,
    tokenise,
)

_ASIDES = re.compile(
    r"(?<=[wW])-(?:[adwW0ptEGXC,]|(?<=p)n)+-(?=[aBHDMVEUS]|G[dnwW0])|\((?:[adwW0ptEGXC,-]|(?<=p)n){2,}\)"
)
"""What stands in brackets, or between dashes before the verb, without one of its own: "two people -- *Ana Berg and Olle Lind* -- were
arrested"."""
_INSERTED = re.compile("[pa]?(?:d[GE])?[dwWn0]+(?:p[dwW0]+)*,[EPVp][^,;:.-]*,")
"""A noun and what is inserted behind it: "and the arch, destroyed in October, lay across the road"."""
_FIRST_DONE = re.compile("[pa]?[dwWn0]+(?:p[dwW0]+)*,w[EP][^,;:.-]*,")
"""The same with what was done first: "a fence, *first proposed in 1996*, should be built"."""
_NAMED = re.compile("[apt]*[dwW0]+(?:p[dwW0]+)*[RT]")
_QUALIFIED_SUBJECT = re.compile("[EV][wW0]*wa*[BHDMVES]")
_NOUN_PHRASE = re.compile("d[wE]+$")
_APPOSED = re.compile("(?:dG|[adwW0]+)(?:p+[dwW0]+)*,a?[dwW0EG]+(?:p[dwW0EGn]+)*,a*")
_NOUN_THEN_PRONOUN = re.compile("(?:d|(?=W))[wW]+(?:p(?:[dwW]+|t))?n")
_TWO_PHRASES = re.compile("d[wW]+(?:p(?:0?[wW]+|t,?))?d+[wW]+")
_DOING = re.compile("[dwW0E]+(?:p[dwW]+)*,G[^;:.BHDMVESXRTC]*,")
"""A subject with what it was doing: "the 188, *travelling from Lund,* derailed"."""
_PLACES = re.compile("(?:p?[dwW0]+,)+")
_TWO_NOUNS = re.compile("(?<=[wW])C(?=[dwW0])")
_RELATIVE_SUBJECT = re.compile("[dwW0E]+[RT]a*$")
_DATE = re.compile("p?t,?")
_WITH_AUXILIARIES = 2
"""Words from a verb to its participle: "*has* since *been*"."""
_DATE_APART = re.compile("p?t,[^,]*,")
_ANOTHER_SUBJECT = re.compile("[dwW0]+(?:t|d[wWE0]+)?pw[dwWpa0Gt]*(?:n|C(?:n|[dwW0]+))a*")
"""A second object, what it is given or told to do, and the subject of the verb: "gave Lund *and the others a day to show they* are"."""
_PHRASE_APART = re.compile(",?[pX](?:[dwWE0G]|p|t)+,a*")
"""What stands before the second verb: "*but after much rain,* decided to row", "and, *after sheltering overnight,* she left"."""
_SUBJECTS = re.compile("(?:[dwWE0]+(?:p[dwW0]+)?,)+[dwWE0]+(?:p[dwW0]+)?,?C[dwWE0]+(?:p[dwW0]+)?a*")
_QUALIFIED = re.compile("w,[wEa]+w(?:p[dwW0]+)?(?:C[dwWE0]+(?:p[dwW0]+)?)?a*")
_ACT = re.compile("d[wE]*G$")
_BESIDES = (["along", "with"], ["together", "with"], ["as", "well"])
_ABSOLUTE = re.compile(",(?P<with>p)[dwW0]+(?:p[dwW0]+)*,[dwW0]+(?:p[dwW0]+)*,$")
"""Before what somebody does beside the clause: "…, *with the mayor, Ana Lind,* calling for calm"."""
_RELATED = re.compile("[dwW0E]+(?:p[dwW0E]+)*,R[^,]*,a*")
_APPOSED_RELATED = re.compile("[dwW0E]+(?:p[dwW0E]+)*,[dwW0EG]+(?:p[dwW0EG]+)*,?p?[RT][^,]*,a*")
"""A noun, what it is, and what is told of that: "that Barwin, *a firm which Orr owns*, is planning"."""
_AND_THEN = re.compile("C,[pX]t,$")
_LED_IN = re.compile(",[pX][^,;:BHDMVES]*,(?:n|[adwW0]+)a*")
"""What leads in what is said: "assured him that*, as interim head, she* would"."""
_AFTER_NOUN = re.compile("Xd?[wW]+(?:p(?:[dwW]+|t))?(?=n$)")
"""When, before a subject: "and *after the invasion of 1940* she printed"."""
_ROLE = re.compile("d?[wW]+(?:,[dwW0E]+(?:p[dwW0]+)*,)?(?:p?t|p[dwW0£$€]+)*")
_AND_VERB = re.compile("d?[wW0]+Ca*")
_DATED_SUBJECT = re.compile("[dwW0E]+(?:p[dwW0]+)*,p?t,a*")
_DATED_SUBJECT_THEN = re.compile("p?t,?(?:n|[dwW]+)")
_APPOSED_LAST = re.compile("[wW],(?:d?[wW]+),$")
_DATE_BETWEEN = re.compile(",?p?t,a*")
_VERB_THEN = re.compile("[VES]p?t$")
_TO_LEARN = re.compile("[BEM]b?pw(?:p[dwW]+|p?t)*$")
_ASIDE = re.compile(",[^,]*,")
_ORDER = frozenset(("first", "last"))
_MOVES = frozenset("RXTCQG;:-(),EPVU")
"""Tags of the words that may open or close a clause."""
_COUNTED = re.compile(",(?P<some>[dwn0]{1,2}p)$")
_SOME = re.compile("d[wWE]*w$")
_APPOSITION = re.compile("d[wWdE0]+(?:p[dwW0]+)*,")
_NAMING = frozenset("wW")
_LISTED_NOUN = re.compile("d?[wWE0]+(?:p[dwWE0]+)*(?:p?t)?a*")
_HOTEL_HE = re.compile("d[wE]*wn")
_NOUN_THEN_JOINT = re.compile("d?[wWE0]+(?:p[dwW0]+)*Ca*")
_NOUN_AND = re.compile("W+(?:w*(?:p?t|p[dwW]+)*)Ca*")
_CLOSES = re.compile("p?t[.]")
_ENDS_DATED = re.compile("(?:p[dwW0]+)?p?t[.]")
_DONE_SOMEHOW = re.compile("[EPV](?:p+[dwW0]+)+")
_DATE_LAST = re.compile("p?t(?:[.]|,[Xp])")
_ENDS_PLACED = re.compile("[pX][dwW0E]+(?:p[dwW0E]+)*[.]")
_DATED_OBJECT = re.compile("d[wE]*wp?t$")
_FRONTED_DATE = re.compile("p?t(?:[Cp]p?t)?,?(?=[dnwW0])")
_DATED_THEN_WHO = re.compile("t(?P<who>n|d?[wE0]*[wW](?:p[dwW]+)*)a*$")
"""The subject of the clause around, right behind the date of one that leads it in: "When the siege ended in May *rebels* fled"."""
_TURNED = re.compile("H(?:n|[dwW0E]+(?:p[dwW0]+)*)a*b?a*[EVPU]")
"""A subject behind its auxiliary: "*had the gates been opened*", "*had he not fallen*"."""


def parse(text: str, start: int, end: int, times: list[tuple[int, int]], lang: str = "en") -> Sentence:
    """The sentence ``text[start:end]`` with its clauses; every token is in exactly one.

    >>> s = parse("The mayor, who was ill, said that the bridge fell", 0, 49, [])
    >>> [(c.kind, " ".join(s.words[i] for i in c.tokens)) for c in s.clauses]
    [('main', 'the mayor , , said'), ('relative', 'who was ill'), ('content', 'that the bridge fell')]
    """
    return cut(tokenise(text, start, end, times, lang), lang)


def cut(sentence: Sentence, lang: str = "en") -> Sentence:
    """The same sentence, its clauses filled in."""
    whole = sentence.tags
    sentence.tags = hidden = _ASIDES.sub(lambda aside: "a" * len(aside[0]), whole)
    sentence.finite = finite_verbs(sentence, lang)
    _Cutter(sentence, sentence.finite, lexicon(lang)).run()
    if hidden != whole:
        _set_apart(sentence, whole)
    sentence.clauses = [clause for clause in sentence.clauses if clause.tokens] or sentence.clauses[:1]
    _give_back(sentence, lexicon(lang))
    return sentence


def _set_apart(sentence: Sentence, tags: str) -> None:
    """Gives the asides of ``tags`` their tags back, and makes each a clause of its own up to the mark that closes it."""
    shown, apart, asides = list(sentence.tags), set[int](), list[Clause]()
    for start, end in (found.span() for found in _ASIDES.finditer(tags)):
        shown[start:end] = tags[start:end]
        aside = Clause("aside", sentence.of[start], sentence.words[start])
        aside.tokens += range(start, end - 1)
        apart.update(aside.tokens)
        asides.append(aside)
        sentence.of[start : end - 1] = [aside] * len(aside.tokens)
    sentence.tags = "".join(shown)
    for clause in sentence.clauses:
        clause.tokens = [token for token in clause.tokens if token not in apart]
    sentence.clauses += asides


def _give_back(sentence: Sentence, words: Lexicon) -> None:
    """The only finite verb of a sentence that opens with "after" and the like is the main clause's.

    "After the war *a bridge was begun*, which opened in 1949".
    """
    main, *rest = sentence.clauses
    first = rest[0] if rest else main
    opens = first.kind == "subordinate" and first.tokens[0] == 0 and first.opener in words.roles.before_events
    if not opens or main.verb >= 0 or not {sentence.tags[t] for t in main.tokens} <= set(",."):
        return
    main.tokens = sorted((*main.tokens, *first.tokens))
    main.verb = first.verb
    for clause in rest:
        clause.parent = main if clause.parent is first else clause.parent
    sentence.of = [main if clause is first else clause for clause in sentence.of]
    sentence.clauses.remove(first)


class _Cutter(Spoken):
    """Walks the tokens once with the stack of open clauses."""

    def run(self) -> None:
        tags, done = self.s.tags, 0
        for index, (tag, finite) in enumerate(zip(tags, self.finite, strict=True)):
            if finite or tag in _MOVES or (tag == "H" and self._is_having(index)):
                self.top.tokens += range(done, index)
                self.s.of += [self.top] * (index - done)
                self.move(index, tag, finite)
                done = index
        self.top.tokens += range(done, len(tags))
        self.s.of += [self.top] * (len(tags) - done)

    def move(self, index: int, tag: str, finite: bool) -> None:
        """Opens or closes clauses at a word; those behind it belong to the one that is open then."""
        tags = self.s.tags
        if tag in "RXTCQ" or (tag == "G" and index and self._before(index) == ","):
            self.open(index, tag)
        elif tag == "H" and not finite:
            self.push("participle", self.s.words[index], self._holder(), True)
        elif tag in ";:-()":
            self.aside(index, tag)
        elif tag == ",":
            self.comma(index)
        elif tag in "EPVU" and not finite and self._opens_participle(index):
            self.push("participle", self.s.words[index], self._holder(), True)
            if (joined := _AND_THEN.search(tags, 0, index)) and self.s.clauses[-2].kind == "participle":
                self._cut_off(
                    self.s.clauses[-2], joined.start(), self.top
                )  # "*and, after 15 May, drawn tight*"
        elif tag in "EPVU" and not finite and self._is_qualified(index):
            clause = Clause("participle", self._holder(), self.s.words[index], True)
            self._take_back(index - 1, clause)
        if finite:
            self.verb(index)

    def _is_having(self, index: int) -> bool:
        """Whether what somebody had done before opens behind a comma: "rose, *having* fallen in May"."""
        behind = self.s.words[index] == "having" and self.s.tags[index - 1 : index] == ","
        return behind and self.s.tags[index + 1 : index + 2] in tuple("bVEPU")

    def open(self, index: int, tag: str) -> None:
        words, before = self.s.words, self._before(index)
        if tag == "R":
            self.relative(index, before)
        elif tag == "X":
            self.subordinate(index, before)
        elif tag == "T":
            self.that(index, before)
        elif tag == "G":
            absolute = _ABSOLUTE.search(self.s.tags, 0, index)
            if absolute and words[absolute.start("with")] == "with" and self.top is self._holder():
                self._take_back(absolute.start("with"), Clause("participle", self.top, words[index]))
            else:
                self.push("participle", words[index], self._holder())
        elif tag == "Q":
            self.question(index, before)
        elif tag == "C":
            self.join(index)

    def _before(self, index: int) -> str:
        """What stands before a word: a comma also where a quotation closes behind it ("called it “a joke,” *saying*")."""
        tags = self.s.tags
        if tags[max(0, index - 2) : index] == ',"' and not in_quotation(tags, index):
            return ","
        return tags[index - 1] if index else ""

    def question(self, index: int, before: str) -> None:
        """``what``, ``how``: what is asked or learnt, or a clause in the place of a noun."""
        word, verb = self.s.words[index], self.next_finite(index + 1)
        if verb < 0:
            return
        if word == "what" and self.top.verb < 0 and self.next_finite(verb + 1) >= 0:
            self.push("relative", word, self.top)  # "*what was left* was repair work"
        elif self._is_heard(index, before):
            self.push("content", word, self.top)
        elif before == "p":
            self.push("relative", word, self.top)  # "half of what they still held"

    def relative(self, index: int, before: str) -> None:
        """``which``, ``who``: a clause that hangs on the noun before it."""
        tags, words = self.s.tags, self.s.words
        closed = tags[index - 2 : index] in ('w"', 'W"') and tags.count('"', 0, index) % 2 == 0
        if index == 0 or (before in 'VEX"' and not closed):
            return  # but "a *“cheat” who* sold the mill"
        counted = _COUNTED.search(tags, 0, index) if words[index] in ("which", "whom") else None
        if counted and counted.start("some") > 1:
            self._take_back(counted.start("some"), Clause("relative", self.top, words[index], True))
            return
        if before == "C" and self.top.kind == "relative":
            # "a mason who had lost two sons and *who* died that night"
            self.push("relative", words[index], self.top.parent, self.top.comma)
            return
        if before == "p" and tags[index - 2 : index - 1] == "," and words[index] in ("which", "whom"):
            # "a fire, *in which* two died, was put out"
            self._take_back(index - 1, Clause("relative", self.top, words[index]))
            return
        if before == "p" and tags[index - 2 : index - 1] == "C" and self.top.kind == "relative":
            # "which was approved in May *and on which* much was spent"
            outer = self.top.parent
            self._take_back(index - 2, Clause("relative", outer, words[index]))
            return
        self.push("relative", words[index], self.top, before == ",")

    def _is_heard(self, index: int, before: str) -> bool:
        """Whether somebody asks, learns or is told what follows: "to *hear* why", "to *tell the government* how it will pay"."""
        tags, words, telling = self.s.tags, self.s.words, self.lexicon.reporting.explaining
        if before in "VESUP" or words[max(0, index - 2) : index - 1] == ["to"]:
            return True
        if before == "t" and (_VERB_THEN.search(tags, 0, index) or _TO_LEARN.search(tags, 0, index)):
            return True  # "asked *in June* why", "were to hear on Monday *what* it meant"
        if before == "w" and words[index - 1] in telling and tags[index - 2] in "MDa":
            return True  # "could not *tell* how long"
        at = index - 1
        while at > 0 and tags[at] in "dwWn" and words[at] not in telling:
            at -= 1
        return words[at - 1 : at] == ["to"] and words[at] in telling

    def _opens_participle(self, index: int) -> bool:
        """Whether a participle opens a clause; not one of the subject of a clause that lacks its verb: ", *flattened* sheds were"."""
        if index and self.s.tags[index - 1] != ",":
            return False
        subject = _QUALIFIED_SUBJECT.match(self.s.tags, index) if index and self.top.verb < 0 else None
        return subject is None or not self.finite[subject.end() - 1]

    def _is_qualified(self, index: int) -> bool:
        """Whether a participle stands behind a comma and an adverb: "the prize, *first awarded* in 1901, …"."""
        return self.s.tags[index - 2 : index - 1] == "," and is_adverb(self.s, index - 1)

    def subordinate(self, index: int, before: str) -> None:
        """``after``, ``when``: a clause when a finite verb follows, and no noun alone ("after the war").

        It may stand behind "the owners, *the Brandt family*", "the tapes, *made in May*," and "*leeks, pork and tea*".
        """
        tags = self.s.tags
        verb = self.next_finite(index + 1)
        for subject in (_APPOSED, _INSERTED, _DOING, _SUBJECTS, *self._done_first):
            verb = self._behind(subject, index) if verb < 0 else verb
        verb = self._qualified(index) if verb < 0 else verb
        inserted = verb < 0
        if inserted:
            verb = self._behind(_RELATED, index)  # "after talks, *which had dragged on*, ended"
        words, phrases = self.s.words, self.lexicon.clauses.set_phrases
        set_phrase = index > 0 and f"{words[index - 1]} {words[index]}" in phrases
        set_phrase = set_phrase or (
            verb >= 0 and f"{words[index]} {words[index + 1]}" in phrases
        )  # "*after tax*"
        if verb < 0 or set_phrase or self.finite[index] or self._governs(index, verb):
            return
        if tags[index + 1] == "X" and self._leads(verb):
            # "*because* when they arrived, they met nobody"
            self.push("subordinate", words[index], self.top, index == 0 or before == ",")
            return
        if inserted or set(tags[index + 1 : verb]).isdisjoint("RTX") or self._is_behind_relative(index, verb):
            asks = self.s.words[index] == "whether" and before in ("V", "E", "S") and self.finite[index - 1]
            comma = index == 0 or before == ","
            if self._concedes(index, verb):
                self.push("content", self.s.words[index - 1], self.top)
            self.push("content" if asks else "subordinate", words[index], self.top, comma)
            if index and words[index - 1] == "even" and self.top.parent is not None:
                # "*even* though she had won"
                self._cut_off(self.top.parent, index - 1, self.top)
                self.top.comma = index == 1 or tags[index - 2] == ","

    @cached_property
    def _done_first(self) -> tuple[re.Pattern[str], ...]:
        """How a participle is inserted behind "first" or "last", if one of them is there."""
        return () if _ORDER.isdisjoint(self.s.words) else (_FIRST_DONE,)

    def _qualified(self, index: int) -> int:
        """The finite verb of a subject that begins with two qualities, where no noun can follow the word: "because *cheap, foreign* cloth",
        "as *cooler, humid* air"; else -1."""
        word, behind = self.s.words[index], "".join(self.s.words[index + 1 : index + 2])
        compared = word == "as" and behind.endswith("er") and behind not in self.lexicon.names.persons
        if not (compared or word == "when" or word in self.lexicon.clauses.conceding):
            return -1
        verb = self.next_verb(index + 1)
        return verb if verb > 0 and _QUALIFIED.fullmatch(self.s.tags, index + 1, verb) else -1

    def _concedes(self, index: int, verb: int) -> bool:
        """Whether what is said begins with a clause of its own: "says *while the ferry cut its fares*, parking remains dear"."""
        if index == 0 or not self.finite[index - 1] or not self._is_saying(index - 1):
            return False
        return self.s.words[index] in self.lexicon.clauses.conceding and self._leads(verb)

    def _leads(self, verb: int) -> bool:
        """Whether a clause that has its verb ends in a comma, behind which another verb stands."""
        comma = self.s.tags.find(",", verb)
        return comma > 0 and self.next_finite(comma + 1) >= 0

    def _behind(self, phrase: re.Pattern[str], index: int) -> int:
        """The finite verb right behind a phrase that follows a word, else -1."""
        found = phrase.match(self.s.tags, index + 1)
        return found.end() if found and self.finite[found.end() : found.end() + 1] == [True] else -1

    def _is_behind_relative(self, index: int, verb: int) -> bool:
        """Whether a noun with a relative clause stands between a word and its verb: "after a fire *that began there* gutted it"."""
        tags = self.s.tags
        outer = self.next_finite(verb + 1)
        # "as people *who lost homes and cattle last year* marched"
        plain = outer >= 0 and set(_TWO_NOUNS.sub("", tags[verb:outer])).isdisjoint("RTXC")
        return plain and _RELATIVE_SUBJECT.match(tags[index + 1 : verb]) is not None

    def _governs(self, index: int, verb: int) -> bool:
        """Whether a subordinating word governs a noun although a finite verb follows: the verb is the outer clause's.

        "what has been shut since Sunday reopened"; "who left after the blast and was caught".
        """
        tags, word, headless = self.s.tags, self.s.words[index], self.top.verb < 0
        if word == "as" and self._is_role(index, verb):
            return True
        last = self.next_finite(verb + 1) < 0
        opens = word in self.lexicon.clauses.open_until
        if opens and headless and _DATED_SUBJECT_THEN.fullmatch(tags, index + 1, verb):
            return last  # "From 1815, when peace was made, until 1824 *he* commanded"
        if word not in self.lexicon.roles.before_events:
            return False
        if last and headless and _TWO_PHRASES.fullmatch(tags, index + 1, verb):
            return True  # "after a debate of five hours *the synod* voted"
        if (last or tags[self.next_verb(verb + 1) - 1] in ",C") and _NOUN_THEN_PRONOUN.fullmatch(
            tags, index + 1, verb
        ):
            return (
                True  # "after the war *she* printed a paper", "… *she* went home, bought a press and wrote"
            )
        between = tags[index + 1 : verb]
        if between == "t" and (headless or self.top.kind == "relative"):
            return True  # "whose head until May was Hale"
        return not headless and (between.rstrip("a").endswith("C") or self._is_outer(verb))

    def _is_role(self, index: int, verb: int) -> bool:
        """Whether "as" only says what somebody is or does: "posed *as a surgeon* and operated on fourteen"."""
        tags, top = self.s.tags, self.top
        if top.verb >= 0 and tags[top.verb] in "VEB" and _AND_VERB.fullmatch(tags, index + 1, verb):
            return True
        if _ROLE.fullmatch(tags, index + 1, verb) is None:
            return False
        if top.verb < 0:  # "Her resignation *as chairman* of the Board leaves a gap"
            return self.s.words[index + 1] in self.lexicon.names.persons and tags[index - 1 : index] in (
                "w",
                "G",
            )
        # "A merchant who sold water as vintage claret *was jailed*"
        return top.kind == "relative" and top.parent is not None and top.parent.verb < 0

    def _is_outer(self, verb: int) -> bool:
        """Whether a finite verb is the only one left for the clause around a relative one.

        "Dockers who had blocked the port since the first of the month went back".
        """
        outer, tags = self.top.parent, self.s.tags
        if self.top.kind != "relative" or self.top.comma or outer is None or outer.verb >= 0:
            return False
        if outer.kind == "participle" or tags[verb - 1] == "n":
            return False  # "ending a trial that had gripped the coast since it opened"
        says = self.lexicon.reporting.tag
        rest = [
            later
            for later in self.verbs[bisect_left(self.verbs, verb) + 1 :]
            if self.s.words[later] not in says or "," not in tags[verb:later]  # "…, the UN said"
        ]
        return all(set(tags[verb:later]) & {"X", "R", "T", "C"} for later in rest[:1]) and not any(
            tags[later - 1] == "," for later in rest
        )

    def that(self, index: int, before: str) -> None:
        """``that`` opens what was said, or a relative clause behind a noun."""
        if before in ("", "C"):
            return
        if before == "n" and self.s.words[index - 1] in ("there", "here") and self.s.tags[index - 2] in "wW":
            before = self.s.tags[index - 2]  # "a church *there* that had been rebuilt"
        if self.next_finite(index + 1) < 0 and all(
            self._behind(apart, index) < 0
            for apart in (_APPOSED, _RELATED, _APPOSED_RELATED, _INSERTED, _LED_IN, *self._done_first)
        ):
            return
        tags, word = self.s.tags, self.s.words[index]
        fronted = _FRONTED_DATE.match(tags, index + 1)  # "allegations that *between 1999 and 2005* it sold"
        behind = tags[fronted.end()] if fronted else tags[index + 1 :].lstrip("a")[:1]
        if before == "," and self.top.kind == "participle" and behind in "BHDMVES":
            self.pop()  # "a report, *submitted in May*, that had warned"
            self.push("relative", word, self.top)
        elif before == "," and (sayer := self._sayer()) is not None:
            self.push("content", word, sayer)  # "said on Monday, before it was known, that …"
        elif self._tells_of_noun(index, before, behind) or self.s.words[index - 1] in ("one", "ones"):
            self.push("relative", word, self.top)
        elif self._tells_what(index, before, behind):
            self.push("content", word, self._counted() or self.top)
        elif before in "wWd" and (
            self.s.words[index - 1] in self.lexicon.clauses.meanings
            or behind in "BHDMVEUSdnW0"
            or self._has_short_subject(index)
            or self.s.words[index + 2 : index + 3] == ["of"]
        ):
            self.push("relative", word, self.top)  # "a deal that ministers reached"

    def _tells_of_noun(self, index: int, before: str, behind: str) -> bool:
        """Whether "that" plainly tells more of a noun, or of its date."""
        # "a *shooting that* left two dead", "in *fighting that* began", not "a warning that"
        event = self.s.words[index - 1] in self.lexicon.nominals.events
        if before == "G" and (event or _ACT.search(self.s.tags, 0, index)):
            return behind in "BHDMVES" and self.s.words[index - 1] not in self.lexicon.clauses.meanings
        if before != "t":
            # "declared a state of emergency *that is to last a month*"
            return before in "wW" and behind in ("B", "H", "M")
        # "in the winter that followed", "according to a study published in May that followed them"
        dated = self.s.words[index - 1].startswith("the ") or self.top.opener == "according"
        return (dated and behind in "BHDMVES") or self._is_noun_dated(index)

    def _tells_what(self, index: int, before: str, behind: str) -> bool:
        """Whether "that" opens what is said, or what is so: "the reason is *that rain fell*"."""
        said = self._reports(index) or (before == "t" and self.top.verb >= 0)
        if said and not (before == "w" and self._belongs_to_noun(index)):
            return True
        if before == "B" and self.top.verb >= 0 and behind in "dnwW0":
            return True
        # "so fast *that only one boat was launched*"
        return self.s.words[index - 2 : index - 1] == ["so"] and before in "waE"

    def _counted(self) -> Clause | None:
        """The clause that only counts how often what follows was, with since when between: "It is the first time *since the dam was built
        in 1963* that it"."""
        top, outer = self.top, self.top.parent
        if top.kind != "subordinate" or outer is None or not outer.tokens or self.s.tags[0] != "n":
            return None
        return outer if self.s.words[outer.tokens[-1]] in ("time", "occasion") else None

    def _is_noun_dated(self, index: int) -> bool:
        """Whether "that" stands behind a date of its noun, and before its verb: "led a coup in 2000 *that* brought down the king"."""
        top = self.top
        return (
            self.finite[index + 1 : index + 2] == [True]
            and top.verb >= 0
            and not self._is_saying(top.verb)
            and _DATED_OBJECT.search(self.s.tags, top.verb, index) is not None
        )

    def _belongs_to_noun(self, index: int) -> bool:
        """Whether ``that`` hangs on the noun before it, although a verb of saying is near.

        "…, they said, *a find* that could …", "promised to pay *every family* that had lost its home".
        """
        noun = _NOUN_PHRASE.search(self.s.tags, 0, index)
        if noun is None:
            return False
        first = noun.start()
        infinitive = first > 1 and self.s.words[first - 2] == "to" and self.s.tags[first - 1] == "w"
        return infinitive or self.s.tags[first - 1 : first] == ","

    def _has_short_subject(self, index: int) -> bool:
        """Whether one noun stands between a word and the next finite verb: "that almost anybody could launch"."""
        at = index + 1
        while self.s.tags[at : at + 1] == "a":
            at += 1
        behind = at + 1 + (self.s.words[at + 1 : at + 2] == ["else"])  # "that nobody *else* wanted"
        return self.s.tags[at : at + 1] == "w" and self.finite[behind : behind + 1] == [True]

    def _sayer(self) -> Clause | None:
        """The open clause whose verb is one of saying, from the inside out."""
        clause: Clause | None = self.top
        while clause is not None and not (clause.verb >= 0 and self._is_saying(clause.verb)):
            clause = clause.parent
        return clause

    def _reports(self, index: int) -> bool:
        """Whether a verb of saying stands in this clause within a few words before."""
        verbs = self.lexicon.reporting.verbs
        if not verbs.isdisjoint(self.s.words[max(0, index - 7) : index]):
            return True
        tags, verb = self.s.tags, self.top.verb
        # "had told the president a few hours earlier that"
        far = (
            tags[index - 1] == "a"
            and verb >= 0
            and self._is_saying(verb)
            and not STOP.search(tags, verb, index)
        )
        voted = tags[index - 1] == "0" and tags[index - 2] in "VE"  # "ruled 5-2 that"
        return index > 0 and (tags[index - 1] in "VESG" or far or voted)

    def _joined_verb(self, index: int) -> int:
        """The finite verb that a joining word may bring, also behind an inserted phrase; else -1."""
        verb = self.next_finite(index + 1)
        # "and *that* the race, planned for Sunday, would go on"
        begin = index + 1 + (self.s.tags[index + 1 : index + 2] == "T")
        if verb < 0 and self.top.verb >= 0 and (inserted := _INSERTED.match(self.s.tags, begin)):
            verb = self.next_finite(inserted.end())
        if verb < 0 and self.top.verb >= 0:
            # "and *in January* the owner, Bill Stakes, came close"
            date = _DATE.match(self.s.tags, index + 1)
            # "when the owners, *the Brandt family*, agreed"
            verb = self._behind(_APPOSED, date.end() - 1 if date else index)
        outer = self.top.parent if self.top.kind == "participle" else self.top
        whole = outer is not None and outer.verb >= 0
        for apart in (_RELATED, _DATED_SUBJECT, _DATE_BETWEEN, _DATE_APART, _PHRASE_APART):
            if verb < 0 and whole and (found := apart.match(self.s.tags, index + 1)):
                verb = self._right_behind(found.end(), bare=apart not in (_DATE_APART, _PHRASE_APART))
        return verb

    def _right_behind(self, index: int, *, bare: bool) -> int:
        """The next finite verb, the very next word where it must be ``bare``; else -1."""
        verb = self.next_finite(index)
        return verb if verb == index or not bare else -1

    def join(self, index: int) -> None:
        """``and``, ``but``: a new clause when a finite verb stands on either side."""
        if index == 0 or self.finite[index] or self.s.tags[index - 1] == "C":
            return
        verb = self._joined_verb(index)
        if verb < 0 or self._joins_words(index, verb):
            return
        if self._shares_object(index, verb):
            self.finite[verb] = False
            return
        holder: Clause | None = self.top
        if self.s.tags[index + 1] != "T" or self.top.kind not in ("content", "coordinate"):
            between = _AFTER_NOUN.sub("", _ASIDE.sub(",", self.s.tags[index + 1 : verb]))
            if self._joins_nouns(index, verb) or self._joins_subjects(index, verb, between):
                return
            holder = self._goes_on_from(index, verb, between)
        if holder is not None:
            self.push("coordinate", self.s.words[index], holder)

    def _joins_words(self, index: int, verb: int) -> bool:
        """Whether a joining word stands within a phrase: "between 2011 *and* 2017", "in Korea *and* Turkey and cut 10,000 jobs", "a plan
        that the mayor *and* the council announced"."""
        two = self.s.tags[index - 1] in _NAMING and _NOUN_AND.fullmatch(self.s.tags, index + 1, verb)
        waits = self.top.verb < 0 and self.top.kind in ("relative", "subordinate", "content")
        waits = waits or self._is_outer_awaited(index, verb)
        between = self.s.words[index - 2 : index - 1] == ["between"]
        # "by boats *and coast guard men* or swam": the last joining word joins the verbs
        between = between or _NOUN_THEN_JOINT.fullmatch(self.s.tags, index + 1, verb) is not None
        return waits or between or bool(two) or self._repeats(index)

    def _shares_object(self, index: int, verb: int) -> bool:
        """Whether two verbs of one subject act on one thing, or on one count of people: "shot *and killed* two men", "left eight dead *and
        nine wounded*", "blocked entry to *and searched* the garage"; or one or the other was done."""
        tags, words, known = self.s.tags, self.s.words, self.lexicon
        if self.top.verb < 0:
            return False
        shared = tags[self.top.tokens[0]] not in "RQ" and words[index - 1] in known.clauses.sharing
        if shared and not tags[index + 1 : verb].strip("a"):
            return True
        if words[index] == "or" and not tags[index + 1 : verb].strip("a"):
            return tags[index - 1] != ","  # "collapsed *or partly collapsed*": nobody says either of them
        numbers, followed = words[index + 1 : verb], tags[verb + 1 : verb + 2] in tuple("dwWn0")
        if numbers and words[self.top.verb] == "left" and words[verb] in known.roles.harms:
            return not followed and all(n in known.numerals or n.isdigit() for n in numbers)
        both_act = (
            tags[index - 1] in "VE" and tags[verb] in "VE" and index - 1 - self.top.verb <= _WITH_AUXILIARIES
        )
        if numbers or not (both_act and followed):
            return False
        alone = known.verbs.intransitive, known.verbs.alone, known.roles.ergative, known.roles.staging
        return not any(words[index - 1] in group for group in alone)

    def _is_outer_awaited(self, index: int, verb: int) -> bool:
        """Whether the last verb of a sentence is that of the subject on which a relative clause hangs, and which has none yet:
        "A clerk who stole to pay for holidays *and a racehorse* was jailed"."""
        top, tags = self.top, self.s.tags
        outer = top.parent if top.kind == "relative" and not top.comma else None
        waits = outer is not None and outer.verb < 0 and outer.kind in ("main", "subordinate")
        if not waits or top.verb < 0 or self.next_finite(verb + 1) >= 0:
            return False
        return tags[index - 1] in "wW0" and _LISTED_NOUN.fullmatch(tags, index + 1, verb) is not None

    def _joins_nouns(self, index: int, verb: int) -> bool:
        """Whether a joining word stands before the last of several who do or say something.

        "A memorial to Linge *and Forrester* was unveiled"; "…, state media *and a monitor* said"; "rose 12 crowns, *or 6 %*, in May to
        80, the ministry said".
        """
        named = {self.s.tags[index - 1], self.s.tags[index + 1]} <= _NAMING
        if self.top.verb < 0 and self.top.kind == "coordinate":  # "but nine drivers *and a guard* complained"
            listed = self.s.tags[index - 1] in "wW" and _LISTED_NOUN.fullmatch(self.s.tags, index + 1, verb)
            if named or listed:
                return True
        if named and self._is_saying(verb) and self.s.tags[verb - 1] == "," and self.s.tags[verb + 1] in "dW":
            return True  # "bombs in Bille *and Karsa*, with one dead, said Orr"
        return self._is_saying(verb) and (self._names(index) or self._speaker_before(verb) > index + 1)

    def _joins_subjects(self, index: int, verb: int, between: str) -> bool:
        """Whether what stands between a joining word and a verb only ends what was told before, so that the verb is another's.

        "The board of a bank *and a hotel* he owned"; "said the army *and its allies* had left".
        """
        last = self.next_finite(verb + 1) < 0
        # "…, but dozens of men and boys stayed"
        afresh = self.s.words[index] == "but" and self.s.tags[index - 1] == ","
        if not afresh and _ANOTHER_SUBJECT.fullmatch(between):
            return True
        if self.s.tags[index - 1] in _NAMING and _HOTEL_HE.fullmatch(between) and last:
            return True
        # not "and by Friday the men who had done it were in prison"
        named = (_NAMED.match(between) and not last) or _PHRASE_APART.fullmatch(between)
        if not named and not {"R", "X", "T"}.isdisjoint(between):
            return True
        said = self.top.verb >= 0 and self._is_saying(self.top.verb) and self.s.tags[index - 1] != ","
        return said and between.strip("a") != ""

    def _goes_on_from(self, index: int, verb: int, between: str) -> Clause | None:
        """The clause on which a joined one goes on, none where all that are open lack their verbs."""
        top, holder = self.top, self.top.parent
        if self.s.tags[index - 1] != "," or not self._is_over(index, between):
            holder = top
        else:
            while holder is not None and (
                (top.kind == "content" == holder.kind)
                or (top.kind == "coordinate" and holder.kind == "subordinate")
            ):
                holder = holder.parent
        while holder is not None and (holder.verb < 0 or self._is_past(holder, index, verb)):
            holder = holder.parent
        return holder

    def _repeats(self, index: int) -> bool:
        """Whether a joining word only tells when the same happened once more: "that had refused her in 1965 *and again in 1974*"."""
        again = self.s.words[index + 1] in self.lexicon.roles.repeated and _DATE.match(self.s.tags, index + 2)
        outer = self.top.parent
        return bool(again) and outer is not None and outer.verb < 0 <= self.top.verb

    def _is_past(self, clause: Clause, joint: int, verb: int) -> bool:
        """Whether a verb that borrows its subject goes on with the clause around ``clause``, and not with it.

        "It has stocks, *he added*, and might close"; "said *he was innocent* and promised to appeal".
        """
        outer, tags = clause.parent, self.s.tags
        if outer is None or outer.verb < 0 or tags[joint + 1 : verb].strip("a"):
            return False
        if clause.kind == "relative" and tags[verb] == "M" != tags[clause.verb]:
            # "the gap through which thieves entered and would write"
            return {"w", "W", "n"}.intersection(tags[clause.tokens[0] + 1 : clause.verb]) != set()
        if tags[clause.verb] == "M" and tags[verb] in "VE" and clause.kind in ("content", "subordinate"):
            return True  # "asked when we would find something *and left* before lunch"
        if clause.kind == "content":
            # "denied that the town had fallen and *went* on": that is no "had gone"
            offered = (
                self.s.words[joint] == "but" and tags[joint - 1] != ","
            )  # "had offered more *but withdrew*"
            other = tags[clause.verb] in "HM" and tags[verb] == "V" and not offered
            other = other and self.s.words[verb] not in self.lexicon.verbs.both
            # "said it had crashed, *but changed* its account"
            other = other or (self.s.words[joint] == "but" and tags[joint - 1] == "," and tags[verb] in "VE")
            says = self._is_saying(verb) and tags[verb] in "VE"
            # "said that the roads could not cope and *called* the plan absurd"
            says = says or (tags[clause.verb] == "M" and self.s.words[verb] in self.lexicon.reporting.judging)
            words = self.s.words
            # "that files were lost *and was beaten*"
            alone = {words[verb], words[clause.verb]} == {"was", "were"}
            return self._is_saying(outer.verb) and (other or says or alone)
        told = self._is_saying(clause.verb) and tags[joint - 1] == "," and not clause.opener
        return told and clause.kind == "coordinate" and not tags[clause.verb + 1 : joint].strip("pt,a")

    def _is_over(self, index: int, between: str) -> bool:
        """Whether the open clause ends at a comma before a joining word; ``between`` stands before the next verb."""
        tags, outer = self.s.tags, self.top.parent
        if self.top.kind == "coordinate" and outer is not None and outer.kind == "subordinate":
            # "a week after soldiers burst in and took him, *and said* on Thursday"
            return not between.strip("a")
        match self.top.kind:
            case "relative" | "participle":
                return True
            case "subordinate":  # "broke off in May after a raid killed two, and resumed in July"
                # "stormed his weekly, Al Fanar, *and carried*"
                apposed = _APPOSED_LAST.search(tags, 0, index) is not None
                return not between.strip("a") and not apposed
            case "content" if outer is not None and outer.kind == "relative" and outer.comma:
                return (
                    between.strip("a") != ""
                )  # "a warning, which he admitted he had not read, *and the engine had failed*"
            case "content":  # "said that they had sent them, but Washington blamed Iran"
                nobody = self.s.words[index + 1 : index + 2] in (["nobody"], ["none"])
                verb = self.next_finite(index + 1)
                # "reported that it could see nothing, *but it withdrew* the claim"
                other = between == "n" and tags[self.top.verb] in "HM" and tags[verb] == "V"
                other = other and self.s.words[verb] not in self.lexicon.verbs.both
                # "told a court that the files were lost, *but it withdrew* the claim"
                other = other or (between == "n" and tags[self.top.verb] == "B" and tags[verb] in "VE")
                # "said that it would end, *but it was extended*"
                was = self.s.words[verb] in self.lexicon.verbs.be_past
                other = other or (between == "n" and tags[self.top.verb] in "HM" and was)
                if (
                    between[:1] in "pt"
                    and _DATED_SUBJECT_THEN.fullmatch(between)
                    and tags[self.top.verb] in "HM"
                ):
                    # "warned that it would hurt trade, *and on Monday it cancelled* 11 sailings"
                    return tags[verb] in "VE"
                return self.s.words[index] == "but" and (between[:1] == "W" or nobody or other)
        return False

    def _names(self, index: int) -> bool:
        """Whether nothing but a noun phrase stands between the last comma and this word, behind a clause that is whole."""
        tags = self.s.tags
        first = index
        while first and tags[first - 1] not in ',"-;':
            first -= 1
        verb = self._holder().verb  # "…, cutting the road, residents *and* a source said"
        return 0 <= verb < first < index and set(tags[first:index]) <= set("dwWnE0")

    def aside(self, index: int, tag: str) -> None:
        if tag == "(":
            self.push("aside", "(", self.top)
        elif tag == ")":
            self._close_aside()
        elif tag == ":" and self.top.opener == "(" and self.top.kind == "aside":
            pass  # "Orr Corp. (NASDAQ: ORR)"
        elif tag == ":" and self.top.verb >= 0 and self._is_saying(self.top.verb):
            self.push("content", ":", self.top)
        elif tag == "-" and self._is_between_dashes():
            self._close_aside()
        elif (
            tag == "-"
            and self.top.opener == "-"
            and self.top.verb >= 0
            and self.s.tags[index + 1 : index + 2] == "p"
        ):
            self.pop()  # "ten thousand -- no one is sure -- of nuclear shelters"
        elif tag == "-" and self.top.verb < 0 and "-" in self.s.tags[index + 1 :]:
            self.push("aside", "-", self.top)  # "the women -- some of them old -- marched"
        elif tag == "-" and self._is_said_around(index):
            self.push("aside", "-", self.top)  # "said the rates -- now eight percent -- drew money"
        elif self.next_finite(index + 1) >= 0 or tag in ";:":
            root = self.top
            while root.parent is not None and root.kind != "coordinate":
                root = root.parent
            self.push("coordinate", tag, root)

    def _close_aside(self) -> None:
        """Gives the word back to the clause around the innermost aside, whatever is open within it."""
        while self.top.parent is not None and self.top.kind != "aside":
            self.pop()
        self.pop()

    def _is_between_dashes(self) -> bool:
        """Whether the innermost aside that is open began with a dash: "the owner -- *who had been warned* -- sold it"."""
        clause: Clause | None = self.top
        while clause is not None and clause.kind != "aside":
            clause = clause.parent
        return clause is not None and clause.opener == "-"

    def comma(self, index: int) -> None:
        """A comma gives the word back when a finite verb of the outer clause follows, or ends a leading clause."""
        after = index + 1
        while self.s.tags[after : after + 1] in ("a", "t"):
            after += 1
        outer = self.top.parent
        if outer is None or (self.top.kind == "relative" and self._goes_on(index)):
            return
        if self._begins_main(index) or self._ends_lead(outer):
            self.top = self.s.clauses[0]
            return
        resumes = self.finite[after : after + 1] == [True]
        if resumes and (around := self._around_relative(outer)):
            self.top = around
            return
        waits = (
            self.top.kind == "subordinate" and self.top.verb < 0
        )  # "after the mayor, Ana Hale, *resigned*"
        # "*ORR*: Well, the mayor, Anna Lind, says"
        labels = resumes and self.top.opener == ":" and {self.s.tags[t] for t in outer.tokens} == {"W"}
        resumes = resumes and outer.verb < 0 and not waits and not labels
        if self.top.kind == "content" and outer.kind == "subordinate" and self.s.clauses[0].verb < 0:
            self.top, outer = outer, outer.parent or outer  # "although the ministry said output grew, …"
        leading = self.top.kind == "subordinate" and self.top.verb >= 0 and outer.verb < 0
        closes = self._is_resumed(index, outer) if outer.verb >= 0 else self._is_set_off(after, outer)
        if resumes or leading or closes:
            self.pop()
            holder = self.top.parent
            if leading and self.top.kind == "participle" and holder is not None and holder.verb < 0:
                self.pop()  # "In Tesk, retaken while the army was away, residents fled"

    def _around_relative(self, outer: Clause) -> Clause | None:
        """The clause without a verb around the relative one on which the open one hangs, where that is over.

        "Hale, the man who built the hall *and led it for years*, died"; "Hale, who said in May *that it was over*, ordered an inquiry".
        """
        said = self.top.kind == "content" and outer.comma and self.top.verb >= 0
        hangs = outer.kind == "relative" and (self.top.kind == "coordinate" or said)
        around = outer.parent if hangs else None
        return around if around is not None and around.verb < 0 else None

    def _is_set_off(self, after: int, outer: Clause) -> bool:
        """Whether a participle or a relative clause stands between commas before the verb of the clause around."""
        top = self.top
        if top.kind == "participle":
            listed = _PLACES.match(self.s.tags, after)  # "travelling from Lund, Norland, *to Orr*, derailed"
            if listed and self.finite[listed.end() : listed.end() + 1] == [True]:
                return False
            return top.comma or not outer.tokens or top.tokens[0] > outer.tokens[0]
        return top.kind == "relative" and top.verb >= 0 and any(self.finite[after:])

    def _is_resumed(self, comma: int, outer: Clause) -> bool:
        """Whether the clause around, which has its verb, goes on behind a comma: "died in the house where she was born, *on Friday*"."""
        top, tags, words = self.top, self.s.tags, self.s.words
        if top.kind == "participle":  # "considered the plan, *announced on Monday*, to be too costly"
            goes_on = words[comma + 1 : comma + 2] == ["to"] and self.finite[outer.verb]
            return top.comma and (goes_on or self._is_named_by(top, comma))
        if top.kind == "subordinate" and top.opener == "as" and top.comma and top.verb >= 0:
            return _DATE.match(tags, comma + 1) is not None  # "was closed, *as people thought*, in 1948"
        if top.kind != "relative" or top.verb < 0:
            return False
        if not top.comma and words[comma + 1 : comma + 3] in _BESIDES:
            return True  # "fought the fire that broke out on Thursday, *along with* helicopters"
        now = words[top.verb] in self.lexicon.verbs.be_present
        if now and top.comma and tags[comma + 1 : comma + 2] in ("t", "p"):
            return True  # "reached the lake, which is deep, *last February*"
        told = [tags[t] for t in top.tokens]
        apart = "," in told or (
            top.comma and "t" in told
        )  # "killed two people, including a child, *on Monday*"
        # "blamed the fire, which killed six on Sunday, *on a leak*"
        around = top.comma and "t" in told[-2:] and _ENDS_PLACED.match(tags, comma + 1) is not None
        return around or (not apart and _CLOSES.match(tags, comma + 1) is not None)

    def _is_named_by(self, clause: Clause, comma: int) -> bool:
        """Whether a participle only says by whom, whence or when, and its sentence ends with its time: "attended the talks, *called by the
        guild*, on Friday", "will shut the mill, *opened in 1922*, by the end of next year", "bid for Hale, *spun out of Orr*, in May"."""
        tags, told = self.s.tags, [self.s.tags[t] for t in clause.tokens]
        by = self.s.words[clause.tokens[0] + 1]
        if (by == "by" or "t" in told) and "," not in told and _ENDS_DATED.match(tags, comma + 1):
            return True
        outer = clause.parent
        acts = outer is not None and tags[outer.verb] in "VEU" and "t" not in {tags[t] for t in outer.tokens}
        whence = "".join(told).lstrip("at")
        return (
            acts
            and _DONE_SOMEHOW.fullmatch(whence) is not None
            and _DATE_LAST.match(tags, comma + 1) is not None
        )

    def _begins_main(self, comma: int) -> bool:
        """Whether the main clause begins with its pronoun: "Although Hale said it would end before he left, *they* went on"."""
        main, *rest = self.s.clauses
        if main.verb >= 0 or self.s.tags[comma + 1 : comma + 2] != "n" or self.top is rest[0]:
            return False
        leads = rest[0].kind == "subordinate" and rest[0].tokens[:1] == [0] and self.top.verb >= 0
        verb = comma + 2
        return leads and self.finite[verb : verb + 1] == [True] and self.s.tags[verb + 1 : verb + 2] != ","

    def _ends_lead(self, outer: Clause) -> bool:
        """Whether two joined clauses that lead in a sentence are over: "When Hale was mayor and all *was* well, the town grew"."""
        main, joined = self.s.clauses[0], self.top.kind == "coordinate" and self.top.verb >= 0
        return joined and main.verb < 0 and outer.kind == "subordinate" and outer.parent is main

    def _goes_on(self, index: int) -> bool:
        """Whether an apposition closes a relative clause: "who was named as Viktor Dahl, *a soldier of 44*, walked in", "where they fight
        another group, *the Orr Army*, he said"."""
        apposed = _APPOSITION.match(self.s.tags, index + 1)
        if apposed is None:
            return False
        if self.s.words[index + 1] in ("a", "an"):
            return self.finite[apposed.end() : apposed.end() + 1] == [True]
        named = self.s.tags[apposed.end() - 2] == "W" and self.s.words[index + 1] == "the"
        before = _SOME.search(self.s.tags, 0, index)
        return named and before is not None and self.s.words[before.start()] in ("a", "an", "another")

    def verb(self, index: int) -> None:
        """A second finite verb in a clause belongs to the clause around it, or opens what was said."""
        hangs = self.top.kind in ("participle", "relative")
        if hangs and (self._resumes_said(index) or self._speaks_around(index)):
            return
        if self.s.words[index] == "had" and self._is_condition(index):
            self.push("subordinate", "if", self.top)
            self.top.verb = index
            return
        if self.top.kind == "participle" and self.top.parent is not None and self.top.parent.verb < 0:
            self.pop()
        if self.top.verb < 0:
            self._first_verb(index)
        else:
            self._second_verb(index)

    def _first_verb(self, index: int) -> None:
        """The verb of the open clause, or of who speaks behind its words: "Rates may rise, *the bank said*"."""
        top = self.top
        if self._may_tell(index):
            first = self._speaker_before(index)
            if top.tokens and first > top.tokens[0] and top.opener not in self.lexicon.reporting.verbs:
                self._break_off(first, index)
                return
        top.verb = index

    def _second_verb(self, index: int) -> None:
        """A verb behind that of the open clause."""
        top, outer = self.top, self.top.parent
        while outer is not None and outer.verb >= 0:
            outer = outer.parent
        if self._says_in_front(index) or (outer is not None and self._says_within(index)):
            self._split_before(index)  # "although the ministry said output grew, …"
            return
        if self._hides_relative(index):
            return
        around = top.parent
        # "An artist who says *she was hit* told a jury"
        told = top.kind == "content" and around is not None and not around.comma
        related = around is not None and around.kind == "relative" and (told or top.kind == "coordinate")
        if outer is not None and (related or top.kind in ("relative", "subordinate", "aside")):
            if top.kind == "subordinate" and (who := _DATED_THEN_WHO.search(self.s.tags, top.verb, index)):
                self._give_subject(outer, who.start("who"))
            self.top = outer
            outer.verb = index
            return
        speaks = top.kind == "relative" and self._is_saying(index) and self._speaks_behind(index)
        if top.kind != "participle" and not speaks:
            self._split_before(index)

    def _give_subject(self, outer: Clause, first: int) -> None:
        """Gives the words from ``first`` on to the clause around: "When the siege ended in May *rebels* fled"."""
        given = [token for token in self.top.tokens if token >= first]
        self.top.tokens = [token for token in self.top.tokens if token < first]
        outer.tokens += given
        for token in given:
            self.s.of[token] = outer

    def _says_in_front(self, index: int) -> bool:
        """Whether the open clause tells what somebody says, before a verb: not "since I wrote we have been here", nor "Only after drillers
        confirmed it *did* the academy elect him"."""
        top = self.top
        if top.kind != "subordinate" or not self._is_saying(top.verb):
            return False
        turned = self.s.words[0] == "only" and self.s.tags[index] in "DBHM"
        since = top.opener in self.lexicon.clauses.open_from
        return not since and not turned and not STOP.search(self.s.tags, top.verb, index)

    def _is_condition(self, index: int) -> bool:
        """Whether "had" before its subject tells what would have to have been: "would have held *had the gates been opened*"."""
        would = self.top.verb >= 0 and self.s.words[self.top.verb] in self.lexicon.verbs.modal
        turned = self.s.tags[index - 1] not in "CnRT" and _TURNED.match(self.s.tags, index)
        return would and bool(turned)
