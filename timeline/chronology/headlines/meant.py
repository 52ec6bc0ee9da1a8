"""Whom or what a pronoun stands for, by the sentences before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from enum import Enum

from timeline.chronology.headlines.frame import Role, owns, possessive
from timeline.chronology.headlines.names import Names, surname
from timeline.chronology.headlines.phrases import candidates, phrases, sayers
from timeline.chronology.headlines.subjects import is_passive, passive_end, subject_of
from timeline.chronology.language.clauses import parse
from timeline.chronology.language.entities import demonyms
from timeline.chronology.language.lexicon import Lexicon
from timeline.chronology.language.pronouns import (
    PERSONS,
    POSSESSIVES,
    PRONOUNS,
    head_of,
    head_word,
    is_any,
    is_plural,
    is_speech,
    lacking,
    offers,
)
from timeline.chronology.language.sentences import Span
from timeline.chronology.language.telling import is_saying
from timeline.chronology.language.tokens import Sentence, is_genitive
from timeline.model import Article, Resolution
from timeline.reading.places import is_known

_LIFE = 3
"""In so many sentences a pronoun stands for the one whose life is told, at least."""
REACH = 3
"""So many sentences back a pronoun may look for its noun."""
_NEAR = 2
"""So many sentences back it may look for the only noun of theirs that it can stand for."""
_FAR = 24
"""So many at most, where every one between speaks of the same."""
_RUN = re.compile("[wW0]+")
_NAME = re.compile("W+")
_COUNTED = re.compile("[wE]*w")
_NAMED_THING = re.compile("(?<=d)W(?![wW])")
_DOER = re.compile("(?P<by>p)(?P<who>[dwW0]+(?:C[dwW0]+)*)")
_ENDS_APART = re.compile("(?<=W),(?P<who>R)[^,;]*[.]?$")
"""A clause at the end of a sentence that tells of its last noun."""
_OF_BODY = re.compile("p(?P<body>d[wW]+)")
_APPOSED = re.compile("d?[wW]+,(?P<name>W+),[aBHDMVES]")
_CALLED = re.compile(r"[Aa]n? (?:[\w-]+ ){1,3}(?P<how>[a-z]+) (?P<name>[A-Z]\S+(?: [A-Z]\S+)*)")
_AGED = re.compile(r"\b\d+-year-old (?=\w)")
"""How old somebody is, and may not have been: "the 76-year-old king"."""
_SEVERAL = ("have", "are", "were")
"""Verbs of a subject that names several."""
_BESIDE = ("while", "whereas")
"""What opens a clause of another subject that is told as much of as the main clause's."""
_DOES = ("er", "or", "ist")
"""What ends the names of those who do something."""
_SPEAKER_IS = re.compile('"n[VES]')


def _span_of(sentence: Sentence, tokens: tuple[int, int]) -> Span:
    """Where some tokens stand in the text."""
    return sentence.starts[tokens[0]], sentence.ends[tokens[1] - 1]


def _is_spoken(sentence: Sentence, words: Lexicon) -> bool:
    """Whether a sentence quotes somebody."""
    return '"' in sentence.tags and not words.reporting.verbs.isdisjoint(sentence.words)


def _tells_other(sentence: Sentence, pronoun: str) -> bool:
    """Whether a sentence tells of its subject that it is a man where "she" is meant, or a woman where "he" is."""
    if '"' in sentence.tags:
        return False
    words = sentence.words[max(0, sentence.clauses[0].verb) :]
    other = _ITSELF["she" if pronoun == "he" else "he"]
    return not other.isdisjoint(words) and _ITSELF[pronoun].isdisjoint(words)


def _subject_is(sentence: Sentence, *pronouns: str) -> bool:
    """Whether one of some pronouns is the subject of the main clause of a sentence."""
    main = sentence.clauses[0]
    at = main.verb - 1
    while at > 0 and sentence.tags[at] == "a":
        at -= 1
    governed = at > 1 and sentence.words[at - 2] == "to"  # "An attempt to sell *it* failed"
    if at >= 0 and sentence.words[at] in pronouns and not governed:
        return True
    speaker = _SPEAKER_IS.search(sentence.tags) if sentence.tags[:1] == '"' else None
    return (
        speaker is not None and sentence.words[speaker.start() + 1] in pronouns
    )  # ""It is no excuse," *she* said"


def _is_owned(sentence: Sentence, form: str) -> bool:
    """Whether the subject of a sentence belongs to whom a pronoun stands for: "*His* teacher persuaded him"."""
    main = sentence.clauses[0]
    owner = next((t for t in main.tokens if t < main.verb and sentence.words[t] in POSSESSIVES), -1)
    first = next((t for t in main.tokens if sentence.tags[t] in "dwWn"), -1)
    return owner == first >= 0 and POSSESSIVES[sentence.words[owner]] == form


_THEY = frozenset(("they", "them", "their"))
_ITSELF = {"he": frozenset(("he", "his", "himself")), "she": frozenset(("she", "herself"))}
"""The forms of a pronoun that speak of a subject."""
_FAMILY = {"he": _ITSELF["he"] | {"him"}, "she": _ITSELF["she"] | {"her"}}


class _Look(Enum):
    """Where a pronoun is to be looked up if one sentence does not tell."""

    ON = "in those before it"
    OTHER = "in those before it, whatever is known of this one"
    TITLED = "in those before it, for the one whose life the title tells"
    ALIVE = "before it, as far as from this one: it speaks of the same"


class Meant:
    """The sentences of an article up to the one that is read, for the sake of its pronouns."""

    def __init__(
        self, article: Article, times: Callable[[Span], Sequence[Resolution]], words: Lexicon
    ) -> None:
        self.article = article
        self.times = times
        """The dating expressions of a sentence."""
        self.words = words
        self.before: list[Span] = []
        """The sentences before this one."""
        self.numbers: dict[Span, int] = {}
        """Where each of them stands among them."""
        self.opens = 0
        """How many of them stand in blocks before."""
        self.openings: list[int] = []
        """The sentences that open a block."""
        self.stood: dict[tuple[int, str], str] = {}
        """What a pronoun stands for in a sentence, by its number."""
        self.asked: set[tuple[int, str]] = set()
        """For which pronouns, and in which sentences, that was asked."""
        self.meant: defaultdict[str, dict[str, str]] = defaultdict(dict)
        """What each pronoun has stood for: the shortest of its names, by the last word of them."""
        self.places: defaultdict[str, list[int]] = defaultdict(list)
        """In which sentences each pronoun has stood for something."""
        self.names = Names(article, words)
        self.titled = frozenset((*re.findall(r"\w+(?![\w'’])", article.title), self.names.subject))
        self.start = 0
        """Where this block begins."""
        self.heard_to, self.quoted = 0, False
        """How far this block was looked through for quotation marks, and whether one is open there."""
        self.parsed: dict[Span, Sentence] = {}
        """Those of them that were read already."""

    def open_block(self, start: int) -> None:
        """Another block begins at ``start``."""
        self.opens, self.start = len(self.before), start
        self.openings.append(self.opens)
        self.heard_to, self.quoted = start, False

    def close(self, span: Span) -> None:
        """A sentence was read."""
        self.numbers[span] = len(self.before)
        self.before.append(span)

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
            is_any(noun, role is Role.SPEAKER)
            or head_word(noun) in self.words.roles.counting
            or (form == "it" and role in (Role.OBJECT, Role.INNER) and self._only_opens(noun))
        ):
            return None
        if noun is not None:
            noun = _AGED.sub("", self.names.in_life(noun))
            self._stands_for(noun, form)
        return noun

    def _only_opens(self, noun: str) -> bool:
        """Whether a word has its capital only as the first of its sentence, for all that is known: "*Profit* rose"."""
        named = self.names.is_name(noun) or self.names.is_thing(noun) or is_known(noun)
        return noun[:1].isupper() and " " not in noun and not named

    def _named_by(self, before: Sequence[str], form: str) -> str | None:
        """The surname among the words before a pronoun whose bearer it stands for: "*Mendes* withdrew after 30 of his men fell"."""
        if form == "they":
            names = (" ".join(before[:n]).title() for n in (2, 1))
            return next(
                (name for name in names if name and self.names.acts_as_many(name)), None
            )  # "*Marsh* lost their manager"
        if form not in PERSONS:
            return None
        names = (word.capitalize() for word in before)
        return next((name for name in names if name.endswith("s") and self.names.given(name) == form), None)

    def _number_of(self, number: str) -> str | None:
        """What was counted so in one of the last sentences: "Four *aid workers* were freed. The four …"."""
        for span in reversed(self.before[-_FAR:]):
            sentence = self.sentence_at(span)
            for at, word in enumerate(sentence.words):
                noun = _COUNTED.match(sentence.tags, at + 1) if word == number else None
                if noun and sentence.words[noun.end() - 1] in self.words.roles.units:
                    continue  # "for two *hours* … The two are to meet again"
                if noun and is_plural(
                    self.article.text[sentence.starts[at + 1] : sentence.ends[noun.end() - 1]], self.words
                ):
                    return self.article.text[sentence.starts[at + 1] : sentence.ends[noun.end() - 1]]
        return None

    def _counted(self) -> str | None:
        """What is counted in one of the last sentences: "the third *nationwide truce*"."""
        ordinals = self.words.roles.ordinals
        for span in reversed(self.before[max(self.opens, len(self.before) - REACH) :]):
            sentence = self.sentence_at(span)
            for first, behind in phrases(sentence):
                at = next((t for t in range(first, behind - 1) if sentence.words[t] in ordinals), -1)
                if at >= 0:
                    return self.article.text[sentence.starts[at + 1] : sentence.ends[behind - 1]]
        return None

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
        noun = self.article.text[sentence.starts[first] : sentence.ends[behind - 1]]
        return self._owned(noun, number) if self.names.agrees(form, noun) else None

    def _sole(self, form: str, role: Role, besides: Sequence[str]) -> str | None:
        """The only noun phrase of the last sentences for which a pronoun can stand, or what it stood for there."""
        here = len(self.before)
        for number in range(here, max(self.opens if form not in PERSONS else 0, here - _NEAR) - 1, -1):
            known = self.stood.get((number, form))
            sentence = self.sentence_at(self.before[number]) if number < here else None
            alive = sentence is not None and form not in PERSONS and self._is_alive(sentence, form, known)
            if known and (sentence is None or alive or _subject_is(sentence, form)):
                return known if head_word(known) not in besides else None
            if sentence is None or (alive and not known):
                continue
            if number == here - 1 and role in (Role.OWNER, Role.BODY) and self._tells_of_new(sentence, form):
                return None
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

    def _tells_of_new(self, sentence: Sentence, form: str) -> bool:
        """Whether the subject of a sentence is told of for the first time: "*A second report* said so. Its author …"."""
        subject = subject_of(self.article.text, sentence, form)
        return bool(subject) and is_any(subject or "-") and self.names.agrees(form, subject or "-")

    def _only_told(self, form: str, noun: str) -> str:
        """The only one for whom a person's pronoun has stood in this block, rather than somebody without a name."""
        told = {self.stood[n, form] for n in range(self.opens, len(self.before)) if (n, form) in self.stood}
        return told.pop() if len(told) == 1 and head_word(noun) in noun else noun

    def _suffering(self, sentence: Sentence) -> str | None:
        """What something is done to in a sentence: "The fossil was dug out of a pit by a farmer. His widow sold *it*"."""
        if '"' in sentence.tags or not is_passive(sentence, sentence.clauses[0]):
            return None
        subject = subject_of(self.article.text, sentence, "it")
        owned = subject and subject.partition(" ")[0].lower() in POSSESSIVES
        return subject if subject and not owned and self.names.agrees("it", subject) else None

    def _candidates(self, sentence: Sentence, form: str, role: Role) -> list[str]:
        """The noun phrases of a sentence before for which a pronoun can stand; of one with a director, the bodies."""
        found = candidates(self.article.text, sentence, form, self.names.agrees)
        if role is not Role.BODY:
            return found
        kinds = self.words.names.bodies
        bodies = [noun for noun in found if head_word(noun) in kinds or is_known(noun)]
        return bodies or self._apposed(sentence) or self._bodies_of(sentence)

    def _bodies_of(self, sentence: Sentence) -> list[str]:
        """The bodies to which something in a sentence belongs: "the offices of *the electoral commission*"."""
        found = (
            self.article.text[slice(*_span_of(sentence, run.span("body")))]
            for run in _OF_BODY.finditer(sentence.tags)
            if sentence.words[run.start()] == "of"
        )
        return [noun for noun in found if head_word(noun) in self.words.names.bodies]

    def _apposed(self, sentence: Sentence) -> list[str]:
        """The name beside the subject of a sentence, where no person bears it: "The port's owner, *Delmas*, denied it"."""
        apart = _APPOSED.match(sentence.tags)
        name = self.article.text[slice(*_span_of(sentence, apart.span("name")))] if apart else ""
        first = name.partition(" ")[0].lower()
        given = first in self.words.names.given_men | self.words.names.given_women
        return [name] if name and not given and not self.names.is_person(name) else []

    def _may_go_on(self, sentence: Sentence, form: str, role: Role) -> bool:
        """Whether the only noun of a sentence before may be meant, where nothing tells but that it is the only one.

        Which subject goes on to be the subject other rules know, but for the only several that do something there.
        """
        if role in (Role.OBJECT, Role.BODY):
            return True
        several = form == "they" and role is not Role.SUFFERER
        return several and bool(candidates(self.article.text, sentence, form, self.names.agrees, doers=True))

    def _is_counted(self, noun: str) -> bool:
        """Whether a noun phrase is a number of some, or of none: if "two men" were freed, nobody knows that they are those two."""
        first = noun.partition(" ")[0].lower()
        roles = self.words.roles
        return first[0].isdigit() or first in self.words.numerals or first in roles.nobody | roles.some

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
        if known or (number, form) in self.asked or not _subject_is(sentence, form):
            return known
        self.asked.add((number, form))
        noun = self._named_before(form, is_passive(sentence, sentence.clauses[0]), number)
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

    def _only_named(self, form: str, here: int) -> str | None:
        """The only one of its kind whom an article has named so far, if nobody else has been told of since."""
        if form not in PERSONS or self.names.tells_of_ships:
            return None
        found: dict[str, str] = {}
        places: dict[str, int] = {}
        for number in range(max(0, here - _FAR), here):
            sentence = self.sentence_at(self.before[number])
            for name in self._names_in(sentence, form, "", owners=True) or self._named_doers(sentence, form):
                found.setdefault(surname(name), name)
                places[surname(name)] = number
        known = [name for name in found.values() if self._is_known_as(name, form)] or [*found.values()]
        if len(known) != 1 or (last := places[surname(known[0])]) < max(places.values()):
            return None
        others = [
            noun
            for number in range(last, here)
            for noun in self._rivals(self.sentence_at(self.before[number]), form, 0)
            if surname(known[0]) not in noun
        ]
        kin = self.words.names.men if form == "he" else self.words.names.women
        told = any(not kin.isdisjoint(self.sentence_at(span).words) for span in self.before[last + 1 : here])
        return None if others or told else known[0]  # "His grandson Peter was pleased. He …"

    def _only_person(self, form: str, here: int) -> str | None:
        """Whom alone of its kind the paragraph before one names that a pronoun opens, where nobody acts there without a name."""
        opening = bisect_left(self.openings, here)
        if form not in PERSONS or not opening or self.openings[opening : opening + 1] != [here]:
            return None
        found: dict[str, str] = {}
        for number in range(max(self.openings[opening - 1], here - _FAR), here):
            sentence = self.sentence_at(self.before[number])
            subject = subject_of(self.article.text, sentence, form) or ""
            if subject and self._is_common(subject) and self.names.agrees(form, subject):
                return None  # "A man was held, Inspector Brown said"
            for name in self._names_in(sentence, form, "", owners=True):
                found.setdefault(surname(name), name)
        known = [name for name in found.values() if self._is_known_as(name, form)] or [*found.values()]
        return known[0] if len(known) == 1 else None

    def _named_doers(self, sentence: Sentence, form: str) -> list[str]:
        """The names of one word that do something in a sentence, and may be a person's: "*Voltaire* wrote his last play"."""
        found = candidates(self.article.text, sentence, form, self.names.agrees, doers=True)
        return [noun for noun in found if " " not in noun and noun[:1].isupper() and self.names.is_name(noun)]

    def _is_known_as(self, name: str, form: str) -> bool:
        """Whether a person is known to be a man, or a woman: by the first name, or by a pronoun before."""
        last, first = surname(head_of(name)), name.partition(" ")[0].lower()
        given = self.words.names.given_men if form == "he" else self.words.names.given_women
        other = self.words.names.given_women if form == "he" else self.words.names.given_men
        called = first != name.lower() and first in given - other
        return called or self.names.genders.get(last) == form or self.names.given(last) == form

    def _has_known(self, form: str, end: int) -> bool:
        """Whether an article has named somebody before ``end`` who is known to be a man, or a woman."""
        spans = self.before[max(0, len(self.before) - _FAR) :]
        return any(
            self._is_known_as(name, form)
            for span in spans
            if span[1] <= end
            for name in self._names_in(self.sentence_at(span), form, "")
        )

    def _by_subjects(self, pronoun: str, suffers: bool, here: int) -> str | None:
        """The same, as far as the subjects of the sentences before tell."""
        opens = min(self.opens, max(0, here - 1))
        form = POSSESSIVES.get(pronoun, pronoun)
        person = form in PERSONS
        # only a person goes on over the end of a paragraph, and what is alone in the last sentence of the one before
        first = 0 if person else max(0, opens - 1)
        reach, titled, woman = REACH, False, False
        for number in range(here - 1, max(first, here - _FAR) - 1, -1):
            if not reach:
                break
            sentence = self.sentence_at(self.before[number])
            if number < opens and not person and not self._is_only(sentence, form):
                break
            woman = woman or (form == "she" and not self.words.names.women.isdisjoint(sentence.words))
            ship = None if woman else self._ship_in(sentence, form)
            found = ship or self._meant_in(sentence, pronoun, suffers, self._known(number, sentence, form))
            if found is _Look.ALIVE and _subject_is(sentence, form):
                pronoun = form  # "It will not reopen before June. *Its* pupils …": what "it" is
            if not isinstance(found, _Look):
                last = (found or "").rsplit(maxsplit=1)[-1:]
                found = self._owned(found, number) if found else None
                return None if titled and self.titled.isdisjoint(last) else found
            titled = titled or found is _Look.TITLED
            reach = REACH if found in (_Look.ALIVE, _Look.TITLED) else reach - 1
        return self._told_of(form) if person else None

    def _is_only(self, sentence: Sentence, form: str) -> bool:
        """Whether nothing but the subject of a sentence can be meant by a pronoun, and it is a name."""
        found = candidates(self.article.text, sentence, form, self.names.agrees)
        named = len(found) == 1 and not self._is_common(found[0])
        return named and found == candidates(self.article.text, sentence, form, self.names.agrees, doers=True)

    def _meant_in(
        self, sentence: Sentence, pronoun: str, suffers: bool, known: str | None
    ) -> str | _Look | None:
        """Whom or what a pronoun stands for by one sentence before, where it is ``known`` to stand for something."""
        form = POSSESSIVES.get(pronoun, pronoun)
        person = form in PERSONS
        if sentence.tags[0] == '"' and is_speech(sentence.tags):
            return _Look.ALIVE  # ""I rang my mother." She …": nobody of whom is spoken
        if _subject_is(sentence, form):
            return known or _Look.ALIVE  # "The castle was begun in May. It was besieged. It fell"
        if _subject_is(sentence, *PRONOUNS) and '"' not in sentence.tags:
            told = self._told_of(form) if person else None
            if told and self._is_life(told, form):
                return told
            if person and (others := self._names_in(sentence, form, "")):
                return others[0] if len(others) == 1 else None  # "It is unclear whether Hale will stay. He …"
            if self._may_be_other(sentence, form):
                return None
            return _Look.ON  # "They left a note. It was rebuilt"
        subject = subject_of(self.article.text, sentence, pronoun)
        if suffers and not (subject and self._may_suffer(sentence, form)):
            return (
                self._told_of_thing(sentence) if form == "it" else None
            )  # "Police held three men. They were freed"
        if (
            subject
            and not suffers
            and self.names.agrees(form, subject)
            and (not person or self.names.is_name(subject))
            and self._has_other_doer(sentence, form)
        ):
            return None  # "The crew were praised, but the papers were lost. They …"
        if subject == "" and known and _is_owned(sentence, form):
            return known  # "Her brother, Tom Reyes, played the horn. She …"
        if subject == "":
            return (self._owner_in if person else self._thing_owning)(sentence, pronoun, form)
        agree = subject is not None and self.names.agrees(pronoun, subject)
        if form == "they" and (
            sentence.words[sentence.clauses[0].verb] in _SEVERAL or self.names.acts_as_many(subject or "-")
        ):
            agree = subject is not None  # "City *have* been busy. They …"
        found = (
            self._person_in(sentence, form, subject or "", agree, known)
            if person
            else self._thing_in(sentence, form, subject or "", agree, known)
        )
        goes_on = found in (_Look.ALIVE, _Look.TITLED) or (person and found is _Look.ON)
        if goes_on and known is not None:
            return known  # "Hale had debts. Her book sold well. She was glad"
        spoken = subject is None and _is_spoken(sentence, self.words)
        return None if found is _Look.ON and spoken else found  # somebody else speaks

    def _ship_in(self, sentence: Sentence, form: str) -> str | None:
        """The only ship that a sentence names, where it names no woman: "The second collision of *the Nordvik* …. She …"."""
        if form != "she" or not self.names.tells_of_ships or _subject_is(sentence, "she"):
            return None
        if self._names_in(sentence, "she", ""):
            return None
        text, starts, ends = self.article.text, sentence.starts, sentence.ends
        found = {
            text[starts[at - 1] : ends[at]]
            for at in [match.start() for match in _NAMED_THING.finditer(sentence.tags)]
            if sentence.words[at - 1] == "the" and self.names.is_ship(text[starts[at] : ends[at]])
        }
        for first, behind in phrases(sentence):
            kind = next((t for t in range(behind - 1, first, -1) if sentence.tags[t] != "W"), first)
            if sentence.words[first] == "the" and sentence.words[kind] in self.words.names.ships:
                found = {text[starts[first] : ends[behind - 1]]}  # "the mail steamer Corinna"
        return found.pop() if len(found) == 1 else None

    def _may_be_other(self, sentence: Sentence, form: str) -> bool:
        """Whether "it" or "they" may stand for something else in a sentence whose subject is another pronoun.

        "He had denied it, but they recovered *the message*. It …", "It is the third time that *peers* have refused. They …".
        """
        if form == "it":
            found = candidates(self.article.text, sentence, form, self.names.agrees)
            return any(noun.startswith("the ") for noun in found)
        said = sentence.words, sentence.tags
        return form == "they" and _subject_is(sentence, "it") and offers(said, form, self.words)

    def _may_suffer(self, sentence: Sentence, form: str) -> bool:
        """Whether something may be done to the subject of a sentence: it is there, or nothing else can be meant."""
        main = sentence.clauses[0]
        staged = (
            sentence.words[main.verb] in self.words.roles.staging
        )  # "Felling *began* in May. It was halted"
        behind = (sentence.words[main.verb + 1 :], sentence.tags[main.verb + 1 :])
        other = (
            self._rivals(sentence, form, main.verb + 1)  # not "telephoned *their families*"
            if form == "they"
            else offers(behind, form, self.words)
        )
        return staged or is_passive(sentence, main) or not other

    def _rivals(self, sentence: Sentence, form: str, start: int, end: int | None = None) -> list[str]:
        """The nouns of a sentence from a token on for which a pronoun can stand."""
        return candidates(self.article.text, sentence, form, self.names.agrees, end, start=start)

    def _has_other_doer(self, sentence: Sentence, form: str) -> bool:
        """Whether who did it ("by an Italian firm"), or the subject of the last clause, may be meant as well as the subject."""
        tags, main = sentence.tags, sentence.clauses[0]
        found = _DOER.search(tags, main.verb) if is_passive(sentence, main) else None
        spans = [found.span("who")] if found and sentence.words[found.start("by")] == "by" else []
        for clause in sentence.clauses:
            joined = clause.kind == "coordinate" and clause is sentence.clauses[-1]
            joined = joined or (clause.opener in _BESIDE and clause.tokens[0] > main.verb)
            subject = [t for t in clause.tokens if t < clause.verb and tags[t] in "dwW0"]
            told = clause.verb >= 0 and sentence.words[clause.verb] in self.words.reporting.verbs
            if joined and clause.parent is main and subject and not told:
                spans.append((subject[0], subject[-1] + 1))
        text = self.article.text
        return any(self.names.agrees(form, text[sentence.starts[a] : sentence.ends[b - 1]]) for a, b in spans)

    def _person_in(
        self, sentence: Sentence, form: str, subject: str, agree: bool, known: str | None
    ) -> str | _Look | None:
        """What the ``subject`` of a sentence tells of a person's pronoun, with which it may ``agree``."""
        if not agree and (meant := self._titled_in(sentence, form) or self._owner_of(subject, form)):
            return meant
        others = self._names_in(sentence, form, subject)
        told = self._told_of(form)
        life = told if told and self._is_life(told, form) else None
        if life and not (agree and self.names.is_name(subject)):
            return life  # "Devaluation was announced by Wilson. He …", "An error was found by a student, Mori. She …" in the life of another
        if not agree and not _FAMILY[form].isdisjoint(sentence.words):
            # "Only then did the academy elect him. He …"; not "The selectors named Wijaya to replace him. He …"
            # "Nobody was hurt, but the owner, Ana Demir, lost all she had. She …"
            only = others[0] if not known and len(others) == 1 and form in sentence.words else None
            alive = known or not (others or self._may_be_named(sentence, form))
            return only or (_Look.ALIVE if alive else None)
        if not agree:
            if len(others) == 1:
                # "The town was held by a Scot named Andrew Leslie. He burned the suburbs"; not whom nobody knows for a
                # woman, in a story of one
                others_told = bool(self.meant[form]) or self._has_known(form, sentence.starts[0])
                strange = others_told and not (
                    self._is_known_as(others[0], form) or self._acts_last(sentence, others[0])
                )
                return None if strange else others[0]
            return self._unnamed_in(sentence, form, others)
        if _tells_other(sentence, form) or self._is_another(sentence, form, subject):
            return _Look.OTHER  # "Brand died and left nothing but his debts. She …"
        if _is_owned(sentence, form):
            kin = self.words.names.men if form == "he" else self.words.names.women
            if not kin.isdisjoint(subject.lower().split()) and not (life or self.names.subject):
                return None  # "His grandson Peter came. He …"
            return told or _Look.TITLED  # "His teacher, Ada Holm, persuaded him. …": he, or perhaps she
        other = life is not None and "her" in sentence.words and surname(subject) not in life
        if told and (other or self._is_common(subject)):
            # "A critic wrote that she was finished. She …", "Ellen Pratt found her notebooks. …" in the life of another
            return life
        if "him" in sentence.words and form == "he" and not known and not self._is_known_as(subject, "he"):
            sole = [*self.meant[form].values()]
            return (
                sole[0] if len(sole) == 1 else None
            )  # "Remington hired him. He …": not Remington, or perhaps
        if self._has_rival(sentence, form, subject):
            return None  # "A judge will rule on whether Salcedo may leave. He …"
        if known and surname(known) != surname(subject) and not _FAMILY[form].isdisjoint(sentence.words):
            return known if self._is_life(known, form) else None  # "Moi offered him the post. He declined"
        return subject if self.names.is_name(subject) else _Look.ON

    def _acts_last(self, sentence: Sentence, name: str) -> bool:
        """Whether a name is the subject of the last clause of a sentence, set apart: "; the loser, *Hakainde Moyo*, has challenged it"."""
        runs = [run.span() for run in _NAME.finditer(sentence.tags)]
        named = [b for a, b in runs if self.article.text[slice(*_span_of(sentence, (a, b)))] == name]
        verb = named[-1] + (sentence.tags[named[-1] : named[-1] + 1] == ",") if named else len(sentence.tags)
        opens = max(sentence.tags.rfind(mark, 0, verb) for mark in ";C") + 1
        if not named or "p" in sentence.tags[opens : named[-1]]:
            return False
        return sentence.finite[verb : verb + 1] == [True] and True not in sentence.finite[verb + 1 :]

    def _unnamed_in(self, sentence: Sentence, form: str, others: list[str]) -> str | _Look | None:
        """The one without a name of whom a sentence tells, or whether to look further on, where it may name ``others``."""
        if not others and (doer := self._sole_doer(sentence, form)):
            return doer
        somebody = others or offers((sentence.words, sentence.tags), form, self.words, surely=True)
        somebody = somebody or any(
            word.endswith("'s") and word[:-2] in self.words.names.persons for word in sentence.words
        )  # "discussed the fire chief's contract. He …"
        return None if somebody else _Look.ON

    def _is_another(self, sentence: Sentence, form: str, subject: str) -> bool:
        """Whether a sentence tells by a name who its subject is, and for whom a pronoun cannot stand: "The runner-up was *Tom Hill*. She …"."""
        verb = sentence.clauses[0].verb
        name = _NAME.match(sentence.tags, verb + 1) if sentence.tags[verb] == "B" else None
        told = self.article.text[slice(*_span_of(sentence, name.span()))] if name else ""
        return bool(told) and self._is_common(subject) and not self.names.agrees(form, told)

    def _sole_doer(self, sentence: Sentence, form: str) -> str | None:
        """The only one in a sentence for whom a person's pronoun can stand, if a clause tells what he does:

        "The talks broke up after *Oland's minister* walked out. He …".
        """
        found = candidates(self.article.text, sentence, form, self.names.agrees)
        told = candidates(self.article.text, sentence, form, self.names.agrees, doers=True)
        known = len(found) == 1 and found == told and not is_any(found[0]) and not self._is_counted(found[0])
        return found[0] if known and found[0].split()[0].lower() not in POSSESSIVES else None

    def _names_in(
        self, sentence: Sentence, form: str, subject: str, *, apart: bool = False, owners: bool = False
    ) -> list[str]:
        """The persons beside its ``subject`` whom a sentence names, and for whom a pronoun may stand.

        None of whom something is, but with ``owners``: "*Dahl's* pistol". None in a clause of the subject, if ``apart``: "Dunne, who took over from Pike, resigned. He …".
        """
        verb = sentence.clauses[0].verb
        tags, words, out = sentence.tags, sentence.words, list[str]()
        theirs = subject.split()
        for run in _NAME.finditer(tags):
            first, end = run.span()
            if apart and first < verb and sentence.of[first].kind == "relative":
                continue
            before = words[first - 1] if first else ""
            name = self.article.text[sentence.starts[first] : sentence.ends[end - 1]]
            name = name.removesuffix("'s").removesuffix("’s")
            last = surname(name)
            called = tags[first - 1 : first] == "w" and before in self.words.names.persons
            plain = (
                last in self.names.genders
                or self.names.given(last) != ""
                or not self._is_before_place(before)
            )
            person = end > first + 1 or called or self.names.is_person(name)
            # "a *Polish* trawler", "No *Indian* had made more"
            owner = owners and words[end - 1].endswith("'s")
            adjective = end == first + 1 and (
                (tags[end : end + 1] == "w" and not owner) or name in demonyms(self.article.lang)
            )
            if (
                plain
                and person
                and not adjective
                and last not in theirs
                and not (before == "the" and self.names.is_ship(last))
                and self.names.agrees(form, name)
                and self.names.is_name(name)
            ):
                out.append(name)
        return out

    def _is_before_place(self, word: str) -> bool:
        """Whether what stands behind a word may be a place rather than a person."""
        return word in self.words.roles.of_place or word in ("the", "of")

    def _owner_in(self, sentence: Sentence, pronoun: str, form: str) -> str | None:
        """Whose "his" is, behind a sentence that names several of whom it may be: who is told of, or the only person."""
        told = self._told_of(form)
        if told and told.split()[-1].lower() in sentence.words:
            return told
        if pronoun not in POSSESSIVES:
            return told if told and self._is_life(told, form) else None
        subject = subject_of(self.article.text, sentence, form) or ""
        others = self._names_in(sentence, form, subject)
        agree = bool(subject) and self.names.agrees(form, subject)
        if not agree:
            return (
                others[0] if len(others) == 1 else None
            )  # "Prosecutors say that Diaz took bribes. *His* aides …"
        # "Hart won bronze behind Anna Volkova. *Her* coach …"
        goes_on = self.names.is_name(subject) and not self._has_rival(sentence, form, subject)
        return subject if goes_on and not self._persons_behind(sentence, form) else None

    def _persons_behind(self, sentence: Sentence, form: str) -> list[str]:
        """Those without a name behind the verb of a sentence who may be meant; not what its subject became: "was declared *the winner*"."""
        verb = sentence.clauses[0].verb
        became = passive_end(sentence, sentence.clauses[0])
        found = self._rivals(sentence, form, max(verb, became) + 1)
        first = next(((a, b) for a, b in phrases(sentence) if a == became), None)
        skipped = self.article.text[slice(*_span_of(sentence, first))] if first else ""
        return [noun for noun in found if noun != skipped and head_of(noun).rpartition(" ")[2].islower()]

    def _thing_owning(self, sentence: Sentence, pronoun: str, form: str) -> str | None:
        """Whose "its" or "their" is: the subject's, where nothing else behind its verb can own anything.

        "The train was on its way to a refinery. *Its* driver …"; not "The council bought a rival firm. *Its* director …".
        """
        subject = subject_of(self.article.text, sentence, form) or ""
        bodies = self.words.names.bodies | self.words.names.of_kind
        if not subject or is_any(subject) or not self._may_be(form, subject):
            return None
        if owns(subject):
            return None
        verb = sentence.clauses[0].verb
        again = next((t for t in range(verb, len(sentence.tags)) if sentence.words[t] in ("it", "its")), 0)
        if form == "it" and again and not self._rivals(sentence, form, verb + 1, again):
            return subject  # "The firm said that *it* would close. Its …"
        rivals = [
            noun
            for noun in self._rivals(sentence, form, verb + 1)
            if (not is_any(noun) or head_word(noun) in bodies)
            and (form == "it" or self._are_folk(noun) or not self._are_folk(subject))
        ]
        return None if rivals or head_word(subject).endswith(_DOES) else subject

    def _are_folk(self, noun: str) -> bool:
        """Whether a noun phrase names people: "dock workers", not "job guarantees"."""
        last = head_word(noun)
        one = last.removesuffix("s")
        return (
            one in self.words.names.persons
            or one.endswith((*_DOES, "men", "women"))
            or last in self.words.roles.folk
        )

    def _may_be(self, form: str, noun: str) -> bool:
        """Whether "it" or "they" can stand for a noun, also by what the article says of a name."""
        return self.names.agrees(form, noun) or (form == "they" and self.names.acts_as_many(noun))

    def _may_be_named(self, sentence: Sentence, form: str) -> bool:
        """Whether a name of one word behind the verb of a sentence may be a person's, for all that is known."""
        tags, verb = sentence.tags, max(0, sentence.clauses[0].verb)
        for run in _NAME.finditer(tags, verb):
            first, end = run.span()
            name = self.article.text[sentence.starts[first] : sentence.ends[end - 1]]
            plain = not self._is_before_place(sentence.words[first - 1]) and tags[first - 1] in "VE"
            if plain and self.names.agrees(form, name) and self.names.stands_within(name):
                return True
        return False

    def _has_rival(self, sentence: Sentence, form: str, subject: str) -> bool:
        """Whether a pronoun behind a sentence may as well stand for somebody else than its subject."""
        if self.names.genders.get(surname(subject)) == form:
            return False
        old = self.names.stands_before(surname(subject), sentence.starts[0])
        said = self._tags(sentence)
        for name in self._names_in(sentence, form, subject, apart=True):
            new = old and not self.names.stands_before(surname(name), sentence.starts[0])
            if not new and name not in said:
                return True  # who is known goes on, whoever is named beside him for the first time
        # "The prefect, Ana Hale, says that a girl of nine is missing. She …"
        kin = self.words.names.women if form == "she" else self.words.names.men
        tags, verb = sentence.tags, max(0, sentence.clauses[0].verb)
        told = [t for t in range(verb, len(tags)) if sentence.words[t] in kin and tags[t - 2] not in "B,"]
        told = [
            t for t in told if "as" not in sentence.words[max(0, t - 2) : t]
        ]  # "who as a boy of 13 carried messages"
        return bool(told) and not self._is_common(subject)  # not "Hale, a widow", nor "was a widow"

    def _tags(self, sentence: Sentence) -> str:
        """Who is told behind a sentence to say so: "…, *Amnesty* said"."""
        verb = sentence.clauses[0].verb
        text = self.article.text
        return " ".join(text[slice(*_span_of(sentence, span))] for span in sayers(sentence) if span[0] > verb)

    def _titled_in(self, sentence: Sentence, form: str) -> str | None:
        """The only one whom a sentence names with the title of a man, or of a woman: "The chair thanked *Mrs Cole*"."""
        titles = self.words.names.address_men if form == "he" else self.words.names.address_women
        found = [
            t
            for t, word in enumerate(sentence.words[:-1])
            if word in titles and sentence.tags[t + 1 : t + 3].startswith(("W", ".W"))
        ]
        if len(found) != 1:
            return None
        end = found[0] + 1 + (sentence.tags[found[0] + 1] == ".")
        while sentence.tags[end : end + 1] == "W":
            end += 1
        return self.article.text[sentence.starts[found[0]] : sentence.ends[end - 1]]

    def _owner_of(self, subject: str, form: str) -> str | None:
        """Whose the subject is, where it names several: "*Ruiz's* lawyers argued that it was a loan. … he would appeal"."""
        owner, mark, owned = subject.replace("’", "'").partition("'s ")
        several = bool(mark) and is_plural(owned, self.words)
        return owner if several and self.names.agrees(form, owner) and self.names.is_name(owner) else None

    def _thing_in(
        self, sentence: Sentence, form: str, subject: str, agree: bool, known: str | None
    ) -> str | _Look | None:
        """What the ``subject`` of a sentence tells of "it" or "they"."""
        if (
            form == "it"
            and head_word(subject or "-").endswith(_DOES)
            and not head_of(subject).rpartition(" ")[2][:1].isupper()  # "Lindqvist said that it would close"
            and is_saying(sentence, self.words, sentence.clauses[0])
        ):
            agree = False  # "The harbourmaster said that the dredger had arrived. It …"
        if _is_owned(sentence, form):
            return _Look.ALIVE  # "Its sales have fallen. It recalled 60,000 jars"
        if (
            subject
            and not agree
            and form == "it"
            and "it" in lacking((sentence.words, sentence.tags), self.words)
        ):
            return _Look.ALIVE  # "Engineers guessed where its antenna was. It landed"
        apart = _ENDS_APART.search(sentence.tags) if form == "it" else None
        if apart and agree and self._is_common(subject) and sentence.words[apart.start("who")] != "where":
            return None  # "The study was paid for by the drug's maker, Ocura, whose shares rose. It …"
        if form == "they" and known and "them" in sentence.words:
            return known  # "Aircraft struck them. They pulled back"
        if form == "it" and subject and self._is_of_body(sentence):
            return None  # "The trial was the company's third attempt. It …"
        if agree or (subject and self._is_alone(sentence, subject, form)):
            return subject
        several = [noun for noun in self._rivals(sentence, form, 0) if not self._is_counted(noun)]
        if form == "they" and is_known(subject) and not several:
            return subject  # "Zimbabwe lasted only 39 minutes. They …"
        if form == "it" and subject and (thing := self._told_of_thing(sentence)):
            return thing
        if form == "it" and (sayer := self._sayer_in(sentence)):
            return sayer  # "Some 900 hectares were flooded, the agency said. It …"
        if form == "they" and not offers((sentence.words, sentence.tags), form, self.words):
            return _Look.ON  # "The pair set out. The wind rose. They …"
        return None if subject or form == "they" else _Look.ON  # somebody else is spoken of

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
        if (
            not subject
            or not {sentence.tags[t] for t in subject} <= set("dwW")
            or sentence.words[subject[0]] in POSSESSIVES
        ):
            return None
        noun = self.article.text[sentence.starts[subject[0]] : sentence.ends[subject[-1]]]
        return noun if self.names.agrees("it", noun) and not is_any(noun) else None

    def _sayer_in(self, sentence: Sentence) -> str | None:
        """The body that is told behind the rest of a sentence to say so."""
        found = sayers(sentence)
        if len(found) != 1 or found[0][0] <= sentence.clauses[0].verb:
            return None
        if sentence.tags[found[0][0] - 1] not in ',"VE':
            return None  # "a day after *Moscow* told the council that it was over"
        noun = self.article.text[sentence.starts[found[0][0]] : sentence.ends[found[0][1] - 1]]
        body = head_word(noun) in self.words.names.bodies or self.names.is_thing(noun)
        return noun if body and self.names.agrees("it", noun) else None

    def _is_common(self, noun: str) -> bool:
        """Whether a noun phrase names nobody by a name."""
        first, *rest = noun.split()
        named = first.lower() not in self.words.clauses.determiner | self.words.names.persons
        return not (named or any(part[:1].isupper() for part in rest))

    def _is_life(self, noun: str, form: str) -> bool:
        """Whether a pronoun has stood for a person so often that the article tells that person's life."""
        if noun == self.names.full_name:
            return True
        least = 1 if surname(noun) == self.names.subject else _LIFE
        return bisect_left(self.places[form], len(self.before)) >= least

    def _is_alone(self, sentence: Sentence, noun: str, form: str) -> bool:
        """Whether a name of one word, which no person bears, is the only noun of a sentence but places: "Dorn led twice"."""
        if " " in noun or not noun[:1].isupper() or self.names.is_person(noun):
            return False
        main = sentence.clauses[0]
        runs = [m.span() for m in _RUN.finditer(sentence.tags) if sentence.words[m.start()] != noun.lower()]
        placed = [a for a, b in runs if a and sentence.tags[a - 1] == "p" and sentence.tags[b - 1] == "W"]
        if form == "it":
            return len(placed) == len(runs) and is_passive(sentence, main)
        return not any(a < main.verb or sentence.words[b - 1].endswith("s") for a, b in runs)

    def _told_of(self, form: str) -> str | None:
        """Whose life an article tells: the only person that a pronoun has stood for in it so far, if the title names him."""
        meant = self.meant[form]
        if (
            not meant
            and self.names.subject
            and form == (self.names.life or self.names.given(self.names.subject))
        ):
            return self.names.full_name  # "Actress Lillian Moore dies"
        return next(iter(meant.values())) if len(meant) == 1 and not self.titled.isdisjoint(meant) else None

    def is_quoted(self) -> bool:
        """Whether the sentence goes on with a quotation that one before it has begun."""
        text, end = self.article.text, self.before[-1][1] if len(self.before) > self.opens else self.start
        if self.heard_to < end:
            said = self.heard_to, end
            if text.count('"', *said) % 2:
                self.quoted = not self.quoted
            opened, closed = text.rfind("“", *said), text.rfind("”", *said)
            self.quoted = opened > closed if opened != closed else self.quoted
            self.heard_to = end
        return self.quoted

    def sentence_at(self, span: Span) -> Sentence:
        """A sentence of the article with its clauses, read once."""
        sentence = self.parsed.get(span)
        if sentence is None:
            times = [(r.start, r.end) for r in self.times(span)]
            sentence = self.parsed[span] = parse(self.article.text, *span, times, self.article.lang)
        return sentence
