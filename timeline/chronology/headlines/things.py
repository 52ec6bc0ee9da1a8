"""Which thing, or which several, a pronoun stands for, as far as a sentence before it tells."""

from __future__ import annotations

import re

from timeline.chronology.headlines.phrases import candidates, phrases, sayers
from timeline.chronology.headlines.subjects import is_passive, subject_of
from timeline.chronology.headlines.told import (
    DOES,
    FAR,
    REACH,
    Look,
    Told,
    is_owned,
)
from timeline.chronology.language.nouns import done_to, is_doer
from timeline.chronology.language.pronouns import (
    POSSESSIVES,
    head_word,
    is_any,
    is_plural,
    lacking,
    offers,
)
from timeline.chronology.language.telling import is_saying
from timeline.chronology.language.tokens import Sentence, is_genitive
from timeline.reading.places import is_known

_RUN = re.compile("[wW0]+")
_COUNTED = re.compile("[wE]*w")
_DOER = re.compile("(?P<by>p)(?P<who>[dwW0]+(?:C[dwW0]+)*)")
_WORK = re.compile('[VE]"[dW]?[WwG]{1,5},?"')
"""A work that is made or told of by its title."""
_OF_BODY = re.compile("p(?P<body>d[wW]+)")
_APPOSED = re.compile("d?[wW]+,(?P<name>W+),[aBHDMVES]")
_BESIDE = ("while", "whereas")
"""What opens a clause of another subject that is told as much of as the main clause's."""


class Things(Told):
    """The things, and those of whom there are several, of which an article has told."""

    def _thing_in(self, sentence: Sentence, form: str, subject: str, agree: bool) -> str | Look | None:
        """What the ``subject`` of a sentence tells of "it" or "they"."""
        if form == "it" and form in lacking((sentence.words, sentence.tags), self.words):
            return Look.ALIVE  # "Tests have shown that *it* is a moth. It …"
        if form == "it" and _WORK.search(sentence.tags):
            return None  # "His first band recorded "Blue Smelter". It …"
        if form == "it" and subject and self._is_of_body(sentence):
            return None  # "The trial was the company's third attempt. It …"
        if is_owned(sentence, form):
            return Look.ALIVE  # "Its sales have fallen. It recalled 60,000 jars"
        if agree or (subject and self._is_alone(sentence, subject)):
            return subject
        several = [noun for noun in self._rivals(sentence, form, 0) if not self._is_counted(noun)]
        if form == "they" and is_known(subject) and not several:
            return subject  # "Zimbabwe lasted only 39 minutes. They …"
        if form == "it" and subject and (thing := self._told_of_thing(sentence)):
            return thing
        if form == "it" and (sayer := self._sayer_in(sentence)):
            return sayer  # "Some 900 hectares were flooded, the agency said. It …"
        if form == "they" and not offers((sentence.words, sentence.tags), form, self.words):
            return Look.ON  # "The pair set out. The wind rose. They …"
        return None if subject or form == "they" else Look.ON  # somebody else is spoken of

    def _is_alone(self, sentence: Sentence, noun: str) -> bool:
        """Whether a name of one word, which no person bears, is the only noun of a sentence but places: "Dorn led twice"."""
        if " " in noun or not noun[:1].isupper() or self.names.is_person(noun):
            return False
        if noun.lower().removesuffix("s") in self.words.names.persons or noun.endswith(("ers", "ors")):
            return False  # "*Villagers* were woken. It blew up"
        main = sentence.clauses[0]
        runs = [m.span() for m in _RUN.finditer(sentence.tags) if sentence.words[m.start()] != noun.lower()]
        return not any(a < main.verb or sentence.words[b - 1].endswith("s") for a, b in runs)

    def _is_of_body(self, sentence: Sentence) -> bool:
        """Whether the subject of a sentence only is something of a body's: "was *the company's* third attempt"."""
        verb = sentence.clauses[0].verb
        owners = [word for word in sentence.words[verb + 1 :] if is_genitive(word)]
        bodies = self.words.names.bodies
        return sentence.tags[verb] == "B" and any(word[:-2] in bodies for word in owners)

    def _told_of_thing(self, sentence: Sentence) -> str | None:
        """What somebody is told to speak of: "The minister said that *the mine* had been shut. It …"."""
        main = sentence.clauses[0]
        told = [c for c in sentence.clauses if c.kind == "content" and c.parent is main and c.verb > 0]
        if len(told) != 1 or not is_saying(sentence, self.words, main):
            return None
        subject = [t for t in told[0].tokens if t < told[0].verb and sentence.tags[t] != "T"]
        if not subject or not {sentence.tags[t] for t in subject} <= set("dwW"):
            return None
        noun = self._said(sentence, (subject[0], subject[-1] + 1))
        return noun if self.names.agrees("it", noun) and not is_any(noun) else None

    def _sayer_in(self, sentence: Sentence) -> str | None:
        """The body that is told behind the rest of a sentence to say so."""
        found = sayers(sentence)
        if len(found) != 1 or found[0][0] <= sentence.clauses[0].verb:
            return None
        if sentence.tags[found[0][0] - 1] not in ',"VE':
            return None  # "a day after *Moscow* told the council that it was over"
        noun = self._said(sentence, found[0])
        body = head_word(noun) in self.words.names.bodies or self.names.is_thing(noun)
        return noun if body and self.names.agrees("it", noun) else None

    def _thing_owning(self, sentence: Sentence, form: str) -> str | None:
        """Whose "its" or "their" is: the subject's, where nothing else behind its verb can own anything.

        "The train was on its way to a refinery. *Its* driver …"; not "The council bought a rival firm. *Its* director …".
        """
        subject = subject_of(self.article.text, sentence, form) or ""
        bodies = self.words.names.bodies | self.words.names.of_kind
        if not subject or not self._may_be(form, subject):
            return None
        verb = sentence.clauses[0].verb
        again = next((t for t in range(verb, len(sentence.tags)) if sentence.words[t] in ("it", "its")), 0)
        if form == "it" and again and not self._rivals(sentence, form, verb + 1, again):
            return subject  # "The firm said that *it* would close. Its …"
        rivals = [
            noun
            for noun in self._rivals(sentence, form, verb + 1)
            if not (self._is_of_phrase(noun) or is_known(noun))  # "put two mines up for *sale*. Its shares …"
            and (not is_any(noun) or head_word(noun) in bodies)
            and (form == "it" or self._are_folk(noun) or not self._are_folk(subject))
        ]
        return None if rivals else subject

    def _are_folk(self, noun: str) -> bool:
        """Whether a noun phrase names people: "dock workers", not "job guarantees"."""
        last = head_word(noun)
        one = last.removesuffix("s")
        return (
            one in self.words.names.persons
            or one.endswith((*DOES, "men", "women"))
            or last in self.words.roles.folk
        )

    def _may_be(self, form: str, noun: str) -> bool:
        """Whether "it" or "they" can stand for a noun, also by what the article says of a name."""
        return self.names.agrees(form, noun) or (form == "they" and self.names.acts_as_many(noun))

    def _is_only(self, sentence: Sentence, form: str) -> bool:
        """Whether nothing but the subject of a sentence can be meant by a pronoun, and it is a name."""
        found = candidates(self.article.text, sentence, form, self.names.agrees)
        named = len(found) == 1 and not self._is_common(found[0])
        return named and found == candidates(self.article.text, sentence, form, self.names.agrees, doers=True)

    def _may_be_other(self, sentence: Sentence, form: str) -> bool:
        """Whether "it" or "they" may stand for something else in a sentence whose subject is another pronoun.

        "He had denied it, but they recovered *the message*. It …", "It is the third time that *peers* have refused. They …".
        """
        if form != "they":
            return False
        found = self._rivals(sentence, form, 0)
        return any(not self._is_counted(noun) for noun in found)  # "He broke off *relations*. They …"

    def _may_suffer(self, sentence: Sentence, form: str) -> bool:
        """Whether something may be done to the subject of a sentence: it is there, or nothing else can be meant."""
        main = sentence.clauses[0]
        # "Felling *began* in May. It was halted"
        staged = sentence.words[main.verb] in self.words.roles.staging
        behind = (sentence.words[main.verb + 1 :], sentence.tags[main.verb + 1 :])
        other = (
            self._rivals(sentence, form, main.verb + 1)  # not "telephoned *their families*"
            if form == "they"
            else offers(behind, form, self.words)
        )
        return staged or is_passive(sentence, main) or not other

    def _has_other_doer(self, sentence: Sentence, form: str) -> bool:
        """Whether who did it ("by an Italian firm"), what it was done to, or the subject of the last clause, may be meant as well as the
        subject: "The tanker hit the ferry. *It* sank"."""
        tags, main = sentence.tags, sentence.clauses[0]
        found = _DOER.search(tags, main.verb) if is_passive(sentence, main) else None
        spans = [found.span("who")] if found and sentence.words[found.start("by")] == "by" else []
        whom = done_to(sentence, main)
        if (
            whom
            and sentence.words[whom[0]] == "the"
            and (form != "it" or self._may_act(sentence.words[whom[-1]]))
        ):
            spans.append((whom[0], whom[-1] + 1))
        for clause in sentence.clauses:
            joined = clause.kind == "coordinate" and clause is sentence.clauses[-1]
            joined = joined or (clause.opener in _BESIDE and clause.tokens[0] > main.verb)
            subject = [t for t in clause.tokens if t < clause.verb and tags[t] in "dwW0"]
            told = clause.verb >= 0 and sentence.words[clause.verb] in self.words.reporting.verbs
            # "The army said that ten militants had come. *They* …", not "that its men had"
            others = clause.kind == "content" and subject and sentence.words[subject[0]] not in POSSESSIVES
            joined = joined or (form == "they" and bool(others))
            if joined and clause.parent is main and subject and not told:
                spans.append((subject[0], subject[-1] + 1))
        return any(self.names.agrees(form, self._said(sentence, (a, b))) for a, b in spans)

    def _may_act(self, noun: str) -> bool:
        """Whether a noun for one thing names what does something by itself: a body, a ship, a doer ("tanker")."""
        names = self.words.names
        return noun in names.bodies or noun in names.ships or (is_doer(noun) and noun not in names.things)

    def _suffering(self, sentence: Sentence) -> str | None:
        """What something is done to in a sentence: "The fossil was dug out of a pit by a farmer. His widow sold *it*"."""
        if not is_passive(sentence, sentence.clauses[0]):
            return None
        subject = subject_of(self.article.text, sentence, "it")
        owned = subject and subject.partition(" ")[0].lower() in POSSESSIVES
        return subject if subject and not owned and self.names.agrees("it", subject) else None

    def _bodies_of(self, sentence: Sentence) -> list[str]:
        """The bodies to which something in a sentence belongs: "the offices of *the electoral commission*"."""
        found = (
            self._said(sentence, run.span("body"))
            for run in _OF_BODY.finditer(sentence.tags)
            if sentence.words[run.start()] == "of"
        )
        return [noun for noun in found if head_word(noun) in self.words.names.bodies]

    def _apposed(self, sentence: Sentence) -> list[str]:
        """The name beside the subject of a sentence, where no person bears it: "The port's owner, *Delmas*, denied it"."""
        apart = _APPOSED.match(sentence.tags)
        name = self._said(sentence, apart.span("name")) if apart else ""
        first = name.partition(" ")[0].lower()
        given = first in self.words.names.given_men or first in self.words.names.given_women
        return [name] if name and not given and not self.names.is_person(name) else []

    def _number_of(self, number: str) -> str | None:
        """What was counted so in one of the last sentences: "Four *aid workers* were freed. The four …"."""
        for span in reversed(self.before[-FAR:]):
            sentence = self.sentence_at(span)
            for at, word in enumerate(sentence.words):
                noun = _COUNTED.match(sentence.tags, at + 1) if word == number else None
                if noun and is_plural(self._said(sentence, (at + 1, noun.end())), self.words):
                    return self._said(sentence, (at + 1, noun.end()))
        return None

    def _counted(self) -> str | None:
        """What is counted in one of the last sentences: "the third *nationwide truce*"."""
        ordinals = self.words.roles.ordinals
        for span in reversed(self.before[max(self.opens, len(self.before) - REACH) :]):
            sentence = self.sentence_at(span)
            for first, behind in phrases(sentence):
                at = next((t for t in range(first, behind - 1) if sentence.words[t] in ordinals), -1)
                if at >= 0:
                    return self._said(sentence, (at + 1, behind))
        return None

    def _is_of_phrase(self, noun: str) -> bool:
        """Whether a noun without an article only belongs to a preposition: "the worst on *record*", "asked for *money*"."""
        bare = " " not in noun and noun.islower()
        return (
            bare
            and re.search(
                rf"\b(?:on|in|at|by|for|under|of|before|after|until) {re.escape(noun)}\b", self.article.text
            )
            is not None
        )
