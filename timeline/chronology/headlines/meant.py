"""Whom or what a pronoun stands for, by the sentences before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.chronology.headlines.frame import Role, is_body, owns, possessive
from timeline.chronology.headlines.names import surname
from timeline.chronology.headlines.persons import Persons
from timeline.chronology.headlines.phrases import candidates, sayers
from timeline.chronology.headlines.subjects import subject_of, suffers_there
from timeline.chronology.headlines.things import Things
from timeline.chronology.headlines.told import (
    FAR,
    REACH,
    Look,
    is_owned,
    is_spoken,
    subject_is,
)
from timeline.chronology.language.pronouns import (
    PERSONS,
    POSSESSIVES,
    PRONOUNS,
    can_say,
    head_word,
    is_any,
    is_speech,
    lacking,
)
from timeline.chronology.language.tokens import Sentence

_NEAR = 2
"""So many sentences back it may look for the only noun of theirs that it can stand for."""
_CALLED = re.compile(r"[Aa]n? (?:[\w-]+ ){1,3}(?P<how>[a-z]+) (?P<name>[A-Z]\S+(?: [A-Z]\S+)*)")
_AGED = re.compile(r"\b\d+-year-old (?=\w)")
"""How old somebody is, and may not have been: "the 76-year-old king"."""
_THEY = frozenset(("they", "them", "their"))


class Meant(Persons, Things):
    """For whom or what the pronouns of the sentence that is read stand."""

    def antecedent(self, pronoun: str, role: Role, before: Sequence[str]) -> str | None:
        """Whom or what a pronoun stands for: a subject of the last sentences that agrees with it, if nothing came between,
        or the only noun of theirs for which it can stand.

        What something is done to is nobody of whom the words ``before`` it speak.
        """
        if self.is_quoted():
            return None
        if role is Role.COUNTED:
            return self._number_of(pronoun) if pronoun in self.words.numerals else self._counted()
        form = POSSESSIVES.get(pronoun, pronoun)
        if own := self._named_by(before, form):
            return own
        noun = self._sayer(form) if role is Role.SPEAKER else None
        if noun is None and (form in PERSONS or role not in (Role.OBJECT, Role.INNER)):
            noun = self._named_before(pronoun, role is Role.SUFFERER)
        if noun is None or head_word(noun) in before:
            noun = self._sole(form, role, before if role is Role.OBJECT else ())
            noun = self._only_told(form, noun) if noun and form in PERSONS else noun
        if (
            noun is not None
            and (called := _CALLED.fullmatch(noun))
            and called["how"] in self.words.verbs.dubbing
        ):
            noun = called["name"]  # "A woman called *Gwen Parry* knocked. We hired *her*"
        if noun is not None and (
            (role is Role.SPEAKER and not can_say(noun, form))
            or is_any(noun, role is Role.SPEAKER)
            or head_word(noun) in self.words.roles.counting
            or noun.startswith("the same ")
            or (form == "it" and self._is_of_phrase(noun))
        ):
            return None
        if noun is not None:
            noun = _AGED.sub("", self.names.in_life(noun))
            self._stands_for(noun, form)
        return noun

    def _named_by(self, before: Sequence[str], form: str) -> str | None:
        """The surname among the words before a pronoun whose bearer it stands for: "*Mendes* withdrew after 30 of his men fell"."""
        if form == "they":
            names = (" ".join(before[:n]).title() for n in (2, 1))
            # "*Marsh* lost their manager"
            return next((name for name in names if name and self.names.acts_as_many(name)), None)
        if form not in PERSONS:
            return None
        told = [word.capitalize() for word in before if word.endswith("s")]
        speaks = (
            told
            and before[0].capitalize() == told[0]
            and before[1:2] != []
            and before[1] in self.words.reporting.verbs
        )
        if speaks and self.names.agrees(form, told[0]):
            return told[0]  # "*Margoles* said that he …"
        return next((name for name in told if self.names.given(name) == form), None)

    def _owned(self, noun: str, number: int) -> str | None:
        """A noun phrase of a sentence with the name of its owner in the place of "his" or "their", where that is known."""
        first, _, rest = noun.partition(" ")
        if first.lower() not in POSSESSIVES:
            return noun
        form = POSSESSIVES[first.lower()]
        owner = self.stood.get((number, form)) or (self._told_of(form) if form in PERSONS else None)
        owner = owner or self._named_before(first.lower(), False, number)
        return f"{possessive(owner, self.article.text)} {rest}" if owner and not owns(owner) else None

    def _sayer(self, form: str) -> str | None:
        """Who spoke in the sentence before: "…, the monitor said. …, *it* said"."""
        if not self.before:
            return None
        number = len(self.before) - 1
        sentence = self.sentence_at(self.before[-1])
        found = sayers(sentence)
        if len(found) != 1:
            return None
        first, behind = found[0]
        if sentence.tags[first] == "n":
            return self.stood.get((number, form)) if sentence.words[first] == form else None
        noun = self._said(sentence, (first, behind))
        return self._owned(noun, number) if self.names.agrees(form, noun) else None

    def _sole(self, form: str, role: Role, besides: Sequence[str]) -> str | None:
        """The only noun phrase of the last sentences for which a pronoun can stand, or what it stood for there."""
        here = len(self.before)
        for number in range(here, max(self.opens if form not in PERSONS else 0, here - _NEAR) - 1, -1):
            known = self.stood.get((number, form))
            sentence = self.sentence_at(self.before[number]) if number < here else None
            alive = sentence is not None and form not in PERSONS and self._is_alive(sentence, form, known)
            if known and (sentence is None or alive or subject_is(sentence, form)):
                return known if head_word(known) not in besides else None
            if sentence is None or (alive and not known):
                continue
            if form == "it" and role is Role.OBJECT and (thing := known or self._suffering(sentence)):
                return thing if head_word(thing) not in besides else None
            found = [
                noun for noun in self._candidates(sentence, form, role) if head_word(noun) not in besides
            ]
            if found or '"' in sentence.tags:
                sole = len(found) == 1 and not self._is_counted(found[0])
                return (
                    self._owned(found[0], number) if sole and self._may_go_on(sentence, form, role) else None
                )
        return None

    def _only_told(self, form: str, noun: str) -> str:
        """The only one for whom a person's pronoun has stood in this block, rather than somebody without a name."""
        told = {self.stood[n, form] for n in range(self.opens, len(self.before)) if (n, form) in self.stood}
        return told.pop() if len(told) == 1 and head_word(noun) in noun else noun

    def _candidates(self, sentence: Sentence, form: str, role: Role) -> list[str]:
        """The noun phrases of a sentence before for which a pronoun can stand; of one with a director, the bodies."""
        found = candidates(self.article.text, sentence, form, self.names.agrees)
        if role is not Role.BODY:
            return found
        bodies = [noun for noun in found if is_body(noun, self.words)]
        reproaches = sentence.words[sentence.clauses[0].verb] in self.words.reporting.judging
        if reproaches and (acting := subject_of(self.article.text, sentence, "it")) in bodies and acting:
            return [acting]  # "*The union USW* accused the company. …, said its officer"
        return bodies or self._apposed(sentence) or self._bodies_of(sentence)

    def _may_go_on(self, sentence: Sentence, form: str, role: Role) -> bool:
        """Whether the only noun of a sentence before may be meant, where nothing tells but that it is the only one.

        Which subject goes on to be the subject other rules know, but for the only several that do something there.
        """
        if role in (Role.OBJECT, Role.BODY):
            return True
        several = form == "they" and role is not Role.SUFFERER
        return several and bool(candidates(self.article.text, sentence, form, self.names.agrees, doers=True))

    def _is_alive(self, sentence: Sentence, form: str, known: str | None) -> bool:
        """Whether a sentence speaks of what a pronoun stood for before it: "killed 300 of *them*"."""
        if form == "they" and not _THEY.isdisjoint(sentence.words):
            found = candidates(self.article.text, sentence, form, self.names.agrees)
            return known is not None or all(self._is_counted(noun) for noun in found)
        return form in lacking((sentence.words, sentence.tags), self.words)

    def _stands_for(self, noun: str, form: str) -> None:
        """In the sentence that is read, a pronoun stands for a noun."""
        here, last = len(self.before), surname(noun)
        self.names.genders.setdefault(last, form)
        self.stood[here, form] = noun
        self.meant[form][last] = min(self.meant[form].get(last, noun), noun, key=len)
        if self.places[form][-1:] != [here]:
            self.places[form].append(here)

    def _known(self, number: int, sentence: Sentence, form: str) -> str | None:
        """What a pronoun stands for in a sentence before, also where that was told of no event."""
        known = self.stood.get((number, form))
        if known or (number, form) in self.asked or not subject_is(sentence, form):
            return known
        self.asked.add((number, form))
        noun = self._named_before(form, suffers_there(sentence), number)
        if noun is None or is_any(noun):
            return None
        self.stood[number, form] = noun
        return noun

    def _named_before(self, pronoun: str, suffers: bool, here: int | None = None) -> str | None:
        """What a pronoun that opens a sentence stands for, of the one that is read or of one before."""
        here = len(self.before) if here is None else here
        form = POSSESSIVES.get(pronoun, pronoun)
        return (
            self._by_subjects(pronoun, suffers, here)
            or self._only_person(form, here)
            or self._only_named(form, here)
        )

    def _by_subjects(self, pronoun: str, suffers: bool, here: int) -> str | None:
        """The same, as far as the subjects of the sentences before tell."""
        opens = min(self.opens, max(0, here - 1))
        form = POSSESSIVES.get(pronoun, pronoun)
        person = form in PERSONS
        # only a person goes on over the end of a paragraph, and what is alone in the last sentence of the one before
        first = 0 if person else max(0, opens - 1)
        reach, titled, woman = REACH, False, False
        for number in range(here - 1, max(first, here - FAR) - 1, -1):
            if not reach:
                break
            sentence = self.sentence_at(self.before[number])
            if number < opens and not person and not self._is_only(sentence, form):
                break
            woman = woman or (form == "she" and not self.words.names.women.isdisjoint(sentence.words))
            ship = None if woman else self._ship_in(sentence, form)
            found = ship or self._meant_in(sentence, pronoun, suffers, self._known(number, sentence, form))
            if not isinstance(found, Look):
                last = (found or "").rsplit(maxsplit=1)[-1:]
                found = self._owned(found, number) if found else None
                return None if titled and self.titled.isdisjoint(last) else found
            titled = titled or found is Look.TITLED
            reach = REACH if found in (Look.ALIVE, Look.TITLED) else reach - 1
        return self._told_of(form) if person else None

    def _meant_in(
        self, sentence: Sentence, pronoun: str, suffers: bool, known: str | None
    ) -> str | Look | None:
        """Whom or what a pronoun stands for by one sentence before, where it is ``known`` to stand for something."""
        form = POSSESSIVES.get(pronoun, pronoun)
        person = form in PERSONS
        if sentence.tags[0] == '"' and is_speech(sentence.tags):
            return Look.ALIVE  # ""I rang my mother." She …": nobody of whom is spoken
        if subject_is(sentence, form):
            return known or Look.ALIVE  # "The castle was begun in May. It was besieged. It fell"
        if subject_is(sentence, *PRONOUNS) and '"' not in sentence.tags:
            if person and (others := self._names_in(sentence, form, "")):
                return others[0] if len(others) == 1 else None  # "It is unclear whether Hale will stay. He …"
            if self._may_be_other(sentence, form):
                return None
            return Look.ON  # "They left a note. It was rebuilt"
        subject = subject_of(self.article.text, sentence, pronoun)
        if suffers and not (subject and self._may_suffer(sentence, form)):
            # "Police held three men. They were freed"
            return self._told_of_thing(sentence) if form == "it" else None
        if (
            subject
            and not suffers
            and self.names.agrees(form, subject)
            and (not person or self.names.is_name(subject))
            and self._has_other_doer(sentence, form)
        ):
            return None  # "The crew were praised, but the papers were lost. They …"
        if subject == "" and known and is_owned(sentence, form):
            return known  # "Her brother, Tom Reyes, played the horn. She …"
        if subject == "":
            return self._owner_in(sentence, pronoun, form) if person else self._thing_owning(sentence, form)
        agree = subject is not None and self.names.agrees(pronoun, subject)
        found = (
            self._person_in(sentence, form, subject or "", agree, known)
            if person
            else self._thing_in(sentence, form, subject or "", agree)
        )
        goes_on = found in (Look.ALIVE, Look.TITLED) or (person and found is Look.ON)
        if goes_on and known is not None:
            return known  # "Hale had debts. Her book sold well. She was glad"
        spoken = subject is None and is_spoken(sentence, self.words)
        return None if found is Look.ON and spoken else found  # somebody else speaks
